//! The configuration files that the editor holds: their text counts, whatever is on disk.

use std::path::{Path, PathBuf};

use dashmap::DashMap;
use milepost_core::text::{Edit, Text};

use crate::uri::{real_path, uri_to_path};

/// The open ones, by real path.
#[derive(Debug, Default)]
pub struct OpenFiles {
    files: DashMap<PathBuf, OpenFile>,
}

/// An open one.
#[derive(Clone, Debug)]
pub struct OpenFile {
    /// What the client calls it.
    pub uri: String,
    /// Its version.
    pub version: i32,
    text: Text,
}

/// Where the document that the client calls `uri` is, if it can be a configuration; it is no plan then.
pub fn configuration_path(uri: &str) -> Option<PathBuf> {
    let path = uri_to_path(uri).filter(|it| it.extension().is_some_and(|it| it == "toml"))?;
    Some(real_path(&path))
}

impl OpenFiles {
    /// The editor holds this now.
    pub fn open(&self, path: PathBuf, uri: &str, version: i32, text: &str) {
        self.files.insert(path, OpenFile { uri: uri.to_owned(), version, text: Text::new(text) });
    }

    /// The editor changed it. `edits` makes them from the text that it had. False if it is not open.
    pub fn edit(&self, path: &Path, version: i32, edits: impl FnOnce(&Text) -> Vec<Edit>) -> bool {
        let Some(mut file) = self.files.get_mut(path) else { return false };
        for edit in edits(&file.text) {
            file.text.edit(&edit);
        }
        file.version = version;
        true
    }

    /// The editor let go of it.
    pub fn close(&self, path: &Path) {
        self.files.remove(path);
    }

    /// Whether the editor holds it.
    pub fn holds(&self, path: &Path) -> bool {
        self.files.contains_key(path)
    }

    /// It, if the editor holds it.
    pub fn get(&self, path: &Path) -> Option<OpenFile> {
        self.files.get(path).map(|it| it.clone())
    }

    /// Its text, if the editor holds it.
    pub fn text(&self, path: &Path) -> Option<String> {
        self.files.get(path).map(|it| it.text.chunks().collect())
    }

    /// Where they all are.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.files.iter().map(|it| it.key().clone()).collect()
    }
}
