//! The schedule of one plan as a picture needs it: bars on axes, what joins them, and what is wrong with them.
//!
//! Weeks, days, months and dates are never mixed on one axis, because nobody says how they lie to each other; but where
//! the plan or its configuration tells when week 1 begins, weeks are drawn on the calendar. What is drawn is what the
//! plan says: nothing is scheduled here.

pub mod axis;
pub mod rows;
pub mod marks;

use jiff::civil::Date;

use crate::document::Document;
use crate::index::Target;
use crate::lint;
use crate::lint::axis::{Bar, Calendar, Gap, Reading};
use crate::lint::outline::Outline;
use crate::lint::rule::Finding;
use crate::network::standing::{Source, restatements};
use crate::network::{Network, Node, Progress};
use crate::notation::status::Status;
use crate::plan::Verdict;
use crate::plan::place::Place;
use crate::plan::unit::{Unit, UnitIndex};
use crate::timeline::marks::{Mark, Shared, attach};
use crate::timeline::rows::{Chart, charts};
use crate::workspace::{Definition, FileId, Snapshot};

/// The schedule of one plan.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// The plan's document.
    pub file: FileId,
    /// The plan's title; empty where it has none.
    pub title: String,
    /// One entry a unit, in document order: what [`ItemIndex`] counts.
    pub items: Vec<Item>,
    /// One chart for each axis that something lies on.
    pub charts: Vec<Chart>,
    /// The units that lie on no axis and are not covered by one that does, in document order.
    pub unscheduled: Vec<ItemIndex>,
    /// The findings that are about no unit.
    pub marks: Vec<Mark>,
    /// The day that it is.
    pub today: Option<Date>,
}

/// The index of a unit in its timeline: that of its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemIndex(pub u32);

/// A unit.
#[derive(Clone, Debug)]
pub struct Item {
    /// The line that defines it, from 1.
    pub line: u32,
    /// Its label: `Sprint 2`.
    pub label: String,
    /// The rest of its heading; empty where none.
    pub title: String,
    /// Its goal, in the document's words.
    pub goal: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The unit that contains it.
    pub parent: Option<ItemIndex>,
    /// When it runs; none where nobody says so, or not clearly.
    pub bar: Option<Bar>,
    /// Why it has no bar.
    pub gap: Option<Gap>,
    /// How far it is.
    pub status: Status,
    /// Whether the plan says how far it is, in any way; otherwise `status` is `todo` for want of better.
    pub is_status_known: bool,
    /// How many of its tasks are done, those of units inside it too.
    pub progress: Progress,
    /// How much of it is done, in per mille: as said, by its status, or by its tasks.
    pub done: u16,
    /// Any delay of it delays the end.
    pub is_critical: bool,
    /// It has acceptance criteria itself.
    pub has_criteria: bool,
    /// What it declares to wait for.
    pub links: Vec<Link>,
    /// The time that it shares with others, which the plan does not declare.
    pub shared: Vec<Shared>,
    /// The findings about it, in the order of the document.
    pub marks: Vec<Mark>,
}

impl Item {
    /// Label and title, as a person would say it: `Sprint 2: Parser`.
    pub fn display(&self) -> String {
        if self.title.is_empty() { self.label.clone() } else { format!("{}: {}", self.label, self.title) }
    }
}

/// A dependency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The unit of the same plan that is waited for; none for a task, or for what another document defines.
    pub on: Option<ItemIndex>,
    /// Its label or id.
    pub name: String,
    /// What waits begins before what it waits for ends.
    pub is_early: bool,
}

/// The schedule of `file`; none where it is no plan. `network` holds at least that file.
pub fn timeline(snapshot: &Snapshot, file: FileId, network: &Network) -> Option<Timeline> {
    let document = snapshot.document(file).filter(|it| it.plan().verdict != Verdict::NoPlan)?;
    let plan = document.plan();
    let findings = lint::lint(snapshot, file);
    let restated = restatements(snapshot, &[file]);
    let elsewhere = |at| {
        let said = restated.get(&Definition { file, target: Target::Unit(at) })?;
        said.iter().find_map(|it| it.schedule.as_ref())
    };
    let calendar = Calendar::of(&snapshot.settings(file).calendar, plan, &elsewhere);
    let mut items: Vec<Item> = Vec::with_capacity(plan.units.len());
    for (at, unit) in plan.each_unit() {
        let node = network.find(Definition { file, target: Target::Unit(at) }).and_then(|it| network.node(it));
        let schedule = unit.schedule.as_ref().or_else(|| elsewhere(at));
        let reading = schedule.map_or(Reading::None(Gap::Unsaid), |said| calendar.read(&said.value));
        items.push(item(document, at, unit, node, reading));
    }
    let outline = Outline::of(plan);
    axis::derive(&outline, &mut items);
    link(file, network, &mut items);
    let marks = attach(snapshot, file, &findings, &mut items);
    let charts = charts(document, &outline, &items, &calendar, snapshot.today);
    let unscheduled = unscheduled(&outline, &items);
    let title = plan.title.clone().unwrap_or_default();
    Some(Timeline { file, title, items, charts, unscheduled, marks, today: snapshot.today })
}

