//! The line that defines a new unit, with the marks of its model's: no status, and nothing of the model's own words.

use crate::document::Document;
use crate::ide::new_unit::NewUnit;
use crate::ide::new_unit::template::Template;
use crate::lint::outline::sort;
use crate::plan::unit::{DefinedBy, Unit, UnitIndex};
use crate::text::TextRange;

/// The brackets around a schedule.
const PAIRS: [(char, &str); 3] = [('（', "）"), ('(', ")"), ('[', "]")];

/// So many signs may stand between the parts of a heading, in characters.
const MOST_SIGNS: usize = 8;

/// Whether another unit can be written as `unit` is: by a heading or bold text, in which a word before the label belongs
/// to the form, as others have it too.
pub(crate) fn is_imitable(document: &Document, unit: &Unit) -> bool {
    let own = lead(document, unit);
    let is_shared = || family(document, unit).iter().any(|(_, it)| it.name != unit.name && lead(document, it) == own);
    let is_line = match unit.defined_by {
        DefinedBy::Heading(_) => own.starts_with('#'),
        DefinedBy::Bold => !own.starts_with([' ', '>', '-', '|']),
        _ => false,
    };
    is_line && (!own.contains(char::is_alphanumeric) || is_shared())
}

/// The units beside `unit` and of its sort, it included.
pub(crate) fn family<'a>(document: &'a Document, unit: &Unit) -> Vec<(UnitIndex, &'a Unit)> {
    document.plan().children(unit.parent).filter(|(_, it)| sort(it) == sort(unit)).collect()
}

/// The line that defines `unit`, in bytes.
pub(crate) fn line_of(document: &Document, unit: &Unit) -> TextRange {
    let text = document.text();
    text.line_range(text.line_of(document.range(unit.name).start))
}

/// A part of the line behind the label, and what is written for it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part<'a> {
    /// A blank for the title.
    Title,
    /// The time.
    When(&'a str),
    /// The length, as the model has it.
    Length(String),
    /// Nothing.
    Gone,
}

/// Adds the line: label, title, time and length in the order of the model, and the marks between them.
pub(crate) fn write(new: &NewUnit<'_>, out: &mut Template) {
    let NewUnit { document, model, .. } = *new;
    let name = document.range(model.name);
    let line = line_of(document, model);
    let text = document.text();
    let behind = text.slice(TextRange::new(name.end, line.end));
    out.text(&lead(document, model));
    out.text(new.label);
    let mut parts: Vec<(TextRange, Part<'_>)> = Vec::new();
    let mut end = name.end;
    // The bracket that is to be closed.
    let mut open: Option<(char, &'static str)> = None;
    if let Some(at) = behind.find(model.title.as_str()).filter(|_| !model.title.is_empty()) {
        let start = name.end + at as u32;
        parts.push((TextRange::new(start, start + model.title.len() as u32), Part::Title));
    } else if !model.title.is_empty() {
        // The title has marks inside.
        let sign = behind.get(..behind.find(|c: char| !is_sign(c)).unwrap_or(0)).unwrap_or("");
        out.text(if sign.trim().is_empty() { ": " } else { sign });
        open = PAIRS.into_iter().find(|it| sign.contains(it.0));
        out.blank();
        end += sign.len() as u32;
    }
    let is_here = |it: &TextRange| line.contains(*it) && it.start >= end;
    let said = model.schedule.as_ref().map(|it| document.range(it.place)).filter(is_here);
    parts.extend(said.map(|it| (it, new.when.as_deref().map_or(Part::Gone, Part::When))));
    let long = model.duration.as_ref().map(|it| document.range(it.place)).filter(is_here);
    let long = long.filter(|it| said.is_none_or(|said| !said.overlaps(*it)));
    parts.extend(long.map(|it| (it, if new.is_as_long { Part::Length(text.slice(it)) } else { Part::Gone })));
    parts.sort_by_key(|it| it.0);
    let close = |open: &mut Option<(char, &'static str)>, out: &mut Template| {
        out.text(open.take().map_or("", |it| it.1));
    };
    for (range, part) in parts {
        if part == Part::Gone {
            end = end.max(range.end);
            continue;
        }
        // A title may hold the time.
        let gap = if range.start < end { String::new() } else { text.slice(TextRange::new(end, range.start)) };
        let gap = gap.trim_start_matches([')', '）', ']']);
        // An id in brackets, or a remark, is of the model alone.
        let behind = gap.rsplit_once([')', '）', ']']).map_or(gap, |it| it.1);
        let gap = if behind.trim().is_empty() { gap } else { behind };
        let is_plain = !gap.is_empty() && gap.chars().all(is_sign) && gap.chars().count() <= MOST_SIGNS;
        let gap = match part {
            _ if is_plain => gap,
            Part::Title => ": ",
            _ => " (",
        };
        if !is_plain {
            close(&mut open, out);
        }
        out.text(gap);
        open = PAIRS.into_iter().find(|it| gap.contains(it.0)).or(open);
        match part {
            Part::When(when) => out.text(when),
            Part::Length(length) => out.guess(&length),
            Part::Title | Part::Gone => out.blank(),
        }
        end = end.max(range.end);
        if open.is_some_and(|it| text.slice(TextRange::new(end, line.end)).starts_with(it.1)) {
            close(&mut open, out);
        }
    }
    close(&mut open, out);
    // Bold text that goes on behind the last part ends here.
    out.text(if out.plain().matches("**").count() % 2 == 1 { "**" } else { "" });
    // `## Sprint 1 ##`.
    let whole = behind.trim_end();
    let words = whole.trim_end_matches('#');
    out.text(if words.ends_with(' ') { whole.get(words.len() - 1..).unwrap_or("") } else { "" });
}

/// What stands before the label on its line, but for marks of a status, and emojis that not all units of its sort bear.
fn lead(document: &Document, unit: &Unit) -> String {
    let range = |unit: &Unit| TextRange::new(line_of(document, unit).start, document.range(unit.name).start);
    let before = document.text().slice(range(unit));
    let says_status = unit.status.as_ref().is_some_and(|it| range(unit).contains(document.range(it.place)));
    if !before.is_ascii() && !says_status {
        let family = family(document, unit);
        if family.len() > 1 && family.iter().all(|(_, it)| document.text().slice(range(it)) == before) {
            return before;
        }
    }
    let mut lead = String::new();
    for c in before.chars().filter(|it| it.is_ascii() || it.is_alphanumeric()) {
        if !(c == ' ' && lead.ends_with(' ')) {
            lead.push(c);
        }
    }
    lead
}

/// Whether it stands between the parts of a heading: an emoji would say a status, or be of that unit alone.
fn is_sign(c: char) -> bool {
    !c.is_alphanumeric() && (c.is_ascii() || matches!(c, '（' | '）' | '：' | '—' | '–' | '·'))
}
