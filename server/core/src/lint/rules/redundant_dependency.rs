//! The rule `redundant-dependency`.

use std::collections::{BTreeSet, HashMap, HashSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graphmap::DiGraphMap;

use crate::lint::dependencies::{Edge, Named, graph, status, who};
use crate::lint::mends::mends;
use crate::lint::rule::{Applicability, Context, Finding, Fix, Related};
use crate::notation::status::Status;
use crate::plan::unit::Predecessor;
use crate::text::{Edit, TextRange};
use crate::workspace::Definition;

/// So many units and tasks are looked through at most for what comes before one predecessor.
const MOST_LOOKED_AT: usize = 300;

declare_rule! {
    /// A dependency is named that follows from another one beside it.
    ///
    /// `Depends on: Phase 1, Phase 2` says no more than `Depends on: Phase 2` where Phase 2 depends on Phase 1 already.
    /// Each name more is one more to keep true when units are renumbered, and hides which predecessors really matter.
    ///
    /// Drop the name that follows. A range such as `Phases 1–3` is short as it is and left alone.
    ///
    /// ### Bad
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
    /// **Depends on:** Phase 1, Phase 2
    ///                 ^^^^^^^ Phase 3 need not name Phase 1: Phase 2 depends on it already
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
    "redundant-dependency" Hint check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    let is_over = |edge: &Edge| status(cx.plan, edge.of).is_some_and(Status::is_over);
    let several = |edges: &&[Edge]| edges.len() > 1 && !edges.first().is_some_and(is_over) && is_list(cx, edges);
    let declarations = cx.edges.chunk_by(|a, b| a.of == b.of && a.declaration == b.declaration);
    let mut declarations = declarations.filter(several).peekable();
    if declarations.peek().is_none() {
        return;
    }
    let graph = graph(cx);
    let mut waiting = Waiting::of(&graph);
    for edges in declarations {
        let Some(own) = edges.first().map(|it| Definition { file: cx.file, target: it.of }) else { continue };
        let plain = edges.iter().filter(|it| plainly_named(cx, it).is_some());
        let named = plain.filter_map(|it| Some((it, it.only()?))).filter(|it| it.1 != own);
        let named: Vec<(&Edge, Definition)> = named.collect();
        // What waits for the very one that names it tells nothing of the others.
        let through: Vec<_> = named.iter().filter(|it| !waiting.leads_to(it.1, own)).copied().collect();
        for (edge, goal) in named {
            if let Some(finding) = finding(cx, &graph, &mut waiting, &through, edge, goal) {
                report(finding);
                // One at a time: without it, the others may be all that there is.
                break;
            }
        }
    }
}

/// The finding that `edge`, which names `goal`, follows from one of those named beside it.
fn finding(
    cx: &Context<'_>,
    graph: &DiGraphMap<Definition, Named>,
    waiting: &mut Waiting,
    beside: &[(&Edge, Definition)],
    edge: &Edge,
    goal: Definition,
) -> Option<Finding> {
    let named = plainly_named(cx, edge)?;
    let mut beside = beside.iter().filter(|(it, on)| it.index != edge.index && *on != goal).map(|it| it.1);
    let through = beside.find(|it| waiting.leads_to(*it, goal) && !waiting.leads_to(goal, *it))?;
    let (who, goal_label) = (who(cx.plan, edge.of), cx.label_of(goal));
    let direct = graph.contains_edge(through, goal);
    let how = if direct { "depends on it already" } else { "waits for it already, through others" };
    let message = format!("{who} need not name {goal_label}: {} {how}", cx.label_of(through));
    let mut finding = RULE.finding(named.place, edge.subject(), message);
    if let Some(place) = graph
        .edge_weight(through, goal)
        .and_then(|it| it.place(cx.snapshot.document(through.file)?.plan(), through.target))
    {
        let message = format!("{} depends on {goal_label} here", cx.label_of(through));
        finding.related.push(Related { file: through.file, place, message });
    }
    Some(finding)
}

/// The predecessor, where it is written out by itself and not as the end of a range.
fn plainly_named<'a>(cx: &Context<'a>, edge: &Edge) -> Option<&'a Predecessor> {
    edge.named(cx.plan).filter(|it| it.exact && it.members.is_none() && !it.by_title)
}

