//! What the Markdown itself says, beside the plan: where links lead, and where text is code and not words.

use crate::document::Document;
use crate::syntax::{BlockKind, Inline, InlineKind};
use crate::text::TextRange;

impl Document {
    /// The destinations of its links, as written, in document order.
    pub fn link_destinations(&self) -> Vec<String> {
        let mut found = Vec::new();
        for segment in self.syntax.segments() {
            // Reading inlines costs much more than looking for what every link holds.
            if !segment.text().contains("](") && !segment.text().contains("][") && !segment.text().contains("]:") {
                continue;
            }
            for block in segment.blocks() {
                if block.kind == BlockKind::LinkDefinition {
                    let text = block.range.of(segment.text());
                    let destination = text.split_once("]:").map_or("", |(_, rest)| rest.trim_start());
                    found.extend(destination.split_whitespace().next().map(str::to_owned));
                }
            }
            found.extend(segment.inlines().iter().filter_map(|inline| match &inline.kind {
                InlineKind::Link { destination, .. } => Some(destination.clone()),
                _ => None,
            }));
        }
        found
    }

    /// Whether `offset` stands where words mean nothing: in code, in a fence, in raw HTML or a comment, in front
    /// matter, in the destination of a link.
    pub fn is_verbatim(&self, offset: u32) -> bool {
        let at = self.syntax.segment_at(offset);
        let Some(segment) = self.syntax.segment(at) else { return false };
        let offset = offset.saturating_sub(self.syntax.start(at));
        let in_block = segment.blocks().iter().any(|block| match block.kind {
            BlockKind::Fence { closed: false, .. } => block.range.start <= offset,
            BlockKind::Fence { .. } | BlockKind::IndentedCode | BlockKind::Html | BlockKind::FrontMatter => {
                block.range.touches(offset)
            }
            BlockKind::LinkDefinition => block.range.touches(offset),
            _ => false,
        });
        in_block
            || segment.inlines().iter().any(|inline| {
                let inside = inline.range.start < offset && offset < inline.range.end;
                inside
                    && match &inline.kind {
                        InlineKind::Code | InlineKind::Html | InlineKind::Image => true,
                        InlineKind::Link { text, .. } => !text.touches(offset),
                        InlineKind::Emphasis | InlineKind::Strong | InlineKind::Strikethrough => false,
                    }
            })
    }

    /// The link that `offset` stands in, from its text to its destination, and where it leads, as written.
    pub fn link_at(&self, offset: u32) -> Option<(TextRange, String)> {
        let at = self.syntax.segment_at(offset);
        let (segment, start) = (self.syntax.segment(at)?, self.syntax.start(at));
        let link = |inline: &Inline| match &inline.kind {
            InlineKind::Link { destination, .. } => Some((inline.range.shifted(start), destination.clone())),
            _ => None,
        };
        let touched = segment.inlines().iter().filter_map(link).filter(|(range, _)| range.touches(offset));
        // At the seam of two, the cursor belongs to the one that begins there.
        touched.min_by_key(|(range, _)| range.end == offset)
    }

    /// Whether `offset` stands in a link or an image, its text included.
    pub fn is_linked(&self, offset: u32) -> bool {
        let at = self.syntax.segment_at(offset);
        let Some(segment) = self.syntax.segment(at) else { return false };
        let offset = offset.saturating_sub(self.syntax.start(at));
        segment.inlines().iter().any(|inline| {
            let is_link = matches!(inline.kind, InlineKind::Link { .. } | InlineKind::Image);
            is_link && inline.range.start <= offset && offset < inline.range.end
        })
    }
}
