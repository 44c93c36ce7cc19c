//! What a rename is about: the definition, its number or id, and where that stands in a piece of text.

use crate::document::Document;
use crate::ide::FilePosition;
use crate::ide::refactor::Refusal;
use crate::ide::rename::ranges::{Ranges, end_at};
use crate::ide::target::{Pointed, Use, place_of, target_at, uses_in};
use crate::index::{Target, names_of};
use crate::notation::label::{Label, Name, fold_id, label_at};
use crate::notation::number::{Number, number_at};
use crate::notation::vocabulary::{Kind, Vocabulary};
use crate::plan::read::aliases::aliases;
use crate::plan::unit::Unit;
use crate::text::TextRange;
use crate::workspace::{Definition, Snapshot};

/// A name that can be replaced.
#[derive(Clone, Debug)]
pub struct Subject {
    /// What bears it.
    pub definition: Definition,
    /// The label whose number it is; none for an id.
    pub label: Option<Label>,
    /// The number or id as its definition writes it.
    pub old: String,
    /// Where the definition writes it, in its file.
    pub defined_at: TextRange,
    /// The names that hold it: the label or id, its short and long forms.
    pub names: Vec<Name>,
    /// Where the definition says one of these names, in whole: `Milestone 1` and `M1` of `Milestone 1 (M1)`.
    pub said: Vec<(TextRange, Name)>,
}

/// What the cursor is on, and the number or id there, in bytes; nothing where no known name stands, a refusal where it is
/// not clear which.
pub fn pointed_at(snapshot: &Snapshot, at: FilePosition) -> Result<Option<(Subject, TextRange)>, Refusal> {
    let Some((pointed, here)) = target_at(snapshot, at).zip(snapshot.document(at.file)) else { return Ok(None) };
    let (definition, said) = match pointed.definitions.as_slice() {
        [] => return Ok(None),
        [one] if pointed.is_definition => (*one, None),
        [one] => (*one, Some(pointed.range)),
        _ if pointed.is_ambiguous => {
            return Err(Refusal("Several plans define this name. Rename it where it is defined.".to_owned()));
        }
        _ => match end_of_range(snapshot, at, &pointed) {
            Some((definition, range)) => (definition, Some(range)),
            None => return Err(Refusal("Several names stand here. Put the cursor on one of them.".to_owned())),
        },
    };
    let (subjects, why_not) = subjects(snapshot, definition);
    let Some(range) = said else {
        let touched = |it: &Subject| it.said.iter().find(|(range, _)| range.touches(at.offset)).cloned();
        let found = subjects.into_iter().find_map(|it| Some((touched(&it)?, it)));
        return match found {
            Some(((range, name), subject)) => Ok(subject.within(here, range, &name).map(|range| (subject, range))),
            None if place_of(snapshot, definition).is_some_and(|(_, name)| name.touches(at.offset)) => {
                why_not.map_or(Ok(None), Err)
            }
            None => Ok(None),
        };
    };
    let is_pointed_at = |it: &Use<'_>| here.range(it.place) == pointed.range;
    let named: Vec<&Name> = uses_in(snapshot, at.file, is_pointed_at).map(|it| it.name).collect();
    let within = |it: &Subject| {
        let mut own = named.iter().filter(|name| it.names.contains(name));
        own.find_map(|name| it.within(here, range, name))
    };
    match subjects.into_iter().find_map(|it| Some((within(&it)?, it))) {
        Some((range, subject)) => Ok(Some((subject, range))),
        None => why_not.map_or(Ok(None), Err),
    }
}

/// The member of a range whose number the cursor touches: the first or the last.
fn end_of_range(snapshot: &Snapshot, at: FilePosition, pointed: &Pointed) -> Option<(Definition, TextRange)> {
    let whole = Ranges::of(snapshot, at.file).around(pointed.range)?;
    let (named, range) = end_at(snapshot, at.file, whole, at.offset)?;
    match snapshot.resolve_in(at.file, named.unit, named.name)[..] {
        [one] => Some((one, range)),
        _ => None,
    }
}

/// The number of a unit's label; its id where it has none; a task's id.
pub fn subject_of(snapshot: &Snapshot, definition: Definition) -> Result<Subject, Refusal> {
    let (subjects, why_not) = subjects(snapshot, definition);
    let none = || Refusal("This has no number and no id that could change.".to_owned());
    match why_not {
        Some(why) => Err(why),
        None => subjects.into_iter().next().ok_or_else(none),
    }
}

