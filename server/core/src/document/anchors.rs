//! Anchors: where in a document the part of a link behind `#` leads.

use std::collections::HashMap;

use crate::document::Document;
use crate::plan::read::facts::Fact;
use crate::text::TextRange;

impl Document {
    /// The headings that anchors lead to, by the anchor in small letters; for one that a tag sets, the heading above. The
    /// second heading of the same words is `words-1`.
    pub fn anchors(&self) -> HashMap<String, TextRange> {
        let mut found = HashMap::new();
        let mut counts: HashMap<&str, u32> = HashMap::new();
        let mut heading = TextRange::empty(0);
        for (at, fragment) in self.fragments.iter().enumerate() {
            for fact in &fragment.facts {
                match fact {
                    Fact::Heading(_, words) => {
                        let range = fragment.ranges.get(words.line as usize).copied().unwrap_or_default();
                        heading = range.shifted(self.syntax.start(at));
                    }
                    Fact::Anchor(name) => {
                        let count = counts.entry(name).or_insert(0);
                        let anchor = match *count {
                            0 => name.to_lowercase(),
                            count => format!("{}-{count}", name.to_lowercase()),
                        };
                        *count += 1;
                        found.entry(anchor).or_insert(heading);
                    }
                    _ => {}
                }
            }
        }
        found
    }
}
