//! What stands under the header of a new unit: the labels of its model with blanks, and one item of each list.

use crate::document::Document;
use crate::ide::new_unit::line::labelled;
use crate::ide::new_unit::status::unbegun;
use crate::ide::new_unit::task::{item_like, marker, next_id};
use crate::ide::new_unit::template::Template;
use crate::ide::new_unit::time::later_value;
use crate::ide::new_unit::{NewUnit, Parts};
use crate::notation::field::heading_field;
use crate::notation::vocabulary::Field;
use crate::plan::task::TaskForm;
use crate::plan::unit::{Unit, UnitIndex};
use crate::text::TextRange;

/// So many lines of the model are followed.
const MOST_LINES: u32 = 40;

/// So many blanks may stand before an item below a label.
const DEEPEST: usize = 6;

/// The fields that every author fills.
const USUAL: [Field; 5] = [Field::Goal, Field::Owner, Field::Estimate, Field::Schedule, Field::Duration];

/// The longest length of time that is taken for more than a remark, in bytes.
const LONGEST: usize = 40;

/// Adds what stands under the header: the labels of the model with blanks for values, and one item of each of its lists.
pub(crate) fn write(new: &NewUnit<'_>, parts: Parts, out: &mut Template) {
    let NewUnit { document, at, model: unit, .. } = *new;
    let (text, vocabulary) = (document.text(), &document.source().vocabulary);
    let end = end_of_own(document, unit, at);
    let first = text.line_of(document.range(unit.header).end) + 1;
    let ends = text.line_ending().as_str();
    let mut state = State {
        number: new.number(),
        wants_item: true,
        is_open: false,
        has_tasks: false,
        gap: false,
        is_skipped: false,
    };
    for line in first..(first + MOST_LINES).min(text.line_count()) {
        let range = text.line_range(line);
        if range.start >= end {
            break;
        }
        let content = text.slice(range);
        if content.trim().is_empty() {
            state.gap = true;
            continue;
        }
        if document.is_verbatim(range.start) || content.starts_with(['|', '>', '<']) {
            state.wants_item = false;
            continue;
        }
        if content.starts_with('#') && parts == Parts::Fields {
            break;
        }
        if content.starts_with('#') {
            let words = content.trim_start_matches('#').trim();
            let is_field = heading_field(words, vocabulary).is_some_and(|it| it.about.is_none() && is_common(it.field));
            state.is_skipped = !is_field;
            state.wants_item = is_field;
            if is_field {
                state.begin(out, ends);
                out.text(content.trim_end());
            }
            continue;
        }
        match labelled(&content, vocabulary).filter(|it| !content.get(..it.open).unwrap_or("").contains('[')) {
            Some(hit) if !is_common(hit.field) => state.is_skipped = true,
            Some(hit) if parts == Parts::Fields && !USUAL.contains(&hit.field) => {}
            Some(hit) if content.get(..hit.open).is_some_and(is_margin) => {
                state.is_skipped = false;
                state.begin(out, ends);
                let value = content.get(hit.value..).unwrap_or("").trim();
                out.text(content.get(..hit.value).unwrap_or("").trim_end());
                // Tasks may follow without a label of their own.
                state.wants_item = value.is_empty() || !state.has_tasks;
                state.is_open = value.is_empty();
                if !value.is_empty() {
                    out.text(" ");
                    let said = unit.schedule.as_ref().map(|it| document.range(it.place));
                    let holds = said.is_some_and(|it| range.contains(it));
                    match hit.field == Field::Schedule || holds {
                        true => out_time(new, value, holds, out),
                        false => fill(new, hit.field, value, out),
                    }
                }
            }
            _ if parts == Parts::Fields => {}
            _ => state.item(document, range, &content, ends, out),
        }
    }
}

