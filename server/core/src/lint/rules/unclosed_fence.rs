//! The rule `unclosed-fence`.

use crate::lint::fences::{close_at_end, lengthen};
use crate::lint::mends::mends;
use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::lint::rules::swallowed_heading::swallowed;

declare_rule! {
    /// A code block begins and nothing closes it.
    ///
    /// Everything below, to the end of the document, is code for whatever reads it: headings, tasks and criteria that are
    /// written there do not count. If one of them is a unit's heading, `swallowed-heading` says so instead.
    ///
    /// Close the block where its code ends, with the same marks as it begins with.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// Acceptance: the command below leaves no page out.
    ///
    /// ~~~bash
    /// ^^^^^^^ nothing closes this code block; all that follows, to the end of the document, counts as code
    /// import --year 2019
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// Acceptance: the command below leaves no page out.
    ///
    /// ~~~bash
    /// import --year 2019
    /// ~~~
    /// ```
    "unclosed-fence" Warning check fixes safe
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for (at, fence) in cx.plan.fences.iter().enumerate() {
        // In a list item or a quote, a block ends with that: nothing behind is lost.
        if fence.closed || fence.nested || swallowed(cx, fence).next().is_some() {
            continue;
        }
        let message = "nothing closes this code block; all that follows, to the end of the document, counts as code";
        let mut finding = RULE.finding(fence.open, Subject::Fence(at as u32), message.to_owned());
        if let Some(before) = fence.before {
            let message = "it seems meant to close this block, which a fence inside it ended early";
            finding.related.push(cx.related(before, message.to_owned()));
        }
        report(finding);
    }
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::Fence(at) = finding.subject else { return Vec::new() };
    let Some(fence) = cx.plan.fences.get(at as usize) else { return Vec::new() };
    let fix = lengthen(cx, fence).filter(|fix| mends(cx, finding, fix));
    fix.or_else(|| close_at_end(cx, fence).filter(|fix| mends(cx, finding, fix))).into_iter().collect()
}
