//! The rule `empty-acceptance-criteria`.

use crate::lint::content::content;
use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::notation::status::Status;

declare_rule! {
    /// A unit has a label for acceptance criteria, and nothing under it.
    ///
    /// The label looks as if somebody had thought about when the unit is done. It is worse than none: whoever skims the
    /// plan, or counts sections, takes the unit for complete. `TBD`, `TODO`, `[NEEDS CLARIFICATION: …]` or a dash under
    /// the label are as good as nothing.
    ///
    /// Write down what can be observed when the unit is done, or remove the label until that is known:
    /// `missing-acceptance-criteria` then keeps it in mind. Units that are done or cancelled are left alone, and so
    /// are lists of several boxes.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// **Acceptance criteria:**
    ///   ^^^^^^^^^^^^^^^^^^^ Sprint 1: Import has a label for acceptance criteria, and none below it
    ///
    /// ## Sprint 2: Search
    ///
    /// ### Acceptance criteria
    ///     ^^^^^^^^^^^^^^^^^^^ the acceptance criteria of Sprint 2: Search are still open: "TBD"
    ///
    /// - [ ] TBD
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// **Acceptance criteria:**
    ///
    /// - [ ] All 4,000 pages of 2019 are there
    ///
    /// ## Sprint 2: Search
    ///
    /// ### Acceptance criteria
    ///
    /// - [ ] Every imported page is found by its title
    /// ```
    "empty-acceptance-criteria" Warning check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for (at, unit) in cx.plan.each_unit() {
        let over = unit.status.as_ref().is_some_and(|it| matches!(it.value, Status::Done | Status::Cancelled));
        if over {
            continue;
        }
        for criteria in &unit.criteria {
            // Several boxes are criteria that somebody thought about; looking at each of them would cost on every key.
            if criteria.count > 3 || criteria.count > 1 && criteria.boxes > 0 {
                continue;
            }
            let Some(lines) = content(cx, unit, criteria) else { continue };
            let open = |line: &String| cx.document.source().vocabulary.is_unknown(line);
            let message = match lines.first() {
                None if criteria.count == 0 => {
                    format!("{} has a label for acceptance criteria, and none below it", unit.display())
                }
                Some(first) if lines.iter().all(open) => {
                    format!("the acceptance criteria of {} are still open: \"{first}\"", unit.display())
                }
                _ => continue,
            };
            report(RULE.finding(criteria.place, Subject::Unit(at), message));
        }
    }
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
