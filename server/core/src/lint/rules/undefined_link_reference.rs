//! The rule `undefined-link-reference`.

use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::plan::unit::Said;

/// So many further places are linked, and so many labels told.
const MOST_LINKED: usize = 8;
const MOST_TOLD: usize = 4;

declare_rule! {
    /// A reference such as `[#61]` is written as a link that nothing defines.
    ///
    /// It was meant to lead to an issue, and leads nowhere: the page shows the brackets. Often the definitions at the end
    /// of the document were lost when it was copied.
    ///
    /// Define it (`[#61]: https://…`), write it out as a link, drop the brackets, or say in `milepost.toml` where issues
    /// live: `issue` under `[tracker]`. Numbers are reported wherever nothing defines them, other labels only in a
    /// document that defines some of its own. All that are undefined are told at the first of them.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import
    ///
    /// Exit criteria: the archive of 2019 is imported, see [#61] and [#62].
    ///                                                     ^^^^^ [#61] leads nowhere: nothing defines it, and no tracker is configured; the same holds for [#62]
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import
    ///
    /// Exit criteria: the archive of 2019 is imported, see [#61].
    ///
    /// [#61]: https://example.org/issues/61
    /// ```
    "undefined-link-reference" Info check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    let undefined: Vec<&Said<String>> =
        cx.plan.links.references.iter().filter(|it| is_undefined(cx, &it.value)).collect();
    let Some((first, others)) = undefined.split_first() else { return };
    let mut labels: Vec<&str> = Vec::new();
    for it in others.iter().filter(|it| it.value != first.value) {
        if !labels.contains(&it.value.as_str()) {
            labels.push(&it.value);
        }
    }
    let mut message = format!("[{}] leads nowhere: nothing defines it", first.value);
    if first.value.starts_with('#') {
        message.push_str(", and no tracker is configured");
    }
    if !labels.is_empty() {
        let mut told: Vec<String> = labels.iter().take(MOST_TOLD).map(|it| format!("[{it}]")).collect();
        let more = labels.len().saturating_sub(MOST_TOLD);
        told.extend((more > 0).then(|| format!("{more} more")));
        let last = told.pop().unwrap_or_default();
        let before = if told.is_empty() { String::new() } else { format!("{} and ", told.join(", ")) };
        message.push_str(&format!("; the same holds for {before}{last}"));
    }
    let mut finding = RULE.finding(first.place, Subject::Document, message);
    let linked = others.iter().take(MOST_LINKED);
    finding.related.extend(linked.map(|it| cx.related(it.place, format!("[{}] leads nowhere either", it.value))));
    report(finding);
}

fn is_undefined(cx: &Context<'_>, label: &str) -> bool {
    let links = &cx.plan.links;
    let is_issue = label.starts_with('#');
    let tracked = cx.snapshot.settings(cx.file).tracker.url(label).is_some();
    !tracked && !links.defines(label) && (is_issue || !links.definitions.is_empty())
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
