//! The two states of every plan that was touched, from git and from the disk, and what differs between them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use milepost_core::changes::{PlanChanges, compare as compare_plans};
use milepost_core::document::Document;
use milepost_core::plan::Verdict;
use milepost_core::text::strip_bom;

use crate::check::gather::shown;
use crate::config::find::Configuration;
use crate::diff::Options;
use crate::diff::across::link;
use crate::git::changed::{ChangedFile, FileSide, Interest};
use crate::git::{Oid, Repository, Side};
use crate::scan::has_markdown_name;
use crate::uri::{real_path, relative};

/// A larger file was not written by people.
const MAX_SIZE: u64 = 64 << 20;

/// What differs since a revision.
#[derive(Debug)]
pub struct Compared {
    /// As it was named.
    pub revision: String,
    /// Its commit, or where the histories parted.
    pub commit: Oid,
    /// The plans that differ, by path.
    pub plans: Vec<PlanDiff>,
    /// How many plans were touched, in words that matter or not.
    pub seen: usize,
    /// What could not be read, and why.
    pub refused: Vec<String>,
}

/// What became of a plan as a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// There was none.
    Added,
    /// There is none any more.
    Dropped,
    /// It is there in both states.
    Changed,
}

/// One plan that differs.
#[derive(Debug)]
pub struct PlanDiff {
    /// Where it stands, or stood if it is gone; as shown.
    pub path: String,
    /// Where it stood, if elsewhere.
    pub old_path: Option<String>,
    /// What became of it.
    pub state: State,
    /// How many units and tasks it holds, or held if it is gone.
    pub size: (usize, usize),
    /// What differs in it; everything in it is added or dropped with it.
    pub changes: PlanChanges,
    /// The other plan that an item of `changes`, by index, went to or came from.
    pub elsewhere: BTreeMap<usize, String>,
}

/// Compares the plans at the revision that `options` name with those of now.
pub fn compare(options: &Options, configuration: &Configuration) -> Result<Compared, String> {
    let wanted: Vec<PathBuf> = options.paths.iter().map(|it| real(it)).collect();
    let here = real_path(Path::new("."));
    let repository = Repository::of(wanted.first().unwrap_or(&here))?;
    if let Some(foreign) = wanted.iter().find(|it| repository.relative(it).is_none()) {
        let root = repository.root().display();
        return Err(format!("{} is not in the repository {root}; compare one repository at a time", shown(foreign)));
    }
    let commit = match options.merge_base {
        true => repository.merge_base(&options.revision)?,
        false => repository.commit(&options.revision)?,
    };
    let also = wanted.iter().filter(|it| !it.is_dir()).filter_map(|it| repository.relative(it));
    let interest = Interest { also: also.filter(|it| !has_markdown_name(it)).map(Path::to_owned).collect() };
    let changed = repository.changed(&commit, Side::WorkTree, &interest)?;
    let unknown = repository.untracked(&interest)?;
    let new = |path| ChangedFile { old: None, new: Some(FileSide { path, blob: None }), is_unmerged: false };
    let mut changed: Vec<ChangedFile> = changed.into_iter().chain(unknown.into_iter().map(new)).collect();
    if !wanted.is_empty() {
        let is_wanted =
            |it: &FileSide| wanted.iter().any(|wanted| repository.root().join(&it.path).starts_with(wanted));
        changed.retain(|it| it.new.iter().chain(&it.old).any(is_wanted));
    }
    let blobs: Vec<Oid> = changed.iter().filter_map(|it| it.old.as_ref()?.blob.clone()).collect();
    let contents = repository.contents(blobs.iter())?;
    let mut compared =
        Compared { revision: options.revision.clone(), commit, plans: Vec::new(), seen: 0, refused: Vec::new() };
    compared.refused.extend(missing(&options.paths, &repository, &changed));
    let reader = Reader { repository: &repository, configuration };
    for change in &changed {
        let old = change.old.as_ref().and_then(|it| Some((it, contents.get(&it.blob.as_ref()?.0)?)));
        let old = old.and_then(|(side, bytes)| Some((side, reader.read(&side.path, bytes)?)));
        let new = match &change.new {
            Some(side) => match bytes_of(&repository.root().join(&side.path)) {
                Ok(bytes) => reader.read(&side.path, &bytes).map(|it| (side, it)),
                Err(reason) => {
                    compared.refused.push(format!("{}: {reason}", reader.shown(side)));
                    continue;
                }
            },
            None => None,
        };
        reader.add(old, new, &mut compared);
    }
    link(&mut compared.plans);
    compared.plans.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(compared)
}

