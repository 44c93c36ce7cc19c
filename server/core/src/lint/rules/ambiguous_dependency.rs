//! The rule `ambiguous-dependency`.

use std::sync::Arc;

use crate::index::Target;
use crate::lint::dependencies::{Edge, name_place, who};
use crate::lint::rule::{Context, Finding, Fix, Related};
use crate::lint::rules::self_dependency::around;
use crate::notation::label::Name;
use crate::plan::unit::UnitIndex;
use crate::workspace::resolve::Circle;
use crate::workspace::shown::told_apart;
use crate::workspace::{Definition, File, FileId};

/// So many of the candidates are linked.
const MOST_LINKED: usize = 4;

declare_rule! {
    /// A dependency names something that is defined in several places, and nothing tells which of them is meant.
    ///
    /// Two readers wait for two different things. `Depends on: Week 2` means little where each sprint has a week 2 of
    /// its own, and neither does `Phase 1` in a document that links to two others which both define one.
    ///
    /// Name the unit by something that only it bears, such as its title or an id, or link only to the document that
    /// defines it. Documents that are not linked to are left alone: plans often stand beside others that count anew.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ### Step 1: Read the tapes
    ///
    /// ### Step 2: Store the pages
    ///
    /// ## Phase 2: Search
    ///
    /// Exit criteria: every imported page is found by its title.
    ///
    /// ### Step 1: Index
    ///
    /// ### Step 2: Queries
    ///
    /// ## Phase 3: Launch
    ///
    /// **Depends on:** Step 2
    ///                 ^^^^^^ Phase 3 depends on Step 2, of which there are several: in Phase 1 and in Phase 2
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
    /// ### Step 1: Read the tapes
    ///
    /// ### Step 2: Store the pages
    ///
    /// ## Phase 2: Search
    ///
    /// Exit criteria: every imported page is found by its title.
    ///
    /// ### Step 1: Index
    ///
    /// ### Step 2: Queries
    ///
    /// **Depends on:** Step 1
    ///
    /// ## Phase 3: Launch
    ///
    /// **Depends on:** Phase 2
    ///
    /// Exit criteria: the reading room opens.
    /// ```
    "ambiguous-dependency" Warning check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    for edge in cx.edges {
        if let Some(finding) = among_files(cx, edge).or_else(|| within(cx, edge)) {
            report(finding);
        }
    }
}

/// Several documents that this one links to define it.
fn among_files(cx: &Context<'_>, edge: &Edge) -> Option<Finding> {
    let linked = |it: &Definition| cx.snapshot.circle(cx.file, it.file) == Circle::Linked;
    let named = edge.named(cx.plan).filter(|it| !it.by_title && edge.on.len() > 1 && edge.on.iter().all(linked))?;
    let files: Vec<(FileId, &Arc<File>)> =
        edge.on.iter().filter_map(|it| Some((it.file, cx.snapshot.file(it.file)?))).collect();
    let longer = told_apart(files.iter().copied());
    let shown = files.iter().filter_map(|(id, file)| longer.get(id).map(String::as_str).or_else(|| file.path()));
    let places: Vec<String> = shown.map(|it| format!("in {it}")).collect();
    let mut finding = RULE.finding(named.place, edge.subject(), message(cx, edge, &places)?);
    finding.related.extend(edge.on.iter().take(MOST_LINKED).filter_map(|it| related(cx, *it)));
    Some(finding)
}

/// Several units of the document bear the name, in different units, and none stands nearer than the others.
fn within(cx: &Context<'_>, edge: &Edge) -> Option<Finding> {
    let named = edge.named(cx.plan).filter(|it| !it.by_title && matches!(it.name, Name::Label(..)))?;
    edge.only().filter(|it| it.file == cx.file)?;
    let candidates = candidates(cx, edge, cx.snapshot.file(cx.file)?.names().get(&named.name));
    let parents: Vec<UnitIndex> =
        candidates.iter().map(|it| cx.plan.unit(*it).and_then(|unit| unit.parent)).collect::<Option<_>>()?;
    let first = *parents.first()?;
    if parents.iter().all(|parent| *parent == first) {
        return None;
    }
    let labels = parents.iter().filter_map(|it| cx.plan.unit(*it)).map(|it| format!("in {}", it.label.text));
    let mut finding = RULE.finding(named.place, edge.subject(), message(cx, edge, &labels.collect::<Vec<_>>())?);
    let definitions = candidates.iter().map(|it| Definition { file: cx.file, target: Target::Unit(*it) });
    finding.related.extend(definitions.take(MOST_LINKED).filter_map(|it| related(cx, it)));
    Some(finding)
}

/// Who bears the name in the nearest surroundings of what waits, itself left out.
fn candidates(cx: &Context<'_>, edge: &Edge, named: &[Target]) -> Vec<UnitIndex> {
    let units = named.iter().filter_map(|target| match target {
        Target::Unit(at) if edge.of != *target => Some(*at),
        _ => None,
    });
    let units: Vec<UnitIndex> = units.collect();
    for scope in around(cx, edge.of) {
        let inside = |at: &UnitIndex| *at == scope || around(cx, Target::Unit(*at)).contains(&scope);
        let near: Vec<UnitIndex> = units.iter().copied().filter(inside).collect();
        if !near.is_empty() {
            return near;
        }
    }
    units
}

fn message(cx: &Context<'_>, edge: &Edge, places: &[String]) -> Option<String> {
    let (last, before) = places.split_last().filter(|(_, before)| !before.is_empty())?;
    let (who, named) = (who(cx.plan, edge.of), &edge.named(cx.plan)?.text);
    let more = if before.len() > 2 {
        format!("{} and {} more", before.get(..2)?.join(", "), before.len() - 1)
    } else {
        format!("{} and {last}", before.join(", "))
    };
    Some(format!("{who} depends on {named}, of which there are several: {more}"))
}

fn related(cx: &Context<'_>, definition: Definition) -> Option<Related> {
    let plan = cx.snapshot.document(definition.file)?.plan();
    let place = name_place(plan, definition.target)?;
    Some(Related { file: definition.file, place, message: format!("{} may be meant", cx.label_of(definition)) })
}

fn fixes(_: &Context<'_>, _: &Finding) -> Vec<Fix> {
    Vec::new()
}
