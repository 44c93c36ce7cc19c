//! Time that moves, in the words of the text that says it: the numbers, dates and months change, and nothing else.

use crate::document::Document;
use crate::ide::refactor::later::{By, closed, later};
use crate::lint::shift::{digit_runs, renumber};
use crate::lint::span::Span;
use crate::notation::time::{DateOrder, Point, Schedule, Time, TimeUnit, date_order, times};
use crate::notation::vocabulary::Vocabulary;
use crate::text::TextRange;

/// So many ways of changing the numbers of one text are tried.
const MOST_TRIED: usize = 256;

/// How a document writes time.
#[derive(Debug)]
pub struct Manner<'a> {
    /// Its words.
    pub vocabulary: &'a Vocabulary,
    /// Day or month first, in figures.
    pub order: DateOrder,
    /// Numbers below ten begin with a zero.
    pub pads: bool,
    /// Months are abbreviated.
    pub abbreviates: bool,
}

impl<'a> Manner<'a> {
    /// Learns it from all that `document` says of time.
    pub fn of_document(document: &'a Document) -> Manner<'a> {
        let plan = document.plan();
        let units = plan.units.iter().filter_map(|it| it.schedule.as_ref());
        let restated = plan.restatements.iter().filter_map(|it| it.schedule.as_ref());
        let texts: Vec<String> = units.chain(restated).map(|it| document.slice(it.place)).collect();
        let whole = document.text().to_string();
        Manner::of(&document.source().vocabulary, date_order(whole.lines()), &texts)
    }

    /// Learns it from the places that say schedules, of which `texts` are the words.
    pub fn of(vocabulary: &'a Vocabulary, order: DateOrder, texts: &[String]) -> Manner<'a> {
        let (mut zeros, mut single, mut stuck) = (false, false, false);
        let (mut short, mut long) = (0, 0);
        for text in texts {
            // Dates of the calendar pad their days for themselves.
            let runs = digit_runs(text);
            let counts = runs.iter().all(|it| it.len() <= 2) && month_words(text, vocabulary).is_empty();
            for run in runs.into_iter().filter(|_| counts) {
                let digits = run.of(text);
                zeros |= digits.len() == 2 && digits.starts_with('0');
                single |= digits.len() == 1;
                stuck |= digits.len() == 2
                    && text.get(..run.start as usize).is_some_and(|it| it.ends_with(|c: char| c.is_ascii_alphabetic()));
            }
            for word in month_words(text, vocabulary).iter().map(|it| it.of(text)) {
                match word.chars().count() {
                    // May is both.
                    3 if word.eq_ignore_ascii_case("may") => {}
                    0..=3 => short += 1,
                    _ => long += 1,
                }
            }
        }
        Manner { vocabulary, order, pads: zeros || stuck && !single, abbreviates: short > long }
    }
}

/// The changes that let `text` say its schedule `by` later. `said` is what it is known to say, where its words alone do
/// not tell, as in a table's cell. None where the words cannot be changed so that they say exactly that.
pub fn text_later(
    text: &str,
    said: Option<&Schedule>,
    by: By,
    manner: &Manner<'_>,
) -> Option<Vec<(TextRange, String)>> {
    let (range, schedule) = match first_schedule(text, manner) {
        Some((range, read)) => (range, read),
        None => (TextRange::new(0, text.len() as u32), *said?),
    };
    let new = later(&schedule, by)?;
    if new == schedule {
        return Some(Vec::new());
    }
    let words = range.of(text);
    let changes = match (schedule.from, schedule.unit) {
        (Point::Number(_), TimeUnit::Day | TimeUnit::Week | TimeUnit::Month) => {
            let (old, new) = (Span::of(&closed(&schedule))?, Span::of(&closed(&new))?);
            renumber(words, old, new.from - old.from, manner.pads)?
        }
        _ => redate(words, &schedule, &new, manner)?,
    };
    Some(changes.into_iter().map(|(at, insert)| (at.shifted(range.start), insert)).collect())
}

/// The first schedule that `text` says, and where.
pub fn first_schedule(text: &str, manner: &Manner<'_>) -> Option<(TextRange, Schedule)> {
    times(text, manner.vocabulary, manner.order).into_iter().find_map(|it| match it.value {
        Time::Schedule(schedule) => Some((TextRange::new(it.start as u32, it.end as u32), schedule)),
        Time::Duration(_) => None,
    })
}

/// A word or number of a date, with what it may become.
struct Part {
    range: TextRange,
    choices: Vec<String>,
}

/// Changes the days, months and years of `text`, so that it reads as `new`: each number may stand for any of the old
/// values that it equals, and what reads rightly is right.
fn redate(text: &str, old: &Schedule, new: &Schedule, manner: &Manner<'_>) -> Option<Vec<(TextRange, String)>> {
    let weekdays = text.split(|c: char| !c.is_alphabetic()).any(|it| manner.vocabulary.weekday(it).is_some());
    if weekdays && !is_whole_weeks(old, new) {
        return None;
    }
    let pairs = values(old, new);
    let mut parts: Vec<Part> = Vec::new();
    for range in digit_runs(text) {
        parts.push(numbered(text, range, &pairs)?);
    }
    for range in month_words(text, manner.vocabulary) {
        parts.push(named(text, range, &pairs, manner)?);
    }
    parts.sort_by_key(|it| it.range.start);
    let all: usize = parts.iter().map(|it| it.choices.len()).product();
    (0..all.min(MOST_TRIED)).find_map(|mut choice| {
        let mut changes = Vec::new();
        for part in parts.iter().rev() {
            let insert = part.choices.get(choice % part.choices.len())?;
            choice /= part.choices.len();
            if insert != part.range.of(text) {
                changes.push((part.range, insert.clone()));
            }
        }
        let mut after = text.to_owned();
        for (range, insert) in &changes {
            after.replace_range(range.start as usize..range.end as usize, insert);
        }
        changes.reverse();
        let (range, read) = first_schedule(&after, manner)?;
        (read == *new && range.len() as usize == after.len()).then_some(changes)
    })
}

/// The part of a date that a number may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Year,
    Month,
    Day,
    Quarter,
}

/// The parts of the two ends, each with its old and its new value.
fn values(old: &Schedule, new: &Schedule) -> Vec<(Sort, i64, i64)> {
    let mut pairs = Vec::new();
    for (old, new) in [(Some(old.from), Some(new.from)), (old.to, new.to)] {
        match (old, new) {
            (
                Some(Point::Date { year, month, day }),
                Some(Point::Date { year: later_year, month: later_month, day: later_day }),
            ) => {
                pairs.extend(year.zip(later_year).map(|(old, new)| (Sort::Year, old.into(), new.into())));
                pairs.push((Sort::Month, month.into(), later_month.into()));
                pairs.extend(day.zip(later_day).map(|(old, new)| (Sort::Day, old.into(), new.into())));
            }
            (
                Some(Point::Quarter { year, quarter }),
                Some(Point::Quarter { year: later_year, quarter: later_quarter }),
            ) => {
                pairs.extend(year.zip(later_year).map(|(old, new)| (Sort::Year, old.into(), new.into())));
                pairs.push((Sort::Quarter, quarter.into(), later_quarter.into()));
            }
            _ => {}
        }
    }
    pairs
}

fn is_whole_weeks(old: &Schedule, new: &Schedule) -> bool {
    let spans = Span::of(&closed(old)).zip(Span::of(&closed(new)));
    spans.is_some_and(|(old, new)| (new.from - old.from) % 7 == 0)
}

/// What a number may become: each of the values that it may stand for; itself nowhere.
fn numbered(text: &str, range: TextRange, pairs: &[(Sort, i64, i64)]) -> Option<Part> {
    let digits = range.of(text);
    let value: i64 = digits.parse().ok()?;
    let behind = text.get(range.end as usize..).unwrap_or_default();
    let suffix = ["st", "nd", "rd", "th"].into_iter().find(|it| behind.starts_with(it));
    let mut choices: Vec<String> = Vec::new();
    for (sort, old, new) in pairs {
        let written = match (sort, digits.len()) {
            (Sort::Year, 4) if *old == value => format!("{new}"),
            (Sort::Year, 2) if old % 100 == value => format!("{:02}", new % 100),
            (Sort::Year, _) => continue,
            (_, 1 | 2) if *old == value => match (padded(text, digits), suffix) {
                (true, _) => format!("{new:02}"),
                (false, Some(_)) => format!("{new}{}", ordinal(*new)),
                (false, None) => format!("{new}"),
            },
            _ => continue,
        };
        if !choices.contains(&written) {
            choices.push(written);
        }
    }
    let taken = suffix.map_or(0, |it| it.len() as u32);
    let range = TextRange::new(range.start, range.end + taken);
    (!choices.is_empty()).then_some(Part { range, choices })
}

/// Whether a day or month in figures has two digits always: one here begins with a zero, or the date is an ISO one.
fn padded(text: &str, digits: &str) -> bool {
    let runs: Vec<&str> = digit_runs(text).into_iter().map(|it| it.of(text)).collect();
    let has_short = runs.iter().any(|it| it.len() == 1);
    let has_zero = runs.iter().any(|it| it.len() == 2 && it.starts_with('0'));
    let in_figures = !text.contains(|c: char| c.is_alphabetic());
    digits.len() == 2 && !has_short && (has_zero || in_figures)
}

fn ordinal(number: i64) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// The words of `text` that name a month.
fn month_words(text: &str, vocabulary: &Vocabulary) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphabetic(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let range = TextRange::new(from as u32, at as u32);
                if vocabulary.month(range.of(text)).is_some() {
                    found.push(range);
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// What a month's name may become: one of the same length and case. Other languages' months decline, and so stay.
fn named(text: &str, range: TextRange, pairs: &[(Sort, i64, i64)], manner: &Manner<'_>) -> Option<Part> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = range.of(text);
    let month = i64::from(manner.vocabulary.month(word)?);
    let folded = word.to_lowercase();
    let full = usize::try_from(month - 1).ok().and_then(|it| MONTHS.get(it)).copied()?;
    let mut choices: Vec<String> = Vec::new();
    for (_, old, new) in pairs.iter().filter(|(sort, old, _)| *sort == Sort::Month && *old == month) {
        let other = usize::try_from(new - 1).ok().and_then(|it| MONTHS.get(it)).copied()?;
        let written = match () {
            () if old == new => word.to_owned(),
            () if folded == "may" => cased(if manner.abbreviates { other.get(..3)? } else { other }, word),
            () if folded == full => cased(other, word),
            () if full.get(..3) == Some(&folded) => cased(other.get(..3)?, word),
            () => continue,
        };
        if !choices.contains(&written) {
            choices.push(written);
        }
    }
    (!choices.is_empty()).then_some(Part { range, choices })
}

fn cased(name: &str, like: &str) -> String {
    let mut letters = like.chars();
    let first = letters.next().is_some_and(char::is_uppercase);
    match (first, letters.next().is_some_and(char::is_uppercase)) {
        (true, true) => name.to_uppercase(),
        (true, false) => name.chars().take(1).flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::ide::refactor::later::{By, Step};
    use crate::ide::refactor::wording::{Manner, text_later};
    use crate::notation::time::DateOrder;
    use crate::notation::vocabulary::Vocabulary;

    fn moved(text: &str, count: i64, step: Step) -> Option<String> {
        let vocabulary = Vocabulary::builtin();
        let manner = Manner::of(&vocabulary, DateOrder::DayFirst, &[text.to_owned()]);
        let changes = text_later(text, None, By { count, step }, &manner)?;
        let mut text = text.to_owned();
        for (range, insert) in changes.into_iter().rev() {
            text.replace_range(range.start as usize..range.end as usize, &insert);
        }
        Some(text)
    }

    #[test]
    fn dates_move_in_the_form_that_they_have() {
        for (before, after) in [
            ("2026-01-26 to 2026-01-30", "2026-02-02 to 2026-02-06"),
            ("2025-12-29", "2026-01-05"),
            ("Jan 26 – Jan 30", "Feb 2 – Feb 6"),
            ("Jan 5–16, 2026", "Jan 12–23, 2026"),
            ("January 1st, 2026", "January 8th, 2026"),
            ("24.02.2026", "03.03.2026"),
            ("2/2/2026 - 6/2/2026", "9/2/2026 - 13/2/2026"),
            ("6 January 2026", "13 January 2026"),
            ("Weeks 9-10", "Weeks 10-11"),
            ("W09", "W10"),
        ] {
            assert_eq!(moved(before, 1, Step::Week).as_deref(), Some(after), "{before}");
            assert_eq!(moved(after, -1, Step::Week).as_deref(), Some(before), "{after}");
        }
        assert_eq!(moved("Q4 2025", 1, Step::Quarter).as_deref(), Some("Q1 2026"));
        assert_eq!(moved("March 2026", 1, Step::Month).as_deref(), Some("April 2026"));
    }

    #[test]
    fn what_cannot_be_said_exactly_is_not_said() {
        assert_eq!(moved("Feb 24 – Mar 3", 1, Step::Week), None, "the year decides");
        assert_eq!(moved("Monday, January 5, 2026", 1, Step::Day), None, "the weekday would be wrong");
        assert_eq!(moved("26 janvier 2026", 1, Step::Week), None, "no month of this language");
        assert_eq!(moved("Week 1", -1, Step::Week), None, "no week 0");
    }
}
