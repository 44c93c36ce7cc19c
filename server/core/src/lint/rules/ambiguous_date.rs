//! The rule `ambiguous-date`.

use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::notation::time::Schedule;
use crate::plan::unit::Said;

declare_rule! {
    /// The document writes dates of which nobody can tell whether the day or the month comes first.
    ///
    /// `06/01/2026` is the sixth of January to one reader and the first of June to another. Nothing else in the document
    /// decides it, so no schedule that is written like this can be held against another.
    ///
    /// Write the year first (`2026-01-06`) or the month by its name (`6 January 2026`); one date that can be read in
    /// one way only (`01/31/2026`) decides it for all others. It is said once a document.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (06/01/2026 – 09/01/2026)
    ///                     ^^^^^^^^^^^^^^^^^^^^^^^
    ///
    /// Exit criteria: the archive of 2019 is imported.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (2026-01-06 – 2026-01-09)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    /// ```
    "ambiguous-date" Hint check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    let is_ambiguous = |said: &&Said<Schedule>| said.value.ambiguous;
    let mut units = cx
        .plan
        .each_unit()
        .filter_map(|(at, unit)| Some((Subject::Unit(at), unit.schedule.as_ref().filter(is_ambiguous)?)));
    let mut restated = cx
        .plan
        .restatements
        .iter()
        .enumerate()
        .filter_map(|(at, it)| Some((Subject::Restatement(at as u32), it.schedule.as_ref().filter(is_ambiguous)?)));
    if let Some((subject, said)) = units.next().or_else(|| restated.next()) {
        let message = "Day and month of this date may be the other way round, and no other date of the document decides \
                       it; write the year first, or the month by its name";
        report(RULE.finding(said.place, subject, message.to_owned()));
    }
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
