//! Tasks: work items inside units.

use crate::notation::effort::Effort;
use crate::notation::status::Status;
use crate::plan::place::Place;
use crate::plan::unit::{Dependency, Said, UnitIndex};

/// A task's index in its plan. Changes with the plan; never stored across edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TaskIndex(pub u32);

/// How a task is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskForm {
    /// A list item.
    Item,
    /// A table row.
    Row,
}

/// A place that names the requirements that work fulfils.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Required {
    /// Label and value.
    pub place: Place,
    /// The ids (`1.2`, `REQ-04`), ranges written out; `*` for all.
    pub ids: Vec<Said<String>>,
}

/// A work item: list item, checkbox or table row. Its text is looked up by place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its explicit identifier, as written (`T012`, `1.2.3`, `AUTH-001`).
    pub id: Option<Said<String>>,
    /// The whole item's first line or the row.
    pub place: Place,
    /// Its words, without box, id and tags.
    pub text: Place,
    /// How it is written.
    pub form: TaskForm,
    /// The box (`[x]`), mark or status cell.
    pub mark: Option<Place>,
    /// Done or not; none where nothing says so.
    pub status: Option<Status>,
    /// The innermost unit that holds it.
    pub unit: Option<UnitIndex>,
    /// The task whose item holds it.
    pub parent: Option<TaskIndex>,
    /// How much work it is.
    pub effort: Option<Effort>,
    /// Who does it, as written.
    pub owner: Option<Said<String>>,
    /// What must come before it.
    pub depends: Vec<Dependency>,
    /// It bears an acceptance criterion of its own (`_Acceptance: …_`, `Done when …`).
    pub criteria: Vec<Place>,
    /// It checks what others made (`Verify that every page is there`).
    pub verifies: bool,
    /// Where it names the requirements that it fulfils (`_Requirements: 1.1, 2.3_`).
    pub requirements: Vec<Required>,
    /// Marked `[P]` or the like: it may run beside others.
    pub parallel: bool,
    /// Marked optional (`[ ]*`).
    pub optional: bool,
}
