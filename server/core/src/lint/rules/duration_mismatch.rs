//! The rule `duration-mismatch`.

use std::collections::HashSet;

use crate::lint::outline::is_time_unit;
use crate::lint::rule::{Context, Finding, Fix, Severity, Subject};
use crate::lint::span::{Scale, Span, span_of};
use crate::notation::status::Status;
use crate::notation::time::{Duration, TimeUnit};
use crate::notation::vocabulary::Kind;
use crate::plan::unit::{Unit, UnitIndex};

declare_rule! {
    /// A stated length is not the length of the range, of the units inside, or of the whole plan.
    ///
    /// `Weeks 5–8 (3 weeks)` says four weeks and three; a plan "across 6–8 weeks" that counts eleven two-week sprints
    /// promises an end that its own parts cannot keep. Whoever reads only one of the two plans with the wrong end.
    ///
    /// Correct whichever is wrong. Two weeks may be ten days, a month four or five weeks, and a few days shorter a week
    /// than a full one. Estimates of effort are no lengths, and parts that are shorter than what holds them leave room,
    /// which is only mentioned.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// The plan is done over 4 weeks.
    ///                       ^^^^^^^ The plan is said to take 4 weeks, but its phases run in weeks 1–7
    ///
    /// ## Phase 1: Import (Weeks 1-3)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search (Weeks 4-7, 3 weeks)
    ///                                ^^^^^^^ Phase 2 is said to take 3 weeks, but weeks 4–7 are 4 weeks
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// The plan is done over 7 weeks.
    ///
    /// ## Phase 1: Import (Weeks 1-3)
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search (Weeks 4-7, 20 days)
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    "duration-mismatch" Warning check fixes
}

/// A closed range of calendar days.
type Days = (i64, i64);

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for (at, unit) in cx.plan.each_unit() {
        if let Some(finding) = own_range(cx, at, unit).or_else(|| inside(cx, at, unit)) {
            report(finding);
        }
    }
    if let Some(finding) = by_cadence(cx).or_else(|| by_weeks(cx)) {
        report(finding);
    }
}

/// The unit's length against its own range.
fn own_range(cx: &Context<'_>, at: UnitIndex, unit: &Unit) -> Option<Finding> {
    let (length, span) = (stated(cx, unit)?, span_of(unit)?);
    let (said, runs) = (days_of(length)?, days_in(span));
    // Some days of a week are no contradiction, nor is a week that ends where the next one begins.
    let part = said.1 < runs.0 && coarseness(length.unit) < scale_coarseness(span.scale);
    let between = Span { to: span.to - 1, ..span };
    if apart(said, runs) && !part && !(span.length() > 1 && !apart(said, days_in(between)) && shares_ends(cx, at, span))
    {
        let is = if span.length() == 1 { "is" } else { "are" };
        let message =
            format!("{} is said to take {}, but {span} {is} {}", unit.label.text, in_words(length), counted(span));
        let mut finding = RULE.finding(unit.duration.as_ref()?.place, Subject::Unit(at), message);
        finding
            .related
            .push(cx.related(unit.schedule.as_ref()?.place, format!("{} is scheduled here", unit.label.text)));
        return Some(finding);
    }
    None
}

/// Whether the plan counts weeks by their ends: from 0, or each unit from where the one before ends.
fn shares_ends(cx: &Context<'_>, at: UnitIndex, span: Span) -> bool {
    let siblings = cx.outline.children(cx.plan.unit(at).and_then(|unit| unit.parent)).iter();
    let mut spans = siblings.filter(|&&it| it != at).filter_map(|&it| cx.plan.unit(it).and_then(span_of));
    span.from == 0 || spans.any(|other| other.scale == span.scale && (other.from == span.to || other.to == span.from))
}

