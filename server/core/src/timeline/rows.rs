//! Charts: which units stand in which rows, under which tracks.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use crate::document::Document;
use crate::lint::axis::{Axis, Calendar};
use crate::lint::outline::Outline;
use crate::lint::overlap::names;
use crate::lint::span::number_of_day;
use crate::notation::label::Name;
use crate::plan::unit::UnitIndex;
use crate::timeline::{Item, ItemIndex};

/// What lies on one axis.
#[derive(Clone, Debug)]
pub struct Chart {
    /// The axis.
    pub axis: Axis,
    /// The first day, week or month that something lies on.
    pub from: i64,
    /// The last.
    pub to: i64,
    /// Where today is; none where that is outside of the chart, or unknown.
    pub today: Option<i64>,
    /// The numbered weeks that touch the chart, with their first days, where weeks lie on it.
    pub weeks: Vec<(i64, i64)>,
    /// The days of the chart on which nobody works, weekends aside.
    pub holidays: Vec<i64>,
    /// The tracks, or one group without a title.
    pub groups: Vec<Group>,
}

/// Rows that belong together.
#[derive(Clone, Debug)]
pub struct Group {
    /// The track's title; none where the plan declares no tracks, or for what stands on none.
    pub title: Option<String>,
    /// The line that declares it, from 1; 0 where nothing does.
    pub line: u32,
    /// The rows, in document order.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The unit.
    pub item: ItemIndex,
    /// How many of the units around it have rows.
    pub depth: u32,
}

/// So many numbered weeks are marked on a calendar at most: behind them nobody counts weeks.
const MOST_WEEKS: i64 = 520;

/// The charts of a plan, the calendar first.
pub fn charts(
    document: &Document,
    outline: &Outline,
    items: &[Item],
    calendar: &Calendar,
    today: Option<Date>,
) -> Vec<Chart> {
    let mut ends: BTreeMap<Axis, (i64, i64)> = BTreeMap::new();
    for bar in items.iter().filter_map(|it| it.bar.as_ref()) {
        let (from, to) = ends.entry(bar.axis).or_insert((bar.from, bar.to));
        (*from, *to) = ((*from).min(bar.from), (*to).max(bar.to));
    }
    let tracks = Tracks::of(document, outline);
    let chart = |(axis, (from, to)): (Axis, (i64, i64))| {
        let is_inside = |day: &i64| (from..=to).contains(day);
        let (weeks, holidays) = match axis {
            Axis::Dates => (weeks(calendar, from, to), calendar.holidays().into_iter().filter(is_inside).collect()),
            _ => (Vec::new(), Vec::new()),
        };
        let today = today.filter(|_| axis == Axis::Dates).map(number_of_day).filter(is_inside);
        Chart { axis, from, to, today, weeks, holidays, groups: tracks.groups(outline, items, axis) }
    };
    ends.into_iter().map(chart).collect()
}

/// The numbered weeks between two days, with their first days.
fn weeks(calendar: &Calendar, from: i64, to: i64) -> Vec<(i64, i64)> {
    let Some(start) = calendar.start().map(number_of_day) else { return Vec::new() };
    let first = (from - start).div_euclid(7);
    let weeks = (first..first + MOST_WEEKS).filter_map(|number| Some((number, calendar.week(number)?)));
    let inside = weeks.skip_while(|(_, (_, last))| *last < from).take_while(|(_, (first, _))| *first <= to);
    inside.map(|(number, (first, _))| (number, first)).collect()
}

/// The declared tracks, and who is on which.
struct Tracks {
    titles: Vec<(String, u32)>,
    of: Vec<Option<usize>>,
}

impl Tracks {
    fn of(document: &Document, outline: &Outline) -> Tracks {
        let plan = document.plan();
        let mut by_name: HashMap<&Name, usize> = HashMap::new();
        let mut titles = Vec::new();
        for (at, track) in plan.tracks.iter().enumerate() {
            let line = document.text().line_of(document.range(track.place).start) + 1;
            let said = title(&document.slice(track.place));
            // A line that begins with a unit is a sentence about it, and no name of a track.
            let is_sentence = plan.units.iter().any(|unit| said.starts_with(unit.label.text.as_str()));
            titles.push((if is_sentence { format!("Track {}", at + 1) } else { said }, line));
            for name in &track.names {
                by_name.entry(name).or_insert(at);
            }
        }
        let own =
            |at: UnitIndex| plan.unit(at).and_then(|it| names(it).iter().find_map(|name| by_name.get(name).copied()));
        let of = plan.each_unit().map(|(at, _)| {
            // A container is on the track of all that it contains.
            let inside = || {
                let mut tracks = outline.descendants(at).into_iter().filter_map(own);
                let first = tracks.next()?;
                tracks.all(|it| it == first).then_some(first)
            };
            let is_outermost = plan.unit(at).is_some_and(|it| it.parent.is_none());
            own(at).or_else(|| if is_outermost { inside() } else { None })
        });
        let of = if plan.tracks.is_empty() { Vec::new() } else { of.collect() };
        Tracks { titles, of }
    }

    fn groups(&self, outline: &Outline, items: &[Item], axis: Axis) -> Vec<Group> {
        let mut tracks: BTreeMap<usize, Vec<Row>> = BTreeMap::new();
        let none = self.titles.len();
        let mut open: Vec<(UnitIndex, u32, usize)> =
            outline.children(None).iter().rev().map(|at| (*at, 0, self.track(*at).unwrap_or(none))).collect();
        while let Some((at, depth, track)) = open.pop() {
            let is_here = items.get(at.0 as usize).and_then(|it| it.bar.as_ref()).is_some_and(|bar| bar.axis == axis);
            // Inside of a container that is not drawn, each unit finds its own track.
            let track = if depth == 0 { self.track(at).unwrap_or(track) } else { track };
            if is_here {
                tracks.entry(track).or_default().push(Row { item: ItemIndex(at.0), depth });
            }
            let inside = outline.children(Some(at)).iter().rev();
            open.extend(inside.map(|child| (*child, depth + u32::from(is_here), track)));
        }
        if tracks.keys().filter(|track| **track != none).count() < 2 {
            // One track alone parts nothing from nothing.
            let mut rows: Vec<Row> = tracks.into_values().flatten().collect();
            rows.sort_by_key(|row| row.item);
            return vec![Group { title: None, line: 0, rows }];
        }
        let group = |(track, rows): (usize, Vec<Row>)| {
            let said = self.titles.get(track);
            Group { title: said.map(|it| it.0.clone()), line: said.map_or(0, |it| it.1), rows }
        };
        tracks.into_iter().map(group).collect()
    }

    fn track(&self, at: UnitIndex) -> Option<usize> {
        self.of.get(at.0 as usize).copied().flatten()
    }
}

/// A track's title out of its line: without the marks of Markdown, without the bars of a drawing around it, and without
/// the list of its units.
fn title(line: &str) -> String {
    let line = line.lines().next().unwrap_or_default();
    let is_mark = |c: char| is_drawn(c) || c.is_whitespace() || "#-*+>|=".contains(c);
    let bare = line.trim_start_matches(is_mark).replace("**", "").replace('`', "");
    let head = bare.split(|c| is_drawn(c) || "(:|".contains(c)).next().unwrap_or_default();
    let head = head.trim_end_matches(|c: char| c.is_whitespace() || "-=".contains(c));
    if head.is_empty() { bare.trim().to_owned() } else { head.to_owned() }
}

/// Lines, boxes, blocks and arrow heads, of which plain text draws bars.
fn is_drawn(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{25FF}')
}
