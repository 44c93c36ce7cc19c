//! Definition: from a mention to the unit or task that it names.

use crate::ide::FilePosition;
use crate::ide::target::{place_of, target_at};
use crate::text::TextRange;
use crate::workspace::{FileId, Snapshot};

/// A place to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Navigation {
    /// What was pointed at, in bytes of the file that was asked about.
    pub origin: TextRange,
    /// Where to go.
    pub file: FileId,
    /// The whole of what is there, in bytes of that file: a unit's section, a task's line.
    pub range: TextRange,
    /// The label or id in it.
    pub focus: TextRange,
}

/// Where the unit or task at the position is defined. On a definition: that one. Several where a range is named, or
/// where a name is ambiguous.
pub fn definition(snapshot: &Snapshot, at: FilePosition) -> Vec<Navigation> {
    let Some(pointed) = target_at(snapshot, at) else { return Vec::new() };
    let to = |it| {
        let (range, focus) = place_of(snapshot, it)?;
        Some(Navigation { origin: pointed.range, file: it.file, range, focus })
    };
    pointed.definitions.iter().filter_map(|it| to(*it)).collect()
}
