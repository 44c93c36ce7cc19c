//! The rule `self-dependency`.

use crate::index::Target;
use crate::lint::dependencies::{Edge, holder, name_place, who};
use crate::lint::mends::mends;
use crate::lint::outline::sort;
use crate::lint::rule::{Applicability, Context, Finding, Fix, Severity, Subject};
use crate::plan::unit::UnitIndex;
use crate::text::Edit;
use crate::workspace::Definition;

declare_rule! {
    /// A unit or task depends on itself, or on the unit that contains it.
    ///
    /// What waits for itself never begins. Mostly a line was copied from the neighbour whose predecessor it names, or
    /// the units were renumbered and the dependency was not.
    ///
    /// Name the unit or task that comes before. A task that depends on the very sprint it is part of is reported as a
    /// warning: the sprint is done when its tasks are.
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
    /// **Depends on:** Phase 2
    ///                 ^^^^^^^ Phase 2 depends on itself; is Phase 1 meant?
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
    /// **Depends on:** Phase 1
    ///
    /// Exit criteria: every imported page is found by its title.
    /// ```
    "self-dependency" Error check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for edge in cx.edges {
        if let Some(finding) = finding(cx, edge) {
            report(finding);
        }
    }
}

fn finding(cx: &Context<'_>, edge: &Edge) -> Option<Finding> {
    let named = edge.named(cx.plan)?;
    let names = cx.snapshot.file(cx.file)?.names();
    // Where several bear the name, another one may be meant.
    let Definition { file, target } = edge.only().filter(|_| names.get(&named.name).len() == 1)?;
    if file != cx.file {
        return None;
    }
    let who = who(cx.plan, edge.of);
    if target == edge.of {
        let meant = before(cx, edge).map_or_else(String::new, |text| format!("; is {text} meant?"));
        return Some(RULE.finding(named.place, edge.subject(), format!("{who} depends on itself{meant}")));
    }
    let Target::Unit(outer) = target else { return None };
    if !around(cx, edge.of).contains(&outer) {
        return None;
    }
    let message = format!("{who} depends on {}, which contains it", named.text);
    let mut finding = RULE.finding(named.place, edge.subject(), message);
    finding.severity = Severity::Warning;
    let place = name_place(cx.plan, target)?;
    finding.related.push(cx.related(place, format!("{} begins here and contains {who}", named.text)));
    Some(finding)
}

/// The units that contain `of`, innermost first.
pub fn around(cx: &Context<'_>, of: Target) -> Vec<UnitIndex> {
    let mut units = Vec::new();
    let mut next = match of {
        Target::Unit(at) => cx.plan.unit(at).and_then(|unit| unit.parent),
        Target::Task(_) => holder(cx.plan, of),
    };
    while let Some(at) = next {
        units.push(at);
        next = cx.plan.unit(at).and_then(|unit| unit.parent).filter(|parent| *parent < at);
    }
    units
}

/// The label of the sibling of the same sort whose number comes right before.
fn before(cx: &Context<'_>, edge: &Edge) -> Option<String> {
    let Target::Unit(at) = edge.of else { return None };
    let unit = cx.plan.unit(at)?;
    let number = unit.label.number.value()?.checked_sub(1)?;
    let siblings = cx.outline.children(unit.parent).iter().filter_map(|&it| cx.plan.unit(it));
    let mut alike = siblings.filter(|it| sort(it) == sort(unit) && it.label.number.value() == Some(number));
    let named_already = |text: &str| unit.depends.iter().flat_map(|it| &it.on).any(|it| it.text == text);
    alike.next().map(|it| it.label.text.clone()).filter(|text| !named_already(text))
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let is_this =
        |edge: &&Edge| edge.subject() == finding.subject && matches!(finding.subject, Subject::UnitDependency(..));
    let Some(edge) = cx.edges.iter().find(is_this) else { return Vec::new() };
    let Some(named) = edge.named(cx.plan).filter(|it| it.exact) else { return Vec::new() };
    let Some(text) = before(cx, edge).filter(|_| edge.only().is_some_and(|it| it.target == edge.of)) else {
        return Vec::new();
    };
    let fix = Fix {
        title: format!("Replace with {text}"),
        applicability: Applicability::Unsafe,
        edits: vec![(cx.file, Edit { range: cx.document.range(named.place), insert: text })],
    };
    Some(fix).filter(|fix| mends(cx, finding, fix)).into_iter().collect()
}
