//! Completion: labels of units and ids of tasks, where a dependency is declared or where one is being typed.

mod candidate;
mod position;
mod rules;

use std::collections::HashSet;

use crate::document::Document;
use crate::ide::FilePosition;
use crate::ide::completion::candidate::{Candidate, candidates};
use crate::ide::completion::position::{Position, position};
use crate::ide::completion::rules::in_suppression;
use crate::ide::words::one_line;
use crate::index::Target;
use crate::plan::unit::UnitIndex;
use crate::text::TextRange;
use crate::workspace::{Definition, Snapshot};

/// How many words before the cursor may belong to the name that is being typed.
const MOST_WORDS: usize = 8;

/// What a completion names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    /// A unit.
    Unit,
    /// A task.
    Task,
    /// A rule, or a word of a suppression.
    Rule,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The unit's label or the task's id.
    pub label: String,
    /// Title and schedule; the file, if it is another.
    pub detail: Option<String>,
    /// Its card in short, in Markdown.
    pub documentation: Option<String>,
    /// What it names.
    pub kind: CompletionKind,
    /// What was typed of it, in bytes: one line, with the cursor inside or at its end.
    pub replace: TextRange,
    /// What comes instead.
    pub insert: String,
    /// Choices are shown in the order of this text.
    pub sort: String,
    /// What the typed text is compared with: the label, then other ways to type it.
    pub filter: String,
}

/// The units and tasks that may be meant at the position, by rank; in a suppression, its words and the rules. None where
/// none is being named.
pub fn completion(snapshot: &Snapshot, at: FilePosition) -> Vec<Completion> {
    let Some(document) = snapshot.document(at.file) else { return Vec::new() };
    let offset = document.text().boundary(at.offset.min(document.text().len()));
    if let Some(choices) = in_suppression(document, offset) {
        return choices;
    }
    if document.is_verbatim(offset) {
        return Vec::new();
    }
    let at = FilePosition { file: at.file, offset };
    let position = position(document, offset);
    let mut all = candidates(snapshot, at.file);
    let typed = typed(&position, &all);
    match position {
        Position::Dependency { .. } => {
            let own = subject(document, offset, &position);
            all.retain(|it| Some(it.definition.target) != own || it.definition.file != at.file);
            rank_dependencies(snapshot, at, own, &mut all);
        }
        Position::Prose { .. } => {
            let Some(start) = typed else { return Vec::new() };
            retain_family(&position, start, &mut all);
            all.sort_by_key(|it| (it.is_foreign, it.order));
        }
    }
    let replace = replaced(document, offset, typed);
    let documented = |(rank, it): (usize, Candidate)| it.into_completion(snapshot, rank, replace);
    all.into_iter().enumerate().map(documented).collect()
}

/// Where the name that is being typed begins, in bytes of the line: the longest run of words before the cursor with
/// which a candidate begins. None where the cursor stands behind nothing of the kind.
fn typed(position: &Position, candidates: &[Candidate]) -> Option<usize> {
    let (line, from) = (position.before(), position.from());
    word_starts(line, from).into_iter().find(|start| {
        let text = candidate::key(line.get(*start..).unwrap_or(""));
        let fits = |it: &Candidate| it.begins_with(&text, position.is_dependency());
        !text.is_empty() && position.allows(*start) && candidates.iter().any(fits)
    })
}

/// Where the last words of `line` begin, none before `from`, leftmost first.
fn word_starts(line: &str, from: usize) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in line.char_indices() {
        let joined =
            before.is_some_and(|before| before.is_alphanumeric() || matches!(before, '-' | '_' | '.' | '\u{2011}'));
        if at >= from && c.is_alphanumeric() && !joined {
            starts.push(at);
        }
        before = Some(c);
    }
    let skipped = starts.len().saturating_sub(MOST_WORDS);
    starts.split_off(skipped)
}

