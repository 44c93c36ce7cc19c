//! The critical path method: when a node can begin, when it must be finished, and what cannot be late.

use std::collections::HashSet;

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;

use crate::network::length::Basis;
use crate::network::{Network, Node, NodeIndex};
use crate::notation::status::Status;

/// When something runs at the earliest and at the latest, in steps from its project's start.
///
/// The start is counted from 0, and an end is the start of what comes next: something of two weeks that begins at once
/// runs from 0 to 2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    /// It can begin here, when all before it is finished.
    pub earliest_start: i64,
    /// It is finished here, if it begins so.
    pub earliest_finish: i64,
    /// It must begin here, or the project ends later.
    pub latest_start: i64,
    /// It must be finished here, or the project ends later.
    pub latest_finish: i64,
    /// The total slack: so many steps it may be late. Never below 0. Of a container, the least of what it holds.
    pub slack: i64,
    /// It has no slack, and a dependency touches it, what holds it or what it holds.
    pub is_critical: bool,
}

/// The start or the end of a node: twice its index, and 1 for the end.
type Event = u32;

fn start(at: NodeIndex) -> Event {
    at.0 * 2
}

fn end(at: NodeIndex) -> Event {
    at.0 * 2 + 1
}

fn node_of(event: Event) -> NodeIndex {
    NodeIndex(event / 2)
}

/// Sets the times of all nodes, the lengths of the projects, and the cycles.
pub(crate) fn schedule(network: &mut Network) {
    let graph = events(network);
    let mut order: Vec<Event> = Vec::new();
    let mut cycles: Vec<Vec<NodeIndex>> = Vec::new();
    // Components come with the last first.
    for component in tarjan_scc(&graph) {
        if let [one] = component.as_slice() {
            order.push(*one);
            continue;
        }
        let mut members: Vec<NodeIndex> = component.into_iter().map(node_of).collect();
        members.sort();
        members.dedup();
        cycles.push(members);
    }
    order.reverse();
    cycles.sort();
    let in_cycle: HashSet<NodeIndex> = cycles.iter().flatten().copied().collect();
    order.retain(|event| !in_cycle.contains(&node_of(*event)));
    let earliest = forward(&graph, &order, network.nodes.len());
    let touched = touched(network);
    let lengths = project_lengths(network, &order, &earliest, &touched);
    let latest = backward(network, &graph, &order, &earliest, &lengths);
    for (project, length) in network.projects.iter_mut().zip(lengths) {
        project.length = length;
    }
    for (index, members) in (0..).zip(&cycles) {
        for at in members {
            if let Some(node) = network.node_mut(*at) {
                node.cycle = Some(index);
            }
        }
    }
    network.cycles = cycles;
    set(network, &order, &earliest, &latest, &touched);
}

/// Arcs from what comes first, with how much later the other comes at least. What is cancelled has none.
fn events(network: &Network) -> DiGraphMap<Event, i64> {
    let mut graph = DiGraphMap::new();
    let counts = |at: NodeIndex| network.node(at).is_some_and(|it| it.standing.status != Status::Cancelled);
    for (at, node) in network.each().filter(|(at, _)| counts(*at)) {
        graph.add_edge(start(at), end(at), node.length.steps);
        if let Some(parent) = node.parent.filter(|it| counts(*it)) {
            graph.add_edge(start(parent), start(at), 0);
            graph.add_edge(end(at), end(parent), 0);
        }
        for on in node.predecessors.iter().filter(|it| counts(**it)) {
            graph.add_edge(end(*on), start(at), 0);
        }
    }
    graph
}

fn forward(graph: &DiGraphMap<Event, i64>, order: &[Event], nodes: usize) -> Vec<i64> {
    let mut times = vec![0_i64; nodes * 2];
    for &event in order {
        let time = times.get(event as usize).copied().unwrap_or(0);
        for (_, next, length) in graph.edges(event) {
            if let Some(other) = times.get_mut(next as usize) {
                *other = (*other).max(time.saturating_add(*length));
            }
        }
    }
    times
}

