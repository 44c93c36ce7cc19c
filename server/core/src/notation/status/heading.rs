//! Where a heading says its status: marks at its ends, words in brackets, words behind a dash.

use crate::notation::status::marks::{behind_marks, is_ornament, mark_at, mark_of, shortcode_len, trim_decoration};
use crate::notation::status::share::percent_status;
use crate::notation::status::{Status, task_box};
use crate::notation::time::Timed;
use crate::notation::vocabulary::Vocabulary;
use crate::notation::vocabulary::fold::{is_dash, is_letter};

/// What may follow a status at a heading's end is not longer; the bound keeps the reading of hostile text linear.
const LONGEST_CLOSING: usize = 240;

/// Every place that says a status, in no order; some may overlap.
pub(crate) fn places(text: &str, vocabulary: &Vocabulary) -> Vec<Timed<Status>> {
    let mut found: Vec<Timed<Status>> = Vec::new();
    if let Some(boxed) = task_box(text)
        && let Some(status) = boxed.mark.status()
    {
        found.push(Timed { value: status, start: boxed.range.start, end: boxed.range.end });
    }
    collect_marks(text, &mut found);
    collect_bracketed(text, vocabulary, &mut found);
    collect_trailing(text, vocabulary, &mut found);
    found
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
            found.push(Timed { value: status, start: offset, end: offset + len });
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
                    found.push(Timed { value: status, start, end: offset + c.len_utf8() });
                }
            }
            _ => {}
        }
    }
}

/// The status of a bracketed group: its last part says one, or else its first ("Current - Complete", "in progress, 60%").
fn group_status(content: &str, vocabulary: &Vocabulary) -> Option<Status> {
    let separators = [',', ';', '|', '·', '•', '—', '–', '/', '\u{FF0C}', '、', ':'];
    let mut parts = content.split(separators).flat_map(|part| part.split(" - "));
    let first = part_status(parts.next()?, vocabulary);
    parts.last().and_then(|last| part_status(last, vocabulary)).or(first)
}

fn part_status(part: &str, vocabulary: &Vocabulary) -> Option<Status> {
    let (mark, words) = behind_marks(trim_decoration(part));
    vocabulary
        .firm_status(words)
        .or_else(|| status_with_date(words, vocabulary))
        .or_else(|| percent_status(words))
        .or(if words.is_empty() { mark } else { None })
}

/// A status behind a dash that ends the heading ("— COMPLETE", "- Current (2 weeks)"), behind a mark
/// ("✅ Completed"), or in capitals at the end of a heading that is not all in capitals ("Foundations DONE").
fn collect_trailing(text: &str, vocabulary: &Vocabulary, found: &mut Vec<Timed<Status>>) {
    let mut separated: Option<usize> = None;
    let mut before: Option<char> = None;
    let (mut depth, mut small) = (0_i32, false);
    for (offset, c) in text.char_indices() {
        let blank_before = before.is_none_or(char::is_whitespace);
        let starts_word = !before.is_some_and(|b| is_letter(b) || b.is_alphanumeric());
        before = Some(c);
        match c {
            '(' | '[' | '\u{FF08}' | '【' => depth += 1,
            ')' | ']' | '\u{FF09}' | '】' => depth = (depth - 1).max(0),
            _ => {}
        }
        let at_separator = separated.is_some_and(|from| {
            text.get(from..offset)
                .is_some_and(|gap| gap.len() < 24 && gap.chars().all(|g| g.is_whitespace() || is_ornament(g)))
        });
        let dash = matches!(c, '—' | '–' | '|' | '·' | '•') || is_dash(c) && blank_before && !matches!(c, '~' | '→');
        if dash || mark_at(text.get(offset..).unwrap_or(""), c).is_some() {
            separated = Some(offset + c.len_utf8());
        }
        let may_shout = blank_before && offset > 0 && small && c.is_uppercase();
        if depth == 0 && starts_word && (at_separator || may_shout) {
            found.extend(closing_status(text, offset, vocabulary, at_separator));
        }
        small |= c.is_lowercase();
    }
}

/// The status phrase at `offset`, where nothing but a date, marks or brackets follows it; `apart` where a dash or mark
/// stands before it, otherwise it must be in capitals.
fn closing_status(text: &str, offset: usize, vocabulary: &Vocabulary, apart: bool) -> Option<Timed<Status>> {
    let (status, len, firm) = vocabulary.status_at(text, offset)?;
    let (phrase, tail) = (text.get(offset..offset + len)?, text.get(offset + len..)?);
    let shouted = phrase.chars().all(|c| !c.is_lowercase()) && phrase.chars().filter(|c| c.is_uppercase()).count() > 3;
    if !firm || !(apart || shouted) {
        return None;
    }
    let extra = closing_len(tail)?;
    Some(Timed { value: status, start: offset, end: offset + len + extra })
}

/// The length of the date behind a status at a heading's end, in brackets or not; none where a title goes on.
fn closing_len(tail: &str) -> Option<usize> {
    let trimmed = tail.trim_start();
    if let Some(inner) = trimmed.strip_prefix(['(', '\u{FF08}'])
        && let Some(closed) = inner.find([')', '\u{FF09}'])
        && closed < 40
        && inner.get(..closed).is_some_and(|content| date_len(&format!(" {content}")) == content.len() + 1)
    {
        let bracket = inner.get(closed..)?.chars().next()?.len_utf8();
        let len = tail.len() - inner.len() + closed + bracket;
        return is_closing(tail.get(len..)?).then_some(len);
    }
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
        if trimmed.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)) {
            at += word.len();
        }
    }
    let rest = tail.get(at..).unwrap_or("");
    let shape: usize = rest
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | '年' | '月' | '日'))
        .map(char::len_utf8)
        .sum();
    let digits = rest.chars().take_while(|c| !c.is_whitespace()).filter(char::is_ascii_digit).count();
    if digits >= 4 && shape >= 8 { at + shape } else { 0 }
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
    let dated = goes_on.chars().next().is_some_and(|c| c.is_ascii_digit() || mark_of(c, true).is_some());
    let tied = ["on", "in", "at", "since", "until", "as", "am", "seit", "le", "el", "em", "desde", "il", "op"]
        .iter()
        .any(|word| first.eq_ignore_ascii_case(word))
        && goes_on.chars().any(|c| c.is_ascii_digit());
    let month = vocabulary.month(first.trim_matches(['.', ','])).is_some();
    (firm && (dated || tied || month)).then_some(status)
}
