//! Reads one segment's blocks into facts.

use crate::notation::effort::effort_in_line;
use crate::notation::field::field_at;
use crate::notation::id::{IdShape, id_at};
use crate::notation::label::label_at;
use crate::notation::status::task_box;
use crate::notation::time::{DateOrder, date_order};
use crate::notation::vocabulary::Vocabulary;
use crate::notation::vocabulary::checks::is_check;
use crate::plan::ProblemKind;
use crate::plan::read::Fragment;
use crate::plan::read::facts::{Fact, In, Item, ItemMark, Line, Seen};
use crate::plan::read::fence::read_fence;
use crate::plan::read::front::read_front;
use crate::plan::read::html::read_html;
use crate::plan::read::link_references::{code_paths, heading_anchors, link_references, local_links, tag_anchors};
use crate::plan::read::noter::Noter;
use crate::plan::read::plain::Plain;
use crate::plan::read::signs::{is_signed, signed_depends, signed_id};
use crate::plan::read::suppress::suppressions;
use crate::plan::read::table::read_table;
use crate::plan::read::totals::totals;
use crate::plan::read::words::{Place, words};
use crate::syntax::{Block, BlockKind, Segment};
use crate::text::TextRange;

/// Reads one segment. A function of its text, and of the head of the table that it goes on with.
pub fn read_segment(segment: &Segment, vocabulary: &Vocabulary) -> Fragment {
    let mut reader = Reader { segment, vocabulary, noter: Noter::default(), facts: Vec::new() };
    let blocks = segment.blocks();
    let mut at = 0;
    let mut items: Vec<u8> = Vec::new();
    let mut quotes: Vec<u8> = Vec::new();
    while let Some(block) = blocks.get(at) {
        items.retain(|depth| *depth < block.depth);
        quotes.retain(|depth| *depth < block.depth);
        let quoted = !quotes.is_empty();
        match block.kind {
            BlockKind::Heading { level, .. } => reader.heading(level, block),
            BlockKind::Paragraph => reader.paragraph(block, false, quoted, !items.is_empty()),
            BlockKind::Item { number } => {
                let depth = items.len() as u8;
                items.push(block.depth);
                let text =
                    blocks.get(at + 1).filter(|next| next.depth > block.depth && next.kind == BlockKind::Paragraph);
                reader.item(number, depth, block, text, quoted);
                if text.is_some() {
                    at += 1;
                }
            }
            BlockKind::Quote => quotes.push(block.depth),
            BlockKind::Table => {
                let end = segment.block_end(at);
                let rows = blocks.get(at..end).unwrap_or_default();
                let table = read_table(segment, rows, reader.vocabulary, &mut reader.noter);
                reader.facts.extend(table.map(Fact::Table));
                at = end;
                continue;
            }
            BlockKind::Fence { info, closed } => {
                read_fence(segment, block, info, closed, vocabulary, &mut reader.noter, &mut reader.facts);
            }
            BlockKind::Html => read_html(segment, block, vocabulary, &mut reader.noter, &mut reader.facts),
            BlockKind::FrontMatter => reader.facts.extend(read_front(segment, block, &mut reader.noter)),
            BlockKind::Break => reader.facts.push(Fact::Break),
            BlockKind::IndentedCode => reader.facts.push(Fact::Seen(Seen::Code)),
            BlockKind::List { .. } | BlockKind::Row { .. } | BlockKind::Cell | BlockKind::LinkDefinition => {}
        }
        at += 1;
    }
    if segment.degraded() {
        let slot = reader.noter.note(TextRange::new(0, segment.text().lines().next().map_or(0, str::len) as u32));
        reader.facts.push(Fact::Problem(ProblemKind::Degraded, slot));
    }
    reader.facts.extend(local_links(segment, &mut reader.noter));
    reader.facts.extend(code_paths(segment, &mut reader.noter));
    reader.facts.extend(tag_anchors(segment.text()));
    reader.facts.extend(link_references(segment, &mut reader.noter));
    reader.facts.extend(suppressions(segment, &mut reader.noter));
    reader.facts.extend(date_facts(segment.text()));
    Fragment { facts: reader.facts, ranges: reader.noter.ranges }
}

/// How the segment's dates write day and month, where one of them tells.
fn date_facts(text: &str) -> Option<Fact> {
    let slashed = |it: &[u8]| matches!(it, [a, b'/' | b'.', c] if a.is_ascii_digit() && c.is_ascii_digit());
    if !text.as_bytes().windows(3).any(slashed) {
        return None;
    }
    let order = date_order(text.lines());
    (order != DateOrder::Unknown).then_some(Fact::Dates(order))
}

