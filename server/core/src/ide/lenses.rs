//! Code lenses: what stands above a unit: how often it is named, how far it is, what it waits for.

use crate::document::Document;
use crate::ide::references::references;
use crate::ide::words::{Progress, label, state};
use crate::ide::{FilePosition, FileRange};
use crate::index::Target;
use crate::notation::status::Status;
use crate::plan::unit::{DefinedBy, Unit, UnitIndex};
use crate::text::TextRange;
use crate::workspace::{Definition, FileId, Snapshot};

/// How many units a lens names.
const LONGEST_LIST: usize = 4;

/// A line above a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The unit's label, in bytes.
    pub range: TextRange,
    /// What it says.
    pub kind: LensKind,
}

/// What a lens says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LensKind {
    /// How often the unit is named; [`named`] counts, which takes a look at every file.
    References,
    /// How many of its tasks are done: `5/8 done`.
    Progress(String),
    /// What it waits for and is not done: `blocked by Sprint 1 (3/8)`.
    Blocked(String),
}

/// The lenses of `file`: of units that are more than a row or an item, in document order.
pub fn lenses(snapshot: &Snapshot, file: FileId) -> Vec<Lens> {
    let Some(document) = snapshot.document(file) else { return Vec::new() };
    let progress = Progress::all(document.plan());
    let mut found = Vec::new();
    for (at, unit) in document.plan().each_unit().filter(|(_, it)| is_block(it)) {
        let range = one_line(document, unit);
        let mut add = |kind| found.push(Lens { range, kind });
        add(LensKind::References);
        if let Some(it) = progress.get(at.0 as usize).filter(|it| it.all > 0) {
            add(LensKind::Progress(format!("{}/{} done", it.done, it.all)));
        }
        if let Some(text) = blocked(snapshot, Definition { file, target: Target::Unit(at) }, at) {
            add(LensKind::Blocked(text));
        }
    }
    found
}

/// Where the unit whose label is at `at` is named; none where no unit's label is there any more.
pub fn named(snapshot: &Snapshot, at: FilePosition) -> Option<Vec<FileRange>> {
    let document = snapshot.document(at.file)?;
    let is_there = |unit: &Unit| document.range(unit.name).start == at.offset && is_block(unit);
    document.plan().units.iter().any(is_there).then(|| references(snapshot, at, false))
}

fn is_block(unit: &Unit) -> bool {
    matches!(unit.defined_by, DefinedBy::Heading(_) | DefinedBy::Bold | DefinedBy::Line | DefinedBy::Summary)
}

/// The label, as far as it stands on its first line.
fn one_line(document: &Document, unit: &Unit) -> TextRange {
    let range = document.range(unit.name);
    let line = document.text().line_range(document.text().line_of(range.start));
    TextRange::new(range.start, range.end.min(line.end))
}

/// The predecessors that are not done, of a unit that is not done itself.
fn blocked(snapshot: &Snapshot, of: Definition, at: UnitIndex) -> Option<String> {
    let done = Status::Done.to_string();
    let is_open = |state: &Option<String>| state.as_ref().is_none_or(|it| *it != done);
    let declares = snapshot.document(of.file)?.plan().unit(at).is_some_and(|it| !it.depends.is_empty());
    if !declares || !is_open(&state(snapshot, of)) {
        return None;
    }
    let open = snapshot.predecessors(of).into_iter().filter(|it| *it != of).filter_map(|it| {
        let state = state(snapshot, it);
        let name = label(snapshot.document(it.file)?, it.target)?;
        is_open(&state).then(|| state.map_or(name.clone(), |state| format!("{name} ({state})")))
    });
    let mut names: Vec<String> = open.collect();
    let more = names.len().saturating_sub(LONGEST_LIST);
    names.truncate(LONGEST_LIST);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    (!names.is_empty()).then(|| format!("blocked by {}", names.join(", ")))
}
