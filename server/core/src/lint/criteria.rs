//! Which units have acceptance criteria, and of which one can expect them.
//!
//! A unit has them itself, or in the weeks and days that divide it, or in its tasks; a container has them where each
//! of its sub-units has. They are expected where the document itself shows them: of units of a sort of which others
//! have them. Only where no unit of the plan has any, they are expected of its outermost sprints, phases and the like.

use std::collections::{HashMap, HashSet};

use crate::lint::outline::{Outline, Sort, is_time_unit, sort};
use crate::lint::rule::Context;
use crate::notation::status::Status;
use crate::notation::vocabulary::Kind;
use crate::plan::Plan;
use crate::plan::unit::{DefinedBy, Unit, UnitIndex};

/// How far a unit is covered by acceptance criteria.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Covered {
    /// Nothing inside it has any.
    Not,
    /// Some of its sub-units have.
    Partly,
    /// All of its sub-units have.
    Within,
    /// It has its own, or its weeks or tasks have.
    Itself,
}

/// How many units of a sort there are that could have criteria, and how many of them have.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    all: u32,
    covered: u32,
}

/// Which units of a plan have criteria.
#[derive(Debug)]
pub struct Coverage<'a> {
    plan: &'a Plan,
    outline: &'a Outline,
    covered: Vec<Covered>,
    tallies: HashMap<Sort, Tally>,
    shown_under: HashSet<(Option<UnitIndex>, Sort)>,
}