struct Reader<'a> {
    segment: &'a Segment,
    vocabulary: &'a Vocabulary,
    noter: Noter,
    facts: Vec<Fact>,
}

impl Reader<'_> {
    fn heading(&mut self, level: u8, block: &Block) {
        let range = first_line(self.segment, block.content);
        let plain = Plain::of(self.segment, range);
        let mut words = words(&plain, Place::Heading, 0, self.vocabulary, &mut self.noter);
        words.line = self.noter.note(first_line(self.segment, block.range));
        self.facts.push(Fact::Heading(level, words));
        self.facts.extend(heading_anchors(&plain.text));
    }

    fn paragraph(&mut self, block: &Block, continued: bool, quoted: bool, in_item: bool) {
        let lines = lines(self.segment, block.content);
        let only = lines.len() == 1;
        for (index, &line) in lines.iter().enumerate().skip(usize::from(continued)) {
            let plain = Plain::of(self.segment, strip_quote(self.segment, line));
            if in_item {
                let words = words(&plain, Place::Line, 0, self.vocabulary, &mut self.noter);
                self.facts.push(Fact::ItemLine(words));
                continue;
            }
            self.not_a_heading(line);
            if !quoted {
                self.facts.extend(totals(&plain, self.vocabulary, &mut self.noter));
            }
            let words = words(&plain, Place::Line, 0, self.vocabulary, &mut self.noter);
            let opens = lines.get(index + 1).is_some_and(|next| self.stands_below(*next));
            self.facts.push(Fact::Line(Line { words, first: index == 0, only, opens, quoted }));
        }
    }

    /// Whether a line is a field or a bullet, as they stand below the line that a unit begins with where a page lost
    /// its marks.
    fn stands_below(&self, line: TextRange) -> bool {
        let text = line.of(self.segment.text()).trim_start();
        text.starts_with(['•', '‣', '◦', '▪', '·', '☐', '☑', '✅']) || field_at(text, None, self.vocabulary).is_some()
    }

    /// `#Sprint 2`: a heading but for the blank.
    fn not_a_heading(&mut self, line: TextRange) {
        let text = line.of(self.segment.text());
        let words = text.trim_start_matches('#');
        let marks = text.len() - words.len();
        if (1..=6).contains(&marks)
            && words.starts_with(char::is_alphabetic)
            && let Some(hit) = label_at(words, 0, self.vocabulary).filter(|hit| hit.label.kind.is_some())
        {
            let slot = self.noter.note(line);
            self.facts.push(Fact::Problem(ProblemKind::NotAHeading(hit.label.text), slot));
        }
    }

    fn item(&mut self, number: Option<u32>, depth: u8, block: &Block, text: Option<&Block>, quoted: bool) {
        let range = text.map_or(TextRange::empty(block.content.start), |it| first_line(self.segment, it.content));
        let plain = Plain::of(self.segment, range);
        let found = task_box(&plain.text);
        let from = found.as_ref().map_or(0, |it| it.rest);
        let mark = found.map(|it| ItemMark {
            mark: it.mark,
            slot: self.noter.plain(&plain, it.range.clone()),
            optional: it.optional,
        });
        let mut words = words(&plain, Place::Line, from, self.vocabulary, &mut self.noter);
        words.line = self.noter.note(TextRange::new(block.range.start, range.end.max(block.range.start)));
        let id = item_id(&plain, from);
        let behind_id = id.as_ref().map_or(from, |(_, range, _)| behind_tags(&plain.text, range.end).0);
        let verifies = is_check(plain.text.get(behind_id..).unwrap_or(""));
        self.facts.extend(totals(&plain, self.vocabulary, &mut self.noter));
        let (id, shape) = match id {
            Some((value, range, shape)) => {
                let slot = self.noter.plain(&plain, range.clone());
                let is_own = |it: &crate::plan::read::facts::NameIn, noter: &Noter| {
                    noter.ranges.get(it.slot as usize) == noter.ranges.get(slot as usize)
                };
                words.names.retain(|it| !is_own(it, &self.noter));
                let (behind, parallel) = behind_tags(&plain.text, range.end);
                words.text = self.noter.plain(&plain, behind..plain.text.len());
                if parallel && words.parallel.is_none() {
                    words.parallel = Some(In { value: Vec::new(), slot: words.line });
                }
                (Some(In { value, slot }), Some(shape))
            }
            None => (None, None),
        };
        let (id, shape) = match signed_id(&plain).filter(|_| mark.is_some() && id.is_none()) {
            Some((value, range)) => (Some(In { value, slot: self.noter.plain(&plain, range) }), Some(IdShape::Signed)),
            None => (id, shape),
        };
        if mark.is_some() && is_signed(&plain.text) {
            words.depends.extend(signed_depends(&plain, &mut self.noter));
            self.facts.push(Fact::Seen(Seen::Sign));
        }
        self.facts.push(Fact::Item(Item {
            depth,
            number,
            mark,
            id,
            shape,
            effort: effort_in_line(&plain.text),
            verifies,
            words,
            quoted,
        }));
        if let Some(text) = text {
            self.paragraph(text, true, quoted, true);
        }
    }
}

