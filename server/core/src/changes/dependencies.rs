//! What a unit or task waits for in two states: a predecessor that was only renumbered or renamed is the same.

use std::collections::BTreeMap;

use crate::changes::{Difference, Sides};
use crate::document::Document;
use crate::index::{Names, Target};
use crate::notation::label::Name;
use crate::plan::Plan;
use crate::plan::unit::Dependency;

/// A predecessor, as comparable in both states: what it is in the new state, or else its name.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    Unit(u32),
    Task(u32),
    /// Of this document, and gone.
    Gone(String),
    Named(Name),
}

/// The names of both states.
#[derive(Debug)]
pub struct Defined {
    old: Names,
    new: Names,
}

impl Defined {
    /// Collects the names of both states.
    pub fn of(old: &Plan, new: &Plan) -> Defined {
        Defined { old: Names::of(old), new: Names::of(new) }
    }
}

/// Which predecessors came and went between `old` and `new`.
pub fn dependencies(sides: Sides<'_>, old: &[Dependency], new: &[Dependency]) -> Option<Difference> {
    if old.is_empty() && new.is_empty() {
        return None;
    }
    let before = known(old, sides.old, &sides.names.old, |target| match target {
        Target::Unit(at) => sides.units.new_of(at.0).map(Known::Unit),
        Target::Task(at) => sides.tasks.new_of(at.0).map(Known::Task),
    });
    let after = known(new, sides.new, &sides.names.new, |target| match target {
        Target::Unit(at) => Some(Known::Unit(at.0)),
        Target::Task(at) => Some(Known::Task(at.0)),
    });
    // Where only what it leads to came or went, the declaration itself did not change.
    let is_kept = |key: &Known, it: &Declared, other: &BTreeMap<Known, Declared>| {
        let leads_nowhere = |key: &Known| matches!(key, Known::Gone(_) | Known::Named(_));
        let same_words = |(key, said): (&Known, &Declared)| leads_nowhere(key) && said.name == it.name;
        other.contains_key(key)
            || other.iter().any(same_words)
            || leads_nowhere(key) && other.values().any(|said| said.name == it.name)
    };
    let only = |one: &BTreeMap<Known, Declared>, other: &BTreeMap<Known, Declared>| {
        one.iter().filter(|(key, it)| !is_kept(key, it, other)).map(|(_, it)| it.text.clone()).collect()
    };
    let difference = Difference { added: only(&after, &before), dropped: only(&before, &after), reworded: Vec::new() };
    (difference != Difference::default()).then_some(difference)
}

/// A predecessor as it is declared.
struct Declared {
    /// For people.
    text: String,
    /// As written.
    name: Name,
}

fn known(
    declared: &[Dependency],
    document: &Document,
    names: &Names,
    key: impl Fn(Target) -> Option<Known>,
) -> BTreeMap<Known, Declared> {
    let mut found = BTreeMap::new();
    for predecessor in declared.iter().flat_map(|it| &it.on) {
        let target = names.get(&predecessor.name).first().copied();
        let unit = target.and_then(|it| match it {
            Target::Unit(at) => document.plan().unit(at),
            Target::Task(_) => None,
        });
        let text = unit.map_or_else(|| predecessor.text.clone(), |unit| unit.display());
        let key = match target {
            Some(target) => key(target).unwrap_or_else(|| Known::Gone(text.clone())),
            None => Known::Named(predecessor.name.clone()),
        };
        found.insert(key, Declared { text, name: predecessor.name.clone() });
    }
    found
}
