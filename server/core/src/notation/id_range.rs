//! Ranges of ids: `T1.1-T1.3`, `T001-003`, `AUTH-01..AUTH-04`.

use std::ops::Range;

use crate::notation::id::{IdShape, is_word_end, joins, shape};
use crate::notation::label::fold_char;

/// So many ids a range has at most.
const MOST_MEMBERS: u32 = 200;

/// The ids from one end of `word` to the other, if it can be read as a range of them. Only who knows the ids can tell
/// whether it is one: `P1-3` and `AUTH-001-003` may be ids themselves.
pub fn id_range(word: &str) -> Option<Vec<String>> {
    let is_id = |id: &str| matches!(shape(id), Some(IdShape::Prefixed | IdShape::Short | IdShape::Dotted));
    joints(word).find_map(|(first, last)| members(first, last).filter(|_| is_id(first)))
}

/// The words of `text` that are no ids, but ranges of them if there are such ids.
pub fn id_ranges(text: &str) -> Vec<Range<usize>> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(fold_char(c), '-' | '~' | '.' | '_');
    let mut found = Vec::new();
    let mut before: Option<char> = None;
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        if at >= skip_to && c.is_ascii_alphanumeric() && !joins(before) {
            let rest = text.get(at..).unwrap_or("");
            let word = rest.get(..rest.find(|c| !is_part(c)).unwrap_or(rest.len())).unwrap_or("");
            let word = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
            skip_to = at + word.len();
            if is_word_end(text, skip_to) && shape(word).is_none() && id_range(word).is_some() {
                found.push(at..skip_to);
            }
        }
        before = Some(c);
    }
    found
}

/// `word` parted at each dash or pair of dots.
pub fn joints(word: &str) -> impl Iterator<Item = (&str, &str)> {
    word.char_indices().filter_map(|(at, c)| {
        let (first, rest) = word.split_at_checked(at)?;
        let last = match fold_char(c) {
            '-' | '~' => rest.get(c.len_utf8()..)?,
            _ => rest.strip_prefix("..")?,
        };
        Some((first, last))
    })
}

/// The ids from `first` to `last`, which may leave out what both begin with: `T1.1` and `T1.3`, `1.3` or `3`.
pub fn members(first: &str, last: &str) -> Option<Vec<String>> {
    let (head, from) = numbered(first)?;
    let (tail, to) = numbered(last)?;
    let (low, high) = (from.parse::<u32>().ok()?, to.parse::<u32>().ok()?);
    if !ends_whole(head, tail) || high <= low || high - low >= MOST_MEMBERS {
        return None;
    }
    let width = from.len();
    Some((low..=high).map(|number| format!("{head}{number:0width$}")).collect())
}

/// An id without the digits at its end, and these.
fn numbered(id: &str) -> Option<(&str, &str)> {
    let (head, digits) = id.split_at_checked(id.trim_end_matches(|c: char| c.is_ascii_digit()).len())?;
    (1..=5).contains(&digits.len()).then_some((head, digits))
}

/// Whether `head` is `tail`, or ends with it where one of its parts begins: `T1.` with `1.`, but `T11.` not.
fn ends_whole(head: &str, tail: &str) -> bool {
    let Some(rest) = head.strip_suffix(tail) else { return false };
    let (Some(before), Some(begins)) = (rest.chars().next_back(), tail.chars().next()) else { return true };
    begins.is_ascii_alphanumeric() && before.is_ascii_digit() != begins.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use crate::notation::id_range::id_range;

    #[test]
    fn both_ends_have_to_fit() {
        let check = |word: &str, want: &str| {
            assert_eq!(id_range(word).unwrap_or_default().join(" "), want, "{word}");
        };
        check("T1.1-T1.3", "T1.1 T1.2 T1.3");
        check("T1.1–1.4", "T1.1 T1.2 T1.3 T1.4");
        check("T1.1-3", "T1.1 T1.2 T1.3");
        check("1.1-1.3", "1.1 1.2 1.3");
        check("T001-003", "T001 T002 T003");
        check("T009..T011", "T009 T010 T011");
        check("US1-3", "US1 US2 US3");
        check("AUTH-01–AUTH-03", "AUTH-01 AUTH-02 AUTH-03");
        check("AUTH-01-03", "AUTH-01 AUTH-02 AUTH-03");
        for no in ["SHOP-114", "2026-01", "02-04", "T1.3-T1.1", "T1.1-T2.3", "T11.1-1.3", "v1.2-1.4", "1-3", "T1-beta"]
        {
            check(no, "");
        }
    }
}
