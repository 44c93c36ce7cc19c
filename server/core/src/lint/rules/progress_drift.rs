//! The rule `progress-drift`.

use std::collections::{BTreeMap, HashSet};

use crate::index::Target;
use crate::lint::mends::mends;
use crate::lint::outline::sort;
use crate::lint::rule::{Applicability, Context, Finding, Fix, Severity, Subject};
use crate::notation::share::{Counts, Share, share};
use crate::notation::status::Status;
use crate::plan::place::Place;
use crate::plan::task::Task;
use crate::plan::unit::{Said, UnitIndex};
use crate::text::{Edit, TextRange};

/// A percentage may be this far from the boxes: some of them are more work than others.
const TOLERANCE: u32 = 20;

declare_rule! {
    /// A count or percentage of what is done is not what the boxes say.
    ///
    /// `Progress: 3/8` was true when somebody wrote it; since then two more boxes were ticked. Who reads the number, and
    /// a progress table is read by those who read nothing else, sees a plan that stands still.
    ///
    /// Write the number that the boxes give, or tick the boxes. A count is held against the boxes only where its total
    /// is theirs, or where it says that it counts tasks; a percentage may differ by some, because some tasks are more
    /// work than others. A plan that never ticks its boxes is left alone.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// **Progress:** 1/3 tasks
    ///               ^^^^^^^^^ Sprint 1 is said to be 1/3 done, but 2 of its 3 boxes are ticked
    ///
    /// - [x] Read the archive of 2019
    /// - [x] Report unreadable pages
    /// - [ ] Import the pictures
    ///
    /// Acceptance: every page of 2019 is shown.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// **Progress:** 2/3 tasks
    ///
    /// - [x] Read the archive of 2019
    /// - [x] Report unreadable pages
    /// - [ ] Import the pictures
    ///
    /// Acceptance: every page of 2019 is shown.
    /// ```
    "progress-drift" Warning check fixes
}

/// How many boxes are ticked, and how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ticks {
    ticked: u32,
    all: u32,
}

/// What may be meant where something is counted.
#[derive(Debug, Default)]
struct Countable {
    /// The boxes: all of them, only those in no other one, and those that hold no other.
    tasks: Vec<Ticks>,
    /// The boxes of the acceptance criteria.
    criteria: Vec<Ticks>,
    /// How many units of one sort there are, which may be meant too.
    units: Vec<u32>,
    /// Work without a box is among them.
    unboxed: bool,
    first: Option<Place>,
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    let ticks = |it: &Task| it.mark.is_some() && it.status == Some(Status::Done);
    if !cx.plan.tasks.iter().any(ticks) {
        return;
    }
    for (subject, said) in stated(cx) {
        if let Some(finding) = finding(cx, subject, said) {
            report(finding);
        }
    }
}

/// Everything that the plan says to be done in numbers.
fn stated<'a>(cx: &Context<'a>) -> Vec<(Subject, &'a Said<Share>)> {
    let plan = cx.plan;
    let units = plan.each_unit().filter_map(|(at, unit)| Some((Subject::Unit(at), unit.share.as_ref()?)));
    let rows = plan.restatements.iter().enumerate();
    let rows = rows.filter_map(|(at, it)| Some((Subject::Restatement(at as u32), it.share.as_ref()?)));
    let own = plan.share.iter().map(|it| (Subject::Document, it));
    own.chain(units).chain(rows).collect()
}

/// The unit that the number is about, and how a sentence about it begins; none of either for the plan as a whole.
fn about(cx: &Context<'_>, subject: Subject, share: Share) -> Option<(Option<UnitIndex>, String)> {
    let done = if share.counts == Counts::Percent {
        format!("{}%", share.done)
    } else {
        format!("{}/{}", share.done, share.of)
    };
    match subject {
        Subject::Document => Some((None, format!("The plan is said to be {done} done"))),
        Subject::Unit(at) => Some((Some(at), format!("{} is said to be {done} done", cx.plan.unit(at)?.label.text))),
        Subject::Restatement(at) => {
            let restated = cx.plan.restatements.get(at as usize)?;
            let [Target::Unit(at)] = cx.snapshot.file(cx.file)?.names().get(&restated.name) else { return None };
            Some((Some(*at), format!("This says {done} for {}", cx.plan.unit(*at)?.label.text)))
        }
        _ => None,
    }
}

/// Everything in `unit`, or in the plan, that may be counted.
fn countable(cx: &Context<'_>, unit: Option<UnitIndex>) -> Countable {
    let plan = cx.plan;
    let inner = unit.map(|at| cx.outline.descendants(at));
    let units: Vec<UnitIndex> = match (&inner, unit) {
        (Some(inner), Some(at)) => std::iter::once(at).chain(inner.iter().copied()).collect(),
        _ => plan.each_unit().map(|(at, _)| at).collect(),
    };
    let tasks: Vec<_> = match unit {
        Some(_) => units.iter().filter_map(|&at| plan.unit(at)).flat_map(|it| &it.tasks).copied().collect(),
        None => plan.each_task().map(|(at, _)| at).collect(),
    };
    let tasks: Vec<_> = tasks.into_iter().filter_map(|at| Some((at, plan.task(at)?))).collect();
    let boxed = |task: &Task| task.mark.is_some() && task.status.is_some_and(|it| it != Status::Cancelled);
    let holders: HashSet<_> = tasks.iter().filter_map(|(_, it)| it.parent).collect();
    let mut found = Countable { unboxed: tasks.iter().any(|(_, it)| it.mark.is_none()), ..Countable::default() };
    let tick = |done: bool, ticks: &mut Ticks| {
        ticks.all += 1;
        ticks.ticked += u32::from(done);
    };
    let none = Ticks { ticked: 0, all: 0 };
    let (mut all, mut outer, mut leaves) = (none, none, none);
    for (at, task) in tasks.iter().filter(|(_, it)| boxed(it)) {
        let done = task.status == Some(Status::Done);
        found.first = found.first.or(Some(task.place));
        tick(done, &mut all);
        if task.parent.is_none() {
            tick(done, &mut outer);
        }
        if !holders.contains(at) {
            tick(done, &mut leaves);
        }
    }
    found.tasks = vec![all, outer, leaves];
    for criteria in units.iter().filter_map(|&at| plan.unit(at)).flat_map(|it| &it.criteria) {
        found.criteria.push(Ticks { ticked: criteria.done, all: criteria.boxes });
    }
    let boxes =
        found.criteria.iter().fold(none, |sum, it| Ticks { ticked: sum.ticked + it.ticked, all: sum.all + it.all });
    found.criteria.push(boxes);
    let mut sorts = BTreeMap::new();
    for at in units.iter().filter(|it| Some(**it) != unit) {
        if let Some(unit) = plan.unit(*at) {
            *sorts.entry(sort(unit)).or_insert(0) += 1;
        }
    }
    found.units = sorts.into_values().collect();
    found
}

