//! The next unit of a table whose rows define units, in the cell that names it.

use crate::document::Document;
use crate::ide::completion::candidate::key;
use crate::ide::completion::units::following;
use crate::ide::completion::{Completion, CompletionKind};
use crate::ide::new_unit::next::next;
use crate::lint::outline::sort;
use crate::notation::table::bars;
use crate::plan::unit::{DefinedBy, Unit};
use crate::text::TextRange;

/// How many lines above the cursor the row may stand that shows how units are named.
const FARTHEST: u32 = 60;

/// The unit that a row may begin in the cell at the cursor, of whose line `before` is typed. None where the cell names
/// none that the table defines: an empty list where it can only be another one than those that there are.
pub(crate) fn rows(document: &Document, offset: u32, before: &str) -> Option<Vec<Completion>> {
    let (text, plan) = (document.text(), document.plan());
    let row = text.line_of(offset);
    let row_of = |unit: &Unit| text.line_of(document.range(unit.name).start);
    let is_row = |unit: &&Unit| unit.defined_by == DefinedBy::Row;
    let above = plan.units.iter().rev().filter(is_row);
    let model = above.filter(|it| row_of(it) < row).find(|it| row - row_of(it) <= FARTHEST)?;
    let is_table = |row: u32| text.slice(text.line_range(row)).contains('|');
    let start = text.line_start(row_of(model));
    let lead = text.slice(TextRange::new(start, document.range(model.name).start));
    if !(row_of(model)..=row).all(is_table) || bars(&lead).len() != bars(before).len() {
        return None;
    }
    let others = plan.units.iter().filter(|it| row_of(it) != row && sort(it) == sort(model));
    let written = document.slice(model.name);
    let label = if written == model.label.text {
        following(document, others, model)
    } else {
        let texts: Vec<String> = others.filter(is_row).map(|it| document.slice(it.name)).collect();
        next(&written, texts.iter().map(String::as_str))
    };
    let typed = before.get(bars(before).last().map_or(0, |at| at + 1)..)?.trim_start();
    let replace = TextRange::new(offset - u32::try_from(typed.len()).ok()?, offset);
    let choice = |label: String| Completion {
        title: format!("the row behind {}", model.label.text),
        is_on_demand: typed.is_empty(),
        filter: label.clone(),
        insert: label.clone(),
        ..Completion::new(CompletionKind::Snippet, format!("New {label}"), replace)
    };
    Some(label.filter(|it| key(it).starts_with(&key(typed))).map(choice).into_iter().collect())
}
