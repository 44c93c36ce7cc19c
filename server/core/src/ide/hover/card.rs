//! The cards: everything that the plan says of one unit or one task.

use crate::document::Document;
use crate::ide::hover::criteria::criteria;
use crate::ide::target::file_name;
use crate::ide::words::{Progress, duration, escaped, label, name, schedule, shortened, state};
use crate::index::Target;
use crate::plan::task::{Task, TaskIndex};
use crate::plan::unit::{Dependency, Unit, UnitIndex};
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
    blocks.extend(joined(facts(document, unit, at), " · "));
    let said = [("Goal", &unit.goal), ("Owner", &unit.owner), ("Estimate", &unit.estimate)];
    for (name, value) in said {
        blocks.extend(value.as_ref().map(|it| format!("{name}: {}", escaped(&shortened(&it.value, LONGEST_FIELD)))));
    }
    blocks.extend(criteria(document, unit));
    blocks.extend(relations(snapshot, of, &unit.depends, Some(at)));
    Some(blocks)
}

/// When, how long, how far.
fn facts(document: &Document, unit: &Unit, at: UnitIndex) -> Vec<String> {
    let when = unit.schedule.as_ref().map(|it| schedule(&it.value));
    // `Week 3` needs not say that it is in week 3.
    let when = when.filter(|when| !when.eq_ignore_ascii_case(&unit.label.text));
    let long = unit.duration.as_ref().map(|it| duration(&it.value));
    let status = unit.status.as_ref().map(|it| it.value.to_string());
    let Progress { done, all } = Progress::of(document.plan(), at);
    let progress = (all > 0).then(|| format!("{done}/{all} tasks done"));
    [when, long, status, progress].into_iter().flatten().collect()
}

fn task_card(snapshot: &Snapshot, document: &Document, of: Definition, at: TaskIndex) -> Option<Vec<String>> {
    let task = document.plan().task(at)?;
    let mut blocks = vec![format!("**{}**", escaped(&name(document, of.target)?))];
    blocks.extend(joined(task_facts(document, task), " · "));
    for place in &task.criteria {
        blocks.push(escaped(&shortened(&document.slice(*place), LONGEST_FIELD)));
    }
    blocks.extend(relations(snapshot, of, &task.depends, task.unit));
    Some(blocks)
}

fn task_facts(document: &Document, task: &Task) -> Vec<String> {
    let status = task.status.map(|it| it.to_string());
    let within = task.unit.and_then(|unit| name(document, Target::Unit(unit))).map(|it| format!("in {}", escaped(&it)));
    let parallel = task.parallel.then(|| "may run in parallel".to_owned());
    let optional = task.optional.then(|| "optional".to_owned());
    [status, within, parallel, optional].into_iter().flatten().collect()
}

/// What it waits for and what waits for it, a line each.
fn relations(snapshot: &Snapshot, of: Definition, depends: &[Dependency], unit: Option<UnitIndex>) -> Vec<String> {
    let mut before: Vec<String> = Vec::new();
    for predecessor in depends.iter().flat_map(|dependency| &dependency.on) {
        let definitions = snapshot.resolve_in(of.file, unit, &predecessor.name);
        let said = match definitions.first() {
            Some(definition) => {
                let text = snapshot.document(definition.file).and_then(|it| label(it, definition.target));
                let text = escaped(&text.unwrap_or_else(|| predecessor.text.clone()));
                state(snapshot, *definition).map_or(text.clone(), |state| format!("{text} ({state})"))
            }
            None => format!("{} (not defined)", escaped(&predecessor.text)),
        };
        if !before.contains(&said) {
            before.push(said);
        }
    }
    let after = snapshot.dependents(of);
    let after: Vec<String> = after
        .iter()
        .filter_map(|it| snapshot.document(it.file).and_then(|document| label(document, it.target)))
        .map(|text| escaped(&text))
        .collect();
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
