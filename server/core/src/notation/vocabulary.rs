//! The words of plans in many languages: unit kinds, field labels, statuses, times. Configuration adds to them.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::notation::status::Status;
use crate::notation::time::TimeUnit;
use crate::notation::vocabulary::fold::{fold, fold_into, is_cjk, is_invisible, is_letter};

pub mod checks;
mod fields;
pub mod fold;
mod kinds;
pub mod later;
pub(crate) mod statuses;
pub(crate) mod times;
pub(crate) mod timewords;
pub mod titles;
mod unknowns;
pub(crate) mod vague;

/// The kind of a unit, an index into the vocabulary's kinds. The built-in ones have constants.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Kind(pub u16);

impl Kind {
    /// The unit of time that a kind is itself, if it is one: a `Week 3` runs in week 3.
    pub fn time_unit(self) -> Option<TimeUnit> {
        match self {
            Kind::HOUR => Some(TimeUnit::Hour),
            Kind::DAY => Some(TimeUnit::Day),
            Kind::WEEK => Some(TimeUnit::Week),
            Kind::MONTH => Some(TimeUnit::Month),
            Kind::QUARTER => Some(TimeUnit::Quarter),
            Kind::YEAR => Some(TimeUnit::Year),
            _ => None,
        }
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kind({})", self.0)
    }
}

/// What a field label announces (`Depends on:`, `Acceptance Criteria`, `Status:` …).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Acceptance criteria under any name: Acceptance, Exit/Success Criteria, Definition of Done, Done when, Independent Test …
    Acceptance,
    /// What must come before: Depends on, Dependencies, Prerequisites, Requires, Blocked by, After, Needs …
    Dependencies,
    /// What waits for this: Blocks, Unblocks, Required by …
    Blocks,
    /// When it runs: Timeline, Schedule, Dates, Weeks, Timeframe …
    Schedule,
    /// How long it takes: Duration, Length …
    Duration,
    /// The first day: Start, Start date, Begins …
    Start,
    /// The last day: End, Due, Deadline …
    End,
    /// Status, State, Progress …
    Status,
    /// Owner, Assignee, Lead, Responsible …
    Owner,
    /// Estimate, Effort, Points, Size …
    Estimate,
    /// Goal, Objective, Purpose …
    Goal,
    /// Deliverables, Outcome, Output …: what is handed over, which is not acceptance.
    Deliverable,
    /// Tasks, Work, Backlog, To do, Scope …
    Tasks,
    /// Requirements, User stories covered …
    Requirements,
    /// Priority.
    Priority,
    /// Parallel, Can run with …
    Parallel,
    /// Risks.
    Risk,
    /// Notes, remarks.
    Note,
    /// An identifier: ID, #, No. …, as tables head it.
    Id,
    /// A title or description: Title, Name, Description, Summary …, as tables head it.
    Title,
    /// The unit or task that contains this: Parent, Part of …
    Parent,
}

/// A label of dependencies that goes on with what is waited for: `Depends on Sprint 1: Alpha` says nothing about Sprint 1,
/// other than `Dependencies of Sprint 1: …`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// Depends on, Blocked by, Requires, Builds on …
    Waits,
    /// After …: it may also say no more than when something is done, as in `After Sprint 1: retrospective`.
    After,
}

/// A kind's word found in text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindHit {
    /// The kind it names.
    pub kind: Kind,
    /// Its length in bytes.
    pub len: usize,
    /// Whether the word is a plural ("Weeks"); words without numbers of their own are singular.
    pub plural: bool,
    /// Whether the word means the kind only behind its number: 周 in 第1周, 주차 in 3주차, 日目 in 1日目.
    pub glued: bool,
}

/// A field's label found in text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldHit {
    /// What the label announces.
    pub field: Field,
    /// Its length in bytes.
    pub len: usize,
}

/// What configuration adds to the vocabulary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Additions {
    /// Kinds: the canonical name, and further words. A name that is known already gets the words.
    pub kinds: Vec<(String, Vec<String>)>,
    /// Field labels.
    pub fields: Vec<(Field, String)>,
    /// Status words.
    pub statuses: Vec<(Status, String)>,
}

/// The words of plans, ready for looking up. Comparison ignores case, accents, and blanks against hyphens.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    kinds: HashMap<String, KindWord>,
    kind_names: Vec<String>,
    /// Kind words as listed, for completion.
    kind_list: Vec<(String, Kind)>,
    fields: HashMap<String, Field>,
    fields_as_written: HashMap<&'static str, Field>,
    leads: HashMap<String, Lead>,
    statuses: HashMap<String, (Status, bool)>,
    nones: HashMap<String, ()>,
    unknowns: HashMap<String, ()>,
    longest: usize,
    longest_cjk: usize,
    /// The words of time, which configuration does not touch.
    pub(crate) time: Arc<timewords::TimeWords>,
}

