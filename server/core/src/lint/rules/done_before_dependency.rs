//! The rule `done-before-dependency`.

use crate::lint::dependencies::{name_place, status, who};
use crate::lint::rule::{Context, Finding, Fix, Related};
use crate::notation::status::Status;

declare_rule! {
    /// Something is done although what it depends on is not.
    ///
    /// Either the dependency was none, or one of the two statuses is wrong: the predecessor was finished and nobody
    /// ticked it off, or the successor was declared done too early. Whoever asks what to do next is told the wrong thing.
    ///
    /// Correct the status that is out of date, or delete the dependency. Only what says its status itself is compared;
    /// what is cancelled keeps nobody waiting.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import
    ///
    /// **Status:** In progress
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search
    ///
    /// **Status:** Done
    /// **Depends on:** Phase 1
    ///                 ^^^^^^^ Phase 2 is done, but Phase 1, on which it depends, is still in progress
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import
    ///
    /// **Status:** Done
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search
    ///
    /// **Status:** Done
    /// **Depends on:** Phase 1
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    "done-before-dependency" Warning check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    let done = cx.edges.iter().filter(|edge| status(cx.plan, edge.of) == Some(Status::Done));
    for edge in done {
        let Some((on, named)) = edge.only().zip(edge.named(cx.plan)) else { continue };
        let Some(document) = cx.snapshot.document(on.file) else { continue };
        let is = match status(document.plan(), on.target) {
            Some(Status::Todo) => "not begun",
            Some(Status::Active) => "still in progress",
            Some(Status::Blocked) => "blocked",
            _ => continue,
        };
        let label = cx.label_of(on);
        let message = format!("{} is done, but {label}, on which it depends, is {is}", who(cx.plan, edge.of));
        let mut finding = RULE.finding(named.place, edge.subject(), message);
        let place = name_place(document.plan(), on.target);
        finding.related.extend(place.map(|place| Related {
            file: on.file,
            place,
            message: format!("{label} is {is}"),
        }));
        report(finding);
    }
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
