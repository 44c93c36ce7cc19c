//! One segment: made from its text, asked for its blocks and inlines.

use std::sync::OnceLock;

use crate::syntax::budget::Budget;
use crate::syntax::{Block, Cut, Inline, Segment, Source, blocks, from_events, from_tree, inlines, tree};
use crate::text::TextRange;

/// From how many bytes on a segment is left to pulldown-cmark, which takes a fiftieth of tree-sitter's time. Only what
/// cannot be cut gets that long: a fence, a comment or a paragraph of hundreds of lines.
const LONG_FOR_TREE: usize = 32_768;

impl Segment {
    /// Reads `text` as one segment, wherever else it could be cut.
    pub fn parse(text: &str, cut: Cut) -> Segment {
        Segment::within(text, cut, Budget::of(text.len()))
    }

    /// The same, with `budget` for tree-sitter.
    pub(crate) fn within(text: &str, cut: Cut, mut budget: Budget) -> Segment {
        let head = head(&cut);
        let (blocks, source) = if text.len() > LONG_FOR_TREE {
            (from_events::read(text, head), Source::Events)
        } else {
            match tree::parse(head, text, &mut budget).map(|tree| from_tree::read(&tree, head.len(), text)) {
                Some(Some(blocks)) => (blocks, Source::Tree),
                Some(None) => (from_events::read(text, head), Source::Events),
                None => (blocks::plain(text), Source::Lines),
            }
        };
        Segment { text: text.to_owned(), cut, blocks, source, inlines: OnceLock::new() }
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
        self.inlines.get_or_init(|| inlines::read(head(&self.cut), &self.text, &self.blocks, self.degraded()))
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
        self.source == Source::Lines
    }

    /// Whether its blocks come from pulldown-cmark, because tree-sitter's grammar lost its way in it or it is very long.
    pub fn mended(&self) -> bool {
        self.source == Source::Events
    }

    /// How it begins.
    pub fn cut(&self) -> &Cut {
        &self.cut
    }

    /// The header row of the table that it goes on with, as a segment of its own.
    pub fn table_head(&self) -> Option<Segment> {
        match &self.cut {
            Cut::Fresh | Cut::List => None,
            Cut::Table(head) => Some(Segment::parse(head, Cut::Fresh)),
        }
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

/// What the segment is read behind.
fn head(cut: &Cut) -> &str {
    match cut {
        Cut::Fresh | Cut::List => "",
        Cut::Table(head) => head,
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::budget::Budget;
    use crate::syntax::{Block, BlockKind, Cut, Segment, from_events};

    #[test]
    fn both_parsers_say_the_same_of_a_plan() {
        for text in [include_str!("../../tests/data/sprints.md"), include_str!("../../tests/data/weeks.md")] {
            let tree = Segment::parse(text, Cut::Fresh);
            assert!(!tree.mended());
            let events = from_events::read(text, "");
            let draw = |blocks: &[Block]| -> Vec<String> {
                let line = |block: &Block| (block.kind, block.depth, block.range.of(text), block.content.of(text));
                blocks.iter().map(|block| format!("{:?}", line(block))).collect()
            };
            let (tree, events) = (draw(tree.blocks()), draw(&events));
            let only = |these: &[String], those: &[String]| -> Vec<String> {
                these.iter().filter(|line| !those.contains(line)).cloned().collect()
            };
            assert_eq!(only(&tree, &events), only(&events, &tree));
            assert_eq!(tree, events);
        }
    }

    #[test]
    fn a_segment_that_takes_too_long_is_plain_and_leaves_no_trace() {
        let text = "# A\n\n- b `c`\n- d\n\ne\n".repeat(40);
        let segment = Segment::within(&text, Cut::Fresh, Budget::calls(2));
        assert!(segment.degraded());
        assert_eq!(segment.blocks().len(), 81);
        assert!(segment.blocks().iter().all(|block| block.kind == BlockKind::Paragraph));
        assert!(segment.inlines().is_empty());
        let next = Segment::parse("# A\n", Cut::Fresh);
        assert!(!next.degraded());
        assert_eq!(next.blocks().len(), 1);
    }

    #[test]
    fn a_segment_whose_tree_has_an_error_is_still_read() {
        let segment = Segment::parse("| a |\n---\n- b\n\n  c\n", Cut::Fresh);
        assert!(segment.mended());
        let kinds: Vec<_> =
            segment.blocks().iter().map(|block| (block.depth, block.range.of(segment.text()))).collect();
        let items = [(0, "- b\n\n  c"), (1, "- b\n\n  c"), (2, "b"), (2, "c")];
        assert!(kinds.ends_with(&items), "{kinds:?}");
    }
}
