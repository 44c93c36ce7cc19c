//! The defined names that are nearest to one that is defined nowhere: for "did you mean".

use std::cmp::Ordering;

use crate::index::Target;
use crate::notation::label::{fold_id, fold_title, single_spaced};
use crate::plan::Plan;
use crate::workspace::resolve::Circle;
use crate::workspace::{Definition, FileId, Snapshot};

/// Numbers that are less apart are the same.
const EXACT: f64 = 0.01;

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
    word: String,
    number: Option<f64>,
    rest: String,
    /// A word, a blank, a number: no id.
    is_label: bool,
}

impl Snapshot {
    /// The names that `text`, as written in `from`, may have been meant to be, nearest first: of its own document, and
    /// behind them, where the word is but a slip, of others. At most `limit`, each unit or task once.
    pub fn nearest(&self, from: FileId, text: &str, limit: usize) -> Vec<Near> {
        let wanted = Shape::of(text);
        let mut found: Vec<(Distance, Near)> = Vec::new();
        for (file, it) in self.files() {
            let circle = self.circle(from, file);
            for near in names(it.document.plan(), file) {
                let candidate = Shape::of(&near.text);
                let title = distance(&Shape::words(text), &Shape::words(&near.title), circle);
                let best = [distance(&wanted, &candidate, circle), title].into_iter().flatten().min_by(Distance::order);
                if let Some(distance) = best {
                    found.push((distance, near));
                }
            }
        }
        found.sort_by(|(left, _), (right, _)| left.order(right));
        let mut nearest: Vec<Near> = Vec::new();
        for (_, near) in found {
            if nearest.len() >= limit {
                break;
            }
            let known = |it: &Near| it.definition == near.definition || fold_id(&it.text) == fold_id(&near.text);
            if !nearest.iter().any(known) {
                nearest.push(near);
            }
        }
        nearest
    }
}

/// Every label and id that `plan` defines, in document order, units first.
fn names(plan: &Plan, file: FileId) -> impl Iterator<Item = Near> {
    let units = plan.each_unit().flat_map(move |(at, unit)| {
        let texts = std::iter::once(&unit.label.text).chain(unit.ids.iter().map(|id| &id.value));
        let definition = Definition { file, target: Target::Unit(at) };
        texts.map(move |text| Near { text: text.clone(), title: unit.title.clone(), definition })
    });
    let tasks = plan.each_task().filter_map(move |(at, task)| {
        let text = task.id.as_ref()?.value.clone();
        Some(Near { text, title: String::new(), definition: Definition { file, target: Target::Task(at) } })
    });
    units.chain(tasks)
}

/// How far `candidate` is from what was `wanted`; none where nobody would take one for the other.
fn distance(wanted: &Shape, candidate: &Shape, circle: Circle) -> Option<Distance> {
    if candidate.folded.is_empty() || wanted.folded.is_empty() {
        return None;
    }
    let letters = strsim::osa_distance(&wanted.folded, &candidate.folded);
    let slips = strsim::osa_distance(&wanted.word, &candidate.word);
    let (Some(number), Some(other)) = (wanted.number, candidate.number) else {
        // Titles, or a name that lost its number: near where a third of the letters or less differ.
        let near = letters * 3 <= wanted.folded.chars().count().max(2);
        return (near && circle <= Circle::Folder).then_some(Distance { circle, word: 1, number: 0.0, letters });
    };
    let apart = (number - other).abs() + minor_distance(&wanted.rest, &candidate.rest);
    let word = if slips == 0 {
        0
    } else if is_slip(&wanted.word, slips) {
        1
    } else if apart < EXACT && wanted.is_label && candidate.is_label {
        2
    } else {
        return None;
    };
    // In another document, a like name is no hint: only the very number under a misspelt word is.
    let far = circle > Circle::Own && (apart > EXACT || word > 1);
    (!far).then_some(Distance { circle, word, number: apart, letters })
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
    letters <= 2 && letters * 3 <= length.max(1) || letters == 1 && length > 1
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
        Shape {
            word: word.trim_end_matches([' ', '-', '_', '#', '.']).to_owned(),
            number: digits.parse().ok(),
            rest: rest.to_owned(),
            is_label: word.ends_with(' '),
            folded,
        }
    }

    /// A title, which is not taken apart.
    fn words(text: &str) -> Shape {
        let folded = single_spaced(&fold_title(text));
        Shape { word: folded.clone(), number: None, rest: String::new(), is_label: false, folded }
    }
}
