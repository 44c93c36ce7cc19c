//! The rule `unknown-gantt-task`.

use std::collections::HashSet;

use strsim::osa_distance;

use crate::lint::mends::mends;
use crate::lint::rule::{Applicability, Context, Finding, Fix, Subject};
use crate::plan::gantt::Gantt;
use crate::text::Edit;

declare_rule! {
    /// A task of a Mermaid gantt waits for an id that no task of the gantt bears.
    ///
    /// Mermaid says nothing and lets the task begin, or end, today: the chart looks right on the day on which it is
    /// drawn, and every day it shows another plan.
    ///
    /// Name the id of a task in the same gantt. The id stands first behind the colon, after words like `crit` and
    /// `done`, and needs a start and a length behind it: `Import :imp, 2025-06-02, 5d`.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ~~~mermaid
    /// gantt
    ///     Read the archive :read, 2025-06-02, 5d
    ///     Import it :import, after raed, 3d
    ///                              ^^^^ "Import it" begins after `raed`, an id that no task of this gantt bears, so Mermaid takes today; did you mean `read`?
    /// ~~~
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ~~~mermaid
    /// gantt
    ///     Read the archive :read, 2025-06-02, 5d
    ///     Import it :import, after read, 3d
    /// ~~~
    /// ```
    "unknown-gantt-task" Error check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for (which, gantt) in cx.plan.gantts.iter().enumerate() {
        let known: HashSet<&str> = gantt.tasks.iter().map(|task| task.id.as_str()).collect();
        for (at, task) in gantt.tasks.iter().enumerate() {
            for (index, wait) in task.waits.iter().enumerate().filter(|(_, wait)| !known.contains(wait.id.as_str())) {
                let when = if wait.until { "lasts until" } else { "begins after" };
                let meant = nearest(gantt, &wait.id, &task.id).map(|id| format!("; did you mean `{id}`?"));
                let message = format!(
                    "\"{}\" {when} `{}`, an id that no task of this gantt bears, so Mermaid takes today{}",
                    task.title,
                    wait.id,
                    meant.unwrap_or_default()
                );
                let subject = Subject::GanttTask(which as u32, at as u32, index as u32);
                report(RULE.finding(wait.place, subject, message));
            }
        }
    }
}

/// The written id nearest to `wrong`, where it is near; never the task's own.
fn nearest<'a>(gantt: &'a Gantt, wrong: &str, own: &str) -> Option<&'a str> {
    let written = gantt.tasks.iter().filter(|task| task.id_place.is_some() && task.id != own);
    let distance = |id: &str| osa_distance(&id.to_lowercase(), &wrong.to_lowercase());
    let near = written.map(|task| (distance(&task.id), task.id.as_str())).min()?;
    let most = if wrong.chars().count() > 3 { 2 } else { 1 };
    (near.0 <= most && near.0 < wrong.chars().count()).then_some(near.1)
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::GanttTask(which, at, index) = finding.subject else { return Vec::new() };
    let gantt = cx.plan.gantts.get(which as usize);
    let Some((gantt, task)) = gantt.and_then(|it| Some((it, it.tasks.get(at as usize)?))) else { return Vec::new() };
    let Some(wait) = task.waits.get(index as usize) else { return Vec::new() };
    let Some(id) = nearest(gantt, &wait.id, &task.id) else { return Vec::new() };
    let edit = Edit { range: cx.document.range(wait.place), insert: id.to_owned() };
    let title = format!("Replace with {id}");
    let fix = Fix { title, applicability: Applicability::Unsafe, edits: vec![(cx.file, edit)] };
    if mends(cx, finding, &fix) { vec![fix] } else { Vec::new() }
}
