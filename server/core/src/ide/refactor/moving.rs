//! Which units move when one does: what follows it, what it holds, and what holds nothing else.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use crate::ide::refactor::Refusal;
use crate::ide::refactor::later::{Amount, By, later};
use crate::index::Target;
use crate::lint::outline::{Outline, sort};
use crate::lint::overlap::{Declared, Scheduled, lanes};
use crate::lint::span::{Scale, Span, span_of};
use crate::network::{Network, NodeIndex};
use crate::plan::Plan;
use crate::plan::unit::{Unit, UnitIndex};
use crate::workspace::{Definition, FileId, Snapshot};

/// The units that move with `of`: those that follow it, where they are to; what is inside them; and a unit around them
/// that would otherwise be left by all that it holds.
///
/// # Errors
/// Where a unit would leave the one around it.
pub fn moving(
    snapshot: &Snapshot,
    of: Definition,
    by: By,
    successors: Option<&Network>,
) -> Result<BTreeSet<Definition>, Refusal> {
    let mut moved = BTreeSet::from([of]);
    if let Some(network) = successors {
        add_followers(snapshot, network, of, &mut moved);
    }
    let mut by_file: BTreeMap<FileId, BTreeSet<UnitIndex>> = BTreeMap::new();
    for it in &moved {
        if let Target::Unit(at) = it.target {
            by_file.entry(it.file).or_default().insert(at);
        }
    }
    let mut all = BTreeSet::new();
    for (file, mut units) in by_file {
        let Some(document) = snapshot.document(file) else { continue };
        let plan = document.plan();
        let outline = Outline::of(plan);
        add_holders(plan, &outline, by, &mut units)?;
        add_contents(plan, &outline, by, &mut units)?;
        all.extend(units.into_iter().map(|at| Definition { file, target: Target::Unit(at) }));
    }
    Ok(all)
}

/// `units` and what is inside them, where others make room for a new one.
///
/// # Errors
/// Where a unit would leave the one around it, or it is not clear how far its contents move.
pub fn with_contents(
    plan: &Plan,
    file: FileId,
    mut units: BTreeSet<UnitIndex>,
    by: By,
) -> Result<BTreeSet<Definition>, Refusal> {
    let outline = Outline::of(plan);
    let count = units.len();
    add_holders(plan, &outline, by, &mut units)?;
    if units.len() > count {
        // The new unit stays in the one around it, which so cannot move.
        return Err(Refusal("A unit around them would have to run later too.".to_owned()));
    }
    add_contents(plan, &outline, by, &mut units)?;
    Ok(units.into_iter().map(|at| Definition { file, target: Target::Unit(at) }).collect())
}

/// The units that follow each other in time beside `at`: all of its sort, where they are numbered through the document
/// in order; otherwise its siblings.
pub fn lane(plan: &Plan, outline: &Outline, at: UnitIndex) -> Vec<Scheduled> {
    let Some(unit) = plan.unit(at) else { return Vec::new() };
    let alike: Vec<UnitIndex> = plan.each_unit().filter(|(_, it)| sort(it) == sort(unit)).map(|(at, _)| at).collect();
    let mut seen = HashSet::new();
    let is_one_sequence = alike.iter().filter_map(|it| plan.unit(*it)).all(|it| seen.insert(&it.label.number));
    let found = |family: &[UnitIndex]| lanes(plan, family).into_iter().find(|it| it.iter().any(|it| it.unit == at));
    let through = found(&alike).filter(|it| is_one_sequence && it.is_sorted_by_key(|it| it.span.from));
    through.or_else(|| found(outline.children(unit.parent))).unwrap_or_default()
}

fn add_followers(snapshot: &Snapshot, network: &Network, of: Definition, moved: &mut BTreeSet<Definition>) {
    let mut outlines: BTreeMap<FileId, Outline> = BTreeMap::new();
    let mut lanes: HashMap<Definition, Rc<Vec<Scheduled>>> = HashMap::new();
    let mut met = BTreeSet::from([of]);
    let mut open = vec![of];
    while let Some(next) = open.pop() {
        let Some(plan) = snapshot.document(next.file).map(|it| it.plan()) else { continue };
        let mut found: Vec<Definition> = waiting(network, next);
        if let Target::Unit(at) = next.target {
            let outline = outlines.entry(next.file).or_insert_with(|| Outline::of(plan));
            let unit = |at| Definition { file: next.file, target: Target::Unit(at) };
            if !lanes.contains_key(&next) {
                let lane = Rc::new(lane(plan, outline, at));
                lanes.extend(lane.iter().map(|it| (unit(it.unit), Rc::clone(&lane))));
            }
            let behind = lanes.get(&next).map(|lane| behind(plan, outline, lane, at)).unwrap_or_default();
            found.extend(behind.into_iter().map(unit));
        }
        for it in found {
            if !is_over(snapshot, it) && met.insert(it) {
                open.push(it);
            }
        }
    }
    let is_scheduled = |it: &Definition| snapshot.unit(*it).is_some_and(|it| it.schedule.is_some());
    moved.extend(met.into_iter().filter(is_scheduled));
}

