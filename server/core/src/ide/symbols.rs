//! Symbols: the outline of a document, and the search for a unit or task by a few letters of its name.

mod fuzzy;

use crate::document::Document;
use crate::ide::FileRange;
use crate::ide::markup::one_line;
use crate::ide::symbols::fuzzy::{Pattern, letters};
use crate::ide::target::place_of;
use crate::ide::words::{Progress, name, schedule};
use crate::index::Target;
use crate::plan::unit::{Said, Unit, UnitIndex};
use crate::text::TextRange;
use crate::workspace::{Definition, FileId, Searched, Snapshot};

/// How deep symbols nest; what lies deeper is shown beside its parent. Clients and JSON parsers set limits too.
const DEEPEST: usize = 24;

/// How many symbols a search gives.
const MOST_FOUND: usize = 1000;

/// What a symbol stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SymbolKind {
    /// A unit.
    Unit,
    /// A task.
    Task,
    /// The place that introduces acceptance criteria.
    Criteria,
}

/// A part of a document's outline. Ranges are in bytes; `focus` lies in `range`, and the children's ranges do too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Never blank; one line.
    pub name: String,
    /// Schedule, status, progress.
    pub detail: Option<String>,
    /// What it stands for.
    pub kind: SymbolKind,
    /// All of it: a unit's section, a task's line.
    pub range: TextRange,
    /// Its label, id or words.
    pub focus: TextRange,
    /// What is inside it, in document order.
    pub children: Vec<Symbol>,
}

/// A unit or task that a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceSymbol {
    /// Never blank; one line.
    pub name: String,
    /// The unit that contains it, or else the file.
    pub container: Option<String>,
    /// What it is.
    pub kind: SymbolKind,
    /// Its label or id.
    pub at: FileRange,
}

/// The outline of `file`: units in units, with their criteria, and the tasks that have an id or a box.
pub fn document_symbols(snapshot: &Snapshot, file: FileId) -> Vec<Symbol> {
    let Some(document) = snapshot.document(file) else { return Vec::new() };
    let plan = document.plan();
    let mut flat: Vec<Symbol> = Vec::new();
    let progress = Progress::all(plan);
    flat.extend(plan.each_unit().zip(progress).filter_map(|((at, _), progress)| unit_symbol(document, at, progress)));
    for (at, task) in plan.each_task() {
        if task.id.is_some() || task.mark.is_some() {
            let focus = task.id.as_ref().map_or(task.text, |id| id.place);
            let name = name(document, Target::Task(at)).unwrap_or_default();
            let detail = task.status.map(|it| it.to_string());
            let range = document.range(task.place);
            flat.push(Symbol { name, detail, ..leaf(SymbolKind::Task, range, document.range(focus)) });
        }
    }
    for (_, unit) in plan.each_unit() {
        for criteria in &unit.criteria {
            let range = document.range(criteria.place);
            let name = one_line(&document.slice(criteria.place));
            let name = name.trim_matches(|c: char| matches!(c, '#' | '*' | '_' | ':' | ' ')).to_owned();
            let detail = (criteria.boxes > 0).then(|| format!("{}/{}", criteria.done, criteria.boxes));
            flat.push(Symbol { name, detail, ..leaf(SymbolKind::Criteria, range, range) });
        }
    }
    nested(flat)
}

/// The units, and the tasks with ids, whose names match `query`, best first; all of them for an empty query.
pub fn workspace_symbols(snapshot: &Snapshot, query: &str) -> Vec<WorkspaceSymbol> {
    let pattern = Pattern::new(query);
    let mut found: Vec<(i32, FileId, &Searched)> = Vec::new();
    for (file, it) in snapshot.files() {
        let likely = it.searched(searched).iter().filter(|it| pattern.may_match(it.letters));
        found.extend(likely.filter_map(|symbol| Some((score(&it.document, symbol, &pattern)?, file, symbol))));
    }
    found.sort_by_key(|(score, ..)| -*score);
    found.truncate(MOST_FOUND);
    found.into_iter().filter_map(|(_, file, it)| workspace_symbol(snapshot, file, it)).collect()
}

/// What a search looks through in a document.
fn searched(document: &Document) -> Vec<Searched> {
    let plan = document.plan();
    let units = plan.each_unit().map(|(at, _)| Target::Unit(at));
    let tasks = plan.each_task().filter(|(_, task)| task.id.is_some()).map(|(at, _)| Target::Task(at));
    let symbol = |target| {
        let name = name(document, target).filter(|name| !name.trim().is_empty())?;
        let letters = ids(document, target).iter().map(|id| letters(&id.value)).fold(letters(&name), |a, b| a | b);
        Some(Searched { target, name, letters })
    };
    units.chain(tasks).filter_map(symbol).collect()
}

