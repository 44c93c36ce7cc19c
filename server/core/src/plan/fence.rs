//! Fences whose end is in doubt: nobody closed them, or another fence's end did.

use crate::plan::place::Place;
use crate::plan::unit::Said;

/// A fenced block that does not end where it seems meant to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fence {
    /// Its opening line.
    pub open: Place,
    /// Whether it has a closing line at all.
    pub closed: bool,
    /// It stands in a list item or a quote, with which it ends.
    pub nested: bool,
    /// A line in it that opens another fence, which nothing in it closes: so its own closing line was meant for that.
    pub inner: Option<Place>,
    /// The labels of the headings in it that would define units.
    pub swallowed: Vec<Said<String>>,
    /// The opening line of the block before it that it seems meant to close.
    pub before: Option<Place>,
    /// The headings between the two, which were meant to stand in the block before.
    pub leaked: Vec<Place>,
}
