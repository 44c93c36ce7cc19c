//! The rule `unknown-suppression`.

use crate::lint::mends::mends;
use crate::lint::rule::{Applicability, Context, Finding, Fix, Subject};
use crate::lint::{rule, similar_rule};
use crate::text::Edit;

declare_rule! {
    /// A suppression names a rule that does not exist.
    ///
    /// The comment silences nothing: the rule is mistyped, or was renamed. What was to be silenced is still reported, or
    /// comes back with the next edit.
    ///
    /// Name the rule as findings show it; `milepost rules` lists them all.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// <!-- milepost-disable-next-line overlaping-weeks -->
    ///                                 ^^^^^^^^^^^^^^^^ There is no rule overlaping-weeks; did you mean overlapping-weeks?
    /// ## Phase 1: Import (Weeks 1-2)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (Weeks 1-2)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// <!-- milepost-disable-next-line overlapping-weeks -- two teams -->
    /// ## Phase 2: Search (Weeks 2-3)
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    "unknown-suppression" Warning check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for (at, suppression) in cx.plan.suppressions.iter().enumerate() {
        for (name, said) in suppression.rules.iter().enumerate().filter(|(_, said)| rule(&said.value).is_none()) {
            let near = similar_rule(&said.value).map_or_else(String::new, |it| format!("; did you mean {}?", it.name));
            let message = format!("There is no rule {}{near}", said.value);
            report(RULE.finding(said.place, Subject::Suppression(at as u32, name as u32), message));
        }
    }
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let range = cx.document.range(finding.place);
    let Some(near) = similar_rule(&cx.document.slice(finding.place)) else { return Vec::new() };
    let edit = Edit { range, insert: near.name.to_owned() };
    let title = format!("Replace with {}", near.name);
    let fix = Fix { title, applicability: Applicability::Unsafe, edits: vec![(cx.file, edit)] };
    Some(fix).filter(|fix| mends(cx, finding, fix)).into_iter().collect()
}
