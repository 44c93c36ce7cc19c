//! One file as one value: text, syntax and plan. An edit gives a new value and re-reads what it touched.

pub mod criteria;
mod markdown;
mod anchors;
pub mod regions;

use std::collections::HashMap;
use std::sync::Arc;

use crate::notation::vocabulary::Vocabulary;
use crate::plan::Plan;
use crate::plan::place::{End, Place};
use crate::plan::read::Fragment;
use crate::plan::read::join::join;
use crate::plan::read::segment::read_segment;
use crate::plan::task::TaskIndex;
use crate::plan::unit::{Unit, UnitIndex};
use crate::syntax::{Lengths, Segment, Syntax};
use crate::text::{Edit, Kept, Text, TextRange};

/// From so many edits on, they are followed all at once: what lies between them is cut anew, and read anew only where
/// the text differs.
const MANY_EDITS: usize = 16;

/// What reading needs to know beside the text.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path relative to its workspace folder, with forward slashes; none for an unsaved document.
    pub path: Option<String>,
    /// The words to read with.
    pub vocabulary: Arc<Vocabulary>,
    /// The dialect that it is said to be; none where it is to be found out.
    pub profile: Option<&'static str>,
    /// Where its file stands on disk, for [`Surroundings`](crate::workspace::surroundings::Surroundings); none for a
    /// document that is on none.
    pub location: Option<Arc<str>>,
}

/// A file's text, structure and plan. Cloning is cheap; nothing in it changes.
#[derive(Clone, Debug)]
pub struct Document {
    source: Source,
    text: Text,
    syntax: Syntax,
    fragments: Vec<Arc<Fragment>>,
    plan: Arc<Plan>,
}

impl Document {
    /// Reads `text`, which holds no byte order mark. Never fails.
    pub fn new(text: &str, source: Source) -> Document {
        Document::with_lengths(text, source, Lengths::default())
    }

    /// The same, with long sections cut by `lengths`, now and after edits. What it says does not depend on them.
    pub fn with_lengths(text: &str, source: Source, lengths: Lengths) -> Document {
        let syntax = Syntax::parse_with(text, lengths);
        let fragments: Vec<_> =
            syntax.segments().map(|segment| Arc::new(read_segment(segment, &source.vocabulary))).collect();
        let plan = Arc::new(join(&fragments, source.path.as_deref(), source.profile, &source.vocabulary));
        Document { source, text: Text::new(text), syntax, fragments, plan }
    }

    /// The document after `edits`, applied one after another, each to the text that the one before left.
    pub fn edit(&self, edits: &[Edit]) -> Document {
        let mut next = self.clone();
        let mut same_facts = true;
        // Few edits may be far apart, and each is followed by itself.
        let together = if edits.len() < MANY_EDITS { 1 } else { edits.len() };
        for edits in edits.chunks(together) {
            let mut kept: Option<Kept> = None;
            for edit in edits {
                let left = Kept::by(edit, next.text.len());
                kept = Some(kept.map_or(left, |kept| kept.and(left)));
                next.text.edit(edit);
            }
            same_facts &= kept.is_none_or(|kept| next.follow(kept));
        }
        if !same_facts {
            let Source { path, vocabulary, profile, .. } = &self.source;
            next.plan = Arc::new(join(&next.fragments, path.as_deref(), *profile, vocabulary));
        }
        next
    }