impl<'a> Coverage<'a> {
    /// Looks through the checked plan once.
    pub fn of(cx: &Context<'a>) -> Coverage<'a> {
        let (plan, outline) = (cx.plan, cx.outline);
        let covered = vec![Covered::Not; plan.units.len()];
        let mut coverage = Coverage { plan, outline, covered, tallies: HashMap::new(), shown_under: HashSet::new() };
        for task in plan.tasks.iter().filter(|task| !task.criteria.is_empty()) {
            if let Some(unit) = task.unit {
                coverage.set(unit, Covered::Itself);
            }
        }
        for (at, unit) in plan.each_unit().collect::<Vec<_>>().into_iter().rev() {
            let itself = !unit.criteria.is_empty() || coverage.at(at) == Covered::Itself;
            let covered = if itself { Covered::Itself } else { coverage.within(at) };
            coverage.set(at, covered);
            coverage.count(unit, covered);
        }
        coverage
    }

    fn count(&mut self, unit: &Unit, covered: Covered) {
        let has = matches!(covered, Covered::Itself | Covered::Within);
        if has || expects_any(unit) {
            let tally = self.tallies.entry(sort(unit)).or_default();
            tally.all += 1;
            tally.covered += u32::from(has);
        }
        if covered == Covered::Itself {
            self.shown_under.insert((unit.parent, sort(unit)));
        }
    }

    /// The units of which criteria are expected and that have none, in document order. Of units inside each other, the
    /// outermost only.
    pub fn missing(&self) -> Vec<UnitIndex> {
        let mut reported = vec![false; self.plan.units.len()];
        let carriers = self.carriers();
        let generic = matches!(self.plan.profile, "" | "generic");
        if generic && carriers.iter().all(|&at| self.at(at) == Covered::Not) {
            carriers.into_iter().for_each(|at| mark(&mut reported, at, self.plan.unit(at).is_some_and(expects_any)));
        }
        let mut inside = vec![false; self.plan.units.len()];
        for (at, unit) in self.plan.each_unit() {
            let parent = unit.parent.filter(|parent| parent.0 < at.0);
            if parent.is_some_and(|parent| flag(&inside, parent) || flag(&reported, parent)) {
                mark(&mut inside, at, true);
            } else if self.at(at) == Covered::Not && expects_any(unit) && self.shown_for(at, unit) {
                mark(&mut reported, at, true);
            }
        }
        self.plan.each_unit().map(|(at, _)| at).filter(|&at| flag(&reported, at)).collect()
    }

    /// Whether the document itself shows that units of this sort, at this place, have criteria.
    fn shown_for(&self, at: UnitIndex, unit: &Unit) -> bool {
        let tally = self.tallies.get(&sort(unit)).copied().unwrap_or_default();
        let enough =
            if unit.label.kind.is_some_and(carries) { tally.covered > 0 } else { tally.covered * 2 >= tally.all };
        if tally.covered == 0 || !enough {
            return false;
        }
        let mut above = unit.parent;
        let mut inside_own = false;
        while let Some(outer) = above.filter(|outer| outer.0 < at.0) {
            let Some(container) = self.plan.unit(outer) else { break };
            if is_time_unit(unit) && !is_time_unit(container) {
                return false;
            }
            inside_own |= self.at(outer) == Covered::Itself;
            above = container.parent.filter(|next| next.0 < outer.0);
        }
        !inside_own || self.shown_under.contains(&(unit.parent, sort(unit)))
    }

    /// The outermost units that carry work: not months that hold sprints, nor a title that holds all, and milestones
    /// only where there is nothing else.
    fn carriers(&self) -> Vec<UnitIndex> {
        let mut found = Vec::new();
        let mut open: Vec<UnitIndex> = self.outline.children(None).iter().rev().copied().collect();
        let title = match open.as_slice() {
            [only] => self.plan.unit(*only).filter(|it| it.defined_by == DefinedBy::Heading(1)).map(|_| *only),
            _ => None,
        };
        while let Some(at) = open.pop() {
            let Some(unit) = self.plan.unit(at) else { continue };
            let holds = |at| self.outline.descendants(at).iter().any(|&it| self.plan.unit(it).is_some_and(is_carrier));
            if is_carrier(unit) && (Some(at) != title || !holds(at)) {
                found.push(at);
            } else {
                open.extend(self.outline.children(Some(at)).iter().rev());
            }
        }
        let milestone = |at: &UnitIndex| self.plan.unit(*at).is_some_and(|it| it.label.kind == Some(Kind::MILESTONE));
        if !found.iter().all(milestone) {
            found.retain(|at| !milestone(at));
        }
        found
    }

    /// What the sub-units of `at` say about it.
    fn within(&self, at: UnitIndex) -> Covered {
        let (mut any, mut all, mut some) = (false, true, false);
        let mut open: Vec<UnitIndex> = self.outline.children(Some(at)).to_vec();
        while let Some(child) = open.pop() {
            let Some(unit) = self.plan.unit(child) else { continue };
            match (is_time_unit(unit), self.at(child)) {
                (true, Covered::Itself) => return Covered::Itself,
                (true, _) => open.extend(self.outline.children(Some(child))),
                (false, covered) if expects_any(unit) => {
                    any = true;
                    all &= matches!(covered, Covered::Itself | Covered::Within);
                    some |= covered != Covered::Not;
                }
                (false, covered) => some |= covered != Covered::Not,
            }
        }
        match (any && all, some) {
            (true, _) => Covered::Within,
            (false, true) => Covered::Partly,
            (false, false) => Covered::Not,
        }
    }

    fn at(&self, at: UnitIndex) -> Covered {
        self.covered.get(at.0 as usize).copied().unwrap_or(Covered::Not)
    }

    fn set(&mut self, at: UnitIndex, covered: Covered) {
        if let Some(slot) = self.covered.get_mut(at.0 as usize) {
            *slot = covered;
        }
    }
}

/// Whether units of this kind carry work: what a plan is divided into when its parts are to be accepted one by one.
fn carries(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::SPRINT
            | Kind::PHASE
            | Kind::STAGE
            | Kind::ITERATION
            | Kind::WAVE
            | Kind::CYCLE
            | Kind::INCREMENT
            | Kind::SLICE
            | Kind::MILESTONE
            | Kind::EPIC
            | Kind::STORY
            | Kind::WORK_PACKAGE
    )
}

fn is_carrier(unit: &Unit) -> bool {
    unit.label.kind.is_some_and(carries)
}

/// Whether `unit` has room for criteria, and a reader needs them: it is not over, and more than a row.
fn expects_any(unit: &Unit) -> bool {
    let over = unit.status.as_ref().is_some_and(|said| matches!(said.value, Status::Done | Status::Cancelled));
    let room = match unit.defined_by {
        DefinedBy::Heading(_) | DefinedBy::Bold | DefinedBy::Line | DefinedBy::Summary => true,
        DefinedBy::Item => !unit.tasks.is_empty(),
        DefinedBy::Row | DefinedBy::Gantt | DefinedBy::FrontMatter => false,
    };
    room && !over
}

fn flag(flags: &[bool], at: UnitIndex) -> bool {
    flags.get(at.0 as usize).copied().unwrap_or(false)
}

fn mark(flags: &mut [bool], at: UnitIndex, value: bool) {
    if let Some(flag) = flags.get_mut(at.0 as usize) {
        *flag = value;
    }
}
