//! The rule `dependency-cycle`.

use std::collections::{HashMap, HashSet, VecDeque};

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;

use crate::index::Target;
use crate::lint::dependencies::{Named, graph, status};
use crate::lint::rule::{Context, Finding, Fix, Related, Subject};
use crate::notation::status::Status;
use crate::workspace::Definition;

/// So many hops of a longer circle are told; the others are counted.
const MOST_TOLD: usize = 8;

declare_rule! {
    /// Units or tasks wait for each other in a circle.
    ///
    /// None of them can ever begin. Circles come from dependencies that were added one at a time, often in several
    /// documents, where nobody sees all of them at once.
    ///
    /// Decide which one goes first and delete its dependency. Every step of the circle is linked; a circle through
    /// several documents is reported in each of them. Who depends on itself alone is the business of
    /// `self-dependency`.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import
    ///
    /// **Depends on:** Phase 3
    ///                 ^^^^^^^ None of these can begin, as each waits for the next: Phase 1 → Phase 3 → Phase 2 → Phase 1
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search
    ///
    /// **Depends on:** Phase 1
    ///
    /// Exit criteria: every imported page is found by its title.
    ///
    /// ## Phase 3: Launch
    ///
    /// **Depends on:** Phase 2
    ///
    /// Exit criteria: the reading room opens.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search
    ///
    /// **Depends on:** Phase 1
    ///
    /// Exit criteria: every imported page is found by its title.
    ///
    /// ## Phase 3: Launch
    ///
    /// **Depends on:** Phase 2
    ///
    /// Exit criteria: the reading room opens.
    /// ```
    "dependency-cycle" Error check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    if cx.edges.is_empty() {
        return;
    }
    let graph = graph(cx);
    for circle in tarjan_scc(&graph) {
        let own = circle.iter().filter(|it| it.file == cx.file).min_by_key(|it| place_of(cx, it.target));
        let Some(start) = own.filter(|_| circle.len() > 1 && !all_done(cx, &circle)) else { continue };
        if let Some(finding) = shortest(&graph, &circle, *start).and_then(|path| finding(cx, &graph, &path)) {
            report(finding);
        }
    }
}

fn place_of(cx: &Context<'_>, target: Target) -> u32 {
    let place = match target {
        Target::Unit(at) => cx.plan.unit(at).map(|it| it.header),
        Target::Task(at) => cx.plan.task(at).map(|it| it.place),
    };
    place.map_or(u32::MAX, |place| cx.document.range(place).start)
}

/// What is done waits for nothing any more.
fn all_done(cx: &Context<'_>, circle: &[Definition]) -> bool {
    let is_done = |it: &Definition| {
        cx.snapshot.document(it.file).and_then(|document| status(document.plan(), it.target)) == Some(Status::Done)
    };
    circle.iter().all(is_done)
}

/// The shortest way from `start` back to it inside `circle`: the definitions, `start` first and not again at the end.
fn shortest(
    graph: &DiGraphMap<Definition, Named>,
    circle: &[Definition],
    start: Definition,
) -> Option<Vec<Definition>> {
    let inside: HashSet<Definition> = circle.iter().copied().collect();
    let mut came_from: HashMap<Definition, Definition> = HashMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(at) = open.pop_front() {
        for next in graph.neighbors(at).filter(|it| inside.contains(it)) {
            if next == start && at != start {
                let mut path = vec![at];
                while let Some(before) = path.last().and_then(|it| came_from.get(it)) {
                    path.push(*before);
                }
                path.reverse();
                return Some(path);
            }
            if next != start && !came_from.contains_key(&next) {
                came_from.insert(next, at);
                open.push_back(next);
            }
        }
    }
    None
}

fn finding(cx: &Context<'_>, graph: &DiGraphMap<Definition, Named>, path: &[Definition]) -> Option<Finding> {
    let next = |at: usize| path.get((at + 1) % path.len());
    let start = *path.first()?;
    let named = *graph.edge_weight(start, *next(0)?)?;
    let mut told: Vec<String> = path.iter().take(MOST_TOLD).map(|it| cx.label_of(*it)).collect();
    if path.len() > MOST_TOLD {
        told.push(format!("{} more", path.len() - MOST_TOLD));
    }
    told.push(cx.label_of(start));
    let message = format!("None of these can begin, as each waits for the next: {}", told.join(" → "));
    let subject = match start.target {
        Target::Unit(at) => Subject::UnitDependency(at, named.declaration, named.index),
        Target::Task(at) => Subject::TaskDependency(at, named.declaration, named.index),
    };
    let mut finding = RULE.finding(named.place(cx.plan, start.target)?, subject, message);
    for (at, definition) in path.iter().enumerate().skip(1) {
        let on = *next(at)?;
        let plan = cx.snapshot.document(definition.file)?.plan();
        let place = graph.edge_weight(*definition, on)?.place(plan, definition.target)?;
        let message = format!("{} depends on {} here", cx.label_of(*definition), cx.label_of(on));
        finding.related.push(Related { file: definition.file, place, message });
    }
    Some(finding)
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
