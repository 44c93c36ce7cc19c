//! From pulldown-cmark's events to the flat sequence of blocks, for a segment in which tree-sitter lost its way.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::syntax::blocks::Blocks;
use crate::syntax::line::{Line, Opens, line_at, without_lone_cr};
use crate::syntax::scan::{FrontMatter, front_matter};
use crate::syntax::{Block, BlockKind};
use crate::text::TextRange;

/// The blocks of `text`. With `table`, it starts with rows of a table whose head stands in an earlier segment.
pub(crate) fn read(text: &str, table: &str) -> Vec<Block> {
    let skipped = match front_matter(text) {
        FrontMatter::Closed(end) => end,
        _ => 0,
    };
    let body = text.get(skipped..).unwrap_or("");
    let body = without_lone_cr(body);
    let source = if table.is_empty() { &*body } else { &format!("{table}{body}") };
    let mut reader =
        Reader { blocks: Blocks::of(text), depth: 0, loose: None, bare: Vec::new(), around: Vec::new(), seen: skipped };
    if skipped > 0 {
        reader.blocks.front_matter(0, skipped);
    }
    let place = |bytes: &Range<usize>| {
        let place = |byte: usize| (byte.saturating_sub(table.len()) + skipped).min(text.len());
        (place(bytes.start), place(bytes.end))
    };
    let events = Parser::new_ext(source, OPTIONS).into_offset_iter();
    let mut definitions: Vec<_> = events.reference_definitions().iter().map(|(_, link)| place(&link.span)).collect();
    definitions.sort_unstable();
    for (event, bytes) in events {
        let (start, end) = place(&bytes);
        // The head that was put before is not the text's.
        if bytes.end > table.len() || matches!(event, Event::End(_)) {
            reader.event(event, start, end);
        }
    }
    let definitions = definitions.into_iter().map(|(start, end)| (start, behind_line(text, end)));
    let definitions = Blocks::link_definitions(text, definitions);
    reader.blocks.map(|blocks| with_definitions(blocks, &reader.around, definitions)).finish()
}

/// `blocks` with `definitions` where they belong; both are in document order. `around` is where the containers among
/// the blocks start and end.
fn with_definitions(blocks: Vec<Block>, around: &[TextRange], definitions: Vec<Block>) -> Vec<Block> {
    if definitions.is_empty() {
        return blocks;
    }
    let mut merged = Vec::with_capacity(blocks.len() + definitions.len());
    let mut definitions = definitions.into_iter().peekable();
    let mut around = around.iter();
    // The containers around the place that was reached.
    let mut open: Vec<TextRange> = Vec::new();
    for block in blocks {
        while let Some(definition) = definitions.next_if(|one| one.range.start < block.range.start) {
            merged.push(inside(&mut open, definition));
        }
        if matches!(block.kind, BlockKind::List { .. } | BlockKind::Item { .. } | BlockKind::Quote) {
            open.truncate(block.depth as usize);
            open.push(around.next().map_or(block.range, |range| TextRange { start: block.range.start, ..*range }));
        }
        merged.push(block);
    }
    merged.extend(definitions.map(|definition| inside(&mut open, definition)));
    merged
}

fn inside(open: &mut Vec<TextRange>, mut definition: Block) -> Block {
    while open.pop_if(|around| !around.contains(definition.range)).is_some() {}
    definition.depth = u8::try_from(open.len()).unwrap_or(u8::MAX);
    definition
}

pub(crate) const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_TASKLISTS);

