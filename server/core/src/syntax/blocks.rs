//! Making the flat sequence of blocks: what a parser says about where a block is becomes exact ranges.

use crate::syntax::{Block, BlockKind};
use crate::text::TextRange;

/// The blocks of a text, in the making. Offsets are bytes of the text. A start may stand at the blanks before a block;
/// an end may stand behind its last line end, or behind the marks of enclosing blocks on the line after it.
pub(crate) struct Blocks<'t> {
    text: &'t str,
    blocks: Vec<Block>,
}

impl<'t> Blocks<'t> {
    pub(crate) fn of(text: &'t str) -> Blocks<'t> {
        Blocks { text, blocks: Vec::new() }
    }

    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    pub(crate) fn list(&mut self, start: usize, depth: usize) {
        let start = self.skip_blanks(start);
        let kind = BlockKind::List { ordered: self.rest(start).starts_with(|char: char| char.is_ascii_digit()) };
        self.push(kind, depth, range(start, start), None);
    }

    pub(crate) fn item(&mut self, start: usize, end: usize, depth: usize) {
        let start = self.skip_blanks(start);
        let digits = self.rest(start).bytes().take_while(u8::is_ascii_digit).count();
        let number = self.rest(start).get(..digits).and_then(|digits| digits.parse().ok());
        let content = self.skip_blanks((start + digits + 1).min(end));
        let content = Some(range(content, content));
        self.push(BlockKind::Item { number }, depth, range(start, start + digits + 1), content);
    }

    pub(crate) fn quote(&mut self, start: usize, depth: usize) {
        let start = self.skip_blanks(start);
        self.push(BlockKind::Quote, depth, range(start, start + 1), None);
    }

    pub(crate) fn paragraph(&mut self, start: usize, end: usize, depth: usize) {
        let start = self.skip_blanks(start);
        self.push(BlockKind::Paragraph, depth, range(start, self.last_line(start, end)), None);
    }

    /// Lets the block that came last start at `start`, where its task box stands.
    pub(crate) fn start_last_at(&mut self, start: usize) {
        if let Some(block) = self.blocks.last_mut().filter(|block| block.kind == BlockKind::Paragraph) {
            block.range = range(start, block.range.end as usize);
            block.content = block.range;
        }
    }

    pub(crate) fn leaf(&mut self, kind: BlockKind, start: usize, end: usize, depth: usize) {
        let start = self.skip_blanks(start);
        self.push(kind, depth, range(start, self.last_filled_line(start, end)), None);
    }

    pub(crate) fn atx(&mut self, start: usize, depth: usize) {
        let start = self.skip_blanks(start);
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

    pub(crate) fn setext(&mut self, start: usize, end: usize, depth: usize) {
        let start = self.skip_blanks(start);
        let end = self.last_line(start, end);
        let underline = self.line_start(end);
        let level = if range(underline, end).of(self.text).contains('=') { 1 } else { 2 };
        let text = range(start, before_line_end(self.text, underline)).of(self.text).trim_end();
        let content = range(start, start + text.len());
        self.push(BlockKind::Heading { level, setext: true }, depth, range(start, end), Some(content));
    }

    /// A fence; `close` is on its closing line, if it has one.
    pub(crate) fn fence(&mut self, start: usize, end: usize, close: Option<usize>, depth: usize) {
        let start = self.skip_blanks(start);
        let open = self.line_end(start);
        let mark = self.rest(start).as_bytes().first().copied().unwrap_or(b'`') as char;
        let line = range(start, open).of(self.text);
        let info = line.trim_start_matches(mark);
        let from = start + line.len() - info.trim_start().len();
        let info = range(from, from + info.trim().len());
        let (end, content) = match close {
            Some(close) => (self.line_end(close), self.between(start, self.line_start(close))),
            None => {
                let end = self.last_filled_line(start, end);
                (end, range(self.next_line(open).min(end), end))
            }
        };
        self.push(BlockKind::Fence { info, closed: close.is_some() }, depth, range(start, end), Some(content));
    }

    pub(crate) fn front_matter(&mut self, start: usize, end: usize) {
        let end = self.last_line(start, end);
        let content = self.between(start, self.line_start(end));
        self.push(BlockKind::FrontMatter, 0, range(start, end), Some(content));
    }

    /// A table row and its cells.
    pub(crate) fn row(&mut self, header: bool, start: usize, end: usize, depth: usize) {
        let start = self.skip_blanks(start);
        let line = range(start, end.min(self.line_end(start))).of(self.text).trim_end();
        self.push(BlockKind::Row { header }, depth, range(start, start + line.len()), None);
        let mut from = usize::from(line.starts_with('|'));
        let mut escaped = false;
        for (at, byte) in line.bytes().enumerate().skip(from) {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'|' => {
                    self.cell(line, from, at, start, depth + 1);
                    from = at + 1;
                }
                _ => {}
            }
        }
        if from < line.len() {
            self.cell(line, from, line.len(), start, depth + 1);
        }
    }

    fn cell(&mut self, line: &str, from: usize, to: usize, start: usize, depth: usize) {
        let padded = line.get(from..to).unwrap_or("");
        let text = padded.trim();
        let blanks = if text.is_empty() { padded.len().min(1) } else { padded.len() - padded.trim_start().len() };
        let content = start + from + blanks;
        self.push(BlockKind::Cell, depth, range(start + from, start + to), Some(range(content, content + text.len())));
    }

    /// Link definitions at these places, with no depth yet.
    pub(crate) fn link_definitions(text: &str, places: impl Iterator<Item = (usize, usize)>) -> Vec<Block> {
        let mut definitions = Blocks::of(text);
        places.for_each(|(start, end)| definitions.leaf(BlockKind::LinkDefinition, start, end, 0));
        definitions.blocks
    }

    /// The same, with other blocks.
    pub(crate) fn map(self, other: impl FnOnce(Vec<Block>) -> Vec<Block>) -> Blocks<'t> {
        Blocks { text: self.text, blocks: other(self.blocks) }
    }

