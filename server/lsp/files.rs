//! Files: which document has which id, under which URI the client knows it, and where it is on disk.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use milepost_core::workspace::FileId;

use crate::folders::{Folder, uri_of};
use crate::uri::{real_path, uri_to_path};

/// The names of every file that was ever seen. Ids are never reused.
#[derive(Debug, Default)]
pub struct Files {
    entries: Vec<Entry>,
    by_uri: HashMap<String, FileId>,
    by_path: HashMap<PathBuf, FileId>,
}

#[derive(Clone, Debug)]
struct Entry {
    /// As the client spells it; until the client names it, made from the path and the spelling of its folder.
    uri: String,
    /// The real path; none for documents that live in the editor alone.
    path: Option<PathBuf>,
}

impl Files {
    /// The id of the document that the client calls `uri`, if it was seen.
    pub fn find(&self, uri: &str) -> Option<FileId> {
        self.by_uri.get(uri).copied().or_else(|| self.at_path(&real_path(&uri_to_path(uri)?)))
    }

    /// The id of the file at a real path, if it was seen.
    pub fn at_path(&self, path: &Path) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// The id of the document that the client calls `uri`. From now on that is its name. A file that is open under
    /// another name already becomes a second document: the editor holds two texts of it.
    pub fn named(&mut self, uri: &str, is_open: impl Fn(FileId) -> bool) -> FileId {
        if let Some(&id) = self.by_uri.get(uri) {
            return id;
        }
        let path = uri_to_path(uri).map(|it| real_path(&it));
        let known = path.as_ref().and_then(|it| self.at_path(it));
        match known {
            Some(id) if !is_open(id) => {
                if let Some(entry) = self.entries.get_mut(id.0 as usize) {
                    self.by_uri.remove(&entry.uri);
                    entry.uri = uri.to_owned();
                }
                self.by_uri.insert(uri.to_owned(), id);
                id
            }
            Some(_) => self.add(uri.to_owned(), None),
            None => self.add(uri.to_owned(), path),
        }
    }

    /// The id of the file at a real path; `folders` are those of the workspace.
    pub fn of_path(&mut self, path: &Path, folders: &[Folder]) -> FileId {
        self.at_path(path).unwrap_or_else(|| self.add(uri_of(path, folders), Some(path.to_owned())))
    }

    fn add(&mut self, uri: String, path: Option<PathBuf>) -> FileId {
        let id = FileId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        self.by_uri.insert(uri.clone(), id);
        if let Some(path) = &path {
            self.by_path.insert(path.clone(), id);
        }
        self.entries.push(Entry { uri, path });
        id
    }

    /// What the client calls the file.
    pub fn uri(&self, file: FileId) -> Option<&str> {
        self.entries.get(file.0 as usize).map(|it| it.uri.as_str())
    }

    /// Where it is on disk.
    pub fn path(&self, file: FileId) -> Option<&Path> {
        self.entries.get(file.0 as usize)?.path.as_deref()
    }
}
