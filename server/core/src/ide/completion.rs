//! Completion: what may come at a cursor, by what the place is for: names, field labels and their values, rules.

mod boxes;
mod candidate;
mod cell;
mod dates;
mod declaration;
mod dependencies;
mod fields;
mod free;
mod names;
mod nested;
mod order;
mod owners;
mod position;
mod requirements;
mod rows;
mod statuses;
mod suppressions;
mod tags;
mod tasks;
mod trial;
mod units;
mod value;
mod weeks;

use crate::document::Document;
use crate::ide::FilePosition;
use crate::ide::completion::boxes::boxes;
use crate::ide::completion::candidate::{candidates, documentation_of};
use crate::ide::completion::dates::dates;
use crate::ide::completion::dependencies::dependencies;
use crate::ide::completion::fields::{Begun, fields};
use crate::ide::completion::names::names;
use crate::ide::completion::nested::nested;
use crate::ide::completion::order::ordered;
use crate::ide::completion::owners::owners;
use crate::ide::completion::position::{Position, position};
use crate::ide::completion::requirements::{requirement, requirements};
use crate::ide::completion::rows::rows;
use crate::ide::completion::statuses::statuses;
use crate::ide::completion::suppressions::in_suppression;
use crate::ide::completion::tags::tags;
use crate::ide::completion::tasks::tasks;
use crate::ide::completion::units::units;
use crate::ide::completion::value::Typed;
use crate::ide::completion::weeks::{in_field, in_heading};
use crate::lint::rules;
use crate::notation::vocabulary::Field;
use crate::plan::Verdict;
use crate::text::TextRange;
use crate::workspace::{Definition, FileId, Snapshot};

/// How many choices are told at once.
const MOST_CHOICES: usize = 200;

/// What a completion names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    /// A unit.
    Unit,
    /// A task.
    Task,
    /// A requirement.
    Requirement,
    /// The label of a field.
    Field,
    /// A status, or the mark of a box.
    Status,
    /// Who answers for something.
    Owner,
    /// When something runs.
    Time,
    /// A new unit or task.
    Snippet,
    /// A rule, or a word of a suppression.
    Rule,
}

/// What a choice stands for, so that its documentation can be found when somebody wants to read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Means {
    /// Nothing more than it says.
    #[default]
    Itself,
    /// A unit or a task.
    Defined(Definition),
    /// The rule of this name.
    Rule(&'static str),
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is shown, and, unless said otherwise, inserted.
    pub label: String,
    /// What the label stands for: the title of a unit, the words of a task. Empty where it says all.
    pub title: String,
    /// What else there is to know: when it runs; the file, if it is another. Empty where nothing.
    pub note: String,
    /// It can be chosen, and the plan would be wrong then.
    pub is_discouraged: bool,
    /// Nothing of it was typed: who did not ask for choices does not want to see it.
    pub is_on_demand: bool,
    /// What it stands for.
    pub means: Means,
    /// What it names.
    pub kind: CompletionKind,
    /// What was typed of it, in bytes: one line, with the cursor inside or at its end.
    pub replace: TextRange,
    /// What it replaces is one piece, such as a box: it goes with what stands behind the cursor, even where an editor
    /// would rather insert than replace.
    pub is_whole: bool,
    /// What comes instead.
    pub insert: String,
    /// The same with its blanks as the placeholders of a snippet; none where it has none.
    pub snippet: Option<String>,
    /// What there is to read about it beside what it stands for, in Markdown.
    pub documentation: Option<String>,
    /// What names it and nothing else, as typed text is compared: what is equal to one of these is this choice.
    pub(crate) keys: Vec<String>,
    /// What was typed is a whole name of it: it comes first, and is what most likely is meant.
    pub is_exact: bool,
    /// Choices are shown in the order of this text.
    pub sort: String,
    /// What the typed text is compared with: the way that was begun to type it, then the others.
    pub filter: String,
}

/// The choices at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// By rank.
    pub items: Vec<Completion>,
    /// There are more, which come when more of them is typed.
    pub is_incomplete: bool,
    /// What may follow a choice at once, as the comma between two names.
    pub commit: Option<char>,
}

impl Completion {
    /// A choice that says all by its label, and inserts it.
    pub(crate) fn new(kind: CompletionKind, label: String, replace: TextRange) -> Completion {
        Completion {
            title: String::new(),
            note: String::new(),
            is_discouraged: false,
            is_on_demand: false,
            means: Means::Itself,
            kind,
            replace,
            is_whole: false,
            insert: label.clone(),
            snippet: None,
            documentation: None,
            keys: Vec::new(),
            is_exact: false,
            sort: String::new(),
            filter: label.clone(),
            label,
        }
    }

    /// Title and note on one line; none where there are none.
    pub fn detail(&self) -> Option<String> {
        let parts: Vec<&str> = [self.title.as_str(), &self.note].into_iter().filter(|it| !it.is_empty()).collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }
}

/// What may come at the position, by rank. Nothing in code, and where nothing is being named.
pub fn completion(snapshot: &Snapshot, at: FilePosition) -> Completions {
    let Some(document) = snapshot.document(at.file) else { return Completions::default() };
    let offset = document.text().boundary(at.offset.min(document.text().len()));
    if let Some(items) = in_suppression(document, offset) {
        return ordered(document, offset, Completions { items, ..Completions::default() });
    }
    if document.is_verbatim(offset) || is_address(document, offset) {
        return Completions::default();
    }
    ordered(document, offset, choices(snapshot, document, FilePosition { file: at.file, offset }))
}

