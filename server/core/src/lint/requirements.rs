//! Requirements and the plans that fulfil them: both stand in the same folder, or in one document.

use crate::document::Document;
use crate::notation::id::{IdShape, shape};
use crate::notation::vocabulary::Kind;
use crate::plan::Plan;
use crate::plan::place::Place;
use crate::plan::unit::{Said, Unit};
use crate::workspace::links::folder;
use crate::workspace::{FileId, Snapshot};

/// A requirement that a document states.
#[derive(Clone, Copy, Debug)]
pub struct Stated<'a> {
    /// The document.
    pub file: FileId,
    /// Its number or id: `3`, `AUTH-01`.
    pub id: &'a str,
    /// Where it is stated.
    pub place: Place,
    /// How many acceptance criteria it has; none where nobody can tell.
    pub criteria: Option<u32>,
}

/// What files are called by their part in a plan, and not by what it is about.
const PARTS: [&str; 20] = [
    "requirements",
    "requirement",
    "reqs",
    "tasks",
    "task",
    "todo",
    "todos",
    "design",
    "spec",
    "specs",
    "specification",
    "plan",
    "plans",
    "roadmap",
    "implementation",
    "proposal",
    "prd",
    "backlog",
    "project",
    "state",
];

/// `file` and the plans beside it about the same: in the same folder, and by the same name but for their part, as
/// `tasks.md` stands beside `requirements.md`. `file` alone where it has no path.
pub fn beside(snapshot: &Snapshot, file: FileId) -> Vec<(FileId, &Document)> {
    let own = snapshot.file(file).and_then(|it| it.location()).map(|it| (folder(it), subject(it)));
    let is_beside = |id: FileId, place: Option<&str>| {
        let about = || place.map(|it| (folder(it), subject(it)));
        id == file || own.is_some() && place.map(folder) == own.as_ref().map(|it| it.0) && about() == own
    };
    let beside = snapshot.files().filter(|(id, it)| is_beside(*id, it.location()));
    beside.map(|(id, it)| (id, &it.document)).collect()
}

/// What the name of the file at `path` says that it is about.
fn subject(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let words = stem.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty() && !PARTS.contains(it));
    words.collect::<Vec<_>>().join(" ")
}

/// The requirements that a document states, in its order.
pub fn stated(file: FileId, document: &Document) -> Vec<Stated<'_>> {
    let plan: &Plan = document.plan();
    let unit = |it: &&Unit| it.label.kind == Some(Kind::REQUIREMENT);
    let units = plan.units.iter().filter(unit).map(|it| {
        let count: u32 = it.criteria.iter().map(|it| it.count).sum();
        Stated { file, id: &it.label.number.0, place: it.name, criteria: (count > 0).then_some(count) }
    });
    let path = document.source().path.as_deref().unwrap_or("");
    let stem = path.rsplit('/').next().unwrap_or("").to_lowercase();
    // `- [ ] **AUTH-01**: …` in REQUIREMENTS.md is a requirement, and elsewhere a task.
    let is_catalogue = stem.starts_with("requirement");
    let tasks = plan.tasks.iter().filter(move |_| is_catalogue).filter_map(move |it| {
        let id = it.id.as_ref().filter(|it| shape(&it.value) == Some(IdShape::Prefixed))?;
        Some(Stated { file, id: &id.value, place: id.place, criteria: None })
    });
    units.chain(tasks).collect()
}

/// The ids of requirements that a document's work names, in its order: units first.
pub fn named(plan: &Plan) -> impl Iterator<Item = &Said<String>> {
    let units = plan.units.iter().flat_map(|it| &it.requirements);
    units.chain(plan.tasks.iter().flat_map(|it| &it.requirements)).flat_map(|it| &it.ids)
}

/// Whether the document has anything to do with requirements.
pub fn is_concerned(document: &Document) -> bool {
    let plan = document.plan();
    named(plan).next().is_some() || plan.units.iter().any(|it| it.label.kind == Some(Kind::REQUIREMENT))
}

/// The requirement that `id` names among those stated: itself, or by one of its criteria, whose number follows.
pub fn split(id: &str) -> (&str, Option<u32>) {
    let is_bare = id.starts_with(|c: char| c.is_ascii_digit());
    match id.split_once('.').filter(|_| is_bare) {
        Some((requirement, criterion)) => (requirement, criterion.split('.').next().and_then(|it| it.parse().ok())),
        None => (id, None),
    }
}
