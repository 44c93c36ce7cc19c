//! The document's segments: cut afresh, and kept up to date with edits.

use std::collections::HashMap;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use crate::syntax::scan::{FrontMatter, Part, Scanned, ends_front_matter, front_matter, scan};
use crate::syntax::sequence::Sequence;
use crate::syntax::{Cut, Lengths, Replaced, Segment, Syntax};
use crate::text::{Kept, Text, TextRange};

/// How many bytes more than the edits' own are first looked at for a cut to go on from.
const AHEAD: u32 = 4_096;

impl Syntax {
    /// Reads a whole document.
    pub fn parse(text: &str) -> Syntax {
        Syntax::parse_with(text, Lengths::default())
    }

    /// Reads a whole document, and cuts long sections, now and after edits, by `lengths`.
    pub fn parse_with(text: &str, lengths: Lengths) -> Syntax {
        let part = Part { text, cut: &Cut::Fresh, at_start: true, to_end: true, lengths };
        let mut cuts = vec![(0, Cut::Fresh)];
        scan(part, |at, cut| {
            cuts.push((at, cut));
            ControlFlow::Continue(())
        });
        let segments = made(text, &cuts, text.len(), &Old::default());
        Syntax { segments: Sequence::of(segments), lengths }
    }

    /// By which lengths it is cut.
    pub fn lengths(&self) -> Lengths {
        self.lengths
    }

    /// How many segments there are; at least one.
    pub fn len(&self) -> usize {
        self.segments.len()
    }

    /// Whether there is no segment, which never is.
    pub fn is_empty(&self) -> bool {
        self.segments.len() == 0
    }

