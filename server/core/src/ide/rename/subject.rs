//! What a rename is about: the definition, its number or id, and where that stands in a piece of text.

use crate::document::Document;
use crate::ide::FilePosition;
use crate::ide::refactor::Refusal;
use crate::ide::target::{place_of, target_at};
use crate::index::{Target, names_of};
use crate::notation::id::shape;
use crate::notation::label::{Label, Name, fold_id, label_at};
use crate::notation::number::number_at;
use crate::text::TextRange;
use crate::workspace::{Definition, Snapshot};

/// The longest name that is looked at, in bytes.
const LONGEST: usize = 80;

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
    /// The names that hold it: label and short forms, or the id.
    pub names: Vec<Name>,
}

/// One of the names that change.
#[derive(Clone, Debug)]
pub struct Renaming {
    /// What bears it.
    pub subject: Subject,
    /// What is written for its number or id.
    pub token: String,
    /// The name that it bears afterwards.
    pub name: Name,
}

/// What the cursor is on, and the number or id there, in bytes; nothing where no known name stands, a refusal where it is
/// not clear which.
pub fn pointed_at(snapshot: &Snapshot, at: FilePosition) -> Result<Option<(Subject, TextRange)>, Refusal> {
    let Some((pointed, here)) = target_at(snapshot, at).zip(snapshot.document(at.file)) else { return Ok(None) };
    let definition = match pointed.definitions.as_slice() {
        [] => return Ok(None),
        [one] => *one,
        _ if pointed.is_ambiguous => {
            return Err(Refusal("Several plans define this name. Rename it where it is defined.".to_owned()));
        }
        _ => return Err(Refusal("Several names stand here. Put the cursor on one of them.".to_owned())),
    };
    // An id is written whole; all else under the cursor can only be the label.
    let written = here.text().slice(pointed.range);
    let id = ids(snapshot, definition).into_iter().find(|(id, _)| fold_id(id) == fold_id(&written));
    if let Some((_, defined_at)) = id {
        return Ok(Some((of_id(snapshot, definition, defined_at)?, pointed.range)));
    }
    let Some((_, name)) = place_of(snapshot, definition) else { return Ok(None) };
    if pointed.is_definition && !name.touches(at.offset) {
        return Ok(None);
    }
    let Some(subject) = of_label(snapshot, definition)? else { return Ok(None) };
    let range = subject.names.iter().find_map(|name| subject.within(here, pointed.range, name));
    Ok(range.map(|range| (subject, range)))
}

/// The number of a unit's label; its id where it has none; a task's id.
pub fn subject_of(snapshot: &Snapshot, definition: Definition) -> Result<Subject, Refusal> {
    if let Some(subject) = of_label(snapshot, definition)? {
        return Ok(subject);
    }
    match ids(snapshot, definition).last() {
        Some((_, at)) => of_id(snapshot, definition, *at),
        None => Err(Refusal("This has no number and no id that could change.".to_owned())),
    }
}

/// The ids that the definition writes; where its label is an id, that is the last.
fn ids(snapshot: &Snapshot, definition: Definition) -> Vec<(String, TextRange)> {
    let Some(own) = snapshot.document(definition.file) else { return Vec::new() };
    let mut ids: Vec<(String, TextRange)> = Vec::new();
    match definition.target {
        Target::Task(task) => {
            let id = own.plan().task(task).and_then(|it| it.id.as_ref());
            ids.extend(id.map(|id| (id.value.clone(), own.range(id.place))));
        }
        Target::Unit(unit) => {
            let Some(unit) = own.plan().unit(unit) else { return ids };
            ids.extend(unit.ids.iter().map(|id| (id.value.clone(), own.range(id.place))));
            if unit.label.kind.is_none() {
                ids.push((unit.label.text.clone(), own.range(unit.name)));
            }
        }
    }
    ids
}

fn of_id(snapshot: &Snapshot, definition: Definition, defined_at: TextRange) -> Result<Subject, Refusal> {
    let old = snapshot.document(definition.file).map_or_else(String::new, |it| it.text().slice(defined_at));
    let names = vec![Name::Id(fold_id(&old))];
    Ok(Subject { definition, label: None, old, defined_at, names })
}

