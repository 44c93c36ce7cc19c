//! Where a cursor stands: where a dependency is declared, behind another label, in a box, in a heading, in other text.

use crate::document::Document;
use crate::ide::new_unit::line::{item, labelled};
use std::ops::Range;

use crate::notation::field::heading_field;
use crate::notation::vocabulary::{Field, Vocabulary};

/// How far back from the cursor a declaration may begin, in bytes.
const LONGEST_VALUE: usize = 400;

/// How many characters a label may have.
const LONGEST_LABEL: usize = 40;

/// How many lines above an item its label may stand.
const LONGEST_LIST: u32 = 60;

/// Where a cursor stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    /// Behind a dependency label, or in the list or column under one.
    Dependency {
        /// The line up to the cursor.
        before: String,
        /// Where the value begins in it.
        from: usize,
        /// The line whose item may be what depends; none for a list under a label of its own.
        declared_on: Option<u32>,
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
        Some((_, from)) => return Position::Dependency { before, from, declared_on: Some(row) },
        None => {}
    }
    match column_from(document, row, &before, vocabulary) {
        Some((Field::Dependencies, from)) => return Position::Dependency { before, from, declared_on: Some(row) },
        Some((field, from)) => return Position::Value { field, before, from },
        None => {}
    }
    if let Some(from) = item(&before).filter(|_| is_under_label(document, row, &before, vocabulary)) {
        return Position::Dependency { before, from, declared_on: None };
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
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '*' | '_' | '-' | '/' | '&' | '\'');
    let is_short = words.chars().count() <= LONGEST_LABEL && words.chars().all(is_word);
    (is_short && behind.trim_matches(['*', '_', ':', ' ']).is_empty()).then_some(from)
}

/// The last label on the line behind which names follow, and where its value begins, if it still goes on at the cursor.
fn declared_before(before: &str, vocabulary: &Vocabulary) -> Option<(Field, usize)> {
    let floor = before.len().saturating_sub(LONGEST_VALUE);
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

/// Where the cell of the cursor begins, and for which field its column is.
fn column_from(document: &Document, row: u32, before: &str, vocabulary: &Vocabulary) -> Option<(Field, usize)> {
    if !before.trim_start().starts_with('|') {
        return None;
    }
    let text = document.text();
    let line_of = |row: u32| text.slice(text.line_range(row));
    let lowest = row.saturating_sub(LONGEST_LIST * 10);
    let rows = (lowest..row).rev().map(line_of).take_while(|line| line.trim_start().starts_with('|'));
    let header = rows.last()?;
    if before.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) && before.contains('-') {
        return None;
    }
    let column = before.matches('|').count();
    let title = header.split('|').nth(column)?;
    let field = vocabulary.field(title.trim().trim_matches('*'))?;
    let from = before.rfind('|')? + 1;
    Some((field, from + before.get(from..).map_or(0, |cell| cell.len() - cell.trim_start().len())))
}

/// Whether the item on line `row` stands in a list under a dependency label.
fn is_under_label(document: &Document, row: u32, before: &str, vocabulary: &Vocabulary) -> bool {
    let text = document.text();
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
            return true;
        }
        if !is_item {
            return false;
        }
        indent = indent_of(&line);
    }
    false
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
