//! The rule `broken-link`.

use std::collections::BTreeSet;

use crate::lint::mends::mends;
use crate::lint::rule::{Applicability, Context, Finding, Fix, Subject};
use crate::plan::links::anchors;
use crate::plan::unit::Said;
use crate::text::Edit;
use crate::workspace::links::percent_decoded;

/// So near a heading must be to be what was meant.
const NEAR: f64 = 0.6;

declare_rule! {
    /// A link leads to a heading that is not there.
    ///
    /// Headings of plans change with every renumbering, and what links to them is forgotten: the table of contents still
    /// says `#sprint-3-search` where the heading says Sprint 4.
    ///
    /// Correct the anchor. It is the heading's words in small letters with `-` for blanks, as GitHub makes it; other
    /// renderers differ in what they leave out, so only letters and digits are compared. Links into other plans of the
    /// workspace are looked up too; addresses elsewhere, and files that hold no plan, are left alone.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// - [Import](#phase-1-import)
    /// - [Search](#phase-3-search)
    ///            ^^^^^^^^^^^^^^^ #phase-3-search leads nowhere: no heading here has that anchor; did you mean #phase-2-search?
    ///
    /// ## Phase 1: Import
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// - [Import](#phase-1-import)
    /// - [Search](#phase-2-search)
    ///
    /// ## Phase 1: Import
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    "broken-link" Warning check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for (at, link) in cx.plan.links.anchored.iter().enumerate() {
        let Some((anchor, known)) = broken(cx, link) else { continue };
        let (path, _) = link.value.split_once('#').unwrap_or_default();
        let place = if path.is_empty() { "here".to_owned() } else { format!("of {path}") };
        let hint = near(&anchor, &known).map_or_else(String::new, |it| format!("; did you mean #{it}?"));
        let message = format!("{} leads nowhere: no heading {place} has that anchor{hint}", link.value);
        report(RULE.finding(link.place, Subject::Link(at as u32), message));
    }
}

/// The anchor of a link that leads nowhere, and those that there are.
fn broken(cx: &Context<'_>, link: &Said<String>) -> Option<(String, BTreeSet<String>)> {
    let (path, anchor) = link.value.split_once('#')?;
    let file = if path.is_empty() { cx.file } else { cx.snapshot.linked(cx.file, path)? };
    let known = anchors(&cx.snapshot.document(file)?.plan().links);
    let anchor = percent_decoded(anchor)?;
    let line = anchor.strip_prefix('L').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let special = anchor == "top" || anchor.starts_with([':', '!', '/']) || line;
    let wanted = bare(&anchor);
    (!special && !known.iter().any(|it| bare(it) == wanted)).then_some((anchor, known))
}

/// Letters and digits alone.
fn bare(anchor: &str) -> String {
    let anchor = anchor.strip_prefix("user-content-").unwrap_or(anchor);
    anchor.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn near(anchor: &str, known: &BTreeSet<String>) -> Option<String> {
    let likeness = |it: &&String| strsim::normalized_damerau_levenshtein(anchor, it);
    let best = known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(&best) >= NEAR).then(|| best.clone())
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::Link(at) = finding.subject else { return Vec::new() };
    let replace = || {
        let link = cx.plan.links.anchored.get(at as usize)?;
        let (anchor, known) = broken(cx, link)?;
        let (path, _) = link.value.split_once('#')?;
        let insert = format!("{path}#{}", near(&anchor, &known)?);
        let edit = Edit { range: cx.document.range(link.place), insert: insert.clone() };
        let title = format!("Replace with {insert}");
        Some(Fix { title, applicability: Applicability::Unsafe, edits: vec![(cx.file, edit)] })
    };
    replace().filter(|fix| mends(cx, finding, fix)).into_iter().collect()
}
