//! Regions: the parts of a document that Markdown itself makes, over all segments, for folding and selecting.

use crate::document::Document;
use crate::plan::unit::Unit;
use crate::syntax::BlockKind;
use crate::text::TextRange;

/// What a region is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegionKind {
    /// A heading of this level, and all up to the next that is not deeper.
    Section(u8),
    /// A list with all its items.
    List,
    /// An item with what is nested in it.
    Item,
    /// A quote.
    Quote,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// The text of a table cell.
    Cell,
    /// A fenced or indented code block.
    Code,
    /// A comment.
    Comment,
    /// A block of other HTML.
    Html,
    /// Front matter.
    FrontMatter,
    /// A paragraph.
    Paragraph,
}

/// A part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// What it is.
    pub kind: RegionKind,
    /// From its first marker to the end of its last line, in bytes of the document.
    pub range: TextRange,
    /// Its text without markers: a heading's words, what stands between a fence's lines, a cell's text.
    pub content: TextRange,
}

impl Document {
    /// Its regions, by their starts, an outer one before those inside it.
    pub fn regions(&self) -> Vec<Region> {
        let mut found: Vec<Region> = Vec::new();
        // The list or table that a later segment may go on with.
        let mut open: Option<usize> = None;
        for (at, segment) in self.syntax.segments().enumerate() {
            let start = self.syntax.start(at);
            for (index, block) in segment.blocks().iter().enumerate() {
                let (range, content) = (block.range.shifted(start), block.content.shifted(start));
                if index == 0
                    && segment.continues()
                    && let Some(before) = open.and_then(|it| found.get_mut(it))
                {
                    before.range.end = range.end;
                    before.content.end = content.end;
                    continue;
                }
                let kind = match block.kind {
                    BlockKind::Heading { level, .. } if block.depth == 0 => RegionKind::Section(level),
                    BlockKind::List { .. } => RegionKind::List,
                    BlockKind::Item { .. } => RegionKind::Item,
                    BlockKind::Quote => RegionKind::Quote,
                    BlockKind::Table => RegionKind::Table,
                    BlockKind::Row { .. } => RegionKind::Row,
                    BlockKind::Cell => RegionKind::Cell,
                    BlockKind::Fence { .. } | BlockKind::IndentedCode => RegionKind::Code,
                    BlockKind::Html if block.range.of(segment.text()).trim_start().starts_with("<!--") => {
                        RegionKind::Comment
                    }
                    BlockKind::Html => RegionKind::Html,
                    BlockKind::FrontMatter => RegionKind::FrontMatter,
                    BlockKind::Paragraph | BlockKind::Heading { .. } => RegionKind::Paragraph,
                    BlockKind::Break | BlockKind::LinkDefinition => continue,
                };
                if block.depth == 0 {
                    open = matches!(kind, RegionKind::List | RegionKind::Table).then_some(found.len());
                }
                found.push(Region { kind, range, content });
            }
        }
        self.end_sections(&mut found);
        found
    }

    /// From a unit's header to the end of its section, without the marks (`**`) that already belong to the next unit's
    /// line.
    pub fn section(&self, unit: &Unit) -> TextRange {
        let extent = self.extent(unit);
        let line = self.text.line_range(self.text.line_of(extent.end));
        let is_mark = |c: char| matches!(c, '*' | '_' | '-' | '+' | '>' | '#' | '<' | ' ' | '\t');
        let leads_on = line.start > extent.start
            && extent.end < line.end
            && self.text.slice(TextRange::new(line.start, extent.end)).chars().all(is_mark);
        TextRange::new(extent.start, if leads_on { line.start } else { extent.end })
    }

    /// Lets each section reach to the next heading that is not deeper.
    fn end_sections(&self, regions: &mut [Region]) {
        // The start of the last heading met from the end on, by level.
        let mut next = [self.text.len(); 7];
        for region in regions.iter_mut().rev() {
            let RegionKind::Section(level) = region.kind else { continue };
            let outer = next.iter().take(usize::from(level) + 1).min();
            region.range.end = outer.copied().unwrap_or(region.range.end).max(region.range.start);
            if let Some(slot) = next.get_mut(usize::from(level)) {
                *slot = region.range.start;
            }
        }
    }
}
