//! The rule `uncovered-requirement`.

use std::collections::BTreeSet;

use crate::lint::requirements::{beside, named, split, stated};
use crate::lint::rule::{Context, Finding, Fix, Related, Subject};
use crate::notation::vocabulary::Kind;
use crate::notation::vocabulary::later::is_set_aside;
use crate::plan::unit::Unit;

declare_rule! {
    /// No task fulfils a requirement, although the tasks say which ones they fulfil.
    ///
    /// Where tasks name their requirements, a requirement that none of them names is one that nobody will build. That is
    /// what the numbers are for, and nobody reads them against each other by hand.
    ///
    /// Add the number to the task that fulfils it, add a task, or strike the requirement out. The rule looks at
    /// `Requirement 3` and the like and at the work of the same document and of the plans beside it; naming one of the
    /// acceptance criteria, `3.1`, is enough. Requirements that are done, cancelled or left for later by their title are left alone.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Requirement 1: Import
    ///
    /// Acceptance: every page is there.
    ///
    /// ## Requirement 2: Search
    ///    ^^^^^^^^^^^^^ Requirement 2: Search is fulfilled by no task; the tasks name 1 of 2 requirements
    ///
    /// Acceptance: every page is found.
    ///
    /// ## Phase 1: Reader
    ///
    /// - [ ] Read the archive
    ///   - _Requirements: 1_
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Requirement 1: Import
    ///
    /// Acceptance: every page is there.
    ///
    /// ## Requirement 2: Search
    ///
    /// Acceptance: every page is found.
    ///
    /// ## Phase 1: Reader
    ///
    /// - [ ] Read the archive
    ///   - _Requirements: 1_
    /// - [ ] Index the titles
    ///   - _Requirements: 2_
    /// ```
    "uncovered-requirement" Warning check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    let is_required = |it: &Unit| it.label.kind == Some(Kind::REQUIREMENT);
    if !cx.plan.units.iter().any(is_required) {
        return;
    }
    let documents = beside(cx.snapshot, cx.file);
    // Where another document states the same numbers, nobody can tell whose are meant.
    let others = documents.iter().filter(|it| it.0 != cx.file);
    if others.clone().any(|(file, document)| stated(*file, document).iter().any(|it| !it.id.contains('-'))) {
        return;
    }
    let mut covered = BTreeSet::new();
    let mut by = None;
    for (file, document) in &documents {
        for said in named(document.plan()) {
            covered.insert(split(&said.value).0.to_owned());
            by = by.or(Some((*file, said.place)));
        }
    }
    let required = || cx.plan.each_unit().filter(|(_, it)| is_required(it));
    let total = required().count();
    let met = required().filter(|(_, it)| covered.contains(&it.label.number.0)).count();
    let Some((file, place)) = by.filter(|_| met > 0 && !covered.contains("*")) else { return };
    for (at, unit) in required() {
        if covered.contains(&unit.label.number.0) || unit.is_over() || is_set_aside(&unit.title) {
            continue;
        }
        let message =
            format!("{} is fulfilled by no task; the tasks name {met} of {total} requirements", unit.display());
        let mut finding = RULE.finding(unit.name, Subject::Unit(at), message);
        finding.related.push(Related { file, place, message: "tasks name their requirements, as here".to_owned() });
        report(finding);
    }
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
