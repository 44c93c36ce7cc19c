//! The schedule as a Mermaid gantt. Mermaid knows only dates: numbered weeks, days and months are laid from the start of
//! 2024 on, which begins with a Monday, and its axis counts them again.

use std::fmt::Write;

use jiff::Span;
use jiff::civil::{Date, date};
use milepost_core::lint::span::day_of_number;
use milepost_core::notation::status::Status;
use milepost_core::timeline::axis::Axis;
use milepost_core::timeline::rows::Chart;
use milepost_core::timeline::{Bar, Item, Timeline};

use crate::timeline::Shown;
use crate::timeline::svg::name;
use crate::timeline::text::escape;
use crate::timeline::words::one_line;

/// The first day of what is only numbered.
const FIRST: Date = date(2024, 1, 1);

/// The last day that Mermaid shows well.
const LAST_YEAR: i16 = 9998;

/// Words with which Mermaid begins a statement of its own, in small letters.
const KEYWORDS: [&str; 18] = [
    "gantt",
    "section",
    "title",
    "dateformat",
    "axisformat",
    "tickinterval",
    "excludes",
    "includes",
    "todaymarker",
    "weekday",
    "weekend",
    "inclusiveenddates",
    "topaxis",
    "click",
    "call",
    "href",
    "acctitle",
    "accdescr",
];

/// The gantt of `plans`: alone where there is one chart; in Markdown, a fence each, where there are several.
pub fn gantts(plans: &[Shown<'_>]) -> String {
    let charts = || plans.iter().flat_map(|plan| plan.timeline.charts.iter().map(move |chart| (plan, chart)));
    if let (Some((plan, chart)), None) = (charts().next(), charts().nth(1)) {
        return gantt(plan, chart);
    }
    let mut text = String::new();
    for plan in plans {
        let _ = writeln!(text, "{}## {}\n", if text.is_empty() { "" } else { "\n" }, heading(&name(plan)));
        for chart in &plan.timeline.charts {
            let _ = writeln!(text, "```mermaid\n{}```", gantt(plan, chart));
        }
    }
    text
}

/// A title as a Markdown heading.
fn heading(title: &str) -> String {
    escape(&one_line(title)).replace('`', "'").replace("&#39;", "'").replace("&quot;", "\"")
}

fn gantt(plan: &Shown<'_>, chart: &Chart) -> String {
    let is_counted = is_countable(chart);
    let format = match chart.axis {
        Axis::Dates => "%Y-%m-%d",
        Axis::Yearless => "%d %b",
        _ if !is_counted => " ",
        Axis::Weeks => "W%W",
        Axis::Days => "Day %j",
        Axis::Months => "Month %m",
    };
    let mut text = format!(
        "gantt\n    title {}\n    dateFormat YYYY-MM-DD\n    axisFormat {format}\n",
        encoded(&name(plan), false)
    );
    if chart.axis == Axis::Weeks && is_counted && chart.to - chart.from < 30 {
        text.push_str("    tickInterval 1week\n    weekday monday\n");
    }
    if chart.axis != Axis::Dates {
        text.push_str("    todayMarker off\n");
    }
    let mut number = 0;
    let timeline = plan.timeline;
    for group in &chart.groups {
        if let Some(title) = &group.title {
            let _ = writeln!(text, "    section {}", encoded(title, false));
        }
        let mut is_inside = false;
        for row in &group.rows {
            let Some((item, bar)) = timeline.item(row.item).and_then(|item| Some((item, item.bar.as_ref()?))) else {
                continue;
            };
            if bar.is_derived && group.title.is_none() && row.depth == 0 {
                let _ = writeln!(text, "    section {}", encoded(&called(item), false));
                is_inside = true;
                continue;
            }
            if is_inside && row.depth == 0 {
                text.push_str("    section Others\n");
                is_inside = false;
            }
            number += 1;
            if let Some(line) = task(timeline, chart, item, bar, number, is_counted) {
                text.push_str(&line);
            }
        }
    }
    text
}

/// Whether the axis can count what is drawn: Mermaid's formats count within a year.
fn is_countable(chart: &Chart) -> bool {
    let most = match chart.axis {
        Axis::Dates | Axis::Yearless => return true,
        Axis::Weeks => 52,
        Axis::Days => 366,
        Axis::Months => 12,
    };
    chart.from >= 1 && chart.to <= most
}

fn task(timeline: &Timeline, chart: &Chart, item: &Item, bar: &Bar, number: u32, is_counted: bool) -> Option<String> {
    let to = if bar.is_open { chart.to.max(bar.to) } else { bar.to };
    let first = day(bar.axis, bar.from)?;
    let behind = day(bar.axis, to.checked_add(1)?)?;
    let mut name = called(item);
    if !is_counted || bar.is_open {
        name = format!("{name} ({})", bar.said);
    }
    let mut tags: Vec<&str> = Vec::new();
    match item.status {
        Status::Done | Status::Cancelled => tags.push("done"),
        Status::Active => tags.push("active"),
        Status::Todo | Status::Blocked => {}
    }
    if item.is_critical || !item.shared.is_empty() {
        tags.push("crit");
    }
    let mut comments: Vec<String> = Vec::new();
    if item.is_critical {
        comments.push("critical path".to_owned());
    }
    let on: Vec<&str> = item.links.iter().filter_map(|it| timeline.item(it.on?)).map(|on| on.label.as_str()).collect();
    if !on.is_empty() {
        comments.push(format!("depends on {}", on.join(", ")));
    }
    for shared in &item.shared {
        let with = timeline.item(shared.with).map(|it| it.label.as_str()).unwrap_or_default();
        comments.push(format!("overlaps {with}"));
    }
    let mut line = String::new();
    if !comments.is_empty() {
        let _ = writeln!(line, "    %% {}: {}", comment(&item.label), comment(&comments.join("; ")));
    }
    let tags: String = tags.iter().map(|tag| format!("{tag}, ")).collect();
    let _ = writeln!(line, "    {} :{tags}u{number}, {first}, {behind}", encoded(&name, true));
    Some(line)
}

/// Label and title, without the colon that Mermaid would not take.
fn called(item: &Item) -> String {
    if item.title.is_empty() { item.label.clone() } else { format!("{} – {}", item.label, item.title) }
}

/// A comment's text: braces would begin a directive.
fn comment(text: &str) -> String {
    one_line(text).replace(['{', '}'], "")
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
fn encoded(text: &str, is_at_start: bool) -> String {
    let text = one_line(text);
    let word: String = text.chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let is_odd = is_at_start && (KEYWORDS.contains(&word.as_str()) || !text.starts_with(|c: char| c.is_alphabetic()));
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
