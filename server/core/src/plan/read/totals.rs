//! Reads what a line says of the plan as a whole: its length ("across 6–8 weeks"), and that of all units of a kind
//! ("two-week sprints").

use std::ops::Range;

use crate::notation::time::{DateOrder, Duration, Time, TimeUnit, times};
use crate::notation::vocabulary::{Kind, Vocabulary};
use crate::plan::read::facts::{Fact, In};
use crate::plan::read::noter::Noter;
use crate::plan::read::plain::Plain;

/// Labels of the whole plan's length, in small letters.
const TOTALS: &[&str] = &[
    "total duration",
    "total timeline",
    "total time",
    "overall duration",
    "overall timeline",
    "project duration",
    "gesamtdauer",
    "durée totale",
    "duración total",
    "duração total",
    "durata totale",
    "totale doorlooptijd",
];

/// What the words right before a length say, where the sentence is about the plan.
const ACROSS: &[&str] = &["across", "over", "spans", "spanning", "covers", "takes"];

const PLAN_WORDS: &[&str] = &["plan", "roadmap", "project", "schedule"];

/// What `plain` says of the plan as a whole.
pub fn totals(plain: &Plain, vocabulary: &Vocabulary, noter: &mut Noter) -> Option<Fact> {
    if plain.text.len() > 400 || !plain.text.is_ascii() && plain.text.chars().count() > 300 {
        return None;
    }
    let low = plain.text.to_lowercase();
    if low.len() != plain.text.len() {
        return None;
    }
    if let Some((kind, length, range)) = cadence(plain, &low, vocabulary) {
        let slot = noter.plain(plain, range);
        return Some(Fact::Cadence(kind, In { value: length, slot }));
    }
    let start = low.len() - low.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let head = low.get(start..)?;
    let label =
        TOTALS.iter().any(|it| head.strip_prefix(it).is_some_and(|rest| rest.trim_start().starts_with([':', '：'])));
    let prose = !label && PLAN_WORDS.iter().any(|it| low.contains(it)) && ACROSS.iter().any(|it| low.contains(it));
    if !label && !prose {
        return None;
    }
    let found = times(&plain.text, vocabulary, DateOrder::Unknown);
    let mut lengths = found.iter().filter_map(|it| match it.value {
        Time::Duration(length) if matches!(length.unit, TimeUnit::Week | TimeUnit::Month) => {
            Some((length, it.start..it.end))
        }
        _ => None,
    });
    let (length, range) = lengths.next()?;
    let before = low.get(..range.start)?.trim_end_matches([' ', '~', '≈', '*']);
    let said = ACROSS.iter().any(|it| before.ends_with(&format!(" {it}")));
    (label || said).then(|| Fact::Total(In { value: length, slot: noter.plain(plain, range) }, label))
}

/// `Two-week sprints`, `2-week iterations`, `Sprint length: 2 weeks`.
fn cadence(plain: &Plain, low: &str, vocabulary: &Vocabulary) -> Option<(Kind, Duration, Range<usize>)> {
    let at = low.find("week")?;
    let before = low.get(..at)?.trim_end_matches(['-', '‑', '‐', ' ']);
    let word_start = before.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |it| it + 1);
    let word_start = (word_start..=before.len()).find(|it| before.is_char_boundary(*it))?;
    let weeks = match before.get(word_start..)? {
        "one" | "1" => 1,
        "two" | "2" => 2,
        "three" | "3" => 3,
        "four" | "4" => 4,
        _ => return None,
    };
    // `1-2-week sprints`, `1.5-week sprints`
    if before.get(..word_start)?.trim_end().ends_with(['-', '–', '.', ',', '/']) {
        return None;
    }
    let length = Duration { min: weeks * 100, max: weeks * 100, unit: TimeUnit::Week };
    let behind = at + "week".len();
    let rest = low.get(behind..)?;
    if let Some(kind) = rest.strip_prefix(' ').and_then(|_| vocabulary.kind_at(&plain.text, behind + 1)) {
        return kind.plural.then_some((kind.kind, length, word_start..behind + 1 + kind.len));
    }
    let label = low.trim_start_matches(|c: char| !c.is_alphanumeric());
    let kind = vocabulary.kind_at(&plain.text, low.len() - label.len())?;
    let behind_kind = label.get(kind.len..)?.trim_start();
    let named = ["length:", "duration:"].iter().any(|it| behind_kind.starts_with(it));
    named.then(|| (kind.kind, length, word_start..behind + usize::from(rest.starts_with('s'))))
}
