//! Reads the tasks of a Mermaid gantt as Mermaid does: `Title :tags, id, start, end`.

use jiff::civil::Date;

use crate::plan::gantt::GanttWrong;
use crate::plan::read::facts::{GanttTaskIn, GanttWaitIn, In};
use crate::plan::read::noter::Noter;
use crate::syntax::Segment;
use crate::text::TextRange;

/// A longer gantt is left alone: an id that is not read would seem to be missing.
const MOST_LINES: usize = 4000;

/// Words that begin a line which is no task, in small letters.
pub const KEYWORDS: &[&str] = &[
    "dateformat",
    "axisformat",
    "tickinterval",
    "excludes",
    "includes",
    "todaymarker",
    "title",
    "section",
    "weekday",
    "weekend",
    "acctitle",
    "accdescr",
    "click",
    "inclusiveenddates",
    "topaxis",
    "gantt",
    "displaymode",
];

const TAGS: &[&str] = &["active", "done", "crit", "milestone", "vert"];

/// The tasks of the gantt in `body`, in order.
pub fn gantt_tasks(segment: &Segment, body: &[TextRange], noter: &mut Noter) -> Vec<GanttTaskIn> {
    if body.len() > MOST_LINES {
        return Vec::new();
    }
    let mut tasks = Vec::new();
    let (mut iso, mut unnamed) = (true, 0);
    for line in body {
        let text = line.of(segment.text());
        let mut words = text.split_whitespace();
        let keyword = words.next().unwrap_or("").trim_end_matches(':').to_ascii_lowercase();
        if keyword == "dateformat" {
            iso = words.next() == Some("YYYY-MM-DD");
        }
        let Some(colon) = text
            .rfind(" :")
            .map(|at| at + 1)
            .or_else(|| text.find(':'))
            .filter(|_| !KEYWORDS.contains(&keyword.as_str()) && !keyword.starts_with("%%"))
        else {
            continue;
        };
        let data = text.get(colon + 1..).unwrap_or("");
        let data = data.get(..data.find(['#', ';']).unwrap_or(data.len())).unwrap_or("");
        let items = items(data, line.start + colon as u32 + 1);
        let (id, start, end) = match items.as_slice() {
            [end] => (None, None, *end),
            [start, end] => (None, Some(*start), *end),
            [id, start, end] => (Some(*id), Some(*start), *end),
            _ => continue,
        };
        if id.is_none() {
            unnamed += 1;
        }
        let title = text.get(..colon).unwrap_or("").trim();
        let from = line.start + (text.len() - text.trim_start().len()) as u32;
        let slot = noter.note(TextRange::new(from, from + title.len() as u32));
        let mut task = GanttTaskIn {
            title: In { value: title.to_owned(), slot },
            id: id.map_or_else(|| format!("task{unnamed}"), |(id, _)| id.to_owned()),
            id_slot: id.map(|(_, range)| noter.note(range)),
            waits: Vec::new(),
            wrong: Vec::new(),
        };
        if let Some((text, range)) = start
            && !task.wait("after", text, range, noter)
        {
            task.wrong.extend(wrong_start(text, end.0, iso).map(|value| In { value, slot: noter.note(range) }));
        }
        let (text, range) = end;
        if !task.wait("until", text, range, noter) {
            task.wrong.extend(wrong_end(text, iso).map(|value| In { value, slot: noter.note(range) }));
        }
        tasks.push(task);
    }
    tasks
}

impl GanttTaskIn {
    /// Notes the ids behind `word`; false where the item does not begin with it.
    fn wait(&mut self, word: &str, text: &str, range: TextRange, noter: &mut Noter) -> bool {
        let Some(rest) = text.strip_prefix(word).filter(|it| it.starts_with(char::is_whitespace)) else { return false };
        // Mermaid stops reading at the first other character.
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ');
        if !rest.chars().all(plain) {
            return true;
        }
        let mut at = word.len();
        for id in rest.split(' ') {
            if !id.is_empty() {
                let start = range.start + at as u32;
                let slot = noter.note(TextRange::new(start, start + id.len() as u32));
                self.waits.push(GanttWaitIn { id: In { value: id.to_owned(), slot }, until: word == "until" });
            }
            at += id.len() + 1;
        }
        true
    }
}

/// The items of a task's data behind its tags, trimmed, with their places.
fn items(data: &str, start: u32) -> Vec<(&str, TextRange)> {
    let mut items = Vec::new();
    let mut at = start;
    for item in data.split(',') {
        let text = item.trim();
        let from = at + (item.len() - item.trim_start().len()) as u32;
        at += item.len() as u32 + 1;
        if !(items.is_empty() && TAGS.contains(&text)) {
            items.push((text, TextRange::new(from, from + text.len() as u32)));
        }
    }
    items
}

/// A start that is neither a date nor `after`. Other formats than the usual one are left alone.
fn wrong_start(text: &str, end: &str, iso: bool) -> Option<GanttWrong> {
    let word = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    match () {
        () if !iso => None,
        () if is_no_day(text) => Some(GanttWrong::Date(text.to_owned())),
        () => word.then(|| GanttWrong::Start(text.to_owned(), end.to_owned())),
    }
}

/// An end that is neither a date nor a length nor `until`.
fn wrong_end(text: &str, iso: bool) -> Option<GanttWrong> {
    if iso && is_no_day(text) {
        return Some(GanttWrong::Date(text.to_owned()));
    }
    let digits = text.trim_end_matches(|c: char| c.is_alphabetic() || c == ' ');
    let unit = text.get(digits.len()..)?;
    let number =
        !digits.is_empty() && digits.split('.').count() <= 2 && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    if !number || matches!(unit, "M" | "d" | "h" | "m" | "s" | "w" | "y" | "ms") {
        return None;
    }
    let short = match unit.trim().to_ascii_lowercase().as_str() {
        "d" | "day" | "days" => "d",
        "w" | "wk" | "wks" | "week" | "weeks" => "w",
        "h" | "hr" | "hrs" | "hour" | "hours" => "h",
        "month" | "months" => "M",
        "year" | "years" => "y",
        "min" | "mins" | "minutes" => "m",
        "" if iso && digits.len() <= 3 => return Some(GanttWrong::Length(text.to_owned(), None)),
        _ => return None,
    };
    Some(GanttWrong::Length(text.to_owned(), Some(format!("{digits}{short}"))))
}

/// `2025-06-31`
fn is_no_day(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    shape == "0000-00-00" && text.parse::<Date>().is_err()
}
