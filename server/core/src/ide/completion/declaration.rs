//! Declarations of dependencies and requirements as they are typed: behind a label on the line, or in the list below one.

use std::ops::Range;

use crate::document::Document;
use crate::ide::new_unit::line::item;
use crate::notation::field::heading_field;
use crate::notation::table::bars;
use crate::notation::vocabulary::{Field, Vocabulary};

/// How far back from the cursor a declaration may begin, in bytes.
const LONGEST_VALUE: usize = 400;

/// How many lines above an item its label may stand, and how many below it the list may go on.
const LONGEST_LIST: u32 = 60;

/// The last label on the line behind which names follow, and where its value begins, if it still goes on at the cursor.
pub(crate) fn declared_before(before: &str, vocabulary: &Vocabulary) -> Option<(Field, usize)> {
    // What stands in another cell of a row is over.
    let cell = if before.trim_start().starts_with('|') { bars(before).last().map_or(0, |at| at + 1) } else { 0 };
    let floor = before.len().saturating_sub(LONGEST_VALUE).max(cell);
    // `_Depends: 1.2_`: an underscore before a label is a mark and no part of the word.
    let words = before.replace('_', " ");
    let mut found = None;
    let mut behind = 0;
    for (at, c) in before.char_indices().filter(|(at, _)| *at >= floor) {
        if at < behind || !c.is_alphabetic() {
            continue;
        }
        let Some(hit) = vocabulary.field_at(&words, at) else { continue };
        let end = at + hit.len;
        if matches!(hit.field, Field::Dependencies | Field::Blocks | Field::Requirements) {
            found = value_from(before, at, end).map(|value| (hit.field, value)).or(found);
        }
        behind = end;
    }
    let (field, (from, closed_by)) = found?;
    let value = before.get(from..)?;
    let is_over = match closed_by {
        Some(close) => value.contains(close),
        None => value.contains(". ") || value.contains(" – ") || value.contains(" — "),
    };
    (!is_over).then_some((field, from))
}

/// Where the value behind the label at `at..end` begins, and the bracket that would end it. A bare word such as `after`
/// declares nothing in the middle of a sentence; `Depends on`, `(after` and `After:` do.
fn value_from(before: &str, at: usize, end: usize) -> Option<(usize, Option<char>)> {
    let label = before.get(at..end)?;
    let head = before.get(..at)?.trim_end_matches(['*', ' ']);
    let rest = before.get(end..)?;
    let value = rest.trim_start_matches(['*', '_', ' ']);
    let (colon, value) = match value.strip_prefix([':', '\u{FF1A}']) {
        Some(value) => (true, value),
        None => (false, value),
    };
    let closed_by = match head.chars().next_back() {
        Some('(' | '\u{FF08}') => Some(')'),
        Some('[') => Some(']'),
        Some('_') => Some('_'),
        _ => None,
    };
    // A blank must follow, or the label itself is still being typed.
    let is_apart = colon || rest.starts_with([' ', '*', '_']);
    let is_phrase = label.trim().contains(' ') || closed_by.is_some();
    let value = value.trim_start_matches(['*', '_', ' ', '\u{A0}']);
    (is_apart && (colon || is_phrase)).then_some((before.len() - value.len(), closed_by))
}

/// The lines of the list in which the item on line `row` stands, if a dependency label stands above it: from that label
/// on.
pub(crate) fn list_around(document: &Document, row: u32, before: &str) -> Option<Range<u32>> {
    let first = label_above(document, row, before)?;
    let text = document.text();
    let end = text.line_count().min(row + LONGEST_LIST);
    let is_inside = |row: &u32| {
        let line = text.slice(text.line_range(*row));
        line.trim().is_empty() || item(&line).is_some() || line.starts_with([' ', '\t'])
    };
    Some(first..(row + 1..end).take_while(is_inside).last().unwrap_or(row) + 1)
}

/// The line of the dependency label that stands above the item on line `row`.
fn label_above(document: &Document, row: u32, before: &str) -> Option<u32> {
    let (text, vocabulary) = (document.text(), &document.source().vocabulary);
    let indent_of = |line: &str| line.len() - line.trim_start().len();
    let mut indent = indent_of(before);
    for above in (row.saturating_sub(LONGEST_LIST)..row).rev() {
        let line = text.slice(text.line_range(above));
        if line.trim().is_empty() {
            continue;
        }
        let is_item = item(&line).is_some();
        if is_item && indent_of(&line) >= indent {
            continue;
        }
        if is_label(&line, vocabulary) {
            return Some(above);
        }
        if !is_item {
            return None;
        }
        indent = indent_of(&line);
    }
    None
}

/// Whether the line is a dependency label and nothing more: `**Depends on:**`, `### Dependencies`.
fn is_label(line: &str, vocabulary: &Vocabulary) -> bool {
    let start = item(line).unwrap_or(0);
    let line = line.get(start..).unwrap_or(line).trim();
    let is_heading = line.starts_with('#');
    let bare = line.trim_matches(|c: char| matches!(c, '#' | '*' | '_' | ' '));
    let is_closed = is_heading || bare.ends_with([':', '\u{FF1A}']) || line.starts_with("**");
    let field = heading_field(bare, vocabulary).map(|hit| hit.field).or_else(|| vocabulary.field(bare));
    is_closed && field == Some(Field::Dependencies)
}
