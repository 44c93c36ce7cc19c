//! The contents of files at a revision or in the index, many in one go.

use std::collections::BTreeMap;
use std::ffi::OsString;

use crate::git::run::run;
use crate::git::{Oid, Repository};

impl Repository {
    /// What each of `blobs` holds; those that the repository lacks are left out.
    pub fn contents<'a>(&self, blobs: impl Iterator<Item = &'a Oid>) -> Result<BTreeMap<String, Vec<u8>>, String> {
        let mut wanted: Vec<&str> = blobs.map(|it| it.0.as_str()).collect();
        wanted.sort_unstable();
        wanted.dedup();
        if wanted.is_empty() {
            return Ok(BTreeMap::new());
        }
        let input: String = wanted.iter().flat_map(|it| [*it, "\n"]).collect();
        let arguments = [OsString::from("cat-file"), OsString::from("--batch")];
        let output = run(self.root(), &arguments, input.into_bytes()).map_err(|failure| failure.about(self.root()))?;
        Ok(read_batch(&output))
    }
}

/// Reads `<blob> blob <size>`, and so many bytes behind it.
fn read_batch(mut output: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    while let Some(end) = output.iter().position(|byte| *byte == b'\n') {
        let (header, rest) = output.split_at(end);
        output = rest.get(1..).unwrap_or_default();
        let header = String::from_utf8_lossy(header);
        let parts: Vec<&str> = header.split(' ').collect();
        let [blob, "blob", size] = parts.as_slice() else { continue };
        let Some(content) = size.parse().ok().and_then(|size: usize| output.get(..size)) else { break };
        found.insert((*blob).to_owned(), content.to_vec());
        output = output.get(content.len() + 1..).unwrap_or_default();
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::git::blobs::read_batch;

    #[test]
    fn contents_are_read_by_their_size() {
        let found = read_batch(b"aa blob 4\na\nb\n\nbb missing\ncc blob 0\n\n");
        let shown: Vec<(&str, &[u8])> = found.iter().map(|(blob, bytes)| (blob.as_str(), bytes.as_slice())).collect();
        assert_eq!(shown, [("aa", b"a\nb\n".as_slice()), ("cc", b"".as_slice())]);
    }
}
