//! The rule `mismatched-id`.

use std::collections::{BTreeMap, HashSet};

use crate::lint::mends::mends;
use crate::lint::numbering::{is_id_named, numbers as numbers_of, renumber};
use crate::lint::outline::shape;
use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::notation::label::fold_id;
use crate::notation::vocabulary::Kind;
use crate::notation::vocabulary::later::is_set_aside;
use crate::plan::place::Place;
use crate::plan::task::{Task, TaskIndex};
use crate::plan::unit::{Said, Unit, UnitIndex};

/// So many ids that bear the number of what holds them show that ids do.
const PATTERN: usize = 3;

declare_rule! {
    /// An id bears another number than the unit that it belongs to, where all others bear their unit's.
    ///
    /// Task S2-T4 under Sprint 3, or W1-S3 on Sprint 2: the id was copied, or the task moved and its id did not. Whoever
    /// reads the id in a commit looks for the work in another sprint.
    ///
    /// Renumber the id, or move what it names to where it says. Only documents whose other ids bear the number of their
    /// unit are looked at, and what is carried over by its own words may keep its id.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// - [x] S1-T1 Read the archive of 2019
    /// - [x] S1-T2 Report unreadable pages
    ///
    /// Acceptance: every page of 2019 is shown.
    ///
    /// ## Sprint 2: Search
    ///
    /// - [ ] S2-T1 Build the index
    /// - [ ] S1-T3 Parse the queries
    ///       ^^^^^ S1-T3 stands in Sprint 2, and bears the number of Sprint 1; the other ids bear that of their own sprint
    ///
    /// Acceptance: every imported page is found by its title.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Sprint 1: Import
    ///
    /// - [x] S1-T1 Read the archive of 2019
    /// - [x] S1-T2 Report unreadable pages
    ///
    /// Acceptance: every page of 2019 is shown.
    ///
    /// ## Sprint 2: Search
    ///
    /// - [ ] S2-T1 Build the index
    /// - [ ] S1-T3 Import the pictures (carried over)
    ///
    /// Acceptance: every imported page is found by its title.
    /// ```
    "mismatched-id" Warning check fixes
}

/// An id, and the number that it should bear.
#[derive(Clone, Debug)]
struct Bearer<'a> {
    subject: Subject,
    id: &'a Said<String>,
    numbers: Vec<u32>,
    /// The number of the unit or task that it belongs to.
    wanted: u32,
    /// Its unit's label, or the task that holds it.
    holder: String,
    kind: Option<Kind>,
}

/// An id with a wrong number, and which of its numbers is wrong.
#[derive(Clone, Debug)]
struct Mismatch<'a> {
    bearer: Bearer<'a>,
    run: usize,
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    let mut found = mismatches(cx);
    found.sort_by_key(|it| it.bearer.id.place);
    for it in found {
        report(finding(cx, &it));
    }
}

/// Every id that breaks the pattern of its likes.
fn mismatches<'a>(cx: &Context<'a>) -> Vec<Mismatch<'a>> {
    let mut likes: BTreeMap<(String, Option<Kind>, bool), Vec<Bearer<'a>>> = BTreeMap::new();
    for bearer in of_units(cx) {
        likes.entry((shape(&bearer.id.value), bearer.kind, true)).or_default().push(bearer);
    }
    let tasks: Vec<Bearer<'a>> = cx.plan.each_task().filter_map(|(at, task)| of_task(cx, at, task)).collect();
    for bearer in tasks {
        likes.entry((shape(&bearer.id.value), bearer.kind, false)).or_default().push(bearer);
    }
    likes.into_iter().flat_map(|((_, _, units), likes)| odd_ones(cx, likes, units)).collect()
}

/// The ids in the headings of units.
fn of_units<'a>(cx: &Context<'a>) -> Vec<Bearer<'a>> {
    let units = cx.plan.each_unit().filter(|(_, unit)| unit.label.kind.is_some());
    let bearers = units.filter_map(|(at, unit)| {
        let [id] = unit.ids.as_slice() else { return None };
        let (numbers, wanted) = (numbers_of(&id.value)?, unit.label.number.value()?);
        let holder = unit.label.text.clone();
        Some(Bearer { subject: Subject::Unit(at), id, numbers, wanted, holder, kind: unit.label.kind })
    });
    bearers.collect()
}

/// The id of a task, held against its unit; or against the task that holds it, where that has an id of one number less.
fn of_task<'a>(cx: &Context<'a>, at: TaskIndex, task: &'a Task) -> Option<Bearer<'a>> {
    let id = task.id.as_ref()?;
    let numbers = numbers_of(&id.value).filter(|it| it.len() > 1)?;
    let unit = task.unit.and_then(|it| cx.plan.unit(it));
    let outer = task.parent.and_then(|it| cx.plan.task(it)?.id.as_ref());
    let (wanted, holder, kind) = match outer {
        Some(outer) => match numbers_of(&outer.value)?.as_slice() {
            [number] if numbers.len() == 2 => (*number, format!("task {}", outer.value), Some(Kind::TASK)),
            _ => return None,
        },
        None => (unit?.label.number.value()?, unit?.label.text.clone(), unit?.label.kind),
    };
    Some(Bearer { subject: Subject::Task(at), id, numbers, wanted, holder, kind })
}

