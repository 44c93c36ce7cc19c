//! The state before a change: every document as it was, and the lines that the change touched.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use milepost_core::document::Document;
use milepost_core::lint;
use milepost_core::lint::rule::Finding;
use milepost_core::text::{TextRange, strip_bom};
use milepost_core::workspace::{Change, FileId, Snapshot};

use crate::check::Checked;
use crate::check::gather::Gathered;
use crate::git::changed::{FileSide, Interest};
use crate::git::lines::LineRanges;
use crate::git::{Oid, Repository, Side};
use crate::scan::has_markdown_name;
use crate::surroundings::repository_of;
use crate::uri::relative;

/// What was before. A file keeps its id through a rename.
#[derive(Debug)]
pub struct Before {
    snapshot: Snapshot,
    /// Of the files that differ.
    lines: BTreeMap<FileId, LineRanges>,
    is_changed: bool,
}

impl Before {
    /// The state as it is now, from which changes are to be taken back.
    pub fn of(gathered: &Gathered) -> Before {
        Before { snapshot: gathered.snapshot.clone(), lines: BTreeMap::new(), is_changed: false }
    }

    /// Takes back what differs in `repository` between `from` and `side`.
    pub fn take_back(
        &mut self,
        repository: &Repository,
        from: &Oid,
        side: Side,
        gathered: &Gathered,
    ) -> Result<(), String> {
        let files = files_of(repository, gathered);
        let interest = interest(&files);
        let changed = repository.changed(from, side, &interest)?;
        let mut lines = repository.changed_lines(from, side, &interest)?;
        let old = |side: &FileSide| side.blob.clone();
        let blobs: Vec<Oid> = changed.iter().filter_map(|it| it.old.as_ref().and_then(old)).collect();
        let contents = repository.contents(blobs.iter())?;
        for change in changed {
            let file = change.new.as_ref().and_then(|it| files.get(&it.path)).copied();
            if let (Some(file), Some(new)) = (file, &change.new) {
                self.lines.insert(file, lines.remove(&new.path).unwrap_or_default());
            }
            let text = change.old.as_ref().and_then(|it| Some((it, contents.get(&it.blob.as_ref()?.0)?)));
            match (text, file) {
                (Some((old, bytes)), _) => self.put(repository, old, bytes, file, gathered),
                (None, Some(file)) => self.remove(file),
                (None, None) => {}
            }
        }
        if side == Side::WorkTree {
            let tracked = repository.tracked(&interest)?;
            for (_, file) in files.iter().filter(|(path, _)| !tracked.contains(*path)) {
                self.remove(*file);
            }
        }
        Ok(())
    }

    /// Puts what a file was; as a further file where nothing of it is left.
    fn put(
        &mut self,
        repository: &Repository,
        old: &FileSide,
        bytes: &[u8],
        file: Option<FileId>,
        gathered: &Gathered,
    ) {
        let path = repository.root().join(&old.path);
        let applied = gathered.configuration.of(&path, &[]);
        let is_kept = file.is_some() || has_markdown_name(&path) && applied.is_read;
        if !is_kept || !applied.words.prefilter.accepts(bytes) && file.is_none() {
            return;
        }
        let same = file.filter(|it| gathered.paths.get(it) == Some(&path));
        let known = same.and_then(|it| gathered.snapshot.document(it)).and_then(|it| it.source().path.clone());
        let name = known.or_else(|| relative(&path, repository.root()));
        let source = applied.source(name, Some(&path));
        let document = Document::new(strip_bom(&String::from_utf8_lossy(bytes)), source);
        let next = || self.snapshot.files().last().map_or(FileId(0), |(last, _)| FileId(last.0 + 1));
        // The first free id is one that no gathered file has, even if that one was taken out.
        let free = || next().max(gathered.paths.keys().last().map_or(FileId(0), |last| FileId(last.0 + 1)));
        let file = file.unwrap_or_else(free);
        self.snapshot.apply(Change::Put { file, document });
        self.snapshot.apply(Change::Configure { file, settings: applied.settings });
        self.is_changed = true;
    }

