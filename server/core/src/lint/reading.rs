//! The checked document as the rules see it: it remembers which parts of the text they looked at, beside the facts.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use crate::document::{Document, Source};
use crate::plan::Plan;
use crate::plan::place::Place;
use crate::plan::unit::{Unit, UnitIndex};
use crate::text::{Text, TextRange};
use crate::workspace::Snapshot;
use crate::workspace::surroundings::Surroundings;

/// The segments whose text was looked at. As long as they and the facts stay the same, so do the findings.
#[derive(Debug, Default)]
pub struct Seen {
    segments: RefCell<BTreeSet<u32>>,
    /// Whether the disk was asked.
    around: Cell<bool>,
}

impl Seen {
    /// The segments, ascending.
    pub fn segments(&self) -> Vec<u32> {
        self.segments.borrow().iter().copied().collect()
    }

    /// Whether the disk was asked: then the findings hold until something changes on it.
    pub fn around(&self) -> bool {
        self.around.get()
    }
}

/// A document whose text is looked at with a record.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    document: &'a Document,
    surroundings: Option<&'a dyn Surroundings>,
    seen: &'a Seen,
}

impl<'a> Reading<'a> {
    /// Reads `document` of `snapshot`, and notes in `seen` what is looked at.
    pub fn new(snapshot: &'a Snapshot, document: &'a Document, seen: &'a Seen) -> Reading<'a> {
        Reading { document, surroundings: snapshot.surroundings.as_deref(), seen }
    }

    /// Whether something stands on disk at `path`, as [`Surroundings::holds`] says.
    pub fn holds(self, path: &str) -> Option<bool> {
        let location = self.source().location.as_deref()?;
        self.seen.around.set(true);
        self.surroundings?.holds(location, path)
    }

    /// What stands on disk beside `path`, as [`Surroundings::beside`] says.
    pub fn beside(self, path: &str) -> Vec<String> {
        let asked = || Some(self.surroundings?.beside(self.source().location.as_deref()?, path));
        asked().unwrap_or_default()
    }

    /// Where `place` is, in bytes. Nothing may be concluded from how far two places are apart: that changes with the text.
    pub fn range(self, place: Place) -> TextRange {
        self.document.range(place)
    }

    /// The text at `place`.
    pub fn slice(self, place: Place) -> String {
        self.see(place);
        self.document.slice(place)
    }

    /// The line that `place` begins in, up to the place.
    pub fn before(self, place: Place) -> String {
        self.see(place);
        let (text, start) = (self.document.text(), self.document.range(place).start);
        text.slice(TextRange::new(text.line_range(text.line_of(start)).start, start))
    }

    /// The line that `place` ends in, from the place on.
    pub fn behind(self, place: Place) -> String {
        self.see(place);
        let (text, end) = (self.document.text(), self.document.range(place).end);
        text.slice(TextRange::new(end, text.line_range(text.line_of(end)).end))
    }

    /// The line, from 0, that `place` begins in.
    pub fn line(self, place: Place) -> u32 {
        self.see(place);
        self.document.text().line_of(self.document.range(place).start)
    }

    /// The first line behind `place` that is neither blank nor a suppression of its own.
    pub fn next_line(self, place: Place) -> u32 {
        self.see(place);
        let text = self.document.text();
        let behind = text.line_of(self.document.range(place).end) + 1;
        let is_passed = |line: u32| {
            let content = text.slice(text.line_range(line));
            let words = content.trim_start();
            let is_suppression =
                ["<!-- milepost-disable", "<!-- milepost-enable"].iter().any(|it| words.starts_with(it));
            words.is_empty() || is_suppression
        };
        (behind..text.line_count()).find(|line| !is_passed(*line)).unwrap_or(behind)
    }

    /// The text, of which only what lies in `range` may be looked at.
    pub fn text_in(self, range: TextRange) -> &'a Text {
        let syntax = self.document.syntax();
        let (mut low, mut high) = (0, syntax.len());
        while low + 1 < high {
            let middle = (low + high) / 2;
            if syntax.start(middle) <= range.start { low = middle } else { high = middle }
        }
        let inside = (low..syntax.len()).take_while(|at| *at == low || syntax.start(*at) <= range.end);
        self.seen.segments.borrow_mut().extend(inside.map(|at| at as u32));
        self.document.text()
    }

    /// The whole text; any change of it means looking anew.
    pub fn text(self) -> &'a Text {
        let segments = self.document.syntax().len();
        let mut seen = self.seen.segments.borrow_mut();
        if seen.len() < segments {
            seen.extend(0..segments as u32);
        }
        self.document.text()
    }

    /// From a unit's header to the end of its section, in bytes.
    pub fn extent(self, unit: &Unit) -> TextRange {
        self.document.extent(unit)
    }

    /// The innermost unit whose section holds the byte at `offset`.
    pub fn unit_at(self, offset: u32) -> Option<UnitIndex> {
        self.document.unit_at(offset)
    }

    /// Its path and vocabulary.
    pub fn source(self) -> &'a Source {
        self.document.source()
    }

    /// What it says as a plan.
    pub fn plan(self) -> &'a Plan {
        self.document.plan()
    }

    fn see(self, place: Place) {
        self.seen.segments.borrow_mut().insert(place.segment);
    }
}