/// None for what has no label of kind and number.
fn of_label(snapshot: &Snapshot, definition: Definition) -> Result<Option<Subject>, Refusal> {
    let (Target::Unit(at), Some(own)) = (definition.target, snapshot.document(definition.file)) else {
        return Ok(None);
    };
    let plan = own.plan();
    let Some(unit) = plan.unit(at).filter(|it| it.label.kind.is_some()) else { return Ok(None) };
    let mut names = names_of(plan, definition.target);
    names.retain(|it| *it == unit.label.name() || is_short(it, &unit.label));
    let label = Some(unit.label.clone());
    let mut subject = Subject { definition, label, old: String::new(), defined_at: TextRange::empty(0), names };
    let Some(defined_at) = subject.within(own, own.range(unit.name), &unit.label.name()) else {
        let text = &unit.label.text;
        return Err(Refusal(format!("The number of `{text}` is not written so that it could be replaced.")));
    };
    subject.old = own.text().slice(defined_at);
    subject.defined_at = defined_at;
    Ok(Some(subject))
}

/// `US1` of `User Story 1`.
fn is_short(name: &Name, label: &Label) -> bool {
    let Name::Id(id) = name else { return false };
    id.trim_start_matches(|c: char| c.is_alphabetic()) == label.number.0.to_uppercase()
}

impl Subject {
    /// Where in `range` of `document`, which names it by `name`, the number or id stands, if it stands there exactly once.
    pub fn within(&self, document: &Document, range: TextRange, name: &Name) -> Option<TextRange> {
        let text = document.text().slice(range);
        let found = |at: usize, len: usize| {
            let start = range.start + at as u32;
            TextRange::new(start, start + len as u32)
        };
        let Some(label) = &self.label else {
            return (fold_id(&text) == fold_id(&self.old)).then_some(range);
        };
        let words = &document.source().vocabulary;
        if let Some(hit) = label_at(&text, 0, words).filter(|hit| hit.label.number == label.number) {
            return Some(found(hit.number.start, hit.number.len()));
        }
        let mut hits = text.char_indices().filter_map(|(at, c)| {
            let before = text.get(..at)?.chars().next_back();
            // The letters before a number are a short form (`US1`), or make it an identifier of a diagram's own (`p1`).
            let begins = !before.is_some_and(|it| match name {
                Name::Id(_) => it.is_ascii_digit() || it == '.',
                _ => it.is_alphanumeric() && (it.is_ascii() || !c.is_ascii_digit()) || matches!(it, '_' | '.' | '-'),
            });
            let hit = number_at(&text, at, words, false).filter(|it| begins && it.number == label.number)?;
            Some(found(at, hit.len))
        });
        let first = hits.next()?;
        hits.next().is_none().then_some(first)
    }

    /// `new_name` as what is written in the place of the old number or id, and the name that this makes; a refusal where
    /// it is none of that form.
    pub fn checked(&self, snapshot: &Snapshot, new_name: &str) -> Result<(String, Name), Refusal> {
        let new = new_name.trim();
        if new.is_empty() || new.len() > LONGEST || new.contains(|c: char| c.is_control()) {
            return Err(Refusal(format!("The new name of `{}` has to be one short line.", self.old)));
        }
        let Some(label) = &self.label else {
            // An id without a shape of its own is one because a sign says so: any word will do.
            let is_word = || new.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
            let is_same_form = shape(new) == shape(&self.old) && (shape(new).is_some() || is_word());
            return match is_same_form {
                true => Ok((new.to_owned(), Name::Id(fold_id(new)))),
                false => Err(Refusal(format!("`{new}` is no id of the form of `{}`.", self.old))),
            };
        };
        let words = snapshot.document(self.definition.file).map(|it| &it.source().vocabulary);
        let whole = words.and_then(|words| label_at(new, 0, words)).filter(|hit| hit.len == new.len());
        let token = match whole {
            Some(hit) if hit.label.kind != label.kind => {
                let reason = format!("`{new}` is of another kind than `{}`. Only the number can change.", label.text);
                return Err(Refusal(reason));
            }
            // The number of a quarter is all of it: `Q3 2026`.
            Some(hit) => new.get(hit.number).unwrap_or(new),
            None => new,
        };
        let name = self.renamed(snapshot, token).ok_or_else(|| {
            let old = &label.text;
            Refusal(format!("`{new}` is no number that `{old}` could have. Write a number, or the whole label."))
        })?;
        Ok((token.to_owned(), name))
    }

    /// The name with `token` for the old number, if the label then reads as one.
    fn renamed(&self, snapshot: &Snapshot, token: &str) -> Option<Name> {
        let label = self.label.as_ref()?;
        let document = snapshot.document(self.definition.file)?;
        let old = label.text.rfind(&self.old)?;
        let (head, tail) = (label.text.get(..old)?, label.text.get(old + self.old.len()..)?);
        let text = format!("{head}{token}{tail}");
        let hit = label_at(&text, 0, &document.source().vocabulary)?;
        (hit.len == text.len() && hit.label.kind == label.kind && hit.number.len() == token.len())
            .then(|| hit.label.name())
    }
}
