//! The rule `duplicate-label`.

use std::collections::BTreeMap;

use crate::lint::mends::mends;
use crate::lint::numbering::{is_named, numbers, renumber, repeats};
use crate::lint::outline::is_time_unit;
use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::lint::sections::same_section;
use crate::notation::label::Name;
use crate::notation::number::Number;
use crate::notation::status::Status;
use crate::notation::vocabulary::Kind;
use crate::plan::unit::{DefinedBy, Unit, UnitIndex};

declare_rule! {
    /// Two units side by side bear the same label.
    ///
    /// Where Sprint 2 comes twice, "after Sprint 2" means two things, and one of the two was most often to be
    /// Sprint 3. Days and weeks that come twice promise the same time to two pieces of work.
    ///
    /// Renumber one of them, or make one of the two: two parts of Week 3 can be sections of one Week 3. A document that
    /// begins its sequence anew, such as several workstreams that each have a Phase 1, is not reported, nor is an
    /// overview that lists the units once more.
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
    /// Exit criteria: every imported page is found by its title.
    ///
    /// ## Phase 2: Launch
    ///    ^^^^^^^ Phase 2 comes twice: Phase 2: Launch has the number of Phase 2: Search
    ///
    /// Exit criteria: the old site redirects here.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Reading room
    ///
    /// ### Phase 1: Import
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ### Phase 2: Search
    ///
    /// Exit criteria: every imported page is found by its title.
    ///
    /// ## Workshop
    ///
    /// ### Phase 1: Presses
    ///
    /// Exit criteria: both presses print.
    /// ```
    "duplicate-label" Warning check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for family in cx.outline.families() {
        for (_, siblings) in by_kind(cx, family) {
            let labels: Vec<&str> = siblings.iter().map(|(_, unit)| unit.label.number.0.as_str()).collect();
            for (later, earlier) in repeats(&labels) {
                let (Some(later), Some(earlier)) = (siblings.get(later), siblings.get(earlier)) else { continue };
                if is_same_sequence(cx, earlier.1, later.1) {
                    report(finding(cx, *later, *earlier));
                }
            }
        }
    }
}

/// The siblings that bear a number of their kind, by kind, in document order.
fn by_kind<'a>(cx: &Context<'a>, family: &[UnitIndex]) -> BTreeMap<Kind, Vec<(UnitIndex, &'a Unit)>> {
    let mut kinds: BTreeMap<Kind, Vec<(UnitIndex, &Unit)>> = BTreeMap::new();
    for &at in family {
        let Some(unit) = cx.plan.unit(at) else { continue };
        let Some(kind) = unit.label.kind else { continue };
        // A Plan B belongs to what it saves, and two things may happen at one hour.
        let numbered = !matches!(kind, Kind::PLAN | Kind::HOUR);
        let over = unit.status.as_ref().is_some_and(|said| said.value == Status::Cancelled);
        if numbered && !over && !matches!(unit.defined_by, DefinedBy::Gantt | DefinedBy::FrontMatter) {
            kinds.entry(kind).or_default().push((at, unit));
        }
    }
    kinds
}

/// Whether the two stand in one list of units: written alike, under one heading. What is said once more elsewhere, or as
/// a row of an overview, is a restatement.
fn is_same_sequence(cx: &Context<'_>, earlier: &Unit, later: &Unit) -> bool {
    let level = match later.defined_by {
        DefinedBy::Heading(level) => level,
        // Any heading between two lists begins another list.
        _ => 7,
    };
    earlier.defined_by == later.defined_by && same_section(cx, earlier.header, later.header, level)
}

fn finding(cx: &Context<'_>, later: (UnitIndex, &Unit), earlier: (UnitIndex, &Unit)) -> Finding {
    let (label, other) = (&later.1.label.text, &earlier.1.label.text);
    let named = later.1.title != earlier.1.title && !later.1.title.is_empty() && !earlier.1.title.is_empty();
    let message = match (named, is_time_unit(later.1)) {
        (false, _) => format!("{label} is here a second time; renumber it, or make the two one"),
        (true, true) => {
            format!("{label} comes twice: {} has the time of {}", later.1.display(), earlier.1.display())
        }
        (true, false) => {
            format!("{label} comes twice: {} has the number of {}", later.1.display(), earlier.1.display())
        }
    };
    let mut finding = RULE.finding(later.1.name, Subject::Units(later.0, earlier.0), message);
    finding.related.push(cx.related(earlier.1.name, format!("The other {other}")));
    finding
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    next_number(cx, finding).filter(|fix| mends(cx, finding, fix)).into_iter().collect()
}

/// Gives the later one the number behind that of its predecessor, where that is free and nothing names the old one.
fn next_number(cx: &Context<'_>, finding: &Finding) -> Option<Fix> {
    let Subject::Units(later, _) = finding.subject else { return None };
    let unit = cx.plan.unit(later)?;
    let (number, kind) = (unit.label.number.value()?, unit.label.kind?);
    let siblings = by_kind(cx, cx.outline.children(unit.parent)).remove(&kind)?;
    let at = siblings.iter().position(|(it, _)| *it == later)?;
    let (_, before) = *siblings.get(at.checked_sub(1)?)?;
    let wanted = before.label.number.value()?.checked_add(1)?;
    let name = |number: u32| Name::Label(kind, Number(number.to_string()));
    let free = cx.plan.units.iter().all(|it| it.label.name() != name(wanted));
    let written = numbers(&cx.document.slice(unit.name))? == [number];
    let silent = !is_named(cx, &unit.label.name()) && !is_named(cx, &name(wanted));
    if !free || !written || !silent || is_time_unit(unit) {
        return None;
    }
    renumber(cx, unit.name, &[wanted])
}
