//! Names in a line: labels with their ranges and lists, ids, and what a dependency names.

use std::ops::Range;

use crate::notation::id::{IdShape, ids, shape};
use crate::notation::id_range::{id_range, id_ranges};
use crate::notation::label::{Label, Name, fold_id, fold_title};
use crate::notation::mention::labels;
use crate::notation::number::number_at;
use crate::notation::vocabulary::{Kind, Vocabulary};
use crate::plan::read::facts::{NameForm, NameIn};
use crate::plan::read::noter::Noter;
use crate::plan::read::plain::Plain;

/// A name with its bytes in the plain line, before it is noted.
#[derive(Clone, Debug)]
pub struct Found {
    name: Name,
    text: String,
    /// Its bytes in the plain line.
    pub range: Range<usize>,
    /// The bytes of the list or range that it is part of.
    pub whole: Range<usize>,
    exact: bool,
    members: Option<(u32, u32)>,
    /// How it is written.
    pub form: NameForm,
    /// The label, where it is one.
    pub label: Option<Label>,
}

impl Found {
    /// Notes it.
    pub fn note(self, plain: &Plain, noter: &mut Noter) -> NameIn {
        let slot = noter.plain(plain, self.range.clone());
        let whole = if self.whole == self.range { slot } else { noter.plain(plain, self.whole) };
        let (name, text, exact, members, form) = (self.name, self.text, self.exact, self.members, self.form);
        NameIn { name, text, slot, whole, exact, members, form }
    }

    /// Notes it as named by other words, at `range`.
    pub fn note_at(self, plain: &Plain, range: Range<usize>, noter: &mut Noter) -> NameIn {
        Found { whole: range.clone(), range, exact: false, ..self }.note(plain, noter)
    }
}

/// Every label and id in `range` of a plain line, code left out.
pub fn names_in(plain: &Plain, range: Range<usize>, vocabulary: &Vocabulary) -> Vec<Found> {
    let text = plain.text.get(range.clone()).unwrap_or("");
    let base = range.start;
    let mut found: Vec<Found> = Vec::new();
    for hit in labels(text, vocabulary) {
        let at = base + hit.range.start..base + hit.range.end;
        if plain.in_code(&at) {
            continue;
        }
        found.push(Found {
            name: hit.label.name(),
            text: hit.label.text.clone(),
            range: at,
            whole: base + hit.whole.start..base + hit.whole.end,
            exact: hit.exact,
            members: hit.members,
            form: NameForm::Label,
            label: Some(hit.label),
        });
    }
    let mut covered: Vec<Range<usize>> = found.iter().map(|it| it.whole.clone()).collect();
    covered.sort_by_key(|it| it.start);
    // The labels that start before the end of the id at hand, and how far they reach.
    let (mut next, mut reach) = (0, base);
    for hit in ids(text) {
        let at = base + hit.range.start..base + hit.range.end;
        while let Some(label) = covered.get(next).filter(|it| it.start < at.end) {
            reach = reach.max(label.end);
            next += 1;
        }
        if at.start < reach || plain.in_code(&at) {
            continue;
        }
        let id = plain.text.get(at.clone()).unwrap_or("");
        found.push(Found {
            name: Name::Id(fold_id(id)),
            text: id.to_owned(),
            range: at.clone(),
            whole: at,
            exact: true,
            members: None,
            form: NameForm::Id(hit.shape),
            label: None,
        });
    }
    found.sort_by_key(|it| (it.range.start, it.range.end));
    perhaps_ranges(plain, &range, &mut found);
    members_of_ranges(plain, &mut found);
    found
}

/// `T1.1-T1.3`, `T1.1–1.4`, `T001..T003`: ranges if there are such ids, in the place of what their ends would be alone.
fn perhaps_ranges(plain: &Plain, range: &Range<usize>, found: &mut Vec<Found>) {
    for hit in id_ranges(plain.text.get(range.clone()).unwrap_or("")) {
        let at = range.start + hit.start..range.start + hit.end;
        let inside = |it: &Found| it.whole.start < at.end && at.start < it.whole.end;
        let parts: Vec<&Found> = found.iter().filter(|it| inside(it)).collect();
        let plain_range = matches!(parts[..], [first, last] if members_between(plain, first, last).is_some());
        if plain_range || parts.iter().any(|it| it.label.is_some()) || plain.in_code(&at) {
            continue;
        }
        found.retain(|it| !inside(it));
        found.push(ids_between(plain.text.get(at.clone()).unwrap_or(""), at));
    }
    found.sort_by_key(|it| (it.range.start, it.range.end));
}

