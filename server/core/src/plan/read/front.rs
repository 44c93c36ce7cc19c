//! Reads front matter: keys with one value or a list, as plans use it. Not a YAML parser: what it does not know it leaves.

use crate::plan::read::facts::{Fact, FrontEntry, In};
use crate::plan::read::noter::Noter;
use crate::plan::read::segment::lines;
use crate::syntax::{Block, Segment};
use crate::text::TextRange;

/// Reads `key: value`, `key: [a, b]` and `key:` with `- value` lines below, at the top level.
pub fn read_front(segment: &Segment, block: &Block, noter: &mut Noter) -> Option<Fact> {
    let mut entries: Vec<FrontEntry> = Vec::new();
    for line in lines(segment, block.content) {
        let text = line.of(segment.text());
        let trimmed = text.trim_start();
        if let Some(value) = trimmed.strip_prefix("- ") {
            if let Some(entry) = entries.last_mut() {
                let start = line.end - value.len() as u32;
                entry.values.extend(scalar(value, start, noter));
            }
            continue;
        }
        let joint = if text.contains(" = ") && !text.contains(": ") { '=' } else { ':' };
        let Some((key, value)) = text.split_once(joint) else { continue };
        if text.starts_with([' ', '\t', '#']) || key.trim().is_empty() {
            continue;
        }
        let start = line.end - value.len() as u32;
        entries.push(FrontEntry {
            key: key.trim().to_lowercase(),
            values: values(value, start, noter),
            line: noter.note(line),
        });
    }
    (!entries.is_empty()).then_some(Fact::Front(entries))
}

fn values(text: &str, start: u32, noter: &mut Noter) -> Vec<In<String>> {
    let trimmed = text.trim();
    let Some(inner) = trimmed.strip_prefix('[').and_then(|it| it.strip_suffix(']')) else {
        return scalar(text, start, noter).into_iter().collect();
    };
    let mut at = start + (text.len() - text.trim_start().len()) as u32 + 1;
    let mut out = Vec::new();
    for part in inner.split(',') {
        out.extend(scalar(part, at, noter));
        at += part.len() as u32 + 1;
    }
    out
}

fn scalar(text: &str, start: u32, noter: &mut Noter) -> Option<In<String>> {
    let value = text.split(" #").next().unwrap_or(text);
    let lead = value.len() - value.trim_start_matches([' ', '\t', '"', '\'']).len();
    let value = value.get(lead..)?.trim_end_matches([' ', '\t', '"', '\'', '\r']);
    let slot = noter.note(TextRange::new(start + lead as u32, start + (lead + value.len()) as u32));
    (!value.is_empty()).then(|| In { value: value.to_owned(), slot })
}
