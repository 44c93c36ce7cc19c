//! What the units and tasks of the checked document wait for, resolved once for all rules.

use std::collections::{BTreeMap, HashSet};

use petgraph::graphmap::DiGraphMap;

use crate::index::Target;
use crate::lint::rule::{Context, Subject};
use crate::notation::label::Name;
use crate::notation::status::Status;
use crate::plan::Plan;
use crate::plan::place::Place;
use crate::plan::unit::{Dependency, Predecessor, UnitIndex};
use crate::workspace::resolve::Circle;
use crate::workspace::{Definition, FileId, Snapshot};

/// One predecessor that a unit or task of the checked document names.
#[derive(Clone, Debug)]
pub struct Edge {
    /// What waits.
    pub of: Target,
    /// Which of its declarations names the predecessor.
    pub declaration: u32,
    /// Which of the declaration's predecessors it is.
    pub index: u32,
    /// What is meant: nothing where that is defined nowhere, several where nobody can tell.
    pub on: Vec<Definition>,
}

impl Edge {
    /// The edge as the subject of a finding.
    pub fn subject(&self) -> Subject {
        match self.of {
            Target::Unit(at) => Subject::UnitDependency(at, self.declaration, self.index),
            Target::Task(at) => Subject::TaskDependency(at, self.declaration, self.index),
        }
    }

    /// The one definition that is meant, if there is one.
    pub fn only(&self) -> Option<Definition> {
        match self.on.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The declaration.
    pub fn declared<'a>(&self, plan: &'a Plan) -> Option<&'a Dependency> {
        declarations(plan, self.of).get(self.declaration as usize)
    }

    /// The predecessor as it is named.
    pub fn named<'a>(&self, plan: &'a Plan) -> Option<&'a Predecessor> {
        self.declared(plan)?.on.get(self.index as usize)
    }
}

/// Every edge of `file`, in document order, units first; none of what is cancelled.
pub fn edges(snapshot: &Snapshot, file: FileId) -> Vec<Edge> {
    let Some(document) = snapshot.document(file) else { return Vec::new() };
    let plan = document.plan();
    let units = plan.each_unit().filter(|(_, it)| !it.depends.is_empty()).map(|(at, _)| Target::Unit(at));
    let tasks = plan.each_task().filter(|(_, it)| !it.depends.is_empty()).map(|(at, _)| Target::Task(at));
    let mut edges = Vec::new();
    for of in units.chain(tasks).filter(|of| status(plan, *of) != Some(Status::Cancelled)) {
        for (declaration, dependency) in declarations(plan, of).iter().enumerate() {
            for (index, predecessor) in dependency.on.iter().enumerate() {
                let on = meant(snapshot, file, holder(plan, of), &predecessor.name);
                edges.push(Edge { of, declaration: declaration as u32, index: index as u32, on });
            }
        }
    }
    edges
}

/// What `name` means in the section of `unit`. A document with phases of its own does not mean the phase of some plan
/// elsewhere in the workspace, and free text is no title of a unit elsewhere.
pub fn meant(snapshot: &Snapshot, file: FileId, unit: Option<UnitIndex>, name: &Name) -> Vec<Definition> {
    let found = snapshot.resolve_in(file, unit, name);
    let own_kind = match (name, snapshot.document(file)) {
        (Name::Label(kind, _), Some(document)) => {
            document.plan().units.iter().filter(|it| it.label.kind == Some(*kind)).take(2).count() > 1
        }
        (Name::Title(_), _) => true,
        _ => false,
    };
    let far = |it: &Definition| snapshot.circle(file, it.file) >= Circle::Root;
    if own_kind && found.iter().all(far) { Vec::new() } else { found }
}

/// What `of` declares to wait for.
pub fn declarations(plan: &Plan, of: Target) -> &[Dependency] {
    match of {
        Target::Unit(at) => plan.unit(at).map_or(&[], |unit| &unit.depends),
        Target::Task(at) => plan.task(at).map_or(&[], |task| &task.depends),
    }
}

/// The unit in whose section `of` declares: a unit's own, a task's.
pub fn holder(plan: &Plan, of: Target) -> Option<UnitIndex> {
    match of {
        Target::Unit(at) => Some(at),
        Target::Task(at) => plan.task(at).and_then(|task| task.unit),
    }
}

/// How far `of` is, where the plan says so.
pub fn status(plan: &Plan, of: Target) -> Option<Status> {
    match of {
        Target::Unit(at) => plan.unit(at)?.status.as_ref().map(|said| said.value),
        Target::Task(at) => plan.task(at)?.status,
    }
}

/// How far units and tasks are by other places of their document, such as a table: what the first of them says.
pub fn elsewhere(snapshot: &Snapshot, file: FileId) -> BTreeMap<Target, Status> {
    let mut found = BTreeMap::new();
    let Some(held) = snapshot.file(file) else { return found };
    for restated in &held.document.plan().restatements {
        if let ([one], Some(said)) = (held.names().get(&restated.name), &restated.status) {
            found.entry(*one).or_insert(said.value);
        }
    }
    found
}

/// Where `of` is named by its definition.
pub fn name_place(plan: &Plan, of: Target) -> Option<Place> {
    match of {
        Target::Unit(at) => Some(plan.unit(at)?.name),
        Target::Task(at) => {
            let task = plan.task(at)?;
            Some(task.id.as_ref().map_or(task.place, |id| id.place))
        }
    }
}

/// A unit's label or a task's id; `This task` for one without.
pub fn who(plan: &Plan, of: Target) -> String {
    let known = match of {
        Target::Unit(at) => plan.unit(at).map(|unit| unit.label.text.clone()),
        Target::Task(at) => plan.task(at).and_then(|task| Some(task.id.as_ref()?.value.clone())),
    };
    known.unwrap_or_else(|| "This task".to_owned())
}

impl Context<'_> {
    /// The label or id of a definition anywhere in the workspace.
    pub fn label_of(&self, definition: Definition) -> String {
        self.snapshot.document(definition.file).map_or_else(String::new, |it| who(it.plan(), definition.target))
    }
}

/// What waits for what, from `file` on: its edges, and those of every unit and task elsewhere that they lead to. Arcs
/// go from what waits to its predecessor; a name that may mean several things has none.
pub fn graph(cx: &Context<'_>) -> DiGraphMap<Definition, Named> {
    let mut graph = DiGraphMap::new();
    let mut read = HashSet::from([cx.file]);
    let mut open = Vec::new();
    let mut add = |file: FileId, edges: &[Edge], open: &mut Vec<FileId>| {
        for edge in edges {
            let Some(on) = edge.only() else { continue };
            let of = Definition { file, target: edge.of };
            if !graph.contains_edge(of, on) {
                graph.add_edge(of, on, Named { declaration: edge.declaration, index: edge.index });
            }
            if read.insert(on.file) {
                open.push(on.file);
            }
        }
    };
    add(cx.file, cx.edges, &mut open);
    while let Some(file) = open.pop() {
        add(file, &edges(cx.snapshot, file), &mut open);
    }
    graph
}

/// Which predecessor of which declaration an arc stands for.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    /// The declaration.
    pub declaration: u32,
    /// The predecessor in it.
    pub index: u32,
}

impl Named {
    /// Where `of` names the predecessor.
    pub fn place(self, plan: &Plan, of: Target) -> Option<Place> {
        Some(declarations(plan, of).get(self.declaration as usize)?.on.get(self.index as usize)?.place)
    }
}
