//! After a shift: whether every place says the new time, and nothing is worse than before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::document::Document;
use crate::ide::refactor::Refusal;
use crate::ide::refactor::later::{By, later, why_not};
use crate::ide::target::{file_name, uses};
use crate::index::Target;
use crate::lint::outline::Outline;
use crate::lint::overlap::{Declared, lanes, overlaps};
use crate::lint::span::Span;
use crate::network::Network;
use crate::notation::status::Status;
use crate::plan::Plan;
use crate::plan::unit::UnitIndex;
use crate::workspace::{Definition, FileId, Snapshot};

/// Reads the plans as the edits leave them: what moves says the new time in every place, everything else says what it
/// said, and every name means what it meant.
///
/// # Errors
/// A sentence that names the line where it is not so.
pub fn check(before: &Snapshot, after: &Snapshot, moved: &BTreeSet<Definition>, by: By) -> Result<(), Refusal> {
    check_schedules(before, after, moved, by)?;
    for (file, old, new) in edited(before, after) {
        let (named, now) = (uses(old), uses(new));
        for (said, other) in named.zip(now) {
            if before.resolve_in(file, said.unit, said.name) != after.resolve_in(file, other.unit, other.name) {
                return Err(unclear(before, file, old.text().line_of(old.range(said.place).start)));
            }
        }
        if uses(old).count() != uses(new).count() {
            return Err(unclear(before, file, 0));
        }
    }
    Ok(())
}

/// The same of schedules alone, whatever names mean.
///
/// # Errors
/// A sentence that names the line where it is not so.
pub fn check_schedules(
    before: &Snapshot,
    after: &Snapshot,
    moved: &BTreeSet<Definition>,
    by: By,
) -> Result<(), Refusal> {
    for (file, old, new) in edited(before, after) {
        let no = |place| unclear(before, file, old.text().line_of(old.range(place).start));
        let (plan, next) = (old.plan(), new.plan());
        let is_same_shape = plan.units.len() == next.units.len()
            && plan.tasks.len() == next.tasks.len()
            && plan.restatements.len() == next.restatements.len();
        if !is_same_shape {
            return Err(unclear(before, file, 0));
        }
        for ((at, unit), other) in plan.each_unit().zip(&next.units) {
            let definition = Definition { file, target: Target::Unit(at) };
            let said = unit.schedule.as_ref().map(|it| it.value);
            let expected = if moved.contains(&definition) { said.and_then(|it| later(&it, by)) } else { said };
            if other.schedule.as_ref().map(|it| it.value) != expected {
                return Err(no(unit.header));
            }
        }
        for (said, other) in plan.restatements.iter().zip(&next.restatements) {
            let meant = before.resolve(file, &said.name);
            let moves = matches!(meant.as_slice(), [one] if moved.contains(one));
            let (old, new) = (said.schedule.as_ref().map(|it| it.value), other.schedule.as_ref().map(|it| it.value));
            let expected = if moves { old.and_then(|it| later(&it, by)) } else { old };
            if new != expected {
                return Err(no(said.place));
            }
        }
    }
    Ok(())
}

/// The documents that differ, as they were and as they are.
fn edited<'a>(before: &'a Snapshot, after: &'a Snapshot) -> impl Iterator<Item = (FileId, &'a Document, &'a Document)> {
    let pairs = before.files().filter_map(|(file, old)| Some((file, old, after.file(file)?)));
    let differ = pairs.filter(|(_, old, new)| !Arc::ptr_eq(old, new));
    differ.map(|(file, old, new)| (file, &old.document, &new.document))
}

fn unclear(before: &Snapshot, file: FileId, line: u32) -> Refusal {
    Refusal(format!(
        "Line {} of {} would not say the new time, or say another one than before: change it by hand.",
        line + 1,
        file_name(before, file)
    ))
}

/// What would be worse if `moved` ran so much later, by the schedules of the units alone: it leaves its numbers, shares
/// time with others that it did not before, or begins before the end of what it waits for by `network`, in which all of
/// `moved` is. `further` says what more to do where only some units move.
///
/// # Errors
/// A sentence that says it.
pub fn check_time(
    snapshot: &Snapshot,
    network: &Network,
    moved: &BTreeSet<Definition>,
    by: By,
    further: &str,
) -> Result<(), Refusal> {
    let files: BTreeSet<FileId> = moved.iter().map(|it| it.file).collect();
    for &file in &files {
        let Some(plan) = snapshot.document(file).map(|it| it.plan()) else { continue };
        let is_moved = |at| moved.contains(&Definition { file, target: Target::Unit(at) });
        let label = |at| plan.unit(at).map_or("", |it| it.label.text.as_str());
        let mut next = Plan::clone(plan);
        for at in (0..plan.units.len()).map(|at| UnitIndex(at as u32)).filter(|at| is_moved(*at)) {
            let Some(said) = next.units.get_mut(at.0 as usize).and_then(|it| it.schedule.as_mut()) else { continue };
            let Some(new) = later(&said.value, by) else {
                let why = why_not(&said.value, by);
                return Err(Refusal(format!("{} cannot run {}: {why}.", label(at), by.words())));
            };
            said.value = new;
        }
        if let Some((one, other)) = new_overlap(plan, &next) {
            let (mover, stays) = if is_moved(one) { (one, other) } else { (other, one) };
            return Err(Refusal(format!("{} would overlap {}: {further}.", label(mover), label(stays))));
        }
    }
    check_order(snapshot, network, moved, by, further)
}

/// Two units that share more time in `next` than in `plan`, with the same units. The time of what is done is taken too.
fn new_overlap(plan: &Plan, next: &Plan) -> Option<(UnitIndex, UnitIndex)> {
    let outline = Outline::of(plan);
    let shared = |plan: &Plan| -> BTreeMap<(UnitIndex, UnitIndex), i64> {
        let mut open = plan.clone();
        for unit in open.units.iter_mut().filter(|it| it.status.as_ref().is_some_and(|it| it.value == Status::Done)) {
            unit.status = None;
        }
        let declared = Declared::of(&open, &outline);
        let lanes = outline.families().flat_map(|family| lanes(&open, family));
        lanes
            .flat_map(|lane| overlaps(&lane, &declared))
            .map(|it| ((it.earlier, it.later), it.shared.length()))
            .collect()
    };
    let before = shared(plan);
    let is_more = |(pair, length): &(_, i64)| before.get(pair).is_none_or(|it| it < length);
    shared(next).into_iter().find(is_more).map(|it| it.0)
}

/// Nothing begins before the end of what it waits for, or earlier before it, that did not before.
fn check_order(
    snapshot: &Snapshot,
    network: &Network,
    moved: &BTreeSet<Definition>,
    by: By,
    further: &str,
) -> Result<(), Refusal> {
    let said = |of| snapshot.unit(of)?.schedule.as_ref().map(|it| it.value);
    let before = |of| Span::of(&said(of)?);
    let after = |of| Span::of(&if moved.contains(&of) { later(&said(of)?, by)? } else { said(of)? });
    // How much too early.
    let early = |ends: Option<(Span, Span)>| {
        ends.filter(|(own, on)| own.scale == on.scale).map_or(0, |(own, on)| (on.to + 1 - own.from).max(0))
    };
    for (_, node) in network.each() {
        for on in node.predecessors.iter().filter_map(|it| network.node(*it)) {
            let (own, first) = (node.definition, on.definition);
            if early(after(own).zip(after(first))) > early(before(own).zip(before(first))) {
                return Err(Refusal(format!(
                    "{} would begin before {} has ended, for which it waits: {further}.",
                    node.name, on.name
                )));
            }
        }
    }
    Ok(())
}
