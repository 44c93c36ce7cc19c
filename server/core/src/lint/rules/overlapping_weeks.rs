//! The rule `overlapping-weeks`.

use crate::lint::mends::mends;
use crate::lint::outline::is_time_unit;
use crate::lint::overlap::{Declared, Overlap, lanes, overlaps};
use crate::lint::rule::{Applicability, Context, Finding, Fix, Subject};
use crate::lint::shift::shift;
use crate::lint::span::{Scale, Span};
use crate::plan::unit::Unit;

declare_rule! {
    /// Two sprints, phases or the like that follow each other are scheduled for the same weeks.
    ///
    /// Units of one kind under one parent are read as a sequence. Where two of them share a week, a day or a month,
    /// either the same people are planned twice, or the units are meant to run side by side and the plan does not
    /// say so; its reader cannot tell which.
    ///
    /// Move one of them, or say that it is meant: write `(overlap with Phase 1)`, `(parallel track)`, `in parallel` or
    /// `[P]` at one of the two, or assign the units to different tracks. Units that share a month only because one of
    /// them lies within it, and dates that share the day of a handover, are not reported.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (Weeks 1-3)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search (Weeks 3-5)
    ///                     ^^^^^^^^^ Phase 2 (weeks 3–5) overlaps Phase 1 (weeks 1–3) in week 3
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
    /// ## Phase 2: Search (Weeks 3-5, in parallel with Phase 1)
    ///
    /// Exit criteria: every imported page is found by its title.
    ///
    /// ## Phase 3: Launch (Weeks 6-7)
    ///
    /// Exit criteria: the old site redirects here.
    /// ```
    "overlapping-weeks" Warning check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    let declared = Declared::of(cx.plan, cx.outline);
    for lane in cx.outline.families().flat_map(|family| lanes(cx.plan, family)) {
        for overlap in overlaps(&lane, &declared) {
            if let Some(finding) = finding(cx, &overlap) {
                report(finding);
            }
        }
    }
}

fn finding(cx: &Context<'_>, overlap: &Overlap) -> Option<Finding> {
    let (later, earlier) = (cx.plan.unit(overlap.later)?, cx.plan.unit(overlap.earlier)?);
    let shared = match overlap.shared.scale {
        Scale::Date(_) if overlap.shared.length() == 1 => format!("on {}", overlap.shared),
        Scale::Date(_) => format!("from {}", overlap.shared),
        _ => format!("in {}", overlap.shared),
    };
    let message = format!("{} overlaps {} {shared}", scheduled(later), scheduled(earlier));
    let subject = Subject::Units(overlap.later, overlap.earlier);
    let mut finding = RULE.finding(later.schedule.as_ref()?.place, subject, message);
    let other = format!("{} is scheduled here", earlier.label.text);
    finding.related.push(cx.related(earlier.schedule.as_ref()?.place, other));
    Some(finding)
}

/// `Sprint 4 (weeks 7–8)`; a week's label is its schedule.
fn scheduled(unit: &Unit) -> String {
    let span = unit.schedule.as_ref().and_then(|said| Span::of(&said.value));
    match span.filter(|_| !is_time_unit(unit)) {
        Some(span) => format!("{} ({span})", unit.label.text),
        None => unit.label.text.clone(),
    }
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    if cx.tries.are_spent() {
        return Vec::new();
    }
    let Subject::Units(later, earlier) = finding.subject else { return Vec::new() };
    let spans = [later, earlier].map(|it| cx.plan.unit(it)?.schedule.as_ref().and_then(|said| Span::of(&said.value)));
    let [Some(a), Some(b)] = spans else { return Vec::new() };
    let Some(shared) = a.shared(b) else { return Vec::new() };
    let Some(shift) = shift(cx, &Overlap { later, earlier, shared }) else { return Vec::new() };
    let label = cx.plan.unit(later).map(|unit| unit.label.text.clone()).unwrap_or_default();
    let fix = Fix {
        title: shift.title(&label, shared.scale),
        applicability: Applicability::Unsafe,
        edits: shift.edits.into_iter().map(|edit| (cx.file, edit)).collect(),
    };
    if mends(cx, finding, &fix) { vec![fix] } else { Vec::new() }
}
