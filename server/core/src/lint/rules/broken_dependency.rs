//! The rule `broken-dependency`.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::index::Target;
use crate::lint::dependencies::{meant, who};
use crate::lint::mends::mends;
use crate::lint::outline::is_time;
use crate::lint::rule::{Applicability, Context, Finding, Fix, Related, Subject};
use crate::notation::label::{Name, fold_id};
use crate::notation::vocabulary::Kind;
use crate::plan::Plan;
use crate::plan::unit::{Dependency, Predecessor};
use crate::text::Edit;
use crate::workspace::Definition;
use crate::workspace::nearest::Near;

/// So many suggestions are made for one wrong name.
const MOST_SUGGESTIONS: usize = 3;

/// So many wrong names of one document get suggestions; looking for them costs as much as there are names.
const MOST_SUGGESTED: usize = 10;

declare_rule! {
    /// A unit or task depends on something that is defined nowhere.
    ///
    /// Whoever plans by the dependency waits for something that will never be done, and tools that order the work
    /// leave it out. Usually the label is mistyped, or what it named was renamed, renumbered or dropped.
    ///
    /// Name the unit or task that is meant, or delete the dependency. Reported are labels of a kind that the workspace
    /// defines (`Phase 9` where there are phases), words that are nearly such a kind (`Phse 2`), and ids of a series
    /// that the document has (`T099` where there is a `T012`). Ids of other series may belong to an issue tracker,
    /// those before the series' beginning to an earlier plan, and titles may be free text; all are left alone.
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
    /// **Depends on:** Phase 7
    ///                 ^^^^^^^ Phase 2 depends on Phase 7, which is defined nowhere; did you mean Phase 1?
    ///
    /// Exit criteria: every imported page is found by its title.
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
    /// **Depends on:** Phase 1, SHOP-1042
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    "broken-dependency" Error check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    let known = Known { cx, kinds: OnceCell::new(), series: OnceCell::new() };
    let mut left = MOST_SUGGESTED;
    for edge in cx.edges {
        let Some((dependency, predecessor)) = edge.declared(cx.plan).zip(edge.named(cx.plan)) else { continue };
        if !edge.on.is_empty() && !predecessor.misspelt
            || inside_range(cx, dependency, edge.index as usize)
            || !known.breaks(predecessor)
        {
            continue;
        }
        let near = if left > 0 { suggestions(cx, predecessor, edge.subject()) } else { Vec::new() };
        left = left.saturating_sub(1);
        if !predecessor.misspelt || !near.is_empty() {
            report(finding(cx, &who(cx.plan, edge.of), predecessor, edge.subject(), &near));
        }
    }
}

/// Whether the predecessor stands for a number between the ends of a range. The ends answer for it: numbers may be
/// left out between them.
fn inside_range(cx: &Context<'_>, dependency: &Dependency, index: usize) -> bool {
    let start = |it: &Predecessor| cx.document.range(it.place).start;
    let here = dependency.on.get(index).filter(|it| !it.exact);
    let before = index.checked_sub(1).and_then(|before| dependency.on.get(before));
    here.zip(before).is_some_and(|(here, before)| start(here) == start(before))
}

/// What is defined at all, which tells a wrong name from a foreign one; found out when something is amiss.
struct Known<'a> {
    cx: &'a Context<'a>,
    kinds: OnceCell<HashSet<Kind>>,
    /// By what stands before an id's last number, the least of those numbers.
    series: OnceCell<HashMap<String, u64>>,
}

impl Known<'_> {
    /// Whether the predecessor is certainly meant to be defined in the workspace, and is not.
    fn breaks(&self, predecessor: &Predecessor) -> bool {
        let resolves = |name: &Name| !meant(self.cx.snapshot, self.cx.file, None, name).is_empty();
        match &predecessor.name {
            _ if predecessor.by_title => false,
            _ if predecessor.misspelt => true,
            name if resolves(name) => false,
            Name::Label(kind, number) => {
                // `task T1.5` may be the task whose id is T1.5.
                !foreign(*kind) && self.defines(*kind) && !resolves(&Name::Id(fold_id(&number.0)))
            }
            Name::Id(id) => self.continues(id),
            Name::Title(_) => false,
        }
    }

    /// Whether the workspace has units of this kind.
    fn defines(&self, kind: Kind) -> bool {
        let files = || self.cx.snapshot.files().flat_map(|(_, file)| file.document.plan().units.iter());
        self.kinds.get_or_init(|| files().filter_map(|unit| unit.label.kind).collect()).contains(&kind)
    }

    /// Whether the id belongs to a series of this document. One before its beginning belongs to an earlier document.
    fn continues(&self, id: &str) -> bool {
        let Some((prefix, number)) = series_of(id) else { return false };
        let series = self.series.get_or_init(|| all_series(self.cx.plan));
        series.get(&prefix).is_some_and(|&least| number + 1 >= least)
    }
}

