//! The agenda: what is in progress, ready, blocked or put off, each in the order in which it is due.

use std::collections::HashSet;

use jiff::civil::Date;
use milepost_core::index::Target;
use milepost_core::lint::span::{Scale, last_day, span_of};
use milepost_core::network::readiness::Readiness;
use milepost_core::network::{Node, NodeIndex};
use milepost_core::notation::status::Status;
use milepost_core::plan::task::{Task, TaskIndex};
use milepost_core::plan::unit::UnitIndex;
use milepost_core::workspace::{Definition, FileId};

use crate::plans::Plans;

/// What there is to do.
#[derive(Debug, Default)]
pub struct Agenda {
    /// What is being worked on.
    pub in_progress: Vec<Entry>,
    /// What may begin.
    pub ready: Vec<Entry>,
    /// What cannot go on, or nobody can tell whether it can; the outermost units, and tasks of units that can.
    pub blocked: Vec<Entry>,
    /// What is put off.
    pub deferred: Vec<Entry>,
    /// The plans in which all work is done or given up.
    pub finished: Vec<FileId>,
    /// The plans with several open units of which none declares a dependency: in these everything is ready.
    pub unordered: Vec<FileId>,
}

/// A unit, a task, or the tasks of a document that stand in no unit.
#[derive(Debug)]
pub struct Entry {
    /// The document.
    pub file: FileId,
    /// The unit or task; none for tasks in no unit.
    pub node: Option<NodeIndex>,
    /// When it should be finished, as far as the calendar says so.
    pub due: Option<Date>,
    /// The tasks in it that can be worked on, if it can; those in progress first, then in document order.
    pub tasks: Vec<TaskIndex>,
}

/// What there is to do in `plans`; of `owner` alone, if one is named.
pub fn agenda(plans: &Plans, owner: Option<&str>) -> Agenda {
    let mut agenda = Agenda::default();
    let wanted: HashSet<FileId> = plans.files.iter().copied().collect();
    let owner = owner.map(str::to_lowercase);
    let is_wanted = |at: NodeIndex, node: &Node| {
        wanted.contains(&node.definition.file) && owner.as_deref().is_none_or(|owner| is_of(plans, at, owner))
    };
    for (at, node) in plans.network.each().filter(|(at, node)| is_wanted(*at, node)) {
        let entry = || Entry { file: node.definition.file, node: Some(at), due: due(plans, at), tasks: Vec::new() };
        let parent = node.parent.and_then(|it| plans.network.node(it));
        let list = match &node.readiness {
            Readiness::Done | Readiness::Cancelled => continue,
            Readiness::Deferred => {
                if parent.is_some_and(|it| it.readiness == Readiness::Deferred) {
                    continue;
                }
                &mut agenda.deferred
            }
            Readiness::Blocked { .. } | Readiness::Unknown { .. } => {
                if parent.is_some_and(is_held_up) {
                    continue;
                }
                &mut agenda.blocked
            }
            Readiness::InProgress | Readiness::Ready => {
                let entry = Entry { tasks: open_tasks(plans, node), ..entry() };
                // What holds units is worked on in these, and a task with its unit.
                if !node.is_unit() || holds_open_units(plans, node) && entry.tasks.is_empty() {
                    continue;
                }
                let is_begun = node.readiness == Readiness::InProgress;
                if is_begun { &mut agenda.in_progress } else { &mut agenda.ready }.push(entry);
                continue;
            }
        };
        list.push(entry());
    }
    if owner.is_none() {
        plans.files.iter().for_each(|file| add_loose_tasks(plans, *file, &mut agenda));
        agenda.finished = plans.files.iter().copied().filter(|file| !has_open(&agenda, *file)).collect();
        let ordered = ordered(plans);
        let is_unordered = |file: &FileId| !ordered.contains(file) && ready_units(&agenda, *file) > 1;
        agenda.unordered = plans.files.iter().copied().filter(is_unordered).collect();
    }
    for list in [&mut agenda.in_progress, &mut agenda.ready, &mut agenda.blocked, &mut agenda.deferred] {
        sort(plans, list);
    }
    agenda
}

fn is_held_up(node: &Node) -> bool {
    matches!(node.readiness, Readiness::Blocked { .. } | Readiness::Unknown { .. })
}

/// Whether the unit, or one around it, or the task's unit belongs to that person, in small letters.
fn is_of(plans: &Plans, at: NodeIndex, owner: &str) -> bool {
    let line = std::iter::once(at).chain(plans.network.around(at));
    let units = line.filter_map(|it| plans.network.node(it)).filter_map(|it| plans.unit(it));
    // The nearest one that says who answers for it decides.
    let said = units.filter_map(|it| it.owner.as_ref()).next();
    said.is_some_and(|it| it.value.to_lowercase().contains(owner))
}

fn holds_open_units(plans: &Plans, node: &Node) -> bool {
    let inside = node.children.iter().filter_map(|it| plans.network.node(*it));
    inside.filter(|it| it.is_unit()).any(|it| !matches!(it.readiness, Readiness::Done | Readiness::Cancelled))
}

