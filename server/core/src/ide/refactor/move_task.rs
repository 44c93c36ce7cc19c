//! Move a task, with what is below it, to the end of the same sort of list in another unit.

use crate::document::Document;
use crate::document::regions::{Region, RegionKind};
use crate::ide::FileRange;
use crate::ide::refactor::mark_done::name;
use crate::ide::refactor::place::task_at;
use crate::ide::refactor::{Edits, Refactoring, RefactoringKind, Refusal};
use crate::ide::target::uses;
use crate::index::Target;
use crate::lint::outline::Outline;
use crate::lint::shift::digit_runs;
use crate::notation::label::single_spaced;
use crate::notation::status::Status;
use crate::plan::Plan;
use crate::plan::task::{Task, TaskForm, TaskIndex};
use crate::plan::unit::{Unit, UnitIndex};
use crate::text::{Edit, TextRange};
use crate::workspace::{FileId, Snapshot};

/// Moves the task at the cursor to the next unit beside its own.
pub fn moves(snapshot: &Snapshot, at: FileRange) -> Vec<Refactoring> {
    let offered = || {
        let document = snapshot.document(at.file)?;
        let plan = document.plan();
        let task = task_at(document, at.range.start)?;
        let found = plan.task(task).filter(|it| it.parent.is_none() && !it.status.is_some_and(Status::is_over))?;
        // What ends with a colon heads what follows.
        if document.slice(found.text).trim_end().ends_with([':', '：']) {
            return None;
        }
        let to = next_sibling(plan, found.unit?)?;
        let unit = plan.unit(to).filter(|it| !it.is_over())?;
        written(document, task, to).ok()?;
        let title = format!("Move {} to {}", name(document, Target::Task(task)), unit.label.text);
        let work = move |snapshot: &Snapshot| move_task(snapshot, at.file, task, to);
        Some(Refactoring::new(title, RefactoringKind::Move, work))
    };
    offered().into_iter().collect()
}

/// The next unit of the same sort inside the same one.
fn next_sibling(plan: &Plan, of: UnitIndex) -> Option<UnitIndex> {
    Outline::of(plan).alike(plan, of).into_iter().find(|it| *it > of)
}

/// The edits that move a task to the end of the list or table in the unit `to` that holds tasks like it.
///
/// # Errors
/// A sentence where its id belongs to its unit, there is no such list, or names would mean something else afterwards.
pub fn move_task(snapshot: &Snapshot, file: FileId, at: TaskIndex, to: UnitIndex) -> Result<Edits, Refusal> {
    let document = snapshot.document(file).ok_or_else(gone)?;
    let edits: Edits = written(document, at, to)?.into_iter().map(|it| (file, it)).collect();
    let after = snapshot.edited(&edits);
    let read = after.document(file).ok_or_else(gone)?;
    if !is_moved(document, read, at, to) || meanings(snapshot) != meanings(&after) {
        let what = name(document, Target::Task(at));
        return Err(Refusal(format!("{what} cannot be moved so that every name means what it means now.")));
    }
    Ok(edits)
}

fn gone() -> Refusal {
    Refusal("The plan changed: try again.".to_owned())
}

/// The edits, whatever they would make of the names.
fn written(document: &Document, at: TaskIndex, to: UnitIndex) -> Result<[Edit; 2], Refusal> {
    let plan = document.plan();
    let (task, unit) = plan.task(at).zip(plan.unit(to)).ok_or_else(gone)?;
    let own = task.unit.and_then(|it| plan.unit(it)).ok_or_else(|| Refusal("The task is in no unit.".to_owned()))?;
    let what = name(document, Target::Task(at));
    if task.id.as_ref().is_some_and(|it| carries(&it.value, own)) {
        let own = &own.label.text;
        return Err(Refusal(format!("The id of {what} holds the number of {own}: give it another id first.")));
    }
    let edits = match task.form {
        TaskForm::Item => item(document, task, unit),
        TaskForm::Row => row(document, task, unit),
    };
    edits.ok_or_else(|| Refusal(format!("{} holds no list of tasks like {what}: begin one first.", unit.label.text)))
}

/// Whether an id holds the number of its unit: `2.3`, `S2-04`.
fn carries(id: &str, unit: &Unit) -> bool {
    let runs = digit_runs(id);
    let before = runs.split_last().map_or(&[][..], |(_, before)| before);
    let number = unit.label.number.0.trim_start_matches('0');
    before.iter().any(|it| it.of(id).trim_start_matches('0') == number)
}

/// The whole lines of the item or row that a task is.
fn lines(document: &Document, regions: &[Region], task: &Task) -> Option<TextRange> {
    let place = document.range(task.place);
    let text = document.text();
    let first = text.line_of(place.start);
    let kind = if task.form == TaskForm::Item { RegionKind::Item } else { RegionKind::Row };
    let inside = regions.iter().filter(|it| it.kind == kind && it.range.overlaps(place));
    let whole = inside.filter(|it| text.line_of(it.range.start) == first).min_by_key(|it| it.range.len())?;
    let mut last = text.line_of(whole.range.end.saturating_sub(1).max(whole.range.start));
    while last > first && text.slice(text.line_range(last)).trim().is_empty() {
        last -= 1;
    }
    Some(TextRange::new(text.line_start(first), text.line_range(last).end))
}

