//! Tells a plan from other documents: by what its units are, what is said of them, and what it calls itself.

use std::collections::HashMap;
use std::sync::Arc;

use crate::notation::id::{IdShape, shape};
use crate::notation::label::Name;
use crate::notation::vocabulary::titles::{GENRES, PARTS, PLANS, says};
use crate::notation::vocabulary::{Kind, Vocabulary};
use crate::plan::read::Fragment;
use crate::plan::read::facts::{Fact, Seen};
use crate::plan::read::profile::profile;
use crate::plan::read::survey::carries_work;
use crate::plan::task::TaskForm;
use crate::plan::unit::DefinedBy;
use crate::plan::{Plan, Problem, ProblemKind, Verdict};

/// How many points make a plan.
const ENOUGH: i32 = 4;

/// How many, where it neither calls itself one nor holds anything to tick off: an article on phases says much of them.
const ENOUGH_UNNAMED: i32 = 5;

/// Sets the verdict and the profile, if that is not `known`; empties a document that is no plan.
pub fn verdict(
    plan: &mut Plan,
    fragments: &[Arc<Fragment>],
    path: Option<&str>,
    known: Option<&'static str>,
    vocabulary: &Vocabulary,
) {
    plan.profile = profile(plan, fragments, known);
    let named = name_points(plan, path);
    let (kinds, work) = (kind_points(plan), work_points(plan));
    let points = kinds + said_points(plan) + work + named + doubt(plan, fragments, path);
    let enough = if named == 0 && work == 0 && kinds < 3 { ENOUGH_UNNAMED } else { ENOUGH };
    let dialect = plan.profile != "generic";
    let empty = plan.units.is_empty() && plan.tasks.is_empty();
    plan.verdict = if !empty && (points >= enough || dialect) {
        Verdict::Plan
    } else if plan.units.is_empty() && looks_planned(plan, named, vocabulary) {
        match empty {
            false => Verdict::Plan,
            true if titled_plan(plan) => Verdict::Unreadable,
            true => Verdict::NoPlan,
        }
    } else {
        Verdict::NoPlan
    };
    if plan.verdict == Verdict::Plan {
        return;
    }
    let kept: Vec<Problem> = std::mem::take(&mut plan.problems)
        .into_iter()
        .filter(|it| plan.verdict == Verdict::Unreadable && matches!(it.kind, ProblemKind::NotAHeading(_)))
        .collect();
    *plan = Plan {
        verdict: plan.verdict,
        profile: plan.profile,
        title: plan.title.take(),
        problems: kept,
        ..Plan::default()
    };
}

/// What its units are: sprints and milestones are a plan's, steps and parts a manual's.
fn kind_points(plan: &Plan) -> i32 {
    let mut counts: HashMap<Option<Kind>, i32> = HashMap::new();
    for unit in &plan.units {
        // `v1.2` alone is a version, of changelogs as of roadmaps.
        let version = unit.label.kind.is_none() && shape(&unit.label.text) == Some(IdShape::Version);
        *counts.entry(if version { Some(Kind::VERSION) } else { unit.label.kind }).or_insert(0) += 1;
    }
    let weight = |kind: Option<Kind>| match kind {
        Some(
            Kind::SPRINT
            | Kind::ITERATION
            | Kind::MILESTONE
            | Kind::EPIC
            | Kind::STORY
            | Kind::WAVE
            | Kind::WORK_PACKAGE
            | Kind::TASK_GROUP,
        ) => 3,
        Some(
            Kind::PHASE
            | Kind::STAGE
            | Kind::RELEASE
            | Kind::TASK
            | Kind::TRACK
            | Kind::WORKSTREAM
            | Kind::CYCLE
            | Kind::REQUIREMENT,
        ) => 2,
        Some(kind) if kind.time_unit().is_some() => 1,
        None => 2,
        Some(_) => 0,
    };
    let best = counts.keys().map(|kind| weight(*kind)).max().unwrap_or(0);
    let strong: i32 =
        counts.iter().filter(|(kind, _)| weight(**kind) >= 3 || kind.is_none()).map(|(_, count)| count).sum();
    best + i32::from(strong >= 3)
}

