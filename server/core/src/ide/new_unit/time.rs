//! The time of a new unit, in the words in which another one says its own.

use crate::document::Document;
use crate::ide::refactor::later::{By, Step};
use crate::ide::refactor::wording::{Manner, text_later};
use crate::lint::shift::renumber;
use crate::lint::span::{Span, span_of};
use crate::notation::time::{Time, times};
use crate::plan::unit::Unit;

/// `time` as `model` says its own: `Weeks 5-6` after `Weeks 3-4`. None where that says more than numbers, or says none, as
/// a week that is its own label.
pub(crate) fn said(document: &Document, model: &Unit, time: Span) -> Option<String> {
    let (span, own) = (span_of(model)?, model.schedule.as_ref()?);
    if document.range(own.place) == document.range(model.name) || span.scale != time.scale {
        return None;
    }
    let mut written = document.slice(own.place);
    let mut numbers = renumber(&written, span, time.from - span.from, false)?;
    match numbers.as_mut_slice() {
        // The model may be longer or shorter.
        [_, (range, last)] if span.length() != time.length() => {
            *last = format!("{:0width$}", time.to, width = range.len() as usize);
        }
        _ if span.length() != time.length() => return None,
        _ => {}
    }
    for (range, number) in numbers.into_iter().rev() {
        written.replace_range(range.start as usize..range.end as usize, &number);
    }
    Some(written)
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
        let mut words = value.get(said.start..said.end)?.to_owned();
        for (range, insert) in text_later(&words, None, by, &manner)?.into_iter().rev() {
            words.replace_range(range.start as usize..range.end as usize, &insert);
        }
        later.replace_range(said.start..said.end, &words);
        is_said = true;
    }
    (is_said && !rest.contains(char::is_alphanumeric)).then_some(later)
}
