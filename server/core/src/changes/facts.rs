//! What differs between a unit or task of the old state and the same of the new one.

use crate::changes::dependencies::dependencies;
use crate::changes::pairing::{SIMILAR, similarity};
use crate::changes::schedule::shift;
use crate::changes::{Change, Difference, Pair, Sides, name_of, plain, title_of};
use crate::document::Document;
use crate::document::criteria::items_of;
use crate::notation::label::{fold_id, fold_title, single_spaced};
use crate::notation::status::{Status, task_box};
use crate::plan::task::{Task, TaskIndex};
use crate::plan::unit::{Unit, UnitIndex};

/// What differs between the unit `old` and the same unit `new`.
pub fn unit_changes(sides: Sides<'_>, old: UnitIndex, new: UnitIndex) -> Vec<Change> {
    let (Some(was), Some(is)) = (sides.old.plan().unit(old), sides.new.plan().unit(new)) else { return Vec::new() };
    let label = |unit: &Unit| unit.label.text.clone();
    let ids = |unit: &Unit| unit.ids.iter().map(|it| it.value.as_str()).collect::<Vec<_>>().join(", ");
    let progress = |document: &Document, unit: &Unit| {
        let statuses = || unit.tasks.iter().filter_map(|it| document.plan().task(*it)?.status);
        (statuses().filter(|it| *it == Status::Done).count() as u32, statuses().count() as u32)
    };
    let schedules = (was.schedule.as_ref().map(|it| it.value), is.schedule.as_ref().map(|it| it.value));
    let moved = || schedules.0.zip(schedules.1).and_then(|(old, new)| shift(&old, &new));
    let estimate = |unit: &Unit| unit.estimate.as_ref().map(|it| single_spaced(&it.value));
    let owner = |unit: &Unit| unit.owner.as_ref().map(|it| single_spaced(&it.value));
    let changes = [
        Pair::differing(label(was), label(is))
            .filter(|_| was.label.name() != is.label.name())
            .or_else(|| Pair::differing(ids(was), ids(is)).filter(|it| fold_id(&it.old) != fold_id(&it.new)))
            .map(Change::Renumbered),
        renamed(&was.title, &is.title),
        container(sides, was.parent, is.parent),
        Pair::differing(schedules.0, schedules.1).map(|pair| Change::Schedule(pair, moved())),
        Pair::differing(was.duration.as_ref().map(|it| it.value), is.duration.as_ref().map(|it| it.value))
            .map(Change::Duration),
        Pair::differing(estimate(was), estimate(is)).map(Change::Estimate),
        Pair::differing(was.status.as_ref().map(|it| it.value), is.status.as_ref().map(|it| it.value))
            .map(Change::Status),
        Pair::differing(progress(sides.old, was), progress(sides.new, is)).map(Change::Progress),
        Pair::differing(owner(was), owner(is)).map(Change::Owner),
        dependencies(sides, &was.depends, &is.depends).map(Change::Dependencies),
        difference(&criteria(sides.old, was), &criteria(sides.new, is)).map(Change::Criteria),
    ];
    changes.into_iter().flatten().collect()
}

/// What differs between the task `old` and the same task `new`.
pub fn task_changes(sides: Sides<'_>, old: TaskIndex, new: TaskIndex) -> Vec<Change> {
    let (Some(was), Some(is)) = (sides.old.plan().task(old), sides.new.plan().task(new)) else { return Vec::new() };
    let id = |task: &Task| task.id.as_ref().map(|it| it.value.clone()).unwrap_or_default();
    let changes = [
        Pair::differing(id(was), id(is)).filter(|it| fold_id(&it.old) != fold_id(&it.new)).map(Change::Renumbered),
        renamed(&title_of(sides.old, was), &title_of(sides.new, is)),
        container(sides, was.unit, is.unit),
        Pair::differing(was.effort.map(|it| it.to_string()), is.effort.map(|it| it.to_string())).map(Change::Estimate),
        Pair::differing(was.status, is.status).map(Change::Status),
        dependencies(sides, &was.depends, &is.depends).map(Change::Dependencies),
    ];
    changes.into_iter().flatten().collect()
}

fn renamed(old: &str, new: &str) -> Option<Change> {
    let differs = fold_title(old) != fold_title(new);
    differs.then(|| Change::Renamed(Pair { old: old.to_owned(), new: new.to_owned() }))
}

/// Whether what was in `old` is now in another unit.
fn container(sides: Sides<'_>, old: Option<UnitIndex>, new: Option<UnitIndex>) -> Option<Change> {
    let is_same = match (old, new) {
        (Some(old), Some(new)) => sides.units.new_of(old.0) == Some(new.0),
        (old, new) => old == new,
    };
    let names = Pair { old: name_of(sides.old, old), new: name_of(sides.new, new) };
    (!is_same).then_some(Change::Moved(names))
}

/// The criteria of `unit`, without boxes.
fn criteria(document: &Document, unit: &Unit) -> Vec<String> {
    let items = unit.criteria.iter().flat_map(|it| items_of(document, it));
    let bare = items.map(|item| {
        let words = task_box(&item).and_then(|it| item.get(it.rest..)).unwrap_or(&item);
        plain(words)
    });
    bare.filter(|it| !it.is_empty()).collect()
}

/// What came, what went and what was reworded, however ordered.
fn difference(old: &[String], new: &[String]) -> Option<Difference> {
    let mut dropped = old.to_vec();
    let mut added = Vec::new();
    for item in new {
        let words = folded(item);
        match dropped.iter().position(|it| folded(it) == words) {
            Some(at) => drop(dropped.remove(at)),
            None => added.push(item.clone()),
        }
    }
    let mut reworded = Vec::new();
    added.retain(|item| {
        let alike = |it: &String| similarity(&folded(it), &folded(item));
        let near = (0..).zip(&dropped).map(|(at, it)| (at, alike(it))).filter(|(_, alike)| *alike >= SIMILAR);
        let Some((at, _)) = near.max_by(|one, other| one.1.total_cmp(&other.1)) else { return true };
        reworded.push(Pair { old: dropped.remove(at), new: item.clone() });
        false
    });
    let difference = Difference { added, dropped, reworded };
    (difference != Difference::default()).then_some(difference)
}

/// A criterion as it is compared: a full stop more is no change.
fn folded(criterion: &str) -> String {
    fold_title(criterion.trim_end_matches(['.', ';', ',']))
}
