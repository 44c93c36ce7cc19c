//! Insert: a new unit before or after another one, in the document's own style; what follows is renumbered.

use std::collections::BTreeSet;

use crate::ide::FileRange;
use crate::ide::new_unit::header::is_imitable;
use crate::ide::refactor::carried::carried;
use crate::ide::refactor::family::{Member, family, word};
use crate::ide::refactor::form::{Form, form};
use crate::ide::refactor::later::{By, Step};
use crate::ide::refactor::moving::with_contents;
use crate::ide::refactor::renumber::renamed;
use crate::ide::refactor::shift::edits as later;
use crate::ide::refactor::shifted::check_schedules;
use crate::ide::refactor::{Edits, Refactoring, RefactoringKind, Refusal};
use crate::ide::rename::proof::meanings;
use crate::ide::rename::relabel_around;
use crate::ide::rename::subject::subject_of;
use crate::index::Target;
use crate::lint::Linter;
use crate::lint::outline::is_time_unit;
use crate::lint::overlap::Scheduled;
use crate::lint::skeleton::skeleton;
use crate::lint::span::{Span, span_of};
use crate::plan::task::TaskIndex;
use crate::plan::unit::{DefinedBy, UnitIndex};
use crate::text::{Edit, TextRange};
use crate::workspace::{Definition, FileId, Snapshot};

/// On which side of a unit the new one comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before it.
    Before,
    /// After it and all that is in it.
    After,
}

/// Offered on the heading of a unit.
pub fn offered(snapshot: &Snapshot, at: FileRange) -> Vec<Refactoring> {
    let offers = || {
        let document = snapshot.document(at.file)?;
        let index = document.unit_defined_at(at.range.start)?;
        let unit = document.plan().unit(index).filter(|it| matches!(it.defined_by, DefinedBy::Heading(_)))?;
        let members = family(snapshot, at.file, index).ok()?;
        if is_title(unit.defined_by, &members) || !is_imitable(document, unit) {
            return None;
        }
        let offer = |side| {
            let (_, moved) = number(&members, index, side)?;
            let (word, label) = (word(unit), &unit.label.text);
            let title = match (side, moved.is_empty()) {
                (Side::Before, true) => format!("Insert {word} before {label}"),
                (Side::Before, false) => format!("Insert {word} here and renumber {label} and what follows"),
                (Side::After, true) => format!("Insert {word} after {label}"),
                (Side::After, false) => format!("Insert {word} after {label} and renumber what follows"),
            };
            let file = at.file;
            let work = move |snapshot: &Snapshot| insert_unit(snapshot, file, index, side);
            Some(Refactoring::new(title, RefactoringKind::Rewrite, work))
        };
        Some([Side::Before, Side::After].into_iter().filter_map(offer).collect())
    };
    offers().unwrap_or_default()
}

