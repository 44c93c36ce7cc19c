//! The proof of a rename: whatever the edits are, afterwards every name means what it meant before.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::ide::rename::subject::Subject;
use crate::ide::target::{file_name, uses};
use crate::index::{Target, names_of};
use crate::notation::label::Name;
use crate::workspace::{Definition, FileId, Snapshot};

/// A name in use: the line that it stands in, from 0, and what it means.
type Meaning = (u32, Vec<Definition>);

/// What every name in use means, by file, in the order of reading.
pub fn meanings(snapshot: &Snapshot) -> BTreeMap<FileId, Vec<Meaning>> {
    snapshot.files().map(|(file, held)| (file, in_document(snapshot, file, &held.document))).collect()
}

fn in_document(snapshot: &Snapshot, file: FileId, document: &Document) -> Vec<Meaning> {
    let plan = document.plan();
    let line = |place| document.text().line_of(document.range(place).start);
    let mut found: Vec<Meaning> =
        uses(document).map(|it| (line(it.place), snapshot.resolve_in(file, it.unit, it.name))).collect();
    let loose = |name: &Name| snapshot.resolve(file, name);
    found.extend(plan.restatements.iter().map(|it| (line(it.place), loose(&it.name))));
    for track in &plan.tracks {
        found.extend(track.names.iter().map(|name| (line(track.place), loose(name))));
    }
    for parallel in plan.units.iter().flat_map(|unit| &unit.parallel) {
        found.extend(parallel.with.iter().map(|name| (line(parallel.place), loose(name))));
    }
    found
}

/// What would be different in `after`, as a sentence; nothing where the rename to `token` changed nothing else.
pub fn difference(
    snapshot: &Snapshot,
    before: &BTreeMap<FileId, Vec<Meaning>>,
    after: &Snapshot,
    subject: &Subject,
    token: &str,
) -> Option<String> {
    for (file, held) in snapshot.files() {
        let (old, new) = (held.document.plan(), after.document(file)?.plan());
        let name = file_name(snapshot, file);
        if old.units.len() != new.units.len() || old.tasks.len() != new.tasks.len() || old.verdict != new.verdict {
            return Some(format!("With `{token}`, {name} would be read as another plan."));
        }
        let targets = (0..old.units.len()).map(|at| Target::Unit(crate::plan::unit::UnitIndex(at as u32)));
        let tasks = (0..old.tasks.len()).map(|at| Target::Task(crate::plan::task::TaskIndex(at as u32)));
        for target in targets.chain(tasks) {
            let is_renamed = subject.definition == Definition { file, target };
            let same = names_of(old, target) == names_of(new, target);
            let bears = || subject.renamed(snapshot, token).is_some_and(|it| names_of(new, target).contains(&it));
            if if is_renamed { !bears() } else { !same } {
                return Some(format!("With `{token}`, another name in {name} would change too."));
            }
        }
    }
    let after = meanings(after);
    for (file, old) in before {
        let new = after.get(file).map(Vec::as_slice).unwrap_or_default();
        let name = file_name(snapshot, *file);
        if let Some(((line, _), _)) = old.iter().zip(new).find(|(old, new)| old != new) {
            return Some(format!("With `{token}`, what {name} names in line {} would mean something else.", line + 1));
        }
        if old.len() != new.len() {
            return Some(format!("With `{token}`, {name} would name more or less than now."));
        }
    }
    None
}
