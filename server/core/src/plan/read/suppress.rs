//! Reads the comments that tell Milepost to be silent: `<!-- milepost-disable-line overlapping-weeks -- agreed on -->`.

use memchr::memmem;

use crate::plan::read::facts::{Fact, In, SuppressionIn};
use crate::plan::read::noter::Noter;
use crate::plan::suppression::Scope;
use crate::syntax::{BlockKind, InlineKind, Segment};
use crate::text::TextRange;

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// The suppressions of a segment, in order. What stands in code is an example.
pub fn suppressions(segment: &Segment, noter: &mut Noter) -> Vec<Fact> {
    let text = segment.text();
    if memmem::find(text.as_bytes(), b"milepost-").is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find(OPEN)).map(|at| from + at) {
        let body = start + OPEN.len();
        let Some(end) = text.get(body..).and_then(|rest| rest.find(CLOSE)).map(|at| body + at) else { break };
        from = end + CLOSE.len();
        let whole = TextRange::new(start as u32, from as u32);
        if !is_code(segment, whole) {
            found.extend(suppression(text.get(body..end).unwrap_or(""), body as u32, whole, noter));
        }
    }
    found
}

/// Whether `range` stands in code or front matter.
pub fn is_code(segment: &Segment, range: TextRange) -> bool {
    let code =
        |kind: &BlockKind| matches!(kind, BlockKind::Fence { .. } | BlockKind::IndentedCode | BlockKind::FrontMatter);
    let holds = |outer: TextRange| outer.start <= range.start && range.end <= outer.end;
    segment.blocks().iter().any(|block| code(&block.kind) && holds(block.range))
        || segment.inlines().iter().any(|it| it.kind == InlineKind::Code && holds(it.range))
}

/// Reads what stands between the marks of a comment, which begins at byte `start`.
fn suppression(body: &str, start: u32, whole: TextRange, noter: &mut Noter) -> Option<Fact> {
    let words = body.split(" -- ").next().unwrap_or(body);
    let mut scope = None;
    let mut rules = Vec::new();
    let mut at = 0;
    for word in words.split([' ', '\t', '\r', '\n', ',']) {
        let range = TextRange::new(start + at, start + at + word.len() as u32);
        at += word.len() as u32 + 1;
        match scope {
            _ if word.is_empty() => {}
            None => scope = Some(Scope::of(word)?),
            Some(_) => rules.push(In { value: word.to_owned(), slot: noter.note(range) }),
        }
    }
    Some(Fact::Suppression(SuppressionIn { scope: scope?, rules, slot: noter.note(whole) }))
}
