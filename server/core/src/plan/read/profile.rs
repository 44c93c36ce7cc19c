//! Names the dialect of a plan, by its path and its shape.

use std::sync::Arc;

use crate::notation::id::{IdShape, shape};
use crate::notation::status::{Box, Status};
use crate::notation::vocabulary::Kind;
use crate::plan::Plan;
use crate::plan::read::Fragment;
use crate::plan::read::facts::{Fact, Seen, Words};
use crate::plan::unit::Unit;

/// Every dialect, by name; "generic" is the one that has no ways of its own.
pub const PROFILES: [&str; 15] = [
    "agent-os",
    "backlog-md",
    "bmad",
    "conductor",
    "cursor",
    "generic",
    "gsd",
    "kiro",
    "obsidian-tasks",
    "openspec",
    "spec-kit",
    "spec-kitty",
    "spec-workflow",
    "superpowers",
    "task-master",
];

/// The dialect's name, which `known` is where it was told; "generic" where none is recognised.
pub fn profile(plan: &Plan, fragments: &[Arc<Fragment>], known: Option<&'static str>) -> &'static str {
    known.unwrap_or_else(|| by_shape(plan, fragments))
}

/// The dialect, where its path or its signs tell it before anything is joined.
pub fn sure(fragments: &[Arc<Fragment>], path: Option<&str>) -> Option<&'static str> {
    let signs = || fragments.iter().flat_map(|it| &it.facts).filter(|it| **it == Fact::Seen(Seen::Sign)).count();
    by_path(path.unwrap_or("")).or_else(|| (signs() >= 2).then_some("obsidian-tasks"))
}

/// The status that a box says in a dialect: most agree, but on two signs some mean something else.
pub fn box_status(dialect: Option<&str>, mark: Box) -> Option<Status> {
    match (dialect, mark) {
        (Some("obsidian-tasks"), Box::Dash) => Some(Status::Cancelled),
        (Some("spec-workflow"), Box::Tilde) => Some(Status::Blocked),
        _ => mark.status(),
    }
}

/// Folders and names that only one system writes.
fn by_path(path: &str) -> Option<&'static str> {
    let path = path.replace('\\', "/").to_lowercase();
    let inside = |folder: &str| path.starts_with(folder) || path.contains(&format!("/{folder}"));
    let named = |name: &str| path.ends_with(name);
    if inside(".kiro/specs/") {
        Some("kiro")
    } else if inside(".spec-workflow/") {
        Some("spec-workflow")
    } else if inside("openspec/changes/") {
        Some("openspec")
    } else if inside(".planning/") {
        Some("gsd")
    } else if inside("kitty-specs/") {
        Some("spec-kitty")
    } else if inside(".agent-os/") || inside("agent-os/") {
        Some("agent-os")
    } else if inside(".specify/") || (inside("specs/") && named("/tasks.md")) {
        Some("spec-kit")
    } else if inside("backlog/tasks/") || inside("backlog/completed/") || inside("backlog/drafts/") {
        Some("backlog-md")
    } else if inside(".taskmaster/") {
        Some("task-master")
    } else if inside("conductor/tracks") {
        Some("conductor")
    } else if inside("docs/superpowers/plans/") {
        Some("superpowers")
    } else if inside(".cursor/plans/") || named(".plan.md") {
        Some("cursor")
    } else if inside("_bmad-output/") || inside("bmad/") {
        Some("bmad")
    } else {
        None
    }
}

fn by_shape(plan: &Plan, fragments: &[Arc<Fragment>]) -> &'static str {
    let facts = || fragments.iter().flat_map(|it| &it.facts);
    let ids = |wanted: &dyn Fn(&str) -> bool| {
        plan.tasks.iter().filter_map(|it| it.id.as_ref()).filter(|it| wanted(&it.value)).count()
    };
    let said = |word: &str| facts().filter_map(words).any(|it| it.said.to_lowercase().contains(word));
    let kind = |wanted: Kind| plan.units.iter().any(|it| it.label.kind == Some(wanted));
    let front = |wanted: &[&str]| {
        facts().any(|fact| match fact {
            Fact::Front(entries) => wanted.iter().all(|key| entries.iter().any(|it| it.key == *key)),
            _ => false,
        })
    };
    let t_ids = ids(&|id| id.starts_with('T') && id.len() >= 4 && shape(id) == Some(IdShape::Short));
    let dotted = ids(&|id| shape(id) == Some(IdShape::Dotted));
    let required = |it: &&Unit| it.label.kind == Some(Kind::REQUIREMENT) && !it.criteria.is_empty();
    let requirements = plan.units.iter().filter(required).count();
    if front(&["id", "status", "dependencies"]) {
        "backlog-md"
    } else if front(&["work_package_id"]) || (kind(Kind::WORK_PACKAGE) && t_ids >= 2) {
        "spec-kitty"
    } else if t_ids >= 3 && kind(Kind::PHASE) {
        "spec-kit"
    } else if front(&["todos"]) {
        "cursor"
    } else if kind(Kind::TASK_GROUP) {
        "agent-os"
    } else if requirements >= 2
        || facts().any(|it| matches!(it, Fact::Waves(_)))
        || (said("implementation plan") && dotted >= 2)
    {
        "kiro"
    } else if ids(&|id| shape(id) == Some(IdShape::Paired)) >= 2 && kind(Kind::PHASE) {
        "gsd"
    } else if kind(Kind::STORY) && kind(Kind::EPIC) {
        "bmad"
    } else {
        "generic"
    }
}

fn words(fact: &Fact) -> Option<&Words> {
    match fact {
        Fact::Heading(_, words) => Some(words),
        _ => None,
    }
}
