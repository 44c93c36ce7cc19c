//! What changed between two states of a plan: what slipped, came, went, was finished, renamed or moved.

pub mod pairing;
pub mod schedule;
pub mod dependencies;
pub mod facts;

use crate::changes::dependencies::Defined;
use crate::changes::facts::{task_changes, unit_changes};
use crate::changes::pairing::{Pairing, pair_tasks, pair_units};
use crate::changes::schedule::{EndShift, Shift, end_shift};
use crate::document::Document;
use crate::notation::effort::effort_in_line;
use crate::notation::label::{fold_title, single_spaced};
use crate::notation::status::Status;
use crate::notation::time::{Duration, Schedule};
use crate::plan::place::Place;
use crate::plan::task::{Task, TaskIndex};
use crate::plan::unit::UnitIndex;

/// What differs between two states of one plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanChanges {
    /// Its title.
    pub title: Option<Pair<Option<String>>>,
    /// Its last scheduled week, day, month or quarter.
    pub end: Option<EndShift>,
    /// How long it says that all of it takes.
    pub total: Option<Pair<Option<Duration>>>,
    /// The units and then the tasks that differ, in the order of the new state; then those that are gone.
    pub items: Vec<ItemChange>,
}

/// A value before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair<T> {
    /// Before.
    pub old: T,
    /// After.
    pub new: T,
}

impl PlanChanges {
    /// Whether the two states say the same.
    pub fn is_empty(&self) -> bool {
        *self == PlanChanges::default()
    }
}

impl<T: PartialEq> Pair<T> {
    /// The two where they differ.
    pub fn differing(old: T, new: T) -> Option<Pair<T>> {
        (old != new).then_some(Pair { old, new })
    }
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A container of work.
    Unit,
    /// A work item.
    Task,
}

/// A unit or task of one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// As a person would say it: `Sprint 2: Parser`, `T012 Write the parser`.
    pub name: String,
    /// A unit's kind and number as written; empty of a task.
    pub label: String,
    /// Its identifiers.
    pub ids: Vec<String>,
    /// Its words.
    pub title: String,
    /// The line that defines it, from 1.
    pub line: u32,
    /// The name of the unit that holds it.
    pub container: Option<String>,
    /// When it runs.
    pub schedule: Option<Schedule>,
    /// How far it is.
    pub status: Option<Status>,
    /// For a unit: how many tasks it holds, those of its units included.
    pub tasks: u32,
}

/// A unit or task that came, went, or differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemChange {
    /// Unit or task.
    pub sort: Sort,
    /// What it was; none of one that was added.
    pub old: Option<Item>,
    /// What it is; none of one that was dropped.
    pub new: Option<Item>,
    /// What differs, where it is on both sides.
    pub changes: Vec<Change>,
}

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// When it runs; with how far it moved, where the two can be compared.
    Schedule(Pair<Option<Schedule>>, Option<Shift>),
    /// Its stated length.
    Duration(Pair<Option<Duration>>),
    /// How much work it is said to be.
    Estimate(Pair<Option<String>>),
    /// Its words.
    Renamed(Pair<String>),
    /// Its number or id.
    Renumbered(Pair<String>),
    /// The unit that holds it.
    Moved(Pair<Option<String>>),
    /// How far it is.
    Status(Pair<Option<Status>>),
    /// How many of a unit's own tasks are done, and of how many.
    Progress(Pair<(u32, u32)>),
    /// Who answers for it.
    Owner(Pair<Option<String>>),
    /// What it waits for.
    Dependencies(Difference),
    /// Its acceptance criteria.
    Criteria(Difference),
}

/// What came and what went of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Only in the new state.
    pub added: Vec<String>,
    /// Only in the old state.
    pub dropped: Vec<String>,
    /// In both, in other words.
    pub reworded: Vec<Pair<String>>,
}

/// What differs between `old` and `new`, two states of one plan. Nothing where they say the same, however written.
pub fn compare(old: &Document, new: &Document) -> PlanChanges {
    let units = pair_units(old, new);
    let tasks = pair_tasks(old, new, &units);
    let names = Defined::of(old.plan(), new.plan());
    let sides = Sides { old, new, units: &units, tasks: &tasks, names: &names };
    let title = |document: &Document| document.plan().title.as_deref().map(single_spaced);
    let total = |document: &Document| document.plan().total.as_ref().map(|it| it.value);
    let same_title = title(old).map(|it| fold_title(&it)) == title(new).map(|it| fold_title(&it));
    PlanChanges {
        title: Pair::differing(title(old), title(new)).filter(|_| !same_title),
        end: end_shift(old.plan(), new.plan()),
        total: Pair::differing(total(old), total(new)),
        items: sides.items(),
    }
}

