//! Reads fences: plain-text schedules, Mermaid, wave lists; and whether a fence ends where it is meant to.

use crate::notation::header::{Claim, header};
use crate::notation::vocabulary::Vocabulary;
use crate::plan::read::facts::{Fact, FenceIn, FenceLine, In, NameForm, NameIn, Seen};
use crate::plan::read::mermaid::read_mermaid;
use crate::plan::read::names::names_in;
use crate::plan::read::noter::Noter;
use crate::plan::read::plain::Plain;
use crate::plan::read::segment::{first_line, lines};
use crate::plan::read::words::{Place, numbered, times_of_fence, words};
use crate::syntax::{Block, Segment};
use crate::text::TextRange;

/// The most lines of a fence that are read.
const MOST_LINES: usize = 400;

/// Reads one fence into facts.
pub fn read_fence(
    segment: &Segment,
    block: &Block,
    info: TextRange,
    closed: bool,
    vocabulary: &Vocabulary,
    noter: &mut Noter,
    facts: &mut Vec<Fact>,
) {
    let language = info.of(segment.text()).split([' ', '{', ',']).next().unwrap_or("").to_lowercase();
    let body = lines(segment, block.content);
    let raw = |line: &TextRange| line.of(segment.text());
    match language.as_str() {
        "mermaid" => read_mermaid(segment, body.get(..MOST_LINES).unwrap_or(&body), vocabulary, noter, facts),
        "" | "text" | "txt" | "plain" | "plaintext" | "ascii" | "diagram" | "gantt" => {
            read_text(segment, &body, vocabulary, noter, facts);
        }
        "json" if body.iter().take(40).any(|line| raw(line).contains("\"waves\"")) => {
            facts.extend(read_waves(segment, block.content, noter));
        }
        _ => facts.push(Fact::Seen(Seen::Code)),
    }
    facts.extend(doubt(segment, block, &language, closed, &body, vocabulary, noter).map(Fact::Fence));
}

/// A line of a fence has no Markdown in it: its words are its bytes.
fn bare(segment: &Segment, line: TextRange) -> Plain {
    Plain::raw_line(segment, line)
}

fn read_text(segment: &Segment, body: &[TextRange], vocabulary: &Vocabulary, noter: &mut Noter, facts: &mut Vec<Fact>) {
    for line in body.iter().take(MOST_LINES) {
        let plain = bare(segment, *line);
        let said = words(&plain, Place::Cell, 0, vocabulary, noter);
        if said.header.is_none() && said.names.is_empty() {
            continue;
        }
        arrows(&plain, vocabulary, noter, facts);
        let times = times_of_fence(&plain, &said, vocabulary, noter);
        facts.push(Fact::FenceLine(FenceLine { words: said, times, gantt: false }));
    }
}

/// `Sprint 1 → Sprint 2 → Sprint 3`: each comes before the next.
fn arrows(plain: &Plain, vocabulary: &Vocabulary, noter: &mut Noter, facts: &mut Vec<Fact>) {
    let found = names_in(plain, 0..plain.text.len(), vocabulary);
    for pair in found.windows(2) {
        let [from, to] = pair else { continue };
        let gap = plain.text.get(from.range.end..to.range.start).unwrap_or("");
        let bare =
            gap.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '─' | '=' | '(' | ')' | '[' | ']' | '"'));
        if matches!(bare, "→" | ">" | "►" | "⟶" | "▶" | "➔" | "➜") {
            facts.push(Fact::Arrow(from.clone().note(plain, noter), to.clone().note(plain, noter)));
        }
    }
}

