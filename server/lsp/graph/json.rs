//! The network as JSON; `docs/commands/graph.md` documents its shape. Keys may be added, none is renamed or dropped.

use std::io::{self, Write};

use milepost_core::lint::span::span_of;
use milepost_core::network::length::Basis;
use milepost_core::network::readiness::Readiness;
use milepost_core::network::standing::Source;
use milepost_core::network::timing::critical_path;
use milepost_core::network::{Node, NodeIndex};
use serde::Serialize;

use crate::graph::drawing::{Drawing, Look};
use crate::plans::Plans;

/// Prints what is drawn.
pub fn print(plans: &Plans, drawing: &Drawing, out: &mut dyn Write) -> io::Result<()> {
    let nodes = plans.network.each().filter_map(|(at, node)| item(plans, drawing, at, node));
    let ids = |list: &[NodeIndex]| list.iter().filter_map(|it| drawing.ids.get(it).cloned()).collect::<Vec<_>>();
    let projects = (0_u32..).zip(&plans.network.projects).map(|(at, project)| Project {
        paths: project.files.iter().map(|it| plans.path(*it).to_owned()).collect(),
        grain: project.grain.to_string(),
        length: project.length,
        critical: ids(&critical_path(&plans.network, at).into_iter().map(|(at, _)| at).collect::<Vec<_>>()),
    });
    let edges = drawing.arrows.iter().map(|it| Edge {
        from: it.from.clone(),
        to: it.to.clone(),
        is_critical: it.look == Look::Critical,
        is_in_cycle: it.look == Look::Cycle,
    });
    let lost = drawing.lost.iter().map(|it| Missing {
        id: it.id.clone(),
        name: it.text.clone(),
        is_broken: it.is_broken,
        is_ambiguous: it.is_ambiguous,
    });
    let graph = Graph {
        projects: projects.collect(),
        nodes: nodes.collect(),
        edges: edges.collect(),
        missing: lost.collect(),
        cycles: plans.network.cycles.iter().map(|it| ids(it)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &graph)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Graph {
    projects: Vec<Project>,
    nodes: Vec<Item>,
    edges: Vec<Edge>,
    missing: Vec<Missing>,
    cycles: Vec<Vec<String>>,
}

#[derive(Serialize)]
struct Project {
    paths: Vec<String>,
    grain: String,
    length: i64,
    critical: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    id: String,
    kind: &'static str,
    name: String,
    title: String,
    path: String,
    line: u32,
    parent: Option<String>,
    schedule: Option<String>,
    status: String,
    status_from: &'static str,
    readiness: &'static str,
    progress: Progress,
    length: Length,
    timing: Option<Timing>,
}

#[derive(Serialize)]
struct Progress {
    done: u32,
    of: u32,
}

#[derive(Serialize)]
struct Length {
    steps: i64,
    from: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Timing {
    earliest_start: i64,
    earliest_finish: i64,
    latest_start: i64,
    latest_finish: i64,
    slack: i64,
    is_critical: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Edge {
    from: String,
    to: String,
    is_critical: bool,
    is_in_cycle: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Missing {
    id: String,
    name: String,
    is_broken: bool,
    is_ambiguous: bool,
}

fn item(plans: &Plans, drawing: &Drawing, at: NodeIndex, node: &Node) -> Option<Item> {
    let parent = plans.network.around(at).into_iter().find_map(|it| drawing.ids.get(&it).cloned());
    Some(Item {
        id: drawing.ids.get(&at)?.clone(),
        kind: if node.is_unit() { "unit" } else { "task" },
        name: node.name.clone(),
        title: plans.title(node),
        path: plans.path(node.definition.file).to_owned(),
        line: plans.line(node.definition.file, node.place),
        parent,
        schedule: plans.unit(node).and_then(span_of).map(|it| it.to_string()),
        status: node.standing.status.to_string(),
        status_from: match node.standing.source {
            Source::Stated => "stated",
            Source::Restated => "restated",
            Source::RolledUp => "tasks",
            Source::Inherited => "parent",
            Source::Unsaid => "nothing",
        },
        readiness: match node.readiness {
            Readiness::Done => "done",
            Readiness::Cancelled => "cancelled",
            Readiness::InProgress => "inProgress",
            Readiness::Ready => "ready",
            Readiness::Blocked { .. } => "blocked",
            Readiness::Deferred => "deferred",
            Readiness::Unknown { .. } => "unknown",
        },
        progress: Progress { done: node.progress.done, of: node.progress.total },
        length: Length {
            steps: node.length.steps,
            from: match node.length.basis {
                Basis::Schedule => "schedule",
                Basis::Duration => "duration",
                Basis::Contents => "contents",
                Basis::Within => "within",
                Basis::Assumed => "assumed",
            },
        },
        timing: node.timing.map(|it| Timing {
            earliest_start: it.earliest_start,
            earliest_finish: it.earliest_finish,
            latest_start: it.latest_start,
            latest_finish: it.latest_finish,
            slack: it.slack,
            is_critical: it.is_critical,
        }),
    })
}
