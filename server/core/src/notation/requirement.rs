//! The ids of requirements that a field names: `1.1, 2.3`, `REQ-04 and AUTH-01`, `1.1-1.3`.

use std::ops::Range;

use crate::notation::id_range::{joints, members};

/// So many members of a range are named at most.
const MOST_MEMBERS: usize = 50;

/// One id that a value names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequirementHit {
    /// The id; a member of a range, written out. `*` where the value names all: `All`.
    pub id: String,
    /// Where, in bytes of the value; of a member the whole range.
    pub range: Range<usize>,
}

/// The ids in `value`.
pub fn requirements(value: &str) -> Vec<RequirementHit> {
    let mut found = Vec::new();
    let mut start = None;
    let parts = |c: char| {
        c.is_whitespace()
            || matches!(c, ',' | ';' | '&' | '/' | '(' | ')' | '[' | ']' | '*' | '_' | '`' | '、' | '，' | '。')
    };
    for (at, c) in value.char_indices().chain([(value.len(), ' ')]) {
        match (start, parts(c)) {
            (None, false) => start = Some(at),
            (Some(from), true) => {
                start = None;
                let word = value.get(from..at).unwrap_or("").trim_end_matches(['.', ':']);
                let range = from..from + word.len();
                found.extend(ids(word).into_iter().map(|id| RequirementHit { id, range: range.clone() }));
            }
            _ => {}
        }
    }
    if found.is_empty() && value.chars().any(char::is_alphabetic) && !value.contains(|c: char| c.is_ascii_digit()) {
        found.push(RequirementHit { id: "*".to_owned(), range: 0..value.len() });
    }
    found
}

/// The ids that one word stands for.
fn ids(word: &str) -> Vec<String> {
    if is_id(word) {
        return vec![word.to_owned()];
    }
    let range =
        |(first, last): (&str, &str)| members(first, last).filter(|it| is_id(first) && it.len() <= MOST_MEMBERS);
    joints(word).find_map(range).unwrap_or_default()
}

/// `3`, `1.2`, `REQ-04`, `FR1.2`.
fn is_id(word: &str) -> bool {
    let letters = word.len() - word.trim_start_matches(|c: char| c.is_ascii_uppercase() || c == '-').len();
    let (prefix, number) = word.split_at(letters);
    let numbered = !number.is_empty()
        && number.split('.').all(|it| (1..=4).contains(&it.len()) && it.bytes().all(|b| b.is_ascii_digit()));
    numbered && !prefix.starts_with('-')
}

#[cfg(test)]
mod tests {
    use crate::notation::requirement::requirements;

    #[test]
    fn ids_are_read_with_their_ranges() {
        let check = |value: &str, want: &[&str]| {
            let found: Vec<String> = requirements(value).into_iter().map(|it| it.id).collect();
            assert_eq!(found, want, "{value}");
        };
        check("1.1, 2.3", &["1.1", "2.3"]);
        check("Requirements 1.1 and 3.", &["1.1", "3"]);
        check("[REQ-04, AUTH-01]", &["REQ-04", "AUTH-01"]);
        check("1.1-1.3, 2", &["1.1", "1.2", "1.3", "2"]);
        check("1.1–3", &["1.1", "1.2", "1.3"]);
        check("REQ-01-REQ-03", &["REQ-01", "REQ-02", "REQ-03"]);
        check("2-4", &["2", "3", "4"]);
        check("FR1..FR3", &["FR1", "FR2", "FR3"]);
        check("All", &["*"]);
        check("–", &[]);
        check("9-2", &[]);
        check("see v1.2-beta", &[]);
    }
}
