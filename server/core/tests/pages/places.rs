//! Every place that a plan names, and what must hold of places, parents and extents in any document.

use milepost_core::document::Document;
use milepost_core::plan::Plan;
use milepost_core::plan::place::{End, Place};
use milepost_core::plan::unit::{DefinedBy, Dependency, Unit};

/// Every place, in the order of the model.
pub fn places(plan: &Plan) -> Vec<Place> {
    let mut out = Vec::new();
    for unit in &plan.units {
        of_unit(unit, &mut out);
    }
    for task in &plan.tasks {
        out.extend([task.place, task.text]);
        out.extend(task.id.iter().map(|it| it.place));
        out.extend(task.mark);
        out.extend(task.criteria.iter().copied());
        task.depends.iter().for_each(|it| of_dependency(it, &mut out));
    }
    out.extend(plan.mentions.iter().chain(&plan.strangers).map(|it| it.place));
    for it in &plan.restatements {
        out.push(it.place);
        out.extend(it.schedule.iter().map(|it| it.place));
        out.extend(it.status.iter().map(|it| it.place));
    }
    out.extend(plan.tracks.iter().map(|it| it.place));
    out.extend(plan.problems.iter().map(|it| it.place));
    for it in &plan.fences {
        out.push(it.open);
        out.extend(it.inner);
        out.extend(it.before);
        out.extend(it.swallowed.iter().map(|it| it.place));
        out.extend(&it.leaked);
    }
    out
}

fn of_unit(unit: &Unit, out: &mut Vec<Place>) {
    out.extend([unit.name, unit.header]);
    match unit.end {
        End::Place(place) | End::Before(place) => out.push(place),
        End::Segment(_) => {}
    }
    out.extend(unit.ids.iter().map(|it| it.place));
    out.extend(unit.schedule.iter().map(|it| it.place));
    out.extend(unit.duration.iter().map(|it| it.place));
    out.extend(unit.criteria.iter().map(|it| it.place));
    out.extend(unit.deliverables.iter().map(|it| it.place));
    out.extend([&unit.goal, &unit.owner, &unit.estimate].into_iter().flatten().map(|it| it.place));
    unit.depends.iter().for_each(|it| of_dependency(it, out));
    out.extend(unit.status.iter().map(|it| it.place));
    out.extend(unit.parallel.iter().map(|it| it.place));
}

fn of_dependency(it: &Dependency, out: &mut Vec<Place>) {
    out.push(it.place);
    out.extend(it.on.iter().map(|it| it.place));
}

/// What is wrong with the plan as a value, if anything is.
pub fn broken(document: &Document, text: &str) -> Option<String> {
    let plan = document.plan();
    for place in places(plan) {
        let range = document.range(place);
        if text.get(range.start as usize..range.end as usize).is_none() {
            return Some(format!("{place:?} is {range:?} of {} bytes", text.len()));
        }
    }
    for (at, unit) in plan.each_unit() {
        let extent = document.extent(unit);
        if !extent.contains(document.range(unit.header)) {
            return Some(format!("{} ends at {extent:?}, in its own header", unit.label.text));
        }
        let Some(parent) = unit.parent else { continue };
        if parent >= at {
            return Some(format!("the parent of {} stands behind it", unit.label.text));
        }
        let outer = plan.unit(parent).map(|it| document.extent(it));
        let heading = matches!(unit.defined_by, DefinedBy::Heading(_));
        if heading && !outer.is_some_and(|outer| outer.contains(extent)) {
            return Some(format!("{} at {extent:?} is not inside its parent at {outer:?}", unit.label.text));
        }
    }
    for task in &plan.tasks {
        if task.unit.is_some_and(|it| plan.unit(it).is_none()) || task.parent.is_some_and(|it| plan.task(it).is_none())
        {
            return Some("a task in nothing".to_owned());
        }
    }
    plan.units.iter().flat_map(|it| &it.tasks).find(|it| plan.task(**it).is_none()).map(|it| format!("no task {it:?}"))
}
