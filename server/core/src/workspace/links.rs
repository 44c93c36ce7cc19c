//! Which documents a document links to, as paths in the workspace.

use crate::workspace::{File, FileId, Snapshot};

impl File {
    /// The paths of the files that it links to, relative to its workspace folder, sorted; without those outside of it.
    pub fn links(&self) -> &[String] {
        self.links.get_or_init(|| {
            let Some(path) = self.path() else { return Vec::new() };
            let destinations = self.document.link_destinations();
            let mut paths: Vec<String> = destinations.iter().filter_map(|it| target_path(path, it)).collect();
            paths.sort_unstable();
            paths.dedup();
            paths
        })
    }

    /// Whether it links to the file at `path`.
    pub fn links_to(&self, path: &str) -> bool {
        self.links().binary_search_by(|link| link.as_str().cmp(path)).is_ok()
    }
}

impl Snapshot {
    /// The document that `destination`, as written in `from`, leads to, if it is held.
    pub fn linked(&self, from: FileId, destination: &str) -> Option<FileId> {
        let path = target_path(self.file(from)?.path()?, destination)?;
        self.files().find(|(_, file)| file.path() == Some(path.as_str())).map(|(id, _)| id)
    }

    /// The path in the workspace folder that `destination`, as written in `from`, leads to; none where it leaves the
    /// folder or names no file.
    pub fn linked_path(&self, from: FileId, destination: &str) -> Option<String> {
        target_path(self.file(from)?.path()?, destination)
    }
}

/// The folder of the file at `path`; empty for a file in the workspace folder itself.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Where `destination`, as written in the file at `from`, leads: none where it leaves the workspace or names no file.
fn target_path(from: &str, destination: &str) -> Option<String> {
    let destination = destination.trim().trim_start_matches('<').trim_end_matches('>');
    let bare = destination.split(['#', '?']).next().unwrap_or("");
    let has_scheme = bare.split_once(':').is_some_and(|(scheme, _)| !scheme.contains(['/', '.']));
    if bare.is_empty() || has_scheme || bare.starts_with("//") {
        return None;
    }
    let decoded = percent_decoded(bare)?;
    let (mut parts, rest) = match decoded.strip_prefix('/') {
        Some(rest) => (Vec::new(), rest),
        None => (folder(from).split('/').filter(|part| !part.is_empty()).collect(), decoded.as_str()),
    };
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// `text` with `%20` and the like as what they stand for; none where that is no UTF-8.
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    let hex = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        rest = behind;
        let escaped = match (first, behind) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        if escaped.is_some() {
            rest = behind.get(2..).unwrap_or_default();
        }
        bytes.push(escaped.unwrap_or(first));
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use crate::workspace::links::target_path;

    #[test]
    fn a_link_leads_to_a_path_in_the_workspace() {
        let check = |from: &str, destination: &str, want: Option<&str>| {
            assert_eq!(target_path(from, destination).as_deref(), want, "{destination} in {from}");
        };
        check("plans/a.md", "b.md", Some("plans/b.md"));
        check("plans/a.md", "./b.md#sprint-1", Some("plans/b.md"));
        check("plans/a.md", "../docs/b%20c.md?raw=1", Some("docs/b c.md"));
        check("plans/a.md", "/b.md", Some("b.md"));
        check("a.md", "sub/b.md", Some("sub/b.md"));
        check("a.md", "../b.md", None);
        check("a.md", "https://example.org/b.md", None);
        check("a.md", "mailto:someone", None);
        check("a.md", "#below", None);
        check("a.md", "", None);
        check("a.md", "%ff.md", None);
        check("a.md", "100%.md", Some("100%.md"));
    }
}
