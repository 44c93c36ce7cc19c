//! Shift: a unit, or a unit and what follows it, so much later or earlier, wherever the plans say when it runs.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;

use crate::ide::FileRange;
use crate::ide::refactor::later::{Amount, By, Step, scale_of};
use crate::ide::refactor::moving::moving;
use crate::ide::refactor::shifted::{check, check_time};
use crate::ide::refactor::sites::{Site, sites};
use crate::ide::refactor::wording::{Manner, first_schedule, text_later};
use crate::ide::refactor::{Edits, Refactoring, RefactoringKind, Refusal};
use crate::ide::target::file_name;
use crate::index::Target;
use crate::lint::outline::is_time_unit;
use crate::lint::span::Scale;
use crate::network::Network;
use crate::network::together::together;
use crate::notation::time::Schedule;
use crate::plan::unit::Unit;
use crate::text::{Edit, TextRange};
use crate::workspace::{Definition, FileId, Snapshot};

/// One step later or earlier, alone or with what follows, for the unit whose header or schedule the cursor is at.
pub fn shifts(snapshot: &Snapshot, at: FileRange) -> Vec<Refactoring> {
    let Some((definition, unit)) = unit_at(snapshot, at) else { return Vec::new() };
    let Some(step) = unit.schedule.as_ref().and_then(|it| own_step(&it.value)) else { return Vec::new() };
    if unit.is_over() || is_time_unit(unit) {
        return Vec::new();
    }
    let network = Network::of(snapshot, &together(snapshot, definition.file));
    let mut found = Vec::new();
    for count in [1, -1] {
        let by = By { count, step };
        let alone = moving(snapshot, definition, by, None).unwrap_or_default();
        let all = moving(snapshot, definition, by, Some(&network)).unwrap_or_default();
        for (moved, successors) in [(&alone, false), (&all, true)] {
            // What would be refused is not offered, as far as that is known without reading the plans again.
            let is_second = successors && *moved == alone;
            if moved.is_empty() || is_second || check_time(snapshot, &network, moved, by, "").is_err() {
                continue;
            }
            if edits(snapshot, moved, by).is_err() {
                continue;
            }
            let what = if successors { " and what follows" } else { "" };
            let how =
                if count > 0 { format!("by one {}", step.word()) } else { format!("one {} earlier", step.word()) };
            let title = format!("Shift {}{what} {how}", unit.label.text);
            let work = move |snapshot: &Snapshot| shift(snapshot, definition, by, successors);
            found.push(Refactoring::new(title, RefactoringKind::Move, work));
        }
    }
    found
}

/// What more to do where a shift would leave the plan worse.
fn further(successors: bool, by: By) -> &'static str {
    // What is in the way of an earlier time stands before the unit, not behind it.
    if successors || by.count < 0 { "make room first" } else { "shift what follows too, or make room first" }
}

/// The unit whose header or schedule `at` touches.
fn unit_at(snapshot: &Snapshot, at: FileRange) -> Option<(Definition, &Unit)> {
    let document = snapshot.document(at.file)?;
    let plan = document.plan();
    let by_schedule = || {
        let touches =
            |unit: &Unit| unit.schedule.as_ref().is_some_and(|it| document.range(it.place).touches(at.range.start));
        plan.each_unit().find(|(_, unit)| touches(unit)).map(|(at, _)| at)
    };
    let index = document.unit_defined_at(at.range.start).or_else(by_schedule)?;
    Some((Definition { file: at.file, target: Target::Unit(index) }, plan.unit(index)?))
}

/// What a schedule is commonly moved by: what it counts itself; weeks where it has days of the calendar, for a week and
/// more.
pub fn own_step(schedule: &Schedule) -> Option<Step> {
    Some(match scale_of(schedule)? {
        Scale::Day => Step::Day,
        Scale::Week | Scale::Date(_) => Step::Week,
        Scale::Month | Scale::CalendarMonth(_) => Step::Month,
        Scale::Quarter(_) => Step::Quarter,
    })
}

