//! Ids: the other identifiers of units and tasks: `W1-S1`, `M3`, `T012`, `AUTH-001`, `02-01`, `1.2.3`.

use std::ops::Range;

use crate::notation::label::fold_char;
use crate::notation::mention::ideographic;

/// The shape of an id. How sure one may be that it is one depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IdShape {
    /// `AUTH-001`, `P1-SETUP-001`, `W1-S2`, `BACK-222.1`: capitals, a hyphen, digits at the end.
    Prefixed,
    /// `T012`, `M3`, `WP01`, `US1`: one to four capitals and digits.
    Short,
    /// `1.2`, `1.2.3`.
    Dotted,
    /// `02-01`.
    Paired,
    /// `back-546`: as [`IdShape::Prefixed`] in lower case.
    Lower,
    /// `v1.2`.
    Version,
    /// `001`: three digits and a leading zero.
    Padded,
    /// Any word, where a sign says that it is one: `🆔 dcf64c`.
    Signed,
}

/// An id found in text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdHit {
    /// Its shape.
    pub shape: IdShape,
    /// Where, in bytes of the text.
    pub range: Range<usize>,
}

/// Every id in `text`, left to right.
pub fn ids(text: &str) -> Vec<IdHit> {
    let mut found = Vec::new();
    let mut before: Option<char> = None;
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        // The second id of `T001-T021` follows the dash at once.
        let ranged = fold_char(before.unwrap_or(' ')) == '-'
            && found.last().is_some_and(|it: &IdHit| it.range.end + before.map_or(0, char::len_utf8) == at);
        if at >= skip_to && (c.is_ascii_alphanumeric() || fold_char(c).is_ascii_digit()) && (ranged || !joins(before)) {
            match id_at(text, at) {
                Some(hit) => {
                    skip_to = hit.range.end;
                    found.push(hit);
                }
                None => skip_to = at + 1,
            }
        }
        before = Some(c);
    }
    found
}

/// Whether what stands before a word makes it part of a longer one, of a path or of an address.
pub fn joins(before: Option<char>) -> bool {
    before.is_some_and(|c| {
        (c.is_alphanumeric() && !ideographic(c))
            || matches!(c, '/' | '\\' | '.' | '@' | '#' | '$' | '_' | '-' | '‑' | '–' | '%' | '=' | '&')
    })
}

/// Whether `text` is a list or range of ids, and nothing else: `T001, T004`, `T001-T021`.
pub fn is_list(text: &str) -> bool {
    let found = ids(text);
    let gaps = found.iter().map(|it| it.range.end).zip(found.iter().skip(1).map(|it| it.range.start));
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return false };
    let around = [(0, first.range.start), (last.range.end, text.len())];
    let is_bare = |(from, to): (usize, usize)| !text.get(from..to).unwrap_or("").contains(char::is_alphanumeric);
    found.len() > 1 && gaps.chain(around).all(is_bare)
}

/// The id that starts at byte `at`.
pub fn id_at(text: &str, at: usize) -> Option<IdHit> {
    let rest = text.get(at..)?;
    let hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}');
    let len = rest
        .char_indices()
        .find(|(_, c)| !(c.is_ascii_alphanumeric() || hyphen(*c) || *c == '.' || *c == '_'))
        .map_or(rest.len(), |(at, _)| at);
    let word = rest.get(..len)?.trim_end_matches(['.', '-', '_']);
    if word.is_empty() || !is_word_end(text, at + word.len()) {
        return None;
    }
    // `T001-T021` is a range of two ids.
    let word = range_start(word).unwrap_or(word);
    let shape = shape(word)?;
    Some(IdHit { shape, range: at..at + word.len() })
}

/// Whether an id can end at byte `at`: nothing goes on there that would make it a path, an address or a longer word.
pub fn is_word_end(text: &str, at: usize) -> bool {
    let mut behind = text.get(at..).unwrap_or("").chars();
    match behind.next() {
        None => true,
        Some('/' | '\\' | '@' | '=' | '_') => false,
        Some('.') => behind.next().is_none_or(char::is_whitespace),
        Some(c) => !c.is_alphanumeric() || ideographic(c),
    }
}

/// The first id of `T001-T021`.
fn range_start(word: &str) -> Option<&str> {
    let (first, last) = word.split_once(['-', '\u{2010}', '\u{2011}'])?;
    let prefix = |id: &str| id.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let same = first.get(..prefix(first)) == last.get(..prefix(last)) && prefix(first) > 0;
    (same && short_code(first) && short_code(last)).then_some(first)
}

/// The shape of `word`, if it is an id as a whole.
pub fn shape(word: &str) -> Option<IdShape> {
    if word.contains('_') || word.len() > 40 {
        return None;
    }
    let parts: Vec<&str> = word.split(['-', '\u{2010}', '\u{2011}']).collect();
    let (first, last) = (*parts.first()?, *parts.last()?);
    if parts.iter().any(|it| it.is_empty()) {
        return None;
    }
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let dotted = |s: &str| s.split('.').all(digits);
    if parts.len() == 1 {
        if let Some(version) = word.strip_prefix(['v', 'V']) {
            return (dotted(version) && version.contains('.')).then_some(IdShape::Version);
        }
        if digits(word) {
            return (word.len() == 3 && word.starts_with('0')).then_some(IdShape::Padded);
        }
        if word.contains('.') {
            let short = word.split('.').count() <= 4 && word.split('.').all(|it| it.len() <= 3);
            let body = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
            if dotted(body) && word.len() - body.len() <= 1 && short {
                return Some(IdShape::Dotted);
            }
            let (head, tail) = word.split_once('.')?;
            return (dotted(tail) && short_code(head)).then_some(IdShape::Short);
        }
        return short_code(word).then_some(IdShape::Short);
    }
    if digits(first) && digits(last) && parts.len() == 2 {
        let ok = first.len() <= 3 && last.len() <= 3 && (first.len() == 2 || first.len() == 3) && last.len() >= 2;
        return ok.then_some(IdShape::Paired);
    }
    let numbered = |s: &str| {
        let head = s.trim_start_matches(|c: char| c.is_ascii_uppercase());
        !head.is_empty()
            && head.split('.').all(|it| {
                let body = it.trim_end_matches(|c: char| c.is_ascii_alphabetic());
                digits(body) && it.len() - body.len() <= 1
            })
            && s.len() - head.len() <= 4
    };
    let upper = |s: &str| s.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if first.starts_with(|c: char| c.is_ascii_uppercase())
        && parts.iter().rev().skip(1).all(|it| upper(it))
        && numbered(last)
    {
        return Some(IdShape::Prefixed);
    }
    let lower = |s: &str| s.bytes().all(|b| b.is_ascii_lowercase());
    (parts.len() == 2 && lower(first) && first.len() <= 8 && last.split('.').all(digits)).then_some(IdShape::Lower)
}

/// Whether digits may be the number of an issue: trackers count from 1, and none of them as far as ten digits.
pub fn is_issue(digits: &str) -> bool {
    (1..10).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|it| it.is_ascii_digit())
}

fn short_code(word: &str) -> bool {
    let body = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let head = word.len() - body.len();
    let tail = body.trim_end_matches(|c: char| c.is_ascii_lowercase());
    (1..=4).contains(&head)
        && !tail.is_empty()
        && tail.len() <= 5
        && body.len() - tail.len() <= 1
        && tail.bytes().all(|b| b.is_ascii_digit())
}
