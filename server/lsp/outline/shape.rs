//! The JSON of `milepost outline`. Its schema is `docs/outline.schema.json`, its manual `docs/commands/outline.md`: keys
//! may be added, none is renamed, dropped or given another meaning.

use milepost_core::ide::outline::{self, OutlineDependency, OutlineReference, OutlineTask, OutlineUnit};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::{Value, json};

/// What was read of one file. Lines count from 1.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct File<'a> {
    /// The file, as it was named.
    path: &'a str,
    /// The dialect: `generic`, `spec-kit`, `kiro` …
    profile: &'a str,
    /// Whether it is a plan. One that is none has empty lists.
    plan: bool,
    /// The units of work that it defines, in document order: sprints, phases, stories, weeks …
    units: Vec<Unit<'a>>,
    /// The tasks that bear an id, in document order.
    tasks: Vec<Task<'a>>,
    /// Where units, and work items of other documents, are named without being defined.
    references: Vec<Reference<'a>>,
    /// Where this document's tasks are named.
    task_references: Vec<Reference<'a>>,
}

/// A unit of work.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Unit<'a> {
    /// The line that defines it.
    line: u32,
    /// The last line of its section.
    end_line: u32,
    /// Kind and number as written: `Sprint 2`.
    label: &'a str,
    /// Other identifiers in its heading.
    ids: &'a [String],
    /// The rest of its heading.
    title: &'a str,
    /// The line of the unit that contains it.
    parent: Option<u32>,
    /// When it runs.
    schedule: Option<Schedule<'a>>,
    /// A stated length: `2w`, `10d`.
    duration: Option<&'a str>,
    /// The lines that introduce its acceptance criteria.
    acceptance: &'a [u32],
    /// What it declares to wait for.
    depends: Vec<Dependency<'a>>,
    /// `todo`, `active`, `blocked`, `done` or `cancelled`, where it says so.
    status: Option<&'a str>,
    /// The tasks directly in it.
    progress: Progress,
    /// Its goal, in the document's words.
    goal: Option<&'a str>,
    /// Who answers for it.
    owner: Option<&'a str>,
    /// How much work it is, in the document's words.
    estimate: Option<&'a str>,
}

/// A span of time.
#[derive(Serialize, JsonSchema)]
struct Schedule<'a> {
    /// What the ends count: `day`, `week`, `month`, `quarter`, `year`, or `date`.
    unit: &'a str,
    /// The first, inclusive.
    from: Point<'a>,
    /// The last, inclusive; null where the end is open.
    to: Option<Point<'a>>,
}

/// A number, or a date (`2026-01-05`) or month (`2026-01`) of the calendar.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Point<'a> {
    Number(i64),
    Text(&'a str),
}

/// One declaration of what must come before.
#[derive(Serialize, JsonSchema)]
struct Dependency<'a> {
    /// Its line.
    line: u32,
    /// What it names, as written; ranges and lists one by one.
    on: &'a [String],
    /// `title` where it names units by their titles; `on` then holds their labels.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
}

/// How many tasks are done.
#[derive(Serialize, JsonSchema)]
struct Progress {
    /// Done.
    done: u32,
    /// All that say whether they are.
    of: u32,
}

/// A task with an id.
#[derive(Serialize, JsonSchema)]
struct Task<'a> {
    /// Its line.
    line: u32,
    /// Its id as written: `T012`.
    id: &'a str,
    /// Its words, without box and id.
    text: &'a str,
    /// Whether it is done; null where nothing says so.
    done: Option<bool>,
    /// The line of the unit that holds it.
    unit: Option<u32>,
    /// What it depends on, as written.
    depends: &'a [String],
}

/// A place that names something.
#[derive(Serialize, JsonSchema)]
struct Reference<'a> {
    /// Its line.
    line: u32,
    /// As written.
    text: &'a str,
    /// The line that defines what it names; null where this document does not.
    target: Option<u32>,
}

impl<'a> File<'a> {
    /// The outline of the file that is called `path`.
    pub fn new(path: &'a str, outline: &'a outline::Outline) -> File<'a> {
        let references = |list: &'a [OutlineReference]| list.iter().map(reference).collect();
        File {
            path,
            profile: outline.profile,
            plan: outline.plan,
            units: outline.units.iter().map(unit).collect(),
            tasks: outline.tasks.iter().map(task).collect(),
            references: references(&outline.references),
            task_references: references(&outline.task_references),
        }
    }
}

fn unit(it: &OutlineUnit) -> Unit<'_> {
    let schedule = it.schedule.as_ref();
    Unit {
        line: it.line,
        end_line: it.end_line,
        label: &it.label,
        ids: &it.ids,
        title: &it.title,
        parent: it.parent,
        schedule: schedule.map(|(unit, from, to)| Schedule { unit, from: point(from), to: to.as_deref().map(point) }),
        duration: it.duration.as_deref(),
        acceptance: &it.acceptance,
        depends: it.depends.iter().map(dependency).collect(),
        status: it.status.as_deref(),
        progress: Progress { done: it.progress.0, of: it.progress.1 },
        goal: it.goal.as_deref(),
        owner: it.owner.as_deref(),
        estimate: it.estimate.as_deref(),
    }
}

fn point(text: &str) -> Point<'_> {
    text.parse().map_or(Point::Text(text), Point::Number)
}

fn dependency(it: &OutlineDependency) -> Dependency<'_> {
    Dependency { line: it.line, on: &it.on, by: it.by_title.then_some("title") }
}

fn task(it: &OutlineTask) -> Task<'_> {
    Task { line: it.line, id: &it.id, text: &it.text, done: it.done, unit: it.unit, depends: &it.depends }
}

fn reference(it: &OutlineReference) -> Reference<'_> {
    Reference { line: it.line, text: &it.text, target: it.target }
}

/// The JSON Schema, as a document.
pub fn schema() -> Value {
    let mut schema =
        SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Vec<File<'_>>>();
    schema.insert("title".to_owned(), json!("milepost outline --format json"));
    schema.insert("description".to_owned(), json!("What was read of plans: one object a file, in the order given."));
    schema.to_value()
}
