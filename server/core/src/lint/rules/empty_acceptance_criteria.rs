//! The rule `empty-acceptance-criteria`.

use crate::lint::content::left_open;
use crate::lint::rule::{Context, Finding, Fix, Subject};

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
    for (at, criteria, lines) in left_open(cx) {
        let Some(unit) = cx.plan.unit(at) else { continue };
        let message = match lines.first() {
            None => format!("{} has a label for acceptance criteria, and none below it", unit.display()),
            Some(first) => format!("the acceptance criteria of {} are still open: \"{first}\"", unit.display()),
        };
        report(RULE.finding(criteria.place, Subject::Unit(at), message));
    }
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
