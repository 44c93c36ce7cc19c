//! Schedules as spans that can be compared: like with like, and only where the document is definite.

use std::fmt;

use jiff::civil::Date;

use crate::notation::time::{Point, Schedule, TimeUnit};
use crate::plan::unit::Unit;

/// What the ends of a [`Span`] count. Spans of different scales are never compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scale {
    /// Numbered days.
    Day,
    /// Numbered weeks.
    Week,
    /// Numbered months.
    Month,
    /// Days of the calendar; with a year, or without.
    Date(bool),
    /// Months of the calendar; with a year, or without.
    CalendarMonth(bool),
    /// Quarters; with a year, or without.
    Quarter(bool),
}

/// A closed range of days, weeks, months or quarters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// What the ends count.
    pub scale: Scale,
    /// The first.
    pub from: i64,
    /// The last, not before the first.
    pub to: i64,
}

impl Span {
    /// The span of a schedule; none where its end is open, before its start, ambiguous or no date of the calendar.
    pub fn of(schedule: &Schedule) -> Option<Span> {
        ends(schedule).filter(|(_, from, to)| from <= to).map(|(scale, from, to)| Span { scale, from, to })
    }

    /// How much it covers.
    pub fn length(self) -> i64 {
        self.to - self.from + 1
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.scale == other.scale && self.from <= other.from && other.to <= self.to
    }

    /// The same span, `by` later.
    pub fn shifted(self, by: i64) -> Span {
        Span { from: self.from + by, to: self.to + by, ..self }
    }

    /// What the two share, where that is certain to be time of both. A month or quarter is too coarse to tell when one
    /// of them lies within it, and the day on which one ends and the next begins is a handover.
    pub fn shared(self, other: Span) -> Option<Span> {
        let shared = Span { scale: self.scale, from: self.from.max(other.from), to: self.to.min(other.to) };
        if self.scale != other.scale || shared.from > shared.to {
            return None;
        }
        let certain = match self.scale {
            Scale::Day | Scale::Week => true,
            Scale::Month | Scale::CalendarMonth(_) | Scale::Quarter(_) => self.length() > 1 && other.length() > 1,
            Scale::Date(_) => shared.length() > 1 || self.length() == 1 && other.length() == 1,
        };
        certain.then_some(shared)
    }
}

impl fmt::Display for Span {
    /// `week 7`, `weeks 7–8`, `2025-01-06 to 2025-01-17`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.scale {
            Scale::Day => "day",
            Scale::Week => "week",
            Scale::Month => "month",
            scale => {
                write!(f, "{}", calendar(scale, self.from))?;
                return if self.from == self.to { Ok(()) } else { write!(f, " to {}", calendar(scale, self.to)) };
            }
        };
        match self.from == self.to {
            true => write!(f, "{word} {}", self.from),
            false => write!(f, "{word}s {}–{}", self.from, self.to),
        }
    }
}

/// The first and the last of a schedule as written, which may be the wrong way round; none where the end is open, or a
/// date is ambiguous or none of the calendar.
pub fn ends(schedule: &Schedule) -> Option<(Scale, i64, i64)> {
    if schedule.ambiguous || schedule.invalid {
        return None;
    }
    let (first, last) = with_one_year(schedule.from, schedule.to?);
    let (scale, from) = ordinal(schedule.unit, first)?;
    let (other, to) = ordinal(schedule.unit, last)?;
    (scale == other).then_some((scale, from, to))
}

/// The span of a unit's schedule.
pub fn span_of(unit: &Unit) -> Option<Span> {
    unit.schedule.as_ref().and_then(|said| Span::of(&said.value))
}

/// The last day of a schedule of the calendar; none where no year is said, the end is open, or nothing is definite.
pub fn last_day(schedule: &Schedule) -> Option<Date> {
    let span = Span::of(schedule)?;
    let year = |number: i64, of: i64| i16::try_from(number.div_euclid(of)).ok();
    let month_end = |year: i16, month: i64| Some(Date::new(year, i8::try_from(month).ok()?, 1).ok()?.last_of_month());
    match span.scale {
        Scale::Date(true) => day_of_number(span.to),
        Scale::CalendarMonth(true) => month_end(year(span.to, 12)?, span.to.rem_euclid(12) + 1),
        Scale::Quarter(true) => month_end(year(span.to, 4)?, span.to.rem_euclid(4) * 3 + 3),
        _ => None,
    }
}

/// The year of one end for the other, where only one says it.
fn with_one_year(first: Point, last: Point) -> (Point, Point) {
    let year_of = |point: Point| match point {
        Point::Date { year, .. } | Point::Quarter { year, .. } => year,
        Point::Number(_) => None,
    };
    let year = year_of(first).or(year_of(last));
    let with = |point: Point| match point {
        Point::Date { year: None, month, day } => Point::Date { year, month, day },
        Point::Quarter { year: None, quarter } => Point::Quarter { year, quarter },
        said => said,
    };
    (with(first), with(last))
}

