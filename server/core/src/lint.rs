//! Linting: the one loop that runs the rules over a document.

#[macro_use]
pub mod rule;
pub mod outline;
pub mod span;
pub mod overlap;
pub mod shift;
pub mod criteria;
pub mod language;
pub mod skeleton;
pub mod rules;

use crate::lint::outline::Outline;
use crate::lint::rule::{Context, Finding, Fix, Rule};
use crate::plan::Verdict;
use crate::workspace::{FileId, Snapshot};

/// What is wrong in `file`, by place; nothing for a document that is no plan.
pub fn lint(snapshot: &Snapshot, file: FileId) -> Vec<Finding> {
    let mut findings = Vec::new();
    with_context(snapshot, file, |cx| {
        for rule in rules() {
            (rule.check)(cx, &mut |finding| findings.push(finding));
        }
        findings.sort_by_cached_key(|it| (cx.document.range(it.place), it.rule.name));
    });
    findings
}

/// The ways out of `finding`, which [`lint`] reported for `file`; best first, and none where none is certain enough.
pub fn fixes(snapshot: &Snapshot, file: FileId, finding: &Finding) -> Vec<Fix> {
    let mut fixes = Vec::new();
    with_context(snapshot, file, |cx| fixes = (finding.rule.fixes)(cx, finding));
    fixes
}

/// Every rule, by name.
pub fn rules() -> &'static [&'static Rule] {
    rules::ALL
}

/// The rule of that name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    rules().iter().copied().find(|rule| rule.name == name)
}

fn with_context(snapshot: &Snapshot, file: FileId, then: impl FnOnce(&Context<'_>)) {
    let Some(document) = snapshot.document(file) else { return };
    let plan = document.plan();
    if plan.verdict != Verdict::Plan {
        return;
    }
    let outline = Outline::of(plan);
    then(&Context { snapshot, file, document, plan, outline: &outline });
}
