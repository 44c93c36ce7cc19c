//! The rule `unknown-requirement`.

use crate::lint::requirements::{Stated, beside, named, split, stated};
use crate::lint::rule::{Context, Finding, Fix, Related, Subject};
use crate::plan::unit::Said;

declare_rule! {
    /// A task names a requirement that is stated nowhere.
    ///
    /// Requirements are renumbered and struck out, and the tasks keep the old numbers. Whoever follows the number, or checks
    /// that all is covered, is misled.
    ///
    /// Correct the number, or state the requirement. Requirements are looked up in the document and in the plans beside it,
    /// as `requirements.md` stands beside `tasks.md`, or `boat-requirements.md` beside `boat-tasks.md`: `Requirement 3` with its acceptance criteria `3.1`, `3.2`; in a file
    /// called requirements also items with ids such as `AUTH-01`. Where no requirement of that form is stated, nothing is
    /// said.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Requirement 1: Import
    ///
    /// **Acceptance criteria:**
    ///
    /// 1. WHEN a file is read THEN every page is there
    /// 2. WHEN a page is unreadable THEN it is listed
    ///
    /// ## Phase 1: Reader
    ///
    /// - [ ] Read the archive
    ///   - _Requirements: 1.1, 1.4, 2.1_
    ///                         ^^^ requirement 1.4 is not stated: Requirement 1 has 2 acceptance criteria
    ///                              ^^^ requirement 2.1 is not stated: there is only Requirement 1
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Requirement 1: Import
    ///
    /// **Acceptance criteria:**
    ///
    /// 1. WHEN a file is read THEN every page is there
    /// 2. WHEN a page is unreadable THEN it is listed
    ///
    /// ## Phase 1: Reader
    ///
    /// - [ ] Read the archive
    ///   - _Requirements: 1.1, 1.2_
    /// ```
    "unknown-requirement" Warning check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    if named(cx.plan).next().is_none() {
        return;
    }
    let documents = beside(cx.snapshot, cx.file);
    let all: Vec<Stated<'_>> = documents.iter().flat_map(|(file, document)| stated(*file, document)).collect();
    for said in named(cx.plan) {
        let Some((why, related)) = unknown(said, &all) else { continue };
        let message = format!("requirement {} is not stated: {why}", said.value);
        let mut finding = RULE.finding(said.place, Subject::Document, message);
        finding.related.extend(related);
        report(finding);
    }
}

/// Why nothing is stated by that id, if so.
fn unknown(said: &Said<String>, all: &[Stated<'_>]) -> Option<(String, Option<Related>)> {
    let (wanted, criterion) = split(&said.value);
    let of_form: Vec<&Stated<'_>> = all.iter().filter(|it| family(it.id) == family(wanted)).collect();
    let (first, last) = (of_form.first()?, of_form.last()?);
    let related =
        |it: &Stated<'_>, what: &str| Some(Related { file: it.file, place: it.place, message: what.to_owned() });
    let name = |it: &Stated<'_>| match family(it.id) {
        "" => format!("Requirement {}", it.id),
        _ => it.id.to_owned(),
    };
    let Some(found) = of_form.iter().find(|it| same(it.id, wanted)) else {
        let why = match of_form.len() {
            1 => format!("there is only {}", name(first)),
            count => format!("there are {count}, from {} to {}", name(first), name(last)),
        };
        return Some((why, related(last, "the last of them is stated here")));
    };
    let count = found.criteria.filter(|count| criterion.is_some_and(|it| it > *count || it == 0))?;
    let noun = if count == 1 { "criterion" } else { "criteria" };
    Some((format!("{} has {count} acceptance {noun}", name(found)), related(found, "it is stated here")))
}

/// What stands before the number: `AUTH` of `AUTH-01`, nothing of `3`.
fn family(id: &str) -> &str {
    id.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').trim_end_matches('-')
}

/// `REQ-4` is `REQ-04`.
fn same(one: &str, other: &str) -> bool {
    let number = |it: &str| it.get(family(it).len()..).unwrap_or("").trim_start_matches(['-', '0']).to_owned();
    one == other || family(one) == family(other) && number(one) == number(other)
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
