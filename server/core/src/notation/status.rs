//! Status words, marks and task boxes.

use std::fmt;
use std::ops::Range;

use crate::notation::time::Timed;
use crate::notation::vocabulary::Vocabulary;
use crate::notation::vocabulary::fold::{is_cjk, is_dash, is_invisible, is_letter};
use crate::notation::vocabulary::statuses::{MARKS, SHORTCODES, VALUE_MARKS};

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

/// What may follow a status at a heading's end is not longer; the bound keeps the reading of hostile text linear.
const LONGEST_CLOSING: usize = 240;

/// The status that a unit's heading says, in its words or else by a mark, with the bytes that say it: brackets included,
/// and a date that belongs to it ("completed 2026-02-16"), so that neither is read as title or schedule.
pub fn status_in_heading(text: &str, vocabulary: &Vocabulary) -> Option<Timed<Status>> {
    let all = statuses_in_heading(text, vocabulary);
    let by_word = |said: &&Timed<Status>| {
        text.get(said.start..said.end)
            .is_some_and(|span| span.chars().any(char::is_alphanumeric))
    };
    all.iter().rev().find(by_word).or(all.last()).cloned()
}

/// Every place in a unit's heading that says a status, from left to right: what is no title.
pub fn statuses_in_heading(text: &str, vocabulary: &Vocabulary) -> Vec<Timed<Status>> {
    let mut found: Vec<Timed<Status>> = Vec::new();
    if let Some(boxed) = task_box(text)
        && let Some(status) = boxed.mark.status()
    {
        found.push(Timed {
            value: status,
            start: boxed.range.start,
            end: boxed.range.end,
        });
    }
    collect_marks(text, &mut found);
    collect_bracketed(text, vocabulary, &mut found);
    collect_trailing(text, vocabulary, &mut found);
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
    mark.or_else(|| percentage(words))
        .or_else(|| fraction(words))
        .or_else(|| trailing_mark(words))
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
        let invisible: usize = body
            .chars()
            .skip(1)
            .take_while(|c| is_invisible(*c))
            .map(char::len_utf8)
            .sum();
        (mark, 0, first.len_utf8() + invisible)
    };
    let range = start..start + end;
    let optional =
        first == '[' && body.get(end..)?.starts_with('*') && !body.get(end..)?.starts_with("**");
    if optional {
        end += 1;
    }
    let tail = body.get(end..)?;
    if first == '[' && tail.starts_with(['(', '[', ':']) {
        return None;
    }
    let rest = start
        + end
        + (tail.len()
            - tail
                .trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}'])
                .len());
    Some(TaskBox {
        mark,
        range,
        inner: start + inner,
        rest,
        optional,
    })
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
                    'x' | 'X' | '✓' | '✔' | '√' | '✅' | '☑' | '×' | 'х' | 'Х' => {
                        Box::Checked
                    }
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

/// Marks at the start and the end of a heading, and those right before a word of status.
fn collect_marks(text: &str, found: &mut Vec<Timed<Status>>) {
    let mut at_start = true;
    for (offset, c) in text.char_indices() {
        let rest = text.get(offset..).unwrap_or("");
        let Some((status, len)) = mark_at(rest, c) else {
            if c == ':' && shortcode_len(rest).is_some() {
                continue;
            }
            if !is_ornament(c) {
                at_start = false;
            }
            continue;
        };
        let tail = rest.get(len..).unwrap_or("");
        if at_start || is_closing(tail) {
            found.push(Timed {
                value: status,
                start: offset,
                end: offset + len,
            });
        }
    }
}

/// Groups in brackets whose words say a status: `(Current)`, `[DONE]`, `(已完成)`, `(shipped 2026-02-19)`.
fn collect_bracketed(text: &str, vocabulary: &Vocabulary, found: &mut Vec<Timed<Status>>) {
    let mut open: Option<(usize, usize)> = None;
    for (offset, c) in text.char_indices() {
        match c {
            '(' | '[' | '\u{FF08}' | '【' | '［' => open = Some((offset, offset + c.len_utf8())),
            ')' | ']' | '\u{FF09}' | '】' | '］' => {
                let Some((start, inner)) = open.take() else {
                    continue;
                };
                let Some(content) = text.get(inner..offset) else {
                    continue;
                };
                if content.len() > 160 {
                    continue;
                }
                if let Some(status) = group_status(content, vocabulary) {
                    found.push(Timed {
                        value: status,
                        start,
                        end: offset + c.len_utf8(),
                    });
                }
            }
            _ => {}
        }
    }
}

/// The status of a bracketed group: the last of its parts that says one ("Current - Complete").
fn group_status(content: &str, vocabulary: &Vocabulary) -> Option<Status> {
    let mut said = None;
    for part in content
        .split([
            ',', ';', '|', '·', '•', '—', '–', '/', '\u{FF0C}', '、', ':',
        ])
        .flat_map(|part| part.split(" - "))
    {
        let (mark, words) = behind_marks(trim_decoration(part));
        let status = vocabulary
            .firm_status(words)
            .or_else(|| status_with_date(words, vocabulary))
            .or_else(|| percent_status(words))
            .or(if words.is_empty() { mark } else { None });
        said = status.or(said);
    }
    said
}

