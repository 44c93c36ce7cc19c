//! The cards: everything that the plan says of one unit or one task.

use crate::document::Document;
use crate::ide::hierarchy::waiting;
use crate::ide::hover::criteria::{criteria, criterion};
use crate::ide::hover::timing::{Told, is_worth_a_network};
use crate::ide::markup::escaped;
use crate::ide::target::file_name;
use crate::ide::words::{
    Progress, States, duration, in_dates, label, name, schedule, shortened, task_words, without_dependency,
};
use crate::index::Target;
use crate::lint::dependencies::{holder, meant};
use crate::plan::task::{Task, TaskIndex};
use crate::plan::unit::{Dependency, Unit, UnitIndex};
use crate::text::TextRange;
use crate::workspace::settings::Calendar;
use crate::workspace::{Definition, FileId, Snapshot};

/// How many characters of a goal or the like are shown.
const LONGEST_FIELD: usize = 300;

/// How many units and tasks one line names.
const LONGEST_LIST: usize = 12;

/// The card of `definition`, as shown in `from`.
pub(crate) fn card(snapshot: &Snapshot, from: FileId, definition: Definition) -> Option<String> {
    let document = snapshot.document(definition.file)?;
    let mut blocks = match definition.target {
        Target::Unit(at) => unit_card(snapshot, document, definition, at)?,
        Target::Task(at) => task_card(snapshot, document, definition, at)?,
    };
    if definition.file != from {
        blocks.push(format!("*{}*", escaped(&file_name(snapshot, definition.file))));
    }
    Some(blocks.join("\n\n"))
}

fn unit_card(snapshot: &Snapshot, document: &Document, of: Definition, at: UnitIndex) -> Option<Vec<String>> {
    let unit = document.plan().unit(at)?;
    let mut head = format!("**{}**", escaped(&name(document, of.target)?));
    if !unit.ids.is_empty() {
        let ids: Vec<String> = unit.ids.iter().map(|id| escaped(&id.value)).collect();
        head.push_str(&format!(" ({})", ids.join(", ")));
    }
    let mut blocks = vec![head];
    let after = waiting(snapshot, of);
    let told = told_of(snapshot, document, of, &after);
    let calendar = &snapshot.settings(of.file).calendar;
    blocks.extend(joined(facts(document, unit, at, calendar, [told.status(of), told.timing(of)]), " · "));
    let said = [("Goal", &unit.goal), ("Owner", &unit.owner), ("Estimate", &unit.estimate)];
    for (name, value) in said {
        blocks.extend(value.as_ref().map(|it| format!("{name}: {}", escaped(&shortened(&it.value, LONGEST_FIELD)))));
    }
    blocks.extend(criteria(document, unit));
    blocks.extend(relations(snapshot, of, &unit.depends, &after, &told));
    Some(blocks)
}

/// When, how long, how far, how urgent, and in what.
fn facts(
    document: &Document,
    unit: &Unit,
    at: UnitIndex,
    calendar: &Calendar,
    [restated, timing]: [Option<String>; 2],
) -> Vec<String> {
    let dates = unit.schedule.as_ref().and_then(|it| in_dates(&it.value, calendar));
    let when = unit.schedule.as_ref().map(|it| schedule(&it.value));
    // `Week 3` needs not say that it is in week 3.
    let when = when.filter(|when| !when.eq_ignore_ascii_case(&unit.label.text));
    let when = match (when, dates) {
        (Some(when), Some(dates)) => Some(format!("{when} ({dates})")),
        (when, dates) => when.or(dates),
    };
    let long = unit.duration.as_ref().map(|it| duration(&it.value));
    let status = unit.status.as_ref().map(|it| it.value.to_string()).or(restated);
    let Progress { done, all } = Progress::of(document.plan(), at);
    let progress = (all > 0).then(|| format!("{done}/{all} tasks done"));
    let within = within(document, unit.parent);
    [when, long, status, progress, timing, within].into_iter().flatten().collect()
}

fn within(document: &Document, unit: Option<UnitIndex>) -> Option<String> {
    Some(format!("in {}", escaped(&name(document, Target::Unit(unit?))?)))
}

