//! Field labels below a task: those that stand below other tasks and not below this one.

use crate::document::Document;
use crate::ide::completion::Completion;
use crate::ide::completion::fields::{Begun, Label, label};
use crate::ide::completion::tasks::indent;
use crate::notation::vocabulary::Field;
use crate::plan::task::{Task, TaskForm};

/// So many tasks before and behind tell how labels below tasks are written.
const MOST_TASKS: usize = 40;

/// So many lines below a task are its own.
const MOST_LINES: u32 = 20;

/// The labels that may be meant on an indented line; none where it does not stand below a task.
pub(crate) fn nested(begun: &Begun<'_>) -> Option<Vec<Completion>> {
    let document = begun.document;
    let (text, plan) = (document.text(), document.plan());
    let row = text.line_of(begun.offset);
    let column = Some(indent(begun.before)).filter(|it| *it > 0)?;
    let is_around = |task: &&Task| {
        let at = row_of(document, task);
        let indent = indent(&text.slice(text.line_range(at)));
        task.form == TaskForm::Item && at < row && indent < column && row <= last_row(document, at, indent)
    };
    let own = plan.tasks.iter().rposition(|it| is_around(&it))?;
    let near = plan.tasks.iter().enumerate().skip(own.saturating_sub(MOST_TASKS)).take(2 * MOST_TASKS);
    let (mut labels, mut has): (Vec<Label>, Vec<Field>) = (Vec::new(), Vec::new());
    for (at, task) in near.filter(|(_, it)| it.form == TaskForm::Item) {
        let below = below(document, task).into_iter().filter(|it| it.0 != row).map(|it| it.1);
        match at == own {
            true => has.extend(below.map(|it| it.field)),
            false => labels.extend(below),
        }
    }
    Some(begun.choices(labels, &has))
}

/// The labels that stand below `task` itself, not below tasks inside it, each with its line.
fn below(document: &Document, task: &Task) -> Vec<(u32, Label)> {
    let text = document.text();
    let first = row_of(document, task);
    let column = indent(&text.slice(text.line_range(first)));
    let mut found = Vec::new();
    for row in first + 1..=last_row(document, first, column) {
        let line = text.slice(text.line_range(row));
        if line.trim_start().get(1..).is_some_and(|it| it.starts_with(" [")) {
            break;
        }
        found.extend(label(&line, &document.source().vocabulary).map(|label| (row, label)));
    }
    found
}

/// The last line below the one of a task that is indented deeper than by `column`; blank lines do not count.
fn last_row(document: &Document, first: u32, column: usize) -> u32 {
    let text = document.text();
    let rows = first + 1..text.line_count().min(first + 1 + MOST_LINES);
    let lines = rows.map(|row| (row, text.slice(text.line_range(row))));
    lines.take_while(|(_, line)| indent(line) > column).last().map_or(first, |it| it.0)
}

fn row_of(document: &Document, task: &Task) -> u32 {
    document.text().line_of(document.range(task.place).start)
}