/// In prose, keeps the candidates of the kind that is being typed: all sprints behind `Spr`, `Sprint ` or `s2`.
fn retain_family(position: &Position, start: usize, candidates: &mut Vec<Candidate>) {
    let text = candidate::key(position.before().get(start..).unwrap_or(""));
    let families: HashSet<String> =
        candidates.iter().filter(|it| it.begins_with(&text, false)).map(|it| it.family.clone()).collect();
    candidates.retain(|it| families.contains(&it.family));
    if !position.allows_ids(start) {
        candidates.retain(|it| it.kind == CompletionKind::Unit);
    }
}

/// The unit or task whose dependency is being declared.
fn subject(document: &Document, offset: u32, position: &Position) -> Option<Target> {
    let Position::Dependency { declared_on, .. } = position else { return None };
    let plan = document.plan();
    let around = declared_on.and_then(|line| {
        let line = document.text().line_range(line);
        plan.each_task().find(|(_, task)| document.range(task.place).overlaps(line) && task.id.is_some())
    });
    match around {
        Some((task, _)) => Some(Target::Task(task)),
        None => document.unit_at(offset).map(Target::Unit),
    }
}

/// Orders the choices for a dependency of `own`: what stands before it, the nearest first; what follows; other files;
/// last, what would close a circle.
fn rank_dependencies(snapshot: &Snapshot, at: FilePosition, own: Option<Target>, candidates: &mut [Candidate]) {
    let Some(document) = snapshot.document(at.file) else { return };
    let mut waiting = own.map(|target| snapshot.waiting_for(Definition { file: at.file, target }));
    let is_task = matches!(own, Some(Target::Task(_)));
    let around = own.map_or_else(Vec::new, |own| containers(document, own));
    candidates.sort_by_cached_key(|it| {
        let is_own = !it.is_foreign;
        let closes = is_own && around.contains(&it.definition.target)
            || waiting.as_mut().is_some_and(|waiting| waiting.waits(it.definition));
        let follows = is_own && it.start >= at.offset;
        let other_kind = is_task != (it.kind == CompletionKind::Task);
        let distance = if follows || it.is_foreign { it.order } else { usize::MAX - it.order };
        (closes, it.is_foreign, other_kind, follows, distance)
    });
}

/// The units around `own`.
fn containers(document: &Document, own: Target) -> Vec<Target> {
    let plan = document.plan();
    let mut at: Option<UnitIndex> = match own {
        Target::Unit(unit) => plan.unit(unit).and_then(|it| it.parent),
        Target::Task(task) => plan.task(task).and_then(|it| it.unit),
    };
    let mut found = Vec::new();
    while let Some(unit) = at {
        found.push(Target::Unit(unit));
        at = plan.unit(unit).and_then(|it| it.parent).filter(|parent| *parent < unit);
    }
    found
}

/// What a choice replaces: what was typed, and the rest of the word or label that the cursor stands in.
fn replaced(document: &Document, offset: u32, typed: Option<usize>) -> TextRange {
    let Some(start) = typed else { return TextRange::empty(offset) };
    let line = document.text().line_range(document.text().line_of(offset));
    let start = line.start + u32::try_from(start).unwrap_or(0);
    let behind = document.text().slice(TextRange::new(offset, line.end));
    let is_rest = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '\u{2011}');
    let in_word = document.text().slice(TextRange::new(start, offset)).ends_with(is_rest);
    let rest = if in_word { behind.find(|c| !is_rest(c)).unwrap_or(behind.len()) } else { 0 };
    let end = offset + u32::try_from(rest).unwrap_or(0);
    // In the middle of a label that is there already, all of it goes.
    let plan = document.plan();
    let labels = plan.mentions.iter().filter(|it| it.exact).map(|it| document.range(it.place));
    let label = labels.filter(|it| it.start == start && it.end >= end && it.end <= line.end).map(|it| it.end).max();
    TextRange::new(start, label.unwrap_or(end))
}

impl Candidate {
    fn into_completion(self, snapshot: &Snapshot, rank: usize, replace: TextRange) -> Completion {
        Completion {
            documentation: self.documentation(snapshot),
            filter: self.filter(),
            detail: self.detail,
            kind: self.kind,
            replace,
            sort: format!("{rank:05}"),
            insert: one_line(&self.label),
            label: one_line(&self.label),
        }
    }
}
