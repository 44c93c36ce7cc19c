//! Code lenses: what stands above a unit: how often it is named, how far it is, what it waits for.

use crate::document::Document;
use crate::ide::references::references;
use crate::ide::words::{Progress, States, label};
use crate::ide::{FilePosition, FileRange};
use crate::index::Target;
use crate::lint::dependencies::meant;
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
    let mut states = States::of(snapshot);
    let mut found = Vec::new();
    for (at, unit) in document.plan().each_unit().filter(|(_, it)| is_block(it)) {
        let range = one_line(document, unit);
        let mut add = |kind| found.push(Lens { range, kind });
        add(LensKind::References);
        if let Some(it) = progress.get(at.0 as usize).filter(|it| it.all > 0) {
            add(LensKind::Progress(format!("{}/{} done", it.done, it.all)));
        }
        if let Some(text) = blocked(snapshot, &mut states, Definition { file, target: Target::Unit(at) }, at) {
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
fn blocked(snapshot: &Snapshot, states: &mut States<'_>, of: Definition, at: UnitIndex) -> Option<String> {
    let done = Status::Done.to_string();
    let is_open = |state: &Option<String>| state.as_ref().is_none_or(|it| *it != done);
    let depends = &snapshot.document(of.file)?.plan().unit(at)?.depends;
    if depends.is_empty() || !is_open(&states.state(of)) {
        return None;
    }
    let named = depends.iter().flat_map(|it| &it.on);
    let mut waits: Vec<Definition> = Vec::new();
    for definition in named.flat_map(|it| meant(snapshot, of.file, Some(at), &it.name)) {
        if definition != of && !waits.contains(&definition) {
            waits.push(definition);
        }
    }
    let open = |it: Definition| {
        let state = states.state(it);
        let name = label(snapshot.document(it.file)?, it.target)?;
        is_open(&state).then(|| state.map_or(name.clone(), |state| format!("{name} ({state})")))
    };
    let mut names: Vec<String> = waits.into_iter().filter_map(open).collect();
    let more = names.len().saturating_sub(LONGEST_LIST);
    names.truncate(LONGEST_LIST);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    (!names.is_empty()).then(|| format!("blocked by {}", names.join(", ")))
}
