//! Rename: the numbers of units and ids, one or many at once, everywhere that they mean the same; or a sentence that
//! says why not.

mod anchors;
pub mod style;
pub mod ranges;
pub mod subject;
pub mod renaming;
mod rewriting;
mod taken;
mod named;
pub mod proof;

use crate::ide::FilePosition;
use crate::ide::refactor::{Edits, Refusal};
use crate::ide::rename::anchors::anchor_edits;
use crate::ide::rename::named::{Named, named, settled};
use crate::ide::rename::proof::{Fault, proved};
use crate::ide::rename::renaming::Renaming;
use crate::ide::rename::subject::{Subject, pointed_at, subject_of};
use crate::ide::target::file_name;
use crate::notation::label::Name;
use crate::text::TextRange;
use crate::workspace::{Definition, Snapshot};

/// What would be renamed at a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamable {
    /// The number or id under the cursor, in bytes.
    pub range: TextRange,
    /// It, as written.
    pub placeholder: String,
}

/// What would be renamed at `at`: nothing where no name of a known unit or task stands; a refusal where one stands that
/// cannot be renamed.
pub fn prepare_rename(snapshot: &Snapshot, at: FilePosition) -> Result<Option<Renamable>, Refusal> {
    let Some((_, range)) = pointed_at(snapshot, at)? else { return Ok(None) };
    let placeholder = snapshot.document(at.file).map_or_else(String::new, |it| it.text().slice(range));
    Ok(Some(Renamable { range, placeholder }))
}

/// The edits that give what stands at `at` the name `new_name`, which is a number, a whole label or an id.
pub fn rename(snapshot: &Snapshot, at: FilePosition, new_name: &str) -> Result<Edits, Refusal> {
    let Some((subject, _)) = pointed_at(snapshot, at)? else {
        return Err(Refusal("Put the cursor on a unit's label or on a task's id to rename it.".to_owned()));
    };
    relabelled(snapshot, vec![(subject, new_name.to_owned())], Edits::new(), &[])
}

/// The edits that give each of these units and tasks its new number, label or id, all in one step: two may change
/// places. Afterwards every name of the workspace means what it means now.
pub fn relabel(snapshot: &Snapshot, renames: &[(Definition, String)]) -> Result<Edits, Refusal> {
    relabelled(snapshot, subjects(snapshot, renames)?, Edits::new(), &[])
}

/// The same for what makes room for a unit that is about to be inserted, which will be called as `beside` would be with
/// the number or id `token`: ranges on both sides of it take it in. In the same step come edits that change no name:
/// links to headings follow those too.
pub fn relabel_around(
    snapshot: &Snapshot,
    renames: &[(Definition, String)],
    also: Edits,
    beside: Definition,
    token: &str,
) -> Result<Edits, Refusal> {
    let coming = Renaming::of(snapshot, subject_of(snapshot, beside)?, token)?.names;
    relabelled(snapshot, subjects(snapshot, renames)?, also, &coming)
}

fn subjects(snapshot: &Snapshot, renames: &[(Definition, String)]) -> Result<Vec<(Subject, String)>, Refusal> {
    renames.iter().map(|(definition, name)| Ok((subject_of(snapshot, *definition)?, name.clone()))).collect()
}

fn relabelled(
    snapshot: &Snapshot,
    renames: Vec<(Subject, String)>,
    also: Edits,
    coming: &[Name],
) -> Result<Edits, Refusal> {
    let mut renamings: Vec<Renaming> = Vec::new();
    for (subject, new_name) in renames {
        let renaming = Renaming::of(snapshot, subject, &new_name)?;
        if renaming.token != renaming.subject.old {
            renamings.push(renaming);
        }
    }
    if renamings.is_empty() && also.is_empty() {
        return Ok(also);
    }
    let mut named = named(snapshot, &renamings, coming)?;
    // A range can be written in several ways. Reading tells which ones say the same.
    loop {
        let mut names = named.edits();
        names.extend(also.iter().cloned());
        let names = settled(snapshot, names)?;
        let after = snapshot.edited(&names);
        let mut all = names.clone();
        anchor_edits(snapshot, &after, &names, &mut all)?;
        let all = settled(snapshot, all)?;
        let Err(fault) = proved(snapshot, &snapshot.edited(&all), &all, &renamings, coming) else { return Ok(all) };
        if !named.try_others(&fault) {
            return Err(why(snapshot, &named, fault));
        }
    }
}

/// What is told of a fault that no way of writing helps.
fn why(snapshot: &Snapshot, named: &Named, fault: Fault) -> Refusal {
    if let Some(doubt) = &named.doubt {
        return doubt.clone();
    }
    match named.range_at(&fault) {
        Some((file, line)) => {
            let name = file_name(snapshot, file);
            let line = line + 1;
            Refusal(format!(
                "The range in {name}, line {line}, cannot be written with this name. Name its members one by one first."
            ))
        }
        None => fault.reason,
    }
}
