//! The time of a new unit, in the words in which another one says its own.

use crate::document::Document;
use crate::ide::refactor::later::{By, Step};
use crate::ide::refactor::wording::{Manner, first_schedule, text_later};
use crate::lint::shift::renumber;
use crate::lint::span::{Scale, Span, span_of};
use crate::notation::time::{Schedule, Time, times};
use crate::plan::unit::Unit;
use crate::text::TextRange;

/// `time` as `model` says its own: `Weeks 5-6` after `Weeks 3-4`. None where that cannot be said in the model's words, or
/// it says none beside its label, as a week does.
pub(crate) fn said(document: &Document, model: &Unit, time: Span) -> Option<String> {
    let (span, own) = (span_of(model)?, model.schedule.as_ref()?);
    if document.range(own.place) == document.range(model.name) || span.scale != time.scale {
        return None;
    }
    let written = document.slice(own.place);
    match span.scale {
        Scale::Day | Scale::Week | Scale::Month => renumbered(&written, span, time),
        _ if span.length() != time.length() => None,
        scale => moved(document, &written, &own.value, step(scale), time.from - span.from),
    }
}

/// The label of a unit that would come next after `last`, where the label of `model` is its time: `Q1 2027` after
/// `Q4 2026`. None where it counts without a calendar, or says no year.
pub(crate) fn label_after(document: &Document, model: &Unit, last: Span) -> Option<String> {
    let (span, own) = (span_of(model)?, model.schedule.as_ref()?);
    let is_dated = matches!(span.scale, Scale::Quarter(true) | Scale::CalendarMonth(true));
    let is_own = document.range(own.place) == document.range(model.name);
    let by = last.to + 1 - span.from;
    let label = moved(document, &model.label.text, &own.value, step(span.scale), by);
    label.filter(|_| is_dated && is_own && span.scale == last.scale)
}

/// `written`, which says numbers from the plan's start, with those of `time`.
fn renumbered(written: &str, span: Span, time: Span) -> Option<String> {
    let mut numbers = renumber(written, span, time.from - span.from, false)?;
    match numbers.as_mut_slice() {
        // The model may be longer or shorter.
        [_, (range, last)] if span.length() != time.length() => {
            *last = format!("{:0width$}", time.to, width = range.len() as usize);
        }
        _ if span.length() != time.length() => return None,
        _ => {}
    }
    Some(replaced(written, numbers))
}

/// `written`, which says `schedule`, so many steps later.
fn moved(document: &Document, written: &str, schedule: &Schedule, step: Step, count: i64) -> Option<String> {
    let manner = Manner::of_document(document);
    // Of two fields, each says one end.
    if first_schedule(written, &manner).is_some_and(|(_, read)| read != *schedule) {
        return None;
    }
    Some(replaced(written, text_later(written, Some(schedule), By { count, step }, &manner)?))
}

/// `text` with other words at these ranges, which ascend and do not overlap.
fn replaced(text: &str, changes: Vec<(TextRange, String)>) -> String {
    let mut text = text.to_owned();
    for (range, insert) in changes.into_iter().rev() {
        text.replace_range(range.start as usize..range.end as usize, &insert);
    }
    text
}

/// What the ends of a span of the calendar count.
fn step(scale: Scale) -> Step {
    match scale {
        Scale::Week => Step::Week,
        Scale::Month | Scale::CalendarMonth(_) => Step::Month,
        Scale::Quarter(_) => Step::Quarter,
        Scale::Day | Scale::Date(_) => Step::Day,
    }
}

/// `value`, in which `model` says when it runs in one or several ways, with all of them as much later as `time` is:
/// `Weeks 5-6 (Feb 2 – Feb 13)` for `Weeks 3-4 (Jan 19 – Jan 30)`. None where it says anything else.
pub(crate) fn later_value(document: &Document, model: &Unit, time: Span, value: &str) -> Option<String> {
    let span = span_of(model).filter(|it| it.scale == time.scale && it.length() == time.length())?;
    let by = By { count: time.from - span.from, step: Step::numbered(span.scale)? };
    let manner = Manner::of_document(document);
    let (mut later, mut rest) = (value.to_owned(), value.to_owned());
    let mut is_said = false;
    for said in times(value, manner.vocabulary, manner.order).into_iter().rev() {
        rest.replace_range(said.start..said.end, "");
        // A length stays.
        let Time::Schedule(_) = said.value else { continue };
        let words = value.get(said.start..said.end)?;
        later.replace_range(said.start..said.end, &replaced(words, text_later(words, None, by, &manner)?));
        is_said = true;
    }
    (is_said && !rest.contains(char::is_alphanumeric)).then_some(later)
}
