//! The rule `dependency-order`.

use std::cell::OnceCell;
use std::collections::HashMap;

use petgraph::algo::tarjan_scc;

use crate::index::Target;
use crate::lint::dependencies::{Edge, graph, status, who};
use crate::lint::mends::mends;
use crate::lint::outline::{is_time_unit, sort};
use crate::lint::overlap::{Declared, Overlap, in_sequence};
use crate::lint::rule::{Applicability, Context, Finding, Fix, Subject};
use crate::lint::rules::self_dependency::around;
use crate::lint::shift::shift;
use crate::lint::span::{Scale, Span, calendar, span_of};
use crate::notation::status::Status;
use crate::notation::vocabulary::Kind;
use crate::plan::place::Place;
use crate::plan::unit::{Unit, UnitIndex};
use crate::workspace::Definition;

declare_rule! {
    /// Something starts before what it depends on ends, or depends on something that comes later.
    ///
    /// A dependency says that the predecessor is finished first. Where the weeks say otherwise, the successor will
    /// start on something unfinished, or wait while the plan believes that it runs.
    ///
    /// Move one of the two, or delete the dependency. A unit without weeks of its own runs from the first to the last
    /// of those inside it. What ends in the very week in which its successor starts is left alone, and so is what is
    /// done. Where the plan says no weeks, a sprint or phase that depends on one with a greater number is reported.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (Weeks 1-4)
    ///
    /// **Can run in parallel with:** Phase 2
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search (Weeks 3-5)
    ///
    /// **Depends on:** Phase 1
    ///                 ^^^^^^^ Phase 2 starts in week 3, but depends on Phase 1, which ends in week 4
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (Weeks 1-4)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search (Weeks 5-6)
    ///
    /// **Depends on:** Phase 1
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    "dependency-order" Warning check fixes
}

/// What waits and its predecessor, each as the unit of one family that it is or stands in.
#[derive(Clone, Copy, Debug)]
struct Pair {
    waits: UnitIndex,
    /// Whether it is that unit itself, and not something inside it.
    waits_whole: bool,
    on: UnitIndex,
    on_whole: bool,
}

/// What is looked up for many edges, each worked out for the first that needs it.
struct Order<'a, 'c> {
    cx: &'a Context<'c>,
    declared: OnceCell<Declared<'a>>,
    /// The number of the circle that something stands in; what does not wait for itself stands in one alone.
    circles: OnceCell<HashMap<Definition, usize>>,
}

impl<'a, 'c> Order<'a, 'c> {
    fn of(cx: &'a Context<'c>) -> Order<'a, 'c> {
        Order { cx, declared: OnceCell::new(), circles: OnceCell::new() }
    }

    fn declared(&self) -> &Declared<'a> {
        self.declared.get_or_init(|| Declared::of(self.cx.plan, self.cx.outline))
    }

    /// Whether each of the two waits for the other, directly or through others.
    fn is_circle(&self, one: Definition, other: Definition) -> bool {
        let circles = self.circles.get_or_init(|| {
            let circles = tarjan_scc(&graph(self.cx)).into_iter().enumerate();
            circles.flat_map(|(number, circle)| circle.into_iter().map(move |it| (it, number))).collect()
        });
        circles.get(&one).is_some_and(|it| circles.get(&other) == Some(it))
    }
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    let order = Order::of(cx);
    let mut last: Option<(Target, u32, u32)> = None;
    for edge in cx.edges {
        let Some(named) = edge.named(cx.plan) else { continue };
        let Some(pair) = pair(cx, edge).filter(|pair| is_open(cx, edge, *pair)) else { continue };
        // Of a range, `Sprints 3–5`, one is enough.
        let here = (edge.of, edge.declaration, cx.document.range(named.place).start);
        if last == Some(here) {
            continue;
        }
        let message = by_time(cx, edge, pair).unwrap_or_else(|| by_number(cx, edge, pair, &order));
        let Some((message, place)) = message else { continue };
        let mut finding = RULE.finding(named.place, edge.subject(), message);
        let on = cx.plan.unit(pair.on).map_or_else(String::new, |unit| unit.label.text.clone());
        let says = if place.1 { "is scheduled" } else { "stands" };
        finding.related.push(cx.related(place.0, format!("{on} {says} here")));
        report(finding);
        last = Some(here);
    }
}