/// The tasks directly in a unit that can be worked on.
fn open_tasks(plans: &Plans, node: &Node) -> Vec<TaskIndex> {
    let file = node.definition.file;
    let Some((plan, unit)) = plans.plan(file).zip(plans.unit(node)) else { return Vec::new() };
    let tasks = unit.tasks.iter().filter_map(|it| Some((*it, plan.task(*it)?))).collect::<Vec<_>>();
    workable(plans, file, &tasks)
}

/// Of `tasks` those that are open and wait for nothing. Of a task with open ones inside it, these are shown instead.
/// Items without a box count where none of the tasks has one.
fn workable(plans: &Plans, file: FileId, tasks: &[(TaskIndex, &Task)]) -> Vec<TaskIndex> {
    let has_boxes = tasks.iter().any(|(_, it)| it.status.is_some());
    let is_open = |task: &Task| match task.status {
        Some(status) => !matches!(status, Status::Done | Status::Cancelled | Status::Blocked),
        None => !has_boxes && task.parent.is_none(),
    };
    let open: Vec<&(TaskIndex, &Task)> = tasks.iter().filter(|(_, task)| is_open(task)).collect();
    let outer: HashSet<TaskIndex> = open.iter().filter_map(|(_, task)| task.parent).collect();
    let waits = |at: TaskIndex| {
        let definition = Definition { file, target: Target::Task(at) };
        let node = plans.network.find(definition).and_then(|it| plans.network.node(it));
        node.is_some_and(|it| !matches!(it.readiness, Readiness::Ready | Readiness::InProgress))
    };
    let mut found: Vec<&(TaskIndex, &Task)> =
        open.into_iter().filter(|(at, _)| !outer.contains(at) && !waits(*at)).collect();
    found.sort_by_key(|(at, task)| (task.status != Some(Status::Active), *at));
    found.into_iter().map(|(at, _)| *at).collect()
}

/// Tasks that stand in no unit are one entry of their document.
fn add_loose_tasks(plans: &Plans, file: FileId, agenda: &mut Agenda) {
    let Some(plan) = plans.plan(file) else { return };
    let tasks: Vec<(TaskIndex, &Task)> = plan.each_task().filter(|(_, it)| it.unit.is_none()).collect();
    // Without a box, a list outside of all units may be anything.
    let tasks: Vec<(TaskIndex, &Task)> = tasks.into_iter().filter(|(_, it)| it.status.is_some()).collect();
    let workable = workable(plans, file, &tasks);
    if workable.is_empty() {
        return;
    }
    let is_begun = tasks.iter().any(|(_, it)| matches!(it.status, Some(Status::Done | Status::Active)));
    let entry = Entry { file, node: None, due: None, tasks: workable };
    if is_begun { &mut agenda.in_progress } else { &mut agenda.ready }.push(entry);
}

fn has_open(agenda: &Agenda, file: FileId) -> bool {
    [&agenda.in_progress, &agenda.ready, &agenda.blocked, &agenda.deferred]
        .into_iter()
        .flatten()
        .any(|it| it.file == file)
}

/// The documents in which something declares what it waits for, and those that something waits for.
fn ordered(plans: &Plans) -> HashSet<FileId> {
    let declares = |it: &&Node| !(it.predecessors.is_empty() && it.missing.is_empty() && it.successors.is_empty());
    plans.network.nodes.iter().filter(declares).map(|it| it.definition.file).collect()
}

fn ready_units(agenda: &Agenda, file: FileId) -> usize {
    agenda.ready.iter().filter(|it| it.file == file && it.node.is_some()).count()
}

/// The last day of the unit, or of the nearest one around it that says one.
fn due(plans: &Plans, at: NodeIndex) -> Option<Date> {
    let line = std::iter::once(at).chain(plans.network.around(at));
    line.filter_map(|it| plans.network.node(it)).find_map(|node| own_due(plans, node))
}

fn own_due(plans: &Plans, node: &Node) -> Option<Date> {
    let unit = plans.unit(node)?;
    let schedule = unit.schedule.as_ref()?.value;
    let by_calendar = last_day(&schedule);
    by_calendar.or_else(|| {
        // Weeks inside another unit may count anew, unless they lie within its own.
        let span = span_of(unit).filter(|it| it.scale == Scale::Week && !schedule.of_year)?;
        let outer = unit.parent.and_then(|it: UnitIndex| plans.plan(node.definition.file)?.unit(it));
        let is_counted = outer.is_none_or(|it| span_of(it).is_some_and(|outer| outer.contains(span)));
        let calendar = &plans.gathered.snapshot.settings(node.definition.file).calendar;
        calendar.end_of_week(span.to).filter(|_| is_counted)
    })
}

/// What is due first comes first; then by document, by when the outermost unit around it runs, and as they stand there.
fn sort(plans: &Plans, list: &mut [Entry]) {
    let rank = |file: FileId| plans.files.iter().position(|it| *it == file);
    list.sort_by_cached_key(|entry| {
        let outermost = entry.node.and_then(|at| plans.network.around(at).last().copied().or(Some(at)));
        let unit = outermost.and_then(|it| plans.network.node(it)).and_then(|it| plans.unit(it));
        let from = unit.and_then(span_of).map_or(i64::MAX, |span| span.from);
        (entry.due.is_none(), entry.due, rank(entry.file), from, entry.node)
    });
}
