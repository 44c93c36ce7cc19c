//! The rule `owner-overload`.

use std::collections::BTreeMap;

use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::lint::span::{Scale, Span, span_of};
use crate::plan::unit::{Unit, UnitIndex};

/// So many at once are too many for one person.
const TOO_MANY: usize = 3;
/// Words by which several people or nobody in particular are named.
const SEVERAL: [&str; 20] = [
    "team",
    "teams",
    "squad",
    "crew",
    "all",
    "everyone",
    "everybody",
    "and",
    "und",
    "et",
    "y",
    "e",
    "en",
    "i",
    "и",
    "group",
    "staff",
    "department",
    "alle",
    "équipe",
];

declare_rule! {
    /// One person answers for three or more units at the same time.
    ///
    /// Each unit looks fine on its own, and the plan as a whole rests on somebody who would have to be in three places. It
    /// shows late, when all of them slip together.
    ///
    /// Give one of them to somebody else, or move it. Only units with a schedule and a single person as owner count, and
    /// none that is done or cancelled, or contains another one; teams and several names are left alone.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// Parallel: Phase 1, Phase 2 and Phase 3 run side by side.
    ///
    /// ## Phase 1: Import (Weeks 1-3)
    ///
    /// **Owner:** Ines
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search (Weeks 2-3, parallel)
    ///
    /// **Owner:** Ines
    ///
    /// Exit criteria: every imported page is found by its title.
    ///
    /// ## Phase 3: Print (Weeks 3-4, parallel)
    ///
    /// **Owner:** Ines
    ///            ^^^^ in week 3 Ines answers for three units at once: Phase 1, Phase 2 and Phase 3
    ///
    /// Exit criteria: a page is printed on one sheet.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import (Weeks 1-3)
    ///
    /// **Owner:** Ines
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search (Weeks 2-3, parallel)
    ///
    /// **Owner:** Ines
    ///
    /// Exit criteria: every imported page is found by its title.
    ///
    /// ## Phase 3: Print (Weeks 3-4, parallel)
    ///
    /// **Owner:** Jun
    ///
    /// Exit criteria: a page is printed on one sheet.
    /// ```
    "owner-overload" Hint check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    let mut owned: BTreeMap<(String, Scale), Vec<(UnitIndex, Span)>> = BTreeMap::new();
    for (at, unit) in cx.plan.each_unit() {
        let (Some(owner), Some(span)) = (person(unit), span_of(unit)) else { continue };
        let exact = matches!(span.scale, Scale::Day | Scale::Week | Scale::Date(_));
        let holds = cx.outline.descendants(at).iter().filter_map(|it| cx.plan.unit(*it)).any(|it| it.owner.is_some());
        if exact && !holds && !unit.is_over() {
            owned.entry((owner, span.scale)).or_default().push((at, span));
        }
    }
    for units in owned.into_values().filter(|it| it.len() >= TOO_MANY) {
        if let Some(finding) = most_at_once(cx, units) {
            report(finding);
        }
    }
}

/// Who answers for the unit alone, folded for comparison.
fn person(unit: &Unit) -> Option<String> {
    let said = unit.owner.as_ref()?.value.trim_matches(['*', '_', '`', ' ', '@']).to_lowercase();
    let words = said.split(|c: char| !c.is_alphanumeric());
    let several = said.contains([',', ';', '/', '&', '+', '、']) || words.clone().any(|it| SEVERAL.contains(&it));
    let one = !several && (1..=3).contains(&words.filter(|it| !it.is_empty()).count());
    one.then_some(said)
}

/// The finding at the first moment at which one owner has the most units at once, if they are too many.
fn most_at_once(cx: &Context<'_>, mut units: Vec<(UnitIndex, Span)>) -> Option<Finding> {
    units.sort_by_key(|(at, span)| (span.from, *at));
    let at_once = |moment: i64| {
        units.iter().filter(move |(_, span)| span.from <= moment && moment <= span.to).copied().collect::<Vec<_>>()
    };
    // Where a day or date ends one and begins the next, work is handed over.
    let busiest = units.iter().map(|(_, span)| at_once(span.from)).rev().max_by_key(Vec::len)?;
    let mut shared = busiest.first()?.1;
    for (_, span) in &busiest {
        shared = shared.shared(*span)?;
    }
    if busiest.len() < TOO_MANY {
        return None;
    }
    let mut busy: Vec<UnitIndex> = busiest.iter().map(|(at, _)| *at).collect();
    busy.sort_unstable();
    let last = *busy.last()?;
    let unit = cx.plan.unit(last)?;
    let owner = unit.owner.as_ref()?;
    let names: Vec<&str> = busy.iter().filter_map(|it| Some(cx.plan.unit(*it)?.label.text.as_str())).collect();
    let (end, before) = names.split_last()?;
    let message = format!(
        "in {shared} {} answers for {} units at once: {} and {end}",
        owner.value,
        count(names.len()),
        before.join(", ")
    );
    let mut finding = RULE.finding(owner.place, Subject::Unit(last), message);
    let others = busy.iter().filter(|it| **it != last).filter_map(|it| cx.plan.unit(*it));
    finding.related.extend(others.filter_map(|it| {
        Some(cx.related(it.owner.as_ref()?.place, format!("{} is {}'s too", it.label.text, owner.value)))
    }));
    Some(finding)
}

fn count(number: usize) -> String {
    match number {
        3 => "three".to_owned(),
        4 => "four".to_owned(),
        5 => "five".to_owned(),
        more => more.to_string(),
    }
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
