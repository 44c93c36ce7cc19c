//! The rule `unreadable-plan`.

use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::plan::Verdict;
use crate::plan::place::Place;

declare_rule! {
    /// A document that calls itself a plan holds nothing that is recognised as one.
    ///
    /// Silence would look like praise: no unit and no task was read, so nothing was checked. Usually the units are
    /// written in a way that is not known here.
    ///
    /// Give the units a label of kind and number, in a heading (`## Sprint 1: Parser`), a line of its own in bold
    /// (`**Phase 2: Search**`), a checklist item (`- [ ] **Milestone 1**: …`) or the first column of a table; give tasks
    /// a box (`- [ ] …`) or an id. If it is no plan, another title says so.
    ///
    /// ### Bad
    /// ```markdown
    /// # Project plan
    ///   ^^^^^^^^^^^^ this calls itself a plan, and no unit or task is recognised in it; looked for were headings such as "## Sprint 1: …", bold lines, checklist items and table rows with a label
    ///
    /// First we write the importer. After Phase 2 of the archive's own programme we connect it, and Phase 3 is theirs.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Project plan
    ///
    /// ## Phase 1: Importer
    ///
    /// Exit criteria: the first hundred files are imported without a hand.
    ///
    /// - [ ] Read the old index
    /// ```
    "unreadable-plan" Warning check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    if cx.plan.verdict != Verdict::Unreadable {
        return;
    }
    let message = "this calls itself a plan, and no unit or task is recognised in it; looked for were headings such as \
                   \"## Sprint 1: …\", bold lines, checklist items and table rows with a label";
    report(Finding {
        rule: &RULE,
        severity: RULE.severity,
        place: Place::default(),
        message: message.to_owned(),
        related: Vec::new(),
        subject: Subject::Document,
    });
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