/// The series of ids that `plan` has, each with its least number.
fn all_series(plan: &Plan) -> HashMap<String, u64> {
    let labels = plan.units.iter().filter(|unit| unit.label.kind.is_none()).map(|unit| &unit.label.number.0);
    let ids = plan.units.iter().flat_map(|unit| &unit.ids).map(|id| &id.value);
    let tasks = plan.tasks.iter().filter_map(|task| task.id.as_ref()).map(|id| &id.value);
    let mut series: HashMap<String, u64> = HashMap::new();
    for (prefix, number) in labels.chain(ids).chain(tasks).filter_map(|id| series_of(id)) {
        series.entry(prefix).and_modify(|least| *least = number.min(*least)).or_insert(number);
    }
    series
}

/// What stands before the last number of an id, and that number: `P2-SES-` and 10.
fn series_of(id: &str) -> Option<(String, u64)> {
    let id = fold_id(id);
    let end = id.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    Some((id.get(..end)?.to_owned(), id.get(end..)?.parse().ok()?))
}

/// Whether labels of this kind often name what no plan defines: a week of the calendar, a version of some software.
fn foreign(kind: Kind) -> bool {
    is_time(kind) || matches!(kind, Kind::VERSION | Kind::RELEASE | Kind::ISSUE | Kind::TICKET | Kind::LEVEL)
}

/// What may be meant instead, nearest first: never what asks, nor what it stands in.
fn suggestions(cx: &Context<'_>, predecessor: &Predecessor, subject: Subject) -> Vec<Near> {
    let mut own = Vec::new();
    let mut unit = match subject {
        Subject::UnitDependency(unit, ..) => Some(unit),
        Subject::TaskDependency(task, ..) => {
            own.push(Target::Task(task));
            cx.plan.task(task).and_then(|task| task.unit)
        }
        _ => None,
    };
    while let Some(at) = unit {
        own.push(Target::Unit(at));
        unit = cx.plan.unit(at).and_then(|it| it.parent).filter(|parent| parent.0 < at.0);
    }
    let is_own = |at: &Definition| at.file == cx.file && own.contains(&at.target);
    // What is depended on already is not meant once more.
    let of = cx.edges.iter().find(|it| it.subject() == subject).map(|it| it.of);
    let others = cx.edges.iter().filter(|it| Some(it.of) == of && it.subject() != subject);
    let named: Vec<Definition> = others.flat_map(|it| it.on.iter().copied()).collect();
    let most = MOST_SUGGESTIONS + own.len() + named.len();
    let mut near = cx.snapshot.nearest(cx.file, &predecessor.text, most);
    near.retain(|it| !is_own(&it.definition) && !named.contains(&it.definition));
    let meant = cx.snapshot.resolve(cx.file, &predecessor.name);
    if !predecessor.misspelt {
        near.retain(|it| !meant.contains(&it.definition));
    } else if near.iter().any(|it| meant.contains(&it.definition)) {
        near.retain(|it| meant.contains(&it.definition));
    }
    near.truncate(MOST_SUGGESTIONS);
    near
}

fn finding(cx: &Context<'_>, who: &str, on: &Predecessor, subject: Subject, near: &[Near]) -> Finding {
    let mut message = format!("{who} depends on {}, which is defined nowhere", on.text);
    if !near.is_empty() {
        message.push_str(&format!("; did you mean {}?", listed(near.iter().map(|it| it.text.as_str()))));
    }
    let mut finding = RULE.finding(on.place, subject, message);
    finding.related.extend(near.first().and_then(|it| defined_at(cx, it)));
    finding
}

fn defined_at(cx: &Context<'_>, near: &Near) -> Option<Related> {
    let plan = cx.snapshot.document(near.definition.file)?.plan();
    let place = match near.definition.target {
        Target::Unit(unit) => plan.unit(unit)?.name,
        Target::Task(task) => plan.task(task)?.place,
    };
    Some(Related { file: near.definition.file, place, message: format!("{} is defined here", near.text) })
}

/// `A`, `A or B`, `A, B or C`.
fn listed<'a>(words: impl DoubleEndedIterator<Item = &'a str>) -> String {
    let mut words = words.rev();
    let last = words.next().unwrap_or_default();
    let before: Vec<&str> = words.rev().collect();
    if before.is_empty() { last.to_owned() } else { format!("{} or {last}", before.join(", ")) }
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let dependency = match finding.subject {
        Subject::UnitDependency(unit, which, index) => {
            cx.plan.unit(unit).and_then(|it| it.depends.get(which as usize)?.on.get(index as usize))
        }
        Subject::TaskDependency(task, which, index) => {
            cx.plan.task(task).and_then(|it| it.depends.get(which as usize)?.on.get(index as usize))
        }
        _ => None,
    };
    let Some(predecessor) = dependency.filter(|it| it.exact && !cx.tries.are_spent()) else { return Vec::new() };
    let replace = |near: Near| Fix {
        title: format!("Replace with {}", near.text),
        applicability: Applicability::Unsafe,
        edits: vec![(cx.file, Edit { range: cx.document.range(predecessor.place), insert: near.text })],
    };
    let fixes = suggestions(cx, predecessor, finding.subject).into_iter().map(replace);
    fixes.filter(|fix| mends(cx, finding, fix)).collect()
}
