//! The rule `duplicate-id`.

use std::collections::{BTreeMap, HashMap};

use crate::lint::mends::mends;
use crate::lint::numbering::{is_id_named, numbers, renumber, repeats};
use crate::lint::outline::shape;
use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::lint::sections::same_section;
use crate::notation::label::{fold_id, fold_title};
use crate::notation::status::Status;
use crate::plan::place::Place;
use crate::plan::task::{Task, TaskForm, TaskIndex};
use crate::plan::unit::{DefinedBy, Unit, UnitIndex};
use crate::text::TextRange;

declare_rule! {
    /// Two tasks or units of a document bear the same id.
    ///
    /// An id is there to be named: in a dependency, a commit, a review. Where two tasks are T012, whoever waits for
    /// T012 waits for one of two things, and ticking one looks like ticking the other.
    ///
    /// Give one of them another id. A second list that says the same ids once more (a status table, a table of contents,
    /// the order of work) is not reported, nor are numbers that begin anew in each unit.
    ///
    /// ### Bad
    /// ```markdown
    /// # Tasks: bicycle kitchen
    ///
    /// ## Phase 1: Room
    ///
    /// - [x] T001 Rent the cellar
    /// - [ ] T002 Paint the walls
    /// - [ ] T002 Hang the lamps
    ///       ^^^^ T002 is already the id of "Paint the walls"
    /// - [ ] T003 Lay the floor
    ///
    /// **Definition of Done:** the key works and the lamps burn.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Tasks: bicycle kitchen
    ///
    /// ## Phase 1: Room
    ///
    /// - [x] T001 Rent the cellar
    /// - [ ] T002 Paint the walls
    /// - [ ] T003 Hang the lamps
    ///
    /// **Definition of Done:** the key works and the lamps burn.
    ///
    /// ## Order of work
    ///
    /// - T001 first
    /// - T002 and T003 on one evening
    /// ```
    "duplicate-id" Warning check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for (later, earlier) in tasks(cx) {
        if let Some(finding) = of_tasks(cx, later, earlier) {
            report(finding);
        }
    }
    for family in cx.outline.families() {
        for (later, earlier) in units(cx, family) {
            if let Some(finding) = of_units(cx, later, earlier) {
                report(finding);
            }
        }
    }
}

/// A task with its id as it is compared.
type Named<'a> = (TaskIndex, &'a Task, String);

/// The tasks whose id another one before them bears, with that one.
fn tasks(cx: &Context<'_>) -> Vec<(TaskIndex, TaskIndex)> {
    let mut lists: BTreeMap<(bool, String), Vec<Named<'_>>> = BTreeMap::new();
    for (at, task) in cx.plan.each_task() {
        let Some(id) = task.id.as_ref().filter(|_| task.status != Some(Status::Cancelled)) else { continue };
        lists.entry((task.form == TaskForm::Row, shape(&id.value))).or_default().push((at, task, fold_id(&id.value)));
    }
    let mut found = Vec::new();
    for list in lists.values() {
        let ids: Vec<&str> = list.iter().map(|it| it.2.as_str()).collect();
        if are_often_named(&ids) {
            continue;
        }
        for (later, earlier) in repeats(&ids) {
            let (Some(later), Some(earlier)) = (list.get(later), list.get(earlier)) else { continue };
            if are_two(cx, later.1, earlier.1) {
                found.push((later.0, earlier.0));
            }
        }
    }
    found.sort();
    found
}

/// Whether so many ids come several times that the document names its tasks in this way too: the ids that are carried
/// over, or which task serves which criterion.
fn are_often_named(ids: &[&str]) -> bool {
    let mut times: HashMap<&str, u32> = HashMap::new();
    ids.iter().for_each(|id| *times.entry(id).or_default() += 1);
    let several = times.values().filter(|it| **it > 1).count();
    several > 2 && several * 10 > times.len()
}

/// Whether the two are two pieces of work, and the second is not the first said once more.
fn are_two(cx: &Context<'_>, later: &Task, earlier: &Task) -> bool {
    let id = later.id.as_ref().map_or("", |it| it.value.as_str());
    let counted = id.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
    let beside = later.unit == earlier.unit && later.parent == earlier.parent;
    let apart = TextRange::new(cx.document.range(earlier.place).end, cx.document.range(later.place).start);
    match later.form {
        // Of two tables one is most often about the other.
        TaskForm::Row => beside && !has_blank_line(cx, apart) && begins_row(cx, later) && begins_row(cx, earlier),
        TaskForm::Item if counted || later.mark.is_none() || earlier.mark.is_none() => {
            beside && same_section(cx, earlier.place, later.place, 7)
        }
        TaskForm::Item => beside || words(cx, later.text) != words(cx, earlier.text),
    }
}

