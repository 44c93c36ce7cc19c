//! The rule `missing-acceptance-criteria`.

use crate::lint::criteria::Coverage;
use crate::lint::mends::mends;
use crate::lint::outline::is_time_unit;
use crate::lint::rule::{Applicability, Context, Finding, Fix, Subject};
use crate::lint::rules::empty_unit::{empty_units, is_empty};
use crate::lint::skeleton::skeleton;
use crate::notation::vocabulary::Field;
use crate::plan::place::Place;
use crate::plan::unit::{DefinedBy, UnitIndex};

/// So many labels that are no criteria are shown beside one finding.
const MOST_RELATED: usize = 2;

declare_rule! {
    /// A sprint, phase or the like does not say how one knows that it is done.
    ///
    /// Without acceptance criteria, "done" is whatever the last one to look at it says. Deliverables, goals and
    /// outcomes name what is handed over or wanted; criteria name what can be observed when it is good.
    ///
    /// Add a section, a label or a bullet such as `Acceptance criteria`, `Exit criteria`, `Definition of done` or
    /// `Done when`, in the words that the rest of the plan uses. Weeks and days need no criteria of their own, and
    /// criteria inside them count for the sprint that they divide. A unit whose sub-units all have criteria needs none,
    /// nor does a unit that is done, cancelled, past by its dates or left for later by its title, whose tasks name
    /// requirements, or that is only a row of a table; nor one with a box such as `Verify that every page is there`, one
    /// whose tasks are all links to what tells more, or a document that is one phase as a whole. Waves only say what may
    /// run side by side, and tasks, steps and the like are reported only in a plan that gives criteria to most of them.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///    ^^^^^^^^ Sprint 1: Import has no acceptance criteria; "Deliverable" says what is handed over, not how one knows that it is done
    ///
    /// **Deliverable:** the importer.
    ///
    /// - Read the archive of 2019
    ///
    /// ## Sprint 2: Search
    ///    ^^^^^^^^ Sprint 2: Search has no acceptance criteria
    ///
    /// - Index the titles
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// **Deliverable:** the importer.
    ///
    /// **Acceptance criteria:**
    ///
    /// - [ ] All 4,000 pages of 2019 are there
    ///
    /// ## Sprint 2: Search
    ///
    /// ### Week 3
    ///
    /// - Index the titles
    /// - Done when: every imported page is found by its title
    /// ```
    "missing-acceptance-criteria" Warning check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    // Of a unit that is only a heading, more is missing than criteria.
    let empty = empty_units(cx);
    for at in Coverage::of(cx).missing() {
        let Some(unit) = cx.plan.unit(at).filter(|_| empty.iter().all(|it| it.0 != at)) else { continue };
        let mut message = format!("{} has no acceptance criteria", unit.display());
        let instead = instead(cx, at);
        if let Some((label, _)) = instead.first() {
            message.push_str(&format!("; \"{label}\" says {}, not how one knows that it is done", says(cx, label)));
        }
        let mut finding = RULE.finding(unit.name, Subject::Unit(at), message);
        for (label, place) in instead.into_iter().take(MOST_RELATED) {
            finding.related.push(cx.related(place, format!("says {}", says(cx, &label))));
        }
        report(finding);
    }
}

/// The labels that say something else in place of criteria, of the unit and of its weeks: deliverables before goals.
fn instead(cx: &Context<'_>, at: UnitIndex) -> Vec<(String, Place)> {
    let mut labels = Vec::new();
    let mut open = vec![at];
    while let Some(next) = open.pop() {
        let Some(unit) = cx.plan.unit(next) else { continue };
        labels.extend(unit.deliverables.iter().map(|said| (bare(&said.value), said.place)));
        let weeks = cx.outline.children(Some(next)).iter().rev();
        open.extend(weeks.filter(|&&child| cx.plan.unit(child).is_some_and(is_time_unit)));
    }
    labels.sort_by_key(|(label, _)| match cx.document.source().vocabulary.field(label) {
        Some(Field::Deliverable) => 0,
        Some(Field::Goal) => 2,
        _ => 1,
    });
    labels
}

/// What a label says instead.
fn says(cx: &Context<'_>, label: &str) -> &'static str {
    match cx.document.source().vocabulary.field(label) {
        Some(Field::Goal) => "what is wanted",
        _ => "what is handed over",
    }
}

/// A label without the marks around it.
fn bare(label: &str) -> String {
    label.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::Unit(at) = finding.subject else { return Vec::new() };
    let Some(unit) = cx.plan.unit(at) else { return Vec::new() };
    // A unit that was only a heading then is none, and its siblings may stand out that still are; and what stands below
    // a line or an item may belong to something else.
    let is_plain = matches!(unit.defined_by, DefinedBy::Heading(_)) && !is_empty(cx, at, unit);
    if !is_plain && cx.tries.are_spent() {
        return Vec::new();
    }
    let Some(edit) = skeleton(cx, at) else { return Vec::new() };
    let fix = Fix {
        title: format!("Add acceptance criteria to {}", unit.label.text),
        applicability: Applicability::Unsafe,
        edits: vec![(cx.file, edit)],
    };
    Some(fix).filter(|fix| is_plain || mends(cx, finding, fix)).into_iter().collect()
}
