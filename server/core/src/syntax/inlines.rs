//! Inlines, read from pulldown-cmark over a whole segment.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use crate::syntax::from_events::OPTIONS;
use crate::syntax::line::without_lone_cr;
use crate::syntax::{Block, BlockKind, Inline, InlineKind};
use crate::text::TextRange;

/// The inlines of `text`, read as if `head` stood before it, by their starts.
pub(crate) fn read(head: &str, text: &str, blocks: &[Block], degraded: bool) -> Vec<Inline> {
    if degraded {
        return Vec::new();
    }
    // Front matter is no Markdown, and pulldown-cmark would find rules and lists in it.
    let skipped = match blocks.first() {
        Some(Block { kind: BlockKind::FrontMatter, range, .. }) => range.end as usize,
        _ => 0,
    };
    let body = without_lone_cr(text.get(skipped..).unwrap_or(""));
    let (source, shift) = match head {
        "" => (None, Shift { back: 0, on: skipped }),
        _ => (Some(format!("{head}{body}")), Shift { back: head.len(), on: skipped }),
    };
    let mut inlines: Vec<Inline> = Vec::new();
    // Links that are open: which inline it is, and where its text starts and ends so far.
    let mut links: Vec<(usize, Option<TextRange>)> = Vec::new();
    for (event, bytes) in Parser::new_ext(source.as_deref().unwrap_or(&body), OPTIONS).into_offset_iter() {
        // The head that was put before is not the text's.
        if bytes.end <= shift.back {
            continue;
        }
        let range = shift.apply(bytes);
        if !matches!(event, Event::End(TagEnd::Link)) {
            for (_, inside) in links.iter_mut() {
                *inside = Some(
                    inside.map_or(range, |seen| TextRange::new(seen.start.min(range.start), seen.end.max(range.end))),
                );
            }
        }
        let kind = match event {
            Event::Code(_) => InlineKind::Code,
            Event::InlineHtml(_) => InlineKind::Html,
            Event::Start(Tag::Emphasis) => InlineKind::Emphasis,
            Event::Start(Tag::Strong) => InlineKind::Strong,
            Event::Start(Tag::Strikethrough) => InlineKind::Strikethrough,
            Event::Start(Tag::Image { .. }) => InlineKind::Image,
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                if matches!(link_type, LinkType::Autolink | LinkType::Email) {
                    autolink(&mut inlines, range, dest_url.into_string());
                } else {
                    links.push((inlines.len(), None));
                    let text = TextRange::empty(range.start + 1);
                    inlines
                        .push(Inline { kind: InlineKind::Link { destination: dest_url.into_string(), text }, range });
                }
                continue;
            }
            Event::End(TagEnd::Link) => {
                // Autolinks were never opened.
                let is_open = links.last().and_then(|(i, _)| inlines.get(*i)).is_some_and(|link| link.range == range);
                if is_open
                    && let Some((i, Some(seen))) = links.pop()
                    && let Some(Inline { kind: InlineKind::Link { text, .. }, .. }) = inlines.get_mut(i)
                {
                    *text = seen;
                }
                continue;
            }
            _ => continue,
        };
        inlines.push(Inline { kind, range });
    }
    inlines.sort_by_key(|inline| (inline.range.start, u32::MAX - inline.range.end));
    inlines
}

/// `<https://…>`: a link, and its two brackets, which are no text.
fn autolink(inlines: &mut Vec<Inline>, range: TextRange, destination: String) {
    let text = TextRange::new(range.start + 1, range.end.saturating_sub(1));
    inlines.push(Inline { kind: InlineKind::Link { destination, text }, range });
    inlines.push(Inline { kind: InlineKind::Html, range: TextRange { start: range.start, end: text.start } });
    inlines.push(Inline { kind: InlineKind::Html, range: TextRange { start: text.end, end: range.end } });
}

struct Shift {
    back: usize,
    on: usize,
}

impl Shift {
    fn apply(&self, bytes: Range<usize>) -> TextRange {
        let place = |byte: usize| u32::try_from(byte.saturating_sub(self.back) + self.on).unwrap_or(u32::MAX);
        TextRange::new(place(bytes.start), place(bytes.end))
    }
}