/// Which nodes have a part in some dependency: themselves or by what holds them. In nothing else an order is declared.
fn touched(network: &Network) -> Vec<bool> {
    let mut touched: Vec<bool> = Vec::with_capacity(network.nodes.len());
    for node in &network.nodes {
        let outer = node.parent.and_then(|parent| touched.get(parent.0 as usize).copied()).unwrap_or(false);
        touched.push(outer || !node.predecessors.is_empty() || !node.successors.is_empty());
    }
    touched
}

fn project_lengths(network: &Network, order: &[Event], earliest: &[i64], touched: &[bool]) -> Vec<i64> {
    let mut lengths = vec![0_i64; network.projects.len()];
    for &event in order {
        let at = node_of(event);
        let Some(node) = network.node(at).filter(|_| touched.get(at.0 as usize) == Some(&true)) else { continue };
        let time = earliest.get(event as usize).copied().unwrap_or(0);
        if let Some(length) = lengths.get_mut(node.project as usize) {
            *length = time.max(*length);
        }
    }
    lengths
}

/// The latest times. Nothing must end before its project does; what no dependency touches may even end later.
fn backward(
    network: &Network,
    graph: &DiGraphMap<Event, i64>,
    order: &[Event],
    earliest: &[i64],
    lengths: &[i64],
) -> Vec<i64> {
    let project = |event: Event| network.node(node_of(event)).and_then(|it| lengths.get(it.project as usize));
    let mut times: Vec<i64> =
        (0_u32..).zip(earliest).map(|(event, time)| project(event).copied().unwrap_or(0).max(*time)).collect();
    let known: HashSet<Event> = order.iter().copied().collect();
    for &event in order.iter().rev() {
        let next = graph.edges(event).filter(|(_, next, _)| known.contains(next));
        let least = next.filter_map(|(_, next, length)| Some(times.get(next as usize)? - *length)).min();
        if let (Some(least), Some(time)) = (least, times.get_mut(event as usize)) {
            *time = least.min(*time);
        }
    }
    times
}

fn set(network: &mut Network, order: &[Event], earliest: &[i64], latest: &[i64], touched: &[bool]) {
    let known: HashSet<NodeIndex> = order.iter().map(|event| node_of(*event)).collect();
    let time = |times: &[i64], event: Event| times.get(event as usize).copied().unwrap_or(0);
    // What is inside stands behind what holds it.
    for at in (0..network.nodes.len()).rev().map(|at| NodeIndex(at as u32)).filter(|at| known.contains(at)) {
        let Some(node) = network.node(at) else { continue };
        let (from, to) = (time(earliest, start(at)), time(latest, end(at)));
        let own = Some(to - from - node.length.steps).filter(|_| node.length.basis != Basis::Contents);
        let inside: Vec<Timing> =
            node.children.iter().filter_map(|it| network.node(*it)).filter_map(|it| it.timing).collect();
        let least = inside.iter().map(|it| it.slack).chain(own).min();
        let slack = least.unwrap_or(to - time(earliest, end(at)));
        let is_touched = touched.get(at.0 as usize) == Some(&true);
        // What has no length of its own begins with the first that it holds.
        let of_contents = Some(&inside).filter(|_| node.length.basis == Basis::Contents);
        let first = |of: fn(&Timing) -> i64, otherwise: i64| {
            of_contents.and_then(|it| it.iter().map(of).min()).unwrap_or(otherwise)
        };
        let timing = Timing {
            earliest_start: first(|it| it.earliest_start, from),
            earliest_finish: time(earliest, end(at)),
            latest_start: first(|it| it.latest_start, time(latest, start(at))),
            latest_finish: to,
            slack,
            is_critical: slack == 0 && (is_touched || inside.iter().any(|it| it.is_critical)),
        };
        if let Some(node) = network.node_mut(at) {
            node.timing = Some(timing);
        }
    }
}

/// The nodes that determine how long their project takes, the first to begin first.
pub fn critical_path(network: &Network, project: u32) -> Vec<(NodeIndex, &Node)> {
    let mut path: Vec<(NodeIndex, &Node)> =
        network.each().filter(|(_, node)| node.project == project && node.is_critical()).collect();
    path.sort_by_key(|(at, node)| (node.timing.map(|it| it.earliest_start), *at));
    path
}