/// The unit's length against the units inside it, where it has no range of its own.
fn inside(cx: &Context<'_>, at: UnitIndex, unit: &Unit) -> Option<Finding> {
    if unit.schedule.is_some() {
        return None;
    }
    let length = stated(cx, unit)?;
    let children = cx.outline.children(Some(at));
    let spans: Vec<Span> = children.iter().filter_map(|&it| cx.plan.unit(it).and_then(span_of)).collect();
    if spans.len() < 2 || spans.len() < children.len() {
        return None;
    }
    let span = extent(&spans)?;
    let (said, run) = (days_of(length)?, days_in(span));
    if !apart(said, run) {
        return None;
    }
    let message = format!("{} is said to take {}, but what it holds runs in {span}", unit.label.text, in_words(length));
    let mut finding = RULE.finding(unit.duration.as_ref()?.place, Subject::Unit(at), message);
    if run.1 < said.0 {
        finding.severity = Severity::Info;
    }
    for &child in [children.first(), children.last()].into_iter().flatten() {
        let child = cx.plan.unit(child)?;
        finding
            .related
            .push(cx.related(child.schedule.as_ref()?.place, format!("{} is scheduled here", child.label.text)));
    }
    Some(finding)
}

/// The plan's length against that of all units of a kind: eleven two-week sprints.
fn by_cadence(cx: &Context<'_>) -> Option<Finding> {
    let total = cx.plan.total.as_ref()?;
    let [(kind, each)] = cx.plan.cadences.as_slice() else { return None };
    let (count, first) = sequence(cx, *kind)?;
    let weeks = i64::from(each.value.min) / 100 * count;
    if weeks * 7 - 3 <= days_of(total.value)?.1 {
        return None;
    }
    let name = cx.document.source().vocabulary.kind_name(*kind).to_owned();
    let each_weeks = i64::from(each.value.min) / 100;
    let message = format!(
        "The plan is said to take {}, but {count} {name}s of {each_weeks} week{} take {weeks} weeks",
        in_words(total.value),
        if each_weeks == 1 { "" } else { "s" }
    );
    let mut finding = RULE.finding(total.place, Subject::Document, message);
    finding.related.push(cx.related(each.place, format!("Each {name} takes this long")));
    finding.related.push(cx.related(cx.plan.unit(first)?.name, format!("The {count} {name}s begin here")));
    Some(finding)
}

/// How many units of `kind` follow each other, and the first; none where some may run beside others.
fn sequence(cx: &Context<'_>, kind: Kind) -> Option<(i64, UnitIndex)> {
    let units: Vec<(UnitIndex, &Unit)> = cx
        .plan
        .each_unit()
        .filter(|(_, unit)| unit.label.kind == Some(kind))
        .filter(|(_, unit)| unit.status.as_ref().is_none_or(|said| said.value != Status::Cancelled))
        .collect();
    let numbers: HashSet<_> = units.iter().map(|(_, unit)| &unit.label.number).collect();
    let beside = !cx.plan.tracks.is_empty() || units.iter().any(|(_, unit)| !unit.parallel.is_empty());
    let (first, _) = *units.first()?;
    (!beside && numbers.len() == units.len()).then_some((units.len() as i64, first))
}

/// The plan's length against the weeks in which its outermost units run.
fn by_weeks(cx: &Context<'_>) -> Option<Finding> {
    let total = cx.plan.total.as_ref()?;
    let outer = cx.outline.children(None).iter().filter_map(|&at| cx.plan.unit(at));
    let scheduled: Vec<(&Unit, Span)> =
        outer.filter_map(|unit| Some((unit, span_of(unit).filter(|span| span.scale == Scale::Week)?))).collect();
    let span = extent(&scheduled.iter().map(|it| it.1).collect::<Vec<_>>())?;
    let (last, _) = *scheduled.iter().max_by_key(|it| it.1.to)?;
    if scheduled.len() < 2 || days_in(span).0 <= days_of(total.value)?.1 {
        return None;
    }
    let kinds: HashSet<_> = scheduled.iter().map(|(unit, _)| unit.label.kind).collect();
    let kind = scheduled.first().filter(|_| kinds.len() == 1).and_then(|(unit, _)| unit.label.kind);
    let what = match kind.filter(|_| !is_time_unit(last)) {
        Some(kind) => format!("its {}s run", cx.document.source().vocabulary.kind_name(kind)),
        None => "it runs".to_owned(),
    };
    let message = format!("The plan is said to take {}, but {what} in {span}", in_words(total.value));
    let mut finding = RULE.finding(total.place, Subject::Document, message);
    finding.related.push(cx.related(last.schedule.as_ref()?.place, format!("{} is the last", last.label.text)));
    Some(finding)
}

