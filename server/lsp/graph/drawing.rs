//! What is drawn, whatever draws it: shapes in shapes, arrows between them, and what is named and not there.

use std::collections::{HashMap, HashSet};

use milepost_core::index::Target;
use milepost_core::lint::Linter;
use milepost_core::lint::rule::Subject;
use milepost_core::lint::span::span_of;
use milepost_core::network::readiness::Readiness;
use milepost_core::network::{Node, NodeIndex};
use milepost_core::workspace::FileId;

use crate::graph::ids::{ids, slug};
use crate::plans::{Plans, plain};

/// What is drawn.
#[derive(Debug, Default)]
pub struct Drawing {
    /// The outermost shapes.
    pub shapes: Vec<Shape>,
    /// From what comes first to what waits for it.
    pub arrows: Vec<Arrow>,
    /// What is waited for and is not there.
    pub lost: Vec<Lost>,
    /// The ids of the nodes that are drawn.
    pub ids: HashMap<NodeIndex, String>,
}

/// A document, unit or task.
#[derive(Debug)]
pub struct Shape {
    /// Stays the same while the plan's labels do; ASCII letters, digits and `_`, and no word of any language.
    pub id: String,
    /// Its name and title.
    pub name: String,
    /// When it runs and how far it is; empty for a document.
    pub detail: String,
    /// How far it is; none for a document.
    pub state: Option<State>,
    /// Any delay of it delays the end.
    pub is_critical: bool,
    /// It waits for itself.
    pub is_in_cycle: bool,
    /// What it holds.
    pub inside: Vec<Shape>,
}

/// How far a shape is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing is left to do.
    Done,
    /// It is being worked on.
    Active,
    /// It may begin.
    Ready,
    /// It waits for something.
    Blocked,
    /// Put off or given up.
    Aside,
}

/// What an arrow says beside the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// Nothing.
    Plain,
    /// It leads from one end of the critical path's steps to the next start.
    Critical,
    /// It belongs to a circle.
    Cycle,
    /// It comes from something that nobody can find.
    Lost,
}

/// An arrow.
#[derive(Debug)]
pub struct Arrow {
    /// The id of what comes first.
    pub from: String,
    /// The id of what waits.
    pub to: String,
    /// What it says.
    pub look: Look,
}

/// Something that is waited for and is not there.
#[derive(Debug)]
pub struct Lost {
    /// As of a shape.
    pub id: String,
    /// As it is named.
    pub text: String,
    /// Whether it is certainly wrong; otherwise it may live elsewhere, in an issue tracker or in people's heads.
    pub is_broken: bool,
    /// Whether several plans define it, and nobody can tell which is meant.
    pub is_ambiguous: bool,
}

impl Drawing {
    /// Draws the units of `plans`, and with `tasks` their tasks.
    pub fn of(plans: &Plans, tasks: bool) -> Drawing {
        let is_drawn = |node: &Node| tasks || node.is_unit();
        let documents = documents(plans);
        let mut drawing = Drawing { ids: ids(plans, documents.is_some(), &is_drawn), ..Drawing::default() };
        drawing.shapes = shapes(plans, documents, &drawing.ids);
        drawing.add_arrows(plans);
        drawing.add_lost(plans);
        drawing
    }

    fn add_arrows(&mut self, plans: &Plans) {
        let network = &plans.network;
        let mut looks: HashMap<(NodeIndex, NodeIndex), Look> = HashMap::new();
        let mut order = Vec::new();
        // Between what is drawn itself, and not only something inside it.
        let mut declared = HashSet::new();
        for (at, node) in network.each() {
            for on in &node.predecessors {
                let Some((from, to)) = self.drawn(plans, *on).zip(self.drawn(plans, at)) else { continue };
                if network.are_nested(from, to) {
                    continue;
                }
                if (from, to) == (*on, at) {
                    declared.insert((from, to));
                }
                let look = network.node(*on).map_or(Look::Plain, |on| look(on, node));
                looks.entry((from, to)).and_modify(|it| *it = look.max(*it)).or_insert_with(|| {
                    order.push((from, to));
                    look
                });
            }
        }
        for (from, to) in order {
            if !declared.contains(&(from, to)) && is_implied(plans, &declared, from, to) {
                continue;
            }
            let look = looks.get(&(from, to)).copied().unwrap_or(Look::Plain);
            if let Some((from, to)) = self.ids.get(&from).cloned().zip(self.ids.get(&to).cloned()) {
                self.arrows.push(Arrow { from, to, look });
            }
        }
    }

    /// The node itself, or the nearest around it that is drawn.
    fn drawn(&self, plans: &Plans, at: NodeIndex) -> Option<NodeIndex> {
        std::iter::once(at).chain(plans.network.around(at)).find(|it| self.ids.contains_key(it))
    }

    fn add_lost(&mut self, plans: &Plans) {
        let broken = broken(plans);
        let mut known: HashMap<String, usize> = HashMap::new();
        for (at, node) in plans.network.each() {
            let Some(to) = self.drawn(plans, at).and_then(|it| self.ids.get(&it)).cloned() else { continue };
            for (index, missing) in (0_u32..).zip(&node.missing) {
                let id = format!("x_{}", slug(&missing.text));
                let place = *known.entry(id.clone()).or_insert_with(|| {
                    self.lost.push(Lost {
                        id: id.clone(),
                        text: plain(&missing.text),
                        is_broken: false,
                        is_ambiguous: !missing.candidates.is_empty(),
                    });
                    self.lost.len() - 1
                });
                if let Some(lost) = self.lost.get_mut(place) {
                    lost.is_broken |= broken.contains(&(at, index));
                }
                if !self.arrows.iter().any(|it| it.from == id && it.to == to) {
                    self.arrows.push(Arrow { from: id, to: to.clone(), look: Look::Lost });
                }
            }
        }
    }
}