/// A range of ids, if there are such.
fn ids_between(text: &str, range: Range<usize>) -> Found {
    Found {
        name: Name::Id(fold_id(text)),
        text: text.to_owned(),
        whole: range.clone(),
        range,
        exact: true,
        members: None,
        form: NameForm::IdRange,
        label: None,
    }
}

/// `T001-T021`, `WP01–WP03`: the ids between the two ends, where both have one prefix.
fn members_of_ranges(plain: &Plain, found: &mut Vec<Found>) {
    let mut at = 0;
    while at + 1 < found.len() {
        let between = match (found.get(at), found.get(at + 1)) {
            (Some(a), Some(b)) if a.label.is_none() && b.label.is_none() => members_between(plain, a, b),
            _ => None,
        };
        at += 1;
        if let Some(between) = between {
            let count = between.len();
            found.splice(at..at, between);
            at += count;
        }
    }
}

fn members_between(plain: &Plain, a: &Found, b: &Found) -> Option<Vec<Found>> {
    let gap = plain.text.get(a.range.end..b.range.start)?;
    let gap = gap.trim();
    if !matches!(gap, "-" | "–" | "—" | "to" | "through" | "bis" | "~" | "..") {
        return None;
    }
    let split = |text: &str| {
        let head = text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let (prefix, digits) = text.split_at_checked(head)?;
        Some((prefix.to_owned(), digits.parse::<u32>().ok()?, digits.len()))
    };
    let (head, from, width) = split(&a.text)?;
    let (tail, to, _) = split(&b.text)?;
    if head != tail || head.is_empty() || from >= to || to - from > 200 {
        return None;
    }
    let whole = a.range.start..b.range.end;
    let member = |n: u32| {
        let text = format!("{head}{n:0width$}");
        Found {
            name: Name::Id(fold_id(&text)),
            text,
            range: whole.clone(),
            whole: whole.clone(),
            exact: false,
            members: None,
            form: a.form,
            label: None,
        }
    };
    Some((from + 1..to).map(member).collect())
}

/// What a dependency's value in `range` of a plain line names: labels, ids, bare numbers, misspelt labels, else titles.
pub fn predecessors(plain: &Plain, range: Range<usize>, vocabulary: &Vocabulary) -> Vec<Found> {
    let text = plain.text.get(range.clone()).unwrap_or("");
    if text.trim().is_empty() || says_none(text, vocabulary) {
        return Vec::new();
    }
    let sure = |it: &Found| {
        !matches!(it.form, NameForm::Id(IdShape::Version | IdShape::Paired | IdShape::Dotted | IdShape::Lower))
    };
    let mut found = names_in(plain, range.clone(), vocabulary);
    let loose = number_list(plain, &range, vocabulary);
    if !loose.is_empty() {
        return loose;
    }
    found.retain(|it| sure(it) || item_like(text));
    found.extend(misspelt(plain, &range, vocabulary, &found));
    found.sort_by_key(|it| (it.range.start, it.range.end));
    let mut depth = Depth::from(range.start);
    let outside: Vec<Found> =
        found.iter().filter(|it| !depth.is_inside(&plain.text, it.range.start)).cloned().collect();
    let found = if outside.is_empty() { found } else { outside };
    if found.is_empty() { titles(plain, &range) } else { found }
}

/// Whether the value says that there is none: `None`, `Nothing (first phase)`, `- none -`.
pub fn says_none(value: &str, vocabulary: &Vocabulary) -> bool {
    let value = value.trim();
    if vocabulary.is_none(value) {
        return true;
    }
    let head = value.split(['(', ',', ';', '.', '（', '，', '。']).next().unwrap_or("").trim();
    let dash = head.split(" - ").next().unwrap_or("").split([' ', '—', '–']).collect::<Vec<_>>();
    vocabulary.is_none(head)
        || dash.first().is_some_and(|it| it.chars().count() > 1 && vocabulary.is_none(it)) && dash.len() <= 8
}

