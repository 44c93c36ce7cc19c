//! The rule `outside-parent`.

use crate::lint::outline::is_time_unit;
use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::lint::span::{Scale, Span, span_of};
use crate::notation::status::Status;
use crate::plan::unit::{Unit, UnitIndex};

declare_rule! {
    /// A unit is scheduled outside the unit that contains it.
    ///
    /// A sprint of weeks 3–4 that holds a week 5 either lasts longer than it says, or the week belongs to another
    /// sprint. Whoever reads only the headings of the sprints plans with the wrong weeks.
    ///
    /// Move the inner unit, stretch the outer one, or put the inner one where it belongs. Where the units inside are
    /// numbered anew in each parent (each sprint has its week 1), nothing is reported.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 2: Search (Weeks 3-4)
    ///
    /// Acceptance: every imported page is found by its title.
    ///
    /// ### Week 3: Index
    ///
    /// - Build the index
    ///
    /// ### Week 5: Queries
    ///     ^^^^^^ Week 5 lies outside Sprint 2, which runs in weeks 3–4
    ///
    /// - Parse the queries
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 2: Search (Weeks 3-4)
    ///
    /// Acceptance: every imported page is found by its title.
    ///
    /// ### Week 3: Index
    ///
    /// - Build the index
    ///
    /// ### Week 4: Queries
    ///
    /// - Parse the queries
    /// ```
    "outside-parent" Warning check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for (at, parent) in cx.plan.each_unit() {
        let Some(outer) = span_of(parent) else { continue };
        let inside: Vec<(UnitIndex, &Unit, Span)> = spans_inside(cx, at, outer.scale);
        if numbered_anew(outer, &inside) {
            continue;
        }
        for (inner, unit, span) in inside {
            if !outer.contains(span) && !is_over(unit) && !is_handover(outer, span) {
                report(finding(cx, (at, parent, outer), (inner, unit, span)));
            }
        }
    }
}

/// The nearest units inside `parent` that are scheduled on the same scale.
fn spans_inside<'a>(cx: &Context<'a>, parent: UnitIndex, scale: Scale) -> Vec<(UnitIndex, &'a Unit, Span)> {
    let children = cx.outline.children(Some(parent)).iter();
    let units = children.filter_map(|&at| cx.plan.unit(at).map(|unit| (at, unit)));
    units.filter_map(|(at, unit)| Some((at, unit, span_of(unit).filter(|it| it.scale == scale)?))).collect()
}

/// Whether the units inside count from the parent's own beginning and not from the plan's.
fn numbered_anew(outer: Span, inside: &[(UnitIndex, &Unit, Span)]) -> bool {
    let counted = matches!(outer.scale, Scale::Day | Scale::Week | Scale::Month);
    let first = inside.iter().map(|it| it.2.from).min();
    counted && outer.from > 1 && first.is_some_and(|first| first <= 1)
}

/// The day on which one ends and the next begins belongs to both.
fn is_handover(outer: Span, inner: Span) -> bool {
    matches!(outer.scale, Scale::Date(_)) && outer.from - 1 <= inner.from && inner.to <= outer.to + 1
}

fn is_over(unit: &Unit) -> bool {
    unit.status.as_ref().is_some_and(|said| said.value == Status::Cancelled)
}

fn finding(cx: &Context<'_>, outer: (UnitIndex, &Unit, Span), inner: (UnitIndex, &Unit, Span)) -> Finding {
    let runs = |unit: &Unit, span: Span| match is_time_unit(unit) {
        true => unit.label.text.clone(),
        false => format!("{} ({span})", unit.label.text),
    };
    let lies = if inner.2.to < outer.2.from || outer.2.to < inner.2.from { "lies" } else { "runs partly" };
    let which = if is_time_unit(outer.1) { String::new() } else { format!(", which runs in {}", outer.2) };
    let message = format!("{} {lies} outside {}{which}", runs(inner.1, inner.2), outer.1.label.text);
    let place = inner.1.schedule.as_ref().map_or(inner.1.name, |said| said.place);
    let mut finding = RULE.finding(place, Subject::Units(inner.0, outer.0), message);
    let other = outer.1.schedule.as_ref().map_or(outer.1.name, |said| said.place);
    finding.related.push(cx.related(other, format!("{} is scheduled here", outer.1.label.text)));
    finding
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