/// Whether what stands before a label begins its line, and numbers nothing.
fn is_margin(head: &str) -> bool {
    head.trim_start().len() == head.len() && !head.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether another unit of the sort is likely to have such a part: a risk or a note is of one alone.
fn is_common(field: Field) -> bool {
    !matches!(field, Field::Note | Field::Risk)
}

/// The value of a field that says when it runs: all that the model says there, as much later; or else its time, where the
/// model `holds` its own there.
fn out_time(new: &NewUnit<'_>, value: &str, holds: bool, out: &mut Template) {
    let later = new.time.and_then(|it| later_value(new.document, new.model, it, value));
    match later.or_else(|| new.when.clone().filter(|_| holds)) {
        Some(when) => out.text(&when),
        None => out.blank(),
    }
}

/// The value of another field.
fn fill(new: &NewUnit<'_>, field: Field, value: &str, out: &mut Template) {
    let unit = new.model;
    let is_said = |said: &str| value.starts_with(said);
    match field {
        Field::Status => match unbegun(new.document) {
            Some(word) => out.guess(&word),
            None => out.blank(),
        },
        Field::Duration if new.is_as_long && is_length(value) => out.guess(value),
        // Where each waits for the one before, so will the next.
        Field::Dependencies if unit.depends.iter().flat_map(|it| &it.on).any(|it| is_said(&it.text)) => {
            out.guess(&unit.label.text);
        }
        _ => out.blank(),
    }
}

/// Whether the value says a length and nothing else.
fn is_length(value: &str) -> bool {
    value.len() <= LONGEST && !value.contains(['|', '(', '（', ',', ';'])
}

/// How far the body is.
struct State {
    /// The number of the new unit, where it is a plain one.
    number: Option<u32>,
    /// What comes next may stand below a label, indented.
    is_open: bool,
    /// The next item stands for its list.
    wants_item: bool,
    /// An item was written.
    has_tasks: bool,
    /// A blank line comes before what is next.
    gap: bool,
    /// The section is about something that another unit need not have.
    is_skipped: bool,
}

impl State {
    /// Begins a line.
    fn begin(&mut self, out: &mut Template, ends: &str) {
        out.text(ends);
        out.text(if std::mem::take(&mut self.gap) { ends } else { "" });
    }

    /// One item for its list: its marker and box, its id one further, and a blank.
    fn item(&mut self, document: &Document, line: TextRange, content: &str, ends: &str, out: &mut Template) {
        let indent = content.len() - content.trim_start().len();
        let is_there = self.wants_item && !self.is_skipped && (indent == 0 || self.is_open && indent <= DEEPEST);
        let marker = marker(content).filter(|_| is_there);
        let Some(marker) = marker else { return };
        self.begin(out, ends);
        self.wants_item = false;
        self.has_tasks = true;
        self.is_open = false;
        let id = next_id(document, line, self.number);
        if !id.is_some_and(|id| item_like(document, line, &id, out)) {
            out.text(&marker);
            out.blank();
        }
    }
}

/// Adds one task as the first of the model, with the label or heading above it.
pub(crate) fn task(new: &NewUnit<'_>, out: &mut Template) {
    let NewUnit { document, model, .. } = *new;
    let (text, vocabulary) = (document.text(), &document.source().vocabulary);
    let items = model.tasks.iter().filter_map(|it| document.plan().task(*it));
    let Some(first) = items.into_iter().find(|it| it.form == TaskForm::Item && it.parent.is_none()) else { return };
    let at = text.line_of(document.range(first.place).start);
    let (line, ends) = (text.line_range(at), text.line_ending().as_str());
    let content = text.slice(line);
    let Some(marker) = marker(&content) else { return };
    let header = text.line_of(document.range(model.header).end);
    let mut above = (header + 1..at).rev().map(|it| text.slice(text.line_range(it)));
    let gap = above.clone().take_while(|it| it.trim().is_empty()).count();
    let label = above.nth(gap).filter(|it| {
        let words = it.trim_start_matches('#').trim();
        let heading = it.starts_with('#').then(|| heading_field(words, vocabulary).map(|it| it.field));
        let field = heading.unwrap_or_else(|| labelled(it, vocabulary).map(|it| it.field));
        field == Some(Field::Tasks)
    });
    if let Some(label) = label {
        out.text(&format!("{ends}{ends}{}", label.trim_end()));
    }
    out.text(if gap > 0 { ends } else { "" });
    out.text(ends);
    if !next_id(document, line, new.number()).is_some_and(|id| item_like(document, line, &id, out)) {
        out.text(&marker);
        out.blank();
    }
}

/// Where what `unit` says of itself ends: at its first sub-unit, or with its section.
pub(crate) fn end_of_own(document: &Document, unit: &Unit, at: UnitIndex) -> u32 {
    let inner = document.plan().units.iter().skip(at.0 as usize + 1).find(|it| it.parent == Some(at));
    let end = document.section(unit).end;
    inner.map_or(end, |it| document.range(it.header).start.min(end))
}
