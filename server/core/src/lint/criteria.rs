//! Which units have acceptance criteria, and of which one can expect them.
//!
//! A unit has them itself, or in the weeks and days that divide it, or in its tasks; a container has them where each
//! of its sub-units has. They are expected where the document itself shows them: of units of a sort of which others
//! have them. Only where no unit of the plan has any, they are expected of its outermost sprints, phases and the like.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::lint::outline::{Outline, Sort, is_time_unit, sort};
use crate::lint::rule::Context;
use crate::lint::span::last_day;
use crate::notation::label::Name;
use crate::notation::number::Number;
use crate::notation::status::Status;
use crate::notation::vocabulary::Kind;
use crate::notation::vocabulary::later::is_set_aside;
use crate::plan::Plan;
use crate::plan::task::TaskIndex;
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

/// How many boxes inside a unit are ticked, and how many are not.
#[derive(Clone, Copy, Debug, Default)]
struct Boxes {
    ticked: u32,
    open: u32,
}

/// What is known of one unit.
#[derive(Clone, Copy, Debug)]
struct State {
    covered: Covered,
    boxes: Boxes,
    /// Whether it has room for criteria, and a reader needs them.
    expects: bool,
    /// Tasks in it check the others, or it only names documents that tell more.
    told: bool,
}

/// Which units of a plan have criteria.
#[derive(Debug)]
pub struct Coverage<'a> {
    plan: &'a Plan,
    outline: &'a Outline,
    today: Option<Date>,
    states: Vec<State>,
    tallies: HashMap<Sort, Tally>,
    shown_under: HashSet<(Option<UnitIndex>, Sort)>,
    covered_labels: HashSet<(Option<Kind>, &'a Number)>,
}

