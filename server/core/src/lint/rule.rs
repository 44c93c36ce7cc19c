//! What a rule is, what it reports, and what it offers as a fix.

use crate::document::Document;
use crate::plan::Plan;
use crate::plan::place::Place;
use crate::plan::task::TaskIndex;
use crate::plan::unit::UnitIndex;
use crate::text::Edit;
use crate::workspace::{FileId, Snapshot};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The plan contradicts itself.
    Error,
    /// The plan lacks or blurs something that its reader needs.
    Warning,
    /// Worth knowing.
    Info,
    /// A suggestion, shown unobtrusively.
    Hint,
}

/// A rule. Its doc comment is its manual page.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case; names the wrong: `overlapping-weeks`.
    pub name: &'static str,
    /// Unless configured otherwise.
    pub severity: Severity,
    /// The manual page, in Markdown.
    pub docs: &'static str,
    /// Reports what is wrong.
    pub check: fn(&Context<'_>, &mut dyn FnMut(Finding)),
    /// The ways out of one finding, best first; asked for when a person or `--fix` wants them.
    pub fixes: fn(&Context<'_>, &Finding) -> Vec<Fix>,
}

/// What a rule sees.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Every document.
    pub snapshot: &'a Snapshot,
    /// The document that is checked.
    pub file: FileId,
    /// The same.
    pub document: &'a Document,
    /// Its plan.
    pub plan: &'a Plan,
}

/// What a finding is about, so that its fix need not search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The document.
    Document,
    /// A unit.
    Unit(UnitIndex),
    /// Two units, the one that is reported first.
    Units(UnitIndex, UnitIndex),
    /// A unit's dependency declaration and the predecessor in it, by index.
    UnitDependency(UnitIndex, u32, u32),
    /// A task.
    Task(TaskIndex),
    /// A task's dependency declaration and the predecessor in it, by index.
    TaskDependency(TaskIndex, u32, u32),
    /// A mention, by index in the plan.
    Mention(u32),
    /// A problem, by index in the plan.
    Problem(u32),
}

/// Something wrong in a plan. Holds places, not offsets: typing that changes no fact does not make it stale.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that reports it.
    pub rule: &'static Rule,
    /// As configured.
    pub severity: Severity,
    /// Where it is shown.
    pub place: Place,
    /// One sentence, like a good colleague's remark, without a full stop.
    pub message: String,
    /// The other side.
    pub related: Vec<Related>,
    /// What it is about.
    pub subject: Subject,
}

/// Another place that a finding is about.
#[derive(Clone, Debug)]
pub struct Related {
    /// The file.
    pub file: FileId,
    /// The place in it.
    pub place: Place,
    /// What is there.
    pub message: String,
}

/// How sure a fix is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// It keeps what the author meant.
    Safe,
    /// It is plausible; the author should look.
    Unsafe,
}

/// One way out of a finding: minimal, convergent, never deleting content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a menu entry: `Replace with Phase 6`.
    pub title: String,
    /// How sure it is.
    pub applicability: Applicability,
    /// The edits, by file, ascending and not overlapping, all in offsets of the same snapshot.
    pub edits: Vec<(FileId, Edit)>,
}