    /// The blocks. Containers end where the last block inside them ends.
    pub(crate) fn finish(mut self) -> Vec<Block> {
        let mut ends = [0u32; 257];
        for block in self.blocks.iter_mut().rev() {
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
        self.blocks
    }

    fn push(&mut self, kind: BlockKind, depth: usize, range: TextRange, content: Option<TextRange>) {
        let depth = u8::try_from(depth).unwrap_or(u8::MAX);
        self.blocks.push(Block { kind, depth, range, content: content.unwrap_or(range) });
    }

    /// Whether `<!X` stands at `start`.
    pub(crate) fn starts_declaration(&self, start: usize) -> bool {
        let rest = self.rest(self.skip_blanks(start));
        rest.strip_prefix("<!").is_some_and(|rest| rest.starts_with(|char: char| char.is_ascii_alphabetic()))
    }

    fn rest(&self, from: usize) -> &'t str {
        self.text.get(from..).unwrap_or("")
    }

    fn skip_blanks(&self, from: usize) -> usize {
        from + self.rest(from).bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }

    /// The end of the line that holds `at`, before its line end.
    pub(crate) fn line_end(&self, at: usize) -> usize {
        at + self.rest(at).bytes().take_while(|byte| !matches!(byte, b'\n' | b'\r')).count()
    }

    /// The start of the line that holds `at`.
    pub(crate) fn line_start(&self, at: usize) -> usize {
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

    /// The end of the last line of a block that a parser puts at `start..end`.
    pub(crate) fn last_line(&self, start: usize, end: usize) -> usize {
        let end = if end == self.text.len() { end } else { self.line_start(end) };
        before_line_end(self.text, end).max(start)
    }

    /// The same, and lines at the end that hold nothing or only marks of enclosing quotes are left out.
    fn last_filled_line(&self, start: usize, end: usize) -> usize {
        let mut end = self.last_line(start, end);
        loop {
            let line = self.line_start(end);
            let filled = range(line, end).of(self.text).bytes().any(|byte| !matches!(byte, b' ' | b'\t' | b'>'));
            if line <= start || filled {
                return end;
            }
            end = before_line_end(self.text, line);
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

pub(crate) fn before_line_end(text: &str, end: usize) -> usize {
    let before = text.get(..end).unwrap_or(text);
    before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r'])).unwrap_or(before).len()
}

fn range(start: usize, end: usize) -> TextRange {
    TextRange::new(u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(end).unwrap_or(u32::MAX))
}