/// A status behind a dash that ends the heading ("— COMPLETE", "- Current (2 weeks)"), in capitals at its end
/// ("Foundations DONE"), or behind a mark ("✅ REVIEW APPROVED").
fn collect_trailing(text: &str, vocabulary: &Vocabulary, found: &mut Vec<Timed<Status>>) {
    let mut start_of_last = None;
    for (offset, c) in text.char_indices() {
        let tail_at = offset + c.len_utf8();
        let blank_before = text
            .get(..offset)
            .and_then(|head| head.chars().next_back())
            .is_none_or(char::is_whitespace);
        let separates = matches!(c, '—' | '–' | '|' | '·' | '•')
            || (is_dash(c) && blank_before && c != '~')
            || c == '→';
        if separates || mark_at(text.get(offset..).unwrap_or(""), c).is_some() {
            start_of_last = Some(tail_at);
        }
        let in_word = text
            .get(..offset)
            .and_then(|head| head.chars().next_back())
            .is_some_and(|b| is_letter(b) || b.is_alphanumeric());
        if (start_of_last == Some(offset) || blank_before) && !in_word {
            let after_separator = start_of_last.is_some_and(|from| {
                text.get(from..offset).is_some_and(|gap| {
                    gap.len() < 24 && gap.chars().all(|g| g.is_whitespace() || is_ornament(g))
                })
            });
            let capitals_from = blank_before && offset > 0;
            if !(after_separator || capitals_from) {
                continue;
            }
            let Some((_, len, true)) = vocabulary.status_at(text, offset) else {
                continue;
            };
            let (Some(phrase), Some(tail)) =
                (text.get(offset..offset + len), text.get(offset + len..))
            else {
                continue;
            };
            let shouted = phrase.chars().any(char::is_uppercase)
                && !phrase.chars().any(char::is_lowercase)
                && phrase
                    .chars()
                    .filter(|letter| letter.is_alphabetic())
                    .count()
                    > 3;
            if !(after_separator || shouted) {
                continue;
            }
            if let Some(extra) = closing_len(tail)
                && let Some(status) = vocabulary.firm_status(phrase)
            {
                found.push(Timed {
                    value: status,
                    start: offset,
                    end: offset + len + extra,
                });
            }
        }
    }
}

/// What may follow a status at a heading's end: nothing, marks, a parenthesis, or a date, whose length is returned.
fn closing_len(tail: &str) -> Option<usize> {
    let date = date_len(tail);
    is_closing(tail.get(date..)?).then_some(date)
}

/// The length of a date that follows a status word, with the blank or preposition before it; 0 for none.
fn date_len(tail: &str) -> usize {
    let trimmed = tail.trim_start_matches([' ', ':', ',']);
    let blanks = tail.len() - trimmed.len();
    if blanks == 0 {
        return 0;
    }
    let mut at = blanks;
    for word in ["on ", "in ", "am ", "le ", "el ", "em ", "il ", "op "] {
        if trimmed
            .get(..word.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(word))
        {
            at += word.len();
        }
    }
    let rest = tail.get(at..).unwrap_or("");
    let shape: usize = rest
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | '年' | '月' | '日'))
        .map(char::len_utf8)
        .sum();
    let digits = rest
        .chars()
        .take_while(|c| !c.is_whitespace())
        .filter(char::is_ascii_digit)
        .count();
    if digits >= 4 && shape >= 8 {
        at + shape
    } else {
        0
    }
}

/// Whether nothing but ornaments, marks and bracketed groups is left.
fn is_closing(tail: &str) -> bool {
    if tail.len() > LONGEST_CLOSING {
        return false;
    }
    let mut depth = 0_i32;
    for c in tail.chars() {
        match c {
            '(' | '[' | '\u{FF08}' | '【' => depth += 1,
            ')' | ']' | '\u{FF09}' | '】' => depth -= 1,
            _ if depth > 0 => {}
            c if is_ornament(c) || mark_of(c, true).is_some() => {}
            _ => return false,
        }
    }
    true
}

