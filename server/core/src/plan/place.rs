//! Places: where a fact stands, by segment and slot, so that facts stay equal while the text around them moves.

/// A range of the document, named by its segment and its slot among the ranges that reading noted there.
/// `Document::range` gives the bytes. Moving text, or typing inside a range, changes the bytes and not the place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The segment's index in the document.
    pub segment: u32,
    /// The index among the segment's noted ranges.
    pub slot: u32,
}

/// Where something ends: where a unit's section ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// Before this segment; the document's end where the index is the number of segments.
    Segment(u32),
    /// At the end of this place.
    Place(Place),
    /// At the start of this place.
    Before(Place),
}
