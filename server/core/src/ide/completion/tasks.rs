//! A new task, as the one before it is written: marker, box, and the id that comes next.

use crate::document::Document;
use crate::ide::completion::{Completion, CompletionKind};
use crate::ide::new_unit::line::item;
use crate::ide::new_unit::task::{item_like, marker, next_id};
use crate::ide::new_unit::template::Template;
use crate::plan::task::{Task, TaskForm};
use crate::text::TextRange;

/// How far above the cursor the task may stand that shows how tasks are written, in lines.
const FARTHEST: u32 = 30;

/// The task that may begin on the line of `offset`, of which `before` is typed: as the last one above it in its unit.
pub(crate) fn tasks(document: &Document, offset: u32, before: &str) -> Vec<Completion> {
    let text = document.text();
    let row = text.line_of(offset);
    let line = text.line_range(row);
    let plan = document.plan();
    let own = document.unit_at(offset);
    let is_above = |task: &&Task| {
        let at = text.line_of(document.range(task.place).start);
        task.form == TaskForm::Item && task.parent.is_none() && at < row && row - at <= FARTHEST
    };
    let Some(model) = plan.tasks.iter().rev().find(is_above) else { return Vec::new() };
    let like = text.line_range(text.line_of(document.range(model.place).start));
    let number = own.filter(|_| model.unit != own).and_then(|own| plan.unit(own)?.label.number.value());
    let mut template = Template::default();
    let is_numbered = item_like(document, like, number, &mut template);
    let (Some(id), true) = (next_id(document, like, number), is_numbered) else {
        let marker = marker(&text.slice(like)).filter(|_| before.trim().is_empty() && model.unit == own);
        let Some(marker) = marker else { return Vec::new() };
        template = Template::default();
        template.text(&marker);
        template.blank();
        return vec![choice(template, "New task".to_owned(), before, line)];
    };
    let typed = before.get(item(before).unwrap_or(0)..).unwrap_or("").trim();
    let is_begun = id.to_lowercase().starts_with(&typed.to_lowercase()) || id.eq_ignore_ascii_case(typed);
    if is_begun { vec![choice(template, format!("New task {id}"), before, line)] } else { Vec::new() }
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
        ..Completion::new(CompletionKind::Snippet, label, line)
    }
}
