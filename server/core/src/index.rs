//! Names across files: what each file defines, and nothing concluded from it.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::notation::label::{Name, fold_id, fold_title};
use crate::plan::Plan;
use crate::plan::task::TaskIndex;
use crate::plan::unit::UnitIndex;

/// What a name stands for in its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// A unit.
    Unit(UnitIndex),
    /// A task.
    Task(TaskIndex),
}

/// The names that one plan defines, by label, by id and by title.
#[derive(Clone, Debug, Default)]
pub struct Names {
    targets: HashMap<Name, Vec<Target>>,
}

impl Names {
    /// Collects the names of `plan`.
    pub fn of(plan: &Plan) -> Names {
        let mut names = Names::default();
        each_name(plan, |name, target| names.add(name, target));
        names
    }

    fn add(&mut self, name: Name, target: Target) {
        let targets = self.targets.entry(name).or_default();
        if !targets.contains(&target) {
            targets.push(target);
        }
    }

    /// What `name` stands for here, in document order, units first; empty where it is not defined.
    pub fn get(&self, name: &Name) -> &[Target] {
        self.targets.get(name).map_or(&[], Vec::as_slice)
    }

    /// Every name with what it stands for, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&Name, &[Target])> {
        self.targets.iter().map(|(name, targets)| (name, targets.as_slice()))
    }
}

/// Calls `found` with every name that `plan` defines: units in document order, then tasks.
pub fn each_name(plan: &Plan, mut found: impl FnMut(Name, Target)) {
    for (at, _) in plan.each_unit() {
        for name in names_of(plan, Target::Unit(at)) {
            found(name, Target::Unit(at));
        }
    }
    for (at, _) in plan.each_task() {
        for name in names_of(plan, Target::Task(at)) {
            found(name, Target::Task(at));
        }
    }
}

/// The names that `target` bears: label, aliases, title; a task's id.
pub fn names_of(plan: &Plan, target: Target) -> Vec<Name> {
    let mut names = Vec::new();
    match target {
        Target::Unit(at) => {
            let Some(unit) = plan.unit(at) else { return names };
            names.push(unit.label.name());
            names.extend(unit.aliases.iter().cloned());
            if !unit.title.is_empty() {
                names.push(Name::Title(fold_title(&unit.title)));
            }
        }
        Target::Task(at) => {
            let Some(task) = plan.task(at) else { return names };
            names.extend(task.id.iter().map(|id| Name::Id(fold_id(&id.value))));
        }
    }
    names
}

/// A number for a name, equal for equal names in every snapshot of a run.
pub fn hash_of(name: &Name) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

/// A number for the set of names that `plan` defines: it differs, but for chance, where the sets differ, whatever
/// the order. 0 for a plan without names.
pub fn fingerprint(plan: &Plan) -> u64 {
    let mut sum = 0_u64;
    each_name(plan, |name, _| sum = sum.wrapping_add(hash_of(&name)));
    sum
}

/// Whether two plans define the same names for the same units and tasks, so that what was collected of one serves the
/// other. Compares and collects nothing: most edits change facts and no name.
pub fn same_names(old: &Plan, new: &Plan) -> bool {
    let units = || old.units.iter().zip(&new.units);
    let tasks = || old.tasks.iter().zip(&new.tasks);
    old.units.len() == new.units.len()
        && old.tasks.len() == new.tasks.len()
        && units().all(|(old, new)| {
            old.label.kind == new.label.kind
                && old.label.number == new.label.number
                && old.title == new.title
                && old.aliases == new.aliases
        })
        && tasks().all(|(old, new)| old.id.as_ref().map(|id| &id.value) == new.id.as_ref().map(|id| &id.value))
}
