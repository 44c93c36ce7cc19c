//! Free time: the weeks, days or dates that come next after the units before, as long as the last of them had.

use jiff::civil::{Date, Weekday};

use crate::document::Document;
use crate::lint::outline::{Sort, sort};
use crate::lint::span::{Scale, Span, day_of_number, span_of};
use crate::plan::unit::{DefinedBy, Unit, UnitIndex};

/// The days of a week.
const DAYS: i64 = 7;

/// Time that no sibling has, and the unit that it follows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Free {
    /// The unit before.
    pub(crate) model: UnitIndex,
    /// When that runs.
    pub(crate) taken: Span,
    /// As long, and free.
    pub(crate) span: Span,
}

impl Free {
    /// The first that is free after the unit before `offset` that is of the sort `like`. None where nothing before is
    /// scheduled, or where each container counts anew and this one has nothing yet.
    pub(crate) fn after(document: &Document, offset: u32, like: &Sort, container: Option<UnitIndex>) -> Option<Free> {
        let family = scheduled(document, offset, like);
        let start = |it: &(UnitIndex, &Unit, Span)| document.range(it.1.header).start;
        let (model, unit, taken) = *family.iter().filter(|it| start(it) < offset).max_by_key(|it| start(it))?;
        let is_elsewhere = container != unit.parent;
        if is_elsewhere && counts_anew(&family) {
            return None;
        }
        let is_beside = |it: &&(UnitIndex, &Unit, Span)| it.1.parent == unit.parent && it.2.scale == taken.scale;
        let mut siblings: Vec<Span> = family.iter().filter(is_beside).map(|it| it.2).collect();
        siblings.sort_by_key(|it| it.from);
        let pace = pace(&siblings, taken);
        let mut span = taken.shifted(pace);
        for it in siblings {
            while it.from <= span.to && span.from <= it.to {
                // Days of the calendar keep their weekdays.
                let is_dated = matches!(taken.scale, Scale::Date(_));
                span = span.shifted(if is_dated { pace } else { it.to + 1 - span.from });
            }
        }
        Some(Free { model, taken, span })
    }

    /// The same beginning, so long.
    pub(crate) fn of_length(self, length: i64) -> Span {
        Span { to: self.span.from + length - 1, ..self.span }
    }
}

/// How much later the next begins than `taken`, one of `siblings`: right behind it; but in days of the calendar as the one
/// before it did, or on the next day that is none of a weekend.
fn pace(siblings: &[Span], taken: Span) -> i64 {
    let length = taken.length();
    let Scale::Date(has_year) = taken.scale else { return length };
    let before = siblings.iter().rev().find(|it| it.from < taken.from);
    let kept = before.map(|it| taken.from - it.from).filter(|it| (length..length + DAYS).contains(it));
    let weekend = match day_of_number(taken.to + 1).map(Date::weekday) {
        Some(Weekday::Saturday) if has_year => 2,
        Some(Weekday::Sunday) if has_year => 1,
        // From a Monday to a Friday, most likely.
        _ if !has_year && length % DAYS == DAYS - 2 => 2,
        _ => 0,
    };
    kept.unwrap_or(length + weekend)
}

/// The units of a sort that have a definite schedule, but for the one that is being written at `offset`.
fn scheduled<'a>(document: &'a Document, offset: u32, like: &Sort) -> Vec<(UnitIndex, &'a Unit, Span)> {
    let text = document.text();
    let here = text.line_range(text.line_of(offset));
    let written = document.unit_at(offset).filter(|at| says_itself(document, *at, offset));
    let is_other = |(at, unit): &(UnitIndex, &Unit)| {
        let start = document.range(unit.header).start;
        sort(unit) == *like && Some(*at) != written && !(here.start <= start && start <= here.end)
    };
    let units = document.plan().each_unit().filter(is_other);
    units.filter_map(|(at, unit)| Some((at, unit, span_of(unit)?))).collect()
}

/// Whether `offset` stands in what the unit says of itself, so that its own schedule is being written.
fn says_itself(document: &Document, at: UnitIndex, offset: u32) -> bool {
    let Some(unit) = document.plan().unit(at) else { return false };
    let header = document.range(unit.header).end;
    let said = unit.schedule.as_ref().map(|said| document.range(said.place).start);
    header < offset && said.is_none_or(|said| said > header)
}

/// Whether units in different containers share time, so that their numbers begin again in each.
fn counts_anew(family: &[(UnitIndex, &Unit, Span)]) -> bool {
    let mut spans: Vec<(Scale, i64, i64, Option<UnitIndex>)> =
        family.iter().map(|(_, unit, span)| (span.scale, span.from, span.to, unit.parent)).collect();
    spans.sort_unstable();
    let mut latest: Option<(Scale, i64, Option<UnitIndex>)> = None;
    for (scale, from, to, parent) in spans {
        match latest {
            Some((of, last, other)) if of == scale && from <= last => {
                if other != parent {
                    return true;
                }
                latest = Some((scale, last.max(to), parent));
            }
            _ => latest = Some((scale, to, parent)),
        }
    }
    false
}

/// The unit that would contain a heading of `level` at `offset`.
pub(crate) fn container(document: &Document, offset: u32, level: u8) -> Option<UnitIndex> {
    let is_around = |(_, unit): &(UnitIndex, &Unit)| {
        let is_higher = matches!(unit.defined_by, DefinedBy::Heading(of) if of < level);
        is_higher && document.range(unit.header).end < offset && document.extent(unit).touches(offset)
    };
    document.plan().each_unit().filter(is_around).map(|(at, _)| at).last()
}
