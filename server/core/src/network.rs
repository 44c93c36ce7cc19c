//! The precedence network: units and tasks with what comes before them, how far they are, and what the order costs.
//!
//! Arcs are what documents declare (`Depends on: Phase 1`) and nothing else: a plan that only lists its sprints one
//! after the other has a network without arcs, in which everything may begin. What depends on a container depends on all
//! that it holds; what stands in a container waits for what that waits for.
//!
//! Times are those of the critical path method. They count [`Grain`] steps from the start of a [`Project`] and know
//! nothing of the calendar: a unit's stated weeks give its length, not its place.

pub mod build;
pub mod length;
pub mod standing;
pub mod readiness;
pub mod timing;
pub mod together;

use std::collections::HashMap;

use crate::index::Target;
use crate::network::length::{Grain, Length};
use crate::network::readiness::Readiness;
use crate::network::standing::Standing;
use crate::network::timing::Timing;
use crate::plan::place::Place;
use crate::workspace::{Definition, FileId, Snapshot};

/// A node's index in its network. Changes with the documents; never stored across edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeIndex(pub u32);

/// A unit, or a task that has an id or declares what it waits for.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it is defined.
    pub definition: Definition,
    /// The line that defines it, in the definition's file.
    pub place: Place,
    /// Its label (`Sprint 2`) or id (`T012`) as written; empty for a task without an id.
    pub name: String,
    /// A unit's title or a task's words, as written; empty where none.
    pub title: String,
    /// The unit or task that holds it.
    pub parent: Option<NodeIndex>,
    /// The nodes directly inside it, in document order.
    pub children: Vec<NodeIndex>,
    /// How far it is, and who says so.
    pub standing: Standing,
    /// How many of its tasks are done, those of units inside it too; a task counts itself.
    pub progress: Progress,
    /// How long it takes.
    pub length: Length,
    /// What it declares to wait for, in its order, each once. Holds what is done too, and not what contains it or what
    /// it contains, for which nothing can wait.
    pub predecessors: Vec<NodeIndex>,
    /// What declares to wait for it, in the order of nodes.
    pub successors: Vec<NodeIndex>,
    /// What it declares to wait for and nobody can tell what that is.
    pub missing: Vec<Missing>,
    /// The predecessors that are still open: its own, then those of what holds it.
    pub waits_for: Vec<NodeIndex>,
    /// Whether it can be worked on.
    pub readiness: Readiness,
    /// When it can begin and must be finished; none for what is cancelled, or stands in a cycle.
    pub timing: Option<Timing>,
    /// The cycle in which it waits for itself, by index in [`Network::cycles`].
    pub cycle: Option<u32>,
    /// The project that it belongs to, by index in [`Network::projects`].
    pub project: u32,
}

impl Node {
    /// Name and title, as a person would say it: `Sprint 2: Parser`, `T012 Write the parser`.
    pub fn display(&self) -> String {
        self.display_with(&self.title)
    }

    /// The same with another wording of its title.
    pub fn display_with(&self, title: &str) -> String {
        match (self.name.as_str(), title, self.is_unit()) {
            (name, "", _) => name.to_owned(),
            ("", title, _) => title.to_owned(),
            (name, title, true) => format!("{name}: {title}"),
            (name, title, false) => format!("{name} {title}"),
        }
    }

    /// The name, or the title of what has none.
    pub fn short(&self) -> &str {
        if self.name.is_empty() { &self.title } else { &self.name }
    }

    /// Whether it is a unit; a task otherwise.
    pub fn is_unit(&self) -> bool {
        matches!(self.definition.target, Target::Unit(_))
    }

    /// Whether it determines how long its project takes: any delay of it delays the end.
    pub fn is_critical(&self) -> bool {
        self.timing.is_some_and(|it| it.is_critical)
    }
}

/// How many tasks are done. Neither cancelled nor optional ones count, nor those of which nothing says how far they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many are done.
    pub done: u32,
    /// How many there are.
    pub total: u32,
}

/// A predecessor that stands for no single unit or task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// As written: `Phase 9`, `SHOP-1042`, `legal approval`.
    pub text: String,
    /// Where it is named, in the file of what names it.
    pub place: Place,
    /// Which declaration of what names it holds it, by index.
    pub declaration: u32,
    /// Which predecessor of the declaration it is, by index.
    pub index: u32,
    /// What it may mean; empty where that is defined nowhere.
    pub candidates: Vec<Definition>,
}

/// Documents that are planned together: those that some dependency between documents joins, or one alone.
#[derive(Clone, Debug)]
pub struct Project {
    /// Its documents, in the network's order.
    pub files: Vec<FileId>,
    /// What its times count.
    pub grain: Grain,
    /// How many steps it takes from the start of the first to the end of the last that a dependency touches.
    pub length: i64,
    /// Whether anything in it declares a dependency on something that is there.
    pub has_arcs: bool,
}

/// The network of some documents.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// The nodes: by document, those that were asked for first; in document order.
    pub nodes: Vec<Node>,
    /// What is planned together.
    pub projects: Vec<Project>,
    /// Groups of nodes each of which waits for itself through the others, each in the order of nodes.
    pub cycles: Vec<Vec<NodeIndex>>,
    by_definition: HashMap<Definition, NodeIndex>,
}

impl Network {
    /// The network of `files` and of those that they depend on, directly or through others. What is no plan has no nodes.
    pub fn of(snapshot: &Snapshot, files: &[FileId]) -> Network {
        let mut network = build::build(snapshot, files);
        standing::stand(snapshot, &mut network);
        readiness::assess(&mut network);
        length::measure(snapshot, &mut network);
        timing::schedule(&mut network);
        network
    }

    /// The node at `index`.
    pub fn node(&self, index: NodeIndex) -> Option<&Node> {
        self.nodes.get(index.0 as usize)
    }

    /// The nodes with their indexes, in their order.
    pub fn each(&self) -> impl DoubleEndedIterator<Item = (NodeIndex, &Node)> {
        self.nodes.iter().enumerate().map(|(at, node)| (NodeIndex(at as u32), node))
    }

    /// The node of a unit or task.
    pub fn find(&self, definition: Definition) -> Option<NodeIndex> {
        self.by_definition.get(&definition).copied()
    }

    /// What holds `index`, innermost first.
    pub fn around(&self, index: NodeIndex) -> Vec<NodeIndex> {
        let parent = |at: NodeIndex| self.node(at).and_then(|it| it.parent);
        std::iter::successors(parent(index), |at| parent(*at)).collect()
    }

    /// Everything inside `index`, at any depth, in the order of nodes.
    pub fn inside(&self, index: NodeIndex) -> Vec<NodeIndex> {
        let mut found = Vec::new();
        let mut open = vec![index];
        while let Some(next) = open.pop() {
            let Some(node) = self.node(next) else { continue };
            found.extend(&node.children);
            open.extend(&node.children);
        }
        found.sort();
        found
    }

    /// Whether one of the two holds the other, or they are the same.
    pub fn are_nested(&self, one: NodeIndex, other: NodeIndex) -> bool {
        one == other || self.around(one).contains(&other) || self.around(other).contains(&one)
    }

    /// The project of a document.
    pub fn project_of(&self, file: FileId) -> Option<&Project> {
        self.projects.iter().find(|it| it.files.contains(&file))
    }

    /// The node at `index`, to be changed.
    pub(crate) fn node_mut(&mut self, index: NodeIndex) -> Option<&mut Node> {
        self.nodes.get_mut(index.0 as usize)
    }
}
