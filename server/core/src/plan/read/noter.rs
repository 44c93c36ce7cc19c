//! Notes ranges by slot while a segment is read.

use std::ops::Range;

use crate::plan::read::facts::Slot;
use crate::plan::read::plain::Plain;
use crate::text::TextRange;

/// Collects the ranges of a fragment.
#[derive(Debug, Default)]
pub struct Noter {
    /// The ranges noted so far.
    pub ranges: Vec<TextRange>,
}

impl Noter {
    /// Notes a range of the segment.
    pub fn note(&mut self, range: TextRange) -> Slot {
        self.ranges.push(range);
        (self.ranges.len() - 1) as Slot
    }

    /// Notes a range of a plain line.
    pub fn plain(&mut self, plain: &Plain, range: Range<usize>) -> Slot {
        self.note(plain.raw(range))
    }
}
