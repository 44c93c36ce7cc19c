//! The rule `placeholder`.

use crate::lint::content::left_open;
use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::plan::ProblemKind;
use crate::plan::unit::UnitIndex;

/// With more than this a document is a template, of which the first place says enough.
const MOST: usize = 12;

declare_rule! {
    /// Something is still to be written.
    ///
    /// `TBD`, `[NEEDS CLARIFICATION: …]` or `[Your team]` behind a label, in a box or in a title is a promise to come
    /// back. It is easily forgotten, and whoever works by the plan, an agent above all, fills the gap with a guess.
    ///
    /// Write what is known by now, or take the line out. Units that are done or cancelled are left alone, as are dashes and
    /// `none`, which say that there is nothing; cells of tables, where a gap is seen; and criteria that consist of nothing
    /// else, which are the matter of `empty-acceptance-criteria`. A document with more than a dozen placeholders is a
    /// template, and gets one finding.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import
    ///
    /// **Owner:** TBD
    ///            ^^^ "TBD" is still to be written
    ///
    /// - [ ] Read the archive in [NEEDS CLARIFICATION: which formats?]
    ///                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ///
    /// Exit criteria: the archive of 2019 is imported.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import
    ///
    /// **Owner:** Ines
    ///
    /// - [ ] Read the archive in MARC and CSV
    ///
    /// Exit criteria: the archive of 2019 is imported.
    /// ```
    "placeholder" Hint check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    let is_placeholder = |kind: &ProblemKind| matches!(kind, ProblemKind::Placeholder(_));
    let count = cx.plan.problems.iter().filter(|it| is_placeholder(&it.kind)).count();
    if count == 0 {
        return;
    }
    let open = left_open(cx);
    for (at, problem) in cx.plan.problems.iter().enumerate() {
        let ProblemKind::Placeholder(text) = &problem.kind else { continue };
        let range = cx.document.range(problem.place);
        let unit = cx.document.unit_at(range.start);
        if is_over(cx, unit) {
            continue;
        }
        let is_criterion = open.iter().any(|(of, criteria, lines)| {
            let starts_before = cx.document.range(criteria.place).start <= range.start;
            Some(*of) == unit
                && starts_before
                && lines.iter().any(|line| line.contains(text.trim_matches(['[', ']', '.'])))
        });
        if is_criterion {
            continue;
        }
        let message = match count > MOST {
            true => format!("\"{text}\" and {} other places are still to be written: is this a template?", count - 1),
            false => format!("\"{text}\" is still to be written"),
        };
        report(RULE.finding(problem.place, Subject::Problem(at as u32), message));
        if count > MOST {
            return;
        }
    }
}

/// Whether the unit or what contains it is done or given up.
fn is_over(cx: &Context<'_>, mut at: Option<UnitIndex>) -> bool {
    while let Some(unit) = at.and_then(|it| cx.plan.unit(it)) {
        if unit.is_over() {
            return true;
        }
        at = unit.parent;
    }
    false
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
