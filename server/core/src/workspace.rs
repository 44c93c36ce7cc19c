//! The workspace: every plan document at one moment, and the changes that lead from one moment to the next.

mod directory;
pub(crate) mod links;
pub mod resolve;
pub mod nearest;
pub mod network;
pub mod prefilter;
pub mod settings;
pub(crate) mod shown;
pub mod surroundings;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::document::{Document, Source};
use crate::index::{Names, Target, fingerprint, same_names};
use crate::plan::links::Anchors;
use crate::plan::unit::Unit;
use crate::text::Edit;
use crate::workspace::directory::Directory;
use crate::workspace::links::location_of;
use crate::workspace::nearest::Shapes;
use crate::workspace::settings::Settings;
use crate::workspace::shown::Shown;
use crate::workspace::surroundings::Surroundings;

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
    /// A number for the set of its names.
    fingerprint: u64,
    /// Where it stands.
    location: Option<Arc<str>>,
    /// The locations that it links to, collected on first use.
    links: OnceLock<Vec<String>>,
    of_plan: Arc<OfPlan>,
    symbols: OnceLock<Vec<Searched>>,
}

/// What is worked out of one plan on first use, and kept until a fact changes.
#[derive(Debug, Default)]
struct OfPlan {
    anchors: OnceLock<Anchors>,
    shapes: OnceLock<Shapes>,
}

/// A unit or task as a search looks for it.
#[derive(Clone, Debug)]
pub struct Searched {
    /// Which.
    pub target: Target,
    /// Its name in a few words.
    pub name: String,
    /// Which letters are in its names, by some sign of each: a word with another one is not in them.
    pub letters: u128,
}

impl File {
    /// The names that it defines, collected on first use.
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(self.document.plan()))
    }

    /// The anchors in it, collected on first use.
    pub fn anchors(&self) -> &Anchors {
        self.of_plan.anchors.get_or_init(|| Anchors::of(&self.document.plan().links))
    }

    /// The names that it defines, as [`Snapshot::nearest`] compares them.
    fn shapes(&self) -> &Shapes {
        self.of_plan.shapes.get_or_init(|| Shapes::of(self.document.plan()))
    }

    /// What a search looks through; `collect` says it on first use.
    pub fn searched(&self, collect: impl FnOnce(&Document) -> Vec<Searched>) -> &[Searched] {
        self.symbols.get_or_init(|| collect(&self.document))
    }

    /// Its path relative to its workspace folder; none for an unsaved document.
    pub fn path(&self) -> Option<&str> {
        self.document.source().path.as_deref()
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
    /// From now on this holds for it. What reading needs of the configuration stands in its [`Source`].
    Configure {
        /// Which file.
        file: FileId,
        /// What holds.
        settings: Arc<Settings>,
    },
}

/// Whether a file with these bytes can hold a plan, by the built-in words; what is refused need not be parsed.
/// [`Prefilter`](prefilter::Prefilter) does the same for a vocabulary with additions.
pub fn may_hold_plan(bytes: &[u8]) -> bool {
    prefilter::builtin_accepts(bytes)
}

/// Every document at one moment. Cloning copies a map of pointers.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Counts the changes.
    pub revision: u64,
    /// The day that it is, for what can be overdue; none where nobody said.
    pub today: Option<Date>,
    /// Who can say what else is on disk; none where nobody can.
    pub surroundings: Option<Arc<dyn Surroundings>>,
    /// Counts the looks at the disk: what rests on an answer of the surroundings holds until the next.
    pub looks: u64,
    files: BTreeMap<FileId, Arc<File>>,
    names_revision: u64,
    directory: Directory,
    shown: Shown,
    /// Of the files for which something is configured.
    settings: BTreeMap<FileId, Arc<Settings>>,
}

