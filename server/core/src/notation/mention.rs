//! Mentions: labels in running text, with ranges and lists expanded: `Sprints 1–2`, `Phases 1, 2 and 4`, `第1-2周`.

use std::ops::Range;

use crate::notation::label::{Label, LabelHit, fold_char, label_at, single_spaced};
use crate::notation::number::{Number, NumberHit, number_at};
use crate::notation::vocabulary::{Kind, Vocabulary};

/// How many members a range may have before it is read as something else.
const MOST_MEMBERS: u32 = 80;

/// One label that text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelMention {
    /// The label. `text` is as written; of a range or list member, the kind word with its number.
    pub label: Label,
    /// Where, in bytes of the text; of a member of a range, the ends' own parts, and the whole range for those between.
    pub range: Range<usize>,
    /// The whole label, list or range that it is part of.
    pub whole: Range<usize>,
    /// Whether `range` holds exactly the label's text.
    pub exact: bool,
    /// The members that it stands for if no unit bears the hyphenated number itself (`Sprint 2-5`).
    pub members: Option<(u32, u32)>,
    /// The kind word is a plural.
    pub plural: bool,
}

/// Every label that `text` names, left to right.
pub fn labels(text: &str, vocabulary: &Vocabulary) -> Vec<LabelMention> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        match label_at(text, start, vocabulary) {
            Some(hit) => at = start + expand(text, start, &hit, vocabulary, &mut found),
            None => at = next_word(text, start),
        }
    }
    found
}

/// Where a label may begin next: at the start of a word, at a digit, or at any ideograph.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let mut before = text.get(..from)?.chars().next_back();
    for (offset, c) in text.get(from..)?.char_indices() {
        let inside = before.is_some_and(|b| b.is_alphanumeric() && !ideographic(b)) && !ideographic(c);
        if c.is_alphanumeric() && !inside {
            return Some(from + offset);
        }
        before = Some(c);
    }
    None
}

fn next_word(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    let mut chars = rest.char_indices();
    let Some((_, first)) = chars.next() else { return text.len() };
    if ideographic(first) {
        return start + first.len_utf8();
    }
    let len = chars.find(|(_, c)| !c.is_alphanumeric() || ideographic(*c)).map_or(rest.len(), |(at, _)| at);
    start + len
}

/// Whether `c` belongs to a script that writes no blanks between words.
pub fn ideographic(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}')
}

/// Adds the label at `start` with the list or range that follows it; gives the length of all of it.
fn expand(text: &str, start: usize, hit: &LabelHit, vocabulary: &Vocabulary, found: &mut Vec<LabelMention>) -> usize {
    let first_len = found.len();
    let mut end = start + hit.len;
    let base = Base { text, start, hit };
    base.push(start..end, &hit.read, found);
    if !hit.number_first && hit.label.kind != Some(Kind::QUARTER) {
        while let Some((joint, next)) = continuation(text, end, hit, vocabulary) {
            let last = found.last().and_then(|it| it.label.number.value());
            match (joint, last, next.read.value) {
                (Joint::Range, Some(from), Some(to)) if from < to && to - from <= MOST_MEMBERS => {
                    for member in from + 1..to {
                        base.push_value(member, start..next.at + next.read.len, found);
                    }
                    base.push(next.at..next.at + next.read.len, &next.read, found);
                }
                (Joint::Range, ..) => match parts_between(found.last(), &next.read) {
                    Some(between) => {
                        for number in between {
                            base.push_number(number, start..next.at + next.read.len, found);
                        }
                        base.push(next.at..next.at + next.read.len, &next.read, found);
                    }
                    None => break,
                },
                (Joint::List, ..) => base.push(next.at..next.at + next.read.len, &next.read, found),
            }
            end = next.at + next.read.len;
        }
    }
    for mention in found.iter_mut().skip(first_len) {
        mention.whole = start..end;
    }
    end - start
}

struct Base<'a> {
    text: &'a str,
    start: usize,
    hit: &'a LabelHit,
}

