//! The rule `overdue`.

use jiff::civil::Date;

use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::lint::span::{Scale, last_day, span_of};
use crate::notation::status::Status;
use crate::plan::unit::{Unit, UnitIndex};

declare_rule! {
    /// A unit has ended by the calendar and is not done.
    ///
    /// Either the work is late, and what depends on it is late too, or it is finished and nobody said so. A plan whose
    /// past is unsettled is not believed about its future.
    ///
    /// Tick off what is finished, move the end, or give the unit up by its status. Only schedules with a year are held
    /// against the calendar, and a plan's numbered weeks if `[schedule] start` in `milepost.toml` says when week 1 begins
    /// (`KW 12` is a week of some year, and no such week); and only where the plan keeps a record: a status, or boxes of which some are open. A unit is not reported when one
    /// inside it is. `--today` sets the day for `milepost check`.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (2025-11-03 to 2025-11-28)
    ///                     ^^^^^^^^^^^^^^^^^^^^^^^^ Phase 1 ended on 2025-11-28, 48 days ago, and 1 of its 2 tasks is open
    ///
    /// - [x] Read the tapes
    /// - [ ] Store the pages
    ///
    /// Exit criteria: the archive of 2019 is imported.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (2025-11-03 to 2025-11-28)
    ///
    /// - [x] Read the tapes
    /// - [x] Store the pages
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search (2025-12-01 to 2026-01-30)
    ///
    /// - [ ] Build the index
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    "overdue" Warning check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    let Some(today) = cx.snapshot.today else { return };
    let mut inside: Vec<bool> = vec![false; cx.plan.units.len()];
    let mut found = Vec::new();
    let units: Vec<(UnitIndex, &Unit)> = cx.plan.each_unit().collect();
    for (at, unit) in units.into_iter().rev() {
        let late = if inside.get(at.0 as usize) == Some(&true) { None } else { finding(cx, at, unit, today) };
        let is_late = late.is_some() || inside.get(at.0 as usize) == Some(&true);
        found.extend(late);
        if let Some(outer) = unit.parent.filter(|_| is_late).and_then(|it| inside.get_mut(it.0 as usize)) {
            *outer = true;
        }
    }
    found.into_iter().rev().for_each(report);
}

fn finding(cx: &Context<'_>, at: UnitIndex, unit: &Unit, today: Date) -> Option<Finding> {
    let said = unit.schedule.as_ref()?;
    let ended = last_day(&said.value).or_else(|| end_by_weeks(cx, unit)).filter(|end| *end < today)?;
    let open = what_is_open(cx, at, unit)?;
    let days = today.since(ended).ok()?.get_days();
    let ago = if days == 1 { "yesterday".to_owned() } else { format!("{days} days ago") };
    let message = format!("{} ended on {ended}, {ago}, and {open}", unit.label.text);
    Some(RULE.finding(said.place, Subject::Unit(at), message))
}

/// The end of a unit in numbered weeks of the plan, where it is configured when week 1 begins. Weeks inside another unit may count
/// anew, unless they lie within its own.
fn end_by_weeks(cx: &Context<'_>, unit: &Unit) -> Option<Date> {
    let of_year = unit.schedule.as_ref().is_some_and(|it| it.value.of_year);
    let span = span_of(unit).filter(|it| it.scale == Scale::Week && !of_year)?;
    let outer = unit.parent.and_then(|it| cx.plan.unit(it));
    let is_counted = outer.is_none_or(|it| span_of(it).is_some_and(|outer| outer.contains(span)));
    cx.snapshot.settings(cx.file).calendar.end_of_week(span.to).filter(|_| is_counted)
}

/// What is left to do, in words; none where the unit is done or nothing is said of it.
fn what_is_open(cx: &Context<'_>, at: UnitIndex, unit: &Unit) -> Option<String> {
    let status = unit.status.as_ref().map(|said| said.value);
    if unit.is_over() {
        return None;
    }
    let units = std::iter::once(at).chain(cx.outline.descendants(at)).filter_map(|it| cx.plan.unit(it));
    let tasks = units.flat_map(|unit| &unit.tasks).filter_map(|it| cx.plan.task(*it));
    let tasks = tasks.filter(|it| it.mark.is_some() && !it.optional && it.status != Some(Status::Cancelled));
    let (mut all, mut open) = (0, 0);
    for task in tasks {
        all += 1;
        open += u32::from(task.status != Some(Status::Done));
    }
    match (status, all, open) {
        (_, 1, 1) => Some("its task is open".to_owned()),
        (_, 1.., 1..) if open == all => Some(format!("none of its {all} tasks is done")),
        (_, 1.., 1..) => Some(format!("{open} of its {all} tasks {} open", if open == 1 { "is" } else { "are" })),
        (_, 1.., 0) => None,
        (Some(Status::Active), ..) => Some("is still in progress".to_owned()),
        (Some(Status::Blocked), ..) => Some("is blocked".to_owned()),
        (Some(Status::Todo), ..) => Some("has not begun".to_owned()),
        _ => None,
    }
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
