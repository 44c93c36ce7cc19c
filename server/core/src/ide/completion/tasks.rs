//! A new task, as the one before it is written: marker, box, and the id that comes next.

use crate::document::Document;
use crate::ide::completion::{Completion, CompletionKind};
use crate::ide::new_unit::line::item;
use crate::ide::new_unit::next::first_under;
use crate::ide::new_unit::task::{item_like, marker, next_id};
use crate::ide::new_unit::template::Template;
use crate::plan::task::{Task, TaskForm};
use crate::text::{Edit, TextRange};

/// How far above the cursor the task may stand that shows how tasks are written, in lines.
const FARTHEST: u32 = 30;

/// The task that may begin on the line of `offset`, of which `before` is typed: as the last one above it that is indented
/// as it is.
pub(crate) fn tasks(document: &Document, offset: u32, before: &str) -> Vec<Completion> {
    let text = document.text();
    let row = text.line_of(offset);
    let line = text.line_range(row);
    let plan = document.plan();
    let own = document.unit_at(offset);
    let row_of = |task: &Task| text.line_of(document.range(task.place).start);
    let indent_of = |task: &Task| indent(&text.slice(text.line_range(row_of(task))));
    let above = plan.tasks.iter().rev().filter(|it| it.form == TaskForm::Item && row_of(it) < row);
    let near = above.take_while(|it| row - row_of(it) <= FARTHEST);
    let near: Vec<(&Task, usize)> = near.map(|it| (it, indent_of(it))).collect();
    let typed = indent(before);
    let is_like =
        |(task, indent): &&(&Task, usize)| if before.is_empty() { task.parent.is_none() } else { *indent == typed };
    let Some((model, _)) = near.iter().find(is_like) else { return Vec::new() };
    let around = near.iter().find(|(_, indent)| *indent < typed).map(|it| it.0);
    let like = text.line_range(row_of(model));
    let parent = model.parent.and_then(|at| plan.task(at));
    let id = match around.filter(|around| parent.is_none_or(|it| it.place != around.place)) {
        // The first of a task.
        Some(around) => of_another(parent, model, around),
        None => {
            let number = own.filter(|_| model.unit != own).and_then(|own| plan.unit(own)?.label.number.value());
            next_id(document, like, number)
        }
    };
    let mut template = Template::default();
    let id = id.filter(|id| item_like(document, like, id, &mut template));
    let Some(id) = id else {
        let marker = marker(&text.slice(like)).filter(|_| before.trim().is_empty() && model.unit == own);
        let Some(marker) = marker else { return Vec::new() };
        template = Template::default();
        template.text(&marker);
        template.blank();
        return becoming_tasks(document, choice(template, "New task".to_owned(), before, line));
    };
    let typed = before.get(item(before).unwrap_or(0)..).unwrap_or("").trim();
    let is_begun = id.to_lowercase().starts_with(&typed.to_lowercase()) || id.eq_ignore_ascii_case(typed);
    let is_begun = is_begun.then(|| choice(template, format!("New task {id}"), before, line));
    is_begun.map_or_else(Vec::new, |it| becoming_tasks(document, it))
}

/// `choice`, if the plan would read it as a task, and not as one of a list of criteria or the like.
fn becoming_tasks(document: &Document, choice: Completion) -> Vec<Completion> {
    let insert = format!("{}x", choice.insert);
    let start = choice.replace.start;
    let written = TextRange::new(start, start + u32::try_from(insert.len()).unwrap_or(0));
    let after = document.edit(&[Edit { range: choice.replace, insert }]);
    let is_task = after.plan().tasks.iter().any(|it| written.contains(after.range(it.place)));
    if is_task { vec![choice] } else { Vec::new() }
}

/// The id of the first task inside `around`, as `model` is one inside `parent`.
fn of_another(parent: Option<&Task>, model: &Task, around: &Task) -> Option<String> {
    let id = |task: &Task| Some(task.id.as_ref()?.value.clone());
    first_under(&id(model)?, &id(parent?)?, &id(around)?)
}

/// How far the words of a line are indented, in columns; a tab goes to the next multiple of 4.
pub(crate) fn indent(line: &str) -> usize {
    let blanks = line.chars().take_while(|c| matches!(c, ' ' | '\t'));
    blanks.fold(0, |column, c| if c == '\t' { column + 4 - column % 4 } else { column + 1 })
}

fn choice(template: Template, label: String, before: &str, line: TextRange) -> Completion {
    let plain = template.plain();
    let words = before.get(item(before).unwrap_or(before.len())..).unwrap_or("");
    let id = label.strip_prefix("New task ").unwrap_or(&label);
    let filter = format!("{}{id} {label}", before.strip_suffix(words).unwrap_or(before));
    Completion {
        is_on_demand: before.trim().is_empty(),
        filter,
        documentation: Some(format!("```markdown\n{plain}\n```")),
        snippet: Some(template.snippet()),
        insert: plain,
        is_whole: true,
        ..Completion::new(CompletionKind::Snippet, label, line)
    }
}
