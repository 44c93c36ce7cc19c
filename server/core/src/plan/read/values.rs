//! What one-line fields say of a unit: schedule, duration, status, owner, estimate, goal; and of a task.

use crate::notation::effort::effort_value;
use crate::notation::time::{Schedule, Time, TimeUnit};
use crate::notation::vocabulary::Field;
use crate::plan::place::Place;
use crate::plan::read::facts::{FieldIn, In};
use crate::plan::task::Task;
use crate::plan::unit::{Said, Unit};

/// Sets what `field` says of `unit`; what is said first stays.
pub fn apply(unit: &mut Unit, field: &FieldIn, segment: u32) {
    let at = |slot| Place { segment, slot };
    let text = || Said { value: field.value.value.clone(), place: at(field.value.slot) };
    let said = !field.value.value.is_empty() && !field.none;
    match field.field {
        Field::Schedule | Field::Duration => set_times(unit, &field.times, false, segment),
        Field::Start => start(unit, field, segment),
        Field::End => end(unit, field),
        Field::Estimate if says_capacity(&field.label.value) => {
            let capacity = effort_value(&field.value.value).map(|value| Said { value, place: at(field.value.slot) });
            unit.capacity = unit.capacity.take().or(capacity);
        }
        Field::Estimate => {
            set_times(unit, &field.times, true, segment);
            if said && unit.estimate.is_none() {
                unit.estimate = Some(text());
            }
        }
        Field::Status if unit.status.is_none() => {
            unit.status = field.status.map(|value| Said { value, place: at(field.value.slot) });
        }
        // `**Title:** …` below `# Task ID: 2`; a description is none.
        Field::Title if said && unit.title.is_empty() && field.label.value.eq_ignore_ascii_case("title") => {
            unit.title = field.value.value.clone();
        }
        Field::Owner if said && unit.owner.is_none() => unit.owner = Some(text()),
        Field::Goal => {
            if said && unit.goal.is_none() {
                unit.goal = Some(text());
            }
            unit.deliverables.push(Said { value: field.label.value.clone(), place: at(field.label.slot) });
        }
        Field::Deliverable => {
            unit.deliverables.push(Said { value: field.label.value.clone(), place: at(field.label.slot) });
        }
        _ => {}
    }
}

/// Sets what `field` says of `task`; what is said first stays.
pub fn apply_to_task(task: &mut Task, field: &FieldIn, segment: u32) {
    if field.value.value.is_empty() || field.none {
        return;
    }
    let value = || Said { value: field.value.value.clone(), place: Place { segment, slot: field.value.slot } };
    match field.field {
        Field::Owner if task.owner.is_none() => task.owner = Some(value()),
        Field::Estimate if task.effort.is_none() => task.effort = effort_value(&field.value.value),
        _ => {}
    }
}

/// Whether the label is of what fits in, and not of what is to be done. A velocity is what fitted in before.
fn says_capacity(label: &str) -> bool {
    let last = label.rsplit(' ').next().unwrap_or(label).to_lowercase();
    ["capacity", "velocity", "kapazität", "capacité", "capacidad", "capacidade", "capacità", "capaciteit"]
        .contains(&last.as_str())
}

/// A first day alone: the end stays open until a line says it.
fn start(unit: &mut Unit, field: &FieldIn, segment: u32) {
    let first = field.times.iter().filter_map(schedule).next();
    if let Some(first) = first.filter(|_| unit.schedule.is_none()) {
        let single = first.value.to.as_ref() == Some(&first.value.from);
        let value = Schedule { to: first.value.to.filter(|_| !single), ..first.value };
        unit.schedule = Some(Said { value, place: Place { segment, slot: first.slot } });
    }
}

/// A last day, behind a first one.
fn end(unit: &mut Unit, field: &FieldIn) {
    let Some(last) = field.times.iter().filter_map(schedule).next() else { return };
    if let Some(said) = unit.schedule.as_mut().filter(|it| it.value.to.is_none() && it.value.unit == last.value.unit) {
        said.value.to = last.value.to.or(Some(last.value.from));
    }
}

/// The schedule and the length that a field names. Weeks go before dates where a line says both; an estimate is a length.
pub fn set_times(unit: &mut Unit, times: &[In<Time>], estimate: bool, segment: u32) {
    let at = |slot| Place { segment, slot };
    let schedules = || times.iter().filter_map(schedule);
    let best = schedules().find(|it| it.value.unit != TimeUnit::Date).or_else(|| schedules().next());
    if let Some(best) = best.filter(|_| unit.schedule.is_none() && !estimate) {
        let value = best.value;
        unit.schedule = Some(Said { value, place: at(best.slot) });
    }
    let length = times.iter().find_map(|it| match &it.value {
        Time::Duration(duration) => Some(Said { value: *duration, place: at(it.slot) }),
        Time::Schedule(_) => None,
    });
    if unit.duration.is_none() {
        unit.duration = length;
    }
}

fn schedule(it: &In<Time>) -> Option<In<Schedule>> {
    match &it.value {
        Time::Schedule(schedule) => Some(In { value: *schedule, slot: it.slot }),
        Time::Duration(_) => None,
    }
}
