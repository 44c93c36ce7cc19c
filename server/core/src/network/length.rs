//! How long nodes take, in steps of one grain for each project.

use std::fmt;

use crate::document::Document;
use crate::index::Target;
use crate::lint::span::{Scale, Span};
use crate::network::standing::restatements;
use crate::network::{Network, Node, NodeIndex};
use crate::notation::time::{Schedule, TimeUnit};
use crate::plan::unit::Unit;
use crate::workspace::Snapshot;

/// What the times of a project count: the finest measure in which it says a length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grain {
    /// Hours, eight to a day.
    Hour,
    /// Days: five to a week, but seven where the project has dates of the calendar.
    Day,
    /// Weeks, four to a month and thirteen to a quarter.
    Week,
    /// Months.
    Month,
    /// It says no length at all: units and tasks, each as long as any other.
    #[default]
    Step,
}

impl fmt::Display for Grain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Grain::Hour => "hour",
            Grain::Day => "day",
            Grain::Week => "week",
            Grain::Month => "month",
            Grain::Step => "step",
        })
    }
}

/// What a length rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Basis {
    /// From when to when it runs, by its own words or by a table or chart of its document.
    Schedule,
    /// A stated length; of a range of lengths, the most.
    Duration,
    /// Nothing of its own: it takes as long as what it holds.
    Contents,
    /// Nothing of its own, and it stands in something of known length: it takes no time beside that.
    Within,
    /// Nothing is known: one step.
    #[default]
    Assumed,
}

/// How long something takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    /// In steps of its project's grain, part of one as a whole; 0 for [`Basis::Contents`] and [`Basis::Within`].
    pub steps: i64,
    /// What that rests on.
    pub basis: Basis,
}

/// A length as it is said, in hundredths.
#[derive(Clone, Copy, Debug)]
struct Raw {
    hundredths: i64,
    unit: TimeUnit,
    basis: Basis,
    /// It counts days of the calendar, weekends too.
    by_calendar: bool,
}

/// Sets the lengths of all nodes and the grains of the projects.
pub(crate) fn measure(snapshot: &Snapshot, network: &mut Network) {
    let said = said(snapshot, network);
    for project in 0..network.projects.len() {
        let of = |at: &NodeIndex| network.node(*at).is_some_and(|node| node.project as usize == project);
        let nodes: Vec<NodeIndex> = network.each().map(|(at, _)| at).filter(of).collect();
        let known = |at: NodeIndex| said.get(at.0 as usize).copied().flatten();
        let raws: Vec<Raw> = nodes.iter().filter_map(|at| known(*at)).collect();
        let grain = grain(&raws);
        let by_calendar = raws.iter().any(|raw| raw.by_calendar);
        let lengths: Vec<(NodeIndex, Length)> = nodes
            .iter()
            .filter_map(|&at| {
                let node = network.node(at)?;
                let length = match known(at) {
                    Some(raw) => Length { steps: steps(raw, grain, by_calendar), basis: raw.basis },
                    None => unsaid(network, at, node, raws.is_empty(), &|at| known(at).is_some()),
                };
                Some((at, length))
            })
            .collect();
        for (at, length) in lengths {
            if let Some(node) = network.node_mut(at) {
                node.length = length;
            }
        }
        if let Some(project) = network.projects.get_mut(project) {
            project.grain = grain;
        }
    }
}

/// The length of what says none; `untimed` where nothing of its project says one.
fn unsaid(
    network: &Network,
    at: NodeIndex,
    node: &Node,
    untimed: bool,
    is_known: &dyn Fn(NodeIndex) -> bool,
) -> Length {
    let holds_units = node.children.iter().any(|it| network.node(*it).is_some_and(Node::is_unit));
    let basis = if holds_units || untimed && !node.children.is_empty() {
        Basis::Contents
    } else if !untimed && (!node.is_unit() || network.around(at).into_iter().any(is_known)) {
        Basis::Within
    } else {
        Basis::Assumed
    };
    Length { steps: i64::from(basis == Basis::Assumed), basis }
}

