//! Whether a file can hold a plan at all, told from its bytes, before anything is parsed.

use std::sync::{Arc, OnceLock};

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};
use memchr::{memchr, memmem};

use crate::notation::vocabulary::Vocabulary;
use crate::notation::vocabulary::titles::{PARTS, PLANS};

/// How much of a line that may hold a label anywhere is looked at.
const MAX_LINE: usize = 240;

/// How much of a file is its beginning, where a title or front matter tells what it is.
const BEGINNING: usize = 512;

/// What may stand between a line's start and its first word: marks, boxes, an emoji.
const MAX_DECORATION: usize = 32;

/// Knows the words that make a line the possible start of a unit.
#[derive(Debug)]
pub struct Prefilter {
    /// None if they are too many to search for; then every line may hold one.
    words: Option<AhoCorasick>,
    /// The first two bytes of each word, ASCII letters in lower case: most lines begin with none of them.
    beginnings: Beginnings,
    vocabulary: Arc<Vocabulary>,
}

impl Prefilter {
    /// A filter for the unit words of `vocabulary`.
    pub fn new(vocabulary: &Arc<Vocabulary>) -> Prefilter {
        let mut words: Vec<String> = Vec::new();
        for (word, _) in vocabulary.kind_words() {
            let mut letters = word.chars();
            let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
            words.extend([word.to_owned(), title, word.to_uppercase()]);
        }
        words.sort_unstable();
        words.dedup();
        let built = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(StartKind::Both)
            .build(&words);
        let mut beginnings = Beginnings { known: vec![false; 1 << 16] };
        words.iter().for_each(|word| beginnings.add(word.as_bytes()));
        Prefilter { words: built.ok(), beginnings, vocabulary: Arc::clone(vocabulary) }
    }

    /// Whether a file with these bytes can hold a plan. Seldom wrong about a plan; often unsure about other text.
    pub fn accepts(&self, bytes: &[u8]) -> bool {
        if self.begins_as_plan(bytes.get(..BEGINNING).unwrap_or(bytes)) {
            return true;
        }
        let mut rest = bytes;
        while !rest.is_empty() {
            let end = memchr(b'\n', rest).unwrap_or(rest.len());
            let (line, behind) = rest.split_at_checked(end).unwrap_or((rest, &[]));
            if self.is_start(line) {
                return true;
            }
            rest = behind.get(1..).unwrap_or_default();
        }
        false
    }

    /// Front matter with an id, or a first heading that names the document a plan.
    fn begins_as_plan(&self, bytes: &[u8]) -> bool {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty());
        let first = lines.clone().next().unwrap_or_default();
        if first.starts_with(b"---") || first.starts_with(b"+++") {
            let is_id = |line: &[u8]| {
                let line = line.trim_ascii_start();
                line.len() > 3
                    && line.get(..2).is_some_and(|key| key.eq_ignore_ascii_case(b"id"))
                    && line.get(2) == Some(&b':')
            };
            if lines.clone().skip(1).any(is_id) {
                return true;
            }
        }
        lines.find(|line| line.starts_with(b"# ") || line.starts_with(b"<h1")).is_some_and(|line| {
            let line = String::from_utf8_lossy(line).to_lowercase().into_bytes();
            // Parts of words count: `Projektplan`.
            PLANS.iter().chain(PARTS).any(|word| memmem::find(&line, word.as_bytes()).is_some())
        })
    }

    /// Whether a unit or a task with an id may start on `line`.
    fn is_start(&self, line: &[u8]) -> bool {
        let text = line.trim_ascii_start();
        let Some(first) = text.first() else { return false };
        match first {
            b'#' => self.label_within(text) || heading_is_id(text),
            b'|' | b'<' => self.label_within(text) || self.first_cell_is_word(text),
            b'*' | b'_' if text.get(1) == Some(first) => self.label_within(text),
            b'-' | b'*' | b'+' => box_with_id(text) || self.label_at_start(text),
            _ => text == b"gantt" || self.label_at_start(text),
        }
    }

    /// Whether a unit word stands beside a number somewhere on the line.
    fn label_within(&self, line: &[u8]) -> bool {
        let line = line.get(..MAX_LINE).unwrap_or(line);
        let Some(words) = &self.words else { return true };
        words.find_iter(line).any(|found| self.is_label(line, found.start(), found.end()))
    }

    /// Whether the first word of the line, behind marks and emoji, is a unit word beside a number.
    fn label_at_start(&self, line: &[u8]) -> bool {
        let line = line.get(..MAX_LINE).unwrap_or(line);
        let Some(words) = &self.words else { return true };
        // Decoration is skipped sign by sign; letters of other scripts and emoji both lie beyond ASCII, so each may be a
        // word's start.
        let mut at = 0;
        for _ in 0..MAX_DECORATION {
            let Some(byte) = line.get(at) else { return false };
            let may_begin = || line.get(at..).is_some_and(|rest| self.beginnings.has(rest));
            if (byte.is_ascii_alphabetic() || !byte.is_ascii()) && may_begin() {
                let input = Input::new(line).span(at..line.len()).anchored(Anchored::Yes);
                if let Some(found) = words.find(input) {
                    return self.is_label(line, found.start(), found.end());
                }
            }
            if byte.is_ascii_alphabetic() {
                return false;
            }
            at += 1;
            while line.get(at).is_some_and(|byte| byte & 0xC0 == 0x80) {
                at += 1;
            }
        }
        false
    }

    /// `| Sprint | Weeks |`: the header of a table that lists units by number.
    fn first_cell_is_word(&self, line: &[u8]) -> bool {
        let Some(words) = &self.words else { return true };
        let mut cells = line.split(|byte| *byte == b'|').map(<[u8]>::trim_ascii).filter(|cell| !cell.is_empty());
        cells.next().is_some_and(|cell| {
            let cell: &[u8] = cell.strip_prefix(b"**").and_then(|it| it.strip_suffix(b"**")).unwrap_or(cell);
            let input = Input::new(cell).anchored(Anchored::Yes);
            words.find(input).is_some_and(|found| found.end() == cell.len())
        })
    }

    /// Whether the unit word at `start..end` stands alone and beside something like a number.
    fn is_label(&self, line: &[u8], start: usize, end: usize) -> bool {
        let before = line.get(..start).unwrap_or_default();
        let behind = line.get(end..).unwrap_or_default();
        let is_ascii = line.get(start).is_some_and(u8::is_ascii);
        if is_ascii && before.last().is_some_and(u8::is_ascii_alphanumeric) {
            return false;
        }
        self.number_follows(behind) || number_precedes(before)
    }

    /// `2`, ` 2`, ` #2`, `: 2`, ` IV`, ` A`, `-2`, ` One`, ` 第…`
    fn number_follows(&self, behind: &[u8]) -> bool {
        let tail = behind.strip_prefix(b"\xC2\xA0").unwrap_or(behind);
        let tail = tail.trim_ascii_start();
        let glued = tail.len() == behind.len();
        let tail = tail.strip_prefix(b"*").unwrap_or(tail);
        let tail = tail.strip_prefix(b"*").unwrap_or(tail).trim_ascii_start();
        let tail = match tail.first() {
            Some(b'#' | b'-' | b'_' | b':' | b'.' | b'[' | b'(') => {
                tail.get(1..).unwrap_or_default().trim_ascii_start()
            }
            _ => tail,
        };
        let Some(first) = tail.first() else { return false };
        if first.is_ascii_digit() || !first.is_ascii() {
            return true;
        }
        if glued && tail.len() == behind.len() {
            return false;
        }
        let length = tail.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = tail.get(..length).unwrap_or_default();
        let is_roman = word.iter().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
        let is_letter = length == 1 && word.iter().all(u8::is_ascii_uppercase);
        let is_word = std::str::from_utf8(word).is_ok_and(|word| self.vocabulary.number_word(word).is_some());
        length > 0 && (is_roman || is_letter || is_word) || word == b"P" || word == b"W"
    }
}

