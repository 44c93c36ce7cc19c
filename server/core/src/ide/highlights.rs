//! Document highlights: where the file of the cursor defines and names the unit or task under it.

use crate::ide::references::mentions_in;
use crate::ide::target::target_at;
use crate::ide::{FilePosition, FileRange};
use crate::index::Target;
use crate::plan::place::Place;
use crate::text::TextRange;
use crate::workspace::{Definition, Snapshot};

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
            found.extend(names(snapshot, definition).into_iter().map(|range| Highlight { range, is_definition: true }));
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

/// A unit's label and ids; a task's id, or its words where it has none.
fn names(snapshot: &Snapshot, definition: Definition) -> Vec<TextRange> {
    let Some(document) = snapshot.document(definition.file) else { return Vec::new() };
    let places: Vec<Place> = match definition.target {
        Target::Unit(at) => {
            let unit = document.plan().unit(at);
            unit.map_or(Vec::new(), |it| it.ids.iter().map(|id| id.place).chain([it.name]).collect())
        }
        Target::Task(at) => {
            let task = document.plan().task(at);
            task.map_or(Vec::new(), |it| vec![it.id.as_ref().map_or(it.text, |id| id.place)])
        }
    };
    places.into_iter().map(|it| document.range(it)).collect()
}
