//! Labels: kind and number of a unit, as written and as compared.

use crate::notation::number::{Number, NumberHit, number_at};
use crate::notation::vocabulary::{Kind, Vocabulary};

/// Kind and number of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// The kind; none where the label is an id alone (`STORY-001`).
    pub kind: Option<Kind>,
    /// The number, or the folded id.
    pub number: Number,
    /// The first and the last number, where the number can be read as an interval (`Week 1-2`).
    pub interval: Option<(u32, u32)>,
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

    /// A label that is an id alone.
    pub fn of_id(id: &str) -> Label {
        Label { kind: None, number: Number(fold_id(id)), interval: None, text: id.to_owned() }
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

/// A label found in text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelHit {
    /// The label.
    pub label: Label,
    /// Its length in bytes.
    pub len: usize,
    /// Where its number stands, in bytes from the label's start.
    pub number: std::ops::Range<usize>,
    /// The number as it was read.
    pub read: NumberHit,
    /// The kind word is a plural (`Sprints`).
    pub plural: bool,
    /// The number stands before the kind word (`第1周`, `1단계`).
    pub number_first: bool,
}

/// The label that starts at byte `at`: `Sprint 2`, `Phase 6a`, `Week 1-2`, `第1周`, `1단계`, `Q1 2026`.
pub fn label_at(text: &str, at: usize, vocabulary: &Vocabulary) -> Option<LabelHit> {
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    let before = text.get(..at)?.chars().next_back();
    if first == '第' {
        return number_first(text, at, at + first.len_utf8(), true, vocabulary);
    }
    if first.is_ascii_digit() || ('０'..='９').contains(&first) {
        if before.is_some_and(|c| c.is_alphanumeric() || c == '.' || c == '-') {
            return None;
        }
        return number_first(text, at, at, false, vocabulary);
    }
    if let Some(hit) = quarter_at(text, at, before) {
        return Some(hit);
    }
    let kind = vocabulary.kind_at(text, at)?;
    let mut number_start = at + kind.len;
    let gap = text.get(number_start..)?;
    let blanks = gap.len() - gap.trim_start_matches([' ', '\t', '\u{a0}', '\u{202f}', '\u{3000}']).len();
    if blanks > 4 {
        return None;
    }
    number_start += blanks;
    let joined = text.get(number_start..)?;
    if kind.kind == Kind::TASK && joined.starts_with("ID: ") {
        number_start += 4; // `Task ID: 2`
    }
    for lead in ["#", "No. ", "No.", "Nr. ", "Nr.", "№ ", "№", "nº ", "n° "] {
        if let Some(behind) = joined.strip_prefix(lead) {
            number_start = text.len() - behind.len();
            break;
        }
    }
    if blanks == 0 && joined.starts_with(['-', '_', '‑', '–']) && first.is_uppercase() {
        let joint = joined.chars().next()?.len_utf8();
        if !text.get(number_start + joint..)?.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        number_start += joint;
    }
    let glued = number_start == at + kind.len;
    let read = number_at(text, number_start, vocabulary, glued)?;
    let end = number_start + read.len;
    let interval = read.interval;
    Some(LabelHit {
        label: Label {
            kind: Some(kind.kind),
            number: read.number.clone(),
            interval,
            text: single_spaced(text.get(at..end)?),
        },
        len: end - at,
        number: number_start - at..end - at,
        read,
        plural: kind.plural,
        number_first: false,
    })
}

/// `第1周`, `第 1-2 周`, `1단계`, `2주차`: the number begins at `number_start`, the whole at `at`.
fn number_first(
    text: &str,
    at: usize,
    number_start: usize,
    ordinal: bool,
    vocabulary: &Vocabulary,
) -> Option<LabelHit> {
    let gap = text.get(number_start..)?;
    let number_start = number_start + (gap.len() - gap.trim_start_matches(' ').len());
    let read = number_at(text, number_start, vocabulary, true)?;
    let mut kind_start = number_start + read.len;
    let gap = text.get(kind_start..)?;
    if ordinal {
        kind_start += gap.len() - gap.trim_start_matches(' ').len();
        if text.get(kind_start..)?.starts_with('个') {
            kind_start += '个'.len_utf8();
        }
    }
    let kind = vocabulary.kind_at(text, kind_start)?;
    let word = text.get(kind_start..kind_start + kind.len)?;
    let counted = word.chars().all(|c| !c.is_ascii()) && (ordinal || COUNTED.contains(&word));
    if !counted {
        return None;
    }
    let end = kind_start + kind.len;
    Some(LabelHit {
        label: Label {
            kind: Some(kind.kind),
            number: read.number.clone(),
            interval: read.interval,
            text: single_spaced(text.get(at..end)?),
        },
        len: end - at,
        number: number_start - at..number_start - at + read.len,
        read,
        plural: false,
        number_first: true,
    })
}

/// Kind words that make a label with a number before them and no `第`: `1단계`, `2주차`. Others (`3天`, `2週間`) are lengths.
const COUNTED: [&str; 7] = ["단계", "주차", "일차", "차", "日目", "週目", "回目"];

/// `Q1`, `Q1 2026`, `Q1/2026`, `Q1 FY26`.
fn quarter_at(text: &str, at: usize, before: Option<char>) -> Option<LabelHit> {
    let rest = text.get(at..)?;
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let digits = rest.strip_prefix('Q').or_else(|| rest.strip_prefix('q'))?;
    let quarter = digits.chars().next().filter(|c| ('1'..='4').contains(c))?;
    let behind = digits.get(1..)?;
    if behind.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let year_at = behind.trim_start_matches([' ', '/', '-', '\'', '’']);
    let gap = behind.len() - year_at.len();
    let year: String = year_at.chars().take_while(char::is_ascii_digit).collect();
    let (len, number) = if gap > 0 && year.len() == 4 {
        (2 + gap + 4, format!("{year}-q{quarter}"))
    } else {
        (2, format!("q{quarter}"))
    };
    let digit = quarter.to_digit(10)?;
    let number = Number(number);
    Some(LabelHit {
        label: Label {
            kind: Some(Kind::QUARTER),
            number: number.clone(),
            interval: None,
            text: single_spaced(rest.get(..len)?),
        },
        len,
        number: 0..len,
        read: NumberHit { number, len, interval: None, value: Some(digit), hyphenated: false },
        plural: false,
        number_first: false,
    })
}

/// `text` with every run of blanks as one space.
pub fn single_spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split([' ', '\t', '\n', '\r', '\u{a0}', '\u{202f}', '\u{3000}']).filter(|it| !it.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// An id as it is compared: upper case, every dash as `-`, full-width forms as ASCII.
pub fn fold_id(id: &str) -> String {
    id.chars().map(fold_char).collect::<String>().to_uppercase()
}

/// A title as it is compared: lower case, every dash as `-`, blanks as one space.
pub fn fold_title(title: &str) -> String {
    let folded: String = title.chars().map(fold_char).collect();
    single_spaced(&folded.to_lowercase())
}

/// A character as it is compared: dashes as `-`, no-break blanks as blanks, full-width forms as ASCII.
pub fn fold_char(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => '-',
        '\u{00A0}' | '\u{202F}' | '\u{2007}' | '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}
