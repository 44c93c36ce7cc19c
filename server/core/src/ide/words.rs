//! How cards and lists say what a plan knows: schedules, durations, names, states.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::document::Document;
use crate::ide::markup::one_line;
use crate::index::Target;
use crate::notation::status::Status;
use crate::notation::time::{Duration, Point, Schedule, TimeUnit};
use crate::plan::Plan;
use crate::plan::task::TaskIndex;
use crate::plan::unit::UnitIndex;
use crate::text::TextRange;
use crate::workspace::settings::Calendar;
use crate::workspace::{Definition, FileId, Snapshot};

/// How many characters of a task's words make its name.
const LONGEST_NAME: usize = 80;

/// When, in words: `week 3`, `weeks 3–4`, `from week 7`, `2026-01-05 – 2026-01-16`, `Q1 2026`.
pub fn schedule(schedule: &Schedule) -> String {
    let (from, to) = (point(schedule.from), schedule.to.map(point));
    let counted = matches!(schedule.from, Point::Number(_));
    let unit = schedule.unit.to_string();
    match (to, counted) {
        (None, true) => format!("from {unit} {from}"),
        (None, false) => format!("from {from}"),
        (Some(to), true) if to == from => format!("{unit} {from}"),
        (Some(to), true) => format!("{unit}s {from}–{to}"),
        (Some(to), false) if to == from => from,
        (Some(to), false) => format!("{from} – {to}"),
    }
}

fn point(point: Point) -> String {
    match point {
        Point::Quarter { year: Some(year), quarter } => format!("Q{quarter} {year}"),
        Point::Date { year: None, month, day: Some(day) } => format!("{month:02}-{day:02}"),
        Point::Date { year: None, month, day: None } => format!("month {month}"),
        _ => point.to_string(),
    }
}

/// The days of weeks: `2026-01-05 – 2026-01-16`; none where the weeks have no dates.
pub fn in_dates(schedule: &Schedule, calendar: &Calendar) -> Option<String> {
    let number = |point: Point| match point {
        Point::Number(number) => Some(i64::from(number)),
        Point::Date { .. } | Point::Quarter { .. } => None,
    };
    if schedule.unit != TimeUnit::Week {
        return None;
    }
    let first: Date = calendar.start_of_week(number(schedule.from)?)?;
    match schedule.to {
        Some(to) => Some(format!("{first} – {}", calendar.end_of_week(number(to)?)?)),
        None => Some(format!("from {first}")),
    }
}

/// How long, in words: `2 weeks`, `1–2 days`, `1.5 hours`.
pub fn duration(duration: &Duration) -> String {
    let unit = match duration.unit {
        TimeUnit::Date => TimeUnit::Day,
        unit => unit,
    };
    let plural = if duration.max == 100 { "" } else { "s" };
    if duration.min == duration.max {
        format!("{} {unit}{plural}", decimal(duration.min))
    } else {
        format!("{}–{} {unit}{plural}", decimal(duration.min), decimal(duration.max))
    }
}

fn decimal(hundredths: u32) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// How many tasks are done, and how many there are that say whether they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Done.
    pub done: usize,
    /// All, without those that were given up.
    pub all: usize,
}

impl Progress {
    /// The progress of a unit and of the units inside it; criteria are no tasks.
    pub fn of(plan: &Plan, unit: UnitIndex) -> Progress {
        Progress::all(plan).get(unit.0 as usize).copied().unwrap_or_default()
    }

    /// The progress of every unit of `plan`, by index.
    pub fn all(plan: &Plan) -> Vec<Progress> {
        let mut all = vec![Progress::default(); plan.units.len()];
        for (_, task) in plan.each_task() {
            let slot = task.unit.and_then(|unit| all.get_mut(unit.0 as usize));
            let (Some(progress), Some(status)) = (slot, task.status) else { continue };
            progress.done += usize::from(status == Status::Done);
            progress.all += usize::from(status != Status::Cancelled);
        }
        // A parent stands before its children, so from the end on every unit is complete when it is added to its parent.
        for (at, unit) in plan.units.iter().enumerate().rev() {
            let inner = all.get(at).copied().unwrap_or_default();
            let parent = unit.parent.map(|parent| parent.0 as usize).filter(|parent| *parent < at);
            if let Some(outer) = parent.and_then(|parent| all.get_mut(parent)) {
                outer.done += inner.done;
                outer.all += inner.all;
            }
        }
        all
    }
}

