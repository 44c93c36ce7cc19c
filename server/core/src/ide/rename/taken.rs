//! Names that are taken: what another unit or task bears, and keeps.

use crate::ide::refactor::Refusal;
use crate::ide::rename::renaming::Renaming;
use crate::ide::target::{file_name, place_of};
use crate::index::Target;
use crate::workspace::{Definition, FileId, Snapshot};

/// A refusal where `file` defines the new name already, and what bears it keeps it. Where numbers begin anew in each
/// part of a plan, a name of another part is none of this one.
pub fn free(snapshot: &Snapshot, file: FileId, renaming: &Renaming, all: &[Renaming]) -> Result<(), Refusal> {
    let Some(held) = snapshot.file(file) else { return Ok(()) };
    let own = renaming.subject.definition;
    let plan = held.document.plan();
    let parent = |target: Target| match target {
        Target::Unit(at) => plan.unit(at).and_then(|it| it.parent),
        Target::Task(at) => plan.task(at).and_then(|it| it.unit),
    };
    let begins_anew = |target: Target| {
        let several = renaming.subject.names.first().is_some_and(|it| held.names().get(it).len() > 1);
        file == own.file && several && parent(target) != parent(own.target)
    };
    let leaves = |target: Target| {
        let definition = Definition { file, target };
        all.iter().any(|it| it.subject.definition == definition && it.names != renaming.names)
    };
    let is_other = |target: &&Target| Definition { file, target: **target } != own;
    let mut others = renaming.names.iter().flat_map(|it| held.names().get(it)).filter(is_other);
    if let Some(target) = others.find(|it| !leaves(**it) && !begins_anew(**it)) {
        let (_, at) = place_of(snapshot, Definition { file, target: *target }).unwrap_or_default();
        let line = held.document.text().line_of(at.start) + 1;
        let name = if file == own.file { "this plan".to_owned() } else { file_name(snapshot, file) };
        return Err(Refusal(format!("`{}` is taken: {name} defines it in line {line}.", renaming.text)));
    }
    let twice = all.iter().filter(|it| it.names == renaming.names && it.subject.definition.file == own.file);
    let mut twice =
        twice.filter(|it| it.subject.definition != own && parent(it.subject.definition.target) == parent(own.target));
    match twice.next() {
        Some(_) if file == own.file => Err(Refusal(format!("`{}` would be given twice.", renaming.text))),
        _ => Ok(()),
    }
}