/// Whether the names are a plain list: between them stands what joins names, and nothing that makes a range of them.
fn is_list(cx: &Context<'_>, edges: &[Edge]) -> bool {
    let Some(whole) = edges.first().and_then(|edge| edge.declared(cx.plan)) else { return false };
    let (text, start) = (cx.document.slice(whole.place), cx.document.range(whole.place).start);
    let places: Vec<TextRange> =
        edges.iter().filter_map(|edge| Some(cx.document.range(edge.named(cx.plan)?.place))).collect();
    places.windows(2).all(|pair| match pair {
        [a, b] if start <= a.start && a.end <= b.start => {
            let between = text.get((a.end - start) as usize..(b.start - start) as usize).unwrap_or("?");
            // `T1 (its schema), T2` says what is needed of each, which does not follow.
            let joint = between.trim();
            joint.chars().all(|c| matches!(c, ',' | '，' | '、' | ';' | '+' | '&' | '/' | '[' | ']' | '`' | '*'))
                || matches!(joint, "and" | "und" | "et" | "y" | "и" | ", and")
        }
        _ => false,
    })
}

/// What waits for what, in groups of which each member waits for each other, alone or in a circle.
struct Waiting {
    group: HashMap<Definition, usize>,
    /// What the members of a group wait for outside of it.
    next: Vec<BTreeSet<usize>>,
    /// The groups before one that was asked about, as far as one looks.
    before: HashMap<usize, HashSet<usize>>,
}

impl Waiting {
    fn of(graph: &DiGraphMap<Definition, Named>) -> Waiting {
        let groups = kosaraju_scc(graph);
        let members = groups.iter().enumerate().flat_map(|(at, group)| group.iter().map(move |it| (*it, at)));
        let group: HashMap<Definition, usize> = members.collect();
        let outside = |(at, members): (usize, &Vec<Definition>)| {
            let next = members.iter().flat_map(|it| graph.neighbors(*it));
            next.filter_map(|it| group.get(&it).copied()).filter(|it| *it != at).collect()
        };
        let next = groups.iter().enumerate().map(outside).collect();
        Waiting { group, next, before: HashMap::new() }
    }

    /// Whether `start` waits for `goal`, another one, as far as one looks.
    fn leads_to(&mut self, start: Definition, goal: Definition) -> bool {
        let (Some(&start), Some(&goal)) = (self.group.get(&start), self.group.get(&goal)) else { return false };
        let next = &self.next;
        start == goal || self.before.entry(start).or_insert_with(|| before(next, start)).contains(&goal)
    }
}

fn before(next: &[BTreeSet<usize>], start: usize) -> HashSet<usize> {
    let mut met = HashSet::from([start]);
    let mut open = vec![start];
    while let Some(at) = open.pop().filter(|_| met.len() < MOST_LOOKED_AT) {
        for &next in next.get(at).into_iter().flatten() {
            if met.insert(next) {
                open.push(next);
            }
        }
    }
    met
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    remove(cx, finding).filter(|fix| mends(cx, finding, fix)).into_iter().collect()
}

/// What joins the names of a list.
const JOINTS: [&str; 8] = [",", "，", "、", "and", "und", "et", "y", "и"];

/// Takes the name out of its list, and what joins it to the next name or, at the end, to the one before.
fn remove(cx: &Context<'_>, finding: &Finding) -> Option<Fix> {
    let range = cx.document.range(finding.place);
    let text = cx.document.text();
    let line = text.line_range(text.line_of(range.start));
    let behind = text.slice(TextRange::new(range.end, line.end));
    let before = text.slice(TextRange::new(line.start, range.start));
    let words = behind.trim_start();
    let joins = |rest: &&str| rest.starts_with(char::is_whitespace) || words.starts_with([',', '，', '、']);
    let next = JOINTS.iter().find_map(|joint| words.strip_prefix(joint).filter(joins).map(str::trim_start));
    let range = match next {
        Some(next) => TextRange::new(range.start, range.end + (behind.len() - next.len()) as u32),
        None => {
            let kept = JOINTS.iter().find_map(|joint| before.trim_end().strip_suffix(joint))?;
            TextRange::new(line.start + kept.trim_end().len() as u32, range.end)
        }
    };
    let edge = cx.edges.iter().find(|it| it.subject() == finding.subject)?;
    let title = format!("Remove {} from what {} depends on", cx.document.slice(finding.place), who(cx.plan, edge.of));
    let edit = Edit { range, insert: String::new() };
    Some(Fix { title, applicability: Applicability::Unsafe, edits: vec![(cx.file, edit)] })
}
