//! The time of a new unit, in the words in which another one says its own.

use crate::document::Document;
use crate::lint::shift::renumber;
use crate::lint::span::{Span, span_of};
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
