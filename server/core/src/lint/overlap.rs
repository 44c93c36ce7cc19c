//! Which siblings share time, and where the plan says that they are meant to.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::lint::outline::{Outline, Sort, is_time_unit, sort};
use crate::lint::span::{Scale, Span};
use crate::notation::label::Name;
use crate::notation::number::Number;
use crate::notation::status::Status;
use crate::notation::vocabulary::Kind;
use crate::plan::Plan;
use crate::plan::unit::{Unit, UnitIndex};

/// So many earlier siblings are named at most for one unit: who overlaps with more runs beside all of them.
const MOST_FOR_ONE: usize = 3;

/// So many neighbours in time are looked at for one unit, declared ones included.
const MOST_LOOKED_AT: usize = 64;

/// A unit with its span.
#[derive(Clone, Copy, Debug)]
pub struct Scheduled {
    /// The unit.
    pub unit: UnitIndex,
    /// When it runs.
    pub span: Span,
}

/// Two units that share time, the one that stands later in the document first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The one that stands later.
    pub later: UnitIndex,
    /// The one that stands earlier.
    pub earlier: UnitIndex,
    /// What they share.
    pub shared: Span,
}

/// The siblings of one family that can be compared: of one sort, with spans of one scale, in document order. Where a
/// label comes again, another sequence begins: each of several workstreams may have its Phase 1.
pub fn lanes(plan: &Plan, family: &[UnitIndex]) -> Vec<Vec<Scheduled>> {
    let mut lanes: BTreeMap<(Sort, u32, Scale), Vec<Scheduled>> = BTreeMap::new();
    let mut sequences: BTreeMap<Sort, (u32, HashSet<&Number>)> = BTreeMap::new();
    for &at in family {
        let Some(unit) = plan.unit(at).filter(|unit| in_sequence(unit)) else { continue };
        let (sequence, seen) = sequences.entry(sort(unit)).or_default();
        if !seen.insert(&unit.label.number) {
            *sequence += 1;
            *seen = HashSet::from([&unit.label.number]);
        }
        let Some(span) = unit.schedule.as_ref().and_then(|said| Span::of(&said.value)) else { continue };
        lanes.entry((sort(unit), *sequence, span.scale)).or_default().push(Scheduled { unit: at, span });
    }
    lanes.into_values().filter(|lane| lane.len() > 1).collect()
}

/// Whether units like this one follow each other. Tasks of several people, themes and tracks run side by side.
pub fn in_sequence(unit: &Unit) -> bool {
    let beside = matches!(
        unit.label.kind,
        None | Some(
            Kind::TASK
                | Kind::SUBTASK
                | Kind::TASK_GROUP
                | Kind::TICKET
                | Kind::ISSUE
                | Kind::ACTION
                | Kind::STORY
                | Kind::FEATURE
                | Kind::REQUIREMENT
                | Kind::USE_CASE
                | Kind::DELIVERABLE
                | Kind::TRACK
                | Kind::WORKSTREAM
                | Kind::THEME
                | Kind::OBJECTIVE
                | Kind::GOAL
                | Kind::INITIATIVE
                | Kind::PROJECT
                | Kind::PLAN
                | Kind::GROUP
                | Kind::MODULE
                | Kind::HOUR
        )
    );
    !beside && unit.status.as_ref().map(|said| said.value) != Some(Status::Cancelled)
}

/// The overlaps of one lane that the plan does not declare, by the later unit. Sorted by start and swept, so that a
/// lane without overlaps costs no more than its sorting.
pub fn overlaps(lane: &[Scheduled], declared: &Declared<'_>) -> Vec<Overlap> {
    let mut by_start: Vec<&Scheduled> = lane.iter().collect();
    by_start.sort_by_key(|it| (it.span.from, it.unit));
    let mut running: BTreeMap<(i64, UnitIndex), &Scheduled> = BTreeMap::new();
    let mut found = Vec::new();
    for next in by_start {
        while running.first_key_value().is_some_and(|(&(end, _), _)| end < next.span.from) {
            running.pop_first();
        }
        let beside = running.values().take(MOST_LOOKED_AT).filter_map(|open| {
            let shared = next.span.shared(open.span)?;
            let (later, earlier) = (next.unit.max(open.unit), next.unit.min(open.unit));
            (!declared.parallel(later, earlier)).then_some(Overlap { later, earlier, shared })
        });
        found.extend(beside.take(MOST_FOR_ONE));
        running.insert((next.span.to, next.unit), next);
    }
    found.sort_by_key(|it| (it.later, it.earlier));
    found
}