/// The edits that put a new unit on that `side` of `unit`: with the heading, the label, the fields and the criteria that
/// its neighbours have, all to be filled in, the number between them, and the time right behind the one before it. What
/// follows gets other numbers as far as it must, and a later time only where the new unit takes its own.
pub fn insert_unit(snapshot: &Snapshot, file: FileId, unit: UnitIndex, side: Side) -> Result<Edits, Refusal> {
    let refuse = |reason: &str| Refusal(reason.to_owned());
    let document = snapshot.document(file).ok_or_else(|| refuse("The document is gone."))?;
    let model = document.plan().unit(unit).ok_or_else(|| refuse("The unit is gone."))?;
    let members = family(snapshot, file, unit)?;
    let (value, moved) = number(&members, unit, side)
        .ok_or_else(|| refuse("The numbers do not follow each other here. Renumber first, then insert."))?;
    let own = members.iter().find(|it| it.unit == unit).and_then(|it| it.with(value));
    let token = own.ok_or_else(|| refuse("The new number cannot be written as the numbers here are."))?;
    let mut renames = renamed(file, &moved)?;
    renames.extend(carried(snapshot, file, &members, &moved)?);
    // Where a place cannot say the later time, nothing moves, and the new unit is left without a time.
    let room = room(snapshot, file, &members, unit, side)
        .and_then(|room| Some((later(snapshot, &room.moved, room.by).ok()?, room)));
    let time = room.as_ref().map(|(_, room)| room.new);
    let beside = Definition { file, target: Target::Unit(unit) };
    let edits = match room {
        None => relabel_around(snapshot, &renames, Edits::new(), beside, &token)?,
        Some((later, room)) => {
            let later = weeks_renamed(snapshot, later, &room.moved, &mut renames);
            let edits = relabel_around(snapshot, &renames, later, beside, &token)?;
            check_schedules(snapshot, &snapshot.edited(&edits), &room.moved, room.by)?;
            edits
        }
    };
    let Form { at, insert, heading } = form(snapshot, file, unit, side, &token, time)
        .ok_or_else(|| refuse("The heading of this unit has a form that cannot be imitated."))?;
    let with = |insert: String| {
        let mut edits = edits.clone();
        edits.push((file, Edit { range: TextRange::empty(at), insert }));
        // What is inserted comes before what changes behind it.
        edits.sort_by_key(|(file, it)| (*file, it.range.start, it.range.end));
        edits
    };
    let moved_by: i64 = edits.iter().filter(|it| it.0 == file && it.1.range.end <= at).map(|it| grows(&it.1)).sum();
    let start = u32::try_from(i64::from(at) + moved_by).unwrap_or(at);
    let mut insert = insert;
    if !model.criteria.is_empty()
        && let Some(criteria) = criteria(&snapshot.edited(&with(insert.clone())), file, start + heading)
        && let Some(offset) = criteria.range.start.checked_sub(start).filter(|it| *it as usize <= insert.len())
        && insert.is_char_boundary(offset as usize)
    {
        insert.insert_str(offset as usize, &criteria.insert);
    }
    let inserted = TextRange::new(start, start + insert.len() as u32);
    let result = with(insert);
    let before = snapshot.edited(&edits);
    if !is_kept(&before, &snapshot.edited(&result), file, inserted, heading) {
        return Err(refuse("With a new unit here, other names of this plan would mean something else."));
    }
    Ok(result)
}

fn grows(edit: &Edit) -> i64 {
    edit.insert.len() as i64 - i64::from(edit.range.len())
}

/// Whether the unit is its document's title, beside which there is no place for another one.
fn is_title(defined_by: DefinedBy, members: &[Member]) -> bool {
    defined_by == DefinedBy::Heading(1) && members.len() == 1
}

/// The number of the new unit, and who has to get another one. None where the numbers do not ascend.
fn number(members: &[Member], unit: UnitIndex, side: Side) -> Option<(u32, Vec<(&Member, u32)>)> {
    let ascends = members.windows(2).all(|pair| matches!(pair, [first, second] if first.value < second.value));
    let own = members.iter().position(|it| it.unit == unit).filter(|_| ascends)?;
    let at = if side == Side::Before { own } else { own + 1 };
    let (before, behind) = members.split_at_checked(at)?;
    let value = match before.last() {
        Some(last) => last.value + 1,
        // Before the first one there is room where numbers begin late.
        None => behind.first().map(|it| it.value)?,
    };
    let mut moved = Vec::new();
    let mut taken = value;
    for member in behind {
        if member.value > taken {
            break;
        }
        taken += 1;
        moved.push((member, taken));
    }
    Some((value, moved))
}

/// When the new unit runs, and which units make room for it, with what is inside them.
struct Room {
    new: Span,
    by: By,
    moved: BTreeSet<Definition>,
}

/// None where the units do not run one after another, or where those behind cannot run later.
fn room(snapshot: &Snapshot, file: FileId, members: &[Member], unit: UnitIndex, side: Side) -> Option<Room> {
    let plan = snapshot.document(file)?.plan();
    let spans: Option<Vec<Scheduled>> =
        members.iter().map(|it| Some(Scheduled { unit: it.unit, span: span_of(plan.unit(it.unit)?)? })).collect();
    let spans = spans?;
    let is_before = |first: Span, second: Span| first.scale == second.scale && first.to < second.from;
    let follow = |pair: &[Scheduled]| matches!(pair, [first, second] if is_before(first.span, second.span));
    let own = spans.iter().position(|it| it.unit == unit).filter(|_| spans.windows(2).all(follow))?;
    let model = spans.get(own)?.span;
    let step = Step::numbered(model.scale)?;
    let at = if side == Side::Before { own } else { own + 1 };
    let (before, behind) = spans.split_at_checked(at)?;
    let from = before.last().map_or(model.from, |it| it.span.to + 1);
    let new = Span { from, to: from + model.length() - 1, ..model };
    let count = behind.first().map_or(0, |next| (new.to + 1 - next.span.from).max(0));
    let by = By { count, step };
    let moved = match count {
        0 => BTreeSet::new(),
        _ => with_contents(plan, file, behind.iter().map(|it| it.unit).collect(), by).ok()?,
    };
    Some(Room { new, by, moved })
}