/// Takes whole lines out; a blank line with them, where two would be left.
fn cut(document: &Document, range: TextRange) -> Edit {
    let text = document.text();
    let (first, last) = (text.line_of(range.start), text.line_of(range.end));
    let is_blank = |line: u32| text.slice(text.line_range(line)).trim().is_empty();
    let is_apart = first > 0 && is_blank(first - 1) && (last + 1 >= text.line_count() || is_blank(last + 1));
    if last + 1 >= text.line_count() {
        // Without a line behind it, its own end stays and the one before goes.
        let start = if first > 0 { text.line_range(first - 1).end } else { 0 };
        return Edit { range: TextRange::new(start, range.end), insert: String::new() };
    }
    let start = if is_apart { text.line_start(first - 1) } else { range.start };
    Edit { range: TextRange::new(start, text.line_start(last + 1)), insert: String::new() }
}

/// The bullet of an item, where it is one.
fn bullet(line: &str) -> Option<char> {
    line.chars().next().filter(|it| matches!(it, '-' | '*' | '+'))
}

fn item(document: &Document, task: &Task, unit: &Unit) -> Option<[Edit; 2]> {
    let plan = document.plan();
    let regions = document.regions();
    let alike: Vec<&Task> = unit
        .tasks
        .iter()
        .filter_map(|it| plan.task(*it))
        .filter(|it| it.form == TaskForm::Item && it.parent.is_none() && it.mark.is_some() == task.mark.is_some())
        .collect();
    let last = *alike.last()?;
    let before = alike.len().checked_sub(2).and_then(|it| alike.get(it)).copied();
    let text = document.text();
    let own = lines(document, &regions, task)?;
    let end = lines(document, &regions, last)?;
    let words = text.slice(own);
    // What is indented stands inside something else.
    let (bullet_here, bullet_there) = (bullet(&words)?, bullet(&text.slice(end))?);
    let words = words.replacen(bullet_here, &bullet_there.to_string(), 1);
    let is_loose = before.and_then(|it| lines(document, &regions, it)).is_some_and(|it| {
        let between = text.slice(TextRange::new(it.end.min(end.start), end.start));
        between.matches('\n').count() > 1
    });
    let ending = text.line_ending().as_str();
    let gap = if is_loose { ending } else { "" };
    let insert = Edit { range: TextRange::empty(end.end), insert: format!("{ending}{gap}{words}") };
    ordered(cut(document, own), insert)
}

fn row(document: &Document, task: &Task, unit: &Unit) -> Option<[Edit; 2]> {
    let plan = document.plan();
    let regions = document.regions();
    let text = document.text();
    let last = unit.tasks.iter().rev().filter_map(|it| plan.task(*it)).find(|it| it.form == TaskForm::Row)?;
    let (own, end) = (lines(document, &regions, task)?, lines(document, &regions, last)?);
    let table = |row: TextRange| regions.iter().find(|it| it.kind == RegionKind::Table && it.range.overlaps(row));
    let (from, into) = (table(own)?, table(end)?);
    let head = |table: &Region| single_spaced(&text.slice(text.line_range(text.line_of(table.range.start))));
    let rows = regions.iter().filter(|it| it.kind == RegionKind::Row && from.range.contains(it.range)).count();
    // The head is a row too; and a table is not left without any other.
    if from.range == into.range || head(from) != head(into) || rows < 3 {
        return None;
    }
    let insert = format!("{}{}", text.line_ending().as_str(), text.slice(own));
    ordered(cut(document, own), Edit { range: TextRange::empty(end.end), insert })
}

/// The two edits in the order of the text, where they do not touch.
fn ordered(cut: Edit, insert: Edit) -> Option<[Edit; 2]> {
    let at = insert.range.start;
    if at >= cut.range.end {
        return Some([cut, insert]);
    }
    (at <= cut.range.start).then_some([insert, cut])
}

/// What a task is known by wherever it stands: its words, with its id and box.
fn words(document: &Document, task: &Task) -> String {
    single_spaced(document.slice(task.place).trim().trim_start_matches(['-', '*', '+']))
}

/// Whether the task, with those below it, is in the unit `to` now, and every other one where it was.
fn is_moved(before: &Document, after: &Document, at: TaskIndex, to: UnitIndex) -> bool {
    let (plan, read) = (before.plan(), after.plan());
    let moves = |mut it: TaskIndex| loop {
        if it == at {
            return true;
        }
        match plan.task(it).and_then(|task| task.parent).filter(|parent| *parent < it) {
            Some(parent) => it = parent,
            None => return false,
        }
    };
    let unit = |of: Option<UnitIndex>| of.map(|it| it.0);
    let mut expected: Vec<_> = plan
        .each_task()
        .map(|(it, task)| {
            (
                words(before, task),
                if moves(it) { Some(to.0) } else { unit(task.unit) },
                task.status.map(|it| it.to_string()),
            )
        })
        .collect();
    let mut found: Vec<_> = read
        .tasks
        .iter()
        .map(|task| (words(after, task), unit(task.unit), task.status.map(|it| it.to_string())))
        .collect();
    expected.sort();
    found.sort();
    let same_units = plan.units.len() == read.units.len()
        && plan
            .units
            .iter()
            .zip(&read.units)
            .all(|(one, other)| one.label == other.label && one.parent == other.parent);
    same_units && expected == found
}

/// What every name of every document means, by the words of what is meant.
fn meanings(snapshot: &Snapshot) -> Vec<(u32, String, Vec<String>)> {
    let mut all = Vec::new();
    for (file, it) in snapshot.files() {
        for named in uses(&it.document) {
            let meant = snapshot.resolve_in(file, named.unit, named.name).into_iter().filter_map(|it| {
                let document = snapshot.document(it.file)?;
                Some(match it.target {
                    Target::Unit(at) => document.plan().unit(at)?.display(),
                    Target::Task(at) => words(document, document.plan().task(at)?),
                })
            });
            all.push((file.0, named.text.to_owned(), meant.collect()));
        }
    }
    all.sort();
    all
}
