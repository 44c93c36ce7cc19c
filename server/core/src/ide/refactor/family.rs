//! Families: units of one sort that are numbered one after another.

use std::collections::HashSet;

use crate::document::Document;
use crate::ide::refactor::Refusal;
use crate::ide::rename::style::{in_style, plain, value_of};
use crate::ide::rename::subject::subject_of;
use crate::index::Target;
use crate::lint::outline::{is_time_unit, sort};
use crate::lint::sections::{HeadingLine, headings};
use crate::plan::unit::{DefinedBy, Unit, UnitIndex};
use crate::workspace::{Definition, FileId, Snapshot};

/// A unit with its number.
#[derive(Clone, Debug)]
pub struct Member {
    /// The unit.
    pub unit: UnitIndex,
    /// Its number's value.
    pub value: u32,
    /// Its number or id as written.
    written: String,
    /// How long the part of it is that stays when it is numbered anew: `STORY-` of `STORY-007`.
    prefix: usize,
}

impl Member {
    /// Its number or id with another value.
    pub fn with(&self, value: u32) -> Option<String> {
        let (prefix, number) = self.written.split_at_checked(self.prefix)?;
        Some(format!("{prefix}{}", in_style(number, value)?))
    }

    /// Its number or id as written.
    pub fn written(&self) -> &str {
        &self.written
    }

    fn of(snapshot: &Snapshot, file: FileId, unit: UnitIndex) -> Option<Member> {
        let subject = subject_of(snapshot, Definition { file, target: Target::Unit(unit) }).ok()?;
        let written = subject.old;
        let prefix = written.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let digits = written.get(prefix..)?;
        let (prefix, value) = match plain(digits) {
            Some(value) => (prefix, value),
            None => (0, value_of(&written)?),
        };
        Some(Member { unit, value, written, prefix })
    }

    fn prefix(&self) -> &str {
        self.written.get(..self.prefix).unwrap_or("")
    }
}

/// The units that are numbered together with `unit`, in document order: those of the same sort in the whole document;
/// where a number comes twice in it, its siblings; then those under the same heading, and those of one series where
/// numbers begin anew. A refusal where they are not plainly numbered, and for spans of time,
/// whose numbers say when they are.
pub fn family(snapshot: &Snapshot, file: FileId, unit: UnitIndex) -> Result<Vec<Member>, Refusal> {
    let no = || Refusal("This unit is not numbered so that others could follow it.".to_owned());
    let document = snapshot.document(file).ok_or_else(no)?;
    let plan = document.plan();
    let own = plan.unit(unit).filter(|it| !is_time_unit(it)).ok_or_else(no)?;
    let alike = |it: &Unit| sort(it) == sort(own);
    let mut members = Vec::new();
    for (at, it) in plan.each_unit().filter(|(_, it)| alike(it)) {
        match Member::of(snapshot, file, at) {
            Some(member) => members.push(member),
            None if it.parent == own.parent => {
                let label = &it.label.text;
                return Err(Refusal(format!("`{label}` has no plain number, so it is not clear what follows it.")));
            }
            None => {}
        }
    }
    let prefix = members.iter().find(|it| it.unit == unit).map(|it| it.prefix().to_owned()).ok_or_else(no)?;
    members.retain(|it| it.prefix() == prefix);
    if !is_once(&members) {
        members.retain(|it| plan.unit(it.unit).is_some_and(|it| it.parent == own.parent));
    }
    if !is_once(&members) {
        let headings: Vec<HeadingLine> = headings(document.text(), 0, document.text().len()).collect();
        let section = |at| plan.unit(at).and_then(|it| section(document, it, &headings));
        let here = section(unit);
        members.retain(|it| section(it.unit) == here);
    }
    if !is_once(&members)
        && let Some(series) = series(&members)
        && let Some(own) = series.into_iter().find(|it| it.iter().any(|it| it.unit == unit))
    {
        members = own.to_vec();
    }
    Ok(members)
}

/// Whether no number comes twice.
fn is_once(members: &[Member]) -> bool {
    let mut seen = HashSet::new();
    members.iter().all(|it| seen.insert(it.value))
}

/// Where the heading begins under which the unit stands, be that a unit or not.
fn section(document: &Document, unit: &Unit, headings: &[HeadingLine]) -> Option<u32> {
    let DefinedBy::Heading(own) = unit.defined_by else { return None };
    let start = document.range(unit.header).start;
    let above = headings.get(..headings.partition_point(|it| it.start < start))?;
    above.iter().rev().find(|it| it.level < own).map(|it| it.start)
}

/// The members by series, where numbers go back to the first one and count up anew. None where that is not plain:
/// numbers that repeat or skip are mistakes then.
fn series(members: &[Member]) -> Option<Vec<&[Member]>> {
    let first = members.first()?.value;
    let found: Vec<&[Member]> = members.chunk_by(|_, next| next.value != first).collect();
    let counts = |it: &[Member]| it.len() > 1 && it.iter().zip(first..).all(|(it, value)| it.value == value);
    found.iter().all(|it| counts(it)).then_some(found)
}

/// What the document calls units of this sort, in small letters, with an article: `a sprint`.
pub fn word(unit: &Unit) -> String {
    let text = unit.label.text.to_lowercase();
    let word = text.split(|c: char| c.is_ascii_digit()).next().unwrap_or("").trim().trim_end_matches(['#', '-']);
    // `WP01` and `T001` are numbers of `Work Package WP01` and `Subtask T001`.
    let numbered = text.rsplit_once(' ').filter(|(_, last)| last.contains(|c: char| c.is_ascii_digit()));
    let word = numbered.map_or(word, |(words, _)| words.trim().trim_end_matches(['#', '-']).trim_end());
    // A number that is a word or a letter stands behind the last blank.
    let word =
        if text.contains(|c: char| c.is_ascii_digit()) { word } else { word.rsplit_once(' ').map_or("", |it| it.0) };
    let is_plain =
        unit.label.kind.is_some() && word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic() || c == ' ');
    let word = if is_plain { word } else { "unit" };
    let article = if word.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {word}")
}
