//! The outline: what was read of a document, in lines, for people and agents.

use crate::document::Document;
use crate::index::{Names, Target};
use crate::notation::status::Status;
use crate::plan::Verdict;
use crate::plan::mention::Mention;
use crate::plan::place::Place;
use crate::plan::unit::{Dependency, Predecessor, UnitIndex};
use crate::text::TextRange;

/// What was read of one document. Lines count from 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// The dialect.
    pub profile: &'static str,
    /// Whether it is a plan.
    pub plan: bool,
    /// The units.
    pub units: Vec<OutlineUnit>,
    /// The tasks that bear an id.
    pub tasks: Vec<OutlineTask>,
    /// The mentions of units, and of work items of other documents.
    pub references: Vec<OutlineReference>,
    /// The mentions of this document's tasks.
    pub task_references: Vec<OutlineReference>,
}

/// A unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutlineUnit {
    /// The line that defines it.
    pub line: u32,
    /// The last line of its section.
    pub end_line: u32,
    /// Kind and number as written.
    pub label: String,
    /// Other identifiers.
    pub ids: Vec<String>,
    /// The rest of its heading.
    pub title: String,
    /// The line of the unit that contains it.
    pub parent: Option<u32>,
    /// Unit of time, first and last point.
    pub schedule: Option<(String, String, Option<String>)>,
    /// A stated length, as `2w`.
    pub duration: Option<String>,
    /// The lines that introduce acceptance criteria.
    pub acceptance: Vec<u32>,
    /// Declared dependencies.
    pub depends: Vec<OutlineDependency>,
    /// Its status.
    pub status: Option<String>,
    /// Tasks directly inside: done, and all that say whether they are.
    pub progress: (u32, u32),
    /// Its goal.
    pub goal: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// How much work it is, in the document's words.
    pub estimate: Option<String>,
}

/// A dependency declaration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutlineDependency {
    /// Its line.
    pub line: u32,
    /// What it names.
    pub on: Vec<String>,
    /// It names units by their titles; `on` holds their labels.
    pub by_title: bool,
}

/// A task with an id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutlineTask {
    /// Its line.
    pub line: u32,
    /// Its id as written.
    pub id: String,
    /// Its words.
    pub text: String,
    /// The line of the unit that holds it.
    pub unit: Option<u32>,
    /// Done or not, where something says so.
    pub done: Option<bool>,
    /// What it depends on.
    pub depends: Vec<String>,
}

/// A mention of a unit or task.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutlineReference {
    /// Its line.
    pub line: u32,
    /// As written.
    pub text: String,
    /// The line that defines what it names, in this document.
    pub target: Option<u32>,
}

/// The outline of `document`.
pub fn outline(document: &Document) -> Outline {
    let plan = document.plan();
    if plan.verdict != Verdict::Plan {
        return Outline { profile: plan.profile, ..Outline::default() };
    }
    let reader = Reader { document, names: Names::of(plan) };
    Outline {
        profile: plan.profile,
        plan: true,
        units: plan.each_unit().map(|(at, _)| reader.unit(at)).collect(),
        tasks: reader.tasks(),
        references: reader.references(false),
        task_references: reader.references(true),
    }
}

struct Reader<'a> {
    document: &'a Document,
    names: Names,
}

impl Reader<'_> {
    fn line(&self, place: Place) -> u32 {
        self.document.text().line_of(self.document.range(place).start) + 1
    }

    /// The last line of a range that holds more than blanks.
    fn last_line(&self, range: TextRange) -> u32 {
        let text = self.document.text();
        let trimmed = text.slice(range).trim_end().len() as u32;
        text.line_of(range.start + trimmed) + 1
    }

    fn unit_line(&self, at: UnitIndex) -> Option<u32> {
        self.document.plan().unit(at).map(|it| self.line(it.header))
    }

    fn unit(&self, at: UnitIndex) -> OutlineUnit {
        let Some(unit) = self.document.plan().unit(at) else { return OutlineUnit::default() };
        let statuses = || unit.tasks.iter().filter_map(|it| self.document.plan().task(*it)).filter_map(|it| it.status);
        let done = statuses().filter(|it| *it == Status::Done).count() as u32;
        OutlineUnit {
            line: self.line(unit.header),
            end_line: self.last_line(self.document.extent(unit)),
            label: unit.label.text.clone(),
            ids: unit.ids.iter().map(|it| it.value.clone()).collect(),
            title: unit.title.clone(),
            parent: unit.parent.and_then(|it| self.unit_line(it)),
            schedule: unit.schedule.as_ref().map(|it| {
                let schedule = &it.value;
                (schedule.unit.to_string(), schedule.from.to_string(), schedule.to.as_ref().map(ToString::to_string))
            }),
            duration: unit.duration.as_ref().map(|it| it.value.to_string()),
            acceptance: unit.criteria.iter().map(|it| self.line(it.place)).collect(),
            depends: unit.depends.iter().flat_map(|it| self.depends(it)).collect(),
            status: unit.status.as_ref().map(|it| it.value.to_string()),
            progress: (done, statuses().count() as u32),
            goal: unit.goal.as_ref().map(|it| it.value.clone()),
            owner: unit.owner.as_ref().map(|it| it.value.clone()),
            estimate: unit.estimate.as_ref().map(|it| it.value.clone()),
        }
    }

    fn depends(&self, dependency: &Dependency) -> Vec<OutlineDependency> {
        let line = self.line(dependency.place);
        let of = |by_title: bool| {
            let on: Vec<String> =
                dependency.on.iter().filter(|it| it.by_title == by_title).map(|it| self.predecessor(it)).collect();
            (!on.is_empty()).then_some(OutlineDependency { line, on, by_title })
        };
        [of(false), of(true)].into_iter().flatten().collect()
    }

    fn predecessor(&self, predecessor: &Predecessor) -> String {
        let unit = self.names.get(&predecessor.name).first().and_then(|it| match it {
            Target::Unit(at) => self.document.plan().unit(*at),
            Target::Task(_) => None,
        });
        match unit {
            Some(unit) if predecessor.by_title => unit.label.text.clone(),
            _ => predecessor.text.clone(),
        }
    }

    fn tasks(&self) -> Vec<OutlineTask> {
        let with_id = |task: &crate::plan::task::Task| {
            let id = task.id.as_ref()?;
            let depends = task.depends.iter().flat_map(|it| &it.on).map(|it| it.text.clone()).collect();
            let done = task.status.map(|it| it == Status::Done);
            Some(OutlineTask {
                line: self.line(task.place),
                id: id.value.clone(),
                text: self.document.slice(task.text).trim().to_owned(),
                unit: task.unit.and_then(|it| self.unit_line(it)),
                done,
                depends,
            })
        };
        self.document.plan().tasks.iter().filter_map(with_id).collect()
    }

    fn references(&self, to_tasks: bool) -> Vec<OutlineReference> {
        let to_task = |it: &&Mention| matches!(self.names.get(&it.name).first(), Some(Target::Task(_)));
        self.document.plan().mentions.iter().filter(|it| to_task(it) == to_tasks).map(|it| self.reference(it)).collect()
    }

    fn reference(&self, mention: &Mention) -> OutlineReference {
        let target = self.names.get(&mention.name).first().and_then(|it| match it {
            Target::Unit(at) => self.unit_line(*at),
            Target::Task(at) => self.document.plan().task(*at).map(|it| self.line(it.place)),
        });
        OutlineReference { line: self.line(mention.place), text: mention.text.clone(), target }
    }
}
