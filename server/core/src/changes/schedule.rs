//! How far schedules moved: those of units, and the end of the whole plan.

use std::collections::BTreeMap;

use crate::lint::span::{Scale, Span, span_of};
use crate::notation::status::Status;
use crate::notation::time::{Schedule, TimeUnit};
use crate::plan::Plan;

/// How far a schedule moved. Positive is later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// What is counted: days, weeks, months or quarters.
    pub unit: TimeUnit,
    /// By how many of them it starts later.
    pub start: i64,
    /// By how many of them it ends later.
    pub end: i64,
}

/// How far the end of a plan moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndShift {
    /// The last week, day, month or quarter before.
    pub old: Span,
    /// The same after.
    pub new: Span,
    /// What is counted.
    pub unit: TimeUnit,
    /// By how many of them it ends later.
    pub later: i64,
}

/// How far a schedule moved; none where the two count different things, or one is not definite.
pub fn shift(old: &Schedule, new: &Schedule) -> Option<Shift> {
    let (old, new) = (Span::of(old)?, Span::of(new)?);
    let unit = counted(old.scale);
    (old.scale == new.scale).then_some(Shift { unit, start: new.from - old.from, end: new.to - old.to })
}

/// How far the plan's end moved, on the scale that most of its units are scheduled by in both states; none where it
/// stays.
pub fn end_shift(old: &Plan, new: &Plan) -> Option<EndShift> {
    let (old, new) = (last(old), last(new));
    let both = old.iter().filter_map(|(scale, was)| Some((*scale, *was, *new.get(scale)?)));
    let (scale, (_, was), (_, is)) = both.max_by_key(|(_, (one, _), (other, _))| one + other)?;
    let point = |at| Span { scale, from: at, to: at };
    (was != is).then_some(EndShift { old: point(was), new: point(is), unit: counted(scale), later: is - was })
}

/// How many units are scheduled on each scale, and where the last of them ends; without what was given up.
fn last(plan: &Plan) -> BTreeMap<Scale, (u32, i64)> {
    let mut last = BTreeMap::new();
    for unit in &plan.units {
        let is_off = unit.status.as_ref().is_some_and(|it| it.value == Status::Cancelled);
        let Some(span) = span_of(unit).filter(|_| !is_off) else { continue };
        let (count, end) = last.entry(span.scale).or_insert((0, span.to));
        *count += 1;
        *end = span.to.max(*end);
    }
    last
}

fn counted(scale: Scale) -> TimeUnit {
    match scale {
        Scale::Day | Scale::Date(_) => TimeUnit::Day,
        Scale::Week => TimeUnit::Week,
        Scale::Month | Scale::CalendarMonth(_) => TimeUnit::Month,
        Scale::Quarter(_) => TimeUnit::Quarter,
    }
}

/// A schedule as a person says it: `weeks 7–8`, `from week 7 on`.
pub fn shown(schedule: &Schedule) -> String {
    if let Some(span) = Span::of(schedule) {
        return span.to_string();
    }
    let unit = match schedule.unit {
        TimeUnit::Date | TimeUnit::Quarter => String::new(),
        unit => format!("{unit} "),
    };
    match schedule.to {
        None => format!("from {unit}{} on", schedule.from),
        Some(to) if to == schedule.from => format!("{unit}{to}"),
        Some(to) => format!("{unit}{} to {to}", schedule.from),
    }
}