/// The two as units of one family.
fn pair(cx: &Context<'_>, edge: &Edge) -> Option<Pair> {
    let on = edge.only().filter(|it| it.file == cx.file)?.target;
    let line = |of: Target| -> Vec<UnitIndex> {
        let own = match of {
            Target::Unit(at) => Some(at),
            Target::Task(_) => None,
        };
        let mut line: Vec<UnitIndex> = own.into_iter().chain(around(cx, of)).collect();
        line.reverse();
        line
    };
    let (a, b) = (line(edge.of), line(on));
    let apart = a.iter().zip(&b).position(|(a, b)| a != b)?;
    let (waits, before) = (*a.get(apart)?, *b.get(apart)?);
    Some(Pair { waits, waits_whole: edge.of == Target::Unit(waits), on: before, on_whole: on == Target::Unit(before) })
}

/// Whether the order still matters: nothing is done or cancelled.
fn is_open(cx: &Context<'_>, edge: &Edge, pair: Pair) -> bool {
    let over = |of: Target| status(cx.plan, of).is_some_and(Status::is_over);
    let named = edge.only().map(|it| it.target);
    ![Some(edge.of), named, Some(Target::Unit(pair.waits)), Some(Target::Unit(pair.on))].into_iter().flatten().any(over)
}

/// The message and the other side, and whether that is a schedule.
type Told = Option<(String, (Place, bool))>;

/// By their spans; none where these cannot be compared.
fn by_time(cx: &Context<'_>, edge: &Edge, pair: Pair) -> Option<Told> {
    let (waits, on) = (span(cx, pair.waits)?, span(cx, pair.on)?);
    if waits.scale != on.scale {
        return None;
    }
    // Something inside a unit may start at the latest when that ends, and be finished as soon as that begins.
    let start = if pair.waits_whole { waits.from } else { waits.to };
    let end = if pair.on_whole { on.to } else { on.from };
    if start >= end {
        return Some(None);
    }
    let (unit, before) = (cx.plan.unit(pair.waits)?, cx.plan.unit(pair.on)?);
    let (who, named) = (who(cx.plan, edge.of), cx.label_of(edge.only()?));
    let message = match (pair.waits_whole, pair.on_whole) {
        (true, true) => format!(
            "{who} starts {}, but depends on {named}, which ends {}",
            when(waits.scale, waits.from),
            when(on.scale, on.to)
        ),
        (true, false) => format!(
            "{who} starts {}, but depends on {named} in {}",
            when(waits.scale, waits.from),
            with_span(before, on)
        ),
        (false, true) => {
            format!("{who} is part of {}, but depends on {}", with_span(unit, waits), with_span(before, on))
        }
        (false, false) => {
            format!("{who} is part of {}, but depends on {named} in {}", with_span(unit, waits), with_span(before, on))
        }
    };
    let place = before.schedule.as_ref().map_or((before.name, false), |said| (said.place, true));
    Some(Some((message, place)))
}

