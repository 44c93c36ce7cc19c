//! Anchors: where in a document the part of a link behind `#` leads.

use std::collections::HashMap;

use crate::document::Document;
use crate::plan::read::facts::Fact;
use crate::text::TextRange;

impl Document {
    /// The heading that `anchor` leads to; for an anchor that a tag sets, the heading above. The second heading of the
    /// same words is `words-1`.
    pub fn heading_of(&self, anchor: &str) -> Option<TextRange> {
        let wanted = anchor.to_lowercase();
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
                        let is_it = match *count {
                            0 => name.to_lowercase() == wanted,
                            count => format!("{}-{count}", name.to_lowercase()) == wanted,
                        };
                        *count += 1;
                        if is_it {
                            return Some(heading);
                        }
                    }
                    _ => {}
                }
            }
        }
        None
    }
}