/// Whether the filter for the built-in words accepts a file with these bytes.
pub(crate) fn builtin_accepts(bytes: &[u8]) -> bool {
    static BUILTIN: OnceLock<Prefilter> = OnceLock::new();
    BUILTIN.get_or_init(|| Prefilter::new(&Vocabulary::builtin())).accepts(bytes)
}

/// A set of the first two bytes of words, ASCII letters in lower case.
#[derive(Debug)]
struct Beginnings {
    known: Vec<bool>,
}

impl Beginnings {
    fn add(&mut self, word: &[u8]) {
        if let Some(slot) = beginning(word).and_then(|at| self.known.get_mut(at)) {
            *slot = true;
        }
    }

    fn has(&self, text: &[u8]) -> bool {
        beginning(text).and_then(|at| self.known.get(at)).copied().unwrap_or(false)
    }
}

/// The first two bytes as a number, ASCII letters in lower case.
fn beginning(word: &[u8]) -> Option<usize> {
    let two = word.first_chunk::<2>()?.map(|byte| byte.to_ascii_lowercase());
    Some(usize::from(u16::from_be_bytes(two)))
}

/// `1. `, `1st `, `第1`, `第一`
fn number_precedes(before: &[u8]) -> bool {
    let before = before.trim_ascii_end();
    let before = before.strip_suffix(b".").unwrap_or(before);
    let Some(last) = before.last() else { return false };
    let ordinal =
        before.len() > 2 && before.last_chunk::<3>().is_some_and(|it| it.first().is_some_and(u8::is_ascii_digit));
    last.is_ascii_digit() || !last.is_ascii() || ordinal && last.is_ascii_lowercase()
}

/// `## STORY-001: …`, `### T012 …`, `## 1. …` is none, `## v1.2` is.
fn heading_is_id(line: &[u8]) -> bool {
    let text = line.trim_ascii_start();
    let text = text.get(text.iter().take_while(|byte| **byte == b'#').count()..).unwrap_or_default();
    is_id(first_word(text))
}

/// `- [ ] T012 …`, `- [x] **AUTH-001** …`, `- [ ] 1.2 …`
fn box_with_id(line: &[u8]) -> bool {
    let Some(open) = memchr(b'[', line.get(..8).unwrap_or(line)) else { return false };
    let Some(close) = line.get(open + 1..).and_then(|rest| memchr(b']', rest.get(..5).unwrap_or(rest))) else {
        return false;
    };
    let word = first_word(line.get(open + close + 2..).unwrap_or_default());
    is_id(word) || word.first().is_some_and(u8::is_ascii_digit)
}

/// The first word, without marks of emphasis and brackets before it.
fn first_word(text: &[u8]) -> &[u8] {
    let marks = text.iter().take_while(|byte| !byte.is_ascii_alphanumeric()).count();
    let word = text.get(marks..).unwrap_or_default();
    let length =
        word.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_')).count();
    word.get(..length).unwrap_or_default()
}

/// Whether `word` may be an id: letters first, then a number.
fn is_id(word: &[u8]) -> bool {
    word.len() < 40 && word.first().is_some_and(u8::is_ascii_alphabetic) && word.iter().any(u8::is_ascii_digit)
}
