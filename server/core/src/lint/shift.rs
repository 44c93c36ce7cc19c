//! Moving units in time: the edits that change the numbers in their schedules, and nothing else.

use crate::index::Target;
use crate::lint::overlap::{Declared, Overlap, Scheduled, lanes, overlaps};
use crate::lint::rule::Context;
use crate::lint::span::{Scale, Span};
use crate::notation::time::Schedule;
use crate::plan::place::Place;
use crate::plan::unit::{Said, UnitIndex};
use crate::text::{Edit, TextRange};

/// A unit moved, and by how much.
#[derive(Debug)]
pub struct Shift {
    /// How many days, weeks or months later.
    pub by: i64,
    /// Whether units that follow move with it.
    pub more: bool,
    /// The edits, ascending.
    pub edits: Vec<Edit>,
}

impl Shift {
    /// What a menu says of it, for the unit called `label` on `scale`: `Shift Sprint 2 and what follows by one week`.
    pub fn title(&self, label: &str, scale: Scale) -> String {
        let unit = match scale {
            Scale::Day => "day",
            Scale::Month => "month",
            _ => "week",
        };
        let rest = if self.more { " and what follows" } else { "" };
        match self.by {
            1 => format!("Shift {label}{rest} by one {unit}"),
            by => format!("Shift {label}{rest} by {by} {unit}s"),
        }
    }
}

/// Moves the later unit of `overlap`, and with it the siblings that follow, behind the earlier one. None where the
/// schedules are not plain numbers, where the later unit begins first, or where moving them would make new overlaps.
pub fn shift(cx: &Context<'_>, overlap: &Overlap) -> Option<Shift> {
    let family = cx.outline.children(cx.plan.unit(overlap.later)?.parent);
    let lane = lanes(cx.plan, family).into_iter().find(|lane| lane.iter().any(|it| it.unit == overlap.later))?;
    let span = |unit| lane.iter().find(|it| it.unit == unit).map(|it| it.span);
    let (later, earlier) = (span(overlap.later)?, span(overlap.earlier)?);
    if later.from < earlier.from || !matches!(later.scale, Scale::Day | Scale::Week | Scale::Month) {
        return None;
    }
    let by = earlier.to + 1 - later.from;
    let declared = Declared::of(cx.plan, cx.outline);
    let moves = |it: &Scheduled| {
        let follows = it.unit > overlap.later && it.span.from >= later.from;
        it.unit == overlap.later || follows && !declared.parallel(it.unit, overlap.later)
    };
    let moved: Vec<Scheduled> = lane.iter().filter(|it| moves(it)).copied().collect();
    if !better(&lane, &moved, by, overlap, &declared) || leaves_parent(cx, &moved, by) {
        return None;
    }
    let mut edits = Vec::new();
    for unit in &moved {
        edits.extend(move_unit(cx, unit, by)?);
    }
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    edits.dedup();
    let apart = edits.is_sorted_by(|a, b| a.range.end <= b.range.start);
    apart.then_some(Shift { by, more: moved.len() > 1, edits })
}

/// Whether the overlap is gone and none comes when `moved` moves.
fn better(lane: &[Scheduled], moved: &[Scheduled], by: i64, gone: &Overlap, declared: &Declared<'_>) -> bool {
    let is_moved = |unit| moved.binary_search_by_key(&unit, |it| it.unit).is_ok();
    let after: Vec<Scheduled> = lane
        .iter()
        .map(|it| if is_moved(it.unit) { Scheduled { span: it.span.shifted(by), ..*it } } else { *it })
        .collect();
    let pair = |it: &Overlap| (it.later, it.earlier);
    let before: Vec<_> = overlaps(lane, declared).iter().map(pair).collect();
    overlaps(&after, declared).iter().map(pair).all(|it| it != pair(gone) && before.binary_search(&it).is_ok())
}

/// Whether one of `moved` would leave the span of the unit that contains it.
fn leaves_parent(cx: &Context<'_>, moved: &[Scheduled], by: i64) -> bool {
    let parent = moved.first().and_then(|it| cx.plan.unit(it.unit)?.parent);
    let Some(outer) = parent.and_then(|parent| span_of(cx, parent)) else { return false };
    moved.iter().any(|it| outer.contains(it.span) && !outer.contains(it.span.shifted(by)))
}

/// The edits that make one unit run `by` later, the units inside it that are numbered on the same scale, and what restates them.
pub fn move_unit(cx: &Context<'_>, moved: &Scheduled, by: i64) -> Option<Vec<Edit>> {
    let inside: Vec<UnitIndex> = cx
        .outline
        .descendants(moved.unit)
        .into_iter()
        .filter(|&unit| span_of(cx, unit).is_some_and(|span| span.scale == moved.span.scale))
        .collect();
    let absolute = inside.iter().all(|&unit| span_of(cx, unit).is_some_and(|span| moved.span.contains(span)));
    let mut edits = Vec::new();
    for unit in std::iter::once(moved.unit).chain(inside.into_iter().filter(|_| absolute)) {
        let said = cx.plan.unit(unit)?.schedule.as_ref()?;
        edits.extend(move_schedule(cx, said, by)?);
        for restated in restatements(cx, unit, &said.value) {
            edits.extend(move_schedule(cx, restated, by).unwrap_or_default());
        }
    }
    Some(edits)
}