/// The edits but for those to the labels of units that are weeks or the like: these are renamed, so that all that names
/// them follows.
fn weeks_renamed(
    snapshot: &Snapshot,
    mut edits: Edits,
    moved: &BTreeSet<Definition>,
    renames: &mut Vec<(Definition, String)>,
) -> Edits {
    for definition in moved {
        let Some((unit, document)) = snapshot.unit(*definition).zip(snapshot.document(definition.file)) else {
            continue;
        };
        let Some(subject) = subject_of(snapshot, *definition).ok().filter(|_| is_time_unit(unit)) else { continue };
        let name = document.range(unit.name);
        let is_own = |it: &(FileId, Edit)| it.0 == definition.file && name.contains(it.1.range);
        let own: Vec<Edit> = edits.extract_if(.., |it| is_own(it)).map(|it| it.1).collect();
        let mut token = subject.old;
        for edit in own.iter().rev().filter(|it| subject.defined_at.contains(it.range)) {
            let start = (edit.range.start - subject.defined_at.start) as usize;
            token.replace_range(start..start + edit.range.len() as usize, &edit.insert);
        }
        if !own.is_empty() {
            renames.push((*definition, token));
        }
    }
    edits
}

/// The edit that adds empty criteria to the unit whose heading is at `offset`.
fn criteria(after: &Snapshot, file: FileId, offset: u32) -> Option<Edit> {
    let unit = after.document(file)?.unit_defined_at(offset)?;
    Linter::new(after, file)?.ask(|cx| skeleton(cx, unit))
}

/// Whether `after` is `before` with one unit more, at `inserted`, its heading `heading` bytes further on, and every name
/// outside of it means what it meant.
fn is_kept(before: &Snapshot, after: &Snapshot, file: FileId, inserted: TextRange, heading: u32) -> bool {
    let Some((old, new)) = before.document(file).zip(after.document(file)) else { return false };
    let Some(unit) = new.unit_defined_at(inserted.start + heading) else { return false };
    let is_new = |range: TextRange| inserted.contains(range);
    let tasks: Vec<TaskIndex> =
        new.plan().each_task().filter(|(_, it)| is_new(new.range(it.place))).map(|it| it.0).collect();
    if new.plan().units.len() != old.plan().units.len() + 1
        || new.plan().tasks.len() != old.plan().tasks.len() + tasks.len()
    {
        return false;
    }
    let first_task = tasks.first().map_or(u32::MAX, |it| it.0);
    let new_unit = |at: UnitIndex| if at.0 < unit.0 { at } else { UnitIndex(at.0 + 1) };
    let moved = |it: &Definition| match it.target {
        _ if it.file != file => *it,
        Target::Unit(at) => Definition { target: Target::Unit(new_unit(at)), ..*it },
        Target::Task(at) if at.0 >= first_task => {
            Definition { target: Target::Task(TaskIndex(at.0 + tasks.len() as u32)), ..*it }
        }
        Target::Task(_) => *it,
    };
    // A sub-unit stays in its unit, and nothing comes into the new one.
    let parents = old.plan().each_unit().all(|(at, it)| {
        new.plan().unit(new_unit(at)).is_some_and(|new| new.parent == it.parent.map(new_unit) && new.label == it.label)
    });
    let own = Definition { file, target: Target::Unit(unit) };
    parents
        && before.files().all(|(at, held)| {
            let Some(document) = after.document(at) else { return false };
            let mut old = meanings(before, at, &held.document, |_| true);
            let mut new = meanings(after, at, document, |_| true);
            // What meant nothing may mean the new unit, and a range that it stands in names it.
            old.retain(|(_, means)| !means.is_empty());
            new.retain(|(range, means)| !(means.is_empty() || *means == [own] || at == file && is_new(*range)));
            let same = |old: &[Definition], new: &[Definition]| old.iter().map(moved).eq(new.iter().copied());
            old.len() == new.len() && old.iter().zip(&new).all(|((_, old), (_, new))| same(old, new))
        })
}
