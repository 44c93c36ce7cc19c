//! A new task, as another one is written: marker, open box, and the id that comes next.

use crate::document::Document;
use crate::ide::new_unit::line::item;
use crate::ide::new_unit::next::{first_of, next, numbers};
use crate::ide::new_unit::template::Template;
use crate::text::TextRange;

/// The id of a task that comes after the one on `line`; or the first of the unit whose number is given, where ids begin
/// with the number of their unit.
pub(crate) fn next_id(document: &Document, line: TextRange, number: Option<u32>) -> Option<String> {
    let plan = document.plan();
    let model = plan.tasks.iter().find(|it| document.range(it.place).overlaps(line))?;
    let id = &model.id.as_ref()?.value;
    let around = model.unit.and_then(|it| plan.unit(it)?.label.number.value());
    match number.filter(|_| numbers(id) > 1) {
        Some(to) => first_of(id, around?, to),
        None => next(id, plan.tasks.iter().filter_map(|it| Some(it.id.as_ref()?.value.as_str()))),
    }
}

/// Adds an item like the task on `line`, with the id `new`. False where that has no id, or one that does not count.
pub(crate) fn item_like(document: &Document, line: TextRange, new: &str, out: &mut Template) -> bool {
    let text = document.text();
    let place = document.plan().tasks.iter().find(|it| document.range(it.place).overlaps(line));
    let id = place.and_then(|it| it.id.as_ref()).map(|it| document.range(it.place));
    let Some(id) = id.filter(|id| line.contains(*id)) else { return false };
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
    out.text(new);
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
