//! Lines as they are written: the label of a field with its marks, and where the words of an item begin.

use std::ops::Range;

use crate::notation::field::{decoration, field_at};
use crate::notation::vocabulary::{Field, Vocabulary};

/// A line that opens with the label of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Labelled {
    /// What it announces.
    pub(crate) field: Field,
    /// Where the label begins with its marks: `**Status`.
    pub(crate) open: usize,
    /// The words of the label.
    pub(crate) label: Range<usize>,
    /// Where the value begins, behind colon, marks and blanks.
    pub(crate) value: usize,
}

/// The label that `line` opens with; none in headings and tables, nor where the label names a unit itself.
pub(crate) fn labelled(line: &str, vocabulary: &Vocabulary) -> Option<Labelled> {
    if line.trim_start().starts_with(['|', '#']) {
        return None;
    }
    let start = decoration(line);
    let head = line.get(..start)?;
    let open = head.trim_end_matches(['*', '_']).len();
    let marks = head.get(open..)?;
    let is_bold = matches!(marks, "**" | "__");
    let close = line.get(start..)?.find(marks).filter(|_| is_bold).map(|at| start + at + marks.len());
    let hit = field_at(line, close, vocabulary).filter(|it| it.about.is_none())?;
    let rest = line.get(hit.value..)?;
    let rest = if is_bold { rest.strip_prefix(marks).unwrap_or(rest) } else { rest };
    let value = line.len() - rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']).len();
    // Without a colon or closed marks it is a word at the start of a sentence.
    let is_closed = value > hit.label.end + 1 || line.len() == value && value > hit.label.end;
    is_closed.then_some(Labelled { field: hit.field, open, label: hit.label, value })
}

/// Where the words of a list item begin, behind its marker and box; none where the line is no item.
pub(crate) fn item(line: &str) -> Option<usize> {
    let content = line.trim_start();
    let digits = content.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let rest = match digits {
        0 => content.strip_prefix(['-', '*', '+', '•'])?,
        _ => content.get(digits..)?.strip_prefix(['.', ')'])?,
    };
    let rest = rest.strip_prefix([' ', '\t'])?.trim_start();
    let is_box = |rest: &str| rest.starts_with('[') && rest.chars().nth(2) == Some(']');
    let rest = if is_box(rest) { rest.split_once(']').map_or(rest, |(_, rest)| rest.trim_start()) } else { rest };
    Some(line.len() - rest.len())
}
