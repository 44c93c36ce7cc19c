//! A new unit in the document's own style: header, fields and tasks as another one has them, with blanks to fill.

pub mod line;
pub mod next;
pub mod template;
pub mod status;
pub mod task;
pub mod time;
pub mod header;
pub mod body;

use crate::document::Document;
use crate::ide::new_unit::template::Template;
use crate::lint::span::{Span, span_of};
use crate::plan::unit::{Unit, UnitIndex};

/// How much is written of a new unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parts {
    /// All that its model has: for an author who goes from blank to blank.
    All,
    /// The fields that every author fills: goal, owner, estimate, time and length; nothing that states work or order.
    Fields,
}

/// A unit that is to be written as another one is.
#[derive(Debug)]
pub(crate) struct NewUnit<'a> {
    document: &'a Document,
    at: UnitIndex,
    model: &'a Unit,
    /// What it is called.
    label: &'a str,
    /// When it runs.
    time: Option<Span>,
    /// The same in the words of the model.
    pub(crate) when: Option<String>,
    /// Whether it may be as long as the model.
    is_as_long: bool,
}

impl<'a> NewUnit<'a> {
    /// As the unit `at`, with that label and time.
    pub(crate) fn like(
        document: &'a Document,
        at: UnitIndex,
        label: &'a str,
        time: Option<Span>,
    ) -> Option<NewUnit<'a>> {
        let model = document.plan().unit(at)?;
        let when = time.and_then(|it| time::said(document, model, it));
        let length = span_of(model).map(|it| it.length());
        let is_as_long = time.is_none_or(|it| length.is_none_or(|length| it.length() == length));
        Some(NewUnit { document, at, model, label, time, when, is_as_long })
    }

    /// Adds the line that defines it.
    pub(crate) fn header(&self, out: &mut Template) {
        header::write(self, out);
    }

    /// Adds what stands under that line, each line begun by its line ending.
    pub(crate) fn body(&self, parts: Parts, out: &mut Template) {
        body::write(self, parts, out);
    }

    /// Adds one task as the first of the model, with what heads its list, each line begun by its line ending. Nothing
    /// where that has none, or one in a table.
    pub(crate) fn task(&self, out: &mut Template) {
        body::task(self, out);
    }

    /// The number that ends its label.
    fn number(&self) -> Option<u32> {
        let head = self.label.trim_end_matches(|c: char| c.is_ascii_digit());
        self.label.get(head.len()..)?.parse().ok()
    }
}