fn workspace_symbol(snapshot: &Snapshot, file: FileId, found: &Searched) -> Option<WorkspaceSymbol> {
    let Searched { target, ref name, .. } = *found;
    let document = snapshot.document(file)?;
    let (_, focus) = place_of(snapshot, Definition { file, target })?;
    let (kind, parent) = match target {
        Target::Unit(at) => (SymbolKind::Unit, document.plan().unit(at)?.parent),
        Target::Task(at) => (SymbolKind::Task, document.plan().task(at)?.unit),
    };
    let container = container(snapshot, file, document, parent);
    Some(WorkspaceSymbol { name: name.clone(), container, kind, at: FileRange { file, range: focus } })
}

fn unit_symbol(document: &Document, at: UnitIndex, progress: Progress) -> Option<Symbol> {
    let unit = document.plan().unit(at)?;
    Some(Symbol {
        name: name(document, Target::Unit(at))?,
        detail: unit_detail(unit, progress),
        ..leaf(SymbolKind::Unit, document.extent(unit), document.range(unit.name))
    })
}

/// A unit's schedule, status and progress in a few words; none where nothing says so.
pub fn unit_detail(unit: &Unit, Progress { done, all }: Progress) -> Option<String> {
    let when = unit.schedule.as_ref().map(|it| schedule(&it.value));
    let when = when.filter(|when| !when.eq_ignore_ascii_case(&unit.label.text));
    let status = unit.status.as_ref().map(|it| it.value.to_string());
    let progress = (all > 0).then(|| format!("{done}/{all}"));
    let detail: Vec<String> = [when, status, progress].into_iter().flatten().collect();
    (!detail.is_empty()).then(|| detail.join(" · "))
}

fn leaf(kind: SymbolKind, range: TextRange, focus: TextRange) -> Symbol {
    Symbol { name: String::new(), detail: None, kind, range, focus, children: Vec::new() }
}

/// Nests symbols by their ranges: in an outline, what lies inside is inside, whatever the plan says of containment.
fn nested(mut flat: Vec<Symbol>) -> Vec<Symbol> {
    for symbol in &mut flat {
        symbol.range =
            TextRange::new(symbol.range.start.min(symbol.focus.start), symbol.range.end.max(symbol.focus.end));
        if symbol.name.trim().is_empty() {
            symbol.name = match symbol.kind {
                SymbolKind::Unit => "Unit",
                SymbolKind::Task => "Task",
                SymbolKind::Criteria => "Acceptance criteria",
            }
            .to_owned();
        }
    }
    flat.sort_by_key(|it| (it.range.start, std::cmp::Reverse(it.range.end), it.kind));
    let mut top: Vec<Symbol> = Vec::new();
    let mut open: Vec<Symbol> = Vec::new();
    for mut symbol in flat {
        while open.last().is_some_and(|around| around.range.end <= symbol.range.start) {
            close(&mut open, &mut top);
        }
        let is_full = |around: &Symbol| around.kind != SymbolKind::Unit && symbol.kind == SymbolKind::Unit;
        while open.len() >= DEEPEST || open.last().is_some_and(is_full) {
            close(&mut open, &mut top);
        }
        if let Some(around) = open.last() {
            // A section that ends behind its parent's end is cut off there; one whose label lies beyond stands beside.
            symbol.range.end = symbol.range.end.min(around.range.end);
            if !symbol.range.contains(symbol.focus) {
                symbol.focus = TextRange::new(symbol.range.start, symbol.focus.end.min(symbol.range.end));
            }
        }
        open.push(symbol);
    }
    while !open.is_empty() {
        close(&mut open, &mut top);
    }
    top
}

/// Ends the innermost open symbol: it becomes a child of the one around it.
fn close(open: &mut Vec<Symbol>, top: &mut Vec<Symbol>) {
    if let Some(done) = open.pop() {
        open.last_mut().map_or(top, |around| &mut around.children).push(done);
    }
}

fn container(snapshot: &Snapshot, file: FileId, document: &Document, parent: Option<UnitIndex>) -> Option<String> {
    let unit = parent.and_then(|at| name(document, Target::Unit(at)));
    unit.or_else(|| snapshot.shown(file).map(str::to_owned))
}

/// How well the best of its names matches.
fn score(document: &Document, symbol: &Searched, pattern: &Pattern) -> Option<i32> {
    let ids = ids(document, symbol.target).iter().map(|id| id.value.as_str());
    ids.chain([symbol.name.as_str()]).filter_map(|text| pattern.score(text)).max()
}

/// The ids that it bears beside its name.
fn ids(document: &Document, target: Target) -> &[Said<String>] {
    match target {
        Target::Unit(at) => document.plan().unit(at).map_or(&[][..], |unit| &unit.ids),
        Target::Task(_) => &[],
    }
}
