//! Reads Mermaid: the sections and tasks of a gantt, and the arrows of a graph.

use std::collections::HashMap;

use jiff::civil::{Date, Weekday};

use crate::notation::time::{Point, Schedule, Time, TimeUnit};
use crate::notation::vocabulary::Vocabulary;
use crate::plan::read::facts::{Fact, FenceLine, FenceTimeIn, In, NameForm, NameIn, Words};
use crate::plan::read::gantt::gantt_tasks;
use crate::plan::read::graph::read_graph;
use crate::plan::read::noter::Noter;
use crate::plan::read::plain::Plain;
use crate::plan::read::words::{Place, times_of_fence, words};
use crate::syntax::Segment;
use crate::text::TextRange;

/// The longest task that is counted out, in days.
const LONGEST: u32 = 3_660;

/// Reads the lines of a Mermaid fence.
pub fn read_mermaid(
    segment: &Segment,
    body: &[TextRange],
    vocabulary: &Vocabulary,
    noter: &mut Noter,
    facts: &mut Vec<Fact>,
) {
    let first = body
        .iter()
        .map(|line| line.of(segment.text()).trim())
        .find(|it| !it.is_empty() && !it.starts_with("%%"))
        .unwrap_or("");
    let gantt = first.starts_with("gantt");
    if gantt {
        facts.push(Fact::Gantt(gantt_tasks(segment, body, noter)));
    }
    let mut chart = Gantt::default();
    for line in body {
        let text = line.of(segment.text());
        let words_at = text.trim_start();
        if words_at.starts_with("%%") {
            continue;
        }
        chart.weekends |= gantt && words_at.starts_with("excludes") && words_at.contains("weekend");
        let skip = if gantt && words_at.starts_with("section ") { 8 } else { 0 };
        let whole = TextRange::new(line.start + (text.len() - words_at.len()) as u32 + skip, line.end);
        // `Title :tags, id, start, end`: only the title is words.
        let colon = text.rfind(" :").map(|at| at + 1).or_else(|| text.find(':')).filter(|_| gantt && skip == 0);
        let colon = colon.map_or(line.end, |at| line.start + at as u32);
        let plain = Plain::raw_line(segment, TextRange::new(whole.start, colon.max(whole.start)));
        let said = words(&plain, Place::Cell, 0, vocabulary, noter);
        let task = TextRange::new((colon + 1).min(line.end), line.end);
        let times = if colon < line.end {
            let times = chart.task(segment, task, &said, noter, facts);
            times.into_iter().map(|time| FenceTimeIn { time, ids: Vec::new() }).collect()
        } else {
            times_of_fence(&plain, &said, vocabulary, noter)
        };
        if said.header.is_some() || !said.names.is_empty() {
            facts.push(Fact::FenceLine(FenceLine { words: said, times, gantt }));
        }
    }
    if first.starts_with("graph") || first.starts_with("flowchart") {
        read_graph(segment, body, vocabulary, noter, facts);
    }
}

/// What earlier tasks of a gantt leave to the later ones.
#[derive(Default)]
struct Gantt {
    /// Saturdays and Sundays are no days of work.
    weekends: bool,
    /// The last day of each task by its id, and the unit that it is.
    tasks: HashMap<String, (Date, Option<NameIn>)>,
    /// The last day of the task before.
    last: Option<Date>,
}

impl Gantt {
    /// When a task runs: from a date, from behind others, or from behind the task before; to a date or for a length.
    fn task(
        &mut self,
        segment: &Segment,
        range: TextRange,
        said: &Words,
        noter: &mut Noter,
        facts: &mut Vec<Fact>,
    ) -> Vec<In<Time>> {
        let text = range.of(segment.text());
        let own = said.header.as_ref().map(|header| NameIn {
            name: header.label.value.name(),
            text: header.label.value.text.clone(),
            slot: header.label.slot,
            whole: header.label.slot,
            exact: true,
            members: None,
            form: NameForm::Label,
        });
        let (mut id, mut start, mut end, mut length) = (None, None, None, None);
        let mut at = range.start;
        for part in text.split(',') {
            let place = TextRange::new(at, at + part.len() as u32);
            at = place.end + 1;
            let part = part.trim();
            if matches!(part, "done" | "active" | "crit" | "milestone" | "vert" | "") {
                continue;
            }
            if let Ok(date) = part.parse::<Date>() {
                (start, end) = if start.is_none() { (Some(date), end) } else { (start, Some(date)) };
            } else if let Some(ids) = part.strip_prefix("after ") {
                start = self.behind(ids, &own, noter.note(place), facts);
            } else if let Some(days) = days(part) {
                length = Some(days);
            } else if id.is_none() {
                id = Some(part.to_owned());
            }
        }
        let Some(start) = start.or_else(|| self.last.and_then(|it| self.next(it))) else { return Vec::new() };
        let last = end.unwrap_or_else(|| self.counted(start, length.unwrap_or(1)));
        self.last = Some(last);
        if let Some(id) = id {
            self.tasks.insert(id, (last, own));
        }
        let point = |date: Date| Point::Date {
            year: Some(date.year()),
            month: date.month() as u8,
            day: Some(date.day() as u8),
        };
        let schedule = Schedule {
            unit: TimeUnit::Date,
            from: point(start),
            to: Some(point(last)),
            ambiguous: false,
            invalid: false,
        };
        vec![In { value: Time::Schedule(schedule), slot: noter.note(range) }]
    }

    /// The first day behind the tasks `ids`; a task that is a unit comes before one that is another.
    fn behind(&self, ids: &str, own: &Option<NameIn>, slot: u32, facts: &mut Vec<Fact>) -> Option<Date> {
        let before: Vec<_> = ids.split_whitespace().filter_map(|id| self.tasks.get(id)).collect();
        for (_, name) in &before {
            if let (Some(name), Some(own)) = (name, own) {
                let from = NameIn { slot, whole: slot, exact: false, ..name.clone() };
                facts.push(Fact::Arrow(from, own.clone()));
            }
        }
        before.iter().map(|it| it.0).max().and_then(|it| self.next(it))
    }

    /// The next day of work.
    fn next(&self, day: Date) -> Option<Date> {
        let mut day = day.tomorrow().ok()?;
        while !self.works(day) {
            day = day.tomorrow().ok()?;
        }
        Some(day)
    }

    fn works(&self, day: Date) -> bool {
        !(self.weekends && matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
    }

    /// The last of so many days of work, the first one counted.
    fn counted(&self, start: Date, days: u32) -> Date {
        let mut day = start;
        for _ in 1..days.min(LONGEST) {
            day = self.next(day).unwrap_or(day);
        }
        day
    }
}

/// `5d`, `2w`, as days.
fn days(part: &str) -> Option<u32> {
    let (number, each) =
        [("d", 1), ("w", 7)].iter().find_map(|(unit, each)| part.strip_suffix(unit).map(|it| (it, *each)))?;
    number.trim().parse::<u32>().ok().map(|number| number.saturating_mul(each))
}
