//! Joins fences whose end is in doubt: which block a fence was meant to close, and what leaked out of that.

use crate::plan::fence::Fence;
use crate::plan::place::Place;
use crate::plan::read::facts::{FenceIn, Words};
use crate::plan::read::join::Joiner;
use crate::plan::unit::Said;

/// A block of Markdown with fences in it, one of which may have ended it early.
#[derive(Debug)]
pub(crate) struct Example {
    open: Place,
    marks: String,
    leaked: Vec<Place>,
}

impl Joiner<'_> {
    /// A fence whose end is in doubt, or that puts the end of another one in doubt.
    pub(crate) fn fence(&mut self, fence: &FenceIn) {
        let broken = !fence.closed || fence.inner.is_some();
        let before = self.example.take().filter(|it| broken && fence.bare && it.marks == fence.marks);
        if fence.closed && fence.shows_fences && !fence.nested {
            let open = self.place(fence.open);
            self.example = Some(Example { open, marks: fence.marks.clone(), leaked: Vec::new() });
        }
        if !broken {
            return;
        }
        let said =
            |it: &crate::plan::read::facts::In<String>| Said { value: it.value.clone(), place: self.place(it.slot) };
        let found = Fence {
            open: self.place(fence.open),
            closed: fence.closed,
            nested: fence.nested,
            inner: fence.inner.map(|slot| self.place(slot)),
            swallowed: fence.headings.iter().map(said).collect(),
            before: before.as_ref().map(|it| it.open),
            leaked: before.map(|it| it.leaked).unwrap_or_default(),
        };
        self.plan.fences.push(found);
    }

    /// A heading: it may have leaked out of the example before it; a unit's shows that the example ended rightly.
    pub(crate) fn leak(&mut self, words: &Words, unit: bool) {
        if unit {
            self.example = None;
        }
        let place = self.place(words.text);
        if let Some(example) = &mut self.example {
            example.leaked.push(place);
        }
    }
}
