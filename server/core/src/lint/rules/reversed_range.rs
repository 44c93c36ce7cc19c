//! The rule `reversed-range`.

use crate::lint::mends::mends;
use crate::lint::rule::{Applicability, Context, Finding, Fix, Subject};
use crate::lint::shift::digit_runs;
use crate::lint::span::{Scale, calendar, ends};
use crate::notation::time::Schedule;
use crate::plan::unit::Said;
use crate::text::Edit;

declare_rule! {
    /// A range of weeks, days, months or dates ends before it begins.
    ///
    /// Nobody can tell whether the two ends are swapped or one of them is mistyped, and whatever computes with the
    /// schedule, this tool included, leaves the range out: its overlaps and gaps go unseen.
    ///
    /// Swap the ends, or correct the wrong one. Ranges that may run over New Year are left alone where no year is said:
    /// `Weeks 50–2`, `December to February`, `Q4–Q1`.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (Weeks 1-2)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search (Weeks 5-3)
    ///                     ^^^^^^^^^ Phase 2 ends in week 3, before it begins in week 5; are the two swapped?
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (Weeks 1-2)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search (Weeks 3-5)
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    "reversed-range" Error check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for (at, unit) in cx.plan.each_unit() {
        let Some(said) = &unit.schedule else { continue };
        if let Some(wrong) = reversed(&said.value) {
            report(finding(said, &unit.label.text, wrong, Subject::Unit(at)));
        }
    }
    for (at, restated) in cx.plan.restatements.iter().enumerate() {
        let Some(said) = &restated.schedule else { continue };
        if let Some(wrong) = reversed(&said.value) {
            report(finding(said, "This range", wrong, Subject::Restatement(at as u32)));
        }
    }
}

fn finding(said: &Said<Schedule>, who: &str, (scale, from, to): (Scale, i64, i64), subject: Subject) -> Finding {
    let (from, to) = (one(scale, from), one(scale, to));
    let on = if matches!(scale, Scale::Date(_) | Scale::Day) { "on" } else { "in" };
    let message = format!("{who} ends {on} {to}, before it begins {on} {from}; are the two swapped?");
    RULE.finding(said.place, subject, message)
}

/// One end as a person says it.
fn one(scale: Scale, number: i64) -> String {
    match scale {
        Scale::Day => format!("day {number}"),
        Scale::Week => format!("week {number}"),
        Scale::Month => format!("month {number}"),
        scale => calendar(scale, number),
    }
}

/// The ends, where they are certainly the wrong way round.
fn reversed(schedule: &Schedule) -> Option<(Scale, i64, i64)> {
    let (scale, from, to) = ends(schedule)?;
    // The weeks of a calendar begin anew, and so do months and quarters without a year.
    let may_wrap = match scale {
        Scale::Week => (40..=53).contains(&from) && to <= 20,
        Scale::Month => from <= 12 && to < from && from >= 9 && to <= 6,
        Scale::Day => false,
        Scale::Date(dated) => !dated && from - to > 31,
        Scale::CalendarMonth(dated) | Scale::Quarter(dated) => !dated,
    };
    (from > to && !may_wrap).then_some((scale, from, to))
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    swap(cx, finding).filter(|fix| mends(cx, finding, fix)).into_iter().collect()
}

/// Swaps the two numbers, where the range is nothing but these.
fn swap(cx: &Context<'_>, finding: &Finding) -> Option<Fix> {
    let said = match finding.subject {
        Subject::Unit(at) => cx.plan.unit(at)?.schedule.as_ref()?,
        Subject::Restatement(at) => cx.plan.restatements.get(at as usize)?.schedule.as_ref()?,
        _ => return None,
    };
    let (scale, from, to) = reversed(&said.value)?;
    let text = cx.document.slice(said.place);
    let runs = digit_runs(&text);
    let [first, last] = runs.as_slice() else { return None };
    let plain = matches!(scale, Scale::Day | Scale::Week | Scale::Month);
    if !plain || first.of(&text).parse() != Ok(from) || last.of(&text).parse() != Ok(to) {
        return None;
    }
    let start = cx.document.range(said.place).start;
    let edits = [(*first, last.of(&text)), (*last, first.of(&text))]
        .map(|(range, insert)| (cx.file, Edit { range: range.shifted(start), insert: insert.to_owned() }));
    let title = format!("Swap {} and {}", first.of(&text), last.of(&text));
    Some(Fix { title, applicability: Applicability::Unsafe, edits: edits.to_vec() })
}
