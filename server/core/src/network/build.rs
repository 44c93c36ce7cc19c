//! Builds the network's nodes and arcs out of what the documents declare.

use std::collections::{HashMap, HashSet};

use crate::document::Document;
use crate::index::Target;
use crate::lint::dependencies::{Edge, edges};
use crate::network::length::{Grain, Length};
use crate::network::readiness::Readiness;
use crate::network::standing::Standing;
use crate::network::{Missing, Network, Node, NodeIndex, Progress, Project};
use crate::notation::label::single_spaced;
use crate::plan::task::{Task, TaskIndex};
use crate::plan::{Plan, Verdict};
use crate::workspace::{Definition, FileId, Snapshot};

/// The nodes and arcs of `files` and of what they depend on; how far each is, and when it runs, is found out later.
pub(crate) fn build(snapshot: &Snapshot, files: &[FileId]) -> Network {
    let mut network = Network::default();
    let mut read: Vec<(FileId, Vec<Edge>)> = Vec::new();
    let mut known: HashSet<FileId> = HashSet::new();
    let mut open: Vec<FileId> = files.iter().rev().copied().collect();
    while let Some(file) = open.pop() {
        let Some(document) = snapshot.document(file).filter(|it| it.plan().verdict != Verdict::NoPlan) else {
            continue;
        };
        if !known.insert(file) {
            continue;
        }
        add_nodes(&mut network, file, document);
        let edges = edges(snapshot, file);
        let mut reached: Vec<FileId> = edges.iter().filter_map(Edge::only).map(|it| it.file).collect();
        reached.retain(|it| !known.contains(it) && !open.contains(it));
        // Behind what was asked for, which keeps its order.
        open.splice(0..0, reached);
        read.push((file, edges));
    }
    network.by_definition = network.each().map(|(at, node)| (node.definition, at)).collect();
    add_parents(snapshot, &mut network);
    for (file, edges) in &read {
        for edge in edges {
            add_arc(snapshot, &mut network, *file, edge);
        }
    }
    add_successors(&mut network);
    network.projects = projects(&mut network, &read);
    network
}

fn add_nodes(network: &mut Network, file: FileId, document: &Document) {
    let plan = document.plan();
    let mut nodes = Vec::new();
    for (at, unit) in plan.each_unit() {
        nodes.push((unit.header, unit.label.text.clone(), unit.title.clone(), Target::Unit(at)));
    }
    for (at, task) in plan.each_task().filter(|(_, task)| is_node(task)) {
        let name = task.id.as_ref().map(|id| id.value.clone()).unwrap_or_default();
        nodes.push((task.place, name, single_spaced(document.slice(task.text).trim()), Target::Task(at)));
    }
    nodes.sort_by_cached_key(|(place, .., target)| (document.range(*place).start, *target));
    network.nodes.extend(nodes.into_iter().map(|(place, name, title, target)| Node {
        definition: Definition { file, target },
        place,
        name,
        title,
        parent: None,
        children: Vec::new(),
        standing: Standing::default(),
        progress: Progress::default(),
        length: Length::default(),
        predecessors: Vec::new(),
        successors: Vec::new(),
        missing: Vec::new(),
        waits_for: Vec::new(),
        readiness: Readiness::Ready,
        timing: None,
        cycle: None,
        project: 0,
    }));
}

/// Whether a task is of interest to others: it has an id, or waits for something.
pub fn is_node(task: &Task) -> bool {
    task.id.is_some() || !task.depends.is_empty()
}

fn add_parents(snapshot: &Snapshot, network: &mut Network) {
    for at in (0..network.nodes.len()).map(|at| NodeIndex(at as u32)) {
        let Some(node) = network.node(at) else { continue };
        let Some(document) = snapshot.document(node.definition.file) else { continue };
        let Some(target) = holder_of(document.plan(), node.definition.target) else { continue };
        let parent = network.find(Definition { target, ..node.definition }).filter(|parent| *parent != at);
        // A parent stands before what it holds, so that going outwards ends.
        let Some(parent) = parent.filter(|parent| *parent < at) else { continue };
        if let Some(node) = network.node_mut(at) {
            node.parent = Some(parent);
        }
        if let Some(outer) = network.node_mut(parent) {
            outer.children.push(at);
        }
    }
}

