//! Labels: kind and number of a unit, as written and as compared.

use crate::notation::vocabulary::Kind;

/// A unit's number in the form in which two are compared: dashes and digits folded, lower case, leading zeros off,
/// Roman numerals and number words as digits: `2`, `6a`, `2.1`, `2-5`, `2026-q1`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number(pub String);

/// Kind and number of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// The kind; none where the label is an id alone (`STORY-001`).
    pub kind: Option<Kind>,
    /// The number, or the folded id.
    pub number: Number,
    /// As written, single-spaced, without decoration: `Sprint 2`, `Phase 6a`, `第1周`.
    pub text: String,
}

impl Label {
    /// The name under which it is looked up.
    pub fn name(&self) -> Name {
        match self.kind {
            Some(kind) => Name::Label(kind, self.number.clone()),
            None => Name::Id(self.number.0.clone()),
        }
    }
}

/// What a mention names and a definition bears.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Name {
    /// A label.
    Label(Kind, Number),
    /// An id, folded: upper case, dashes as `-`.
    Id(String),
    /// A title, folded: lower case, single-spaced.
    Title(String),
}