/// Those behind `at` in its lane, but for those that the plan puts beside it.
fn behind(plan: &Plan, outline: &Outline, lane: &[Scheduled], at: UnitIndex) -> Vec<UnitIndex> {
    let Some(own) = lane.iter().find(|it| it.unit == at).map(|it| it.span) else { return Vec::new() };
    let declared = Declared::of(plan, outline);
    let follows = |it: &&Scheduled| it.unit > at && it.span.from >= own.from && !declared.parallel(it.unit, at);
    lane.iter().filter(follows).map(|it| it.unit).collect()
}

/// The units that declare to wait for `of`, or for something inside it.
fn waiting(network: &Network, of: Definition) -> Vec<Definition> {
    let Some(own) = network.find(of) else { return Vec::new() };
    let parts = std::iter::once(own).chain(network.inside(own));
    let waits = |it: NodeIndex| network.node(it).map(|it| it.successors.clone()).unwrap_or_default();
    let units = parts.flat_map(waits).filter(|it| !network.are_nested(own, *it)).filter_map(|it| network.node(it));
    units.filter(|it| it.is_unit()).map(|it| it.definition).collect()
}

fn is_over(snapshot: &Snapshot, of: Definition) -> bool {
    snapshot.unit(of).is_some_and(Unit::is_over)
}

/// Adds the units around those that move, where all that they hold moves out of them.
fn add_holders(plan: &Plan, outline: &Outline, by: By, moved: &mut BTreeSet<UnitIndex>) -> Result<(), Refusal> {
    let mut open: Vec<UnitIndex> = moved.iter().copied().collect();
    while let Some(at) = open.pop() {
        let Some(unit) = plan.unit(at) else { continue };
        let Some((holder, outer)) = unit.parent.and_then(|it| Some((it, plan.unit(it)?))) else { continue };
        let (Some(span), Some(around)) = (span_of(unit), span_of(outer)) else { continue };
        let Some(after) = unit.schedule.as_ref().and_then(|it| Span::of(&later(&it.value, by)?)) else { continue };
        if moved.contains(&holder) || !around.contains(span) || around.contains(after) {
            continue;
        }
        let inside = outline.children(Some(holder)).iter().filter_map(|it| Some((*it, span_of(plan.unit(*it)?)?)));
        if inside.filter(|(_, it)| around.contains(*it)).all(|(it, _)| moved.contains(&it)) {
            moved.insert(holder);
            open.push(holder);
            continue;
        }
        return Err(Refusal(format!(
            "{} would run in {after}, outside of {} ({around}): change when {} runs first.",
            unit.label.text, outer.label.text, outer.label.text
        )));
    }
    Ok(())
}

/// Adds what is inside the units that move, unless its weeks count anew.
fn add_contents(plan: &Plan, outline: &Outline, by: By, moved: &mut BTreeSet<UnitIndex>) -> Result<(), Refusal> {
    let outermost: Vec<UnitIndex> = moved.iter().copied().collect();
    for at in outermost {
        let Some(own) = plan.unit(at).and_then(span_of) else { continue };
        let mut by_scale: BTreeMap<Scale, Vec<(UnitIndex, Span)>> = BTreeMap::new();
        for inside in outline.descendants(at) {
            if let Some(span) = plan.unit(inside).and_then(span_of) {
                by_scale.entry(span.scale).or_default().push((inside, span));
            }
        }
        for (scale, inside) in by_scale {
            let counts_anew = match scale == own.scale {
                true => !inside.iter().all(|(_, it)| own.contains(*it)),
                false => {
                    matches!(scale, Scale::Day | Scale::Week | Scale::Month) && inside.iter().any(|it| it.1.from <= 1)
                }
            };
            if counts_anew {
                continue;
            }
            if by.on(scale) == Amount::Unknown {
                let first = inside.first().and_then(|(it, _)| plan.unit(*it)).map_or("", |it| &it.label.text);
                return Err(Refusal(format!(
                    "{first} would have to move too, and it does not say how far in {}s.",
                    by.step.word()
                )));
            }
            moved.extend(inside.into_iter().map(|it| it.0));
        }
    }
    Ok(())
}
