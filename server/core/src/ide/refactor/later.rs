//! Time that moves: how much later a schedule is after a shift.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::lint::span::{Scale, Span};
use crate::notation::time::{Point, Schedule, TimeUnit};

/// What a shift counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Quarters of a year.
    Quarter,
}

impl Step {
    /// What a scale of numbers counts.
    pub fn numbered(scale: Scale) -> Option<Step> {
        match scale {
            Scale::Day => Some(Step::Day),
            Scale::Week => Some(Step::Week),
            Scale::Month => Some(Step::Month),
            _ => None,
        }
    }

    /// In small letters: `week`.
    pub fn word(self) -> &'static str {
        match self {
            Step::Day => "day",
            Step::Week => "week",
            Step::Month => "month",
            Step::Quarter => "quarter",
        }
    }
}

/// How far something moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct By {
    /// How many steps later; earlier below zero.
    pub count: i64,
    /// What a step is.
    pub step: Step,
}

/// What a shift means for a schedule that counts something of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// So many of its own later.
    Exactly(i64),
    /// It is too coarse for the shift to show: a quarter does not change when a week passes.
    Hidden,
    /// Nobody can tell: numbered days may be days of work.
    Unknown,
}

impl By {
    /// In words: `2 weeks later`.
    pub fn words(self) -> String {
        let (many, when) = (self.count.unsigned_abs(), if self.count < 0 { "earlier" } else { "later" });
        format!("{many} {}{} {when}", self.step.word(), if many == 1 { "" } else { "s" })
    }

    /// How many of its own a schedule on `scale` moves.
    pub fn on(self, scale: Scale) -> Amount {
        let whole = |many: i64, each: i64| match many % each {
            0 => Amount::Exactly(many / each),
            _ => Amount::Unknown,
        };
        match (scale, self.step) {
            (Scale::Day, Step::Day) | (Scale::Week, Step::Week) | (Scale::Date(_), Step::Day) => {
                Amount::Exactly(self.count)
            }
            (Scale::Date(_), Step::Week) => Amount::Exactly(self.count * 7),
            (Scale::Week, Step::Day) => whole(self.count, 7),
            (Scale::Month | Scale::CalendarMonth(_), Step::Month) | (Scale::Quarter(_), Step::Quarter) => {
                Amount::Exactly(self.count)
            }
            (Scale::CalendarMonth(_), Step::Quarter) => Amount::Exactly(self.count * 3),
            (Scale::Month | Scale::CalendarMonth(_) | Scale::Quarter(_), Step::Day | Step::Week) => Amount::Hidden,
            (Scale::Quarter(_), Step::Month) => whole(self.count, 3),
            (Scale::Day | Scale::Week | Scale::Date(_), _) | (Scale::Month, Step::Quarter) => Amount::Unknown,
        }
    }
}

/// What a schedule counts, where that is definite; an open end counts too.
pub fn scale_of(schedule: &Schedule) -> Option<Scale> {
    Span::of(&closed(schedule)).map(|it| it.scale)
}

/// The same schedule, `by` later; none where it is not definite, leaves the calendar, or hangs on an unsaid year.
pub fn later(schedule: &Schedule, by: By) -> Option<Schedule> {
    let amount = match by.on(scale_of(schedule)?) {
        Amount::Exactly(amount) => amount,
        Amount::Hidden => return Some(*schedule),
        Amount::Unknown => return None,
    };
    let to = match schedule.to {
        Some(to) => Some(point_later(to, amount)?),
        None => None,
    };
    Some(Schedule { from: point_later(schedule.from, amount)?, to, ..*schedule })
}

/// The same with an end: one that is open ends where it begins.
pub fn closed(schedule: &Schedule) -> Schedule {
    Schedule { to: schedule.to.or(Some(schedule.from)), ..*schedule }
}

/// Why a schedule that is definite has none that is `by` later, in words that follow a colon.
pub fn why_not(schedule: &Schedule, by: By) -> &'static str {
    let points = [Some(schedule.from), schedule.to];
    let is_yearless = points.iter().flatten().any(|it| matches!(it, Point::Date { year: None, .. }));
    match schedule.unit {
        TimeUnit::Week if by.count < 0 && !is_yearless => "week 1 is the first",
        TimeUnit::Day if by.count < 0 && !is_yearless => "day 1 is the first",
        TimeUnit::Month if by.count < 0 && !is_yearless => "month 1 is the first",
        _ if is_yearless => "without a year it is open which day that is",
        _ => "no calendar goes so far",
    }
}

fn point_later(point: Point, by: i64) -> Option<Point> {
    match point {
        Point::Number(number) => {
            let later = i32::try_from(i64::from(number).checked_add(by)?).ok()?;
            // Where a plan begins with week 0, it may go back there.
            (later >= 1 || later == 0 && number == 0).then_some(Point::Number(later))
        }
        Point::Date { year, month, day: Some(day) } => {
            let from = |year| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
            let moved = |year: i16| from(year)?.checked_add(by.days()).ok();
            let said = |it: Date, year| Point::Date { year, month: it.month() as u8, day: Some(it.day() as u8) };
            match year {
                Some(year) => moved(year).map(|it| said(it, Some(it.year()))),
                // Whether there is a 29th of February in between only the year tells.
                None => {
                    let (common, leap) = (said(moved(2001)?, None), said(moved(2004)?, None));
                    (common == leap).then_some(common)
                }
            }
        }
        Point::Date { year, month, day: None } => {
            let months = i64::from(year.unwrap_or(0)) * 12 + i64::from(month) - 1 + by;
            let year = match year {
                Some(_) => Some(i16::try_from(months.div_euclid(12)).ok()?),
                None => None,
            };
            Some(Point::Date { year, month: months.rem_euclid(12) as u8 + 1, day: None })
        }
        Point::Quarter { year, quarter } => {
            let quarters = i64::from(year.unwrap_or(0)) * 4 + i64::from(quarter) - 1 + by;
            let year = match year {
                Some(_) => Some(i16::try_from(quarters.div_euclid(4)).ok()?),
                None => None,
            };
            Some(Point::Quarter { year, quarter: quarters.rem_euclid(4) as u8 + 1 })
        }
    }
}
