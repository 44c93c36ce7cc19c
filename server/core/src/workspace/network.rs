//! The dependency network: what comes before a unit or task. Looked up, not stored.

use std::collections::{HashMap, HashSet};

use crate::index::Target;
use crate::plan::Plan;
use crate::plan::unit::{Dependency, UnitIndex};
use crate::workspace::{Definition, Snapshot};

impl Snapshot {
    /// What must come before `of`, as it declares, in its order, each once.
    pub fn predecessors(&self, of: Definition) -> Vec<Definition> {
        let Some(document) = self.document(of.file) else { return Vec::new() };
        let (depends, unit) = declared(document.plan(), of.target);
        let mut found = Vec::new();
        for predecessor in depends.iter().flat_map(|dependency| &dependency.on) {
            for definition in self.resolve_in(of.file, unit, &predecessor.name) {
                if !found.contains(&definition) {
                    found.push(definition);
                }
            }
        }
        found
    }

    /// Tells, for one definition after another, whether it waits for `goal`, directly or through others.
    pub fn waiting_for(&self, goal: Definition) -> Waiting<'_> {
        Waiting { snapshot: self, known: HashMap::from([(goal, true)]) }
    }
}

/// Answers whether a definition waits for one goal, and remembers what it met.
#[derive(Debug)]
pub struct Waiting<'a> {
    snapshot: &'a Snapshot,
    known: HashMap<Definition, bool>,
}

impl Waiting<'_> {
    /// Whether `start` is the goal or waits for it.
    pub fn waits(&mut self, start: Definition) -> bool {
        if let Some(known) = self.known.get(&start) {
            return *known;
        }
        // Everything reachable from `start` that is not known yet. If the goal is among it, only `start` is known to
        // wait; if not, nothing of it waits.
        let mut met = HashSet::from([start]);
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            for next in self.snapshot.predecessors(at) {
                match self.known.get(&next) {
                    Some(true) => {
                        self.known.insert(start, true);
                        return true;
                    }
                    Some(false) => {}
                    None => {
                        if met.insert(next) {
                            open.push(next);
                        }
                    }
                }
            }
        }
        self.known.extend(met.into_iter().map(|definition| (definition, false)));
        false
    }
}

/// What `target` declares to wait for, and the unit in whose section it says so.
fn declared(plan: &Plan, target: Target) -> (&[Dependency], Option<UnitIndex>) {
    match target {
        Target::Unit(at) => (plan.unit(at).map_or(&[], |unit| &unit.depends), Some(at)),
        Target::Task(at) => plan.task(at).map_or((&[], None), |task| (&task.depends, task.unit)),
    }
}
