//! Whether an item's or row's first token is the identifier of a task.

use crate::notation::id::IdShape;
use crate::plan::read::facts::Item;
use crate::plan::read::survey::names_a_document;

/// Whether the id that an item begins with is explicit: not a word that happens to look like one.
pub fn is_task_id(item: &Item, in_unit: bool) -> bool {
    let Some(shape) = item.shape else { return false };
    let Some(id) = &item.id else { return false };
    let boxed = item.mark.is_some();
    let digits = id.value.bytes().filter(u8::is_ascii_digit).count();
    match shape {
        IdShape::Prefixed if names_a_document(&id.value) => false,
        IdShape::Prefixed => boxed || item.words.bold || (digits >= 2 && in_unit),
        IdShape::Short if id.value.len() == 2 && id.value.starts_with('P') => false,
        IdShape::Short => digits >= 3 || item.words.bold || (boxed && digits >= 1 && id.value.len() <= 5),
        IdShape::Dotted | IdShape::Paired | IdShape::Padded => boxed,
        IdShape::Signed => true,
        IdShape::Version | IdShape::Lower => false,
    }
}