/// What the documents say, by node.
fn said(snapshot: &Snapshot, network: &Network) -> Vec<Option<Raw>> {
    let files: Vec<_> = network.projects.iter().flat_map(|it| &it.files).copied().collect();
    let restated = restatements(snapshot, &files);
    let raw = |node: &Node| {
        let document = snapshot.document(node.definition.file)?;
        let Target::Unit(at) = node.definition.target else { return None };
        let unit = document.plan().unit(at)?;
        let elsewhere = || restated.get(&node.definition)?.iter().find_map(|it| it.schedule.as_ref());
        let schedule = unit.schedule.as_ref().or_else(elsewhere);
        schedule.and_then(|said| by_schedule(&said.value)).or_else(|| by_duration(document, unit))
    };
    network.nodes.iter().map(raw).collect()
}

fn by_schedule(schedule: &Schedule) -> Option<Raw> {
    let span = Span::of(schedule)?;
    let unit = match span.scale {
        Scale::Day | Scale::Date(_) => TimeUnit::Day,
        Scale::Week => TimeUnit::Week,
        Scale::Month | Scale::CalendarMonth(_) => TimeUnit::Month,
        Scale::Quarter(_) => TimeUnit::Quarter,
    };
    let by_calendar = matches!(span.scale, Scale::Date(_));
    Some(Raw { hundredths: span.length().saturating_mul(100), unit, basis: Basis::Schedule, by_calendar })
}

/// A stated length of time: not an effort, and not the whole plan's.
fn by_duration(document: &Document, unit: &Unit) -> Option<Raw> {
    let said = unit.duration.as_ref().filter(|_| unit.estimate.is_none())?;
    let range = document.range(said.place);
    let total = document.plan().total.as_ref();
    if total.is_some_and(|total| document.range(total.place).overlaps(range)) || said.value.max == 0 {
        return None;
    }
    let hundredths = i64::from(said.value.max);
    Some(Raw { hundredths, unit: said.value.unit, basis: Basis::Duration, by_calendar: false })
}

/// The finest measure in which something is said, or a finer one where that is said in parts.
fn grain(raws: &[Raw]) -> Grain {
    let of = |raw: &Raw| {
        let is_whole = raw.hundredths % 100 == 0;
        match raw.unit {
            TimeUnit::Minute | TimeUnit::Hour => Grain::Hour,
            TimeUnit::Day | TimeUnit::Date if is_whole => Grain::Day,
            TimeUnit::Day | TimeUnit::Date => Grain::Hour,
            TimeUnit::Week if is_whole => Grain::Week,
            TimeUnit::Week => Grain::Day,
            TimeUnit::Month | TimeUnit::Quarter | TimeUnit::Year if is_whole => Grain::Month,
            TimeUnit::Month | TimeUnit::Quarter | TimeUnit::Year => Grain::Week,
        }
    };
    raws.iter().map(of).min().unwrap_or(Grain::Step)
}

/// A length in whole steps, at least one.
fn steps(raw: Raw, grain: Grain, by_calendar: bool) -> i64 {
    let week = if by_calendar { 7 } else { 5 };
    // In days, but for minutes and hours.
    let days = match raw.unit {
        TimeUnit::Minute | TimeUnit::Hour => 0,
        TimeUnit::Day | TimeUnit::Date => 1,
        TimeUnit::Week => week,
        TimeUnit::Month if by_calendar => 30,
        TimeUnit::Month => 4 * week,
        TimeUnit::Quarter => 13 * week,
        TimeUnit::Year => 52 * week,
    };
    let per_step = match (grain, raw.unit) {
        (Grain::Month, TimeUnit::Quarter) => 3,
        (Grain::Month, TimeUnit::Year) => 12,
        (Grain::Month | Grain::Step, _) => 1,
        (Grain::Week, TimeUnit::Month) => 4,
        (Grain::Week, _) => days / week,
        (Grain::Day, _) => days,
        (Grain::Hour, TimeUnit::Hour) => 1,
        (Grain::Hour, TimeUnit::Minute) => return ceil(raw.hundredths, 60 * 100).max(1),
        (Grain::Hour, _) => days * 8,
    };
    ceil(raw.hundredths.saturating_mul(per_step), 100).max(1)
}

fn ceil(number: i64, by: i64) -> i64 {
    number.saturating_add(by - 1) / by
}
