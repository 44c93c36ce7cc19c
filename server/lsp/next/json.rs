//! The agenda as JSON; `docs/commands/next.md` documents its shape. Keys may be added, none is renamed or dropped.

use std::io::{self, Write};

use milepost_core::lint::span::span_of;
use milepost_core::network::readiness::Readiness;
use milepost_core::network::{Node, NodeIndex};
use milepost_core::plan::task::TaskIndex;
use milepost_core::workspace::FileId;
use serde::Serialize;

use crate::next::agenda::{Agenda, Entry};
use crate::plans::{Plans, plain};

/// Prints the agenda, with at most `limit` entries of each kind.
pub fn print(plans: &Plans, agenda: &Agenda, limit: usize, out: &mut dyn Write) -> io::Result<()> {
    let entries = |list: &[Entry]| list.iter().take(limit).map(|it| entry(plans, it)).collect();
    let paths = |files: &[FileId]| files.iter().map(|it| plans.path(*it).to_owned()).collect();
    let page = Page {
        today: plans.gathered.snapshot.today.map(|it| it.to_string()),
        plans: paths(&plans.files),
        in_progress: entries(&agenda.in_progress),
        ready: entries(&agenda.ready),
        blocked: entries(&agenda.blocked),
        deferred: entries(&agenda.deferred),
        finished: paths(&agenda.finished),
        unordered: paths(&agenda.unordered),
    };
    serde_json::to_writer_pretty(&mut *out, &page)?;
    writeln!(out)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    today: Option<String>,
    plans: Vec<String>,
    in_progress: Vec<Item>,
    ready: Vec<Item>,
    blocked: Vec<Item>,
    deferred: Vec<Item>,
    finished: Vec<String>,
    unordered: Vec<String>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    kind: &'static str,
    path: String,
    line: Option<u32>,
    name: String,
    title: String,
    within: Vec<String>,
    status: Option<String>,
    progress: Option<Progress>,
    schedule: Option<String>,
    due: Option<String>,
    owner: Option<String>,
    waits_for: Vec<Reference>,
    missing: Vec<String>,
    cycle: Vec<Reference>,
    tasks: Vec<OpenTask>,
}

#[derive(Serialize)]
struct Progress {
    done: u32,
    of: u32,
}

#[derive(Serialize)]
struct Reference {
    path: String,
    line: u32,
    name: String,
    title: String,
    status: String,
}

#[derive(Serialize)]
struct OpenTask {
    line: u32,
    id: Option<String>,
    text: String,
    status: Option<String>,
    optional: bool,
}

fn entry(plans: &Plans, entry: &Entry) -> Item {
    let tasks = entry.tasks.iter().filter_map(|it| task(plans, entry.file, *it)).collect();
    let due = entry.due.map(|it| it.to_string());
    let path = plans.path(entry.file).to_owned();
    let Some((at, node)) = entry.node.and_then(|at| Some((at, plans.network.node(at)?))) else {
        return Item { kind: "tasks", path, due, tasks, ..Item::default() };
    };
    let unit = plans.unit(node);
    let cycle = node.cycle.and_then(|it| plans.network.cycles.get(it as usize));
    let by = match &node.readiness {
        Readiness::Blocked { by } => by,
        _ => &node.waits_for,
    };
    let references = |list: &[NodeIndex]| {
        list.iter().filter_map(|it| plans.network.node(*it)).map(|it| reference(plans, it)).collect()
    };
    let around = plans.network.around(at).into_iter().rev().filter_map(|it| plans.network.node(it));
    Item {
        kind: if node.is_unit() { "unit" } else { "task" },
        path,
        line: Some(plans.line(entry.file, node.place)),
        name: node.name.clone(),
        title: plans.title(node),
        within: around.map(|it| plans.short(it)).collect(),
        status: Some(node.standing.status.to_string()),
        progress: Some(Progress { done: node.progress.done, of: node.progress.total }),
        schedule: unit.and_then(span_of).map(|it| it.to_string()),
        due,
        owner: unit.and_then(|it| it.owner.as_ref()).map(|it| it.value.clone()),
        waits_for: references(by),
        missing: plans.missing(node).iter().map(|it| plain(&it.text)).collect(),
        cycle: cycle.map(|it| references(it)).unwrap_or_default(),
        tasks,
    }
}

fn reference(plans: &Plans, node: &Node) -> Reference {
    Reference {
        path: plans.path(node.definition.file).to_owned(),
        line: plans.line(node.definition.file, node.place),
        name: node.name.clone(),
        title: plans.title(node),
        status: node.standing.status.to_string(),
    }
}

fn task(plans: &Plans, file: FileId, at: TaskIndex) -> Option<OpenTask> {
    let task = plans.plan(file)?.task(at)?;
    Some(OpenTask {
        line: plans.line(file, task.place),
        id: task.id.as_ref().map(|it| it.value.clone()),
        text: plans.words(file, task),
        status: task.status.map(|it| it.to_string()),
        optional: task.optional,
    })
}
