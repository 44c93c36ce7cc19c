//! The rule `broken-link`.

use crate::lint::mends::mends;
use crate::lint::rule::{Applicability, Context, Finding, Fix, Subject};
use crate::plan::unit::Said;
use crate::text::Edit;
use crate::workspace::FileId;
use crate::workspace::links::percent_decoded;

/// So near a heading or file must be to be what was meant.
const NEAR: f64 = 0.6;

/// So many wrong links of one document get suggestions; looking for them costs as much as there are headings.
const MOST_SUGGESTED: usize = 10;

declare_rule! {
    /// A link leads to a heading or a file that is not there.
    ///
    /// Headings of plans change with every renumbering, and what links to them is forgotten: the table of contents still
    /// says `#sprint-3-search` where the heading says Sprint 4.
    ///
    /// Correct the anchor. It is the heading's words in small letters with `-` for blanks, as GitHub makes it; other
    /// renderers differ in what they leave out, so only letters and digits are compared. Anchors in other plans of the
    /// workspace are looked up too.
    ///
    /// Links and images that lead to a file, `[notes](notes/hull.md)`, are looked up on disk where the document stands in
    /// a Git repository. Paths without an extension, paths from the root of a site (`/hull.md`), pages that a site
    /// generator makes (`.html`) and addresses elsewhere are left alone.
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
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import
    ///
    /// See the [hull](docs/hul.md) and ![its drawing](assets/hull.png).
    ///                ^^^^^^^^^^^ docs/hul.md leads nowhere: there is no such file; did you mean docs/hull.md?
    ///
    /// Exit criteria: the archive of 2019 is imported.
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
    let mut left = MOST_SUGGESTED;
    for (at, link) in cx.plan.links.local.iter().enumerate() {
        let Some(lost) = lost(cx, link, left > 0) else { continue };
        left = left.saturating_sub(1);
        let hint = lost.meant.map_or_else(String::new, |it| format!("; did you mean {it}?"));
        let message = format!("{} leads nowhere: {}{hint}", link.value, lost.why);
        report(RULE.finding(link.place, Subject::Link(at as u32), message));
    }
}

/// A link that leads nowhere.
struct Lost {
    /// What is not there.
    why: String,
    /// What was meant, as the message says it.
    meant: Option<String>,
    /// The destination that would lead there.
    instead: Option<String>,
}

/// What is wrong with a link, and what may have been meant where one `suggests`; none if it leads somewhere.
fn lost(cx: &Context<'_>, link: &Said<String>, suggests: bool) -> Option<Lost> {
    let (path, anchor) = link.value.split_once('#').unwrap_or((&link.value, ""));
    let file = if path.is_empty() { Some(cx.file) } else { cx.snapshot.linked(cx.file, path) };
    match file {
        Some(file) => lost_anchor(cx, file, path, anchor, suggests),
        None => lost_file(cx, path, anchor, suggests),
    }
}

fn lost_anchor(cx: &Context<'_>, file: FileId, path: &str, anchor: &str, suggests: bool) -> Option<Lost> {
    let known = cx.snapshot.file(file)?.anchors();
    let anchor = percent_decoded(anchor).filter(|it| !it.is_empty())?;
    let line = anchor.strip_prefix('L').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let special = anchor == "top" || anchor.starts_with([':', '!', '/']) || line;
    if special || known.lead(&anchor) {
        return None;
    }
    let place = if path.is_empty() { "here".to_owned() } else { format!("of {path}") };
    let near = if suggests { near(&anchor, known.iter()) } else { None };
    Some(Lost {
        why: format!("no heading {place} has that anchor"),
        meant: near.map(|it| format!("#{it}")),
        instead: near.map(|it| format!("{path}#{it}")),
    })
}

fn lost_file(cx: &Context<'_>, path: &str, anchor: &str, suggests: bool) -> Option<Lost> {
    let path = percent_decoded(path.split('?').next().unwrap_or(""))?;
    let name = path.rsplit('/').next().unwrap_or("");
    let (stem, extension) = name.rsplit_once('.')?;
    let is_file = !stem.trim_matches('.').is_empty() && (1..=8).contains(&extension.len());
    let is_made = path.contains(['{', '}', '<', '>', '$', '*', '|', '\\']) || extension.starts_with("htm");
    if path.starts_with('/') || !is_file || is_made || cx.document.holds(&path) != Some(false) {
        return None;
    }
    let beside = if suggests { cx.document.beside(&path) } else { Vec::new() };
    let near = near(&path, beside.iter());
    let is_plain = |it: &&String| !it.contains([' ', '(', ')', '%', '<', '>']);
    let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
    Some(Lost {
        why: "there is no such file".to_owned(),
        meant: near.cloned(),
        instead: near.filter(is_plain).map(|it| format!("{it}{anchor}")),
    })
}

/// The one that is most like `wanted`, if one is like it.
fn near<'a>(wanted: &str, known: impl Iterator<Item = &'a String>) -> Option<&'a String> {
    let length = wanted.chars().count();
    let mut best: Option<(f64, &String)> = None;
    for it in known {
        // What is so much longer or shorter cannot be like it, nor more like it than the best one.
        let other = it.chars().count();
        let least = best.map_or(NEAR, |(likeness, _)| likeness);
        if 1.0 - length.abs_diff(other) as f64 / length.max(other).max(1) as f64 >= least {
            let likeness = strsim::normalized_damerau_levenshtein(wanted, it);
            best = if likeness >= least { Some((likeness, it)) } else { best };
        }
    }
    best.map(|it| it.1)
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::Link(at) = finding.subject else { return Vec::new() };
    if cx.tries.are_spent() {
        return Vec::new();
    }
    let replace = || {
        let link = cx.plan.links.local.get(at as usize)?;
        let insert = lost(cx, link, true)?.instead?;
        let edit = Edit { range: cx.document.range(link.place), insert: insert.clone() };
        let title = format!("Replace with {insert}");
        Some(Fix { title, applicability: Applicability::Unsafe, edits: vec![(cx.file, edit)] })
    };
    replace().filter(|fix| mends(cx, finding, fix)).into_iter().collect()
}
