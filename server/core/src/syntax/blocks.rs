//! From tree-sitter's block tree to the flat sequence of blocks.

use tree_sitter::{Node, Tree};

use crate::syntax::{Block, BlockKind};
use crate::text::TextRange;

/// The blocks of `tree`, which was parsed from `head` bytes that are not the text's, and then `text`.
pub(crate) fn read(tree: &Tree, head: usize, text: &str) -> Vec<Block> {
    let mut reader = Reader { text, head, blocks: Vec::new(), box_start: None };
    let mut cursor = tree.walk();
    // The nodes on the way down that opened a block, as their height in the tree.
    let mut open: Vec<u32> = Vec::new();
    loop {
        let into = reader.visit(cursor.node(), open.len());
        let height = cursor.depth();
        if into != Into::Skip && cursor.goto_first_child() {
            if into == Into::Deeper {
                open.push(height);
            }
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return finish(reader.blocks);
            }
            if open.last() == Some(&cursor.depth()) {
                open.pop();
            }
        }
    }
}

/// The blocks of a text that was not parsed: a paragraph for every run of lines that are not blank.
pub(crate) fn plain(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut run: Option<TextRange> = None;
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let content = line.trim_end();
        // A `\r\n` comes as two pieces; the second is no blank line.
        let half = line == "\n" && start > 0 && text.as_bytes().get(start - 1) == Some(&b'\r');
        if !content.is_empty() {
            let here = range(start, start + content.len());
            run = Some(run.map_or(here, |run| TextRange::new(run.start, here.end)));
        } else if !half && let Some(range) = run.take() {
            blocks.push(Block { kind: BlockKind::Paragraph, depth: 0, range, content: range });
        }
        start += line.len();
    }
    blocks.extend(run.map(|range| Block { kind: BlockKind::Paragraph, depth: 0, range, content: range }));
    blocks
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Into {
    Skip,
    Through,
    Deeper,
}

struct Reader<'t> {
    text: &'t str,
    head: usize,
    blocks: Vec<Block>,
    /// Where a task box was seen, whose paragraph comes next.
    box_start: Option<usize>,
}

