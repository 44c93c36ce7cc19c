//! Status words, marks and task boxes.

use std::fmt;
use std::ops::Range;

use crate::notation::status::heading::places;
use crate::notation::status::marks::{behind_marks, trailing_mark, trim_decoration};
use crate::notation::status::share::{fraction, percentage};
use crate::notation::time::Timed;
use crate::notation::vocabulary::Vocabulary;
use crate::notation::vocabulary::fold::{is_cjk, is_invisible};

mod heading;
mod marks;
mod share;

/// How far a unit or task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Finished.
    Done,
    /// Being worked on.
    Active,
    /// Not begun.
    Todo,
    /// Begun or not, it cannot go on; on hold.
    Blocked,
    /// Given up.
    Cancelled,
}

impl Status {
    /// Whether nothing is left to do: done or given up.
    pub fn is_over(self) -> bool {
        matches!(self, Status::Done | Status::Cancelled)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Status::Done => "done",
            Status::Active => "active",
            Status::Todo => "todo",
            Status::Blocked => "blocked",
            Status::Cancelled => "cancelled",
        })
    }
}

/// What stands in a task's box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Box {
    /// `[ ]`, `[]`, ☐, ⬜ …
    Open,
    /// `[x]`, `[X]`, `[✓]`, ☑, ✅ …
    Checked,
    /// `[-]`: in progress for Kiro, cancelled for Obsidian.
    Dash,
    /// `[~]`: in progress for Conductor, blocked for spec-workflow.
    Tilde,
    /// `[/]`: in progress.
    Slash,
    /// `[!]`: important or blocked.
    Bang,
    /// Another single sign, no letter or digit.
    Other(char),
}

impl Box {
    /// The status that the mark commonly means; a profile may know better about `Dash` and `Tilde`.
    pub fn status(self) -> Option<Status> {
        match self {
            Box::Open => Some(Status::Todo),
            Box::Checked => Some(Status::Done),
            Box::Dash | Box::Tilde | Box::Slash => Some(Status::Active),
            Box::Bang => Some(Status::Blocked),
            Box::Other(_) => None,
        }
    }
}

/// A task's box at the start of an item's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskBox {
    /// What stands in it.
    pub mark: Box,
    /// The whole box, brackets included, in bytes.
    pub range: Range<usize>,
    /// The byte of the mark itself; where the box is empty, the byte where it would stand.
    pub inner: usize,
    /// The byte behind the box, the star of an optional one, and the blanks that follow.
    pub rest: usize,
    /// Whether a star behind the box makes the task optional: `[ ]*`.
    pub optional: bool,
}

/// The status that a unit's heading says, in its words or else by a mark, with the bytes that say it: brackets included,
/// and a date that belongs to it ("completed 2026-02-16"), so that neither is read as title or schedule.
pub fn status_in_heading(text: &str, vocabulary: &Vocabulary) -> Option<Timed<Status>> {
    let all = statuses_in_heading(text, vocabulary);
    let by_word = |said: &&Timed<Status>| {
        text.get(said.start..said.end).is_some_and(|span| span.chars().any(char::is_alphanumeric))
    };
    all.iter().rev().find(by_word).or(all.last()).cloned()
}

/// Every place in a unit's heading that says a status, from left to right: what is no title.
pub fn statuses_in_heading(text: &str, vocabulary: &Vocabulary) -> Vec<Timed<Status>> {
    let mut found = places(text, vocabulary);
    found.sort_by_key(|said| (said.start, std::cmp::Reverse(said.end)));
    let mut behind = 0;
    found.retain(|said| {
        let free = said.start >= behind;
        if free {
            behind = said.end;
        }
        free
    });
    found
}