    /// The segments, in order.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &Arc<Segment>> + Clone {
        self.segments.iter()
    }

    /// Segment `i`.
    pub fn segment(&self, i: usize) -> Option<&Arc<Segment>> {
        self.segments.get(i)
    }

    /// The byte of the document at which segment `i` starts; the document's length for any `i` behind the last.
    pub fn start(&self, i: usize) -> u32 {
        self.segments.start(i)
    }

    /// The index of the segment that holds the byte `offset`; the last for an offset at or behind the end.
    pub fn segment_at(&self, offset: u32) -> usize {
        self.segments.at(offset)
    }

    /// The structure of the document `after` edits that left it `kept`, where `self` is that before them.
    pub fn edit(&self, after: &Text, kept: Kept) -> (Syntax, Replaced) {
        let dirty = Dirty::of(self, after, kept);
        let first = self.first_touched(after, &dirty);
        let from = self.start(first);
        let cut = self.segment(first).map_or(Cut::Fresh, |segment| segment.cut().clone());
        let mut until = dirty.new_end.saturating_add(AHEAD);
        loop {
            let window = after.slice(TextRange::new(from, until));
            let to_end = until >= after.len();
            let mut cuts = vec![(0, cut.clone())];
            let mut sync = None;
            let part = Part { text: &window, cut: &cut, at_start: first == 0, to_end, lengths: self.lengths };
            let scanned = scan(part, |at, cut| match self.old_cut(from as usize + at, &cut, &dirty) {
                Some(old) => {
                    sync = Some((old, at));
                    ControlFlow::Break(())
                }
                None => {
                    cuts.push((at, cut));
                    ControlFlow::Continue(())
                }
            });
            match (scanned, sync) {
                (Scanned::Stopped, Some((last, end))) => {
                    return self.replaced(first..last, &window, &cuts, end);
                }
                (Scanned::OutOfText, _) if !to_end => until = until.saturating_add((until - from).max(AHEAD)),
                _ => return self.replaced(first..self.len(), &window, &cuts, window.len()),
            }
        }
    }

    /// The old segment that starts where the new text, behind the edits, has a cut at `at`.
    fn old_cut(&self, at: usize, cut: &Cut, dirty: &Dirty) -> Option<usize> {
        let at = u32::try_from(at).ok().filter(|at| *at >= dirty.new_end)?;
        let before = at - dirty.new_end + dirty.old_end;
        let i = self.segment_at(before);
        let same = self.start(i) == before && self.segment(i).is_some_and(|segment| segment.cut() == cut);
        same.then_some(i)
    }

    /// The first segment whose cuts may depend on what the edits changed.
    fn first_touched(&self, after: &Text, dirty: &Dirty) -> usize {
        let mut first = self.segment_at(dirty.start);
        // A cut looks at the two lines behind it, and a line end at its first byte can join the line before.
        while first > 0 && after.line_of(dirty.start) < after.line_of(self.start(first)).saturating_add(2) {
            first -= 1;
        }
        if first > 0 && self.front_matter_may_close(after, dirty) {
            first = 0;
        }
        first
    }

    /// Whether the document starts with front matter that had no end, and an edit wrote one.
    fn front_matter_may_close(&self, after: &Text, dirty: &Dirty) -> bool {
        let Some(segment) = self.segment(0) else {
            return false;
        };
        if front_matter(segment.text()) != FrontMatter::Open {
            return false;
        }
        let lines = after.line_of(dirty.start)..=after.line_of(dirty.new_end);
        lines.into_iter().any(|line| {
            let line = after.slice(after.line_range(line));
            ends_front_matter(&line, b'-') || ends_front_matter(&line, b'+')
        })
    }

    fn replaced(&self, old: Range<usize>, window: &str, cuts: &[(usize, Cut)], end: usize) -> (Syntax, Replaced) {
        let gone: Vec<&Arc<Segment>> = self.segments.slice(old.clone()).collect();
        let mut came = made(window, cuts, end, &Old::of(&gone));
        // What was scanned but stayed as it was is not replaced.
        let same = |(a, b): &(&&Arc<Segment>, &Arc<Segment>)| Arc::ptr_eq(a, b);
        let head = gone.iter().zip(&came).take_while(same).count();
        let most = gone.len().min(came.len()) - head;
        let tail = gone.iter().rev().zip(came.iter().rev()).take_while(same).count().min(most);
        let old = old.start + head..old.end - tail;
        came.truncate(came.len() - tail);
        came.drain(..head);
        let new = old.start..old.start + came.len();
        let segments = self.segments.replaced(old.clone(), came);
        (Syntax { segments, lengths: self.lengths }, Replaced { old, new })
    }
}

/// What edits changed: `start..old_end` of the old text became `start..new_end`, and maybe less than that.
struct Dirty {
    start: u32,
    old_end: u32,
    new_end: u32,
}

impl Dirty {
    fn of(before: &Syntax, after: &Text, kept: Kept) -> Dirty {
        let old_end = before.start(before.len()).saturating_sub(kept.tail);
        Dirty { start: after.boundary(kept.head), old_end, new_end: after.len().saturating_sub(kept.tail) }
    }
}

/// Segments that were there before, to be used again where the same text comes out.
#[derive(Default)]
struct Old<'s> {
    by_text: HashMap<(&'s str, &'s Cut), &'s Arc<Segment>>,
}

impl<'s> Old<'s> {
    fn of(segments: &[&'s Arc<Segment>]) -> Old<'s> {
        Old { by_text: segments.iter().map(|segment| ((segment.text(), segment.cut()), *segment)).collect() }
    }
}

/// The segments of `text` up to `end` that start at `cuts`.
fn made<'a>(text: &'a str, cuts: &'a [(usize, Cut)], end: usize, old: &Old<'a>) -> Vec<Arc<Segment>> {
    let ends = cuts.iter().skip(1).map(|(at, _)| *at).chain([end]);
    let parts = cuts.iter().zip(ends).map(|((from, cut), to)| (text.get(*from..to).unwrap_or(""), cut));
    parts
        .map(|(text, cut)| match old.by_text.get(&(text, cut)) {
            Some(segment) => Arc::clone(segment),
            None => Arc::new(Segment::parse(text, cut.clone())),
        })
        .collect()
}