#[derive(Clone, Copy, Debug)]
struct KindWord {
    kind: Kind,
    plural: bool,
    glued: bool,
}

impl Vocabulary {
    /// The built-in words, built once.
    pub fn builtin() -> Arc<Vocabulary> {
        static BUILTIN: OnceLock<Arc<Vocabulary>> = OnceLock::new();
        Arc::clone(BUILTIN.get_or_init(|| Arc::new(Vocabulary::build())))
    }

    /// This vocabulary with more words. A phrase that is added takes the place of a built-in one.
    pub fn with(&self, additions: &Additions) -> Vocabulary {
        let mut more = self.clone();
        for (name, words) in &additions.kinds {
            let kind = match self.kind(name) {
                Some(known) => known,
                None => {
                    more.kind_names.push(name.clone());
                    Kind(u16::try_from(more.kind_names.len() - 1).unwrap_or(u16::MAX))
                }
            };
            for word in std::iter::once(name).chain(words) {
                more.add_kind(word, KindWord { kind, plural: false, glued: false }, true);
                if word.is_ascii() {
                    more.add_kind(&format!("{word}s"), KindWord { kind, plural: true, glued: false }, false);
                }
            }
        }
        for (field, label) in &additions.fields {
            more.measure(label);
            more.fields.insert(fold(label), *field);
        }
        for (status, phrase) in &additions.statuses {
            more.measure(phrase);
            more.statuses.insert(fold(phrase), (*status, true));
        }
        more
    }

    /// The kind that a whole word or phrase names, in any case, singular or plural ("Sprints", "Task Group").
    pub fn kind(&self, word: &str) -> Option<Kind> {
        self.kinds.get(&fold(word)).map(|known| known.kind)
    }

    /// The longest kind word that starts at byte `at`. Where words are written with blanks, it must begin and end at a
    /// word's boundary; a digit directly behind is fine ("Sprint2").
    pub fn kind_at(&self, text: &str, at: usize) -> Option<KindHit> {
        self.longest_at(text, at, |phrase| self.kinds.get(phrase)).map(|(word, len)| KindHit {
            kind: word.kind,
            len,
            plural: word.plural,
            glued: word.glued,
        })
    }

    /// The canonical English name of a kind, in the singular and in small letters; "" for one that this vocabulary lacks.
    pub fn kind_name(&self, kind: Kind) -> &str {
        self.kind_names.get(usize::from(kind.0)).map_or("", String::as_str)
    }

    /// Every kind word, as it is listed.
    pub fn kind_words(&self) -> impl Iterator<Item = (&str, Kind)> {
        self.kind_list.iter().map(|(word, kind)| (word.as_str(), *kind))
    }

    /// The field that a whole label announces, in any case. A parenthesis and a colon behind it do not count.
    pub fn field(&self, label: &str) -> Option<Field> {
        let label = label.trim().trim_end_matches([':', '\u{FF1A}', ' ', '*', '_', '.']);
        if let Some(field) = self.fields_as_written.get(label) {
            return Some(*field);
        }
        let folded = fold(label);
        if let Some(field) = self.fields.get(&folded) {
            return Some(*field);
        }
        match without_parenthesis(label) {
            Some(bare) => self.field(bare),
            None => self.first_of_two(&folded),
        }
    }

    /// The field of "Dependencies & Risks": the first of two, where each is a field.
    fn first_of_two(&self, folded: &str) -> Option<Field> {
        [" & ", " / ", "/", " and ", " und ", " et ", " y ", " e ", " en ", " i ", " и ", "和", "と", "与", "・"]
            .iter()
            .find_map(|joint| {
                let (first, second) = folded.split_once(joint)?;
                self.fields.get(second)?;
                self.fields.get(first).copied()
            })
    }

    /// How a whole label of dependencies goes on, where it goes on with what is waited for.
    pub fn lead(&self, label: &str) -> Option<Lead> {
        self.leads.get(&fold(label)).copied()
    }

    /// The longest field label that starts at byte `at`, within word boundaries ("Depends on Sprint 2").
    pub fn field_at(&self, text: &str, at: usize) -> Option<FieldHit> {
        self.longest_at(text, at, |phrase| self.fields.get(phrase)).map(|(field, len)| FieldHit { field: *field, len })
    }

