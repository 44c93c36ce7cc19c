//! What a name means where it is mentioned: looked up in circles, from the document itself to the workspace.

use crate::index::Target;
use crate::notation::label::Name;
use crate::plan::Plan;
use crate::plan::mention::Mention;
use crate::plan::unit::UnitIndex;
use crate::workspace::links::folder;
use crate::workspace::{Definition, FileId, Snapshot};

/// How near another document is to the one that mentions a name, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Circle {
    /// It is that document.
    Own,
    /// It is linked to.
    Linked,
    /// It stands in the same folder.
    Folder,
    /// It is elsewhere in the same workspace folder.
    Root,
    /// It is elsewhere in the workspace.
    Workspace,
}

impl Snapshot {
    /// What `name` means where it is mentioned in `from`: the first definition of its own document; where it has none,
    /// the definitions in the documents that it links to; then in its folder; then in its workspace folder; then in the
    /// workspace. Empty: defined nowhere. Several of one circle: ambiguous.
    pub fn resolve(&self, from: FileId, name: &Name) -> Vec<Definition> {
        self.resolve_in(from, None, name)
    }

    /// What `mention` means. Of several units of its own document that bear the name (`Week 1` under each sprint), the
    /// one in the same surroundings.
    pub fn resolve_mention(&self, from: FileId, mention: &Mention) -> Vec<Definition> {
        self.resolve_in(from, mention.unit, &mention.name)
    }

    /// What `stranger`, one of the words of `from` that it does not know itself, means: only what a document that it links
    /// to, or one in its folder, defines. Farther away a like word may well be another.
    pub fn resolve_stranger(&self, from: FileId, stranger: &Mention) -> Vec<Definition> {
        let found = self.resolve_mention(from, stranger);
        let is_near = |it: &Definition| self.circle(from, it.file) <= Circle::Folder;
        if found.iter().all(is_near) { found } else { Vec::new() }
    }

    /// What `name` means in the section of `unit`, a unit of `from`, or outside of all units.
    pub fn resolve_in(&self, from: FileId, unit: Option<UnitIndex>, name: &Name) -> Vec<Definition> {
        let Some(own) = self.files.get(&from) else { return Vec::new() };
        if let Some(target) = nearest_in(own.document.plan(), own.names().get(name), unit) {
            return vec![Definition { file: from, target }];
        }
        let mut files = self.directory.defining(&self.files, name);
        files.retain(|file| *file != from);
        if files.len() > 1 {
            let circles: Vec<(FileId, Circle)> = files.iter().map(|file| (*file, self.circle(from, *file))).collect();
            let nearest = circles.iter().map(|(_, circle)| *circle).min();
            files = circles.iter().filter(|(_, it)| Some(*it) == nearest).map(|(file, _)| *file).collect();
        }
        files.into_iter().filter_map(|file| self.first_in(file, name)).collect()
    }

    /// How near `to` is to `from`.
    pub fn circle(&self, from: FileId, to: FileId) -> Circle {
        if from == to {
            return Circle::Own;
        }
        let (Some(own), Some(other)) = (self.files.get(&from), self.files.get(&to)) else { return Circle::Workspace };
        let (Some(own_place), Some(place)) = (own.location(), other.location()) else { return Circle::Workspace };
        if own.links_to(place) {
            Circle::Linked
        } else if folder(own_place) == folder(place) {
            Circle::Folder
        } else if own.root() == other.root() {
            Circle::Root
        } else {
            Circle::Workspace
        }
    }

    fn first_in(&self, file: FileId, name: &Name) -> Option<Definition> {
        let target = *self.files.get(&file)?.names().get(name).first()?;
        Some(Definition { file, target })
    }
}

/// The one of `targets` that is meant in the section of `unit`: going outwards from `unit`, the first that is the
/// section's own unit or inside it; else the first of the document.
fn nearest_in(plan: &Plan, targets: &[Target], unit: Option<UnitIndex>) -> Option<Target> {
    if targets.len() > 1 {
        let mut scope = unit;
        while let Some(around) = scope {
            if let Some(target) = targets.iter().find(|target| holds(plan, around, **target)) {
                return Some(*target);
            }
            scope = parent(plan, around);
        }
    }
    targets.first().copied()
}

/// Whether `target` is `around` or stands in it, however deep.
fn holds(plan: &Plan, around: UnitIndex, target: Target) -> bool {
    let mut at = match target {
        Target::Unit(unit) => Some(unit),
        Target::Task(task) => plan.task(task).and_then(|task| task.unit),
    };
    while let Some(unit) = at {
        if unit == around {
            return true;
        }
        at = parent(plan, unit);
    }
    false
}

/// The unit that contains `unit`. A parent stands before its children, so going outwards ends.
fn parent(plan: &Plan, unit: UnitIndex) -> Option<UnitIndex> {
    plan.unit(unit).and_then(|it| it.parent).filter(|parent| *parent < unit)
}
