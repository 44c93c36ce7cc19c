//! Ranges (`Sprints 1–3`, `T001-T021`): where they stand, and of what they are made.

use std::collections::HashMap;
use std::ops::Range;

use crate::document::Document;
use crate::ide::rename::style::plain;
use crate::ide::target::{Use, uses_in};
use crate::lint::shift::digit_runs;
use crate::notation::label::{Name, fold_char};
use crate::notation::mention::ideographic;
use crate::text::TextRange;
use crate::workspace::{FileId, Snapshot};

/// What stands between the ends of a range, but for dashes.
const JOINTS: [&str; 16] =
    ["~", "〜", "～", "to", "through", "bis", "a", "à", "al", "até", "до", "по", "至", "到", "から", ".."];

/// The longest text between the ends of a range, in bytes.
const LONGEST_JOINT: usize = 16;

/// The ranges of a document, each in whole.
pub struct Ranges(Vec<TextRange>);

impl Ranges {
    /// Those of `file`: places that several names share, and names that a dash or the like joins, to another name or
    /// to an id that nothing defines.
    pub fn of(snapshot: &Snapshot, file: FileId) -> Ranges {
        let Some(document) = snapshot.document(file) else { return Ranges(Vec::new()) };
        let mut by_place: HashMap<TextRange, Vec<&Name>> = HashMap::new();
        for it in uses_in(snapshot, file, |_| true) {
            let names = by_place.entry(document.range(it.place)).or_default();
            if !names.contains(&it.name) {
                names.push(it.name);
            }
        }
        let mut found: Vec<TextRange> =
            by_place.iter().filter(|(_, names)| names.len() > 1).map(|(place, _)| *place).collect();
        found.extend(by_place.iter().filter_map(|(place, names)| reaching(document, *place, names.first()?)));
        let mut places: Vec<TextRange> = by_place.into_keys().filter(|it| !it.is_empty()).collect();
        places.sort_unstable();
        for (first, second) in places.iter().zip(places.iter().skip(1)) {
            let gap = TextRange::new(first.end, second.start.max(first.end));
            if first.contains(*second) || second.contains(*first) {
                found.push(TextRange::new(first.start, first.end.max(second.end)));
            } else if gap.len() < LONGEST_JOINT as u32 && Joint::of(&document.text().slice(gap)).is_some() {
                found.push(TextRange::new(first.start, second.end));
            }
        }
        found.sort_unstable();
        let mut apart: Vec<TextRange> = Vec::new();
        for it in found {
            match apart.last_mut().filter(|last| last.end > it.start) {
                Some(last) => last.end = last.end.max(it.end),
                None => apart.push(it),
            }
        }
        Ranges(apart)
    }

    /// The range that the name at `at` is an end or a member of; none where it stands for itself.
    pub fn around(&self, at: TextRange) -> Option<TextRange> {
        self.0.iter().find(|it| it.contains(at)).copied()
    }
}

/// The range that the name at `place` is one end of, whose other end is no name for reading.
fn reaching(document: &Document, place: TextRange, name: &Name) -> Option<TextRange> {
    let line = document.text().line_range(document.text().line_of(place.start));
    let text = document.text().slice(line);
    let (before, behind) = (text.get(..(place.start - line.start) as usize)?, (place.end - line.start) as usize);
    let tail = text.get(behind..)?;
    let Name::Id(id) = name else {
        // `Sprint 1..3` reads as `Sprint 1` alone.
        let number = digits(tail, 2).filter(|_| tail.starts_with(".."))?;
        return Some(TextRange::new(place.start, place.end + number.end as u32));
    };
    let (prefix, value) = split_id(id).filter(|it| !it.0.is_empty())?;
    let near = tail.char_indices().map(|it| it.0).take_while(|at| *at < LONGEST_JOINT);
    let last = near.filter_map(|at| Some((at, id_at(tail, at, prefix)?))).next();
    if let Some((at, token)) = last
        && token.value > value
        && Joint::of(tail.get(..at)?).is_some_and(|it| it.again.is_empty())
    {
        return Some(TextRange::new(place.start, place.end + token.number.end as u32));
    }
    let is_near = |at: &usize| before.len() - at < LONGEST_JOINT + prefix.len() + 9;
    let near = before.char_indices().rev().map(|it| it.0).take_while(is_near);
    let first = near.filter_map(|at| id_at(before, at, prefix)).next().filter(|it| it.value < value)?;
    let joint = Joint::of(before.get(first.number.end..)?).filter(|it| it.again.is_empty());
    joint.map(|_| TextRange::new(line.start + first.start as u32, place.end))
}

