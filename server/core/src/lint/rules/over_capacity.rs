//! The rule `over-capacity`.

use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::notation::effort::{Effort, Measure, effort_value};
use crate::notation::status::Status;
use crate::notation::vocabulary::Kind;
use crate::plan::place::Place;
use crate::plan::task::{Task, TaskForm};
use crate::plan::unit::{Unit, UnitIndex};
use crate::workspace::settings::Capacity;

/// So many estimates make a sum.
const FEWEST: usize = 2;

declare_rule! {
    /// The tasks of a unit are estimated at more work than fits into it.
    ///
    /// A sprint with a capacity of 20 points that holds 26 is late on its first day. The sum is quickly lost sight of
    /// while tasks are added one by one.
    ///
    /// Move tasks to a later sprint, mark some as optional, or correct the estimates. The capacity is that of the unit's
    /// own `Capacity` or `Velocity` field, or that of every sprint in the configuration. Estimates count where a task's
    /// line says them in brackets, a table has a column for them, or a story has a field for them; what is cancelled or
    /// optional does not.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// **Capacity:** 10 points
    ///               ^^^^^^^^^ Sprint 1 has room for 10 points, and its tasks are estimated at 13
    ///
    /// - [ ] Read the archive of 2019 (5 points)
    /// - [ ] Report unreadable pages (3 points)
    /// - [ ] Import the pictures (5 points)
    ///
    /// Acceptance: every page of 2019 is shown.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// **Capacity:** 10 points
    ///
    /// - [ ] Read the archive of 2019 (5 points)
    /// - [ ] Report unreadable pages (3 points)
    ///
    /// Acceptance: every page of 2019 is shown.
    /// ```
    "over-capacity" Warning check fixes
}

/// The estimates in a unit.
#[derive(Debug, Default)]
struct Load {
    /// Each estimate, and where its task stands.
    efforts: Vec<(Effort, Place)>,
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    let configured = cx.snapshot.settings(cx.file).calendar.capacity;
    for (at, unit) in cx.plan.each_unit() {
        let sprint = matches!(unit.label.kind, Some(Kind::SPRINT | Kind::ITERATION));
        let known = unit.capacity.is_some() || sprint && configured != Capacity::default();
        if !known || unit.is_over() {
            continue;
        }
        if let Some(finding) = finding(cx, at, unit, configured) {
            report(finding);
        }
    }
}

fn finding(cx: &Context<'_>, at: UnitIndex, unit: &Unit, configured: Capacity) -> Option<Finding> {
    let wanted = unit.capacity.as_ref().and_then(|it| it.value.measure);
    let mut load = load(cx, at, unit);
    load.efforts.retain(|(it, _)| wanted.is_none() || it.measure.is_none() || it.measure == wanted);
    let measure = load.measure(wanted)?;
    let room = match &unit.capacity {
        Some(said) => said.value.hundredths,
        None => configured_room(configured, measure)?,
    };
    let sum: u32 = load.efforts.iter().map(|(it, _)| it.hundredths).sum();
    if load.efforts.len() < FEWEST || sum <= room {
        return None;
    }
    let message = format!(
        "{} has room for {} {measure}, and its tasks are estimated at {}",
        unit.label.text,
        in_words(room),
        in_words(sum)
    );
    let place = unit.capacity.as_ref().map_or(unit.name, |it| it.place);
    let mut finding = RULE.finding(place, Subject::Unit(at), message);
    let mut largest = load.efforts;
    largest.sort_by_key(|(it, place)| (std::cmp::Reverse(it.hundredths), *place));
    let shown = largest.iter().take(3);
    finding
        .related
        .extend(shown.map(|(it, place)| cx.related(*place, format!("{} {measure}", in_words(it.hundredths)))));
    Some(finding)
}

/// The estimates in `unit` and the units inside it. A task inside an estimated one, or in an estimated story, is a part
/// of that. Where a table and a list both have estimates, one says the other once more: those of the list count.
fn load(cx: &Context<'_>, at: UnitIndex, unit: &Unit) -> Load {
    let mut load = Load::default();
    let mut open = vec![(at, unit)];
    while let Some((at, unit)) = open.pop() {
        let tasks: Vec<&Task> = unit.tasks.iter().filter_map(|it| cx.plan.task(*it)).collect();
        let counted = |task: &&&Task| task.effort.is_some() && task.status != Some(Status::Cancelled) && !task.optional;
        let of_form = |form: TaskForm| tasks.iter().filter(counted).filter(move |it| it.form == form);
        let form = if of_form(TaskForm::Item).next().is_some() { TaskForm::Item } else { TaskForm::Row };
        for task in of_form(form).filter(|it| !inside_estimated(cx, it)) {
            load.efforts.extend(task.effort.map(|effort| (effort, task.place)));
        }
        for &child in cx.outline.children(Some(at)) {
            let Some(inner) = cx.plan.unit(child) else { continue };
            let cancelled = inner.status.as_ref().is_some_and(|said| said.value == Status::Cancelled);
            match inner.estimate.as_ref().and_then(|it| Some((effort_value(&it.value)?, it.place))) {
                _ if cancelled => {}
                Some(estimate) => load.efforts.push(estimate),
                None => open.push((child, inner)),
            }
        }
    }
    load
}

fn inside_estimated(cx: &Context<'_>, task: &Task) -> bool {
    let mut above = task.parent;
    while let Some(outer) = above.and_then(|it| cx.plan.task(it)) {
        if outer.effort.is_some() {
            return true;
        }
        above = outer.parent;
    }
    false
}

impl Load {
    /// What all of it is counted in, `wanted` where that is said; none where the estimates differ.
    fn measure(&self, wanted: Option<Measure>) -> Option<Measure> {
        let mut measures: Vec<Measure> = self.efforts.iter().filter_map(|(it, _)| it.measure).chain(wanted).collect();
        measures.sort_unstable();
        measures.dedup();
        match measures.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }
}

/// The configured capacity in hundredths.
fn configured_room(configured: Capacity, measure: Measure) -> Option<u32> {
    let room = match measure {
        Measure::Points => configured.points,
        Measure::Hours => configured.hours,
        Measure::Days => configured.days,
    };
    room.map(|it| (it * 100.0).round() as u32)
}

/// `7`, `7.5`
fn in_words(hundredths: u32) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
