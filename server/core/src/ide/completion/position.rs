//! Where a cursor stands: where a dependency is declared, or in other text.

use crate::document::Document;
use crate::notation::field::heading_field;
use crate::notation::vocabulary::{Field, Vocabulary};

/// How far back from the cursor a declaration may begin, in bytes.
const LONGEST_VALUE: usize = 400;

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
            Position::Dependency { before, .. } | Position::Prose { before } => before,
        }
    }

    /// Where a name may begin at the earliest.
    pub(crate) fn from(&self) -> usize {
        match self {
            Position::Dependency { from, .. } => *from,
            Position::Prose { .. } => 0,
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
    if let Some(from) = declared_before(&before, vocabulary) {
        return Position::Dependency { before, from, declared_on: Some(row) };
    }
    if let Some(from) = column_from(document, row, &before, vocabulary) {
        return Position::Dependency { before, from, declared_on: Some(row) };
    }
    if let Some(from) = item(&before).filter(|_| is_under_label(document, row, &before, vocabulary)) {
        return Position::Dependency { before, from, declared_on: None };
    }
    Position::Prose { before }
}

/// Where the value of the last dependency label on the line begins, if it still goes on at the cursor.
fn declared_before(before: &str, vocabulary: &Vocabulary) -> Option<usize> {
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
        if matches!(hit.field, Field::Dependencies | Field::Blocks) {
            found = value_from(before, at, end).or(found);
        }
        behind = end;
    }
    let (from, closed_by) = found?;
    let value = before.get(from..)?;
    let is_over = match closed_by {
        Some(close) => value.contains(close),
        None => value.contains(". ") || value.contains(" – ") || value.contains(" — "),
    };
    (!is_over).then_some(from)
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

/// Where the cell of the cursor begins, in a table column for dependencies.
fn column_from(document: &Document, row: u32, before: &str, vocabulary: &Vocabulary) -> Option<usize> {
    if !before.trim_start().starts_with('|') {
        return None;
    }
    let text = document.text();
    let line_of = |row: u32| text.slice(text.line_range(row));
    let lowest = row.saturating_sub(LONGEST_LIST * 10);
    let rows = (lowest..row).rev().map(line_of).take_while(|line| line.trim_start().starts_with('|'));
    let header = rows.last()?;
    let column = before.matches('|').count();
    let title = header.split('|').nth(column)?;
    let is_dependency = vocabulary.field(title.trim().trim_matches('*')) == Some(Field::Dependencies);
    let from = before.rfind('|')? + 1;
    is_dependency.then_some(from)
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

/// Where the words of a list item begin, behind its marker and box; none where the line is no item.
fn item(line: &str) -> Option<usize> {
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
