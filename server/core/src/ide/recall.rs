//! Recall: finds the unit or task again that an editor was told of and asks about later, when edits may have moved it.

use crate::ide::target::place_of;
use crate::ide::words::name;
use crate::index::Target;
use crate::workspace::{Definition, FileId, Snapshot};

/// The definition of `file` that was shown as `shown` and stood at `offset`, in bytes: the one that still stands there
/// under this name; or else the nearest of this name; or else, where it got another name, what stands there.
pub fn recalled(snapshot: &Snapshot, file: FileId, shown: &str, offset: u32) -> Option<Definition> {
    let document = snapshot.document(file)?;
    let start = |it: Definition| place_of(snapshot, it).map(|(_, focus)| focus.start);
    let is_named = |it: Definition| name(document, it.target).is_some_and(|it| it == shown);
    let there = definitions(snapshot, file).find(|it| start(*it) == Some(offset));
    if there.is_some_and(is_named) {
        return there;
    }
    let named = definitions(snapshot, file).filter(|it| is_named(*it));
    named.min_by_key(|it| start(*it).map(|it| it.abs_diff(offset))).or(there)
}

/// Everything that `file` defines, units first.
fn definitions(snapshot: &Snapshot, file: FileId) -> impl Iterator<Item = Definition> {
    let plan = snapshot.document(file).map(|it| it.plan());
    let units = plan.into_iter().flat_map(|it| it.each_unit()).map(|(at, _)| Target::Unit(at));
    let tasks = plan.into_iter().flat_map(|it| it.each_task()).map(|(at, _)| Target::Task(at));
    units.chain(tasks).map(move |target| Definition { file, target })
}
