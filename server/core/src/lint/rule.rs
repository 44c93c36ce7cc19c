//! What a rule is, what it reports, and what it offers as a fix.

use std::cell::OnceCell;

use crate::lint::dependencies::Edge;
use crate::lint::mends::Tries;
use crate::lint::outline::Outline;
use crate::lint::reading::Reading;
use crate::lint::suppress::Used;
use crate::plan::Plan;
use crate::plan::place::Place;
use crate::plan::task::TaskIndex;
use crate::plan::unit::UnitIndex;
use crate::text::Edit;
use crate::workspace::settings::{Level, Settings};
use crate::workspace::{FileId, Snapshot};

/// Declares a rule: the doc comment is its page; then its name, its severity, what checks and what fixes, `safe` if a fix
/// may be.
macro_rules! declare_rule {
    ($(#[doc = $line:literal])+ $name:literal $severity:ident $check:ident $fixes:ident) => {
        declare_rule!(@ [$($line),+] $name $severity true $check $fixes false);
    };
    ($(#[doc = $line:literal])+ $name:literal $severity:ident $check:ident $fixes:ident safe) => {
        declare_rule!(@ [$($line),+] $name $severity true $check $fixes true);
    };
    ($(#[doc = $line:literal])+ $name:literal $severity:ident off $check:ident $fixes:ident) => {
        declare_rule!(@ [$($line),+] $name $severity false $check $fixes false);
    };
    (@ [$($line:literal),+] $name:literal $severity:ident $is_on:literal $check:ident $fixes:ident $is_safe:literal) => {
        $(#[doc = $line])+
        pub static RULE: $crate::lint::rule::Rule = $crate::lint::rule::Rule {
            name: $name,
            severity: $crate::lint::rule::Severity::$severity,
            is_on: $is_on,
            docs: concat!($($line, "\n"),+),
            check: $check,
            fixes: $fixes,
            is_safe: $is_safe,
        };
    };
}

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

impl Severity {
    /// In small letters: `error`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
            Severity::Hint => "hint",
        }
    }
}

/// A rule. Its doc comment is its manual page.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case; names the wrong: `overlapping-weeks`.
    pub name: &'static str,
    /// Unless configured otherwise.
    pub severity: Severity,
    /// Whether it is run where nothing is configured.
    pub is_on: bool,
    /// The manual page as its doc comment holds it, each line behind a blank; see [`Rule::page`].
    pub docs: &'static str,
    /// Reports what is wrong.
    pub check: fn(&Context<'_>, &mut dyn FnMut(Finding)),
    /// The ways out of one finding, best first; asked for when a person or `--fix` wants them.
    pub fixes: fn(&Context<'_>, &Finding) -> Vec<Fix>,
    /// Whether a fix may be safe; otherwise none need be made for whoever takes only those.
    pub is_safe: bool,
}

impl Rule {
    /// Whether it is not run under these settings.
    pub fn is_off(&self, settings: &Settings) -> bool {
        settings.level(self.name).map_or(!self.is_on, |it| it == Level::Off)
    }

    /// How its findings are taken where nothing is configured: `warning`, or `off`.
    pub fn default_level(&self) -> &'static str {
        if self.is_on { self.severity.name() } else { "off" }
    }

    /// The manual page, in Markdown, without a title.
    pub fn page(&self) -> String {
        let lines = self.docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.flat_map(|line| [line, "\n"]).collect()
    }

    /// The page's first line: what is wrong, in one sentence.
    pub fn summary(&self) -> &'static str {
        self.docs.lines().next().unwrap_or_default().trim()
    }

    /// A finding of this rule, with the rule's severity and nothing related.
    pub fn finding(&'static self, place: Place, subject: Subject, message: String) -> Finding {
        Finding { rule: self, severity: self.severity, place, message, related: Vec::new(), subject }
    }
}

/// What a rule sees.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Every document.
    pub snapshot: &'a Snapshot,
    /// The document that is checked.
    pub file: FileId,
    /// The same; it notes which text is looked at.
    pub document: Reading<'a>,
    /// Its plan.
    pub plan: &'a Plan,
    /// Its plan's units as a tree.
    pub outline: &'a Outline,
    /// What its units and tasks wait for.
    pub edges: &'a [Edge],
    /// What trying fixes may still cost.
    pub tries: &'a Tries,
    /// How the document would head acceptance criteria, once it was asked for.
    pub criteria_label: &'a OnceCell<&'static str>,
    /// Which of its suppressions are of use; none until all rules about the plan have run.
    pub used: Option<&'a Used>,
}

impl Context<'_> {
    /// A related place in the checked document.
    pub fn related(&self, place: Place, message: String) -> Related {
        Related { file: self.file, place, message }
    }
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
    /// A restatement, by index in the plan.
    Restatement(u32),
    /// A gantt's task and what of it, all by index.
    GanttTask(u32, u32, u32),
    /// A problem, by index in the plan.
    Problem(u32),
    /// A link to a heading or file, by index in the plan.
    Link(u32),
    /// A path in code, by index in the plan.
    CodePath(u32),
    /// A suppression, by index in the plan, and a rule in it, by index.
    Suppression(u32, u32),
    /// A fence whose end is in doubt, by index in the plan.
    Fence(u32),
    /// A generated part, by index in the plan.
    Generated(u32),
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
