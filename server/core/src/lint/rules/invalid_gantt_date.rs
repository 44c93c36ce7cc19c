//! The rule `invalid-gantt-date`.

use crate::lint::rule::{Applicability, Context, Finding, Fix, Subject};
use crate::plan::gantt::{GanttTask, GanttWrong};
use crate::text::Edit;

declare_rule! {
    /// A task of a Mermaid gantt has a start, an end or a length that Mermaid cannot read.
    ///
    /// A date that no calendar has makes Mermaid draw an error in place of the chart. A length that it cannot read,
    /// like `3 days`, counts as none, silently. And of two entries behind the colon the first is the start: an id there
    /// is read as a date.
    ///
    /// Write dates as `2025-06-30`, lengths as `3d`, `2w` or `12h`, and behind an id a start and a length:
    /// `Import :imp, after read, 3d`. Gantts with another `dateFormat` than `YYYY-MM-DD` may write dates as they like.
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
    ///     Read the archive :read, 2025-06-31, 5d
    ///                             ^^^^^^^^^^ 2025-06-31 is no date of the calendar, and Mermaid draws no chart with it
    ///     Import it :import, after read, 3 days
    ///                                    ^^^^^^ Mermaid reads no length in `3 days`, so "Import it" takes no time; write `3d`
    ///     Check it :check, 2d
    ///               ^^^^^ "Check it" begins on `check`, which is no date; behind an id, write a start too: `check, after …, 2d`
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
    ///     Read the archive :read, 2025-06-30, 5d
    ///     Import it :import, after read, 3d
    ///     Check it :check, after import, 2d
    /// ~~~
    /// ```
    "invalid-gantt-date" Error check fixes safe
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for (which, gantt) in cx.plan.gantts.iter().enumerate() {
        for (at, task) in gantt.tasks.iter().enumerate() {
            for (index, wrong) in task.wrong.iter().enumerate() {
                let subject = Subject::GanttTask(which as u32, at as u32, index as u32);
                report(RULE.finding(wrong.place, subject, message(task, &wrong.value)));
            }
        }
    }
}

fn message(task: &GanttTask, wrong: &GanttWrong) -> String {
    let title = &task.title;
    match wrong {
        GanttWrong::Date(date) => format!("{date} is no date of the calendar, and Mermaid draws no chart with it"),
        GanttWrong::Start(start, end) => format!(
            "\"{title}\" begins on `{start}`, which is no date; behind an id, write a start too: `{start}, after …, {end}`"
        ),
        GanttWrong::Length(length, Some(short)) => {
            format!("Mermaid reads no length in `{length}`, so \"{title}\" takes no time; write `{short}`")
        }
        GanttWrong::Length(length, None) => {
            format!("Mermaid reads no length in `{length}`, so \"{title}\" takes no time; write `{length}d` for days")
        }
    }
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::GanttTask(which, at, index) = finding.subject else { return Vec::new() };
    let task = cx.plan.gantts.get(which as usize).and_then(|it| it.tasks.get(at as usize));
    let Some(wrong) = task.and_then(|it| it.wrong.get(index as usize)) else { return Vec::new() };
    let GanttWrong::Length(_, Some(short)) = &wrong.value else { return Vec::new() };
    let edit = Edit { range: cx.document.range(wrong.place), insert: short.clone() };
    vec![Fix { title: format!("Write {short}"), applicability: Applicability::Safe, edits: vec![(cx.file, edit)] }]
}
