//! A line without its marks of emphasis, code, links and HTML, and the way back to the raw bytes.

use std::ops::Range;

use crate::syntax::{Inline, InlineKind, Segment};
use crate::text::TextRange;

/// A line as a reader sees it.
#[derive(Clone, Debug, Default)]
pub struct Plain {
    /// The words.
    pub text: String,
    /// Where leading bold text ends, in bytes of `text`.
    pub bold_to: Option<usize>,
    /// Everything is bold.
    pub all_bold: bool,
    /// Code spans, in bytes of `text`.
    pub code: Vec<Range<usize>>,
    /// Struck-through parts, in bytes of `text`.
    pub struck: Vec<Range<usize>>,
    /// Runs that were copied as they are: start in `text`, start in the segment. Ascending.
    runs: Vec<(usize, u32)>,
    end: u32,
}

impl Plain {
    /// Reads the bytes of `range`, which lies in one line of `segment`.
    pub fn of(segment: &Segment, range: TextRange) -> Plain {
        let raw = range.of(segment.text());
        let lead = raw.len() - raw.trim_start().len();
        let start = range.start + lead as u32;
        let end = start + raw.trim().len() as u32;
        let range = TextRange::new(start, end);
        let mut plain = Plain { end, ..Plain::default() };
        let inlines = overlapping(segment.inlines(), range);
        let mut holes: Vec<(TextRange, bool)> = Vec::new();
        for inline in &inlines {
            add_holes(segment.text(), inline, &mut holes);
        }
        escapes(segment.text(), range, &inlines, &mut holes);
        holes.sort_by_key(|(hole, _)| (hole.start, hole.end));
        let mut at = start;
        for (hole, blank) in holes {
            if hole.end <= at || hole.start >= end {
                continue;
            }
            plain.copy(segment.text(), TextRange::new(at, hole.start.max(at)));
            if blank && !plain.text.ends_with(' ') {
                plain.runs.push((plain.text.len(), hole.start.max(at)));
                plain.text.push(' ');
            }
            at = hole.end;
        }
        plain.copy(segment.text(), TextRange::new(at.min(end), end));
        plain.mark(&inlines);
        plain
    }

    /// The bytes of `range` as they are: text in which Markdown's marks mean nothing. Tags are left out.
    pub fn raw_line(segment: &Segment, range: TextRange) -> Plain {
        let raw = range.of(segment.text());
        let start = range.start + (raw.len() - raw.trim_start().len()) as u32;
        let end = start + raw.trim().len() as u32;
        let mut plain = Plain { end, ..Plain::default() };
        let mut at = start;
        let text = TextRange::new(start, end).of(segment.text());
        for (open, _) in text.match_indices('<') {
            let tag = text.get(open..).unwrap_or("");
            let named = tag.get(1..).is_some_and(|it| it.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'));
            let Some(len) = tag.find('>').filter(|len| named && *len < 40) else { continue };
            let (from, to) = (start + open as u32, start + (open + len + 1) as u32);
            if from >= at {
                plain.copy(segment.text(), TextRange::new(at, from));
                at = to;
            }
        }
        plain.copy(segment.text(), TextRange::new(at, end));
        plain
    }

    fn copy(&mut self, text: &str, range: TextRange) {
        if !range.is_empty() {
            self.runs.push((self.text.len(), range.start));
            self.text.push_str(range.of(text));
        }
    }

    /// Notes code, strikes and leading bold.
    fn mark(&mut self, inlines: &[&Inline]) {
        for inline in inlines {
            let from = self.to_plain(inline.range.start);
            let to = self.to_plain(inline.range.end);
            match inline.kind {
                InlineKind::Code if from < to => self.code.push(from..to),
                InlineKind::Strikethrough if from < to => self.struck.push(from..to),
                InlineKind::Strong if from < to => {
                    let head = self.text.get(..from).unwrap_or("");
                    let bare = !head.chars().any(char::is_alphabetic) && head.len() < 24;
                    if bare && self.bold_to.is_none_or(|it| it < to) {
                        self.bold_to = Some(to);
                    }
                }
                _ => {}
            }
        }
        let tail = self.bold_to.and_then(|to| self.text.get(to..)).unwrap_or("x");
        self.all_bold = !tail.chars().any(char::is_alphanumeric);
    }

    fn to_plain(&self, raw: u32) -> usize {
        let mut found = 0;
        for (index, (plain, start)) in self.runs.iter().enumerate() {
            let run_end = self.runs.get(index + 1).map_or(self.text.len(), |next| next.0);
            if raw >= *start {
                found = (plain + (raw - start) as usize).min(run_end);
            }
        }
        found
    }

    /// The segment's bytes behind the bytes `range` of `text`.
    pub fn raw(&self, range: Range<usize>) -> TextRange {
        let start = self.to_raw(range.start, false);
        let end = if range.is_empty() { start } else { self.to_raw(range.end, true) };
        TextRange::new(start, end)
    }

    fn to_raw(&self, at: usize, is_end: bool) -> u32 {
        let before = self.runs.partition_point(|run| if is_end { run.0 < at } else { run.0 <= at });
        match before.checked_sub(1).and_then(|run| self.runs.get(run)) {
            Some((plain, raw)) => (raw + (at - plain) as u32).min(self.end),
            None => self.runs.first().map_or(self.end, |run| run.1),
        }
    }

    /// Whether the bytes `range` of `text` touch a code span.
    pub fn in_code(&self, range: &Range<usize>) -> bool {
        self.code.iter().any(|it| it.start < range.end && range.start < it.end)
    }
}

fn overlapping(inlines: &[Inline], range: TextRange) -> Vec<&Inline> {
    let past = inlines.partition_point(|it| it.range.start < range.end);
    let mut found = Vec::new();
    for inline in inlines.get(..past).unwrap_or_default().iter().rev().take(400) {
        if inline.range.overlaps(range) {
            found.push(inline);
        }
    }
    found.reverse();
    found
}

fn add_holes(text: &str, inline: &Inline, holes: &mut Vec<(TextRange, bool)>) {
    let TextRange { start, end } = inline.range;
    let mut ends = |marks: u32| {
        holes.push((TextRange::new(start, start + marks), false));
        holes.push((TextRange::new(end.saturating_sub(marks), end), false));
    };
    match &inline.kind {
        InlineKind::Strong => ends(2),
        InlineKind::Emphasis => ends(1),
        InlineKind::Strikethrough => ends(if inline.range.of(text).starts_with("~~") { 2 } else { 1 }),
        InlineKind::Code => {
            let raw = inline.range.of(text);
            ends((raw.len() - raw.trim_start_matches('`').len()) as u32);
        }
        InlineKind::Link { text, .. } => {
            holes.push((TextRange::new(start, text.start), false));
            holes.push((TextRange::new(text.end, end), false));
        }
        InlineKind::Image | InlineKind::Html => holes.push((inline.range, true)),
    }
}

/// Backslashes that escape punctuation.
fn escapes(text: &str, range: TextRange, inlines: &[&Inline], holes: &mut Vec<(TextRange, bool)>) {
    let raw = range.of(text).as_bytes();
    for (at, pair) in raw.windows(2).enumerate() {
        let [b'\\', next] = pair else { continue };
        let at = range.start + at as u32;
        let in_code = inlines.iter().any(|it| matches!(it.kind, InlineKind::Code) && it.range.touches(at));
        if next.is_ascii_punctuation() && !in_code {
            holes.push((TextRange::new(at, at + 1), false));
        }
    }
}
