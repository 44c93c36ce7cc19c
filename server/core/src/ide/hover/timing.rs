//! What the network says of a unit or task: how far it is, its slack, and whether it is on the critical path.

use crate::network::standing::Source;
use crate::network::together::together;
use crate::network::{Network, NodeIndex, Project};
use crate::plan::Plan;
use crate::workspace::{Definition, Snapshot};

/// What the network of a definition and of all that is planned together with it says.
#[derive(Debug, Default)]
pub(crate) struct Told(Network);

impl Told {
    /// Reads the network around `of`.
    pub(crate) fn of(snapshot: &Snapshot, of: Definition) -> Told {
        Told(Network::of(snapshot, &together(snapshot, of.file)))
    }

    /// How far `of` is, where only another place of its document says so.
    pub(crate) fn status(&self, of: Definition) -> Option<String> {
        let standing = self.0.node(self.0.find(of)?)?.standing;
        (standing.source == Source::Restated).then(|| standing.status.to_string())
    }

    /// `on the critical path`, `slack 2 weeks`; none where no dependency touches it.
    pub(crate) fn timing(&self, of: Definition) -> Option<String> {
        let project = self.0.project_of(of.file).filter(|it| it.has_arcs)?;
        timing(&self.0, project, self.0.find(of)?)
    }
}

/// Whether `plan` says anything that only the network of its documents can tell.
pub(crate) fn is_worth_a_network(plan: &Plan) -> bool {
    plan.units.iter().any(|it| !it.depends.is_empty())
        || plan.tasks.iter().any(|it| !it.depends.is_empty())
        || plan.restatements.iter().any(|it| it.status.is_some())
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