/// Whether it is declared already of something around the one or the other.
fn is_implied(plans: &Plans, declared: &HashSet<(NodeIndex, NodeIndex)>, from: NodeIndex, to: NodeIndex) -> bool {
    let line = |at: NodeIndex| std::iter::once(at).chain(plans.network.around(at)).collect::<Vec<_>>();
    let targets = line(to);
    line(from).into_iter().any(|from| targets.iter().any(|to| declared.contains(&(from, *to))))
}

fn look(on: &Node, waits: &Node) -> Look {
    if on.cycle.is_some() && on.cycle == waits.cycle {
        return Look::Cycle;
    }
    let is_tight = on
        .timing
        .zip(waits.timing)
        .is_some_and(|(on, waits)| on.is_critical && waits.is_critical && on.earliest_finish == waits.earliest_start);
    if is_tight { Look::Critical } else { Look::Plain }
}

/// Which missing predecessors the rules call broken, by node and index.
fn broken(plans: &Plans) -> HashSet<(NodeIndex, u32)> {
    let with_missing: HashSet<FileId> =
        plans.network.nodes.iter().filter(|it| !it.missing.is_empty()).map(|it| it.definition.file).collect();
    let mut subjects = HashSet::new();
    for file in with_missing {
        let Some(linter) = Linter::new(&plans.gathered.snapshot, file) else { continue };
        for finding in linter.findings().iter().filter(|it| it.rule.name == "broken-dependency") {
            match finding.subject {
                Subject::UnitDependency(at, declaration, index) => {
                    subjects.insert((file, Target::Unit(at), declaration, index));
                }
                Subject::TaskDependency(at, declaration, index) => {
                    subjects.insert((file, Target::Task(at), declaration, index));
                }
                _ => {}
            }
        }
    }
    let mut broken = HashSet::new();
    for (at, node) in plans.network.each() {
        for (place, it) in (0_u32..).zip(&node.missing) {
            if subjects.contains(&(node.definition.file, node.definition.target, it.declaration, it.index)) {
                broken.insert((at, place));
            }
        }
    }
    broken
}

/// The documents that are drawn, where there are several.
fn documents(plans: &Plans) -> Option<Vec<FileId>> {
    let mut files: Vec<FileId> = plans.network.projects.iter().flat_map(|it| &it.files).copied().collect();
    files.sort_by_key(|file| (!plans.files.contains(file), plans.path(*file)));
    (files.len() > 1).then_some(files)
}

fn shapes(plans: &Plans, documents: Option<Vec<FileId>>, ids: &HashMap<NodeIndex, String>) -> Vec<Shape> {
    let outermost = |file: Option<FileId>| {
        let of_file = plans.network.each().filter(|(_, node)| file.is_none_or(|file| node.definition.file == file));
        let roots = of_file.filter(|(at, _)| ids.contains_key(at) && !is_inside(plans, ids, *at));
        roots.map(|(at, node)| shape(plans, ids, at, node)).collect::<Vec<_>>()
    };
    let Some(files) = documents else { return outermost(None) };
    let of_document = |file: FileId| Shape {
        id: format!("d_{}", slug(plans.path(file))),
        name: plans.path(file).to_owned(),
        detail: String::new(),
        state: None,
        is_critical: false,
        is_in_cycle: false,
        inside: outermost(Some(file)),
    };
    files.into_iter().map(of_document).filter(|it| !it.inside.is_empty()).collect()
}

fn is_inside(plans: &Plans, ids: &HashMap<NodeIndex, String>, at: NodeIndex) -> bool {
    plans.network.around(at).iter().any(|it| ids.contains_key(it))
}

fn shape(plans: &Plans, ids: &HashMap<NodeIndex, String>, at: NodeIndex, node: &Node) -> Shape {
    let inside = node.children.iter().filter(|it| ids.contains_key(it));
    Shape {
        id: ids.get(&at).cloned().unwrap_or_default(),
        name: plans.display(node),
        detail: detail(plans, node),
        state: Some(state(node)),
        is_critical: node.is_critical(),
        is_in_cycle: node.cycle.is_some(),
        inside: inside.filter_map(|it| Some(shape(plans, ids, *it, plans.network.node(*it)?))).collect(),
    }
}

fn state(node: &Node) -> State {
    match node.readiness {
        Readiness::Done => State::Done,
        Readiness::InProgress => State::Active,
        Readiness::Ready => State::Ready,
        Readiness::Blocked { .. } | Readiness::Unknown { .. } => State::Blocked,
        Readiness::Cancelled | Readiness::Deferred => State::Aside,
    }
}

/// `weeks 3–4 · in progress, 1 of 4`
fn detail(plans: &Plans, node: &Node) -> String {
    let when = plans.unit(node).and_then(span_of).map(|it| it.to_string());
    let state = match node.readiness {
        Readiness::Done => "done",
        Readiness::InProgress => "in progress",
        Readiness::Ready => "ready",
        Readiness::Blocked { .. } => "blocked",
        Readiness::Unknown { .. } => "unclear",
        Readiness::Cancelled => "cancelled",
        Readiness::Deferred => "deferred",
    };
    let counts = node.is_unit() && node.progress.total > 0 && !matches!(node.readiness, Readiness::Done);
    let state = match counts {
        true => format!("{state}, {} of {}", node.progress.done, node.progress.total),
        false => state.to_owned(),
    };
    [when, Some(state)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