    /// The longest field label that ends `text`, and the byte where it starts ("Phase 1 Exit Criteria").
    pub fn field_tail(&self, text: &str) -> Option<(Field, usize)> {
        let text = text.trim_end_matches([':', '\u{FF1A}', ' ', '*', '_', '.']);
        let floor = text.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
        let mut before: Option<char> = text.get(..floor).and_then(|head| head.chars().next_back());
        for (offset, c) in text.get(floor..)?.char_indices() {
            let at = floor + offset;
            let starts = is_cjk(c) || !before.is_some_and(|b| is_letter(b) || b.is_alphanumeric() && !is_cjk(b));
            before = Some(c);
            if !starts || c.is_whitespace() {
                continue;
            }
            let tail = text.get(at..)?;
            if let Some(field) = self.fields_as_written.get(tail).or_else(|| self.fields.get(&fold(tail))) {
                return Some((*field, at));
            }
        }
        self.field_tail(without_parenthesis(text)?)
    }

    /// The status that a whole phrase says.
    pub fn status(&self, phrase: &str) -> Option<Status> {
        self.statuses.get(&fold(phrase)).map(|(status, _)| *status)
    }

    /// The status that a whole phrase says where none is asked for, as in a heading: "complete", but not "review".
    pub fn firm_status(&self, phrase: &str) -> Option<Status> {
        self.statuses.get(&fold(phrase)).filter(|(_, firm)| *firm).map(|(status, _)| *status)
    }

    /// The longest status phrase that starts at byte `at`, its length, and whether it is a firm one.
    pub fn status_at(&self, text: &str, at: usize) -> Option<(Status, usize, bool)> {
        self.longest_at(text, at, |phrase| self.statuses.get(phrase)).map(|((status, firm), len)| (*status, len, *firm))
    }

    /// Whether a phrase says that there is none: None, Nothing (first phase), –, n/a, keine, 无 …
    pub fn is_none(&self, phrase: &str) -> bool {
        let phrase = phrase
            .trim()
            .trim_matches(['*', '_', '`', '.', '。', '(', ')', '\u{FF08}', '\u{FF09}', '[', ']', '"'])
            .trim();
        if phrase.chars().all(|c| fold::is_dash(c) || c == '/' || c == '∅' || c == '×') {
            return true;
        }
        if self.nones.contains_key(&fold(phrase)) {
            return true;
        }
        let head =
            phrase.split(['(', '\u{FF08}', ',', ';', '—', '–', '\u{FF0C}', '。', ':']).next().unwrap_or("").trim();
        head.len() < phrase.len() && !head.is_empty() && self.nones.contains_key(&fold(head))
    }

    /// Whether a phrase only says that what belongs here is still to be written: TBD, TODO, `[NEEDS CLARIFICATION: …]`,
    /// a dash. An ellipsis does not count: it is the blank that an author is about to fill.
    pub fn is_unknown(&self, phrase: &str) -> bool {
        let bare = phrase.trim().trim_matches([
            '*', '_', '`', '.', '。', '(', ')', '\u{FF08}', '\u{FF09}', '[', ']', '<', '>', ':', '!', ' ',
        ]);
        let dashes = !phrase.trim().is_empty() && phrase.trim().chars().all(fold::is_dash);
        dashes
            || self.unknowns.contains_key(&fold(bare))
            || phrase.trim_start().to_uppercase().starts_with("[NEEDS CLARIFICATION")
                && phrase.trim_end().ends_with(']')
    }

    /// The month that a word names, from 1.
    pub fn month(&self, word: &str) -> Option<u8> {
        self.time.word(word)?.month.map(|month| month.number)
    }

    /// The weekday that a word names; Monday is 1.
    pub fn weekday(&self, word: &str) -> Option<u8> {
        self.time.weekday(word)
    }

    /// The number that a word names: one … twenty, first … tenth, 一 … 九十九.
    pub fn number_word(&self, word: &str) -> Option<u32> {
        self.time
            .word(word)
            .and_then(|facts| facts.number.or(facts.ordinal))
            .or_else(|| timewords::chinese_number(word))
    }

    /// The unit of time that a word names.
    pub fn time_unit(&self, word: &str) -> Option<TimeUnit> {
        self.time.unit(word)
    }