fn task_card(snapshot: &Snapshot, document: &Document, of: Definition, at: TaskIndex) -> Option<Vec<String>> {
    let task = document.plan().task(at)?;
    let mut blocks = vec![format!("**{}**", escaped(&task_head(document, task, at)?))];
    let after = waiting(snapshot, of);
    let told = told_of(snapshot, document, of, &after);
    blocks.extend(joined(task_facts(document, task, told.timing(of)), " · "));
    blocks.extend(task.owner.as_ref().map(|it| format!("Owner: {}", escaped(&shortened(&it.value, LONGEST_FIELD)))));
    blocks.extend(task.criteria.iter().map(|it| criterion(document, *it)));
    blocks.extend(relations(snapshot, of, &task.depends, &after, &told));
    Some(blocks)
}

/// Its id and its words; what it waits for follows below.
fn task_head(document: &Document, task: &Task, at: TaskIndex) -> Option<String> {
    let words = shortened(&without_dependency(document, at, task_words(document, at)?), LONGEST_FIELD);
    match &task.id {
        Some(id) if words.is_empty() => Some(id.value.clone()),
        Some(id) => Some(format!("{}: {words}", id.value)),
        None => Some(words),
    }
}

fn task_facts(document: &Document, task: &Task, timing: Option<String>) -> Vec<String> {
    let status = task.status.map(|it| it.to_string());
    let estimate = task.effort.map(|it| it.to_string());
    let parallel = task.parallel.then(|| "may run in parallel".to_owned());
    let optional = task.optional.then(|| "optional".to_owned());
    [status, estimate, timing, within(document, task.unit), parallel, optional].into_iter().flatten().collect()
}

/// Many plans have no dependencies, and then the network knows nothing that is not here.
fn told_of(snapshot: &Snapshot, document: &Document, of: Definition, after: &[Waits]) -> Told {
    if after.is_empty() && !is_worth_a_network(document.plan()) { Told::default() } else { Told::of(snapshot, of) }
}

/// What waits, and where it says so.
type Waits = (Definition, Vec<TextRange>);

/// What it waits for and what waits for it, a line each.
fn relations(snapshot: &Snapshot, of: Definition, depends: &[Dependency], after: &[Waits], told: &Told) -> Vec<String> {
    let mut states = States::of(snapshot);
    let mut known = |it: Definition, otherwise: &str| {
        let text = snapshot.document(it.file).and_then(|document| label(document, it.target));
        let text = escaped(&text.unwrap_or_else(|| otherwise.to_owned()));
        states.state(it).or_else(|| told.status(it)).map_or(text.clone(), |state| format!("{text} ({state})"))
    };
    let unit = snapshot.document(of.file).and_then(|it| holder(it.plan(), of.target));
    let mut before: Vec<String> = Vec::new();
    for predecessor in depends.iter().flat_map(|dependency| &dependency.on) {
        let said = match meant(snapshot, of.file, unit, &predecessor.name).as_slice() {
            [] => format!("{} (not defined)", escaped(&predecessor.text)),
            [one] => known(*one, &predecessor.text),
            _ => format!("{} (ambiguous)", escaped(&predecessor.text)),
        };
        if !before.contains(&said) {
            before.push(said);
        }
    }
    let shown = after.iter().map(|(it, _)| *it).enumerate();
    // No state is looked up of what is not shown.
    let after: Vec<String> =
        shown.map(|(nth, it)| if nth < LONGEST_LIST { known(it, "") } else { String::new() }).collect();
    let before = joined(before, ", ").map(|it| format!("Depends on {it}"));
    let after = joined(after, ", ").map(|it| format!("Needed by {it}"));
    [before, after].into_iter().flatten().collect()
}

/// The parts in one line; none where there are none.
fn joined(mut parts: Vec<String>, with: &str) -> Option<String> {
    if parts.len() > LONGEST_LIST {
        let more = parts.len() - LONGEST_LIST;
        parts.truncate(LONGEST_LIST);
        parts.push(format!("… and {more} more"));
    }
    (!parts.is_empty()).then(|| parts.join(with))
}