/// The few among many ids of one shape that do not bear the number that they should.
fn odd_ones<'a>(cx: &Context<'a>, mut likes: Vec<Bearer<'a>>, units: bool) -> Vec<Mismatch<'a>> {
    let runs = likes.first().map_or(0, |it| it.numbers.len()) - usize::from(!units && !likes.is_empty());
    let fits = |it: &Bearer<'_>, run: usize| it.numbers.get(run) == Some(&it.wanted);
    let count = |run: usize| likes.iter().filter(|it| fits(it, run)).count();
    let Some((fitting, run)) = (0..runs).map(|run| (count(run), run)).max() else { return Vec::new() };
    // Where most ids bear another number, it means something else.
    if fitting < PATTERN || likes.len() - fitting > fitting {
        return Vec::new();
    }
    likes.retain(|it| fits(it, run) || !is_carried(cx, it.id.place));
    let odd = likes.len() - fitting;
    if odd == 0 || fitting < PATTERN || odd > 1 && odd * 10 > fitting {
        return Vec::new();
    }
    let numbered: HashSet<u32> = likes.iter().map(|it| it.wanted).collect();
    let holders: HashSet<&str> = likes.iter().filter(|it| fits(it, run)).map(|it| it.holder.as_str()).collect();
    // One holder alone may number its tasks by chance as it is numbered.
    if numbered.len() < 2 || holders.len() < 2 {
        return Vec::new();
    }
    let ids: HashSet<String> = likes.iter().filter(|it| fits(it, run)).map(|it| fold_id(&it.id.value)).collect();
    let odd = likes.iter().filter(|it| !fits(it, run)).filter(|it| {
        let held = units || holders.contains(it.holder.as_str());
        held && !ids.contains(&fold_id(&it.id.value))
    });
    odd.map(|it| Mismatch { bearer: it.clone(), run }).collect()
}

/// Whether its line says that it was carried over or set aside.
fn is_carried(cx: &Context<'_>, place: Place) -> bool {
    let low = format!("{}{}", cx.document.before(place), cx.document.behind(place)).to_lowercase();
    is_set_aside(&low) || [" from ", " aus ", " depuis ", " desde "].iter().any(|it| low.contains(it))
}

fn finding(cx: &Context<'_>, it: &Mismatch<'_>) -> Finding {
    let Bearer { subject, id, numbers, holder, kind, .. } = &it.bearer;
    let number = numbers.get(it.run).copied().unwrap_or_default();
    let word = match (kind, holder.split_once(' ')) {
        (Some(Kind::TASK), _) => "task".to_owned(),
        (Some(kind), _) => cx.document.source().vocabulary.kind_name(*kind).to_owned(),
        (None, _) => "unit".to_owned(),
    };
    let other = other(cx, *kind, number);
    let whose = match &other {
        Some((_, _, label)) => format!("the number of {label}"),
        None => format!("the number {number}"),
    };
    let stands = if matches!(subject, Subject::Unit(_)) { "belongs to" } else { "stands in" };
    let message =
        format!("{} {stands} {holder}, and bears {whose}; the other ids bear that of their own {word}", id.value);
    let mut finding = RULE.finding(id.place, *subject, message);
    finding.related.extend(other.map(|(_, place, label)| cx.related(place, format!("{label} is here"))));
    finding
}

/// The unit of that kind and number.
fn other(cx: &Context<'_>, kind: Option<Kind>, number: u32) -> Option<(UnitIndex, Place, String)> {
    let bears = |(_, unit): &(UnitIndex, &Unit)| unit.label.kind == kind && unit.label.number.value() == Some(number);
    cx.plan.each_unit().find(bears).map(|(at, unit)| (at, unit.name, unit.label.text.clone()))
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    own_number(cx, finding).filter(|fix| mends(cx, finding, fix)).into_iter().collect()
}

/// Writes the number of its unit into the id; where another task bears that id already, with the number that follows
/// that of the task before. None where no such id is free, or something names the old one.
fn own_number(cx: &Context<'_>, finding: &Finding) -> Option<Fix> {
    let it = mismatches(cx).into_iter().find(|it| it.bearer.subject == finding.subject)?;
    let Bearer { id, wanted, ref numbers, .. } = it.bearer;
    if is_id_named(cx, &id.value) {
        return None;
    }
    let like = |other: &&Said<String>| shape(&other.value) == shape(&id.value);
    let tasks = cx.plan.tasks.iter().filter_map(|it| it.id.as_ref());
    let others = cx.plan.units.iter().flat_map(|it| &it.ids).chain(tasks).filter(like);
    let taken: HashSet<Vec<u32>> = others.filter_map(|it| numbers_of(&it.value)).collect();
    let mut renamed = numbers.clone();
    *renamed.get_mut(it.run)? = wanted;
    if let Subject::Task(at) = finding.subject
        && taken.contains(&renamed)
    {
        let before = cx.plan.tasks.get(..at.0 as usize)?.iter().rev().filter_map(|it| it.id.as_ref()).find(like)?;
        let before = numbers_of(&before.value)?;
        *renamed.last_mut()? = before.last()?.checked_add(1)?;
        let follows = before.split_last()?.1 == renamed.split_last()?.1;
        return renumber(cx, id.place, &renamed).filter(|_| follows && !taken.contains(&renamed));
    }
    renumber(cx, id.place, &renamed).filter(|_| !taken.contains(&renamed))
}