    fn build() -> Vocabulary {
        let mut vocabulary = Vocabulary {
            kinds: HashMap::new(),
            kind_names: Vec::new(),
            kind_list: Vec::new(),
            fields: HashMap::new(),
            fields_as_written: HashMap::new(),
            leads: HashMap::new(),
            statuses: HashMap::new(),
            nones: times::NONE.iter().map(|phrase| (fold(phrase), ())).collect(),
            unknowns: unknowns::UNKNOWNS.iter().map(|phrase| (fold(phrase), ())).collect(),
            longest: 1,
            longest_cjk: 1,
            time: Arc::new(timewords::TimeWords::build()),
        };
        for row in kinds::KINDS {
            vocabulary.kind_names.push(row.name.to_owned());
            for (words, plural, glued) in [(row.one, false, false), (row.many, true, false), (row.after, false, true)] {
                for word in words {
                    vocabulary.add_kind(word, KindWord { kind: row.kind, plural, glued }, false);
                }
            }
        }
        for (field, phrases) in fields::FIELDS {
            for phrase in *phrases {
                vocabulary.measure(phrase);
                vocabulary.fields.entry(fold(phrase)).or_insert(*field);
            }
        }
        for (field, phrases) in fields::FIELDS_AS_WRITTEN {
            vocabulary.fields_as_written.extend(phrases.iter().map(|phrase| (*phrase, *field)));
        }
        for (lead, phrases) in [(Lead::Waits, fields::WAITS), (Lead::After, fields::AFTER)] {
            vocabulary.leads.extend(phrases.iter().map(|phrase| (fold(phrase), lead)));
        }
        for row in statuses::STATUSES {
            for word in row.words {
                vocabulary.measure(word);
                vocabulary.statuses.entry(fold(word)).or_insert((row.status, row.firm));
            }
        }
        vocabulary
    }

    fn add_kind(&mut self, word: &str, known: KindWord, replace: bool) {
        let key = fold(word);
        if key.is_empty() || (self.kinds.contains_key(&key) && !replace) {
            return;
        }
        self.measure(word);
        self.kinds.insert(key, known);
        self.kind_list.push((word.to_owned(), known.kind));
    }

    /// Keeps the longest phrase's size, which bounds every search.
    fn measure(&mut self, phrase: &str) {
        let words = phrase.split([' ', '-']).count();
        self.longest = self.longest.max(words);
        if phrase.chars().any(is_cjk) {
            self.longest_cjk = self.longest_cjk.max(phrase.chars().count());
        }
    }

    /// The longest phrase at byte `at` that `known` knows, and its length in bytes.
    fn longest_at<'v, T>(
        &'v self,
        text: &str,
        at: usize,
        known: impl Fn(&str) -> Option<&'v T>,
    ) -> Option<(&'v T, usize)> {
        let rest = text.get(at..)?;
        let first = rest.chars().next()?;
        let mut key = String::new();
        if is_cjk(first) {
            let mut ends: Vec<usize> = Vec::new();
            for (offset, c) in rest.char_indices().take(self.longest_cjk) {
                if !is_cjk(c) && c != ' ' {
                    break;
                }
                ends.push(offset + c.len_utf8());
            }
            return ends.into_iter().rev().find_map(|end| {
                fold_into(rest.get(..end)?, &mut key);
                known(&key).map(|found| (found, end))
            });
        }
        if !is_letter(first)
            || text.get(..at)?.chars().next_back().is_some_and(|c| is_letter(c) || c == '_' || fold::digit(c).is_some())
        {
            return None;
        }
        let mut found = None;
        for end in WordEnds::new(rest).take(self.longest) {
            fold_into(rest.get(..end)?, &mut key);
            if let Some(value) = known(&key)
                && !rest.get(end..)?.starts_with(['_', '\'', '’'])
            {
                found = Some((value, end));
            }
        }
        found
    }
}

/// Where each word of a phrase ends: words of letters, apostrophes between letters included, joined by one blank or hyphen.
struct WordEnds<'a> {
    rest: &'a str,
    at: usize,
}

impl<'a> WordEnds<'a> {
    const LONGEST_WORD: usize = 48;

    fn new(rest: &'a str) -> WordEnds<'a> {
        WordEnds { rest, at: 0 }
    }
}

impl Iterator for WordEnds<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let tail = self.rest.get(self.at..)?;
        let mut chars = tail.char_indices().peekable();
        if self.at > 0 {
            chars.next_if(|(_, c)| matches!(c, ' ' | '-' | '_' | '\u{a0}' | '/'))?;
        }
        let mut end = None;
        while let Some((offset, c)) =
            chars.next_if(|(_, c)| is_letter(*c) || matches!(c, '\'' | '’') || is_invisible(*c))
        {
            if offset > WordEnds::LONGEST_WORD {
                return None;
            }
            if is_letter(c) {
                end = Some(offset + c.len_utf8());
            }
        }
        self.at += end?;
        Some(self.at)
    }
}

/// A label without the parenthesis that ends it: "Success Criteria (what must be true)".
fn without_parenthesis(label: &str) -> Option<&str> {
    let open = match label.chars().next_back()? {
        ')' => '(',
        '\u{FF09}' => '\u{FF08}',
        ']' => '[',
        _ => return None,
    };
    let at = label.find(open)?;
    let bare = label.get(..at)?.trim_end();
    (!bare.is_empty()).then_some(bare)
}
