//! Mark done: a task or unit, in the document's own mark; with it the tasks and units around it that it completes.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::ide::FileRange;
use crate::ide::refactor::place::task_at;
use crate::ide::refactor::shares::shares;
use crate::ide::refactor::statuses::{Holder, StatusSite, Statuses};
use crate::ide::refactor::{Edits, Refactoring, RefactoringKind, Refusal};
use crate::ide::target::file_name;
use crate::index::Target;
use crate::lint::dependencies::{elsewhere, status};
use crate::lint::outline::Outline;
use crate::notation::label::single_spaced;
use crate::notation::status::{Status, status_value};
use crate::plan::Plan;
use crate::plan::task::{Task, TaskIndex};
use crate::plan::unit::{Unit, UnitIndex};
use crate::text::Edit;
use crate::workspace::{FileId, Snapshot};

/// So many letters of a task without an id stand in a menu.
const LONGEST: usize = 40;

/// Marks the task whose line the cursor is in, or the unit whose header or status it is at, as done or as not done.
pub fn marks(snapshot: &Snapshot, at: FileRange) -> Vec<Refactoring> {
    let Some(document) = snapshot.document(at.file) else { return Vec::new() };
    let Some(target) = target_at(document, at.range.start) else { return Vec::new() };
    let is_done = match Said::of(snapshot, at.file, document.plan()).status(target) {
        Some(Status::Cancelled) | None => return Vec::new(),
        Some(status) => status == Status::Done,
    };
    // Whether it can be said is seen at once; what can only be refused is not offered.
    if mark(snapshot, at.file, target, !is_done).is_err() {
        return Vec::new();
    }
    let title = format!("Mark {} as {}", name(document, target), if is_done { "not done" } else { "done" });
    let work = move |snapshot: &Snapshot| mark(snapshot, at.file, target, !is_done);
    vec![Refactoring::new(title, RefactoringKind::Rewrite, work)]
}

fn target_at(document: &Document, offset: u32) -> Option<Target> {
    let plan = document.plan();
    if let Some(at) = document.unit_defined_at(offset) {
        return Some(Target::Unit(at));
    }
    let touches = |unit: &Unit| unit.status.as_ref().is_some_and(|it| document.range(it.place).touches(offset));
    let by_status = || plan.each_unit().find(|(_, unit)| touches(unit)).map(|(at, _)| Target::Unit(at));
    document
        .task_at(offset)
        .map(Target::Task)
        .or_else(by_status)
        .or_else(|| task_at(document, offset).map(Target::Task))
}

/// What a menu calls it: its label or id, or the first of its words.
pub fn name(document: &Document, target: Target) -> String {
    let plan = document.plan();
    match target {
        Target::Unit(at) => plan.unit(at).map(|it| it.label.text.clone()).unwrap_or_default(),
        Target::Task(at) => {
            let Some(task) = plan.task(at) else { return String::new() };
            if let Some(id) = &task.id {
                return id.value.clone();
            }
            let words = document.slice(task.text).replace("**", "").replace('`', "");
            let words = single_spaced(words.trim());
            match words.char_indices().nth(LONGEST) {
                Some((end, _)) => format!("“{}…”", words.get(..end).unwrap_or_default().trim_end()),
                None => format!("“{words}”"),
            }
        }
    }
}

/// The edits that let `target` be done, or not done; and what holds it, as far as that makes it complete or no longer
/// so.
///
/// # Errors
/// A sentence where something in it is still open, or a place cannot say it.
pub fn mark(snapshot: &Snapshot, file: FileId, target: Target, is_done: bool) -> Result<Edits, Refusal> {
    let Some(document) = snapshot.document(file) else { return Err(Refusal("The plan is gone.".to_owned())) };
    let plan = document.plan();
    let said = Said::of(snapshot, file, plan);
    let mut changes: BTreeMap<Target, Status> = BTreeMap::new();
    if is_done && let Some(open) = open_inside(&said, target) {
        let (what, part) = (name(document, target), name(document, open));
        return Err(Refusal(format!("{what} cannot be done while {part} in it is not: mark that first.")));
    }
    let own = match (target, is_done) {
        (_, true) => Status::Done,
        (Target::Unit(at), false) if is_begun(&said, at, &changes) => Status::Active,
        (_, false) => Status::Todo,
    };
    changes.insert(target, own);
    add_holders(&said, target, is_done, &mut changes);
    let edits = edits(snapshot, file, document, &changes).or_else(|why| {
        if !is_done || changes.len() == 1 {
            return Err(why);
        }
        // What holds it says so in words that nobody here can change: it stays, as if the box had been ticked by hand.
        changes.retain(|it, _| *it == target);
        edits(snapshot, file, document, &changes)
    })?;
    let after = snapshot.edited(&edits);
    let read = after.document(file).map(|it| it.plan());
    add_rows(snapshot, file, plan, &mut changes);
    if read.is_none_or(|read| !says_only(plan, read, &changes)) {
        let line = place_line(document, target);
        return Err(Refusal(format!(
            "Line {line} of {} cannot say it so that it is read as that: change it by hand.",
            file_name(snapshot, file)
        )));
    }
    Ok(edits)
}

