//! Implementation: from a unit to the places that say its schedule or status a second time: tables, fences, gantts.

use std::collections::HashSet;

use crate::document::Document;
use crate::ide::FilePosition;
use crate::ide::definition::Navigation;
use crate::ide::target::target_at;
use crate::index::names_of;
use crate::notation::label::Name;
use crate::plan::mention::Restatement;
use crate::text::TextRange;
use crate::workspace::{Definition, Snapshot};

/// Every place that restates what stands at the position, over all files, by file and place, each place once. A row that
/// is itself the definition is none.
pub fn implementations(snapshot: &Snapshot, at: FilePosition) -> Vec<Navigation> {
    let Some(pointed) = target_at(snapshot, at) else { return Vec::new() };
    let mut found: Vec<Navigation> = Vec::new();
    for definition in pointed.definitions {
        restatements_of(snapshot, definition, pointed.range, &mut found);
    }
    found.sort_by_key(|it| (it.file, it.range.start, it.range.end));
    found.dedup_by_key(|it| (it.file, it.range));
    found
}

fn restatements_of(snapshot: &Snapshot, of: Definition, origin: TextRange, found: &mut Vec<Navigation>) {
    let Some(own) = snapshot.document(of.file) else { return };
    let names: HashSet<Name> = names_of(own.plan(), of.target).into_iter().collect();
    for (file, it) in snapshot.files() {
        let document = &it.document;
        for restated in document.plan().restatements.iter().filter(|it| names.contains(&it.name)) {
            if snapshot.resolve(file, &restated.name).contains(&of) {
                let range = document.range(restated.place);
                found.push(Navigation { origin, file, range, focus: focus(document, restated, range) });
            }
        }
    }
}

/// The name in the row, or else what it says.
fn focus(document: &Document, restated: &Restatement, row: TextRange) -> TextRange {
    let mentions = document.plan().mentions.iter().filter(|it| it.name == restated.name).map(|it| it.place);
    let said = [
        restated.schedule.as_ref().map(|it| it.place),
        restated.status.as_ref().map(|it| it.place),
        restated.share.as_ref().map(|it| it.place),
    ];
    let mut places = mentions.chain(said.into_iter().flatten()).map(|it| document.range(it));
    places.find(|it| row.contains(*it) && !it.is_empty()).unwrap_or(row)
}