impl<'a> Coverage<'a> {
    /// Looks through the checked plan once.
    pub fn of(cx: &Context<'a>) -> Coverage<'a> {
        let (plan, outline) = (cx.plan, cx.outline);
        let blank = State { covered: Covered::Not, boxes: Boxes::default(), expects: false, told: false };
        let mut coverage = Coverage {
            plan,
            outline,
            today: cx.snapshot.today,
            states: vec![blank; plan.units.len()],
            tallies: HashMap::new(),
            shown_under: HashSet::new(),
            covered_labels: HashSet::new(),
        };
        coverage.read_tasks();
        coverage.read_links(cx);
        for (index, unit) in plan.units.iter().enumerate().rev() {
            coverage.read_unit(UnitIndex(index as u32), unit);
        }
        coverage
    }

    fn read_tasks(&mut self) {
        for task in &self.plan.tasks {
            let Some(state) = task.unit.and_then(|unit| self.states.get_mut(unit.0 as usize)) else { continue };
            // The requirements that a task names say when it is done.
            if !task.criteria.is_empty() || !task.requirements.is_empty() {
                state.covered = Covered::Itself;
            }
            state.told |= task.verifies && task.mark.is_some();
            match task.status {
                Some(Status::Done | Status::Cancelled) => state.boxes.ticked += 1,
                _ if task.mark.is_some() => state.boxes.open += 1,
                _ => {}
            }
        }
    }

    /// A list of links to stories: what each of them asks for stands there.
    fn read_links(&mut self, cx: &Context<'_>) {
        let starts: Vec<u32> = self.plan.links.local.iter().map(|it| cx.document.range(it.place).start).collect();
        if starts.is_empty() {
            return;
        }
        let links = |at: &TaskIndex| {
            let Some(range) = self.plan.task(*at).map(|it| cx.document.range(it.place)) else { return false };
            starts.partition_point(|start| *start < range.start) < starts.partition_point(|start| *start < range.end)
        };
        for (unit, state) in self.plan.units.iter().zip(&mut self.states) {
            state.told |= unit.tasks.len() >= 2 && unit.tasks.iter().all(links);
        }
    }

    /// Reads one unit, whose sub-units are read.
    fn read_unit(&mut self, at: UnitIndex, unit: &'a Unit) {
        let itself = !unit.criteria.is_empty() || self.at(at) == Covered::Itself;
        let covered = if itself { Covered::Itself } else { self.within(at) };
        let mut boxes = self.states.get(at.0 as usize).map(|it| it.boxes).unwrap_or_default();
        let mut told = self.states.get(at.0 as usize).is_some_and(|it| it.told);
        for inner in self.outline.children(Some(at)).iter().filter_map(|child| self.states.get(child.0 as usize)) {
            told |= inner.told;
            boxes.ticked += inner.boxes.ticked;
            boxes.open += inner.boxes.open;
        }
        let over =
            unit.is_over() || is_set_aside(&unit.title) || boxes.open == 0 && (boxes.ticked > 0 || self.is_past(unit));
        let expects = has_room(unit) && !over;
        if let Some(state) = self.states.get_mut(at.0 as usize) {
            *state = State { covered, boxes, expects, told };
        }
        let has = matches!(covered, Covered::Itself | Covered::Within);
        if has || expects {
            let tally = self.tallies.entry(sort(unit)).or_default();
            tally.all += 1;
            tally.covered += u32::from(has);
        }
        if covered == Covered::Itself {
            self.shown_under.insert((unit.parent, sort(unit)));
        }
        if covered != Covered::Not {
            self.covered_labels.insert((unit.label.kind, &unit.label.number));
        }
    }

    /// Whether criteria are expected of the unit and it has none; nor has another definition of the same label, as
    /// where a plan lists its epics first and details them later.
    fn lacks(&self, at: UnitIndex, unit: &Unit) -> bool {
        let expects = self.states.get(at.0 as usize).is_some_and(|it| it.expects && !it.told);
        let is_document = self.plan.units.len() == 1 && unit.defined_by == DefinedBy::Heading(1);
        expects && !is_document && self.at(at) == Covered::Not && !self.covered_elsewhere(unit)
    }

    /// Whether the unit has ended by the calendar.
    fn is_past(&self, unit: &Unit) -> bool {
        let ended = unit.schedule.as_ref().and_then(|said| last_day(&said.value));
        ended.zip(self.today).is_some_and(|(ended, today)| ended < today)
    }

    fn covered_elsewhere(&self, unit: &Unit) -> bool {
        self.covered_labels.contains(&(unit.label.kind, &unit.label.number))
    }

    /// The units of which criteria are expected and that have none, in document order. Of units inside each other, the
    /// outermost only.
    pub fn missing(&self) -> Vec<UnitIndex> {
        let mut reported = vec![false; self.plan.units.len()];
        let carriers = self.carriers();
        let generic = matches!(self.plan.profile, "" | "generic");
        if generic && carriers.iter().all(|&at| self.at(at) == Covered::Not) {
            carriers
                .iter()
                .for_each(|&at| mark(&mut reported, at, self.plan.unit(at).is_some_and(|it| self.lacks(at, it))));
        }
        let mut inside = vec![false; self.plan.units.len()];
        for (at, unit) in self.plan.each_unit() {
            let parent = unit.parent.filter(|parent| parent.0 < at.0);
            let is_inside = parent.is_some_and(|parent| flag(&inside, parent) || flag(&reported, parent));
            let told = self.states.get(at.0 as usize).is_some_and(|it| it.told && it.covered == Covered::Not);
            if is_inside || told {
                mark(&mut inside, at, true);
            } else if self.lacks(at, unit) && self.shown_for(at, unit) {
                mark(&mut reported, at, true);
            }
        }
        self.plan.each_unit().map(|(at, _)| at).filter(|&at| flag(&reported, at)).collect()
    }

    /// Whether the document itself shows that units of this sort, at this place, have criteria.
    fn shown_for(&self, at: UnitIndex, unit: &Unit) -> bool {
        if self.plan.profile == "spec-kit" && !tells_story(unit) {
            return false;
        }
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
            inside_own |= match self.at(outer) {
                Covered::Itself => true,
                Covered::Not => self.covered_elsewhere(container),
                Covered::Partly | Covered::Within => false,
            };
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
                (false, covered) => {
                    let counts = self.states.get(child.0 as usize).is_some_and(|it| it.expects);
                    any |= counts;
                    all &= !counts || matches!(covered, Covered::Itself | Covered::Within);
                    some |= covered != Covered::Not;
                }
            }
        }
        match (any && all, some) {
            (true, _) => Covered::Within,
            (false, true) => Covered::Partly,
            (false, false) => Covered::Not,
        }
    }

    fn at(&self, at: UnitIndex) -> Covered {
        self.states.get(at.0 as usize).map_or(Covered::Not, |it| it.covered)
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

/// Whether the unit carries work where no unit shows that it does. A wave only says what may run side by side.
fn is_carrier(unit: &Unit) -> bool {
    unit.label.kind.is_some_and(|kind| carries(kind) && kind != Kind::WAVE)
}

/// Whether there is more of the unit than a row.
fn has_room(unit: &Unit) -> bool {
    match unit.defined_by {
        DefinedBy::Heading(_) | DefinedBy::Bold | DefinedBy::Line | DefinedBy::Summary => true,
        DefinedBy::Item => !unit.tasks.is_empty(),
        DefinedBy::Row | DefinedBy::Gantt | DefinedBy::FrontMatter => false,
    }
}

/// Whether the unit is a user story or implements one; spec-kit gives criteria to stories, and not to setup or polish.
fn tells_story(unit: &Unit) -> bool {
    let is_story = |name: &Name| matches!(name, Name::Label(Kind::STORY, _));
    is_story(&unit.label.name()) || unit.aliases.iter().any(is_story)
}

fn flag(flags: &[bool], at: UnitIndex) -> bool {
    flags.get(at.0 as usize).copied().unwrap_or(false)
}

fn mark(flags: &mut [bool], at: UnitIndex, value: bool) {
    if let Some(flag) = flags.get_mut(at.0 as usize) {
        *flag = value;
    }
}