/// `1, 2 and 4`, `1.2, 2.3`, `01-01`: nothing but numbers and what joins them.
fn number_list(plain: &Plain, range: &Range<usize>, vocabulary: &Vocabulary) -> Vec<Found> {
    let text = plain.text.get(range.clone()).unwrap_or("");
    let body = text.split(['(', '（']).next().unwrap_or("").trim_end_matches([' ', '.', ';']);
    let mut found = Vec::new();
    let mut at = 0;
    while at < body.len() {
        let rest = body.get(at..).unwrap_or("");
        let gap = rest.len()
            - rest
                .trim_start_matches([
                    ' ', ',', '、', '，', ';', '+', '&', '/', '[', ']', '"', '#', '\'', '✓', '⧖', '✅', '⏳',
                ])
                .len();
        at += gap;
        let rest = body.get(at..).unwrap_or("");
        if rest.is_empty() {
            break;
        }
        if let Some(word) = ["and ", "und ", "et ", "y ", "и "].iter().find(|it| rest.starts_with(**it)) {
            at += word.len();
            continue;
        }
        let len = rest.find([' ', ',', '、', '，', ';', ']', '"', '\'']).unwrap_or(rest.len());
        let word = rest.get(..len).unwrap_or("");
        let starts_digit = word.starts_with(|c: char| c.is_ascii_digit());
        let numeric = starts_digit
            && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '–') || c.is_ascii_lowercase());
        let whole = number_at(word, 0, vocabulary, true).filter(|it| it.len == word.len());
        let place = range.start + at..range.start + at + len;
        if numeric && whole.is_none() && shape(word).is_none() && id_range(word).is_some() {
            found.push(ids_between(word, place));
            at += len;
            continue;
        }
        if !numeric || (whole.is_none() && shape(word).is_none()) {
            return Vec::new();
        }
        let interval = whole.as_ref().and_then(|it| it.interval).filter(|_| shape(word) != Some(IdShape::Paired));
        match interval {
            Some((from, to)) if to - from < 60 => {
                found.extend((from..=to).map(|n| number(n.to_string(), place.clone(), false)));
            }
            _ => found.push(number(word.to_owned(), place, true)),
        }
        at += len;
    }
    found
}

/// A bare number as a name.
pub fn number(text: String, range: Range<usize>, exact: bool) -> Found {
    let form =
        if shape(&text).is_some() { shape(&text).map_or(NameForm::Number, NameForm::Id) } else { NameForm::Number };
    let folded = fold_id(&text);
    let trimmed = folded.trim_start_matches('0');
    let id = if form == NameForm::Number && !trimmed.is_empty() { trimmed.to_owned() } else { folded };
    Found { name: Name::Id(id), text, range: range.clone(), whole: range, exact, members: None, form, label: None }
}

/// The numbers of a cell in a column of units of `kind`: `3`, `1–2`, `1, 2`, `4. Title`.
pub fn column_numbers(plain: &Plain, kind: Kind, vocabulary: &Vocabulary) -> Vec<Found> {
    let text = plain.text.as_str();
    let start = text.len() - text.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let of = |number: String, range: Range<usize>, exact: bool| Found {
        name: Name::Label(kind, crate::notation::number::Number(number.clone())),
        text: number,
        range: range.clone(),
        whole: range,
        exact,
        members: None,
        form: NameForm::Number,
        label: None,
    };
    if shape(text.get(start..).unwrap_or("").split(' ').next().unwrap_or(""))
        .is_some_and(|it| it == IdShape::Short || it == IdShape::Prefixed)
    {
        return Vec::new(); // `M1` in a column of modules or goals is an id
    }
    let Some(first) = number_at(text, start, vocabulary, false) else { return Vec::new() };
    let behind = text.get(start + first.len..).unwrap_or("");
    let ends = behind.trim_start().is_empty()
        || behind.trim_start().starts_with([':', '.', '-', '–', '—', '(', ')', ',', '&', '+', '/', '|', '：', '、'])
        || behind.trim_start().starts_with("and ")
        || behind.trim_start().chars().next().is_some_and(|c| !c.is_alphanumeric());
    let digits =
        text.get(start..).is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)));
    if !ends || (!digits && !behind.trim().is_empty() && first.len > 2) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = start;
    let mut next = Some(first);
    while let Some(read) = next.take() {
        let place = at..at + read.len;
        match read.interval {
            Some((from, to)) if to - from < 60 => {
                found.extend((from..=to).map(|n| of(n.to_string(), place.clone(), false)))
            }
            _ => found.push(of(read.number.0.clone(), place, true)),
        }
        at += read.len;
        let rest = text.get(at..).unwrap_or("");
        let behind = rest.trim_start_matches([' ', ',', '&', '+', '/', '、']);
        let behind = behind.strip_prefix("and ").unwrap_or(behind);
        if behind.len() < rest.len() && behind.starts_with(|c: char| c.is_ascii_digit()) {
            at = text.len() - behind.len();
            next = number_at(text, at, vocabulary, true);
            let tail = next.as_ref().and_then(|it| text.get(at + it.len..)).unwrap_or("x");
            if tail.trim_start().starts_with(char::is_alphabetic) {
                next = None;
            }
        }
    }
    found
}