impl Reader<'_> {
    fn visit(&mut self, node: Node<'_>, depth: usize) -> Into {
        let (start, end) = self.range_of(node);
        match node.kind() {
            "list" => {
                let kind = BlockKind::List { ordered: self.marker(node).is_some_and(|at| self.number(at).is_some()) };
                self.push(kind, depth, range(start, start), None);
                Into::Deeper
            }
            "list_item" => {
                let marker = self.skip_blanks(start);
                let width = self.rest(marker).bytes().take_while(u8::is_ascii_digit).count() + 1;
                let content = self.skip_blanks((marker + width).min(end));
                let kind = BlockKind::Item { number: self.number(marker) };
                self.push(kind, depth, range(marker, marker + width), Some(range(content, content)));
                Into::Deeper
            }
            "block_quote" => {
                let start = self.skip_blanks(start);
                self.push(BlockKind::Quote, depth, range(start, start + 1), None);
                Into::Deeper
            }
            "task_list_marker_checked" | "task_list_marker_unchecked" => {
                self.box_start = Some(self.skip_blanks(start));
                Into::Skip
            }
            "paragraph" => {
                let start = self.box_start.take().unwrap_or_else(|| self.skip_blanks(start));
                self.push(BlockKind::Paragraph, depth, range(start, self.last_line(start, end)), None);
                Into::Skip
            }
            "atx_heading" => {
                self.atx(node, depth);
                Into::Skip
            }
            "setext_heading" => {
                self.setext(node, depth);
                Into::Skip
            }
            "fenced_code_block" => {
                self.fence(node, depth);
                Into::Skip
            }
            "pipe_table" => {
                self.table(node, depth);
                Into::Skip
            }
            "minus_metadata" | "plus_metadata" => {
                let end = self.last_line(start, end);
                let content = self.between(start, self.line_start(end));
                self.push(BlockKind::FrontMatter, depth, range(start, end), Some(content));
                Into::Skip
            }
            "indented_code_block" => self.leaf(BlockKind::IndentedCode, start, end, depth),
            "html_block" => self.leaf(BlockKind::Html, start, end, depth),
            "thematic_break" => self.leaf(BlockKind::Break, start, end, depth),
            "link_reference_definition" => self.leaf(BlockKind::LinkDefinition, start, end, depth),
            "document" | "section" | "ERROR" => Into::Through,
            _ => Into::Skip,
        }
    }

    fn push(&mut self, kind: BlockKind, depth: usize, range: TextRange, content: Option<TextRange>) {
        let depth = u8::try_from(depth).unwrap_or(u8::MAX);
        self.blocks.push(Block { kind, depth, range, content: content.unwrap_or(range) });
    }

    fn leaf(&mut self, kind: BlockKind, start: usize, end: usize, depth: usize) -> Into {
        let start = self.skip_blanks(start);
        let end = self.last_filled_line(start, end);
        self.push(kind, depth, range(start, end), None);
        Into::Skip
    }

    fn atx(&mut self, node: Node<'_>, depth: usize) {
        let start = self.skip_blanks(self.range_of(node).0);
        let end = self.line_end(start);
        let marks = self.rest(start).bytes().take_while(|byte| *byte == b'#').count();
        let text = range(start + marks, end).of(self.text);
        let open = text.trim_end_matches([' ', '\t']);
        let closed = open.trim_end_matches('#');
        let text = if closed.is_empty() || closed.ends_with([' ', '\t']) { closed } else { open };
        let from = start + marks + (text.len() - text.trim_start_matches([' ', '\t']).len());
        let content = range(from, from + text.trim_matches([' ', '\t']).len());
        let level = u8::try_from(marks.clamp(1, 6)).unwrap_or(6);
        self.push(BlockKind::Heading { level, setext: false }, depth, range(start, end), Some(content));
    }

    fn setext(&mut self, node: Node<'_>, depth: usize) {
        let (start, end) = self.range_of(node);
        let start = self.skip_blanks(start);
        let end = self.last_line(start, end);
        let mut text_end = start;
        let mut level = 1;
        let mut cursor = node.walk();
        for child in node.children(&mut cursor) {
            match child.kind() {
                "paragraph" => text_end = self.last_line(start, self.range_of(child).1),
                "setext_h2_underline" => level = 2,
                _ => {}
            }
        }
        let text = range(start, text_end).of(self.text).trim_end();
        let content = range(start, start + text.len());
        self.push(BlockKind::Heading { level, setext: true }, depth, range(start, end), Some(content));
    }

    fn fence(&mut self, node: Node<'_>, depth: usize) {
        let (start, end) = self.range_of(node);
        let start = self.skip_blanks(start);
        let open = self.line_end(start);
        let mark = self.rest(start).as_bytes().first().copied().unwrap_or(b'`') as char;
        let line = range(start, open).of(self.text);
        let info = line.trim_start_matches(mark);
        let from = start + line.len() - info.trim_start().len();
        let info = range(from, from + info.trim().len());
        let mut cursor = node.walk();
        let close = node.children(&mut cursor).filter(|child| child.kind() == "fenced_code_block_delimiter").nth(1);
        let (end, content) = match close {
            Some(close) => {
                let mark = self.skip_blanks(self.range_of(close).0);
                (self.line_end(mark), self.between(start, self.line_start(mark)))
            }
            None => {
                let end = self.last_filled_line(start, end);
                (end, range(self.next_line(open).min(end), end))
            }
        };
        let kind = BlockKind::Fence { info, closed: close.is_some() };
        self.push(kind, depth, range(start, end), Some(content));
    }

    fn table(&mut self, node: Node<'_>, depth: usize) {
        let (start, end) = self.range_of(node);
        let start = self.skip_blanks(start);
        self.push(BlockKind::Table, depth, range(start, self.last_filled_line(start, end)), None);
        let mut cursor = node.walk();
        for child in node.children(&mut cursor) {
            let header = match child.kind() {
                "pipe_table_header" => true,
                "pipe_table_row" => false,
                _ => continue,
            };
            if child.end_byte() <= self.head {
                continue;
            }
            let (start, end) = self.range_of(child);
            let start = self.skip_blanks(start);
            let line = range(start, end).of(self.text).trim_end();
            self.push(BlockKind::Row { header }, depth + 1, range(start, start + line.len()), None);
            self.cells(line, start, depth + 2);
        }
    }

    fn cells(&mut self, line: &str, start: usize, depth: usize) {
        let mut from = usize::from(line.starts_with('|'));
        let mut escaped = false;
        for (at, byte) in line.bytes().enumerate().skip(from) {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'|' => {
                    self.cell(line, from, at, start, depth);
                    from = at + 1;
                }
                _ => {}
            }
        }
        if from < line.len() {
            self.cell(line, from, line.len(), start, depth);
        }
    }

    fn cell(&mut self, line: &str, from: usize, to: usize, start: usize, depth: usize) {
        let padded = line.get(from..to).unwrap_or("");
        let text = padded.trim();
        let blanks = if text.is_empty() { padded.len().min(1) } else { padded.len() - padded.trim_start().len() };
        let content = start + from + blanks;
        self.push(BlockKind::Cell, depth, range(start + from, start + to), Some(range(content, content + text.len())));
    }

    /// The node's bytes in the text.
    fn range_of(&self, node: Node<'_>) -> (usize, usize) {
        let within = |byte: usize| byte.saturating_sub(self.head).min(self.text.len());
        (within(node.start_byte()), within(node.end_byte()))
    }

    /// Where the marker of a list's first item stands.
    fn marker(&self, list: Node<'_>) -> Option<usize> {
        Some(self.skip_blanks(self.range_of(list.child(0)?).0))
    }

    fn number(&self, marker: usize) -> Option<u32> {
        let rest = self.rest(marker);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest.get(..digits)?.parse().ok()
    }

    fn rest(&self, from: usize) -> &str {
        self.text.get(from..).unwrap_or("")
    }

    fn skip_blanks(&self, from: usize) -> usize {
        from + self.rest(from).bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }

    /// The end of the line that holds `at`, before its line end.
    fn line_end(&self, at: usize) -> usize {
        at + self.rest(at).bytes().take_while(|byte| !matches!(byte, b'\n' | b'\r')).count()
    }

    /// The start of the line that holds `at`.
    fn line_start(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or("");
        before.bytes().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |end| end + 1)
    }

    /// Behind the line end that stands at `end`.
    fn next_line(&self, end: usize) -> usize {
        let rest = self.rest(end);
        end + if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) }
    }

    /// What lies between the line that holds `first` and the line that starts at `last`, the last line end left out.
    fn between(&self, first: usize, last: usize) -> TextRange {
        let from = self.next_line(self.line_end(first));
        let end = before_line_end(self.text, last);
        range(from, end.max(from))
    }

    /// The end of the last line of a block that the tree puts at `start..end`. The tree's end lies behind a line end,
    /// or behind the marks of enclosing blocks on the line after it.
    fn last_line(&self, start: usize, end: usize) -> usize {
        let end = if end == self.text.len() { end } else { self.line_start(end) };
        before_line_end(self.text, end).max(start)
    }

    /// The same, and lines at the end that hold nothing or only marks of enclosing quotes are left out.
    fn last_filled_line(&self, start: usize, end: usize) -> usize {
        let mut end = self.last_line(start, end);
        loop {
            let line = self.line_start(end);
            if line <= start || !range(line, end).of(self.text).bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'>'))
            {
                return end;
            }
            end = before_line_end(self.text, line);
        }
    }
}

/// Containers end where the last block inside them ends.
fn finish(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut ends = [0u32; 257];
    for block in blocks.iter_mut().rev() {
        let depth = block.depth as usize;
        let inside = ends.get_mut(depth + 1).map(std::mem::take).unwrap_or(0);
        if matches!(block.kind, BlockKind::List { .. } | BlockKind::Item { .. } | BlockKind::Quote) {
            let end = block.range.end.max(inside);
            block.range.end = end;
            block.content = match block.kind {
                BlockKind::Item { .. } => TextRange { start: block.content.start.min(end), end },
                _ => block.range,
            };
        }
        if let Some(end) = ends.get_mut(depth) {
            *end = block.range.end.max(*end);
        }
    }
    blocks
}

fn before_line_end(text: &str, end: usize) -> usize {
    let before = text.get(..end).unwrap_or(text);
    before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r'])).unwrap_or(before).len()
}

fn range(start: usize, end: usize) -> TextRange {
    TextRange::new(u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(end).unwrap_or(u32::MAX))
}
