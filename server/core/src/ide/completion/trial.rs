//! Trying a choice: what the plan would say if it were taken.

use std::ops::Range;

use crate::document::Document;
use crate::ide::completion::Completion;
use crate::index::Target;
use crate::plan::task::TaskIndex;
use crate::plan::unit::{Dependency, Predecessor, UnitIndex};
use crate::text::{Edit, TextRange};
use crate::workspace::{Definition, FileId, Snapshot};

/// What a declaration of dependencies would say with a choice in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// Whose it is, if the plan knows that now: the unit, or the task that has an id.
    pub(crate) subject: Option<Target>,
    /// What it names beside the choice.
    pub(crate) others: Vec<Definition>,
}

/// How the declaration on the lines `rows` would be read if `choice` were taken there; none where that would not be a
/// dependency on `meant`.
pub(crate) fn reading(
    snapshot: &Snapshot,
    file: FileId,
    rows: &Range<u32>,
    choice: &Completion,
    meant: Definition,
) -> Option<Reading> {
    let edit = Edit { range: choice.replace, insert: choice.insert.clone() };
    let written = TextRange::new(edit.range.start, edit.range.start + u32::try_from(edit.insert.len()).unwrap_or(0));
    let after = snapshot.edited(&[(file, edit.clone())]);
    let (before, document) = (snapshot.document(file)?, after.document(file)?);
    let is_chosen = |it: &Predecessor, unit| {
        document.range(it.place).overlaps(written) && after.resolve_in(file, unit, &it.name).contains(&meant)
    };
    let (target, unit, depends) =
        declaring(document).find(|(_, unit, depends)| named(depends).any(|it| is_chosen(it, *unit)))?;
    let text = document.text();
    let last = text.line_range(rows.end.saturating_sub(1));
    let lines = TextRange::new(text.line_start(rows.start), last.end.max(text.line_start(rows.start)));
    let is_other = |it: &&Predecessor| {
        let range = document.range(it.place);
        !range.overlaps(written) && lines.contains(range)
    };
    let earlier = |target| earlier(before, document, &edit, target);
    let scope = unit.and_then(|unit| match earlier(Target::Unit(unit)) {
        Some(Target::Unit(unit)) => Some(unit),
        _ => None,
    });
    Some(Reading {
        subject: answerable(document, target).and_then(earlier),
        others: named(depends).filter(is_other).flat_map(|it| snapshot.resolve_in(file, scope, &it.name)).collect(),
    })
}

/// Every unit and task that declares dependencies: it, the unit in whose section it does so, and what it declares.
fn declaring(document: &Document) -> impl Iterator<Item = (Target, Option<UnitIndex>, &[Dependency])> {
    let plan = document.plan();
    let units = plan.each_unit().map(|(at, unit)| (Target::Unit(at), Some(at), unit.depends.as_slice()));
    let tasks = plan.each_task().map(|(at, task)| (Target::Task(at), task.unit, task.depends.as_slice()));
    units.chain(tasks).filter(|it| !it.2.is_empty())
}

fn named(depends: &[Dependency]) -> impl Iterator<Item = &Predecessor> {
    depends.iter().flat_map(|it| &it.on)
}

/// Who would be named as the one that waits: of a task without an id, the task around it that has one, or else its unit.
fn answerable(document: &Document, target: Target) -> Option<Target> {
    let Target::Task(task) = target else { return Some(target) };
    let plan = document.plan();
    let parent = |at: &TaskIndex| plan.task(*at).and_then(|it| it.parent).filter(|parent| parent < at);
    let mut around = std::iter::successors(Some(task), parent);
    let bearer = around.find(|at| plan.task(*at).is_some_and(|it| it.id.is_some()));
    bearer.map(Target::Task).or_else(|| plan.task(task)?.unit.map(Target::Unit))
}

/// What `target` of the document `after` an edit is in the one `before`.
fn earlier(before: &Document, after: &Document, edit: &Edit, target: Target) -> Option<Target> {
    let place = |document: &Document, target| {
        let place = match target {
            Target::Unit(at) => document.plan().unit(at)?.name,
            Target::Task(at) => document.plan().task(at)?.place,
        };
        Some(document.range(place).start)
    };
    let start = place(after, target)?;
    let start = if start <= edit.range.start {
        start
    } else {
        (start + edit.range.len()).checked_sub(u32::try_from(edit.insert.len()).ok()?)?
    };
    if place(before, target) == Some(start) {
        return Some(target);
    }
    match target {
        Target::Unit(_) => {
            before.plan().each_unit().map(|it| Target::Unit(it.0)).find(|it| place(before, *it) == Some(start))
        }
        Target::Task(_) => {
            before.plan().each_task().map(|it| Target::Task(it.0)).find(|it| place(before, *it) == Some(start))
        }
    }
}
