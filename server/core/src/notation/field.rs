//! Field labels: `Depends on: …`, `**Acceptance Criteria**`, `Phase 1 Exit Criteria`, `Definition of Done for Sprint 2`.

use std::ops::Range;

use crate::notation::label::{Label, label_at};
use crate::notation::mention::labels;
use crate::notation::vocabulary::{Field, Lead, Vocabulary};

/// The longest label, in characters, that is looked for before a colon.
const LONGEST: usize = 70;

/// A field label found at the start of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldHit {
    /// What it announces.
    pub field: Field,
    /// The label, in bytes of the line, without decoration and colon.
    pub label: Range<usize>,
    /// Where the value begins: behind colon and blanks, or at what a dependency's words go on with (`Depends on Sprint 1: …`).
    /// The line's end where there is none.
    pub value: usize,
    /// The unit that the label names (`Phase 1 Exit Criteria`).
    pub about: Option<Label>,
}

/// The field that `line` opens, marks stripped. `bold_to` is where leading bold text ends: a bold label needs no colon.
pub fn field_at(line: &str, bold_to: Option<usize>, vocabulary: &Vocabulary) -> Option<FieldHit> {
    let start = decoration(line);
    let mut depth = 0i32;
    for (count, (at, c)) in line.get(start..)?.char_indices().map(|(at, c)| (at + start, c)).enumerate() {
        match c {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth -= 1,
            ':' | '：' if depth <= 0 => {
                if let Some(hit) = named(line, start..at, at + c.len_utf8(), vocabulary) {
                    return Some(hit);
                }
                break;
            }
            _ if count > LONGEST => break,
            _ => {}
        }
    }
    let bold_to = bold_to.filter(|to| *to > start)?;
    let tail = line.get(bold_to..)?;
    let behind = tail.trim_start();
    let value = bold_to + (tail.len() - behind.len());
    let dashed = behind.trim_start_matches(['-', '–', '—', ':', '：']).trim_start();
    let joined = behind.is_empty() || dashed.len() < behind.len() || behind.starts_with('(') || behind.starts_with('|');
    if !joined {
        // `**Depends on** Phase 6`: only where the bold part is a label and nothing else.
        // `**Done when** it runs`: or where the label cannot end a sentence.
        let goes_on = |it: &FieldHit| {
            let last = line.get(it.label.clone()).and_then(|it| it.rsplit(' ').next()).unwrap_or("").to_lowercase();
            it.field == Field::Dependencies
                || ["when", "if", "wenn", "quand", "cuando", "quando", "wanneer", "gdy", "когда"]
                    .contains(&last.as_str())
        };
        return named(line, start..bold_to, value, vocabulary).filter(goes_on);
    }
    let value = line.len() - dashed.len();
    named(line, start..bold_to, value, vocabulary)
}

/// The field that a heading announces, as a whole or about a unit that it names.
pub fn heading_field(text: &str, vocabulary: &Vocabulary) -> Option<FieldHit> {
    let start = decoration(text);
    let body = text.get(start..)?.trim_end().trim_end_matches([':', '：']);
    named(text, start..start + body.len(), text.len(), vocabulary).or_else(|| field_at(text, None, vocabulary))
}

/// The field named by the label at `range`.
fn named(line: &str, range: Range<usize>, value: usize, vocabulary: &Vocabulary) -> Option<FieldHit> {
    let label = trimmed(line, range);
    let text = line.get(label.clone())?;
    let tail = line.get(value.min(line.len())..)?;
    let value = line.len() - tail.trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']).len();
    if let Some(field) = vocabulary.field(text) {
        return Some(FieldHit { field, label, value, about: None });
    }
    // `Phase 1 Exit Criteria`
    if let Some(hit) = label_at(text, 0, vocabulary) {
        let behind =
            text.get(hit.len..)?.trim_start_matches([' ', '\u{a0}', '-', '–', '—', ':', '\'', '’', '的', 'の']);
        let behind = behind.strip_prefix("s ").unwrap_or(behind);
        if let Some(field) = vocabulary.field(behind) {
            return Some(FieldHit { field, label, value, about: Some(hit.label) });
        }
    }
    let last = labels(text, vocabulary).pop().filter(|it| it.whole.start > 0)?;
    let behind = text.get(last.whole.end..)?;
    let head = text.get(..last.whole.start)?.trim_end_matches(['(', '[', ' ', '-', '–', '—', ':', ',']);
    if !behind.trim_matches([')', ']', ' ', ':']).is_empty() {
        return None;
    }
    // `Depends on Sprint 1: Alpha`: the colon stands between the predecessor and its title.
    match vocabulary.lead(head) {
        Some(Lead::Waits) => {
            let (head, value) = (label.start + head.len(), label.start + last.whole.start);
            return Some(FieldHit { field: Field::Dependencies, label: label.start..head, value, about: None });
        }
        Some(Lead::After) => return None,
        None => {}
    }
    // `Definition of Done for Sprint 2`, `Exit Criteria (Phase 1)`
    let last = Some(last).filter(|it| it.exact)?;
    let plain = ["for", "of", "für", "pour", "para", "per", "voor", "dla", "для", "de", "du"];
    let head = head.rsplit_once(' ').filter(|(_, word)| plain.contains(word)).map_or(head, |(head, _)| head);
    let field = vocabulary.field(head.trim())?;
    Some(FieldHit { field, label, value, about: Some(last.label) })
}

/// How many bytes of bullets, emoji, boxes and numbering stand before the words of `line`.
pub fn decoration(line: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = line.get(at..).unwrap_or("");
        let Some(c) = rest.chars().next() else { return at };
        if c.is_alphanumeric() || matches!(c, '(' | '<' | '"' | '“' | '`' | '@' | '$') {
            return at + numbering(rest);
        }
        if c == '[' {
            match task_box_len(rest) {
                Some(len) => at += len,
                None => return at,
            }
            continue;
        }
        at += c.len_utf8();
    }
}

/// `1. `, `2) `, `3.1 ` before words; nothing where no words follow.
fn numbering(rest: &str) -> usize {
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    if digits == 0 || digits > 8 {
        return 0;
    }
    let behind = rest.get(digits..).unwrap_or("");
    // `1.8 Phase 8`: a section's number needs no mark behind it.
    let closed = rest.get(..digits).is_some_and(|it| it.trim_start_matches('.').contains('.'));
    let behind_mark = behind.strip_prefix(')').or(if closed { Some(behind) } else { None });
    let Some(behind) = behind_mark.filter(|it| it.starts_with([' ', '\u{a0}'])) else { return 0 };
    let words = behind.trim_start();
    let skip =
        words.len() - words.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '[' | '`')).len();
    if words.is_empty() { 0 } else { rest.len() - words.len() + skip }
}

/// The length of `[x]`, `[ ]`, `[~]` and the like.
fn task_box_len(rest: &str) -> Option<usize> {
    let close = rest.find(']')?;
    let inner = rest.get(1..close)?;
    (inner.chars().count() <= 1 && !inner.chars().any(char::is_alphabetic) || matches!(inner, "x" | "X"))
        .then_some(close + 1)
}

/// `range` without blanks, brackets and marks at its ends.
fn trimmed(line: &str, range: Range<usize>) -> Range<usize> {
    let text = line.get(range.clone()).unwrap_or("");
    let lead = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '#')).len();
    let text = text.get(lead..).unwrap_or("");
    let text = text.trim_end_matches(|c: char| {
        c.is_whitespace() || (!c.is_alphanumeric() && !matches!(c, ')' | ']' | '）' | '%' | '+' | '?'))
    });
    range.start + lead..range.start + lead + text.len()
}