/// Words before a number that are nearly a kind of unit: `Phse 6`.
fn misspelt(plain: &Plain, range: &Range<usize>, vocabulary: &Vocabulary, found: &[Found]) -> Vec<Found> {
    let text = plain.text.get(range.clone()).unwrap_or("");
    let mut out = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        let start = at;
        at += word.len();
        let bare = word.trim_end();
        let capital =
            bare.starts_with(char::is_uppercase) && bare.chars().all(char::is_alphabetic) && bare.chars().count() >= 4;
        let place = range.start + start;
        if !capital || found.iter().any(|it| it.range.contains(&place)) {
            continue;
        }
        let Some(read) = number_at(text, at, vocabulary, true) else { continue };
        let lower = bare.to_lowercase();
        let near = vocabulary
            .kind_words()
            .filter(|(kind, _)| kind.chars().count() >= 4)
            .map(|(word, kind)| (strsim::osa_distance(&lower, &word.to_lowercase()), kind))
            .min_by_key(|it| it.0);
        if let Some((1..=2, kind)) = near.filter(|it| it.0 == 1 || lower.chars().count() >= 7) {
            let whole = place..range.start + at + read.len;
            out.push(Found {
                name: Name::Label(kind, read.number.clone()),
                text: plain.text.get(whole.clone()).unwrap_or("").to_owned(),
                range: whole.clone(),
                whole,
                exact: true,
                members: None,
                form: NameForm::Misspelt,
                label: None,
            });
        }
    }
    out
}

/// The value's parts as titles, to be kept only where a unit bears one.
fn titles(plain: &Plain, range: &Range<usize>) -> Vec<Found> {
    let text = plain.text.get(range.clone()).unwrap_or("");
    let mut out = Vec::new();
    let mut at = range.start;
    for part in text.split_inclusive([',', ';', '+']) {
        let words = part.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '+' | '.'));
        let start = at + (part.len() - part.trim_start().len());
        at += part.len();
        if words.is_empty() || words.chars().count() > 80 {
            continue;
        }
        let folded = fold_title(words);
        let tails = [" completion", " complete", " completed", " phase", " done", " finished", " is complete"];
        let bare = tails.iter().find_map(|it| folded.strip_suffix(it)).unwrap_or(&folded).to_owned();
        out.push(Found {
            name: Name::Title(bare),
            text: words.to_owned(),
            range: start..start + words.len(),
            whole: start..start + words.len(),
            exact: true,
            members: None,
            form: NameForm::Title,
            label: None,
        });
    }
    out
}

/// How many brackets are open, from a place of a text on, as one goes along it.
struct Depth {
    at: usize,
    open: usize,
    closed: usize,
}

impl Depth {
    fn from(at: usize) -> Depth {
        Depth { at, open: 0, closed: 0 }
    }

    /// Whether the byte `at` of `text`, not before the last one that was asked for, stands in brackets.
    fn is_inside(&mut self, text: &str, at: usize) -> bool {
        let passed = text.get(self.at..at).unwrap_or("");
        self.open += passed.matches(['(', '（', '[']).count();
        self.closed += passed.matches([')', '）', ']']).count();
        self.at = at.max(self.at);
        self.open > self.closed
    }
}

/// Whether a value reads as a list of ids rather than as a sentence.
fn item_like(text: &str) -> bool {
    text.split([' ', ',', ';']).filter(|it| it.len() > 3 && it.chars().all(char::is_alphabetic)).count() <= 2
}