/// All that can be renamed of a definition: the label or what stands for it first, then the ids that are none of its other
/// forms. With them, why the label is none of these.
fn subjects(snapshot: &Snapshot, definition: Definition) -> (Vec<Subject>, Option<Refusal>) {
    let Some(own) = snapshot.document(definition.file) else { return (Vec::new(), None) };
    let words = &own.source().vocabulary;
    let mut said: Vec<(TextRange, Label)> = Vec::new();
    match definition.target {
        Target::Task(task) => {
            let id = own.plan().task(task).and_then(|it| it.id.as_ref());
            said.extend(id.map(|id| (own.range(id.place), Label::of_id(&id.value))));
        }
        Target::Unit(unit) => {
            let Some(unit) = own.plan().unit(unit) else { return (Vec::new(), None) };
            said.push((label_range(own, unit), unit.label.clone()));
            said.extend(unit.ids.iter().map(|id| (own.range(id.place), label_of(&id.value, words))));
        }
    }
    let borne = names_of(own.plan(), definition.target);
    let (mut subjects, mut why_not): (Vec<Subject>, _) = (Vec::new(), None);
    for (range, label) in said {
        let names: Vec<Name> = forms(&label).into_iter().filter(|it| borne.contains(it)).collect();
        let of_same = |it: &&mut Subject| names.iter().any(|name| it.names.contains(name));
        if let Some(same) = subjects.iter_mut().find(of_same) {
            same.said.push((range, label.name()));
            let more: Vec<Name> = names.into_iter().filter(|it| !same.names.contains(it)).collect();
            same.names.extend(more);
            continue;
        }
        let mut subject = Subject {
            definition,
            label: Some(label.clone()).filter(|it| it.kind.is_some()),
            old: own.text().slice(range),
            defined_at: range,
            names,
            said: vec![(range, label.name())],
        };
        match subject.within(own, range, &label.name()) {
            Some(at) => {
                subject.old = own.text().slice(at);
                subject.defined_at = at;
                subjects.push(subject);
            }
            None => {
                let text = &label.text;
                let why = format!("The number of `{text}` is not written so that it could be replaced.");
                why_not.get_or_insert(Refusal(why));
            }
        }
    }
    (subjects, why_not)
}

/// Where the header says the label. Where a number alone stands for one, its place is the heading.
fn label_range(document: &Document, unit: &Unit) -> TextRange {
    let range = document.range(unit.name);
    let is_number = unit.label.kind.is_none() && document.text().slice(range).starts_with(&unit.label.text);
    if is_number { TextRange::new(range.start, range.start + unit.label.text.len() as u32) } else { range }
}

/// An id of a heading as a label: `User Story 1` is one of its own.
fn label_of(id: &str, vocabulary: &Vocabulary) -> Label {
    let hit = label_at(id, 0, vocabulary).filter(|it| it.len == id.len() && it.label.kind.is_some());
    hit.map_or_else(|| Label::of_id(id), |it| it.label)
}

/// The names that a label or id gives: `User Story 1` and `US1`; `Task 3` of a heading that is called `3` only.
pub fn forms(label: &Label) -> Vec<Name> {
    let mut names = aliases(label);
    if label.kind.is_none() && label.text.bytes().all(|it| it.is_ascii_digit()) {
        names.push(Name::Label(Kind::TASK, Number(label.text.trim_start_matches('0').to_owned())));
    }
    names
}

impl Subject {
    /// Where in `range` of `document`, which names it by `name`, the number or id stands, if it stands there exactly once.
    pub fn within(&self, document: &Document, range: TextRange, name: &Name) -> Option<TextRange> {
        let text = document.text().slice(range);
        let found = |at: usize, len: usize| {
            let start = range.start + at as u32;
            TextRange::new(start, start + len as u32)
        };
        let number = match (name, &self.label) {
            (Name::Label(_, number), _) => number,
            (_, Some(label)) => &label.number,
            (_, None) => return (fold_id(&text) == fold_id(&self.old)).then_some(range),
        };
        let words = &document.source().vocabulary;
        if let Some(hit) = label_at(&text, 0, words).filter(|hit| hit.label.number == *number) {
            return Some(found(hit.number.start, hit.number.len()));
        }
        let mut hits = text.char_indices().filter_map(|(at, c)| {
            let before = text.get(..at)?.chars().next_back();
            // The letters before a number are a short form (`US1`), or make it an identifier of a diagram's own (`p1`).
            let begins = !before.is_some_and(|it| match name {
                Name::Id(_) => it.is_ascii_digit() || it == '.',
                _ => it.is_alphanumeric() && (it.is_ascii() || !c.is_ascii_digit()) || matches!(it, '_' | '.' | '-'),
            });
            let hit = number_at(&text, at, words, false).filter(|it| begins && it.number == *number)?;
            Some(found(at, hit.len))
        });
        let first = hits.next()?;
        hits.next().is_none().then_some(first)
    }
}