/// What is said of its units: criteria, status, dependencies, owners …, each once.
fn said_points(plan: &Plan) -> i32 {
    let any = |says: &dyn Fn(&crate::plan::unit::Unit) -> bool| i32::from(plan.units.iter().any(says));
    let own_time = |it: &crate::plan::unit::Unit| it.label.kind.is_some_and(|kind| kind.time_unit().is_some());
    // Work of which unit after unit is scheduled and has its criteria is planned, whatever it is called.
    let work: Vec<_> = plan.units.iter().filter(|it| it.label.kind.is_none_or(carries_work)).collect();
    let throughout = work.len() >= 3 && work.iter().all(|it| it.schedule.is_some() && !it.criteria.is_empty());
    i32::from(throughout)
        + any(&|it| !it.criteria.is_empty())
        + any(&|it| it.status.is_some())
        + any(&|it| !it.depends.is_empty())
        + any(&|it| it.owner.is_some())
        + any(&|it| it.estimate.is_some() || it.duration.is_some())
        + any(&|it| it.schedule.is_some() && !own_time(it))
        + any(&|it| !it.deliverables.is_empty())
        + any(&|it| it.defined_by == DefinedBy::FrontMatter) * 3
}

/// Work to be ticked off, and work with ids.
fn work_points(plan: &Plan) -> i32 {
    let boxes = plan.tasks.iter().filter(|it| it.form == TaskForm::Item && it.mark.is_some()).count();
    let rows = plan.tasks.iter().filter(|it| it.form == TaskForm::Row && it.status.is_some()).count();
    let ids = plan.tasks.iter().filter(|it| it.id.is_some()).count();
    let ticked = if boxes >= 2 || rows >= 2 { 2 } else { i32::from(boxes + rows > 0) };
    // Work items of other documents, by ids that nothing but a work item bears.
    let strong = |it: &&crate::plan::mention::Mention| matches!(&it.name, Name::Id(id) if id.matches('-').count() >= 2);
    let named = plan.mentions.iter().filter(strong).count();
    ticked + if ids >= 3 || named >= 3 { 2 } else { i32::from(ids > 0) }
}

/// Whether the title says that this is a plan, and not only that it is about something of plans.
fn titled_plan(plan: &Plan) -> bool {
    says(&title(plan), PLANS)
}

/// What the document calls itself.
fn name_points(plan: &Plan, path: Option<&str>) -> i32 {
    let tells = |text: &str| says(text, PLANS) || says(text, PARTS);
    i32::from(tells(&stem(path))) + 2 * i32::from(tells(&title(plan)))
}

fn title(plan: &Plan) -> String {
    plan.title.as_deref().unwrap_or("").to_lowercase()
}

/// The file's name without folders and ending, in lower case.
fn stem(path: Option<&str>) -> String {
    let file = path.map(|it| it.rsplit(['/', '\\']).next().unwrap_or(it).to_lowercase()).unwrap_or_default();
    file.rsplit_once('.').map_or(file.clone(), |it| it.0.to_owned())
}

/// What speaks against it: a name of another genre, or steps between blocks of code.
fn doubt(plan: &Plan, fragments: &[Arc<Fragment>], path: Option<&str>) -> i32 {
    let genre = says(&stem(path), GENRES) || says(&title(plan), GENRES);
    let seen = |wanted: Seen| fragments.iter().flat_map(|it| &it.facts).filter(|it| **it == Fact::Seen(wanted)).count();
    let works = plan.units.iter().any(|it| it.label.kind.is_none_or(carries_work));
    let manual = !works && seen(Seen::Code) >= plan.units.len().max(3);
    -i32::from(genre) - 2 * i32::from(manual && name_points(plan, path) < 2)
}

/// Whether a document without units calls itself a plan, and speaks of units, or holds boxes to tick.
fn looks_planned(plan: &Plan, named: i32, _vocabulary: &Vocabulary) -> bool {
    let labels = plan.mentions.iter().filter(|it| matches!(it.name, Name::Label(..))).count();
    let boxes = plan.tasks.iter().filter(|it| it.mark.is_some()).count();
    let ids = plan.tasks.iter().filter(|it| it.id.is_some()).count();
    named > 0 && ids >= 2 || named > 1 && (boxes > 0 || labels > 0)
}
