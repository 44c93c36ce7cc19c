//! Numbers of units: digits, decimals, letters, Roman numerals, words, hyphenated numbers and intervals.

use crate::notation::label::fold_char;
use crate::notation::vocabulary::Vocabulary;

/// A unit's number in the form in which two are compared: dashes and digits folded, lower case, leading zeros off,
/// Roman numerals and number words as digits: `2`, `6a`, `2.1`, `2-5`, `2026-q1`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number(pub String);

impl Number {
    /// Its value where it is a plain whole number.
    pub fn value(&self) -> Option<u32> {
        self.0.parse().ok()
    }
}

/// A number found in text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberHit {
    /// The number.
    pub number: Number,
    /// Its length in bytes.
    pub len: usize,
    /// Both ends where it can be read as an interval of whole numbers (`1-2`, `1–2`).
    pub interval: Option<(u32, u32)>,
    /// Its value where it is a plain whole number.
    pub value: Option<u32>,
    /// Joined by a plain or non-breaking hyphen, so that it may be one label (`2‑5`) and no interval.
    pub hyphenated: bool,
}

/// The number at byte `at`. `glued`: it follows a kind word without a blank, so letters alone are no number.
pub fn number_at(text: &str, at: usize, vocabulary: &Vocabulary, glued: bool) -> Option<NumberHit> {
    let rest = text.get(at..)?;
    let first = fold_char(rest.chars().next()?);
    if first.is_ascii_digit() {
        return digits(rest);
    }
    if glued {
        return None;
    }
    coded(rest).or_else(|| letters(rest, vocabulary))
}

/// `2`, `02`, `2.1`, `6a`, `2-5`, `1–2`.
fn digits(rest: &str) -> Option<NumberHit> {
    let mut scan = Scan { rest, at: 0 };
    let first = scan.whole()?;
    let mut number = first.clone();
    let mut plain = true;
    while scan.peek() == Some('.') && scan.peek_at(1).is_some_and(|c| c.is_ascii_digit()) {
        scan.skip();
        number.push('.');
        number.push_str(&scan.whole()?);
        plain = false;
    }
    if let Some(letter) = scan.peek().filter(char::is_ascii_alphabetic) {
        if !scan.peek_at(1).is_some_and(char::is_alphanumeric) {
            scan.skip();
            number.push(letter.to_ascii_lowercase());
            plain = false;
        } else if letter.is_ascii_lowercase() || letter.is_ascii_uppercase() {
            return None; // `2nd`, `3D`, `4k`
        }
    }
    let (from, mut interval, mut hyphenated) = (first.parse::<u32>().ok(), None, false);
    let mark = scan.at;
    let raw = scan.raw();
    let blank = scan.peek() == Some(' ');
    let tight = raw.is_some_and(|c| matches!(c, '-' | '‐' | '‑'));
    let dash = raw.is_some_and(|c| matches!(c, '–' | '—' | '−' | '~' | '～' | '〜' | '〰' | '至' | '到'));
    if (tight || dash) && !blank {
        scan.skip();
        let second = scan.peek().filter(char::is_ascii_digit).and_then(|_| scan.whole());
        let digit_behind = scan.peek_at(1).is_some_and(|c| c.is_ascii_digit());
        let goes_on = scan.peek().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.') && digit_behind);
        let ends = !goes_on;
        match (second, from, plain) {
            (Some(second), Some(from), true) if ends => {
                let to = second.parse::<u32>().ok();
                interval = to.filter(|to| *to > from).map(|to| (from, to));
                hyphenated = tight;
                number.push('-');
                number.push_str(&second);
            }
            _ => scan.at = mark,
        }
    }
    let value = if interval.is_none() { number.parse().ok() } else { None };
    Some(NumberHit { number: Number(number), len: scan.at, interval, value, hyphenated })
}

/// `P1-A`, `WP01`, `W1-S2`: a code of capitals and digits with at least one digit.
fn coded(rest: &str) -> Option<NumberHit> {
    let mut scan = Scan { rest, at: 0 };
    let (mut number, mut has_digit) = (String::new(), false);
    while let Some(c) = scan.peek() {
        let joins = matches!(c, '-' | '.') && scan.peek_at(1).is_some_and(|c| c.is_ascii_alphanumeric()) && has_digit;
        if !(c.is_ascii_uppercase() || c.is_ascii_digit() || joins) {
            break;
        }
        has_digit |= c.is_ascii_digit();
        number.push(c.to_ascii_lowercase());
        scan.skip();
    }
    let ends = !scan.peek().is_some_and(char::is_alphanumeric);
    (has_digit && ends && number.len() <= 12).then_some(NumberHit {
        number: Number(number),
        len: scan.at,
        interval: None,
        value: None,
        hyphenated: false,
    })
}

/// `II`, `A`, `One`.
fn letters(rest: &str, vocabulary: &Vocabulary) -> Option<NumberHit> {
    let len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let word = rest.get(..len)?;
    if word.is_empty() || rest.get(len..)?.starts_with(['\'', '’']) {
        return None;
    }
    let hit = |number: String| {
        let value = number.parse().ok();
        Some(NumberHit { number: Number(number), len, interval: None, value, hyphenated: false })
    };
    if let Some(value) = roman(word) {
        return hit(value.to_string());
    }
    if word.chars().count() == 1 {
        let letter = word.chars().next()?;
        // Α single capital is a number (`Phase A`); `Phase a …` and `Sprint I am` are prose.
        return if letter.is_uppercase() { hit(letter.to_lowercase().collect()) } else { None };
    }
    // Two letters are a preposition somewhere: `Sprint on`, `Phase en`.
    vocabulary.number_word(word).filter(|_| word.chars().count() > 2).and_then(|value| hit(value.to_string()))
}

/// Roman numerals up to XXXIX, in capitals. A single letter counts only if it is I, V or X.
pub fn roman(word: &str) -> Option<u32> {
    if word.len() > 7 || word.is_empty() || !word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')) {
        return None;
    }
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    (1..40u32).find(|n| {
        let ones = ONES.get((n % 10) as usize).copied().unwrap_or("");
        word.strip_prefix("X".repeat((n / 10) as usize).as_str()) == Some(ones)
    })
}

struct Scan<'a> {
    rest: &'a str,
    at: usize,
}

impl Scan<'_> {
    fn raw(&self) -> Option<char> {
        self.rest.get(self.at..)?.chars().next()
    }

    fn peek(&self) -> Option<char> {
        self.raw().map(fold_char)
    }

    fn peek_at(&self, n: usize) -> Option<char> {
        self.rest.get(self.at..)?.chars().nth(n).map(fold_char)
    }

    fn skip(&mut self) {
        self.at += self.raw().map_or(0, char::len_utf8);
    }

    /// Digits without leading zeros.
    fn whole(&mut self) -> Option<String> {
        let mut digits = String::new();
        while let Some(c) = self.peek().filter(char::is_ascii_digit) {
            digits.push(c);
            self.skip();
        }
        let trimmed = digits.trim_start_matches('0');
        if digits.is_empty() || digits.len() > 9 {
            None
        } else if trimmed.is_empty() {
            Some("0".to_owned())
        } else {
            Some(trimmed.to_owned())
        }
    }
}
