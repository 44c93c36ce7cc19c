//! The rule `not-a-heading`.

use crate::lint::mends::may_mend;
use crate::lint::rule::{Applicability, Context, Finding, Fix, Subject};
use crate::plan::ProblemKind;
use crate::plan::place::Place;
use crate::plan::unit::DefinedBy;
use crate::text::{Edit, TextRange};

declare_rule! {
    /// A line is meant as a unit's heading, and lacks the blank behind its `#`.
    ///
    /// Markdown reads `##Sprint 2` as running text. The sprint is not in the outline where it belongs, and its tasks and
    /// criteria may count for the unit before it.
    ///
    /// Put a blank between the marks and the words.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// Acceptance: every page is there.
    ///
    /// ##Sprint 2: Search
    /// ^^^^^^^^^^^^^^^^^^ Sprint 2 is no heading: the blank behind "##" is missing
    ///
    /// Acceptance: every page is found by its title.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// Acceptance: every page is there.
    ///
    /// ## Sprint 2: Search
    ///
    /// Acceptance: every page is found by its title.
    /// ```
    "not-a-heading" Warning check fixes safe
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for (at, problem) in cx.plan.problems.iter().enumerate() {
        let ProblemKind::NotAHeading(label) = &problem.kind else { continue };
        let marks = marks(cx, problem.place);
        // `#Sprint1 #release` is a line of tags; a plan's headings are of the level at hand.
        let level = u8::try_from(marks.len()).unwrap_or(u8::MAX);
        let like_a_unit = cx.plan.units.iter().any(|it| it.defined_by == DefinedBy::Heading(level));
        if marks.len() == 1 && !like_a_unit || is_tags(&cx.document.slice(problem.place)) {
            continue;
        }
        let message = format!("{label} is no heading: the blank behind \"{marks}\" is missing");
        report(RULE.finding(problem.place, Subject::Problem(at as u32), message));
    }
}

/// The marks that the line at `place` begins with.
fn marks(cx: &Context<'_>, place: Place) -> String {
    cx.document.slice(place).chars().take_while(|c| *c == '#').collect()
}

/// `#sprint-1`, `#phase2 #search`: tags, with nothing else in the line.
fn is_tags(line: &str) -> bool {
    line.split_whitespace().all(|word| word.starts_with('#') && !word.starts_with("##"))
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let marks = marks(cx, finding.place);
    let at = cx.document.range(finding.place).start + marks.len() as u32;
    let fix = Fix {
        title: format!("Insert a blank behind {marks}"),
        applicability: Applicability::Safe,
        edits: vec![(cx.file, Edit { range: TextRange::empty(at), insert: " ".to_owned() })],
    };
    Some(fix).filter(|fix| may_mend(cx, finding, fix)).into_iter().collect()
}