/// By their numbers, where units of their sort follow each other.
fn by_number(cx: &Context<'_>, edge: &Edge, pair: Pair, order: &Order<'_, '_>) -> Told {
    let (unit, before) = (cx.plan.unit(pair.waits)?, cx.plan.unit(pair.on)?);
    let numbers = unit.label.number.value().zip(before.label.number.value());
    let later = pair.on > pair.waits && sort(unit) == sort(before) && numbers.is_some_and(|(a, b)| a < b);
    if !later || !one_by_one(unit) || order.declared().beside(pair.on, pair.waits) {
        return None;
    }
    let own = Definition { file: cx.file, target: edge.of };
    if order.is_circle(own, edge.only()?) {
        return None; // A circle has no order, and is reported as one.
    }
    let (who, named) = (who(cx.plan, edge.of), cx.label_of(edge.only()?));
    let (inside, of) = (&unit.label.text, &before.label.text);
    let message = match (pair.waits_whole, pair.on_whole) {
        (true, true) => format!("{who} depends on {named}, which comes later"),
        (true, false) => format!("{who} depends on {named}, which is part of the later {of}"),
        (false, true) => format!("{who} in {inside} depends on {named}, which comes later"),
        (false, false) => format!("{who} in {inside} depends on {named}, which is part of the later {of}"),
    };
    Some((message, (before.name, false)))
}

/// Whether units like this one are numbered in the order in which they run. Epics, modules and the like are numbered,
/// but may be done in any order.
fn one_by_one(unit: &Unit) -> bool {
    let kinds = [Kind::SPRINT, Kind::PHASE, Kind::ITERATION, Kind::STAGE, Kind::WAVE, Kind::CYCLE, Kind::INCREMENT];
    in_sequence(unit) && (is_time_unit(unit) || unit.label.kind.is_some_and(|kind| kinds.contains(&kind)))
}

/// When a unit runs: its own schedule, or that of all that is inside it.
fn span(cx: &Context<'_>, at: UnitIndex) -> Option<Span> {
    let unit = cx.plan.unit(at)?;
    if unit.schedule.is_some() {
        return span_of(unit);
    }
    let inside: Vec<Span> =
        cx.outline.children(Some(at)).iter().map(|&it| cx.plan.unit(it).and_then(span_of)).collect::<Option<_>>()?;
    let first = *inside.first()?;
    let alike = inside.iter().all(|it| it.scale == first.scale);
    let (from, to) = (inside.iter().map(|it| it.from).min()?, inside.iter().map(|it| it.to).max()?);
    // Weeks that begin at 1 may be counted from the unit's own start.
    let absolute = !matches!(first.scale, Scale::Day | Scale::Week | Scale::Month) || from > 1;
    (alike && absolute).then_some(Span { from, to, ..first })
}

/// `in week 7`, `on 2025-01-06`
fn when(scale: Scale, number: i64) -> String {
    match scale {
        Scale::Day => format!("on day {number}"),
        Scale::Week => format!("in week {number}"),
        Scale::Month => format!("in month {number}"),
        Scale::Date(_) => format!("on {}", calendar(scale, number)),
        scale => format!("in {}", calendar(scale, number)),
    }
}

fn with_span(unit: &Unit, span: Span) -> String {
    match is_time_unit(unit) {
        true => unit.label.text.clone(),
        false => format!("{} ({span})", unit.label.text),
    }
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    if cx.tries.are_spent() {
        return Vec::new();
    }
    move_behind(cx, finding).filter(|fix| mends(cx, finding, fix)).into_iter().collect()
}

/// Moves what waits behind its predecessor, and what follows it with it.
fn move_behind(cx: &Context<'_>, finding: &Finding) -> Option<Fix> {
    let edge = cx.edges.iter().find(|edge| edge.subject() == finding.subject)?;
    let Subject::UnitDependency(waits, ..) = finding.subject else { return None };
    let pair = pair(cx, edge).filter(|pair| pair.waits_whole && pair.on_whole && pair.waits > pair.on)?;
    let (own, on) = (span(cx, waits)?, span(cx, pair.on)?);
    let shift = shift(cx, &Overlap { later: pair.waits, earlier: pair.on, shared: own.shared(on)? })?;
    let unit = cx.plan.unit(waits)?;
    Some(Fix {
        title: shift.title(&unit.label.text, own.scale),
        applicability: Applicability::Unsafe,
        edits: shift.edits.into_iter().map(|edit| (cx.file, edit)).collect(),
    })
}