/// Whether the row is named by its id, and does not only name it.
fn begins_row(cx: &Context<'_>, task: &Task) -> bool {
    let id = task.id.as_ref().map(|it| cx.document.range(it.place).start);
    let start = cx.document.range(task.place).start;
    let line = cx.document.slice(task.place);
    let lead = id.and_then(|id| line.get(..id.saturating_sub(start) as usize));
    lead.is_some_and(|lead| lead.chars().all(|c| !c.is_alphanumeric()) && lead.matches('|').count() < 2)
}

fn has_blank_line(cx: &Context<'_>, range: TextRange) -> bool {
    let text = cx.document.text();
    (text.line_of(range.start) + 1..text.line_of(range.end)).any(|it| text.slice(text.line_range(it)).trim().is_empty())
}

fn words(cx: &Context<'_>, place: Place) -> String {
    fold_title(cx.document.slice(place).trim())
}

/// The units whose only label is an id that another one side by side with them bears.
fn units(cx: &Context<'_>, family: &[UnitIndex]) -> Vec<(UnitIndex, UnitIndex)> {
    let of_ids = |at: &UnitIndex| {
        let unit = cx.plan.unit(*at)?;
        let over = unit.status.as_ref().is_some_and(|said| said.value == Status::Cancelled);
        (unit.label.kind.is_none() && !over).then_some((*at, unit))
    };
    let list: Vec<(UnitIndex, &Unit)> = family.iter().filter_map(of_ids).collect();
    let ids: Vec<&str> = list.iter().map(|(_, unit)| unit.label.number.0.as_str()).collect();
    let pairs = repeats(&ids).into_iter().filter_map(|(later, earlier)| Some((list.get(later)?, list.get(earlier)?)));
    let beside = pairs.filter(|(later, earlier)| {
        let level = if let DefinedBy::Heading(level) = later.1.defined_by { level } else { 7 };
        later.1.defined_by == earlier.1.defined_by && same_section(cx, earlier.1.header, later.1.header, level)
    });
    beside.map(|(later, earlier)| (later.0, earlier.0)).collect()
}

fn of_tasks(cx: &Context<'_>, later: TaskIndex, earlier: TaskIndex) -> Option<Finding> {
    let (task, other) = (cx.plan.task(later)?, cx.plan.task(earlier)?);
    let (id, other_id) = (task.id.as_ref()?, other.id.as_ref()?);
    let title: String = cx.document.slice(other.text).trim().chars().take(60).collect();
    let title = title.trim();
    let message = match title.is_empty() || other.form == TaskForm::Row {
        true => format!("{} is already the id of another task", id.value),
        false => format!("{} is already the id of \"{title}\"", id.value),
    };
    let mut finding = RULE.finding(id.place, Subject::Task(later), message);
    finding.related.push(cx.related(other_id.place, format!("The other {}", other_id.value)));
    Some(finding)
}

fn of_units(cx: &Context<'_>, later: UnitIndex, earlier: UnitIndex) -> Option<Finding> {
    let (unit, other) = (cx.plan.unit(later)?, cx.plan.unit(earlier)?);
    let message = format!("{} is already the id of {}", unit.label.text, other.display());
    let mut finding = RULE.finding(unit.name, Subject::Units(later, earlier), message);
    finding.related.push(cx.related(other.name, format!("The other {}", other.label.text)));
    Some(finding)
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    next_id(cx, finding).filter(|fix| mends(cx, finding, fix)).into_iter().collect()
}

/// Gives the task the number behind that of the one before it, where that is free and nothing names either.
fn next_id(cx: &Context<'_>, finding: &Finding) -> Option<Fix> {
    let Subject::Task(later) = finding.subject else { return None };
    let task = cx.plan.task(later)?;
    let id = task.id.as_ref()?;
    let like = |it: &&Task| it.id.as_ref().is_some_and(|it| shape(&it.value) == shape(&id.value));
    let before = cx.plan.tasks.get(..later.0 as usize)?.iter().rev().find(like)?;
    let (own, previous) = (numbers(&id.value)?, numbers(&before.id.as_ref()?.value)?);
    let wanted = previous.last()?.checked_add(1)?;
    let run = own.len().checked_sub(1)?;
    if own.get(..run)? != previous.get(..run)? || is_id_named(cx, &id.value) {
        return None;
    }
    let taken = |it: &Task| {
        let numbers = it.id.as_ref().filter(|_| like(&it)).and_then(|it| numbers(&it.value));
        numbers.is_some_and(|it| it.get(..run) == own.get(..run) && it.last() == Some(&wanted))
    };
    if cx.plan.tasks.iter().any(taken) {
        return None;
    }
    let mut renamed = own.clone();
    *renamed.last_mut()? = wanted;
    renumber(cx, id.place, &renamed)
}