impl Timeline {
    /// The unit at `index`.
    pub fn item(&self, index: ItemIndex) -> Option<&Item> {
        self.items.get(index.0 as usize)
    }

    /// The units with their indexes, in document order.
    pub fn each(&self) -> impl Iterator<Item = (ItemIndex, &Item)> {
        self.items.iter().enumerate().map(|(at, item)| (ItemIndex(at as u32), item))
    }

    /// How many of the plan's tasks are done.
    pub fn progress(&self) -> Progress {
        let mut all = Progress::default();
        for item in self.items.iter().filter(|it| it.parent.is_none() && it.status != Status::Cancelled) {
            all.done += item.progress.done;
            all.total += item.progress.total;
        }
        all
    }
}

fn item(document: &Document, at: UnitIndex, unit: &Unit, node: Option<&Node>, reading: Reading) -> Item {
    let line = |place: Place| document.text().line_of(document.range(place).start) + 1;
    let standing = node.map(|it| it.standing).unwrap_or_default();
    let progress = node.map(|it| it.progress).unwrap_or_default();
    let (bar, gap) = match reading {
        Reading::Bar(bar) => (Some(bar), None),
        Reading::None(gap) => (None, Some(gap)),
    };
    Item {
        line: line(unit.header),
        label: unit.label.text.clone(),
        title: unit.title.clone(),
        goal: unit.goal.as_ref().map(|said| said.value.clone()),
        owner: unit.owner.as_ref().map(|said| said.value.clone()),
        parent: unit.parent.filter(|parent| *parent < at).map(|parent| ItemIndex(parent.0)),
        bar,
        gap,
        status: standing.status,
        is_status_known: standing.source != Source::Unsaid,
        progress,
        done: done(unit, standing.status, progress),
        is_critical: node.is_some_and(Node::is_critical),
        has_criteria: !unit.criteria.is_empty(),
        links: Vec::new(),
        shared: Vec::new(),
        marks: Vec::new(),
    }
}

/// How much is done, in per mille: what is done is done, whatever its boxes say.
fn done(unit: &Unit, status: Status, progress: Progress) -> u16 {
    let part = |done: u32, of: u32| (of > 0).then(|| (u64::from(done.min(of)) * 1000 / u64::from(of)) as u16);
    if status == Status::Done {
        return 1000;
    }
    let said = unit.share.as_ref().and_then(|said| part(said.value.done, said.value.of));
    said.or_else(|| part(progress.done, progress.total)).unwrap_or(0)
}

/// Sets what each unit waits for.
fn link(file: FileId, network: &Network, items: &mut [Item]) {
    let unit_of = |node: &Node| match node.definition {
        Definition { file: other, target: Target::Unit(at) } if other == file => Some(ItemIndex(at.0)),
        _ => None,
    };
    let bars: Vec<Option<Bar>> = items.iter().map(|it| it.bar.clone()).collect();
    let bar = |at: ItemIndex| bars.get(at.0 as usize).and_then(Option::as_ref);
    for (_, node) in network.each() {
        let Some(at) = unit_of(node) else { continue };
        let found = node.predecessors.iter().filter_map(|on| network.node(*on)).map(|on| {
            let to = unit_of(on);
            let is_early = to.and_then(bar).zip(bar(at)).is_some_and(|(before, own)| before.is_still_running(own));
            Link { on: to, name: on.short().to_owned(), is_early }
        });
        let missing = node.missing.iter().map(|it| Link { on: None, name: it.text.clone(), is_early: false });
        let links = found.chain(missing).collect();
        if let Some(item) = items.get_mut(at.0 as usize) {
            item.links = links;
        }
    }
}

/// The units that no chart shows: each that says no clear time, unless it only lacks one inside or around those that do.
fn unscheduled(outline: &Outline, items: &[Item]) -> Vec<ItemIndex> {
    let mut found = Vec::new();
    // Whether something around is drawn is known before what is inside is met.
    let mut open: Vec<(UnitIndex, bool)> = outline.children(None).iter().rev().map(|at| (*at, false)).collect();
    while let Some((at, is_covered)) = open.pop() {
        let Some(item) = items.get(at.0 as usize) else { continue };
        if item.gap.is_some_and(|gap| gap != Gap::Unsaid || !is_covered && item.bar.is_none()) {
            found.push(ItemIndex(at.0));
        }
        let is_covered = is_covered || item.bar.as_ref().is_some_and(|bar| !bar.is_derived);
        open.extend(outline.children(Some(at)).iter().rev().map(|child| (*child, is_covered)));
    }
    found
}

/// Whether a finding stands for missing acceptance criteria.
pub fn is_about_criteria(finding: &Finding) -> bool {
    matches!(finding.rule.name, "missing-acceptance-criteria" | "empty-acceptance-criteria")
}
