//! Names across files: what each file defines, and nothing concluded from it.

use std::collections::HashMap;

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
        for (at, unit) in plan.each_unit() {
            names.add(unit.label.name(), Target::Unit(at));
            for alias in &unit.aliases {
                names.add(alias.clone(), Target::Unit(at));
            }
            if !unit.title.is_empty() {
                names.add(Name::Title(fold_title(&unit.title)), Target::Unit(at));
            }
        }
        for (at, task) in plan.each_task() {
            if let Some(id) = &task.id {
                names.add(Name::Id(fold_id(&id.value)), Target::Task(at));
            }
        }
        names
    }

    fn add(&mut self, name: Name, target: Target) {
        let targets = self.targets.entry(name).or_default();
        if !targets.contains(&target) {
            targets.push(target);
        }
    }

    /// What `name` stands for here, in document order; empty where it is not defined.
    pub fn get(&self, name: &Name) -> &[Target] {
        self.targets.get(name).map_or(&[], Vec::as_slice)
    }

    /// Every name with what it stands for, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&Name, &[Target])> {
        self.targets.iter().map(|(name, targets)| (name, targets.as_slice()))
    }
}
