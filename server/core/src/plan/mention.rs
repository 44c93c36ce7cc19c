//! Mentions: labels and ids named where they are not defined; and restatements.

use crate::notation::label::Name;
use crate::notation::share::Share;
use crate::notation::status::Status;
use crate::notation::time::Schedule;
use crate::plan::place::Place;
use crate::plan::unit::{Said, UnitIndex};

/// Where a mention stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionIn {
    /// Running text or a list item.
    Prose,
    /// A heading about the unit.
    Heading,
    /// A table cell.
    Table,
    /// A plain-text or Mermaid fence that lays out a schedule.
    Fence,
    /// A dependency declaration.
    Dependency,
}

/// A label or id named where it is not defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The name to resolve.
    pub name: Name,
    /// As written, single-spaced; a member of a range with its kind (`Phase 2`).
    pub text: String,
    /// Where; a member of a range: its own part of the range, or the whole.
    pub place: Place,
    /// Whether `place` holds exactly `text`.
    pub exact: bool,
    /// Where it stands.
    pub context: MentionIn,
    /// The unit whose section holds it.
    pub unit: Option<UnitIndex>,
    /// Both ends, where it is a hyphenated number that may be an interval (`Sprint 2-5`).
    pub members: Option<(u32, u32)>,
    /// An id or a bare number: no kind word stands before it.
    pub bare: bool,
}

/// A second place that says a unit's schedule or status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restatement {
    /// The unit that it is about.
    pub name: Name,
    /// The row or line.
    pub place: Place,
    /// The schedule that it says.
    pub schedule: Option<Said<Schedule>>,
    /// The status that it says.
    pub status: Option<Said<Status>>,
    /// How much it says is done.
    pub share: Option<Said<Share>>,
    /// Where it stands.
    pub context: MentionIn,
}
