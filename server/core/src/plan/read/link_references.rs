//! Reads references to links that the document itself has to define: `[#61]`, `[text][label]`; and the definitions.

use crate::notation::id::is_issue;
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
    // Eight digits may be a colour.
    (is_issue(number) && number.len() < 8 && !behind.starts_with(['(', ':'])).then_some((first, open, end))
}

/// The links and images of a segment that lead to a heading or a file: `[text](#anchor)`, `[text](other.md#anchor)`,
/// `![text](hull.png)`, `[label]: other.md`.
pub fn local_links(segment: &Segment, noter: &mut Noter) -> Vec<Fact> {
    let text = segment.text();
    let mut found = Vec::new();
    let mut note = |destination: String, start: u32| {
        let slot = noter.note(TextRange::new(start, start + destination.len() as u32));
        found.push(Fact::Link(In { value: destination, slot }));
    };
    for block in segment.blocks().iter().filter(|it| it.kind == BlockKind::LinkDefinition) {
        let mut start = block.range.start;
        for line in block.range.of(text).split_inclusive('\n') {
            if let Some((at, destination)) = defined_destination(line).filter(|it| is_local(it.1)) {
                note(destination.to_owned(), start + at as u32);
            }
            start += line.len() as u32;
        }
    }
    for inline in segment.inlines() {
        let (destination, from) = match &inline.kind {
            InlineKind::Link { destination, text: words } => (destination.clone(), words.end),
            InlineKind::Image => match inline.range.of(text).rsplit_once("](") {
                Some((words, rest)) => (
                    rest.split([' ', ')', '"']).next().unwrap_or("").to_owned(),
                    inline.range.start + words.len() as u32,
                ),
                None => continue,
            },
            _ => continue,
        };
        let behind = TextRange::new(from, inline.range.end);
        let Some(at) = behind.of(text).find(destination.as_str()).filter(|_| is_local(&destination)) else { continue };
        note(destination, behind.start + at as u32);
    }
    found
}

/// Where the line of a definition leads, and at which byte that is said: `[label]: other.md "Title"`. Not that of a
/// footnote.
fn defined_destination(line: &str) -> Option<(usize, &str)> {
    let (label, rest) = line.split_once("]:")?;
    if label.trim_start().starts_with("[^") {
        return None;
    }
    let behind = rest.trim_start();
    let destination = match behind.strip_prefix('<') {
        Some(angled) => angled.split('>').next()?,
        None => behind.split_whitespace().next()?,
    };
    let at = line.len() - behind.len() + usize::from(behind.starts_with('<'));
    Some((at, destination))
}

/// Whether a destination is no address elsewhere.
fn is_local(destination: &str) -> bool {
    let has_scheme = destination.split_once(':').is_some_and(|(scheme, _)| !scheme.contains(['/', '.', '#']));
    !destination.trim_end_matches('#').is_empty() && !has_scheme && !destination.starts_with("//")
}

/// The paths of files that code spans of a segment name: `src/hull/planks.rs`.
pub fn code_paths(segment: &Segment, noter: &mut Noter) -> Vec<Fact> {
    let text = segment.text();
    if !text.contains('`') || !text.contains('/') {
        return Vec::new();
    }
    let mut found = Vec::new();
    for inline in segment.inlines().iter().filter(|it| it.kind == InlineKind::Code) {
        let code = inline.range.of(text);
        let lead = code.len() - code.trim_start_matches(['`', ' ']).len();
        let path = code.trim_matches(['`', ' ']);
        if is_path(path) {
            let start = inline.range.start + lead as u32;
            let slot = noter.note(TextRange::new(start, start + path.len() as u32));
            found.push(Fact::CodePath(In { value: path.to_owned(), slot }));
        }
    }
    found
}

/// Whether code is the path of one file in the repository, without blanks and wildcards.
fn is_path(code: &str) -> bool {
    let Some((folders, name)) = code.rsplit_once('/') else { return false };
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '+');
    !folders.is_empty()
        && code.chars().all(is_plain)
        && !code.starts_with(['/', '-'])
        && (1..=8).contains(&extension.len())
        && extension.starts_with(|c: char| c.is_ascii_alphabetic())
        && extension.bytes().all(|it| it.is_ascii_alphanumeric())
        && !folders
            .split('/')
            .next()
            .is_some_and(|host| host.contains('.') && !matches!(host, "." | "..") && !host.starts_with('.'))
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