    /// Brings segments and fragments up to the text, of which edits left `kept`. False if a fact changed.
    fn follow(&mut self, kept: Kept) -> bool {
        let (syntax, replaced) = self.syntax.edit(&self.text, kept);
        let old = self.fragments.get(replaced.old.clone()).unwrap_or_default();
        let known: HashMap<*const Segment, &Arc<Fragment>> =
            replaced.old.clone().filter_map(|at| self.syntax.segment(at)).map(Arc::as_ptr).zip(old).collect();
        let read = |segment: &Arc<Segment>| match known.get(&Arc::as_ptr(segment)) {
            Some(fragment) => Arc::clone(fragment),
            None => Arc::new(read_segment(segment, &self.source.vocabulary)),
        };
        let new: Vec<Arc<Fragment>> = replaced.new.clone().filter_map(|at| syntax.segment(at)).map(read).collect();
        let same_facts = old.len() == new.len()
            && old.iter().zip(&new).all(|(old, new)| Arc::ptr_eq(old, new) || old.same_facts(new));
        self.fragments.splice(replaced.old, new);
        self.syntax = syntax;
        same_facts
    }

    /// How this document differs from its own text read afresh: nothing, if every edit was followed rightly. Costs a
    /// full read; for tests and the paranoid mode.
    pub fn drift(&self) -> Option<String> {
        let fresh = Document::with_lengths(&self.text.to_string(), self.source.clone(), self.syntax.lengths());
        if self.syntax.len() != fresh.syntax.len() {
            return Some(format!("{} segments, afresh {}", self.syntax.len(), fresh.syntax.len()));
        }
        for (at, (own, new)) in self.syntax.segments().zip(fresh.syntax.segments()).enumerate() {
            if own.blocks() != new.blocks() {
                return Some(format!("the blocks of segment {at} differ"));
            }
        }
        for (at, (own, new)) in self.fragments.iter().zip(&fresh.fragments).enumerate() {
            if own.ranges != new.ranges || !own.same_facts(new) {
                return Some(format!("the facts of segment {at} differ"));
            }
        }
        (self.plan != fresh.plan).then(|| "the plans differ".to_owned())
    }

    /// What was read of a segment: the same `Arc` for as long as no edit touches the segment.
    pub fn fragment(&self, segment: u32) -> Option<&Arc<Fragment>> {
        self.fragments.get(segment as usize)
    }

    /// Its path and vocabulary.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Its text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Its blocks, by segment.
    pub fn syntax(&self) -> &Syntax {
        &self.syntax
    }

    /// What it says as a plan. The same `Arc` as before an edit that changed no fact.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// Where `place` is, in bytes; empty at the text's end for a place of another document.
    pub fn range(&self, place: Place) -> TextRange {
        let range = self.fragments.get(place.segment as usize).and_then(|it| it.ranges.get(place.slot as usize));
        match range {
            Some(range) => range.shifted(self.syntax.start(place.segment as usize)),
            None => TextRange::empty(self.text.len()),
        }
    }

    /// The text at `place`.
    pub fn slice(&self, place: Place) -> String {
        self.text.slice(self.range(place))
    }

    /// From a unit's header to the end of its section, in bytes.
    pub fn extent(&self, unit: &Unit) -> TextRange {
        let end = match unit.end {
            End::Segment(index) => self.syntax.start(index as usize),
            End::Place(place) => self.range(place).end,
            End::Before(place) => self.range(place).start,
        };
        TextRange::new(self.range(unit.header).start, end)
    }

    /// The innermost unit whose section holds `offset`.
    pub fn unit_at(&self, offset: u32) -> Option<UnitIndex> {
        let inside = |(_, unit): &(UnitIndex, &Unit)| self.extent(unit).touches(offset);
        self.plan.each_unit().filter(inside).max_by_key(|(_, unit)| self.range(unit.header).start).map(|(at, _)| at)
    }

    /// The unit whose defining line holds `offset`.
    pub fn unit_defined_at(&self, offset: u32) -> Option<UnitIndex> {
        self.plan.each_unit().find(|(_, unit)| self.range(unit.header).touches(offset)).map(|(at, _)| at)
    }

    /// The task whose first line or row holds `offset`.
    pub fn task_at(&self, offset: u32) -> Option<TaskIndex> {
        self.plan.each_task().find(|(_, task)| self.range(task.place).touches(offset)).map(|(at, _)| at)
    }
}
