//! A new task, as the one before it is written: marker, box, and the id that comes next.

use crate::document::Document;
use crate::ide::completion::line::item;
use crate::ide::completion::next::{first_of, next, numbers};
use crate::ide::completion::template::Template;
use crate::ide::completion::{Completion, CompletionKind};
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
    let (Some(id), true) = (template_id(document, like, number), is_numbered) else {
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

/// The id of a task that comes after the one on `line`; or the first of the unit whose number is given, where ids begin
/// with the number of their unit.
fn template_id(document: &Document, line: TextRange, number: Option<u32>) -> Option<String> {
    let plan = document.plan();
    let model = plan.tasks.iter().find(|it| document.range(it.place).overlaps(line))?;
    let id = &model.id.as_ref()?.value;
    let around = model.unit.and_then(|it| plan.unit(it)?.label.number.value());
    match number.filter(|_| numbers(id) > 1) {
        Some(to) => first_of(id, around?, to),
        None => next(id, plan.tasks.iter().filter_map(|it| Some(it.id.as_ref()?.value.as_str()))),
    }
}

/// Adds an item like the task on `line`, with the id that comes next, or in another unit first. False where that has
/// none, or one that does not count.
pub(crate) fn item_like(document: &Document, line: TextRange, number: Option<u32>, out: &mut Template) -> bool {
    let text = document.text();
    let place = document.plan().tasks.iter().find(|it| document.range(it.place).overlaps(line));
    let Some(id) = place.and_then(|it| it.id.as_ref()).map(|it| document.range(it.place)) else { return false };
    let Some(new) = template_id(document, line, number).filter(|_| line.contains(id)) else { return false };
    let lead = text.slice(TextRange::new(line.start, id.start));
    let behind = text.slice(TextRange::new(id.end, line.end));
    // `33-03-PLAN.md` is more than its id.
    if behind.starts_with(['-', '.', '_']) && behind.chars().nth(1).is_some_and(char::is_alphanumeric) {
        return false;
    }
    let joint: String =
        behind.chars().take_while(|c| matches!(c, '*' | '`' | ':' | '.' | ' ' | '-' | '–' | '—' | '|' | ']')).collect();
    let lead = open_box(&lead);
    out.text(&lead);
    out.text(&new);
    out.text(if joint.is_empty() { " " } else { &joint });
    out.blank();
    let is_odd = |mark: &str| (lead.matches(mark).count() + joint.matches(mark).count()) % 2 == 1;
    out.text(if is_odd("**") { "**" } else { "" });
    true
}

/// The marker of the item that `line` is, its box open; none where it is no item.
pub(crate) fn marker(line: &str) -> Option<String> {
    let start = item(line)?;
    Some(open_box(line.get(..start)?)).filter(|it| !it.starts_with(|c: char| c.is_ascii_digit()) || it.starts_with("1"))
}

/// `lead` with an open box in place of any other.
fn open_box(lead: &str) -> String {
    match (lead.find('['), lead.find(']')) {
        (Some(open), Some(close)) if close > open => {
            let (head, tail) = (lead.get(..open).unwrap_or(""), lead.get(close..).unwrap_or(""));
            format!("{head}[ {tail}")
        }
        _ => lead.to_owned(),
    }
}