/// The explicit id that an item's words begin with: `T012 …`, `**AUTH-01**: …`, `2.1 …`, `[T3] …`.
fn item_id(plain: &Plain, from: usize) -> Option<(String, std::ops::Range<usize>, IdShape)> {
    let text = plain.text.get(from..)?;
    let start = from + text.find(|c: char| c.is_alphanumeric())?;
    let lead = plain.text.get(from..start)?;
    if lead.chars().any(|c| !(c.is_whitespace() || matches!(c, '[' | '(' | '*' | '_' | '#'))) {
        return None;
    }
    let start =
        match plain.text.get(start..).and_then(|it| it.strip_prefix("Task ").or_else(|| it.strip_prefix("Task: "))) {
            Some(rest) => plain.text.len() - rest.len(),
            None => start,
        };
    if let Some(hit) = id_at(&plain.text, start) {
        if plain.in_code(&hit.range) {
            return None;
        }
        let behind = plain.text.get(hit.range.end..)?;
        let set_off = behind.is_empty()
            || behind.starts_with([' ', ':', '.', ')', ']', '：', '、', ',', '\u{a0}', '-', '–', '—']);
        let id = plain.text.get(hit.range.clone())?.to_owned();
        return set_off.then_some((id, hit.range, hit.shape));
    }
    // `02-01-PLAN.md`: the file of a plan stands for its id.
    let word: String = plain.text.get(start..)?.chars().take(6).collect();
    if word.len() == 6
        && word.get(5..) == Some("-")
        && crate::notation::id::shape(word.get(..5)?) == Some(IdShape::Paired)
    {
        return Some((word.get(..5)?.to_owned(), start..start + 5, IdShape::Paired));
    }
    // Kiro writes `- [ ] 3. Title` with a box; the caller decides whether that is an id.
    let rest = plain.text.get(start..)?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let closed = rest.get(digits..)?.starts_with(". ") || rest.get(digits..)?.starts_with(") ");
    let range = start..start + digits;
    (digits > 0 && digits <= 3 && closed).then(|| (rest.get(..digits).unwrap_or("").to_owned(), range, IdShape::Dotted))
}

/// Where the words begin behind an id and tags such as `[P]`, `[US1]`, `(P)`; and whether one says that it may run beside others.
fn behind_tags(text: &str, from: usize) -> (usize, bool) {
    let (mut at, mut parallel) = (from, false);
    loop {
        let rest = text.get(at..).unwrap_or("");
        let words = rest.trim_start_matches([' ', ':', '.', ')', ']', '：', '、', '\u{a0}', '-', '–', '—']);
        at += rest.len() - words.len();
        let tag = words.strip_prefix(['[', '(']).and_then(|it| it.split_once([']', ')']));
        match tag.filter(|(tag, _)| tag.len() <= 5 && tag.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()))
        {
            Some((tag, behind)) => {
                parallel |= tag == "P";
                at = text.len() - behind.len();
            }
            None => return (at, parallel),
        }
    }
}

/// The lines of `range`, ends left out.
pub fn lines(segment: &Segment, range: TextRange) -> Vec<TextRange> {
    let text = range.of(segment.text());
    let mut out = Vec::new();
    let mut start = 0usize;
    let bytes = text.as_bytes();
    let mut at = 0usize;
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b'\n' | b'\r') {
            out.push(TextRange::new(range.start + start as u32, range.start + at as u32));
            at += usize::from(*byte == b'\r' && bytes.get(at + 1) == Some(&b'\n'));
            start = at + 1;
        }
        at += 1;
    }
    if start < text.len() {
        out.push(TextRange::new(range.start + start as u32, range.end));
    }
    out
}

/// The first line of `range`.
pub fn first_line(segment: &Segment, range: TextRange) -> TextRange {
    let text = range.of(segment.text());
    let len = text.find(['\n', '\r']).unwrap_or(text.len());
    TextRange::new(range.start, range.start + len as u32)
}

/// `line` without the `> ` of quotes.
fn strip_quote(segment: &Segment, line: TextRange) -> TextRange {
    let text = line.of(segment.text());
    let words = text.trim_start_matches([' ', '>', '\t']);
    TextRange::new(line.start + (text.len() - words.len()) as u32, line.end)
}
