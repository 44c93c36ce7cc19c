//! Which documents are planned together with one: those that dependencies join with it, whichever way they point.

use std::collections::BTreeMap;

use crate::lint::dependencies::{Edge, edges};
use crate::workspace::{FileId, Snapshot};

/// `file`, and every document that it depends on or that depends on it, directly or through others, in the order of ids.
pub fn together(snapshot: &Snapshot, file: FileId) -> Vec<FileId> {
    let mut joined: BTreeMap<FileId, Vec<FileId>> = BTreeMap::new();
    if snapshot.files().nth(1).is_some() {
        for (from, it) in snapshot.files() {
            let plan = it.document.plan();
            let declares = plan.units.iter().any(|it| !it.depends.is_empty());
            if !declares && plan.tasks.iter().all(|it| it.depends.is_empty()) {
                continue;
            }
            for on in edges(snapshot, from).iter().filter_map(Edge::only).filter(|it| it.file != from) {
                joined.entry(from).or_default().push(on.file);
                joined.entry(on.file).or_default().push(from);
            }
        }
    }
    let mut found = vec![file];
    let mut open = vec![file];
    while let Some(next) = open.pop() {
        for other in joined.remove(&next).unwrap_or_default() {
            if !found.contains(&other) {
                found.push(other);
                open.push(other);
            }
        }
    }
    found.sort();
    found
}
