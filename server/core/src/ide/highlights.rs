//! Document highlights: where the file of the cursor defines and names the unit or task under it.

use crate::ide::references::mentions_in;
use crate::ide::target::{names_in, target_at};
use crate::ide::{FilePosition, FileRange};
use crate::text::TextRange;
use crate::workspace::Snapshot;

/// A place to mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Highlight {
    /// A label or id.
    pub range: TextRange,
    /// Whether it is defined here, rather than named.
    pub is_definition: bool,
}

/// Every place of the position's file that defines or names what stands there, in document order, each once.
pub fn highlights(snapshot: &Snapshot, at: FilePosition) -> Vec<Highlight> {
    let Some(pointed) = target_at(snapshot, at) else { return Vec::new() };
    let mut found: Vec<Highlight> = Vec::new();
    for definition in pointed.definitions {
        if definition.file == at.file {
            found.extend(
                names_in(snapshot, definition).into_iter().map(|range| Highlight { range, is_definition: true }),
            );
        }
        let mut mentions: Vec<FileRange> = Vec::new();
        mentions_in(snapshot, at.file, definition, &mut mentions);
        found.extend(mentions.into_iter().map(|it| Highlight { range: it.range, is_definition: false }));
    }
    found.retain(|it| !it.range.is_empty());
    // Where a place does both, it defines.
    found.sort_by_key(|it| (it.range, !it.is_definition));
    found.dedup_by_key(|it| it.range);
    found
}
