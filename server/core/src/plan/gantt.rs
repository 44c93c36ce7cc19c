//! Mermaid gantts: their tasks by the ids that Mermaid gives them, and what they wait for.

use crate::plan::place::Place;
use crate::plan::unit::Said;

/// A gantt of a Mermaid fence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gantt {
    /// Its tasks, in document order.
    pub tasks: Vec<GanttTask>,
}

/// A task of a gantt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GanttTask {
    /// Its title.
    pub title: String,
    /// Where the title stands.
    pub place: Place,
    /// Its id as written, or `task3` for the third task without one.
    pub id: String,
    /// Where the id is written; none where it is not.
    pub id_place: Option<Place>,
    /// The tasks that it names after `after` and `until`.
    pub waits: Vec<GanttWait>,
    /// A start, end or length that Mermaid cannot read.
    pub wrong: Vec<Said<GanttWrong>>,
}

/// A task that another one names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GanttWait {
    /// Its id.
    pub id: String,
    /// Where it is named.
    pub place: Place,
    /// After `until`, and not after `after`.
    pub until: bool,
}

/// What Mermaid cannot read, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GanttWrong {
    /// Shaped like a date, and none of the calendar.
    Date(String),
    /// A word where the start belongs, most often an id without a start behind it; and what stands behind it.
    Start(String, String),
    /// A length, but not as Mermaid writes it; and how it would be, where that is certain.
    Length(String, Option<String>),
}
