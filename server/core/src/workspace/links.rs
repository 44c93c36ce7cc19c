//! Where documents stand, and to which locations they link: told apart by the disk, for two workspace folders may hold files
//! of the same path.

use std::sync::Arc;

use crate::document::Source;
use crate::workspace::{File, FileId, Snapshot};

impl File {
    /// Where it stands on disk, with forward slashes; its path, where it is on none. None for an unsaved document.
    pub fn location(&self) -> Option<&str> {
        self.location.as_deref()
    }

    /// Where its workspace folder stands: from there its path counts. Empty where it is on no disk.
    pub fn root(&self) -> Option<&str> {
        let (location, path) = (self.location()?, self.path()?);
        Some(location.strip_suffix(path).map_or_else(|| folder(location), |root| root.trim_end_matches('/')))
    }

    /// The locations that it links to, sorted, whatever is there.
    pub fn links(&self) -> &[String] {
        self.links.get_or_init(|| {
            let destinations = self.document.link_destinations();
            let mut locations: Vec<String> = destinations.iter().filter_map(|it| self.led_to(it)).collect();
            locations.sort_unstable();
            locations.dedup();
            locations
        })
    }

    /// Whether it links to the file at `location`.
    pub fn links_to(&self, location: &str) -> bool {
        self.links().binary_search_by(|link| link.as_str().cmp(location)).is_ok()
    }

    /// The location that `destination`, as written in it, leads to; none where that is no file.
    pub fn led_to(&self, destination: &str) -> Option<String> {
        target_location(self.location()?, self.root()?, destination)
    }
}

impl Snapshot {
    /// The document that `destination`, as written in `from`, leads to, if it is held, in any workspace folder.
    pub fn linked(&self, from: FileId, destination: &str) -> Option<FileId> {
        let location = self.file(from)?.led_to(destination)?;
        self.files().find(|(_, file)| file.location() == Some(location.as_str())).map(|(id, _)| id)
    }
}

/// Where what is read from `source` stands, as [`File::location`] says.
pub(crate) fn location_of(source: &Source) -> Option<Arc<str>> {
    let path = source.path.as_deref()?;
    Some(match &source.location {
        Some(location) if location.contains('\\') => location.replace('\\', "/").into(),
        Some(location) => Arc::clone(location),
        None => path.into(),
    })
}

/// The folder of the file at `location`; empty for one at the top of the disk or of the workspace folder.
pub(crate) fn folder(location: &str) -> &str {
    location.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Where `destination`, as written in the file at `from`, leads: from the workspace folder at `root` on, where it begins
/// with `/`. None where it leads above everything, or names no file.
fn target_location(from: &str, root: &str, destination: &str) -> Option<String> {
    let destination = destination.trim().trim_start_matches('<').trim_end_matches('>');
    let bare = destination.split(['#', '?']).next().unwrap_or("");
    let has_scheme = bare.split_once(':').is_some_and(|(scheme, _)| !scheme.contains(['/', '.']));
    if bare.is_empty() || has_scheme || bare.starts_with("//") {
        return None;
    }
    let decoded = percent_decoded(bare)?;
    let (base, rest) = match decoded.strip_prefix('/') {
        Some(rest) => (root, rest),
        None => (folder(from), decoded.as_str()),
    };
    let is_on_disk = from.starts_with('/') || !base.is_empty();
    let mut parts: Vec<&str> = if is_on_disk { base.split('/').collect() } else { Vec::new() };
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().filter(|it| !it.is_empty())?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/")).filter(|it| !it.is_empty())
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
    use crate::workspace::links::target_location;

    #[test]
    fn a_link_leads_to_a_location() {
        let check = |from: &str, destination: &str, want: Option<&str>| {
            assert_eq!(target_location(from, "", destination).as_deref(), want, "{destination} in {from}");
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

    #[test]
    fn on_disk_it_may_lead_out_of_the_workspace_folder() {
        let check = |destination: &str, want: Option<&str>| {
            let location = target_location("/docks/pier/plans/a.md", "/docks/pier", destination);
            assert_eq!(location.as_deref(), want, "{destination}");
        };
        check("b.md", Some("/docks/pier/plans/b.md"));
        check("../../quay/b.md", Some("/docks/quay/b.md"));
        check("/b.md", Some("/docks/pier/b.md"));
        check("../../../b.md", Some("/b.md"));
        check("../../../../b.md", None);
        assert_eq!(target_location("/a.md", "", "b.md").as_deref(), Some("/b.md"));
        assert_eq!(target_location("/a.md", "", "/b.md").as_deref(), Some("/b.md"));
    }
}
