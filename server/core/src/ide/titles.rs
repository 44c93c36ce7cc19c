//! Titles as one line's hints show them: without what the heading says besides, and not where the line says them.

use std::ops::Range;

use crate::notation::mention::labels;
use crate::notation::share::share;
use crate::notation::time::{DateOrder, times};
use crate::notation::vocabulary::Vocabulary;

/// So many characters of a title are enough to know it.
const ENOUGH: usize = 20;

/// A title without its last words, where these only say when, how much, or which parts: `Search` of `Search — Phases 1-4`
/// and of `Search (4/4 plans)`; and without `name` before it.
pub fn bare<'a>(title: &'a str, name: &str, vocabulary: &Vocabulary) -> &'a str {
    let is_joint = |c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | '.');
    let own = title.strip_prefix(name).filter(|it| it.starts_with(is_joint)).map(|it| it.trim_start_matches(is_joint));
    let mut title = own.filter(|it| !it.is_empty()).unwrap_or(title).trim_end();
    while let Some((head, _)) = parted(title).filter(|(head, aside)| !head.is_empty() && is_aside(aside, vocabulary)) {
        title = head;
    }
    title
}

/// `title` before and in its last brackets, or before and behind its last dash.
fn parted(title: &str) -> Option<(&str, &str)> {
    let (head, aside) = match title.strip_suffix([')', '）']) {
        Some(inner) => inner.rsplit_once(['(', '（'])?,
        None => [" — ", " – ", " - "].iter().find_map(|dash| title.rsplit_once(dash))?,
    };
    Some((head.trim_end(), aside))
}

/// Whether `words` are nothing but times, labels and what is done.
fn is_aside(words: &str, vocabulary: &Vocabulary) -> bool {
    let named = labels(words, vocabulary).into_iter().map(|it| it.whole);
    let timed = times(words, vocabulary, DateOrder::Unknown).into_iter().map(|it| it.start..it.end);
    let parts: Vec<Range<usize>> = named.chain(timed).collect();
    let is_free = |at: usize| !parts.iter().any(|it| it.contains(&at));
    let says_more = words.char_indices().any(|(at, c)| c.is_alphanumeric() && is_free(at));
    share(words, vocabulary).is_some() || !parts.is_empty() && !says_more
}

/// Whether a line in small letters holds the title, or enough of it that one knows.
pub fn is_said(line: &str, title: &str) -> bool {
    line.contains(&beginning(title))
}

/// The bytes of `line` that say `title` from `from` on, if that is what stands there.
pub fn said_behind(line: &str, from: usize, title: &str) -> Option<Range<usize>> {
    let rest = line.get(from..)?;
    let words = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = line.len() - words.len();
    words.to_lowercase().starts_with(&beginning(title)).then(|| start..start + title.len())
}

fn beginning(title: &str) -> String {
    let start: String = title.chars().take(ENOUGH).collect();
    start.trim().to_lowercase()
}