/// What makes a range of two numbers, in the text between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Joint<'a> {
    /// A sign or a word: `–`, `through`.
    pub sign: &'a str,
    /// The kind, where it is said again: `Phase ` of `Phase 1 – Phase 3`. Empty where it is not.
    pub again: &'a str,
}

impl<'a> Joint<'a> {
    /// What `text` is, if it joins the numbers around it.
    pub fn of(text: &'a str) -> Option<Joint<'a>> {
        let gap = text.trim_start();
        // At the beginning of a line, a dash is the mark of an item.
        let is_item = text.get(..text.len() - gap.len())?.contains(['\n', '\r']);
        let dash = gap.chars().next().filter(|c| fold_char(*c) == '-' && !is_item).map(char::len_utf8);
        let others = JOINTS.iter().filter(|it| gap.get(..it.len()).is_some_and(|head| head.eq_ignore_ascii_case(it)));
        dash.into_iter().chain(others.map(|it| it.len())).find_map(|len| {
            let (sign, behind) = gap.split_at_checked(len)?;
            let again = behind.trim_start();
            let is_apart = !Joint::is_word(sign) || behind.is_empty() || behind.len() > again.len();
            (is_apart && is_kind(again) && !again.starts_with('-')).then_some(Joint { sign, again })
        })
    }

    /// Whether `sign` is a word, so that a list reads better with one, too. Those of languages without blanks are none.
    pub fn is_word(sign: &str) -> bool {
        sign.chars().all(|c| c.is_alphabetic() && (c.is_ascii() || c.is_lowercase()))
    }
}

/// Whether `text`, beside a number, can only be the words of a kind, or nothing.
pub fn is_kind(text: &str) -> bool {
    text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\u{a0}' | '#' | '-'))
}

/// A number or id in the text of a range, in bytes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it begins, with what all ids of the range begin with.
    pub start: usize,
    /// Its number.
    pub number: Range<usize>,
    /// The number's value.
    pub value: u32,
}

/// The names that a range stands for.
#[derive(Debug)]
pub struct Members<'a> {
    /// Each once, in the order of its uses.
    pub all: Vec<Member<'a>>,
    /// What all their numbers or ids begin with: `TASK-`, the `1.` of `Task 1.2`.
    pub prefix: &'a str,
    /// Whether they are ids with such a beginning. Those that nothing defines are no names, even inside of a range.
    pub are_ids: bool,
}

/// A name that a range stands for.
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    /// The name.
    pub name: &'a Name,
    /// As a person would say it: `Sprint 2`.
    pub text: &'a str,
    /// The value of its number; none where that is no plain number.
    pub value: Option<u32>,
}

impl<'a> Members<'a> {
    /// The names that stand in `whole` of `file`. None where they do not begin alike.
    pub fn of(snapshot: &'a Snapshot, file: FileId, whole: TextRange) -> Option<Members<'a>> {
        let document = snapshot.document(file)?;
        let mut all: Vec<Member<'_>> = Vec::new();
        let mut common: Option<&str> = None;
        let mut are_ids = false;
        for it in uses_in(snapshot, file, |it| whole.contains(document.range(it.place))) {
            let (prefix, value) = numbered(it.name)?;
            are_ids |= matches!(it.name, Name::Id(_)) && !prefix.is_empty();
            if *common.get_or_insert(prefix) != prefix {
                return None;
            }
            if !all.iter().any(|other| other.name == it.name || value.is_some() && other.value == value) {
                all.push(Member { name: it.name, text: it.text, value });
            }
        }
        Some(Members { all, prefix: common?, are_ids })
    }

    /// The one whose number has that value.
    pub fn with(&self, value: u32) -> Option<&Member<'a>> {
        self.all.iter().find(|it| it.value == Some(value))
    }
}

