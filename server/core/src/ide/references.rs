//! References: every place that names the unit or task under the cursor.

use std::collections::HashSet;

use crate::ide::target::{names_in, target_at, uses_in};
use crate::ide::{FilePosition, FileRange};
use crate::index::names_of;
use crate::notation::label::Name;
use crate::workspace::{Definition, FileId, Snapshot};

/// Every mention that means what stands at the position, over all files, by file and place, each place once; with
/// the names in its definition if `include_declaration`.
pub fn references(snapshot: &Snapshot, at: FilePosition, include_declaration: bool) -> Vec<FileRange> {
    let Some(pointed) = target_at(snapshot, at) else { return Vec::new() };
    let mut found: Vec<FileRange> = Vec::new();
    for definition in pointed.definitions {
        mentions_of(snapshot, definition, &mut found);
        if include_declaration {
            let names = names_in(snapshot, definition).into_iter();
            found.extend(names.map(|range| FileRange { file: definition.file, range }));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Every mention of `definition` over all files, added to `found`.
fn mentions_of(snapshot: &Snapshot, definition: Definition, found: &mut Vec<FileRange>) {
    for (file, _) in snapshot.files() {
        mentions_in(snapshot, file, definition, found);
    }
}

/// The mentions of `definition` in one file, added to `found`.
pub fn mentions_in(snapshot: &Snapshot, file: FileId, definition: Definition, found: &mut Vec<FileRange>) {
    let Some((document, own)) = snapshot.document(file).zip(snapshot.document(definition.file)) else { return };
    // Few uses bear one of its names, and only those are worth resolving.
    let names: HashSet<Name> = names_of(own.plan(), definition.target).into_iter().collect();
    for named in uses_in(snapshot, file, |named| names.contains(named.name)) {
        if snapshot.resolve_in(file, named.unit, named.name).contains(&definition) {
            found.push(FileRange { file, range: document.range(named.place) });
        }
    }
}