/// The node that holds `target`: the nearest task around a task that is a node, else its unit.
fn holder_of(plan: &Plan, target: Target) -> Option<Target> {
    match target {
        Target::Unit(at) => plan.unit(at)?.parent.map(Target::Unit),
        Target::Task(at) => {
            let task = plan.task(at)?;
            let outer = |at: TaskIndex| plan.task(at).and_then(|it| it.parent).filter(|parent| *parent < at);
            let mut tasks = std::iter::successors(outer(at), |it| outer(*it));
            let around = tasks.find(|it| plan.task(*it).is_some_and(|it| is_node(it) && it.unit == task.unit));
            around.map(Target::Task).or(task.unit.map(Target::Unit))
        }
    }
}

fn add_arc(snapshot: &Snapshot, network: &mut Network, file: FileId, edge: &Edge) {
    let Some(of) = network.find(Definition { file, target: edge.of }) else { return };
    match edge.only().and_then(|on| network.find(on)) {
        Some(on) => {
            let are_nested = network.are_nested(of, on);
            if let Some(node) = network.node_mut(of).filter(|it| !are_nested && !it.predecessors.contains(&on)) {
                node.predecessors.push(on);
            }
        }
        None => {
            let missing = snapshot.document(file).and_then(|document| missing(document, edge));
            if let Some((node, missing)) = network.node_mut(of).zip(missing) {
                node.missing.push(missing);
            }
        }
    }
}

/// What the edge leads to, where that is nothing or not one thing; none for a number between the ends of a range, for
/// which the ends answer.
fn missing(document: &Document, edge: &Edge) -> Option<Missing> {
    let (declared, named) = (edge.declared(document.plan())?, edge.named(document.plan())?);
    let before = edge.index.checked_sub(1).and_then(|before| declared.on.get(before as usize));
    let start = |place| document.range(place).start;
    if edge.on.is_empty() && !named.exact && before.is_some_and(|it| start(it.place) == start(named.place)) {
        return None;
    }
    Some(Missing {
        text: named.text.clone(),
        place: named.place,
        declaration: edge.declaration,
        index: edge.index,
        candidates: edge.on.clone(),
    })
}

fn add_successors(network: &mut Network) {
    let arcs: Vec<(NodeIndex, NodeIndex)> =
        network.each().flat_map(|(at, node)| node.predecessors.iter().map(move |on| (*on, at))).collect();
    for (on, waits) in arcs {
        if let Some(node) = network.node_mut(on) {
            node.successors.push(waits);
        }
    }
}

/// Joins the documents between which there are arcs.
fn projects(network: &mut Network, read: &[(FileId, Vec<Edge>)]) -> Vec<Project> {
    let mut group: HashMap<FileId, usize> = read.iter().enumerate().map(|(at, (file, _))| (*file, at)).collect();
    let mut linked = HashSet::new();
    for (_, node) in network.each() {
        for on in node.predecessors.iter().filter_map(|on| network.node(*on)) {
            linked.insert(node.definition.file);
            let pair = group.get(&node.definition.file).copied().zip(group.get(&on.definition.file).copied());
            if let Some((one, other)) = pair.filter(|(one, other)| one != other) {
                let (from, to) = (one.max(other), one.min(other));
                group.values_mut().filter(|it| **it == from).for_each(|it| *it = to);
            }
        }
    }
    let mut projects: Vec<Project> = Vec::new();
    let mut place: HashMap<usize, u32> = HashMap::new();
    for (file, _) in read {
        let Some(at) = group.get(file) else { continue };
        let index = *place.entry(*at).or_insert(projects.len() as u32);
        if index as usize == projects.len() {
            projects.push(Project { files: Vec::new(), grain: Grain::Step, length: 0, has_arcs: false });
        }
        if let Some(project) = projects.get_mut(index as usize) {
            project.files.push(*file);
            project.has_arcs |= linked.contains(file);
        }
        network.nodes.iter_mut().filter(|it| it.definition.file == *file).for_each(|it| it.project = index);
    }
    projects
}
