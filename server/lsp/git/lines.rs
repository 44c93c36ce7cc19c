//! Which lines of the files are new or changed since a revision.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::ops::Range;
use std::path::PathBuf;

use crate::git::changed::{Interest, diff};
use crate::git::{Oid, Repository, Side, path_of};

/// Lines of a file, from 0, in order, the last one excluded; a line ends with a line feed.
pub type LineRanges = Vec<Range<u32>>;

impl Repository {
    /// The lines of each file that differ between `from` and `to`, by path from the top of the work tree.
    pub fn changed_lines(
        &self,
        from: &Oid,
        to: Side,
        interest: &Interest,
    ) -> Result<BTreeMap<PathBuf, LineRanges>, String> {
        // Another line end is no other line.
        let mut arguments =
            diff(["-U0", "-M", "--inter-hunk-context=0", "--ignore-cr-at-eol", "--src-prefix=a/", "--dst-prefix=b/"]);
        if to == Side::Index {
            arguments.push("--cached".into());
        }
        arguments.push(OsString::from(&from.0));
        arguments.extend(interest.arguments());
        let output = self.run_in_root(&arguments).map_err(|failure| failure.about(self.root()))?;
        Ok(read_patch(&output))
    }
}

/// Reads a patch without context. The lines of a hunk are counted off, since they may look like anything.
fn read_patch(patch: &[u8]) -> BTreeMap<PathBuf, LineRanges> {
    let mut found: BTreeMap<PathBuf, LineRanges> = BTreeMap::new();
    let mut path = None;
    let mut rest = 0;
    for line in patch.split(|byte| *byte == b'\n') {
        if rest > 0 && line.starts_with(b"\\") {
            continue;
        }
        if rest > 0 {
            rest -= 1;
        } else if line.starts_with(b"diff --git ") {
            path = None;
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            path = named(name);
        } else if let Some((removed, added)) = hunk(line) {
            rest = removed + (added.end - added.start);
            if let (Some(path), false) = (&path, added.is_empty()) {
                found.entry(path.clone()).or_default().push(added);
            }
        }
    }
    found
}

/// `@@ -10,2 +11,3 @@`: how many lines are removed, and which are added.
fn hunk(line: &[u8]) -> Option<(u32, Range<u32>)> {
    let line = String::from_utf8_lossy(line);
    let mut parts = line.strip_prefix("@@ -")?.split(' ');
    let numbers = |part: &str| -> Option<(u32, u32)> {
        let (start, count) = part.split_once(',').unwrap_or((part, "1"));
        Some((start.parse().ok()?, count.parse().ok()?))
    };
    let (_, removed) = numbers(parts.next()?)?;
    let (start, added) = numbers(parts.next()?.strip_prefix('+')?)?;
    let start = start.saturating_sub(1);
    Some((removed, start..start.checked_add(added)?))
}

/// The path behind `+++ `: in quotes where it holds signs that need it, with a tab behind it where it holds blanks.
fn named(name: &[u8]) -> Option<PathBuf> {
    let plain = match name.strip_prefix(b"\"") {
        Some(quoted) => unquoted(quoted),
        None => name.strip_suffix(b"\t").unwrap_or(name).to_vec(),
    };
    Some(path_of(plain.strip_prefix(b"b/")?))
}

/// The text up to the closing quote, its escapes as in C undone.
fn unquoted(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut bytes = text.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => break,
            b'\\' => match bytes.next() {
                Some(digit @ b'0'..=b'7') => {
                    let mut value = u32::from(digit - b'0');
                    while let Some(digit) = bytes.next_if(|it| (b'0'..=b'7').contains(it) && value < 0o40) {
                        value = value * 8 + u32::from(digit - b'0');
                    }
                    plain.push(u8::try_from(value).unwrap_or(b'?'));
                }
                Some(b'a') => plain.push(7),
                Some(b'b') => plain.push(8),
                Some(b't') => plain.push(b'\t'),
                Some(b'n') => plain.push(b'\n'),
                Some(b'v') => plain.push(11),
                Some(b'f') => plain.push(12),
                Some(b'r') => plain.push(b'\r'),
                Some(other) => plain.push(other),
                None => break,
            },
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use crate::git::lines::{LineRanges, read_patch, unquoted};

    #[test]
    fn lines_that_look_like_headers_are_counted_off() {
        let patch = b"diff --git a/p.md b/p.md\n--- a/p.md\n+++ b/p.md\n@@ -3 +3,2 @@ # Plan\n--- a/x\n+++ b/x\n\
            +@@ -1 +1 @@\n\\ No newline at end of file\n@@ -9,2 +10,0 @@\n-a\n-b\n\
            diff --git a/q r.md b/q r.md\nnew file mode 100644\n--- /dev/null\n+++ b/q r.md\t\n@@ -0,0 +1 @@\n+x\n\
            diff --git a/z.md b/z.md\n--- a/z.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n";
        let found: Vec<(PathBuf, LineRanges)> = read_patch(patch).into_iter().collect();
        let shown: Vec<String> = found.iter().map(|(path, lines)| format!("{} {lines:?}", path.display())).collect();
        assert_eq!(shown, ["p.md [2..4]", "q r.md [0..1]"]);
    }

    #[test]
    fn quoted_names_are_undone() {
        assert_eq!(unquoted(b"b/a\\\"b\\t\\303\\244.md\" "), "b/a\"b\tä.md".as_bytes());
    }
}
