//! Reads references to links that the document itself has to define: `[#61]`, `[text][label]`; and the definitions.

use crate::plan::read::facts::{Fact, In};
use crate::plan::read::noter::Noter;
use crate::plan::read::suppress::is_code;
use crate::syntax::{BlockKind, InlineKind, Segment};
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
        if !is_code(segment, whole) && !is_html(segment, whole) {
            let slot = noter.note(TextRange::new(start as u32, end as u32));
            found.push(Fact::LinkReference(In { value: label.to_owned(), slot }));
        }
        from = end;
    }
    found
}

fn is_html(segment: &Segment, range: TextRange) -> bool {
    let holds = |outer: TextRange| outer.start <= range.start && range.end <= outer.end;
    segment.blocks().iter().any(|block| block.kind == BlockKind::Html && holds(block.range))
        || segment.inlines().iter().any(|it| it.kind == InlineKind::Html && holds(it.range))
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

/// The links of a segment that lead to a heading: `[text](#anchor)`, `[text](other.md#anchor)`.
pub fn anchored_links(segment: &Segment, noter: &mut Noter) -> Vec<Fact> {
    let text = segment.text();
    if !text.contains("](") || !text.contains('#') {
        return Vec::new();
    }
    let mut found = Vec::new();
    for inline in segment.inlines() {
        let InlineKind::Link { destination, text: words } = &inline.kind else { continue };
        let Some((_, anchor)) = destination.split_once('#') else { continue };
        let behind = TextRange::new(words.end, inline.range.end);
        let Some(at) = behind.of(text).find(destination.as_str()).filter(|_| !anchor.is_empty()) else { continue };
        let start = behind.start + at as u32;
        let slot = noter.note(TextRange::new(start, start + destination.len() as u32));
        found.push(Fact::Link(In { value: destination.clone(), slot }));
    }
    found
}

/// The anchors that tags of a segment set: `<a id="notes">`.
pub fn tag_anchors(text: &str) -> Vec<Fact> {
    let mut found = Vec::new();
    for attribute in ["id=", "name="] {
        for (at, _) in text.match_indices(attribute) {
            let in_tag = text.get(..at).and_then(|before| before.rfind(['<', '>', '\n']).map(|it| before.get(it..)));
            let quoted = text.get(at + attribute.len()..).and_then(|rest| {
                let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
                rest.get(1..)?.split_once(quote).map(|(value, _)| value)
            });
            if in_tag.flatten().is_some_and(|it| it.starts_with('<')) {
                found.extend(quoted.map(|it| Fact::Anchor(it.to_owned())));
            }
        }
    }
    found
}

/// The anchor of a heading with these words, as GitHub makes it; and the one that it names itself: `{#notes}`.
pub fn heading_anchors(words: &str) -> Vec<Fact> {
    let own = words.split_once("{#").and_then(|(_, rest)| rest.split_once('}')).map(|(name, _)| name.to_owned());
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    let slug = words.trim().to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-");
    own.into_iter().chain([slug]).map(Fact::Anchor).collect()
}