/// The status that a Status field or a table's cell says: `In Progress (2 of 4 passing)`, `✅ Complete`, `100%`.
pub fn status_value(text: &str, vocabulary: &Vocabulary) -> Option<Status> {
    let text = trim_decoration(behind_strike(text));
    if text.is_empty() {
        return None;
    }
    if let Some(status) = vocabulary.status(text) {
        return Some(status);
    }
    if let Some(boxed) = task_box(text)
        && boxed.rest >= text.len()
    {
        return boxed.mark.status();
    }
    let (mark, words) = behind_marks(text);
    if let Some(status) = leading_phrase(words, vocabulary) {
        return Some(status);
    }
    mark.or_else(|| percentage(words)).or_else(|| fraction(words)).or_else(|| trailing_mark(words))
}

/// The box at the start of an item's text: `[ ]`, `[x]`, `[-]`, `[ ]*`, `[]`, `☐`, `✅` …
pub fn task_box(text: &str) -> Option<TaskBox> {
    let start = text.len() - text.trim_start().len();
    let body = text.get(start..)?;
    let first = body.chars().next()?;
    let (mark, inner, mut end) = if first == '[' {
        bracket_box(body)?
    } else {
        let mark = match first {
            '☐' | '⬜' | '🔲' | '□' | '◻' => Box::Open,
            '☑' | '✅' | '✔' | '✓' => Box::Checked,
            '☒' => Box::Dash,
            _ => return None,
        };
        let invisible: usize = body.chars().skip(1).take_while(|c| is_invisible(*c)).map(char::len_utf8).sum();
        (mark, 0, first.len_utf8() + invisible)
    };
    let range = start..start + end;
    let optional = first == '[' && body.get(end..)?.starts_with('*') && !body.get(end..)?.starts_with("**");
    if optional {
        end += 1;
    }
    let tail = body.get(end..)?;
    if first == '[' && tail.starts_with(['(', '[', ':']) {
        return None;
    }
    let rest = start + end + (tail.len() - tail.trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']).len());
    Some(TaskBox { mark, range, inner: start + inner, rest, optional })
}

/// A box in brackets at the start of `body`: mark, the mark's byte, the byte behind the box.
fn bracket_box(body: &str) -> Option<(Box, usize, usize)> {
    let mut mark: Option<(char, usize)> = None;
    for (offset, c) in body.char_indices().skip(1).take(6) {
        match c {
            ']' => {
                let (sign, at) = mark.unwrap_or((' ', 1));
                let known = match sign {
                    ' ' => Box::Open,
                    'x' | 'X' | '✓' | '✔' | '√' | '✅' | '☑' | '×' | 'х' | 'Х' => Box::Checked,
                    '-' | '–' | '—' => Box::Dash,
                    '~' => Box::Tilde,
                    '/' => Box::Slash,
                    '!' => Box::Bang,
                    sign if sign.is_alphanumeric() || sign == '^' || sign == '[' => return None,
                    sign => Box::Other(sign),
                };
                return Some((known, at, offset + 1));
            }
            c if c.is_whitespace() || is_invisible(c) => {}
            c if mark.is_none() => mark = Some((c, offset)),
            _ => return None,
        }
    }
    None
}

/// The status phrase at the start of a value, where the words behind it do not change its meaning.
fn leading_phrase(words: &str, vocabulary: &Vocabulary) -> Option<Status> {
    let words = trim_decoration(words);
    if let Some(status) = vocabulary.status(words) {
        return Some(status);
    }
    let (status, len, firm) = vocabulary.status_at(words, 0)?;
    let tail = words.get(len..)?;
    let next = tail.chars().next()?;
    let cjk_tail = is_cjk(next);
    let goes_on = tail.trim_start_matches([' ', '*', '_', '`']);
    let follows = goes_on.chars().next()?;
    let breaks = !follows.is_alphanumeric() || follows.is_ascii_digit();
    if cjk_tail {
        return firm.then_some(status);
    }
    (breaks || firm).then_some(status)
}

/// The text behind what is struck through: `~~planned~~ done`.
fn behind_strike(text: &str) -> &str {
    let Some(opened) = text.trim_start().strip_prefix("~~") else {
        return text;
    };
    match opened.find("~~").and_then(|at| opened.get(at + 2..)) {
        Some(behind) if !behind.trim().is_empty() => behind,
        _ => text,
    }
}