/// A plan, with how far its units are by other places than their own.
struct Said<'a> {
    plan: &'a Plan,
    outline: Outline,
    elsewhere: BTreeMap<Target, Status>,
}

impl<'a> Said<'a> {
    fn of(snapshot: &Snapshot, file: FileId, plan: &'a Plan) -> Said<'a> {
        Said { plan, outline: Outline::of(plan), elsewhere: elsewhere(snapshot, file) }
    }

    /// How far `target` is, as it says itself or else another place.
    fn status(&self, target: Target) -> Option<Status> {
        status(self.plan, target).or_else(|| self.elsewhere.get(&target).copied())
    }

    /// The unit and all units in it.
    fn units(&self, at: UnitIndex) -> impl Iterator<Item = &'a Unit> {
        let plan = self.plan;
        std::iter::once(at).chain(self.outline.descendants(at)).filter_map(|it| plan.unit(it))
    }
}

/// What is still to do in `target`: a task below a task, or a task or unit inside a unit.
fn open_inside(said: &Said<'_>, target: Target) -> Option<Target> {
    let plan = said.plan;
    let is_open = |task: &Task| task.status.is_some_and(|it| !it.is_over()) && !task.optional;
    match target {
        Target::Task(at) => {
            let mut inside = plan.each_task().filter(|(_, task)| task.parent == Some(at) && is_open(task));
            inside.next().map(|(at, _)| Target::Task(at))
        }
        Target::Unit(at) => {
            let mut parts = said.outline.descendants(at).into_iter().map(Target::Unit);
            let mut tasks = said.units(at).flat_map(|it| &it.tasks);
            parts
                .find(|it| said.status(*it).is_some_and(|it| !it.is_over()))
                .or_else(|| tasks.find(|it| plan.task(**it).is_some_and(is_open)).map(|it| Target::Task(*it)))
        }
    }
}

/// Whether something in the unit is done or begun, of what does not change.
fn is_begun(said: &Said<'_>, at: UnitIndex, changes: &BTreeMap<Target, Status>) -> bool {
    let mut tasks = said.units(at).flat_map(|it| &it.tasks).filter(|it| !changes.contains_key(&Target::Task(**it)));
    tasks.any(|it| said.plan.task(*it).is_some_and(|it| matches!(it.status, Some(Status::Done | Status::Active))))
}

/// Goes outwards: what says how far it is, and all of which is done now, is done; what was done and is so no longer is
/// open again.
fn add_holders(said: &Said<'_>, target: Target, is_done: bool, changes: &mut BTreeMap<Target, Status>) {
    let mut at = target;
    while let Some(holder) = holder_of(said.plan, at) {
        match said.status(holder) {
            Some(status) if is_done && !status.is_over() => {
                if !is_complete(said, holder, changes) {
                    return;
                }
                changes.insert(holder, Status::Done);
            }
            Some(Status::Done) if !is_done => {
                let is_begun = matches!(holder, Target::Unit(unit) if is_begun(said, unit, changes));
                changes.insert(holder, if is_begun { Status::Active } else { Status::Todo });
            }
            _ => {}
        }
        at = holder;
    }
}

fn holder_of(plan: &Plan, target: Target) -> Option<Target> {
    match target {
        Target::Unit(at) => plan.unit(at)?.parent.filter(|it| *it < at).map(Target::Unit),
        Target::Task(at) => {
            let task = plan.task(at)?;
            task.parent.filter(|it| *it < at).map(Target::Task).or(task.unit.map(Target::Unit))
        }
    }
}

/// Whether nothing in `holder` is open with these changes. What says nothing of itself is as its parts are.
fn is_complete(said: &Said<'_>, holder: Target, changes: &BTreeMap<Target, Status>) -> bool {
    let plan = said.plan;
    let now = |target: Target| changes.get(&target).copied().or_else(|| said.status(target));
    let is_done = |at: TaskIndex| {
        let counts = plan.task(at).is_some_and(|it| !it.optional);
        !counts || now(Target::Task(at)).is_none_or(Status::is_over)
    };
    match holder {
        Target::Task(at) => {
            plan.each_task().filter(|(_, task)| task.parent == Some(at)).all(|(inside, _)| is_done(inside))
        }
        Target::Unit(at) => {
            let mut parts = said.outline.descendants(at).into_iter();
            parts.all(|it| now(Target::Unit(it)).is_none_or(Status::is_over))
                && said.units(at).all(|unit| unit.tasks.iter().all(|it| is_done(*it)))
        }
    }
}

