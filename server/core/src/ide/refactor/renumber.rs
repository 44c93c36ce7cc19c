//! Renumber: the numbers of units that skip or repeat made to follow each other, everywhere that they are named.

use crate::ide::FileRange;
use crate::ide::refactor::carried::carried;
use crate::ide::refactor::family::{Member, family};
use crate::ide::refactor::{Edits, Refactoring, RefactoringKind, Refusal};
use crate::ide::rename::relabel;
use crate::index::Target;
use crate::plan::unit::UnitIndex;
use crate::workspace::{Definition, FileId, Snapshot};

/// Offered on the line of a unit in whose family numbers do not follow.
pub fn offered(snapshot: &Snapshot, at: FileRange) -> Vec<Refactoring> {
    let offer = || {
        let document = snapshot.document(at.file)?;
        let unit = document.unit_defined_at(at.range.start)?;
        let members = family(snapshot, at.file, unit).ok()?;
        let (first, _) = *out_of_order(&members).first()?;
        let label = &document.plan().unit(first.unit)?.label.text;
        let title = format!("Renumber from {label} on so that numbers follow");
        let file = at.file;
        let work = move |snapshot: &Snapshot| renumber(snapshot, file, unit);
        Some(Refactoring::new(title, RefactoringKind::Rewrite, work))
    };
    offer().into_iter().collect()
}

/// The edits after which the numbers of the units that are numbered together with `unit` follow each other, from the
/// first one's on.
pub fn renumber(snapshot: &Snapshot, file: FileId, unit: UnitIndex) -> Result<Edits, Refusal> {
    let members = family(snapshot, file, unit)?;
    let moved = out_of_order(&members);
    let mut renames = renamed(file, &moved)?;
    renames.extend(carried(snapshot, file, &members, &moved)?);
    relabel(snapshot, &renames)
}

/// The members that have another number than the one before plus one, each with the number that it should have.
fn out_of_order(members: &[Member]) -> Vec<(&Member, u32)> {
    let Some(first) = members.first() else { return Vec::new() };
    let numbered = members.iter().zip(first.value..);
    numbered.filter(|(member, value)| member.value != *value).collect()
}

/// The new numbers as [`relabel`] takes them.
pub fn renamed(file: FileId, members: &[(&Member, u32)]) -> Result<Vec<(Definition, String)>, Refusal> {
    let no = |value: u32| Refusal(format!("{value} cannot be written as the numbers here are."));
    let one = |&(member, value): &(&Member, u32)| {
        let target = Target::Unit(member.unit);
        Ok((Definition { file, target }, member.with(value).ok_or_else(|| no(value))?))
    };
    members.iter().map(one).collect()
}
