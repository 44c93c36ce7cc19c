//! Reading a plan: facts from each segment, memoised by the segment; then one pass that joins them.

pub mod facts;
pub mod noter;
pub mod plain;
pub mod names;
pub mod sentences;
pub mod words;
pub mod table;
pub mod gantt;
pub mod signs;
pub mod graph;
pub mod mermaid;
pub mod fence;
pub mod front;
pub mod html;
pub mod totals;
pub mod suppress;
pub mod link_references;
pub mod segment;
pub mod survey;
pub mod values;
pub mod tasks;
pub mod profile;
pub mod leak;
pub mod generated;
pub mod join;
mod wholes;
pub mod aliases;
pub mod items;
pub mod loose;
pub mod owners;
pub mod named;
pub mod rows;
pub mod front_matter;
pub mod settle;
pub mod verdict;

use crate::plan::read::facts::Fact;
use crate::text::TextRange;

/// What one segment says, without conclusions from others.
#[derive(Clone, Debug, Default)]
pub struct Fragment {
    /// The facts, in document order.
    pub facts: Vec<Fact>,
    /// The ranges that the facts name by slot, in bytes from the segment's start.
    pub ranges: Vec<TextRange>,
}

impl Fragment {
    /// Whether the two say the same, wherever in the segment they say it.
    pub fn same_facts(&self, other: &Fragment) -> bool {
        self.ranges.len() == other.ranges.len() && self.facts == other.facts
    }
}
