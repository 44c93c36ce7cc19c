//! The rule `schedule-drift`.

use std::collections::BTreeMap;

use crate::index::Target;
use crate::lint::mends::mends;
use crate::lint::rule::{Applicability, Context, Finding, Fix, Subject};
use crate::lint::shift::digit_runs;
use crate::lint::span::{Scale, Span, span_of};
use crate::plan::mention::Restatement;
use crate::plan::unit::UnitIndex;
use crate::text::Edit;

declare_rule! {
    /// A summary table, an overview or a chart says other weeks for a unit than the unit itself.
    ///
    /// Plans say the same schedule in two places, and then one of them is changed. Who looks at the table starts in
    /// another week than who looks at the heading.
    ///
    /// Correct whichever is out of date; the fix writes the weeks of the unit's own heading into the other place. Only
    /// weeks are held against weeks, days against days and months against months, and a row that says a part of the
    /// unit's weeks is fine.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// | Phase | Weeks | Who |
    /// |---|---|---|
    /// | Phase 1 | 1-2 | Ada |
    /// | Phase 2 | 3-5 | Grace |
    ///             ^^^ This says weeks 3–5 for Phase 2, whose own heading says weeks 3–4
    ///
    /// ## Phase 1: Import (Weeks 1-2)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search (Weeks 3-4)
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// | Phase | Weeks | Who |
    /// |---|---|---|
    /// | Phase 1 | 1-2 | Ada |
    /// | Phase 2 | 3-4 | Grace |
    ///
    /// ## Phase 1: Import (Weeks 1-2)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search (Weeks 3-4)
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    "schedule-drift" Warning check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    let mut said: BTreeMap<UnitIndex, Vec<(u32, Span)>> = BTreeMap::new();
    for (at, restated) in cx.plan.restatements.iter().enumerate() {
        if let Some((unit, span)) = about(cx, restated) {
            said.entry(unit).or_default().push((at as u32, span));
        }
    }
    for (unit, restated) in said {
        let Some(own) = cx.plan.unit(unit).and_then(span_of) else { continue };
        for (at, span) in restated {
            if span.scale == own.scale
                && !own.contains(span)
                && let Some(finding) = finding(cx, unit, own, at, span)
            {
                report(finding);
            }
        }
    }
}

/// The one unit that the row or line is about, and the weeks that it says for it.
fn about(cx: &Context<'_>, restated: &Restatement) -> Option<(UnitIndex, Span)> {
    let span = Span::of(&restated.schedule.as_ref()?.value)?;
    let counted = matches!(span.scale, Scale::Day | Scale::Week | Scale::Month);
    match cx.snapshot.file(cx.file)?.names().get(&restated.name) {
        [Target::Unit(unit)] if counted => Some((*unit, span)),
        _ => None,
    }
}

fn finding(cx: &Context<'_>, unit: UnitIndex, own: Span, at: u32, span: Span) -> Option<Finding> {
    let restated = cx.plan.restatements.get(at as usize)?.schedule.as_ref()?;
    let unit = cx.plan.unit(unit)?;
    let message = format!("This says {span} for {}, whose own heading says {own}", unit.label.text);
    let mut finding = RULE.finding(restated.place, Subject::Restatement(at), message);
    let place = unit.schedule.as_ref()?.place;
    finding.related.push(cx.related(place, format!("{} is scheduled here", unit.label.text)));
    Some(finding)
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    rewrite(cx, finding).filter(|fix| mends(cx, finding, fix)).into_iter().collect()
}

/// Writes the numbers of the definition over those of the restatement, where it is nothing but these.
fn rewrite(cx: &Context<'_>, finding: &Finding) -> Option<Fix> {
    let Subject::Restatement(at) = finding.subject else { return None };
    let restated = cx.plan.restatements.get(at as usize)?;
    let (unit, span) = about(cx, restated)?;
    let own = cx.plan.unit(unit).and_then(span_of)?;
    let place = restated.schedule.as_ref()?.place;
    let (text, start) = (cx.document.slice(place), cx.document.range(place).start);
    let runs = digit_runs(&text);
    let said: Vec<i64> = runs.iter().map(|run| run.of(&text).parse().ok()).collect::<Option<_>>()?;
    let wanted: Vec<String> = match said.as_slice() {
        [from, to] if [*from, *to] == [span.from, span.to] => vec![own.from.to_string(), own.to.to_string()],
        [one] if *one == span.from && span.length() == 1 && own.length() == 1 => vec![own.from.to_string()],
        [one] if *one == span.from && span.length() == 1 => vec![format!("{}-{}", own.from, own.to)],
        _ => return None,
    };
    let edits = runs.iter().zip(wanted).filter(|(run, insert)| run.of(&text) != insert.as_str());
    let edits = edits.map(|(run, insert)| (cx.file, Edit { range: run.shifted(start), insert })).collect();
    Some(Fix { title: format!("Write {own} here"), applicability: Applicability::Unsafe, edits })
}
