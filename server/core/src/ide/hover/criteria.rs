//! Acceptance criteria as a card shows them: the items themselves, from the document's text.

use crate::document::Document;
use crate::document::criteria::items_of;
use crate::ide::markup::escaped;
use crate::ide::words::shortened;
use crate::notation::status::{Status, task_box};
use crate::plan::place::Place;
use crate::plan::unit::{Criteria, Unit};

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
    let sum = |count: fn(&Criteria) -> u32| unit.criteria.iter().map(count).sum::<u32>();
    let (all, boxes, done) = (sum(|it| it.count), sum(|it| it.boxes), sum(|it| it.done));
    // Of items without a box nobody says whether they are met.
    let head = if boxes > 0 && boxes == all { format!(" ({done}/{boxes} met)") } else { String::new() };
    let mut lines = vec![format!("Acceptance criteria{head}:"), String::new()];
    lines.extend(items.iter().take(MOST_ITEMS).map(|item| format!("- {}", shown(item))));
    if let Some(more) = items.len().checked_sub(MOST_ITEMS).filter(|more| *more > 0) {
        lines.push(format!("- … and {more} more"));
    }
    Some(lines.join("\n"))
}

/// One criterion, with its box as a sign.
fn shown(item: &str) -> String {
    let Some(mark) = task_box(item) else { return escaped(&shortened(item, LONGEST_ITEM)) };
    let words = escaped(&shortened(item.get(mark.rest..).unwrap_or(""), LONGEST_ITEM));
    let sign = if mark.mark.status() == Some(Status::Done) { '☑' } else { '☐' };
    format!("{sign} {words}")
}

/// The acceptance criterion of a task, which `place` introduces or is.
pub(crate) fn criterion(document: &Document, place: Place) -> String {
    let label = document.slice(place);
    let introduced = items_of(document, &Criteria { place, count: MOST_ITEMS as u32, done: 0, boxes: 0 });
    let items: Vec<String> = introduced.iter().take(MOST_ITEMS).map(|it| shown(it)).collect();
    match items.as_slice() {
        [] => escaped(&shortened(&label, LONGEST_ITEM)),
        [one] => format!("{}: {one}", escaped(&label)),
        several => format!("{}:\n\n- {}", escaped(&label), several.join("\n- ")),
    }
}
