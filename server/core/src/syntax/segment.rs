//! One segment: made from its text, asked for its blocks and inlines.

use std::sync::OnceLock;

use crate::syntax::budget::Budget;
use crate::syntax::{Block, Cut, Inline, Segment, blocks, inlines, tree};
use crate::text::TextRange;

impl Segment {
    pub(crate) fn new(text: &str, cut: Cut) -> Segment {
        Segment::within(text, cut, Budget::of(text.len()))
    }

    pub(crate) fn within(text: &str, cut: Cut, mut budget: Budget) -> Segment {
        let head = head(cut);
        let tree = tree::parse(head, text, &mut budget);
        let degraded = tree.is_none();
        let blocks = match tree {
            Some(tree) => blocks::read(&tree, head.len(), text),
            None => blocks::plain(text),
        };
        Segment { text: text.to_owned(), cut, blocks, degraded, inlines: OnceLock::new() }
    }

    /// Its text. Offsets in blocks and inlines count from its start, in bytes.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its blocks, in document order, a block before those inside it.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Its inlines, by their starts, an outer one before those inside it. Read on the first call.
    pub fn inlines(&self) -> &[Inline] {
        self.inlines.get_or_init(|| inlines::read(head(self.cut), &self.text, &self.blocks, self.degraded))
    }

    /// The inlines that start in `range`, of this segment's bytes.
    pub fn inlines_in(&self, range: TextRange) -> &[Inline] {
        let inlines = self.inlines();
        let from = inlines.partition_point(|inline| inline.range.start < range.start);
        let to = inlines.partition_point(|inline| inline.range.start < range.end);
        inlines.get(from..to).unwrap_or(&[])
    }

    /// Whether parsing it took more than its budget. Its blocks are then plain paragraphs, and it has no inlines.
    pub fn degraded(&self) -> bool {
        self.degraded
    }

    /// How it begins.
    pub fn cut(&self) -> Cut {
        self.cut
    }

    /// Whether its first block goes on with the list or table that the segment before ends with.
    pub fn continues(&self) -> bool {
        self.cut != Cut::Fresh
    }

    /// The index behind the last block inside block `i`.
    pub fn block_end(&self, i: usize) -> usize {
        let Some(block) = self.blocks.get(i) else {
            return self.blocks.len();
        };
        let inside = self.blocks.iter().skip(i + 1).take_while(|other| other.depth > block.depth);
        i + 1 + inside.count()
    }
}

fn head(cut: Cut) -> &'static str {
    match cut {
        Cut::Fresh | Cut::List => "",
        Cut::Table => tree::TABLE_HEAD,
    }
}