struct Reader<'t> {
    blocks: Blocks<'t>,
    depth: usize,
    /// The text of an item that has no paragraph of its own, so far.
    loose: Option<(usize, usize)>,
    /// Whether the open blocks hold text without a paragraph: items do, other blocks do not.
    bare: Vec<bool>,
    /// Where the lists, items and quotes so far start and end, blank lines and all.
    around: Vec<TextRange>,
    /// The end of the text that was read last.
    seen: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, start: usize, end: usize) {
        if matches!(event, Event::Text(_) | Event::Code(_) | Event::Html(_) | Event::InlineHtml(_)) {
            self.seen = self.seen.max(end);
        }
        match event {
            Event::Start(tag) => self.start(&tag, start, end),
            Event::End(tag) => self.end(tag),
            Event::Rule => {
                self.flush();
                self.blocks.leaf(BlockKind::Break, start, end, self.depth);
            }
            Event::TaskListMarker(_) if self.bare.last() != Some(&true) => self.blocks.start_last_at(start),
            _ if self.bare.last() == Some(&true) => self.text(start, end),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, start: usize, inner_end: usize) {
        if is_inline(tag) {
            // Within text that it does not end.
            if self.bare.last() == Some(&true) {
                self.text(start, inner_end);
            }
            return;
        }
        let end = behind_line(self.blocks.text(), inner_end);
        let depth = self.depth;
        let start = if matches!(tag, Tag::List(_) | Tag::Item) { self.marker(start) } else { start };
        if matches!(tag, Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) {
            let place = |byte| u32::try_from(byte).unwrap_or(u32::MAX);
            self.around.push(TextRange::new(place(start), place(end)));
        }
        match tag {
            Tag::Paragraph => {
                self.flush();
                self.blocks.paragraph(start, end, depth);
            }
            Tag::Heading { .. } => {
                self.flush();
                let line = self.blocks.text().get(start..self.blocks.line_end(start)).unwrap_or("");
                match Line::of(line).opens() {
                    Opens::Heading => self.blocks.atx(start, depth),
                    _ => self.blocks.setext(start, end, depth),
                }
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.blocks.quote(start, depth);
                self.depth += 1;
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                self.flush();
                self.blocks.leaf(BlockKind::IndentedCode, start, end, depth);
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
                self.flush();
                let close = self.closing_line(start, end);
                self.blocks.fence(start, end, close, depth);
            }
            Tag::HtmlBlock => {
                self.flush();
                self.blocks.leaf(BlockKind::Html, start, end, depth);
            }
            Tag::List(_) => {
                self.flush();
                self.blocks.list(start, depth);
                self.depth += 1;
            }
            Tag::Item => {
                self.blocks.item(start, end, depth);
                self.depth += 1;
            }
            Tag::Table(_) => {
                self.flush();
                self.blocks.leaf(BlockKind::Table, start, end, depth);
                self.depth += 1;
            }
            Tag::TableHead => self.blocks.row(true, start, end, depth),
            Tag::TableRow => self.blocks.row(false, start, end, depth),
            _ => return,
        }
        self.bare.push(matches!(tag, Tag::Item));
    }

    /// The marker of a list or item that is said to start at `start`: with tabs, that can be in the line before.
    fn marker(&self, start: usize) -> usize {
        let start = start.max(self.seen);
        let rest = self.blocks.text().get(start..).unwrap_or("");
        start + rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r', '>']).len()
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::Table => {
                self.flush();
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock => {}
            TagEnd::TableHead | TagEnd::TableRow => {}
            _ => return,
        }
        self.bare.pop();
    }

    fn text(&mut self, start: usize, end: usize) {
        self.loose = Some(self.loose.map_or((start, end), |(from, to)| (from.min(start), to.max(end))));
    }

    /// Makes a paragraph of an item's text.
    fn flush(&mut self) {
        if let Some((start, end)) = self.loose.take() {
            self.blocks.paragraph(start, behind_line(self.blocks.text(), end), self.depth);
        }
    }

    /// Where the last line of the fence at `start..end` starts, if it closes it.
    fn closing_line(&self, start: usize, end: usize) -> Option<usize> {
        let text = self.blocks.text();
        let open = text.get(start..)?.trim_start_matches([' ', '\t']);
        let mark = open.chars().next()?;
        let len = open.chars().take_while(|char| *char == mark).count();
        let last = self.blocks.last_line(start, end);
        let line = self.blocks.line_start(last);
        let marks = text.get(line..last)?.trim_matches([' ', '\t', '>']);
        (line > start && marks.len() >= len && marks.chars().all(|char| char == mark)).then_some(line)
    }
}

/// Whether it stands within text.
fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } | Tag::TableCell
    )
}

/// Behind the line that `end` is in, or `end` itself if a line starts there.
fn behind_line(text: &str, end: usize) -> usize {
    if text.get(..end).is_none_or(|before| before.is_empty() || before.ends_with(['\n', '\r'])) {
        return end;
    }
    line_at(text, end).1
}