/// Two states and what in them is the same thing.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    /// Before.
    pub old: &'a Document,
    /// After.
    pub new: &'a Document,
    /// Which unit is which.
    pub units: &'a Pairing,
    /// Which task is which.
    pub tasks: &'a Pairing,
    /// What is called how.
    pub names: &'a Defined,
}

impl Sides<'_> {
    fn items(self) -> Vec<ItemChange> {
        let (old, new) = (self.old, self.new);
        let mut items = Vec::new();
        for (at, _) in new.plan().each_unit() {
            let was = self.units.old_of(at.0).map(UnitIndex);
            let changes = was.map(|was| unit_changes(self, was, at)).unwrap_or_default();
            if was.is_none() || !changes.is_empty() {
                items.push(ItemChange {
                    sort: Sort::Unit,
                    old: was.and_then(|was| unit(old, was)),
                    new: unit(new, at),
                    changes,
                });
            }
        }
        for (at, _) in old.plan().each_unit().filter(|(at, _)| self.units.new_of(at.0).is_none()) {
            items.push(ItemChange { sort: Sort::Unit, old: unit(old, at), new: None, changes: Vec::new() });
        }
        for (at, _) in new.plan().each_task() {
            let was = self.tasks.old_of(at.0).map(TaskIndex);
            let changes = was.map(|was| task_changes(self, was, at)).unwrap_or_default();
            if was.is_none() || !changes.is_empty() {
                items.push(ItemChange {
                    sort: Sort::Task,
                    old: was.and_then(|was| task(old, was)),
                    new: task(new, at),
                    changes,
                });
            }
        }
        for (at, _) in old.plan().each_task().filter(|(at, _)| self.tasks.new_of(at.0).is_none()) {
            items.push(ItemChange { sort: Sort::Task, old: task(old, at), new: None, changes: Vec::new() });
        }
        items
    }
}

/// The unit at `at` as an item.
pub fn unit(document: &Document, at: UnitIndex) -> Option<Item> {
    let plan = document.plan();
    let unit = plan.unit(at)?;
    Some(Item {
        name: unit.display(),
        label: unit.label.text.clone(),
        ids: unit.ids.iter().map(|it| it.value.clone()).collect(),
        title: unit.title.clone(),
        line: line(document, unit.header),
        container: name_of(document, unit.parent),
        schedule: unit.schedule.as_ref().map(|it| it.value),
        status: unit.status.as_ref().map(|it| it.value),
        tasks: plan.tasks.iter().filter(|task| is_inside(document, task.unit, at)).count() as u32,
    })
}

/// The task at `at` as an item.
pub fn task(document: &Document, at: TaskIndex) -> Option<Item> {
    let task = document.plan().task(at)?;
    let title = title_of(document, task);
    let ids: Vec<String> = task.id.iter().map(|it| it.value.clone()).collect();
    Some(Item {
        name: ids.iter().map(String::as_str).chain([title.as_str()]).collect::<Vec<_>>().join(" ").trim().to_owned(),
        label: String::new(),
        ids,
        title,
        line: line(document, task.place),
        container: name_of(document, task.unit),
        schedule: None,
        status: task.status,
        tasks: 0,
    })
}

/// What the task says is to be done: its words without emphasis, and without its estimate in brackets.
pub fn title_of(document: &Document, task: &Task) -> String {
    let words = plain(&document.slice(task.text));
    let brackets = words.rfind(['(', '[']).filter(|_| task.effort.is_some() && words.ends_with([')', ']']));
    let estimate = brackets.filter(|at| words.get(*at..).is_some_and(|it| effort_in_line(it).is_some()));
    let words = estimate.and_then(|at| words.get(..at)).unwrap_or(&words).trim_end();
    let behind_id = task.id.as_ref().and_then(|id| words.strip_prefix(id.value.as_str()));
    behind_id.map_or(words, |it| it.trim_start_matches([' ', ':', '.', '-', '–', '—'])).to_owned()
}

/// `text` single-spaced and without emphasis.
pub fn plain(text: &str) -> String {
    let text = text.replace("**", "").replace("__", "");
    single_spaced(text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_')))
}

/// The name of the unit at `at`.
pub fn name_of(document: &Document, at: Option<UnitIndex>) -> Option<String> {
    Some(document.plan().unit(at?)?.display())
}

fn is_inside(document: &Document, mut unit: Option<UnitIndex>, of: UnitIndex) -> bool {
    while let Some(at) = unit {
        if at == of {
            return true;
        }
        // A parent stands before its children, so going outwards ends.
        unit = document.plan().unit(at).and_then(|it| it.parent).filter(|parent| *parent < at);
    }
    false
}

fn line(document: &Document, place: Place) -> u32 {
    document.text().line_of(document.range(place).start) + 1
}