/// `{"waves": [{"id": 0, "tasks": ["1.1"]}, …]}` and `{"waves": [["1"], ["2"]]}`, by their strings alone.
fn read_waves(segment: &Segment, content: TextRange, noter: &mut Noter) -> Option<Fact> {
    let text = content.of(segment.text());
    let start = text.find("\"waves\"")? + 7;
    let (mut waves, mut wave, mut depth): (Vec<Vec<NameIn>>, Vec<NameIn>, i32) = (Vec::new(), Vec::new(), 0);
    let mut quote: Option<usize> = None;
    for (at, c) in text.get(start..)?.char_indices().map(|(at, c)| (at + start, c)) {
        match (c, quote) {
            ('"', None) => quote = Some(at + 1),
            ('"', Some(from)) => {
                quote = None;
                let word = text.get(from..at)?;
                if depth >= 2 && word.chars().all(|c| c.is_ascii_digit() || c == '.') && !word.is_empty() {
                    let raw = TextRange::new(content.start + from as u32, content.start + at as u32);
                    let plain = Plain::raw_line(segment, raw);
                    let mut name = numbered(word, &plain, 0..word.len(), noter);
                    name.form = NameForm::Number;
                    wave.push(name);
                }
            }
            ('[', None) => depth += 1,
            (']', None) => {
                depth -= 1;
                if !wave.is_empty() {
                    waves.push(std::mem::take(&mut wave));
                }
                if depth <= 0 {
                    break;
                }
            }
            _ => {}
        }
    }
    (!waves.is_empty()).then_some(Fact::Waves(waves))
}

/// What makes a fence's end doubtful: none, or one that a fence inside it was to have. Reads the body as if it were
/// Markdown: an example of Markdown closes every fence that it opens.
fn doubt(
    segment: &Segment,
    block: &Block,
    language: &str,
    closed: bool,
    body: &[TextRange],
    vocabulary: &Vocabulary,
    noter: &mut Noter,
) -> Option<FenceIn> {
    let markdown = matches!(language, "markdown" | "md" | "mdx");
    let (mut inner, mut fences) = (None::<(&str, TextRange)>, false);
    let mut headings = Vec::new();
    for &line in body.iter().take(MOST_LINES * 10) {
        let text = line.of(segment.text()).trim();
        match (inner, fence_marks(text)) {
            (None, Some(marks)) => {
                fences = true;
                inner = Some((marks, line));
            }
            (Some((open, _)), Some(marks)) if marks == text && marks.starts_with(open) => inner = None,
            (None, None) if !markdown => headings.extend(unit_heading(segment, line, vocabulary)),
            _ => {}
        }
    }
    let shows_fences = markdown && fences;
    if closed && inner.is_none() && !shows_fences {
        return None;
    }
    let open = first_line(segment, block.range);
    let opening = open.of(segment.text());
    let marks = fence_marks(opening).unwrap_or("").to_owned();
    Some(FenceIn {
        open: noter.note(open),
        bare: opening.trim_end() == marks,
        marks,
        closed,
        nested: block.depth > 0,
        shows_fences,
        inner: inner.map(|(_, line)| noter.note(line)),
        headings: headings.into_iter().map(|(value, at)| In { value, slot: noter.note(at) }).collect(),
    })
}

/// The marks that a fence line begins with.
fn fence_marks(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let info = line.trim_start_matches(mark);
    let marks = line.get(..line.len() - info.len())?;
    (marks.len() >= 3 && !(mark == '`' && info.contains('`'))).then_some(marks)
}

/// The label of a line that would be a unit's heading, were it not in a fence. One mark alone may begin a comment.
fn unit_heading(segment: &Segment, line: TextRange, vocabulary: &Vocabulary) -> Option<(String, TextRange)> {
    let text = line.of(segment.text());
    let title = text.trim_start_matches('#');
    let marks = text.len() - title.len();
    if !(2..=6).contains(&marks) || !title.starts_with(' ') {
        return None;
    }
    let words = title.trim_start();
    let found = header(words, vocabulary).filter(|it| it.claim == Claim::Firm && it.label.0.kind.is_some())?;
    let start = line.start + (text.len() - words.len()) as u32;
    let at = TextRange::new(start + found.label.1.start as u32, start + found.label.1.end as u32);
    Some((found.label.0.text, at))
}
