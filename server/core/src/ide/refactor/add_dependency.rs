//! Add a dependency: a unit is to wait for the one before it, or for one that is named beside it.

use crate::ide::FileRange;
use crate::ide::refactor::declaring::declared;
use crate::ide::refactor::{Edits, Refactoring, RefactoringKind, Refusal};
use crate::ide::target::uses;
use crate::index::Target;
use crate::lint::Linter;
use crate::lint::outline::{Outline, is_time_unit};
use crate::network::together::together;
use crate::network::{Network, NodeIndex};
use crate::plan::Plan;
use crate::plan::unit::UnitIndex;
use crate::text::TextRange;
use crate::workspace::{Definition, FileId, Snapshot};

/// So many are offered at one place.
const MOST: usize = 4;

/// What would be reported at once is not offered.
const RULES: &[&str] = &["dependency-order", "redundant-dependency", "done-before-dependency"];

/// What the unit at `at` could wait for: the sibling before it, where the cursor is at its header, and the units that
/// are named in the selection or line.
pub fn dependencies(snapshot: &Snapshot, at: FileRange) -> Vec<Refactoring> {
    let Some(document) = snapshot.document(at.file) else { return Vec::new() };
    let plan = document.plan();
    let at_header = document.unit_defined_at(at.range.start);
    let Some(of) = at_header.or_else(|| document.unit_at(at.range.start)) else { return Vec::new() };
    let Some(unit) = plan.unit(of).filter(|it| !it.is_over() && !is_time_unit(it)) else { return Vec::new() };
    let mut wanted: Vec<UnitIndex> = at_header.and_then(|_| sibling_before(plan, of)).into_iter().collect();
    let asked = if at.range.is_empty() {
        document.text().line_range(document.text().line_of(at.range.start))
    } else {
        at.range
    };
    wanted.extend(named(snapshot, at.file, asked));
    wanted.retain(|it| *it != of && plan.unit(*it).is_some_and(|it| !it.is_over()));
    let mut seen = Vec::new();
    wanted.retain(|it| {
        !seen.contains(it) && {
            seen.push(*it);
            true
        }
    });
    if wanted.is_empty() {
        return Vec::new();
    }
    let network = Network::of(snapshot, &together(snapshot, at.file));
    let offer = |on: UnitIndex| {
        let (on, of) = (definition(at.file, on), definition(at.file, of));
        let other = snapshot.unit(on)?;
        if is_known(&network, of, on) || !add(snapshot, of, on).is_ok_and(|it| is_clean(snapshot, at.file, &it)) {
            return None;
        }
        let title = format!("Make {} depend on {}", unit.label.text, other.label.text);
        Some(Refactoring::new(title, RefactoringKind::Rewrite, move |snapshot| add(snapshot, of, on)))
    };
    wanted.into_iter().filter_map(offer).take(MOST).collect()
}

/// Whether the edits leave no dependency that a rule about dependencies would report.
fn is_clean(snapshot: &Snapshot, file: FileId, edits: &Edits) -> bool {
    let found = |snapshot: &Snapshot| Linter::new(snapshot, file).map_or(0, |it| it.findings_of(RULES).len());
    found(&snapshot.edited(edits)) <= found(snapshot)
}

fn definition(file: FileId, at: UnitIndex) -> Definition {
    Definition { file, target: Target::Unit(at) }
}

/// The unit of the same sort before `of`, inside the same one.
fn sibling_before(plan: &Plan, of: UnitIndex) -> Option<UnitIndex> {
    Outline::of(plan).alike(plan, of).into_iter().take_while(|it| *it != of).last()
}

/// The units of the document that are named in `range`, each by a name that means it alone.
fn named(snapshot: &Snapshot, file: FileId, range: TextRange) -> Vec<UnitIndex> {
    let Some(document) = snapshot.document(file) else { return Vec::new() };
    let inside = uses(document).filter(|it| range.contains(document.range(it.place)));
    let meant = inside.filter_map(|it| match snapshot.resolve_in(file, it.unit, it.name).as_slice() {
        [Definition { file: home, target: Target::Unit(at) }] if *home == file => Some(*at),
        _ => None,
    });
    meant.collect()
}

/// Whether `of` waits for `on` already, holds it or is held by it, or whether `on` waits for `of`.
fn is_known(network: &Network, of: Definition, on: Definition) -> bool {
    let Some((of, on)) = network.find(of).zip(network.find(on)) else { return true };
    network.are_nested(of, on) || waits(network, of, on) || closes_cycle(network, of, on)
}

/// Whether `of`, or what holds it, declares to wait for `on`.
fn waits(network: &Network, of: NodeIndex, on: NodeIndex) -> bool {
    let mut line = std::iter::once(of).chain(network.around(of));
    line.any(|it| network.node(it).is_some_and(|it| it.predecessors.contains(&on)))
}

/// Whether `on` waits for `of` or for something in it, by any way: through what holds it, and what it holds.
fn closes_cycle(network: &Network, of: NodeIndex, on: NodeIndex) -> bool {
    let mut goals = network.inside(of);
    goals.push(of);
    let mut met = vec![false; network.nodes.len()];
    let mut open = vec![on];
    while let Some(at) = open.pop() {
        match met.get_mut(at.0 as usize) {
            Some(met) if !*met => *met = true,
            _ => continue,
        }
        if goals.contains(&at) {
            return true;
        }
        let line = std::iter::once(at).chain(network.around(at));
        open.extend(line.filter_map(|it| network.node(it)).flat_map(|it| it.predecessors.iter().copied()));
        open.extend(network.node(at).into_iter().flat_map(|it| it.children.iter().copied()));
    }
    false
}

/// The edits that let `of` declare that it waits for `on`, a unit of the same document.
///
/// # Errors
/// A sentence where there is no place for it, or it would not be read as that.
pub fn add(snapshot: &Snapshot, of: Definition, on: Definition) -> Result<Edits, Refusal> {
    let labels = || Some((snapshot.unit(of)?.label.text.clone(), snapshot.unit(on)?.label.text.clone()));
    let Some((own, other)) = labels() else { return Err(Refusal("Only a unit can wait for a unit.".to_owned())) };
    let Some(edit) = declared(snapshot, of, &other) else {
        return Err(Refusal(format!("{own} has no place for a declaration: write what it depends on by hand.")));
    };
    let edits = vec![(of.file, edit)];
    let after = snapshot.edited(&edits);
    let mut expected = snapshot.predecessors(of);
    expected.push(on);
    let found = after.predecessors(of);
    let units =
        |snapshot: &Snapshot| snapshot.document(of.file).map(|it| (it.plan().units.len(), it.plan().tasks.len()));
    let is_right = found.len() == expected.len() && expected.iter().all(|it| found.contains(it));
    if !is_right || units(snapshot) != units(&after) {
        return Err(Refusal(format!("{own} cannot say that it depends on {other} so that it is read as that.")));
    }
    Ok(edits)
}