/// The edits that move the unit `of`, and with `successors` what follows it in its lane or waits for it.
///
/// # Errors
/// A sentence where it says no definite time, where a place cannot say the new time exactly, where it would leave the
/// unit around it, overlap others that it did not before, or begin before what it waits for has ended.
pub fn shift(snapshot: &Snapshot, of: Definition, by: By, successors: bool) -> Result<Edits, Refusal> {
    let Some(unit) = snapshot.unit(of) else { return Err(Refusal("Only a unit can be shifted.".to_owned())) };
    let label = &unit.label.text;
    if is_time_unit(unit) {
        return Err(Refusal(format!("{label} is a span of time itself: shift what is planned for it.")));
    }
    let Some(said) = unit.schedule.as_ref() else {
        return Err(Refusal(format!(
            "{label} does not say when it runs: write weeks or dates behind its label first."
        )));
    };
    let scale = scale_of(&said.value);
    if scale.is_none_or(|it| !matches!(by.on(it), Amount::Exactly(_))) {
        return Err(Refusal(match own_step(&said.value) {
            None => format!("{label} does not say clearly when it runs: make its schedule definite first."),
            Some(step) => format!("{label} cannot move by {}s: it moves by {}s.", by.step.word(), step.word()),
        }));
    }
    let network = Network::of(snapshot, &together(snapshot, of.file));
    let moved = moving(snapshot, of, by, successors.then_some(&network))?;
    check_time(snapshot, &network, &moved, by, further(successors, by))?;
    let edits = edits(snapshot, &moved, by)?;
    check(snapshot, &snapshot.edited(&edits), &moved, by)?;
    Ok(edits)
}

/// The edits at every place that says when one of `moved` runs.
///
/// # Errors
/// A sentence where such a place cannot say the new time exactly.
pub fn edits(snapshot: &Snapshot, moved: &BTreeSet<Definition>, by: By) -> Result<Edits, Refusal> {
    let mut by_file: BTreeMap<FileId, Vec<Site>> = BTreeMap::new();
    for site in sites(snapshot, moved) {
        by_file.entry(site.file).or_default().push(site);
    }
    let mut edits: Edits = Vec::new();
    for (file, sites) in by_file {
        let Some(document) = snapshot.document(file) else { continue };
        let manner = Manner::of_document(document);
        for site in sites {
            let text = document.text().slice(site.range);
            let changes = match site.is_gantt {
                true => chart_later(&text, by),
                false => site_later(&text, &site, by, &manner),
            };
            let Some(changes) = changes else {
                let line = document.text().line_of(site.range.start) + 1;
                return Err(Refusal(format!(
                    "“{}” in line {line} of {} cannot be rewritten exactly to run {}: change it by hand.",
                    text.trim(),
                    file_name(snapshot, file),
                    by.words()
                )));
            };
            let place = |(range, insert): (TextRange, String)| Edit { range: range.shifted(site.range.start), insert };
            edits.extend(changes.into_iter().map(|it| (file, place(it))));
        }
    }
    Ok(edits)
}

/// The changes of one place. Where a further field or cell says no time at all, it has nothing to move.
fn site_later(text: &str, site: &Site, by: By, manner: &Manner<'_>) -> Option<Vec<(TextRange, String)>> {
    if site.said.is_none() && first_schedule(text, manner).is_none() {
        return Some(Vec::new());
    }
    text_later(text, site.said.as_ref(), by, manner)
}

/// The dates among the data of a gantt's task. What comes `after` another task moves with that.
fn chart_later(text: &str, by: By) -> Option<Vec<(TextRange, String)>> {
    let Amount::Exactly(days) = by.on(Scale::Date(true)) else { return Some(Vec::new()) };
    let mut changes = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive([',', ':']) {
        let from = start + part.len() - part.trim_start().len();
        start += part.len();
        let word = part.trim_start().trim_end_matches(|c: char| c == ',' || c == ':' || c.is_whitespace());
        if let Ok(date) = word.parse::<Date>() {
            let moved = date.checked_add(days.days()).ok()?;
            changes.push((TextRange::new(from as u32, (from + word.len()) as u32), moved.to_string()));
        }
    }
    Some(changes)
}