struct Reader<'a> {
    repository: &'a Repository,
    configuration: &'a Configuration,
}

impl Reader<'_> {
    /// The document that `bytes` are; none where no plan can be in it, or configuration leaves it out.
    fn read(&self, path: &Path, bytes: &[u8]) -> Option<Document> {
        let real = self.repository.root().join(path);
        let applied = self.configuration.of(&real, &[]);
        if !applied.is_read || applied.settings.is_excluded || !applied.words.prefilter.accepts(bytes) {
            return None;
        }
        let name = relative(&real, self.repository.root());
        let source = applied.source(name, Some(&real));
        let document = Document::new(strip_bom(&String::from_utf8_lossy(bytes)), source);
        (document.plan().verdict == Verdict::Plan).then_some(document)
    }

    fn add(&self, old: Option<(&FileSide, Document)>, new: Option<(&FileSide, Document)>, compared: &mut Compared) {
        let size = |it: &Document| (it.plan().units.len(), it.plan().tasks.len());
        let diff = match (old, new) {
            (None, None) => return,
            (Some((was, old)), Some((is, new))) => PlanDiff {
                path: self.shown(is),
                old_path: (was.path != is.path).then(|| self.shown(was)),
                state: State::Changed,
                size: size(&new),
                changes: compare_plans(&old, &new),
                elsewhere: BTreeMap::new(),
            },
            (Some((was, old)), None) => PlanDiff {
                path: self.shown(was),
                old_path: None,
                state: State::Dropped,
                size: size(&old),
                changes: alone(compare_plans(&old, &nothing(&old))),
                elsewhere: BTreeMap::new(),
            },
            (None, Some((is, new))) => PlanDiff {
                path: self.shown(is),
                old_path: None,
                state: State::Added,
                size: size(&new),
                changes: alone(compare_plans(&nothing(&new), &new)),
                elsewhere: BTreeMap::new(),
            },
        };
        compared.seen += 1;
        if diff.state != State::Changed || diff.old_path.is_some() || !diff.changes.is_empty() {
            compared.plans.push(diff);
        }
    }

    fn shown(&self, side: &FileSide) -> String {
        shown(&self.repository.root().join(&side.path))
    }
}

/// What a plan is compared with that was not there, or is not there any more.
fn nothing(document: &Document) -> Document {
    Document::new("", document.source().clone())
}

/// Only the items: a plan that comes or goes has not changed its title.
fn alone(changes: PlanChanges) -> PlanChanges {
    PlanChanges { items: changes.items, ..PlanChanges::default() }
}

/// What is said of paths that lead nowhere, now or then.
fn missing(paths: &[PathBuf], repository: &Repository, changed: &[ChangedFile]) -> Vec<String> {
    let is_below = |real: &Path| {
        let mut sides = changed.iter().flat_map(|it| it.new.iter().chain(&it.old));
        sides.any(|it| repository.root().join(&it.path).starts_with(real))
    };
    let lost = paths.iter().filter(|it| !it.exists() && !is_below(&real(it)));
    lost.map(|it| format!("{}: there is no such file or folder, neither now nor then", shown(it))).collect()
}

/// The real path of what may be gone.
fn real(path: &Path) -> PathBuf {
    real_path(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// The bytes of a file of the work tree.
fn bytes_of(path: &Path) -> Result<Vec<u8>, String> {
    let said = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::PermissionDenied => "may not be read".to_owned(),
        _ => error.to_string(),
    };
    let metadata = path.symlink_metadata().map_err(said)?;
    if !metadata.is_file() {
        return Err("is no regular file".to_owned());
    }
    if metadata.len() > MAX_SIZE {
        return Err(format!("is larger than {} MB", MAX_SIZE >> 20));
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(said)?.take(MAX_SIZE).read_to_end(&mut bytes).map_err(said)?;
    Ok(bytes)
}
