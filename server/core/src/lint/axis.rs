//! Axes: what bars are measured on, and how schedules come to lie on them.

use jiff::Span as Length;
use jiff::civil::Date;

use crate::lint::span::{Scale, Span, day_of_number, number_of_day};
use crate::notation::time::Schedule;
use crate::notation::vocabulary::Kind;
use crate::plan::Plan;
use crate::plan::unit::{Said, UnitIndex};
use crate::workspace::settings::Calendar as Settings;

/// What positions count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axis {
    /// Days of the calendar, as [`day_of_number`] reads them.
    Dates,
    /// Days of a year that nobody says; their numbers are those of the year 0.
    Yearless,
    /// Numbered weeks.
    Weeks,
    /// Numbered days.
    Days,
    /// Numbered months.
    Months,
}

impl Axis {
    /// In small letters: `weeks`.
    pub fn name(self) -> &'static str {
        match self {
            Axis::Dates => "dates",
            Axis::Yearless => "yearless",
            Axis::Weeks => "weeks",
            Axis::Days => "days",
            Axis::Months => "months",
        }
    }

    /// Whether positions are days of a calendar.
    pub fn is_calendar(self) -> bool {
        matches!(self, Axis::Dates | Axis::Yearless)
    }
}

/// Where a unit lies on its axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The axis that `from` and `to` count on.
    pub axis: Axis,
    /// The first day, week or month.
    pub from: i64,
    /// The last, not before the first.
    pub to: i64,
    /// Its end is open: it goes on behind `to`.
    pub is_open: bool,
    /// It says nothing itself, but what it contains does: it runs from the first to the last of that.
    pub is_derived: bool,
    /// As a person says it: `weeks 7–8`.
    pub said: String,
    /// The first day and the last, where they are known; no last one of an open end.
    pub dates: Option<(Date, Option<Date>)>,
}

/// Why a unit has no bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gap {
    /// Nobody says when it runs.
    Unsaid,
    /// Day and month may be the other way round.
    Ambiguous,
    /// A date is not one of the calendar.
    Invalid,
    /// It ends before it begins, or its ends count different things.
    Reversed,
}

impl Gap {
    /// As a clause: `it says no time`.
    pub fn reason(self) -> &'static str {
        match self {
            Gap::Unsaid => "no schedule",
            Gap::Ambiguous => "day and month may be the other way round",
            Gap::Invalid => "a date that does not exist",
            Gap::Reversed => "ends before it begins",
        }
    }
}

impl Bar {
    /// Whether this one ends only when `next` has begun; to end on the day of its beginning is a handover.
    pub fn is_still_running(&self, next: &Bar) -> bool {
        self.axis == next.axis && if self.axis.is_calendar() { next.from < self.to } else { next.from <= self.to }
    }
}

/// What a schedule comes to.
#[derive(Clone, Debug)]
pub enum Reading {
    /// A place on an axis.
    Bar(Bar),
    /// None.
    None(Gap),
}

/// How numbered weeks lie in the calendar.
#[derive(Clone, Debug)]
pub struct Calendar {
    settings: Settings,
}

