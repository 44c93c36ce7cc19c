//! A unit's acceptance criteria as a card shows them: the items themselves, from the document's text.

use crate::document::Document;
use crate::document::criteria::items_of;
use crate::ide::words::{escaped, shortened};
use crate::plan::unit::Unit;

/// How many criteria are shown.
const MOST_ITEMS: usize = 8;

/// How many characters of one are shown.
const LONGEST_ITEM: usize = 200;

/// The criteria of `unit` as a list under a heading of its own; none where there are none.
pub(crate) fn criteria(document: &Document, unit: &Unit) -> Option<String> {
    let items: Vec<String> = unit.criteria.iter().flat_map(|it| items_of(document, it)).collect();
    if items.is_empty() {
        return None;
    }
    let (done, boxes) = unit.criteria.iter().fold((0, 0), |sum, it| (sum.0 + it.done, sum.1 + it.boxes));
    let mut lines = vec!["Acceptance criteria:".to_owned()];
    if boxes > 0 {
        lines = vec![format!("Acceptance criteria ({done}/{boxes} met):")];
    }
    lines.push(String::new());
    lines.extend(items.iter().take(MOST_ITEMS).map(|item| format!("- {}", escaped(&shortened(item, LONGEST_ITEM)))));
    if let Some(more) = items.len().checked_sub(MOST_ITEMS).filter(|more| *more > 0) {
        lines.push(format!("- … and {more} more"));
    }
    Some(lines.join("\n"))
}
