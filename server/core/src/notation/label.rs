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

/// An id as it is compared: upper case, every dash as `-`, full-width forms as ASCII.
pub fn fold_id(id: &str) -> String {
    id.chars().map(fold_char).collect::<String>().to_uppercase()
}

/// A title as it is compared: lower case, every dash as `-`, blanks as one space.
pub fn fold_title(title: &str) -> String {
    let folded: String = title.chars().map(fold_char).collect();
    folded.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A character as it is compared: dashes as `-`, no-break blanks as blanks, full-width forms as ASCII.
pub fn fold_char(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}' | '\u{FE58}' | '\u{FE63}' => '-',
        '\u{00A0}' | '\u{202F}' | '\u{2007}' | '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}
