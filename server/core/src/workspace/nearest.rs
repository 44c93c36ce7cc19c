//! The defined names that are nearest to one that is defined nowhere: for "did you mean".

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::index::Target;
use crate::notation::label::{fold_id, fold_title, single_spaced};
use crate::plan::Plan;
use crate::workspace::resolve::Circle;
use crate::workspace::{Definition, FileId, Snapshot};

/// Numbers that are less apart are the same.
const EXACT: f64 = 0.01;

/// More wrong letters in a word are no slip.
const MOST_SLIPS: usize = 2;

/// A defined name near to one that was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// The label or id, as its definition writes it; what a fix puts in place of the wrong one.
    pub text: String,
    /// The title of the unit, or the words of the task; empty where none.
    pub title: String,
    /// What it names.
    pub definition: Definition,
}

/// How far a candidate is; what compares less is nearer.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Distance {
    circle: Circle,
    /// 0 the same kind word, 1 a slip of it, 2 another word with the very number that was looked for.
    word: u8,
    /// How far the numbers are apart.
    number: f64,
    /// How many letters differ.
    letters: usize,
}

/// A name taken apart: `Phase 6a` is `phase`, 6, `a`; `AUTH-12` is `auth`, 12; a title is words alone.
#[derive(Debug)]
struct Shape {
    folded: String,
    /// How many letters are in `folded`, and in `word`.
    lengths: (usize, usize),
    word: String,
    number: Option<f64>,
    rest: String,
    /// A word, a blank, a number: no id.
    is_label: bool,
}

/// The labels, ids and titles that one plan defines, taken apart.
#[derive(Debug)]
pub(crate) struct Shapes {
    /// In document order, units first.
    all: Vec<Candidate>,
    /// Which of them bear a number, by its bits.
    numbered: HashMap<u64, Vec<usize>>,
}

#[derive(Debug)]
struct Candidate {
    /// As [`Near`] tells them.
    text: String,
    title: String,
    target: Target,
    name: Shape,
    words: Shape,
}

impl Snapshot {
    /// The names that `text`, as written in `from`, may have been meant to be, nearest first: of its own document, and
    /// behind them, where the word is but a slip, of others. At most `limit`, each unit or task once.
    pub fn nearest(&self, from: FileId, text: &str, limit: usize) -> Vec<Near> {
        let (wanted, words) = (Shape::of(text), Shape::words(text));
        let mut found: Vec<(Distance, FileId, &Candidate)> = Vec::new();
        for (file, it) in self.files() {
            let circle = self.circle(from, file);
            for candidate in it.shapes().thinkable(&wanted, circle) {
                let by_title = distance(&words, &candidate.words, circle);
                let by_name = distance(&wanted, &candidate.name, circle);
                if let Some(distance) = [by_name, by_title].into_iter().flatten().min_by(Distance::order) {
                    found.push((distance, file, candidate));
                }
            }
        }
        found.sort_by(|(left, ..), (right, ..)| left.order(right));
        let mut nearest: Vec<Near> = Vec::new();
        for (_, file, candidate) in found {
            if nearest.len() >= limit {
                break;
            }
            let Candidate { text, title, target, .. } = candidate;
            let definition = Definition { file, target: *target };
            let near = Near { text: text.clone(), title: title.clone(), definition };
            let known = |it: &Near| it.definition == near.definition || fold_id(&it.text) == fold_id(&near.text);
            if !nearest.iter().any(known) {
                nearest.push(near);
            }
        }
        nearest
    }
}

impl Shapes {
    /// Takes apart every label and id that `plan` defines.
    pub(crate) fn of(plan: &Plan) -> Shapes {
        let units = plan.each_unit().flat_map(|(at, unit)| {
            let texts = std::iter::once(&unit.label.text).chain(unit.ids.iter().map(|id| &id.value));
            texts.map(move |text| Candidate::of(text, &unit.title, Target::Unit(at)))
        });
        let tasks = plan
            .each_task()
            .filter_map(|(at, task)| Some(Candidate::of(&task.id.as_ref()?.value, "", Target::Task(at))));
        let all: Vec<Candidate> = units.chain(tasks).collect();
        let mut numbered: HashMap<u64, Vec<usize>> = HashMap::new();
        for (at, candidate) in all.iter().enumerate() {
            if let Some(number) = candidate.name.number {
                numbered.entry(number.to_bits()).or_default().push(at);
            }
        }
        Shapes { all, numbered }
    }

