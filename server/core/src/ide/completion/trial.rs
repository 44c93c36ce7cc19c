//! Trying a choice: what the plan would say if it were taken.

use crate::ide::completion::Completion;
use crate::ide::target::declared;
use crate::text::{Edit, TextRange};
use crate::workspace::{Definition, FileId, Snapshot};

/// Whether `choice`, taken, would be read as a dependency on `meant`.
pub(crate) fn is_read(snapshot: &Snapshot, file: FileId, choice: &Completion, meant: Definition) -> bool {
    let start = choice.replace.start;
    let written = TextRange::new(start, start + u32::try_from(choice.insert.len()).unwrap_or(0));
    let after = snapshot.edited(&[(file, Edit { range: choice.replace, insert: choice.insert.clone() })]);
    let Some(document) = after.document(file) else { return false };
    declared(document)
        .filter(|it| document.range(it.place).overlaps(written))
        .any(|it| after.resolve_in(file, it.unit, it.name).contains(&meant))
}