/// The boxes that the share should say; none where it agrees, or where what it counts cannot be told.
fn drift(share: Share, found: &Countable) -> Option<Ticks> {
    let some = |it: &&Ticks| it.all > 0;
    if share.counts == Counts::Percent {
        return percent_drift(share.done, found);
    }
    if found.units.contains(&share.of) && share.counts != Counts::Tasks {
        return None;
    }
    let tasks = found.tasks.iter().filter(some).filter(|_| share.counts != Counts::Others);
    let criteria = found.criteria.iter().filter(some).filter(|_| share.counts != Counts::Tasks);
    let mut meant = tasks.chain(criteria).filter(|it| it.all == share.of).peekable();
    let first = **meant.peek()?;
    (!meant.any(|it| it.ticked == share.done)).then_some(first)
}

fn percent_drift(said: u32, found: &Countable) -> Option<Ticks> {
    let all = *found.tasks.first().filter(|it| it.all > 1 && !found.unboxed)?;
    let boxes = *found.criteria.last()?;
    let both = Ticks { ticked: all.ticked + boxes.ticked, all: all.all + boxes.all };
    let near = |it: &Ticks| it.all == 0 || percent(*it).abs_diff(said) < TOLERANCE && !(said == 0 && it.ticked > 0);
    let other = found
        .units
        .iter()
        .any(|&units| units > 1 && (0..=units).any(|it| it > 0 && (it * 100 / units).abs_diff(said) < 2));
    let agrees = found.tasks.iter().chain([&both]).filter(|it| it.all > 0).any(near) || said > 0 && other;
    // That 100 % and open boxes do not go together is for `status-mismatch` to say.
    (!agrees && said < 100).then_some(all)
}

fn percent(ticks: Ticks) -> u32 {
    (ticks.ticked * 100 + ticks.all / 2).checked_div(ticks.all).unwrap_or(0)
}

fn finding(cx: &Context<'_>, subject: Subject, said: &Said<Share>) -> Option<Finding> {
    let (unit, begins) = about(cx, subject, said.value)?;
    let over = unit.and_then(|at| cx.plan.unit(at)?.status.as_ref()).is_some_and(|it| it.value == Status::Done);
    if over && said.value.done == said.value.of {
        return None;
    }
    let found = countable(cx, unit);
    let meant = drift(said.value, &found)?;
    let boxes = match (meant.ticked, meant.all) {
        (0, all) => format!("none of its {all} boxes is ticked"),
        (ticked, all) if ticked == all => format!("all of its {all} boxes are ticked"),
        (1, all) => format!("1 of its {all} boxes is ticked"),
        (ticked, all) => format!("{ticked} of its {all} boxes are ticked"),
    };
    let mut finding = RULE.finding(said.place, subject, format!("{begins}, but {boxes}"));
    if said.value.counts == Counts::Percent && said.value.done > 0 {
        finding.severity = Severity::Info;
    }
    finding.related.extend(found.first.map(|place| cx.related(place, "The boxes begin here".to_owned())));
    Some(finding)
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    rewrite(cx, finding).filter(|fix| mends(cx, finding, fix)).into_iter().collect()
}

/// Writes what the boxes say over the number, and over the percentage behind it.
fn rewrite(cx: &Context<'_>, finding: &Finding) -> Option<Fix> {
    let (_, said) = stated(cx).into_iter().find(|(subject, _)| *subject == finding.subject)?;
    let (unit, _) = about(cx, finding.subject, said.value)?;
    let meant = drift(said.value, &countable(cx, unit))?;
    let text = cx.document.slice(said.place);
    let hit = share(&text, &cx.document.source().vocabulary).filter(|it| it.share.done == said.value.done)?;
    let start = cx.document.range(said.place).start;
    let percentage = said.value.counts == Counts::Percent;
    let done = if percentage { percent(meant) } else { meant.ticked };
    let numbers = [(Some(hit.done), done), (hit.percent.filter(|_| !percentage), percent(meant))];
    let edits = numbers.into_iter().filter_map(|(range, number)| {
        let range = range?;
        let range = TextRange::new(range.start as u32, range.end as u32);
        let insert = number.to_string();
        (range.of(&text) != insert).then_some((cx.file, Edit { range: range.shifted(start), insert }))
    });
    let written = if percentage { format!("{done}%") } else { format!("{done}/{}", said.value.of) };
    Some(Fix { title: format!("Write {written}"), applicability: Applicability::Unsafe, edits: edits.collect() })
}
