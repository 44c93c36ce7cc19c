//! What may be named: the document's own units and tasks, then units of other files that a name would lead to.

use std::collections::HashSet;

use crate::document::Document;
use crate::ide::completion::{Completion, CompletionKind, Means};
use crate::ide::markup::{escaped, one_line};
use crate::ide::target::file_name;
use crate::ide::words::{name, schedule, shortened, task_words};
use crate::index::Target;
use crate::notation::label::{Name, fold_title};
use crate::plan::unit::{Unit, UnitIndex};
use crate::text::TextRange;
use crate::workspace::resolve::Circle;
use crate::workspace::{Definition, FileId, Snapshot};

/// How many units of other files are offered.
const MOST_FOREIGN: usize = 500;

/// How many characters of a task's words are its detail.
const LONGEST_DETAIL: usize = 100;

/// A unit or task that may be named.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// What it is.
    pub(crate) definition: Definition,
    /// Its label or id as written.
    pub(crate) label: String,
    /// Its title.
    title: String,
    /// When it runs, or where it stands.
    pub(crate) note: String,
    /// Naming it would make the plan wrong.
    pub(crate) is_discouraged: bool,
    /// Unit or task.
    pub(crate) kind: CompletionKind,
    /// What it shares with its like: the kind word, or the letters of the id.
    pub(crate) family: String,
    /// The ways to type it: label, label without blanks, initials and number, ids.
    keys: Vec<String>,
    /// Where its definition begins in its document, in bytes.
    pub(crate) start: u32,
    /// Its rank among all, as they stand.
    pub(crate) order: usize,
    /// It is defined in another file.
    pub(crate) is_foreign: bool,
}

/// Everything that may be named in `file`, in the section of its unit `scope` or outside of all: in document order, units
/// before tasks; then other files, the nearest first. Of several that bear a name, the one that it would mean there.
pub(crate) fn candidates(snapshot: &Snapshot, file: FileId, scope: Option<UnitIndex>) -> Vec<Candidate> {
    let Some(document) = snapshot.document(file) else { return Vec::new() };
    let mut found: Vec<Candidate> = Vec::new();
    let mut names: HashSet<Name> = HashSet::new();
    for (_, unit) in document.plan().each_unit() {
        let name = unit.label.name();
        let meant = snapshot.resolve_in(file, scope, &name).first().copied();
        let Some(definition) = meant.filter(|_| names.insert(name)) else { continue };
        let Target::Unit(at) = definition.target else { continue };
        found.extend(document.plan().unit(at).map(|unit| of_unit(document, definition, unit, None)));
    }
    found.extend(tasks(document, file));
    let mut others: Vec<(Circle, FileId)> =
        snapshot.files().map(|(other, _)| (snapshot.circle(file, other), other)).filter(|it| it.1 != file).collect();
    others.sort_unstable();
    let most = found.len() + MOST_FOREIGN;
    // A name that the document defines itself, or a nearer file, would not lead further out.
    for (_, other) in others {
        let Some(document) = snapshot.document(other) else { continue };
        for (at, unit) in document.plan().each_unit() {
            if found.len() < most && names.insert(unit.label.name()) {
                let shown = file_name(snapshot, other);
                found.push(of_unit(document, Definition { file: other, target: Target::Unit(at) }, unit, Some(&shown)));
            }
        }
    }
    for (order, it) in found.iter_mut().enumerate() {
        it.order = order;
    }
    found
}

fn of_unit(document: &Document, definition: Definition, unit: &Unit, file: Option<&str>) -> Candidate {
    let label = one_line(&unit.label.text);
    let when = unit.schedule.as_ref().map(|it| schedule(&it.value)).filter(|it| !it.eq_ignore_ascii_case(&label));
    let title = one_line(&unit.title);
    let note: Vec<String> = [when, file.map(str::to_owned)].into_iter().flatten().collect();
    let mut keys = ways(&label);
    keys.extend(unit.ids.iter().map(|id| key(&id.value)));
    Candidate {
        definition,
        family: family(&label),
        keys,
        label,
        title,
        note: note.join(" · "),
        is_discouraged: false,
        kind: CompletionKind::Unit,
        start: document.range(unit.header).start,
        order: 0,
        is_foreign: file.is_some(),
    }
}

