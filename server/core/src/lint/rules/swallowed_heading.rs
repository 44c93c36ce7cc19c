//! The rule `swallowed-heading`.

use crate::lint::fences::{close_before, lengthen};
use crate::lint::mends::mends;
use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::notation::label::label_at;
use crate::plan::fence::Fence;
use crate::plan::unit::{DefinedBy, Said};

/// So many headings are shown beside one finding.
const MOST_RELATED: usize = 6;

declare_rule! {
    /// The heading of a unit stands in a code block that was meant to end before it.
    ///
    /// For Markdown, and so for everything that reads the plan, the heading and all below it are code: the sprint is not
    /// in the outline, and its work is nobody's. It happens where the closing line of a block is forgotten, and where a
    /// block of Markdown holds code blocks of its own: the first inner end closes the outer block, the rest of the
    /// example leaks out into the plan, and what was to close it opens a new block.
    ///
    /// Close the block before the heading. Fence a block that holds fences with more marks than any of them: four, where
    /// those inside have three. A block whose fences are all in order may show as many headings as it likes.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// Acceptance: every page is there.
    ///
    /// ~~~bash
    /// import --year 2019
    ///
    /// ## Sprint 2: Search
    ///    ^^^^^^^^ Sprint 2 is inside a code block and so no unit of this plan; the fence above it has no end of its own
    ///
    /// Acceptance: every page is found by its title.
    ///
    /// ~~~bash
    /// search --title Index
    /// ~~~
    ///
    /// ## Sprint 3: Print
    ///
    /// Acceptance: every page is printed on one sheet.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// Acceptance: every page is there, and headed as here:
    ///
    /// ~~~~markdown
    /// ## Sprint 2: only an example
    ///
    /// ~~~bash
    /// import --year 2019
    /// ~~~
    /// ~~~~
    ///
    /// ## Sprint 2: Search
    ///
    /// Acceptance: every page is found by its title.
    /// ```
    "swallowed-heading" Warning check fixes safe
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for (at, fence) in cx.plan.fences.iter().enumerate() {
        let swallowed: Vec<&Said<String>> = swallowed(cx, fence).collect();
        let Some((first, others)) = swallowed.split_first() else { continue };
        let mut message = format!("{} is inside a code block and so no unit of this plan; ", first.value);
        message.push_str(&why(cx, fence));
        let mut finding = RULE.finding(first.place, Subject::Fence(at as u32), message);
        finding.related.push(cx.related(fence.open, "this fence begins the block".to_owned()));
        if let Some(before) = fence.before {
            finding.related.push(cx.related(before, "the block that was to end there begins here".to_owned()));
        } else if let Some(inner) = fence.inner {
            finding
                .related
                .push(cx.related(inner, "this fence opens inside the block, which ends in its stead".to_owned()));
        }
        for other in others.iter().take(MOST_RELATED) {
            finding.related.push(cx.related(other.place, format!("{} is swallowed too", other.value)));
        }
        for &leaked in fence.leaked.iter().take(MOST_RELATED) {
            finding.related.push(cx.related(leaked, "this heading leaks out of the block before".to_owned()));
        }
        report(finding);
    }
}

/// The headings in `fence` that would define units as the plan's other headings do.
pub fn swallowed<'a>(cx: &Context<'a>, fence: &'a Fence) -> impl Iterator<Item = &'a Said<String>> {
    let cx = *cx;
    fence.swallowed.iter().filter(move |it| {
        let vocabulary = &cx.document.source().vocabulary;
        let kind = label_at(&it.value, 0, vocabulary).and_then(|hit| hit.label.kind);
        let alike = |unit: &crate::plan::unit::Unit| {
            unit.label.kind == kind && matches!(unit.defined_by, DefinedBy::Heading(_))
        };
        kind.is_some() && cx.plan.units.iter().any(alike)
    })
}

/// How it came about.
fn why(cx: &Context<'_>, fence: &Fence) -> String {
    if fence.before.is_some() {
        let mut why = "a fence inside the block before ended that early".to_owned();
        if let Some((&first, others)) = fence.leaked.split_first() {
            let first = cx.document.slice(first);
            match others.len() {
                0 => why.push_str(&format!(", and \"{first}\" leaks out")),
                1 => why.push_str(&format!(", and \"{first}\" and another heading leak out")),
                more => why.push_str(&format!(", and \"{first}\" and {more} more headings leak out")),
            }
        }
        return why;
    }
    match fence.closed {
        true => "the fence above it has no end of its own".to_owned(),
        false => "nothing closes the fence above it".to_owned(),
    }
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::Fence(at) = finding.subject else { return Vec::new() };
    let Some(fence) = cx.plan.fences.get(at as usize) else { return Vec::new() };
    let fix = lengthen(cx, fence).filter(|fix| mends(cx, finding, fix));
    fix.or_else(|| close_before(cx, fence, finding.place).filter(|fix| mends(cx, finding, fix))).into_iter().collect()
}