    /// Those that may be near to `wanted`, in a document so far away: beyond the folder only those with its very number.
    fn thinkable<'a>(&'a self, wanted: &Shape, circle: Circle) -> impl Iterator<Item = &'a Candidate> {
        let is_far = circle > Circle::Folder;
        let near = self.all.iter().filter(move |_| !is_far);
        let alike = wanted.number.filter(|_| is_far).and_then(|it| self.numbered.get(&it.to_bits()));
        near.chain(alike.into_iter().flatten().filter_map(|at| self.all.get(*at)))
    }
}

impl Candidate {
    fn of(text: &str, title: &str, target: Target) -> Candidate {
        let (name, words) = (Shape::of(text), Shape::words(title));
        Candidate { text: text.to_owned(), title: title.to_owned(), target, name, words }
    }
}

/// How far `candidate` is from what was `wanted`; none where nobody would take one for the other.
fn distance(wanted: &Shape, candidate: &Shape, circle: Circle) -> Option<Distance> {
    if candidate.folded.is_empty() || wanted.folded.is_empty() {
        return None;
    }
    let (length, other_length) = (wanted.lengths.0, candidate.lengths.0);
    let letters = || strsim::osa_distance(&wanted.folded, &candidate.folded);
    let (Some(number), Some(other)) = (wanted.number, candidate.number) else {
        // Titles, or a name that lost its number: near where a third of the letters or less differ.
        let is_near = |letters: usize| letters * 3 <= length.max(2);
        if circle > Circle::Folder || !is_near(length.abs_diff(other_length)) {
            return None;
        }
        let letters = letters();
        return is_near(letters).then_some(Distance { circle, word: 1, number: 0.0, letters });
    };
    let apart = (number - other).abs() + minor_distance(&wanted.rest, &candidate.rest);
    // In another document, a like name is no hint: only the very number under a misspelt word is.
    if circle > Circle::Own && apart > EXACT {
        return None;
    }
    let least = wanted.lengths.1.abs_diff(candidate.lengths.1);
    let slips = if least > MOST_SLIPS { least } else { strsim::osa_distance(&wanted.word, &candidate.word) };
    let word = if slips == 0 {
        0
    } else if is_slip(&wanted.word, slips) {
        1
    } else if apart < EXACT && wanted.is_label && candidate.is_label {
        2
    } else {
        return None;
    };
    let far = circle > Circle::Own && word > 1;
    (!far).then(|| Distance { circle, word, number: apart, letters: letters() })
}

/// How far what follows the number is apart, as a part of one: `6a` is nearer to `6b` than to `6`.
fn minor_distance(wanted: &str, candidate: &str) -> f64 {
    let letter = |text: &str| text.chars().next().map_or(0, u32::from);
    match (wanted.is_empty(), candidate.is_empty()) {
        _ if wanted == candidate => 0.0,
        (false, false) => 0.1 + f64::from(letter(wanted).abs_diff(letter(candidate)).min(20)) / 100.0,
        _ => 0.5,
    }
}

/// Whether so many wrong letters may be a slip in `word`.
fn is_slip(word: &str, letters: usize) -> bool {
    let length = word.chars().count();
    letters <= MOST_SLIPS && letters * 3 <= length.max(1) || letters == 1 && length > 1
}

impl Distance {
    fn order(&self, other: &Distance) -> Ordering {
        // The very number under a misspelt word is most likely meant, wherever it is defined. Else the own document
        // counts before others, and a slip in the number before another word with the right number.
        let rank = |it: &Distance| (it.number > EXACT || it.word > 1, it.circle, it.word);
        rank(self).cmp(&rank(other)).then(self.number.total_cmp(&other.number)).then(self.letters.cmp(&other.letters))
    }
}

impl Shape {
    /// Takes a label or id apart at its first number. A minor number counts as a fraction.
    fn of(text: &str) -> Shape {
        let folded = single_spaced(&fold_title(text));
        let start = folded.find(|c: char| c.is_ascii_digit()).unwrap_or(folded.len());
        let (word, tail) = folded.split_at_checked(start).unwrap_or((&folded, ""));
        let end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        let (digits, rest) = tail.split_at_checked(end).unwrap_or((tail, ""));
        let is_label = word.ends_with(' ');
        let word = word.trim_end_matches([' ', '-', '_', '#', '.']).to_owned();
        Shape {
            lengths: (folded.chars().count(), word.chars().count()),
            word,
            number: digits.parse().ok(),
            rest: rest.to_owned(),
            is_label,
            folded,
        }
    }

    /// A title, which is not taken apart.
    fn words(text: &str) -> Shape {
        let folded = single_spaced(&fold_title(text));
        let length = folded.chars().count();
        let (word, rest) = (String::new(), String::new());
        Shape { word, number: None, rest, is_label: false, lengths: (length, 0), folded }
    }
}
