//! The rule `skipped-number`.

use std::collections::BTreeMap;

use crate::lint::numbering::{is_named, numbers};
use crate::lint::rule::{Context, Finding, Fix, Subject};
use crate::notation::label::Name;
use crate::notation::number::Number;
use crate::notation::vocabulary::Kind;
use crate::plan::unit::{DefinedBy, Unit, UnitIndex};

/// So many units show that a plan counts them.
const FEWEST: usize = 3;

declare_rule! {
    /// A number is left out between two sprints, phases or the like.
    ///
    /// Sprints 1, 2 and 4: either Sprint 3 was dropped and the rest not renumbered, or it was lost in an edit. A reader
    /// looks for it in vain.
    ///
    /// Renumber what follows, or keep the number with a word on what became of it (`Sprint 3: cancelled`). Nothing is
    /// reported where the document names the number anywhere, where another document defines it, where the document
    /// holds only a part of a sequence, or where several numbers are left out.
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
    /// ## Phase 4: Launch
    ///    ^^^^^^^ Phase 4 follows Phase 2: there is no Phase 3
    ///
    /// Exit criteria: the old site redirects here.
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
    /// Exit criteria: every imported page is found by its title.
    ///
    /// ## Phase 4: Launch
    ///
    /// What was Phase 3 is part of the search now.
    ///
    /// Exit criteria: the old site redirects here.
    /// ```
    "skipped-number" Info check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for family in cx.outline.families() {
        let mut kinds: BTreeMap<Kind, Vec<(UnitIndex, &Unit)>> = BTreeMap::new();
        for &at in family {
            let Some(unit) = cx.plan.unit(at) else { continue };
            if let Some(kind) = unit.label.kind.filter(|kind| is_counted(*kind)) {
                kinds.entry(kind).or_default().push((at, unit));
            }
        }
        for (kind, units) in kinds {
            if let Some(finding) = only_skipped(&units).and_then(|gap| finding(cx, kind, gap)) {
                report(finding);
            }
        }
    }
}

/// Whether units of this kind are the steps of one work, so that their numbers mean an order.
fn is_counted(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::SPRINT
            | Kind::PHASE
            | Kind::STAGE
            | Kind::STEP
            | Kind::ITERATION
            | Kind::WAVE
            | Kind::CYCLE
            | Kind::INCREMENT
            | Kind::SLICE
            | Kind::MILESTONE
            | Kind::EPIC
    )
}

/// The two units between which the one number is left out in a sequence that begins at its beginning.
fn only_skipped<'a>(units: &[(UnitIndex, &'a Unit)]) -> Option<[(UnitIndex, &'a Unit); 2]> {
    if units.len() < FEWEST {
        return None;
    }
    let mut found = None;
    let mut last: Option<((UnitIndex, &Unit), u32)> = None;
    for &(at, unit) in units {
        let (first, end) = covers(unit)?;
        match last {
            None if first > 1 => return None,
            Some((_, before)) if first < before || first > before + 2 => return None,
            Some((_, before)) if first == before + 2 && found.is_some() => return None,
            Some((earlier, before)) if first == before + 2 => found = Some([earlier, (at, unit)]),
            _ => {}
        }
        last = Some(((at, unit), end));
    }
    found
}

/// The first and the last whole number that the label covers: `3`, `2-5`, `6a`, `2.1`.
fn covers(unit: &Unit) -> Option<(u32, u32)> {
    if matches!(unit.defined_by, DefinedBy::Gantt | DefinedBy::FrontMatter) {
        return None;
    }
    if let Some(interval) = unit.label.interval {
        return Some(interval);
    }
    let number = &unit.label.number.0;
    let whole = number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
    Some((whole, whole))
}

fn finding(cx: &Context<'_>, kind: Kind, gap: [(UnitIndex, &Unit); 2]) -> Option<Finding> {
    let [(before_at, before), (after_at, after)] = gap;
    let missing = before.label.number.value()?.checked_add(1)?;
    let name = Name::Label(kind, Number(missing.to_string()));
    let text = &after.label.text;
    let label = match numbers(text)?.as_slice() {
        [number] if *number == missing + 1 => text.replacen(&number.to_string(), &missing.to_string(), 1),
        _ => return None,
    };
    if is_named(cx, &name) || !cx.snapshot.resolve(cx.file, &name).is_empty() || is_said(cx, &label) {
        return None;
    }
    let message = format!("{text} follows {}: there is no {label}", before.label.text);
    let mut finding = RULE.finding(after.name, Subject::Units(after_at, before_at), message);
    finding.related.push(cx.related(before.name, format!("{} is here", before.label.text)));
    Some(finding)
}

/// Whether the label stands anywhere in the text, struck through, in a fence or in another form.
fn is_said(cx: &Context<'_>, label: &str) -> bool {
    let label = label.to_lowercase();
    let text = cx.document.text();
    let lines = (0..text.line_count()).map(|it| text.slice(text.line_range(it)).to_lowercase());
    lines.into_iter().any(|line| {
        line.match_indices(&label)
            .any(|(at, it)| !line.get(at + it.len()..).unwrap_or("").starts_with(|c: char| c.is_ascii_digit()))
    })
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
