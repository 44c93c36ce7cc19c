//! Selection ranges: what to select next when a selection grows, from a word to the document.

use crate::document::Document;
use crate::ide::FilePosition;
use crate::ide::target::uses;
use crate::text::TextRange;
use crate::workspace::Snapshot;

/// The ranges around a position, innermost first, each strictly inside the next: word, label, the line's words, the
/// line, item, list, section, unit, document.
pub fn selection(snapshot: &Snapshot, at: FilePosition) -> Vec<TextRange> {
    let Some(document) = snapshot.document(at.file) else { return Vec::new() };
    let offset = document.text().boundary(at.offset);
    let mut ranges = of_line(document, offset);
    ranges.extend(names(document));
    ranges.extend(document.regions().into_iter().flat_map(|it| [it.range, it.content]));
    ranges.extend(document.plan().units.iter().map(|it| document.section(it)));
    ranges.push(TextRange::new(0, document.text().len()));
    ranges.retain(|it| it.touches(offset) && !it.is_empty());
    ranges.sort_by_key(|it| (it.len(), it.start));
    let mut chain: Vec<TextRange> = Vec::new();
    for range in ranges {
        if chain.last().is_none_or(|inner| range != *inner && range.contains(*inner)) {
            chain.push(range);
        }
    }
    if chain.is_empty() {
        chain.push(TextRange::empty(offset));
    }
    chain
}

/// The word, the words without marker and box, and the line, without and with its indentation.
fn of_line(document: &Document, offset: u32) -> Vec<TextRange> {
    let text = document.text();
    let range = text.line_range(text.line_of(offset));
    let line = text.slice(range);
    let within = |from: usize, to: usize| TextRange::new(range.start + from as u32, range.start + to as u32);
    let at = (offset.saturating_sub(range.start) as usize).min(line.len());
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let (before, behind) = line.split_at_checked(at).unwrap_or((&line, ""));
    let word = within(before.trim_end_matches(is_word).len(), line.len() - behind.trim_start_matches(is_word).len());
    let trimmed = line.trim_end().len();
    let indent = trimmed - line.trim().len();
    let words = trimmed - without_markers(line.trim()).len();
    vec![word, within(words, trimmed), within(indent, trimmed), range]
}

/// A line without quote marks, list marker, heading marks and task box.
fn without_markers(line: &str) -> &str {
    let mut rest = line;
    loop {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = (digits.len() < rest.len()).then(|| digits.strip_prefix(['.', ')'])).flatten();
        let boxed = rest.strip_prefix('[').and_then(|it| {
            let end = it.char_indices().nth(1)?.0;
            it.get(end..)?.strip_prefix(']')
        });
        let hashes = rest.trim_start_matches('#');
        let heading = (hashes.len() < rest.len()).then_some(hashes);
        let bullet = rest.strip_prefix(['-', '*', '+', '>']);
        let behind = [numbered, boxed, heading, bullet].into_iter().flatten().next();
        match behind {
            Some(behind) if behind.starts_with(char::is_whitespace) => rest = behind.trim_start(),
            _ => return rest,
        }
    }
}

/// Labels and ids, where they are defined and where they are named.
fn names(document: &Document) -> Vec<TextRange> {
    let plan = document.plan();
    let of_units = plan.units.iter().flat_map(|it| it.ids.iter().map(|id| id.place).chain([it.name]));
    let of_tasks = plan.tasks.iter().flat_map(|it| it.id.iter().map(|id| id.place).chain([it.text]));
    let named = uses(document).map(|it| it.place);
    of_units.chain(of_tasks).chain(named).map(|it| document.range(it)).collect()
}
