//! The units as a tree, built once a document, so that no rule searches for a unit's sub-units.

use crate::notation::vocabulary::Kind;
use crate::plan::Plan;
use crate::plan::unit::{Unit, UnitIndex};

/// Which units stand inside which, in document order.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    roots: Vec<UnitIndex>,
    children: Vec<Vec<UnitIndex>>,
}

impl Outline {
    /// The tree of `plan`'s units.
    pub fn of(plan: &Plan) -> Outline {
        let mut outline = Outline { roots: Vec::new(), children: vec![Vec::new(); plan.units.len()] };
        for (at, unit) in plan.each_unit() {
            let inside = unit.parent.filter(|parent| parent.0 < at.0);
            match inside.and_then(|parent| outline.children.get_mut(parent.0 as usize)) {
                Some(siblings) => siblings.push(at),
                None => outline.roots.push(at),
            }
        }
        outline
    }

    /// The units directly inside `parent`; the outermost ones for none.
    pub fn children(&self, parent: Option<UnitIndex>) -> &[UnitIndex] {
        match parent {
            Some(parent) => self.children.get(parent.0 as usize).map_or(&[], Vec::as_slice),
            None => &self.roots,
        }
    }

    /// Every group of siblings: the outermost units, then the sub-units of each unit that has some.
    pub fn families(&self) -> impl Iterator<Item = &[UnitIndex]> {
        let inner = self.children.iter().map(Vec::as_slice);
        std::iter::once(self.roots.as_slice()).chain(inner).filter(|family| !family.is_empty())
    }

    /// The units of the same sort as `unit` inside the same one, in document order; itself among them.
    pub fn alike(&self, plan: &Plan, unit: UnitIndex) -> Vec<UnitIndex> {
        let Some(own) = plan.unit(unit) else { return Vec::new() };
        let siblings = self.children(own.parent).iter().copied();
        siblings.filter(|it| plan.unit(*it).is_some_and(|it| sort(it) == sort(own))).collect()
    }

    /// Everything inside `unit`, at any depth, in document order.
    pub fn descendants(&self, unit: UnitIndex) -> Vec<UnitIndex> {
        let mut found = Vec::new();
        let mut open: Vec<UnitIndex> = self.children(Some(unit)).iter().rev().copied().collect();
        while let Some(next) = open.pop() {
            found.push(next);
            open.extend(self.children(Some(next)).iter().rev());
        }
        found
    }
}

/// Whether units of this kind are spans of time (`Week 3`), which hold work without being work.
pub fn is_time(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::HOUR
            | Kind::DAY
            | Kind::WEEK
            | Kind::FORTNIGHT
            | Kind::MONTH
            | Kind::QUARTER
            | Kind::SEASON
            | Kind::SEMESTER
            | Kind::YEAR
    )
}

/// Whether the unit is a span of time.
pub fn is_time_unit(unit: &Unit) -> bool {
    unit.label.kind.is_some_and(is_time)
}

/// Units of one key are of a sort: of one kind; or, where ids are their labels, with ids of one shape (`AUTH-001`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sort {
    /// By kind.
    Kind(Kind),
    /// By the shape of the id.
    Shape(String),
}

/// Which sort `unit` is of.
pub fn sort(unit: &Unit) -> Sort {
    match unit.label.kind {
        Some(kind) => Sort::Kind(kind),
        None => Sort::Shape(shape(&unit.label.number.0)),
    }
}

/// The shape of an id: every run of digits as one `0`, letters in upper case: `W1-S12` and `w3-s4` are `W0-S0`.
pub fn shape(id: &str) -> String {
    let mut shape = String::with_capacity(id.len());
    for c in id.chars().flat_map(char::to_uppercase) {
        match c.is_numeric() {
            true if shape.ends_with('0') => {}
            true => shape.push('0'),
            false => shape.push(c),
        }
    }
    shape
}
