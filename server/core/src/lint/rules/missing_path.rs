//! The rule `missing-path`.

use crate::lint::rule::{Context, Finding, Fix, Subject};

declare_rule! {
    /// A path in code names a file that the repository does not have.
    ///
    /// Plans of what is to be changed name the files: `src/search/index.rs`. When files move, the plan sends its reader,
    /// or an agent that works by it, to a place that is gone.
    ///
    /// The rule is off unless `milepost.toml` turns it on, since a plan also names files that are yet to be made. It looks
    /// at code spans that are a path with a folder and an extension and nothing else, from the document's folder on and
    /// from the root of its Git repository; outside of a repository it is silent.
    ///
    /// ```toml
    /// [rules]
    /// missing-path = "warning"
    /// ```
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Search
    ///
    /// - [ ] Sort the pages by age in `src/serch/index.rs`
    ///                                 ^^^^^^^^^^^^^^^^^^ src/serch/index.rs is not in the repository
    /// - [ ] Note it in `docs/hull.md`
    ///
    /// Exit criteria: the newest page comes first.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Search
    ///
    /// - [ ] Sort the pages by age in `src/search/index.rs`
    /// - [ ] Note it in `docs/hull.md`
    ///
    /// Exit criteria: the newest page comes first.
    /// ```
    "missing-path" Warning off check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for (at, path) in cx.plan.links.code_paths.iter().enumerate() {
        let is_missing = |path: &str| cx.document.holds(path) == Some(false);
        if is_missing(&path.value) && is_missing(&format!("/{}", path.value)) {
            let message = format!("{} is not in the repository", path.value);
            report(RULE.finding(path.place, Subject::CodePath(at as u32), message));
        }
    }
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