    fn remove(&mut self, file: FileId) {
        self.snapshot.apply(Change::Remove { file });
        self.lines.insert(file, std::iter::once(0..u32::MAX).collect());
        self.is_changed = true;
    }

    /// Leaves in `checked` what is new: on a line that was touched, or not found in the state before. Returns how many
    /// findings are older.
    pub fn keep_new(self, gathered: &mut Gathered, checked: &mut [Checked]) -> usize {
        let mut older = 0;
        for Checked { file, findings } in checked {
            let Some(document) = gathered.snapshot.document(*file) else { continue };
            let touched = self.lines.get(file).map_or(&[][..], Vec::as_slice);
            let ends = line_ends(document);
            let is_touched = |finding: &Finding| {
                let line = line_of(&ends, document.range(finding.place));
                touched.iter().any(|it| it.contains(&line))
            };
            let all = findings.len();
            if findings.iter().all(is_touched) {
                continue;
            }
            if !self.is_changed {
                findings.clear();
                older += all;
                continue;
            }
            let mut known = match catch_unwind(AssertUnwindSafe(|| prints(&self.snapshot, *file))) {
                Ok(known) => known,
                Err(_) => {
                    gathered
                        .refused
                        .push(format!("{}: checking what it was failed; please report it", gathered.shown(*file)));
                    continue;
                }
            };
            findings.retain(|finding| {
                let count = known.get_mut(&print(document, finding)).filter(|count| **count > 0);
                let is_known = count.map(|count| *count -= 1).is_some();
                !is_known || is_touched(finding)
            });
            older += all - findings.len();
        }
        older
    }
}

/// What makes a finding the same, wherever it stands in its file.
type Print = (&'static str, String, String);

/// How often each finding is reported for `file` in `snapshot`.
fn prints(snapshot: &Snapshot, file: FileId) -> HashMap<Print, u32> {
    let mut prints = HashMap::new();
    if let Some(document) = snapshot.document(file) {
        for finding in lint::lint(snapshot, file) {
            *prints.entry(print(document, &finding)).or_default() += 1;
        }
    }
    prints
}

/// Rule, message, and the words of its line.
fn print(document: &Document, finding: &Finding) -> Print {
    let text = document.text();
    let line = text.slice(text.line_range(text.line_of(document.range(finding.place).start)));
    (finding.rule.name, finding.message.clone(), line.trim().to_owned())
}

/// The bytes that are line feeds: git counts no other line ends.
fn line_ends(document: &Document) -> Vec<u32> {
    let bytes = document.text().chunks().flat_map(str::bytes);
    (0..).zip(bytes).filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect()
}

/// The line, from 0, in which `range` begins.
fn line_of(ends: &[u32], range: TextRange) -> u32 {
    ends.partition_point(|end| *end < range.start) as u32
}

/// The documents of `repository`, by their path from its top; not those of a repository inside it.
pub fn files_of(repository: &Repository, gathered: &Gathered) -> BTreeMap<PathBuf, FileId> {
    let mut own: HashMap<&Path, bool> = HashMap::new();
    let mut files = BTreeMap::new();
    for (file, path) in &gathered.paths {
        let (Some(below), Some(folder)) = (repository.relative(path), path.parent()) else { continue };
        let is_own = || repository_of(folder).is_none_or(|it| it == repository.root());
        if *own.entry(folder).or_insert_with(is_own) {
            files.insert(below.to_owned(), *file);
        }
    }
    files
}

/// What git is to look at for `files`.
pub fn interest(files: &BTreeMap<PathBuf, FileId>) -> Interest {
    let also: BTreeSet<PathBuf> = files.keys().filter(|it| !has_markdown_name(it)).cloned().collect();
    Interest { also }
}