fn ordinal(unit: TimeUnit, point: Point) -> Option<(Scale, i64)> {
    match point {
        Point::Number(number) => {
            let scale = match unit {
                TimeUnit::Day => Scale::Day,
                TimeUnit::Week => Scale::Week,
                TimeUnit::Month => Scale::Month,
                _ => return None,
            };
            Some((scale, i64::from(number)))
        }
        Point::Quarter { year, quarter } => {
            Some((Scale::Quarter(year.is_some()), i64::from(year.unwrap_or(0)) * 4 + i64::from(quarter) - 1))
        }
        Point::Date { year, month, day: None } => {
            Some((Scale::CalendarMonth(year.is_some()), i64::from(year.unwrap_or(0)) * 12 + i64::from(month) - 1))
        }
        Point::Date { year, month, day: Some(day) } => {
            Some((Scale::Date(year.is_some()), day_number(i64::from(year.unwrap_or(0)), month.into(), day.into())))
        }
    }
}

/// A day's number, from the first of March of the year 0 on; a year begins in March, so that a leap day ends it.
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leaps + (month * 153 + 2) / 5 + day - 1
}

/// The day of the calendar that `point` says; none where it says no day or no year, or there is no such day.
pub fn calendar_day(point: Point) -> Option<Date> {
    let Point::Date { year: Some(year), month, day: Some(day) } = point else { return None };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The number of a day, as spans of dates with a year count them.
pub fn number_of_day(date: Date) -> i64 {
    day_number(date.year().into(), date.month().into(), date.day().into())
}

/// The day of that number; none where it lies outside of the calendar.
pub fn day_of_number(number: i64) -> Option<Date> {
    let (year, month, day) = date_of(number);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The year, month and day of a day's number.
fn date_of(number: i64) -> (i64, i64, i64) {
    let mut year = number.div_euclid(366);
    while day_number(year + 1, 3, 1) <= number {
        year += 1;
    }
    let rest = number - day_number(year, 3, 1);
    let month = (rest * 5 + 2) / 153;
    let day = rest - (month * 153 + 2) / 5 + 1;
    if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
}

/// English months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day, month or quarter of the calendar as a person reads it.
pub fn calendar(scale: Scale, number: i64) -> String {
    let month_name = |month: i64| MONTHS.get((month - 1) as usize).copied().unwrap_or_default();
    match scale {
        Scale::Date(dated) => match (dated, date_of(number)) {
            (true, (year, month, day)) => format!("{year:04}-{month:02}-{day:02}"),
            (false, (_, month, day)) => format!("{day} {}", month_name(month)),
        },
        Scale::CalendarMonth(true) => format!("{} {}", month_name(number.rem_euclid(12) + 1), number.div_euclid(12)),
        Scale::CalendarMonth(false) => month_name(number.rem_euclid(12) + 1).to_owned(),
        Scale::Quarter(true) => format!("Q{} {}", number.rem_euclid(4) + 1, number.div_euclid(4)),
        Scale::Quarter(false) => format!("Q{}", number.rem_euclid(4) + 1),
        Scale::Day | Scale::Week | Scale::Month => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::span::{Scale, Span, date_of, day_number};

    fn span(scale: Scale, from: i64, to: i64) -> Span {
        Span { scale, from, to }
    }

    #[test]
    fn days_of_the_calendar_there_and_back() {
        for number in day_number(1999, 12, 1)..day_number(2005, 3, 2) {
            let (year, month, day) = date_of(number);
            assert_eq!(day_number(year, month, day), number);
        }
        assert_eq!(day_number(2024, 3, 1) - day_number(2024, 2, 28), 2);
        assert_eq!(day_number(2025, 3, 1) - day_number(2025, 2, 28), 1);
        assert_eq!(date_of(day_number(2025, 1, 6)), (2025, 1, 6));
    }

    #[test]
    fn weeks_overlap_in_one_week_and_months_only_in_what_is_certain() {
        let weeks = |from, to| span(Scale::Week, from, to);
        assert_eq!(weeks(7, 8).shared(weeks(6, 7)), Some(weeks(7, 7)));
        assert_eq!(weeks(7, 8).shared(weeks(5, 6)), None);
        let months = |from, to| span(Scale::Month, from, to);
        assert_eq!(months(1, 1).shared(months(1, 1)), None);
        assert_eq!(months(1, 3).shared(months(3, 4)), Some(months(3, 3)));
    }

    #[test]
    fn the_day_of_a_handover_is_no_overlap() {
        let dates = |from, to| span(Scale::Date(true), day_number(2025, 1, from), day_number(2025, 1, to));
        assert_eq!(dates(6, 20).shared(dates(20, 31)), None);
        assert_eq!(
            dates(6, 20).shared(dates(17, 31)).map(|it| it.to_string()),
            Some("2025-01-17 to 2025-01-20".into())
        );
    }

    #[test]
    fn spans_as_a_person_says_them() {
        assert_eq!(span(Scale::Week, 7, 8).to_string(), "weeks 7–8");
        assert_eq!(span(Scale::Day, 3, 3).to_string(), "day 3");
        assert_eq!(span(Scale::Quarter(true), 2025 * 4, 2025 * 4 + 1).to_string(), "Q1 2025 to Q2 2025");
        assert_eq!(span(Scale::Date(false), day_number(0, 1, 6), day_number(0, 1, 6)).to_string(), "6 January");
    }
}
