//! What a rename is about: the definition, its number or id, and where that stands in a piece of text.

use crate::document::Document;
use crate::ide::FilePosition;
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
    /// Where it stands under the cursor.
    pub at: TextRange,
    /// It, as written there.
    pub at_text: String,
}

/// What the cursor is on; nothing where no known name stands, an error where it is not clear which.
pub fn subject_at(snapshot: &Snapshot, at: FilePosition) -> Result<Option<Subject>, String> {
    let Some((pointed, here)) = target_at(snapshot, at).zip(snapshot.document(at.file)) else { return Ok(None) };
    let definition = match pointed.definitions.as_slice() {
        [] => return Ok(None),
        [one] => *one,
        _ if pointed.is_ambiguous => {
            return Err("Several plans define this name. Rename it where it is defined.".to_owned());
        }
        _ => return Err("Several names stand here. Put the cursor on one of them.".to_owned()),
    };
    let Some(own) = snapshot.document(definition.file) else { return Ok(None) };
    let plan = own.plan();
    let Some((_, name)) = place_of(snapshot, definition) else { return Ok(None) };
    let mut ids: Vec<(String, TextRange)> = Vec::new();
    let mut label = None;
    match definition.target {
        Target::Task(task) => {
            let id = plan.task(task).and_then(|it| it.id.as_ref());
            ids.extend(id.map(|id| (id.value.clone(), own.range(id.place))));
        }
        Target::Unit(unit) => {
            let Some(unit) = plan.unit(unit) else { return Ok(None) };
            ids.extend(unit.ids.iter().map(|id| (id.value.clone(), own.range(id.place))));
            match unit.label.kind {
                Some(_) => label = Some(unit.label.clone()),
                None => ids.push((unit.label.text.clone(), name)),
            }
        }
    }
    // An id is written whole; all else under the cursor can only be the label.
    let written = here.text().slice(pointed.range);
    for (id, place) in ids {
        if fold_id(&id) == fold_id(&written) {
            let names = vec![Name::Id(fold_id(&id))];
            let old = own.text().slice(place);
            let subject =
                Subject { definition, label: None, old, defined_at: place, names, at: pointed.range, at_text: written };
            return Ok(Some(subject));
        }
    }
    let Some(label) = label else { return Ok(None) };
    let mut names = names_of(plan, definition.target);
    names.retain(|it| matches!(it, Name::Label(_, number) if *number == label.number) || is_short(it, &label));
    let empty = TextRange::empty(0);
    let mut subject = Subject {
        definition,
        label: Some(label),
        old: String::new(),
        defined_at: empty,
        names,
        at: empty,
        at_text: written,
    };
    let Some(defined_at) = subject.within(own, name) else {
        return Err("The number of this label is not written so that it could be replaced.".to_owned());
    };
    let Some(range) = subject.within(here, pointed.range) else { return Ok(None) };
    if pointed.is_definition && !name.touches(at.offset) {
        return Ok(None);
    }
    subject.old = own.text().slice(defined_at);
    subject.at_text = here.text().slice(range);
    (subject.defined_at, subject.at) = (defined_at, range);
    Ok(Some(subject))
}

/// `US1` of `User Story 1`.
fn is_short(name: &Name, label: &Label) -> bool {
    let Name::Id(id) = name else { return false };
    id.trim_start_matches(|c: char| c.is_alphabetic()) == label.number.0.to_uppercase()
}

impl Subject {
    /// Where in `range` of `document` the number or id stands, if it stands there exactly once.
    pub fn within(&self, document: &Document, range: TextRange) -> Option<TextRange> {
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
            let begins = if c.is_ascii_digit() {
                !before.is_some_and(|it| it.is_ascii_digit() || it == '.')
            } else {
                !before.is_some_and(char::is_alphanumeric)
            };
            let hit = number_at(&text, at, words, false).filter(|it| begins && it.number == label.number)?;
            Some(found(at, hit.len))
        });
        let first = hits.next()?;
        hits.next().is_none().then_some(first)
    }

    /// `new_name` as what is written in the place of the old number or id; an error where it is none of that form.
    pub fn checked(&self, snapshot: &Snapshot, new_name: &str) -> Result<String, String> {
        let new = new_name.trim();
        if new.is_empty() || new.len() > LONGEST || new.contains(|c: char| c.is_control()) {
            return Err("The new name has to be one short line.".to_owned());
        }
        let Some(label) = &self.label else {
            let is_same_form = shape(new).is_some() && shape(new) == shape(&self.old);
            return if is_same_form {
                Ok(new.to_owned())
            } else {
                Err(format!("`{new}` is no id of the form of `{}`.", self.old))
            };
        };
        let words = snapshot.document(self.definition.file).map(|it| &it.source().vocabulary);
        let whole = words.and_then(|words| label_at(new, 0, words)).filter(|hit| hit.len == new.len());
        let token = match whole {
            Some(hit) if hit.label.kind != label.kind => {
                return Err(format!("`{new}` is of another kind than `{}`. Only the number can change.", label.text));
            }
            Some(hit) => new.get(hit.number).unwrap_or(new),
            None => new,
        };
        self.renamed(snapshot, token).map(|_| token.to_owned()).ok_or_else(|| {
            format!("`{new}` is no number that `{}` could have. Write a number, or the whole label.", label.text)
        })
    }

    /// The name after a rename to `token`, if it reads as one.
    pub fn renamed(&self, snapshot: &Snapshot, token: &str) -> Option<Name> {
        let Some(label) = &self.label else { return Some(Name::Id(fold_id(token))) };
        let document = snapshot.document(self.definition.file)?;
        let old = label.text.rfind(&self.old)?;
        let (head, tail) = (label.text.get(..old)?, label.text.get(old + self.old.len()..)?);
        let text = format!("{head}{token}{tail}");
        let hit = label_at(&text, 0, &document.source().vocabulary)?;
        (hit.len == text.len() && hit.label.kind == label.kind && hit.number.len() == token.len())
            .then(|| hit.label.name())
    }
}
