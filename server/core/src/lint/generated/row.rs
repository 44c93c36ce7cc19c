//! The units that a generated part shows, each with what the plan knows of it.

use std::collections::HashSet;

use jiff::civil::Date;

use crate::index::Target;
use crate::lint::axis::{Bar, Calendar, Reading, span};
use crate::lint::dependencies::{elsewhere, who};
use crate::lint::generated::Told;
use crate::lint::outline::{Sort, is_time_unit, sort};
use crate::notation::label::single_spaced;
use crate::notation::status::Status;
use crate::notation::time::TimeUnit;
use crate::plan::unit::{DefinedBy, Unit, UnitIndex};

/// A unit that is shown.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its label: `Sprint 2`.
    pub label: String,
    /// The rest of its heading; empty where none.
    pub title: String,
    /// How many of the units around it are shown.
    pub depth: u32,
    /// Whether it says no time itself, and units that do follow inside it.
    pub is_section: bool,
    /// When it runs: as it says, or from the first to the last of what it holds.
    pub bar: Option<Bar>,
    /// Its first and last day where it says weeks, and the calendar knows them; no last one of an open end.
    pub dates: Option<(Date, Option<Date>)>,
    /// How far it is; none where nothing says so.
    pub status: Option<Status>,
    /// The labels and ids of what it waits for, in its order.
    pub after: Vec<String>,
}

/// The units that say when they run, those that hold such units, and their like. Units of tables and gantts are left
/// out: they stand in such a part already. So are the weeks and days into which another unit is divided.
pub fn rows(told: Told<'_>) -> Vec<Row> {
    let plan = told.plan;
    let shown = |unit: &Unit| !matches!(unit.defined_by, DefinedBy::Row | DefinedBy::Gantt);
    let calendar = Calendar::of(&told.snapshot.settings(told.file).calendar, plan, &|_| None);
    let mut bars: Vec<Option<Bar>> = Vec::with_capacity(plan.units.len());
    let mut scheduled: HashSet<Sort> = HashSet::new();
    for unit in &plan.units {
        let schedule = unit.schedule.as_ref().filter(|_| shown(unit));
        let bar = match schedule.map(|said| calendar.read(&said.value)) {
            Some(Reading::Bar(bar)) => Some(bar),
            _ => None,
        };
        if bar.is_some() {
            scheduled.insert(sort(unit));
        }
        bars.push(bar);
    }
    // A parent stands before its children: from the last on, all contents are known.
    for (at, unit) in plan.units.iter().enumerate().rev() {
        if bars.get(at).is_some_and(Option::is_none) && shown(unit) {
            let inside = told.outline.children(Some(UnitIndex(at as u32))).iter();
            let derived = derived(inside.filter_map(|it| bars.get(it.0 as usize)?.as_ref()));
            if let Some(bar) = bars.get_mut(at) {
                *bar = derived;
            }
        }
    }
    let elsewhere = elsewhere(told.snapshot, told.file);
    let mut rows: Vec<Row> = Vec::new();
    let mut open: Vec<(UnitIndex, u32)> = told.outline.children(None).iter().rev().map(|at| (*at, 0)).collect();
    while let Some((at, depth)) = open.pop() {
        let Some(unit) = plan.unit(at) else { continue };
        let bar = bars.get(at.0 as usize).cloned().flatten();
        let is_division = depth > 0 && is_time_unit(unit);
        let is_shown = !is_division && shown(unit) && (bar.is_some() || scheduled.contains(&sort(unit)));
        open.extend(told.outline.children(Some(at)).iter().rev().map(|it| (*it, depth + u32::from(is_shown))));
        if is_shown {
            rows.push(Row {
                label: single_spaced(&unit.label.text),
                title: single_spaced(&unit.title),
                depth,
                is_section: false,
                dates: bar.as_ref().and_then(|it| it.dates).filter(|_| says_weeks(unit)),
                bar,
                status: status(told, at, unit, elsewhere.get(&Target::Unit(at)).copied()),
                after: after(told, at),
            });
        }
    }
    let deeper: Vec<bool> = rows.windows(2).map(|pair| matches!(pair, [row, next] if next.depth > row.depth)).collect();
    for (row, holds) in rows.iter_mut().zip(deeper) {
        row.is_section = holds && row.bar.as_ref().is_some_and(|bar| bar.is_derived);
    }
    rows
}

fn says_weeks(unit: &Unit) -> bool {
    unit.schedule.as_ref().is_some_and(|said| said.value.unit == TimeUnit::Week)
}

/// From the first to the last of `bars`, where all of them count the same.
fn derived<'a>(bars: impl Iterator<Item = &'a Bar>) -> Option<Bar> {
    let bars: Vec<&Bar> = bars.collect();
    let axis = bars.first()?.axis;
    if bars.iter().any(|bar| bar.axis != axis) {
        return None;
    }
    let (from, to) = (bars.iter().map(|it| it.from).min()?, bars.iter().map(|it| it.to).max()?);
    let is_open = bars.iter().any(|it| it.is_open);
    let said = span(axis, from, to);
    let said = if is_open { format!("from {} on", span(axis, from, from)) } else { said.to_string() };
    let first = bars.iter().filter_map(|it| Some(it.dates?.0)).min();
    let last = bars.iter().filter_map(|it| it.dates?.1).max().filter(|_| !is_open);
    Some(Bar { axis, from, to, is_open, is_derived: true, said, dates: first.map(|first| (first, last)) })
}

/// As the unit says; otherwise as another place does, such as a table; otherwise by its tasks and those of the units
/// inside it. Boxes that are ticked say more than a table's "planned".
fn status(told: Told<'_>, at: UnitIndex, unit: &Unit, elsewhere: Option<Status>) -> Option<Status> {
    if let Some(said) = &unit.status {
        return Some(said.value);
    }
    match elsewhere {
        Some(Status::Todo) => by_tasks(told, at, unit).or(elsewhere),
        Some(_) => elsewhere,
        None => by_tasks(told, at, unit),
    }
}

fn by_tasks(told: Told<'_>, at: UnitIndex, unit: &Unit) -> Option<Status> {
    let inside = told.outline.descendants(at);
    let units = std::iter::once(unit).chain(inside.iter().filter_map(|it| told.plan.unit(*it)));
    let tasks = units.flat_map(|it| &it.tasks).filter_map(|it| told.plan.task(*it)).filter(|it| !it.optional);
    let counted: Vec<Status> = tasks.filter_map(|it| it.status).filter(|it| *it != Status::Cancelled).collect();
    let is_begun = counted.iter().any(|it| matches!(it, Status::Done | Status::Active));
    match counted.as_slice() {
        [] => None,
        all if all.iter().all(|it| *it == Status::Done) => Some(Status::Done),
        _ if is_begun => Some(Status::Active),
        _ => Some(Status::Todo),
    }
}

/// What the unit waits for, as its definition names it, or as written where nobody can tell what that is.
fn after(told: Told<'_>, at: UnitIndex) -> Vec<String> {
    let mut names = Vec::new();
    for edge in told.edges.iter().filter(|it| it.of == Target::Unit(at)) {
        let document = |it: crate::workspace::Definition| Some((told.snapshot.document(it.file)?, it.target));
        let name = match edge.only().and_then(document) {
            Some((document, target)) => who(document.plan(), target),
            None => edge.named(told.plan).map(|it| it.text.clone()).unwrap_or_default(),
        };
        let name = single_spaced(&name);
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
