//! The head of a chart: bands of weeks, days, months and years, as fine as there is room for.

use jiff::civil::{Date, Weekday};
use milepost_core::lint::axis::Axis;
use milepost_core::lint::span::{day_of_number, number_of_day};
use milepost_core::timeline::rows::Chart;

use crate::timeline::text::width;

/// A part of a band.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its first position.
    pub from: i64,
    /// The first position behind it.
    pub to: i64,
    /// What it is called.
    pub name: String,
}

/// A row of the head.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Band {
    /// What it counts, to be said once; empty where its cells say so.
    pub title: &'static str,
    /// Its cells, ascending.
    pub cells: Vec<Cell>,
    /// Its names stand at the start of their cells, and are said in full.
    pub is_upper: bool,
}

/// The font size of names of cells.
const SIZE: f64 = 12.0;

/// So many cells a band has at most, whatever the room: nobody reads more.
const MOST_CELLS: i64 = 4000;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The bands of a chart that shows positions from `from` to before `to`, each `per` wide; the coarsest first.
pub fn bands(chart: &Chart, from: i64, to: i64, per: f64) -> Vec<Band> {
    let title = match chart.axis {
        Axis::Weeks => "Week",
        Axis::Days => "Day",
        Axis::Months => "Month",
        Axis::Dates | Axis::Yearless => return calendar(chart, from, to, per),
    };
    vec![Band { title, cells: numbered(from, to, per), is_upper: false }]
}

fn numbered(from: i64, to: i64, per: f64) -> Vec<Cell> {
    let widest = width(&to.to_string(), SIZE).max(width(&from.to_string(), SIZE)) + 8.0;
    let step = round_step((widest / per).max((to - from) as f64 / MOST_CELLS as f64));
    if step == 1 {
        return (from..to).map(|at| Cell { from: at, to: at + 1, name: at.to_string() }).collect();
    }
    // Of many numbers the round ones are said.
    let first = from + (step - from.rem_euclid(step)) % step;
    let mut cells = vec![];
    let mut at = first;
    while at < to {
        cells.push(Cell { from: at, to: at + 1, name: at.to_string() });
        at += step;
    }
    cells
}

/// The least of 1, 2, 5, 10, 20, 50 … that is not less.
fn round_step(least: f64) -> i64 {
    let mut power = 1_i64;
    loop {
        for by in [1, 2, 5] {
            if (power * by) as f64 >= least || power > i64::MAX / 100 {
                return power * by;
            }
        }
        power *= 10;
    }
}

fn calendar(chart: &Chart, from: i64, to: i64, per: f64) -> Vec<Band> {
    let has_year = chart.axis == Axis::Dates;
    let mut bands = if per >= 20.0 {
        vec![months(from, to, has_year, per), days(from, to)]
    } else if per * 7.0 >= 24.0 {
        vec![months(from, to, has_year, per), weeks(from, to, has_year, per)]
    } else if per * 30.0 >= 34.0 {
        vec![years(from, to, has_year, 1), months(from, to, false, per)]
    } else {
        let step = round_step(width("2000", SIZE + 4.0) / (per * 365.0));
        vec![years(from, to, has_year, step)]
    };
    if !chart.weeks.is_empty() && per * 7.0 >= width("W00", SIZE) + 6.0 {
        let cells = chart.weeks.iter().map(|(number, first)| Cell {
            from: *first,
            to: (first + 7).min(to),
            name: format!("W{number}"),
        });
        bands.push(Band { title: "Week", cells: cells.collect(), is_upper: false });
    }
    bands.retain(|band| !band.cells.is_empty());
    bands
}

fn date(number: i64) -> Date {
    day_of_number(number).unwrap_or_default()
}

fn days(from: i64, to: i64) -> Band {
    let cell = |at: i64| Cell { from: at, to: at + 1, name: date(at).day().to_string() };
    Band { title: "", cells: (from..to).map(cell).collect(), is_upper: false }
}

/// The Mondays; in a year that nobody says, the first days of every seven of a month.
fn weeks(from: i64, to: i64, has_year: bool, per: f64) -> Band {
    let begins = |at: &i64| match has_year {
        true => date(*at).weekday() == Weekday::Monday,
        false => matches!(date(*at).day(), 1 | 8 | 15 | 22),
    };
    let cell = |at: i64| {
        let day = date(at);
        let left = f64::from(day.days_in_month() - day.day() + 1) * per;
        // A number does not reach over the line of the next month.
        let name = day.day().to_string();
        let is_cut = width(&name, SIZE) + 6.0 > left;
        Cell { from: at, to: (at + 7).min(to), name: if is_cut { String::new() } else { name } }
    };
    Band { title: "", cells: (from..to).filter(begins).map(cell).collect(), is_upper: false }
}

fn months(from: i64, to: i64, has_year: bool, per: f64) -> Band {
    let mut cells: Vec<Cell> = Vec::new();
    let mut at = from;
    while at < to {
        let day = date(at);
        let next = number_of_day(day.last_of_month()) + 1;
        let name = MONTHS.get(day.month() as usize - 1).copied().unwrap_or_default();
        let is_year_said = has_year && (cells.is_empty() || day.month() == 1);
        let long = format!("{name} {}", day.year());
        let room = (next.min(to) - at) as f64 * per - 8.0;
        let name = match is_year_said && width(&long, SIZE + 1.0) <= room {
            true => long,
            false if width(name, SIZE + 1.0) <= room => name.to_owned(),
            false => String::new(),
        };
        cells.push(Cell { from: at, to: next.min(to), name });
        at = next.max(at + 1);
    }
    Band { title: "", cells, is_upper: true }
}

fn years(from: i64, to: i64, has_year: bool, step: i64) -> Band {
    let mut cells: Vec<Cell> = Vec::new();
    let mut at = from;
    while at < to {
        let year = date(at).year();
        let next = year.checked_add(1).and_then(|year| Date::new(year, 1, 1).ok()).map_or(to, number_of_day);
        if i64::from(year) % step.max(1) == 0 || cells.is_empty() && step <= 1 {
            let name = if has_year { year.to_string() } else { String::new() };
            cells.push(Cell { from: at, to: next.min(to), name });
        }
        at = next.max(at + 1);
    }
    Band { title: "", cells, is_upper: true }
}

#[cfg(test)]
mod tests {
    use crate::timeline::svg::ticks::{numbered, round_step};

    #[test]
    fn few_numbers_are_all_said_and_many_by_round_steps() {
        let names = |from, to, per| numbered(from, to, per).into_iter().map(|it| it.name).collect::<Vec<_>>();
        assert_eq!(names(1, 4, 40.0), ["1", "2", "3"]);
        assert_eq!(names(1, 12, 8.0), ["5", "10"]);
        assert_eq!(round_step(2.5), 5);
        assert_eq!(round_step(0.1), 1);
    }
}
