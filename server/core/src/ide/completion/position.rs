//! Where a cursor stands: where a dependency is declared, behind another label, in a box, in a heading, in other text.

use std::ops::Range;

use crate::document::Document;
use crate::ide::completion::cell::cell_at;
use crate::ide::completion::declaration::{declared_before, list_around};
use crate::ide::new_unit::line::{item, labelled};
use crate::notation::vocabulary::Field;

/// How many characters a label may have.
const LONGEST_LABEL: usize = 40;

/// Where a cursor stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    /// Behind a dependency label, or in the list or column under one.
    Dependency {
        /// The line up to the cursor.
        before: String,
        /// Where the value begins in it.
        from: usize,
        /// The lines of the declaration: its own, or those of the list that it goes on in, with the label above.
        rows: Range<u32>,
    },
    /// Behind the label of another field, or in its column.
    Value {
        /// The field.
        field: Field,
        /// The line up to the cursor.
        before: String,
        /// Where the value begins in it.
        from: usize,
    },
    /// In the box of an item, or where one is begun.
    Box {
        /// From its opening bracket on, in bytes of the line.
        range: Range<usize>,
        /// The line up to the cursor.
        before: String,
    },
    /// In a heading.
    Heading {
        /// The line up to the cursor.
        before: String,
    },
    /// At the start of a line or item, with nothing behind the cursor: a label may be meant.
    Start {
        /// The line up to the cursor.
        before: String,
        /// Where its words begin, with their marks.
        from: usize,
    },
    /// Anywhere else.
    Prose {
        /// The line up to the cursor.
        before: String,
    },
}

impl Position {
    /// The line up to the cursor.
    pub(crate) fn before(&self) -> &str {
        match self {
            Position::Dependency { before, .. }
            | Position::Value { before, .. }
            | Position::Box { before, .. }
            | Position::Heading { before }
            | Position::Start { before, .. }
            | Position::Prose { before } => before,
        }
    }

    /// Where a name may begin at the earliest.
    pub(crate) fn from(&self) -> usize {
        match self {
            Position::Dependency { from, .. } | Position::Value { from, .. } | Position::Start { from, .. } => *from,
            Position::Box { .. } | Position::Heading { .. } | Position::Prose { .. } => 0,
        }
    }

    /// Whether a dependency is declared here.
    pub(crate) fn is_dependency(&self) -> bool {
        matches!(self, Position::Dependency { .. })
    }

    /// Whether what is typed from `start` on may be a mention. At a heading's start a unit is being defined. In prose,
    /// one letter is too little to go by, and two in small letters are as likely another word.
    pub(crate) fn allows(&self, start: usize) -> bool {
        let Position::Prose { before } = self else { return true };
        let (head, word) = before.split_at_checked(start).unwrap_or((before, ""));
        let length = word.chars().count();
        let is_short = length < 2 || length == 2 && word.chars().all(char::is_lowercase);
        let is_title = before.trim_start().starts_with('#') && head.trim_matches(['#', ' ', '*', '_']).is_empty();
        !is_short && !is_title
    }

    /// Whether what is typed from `start` on may be the id of a task: not at an item's start, where one is defined.
    pub(crate) fn allows_ids(&self, start: usize) -> bool {
        let Position::Prose { before } = self else { return true };
        let head = before.get(..start).unwrap_or("");
        let is_mark = |c: char| !c.is_alphanumeric() || c == 'x' || c == 'X';
        let opens_item = item(before).is_some() || before.trim_start().starts_with('|');
        !(opens_item && head.chars().all(is_mark))
    }
}

/// Where `offset` stands.
pub(crate) fn position(document: &Document, offset: u32) -> Position {
    let text = document.text();
    let row = text.line_of(offset);
    let line = text.slice(text.line_range(row));
    let column = (offset - text.line_start(row).min(offset)) as usize;
    let before = line.get(..column).unwrap_or(&line).to_owned();
    let vocabulary = &document.source().vocabulary;
    match declared_before(&before, vocabulary) {
        Some((Field::Requirements, from)) => return Position::Value { field: Field::Requirements, before, from },
        Some((_, from)) => return Position::Dependency { before, from, rows: row..row + 1 },
        None => {}
    }
    match cell_at(document, row, &line, column) {
        Some((Field::Dependencies, from)) => return Position::Dependency { before, from, rows: row..row + 1 },
        Some((field, from)) => return Position::Value { field, before, from },
        None => {}
    }
    if let Some((from, rows)) = item(&before).zip(list_around(document, row, &before)) {
        return Position::Dependency { before, from, rows };
    }
    if is_heading(&before) {
        return Position::Heading { before };
    }
    if let Some(range) = box_at(&line, before.len()) {
        return Position::Box { range, before };
    }
    if let Some(hit) = labelled(&line, vocabulary).filter(|it| it.value <= before.len()) {
        return Position::Value { field: hit.field, before, from: hit.value };
    }
    match start_of(&line, &before) {
        Some(from) => Position::Start { before, from },
        None => Position::Prose { before },
    }
}

/// Whether the line is a heading: one to six signs, and a blank.
fn is_heading(before: &str) -> bool {
    let line = before.trim_start();
    let behind = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - behind.len())) && behind.starts_with([' ', '\t'])
}

/// The box that opens an item, if the cursor stands in it at `column`: `[ ]`, `[x]`, or so much of it as there is.
fn box_at(line: &str, column: usize) -> Option<Range<usize>> {
    let indent = line.len() - line.trim_start().len();
    let content = line.get(indent..)?;
    let digits = content.len() - content.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = match digits {
        0 => content.strip_prefix(['-', '*', '+'])?,
        _ => content.get(digits..)?.strip_prefix(['.', ')'])?,
    };
    let rest = rest.strip_prefix(' ')?.trim_start();
    let start = line.len() - rest.len();
    let inner = rest.strip_prefix('[')?;
    let closing = inner.char_indices().take(2).find(|(_, c)| *c == ']').map(|(at, _)| start + 1 + at + 1);
    let end = match closing {
        Some(end) => end,
        None if inner.trim().is_empty() => start + 1 + inner.len(),
        None => return None,
    };
    (start < column && column < end || closing.is_none() && column == end).then_some(start..end)
}

/// Where the words of the line begin, with their marks, where only a few of them stand there and nothing behind the
/// cursor but what an editor closes by itself.
fn start_of(line: &str, before: &str) -> Option<usize> {
    let behind = line.get(before.len()..)?;
    let from = item(before).unwrap_or(before.len() - before.trim_start().len());
    let words = before.get(from..)?;
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '*' | '_' | '-' | '.' | '/' | '&' | '\'');
    let is_short = words.chars().count() <= LONGEST_LABEL && words.chars().all(is_word);
    (is_short && behind.trim_matches(['*', '_', ':', ' ']).is_empty()).then_some(from)
}
