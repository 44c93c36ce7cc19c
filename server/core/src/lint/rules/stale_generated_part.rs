//! The rule `stale-generated-part`.

use crate::lint::generated::{STALE, Told, between, differs, lines, refreshed};
use crate::lint::rule::{Applicability, Context, Finding, Fix, Subject};
use crate::plan::generated::Generated;

declare_rule! {
    /// A generated part no longer says what the plan says.
    ///
    /// Between `<!-- milepost-schedule -->` and `<!-- milepost-end -->` stands a table that is made from the plan; between
    /// `<!-- milepost-gantt -->` and `<!-- milepost-end -->` a Mermaid gantt. The plan changed since, or somebody edited
    /// what is generated. Readers who look only there are told something that holds no more.
    ///
    /// Let it be made anew: by the fix, by `milepost check --fix`, or when the editor saves. To write it by hand from now
    /// on, take the two comments away.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// <!-- milepost-schedule -->
    /// ^^^^^^^^^^^^^^^^^^^^^^^^^^ This schedule table does not say what the plan says: it can be made anew
    ///
    /// | Sprint           | When      |
    /// | ---------------- | --------- |
    /// | Sprint 1: Import | weeks 1–2 |
    ///
    /// <!-- milepost-end -->
    ///
    /// ## Sprint 1: Import (Weeks 1-2)
    ///
    /// Acceptance: the archive of 2019 is imported.
    ///
    /// ## Sprint 2: Search (Weeks 3-4)
    ///
    /// Acceptance: every imported page is found by its title.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// <!-- milepost-schedule -->
    ///
    /// | Sprint           | When      |
    /// | ---------------- | --------- |
    /// | Sprint 1: Import | weeks 1–2 |
    /// | Sprint 2: Search | weeks 3–4 |
    ///
    /// <!-- milepost-end -->
    ///
    /// ## Sprint 1: Import (Weeks 1-2)
    ///
    /// Acceptance: the archive of 2019 is imported.
    ///
    /// ## Sprint 2: Search (Weeks 3-4)
    ///
    /// Acceptance: every imported page is found by its title.
    /// ```
    "stale-generated-part" Warning check fixes safe
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    debug_assert_eq!(RULE.name, STALE);
    for (at, part) in cx.plan.generated.iter().enumerate() {
        if told_anew(cx, part).is_some() {
            let name = part.kind.name();
            let message = format!("This {name} does not say what the plan says: it can be made anew");
            report(RULE.finding(part.begin, Subject::Generated(at as u32), message));
        }
    }
}

/// The lines that `part` is to say, where it says something else.
fn told_anew(cx: &Context<'_>, part: &Generated) -> Option<Vec<String>> {
    let Context { snapshot, file, plan, outline, edges, .. } = *cx;
    let lines = lines(Told { snapshot, file, plan, outline, edges }, part.kind)?;
    let range = between(cx.document.range(part.begin), cx.document.range(part.end));
    differs(&cx.document.text_in(range).slice(range), &lines).then_some(lines)
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::Generated(at) = finding.subject else { return Vec::new() };
    let Some(part) = cx.plan.generated.get(at as usize) else { return Vec::new() };
    let Some(lines) = told_anew(cx, part) else { return Vec::new() };
    let range = between(cx.document.range(part.begin), cx.document.range(part.end));
    let ends = cx.document.text_in(range).line_ending().as_str();
    let title = format!("Refresh the {}", part.kind.name());
    vec![Fix { title, applicability: Applicability::Safe, edits: vec![(cx.file, refreshed(range, &lines, ends))] }]
}