impl Snapshot {
    /// Applies one change.
    pub fn apply(&mut self, change: Change) {
        if let Change::Configure { file, settings } = change {
            return self.configure(file, settings);
        }
        self.revision += 1;
        match change {
            Change::Set { file, text, source } => self.put(file, Document::new(&text, source)),
            Change::Put { file, document } => self.put(file, document),
            Change::Edit { file, edits } => {
                let Some(old) = self.files.get(&file) else { return };
                let document = old.document.edit(&edits);
                self.put(file, document);
            }
            Change::Configure { .. } => {}
            Change::Remove { file } => {
                self.settings.remove(&file);
                let Some(old) = self.files.remove(&file) else { return };
                self.shown = Shown::default();
                if old.fingerprint != 0 {
                    self.names_revision += 1;
                    self.directory.touch(file);
                }
            }
        }
    }

    /// Equal settings change nothing: whoever holds the old ones need not look again.
    fn configure(&mut self, file: FileId, settings: Arc<Settings>) {
        if *self.settings(file) != settings {
            self.revision += 1;
            self.settings.insert(file, settings);
        }
    }

    fn put(&mut self, file: FileId, document: Document) {
        let old = self.files.get(&file);
        let location = location_of(document.source());
        let is_moved =
            old.is_none_or(|old| old.location != location || old.path() != document.source().path.as_deref());
        let kept = old.filter(|old| {
            Arc::ptr_eq(old.document.plan(), document.plan()) || same_names(old.document.plan(), document.plan())
        });
        let (names, print) = match kept {
            Some(old) => (Arc::clone(&old.names), old.fingerprint),
            None => (Arc::default(), fingerprint(document.plan())),
        };
        let same_plan = old.filter(|old| Arc::ptr_eq(old.document.plan(), document.plan()));
        let of_plan = same_plan.map(|old| Arc::clone(&old.of_plan)).unwrap_or_default();
        let before = old.map_or(0, |old| old.fingerprint);
        if before != print || (print != 0 && is_moved) {
            self.names_revision += 1;
            self.directory.touch(file);
        }
        if is_moved {
            self.shown = Shown::default();
        }
        let (links, symbols) = (OnceLock::new(), OnceLock::new());
        let fingerprint = print;
        self.files.insert(file, Arc::new(File { document, names, fingerprint, location, links, of_plan, symbols }));
    }

    /// Counts the changes after which some file defines other names than before, or stands elsewhere: as long as it
    /// stays, what a name of one file means in another stays too, but for what the other file itself changed. Which
    /// unit a number among several of the same name stands for may still have moved within its file.
    pub fn names_revision(&self) -> u64 {
        self.names_revision
    }

    /// The file.
    pub fn file(&self, file: FileId) -> Option<&Arc<File>> {
        self.files.get(&file)
    }

    /// The file's document.
    pub fn document(&self, file: FileId) -> Option<&Document> {
        self.files.get(&file).map(|it| &it.document)
    }

    /// What holds for the file. The same `Arc` for as long as it is equal.
    pub fn settings(&self, file: FileId) -> &Arc<Settings> {
        self.settings.get(&file).unwrap_or(Settings::unset())
    }

    /// The documents as `edits` leave them, which are all to the text as it is now, and do not overlap.
    pub fn edited(&self, edits: &[(FileId, Edit)]) -> Snapshot {
        let mut after = self.clone();
        // From the last edit of a file to the first, none moves another.
        let mut edits: Vec<&(FileId, Edit)> = edits.iter().collect();
        edits.sort_by_key(|(file, edit)| (*file, edit.range.start, edit.range.end));
        for of_file in edits.chunk_by(|one, other| one.0 == other.0) {
            let Some((file, _)) = of_file.first() else { continue };
            let edits = of_file.iter().rev().map(|it| it.1.clone()).collect();
            after.apply(Change::Edit { file: *file, edits });
        }
        after
    }

    /// The unit that `of` is; none for a task.
    pub fn unit(&self, of: Definition) -> Option<&Unit> {
        match of.target {
            Target::Unit(at) => self.document(of.file)?.plan().unit(at),
            Target::Task(_) => None,
        }
    }

    /// Every file, in the order of ids.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &Arc<File>)> {
        self.files.iter().map(|(id, file)| (*id, file))
    }
}
