//! Headings as they stand in the text, for whoever asks what lies between two places.

use crate::lint::rule::Context;
use crate::plan::place::Place;
use crate::text::{Text, TextRange};

/// A heading of Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadingLine {
    /// Where its line starts.
    pub start: u32,
    /// From 1 to 6.
    pub level: u8,
}

/// The headings that begin behind the line of `start` and before `end`. Lines inside fences are no headings. Reads line
/// by line: for what is rare, or asked for.
pub fn headings(text: &Text, start: u32, end: u32) -> impl Iterator<Item = HeadingLine> + '_ {
    let mut fence: Option<String> = None;
    let lines = (text.line_of(start) + 1..text.line_count()).map(|line| text.line_range(line));
    lines.take_while(move |range| range.start < end).filter_map(move |range| {
        let content = text.slice(range);
        let trimmed = content.trim_start();
        let run: String = trimmed.chars().take_while(|c| *c == '`' || *c == '~').collect();
        match &fence {
            Some(open) if run.starts_with(open.as_str()) && trimmed.trim() == run => fence = None,
            Some(_) => {}
            None if run.len() >= 3 => fence = Some(run),
            None => return level(&content).map(|level| HeadingLine { start: range.start, level }),
        }
        None
    })
}

fn level(line: &str) -> Option<u8> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    ((1..=6).contains(&level) && (rest.is_empty() || rest.starts_with([' ', '\t']))).then_some(level as u8)
}

/// Whether the document goes from `earlier` to `later` without a heading above `level`: what begins under another one
/// need not go on with what the first began.
pub fn same_section(cx: &Context<'_>, earlier: Place, later: Place, level: u8) -> bool {
    let between = TextRange::new(cx.document.range(earlier).end, cx.document.range(later).start);
    headings(cx.document.text(), between.start, between.end).all(|it| it.level >= level)
}
