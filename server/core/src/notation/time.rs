//! Schedules, dates and durations: when a unit runs, and how long it takes.

use std::cmp::Ordering;
use std::fmt;

use crate::notation::time::token::{Reader, Sort};
use crate::notation::vocabulary::Vocabulary;

mod date;
mod figures;
mod length;
mod ordinal;
mod token;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeUnit {
    /// Minutes; a duration shows them as a part of hours.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Quarters of a year.
    Quarter,
    /// Years.
    Year,
    /// Dates of the calendar.
    Date,
}

impl fmt::Display for TimeUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TimeUnit::Minute => "minute",
            TimeUnit::Hour => "hour",
            TimeUnit::Day => "day",
            TimeUnit::Week => "week",
            TimeUnit::Month => "month",
            TimeUnit::Quarter => "quarter",
            TimeUnit::Year => "year",
            TimeUnit::Date => "date",
        })
    }
}

/// An end of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Point {
    /// The number of a week, day or month, counted from the plan's start.
    Number(i32),
    /// A date, to the day or to the month, with its year where one is said.
    Date {
        /// The year, if one is said.
        year: Option<i16>,
        /// From 1. As written: it may not exist.
        month: u8,
        /// From 1. As written: it may not exist in that month.
        day: Option<u8>,
    },
    /// A quarter of a year.
    Quarter {
        /// The year, if one is said.
        year: Option<i16>,
        /// From 1 to 4.
        quarter: u8,
    },
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Point::Number(number) => write!(f, "{number}"),
            Point::Date { year, month, day } => {
                match year {
                    Some(year) => write!(f, "{year:04}-{month:02}")?,
                    None => write!(f, "--{month:02}")?,
                }
                match day {
                    Some(day) => write!(f, "-{day:02}"),
                    None => Ok(()),
                }
            }
            Point::Quarter { year: Some(year), quarter } => write!(f, "{year:04}-Q{quarter}"),
            Point::Quarter { year: None, quarter } => write!(f, "Q{quarter}"),
        }
    }
}

/// When something runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Schedule {
    /// What the points count: weeks, days, months, quarters or dates.
    pub unit: TimeUnit,
    /// The first.
    pub from: Point,
    /// The last, which is the first again for a single one; none where the end is open ("Week 7+").
    pub to: Option<Point>,
    /// Whether day and month may be the other way round (06/01/2026), and nothing in the document decides it.
    pub ambiguous: bool,
    /// Whether a date does not exist (June 31).
    pub invalid: bool,
    /// Whether its weeks are those of a year (KW 12, 2026-W16), and do not count from the plan's start.
    pub of_year: bool,
}

/// A length of time, or a range of lengths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Duration {
    /// The least, in hundredths of the unit.
    pub min: u32,
    /// The most, in hundredths of the unit; the same as `min` for one length.
    pub max: u32,
    /// Minutes to years.
    pub unit: TimeUnit,
}

impl fmt::Display for Duration {
    /// As plans write it in short: `2w`, `1-2d`, `0.5h`; minutes as parts of hours, months as `m`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (letter, by) = match self.unit {
            TimeUnit::Minute => ("h", 60),
            TimeUnit::Hour => ("h", 1),
            TimeUnit::Day | TimeUnit::Date => ("d", 1),
            TimeUnit::Week => ("w", 1),
            TimeUnit::Month => ("m", 1),
            TimeUnit::Quarter => ("q", 1),
            TimeUnit::Year => ("y", 1),
        };
        let short = |hundredths: u32| {
            let rounded = (hundredths + by / 2) / by;
            let (whole, part) = (rounded / 100, rounded % 100);
            match part {
                0 => format!("{whole}"),
                part if part % 10 == 0 => format!("{whole}.{}", part / 10),
                part => format!("{whole}.{part:02}"),
            }
        };
        if self.min == self.max {
            write!(f, "{}{letter}", short(self.min))
        } else {
            write!(f, "{}-{}{letter}", short(self.min), short(self.max))
        }
    }
}

/// Something read in a text, and the bytes that say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timed<T> {
    /// What was read.
    pub value: T,
    /// The first byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
}

/// A time as plans state it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Time {
    /// When.
    Schedule(Schedule),
    /// How long.
    Duration(Duration),
}

/// How a document writes days and months in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// 31/12/2026.
    DayFirst,
    /// 12/31/2026.
    MonthFirst,
    /// Nothing decides it; read as day first, and said to be ambiguous where both could be.
    #[default]
    Unknown,
}

/// Every schedule and duration in running text, from left to right, none overlapping another, the longest first.
///
/// `Jul W2`, the second week of July, is read as its days: July 8 to 14. Clock times, versions, prices, rates ("5 hours
/// per week") and person-days are neither schedules nor durations.
pub fn times(text: &str, vocabulary: &Vocabulary, order: DateOrder) -> Vec<Timed<Time>> {
    let reader = Reader::new(text, vocabulary, order);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = reader.get(at) {
        match reader.time(at) {
            Some((time, next)) if next > at => {
                let end = reader.get(next - 1).map_or(token.end, |last| last.end);
                found.push(Timed { value: time, start: token.start, end });
                at = next;
            }
            _ => at += 1,
        }
    }
    found
}

/// The order of day and month that a document's texts use, decided by those of their dates that can be read in one way only.
pub fn date_order<'a>(texts: impl Iterator<Item = &'a str>) -> DateOrder {
    let vocabulary = Vocabulary::builtin();
    let (mut day_first, mut month_first) = (0_u32, 0_u32);
    for text in texts {
        if !text.contains(['/', '-']) {
            continue;
        }
        let reader = Reader::new(text, &vocabulary, DateOrder::Unknown);
        for at in 0..reader.tokens.len() {
            match reader.proven_order(at) {
                Some(DateOrder::DayFirst) => day_first += 1,
                Some(DateOrder::MonthFirst) => month_first += 1,
                _ => {}
            }
        }
    }
    match day_first.cmp(&month_first) {
        Ordering::Greater => DateOrder::DayFirst,
        Ordering::Less => DateOrder::MonthFirst,
        Ordering::Equal => DateOrder::Unknown,
    }
}

impl Reader<'_> {
    /// The longest time that starts at a token, and the token behind it.
    fn time(&self, at: usize) -> Option<(Time, usize)> {
        let token = self.get(at)?;
        if matches!(token.sort, Sort::Sign(sign) if sign != '½' && sign != '¼')
            || token.sort == Sort::Word && token.facts.is_none() && !matches!(self.word(at), "T" | "К")
        {
            return None;
        }
        let schedules = [self.dates(at), self.quarters(at), self.unit_then_number(at), self.number_then_unit(at)];
        let mut best: Option<(Time, usize)> = None;
        for (schedule, next) in schedules.into_iter().flatten() {
            if best.is_none_or(|(_, longest)| next > longest) {
                best = Some((Time::Schedule(schedule), next));
            }
        }
        match self.duration(at) {
            Some((duration, next)) if best.is_none_or(|(_, longest)| next > longest) => {
                Some((Time::Duration(duration), next))
            }
            _ => best,
        }
    }
}
