//! The plan model: what a document says as a plan. Facts with places, no text offsets and no conclusions across files.

pub mod place;
pub mod gantt;
pub mod fence;
pub mod generated;
pub mod read;
pub mod unit;
pub mod task;
pub mod mention;
pub mod suppression;
pub mod links;

use crate::notation::label::Name;
use crate::notation::share::Share;
use crate::notation::time::Duration;
use crate::notation::vocabulary::Kind;
use crate::plan::fence::Fence;
use crate::plan::gantt::Gantt;
use crate::plan::generated::Generated;
use crate::plan::links::Links;
use crate::plan::mention::{Mention, Restatement};
use crate::plan::place::Place;
use crate::plan::suppression::Suppression;
use crate::plan::task::{Task, TaskIndex};
use crate::plan::unit::{Said, Unit, UnitIndex};

/// What a document is, as a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// It schedules or divides work that somebody is to do or did.
    Plan,
    /// Ordinary Markdown: no units, no findings.
    #[default]
    NoPlan,
    /// It looks like a plan (name, title, labels), and nothing was recognised.
    Unreadable,
}

/// Something that reading noticed in the text itself, for the structure rules to report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// Where it is.
    pub place: Place,
}

/// The kinds of [`Problem`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// `#Sprint 2`, without the blank that would make it a heading; the text is its label.
    NotAHeading(String),
    /// Words that nobody has written yet, and what stands in their place: `TBD`.
    Placeholder(String),
    /// A criterion that names nothing that one could observe, and its phrase: `works well`.
    Vague(String),
    /// The parser gave up on this part within its budget; it was read as plain text.
    Degraded,
}

/// A document read as a plan. Places are looked up in the [`Document`](crate::document::Document) that holds it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Plan, or none.
    pub verdict: Verdict,
    /// The dialect: "generic", "spec-kit", "kiro" …
    pub profile: &'static str,
    /// The document's title: its first level-1 heading, or its front matter's `title`.
    pub title: Option<String>,
    /// The units that it defines, in document order. A unit's parent stands before it.
    pub units: Vec<Unit>,
    /// The tasks, in document order.
    pub tasks: Vec<Task>,
    /// Where units and tasks are named without being defined, in document order.
    pub mentions: Vec<Mention>,
    /// Words of the form of an id that it does not know: they name what another document defines, or nothing. In document
    /// order.
    pub strangers: Vec<Mention>,
    /// Second places that say a unit's schedule or status.
    pub restatements: Vec<Restatement>,
    /// Groups of names that the document assigns to parallel tracks (`Studio Track (Phases 0-5)`).
    pub tracks: Vec<Track>,
    /// How long it says that all of it takes.
    pub total: Option<Said<Duration>>,
    /// How much of it is said to be done.
    pub share: Option<Said<Share>>,
    /// How long it says that each unit of a kind takes (`Two-week sprints`).
    pub cadences: Vec<(Kind, Said<Duration>)>,
    /// Its Mermaid gantts, in document order.
    pub gantts: Vec<Gantt>,
    /// Its fences whose end is in doubt, in document order.
    pub fences: Vec<Fence>,
    /// Its links by reference.
    pub links: Links,
    /// The comments that tell Milepost to be silent, in document order.
    pub suppressions: Vec<Suppression>,
    /// Its parts that are made from the rest of it, in document order.
    pub generated: Vec<Generated>,
    /// What reading noticed.
    pub problems: Vec<Problem>,
}

/// A named track and the units that it holds: units of different tracks run side by side on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// Its line.
    pub place: Place,
    /// The units that it names.
    pub names: Vec<Name>,
}

impl Plan {
    /// The unit at `index`.
    pub fn unit(&self, index: UnitIndex) -> Option<&Unit> {
        self.units.get(index.0 as usize)
    }

    /// The task at `index`.
    pub fn task(&self, index: TaskIndex) -> Option<&Task> {
        self.tasks.get(index.0 as usize)
    }

    /// The units with their indexes, in document order.
    pub fn each_unit(&self) -> impl Iterator<Item = (UnitIndex, &Unit)> {
        self.units.iter().enumerate().map(|(at, unit)| (UnitIndex(at as u32), unit))
    }

    /// The tasks with their indexes, in document order.
    pub fn each_task(&self) -> impl Iterator<Item = (TaskIndex, &Task)> {
        self.tasks.iter().enumerate().map(|(at, task)| (TaskIndex(at as u32), task))
    }

    /// The units directly inside `parent`; of the document itself for none.
    pub fn children(&self, parent: Option<UnitIndex>) -> impl Iterator<Item = (UnitIndex, &Unit)> {
        self.each_unit().filter(move |(_, unit)| unit.parent == parent)
    }
}
