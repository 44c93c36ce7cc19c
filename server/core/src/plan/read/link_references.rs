//! Reads references to links that the document itself has to define: `[#61]`, `[text][label]`; and the definitions.

use crate::plan::read::facts::{Fact, In};
use crate::plan::read::noter::Noter;
use crate::plan::read::suppress::is_code;
use crate::syntax::{BlockKind, Segment};
use crate::text::TextRange;

/// The references and definitions of a segment.
pub fn link_references(segment: &Segment, noter: &mut Noter) -> Vec<Fact> {
    let text = segment.text();
    let mut found = Vec::new();
    for block in segment.blocks().iter().filter(|it| it.kind == BlockKind::LinkDefinition) {
        for line in block.range.of(text).lines() {
            let label = line.trim_start().strip_prefix('[').and_then(|rest| rest.split_once("]:"));
            found.extend(label.map(|(label, _)| Fact::LinkDefinition(fold_label(label))));
        }
    }
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|rest| rest.find('[')).map(|at| from + at) {
        from = open + 1;
        let Some((label, start, end)) = reference_at(text, open) else { continue };
        let whole = TextRange::new(open as u32, end as u32);
        if !is_code(segment, whole) {
            let slot = noter.note(TextRange::new(start as u32, end as u32));
            found.push(Fact::LinkReference(In { value: label.to_owned(), slot }));
        }
        from = end;
    }
    found
}

/// A label as Markdown compares it: in small letters, single-spaced.
pub fn fold_label(label: &str) -> String {
    label.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The label of a reference whose first bracket opens at byte `open`, where its own brackets begin, and its end.
fn reference_at(text: &str, open: usize) -> Option<(&str, usize, usize)> {
    let before = text.get(..open)?.chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '\\' | '!' | ']' | ')' | '[')) {
        return None;
    }
    let inner = text.get(open + 1..)?;
    let close = inner.find(['[', ']', '\n'])?;
    let (first, behind) = (inner.get(..close)?, inner.get(close..)?.strip_prefix(']')?);
    let end = open + 1 + close + 1;
    if let Some(rest) = behind.strip_prefix('[') {
        // Boxes and tags stand side by side too: `[x][P]`, `[US1][API]`.
        let close = rest.find(['[', ']', '\n'])?;
        let label = rest.get(..close).filter(|_| rest.get(close..).is_some_and(|it| it.starts_with(']')))?;
        let worded = |it: &str| it.chars().any(char::is_lowercase) && it.chars().count() > 1;
        let follows = rest.get(close + 1..)?.starts_with(['(', '[', ':']);
        return (worded(first) && !label.trim().is_empty() && !follows).then_some((label, end, end + close + 2));
    }
    let number = first.strip_prefix('#')?;
    let is_issue = !number.is_empty() && number.len() < 8 && number.bytes().all(|it| it.is_ascii_digit());
    (is_issue && !behind.starts_with(['(', ':'])).then_some((first, open, end))
}
