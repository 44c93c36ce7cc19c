//! The rule `invalid-date`.

use crate::lint::rule::{Context, Finding, Fix, Subject};

declare_rule! {
    /// A schedule names a day that no calendar has.
    ///
    /// There is no 31 June and no 29 February 2025. The date is mistyped, or was moved by a month without looking, and
    /// nobody can tell which day before or after is meant.
    ///
    /// Name the day that is meant.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (June 2 – June 31, 2025)
    ///                     ^^^^^^^^^^^^^^^^^^^^^^ Phase 1 is scheduled for a day that does not exist
    ///
    /// Exit criteria: the archive of 2019 is imported.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (June 2 – June 30, 2025)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    /// ```
    "invalid-date" Error check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for (at, unit) in cx.plan.each_unit() {
        if let Some(said) = unit.schedule.as_ref().filter(|said| said.value.invalid) {
            let message = format!("{} is scheduled for a day that does not exist", unit.label.text);
            report(RULE.finding(said.place, Subject::Unit(at), message));
        }
    }
    for (at, restated) in cx.plan.restatements.iter().enumerate() {
        if let Some(said) = restated.schedule.as_ref().filter(|said| said.value.invalid) {
            let message = "This names a day that does not exist".to_owned();
            report(RULE.finding(said.place, Subject::Restatement(at as u32), message));
        }
    }
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