fn tasks(document: &Document, file: FileId) -> Vec<Candidate> {
    let plan = document.plan();
    let mut ids: HashSet<&str> = HashSet::new();
    let mut found = Vec::new();
    for (at, task) in plan.each_task() {
        let Some(id) = task.id.as_ref().filter(|id| ids.insert(&id.value)) else { continue };
        let title = shortened(&task_words(document, at).unwrap_or_default(), LONGEST_DETAIL);
        let unit = task.unit.and_then(|unit| plan.unit(unit)).map(|unit| one_line(&unit.label.text));
        found.push(Candidate {
            definition: Definition { file, target: Target::Task(at) },
            label: id.value.clone(),
            note: unit.unwrap_or_default(),
            is_discouraged: false,
            kind: CompletionKind::Task,
            family: family(&id.value),
            keys: vec![key(&id.value)],
            start: document.range(task.place).start,
            order: 0,
            is_foreign: false,
            title,
        });
    }
    found
}

impl Candidate {
    /// The way to type it that `typed`, a [`key`], begins: a part of its number or title too, where a name is expected.
    pub(crate) fn way(&self, typed: &str, is_expected: bool) -> Option<String> {
        if let Some(key) = self.keys.iter().find(|key| key.starts_with(typed)) {
            return Some(key.clone());
        }
        if !is_expected {
            return None;
        }
        let number = number(&self.label);
        if number.starts_with(typed) {
            return Some(number);
        }
        let title = fold_title(&self.title);
        let begins = |at: &usize| title.get(*at..).is_some_and(|it| it.starts_with(typed));
        let at = word_starts(&title).find(begins)?;
        title.get(at..).map(str::to_owned)
    }

    /// The label as it is shown.
    pub(crate) fn shown(&self) -> String {
        one_line(&self.label)
    }

    /// It as a choice behind `typed`, a [`key`].
    pub(crate) fn completion(&self, replace: TextRange, typed: &str, is_expected: bool) -> Completion {
        Completion {
            title: self.title.clone(),
            note: self.note.clone(),
            is_discouraged: self.is_discouraged,
            means: Means::Defined(self.definition),
            filter: self.filter(typed, is_expected),
            ..Completion::new(self.kind, self.shown(), replace)
        }
    }

    /// The label, then the other ways to type it, and the title. Behind another way than the label, that one comes first:
    /// some editors compare from the beginning.
    fn filter(&self, typed: &str, is_expected: bool) -> String {
        let label = self.shown();
        let own = key(&label);
        let first = self.way(typed, is_expected).filter(|_| !own.starts_with(typed));
        let mut parts: Vec<String> = first.into_iter().chain([label]).collect();
        parts.extend(self.keys.iter().filter(|key| **key != own).cloned());
        if self.kind == CompletionKind::Unit {
            parts.push(number(&self.label));
        }
        parts.push(self.title.clone());
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    }
}

/// The name, schedule, status and goal of what is defined there, in Markdown; none where that says no more than the name.
pub(crate) fn documentation_of(snapshot: &Snapshot, definition: Definition) -> Option<String> {
    let document = snapshot.document(definition.file)?;
    let mut blocks = vec![format!("**{}**", escaped(&name(document, definition.target)?))];
    if let Target::Unit(at) = definition.target {
        let unit = document.plan().unit(at)?;
        blocks.extend(unit.schedule.as_ref().map(|it| schedule(&it.value)));
        blocks.extend(unit.status.as_ref().map(|it| it.value.to_string()));
        blocks.extend(unit.goal.as_ref().map(|it| escaped(&it.value)));
    }
    (blocks.len() > 1).then(|| blocks.join("\n\n"))
}

/// Where the words of `text` begin.
fn word_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let begins = c.is_alphanumeric() && !before.is_alphanumeric();
        before = c;
        begins.then_some(at)
    })
}

/// A text as typed text is compared: lower case, dashes and blanks made equal.
pub(crate) fn key(text: &str) -> String {
    let folded = fold_title(text);
    if text.ends_with(char::is_whitespace) && !folded.is_empty() { format!("{folded} ") } else { folded }
}

/// `Sprint 2`: `sprint 2`, `sprint2`, `s2`. `User Story 3`: `user story 3`, `userstory3`, `us3`.
fn ways(label: &str) -> Vec<String> {
    let whole = key(label);
    let number = number(label);
    let words = whole.strip_suffix(number.as_str()).unwrap_or("");
    let initials: String = words.split(' ').filter_map(|word| word.chars().next()).collect();
    let mut ways = vec![whole.clone(), whole.replace(' ', "")];
    if !number.is_empty() && !initials.is_empty() {
        ways.push(format!("{initials}{number}"));
    }
    ways.dedup();
    ways
}

/// The last word, if it has a digit or is all there is beside a kind word.
fn number(label: &str) -> String {
    key(label).rsplit_once(' ').map_or_else(String::new, |(_, last)| last.to_owned())
}

/// The kind word of a label, or the letters that an id begins with.
fn family(label: &str) -> String {
    let folded = key(label);
    let letters: String = folded.chars().take_while(|c| !c.is_ascii_digit()).collect();
    letters.trim_end_matches([' ', '-']).to_owned()
}