impl Calendar {
    /// The configured calendar; where none says when week 1 begins, the plan itself may: by a week with dates, or by a
    /// unit that says its weeks in one place and its dates in another, if all that do agree.
    pub fn of<'a>(
        settings: &Settings,
        plan: &'a Plan,
        elsewhere: &dyn Fn(UnitIndex) -> Option<&'a Said<Schedule>>,
    ) -> Calendar {
        let mut settings = settings.clone();
        if settings.start.is_none() {
            settings.start = agreed_start(plan, elsewhere);
        }
        Calendar { settings }
    }

    /// The first day of week 1, where it is known.
    pub fn start(&self) -> Option<Date> {
        self.settings.start
    }

    /// Days on which nobody works, as positions on [`Axis::Dates`], ascending.
    pub fn holidays(&self) -> Vec<i64> {
        self.settings.holidays.iter().map(|day| number_of_day(*day)).collect()
    }

    /// The first and the last day of a numbered week.
    pub fn week(&self, number: i64) -> Option<(i64, i64)> {
        let end = number_of_day(self.settings.end_of_week(number)?);
        let start = self.settings.start.map(number_of_day).filter(|_| number == 1);
        Some((start.unwrap_or(end - 6), end))
    }

    /// Where a schedule lies.
    pub fn read(&self, schedule: &Schedule) -> Reading {
        let is_open = schedule.to.is_none();
        let closed = Schedule { to: schedule.to.or(Some(schedule.from)), ..*schedule };
        let Some(span) = Span::of(&closed) else {
            return Reading::None(match schedule {
                it if it.ambiguous => Gap::Ambiguous,
                it if it.invalid => Gap::Invalid,
                _ => Gap::Reversed,
            });
        };
        let said = if is_open { format!("from {span} on") } else { span.to_string() };
        let (axis, from, to) = self.place(span, schedule.of_year);
        let dates = (axis == Axis::Dates).then(|| {
            let last = day_of_number(to).filter(|_| !is_open);
            day_of_number(from).map(|first| (first, last))
        });
        Reading::Bar(Bar { axis, from, to, is_open, is_derived: false, said, dates: dates.flatten() })
    }

    fn place(&self, span: Span, of_year: bool) -> (Axis, i64, i64) {
        let calendar = |dated: bool| if dated { Axis::Dates } else { Axis::Yearless };
        let months = |first: i64, last: i64| (first_of_month(first), first_of_month(last + 1) - 1);
        match span.scale {
            Scale::Day => (Axis::Days, span.from, span.to),
            Scale::Month => (Axis::Months, span.from, span.to),
            Scale::Week => match self.week(span.from).zip(self.week(span.to)) {
                // Week 12 of a year is not the twelfth of the plan.
                Some(((first, _), (_, last))) if !of_year => (Axis::Dates, first, last.max(first)),
                _ => (Axis::Weeks, span.from, span.to),
            },
            Scale::Date(dated) => (calendar(dated), span.from, span.to),
            Scale::CalendarMonth(dated) => {
                let (from, to) = months(span.from, span.to);
                (calendar(dated), from, to)
            }
            Scale::Quarter(dated) => {
                let (from, to) = months(span.from * 3, span.to * 3 + 2);
                (calendar(dated), from, to)
            }
        }
    }
}

/// The number of the first day of a month, which counts from the year 0.
fn first_of_month(month: i64) -> i64 {
    let date = Date::new(month.div_euclid(12) as i16, month.rem_euclid(12) as i8 + 1, 1);
    date.map(number_of_day).unwrap_or_default()
}

/// The first day of week 1, where the plan lets one reckon it, and always the same.
fn agreed_start<'a>(plan: &'a Plan, elsewhere: &dyn Fn(UnitIndex) -> Option<&'a Said<Schedule>>) -> Option<Date> {
    let mut agreed: Option<Date> = None;
    for (at, unit) in plan.each_unit() {
        let (own, other) = (unit.schedule.as_ref(), elsewhere(at));
        if [own, other].into_iter().flatten().any(|said| said.value.of_year) {
            continue;
        }
        let [own, other] = [own, other].map(|said| said.and_then(|said| Span::of(&said.value)));
        let numbered = unit.label.number.0.parse::<i64>().ok().filter(|_| unit.label.kind == Some(Kind::WEEK));
        let of = |scale: Scale| [own, other].into_iter().flatten().find(|span| span.scale == scale);
        let week = of(Scale::Week).map(|span| span.from).or(numbered);
        let Some((week, dates)) = week.zip(of(Scale::Date(true))) else { continue };
        let start =
            day_of_number(dates.from)?.checked_sub(Length::new().try_days(week.checked_sub(1)?.checked_mul(7)?).ok()?);
        match (agreed, start.ok()?) {
            (Some(agreed), start) if agreed != start => return None,
            (_, start) => agreed = Some(start),
        }
    }
    agreed
}

/// Positions of an axis as a span, which a person can read.
pub fn span(axis: Axis, from: i64, to: i64) -> Span {
    let scale = match axis {
        Axis::Dates => Scale::Date(true),
        Axis::Yearless => Scale::Date(false),
        Axis::Weeks => Scale::Week,
        Axis::Days => Scale::Day,
        Axis::Months => Scale::Month,
    };
    Span { scale, from, to }
}
