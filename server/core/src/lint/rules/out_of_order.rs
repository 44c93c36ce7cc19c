//! The rule `out-of-order`.

use crate::lint::outline::is_time_unit;
use crate::lint::overlap::{Declared, Scheduled, lanes};
use crate::lint::rule::{Context, Finding, Fix, Subject};

declare_rule! {
    /// A sprint, phase or the like is scheduled before one with a smaller number.
    ///
    /// Units are numbered in the order in which they run. Where Sprint 4 ends before Sprint 3 begins, one of the two
    /// schedules or numbers is wrong, and "the next sprint" means different work to different readers.
    ///
    /// Correct the schedule, renumber the units, or say that the two run on tracks of their own: what is declared
    /// parallel is not reported, nor is what is done already.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (Weeks 4-5)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search (Weeks 1-3)
    ///                     ^^^^^^^^^ Phase 2 (weeks 1–3) is scheduled before Phase 1 (weeks 4–5)
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (Weeks 1-3)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search (Weeks 4-5)
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    "out-of-order" Warning check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    let declared = Declared::of(cx.plan, cx.outline);
    for lane in cx.outline.families().flat_map(|family| lanes(cx.plan, family)) {
        for (later, earlier) in inverted(cx, &lane) {
            if let Some(finding) = finding(cx, later, earlier).filter(|_| !declared.parallel(later.unit, earlier.unit))
            {
                report(finding);
            }
        }
    }
}

/// The units of `lane` that end before one with a smaller number begins, each with the last-beginning of those.
fn inverted(cx: &Context<'_>, lane: &[Scheduled]) -> Vec<(Scheduled, Scheduled)> {
    let numbered = lane.iter().filter_map(|it| {
        let unit = cx.plan.unit(it.unit).filter(|unit| !is_time_unit(unit) && !unit.is_over())?;
        Some((unit.label.number.value()?, *it))
    });
    let mut numbered: Vec<(u32, Scheduled)> = numbered.collect();
    numbered.sort_by_key(|(number, it)| (*number, it.unit));
    let mut latest: Option<Scheduled> = None;
    let mut found = Vec::new();
    for (_, next) in numbered {
        match latest {
            Some(earlier) if next.span.to < earlier.span.from => found.push((next, earlier)),
            Some(earlier) if next.span.from <= earlier.span.from => {}
            _ => latest = Some(next),
        }
    }
    found
}

fn finding(cx: &Context<'_>, later: Scheduled, earlier: Scheduled) -> Option<Finding> {
    let (unit, other) = (cx.plan.unit(later.unit)?, cx.plan.unit(earlier.unit)?);
    let message =
        format!("{} ({}) is scheduled before {} ({})", unit.label.text, later.span, other.label.text, earlier.span);
    let mut finding = RULE.finding(unit.schedule.as_ref()?.place, Subject::Units(later.unit, earlier.unit), message);
    let place = other.schedule.as_ref()?.place;
    finding.related.push(cx.related(place, format!("{} is scheduled here", other.label.text)));
    Some(finding)
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