impl Base<'_> {
    /// Adds what stands at `range`: one label, or the members of an interval under a plural. An interval under a singular
    /// stays one label with its members: `Sprint 2–5` may be the unit `Sprint 2‑5`, its hyphen made a dash.
    fn push(&self, range: Range<usize>, read: &NumberHit, found: &mut Vec<LabelMention>) {
        let spread = read.interval.filter(|(from, to)| self.hit.plural && to - from <= MOST_MEMBERS && !self.is_time());
        if let Some((from, to)) = spread {
            for member in from..=to {
                self.push_value(member, range.clone(), found);
            }
            return;
        }
        let own = range.start == self.start;
        let written = self.text.get(range.clone()).unwrap_or("");
        // `Phase 1 – Phase 3` and `TASK-1 to TASK-3` say their kind again.
        let hyphened = self.kind_words().ends_with('-') && written.starts_with(self.kind_words());
        let named = own || written.contains([' ', '\u{a0}']) || hyphened;
        let text = if named { single_spaced(written) } else { self.named(written) };
        let text =
            if own && self.hit.plural { self.named(self.text.get(self.number_range()).unwrap_or("")) } else { text };
        let exact = named && !(own && self.hit.plural);
        let label = Label { kind: self.hit.label.kind, number: read.number.clone(), interval: read.interval, text };
        let members = read.interval.filter(|(from, to)| to - from <= MOST_MEMBERS);
        found.push(LabelMention { label, range, whole: 0..0, exact, members, plural: self.hit.plural });
    }

    fn push_value(&self, value: u32, range: Range<usize>, found: &mut Vec<LabelMention>) {
        self.push_number(value.to_string(), range, found);
    }

    fn push_number(&self, number: String, range: Range<usize>, found: &mut Vec<LabelMention>) {
        let text = self.named(&number);
        let label = Label { kind: self.hit.label.kind, number: Number(number), interval: None, text };
        found.push(LabelMention { label, range, whole: 0..0, exact: false, members: None, plural: self.hit.plural });
    }

    fn is_time(&self) -> bool {
        self.hit.label.kind.is_some_and(|kind| kind.time_unit().is_some())
    }

    fn number_range(&self) -> Range<usize> {
        self.start + self.hit.number.start..self.start + self.hit.number.end
    }

    /// The kind word as written, in the singular, with `number`.
    fn named(&self, number: &str) -> String {
        let words = single_spaced(self.kind_words().trim_end_matches(['#', ' ']));
        let words = if self.hit.plural { singular(&words) } else { words };
        if words.ends_with('-') { format!("{words}{number}") } else { format!("{words} {}", number.trim()) }
    }

    /// What stands before the number.
    fn kind_words(&self) -> &str {
        self.text.get(self.start..self.start + self.hit.number.start).unwrap_or("")
    }
}

/// Endings of plurals that drop one letter in the singular.
const ENDINGS: [&str; 8] = ["s", "phasen", "wochen", "stufen", "fasen", "tage", "monate", "schritte"];

/// A plural kind word in the singular: `Sprints`, `User Stories`, `Phasen`, `Wochen`.
fn singular(words: &str) -> String {
    let lower = words.to_lowercase();
    let cut = |n: usize, tail: &str| {
        let kept: Vec<char> = words.chars().collect();
        let kept: String = kept.iter().take(kept.len().saturating_sub(n)).collect();
        format!("{kept}{tail}")
    };
    if lower.ends_with("ies") {
        cut(3, "y")
    } else if ENDINGS.iter().any(|it| lower.ends_with(it)) {
        cut(1, "")
    } else {
        let known = PLURALS.iter().find(|(many, _)| lower.ends_with(many));
        known.map_or_else(|| words.to_owned(), |(many, one)| cut(many.chars().count(), one))
    }
}

/// Ends of plurals that drop more than a letter, and what stands there in the singular.
const PLURALS: [(&str, &str); 15] = [
    ("asi", "ase"),
    ("appe", "appa"),
    ("imane", "imana"),
    ("iorni", "iorno"),
    ("printy", "print"),
    ("tapy", "tap"),
    ("azy", "aza"),
    ("ygodnie", "ydzień"),
    ("принты", "принт"),
    ("тапы", "тап"),
    ("азы", "аза"),
    ("едели", "еделя"),
    ("адачи", "адача"),
    ("пики", "пик"),
    ("терации", "терация"),
];

enum Joint {
    Range,
    List,
}

struct Next {
    at: usize,
    read: NumberHit,
}

