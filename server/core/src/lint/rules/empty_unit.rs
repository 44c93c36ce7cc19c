//! The rule `empty-unit`.

use std::collections::HashMap;

use crate::lint::outline::{Sort, is_time_unit, sort};
use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::notation::label::Name;
use crate::plan::unit::{DefinedBy, Unit, UnitIndex};
use crate::text::TextRange;

/// A title of more characters is a sentence that says what is to be done.
const LONG: usize = 60;

declare_rule! {
    /// A unit is only a heading, where its siblings say what is to be done.
    ///
    /// It was to be planned later, and was forgotten; or its content was lost when the plan was rearranged. Either way the
    /// plan looks longer than it is.
    ///
    /// Say what belongs to the unit, or remove its heading until that is known. A plan in which headings are all that
    /// there is, is an outline, and is left alone; so are weeks, days and other spans of time, rows, units that are done,
    /// cancelled, or described elsewhere in the plan.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// - Read the archive of 2019
    /// - Acceptance: every page is there
    ///
    /// ## Sprint 2: Search
    ///
    /// - Index the titles
    /// - Acceptance: every page is found by its title
    ///
    /// ## Sprint 3: Print
    ///    ^^^^^^^^ Sprint 3: Print is only a heading; the other 2 units like it say what is to be done
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// - Read the archive of 2019
    /// - Acceptance: every page is there
    ///
    /// ## Sprint 2: Search (done)
    ///
    /// ## Sprint 3: Print
    ///
    /// - Choose the paper
    /// - Acceptance: every page is printed on one sheet
    /// ```
    "empty-unit" Warning check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for at in empty_units(cx) {
        let Some(unit) = cx.plan.unit(at.0) else { continue };
        let message =
            format!("{} is only a heading; the other {} units like it say what is to be done", unit.display(), at.1);
        report(RULE.finding(unit.name, Subject::Unit(at.0), message));
    }
}

/// What is longer, in bytes, says something.
const LONGEST_EMPTY: u32 = 200;

/// The units without content among siblings with content, and how many of those there are.
pub fn empty_units(cx: &Context<'_>) -> Vec<(UnitIndex, usize)> {
    let mut found = Vec::new();
    for family in cx.outline.families() {
        let mut sorts: HashMap<Sort, (usize, Vec<UnitIndex>)> = HashMap::new();
        for &at in family {
            let Some(unit) = cx.plan.unit(at).filter(|it| matches!(it.defined_by, DefinedBy::Heading(_))) else {
                continue;
            };
            let tally = sorts.entry(sort(unit)).or_default();
            match is_empty(cx, at, unit) {
                true if expects(unit) => tally.1.push(at),
                true => {}
                false => tally.0 += 1,
            }
        }
        for (full, empty) in sorts.into_values() {
            // Most of them are full: it is no outline with a few remarks.
            if full >= 2 && full >= empty.len() * 2 {
                found.extend(empty.into_iter().map(|at| (at, full)));
            }
        }
    }
    if !found.is_empty() {
        let told = told(cx);
        found.retain(|(at, _)| {
            cx.plan.unit(*at).is_some_and(|unit| told.get(&unit.label.name()).is_none_or(|times| *times <= 1))
        });
    }
    found.sort();
    found
}

/// Whether nothing but breaks and comments stands under the unit's heading.
pub fn is_empty(cx: &Context<'_>, at: UnitIndex, unit: &Unit) -> bool {
    if !unit.tasks.is_empty() || !unit.criteria.is_empty() || !cx.outline.children(Some(at)).is_empty() {
        return false;
    }
    let extent = cx.document.extent(unit);
    let near = TextRange::new(extent.start, extent.end.min(extent.start + LONGEST_EMPTY * 2));
    let text = cx.document.text_in(near);
    // The header's place may end before an underline.
    let below = text.line_range(text.line_of(cx.document.range(unit.header).end)).end;
    let below = TextRange::new(below, extent.end);
    // A unit without content is short: whoever asks does not read the plan.
    below.len() < LONGEST_EMPTY && !text.slice(below).lines().any(|line| line.chars().any(char::is_alphanumeric))
}

/// How often each name is defined or restated.
fn told(cx: &Context<'_>) -> HashMap<Name, usize> {
    let mut told = HashMap::new();
    let defined = cx.plan.units.iter().map(|it| it.label.name());
    for name in defined.chain(cx.plan.restatements.iter().map(|it| it.name.clone())) {
        *told.entry(name).or_insert(0) += 1;
    }
    told
}

/// Whether a reader misses something: not of what is over, nor of what its heading says in full.
fn expects(unit: &Unit) -> bool {
    let says = !unit.depends.is_empty() || unit.goal.is_some() || !unit.deliverables.is_empty();
    let sentence =
        unit.title.ends_with(['.', '!', '。']) || unit.title.contains(". ") || unit.title.chars().count() > LONG;
    !unit.is_over() && !says && !sentence && !is_time_unit(unit)
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
