//! Free time: the weeks, days or dates that come next after the units before, as long as the last of them had.

use crate::document::Document;
use crate::lint::outline::{Sort, sort};
use crate::lint::span::{Scale, Span, span_of};
use crate::plan::unit::{DefinedBy, Unit, UnitIndex};

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
        let siblings: Vec<Span> = family.iter().filter(|it| it.1.parent == unit.parent).map(|it| it.2).collect();
        let mut span = taken.shifted(taken.length());
        // Each turn passes at least one of them.
        for _ in 0..=siblings.len() {
            let shared = |it: &&Span| it.scale == span.scale && it.from <= span.to && span.from <= it.to;
            match siblings.iter().filter(shared).map(|it| it.to).max() {
                Some(last) => span = span.shifted(last + 1 - span.from),
                None => break,
            }
        }
        Some(Free { model, taken, span })
    }

    /// The same beginning, so long.
    pub(crate) fn of_length(self, length: i64) -> Span {
        Span { to: self.span.from + length - 1, ..self.span }
    }
}

/// The units of a sort that have a definite schedule, but for the one that is being written at `offset`.
fn scheduled<'a>(document: &'a Document, offset: u32, like: &Sort) -> Vec<(UnitIndex, &'a Unit, Span)> {
    let here = document.text().line_of(offset);
    let is_other = |unit: &Unit| {
        let header = document.range(unit.header);
        document.text().line_of(header.start) != here && !own_section(document, unit, offset)
    };
    let units = document.plan().each_unit().filter(|(_, unit)| sort(unit) == *like && is_other(unit));
    units.filter_map(|(at, unit)| Some((at, unit, span_of(unit)?))).collect()
}

/// Whether `offset` stands in what the unit says of itself, so that its own schedule is being written.
fn own_section(document: &Document, unit: &Unit, offset: u32) -> bool {
    document.unit_at(offset).and_then(|at| document.plan().unit(at)).is_some_and(|it| it.header == unit.header)
        && document.range(unit.header).end < offset
        && unit.schedule.as_ref().is_none_or(|said| document.range(said.place).start > document.range(unit.header).end)
}

/// Whether units in different containers share time, so that their numbers begin again in each.
fn counts_anew(family: &[(UnitIndex, &Unit, Span)]) -> bool {
    let first: Vec<_> = family.iter().map(|it| (it.1.parent, it.2)).collect();
    first.iter().any(|(parent, span)| {
        first
            .iter()
            .any(|(other, it)| other != parent && it.scale == span.scale && it.from <= span.to && span.from <= it.to)
    })
}

/// The unit that would contain a heading of `level` at `offset`.
pub(crate) fn container(document: &Document, offset: u32, level: u8) -> Option<UnitIndex> {
    let is_around = |(_, unit): &(UnitIndex, &Unit)| {
        let is_higher = matches!(unit.defined_by, DefinedBy::Heading(of) if of < level);
        is_higher && document.range(unit.header).end < offset && document.extent(unit).touches(offset)
    };
    document.plan().each_unit().filter(is_around).map(|(at, _)| at).last()
}

/// Whether the span counts weeks, days or months from the plan's start.
pub(crate) fn is_counted(span: Span) -> bool {
    matches!(span.scale, Scale::Day | Scale::Week | Scale::Month)
}
