//! What the network says of a unit or task: how far it is, its slack, and whether it is on the critical path.

use crate::network::standing::{Source, Standing};
use crate::network::together::together;
use crate::network::{Network, NodeIndex, Project};
use crate::plan::Plan;
use crate::workspace::{Definition, Snapshot};

/// What a card takes from the network.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    /// How far it is, where only another place of its document says so.
    pub(crate) status: Option<String>,
    /// `on the critical path`, `slack 2 weeks`; none where no dependency touches it.
    pub(crate) timing: Option<String>,
}

/// What the network of `of` and of all that is planned together with it says.
pub(crate) fn told(snapshot: &Snapshot, of: Definition) -> Told {
    let network = Network::of(snapshot, &together(snapshot, of.file));
    let Some((at, node)) = network.find(of).and_then(|at| Some((at, network.node(at)?))) else {
        return Told::default();
    };
    let project = network.project_of(of.file).filter(|it| it.has_arcs);
    Told { status: status(node.standing), timing: project.and_then(|it| timing(&network, it, at)) }
}

/// Whether `plan` says anything that only the network of its documents can tell.
pub(crate) fn is_worth_a_network(plan: &Plan) -> bool {
    plan.units.iter().any(|it| !it.depends.is_empty())
        || plan.tasks.iter().any(|it| !it.depends.is_empty())
        || plan.restatements.iter().any(|it| it.status.is_some())
}

/// What a unit says itself, its card has; and its tasks are counted there.
fn status(standing: Standing) -> Option<String> {
    (standing.source == Source::Restated).then(|| standing.status.to_string())
}

fn timing(network: &Network, project: &Project, at: NodeIndex) -> Option<String> {
    let node = network.node(at)?;
    if node.cycle.is_some() {
        return Some("waits for itself".to_owned());
    }
    let timing = node.timing?;
    if timing.is_critical {
        return Some("on the critical path".to_owned());
    }
    let has_arcs =
        |at: &NodeIndex| network.node(*at).is_some_and(|it| !it.predecessors.is_empty() || !it.successors.is_empty());
    let is_touched = has_arcs(&at) || network.around(at).iter().chain(&network.inside(at)).any(has_arcs);
    // What is done cannot be late any more.
    (is_touched && !node.standing.is_closed()).then(|| {
        let plural = if timing.slack == 1 { "" } else { "s" };
        format!("slack {} {}{plural}", timing.slack, project.grain)
    })
}