/// Adds the tasks that are such a place themselves: the row of a table that says how far a unit is.
fn add_rows(snapshot: &Snapshot, file: FileId, plan: &Plan, changes: &mut BTreeMap<Target, Status>) {
    for restated in &plan.restatements {
        let Some(said) = &restated.status else { continue };
        let row = plan.each_task().find(|(_, task)| task.mark == Some(said.place));
        if let (Some((row, _)), [one]) = (row, snapshot.resolve(file, &restated.name).as_slice())
            && let Some(new) = changes.get(&one.target).copied().filter(|_| one.file == file)
        {
            changes.insert(Target::Task(row), new);
        }
    }
}

/// The edits for `changes`, in every place of the document that says them.
fn edits(
    snapshot: &Snapshot,
    file: FileId,
    document: &Document,
    changes: &BTreeMap<Target, Status>,
) -> Result<Edits, Refusal> {
    let plan = document.plan();
    let statuses = Statuses::of(document);
    let mut sites: Vec<(StatusSite, Status)> = Vec::new();
    for (target, new) in changes {
        let own = match *target {
            Target::Task(at) => plan.task(at).and_then(|it| statuses.of_task(it)),
            Target::Unit(at) => plan.unit(at).and_then(|it| statuses.of_unit(it)),
        };
        sites.extend(own.map(|it| (it, *new)));
    }
    for restated in &plan.restatements {
        let meant = snapshot.resolve(file, &restated.name);
        let [one] = meant.as_slice() else { continue };
        let (Some(new), Some(said)) = (changes.get(&one.target), &restated.status) else { continue };
        if one.file == file && said.value != *new {
            sites.extend(statuses.site(said.place, said.value, Holder::Field).map(|it| (it, *new)));
        }
    }
    if sites.is_empty() {
        return Err(Refusal("Nothing here says how far it is.".to_owned()));
    }
    let mut counts = shares(snapshot, file, document, changes);
    let mut edits: Edits = Vec::new();
    for (site, new) in sites {
        // A count may be the status: `2/2`.
        let counted = counts.iter().filter(|it| site.range.contains(it.range));
        let said = applied(&site, counted);
        if said != site.text && status_value(&said, &document.source().vocabulary) == Some(new) {
            continue;
        }
        let Some(insert) = statuses.rewritten(&site, new) else {
            let line = document.text().line_of(site.range.start) + 1;
            return Err(Refusal(format!("“{}” in line {line} says more than a status: change it by hand.", site.text)));
        };
        counts.retain(|it| !site.range.contains(it.range));
        if insert != site.text {
            edits.push((file, Edit { range: site.range, insert }));
        }
    }
    edits.extend(counts.into_iter().map(|it| (file, it)));
    edits.sort_by_key(|it| it.1.range);
    edits.dedup();
    Ok(edits)
}

/// The text of `site` after these edits in it.
fn applied<'a>(site: &StatusSite, edits: impl DoubleEndedIterator<Item = &'a Edit>) -> String {
    let mut text = site.text.clone();
    for edit in edits.rev() {
        let start = (edit.range.start - site.range.start) as usize;
        if text.get(start..start + edit.range.len() as usize).is_some() {
            text.replace_range(start..start + edit.range.len() as usize, &edit.insert);
        }
    }
    text
}

fn place_line(document: &Document, target: Target) -> u32 {
    let plan = document.plan();
    let place = match target {
        Target::Unit(at) => plan.unit(at).map(|it| it.header),
        Target::Task(at) => plan.task(at).map(|it| it.place),
    };
    place.map_or(0, |it| document.text().line_of(document.range(it).start) + 1)
}

/// Whether `after` says of everything what `before` says, but for `changes`.
fn says_only(before: &Plan, after: &Plan, changes: &BTreeMap<Target, Status>) -> bool {
    let expected = |target: Target| {
        let said = status(before, target)?;
        Some(changes.get(&target).copied().unwrap_or(said))
    };
    before.units.len() == after.units.len()
        && before.tasks.len() == after.tasks.len()
        && before.each_unit().all(|(at, _)| status(after, Target::Unit(at)) == expected(Target::Unit(at)))
        && before.each_task().all(|(at, _)| status(after, Target::Task(at)) == expected(Target::Task(at)))
        && before
            .units
            .iter()
            .zip(&after.units)
            .all(|(one, other)| one.label == other.label && (one.title == other.title || one.share != other.share))
}
