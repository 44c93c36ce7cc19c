//! Names in running text, once the beginning of one is typed; and what all choices of names have in common.

use std::collections::HashSet;

use crate::document::Document;
use crate::ide::FilePosition;
use crate::ide::completion::candidate::{Candidate, key};
use crate::ide::completion::position::Position;
use crate::ide::completion::{Completion, CompletionKind, MOST_CHOICES};
use crate::text::TextRange;

/// How many words before the cursor may belong to the name that is being typed.
const MOST_WORDS: usize = 8;

/// Signs between two names.
pub(crate) const JOINTS: [char; 10] = [',', ';', '&', '+', '/', '、', '，', '和', '与', 'と'];

/// Words between two names.
pub(crate) const JOINT_WORDS: [&str; 16] =
    ["and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en", "of", "i", "lub", "и", "или", "plus"];

/// The names of the sort that is being typed in prose; none where that is the beginning of no name.
pub(crate) fn names(
    document: &Document,
    at: FilePosition,
    position: &Position,
    candidates: impl FnOnce() -> Vec<Candidate>,
) -> Vec<Completion> {
    // Most of what is typed begins no name: then nothing is gathered.
    if !word_starts(position.before(), position.from()).into_iter().any(|start| position.allows(start)) {
        return Vec::new();
    }
    let mut all = candidates();
    let Some(start) = typed(position, &all) else { return Vec::new() };
    retain_family(position, start, &mut all);
    all.sort_by_key(|it| (it.is_foreign, it.order));
    offered(document, at, position, Some(start), all)
}

/// `ranked` as choices that replace what was typed from `start` on. Of too many, those come first that go on with it.
pub(crate) fn offered(
    document: &Document,
    at: FilePosition,
    position: &Position,
    start: Option<usize>,
    mut ranked: Vec<Candidate>,
) -> Vec<Completion> {
    let text = start.map_or_else(String::new, |start| key(position.before().get(start..).unwrap_or("")));
    let is_expected = start.is_none_or(|start| is_expected(position, start));
    if ranked.len() > MOST_CHOICES {
        ranked.sort_by_cached_key(|it| it.way(&text, is_expected).is_none());
    }
    let replace = replaced(document, at.offset, start);
    ranked.iter().map(|it| it.completion(replace, &text, is_expected)).collect()
}

/// Where the name that is being typed begins, in bytes of the line: the longest run of words before the cursor with
/// which a candidate begins. None where the cursor stands behind nothing of the kind.
pub(crate) fn typed(position: &Position, candidates: &[Candidate]) -> Option<usize> {
    let (line, from) = (position.before(), position.from());
    let start = word_starts(line, from).into_iter().find(|start| {
        let text = key(line.get(*start..).unwrap_or(""));
        let is_expected = is_expected(position, *start);
        let fits = |it: &Candidate| it.way(&text, is_expected).is_some();
        !text.is_empty() && position.allows(*start) && candidates.iter().any(fits)
    })?;
    // Behind a name and its colon comes a title, and no other name.
    let part = line.get(part_from(line, from)..start).unwrap_or("");
    let named = key(part.trim_matches(|c: char| c == ':' || c == '\u{FF1A}' || c.is_whitespace()));
    let is_doubled = position.is_dependency() && candidates.iter().any(|it| it.is_named(&named));
    (!is_doubled).then_some(start)
}

/// Whether what is typed from `start` on can only be a name, so that a number or a word of a title will do: in a
/// declaration behind its label, a comma, or a word between two names.
fn is_expected(position: &Position, start: usize) -> bool {
    let (line, from) = (position.before(), position.from());
    let is_first = |it: &str| {
        let last = it.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        !it.contains(char::is_alphanumeric) || JOINT_WORDS.contains(&last.to_lowercase().as_str())
    };
    position.is_dependency() && line.get(part_from(line, from)..start).is_some_and(is_first)
}

/// Where the part of a list that `line` ends with begins, not before `from`: behind the last sign between two names.
fn part_from(line: &str, from: usize) -> usize {
    let list = line.get(from..).unwrap_or("");
    from + list.char_indices().rfind(|(_, c)| JOINTS.contains(c)).map_or(0, |(at, c)| at + c.len_utf8())
}

/// Where the last words of `line` begin, none before `from`, leftmost first.
pub(crate) fn word_starts(line: &str, from: usize) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in line.char_indices() {
        let joined =
            before.is_some_and(|before| before.is_alphanumeric() || matches!(before, '-' | '_' | '.' | '\u{2011}'));
        if at >= from && c.is_alphanumeric() && !joined {
            starts.push(at);
        }
        before = Some(c);
    }
    let skipped = starts.len().saturating_sub(MOST_WORDS);
    starts.split_off(skipped)
}

/// Keeps the candidates of the sort that is being typed: all sprints behind `Spr`, `Sprint ` or `s2`.
fn retain_family(position: &Position, start: usize, candidates: &mut Vec<Candidate>) {
    let text = key(position.before().get(start..).unwrap_or(""));
    let families: HashSet<String> =
        candidates.iter().filter(|it| it.way(&text, false).is_some()).map(|it| it.family.clone()).collect();
    candidates.retain(|it| families.contains(&it.family));
    if !position.allows_ids(start) {
        candidates.retain(|it| it.kind == CompletionKind::Unit);
    }
}

/// What a choice replaces: what was typed, and the rest of the word or label that the cursor stands in.
pub(crate) fn replaced(document: &Document, offset: u32, typed: Option<usize>) -> TextRange {
    let Some(start) = typed else { return TextRange::empty(offset) };
    let line = document.text().line_range(document.text().line_of(offset));
    let start = line.start + u32::try_from(start).unwrap_or(0);
    let behind = document.text().slice(TextRange::new(offset, line.end));
    let is_rest = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '\u{2011}');
    let in_word = document.text().slice(TextRange::new(start, offset)).ends_with(is_rest);
    let rest = if in_word { behind.find(|c| !is_rest(c)).unwrap_or(behind.len()) } else { 0 };
    let end = offset + u32::try_from(rest).unwrap_or(0);
    // In the middle of a label that is there already, all of it goes.
    let plan = document.plan();
    let labels = plan.mentions.iter().filter(|it| it.exact).map(|it| document.range(it.place));
    let label = labels.filter(|it| it.start == start && it.end >= end && it.end <= line.end).map(|it| it.end).max();
    TextRange::new(start, label.unwrap_or(end))
}