/// A status word with its date or the reason behind a preposition: "completed 2026-02-16", "done in v1.2".
fn status_with_date(words: &str, vocabulary: &Vocabulary) -> Option<Status> {
    let (status, len, firm) = vocabulary.status_at(words, 0)?;
    let tail = words.get(len..)?;
    let goes_on = tail.trim_start();
    let first = goes_on.split_whitespace().next().unwrap_or("");
    let dated = goes_on
        .chars()
        .next()
        .is_some_and(|c| c.is_ascii_digit() || mark_of(c, true).is_some());
    let tied = [
        "on", "in", "at", "since", "until", "as", "am", "seit", "le", "el", "em", "desde", "il",
        "op",
    ]
    .iter()
    .any(|word| first.eq_ignore_ascii_case(word))
        && goes_on.chars().any(|c| c.is_ascii_digit());
    let month = vocabulary.month(first.trim_matches(['.', ','])).is_some();
    (firm && (dated || tied || month)).then_some(status)
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

/// The mark or marks at the start, and the text behind them and their blanks.
fn behind_marks(text: &str) -> (Option<Status>, &str) {
    let mut rest = text.trim_start();
    let mut said = None;
    while let Some(c) = rest.chars().next() {
        if let Some(len) = shortcode_len(rest) {
            said = said.or(mark_at(rest, c).map(|(status, _)| status));
            rest = rest.get(len..).unwrap_or("").trim_start();
        } else if let Some(status) = mark_of(c, false) {
            said = said.or(Some(status));
            rest = rest.get(c.len_utf8()..).unwrap_or("").trim_start();
        } else if is_ornament(c) && !matches!(c, '[' | '(') {
            rest = rest.get(c.len_utf8()..).unwrap_or("").trim_start();
        } else {
            break;
        }
    }
    (said, rest)
}

fn trailing_mark(words: &str) -> Option<Status> {
    let c = words.trim_end_matches(is_invisible).chars().next_back()?;
    mark_of(c, true)
}

/// The status of a share done: none, all, or some.
fn percentage(words: &str) -> Option<Status> {
    let at = words.find('%')?;
    let head = words.get(..at)?.trim_end();
    let from = head
        .rfind(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map_or(0, |before| {
            before
                + head
                    .get(before..)
                    .and_then(|tail| tail.chars().next())
                    .map_or(1, char::len_utf8)
        });
    let value: f32 = head.get(from..)?.parse().ok()?;
    if from > 0
        && head
            .get(..from)
            .is_some_and(|lead| lead.chars().any(|c| c.is_alphanumeric()))
    {
        return None;
    }
    Some(if value <= 0.0 {
        Status::Todo
    } else if value >= 100.0 {
        Status::Done
    } else {
        Status::Active
    })
}

/// A percentage that is a whole group, or that says what it is of: "100%", "60% complete".
fn percent_status(words: &str) -> Option<Status> {
    let tail = words.get(words.find('%')? + 1..)?.trim().to_lowercase();
    let whole = tail.is_empty()
        || [
            "complete",
            "completed",
            "done",
            "erledigt",
            "fertig",
            "готово",
            "完成",
            "完了",
            "완료",
        ]
        .contains(&tail.as_str());
    if whole { percentage(words) } else { None }
}

/// "2/4", "3 of 3": how many are done.
fn fraction(words: &str) -> Option<Status> {
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let first = digits(words);
    let part: u32 = words.get(..first)?.parse().ok()?;
    let tail = words.get(first..)?.trim_start();
    let tail = tail
        .strip_prefix('/')
        .or_else(|| tail.strip_prefix("of "))?
        .trim_start();
    let second = digits(tail);
    let whole: u32 = tail.get(..second)?.parse().ok()?;
    if whole == 0 || part > whole || tail.get(second..).is_some_and(|more| more.starts_with('/')) {
        return None;
    }
    Some(match part {
        0 => Status::Todo,
        part if part == whole => Status::Done,
        _ => Status::Active,
    })
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

fn trim_decoration(text: &str) -> &str {
    text.trim()
        .trim_matches(['*', '_', '`', '~', '"', '.', '!', '。'])
        .trim()
}

/// Signs that say nothing of themselves: blanks, emphasis, selectors.
fn is_ornament(c: char) -> bool {
    c.is_whitespace()
        || is_invisible(c)
        || matches!(
            c,
            '*' | '_' | '`' | '~' | '#' | '!' | '.' | ':' | '-' | '–' | '—' | '\u{FF1A}'
        )
        || matches!(u32::from(c), 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x1F300..=0x1FAFF | 0x23E9..=0x23FF)
}

/// The status mark or shortcode that starts `rest`, whose first character is `c`, and its length.
fn mark_at(rest: &str, c: char) -> Option<(Status, usize)> {
    if c == ':' {
        return SHORTCODES
            .iter()
            .find(|(code, _)| rest.starts_with(code))
            .map(|(code, status)| (*status, code.len()));
    }
    let status = mark_of(c, true)?;
    let invisible: usize = rest
        .chars()
        .skip(1)
        .take_while(|c| is_invisible(*c))
        .map(char::len_utf8)
        .sum();
    Some((status, c.len_utf8() + invisible))
}

fn shortcode_len(rest: &str) -> Option<usize> {
    SHORTCODES
        .iter()
        .find(|(code, _)| rest.starts_with(code))
        .map(|(code, _)| code.len())
}

fn mark_of(c: char, in_heading: bool) -> Option<Status> {
    if c.is_ascii() {
        return None;
    }
    let listed = |list: &[(char, Status)]| {
        list.iter()
            .find(|(mark, _)| *mark == c)
            .map(|(_, status)| *status)
    };
    listed(MARKS).or_else(|| {
        if in_heading {
            None
        } else {
            listed(VALUE_MARKS)
        }
    })
}