/// A definition in a few words: `Sprint 2: Parser`, `T012: Write the parser`. One line, not escaped.
pub fn name(document: &Document, target: Target) -> Option<String> {
    match target {
        Target::Unit(at) => document.plan().unit(at).map(|unit| one_line(&unit.display())),
        Target::Task(at) => task_name(document, at),
    }
}

fn task_name(document: &Document, at: TaskIndex) -> Option<String> {
    let task = document.plan().task(at)?;
    let text = shortened(&task_words(document, at)?, LONGEST_NAME);
    Some(match &task.id {
        Some(id) if text.is_empty() => id.value.clone(),
        Some(id) => format!("{}: {text}", id.value),
        None => text,
    })
}

/// What is to be done in a task: its words without the id. One line, not escaped.
pub fn task_words(document: &Document, at: TaskIndex) -> Option<String> {
    let task = document.plan().task(at)?;
    let text = one_line(&with_whole_code(document, document.range(task.text)));
    let bare = task.id.as_ref().and_then(|id| text.strip_prefix(id.value.as_str()));
    let is_joint = |c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | '.' | '|');
    Some(
        bare.filter(|it| it.starts_with(is_joint))
            .map_or(text.clone(), |it| it.trim_start_matches(is_joint).to_owned()),
    )
}

/// What stands at `range`, with the backtick beside it that one inside belongs to.
fn with_whole_code(document: &Document, range: TextRange) -> String {
    let text = document.text();
    let words = text.slice(range);
    if words.matches('`').count().is_multiple_of(2) {
        return words;
    }
    let line = text.line_range(text.line_of(range.start));
    match text.slice(TextRange::new(range.end, line.end.max(range.end))).starts_with('`') {
        true => format!("{words}`"),
        false if text.slice(TextRange::new(line.start, range.start)).ends_with('`') => format!("`{words}"),
        false => words,
    }
}

/// A task's words without what it waits for, where they end with that.
pub fn without_dependency(document: &Document, at: TaskIndex, words: String) -> String {
    let behind = || {
        let task = document.plan().task(at)?;
        let text = document.range(task.text);
        let first =
            task.depends.iter().map(|it| document.range(it.place).start).filter(|it| text.touches(*it)).min()?;
        let rest = one_line(&document.text().slice(TextRange::new(first, text.end)));
        Some(words.strip_suffix(rest.as_str())?.trim_end_matches([' ', '(', '_', '*', ',', ';', '–', '—']).to_owned())
    };
    behind().filter(|it| !it.is_empty()).unwrap_or(words)
}

/// A definition by its label or id alone: `Sprint 2`, `T012`.
pub fn label(document: &Document, target: Target) -> Option<String> {
    match target {
        Target::Unit(at) => document.plan().unit(at).map(|unit| one_line(&unit.label.text)),
        Target::Task(at) => {
            let id = document.plan().task(at)?.id.as_ref().map(|id| id.value.clone());
            id.or_else(|| task_name(document, at))
        }
    }
}

/// How far a definition is: its stated status, or else what its tasks say: `done`, `3/8`. None where nothing says.
pub fn state(snapshot: &Snapshot, definition: Definition) -> Option<String> {
    States::of(snapshot).state(definition)
}

/// How far definitions are, for whoever asks of many: each plan's tasks are counted once.
#[derive(Debug)]
pub struct States<'a> {
    snapshot: &'a Snapshot,
    progress: HashMap<FileId, Vec<Progress>>,
}

impl<'a> States<'a> {
    /// Of this moment.
    pub fn of(snapshot: &'a Snapshot) -> States<'a> {
        States { snapshot, progress: HashMap::new() }
    }

    /// As [`state`].
    pub fn state(&mut self, of: Definition) -> Option<String> {
        let plan = self.snapshot.document(of.file)?.plan();
        let unit = match of.target {
            Target::Unit(unit) => unit,
            Target::Task(task) => return plan.task(task)?.status.map(|it| it.to_string()),
        };
        if let Some(status) = &plan.unit(unit)?.status {
            return Some(status.value.to_string());
        }
        let all = self.progress.entry(of.file).or_insert_with(|| Progress::all(plan));
        said(all.get(unit.0 as usize).copied().unwrap_or_default())
    }
}

fn said(progress: Progress) -> Option<String> {
    match progress {
        Progress { all: 0, .. } => None,
        Progress { done, all } if done == all => Some(Status::Done.to_string()),
        Progress { done, all } => Some(format!("{done}/{all}")),
    }
}

/// At most `length` characters of `text`, with an ellipsis where some are left out.
pub fn shortened(text: &str, length: usize) -> String {
    match text.char_indices().nth(length) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}