/// What a number or id begins with, and the number at its end: `1.` and 2 of `Task 1.2`; nothing and none where a label
/// has no such number.
pub fn numbered(name: &Name) -> Option<(&str, Option<u32>)> {
    match name {
        Name::Label(_, number) => {
            let dotted = || number.0.rsplit_once('.').and_then(|_| split_id(&number.0));
            let dotted = dotted().filter(|it| it.0.ends_with('.')).map(|(prefix, value)| (prefix, Some(value)));
            Some(dotted.unwrap_or(("", number.value())))
        }
        Name::Id(id) => split_id(id).map(|(prefix, value)| (prefix, Some(value))),
        Name::Title(_) => None,
    }
}

/// What an id begins with, and the number at its end: `TASK-1.` and 2.
pub fn split_id(id: &str) -> Option<(&str, u32)> {
    let (prefix, digits) = id.split_at_checked(id.trim_end_matches(|c: char| c.is_ascii_digit()).len())?;
    Some((prefix, plain(digits)?))
}

/// The numbers in the text of a range, which begin with `prefix`; the last one may leave out some of that. None where
/// something else stands there.
pub fn tokens(text: &str, prefix: &str) -> Option<Vec<Token>> {
    if prefix.is_empty() {
        let token = |run: TextRange| {
            let number = run.start as usize..run.end as usize;
            Some(Token { start: number.start, value: plain(run.of(text))?, number })
        };
        return digit_runs(text).into_iter().map(token).collect();
    }
    let mut found: Vec<Token> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = found.last().map_or(0, |it| it.number.end);
        if at < end {
            continue;
        }
        if let Some(token) = id_at(text, at, prefix) {
            found.push(token);
        } else if c.is_ascii_digit() {
            // `T001-021`, `T1.1-1.4`
            Joint::of(text.get(end..at)?).filter(|it| it.again.is_empty() && !found.is_empty())?;
            let mut tails = prefix.char_indices().filter_map(|it| prefix.get(it.0..)).skip(1).chain([""]);
            found.push(tails.find_map(|it| id_at(text, at, it))?);
        }
    }
    Some(found)
}

/// The id at byte `at` that begins with `prefix`, as ids are compared, and goes on with digits alone.
fn id_at(text: &str, at: usize, prefix: &str) -> Option<Token> {
    let before = text.get(..at)?.chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() && !ideographic(c)) {
        return None;
    }
    let mut rest = text.get(at..)?.char_indices();
    let mut len = 0;
    for wanted in prefix.chars() {
        let (at, c) = rest.next()?;
        if !fold_char(c).to_uppercase().eq([wanted]) {
            return None;
        }
        len = at + c.len_utf8();
    }
    let number = digits(text, at + len)?;
    let value = plain(text.get(number.clone())?)?;
    Some(Token { start: at, number, value })
}

/// The digits at byte `at`, if no letter follows them.
fn digits(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let len = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let ends = !rest.get(len..)?.starts_with(|c: char| c.is_ascii_alphanumeric());
    (len > 0 && ends).then_some(at..at + len)
}

/// The first or last of the range `whole` whose number or id `offset` touches, and where that stands.
pub fn end_at(snapshot: &Snapshot, file: FileId, whole: TextRange, offset: u32) -> Option<(Use<'_>, TextRange)> {
    let document = snapshot.document(file)?;
    let members = Members::of(snapshot, file, whole)?;
    let tokens = tokens(&document.text().slice(whole), members.prefix)?;
    let range = |it: &Token| TextRange::new(it.start as u32, it.number.end as u32).shifted(whole.start);
    let token = tokens.iter().find(|it| range(it).touches(offset))?;
    let name = members.with(token.value)?.name;
    let is_it = |it: &Use<'_>| it.name == name && whole.contains(document.range(it.place));
    let named = uses_in(snapshot, file, is_it).next()?;
    Some((named, range(token)))
}