/// The second places that say the same schedule of `unit`.
fn restatements<'a>(cx: &'a Context<'_>, unit: UnitIndex, schedule: &Schedule) -> Vec<&'a Said<Schedule>> {
    let Some(file) = cx.snapshot.file(cx.file) else { return Vec::new() };
    let about = |name| file.names().get(name).first() == Some(&Target::Unit(unit));
    let restated = cx.plan.restatements.iter().filter(|it| about(&it.name));
    restated.filter_map(|it| it.schedule.as_ref()).filter(|said| said.value == *schedule).collect()
}

/// The edits that make the numbers of one schedule later.
fn move_schedule(cx: &Context<'_>, said: &Said<Schedule>, by: i64) -> Option<Vec<Edit>> {
    let span = Span::of(&said.value)?;
    renumber(&cx.document.slice(said.place), span, by, false).map(|numbers| place_edits(cx, said.place, numbers))
}

fn place_edits(cx: &Context<'_>, place: Place, numbers: Vec<(TextRange, String)>) -> Vec<Edit> {
    let start = cx.document.range(place).start;
    numbers.into_iter().map(|(range, insert)| Edit { range: range.shifted(start), insert }).collect()
}

fn span_of(cx: &Context<'_>, unit: UnitIndex) -> Option<Span> {
    cx.plan.unit(unit)?.schedule.as_ref().and_then(|said| Span::of(&said.value))
}

/// The last week that every year has.
const LAST_WEEK: i64 = 52;

/// The words for weeks of the calendar, which begin anew each year.
const CALENDAR_WEEKS: [&str; 3] = ["kw", "kalenderwoche", "kalenderwochen"];

/// The numbers of `text`, each `by` more, where they are the ends of `span` and nothing else. Keeps leading zeros;
/// where the document `pads`, a number that loses a digit gets one. None for weeks of the calendar that would leave the
/// year, of which nobody knows how many weeks it has.
pub fn renumber(text: &str, span: Span, by: i64, pads: bool) -> Option<Vec<(TextRange, String)>> {
    let numbers = digit_runs(text);
    let said: Vec<i64> = numbers.iter().map(|range| range.of(text).parse().ok()).collect::<Option<_>>()?;
    if said != [span.from, span.to] && !(said == [span.from] && span.length() == 1) {
        return None;
    }
    let mut words = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    if span.scale == Scale::Week && span.to + by > LAST_WEEK && words.any(|it| CALENDAR_WEEKS.contains(&it.as_str())) {
        return None;
    }
    let later = |(range, number): (TextRange, i64)| {
        let width = if pads || range.of(text).starts_with('0') { range.len() as usize } else { 0 };
        (range, format!("{:0width$}", number + by))
    };
    Some(numbers.into_iter().zip(said).map(later).collect())
}

/// The runs of digits in `text`; a run with another digit beside it parses as none of the ends and stops the fix.
pub fn digit_runs(text: &str) -> Vec<TextRange> {
    let mut runs: Vec<TextRange> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_numeric()) {
        let (start, end) = (at as u32, (at + c.len_utf8()) as u32);
        match runs.last_mut().filter(|run| run.end == start) {
            Some(run) => run.end = end,
            None => runs.push(TextRange::new(start, end)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use crate::lint::shift::renumber;
    use crate::lint::span::{Scale, Span};

    fn moved(text: &str, from: i64, to: i64, by: i64) -> Option<String> {
        let pads = text.starts_with('W') && !text.starts_with("Week");
        let edits = renumber(text, Span { scale: Scale::Week, from, to }, by, pads)?;
        let mut text = text.to_owned();
        for (range, insert) in edits.into_iter().rev() {
            text.replace_range(range.start as usize..range.end as usize, &insert);
        }
        Some(text)
    }

    #[test]
    fn only_the_numbers_change() {
        assert_eq!(moved("Weeks 7–8", 7, 8, 2).as_deref(), Some("Weeks 9–10"));
        assert_eq!(moved("W09", 9, 9, 1).as_deref(), Some("W10"));
        assert_eq!(moved("W10", 10, 10, -1).as_deref(), Some("W09"));
        assert_eq!(moved("Weeks 9-10", 9, 10, -1).as_deref(), Some("Weeks 8-9"));
        assert_eq!(moved("W08-09", 8, 9, 1).as_deref(), Some("W09-10"));
        assert_eq!(moved("第3-4周", 3, 4, 1).as_deref(), Some("第4-5周"));
    }

    #[test]
    fn numbers_of_something_else_stop_the_fix() {
        assert_eq!(moved("Week 3 of 10", 3, 3, 1), None);
        assert_eq!(moved("第三周", 3, 3, 1), None);
        assert_eq!(moved("Week ３", 3, 3, 1), None);
        assert_eq!(moved("KW 51–52", 51, 52, 1), None, "who knows whether the year has a week 53?");
        assert_eq!(moved("Weeks 51-52", 51, 52, 1).as_deref(), Some("Weeks 52-53"), "weeks of the plan go on");
    }
}