/// What joins a further number to a label: a dash or `to` makes a range, a comma, slash or `and` a list.
fn continuation(text: &str, end: usize, hit: &LabelHit, vocabulary: &Vocabulary) -> Option<(Joint, Next)> {
    const RANGES: [&str; 16] =
        ["-", "~", "〜", "～", "to", "through", "bis", "a", "à", "al", "até", "до", "по", "至", "到", "から"];
    const LISTS: [&str; 20] = [
        ",", "/", "&", "+", "and", "or", "und", "oder", "et", "ou", "y", "e", "i", "oraz", "и", "en", "、", "和", "及",
        "と",
    ];
    let rest = text.get(end..)?;
    let mut at = end + rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    let blank_before = at > end;
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    let (joint, symbol, len) = if fold_char(first) == '-' {
        (Joint::Range, true, first.len_utf8())
    } else if let Some(word) = LISTS.iter().find(|it| starts(rest, it)) {
        let symbol = !word.chars().all(char::is_alphabetic);
        (Joint::List, symbol, word.len())
    } else if let Some(word) = RANGES.iter().find(|it| starts(rest, it)) {
        let symbol = !word.chars().all(|c| c.is_alphabetic() && c.is_lowercase());
        (Joint::Range, symbol, word.len())
    } else {
        return None;
    };
    if !symbol && !blank_before {
        return None;
    }
    at += len;
    let rest = text.get(at..)?;
    let mut gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    // `1, 2, and 3`
    let rest = text.get(at + gap..)?;
    for word in ["and ", "& ", "und ", "et ", "y ", "и "] {
        if rest.starts_with(word) {
            gap += word.len();
        }
    }
    let blank_behind = gap > 0;
    // ` - ` between a label and a title that begins with a number is no range: `Sprint 1 - 3 services`.
    if matches!(joint, Joint::Range) && symbol && fold_char(first) == '-' && blank_before && !hit.plural && first == '-'
    {
        return None;
    }
    at += gap;
    let mut start = at;
    if let Some(kind) = vocabulary.kind_at(text, at) {
        if Some(kind.kind) != hit.label.kind {
            return None;
        }
        // `Phase 1 and Phase 2` are two labels; `Phase 1 – Phase 3` is a range.
        if matches!(joint, Joint::List) {
            return None;
        }
        start += kind.len;
        let rest = text.get(start..)?;
        start += rest.strip_prefix('-').map_or(rest.len() - rest.trim_start().len(), |_| 1);
    } else if !blank_behind && !symbol {
        return None;
    }
    let read = number_at(text, start, vocabulary, false)?;
    let behind = text.get(start + read.len..)?;
    let starts_like_number = text.get(start..)?.chars().next().is_some_and(|c| fold_char(c).is_ascii_digit());
    let loose = matches!(joint, Joint::List) && !hit.plural;
    if !(starts_like_number || hit.plural && read.len <= 2) {
        return None;
    }
    // A length, a time, a count or an ordinary word behind the number: `Sprint 1, 2 weeks`, `Phase 1 / 5 points`.
    let next = behind.trim_start();
    let word: String = next.chars().take_while(|c| c.is_alphabetic()).collect();
    // A colon introduces what follows (`Sprints 1 to 3: …`), but in a time (`9:30`), and behind `Phase 1/2`, one of two.
    let colon = behind.strip_prefix(':').is_some_and(|it| first == '/' || it.starts_with(|c: char| c.is_ascii_digit()));
    let glued = colon || behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '%' | '/'));
    let is_year = read.value.is_some_and(|value| value > 1900);
    if glued || is_year || (!word.is_empty() && vocabulary.time_unit(&word).is_some()) {
        return None;
    }
    if loose && symbol && !word.is_empty() && !next.is_empty() && !ideographic(word.chars().next()?) {
        let joins =
            ["and", "und", "et", "y", "и", "are", "is", "complete", "must", "to", "have"].contains(&word.as_str());
        if !joins {
            return None;
        }
    }
    let at = if start > at { at } else { start };
    let read = if start > at { NumberHit { len: start + read.len - at, ..read } } else { read };
    Some((joint, Next { at, read }))
}

fn starts(rest: &str, word: &str) -> bool {
    let Some(behind) = rest.strip_prefix(word) else { return false };
    !word.ends_with(char::is_alphabetic) || word.chars().any(ideographic) || !behind.starts_with(char::is_alphanumeric)
}

/// What lies between `6a` and `6e`, or `1.1` and `1.4`.
fn parts_between(last: Option<&LabelMention>, to: &NumberHit) -> Option<Vec<String>> {
    let from = &last?.label.number.0;
    let part =
        |number: &str| number.rsplit_once('.').and_then(|(head, n)| Some((head.to_owned(), n.parse::<u32>().ok()?)));
    if let (Some((head, a)), Some((tail_head, b))) = (part(from), part(&to.number.0)) {
        let fits = head == tail_head && a < b && b - a <= MOST_MEMBERS;
        return fits.then(|| (a + 1..b).map(|n| format!("{head}.{n}")).collect());
    }
    let (head, a) = from.split_at_checked(from.len().checked_sub(1)?)?;
    let (tail_head, b) = to.number.0.split_at_checked(to.number.0.len().checked_sub(1)?)?;
    let (a, b) = (a.chars().next()?, b.chars().next()?);
    let tail_head = if tail_head.is_empty() { head } else { tail_head };
    if head != tail_head || !a.is_ascii_lowercase() || !b.is_ascii_lowercase() || a >= b {
        return None;
    }
    Some((a as u8 + 1..b as u8).map(|c| format!("{head}{}", c as char)).collect())
}
