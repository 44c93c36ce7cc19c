//! A new name: whether it is one of the old one's form, what names it gives, and how a place writes it.

use crate::document::Document;
use crate::ide::refactor::Refusal;
use crate::ide::rename::style::{in_style, plain, written_as};
use crate::ide::rename::subject::{Subject, forms};
use crate::notation::id::{IdShape, shape};
use crate::notation::label::{Label, Name, label_at};
use crate::notation::vocabulary::Kind;
use crate::text::{Edit, TextRange};
use crate::workspace::Snapshot;

/// The longest name that is looked at, in bytes.
const LONGEST: usize = 80;

/// One of the names that change.
#[derive(Clone, Debug)]
pub struct Renaming {
    /// What bears it.
    pub subject: Subject,
    /// What is written for its number or id.
    pub token: String,
    /// The whole new label, or the id, as a person would say it.
    pub text: String,
    /// The names that it bears afterwards for those of the subject, its label or id first.
    pub names: Vec<Name>,
}

impl Renaming {
    /// `new_name`, which is a number, a whole label or an id, for the old one; a refusal where it is none of that form.
    pub fn of(snapshot: &Snapshot, subject: Subject, new_name: &str) -> Result<Renaming, Refusal> {
        let new = new_name.trim();
        if new.is_empty() || new.len() > LONGEST || new.contains(|c: char| c.is_control()) {
            return Err(Refusal(format!("The new name of `{}` has to be one short line.", subject.old)));
        }
        let Some(label) = &subject.label else { return of_id(snapshot, subject, new) };
        let document = snapshot.document(subject.definition.file);
        let whole =
            document.and_then(|it| label_at(new, 0, &it.source().vocabulary)).filter(|hit| hit.len == new.len());
        // `US9` says what `User Story 9` says.
        let short = || {
            let kind = label.kind?;
            let is_number = label.number.value().is_some() && shape(new).is_some();
            let names = is_number.then(|| forms(&Label::of_id(new)))?;
            names.into_iter().find_map(|it| match it {
                Name::Label(of, number) if of == kind => Some(number.0),
                _ => None,
            })
        };
        let token = match whole {
            Some(hit) if hit.label.kind != label.kind => {
                let reason = format!("`{new}` is of another kind than `{}`. Only the number can change.", label.text);
                return Err(Refusal(reason));
            }
            // The number of a quarter is all of it: `Q3 2026`.
            Some(hit) => new.get(hit.number).unwrap_or(new).to_owned(),
            None => short().unwrap_or_else(|| new.to_owned()),
        };
        let Some(label) = document.and_then(|it| with_number(it, label, &subject.old, &token)) else {
            let old = &label.text;
            let reason = format!("`{new}` is no number that `{old}` could have. Write a number, or the whole label.");
            return Err(Refusal(reason));
        };
        let (text, names) = (label.text.clone(), forms(&label));
        Ok(Renaming { subject, token, text, names })
    }

    /// What is written for the number or id where `name` is said, an id in whole; none where the new name has no such
    /// form.
    pub fn written(&self, name: &Name) -> Option<String> {
        match (name, &self.subject.label) {
            (Name::Label(..), Some(_)) | (Name::Id(_), None) => Some(self.token.clone()),
            // `US9`, as `US1`.
            (Name::Id(id), Some(_)) => {
                let prefix = id.trim_end_matches(|c: char| c.is_ascii_digit());
                Some(format!("{prefix}{}", self.token))
            }
            // `Milestone 9`, as `M9`.
            (Name::Label(kind, _), None) => self.names.iter().find_map(|it| match it {
                Name::Label(of, number) if of == kind => Some(number.0.clone()),
                _ => None,
            }),
            (Name::Title(_), _) => None,
        }
    }

    /// The edit to `range` of `document`, which names it by `name`, if its number or id stands there exactly once.
    pub fn edit(&self, document: &Document, range: TextRange, name: &Name) -> Option<Edit> {
        let range = self.subject.within(document, range, name)?;
        let here = document.text().slice(range);
        let insert = match (name, &self.subject.label) {
            (Name::Label(..), None) => {
                let number = self.written(name)?;
                plain(&number).and_then(|value| in_style(&here, value)).unwrap_or(number)
            }
            _ => written_as(&here, &self.subject.old, &self.token),
        };
        Some(Edit { range, insert })
    }
}

fn of_id(snapshot: &Snapshot, subject: Subject, new: &str) -> Result<Renaming, Refusal> {
    let kinds: Vec<Kind> = subject.names.iter().filter_map(kind).collect();
    let (prefix, digits) = subject.old.split_at(subject.old.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    // `Milestone 9` says what `M9` says, and so does the number alone where the long form is written.
    let document = snapshot.document(subject.definition.file);
    let hit = document.and_then(|it| label_at(new, 0, &it.source().vocabulary)).filter(|hit| hit.len == new.len());
    let of_kind = hit.filter(|hit| hit.label.kind.is_some_and(|it| kinds.contains(&it)));
    let value = of_kind.and_then(|it| it.label.number.value());
    let value = value.or(plain(new).filter(|_| !kinds.is_empty() && !prefix.is_empty()));
    let number = value.and_then(|it| in_style(digits, it));
    let token = number.map_or_else(|| new.to_owned(), |number| format!("{prefix}{number}"));
    if !is_same_form(&subject.old, &token) {
        return Err(Refusal(format!("`{new}` is no id of the form of `{}`.", subject.old)));
    }
    // It has no other short and long forms than the old one.
    let mut names = forms(&Label::of_id(&token));
    names.retain(|it| kind(it).is_none_or(|it| kinds.contains(&it)));
    Ok(Renaming { subject, text: token.clone(), token, names })
}

fn kind(name: &Name) -> Option<Kind> {
    match name {
        Name::Label(kind, _) => Some(*kind),
        Name::Id(_) | Name::Title(_) => None,
    }
}

fn is_same_form(old: &str, new: &str) -> bool {
    let are_digits = |id: &str| id.bytes().all(|it| it.is_ascii_digit());
    if are_digits(old) {
        // Behind `099` comes `100`.
        return are_digits(new) && (shape(old) != Some(IdShape::Padded) || new.len() == old.len());
    }
    // An id without a shape of its own is one because a sign says so: any word will do.
    let is_word = || new.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    shape(new) == shape(old) && (shape(new).is_some() || is_word())
}

/// The label with `token` for its number `old`, if it then reads as one of its kind.
fn with_number(document: &Document, label: &Label, old: &str, token: &str) -> Option<Label> {
    let at = label.text.rfind(old)?;
    let (head, tail) = (label.text.get(..at)?, label.text.get(at + old.len()..)?);
    let text = format!("{head}{token}{tail}");
    let hit = label_at(&text, 0, &document.source().vocabulary)?;
    let is_whole = hit.len == text.len() && hit.label.kind == label.kind && hit.number.len() == token.len();
    is_whole.then_some(hit.label)
}