/// The unit's length, where it is one of time: not an effort, and not the whole plan's.
fn stated(cx: &Context<'_>, unit: &Unit) -> Option<Duration> {
    let said = unit.duration.as_ref().filter(|_| unit.estimate.is_none())?;
    let range = cx.document.range(said.place);
    let of_plan = cx.plan.total.as_ref().is_some_and(|total| cx.document.range(total.place).overlaps(range));
    (!of_plan).then_some(said.value)
}

/// The first to the last, where all are of one scale.
fn extent(spans: &[Span]) -> Option<Span> {
    let first = spans.first()?;
    let one = spans.iter().all(|span| span.scale == first.scale);
    let (from, to) = (spans.iter().map(|it| it.from).min()?, spans.iter().map(|it| it.to).max()?);
    one.then_some(Span { scale: first.scale, from, to })
}

fn apart(one: Days, other: Days) -> bool {
    one.1 < other.0 || other.1 < one.0
}

/// What a stated length may mean in calendar days, generously; none for hours and the like.
fn days_of(length: Duration) -> Option<Days> {
    let (min, max) = (i64::from(length.min), i64::from(length.max));
    match length.unit {
        TimeUnit::Day => Some((min / 100, max * 7 / 500 + 3)),
        TimeUnit::Week => Some((min * 7 / 100 - 3, max * 7 / 100 + 3)),
        TimeUnit::Month => Some((min * 26 / 100, max * 33 / 100)),
        _ => None,
    }
}

/// What a range may mean in calendar days.
fn days_in(span: Span) -> Days {
    let count = span.length();
    match span.scale {
        Scale::Day => (count, count * 7 / 5 + 2),
        Scale::Week => (count * 7 - 2, count * 7),
        Scale::Month | Scale::CalendarMonth(_) => (count * 28, count * 31),
        Scale::Quarter(_) => (count * 84, count * 92),
        Scale::Date(_) => (count, count),
    }
}

fn coarseness(unit: TimeUnit) -> u8 {
    match unit {
        TimeUnit::Day => 0,
        TimeUnit::Week => 1,
        _ => 2,
    }
}

fn scale_coarseness(scale: Scale) -> u8 {
    match scale {
        Scale::Day | Scale::Date(_) => 0,
        Scale::Week => 1,
        _ => 2,
    }
}

/// `4 weeks`
fn counted(span: Span) -> String {
    let word = match span.scale {
        Scale::Day | Scale::Date(_) => "day",
        Scale::Week => "week",
        Scale::Month | Scale::CalendarMonth(_) => "month",
        Scale::Quarter(_) => "quarter",
    };
    format!("{} {word}{}", span.length(), if span.length() == 1 { "" } else { "s" })
}

/// `6–8 weeks`, `1.5 months`
fn in_words(length: Duration) -> String {
    let number = |hundredths: u32| match hundredths % 100 {
        0 => format!("{}", hundredths / 100),
        part if part % 10 == 0 => format!("{}.{}", hundredths / 100, part / 10),
        part => format!("{}.{part:02}", hundredths / 100),
    };
    let plural = if length.max == 100 { "" } else { "s" };
    match length.min == length.max {
        true => format!("{} {}{plural}", number(length.min), length.unit),
        false => format!("{}–{} {}{plural}", number(length.min), number(length.max), length.unit),
    }
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
