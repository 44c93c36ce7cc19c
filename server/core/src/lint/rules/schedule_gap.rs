//! The rule `schedule-gap`.

use crate::lint::outline::is_time_unit;
use crate::lint::overlap::{Scheduled, lanes};
use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::lint::span::{Scale, Span, span_of};
use crate::plan::unit::UnitIndex;

/// So many joints without a gap show that the plan means to leave none.
const TIGHT_JOINTS: usize = 2;

declare_rule! {
    /// Weeks are left out between two units that otherwise follow each other without a gap.
    ///
    /// Where every sprint begins in the week after the one before, and one begins later, somebody moved or dropped a
    /// unit and forgot the rest, or mistyped a week. The weeks between are planned for nobody.
    ///
    /// Move what follows, or give the weeks a unit of their own (`Buffer (Week 5)`), so that the reader sees that they
    /// are meant to be free. A plan with several gaps is taken to mean them.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (Weeks 1-2)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search (Weeks 3-4)
    ///
    /// Exit criteria: every imported page is found by its title.
    ///
    /// ## Phase 3: Launch (Weeks 5-6)
    ///
    /// Exit criteria: the old site redirects here.
    ///
    /// ## Phase 4: Handover (Weeks 8-9)
    ///                       ^^^^^^^^^ Week 7 is left out between Phase 3 (weeks 5–6) and Phase 4 (weeks 8–9)
    ///
    /// Exit criteria: the archive's keepers add a page by themselves.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (Weeks 1-2)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search (Weeks 3-4)
    ///
    /// Exit criteria: every imported page is found by its title.
    ///
    /// ## Phase 3: Launch (Weeks 5-6)
    ///
    /// Exit criteria: the old site redirects here.
    ///
    /// ## Phase 4: Handover (Weeks 7-8)
    ///
    /// Exit criteria: the archive's keepers add a page by themselves.
    /// ```
    "schedule-gap" Info check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for family in cx.outline.families() {
        for lane in lanes(cx.plan, family) {
            let Some((before, after)) = only_gap(&lane) else { continue };
            let gap = Span { from: before.span.to + 1, to: after.span.from - 1, ..before.span };
            if !is_filled(cx, gap)
                && !waits_for_a_schedule(cx, family, before.unit, after.unit)
                && let Some(finding) = finding(cx, before, after, gap)
            {
                report(finding);
            }
        }
    }
}

/// The two units of `lane` with the one gap between them. Weeks only: days leave out weekends, dates leave out holidays.
fn only_gap(lane: &[Scheduled]) -> Option<(Scheduled, Scheduled)> {
    if lane.iter().any(|it| it.span.scale != Scale::Week) {
        return None;
    }
    let mut by_start: Vec<Scheduled> = lane.to_vec();
    by_start.sort_by_key(|it| (it.span.from, it.unit));
    let (mut found, mut tight) = (None, 0);
    let mut last = *by_start.first()?;
    for next in by_start.into_iter().skip(1) {
        match next.span.from > last.span.to + 1 {
            true if found.is_some() => return None,
            true => found = Some((last, next)),
            false => tight += 1,
        }
        if next.span.to >= last.span.to {
            last = next;
        }
    }
    found.filter(|_| tight >= TIGHT_JOINTS)
}

/// Whether any other unit of the plan, of whatever kind, runs in the gap.
fn is_filled(cx: &Context<'_>, gap: Span) -> bool {
    let shares = |span: Span| span.scale == gap.scale && span.from <= gap.to && gap.from <= span.to;
    let units = cx.plan.units.iter().filter_map(span_of);
    // What restates the schedule of a unit fills nothing that the unit does not.
    let names = cx.snapshot.file(cx.file).map(|file| file.names());
    let is_own = |name| names.is_some_and(|names| !names.get(name).is_empty());
    let others = cx.plan.restatements.iter().filter(|it| !is_own(&it.name));
    let restated = others.filter_map(|it| Span::of(&it.schedule.as_ref()?.value));
    units.chain(restated).any(|span| shares(span) && !span.contains(Span { from: gap.from - 1, to: gap.to + 1, ..gap }))
}

/// Whether a sibling stands between the two that says no weeks.
fn waits_for_a_schedule(cx: &Context<'_>, family: &[UnitIndex], before: UnitIndex, after: UnitIndex) -> bool {
    let kind = |at| cx.plan.unit(at).map(|unit| unit.label.kind);
    let between = family.iter().filter(|&&at| before < at && at < after);
    between.into_iter().any(|&at| kind(at) == kind(before) && cx.plan.unit(at).and_then(span_of).is_none())
}

fn finding(cx: &Context<'_>, before: Scheduled, after: Scheduled, gap: Span) -> Option<Finding> {
    let (earlier, later) = (cx.plan.unit(before.unit)?, cx.plan.unit(after.unit)?);
    let named = |at: Scheduled| {
        let unit = cx.plan.unit(at.unit)?;
        Some(if is_time_unit(unit) { unit.label.text.clone() } else { format!("{} ({})", unit.label.text, at.span) })
    };
    let (word, are) = if gap.length() == 1 {
        (format!("Week {}", gap.from), "is")
    } else {
        (format!("Weeks {}–{}", gap.from, gap.to), "are")
    };
    let message = format!("{word} {are} left out between {} and {}", named(before)?, named(after)?);
    let mut finding = RULE.finding(later.schedule.as_ref()?.place, Subject::Units(after.unit, before.unit), message);
    let place = earlier.schedule.as_ref()?.place;
    finding.related.push(cx.related(place, format!("{} is scheduled here", earlier.label.text)));
    Some(finding)
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
