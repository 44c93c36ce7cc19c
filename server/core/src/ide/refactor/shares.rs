//! Counts of what is done, such as `3/8`, which follow the boxes that they count.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use crate::document::Document;
use crate::document::regions::{Region, RegionKind};
use crate::index::Target;
use crate::lint::outline::{Outline, Sort, sort};
use crate::notation::share::{Counts, Share, ShareHit, share};
use crate::notation::status::Status;
use crate::plan::Plan;
use crate::plan::mention::MentionIn;
use crate::plan::task::TaskIndex;
use crate::plan::unit::UnitIndex;
use crate::text::{Edit, TextRange};
use crate::workspace::{Definition, FileId, Snapshot};

/// Ticked boxes, and all boxes.
type Ticks = (u32, u32);

/// The edits by which every count of the document that is right still is so after `changes`. What counts something else
/// than boxes, or was wrong before, stays.
pub fn shares(snapshot: &Snapshot, file: FileId, document: &Document, changes: &BTreeMap<Target, Status>) -> Vec<Edit> {
    let plan = document.plan();
    let outline = Outline::of(plan);
    let mut edits: Vec<Edit> = Vec::new();
    for (unit, range) in stated(snapshot, file, document) {
        let text = document.text().slice(range);
        let Some(hit) = share(&text, &document.source().vocabulary) else { continue };
        let said = hit.share;
        if matches!(said.counts, Counts::Percent | Counts::Others) || may_count_units(plan, &outline, unit, said) {
            continue;
        }
        let tasks = tasks(plan, &outline, unit);
        let before = ticks(plan, &tasks, |it| plan.task(it)?.status);
        let after = ticks(plan, &tasks, |it| changes.get(&Target::Task(it)).copied().or(plan.task(it)?.status));
        let meant = before.iter().zip(&after).find(|(before, _)| **before == (said.done, said.of));
        if let Some((before, after)) = meant.filter(|(before, after)| before != after) {
            let parts = rewritten(&text, hit, *before, *after).into_iter();
            edits.extend(parts.map(|(at, insert)| Edit { range: at.shifted(range.start), insert }));
        }
    }
    edits.sort_by_key(|it| it.range);
    edits.dedup();
    edits
}

/// Where it may be said in numbers how much of a unit, or of all, is done: where reading knows it, and the cells of rows
/// that say how far a unit is.
fn stated(snapshot: &Snapshot, file: FileId, document: &Document) -> Vec<(Option<UnitIndex>, TextRange)> {
    let plan = document.plan();
    let own = plan.share.iter().map(|it| (None, it.place));
    let units = plan.each_unit().filter_map(|(at, unit)| Some((Some(at), unit.share.as_ref()?.place)));
    let mut found: Vec<_> = own.chain(units).map(|(unit, place)| (unit, document.range(place))).collect();
    let mut cells: Option<Vec<Region>> = None;
    for restated in &plan.restatements {
        let meant = snapshot.resolve(file, &restated.name);
        let [Definition { file: home, target: Target::Unit(at) }] = meant.as_slice() else { continue };
        if *home != file {
            continue;
        }
        found.extend(restated.share.iter().map(|it| (Some(*at), document.range(it.place))));
        if restated.context == MentionIn::Table {
            let row = document.range(restated.place);
            let is_cell = |it: &Region| it.kind == RegionKind::Cell;
            let cells = cells.get_or_insert_with(|| document.regions().into_iter().filter(is_cell).collect());
            found.extend(cells.iter().filter(|it| row.contains(it.content)).map(|it| (Some(*at), it.content)));
        }
    }
    found
}

/// Whether as many units of one sort stand in it as are counted: then these may be meant.
fn may_count_units(plan: &Plan, outline: &Outline, unit: Option<UnitIndex>, said: Share) -> bool {
    let inside = match unit {
        Some(at) => outline.descendants(at),
        None => plan.each_unit().map(|it| it.0).collect(),
    };
    let mut sorts: BTreeMap<Sort, u32> = BTreeMap::new();
    for unit in inside.into_iter().filter_map(|it| plan.unit(it)) {
        *sorts.entry(sort(unit)).or_default() += 1;
    }
    said.counts != Counts::Tasks && sorts.values().any(|it| *it == said.of)
}

/// The tasks in `unit`, or all.
fn tasks(plan: &Plan, outline: &Outline, unit: Option<UnitIndex>) -> BTreeSet<TaskIndex> {
    match unit {
        None => plan.each_task().map(|it| it.0).collect(),
        Some(at) => {
            let units = std::iter::once(at).chain(outline.descendants(at));
            units.filter_map(|it| plan.unit(it)).flat_map(|it| it.tasks.iter().copied()).collect()
        }
    }
}

/// Of all boxes; of those in no other one; of those that hold no other.
fn ticks(plan: &Plan, tasks: &BTreeSet<TaskIndex>, now: impl Fn(TaskIndex) -> Option<Status>) -> [Ticks; 3] {
    let found = || tasks.iter().filter_map(|at| Some((*at, plan.task(*at)?)));
    let holders: HashSet<TaskIndex> = found().filter_map(|(_, it)| it.parent).collect();
    let count = |wanted: &dyn Fn(TaskIndex) -> bool| {
        let boxed = found().filter(|(at, it)| it.mark.is_some() && wanted(*at)).filter_map(|(at, _)| now(at));
        let counted: Vec<Status> = boxed.filter(|it| *it != Status::Cancelled).collect();
        (counted.iter().filter(|it| **it == Status::Done).count() as u32, counted.len() as u32)
    };
    let is_outer = |at: TaskIndex| plan.task(at).is_some_and(|it| it.parent.is_none());
    [count(&|_| true), count(&is_outer), count(&|at| !holders.contains(&at))]
}

/// The new number, and the percentage behind it, where that was right.
fn rewritten(text: &str, hit: ShareHit, before: Ticks, after: Ticks) -> Vec<(TextRange, String)> {
    let percent = |(ticked, all): Ticks| ((ticked * 100 + all / 2).checked_div(all).unwrap_or(0)).to_string();
    let range = |it: Range<usize>| TextRange::new(it.start as u32, it.end as u32);
    let right = hit.percent.map(range).filter(|it| it.of(text) == percent(before));
    let count = (range(hit.done), after.0.to_string());
    std::iter::once(count).chain(right.map(|it| (it, percent(after)))).collect()
}
