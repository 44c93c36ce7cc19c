//! Ranges (`Sprints 1–3`): where one stands around a member, and what it is when it is written out as a list.

use crate::document::Document;
use crate::ide::rename::subject::Subject;
use crate::ide::target::{Use, uses};
use crate::notation::label::Name;
use crate::text::TextRange;

/// What stands between the ends of a range.
const JOINTS: [&str; 10] = ["-", "–", "—", "‑", "‐", "..", "…", "to", "through", "bis"];

/// The range that the name at `at` is an end or a member of, in bytes; none where it stands for itself.
pub fn written_range(document: &Document, at: TextRange) -> Option<TextRange> {
    let mut places: Vec<TextRange> = uses(document).map(|it| document.range(it.place)).collect();
    places.sort_unstable();
    let whole = places.iter().filter(|it| it.contains(at)).max_by_key(|it| it.len()).copied()?;
    let is_shared = |it: TextRange| uses(document).any(|one| document.range(one.place) == it && it != at);
    if whole != at && is_shared(whole) {
        return Some(whole);
    }
    let joined = |start: u32, end: u32| {
        JOINTS.contains(&document.text().slice(TextRange::new(start, end)).trim().to_lowercase().as_str())
    };
    let before = places.iter().rev().find(|it| it.end <= at.start).filter(|it| joined(it.end, at.start));
    let behind = places.iter().find(|it| it.start >= at.end).filter(|it| joined(at.end, it.start));
    match (before, behind) {
        (Some(first), _) => Some(TextRange::new(first.start, at.end)),
        (None, Some(last)) => Some(TextRange::new(at.start, last.end)),
        (None, None) => members(document, at).nth(1).map(|_| at),
    }
}

/// The names inside `whole` in order; those of mentions, as a dependency says them once more.
fn members(document: &Document, whole: TextRange) -> impl Iterator<Item = Use<'_>> {
    let mut seen: Vec<Name> = Vec::new();
    uses(document).filter(move |it| whole.contains(document.range(it.place))).filter(move |it| {
        let is_new = !seen.contains(it.name);
        seen.push(it.name.clone());
        is_new
    })
}

/// The range `whole` as a list, with `token` for the member that is renamed, and the bytes that the list replaces: from
/// the first number on.
pub fn written_out(
    document: &Document,
    whole: TextRange,
    subject: &Subject,
    token: &str,
) -> Option<(TextRange, String)> {
    let mut numbers: Vec<String> = Vec::new();
    for it in members(document, whole) {
        let number = match it.name {
            name if subject.names.contains(name) => token.to_owned(),
            Name::Label(_, number) => number.0.clone(),
            Name::Id(_) => it.text.to_owned(),
            Name::Title(_) => return None,
        };
        numbers.push(number);
    }
    let text = document.text().slice(whole);
    // A label's number begins with its first digit; an id is taken whole.
    let start = if subject.label.is_some() { text.find(|c: char| c.is_ascii_digit())? } else { 0 };
    let range = TextRange::new(whole.start + start as u32, whole.end);
    (numbers.len() > 1).then(|| (range, numbers.join(", ")))
}
