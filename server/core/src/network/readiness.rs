//! Whether a node can be worked on, and what it waits for.

use crate::network::{Network, Node, NodeIndex};
use crate::notation::status::Status;

/// Whether something can be worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// Nothing is left to do.
    Done,
    /// It was given up.
    Cancelled,
    /// It is being worked on, whatever it waits for.
    InProgress,
    /// It may begin.
    Ready,
    /// It cannot go on.
    Blocked {
        /// What has to be done first, nearest first; empty where it says itself that it is blocked, and not by what.
        by: Vec<NodeIndex>,
    },
    /// It is put off.
    Deferred,
    /// All that is there is done, but nobody can tell what else it waits for.
    Unknown {
        /// The node that names it, itself or one around or inside it, and which of that node's `missing`, by index.
        missing: Vec<(NodeIndex, u32)>,
    },
}

/// Sets for every node what it waits for, and whether it can be worked on.
pub(crate) fn assess(network: &mut Network) {
    let all = || (0..network.nodes.len()).map(|at| NodeIndex(at as u32));
    let own: Vec<(Vec<NodeIndex>, Readiness)> = all().map(|at| of_node(network, at)).collect();
    for (node, (waits_for, readiness)) in network.nodes.iter_mut().zip(own) {
        node.waits_for = waits_for;
        node.readiness = readiness;
    }
    // What is inside stands behind what holds it.
    for at in (0..network.nodes.len()).rev().map(|at| NodeIndex(at as u32)) {
        if let Some(readiness) = by_contents(network, at)
            && let Some(node) = network.node_mut(at)
        {
            node.readiness = readiness;
        }
    }
}

/// By what it and what holds it declare.
fn of_node(network: &Network, at: NodeIndex) -> (Vec<NodeIndex>, Readiness) {
    let Some(node) = network.node(at) else { return (Vec::new(), Readiness::Ready) };
    let line: Vec<NodeIndex> = std::iter::once(at).chain(network.around(at)).collect();
    let mut waits_for: Vec<NodeIndex> = Vec::new();
    let mut missing = Vec::new();
    let mut stopped = None;
    for holder in &line {
        let Some(outer) = network.node(*holder) else { continue };
        for on in &outer.predecessors {
            let is_open = network.node(*on).is_some_and(|it| !it.standing.is_closed());
            if is_open && !line.contains(on) && !waits_for.contains(on) {
                waits_for.push(*on);
            }
        }
        let unclear = (0_u32..).zip(&outer.missing).filter(|(_, it)| {
            let mut candidates = it.candidates.iter().filter_map(|it| network.find(*it));
            it.candidates.is_empty() || !candidates.all(|it| network.node(it).is_some_and(|it| it.standing.is_closed()))
        });
        missing.extend(unclear.map(|(index, _)| (*holder, index)));
        if outer.standing.status == Status::Blocked && *holder != at && stopped.is_none() {
            stopped = Some(*holder);
        }
    }
    let readiness = match node.standing.status {
        Status::Done => Readiness::Done,
        Status::Cancelled => Readiness::Cancelled,
        _ if node.standing.is_deferred => Readiness::Deferred,
        Status::Active => Readiness::InProgress,
        Status::Blocked => Readiness::Blocked { by: waits_for.clone() },
        Status::Todo if !waits_for.is_empty() => Readiness::Blocked { by: waits_for.clone() },
        Status::Todo if stopped.is_some() => Readiness::Blocked { by: stopped.into_iter().collect() },
        Status::Todo if !missing.is_empty() => Readiness::Unknown { missing },
        Status::Todo => Readiness::Ready,
    };
    (waits_for, readiness)
}

/// What could begin by itself cannot where nothing of what it holds can; none where that does not say otherwise.
fn by_contents(network: &Network, at: NodeIndex) -> Option<Readiness> {
    let node = network.node(at).filter(|it| it.readiness == Readiness::Ready && !it.children.is_empty())?;
    let known = |node: &Node| node.children.iter().filter_map(|it| network.node(*it)).collect::<Vec<_>>();
    let children = known(node);
    let counted = children.iter().filter(|it| !it.is_unit()).count() as u32;
    let in_units: u32 = children.iter().filter(|it| it.is_unit()).map(|it| it.progress.total).sum();
    // Tasks that are no nodes wait for nothing.
    if node.is_unit() && node.progress.total.saturating_sub(in_units) > counted {
        return None;
    }
    let inside = network.inside(at);
    let (mut by, mut inner, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    for child in children {
        match &child.readiness {
            Readiness::Ready | Readiness::InProgress => return None,
            Readiness::Done | Readiness::Cancelled | Readiness::Deferred => {}
            Readiness::Blocked { by: blockers } => {
                for blocker in blockers {
                    let list = if inside.contains(blocker) { &mut inner } else { &mut by };
                    if !list.contains(blocker) {
                        list.push(*blocker);
                    }
                }
            }
            Readiness::Unknown { missing: unclear } => missing.extend(unclear.iter().copied()),
        }
    }
    match (by.is_empty(), missing.is_empty(), inner.is_empty()) {
        (false, ..) => Some(Readiness::Blocked { by }),
        (_, false, _) => Some(Readiness::Unknown { missing }),
        (.., false) => Some(Readiness::Blocked { by: inner }),
        _ => None,
    }
}
