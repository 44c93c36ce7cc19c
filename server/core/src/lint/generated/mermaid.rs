//! Mermaid's gantt language. Mermaid knows only dates: numbered weeks, days and months are laid from the start of 2024
//! on, which begins with a Monday, and its axis counts them again.

use std::fmt::Write;

use jiff::Span;
use jiff::civil::{Date, date};

use crate::lint::axis::Axis;
use crate::lint::span::day_of_number;
use crate::notation::label::single_spaced;
use crate::notation::status::Status;
use crate::plan::read::gantt::KEYWORDS;

/// The first day of what is only numbered.
const FIRST: Date = date(2024, 1, 1);

/// The last day that Mermaid shows well.
const LAST_YEAR: i16 = 9998;

/// What a gantt begins with: its title, and how its axis, on which something lies `from` and `to`, is written.
pub fn head(title: &str, axis: Axis, from: i64, to: i64) -> String {
    let is_counted = is_countable(axis, from, to);
    let format = match axis {
        Axis::Dates => "%Y-%m-%d",
        Axis::Yearless => "%d %b",
        _ if !is_counted => " ",
        Axis::Weeks => "W%W",
        Axis::Days => "Day %j",
        Axis::Months => "Month %m",
    };
    let mut text =
        format!("gantt\n    title {}\n    dateFormat YYYY-MM-DD\n    axisFormat {format}\n", encoded(title, false));
    if axis == Axis::Weeks && is_counted && to - from < 30 {
        text.push_str("    tickInterval 1week\n    weekday monday\n");
    }
    if axis != Axis::Dates {
        text.push_str("    todayMarker off\n");
    }
    text
}

/// What tells a bar from the others.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Its number in the gantt, from 1.
    pub number: u32,
    /// How far it is.
    pub status: Status,
    /// Whether it is to stand out.
    pub is_critical: bool,
}

/// A bar's name out of a label and a title, without the colon that Mermaid would not take.
pub fn called(label: &str, title: &str) -> String {
    if title.is_empty() { label.to_owned() } else { format!("{label} – {title}") }
}

/// The line of a bar that lies from the one position to the other; none where Mermaid could not show it.
pub fn bar(name: &str, look: Look, axis: Axis, from: i64, to: i64) -> Option<String> {
    let (first, behind) = (day(axis, from)?, day(axis, to.checked_add(1)?)?);
    let state = match look.status {
        Status::Done | Status::Cancelled => "done, ",
        Status::Active => "active, ",
        Status::Todo | Status::Blocked => "",
    };
    let stress = if look.is_critical { "crit, " } else { "" };
    Some(format!("    {} :{state}{stress}u{}, {first}, {behind}\n", encoded(name, true), look.number))
}

/// Whether the axis can count what is drawn: Mermaid's formats count within a year.
pub fn is_countable(axis: Axis, from: i64, to: i64) -> bool {
    let most = match axis {
        Axis::Dates | Axis::Yearless => return true,
        Axis::Weeks => 52,
        Axis::Days => 366,
        Axis::Months => 12,
    };
    from >= 1 && to <= most
}

/// The day on which a position begins.
fn day(axis: Axis, position: i64) -> Option<Date> {
    let shift = |span: Result<Span, jiff::Error>| FIRST.checked_add(span.ok()?).ok();
    let day = match axis {
        Axis::Dates => day_of_number(position),
        // Positions of the year 0, which is a leap year as 2024 is; a year that is left behind counts on.
        Axis::Yearless => {
            let day = day_of_number(position)?;
            Date::new(day.year().checked_add(2024)?, day.month(), day.day()).ok()
        }
        Axis::Weeks => shift(Span::new().try_weeks(position.checked_sub(1)?)),
        Axis::Days => shift(Span::new().try_days(position.checked_sub(1)?)),
        Axis::Months => shift(Span::new().try_months(position.checked_sub(1)?)),
    };
    day.filter(|it| (1..=LAST_YEAR).contains(&it.year()))
}

/// Text as Mermaid shows it: what has a meaning for its parser is written as a number. A name at the start of a line
/// must not look like a statement or a date.
pub fn encoded(text: &str, is_at_start: bool) -> String {
    let text = single_spaced(text);
    let word: String = text.chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let is_odd = is_at_start
        && (KEYWORDS.contains(&word.as_str())
            || matches!(word.as_str(), "call" | "href")
            || !text.starts_with(|c: char| c.is_alphabetic()));
    let mut encoded = String::with_capacity(text.len());
    for (at, c) in text.chars().enumerate() {
        match c {
            ':' | ';' | '#' | '<' | '>' | '&' | '{' | '}' | '`' | '\\' | '%' => {
                let _ = write!(encoded, "#{};", c as u32);
            }
            c if at == 0 && is_odd && c.is_ascii() => {
                let _ = write!(encoded, "#{};", c as u32);
            }
            c if c.is_control() => {}
            c => encoded.push(c),
        }
    }
    encoded
}
