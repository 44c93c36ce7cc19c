//! The rule `vague-acceptance-criteria`.

use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::plan::ProblemKind;

declare_rule! {
    /// An acceptance criterion names nothing that one could observe.
    ///
    /// "The search works well" is accepted by one reader and refused by the next. A criterion is of use if two people who
    /// try it come to the same answer: what is done, what is seen then, and by which number.
    ///
    /// Say what one will see. A criterion that also holds a number, a comparison, code or a quotation is left alone, since
    /// it can be observed; so are those that are ticked, that a list below explains, and all lines that are no criteria.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Search
    ///
    /// **Acceptance criteria:**
    ///
    /// - [ ] The search works well
    ///                  ^^^^^^^^^^ "works well" cannot be observed: say what one will see, or which number it has to reach
    /// - [ ] It finds titles, authors, publishers etc.
    ///                                            ^^^^
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Search
    ///
    /// **Acceptance criteria:**
    ///
    /// - [ ] Every page of 2019 is found by its title within a second
    /// - [ ] Titles, authors and publishers are searched
    /// ```
    "vague-acceptance-criteria" Hint check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for (at, problem) in cx.plan.problems.iter().enumerate() {
        let ProblemKind::Vague(phrase) = &problem.kind else { continue };
        let message = match phrase.ends_with(['.', '等']) {
            true => format!("\"{phrase}\" leaves open what belongs to it: name all of it"),
            false => {
                format!("\"{phrase}\" cannot be observed: say what one will see, or which number it has to reach")
            }
        };
        report(RULE.finding(problem.place, Subject::Problem(at as u32), message));
    }
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
