//! Reads what plans put into HTML: `<summary>` lines, the words of `<details>`, and the marks of generated parts.

use crate::notation::vocabulary::Vocabulary;
use crate::plan::generated::Marker;
use crate::plan::read::facts::Fact;
use crate::plan::read::noter::Noter;
use crate::plan::read::plain::Plain;
use crate::plan::read::segment::lines;
use crate::plan::read::words::{Place, words};
use crate::syntax::{Block, Segment};
use crate::text::TextRange;

/// Reads the `<summary>` lines of an HTML block and the comments around generated parts; other tags say nothing.
pub fn read_html(segment: &Segment, block: &Block, vocabulary: &Vocabulary, noter: &mut Noter, facts: &mut Vec<Fact>) {
    for line in lines(segment, block.range) {
        let text = line.of(segment.text());
        if let Some(marker) = Marker::of(text).filter(|_| block.depth == 0) {
            facts.push(Fact::Marker(marker, noter.note(line)));
        }
        if text.contains("</details>") && !text.contains("<details") {
            facts.push(Fact::DetailsEnd(noter.note(line)));
        }
        let Some(open) = text.find("<summary>") else { continue };
        let start = line.start + open as u32 + 9;
        let len = text.get(open + 9..).map_or(0, |it| it.find("</summary>").unwrap_or(it.len()));
        let plain = Plain::raw_line(segment, TextRange::new(start, start + len as u32));
        let mut said = words(&plain, Place::Heading, 0, vocabulary, noter);
        said.line = noter.note(line);
        facts.push(Fact::Summary(said));
    }
}
