//! The words of plans in twelve languages, as data: unit kinds, field labels, statuses, times. Configuration adds to it.

use std::fmt;

/// The kind of a unit, an index into the vocabulary's kinds. The built-in ones have constants.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Kind(pub u16);

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kind({})", self.0)
    }
}

/// What a field label announces (`Depends on:`, `Acceptance Criteria`, `Status:` …).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Acceptance criteria under any name: Acceptance, Exit/Success Criteria, Definition of Done, Done when, Independent Test …
    Acceptance,
    /// What must come before: Depends on, Dependencies, Prerequisites, Requires, Blocked by, After, Needs …
    Dependencies,
    /// What waits for this: Blocks, Unblocks, Required by …
    Blocks,
    /// When it runs: Timeline, Schedule, Dates, Weeks, Timeframe …
    Schedule,
    /// How long it takes: Duration, Length …
    Duration,
    /// The first day: Start, Start date, Begins …
    Start,
    /// The last day: End, Due, Deadline …
    End,
    /// Status, State, Progress …
    Status,
    /// Owner, Assignee, Lead, Responsible …
    Owner,
    /// Estimate, Effort, Points, Size …
    Estimate,
    /// Goal, Objective, Purpose …
    Goal,
    /// Deliverables, Outcome, Output …: what is handed over, which is not acceptance.
    Deliverable,
    /// Tasks, Work, Backlog, To do, Scope …
    Tasks,
    /// Requirements, User stories covered …
    Requirements,
    /// Priority.
    Priority,
    /// Parallel, Can run with …
    Parallel,
    /// Risks.
    Risk,
    /// Notes, remarks.
    Note,
}