/// Whether the word at the cursor is an address, or becomes the end of a link.
fn is_address(document: &Document, offset: u32) -> bool {
    let text = document.text();
    let line = text.line_range(text.line_of(offset));
    let before = text.slice(TextRange::new(line.start, offset));
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    word.contains("://") || word.contains("](")
}

/// `offset`, or the end of its line's words if it stands behind them: with a row or item that is still being typed, the
/// unit that it defines ends there.
fn within_line(document: &Document, offset: u32) -> u32 {
    let text = document.text();
    let line = text.line_range(text.line_of(offset));
    let words = text.slice(line).trim_end().len() as u32;
    if words == 0 { offset } else { offset.min(line.start + words) }
}

fn choices(snapshot: &Snapshot, document: &Document, at: FilePosition) -> Completions {
    let position = position(document, at.offset);
    let here = within_line(document, at.offset);
    let value = |separators: &[char]| Typed::of(document, at.offset, &position, separators);
    let told = |items| Completions { items, ..Completions::default() };
    let listed = |items| Completions { items, commit: Some(','), ..Completions::default() };
    let is_plan = document.plan().verdict == Verdict::Plan;
    let mut found = Vec::new();
    match &position {
        Position::Dependency { rows, .. } => {
            let all = candidates(snapshot, at.file, document.unit_at(here));
            if let Some(items) = dependencies(snapshot, document, at, &position, rows, &all) {
                return listed(items);
            }
        }
        Position::Value { field: Field::Requirements, .. } => {
            let typed = value(&[',', ';', ' ']);
            return listed(typed.map_or_else(Vec::new, |typed| requirements(snapshot, at.file, &typed)));
        }
        Position::Value { field: Field::Status, .. } if is_plan => {
            return told(value(&[]).map_or_else(Vec::new, |typed| statuses(document, &typed)));
        }
        Position::Value { field: Field::Owner, .. } if is_plan => {
            let typed = value(&[',', ';', '&', '/', '+']);
            return told(typed.map_or_else(Vec::new, |typed| owners(snapshot, at.file, &typed)));
        }
        Position::Box { range, before } if is_plan => return told(boxes(document, at.offset, range, before)),
        Position::Value { field: Field::Schedule, .. } if is_plan => {
            return told(value(&[]).map_or_else(Vec::new, |typed| in_field(document, here, &typed)));
        }
        Position::Value { field: field @ (Field::Start | Field::End), .. } if is_plan => {
            let is_start = *field == Field::Start;
            let typed = value(&[]);
            return told(typed.map_or_else(Vec::new, |typed| dates(snapshot, at.file, here, &typed, is_start)));
        }
        Position::Heading { before } if is_plan => found.extend(in_heading(document, at.offset, before)),
        Position::Start { before, from } if is_plan => {
            let begun = Begun { document, offset: at.offset, before, from: *from };
            found.extend(nested(&begun).unwrap_or_else(|| fields(&begun)));
        }
        Position::Prose { before } if is_plan => {
            if let Some(items) = rows(document, at.offset, before) {
                return told(items);
            }
            found.extend(tags(document, at.offset, before));
        }
        _ => {}
    }
    let before = position.before().to_owned();
    found.extend(names(document, at, &Position::Prose { before }, || {
        candidates(snapshot, at.file, document.unit_at(here))
    }));
    if is_plan {
        found.extend(new_work(snapshot, document, at, &position));
    }
    told(found)
}

/// The units and tasks that may begin at the position.
fn new_work(snapshot: &Snapshot, document: &Document, at: FilePosition, position: &Position) -> Vec<Completion> {
    let line = document.text().line_range(document.text().line_of(at.offset));
    let is_last = document.text().slice(TextRange::new(at.offset, line.end)).trim().is_empty();
    match position {
        Position::Start { before, from } if is_last => {
            let mut found = tasks(document, at.offset, before);
            if *from == 0 {
                found.extend(units(snapshot, at.file, at.offset, before));
            }
            found
        }
        Position::Heading { before } if is_last && !before.starts_with(' ') => {
            units(snapshot, at.file, at.offset, before)
        }
        _ => Vec::new(),
    }
}

/// What there is to read about a choice, in Markdown.
pub fn documentation(snapshot: &Snapshot, means: Means) -> Option<String> {
    match means {
        Means::Itself => None,
        Means::Defined(definition) => documentation_of(snapshot, definition),
        Means::Rule(name) => rules().iter().find(|rule| rule.name == name).map(|rule| rule.page()),
    }
}

/// What the choice shown as `label` in `file` stands for by now.
pub fn meaning(snapshot: &Snapshot, file: FileId, kind: CompletionKind, label: &str) -> Means {
    match kind {
        CompletionKind::Rule => {
            rules().iter().find(|rule| rule.name == label).map_or(Means::Itself, |rule| Means::Rule(rule.name))
        }
        CompletionKind::Snippet
        | CompletionKind::Field
        | CompletionKind::Status
        | CompletionKind::Owner
        | CompletionKind::Time => Means::Itself,
        CompletionKind::Requirement => requirement(snapshot, file, label),
        CompletionKind::Unit | CompletionKind::Task => {
            let found = candidates(snapshot, file, None).into_iter().find(|it| it.kind == kind && it.shown() == label);
            found.map_or(Means::Itself, |it| Means::Defined(it.definition))
        }
    }
}
