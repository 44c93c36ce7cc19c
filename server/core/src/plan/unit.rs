//! Units: labelled containers of work, with what the document says of them.

use crate::notation::effort::Effort;
use crate::notation::label::{Label, Name};
use crate::notation::share::Share;
use crate::notation::status::Status;
use crate::notation::time::{Duration, Schedule};
use crate::plan::place::{End, Place};
use crate::plan::task::{Required, TaskIndex};

/// A unit's index in its plan. Changes with the plan; never stored across edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitIndex(pub u32);

/// What defines a unit, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DefinedBy {
    /// A heading of this level.
    Heading(u8),
    /// The front matter of a file that holds one work item.
    FrontMatter,
    /// A `<summary>`.
    Summary,
    /// A paragraph whose label is bold.
    Bold,
    /// A plain one-line paragraph.
    Line,
    /// A list item.
    Item,
    /// A table row.
    Row,
    /// A section or task of a Mermaid gantt.
    Gantt,
}

/// A value with the place that says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said<T> {
    /// The value.
    pub value: T,
    /// Where it is said.
    pub place: Place,
}

/// A place that introduces acceptance criteria.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criteria {
    /// The label, heading or cell that introduces them (`Acceptance:`, `### Exit Criteria`).
    pub place: Place,
    /// The words that introduce them: the label, or the head of the cell's column. None where a criterion stands alone.
    pub label: Option<Place>,
    /// How many items stand under it, or 1 for text on the same line; 0 where the label has no content.
    pub count: u32,
    /// How many of them have a ticked box.
    pub done: u32,
    /// How many of them have a box at all.
    pub boxes: u32,
}

/// A place that declares what must come before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The whole declaration, label and value.
    pub place: Place,
    /// What it names, in order; ranges and lists expanded.
    pub on: Vec<Predecessor>,
}

/// One predecessor that a declaration names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predecessor {
    /// The name to resolve.
    pub name: Name,
    /// As written, single-spaced; a member of a range with its kind (`Phase 2`).
    pub text: String,
    /// Where it is named; a member of a range: the range's part that names it, or the whole range.
    pub place: Place,
    /// Whether `place` holds exactly `text`, so that a fix may replace it.
    pub exact: bool,
    /// Named by the unit's title and not by a label or id.
    pub by_title: bool,
    /// The kind word is not in the vocabulary and looks like a slip of one that is (`Phse 6`).
    pub misspelt: bool,
    /// Both ends, where it is a hyphenated number that may be an interval (`Sprint 2-5`).
    pub members: Option<(u32, u32)>,
}

/// A place that says that this unit runs beside others on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parallel {
    /// The words or mark.
    pub place: Place,
    /// The units that it names; empty for all.
    pub with: Vec<Name>,
}

/// A labelled container of work that the document defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its kind and number.
    pub label: Label,
    /// The label's place.
    pub name: Place,
    /// Its other identifiers in the same heading.
    pub ids: Vec<Said<String>>,
    /// Further names that it answers to: those of its ids, and short forms (`US1` of `User Story 1`).
    pub aliases: Vec<Name>,
    /// The rest of the heading; empty where none.
    pub title: String,
    /// The line that defines it: heading, bold line, row, item.
    pub header: Place,
    /// The section that belongs to it begins with `header` and ends here.
    pub end: End,
    /// What defines it.
    pub defined_by: DefinedBy,
    /// The unit that contains it.
    pub parent: Option<UnitIndex>,
    /// When it runs.
    pub schedule: Option<Said<Schedule>>,
    /// A stated length.
    pub duration: Option<Said<Duration>>,
    /// Where its acceptance criteria are introduced.
    pub criteria: Vec<Criteria>,
    /// Where it names deliverables, goals or outcomes, which are no criteria; the text is the label as written.
    pub deliverables: Vec<Said<String>>,
    /// Its goal, in the document's words.
    pub goal: Option<Said<String>>,
    /// Who answers for it.
    pub owner: Option<Said<String>>,
    /// How much work it is, in the document's words.
    pub estimate: Option<Said<String>>,
    /// How much work fits into it.
    pub capacity: Option<Said<Effort>>,
    /// What must come before it.
    pub depends: Vec<Dependency>,
    /// Where it names the requirements that it fulfils.
    pub requirements: Vec<Required>,
    /// Its box, where an item defines it.
    pub mark: Option<Place>,
    /// Its status.
    pub status: Option<Said<Status>>,
    /// How much of it is said to be done.
    pub share: Option<Said<Share>>,
    /// Where it is declared to run beside others.
    pub parallel: Vec<Parallel>,
    /// The tasks directly inside it, not those of units inside it.
    pub tasks: Vec<TaskIndex>,
}

impl Unit {
    /// Whether the plan says that it is done or given up.
    pub fn is_over(&self) -> bool {
        self.status.as_ref().is_some_and(|said| said.value.is_over())
    }

    /// Label and title, as a person would say it: `Sprint 2: Parser`.
    pub fn display(&self) -> String {
        if self.title.is_empty() { self.label.text.clone() } else { format!("{}: {}", self.label.text, self.title) }
    }
}
