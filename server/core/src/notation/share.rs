//! How much is said to be done: `3/8`, `3 of 8 tasks`, `40 %`.

use std::ops::Range;

use crate::notation::id::id_at;
use crate::notation::vocabulary::{Kind, Vocabulary};

/// A share that a text says to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// How many, or how many percent.
    pub done: u32,
    /// Of how many; 100 of a percentage.
    pub of: u32,
    /// What it counts.
    pub counts: Counts,
}

/// What a share counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// It says that it counts tasks.
    Tasks,
    /// It says that it counts something else: stories, tests, points.
    Others,
    /// It does not say.
    Unsaid,
    /// Nothing: it is a percentage.
    Percent,
}

/// A share with its numbers' places, in bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareHit {
    /// What it says.
    pub share: Share,
    /// Where the number of what is done stands.
    pub done: Range<usize>,
    /// The percentage that stands behind a fraction: `3/8 (37%)`.
    pub percent: Option<Range<usize>>,
}

/// The share that a field's value says: the first fraction in it, or else the first percentage.
pub fn share(text: &str, vocabulary: &Vocabulary) -> Option<ShareHit> {
    fraction(text, vocabulary).or_else(|| {
        let range = percentage(text, 0)?;
        let done = text.get(range.clone())?.parse().ok().filter(|it| *it <= 100)?;
        let share = Share { done, of: 100, counts: Counts::Percent };
        Some(ShareHit { share, done: range, percent: None })
    })
}

/// The share that a heading says, in brackets or at its end, and of tasks by its own words: `Setup (3/8 tasks)`.
pub fn share_in_heading(text: &str, vocabulary: &Vocabulary) -> Option<ShareHit> {
    fraction(text, vocabulary).filter(|hit| hit.share.counts == Counts::Tasks)
}

/// Whether a text says only how many: `3/8`, `5`, `2 of 3 tasks (67 %)`, `12 open`. An id (`2.3`) says more.
pub fn is_count(text: &str, vocabulary: &Vocabulary) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty());
    let is_number = |word: &str| word.bytes().all(|it| it.is_ascii_digit());
    let counts = |word: &str| {
        is_number(word) || OF.contains(&word) || vocabulary.kind(word).is_some() || vocabulary.status(word).is_some()
    };
    let words: Vec<&str> = words.collect();
    words.iter().any(|it| is_number(it)) && words.into_iter().all(counts) && id_at(text.trim_start(), 0).is_none()
}

/// What stands between the two numbers of a fraction, where it is a word.
const OF: [&str; 8] = ["of", "von", "de", "sur", "di", "van", "z", "из"];

fn fraction(text: &str, vocabulary: &Vocabulary) -> Option<ShareHit> {
    let mut at = 0;
    while let Some(found) = text.get(at..)?.find(|c: char| c.is_ascii_digit()) {
        let start = at + found;
        let end = start + digits(text.get(start..)?);
        at = end;
        let before = text.get(..start)?.chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '/' | '-' | '#' | '_' | ':' | '$')) {
            continue;
        }
        let gap = text.get(end..)?;
        let tail = gap.trim_start();
        let word = OF.iter().find_map(|word| tail.strip_prefix(word)?.strip_prefix(' '));
        let Some(tail) = word.or_else(|| tail.strip_prefix(['/', '／'])) else { continue };
        let second = text.len() - tail.trim_start().len();
        let behind = second + digits(text.get(second..)?);
        let closed = text.get(behind..)?.chars().next();
        let ended = closed
            .is_none_or(|c| !matches!(c, '/' | '.' | '-' | ':' | '_' | '%') && !c.is_ascii_alphanumeric())
            || closed == Some('.') && text.get(behind + 1..)?.chars().next().is_none_or(char::is_whitespace);
        let (Ok(done), Ok(of)) = (text.get(start..end)?.parse(), text.get(second..behind)?.parse::<u32>()) else {
            continue;
        };
        if !ended || of == 0 || done > of {
            continue;
        }
        let share = Share { done, of, counts: counts(text, behind, vocabulary) };
        return Some(ShareHit { share, done: start..end, percent: percentage(text, behind) });
    }
    None
}

/// What the words behind a fraction say that it counts.
fn counts(text: &str, behind: usize, vocabulary: &Vocabulary) -> Counts {
    let Some(tail) = text.get(behind..) else { return Counts::Unsaid };
    let words = tail.trim_start();
    let at = text.len() - words.len();
    if !words.starts_with(char::is_alphabetic) {
        return Counts::Unsaid;
    }
    if let Some(kind) = vocabulary.kind_at(text, at) {
        return if matches!(kind.kind, Kind::TASK | Kind::SUBTASK) { Counts::Tasks } else { Counts::Others };
    }
    match vocabulary.status_at(text, at) {
        Some(_) => Counts::Unsaid,
        None => Counts::Others,
    }
}

/// The whole number before the first `%` from `from` on.
fn percentage(text: &str, from: usize) -> Option<Range<usize>> {
    let sign = from + text.get(from..)?.find('%')?;
    let end = text.get(from..sign)?.trim_end().len() + from;
    let start = text.get(from..end)?.rfind(|c: char| !c.is_ascii_digit()).map_or(from, |it| {
        let it = from + it;
        it + text.get(it..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8)
    });
    let before = text.get(..start)?.chars().next_back();
    let whole = start < end && !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '-' | '–'));
    whole.then_some(start..end)
}

fn digits(text: &str) -> usize {
    text.chars().take_while(char::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use crate::notation::share::{Counts, is_count, share};
    use crate::notation::vocabulary::Vocabulary;

    fn read(text: &str) -> Option<(u32, u32, Counts)> {
        share(text, &Vocabulary::builtin()).map(|it| (it.share.done, it.share.of, it.share.counts))
    }

    #[test]
    fn fractions_and_percentages() {
        assert_eq!(read("3/8"), Some((3, 8, Counts::Unsaid)));
        assert_eq!(read("In progress (2 of 4 complete)"), Some((2, 4, Counts::Unsaid)));
        assert_eq!(read("5/12 tasks (42%)"), Some((5, 12, Counts::Tasks)));
        assert_eq!(read("3 of 7 tests passing"), Some((3, 7, Counts::Others)));
        assert_eq!(read("about 40 %"), Some((40, 100, Counts::Percent)));
    }

    #[test]
    fn what_only_counts() {
        let vocabulary = Vocabulary::builtin();
        for text in ["3/8", "0", "~5", "2 of 3 tasks (67 %)", "12 open", "8 Aufgaben", "3 von 8", "2–3"] {
            assert!(is_count(text, &vocabulary), "{text}");
        }
        for text in ["", "-", "open", "2.3", "02-01", "T001", "3 boats", "Phase 2: 3 boats", "2 hulls of 3"] {
            assert!(!is_count(text, &vocabulary), "{text}");
        }
    }

    #[test]
    fn dates_and_versions_are_none() {
        assert_eq!(read("2025/01/06"), None);
        assert_eq!(read("done 3/15/2025"), None);
        assert_eq!(read("v1.2/3"), None);
        assert_eq!(read("12.5%"), None);
    }
}