/// What a plan says about units that run side by side.
#[derive(Debug)]
pub struct Declared<'a> {
    plan: &'a Plan,
    outline: &'a Outline,
    tracks: HashMap<&'a Name, Vec<usize>>,
}

impl<'a> Declared<'a> {
    /// Collects what `plan` declares.
    pub fn of(plan: &'a Plan, outline: &'a Outline) -> Declared<'a> {
        let mut tracks: HashMap<&Name, Vec<usize>> = HashMap::new();
        for (track, names) in plan.tracks.iter().enumerate() {
            for name in &names.names {
                tracks.entry(name).or_default().push(track);
            }
        }
        Declared { plan, outline, tracks }
    }

    /// Whether the plan means the two siblings to share time.
    pub fn parallel(&self, one: UnitIndex, other: UnitIndex) -> bool {
        let (Some(a), Some(b)) = (self.plan.unit(one), self.plan.unit(other)) else { return true };
        one_names_the_other(a, b) || is_done(a) || is_done(b) || self.beside(one, other)
    }

    /// Whether the plan's words put the two siblings side by side, whatever their schedules.
    pub fn beside(&self, one: UnitIndex, other: UnitIndex) -> bool {
        let (Some(a), Some(b)) = (self.plan.unit(one), self.plan.unit(other)) else { return true };
        let (a_names, b_names) = (names(a), names(b));
        self.in_wave(a)
            || self.says(one, a, &b_names)
            || self.says(other, b, &a_names)
            || self.on_other_tracks(&a_names, &b_names)
    }

    /// Whether `unit`, or a span of time inside it, is declared to run beside one of `names`.
    fn says(&self, at: UnitIndex, unit: &Unit, names: &[Name]) -> bool {
        let named = |unit: &Unit| unit.parallel.iter().any(|said| said.with.iter().any(|name| names.contains(name)));
        let weeks = self.outline.children(Some(at)).iter().filter_map(|&child| self.plan.unit(child));
        unit.parallel.iter().any(|said| said.with.is_empty())
            || named(unit)
            || weeks.filter(|inside| is_time_unit(inside)).any(named)
    }

    /// Whether the two stand on different tracks, and on no common one.
    fn on_other_tracks(&self, one: &[Name], other: &[Name]) -> bool {
        let tracks = |names: &[Name]| -> Vec<usize> {
            names.iter().filter_map(|name| self.tracks.get(name)).flatten().copied().collect()
        };
        let (one, other) = (tracks(one), tracks(other));
        !one.is_empty() && !other.is_empty() && !one.iter().any(|track| other.contains(track))
    }

    /// The units of a wave run together: that is what a wave is.
    fn in_wave(&self, unit: &Unit) -> bool {
        let parent = unit.parent.and_then(|parent| self.plan.unit(parent));
        parent.is_some_and(|parent| parent.label.kind == Some(Kind::WAVE))
    }
}

/// `Week 4-6` beside `Week 4` and `Week 5` is their sum, and no third.
fn one_names_the_other(a: &Unit, b: &Unit) -> bool {
    let span = |unit: &Unit| unit.schedule.as_ref().and_then(|said| Span::of(&said.value));
    let (Some(one), Some(other)) = (span(a), span(b)) else { return true };
    is_time_unit(a) && is_time_unit(b) && (one.contains(other) || other.contains(one))
}

/// What is done takes nobody's time any more.
fn is_done(unit: &Unit) -> bool {
    unit.status.as_ref().is_some_and(|said| said.value == Status::Done)
}

/// Every name that `unit` bears, its label's first.
pub fn names(unit: &Unit) -> Vec<Name> {
    std::iter::once(unit.label.name()).chain(unit.aliases.iter().cloned()).collect()
}
