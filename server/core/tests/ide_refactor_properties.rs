//! What holds of every refactoring of any plan: nothing else changes, names mean what they meant, and there is a way
//! back.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "support/fixture.rs"]
mod fixture;
#[path = "pages/random.rs"]
mod random;
mod syntax_random;

use fixture::Fixture;
use milepost_core::ide::FileRange;
use milepost_core::ide::refactor::later::{By, Step};
use milepost_core::ide::refactor::mark_done::mark;
use milepost_core::ide::refactor::move_task::move_task;
use milepost_core::ide::refactor::shift::{own_step, shift};
use milepost_core::ide::refactor::{Edits, refactorings};
use milepost_core::ide::target::uses;
use milepost_core::index::Target;
use milepost_core::lint::lint;
use milepost_core::notation::status::Status;
use milepost_core::plan::task::TaskIndex;
use milepost_core::plan::unit::UnitIndex;
use milepost_core::text::TextRange;
use milepost_core::workspace::{Definition, FileId, Snapshot};
use syntax_random::Random;

const FILE: FileId = FileId(0);

/// A plan such as people write: sprints one after the other, with the same said in several places.
fn plan(random: &mut Random) -> String {
    let count = 2 + random.below(5);
    let by_date = random.below(3) == 0;
    let (mut week, mut table, mut body, mut chart) = (1 + random.below(9), String::new(), String::new(), String::new());
    let first = "2026-01-05".parse::<jiff::civil::Date>().unwrap();
    let day = |week: usize, day: i64| first + jiff::ToSpan::days(7 * (week as i64 - 1) + day);
    for at in 1..=count {
        let length = 1 + random.below(3);
        let (from, to) = (week, week + length - 1);
        week = to + 1 + random.below(2);
        let weeks = if from == to { format!("Week {from}") } else { format!("Weeks {from}-{to}") };
        let (start, end) = (day(from, 0), day(to, 4));
        let dates = match random.below(3) {
            0 => format!("{} – {}", start.strftime("%B %-d, %Y"), end.strftime("%B %-d, %Y")),
            1 => format!("{} – {}", start.strftime("%-d %b %Y"), end.strftime("%-d %b %Y")),
            _ => format!("{start} to {end}"),
        };
        let (main, second) = if by_date { (dates, weeks) } else { (weeks, dates) };
        table += &format!("| Sprint {at} | {main} | {} |\n", ["todo", "In Progress"][random.below(2)]);
        chart += &format!("    section Sprint {at}\n    Work {at} :w{at}, {start}, {end}\n");
        body += &match random.below(2) {
            0 => format!("## Sprint {at}: Part ({main})\n\n"),
            _ => format!("## Sprint {at}: Part\n\n**Timeline:** {main}\n\n"),
        };
        if random.below(2) == 0 {
            body += &format!("**Dates:** {second}\n\n");
        }
        if at > 1 && random.below(2) == 0 {
            body += &format!("**Depends on:** Sprint {}\n\n", 1 + random.below(at - 1));
        }
        for task in 0..random.below(4) {
            let id = at * 10 + task;
            body += &format!("- [{}] T{id:03} Work\n", if random.below(4) == 0 { "x" } else { " " });
            if random.below(3) == 0 {
                body += &format!("  - [{}] part, after T{id:03}\n", if random.below(2) == 0 { "x" } else { " " });
            }
        }
        body += "\n";
    }
    let mut text = String::from("# Plan\n\n");
    if random.below(2) == 0 {
        text += &format!("| Sprint | When | Status |\n|---|---|---|\n{table}\n");
    }
    if random.below(2) == 0 {
        text += &format!("```mermaid\ngantt\n    dateFormat YYYY-MM-DD\n{chart}```\n\n");
    }
    text + &body
}

fn read(text: &str) -> Snapshot {
    Fixture::of(&[("plan.md", text)]).snapshot
}

fn text(snapshot: &Snapshot) -> String {
    snapshot.document(FILE).unwrap().text().to_string()
}

/// What every name means, by the words of what is meant: a task that moved is the same one.
fn meanings(snapshot: &Snapshot) -> Vec<(String, Vec<String>)> {
    let document = snapshot.document(FILE).unwrap();
    let plan = document.plan();
    let words = |it: Definition| match it.target {
        Target::Unit(at) => plan.unit(at).unwrap().label.text.clone(),
        Target::Task(at) => document.slice(plan.task(at).unwrap().text),
    };
    let meant = |it: milepost_core::ide::target::Use<'_>| {
        let found = snapshot.resolve_in(FILE, it.unit, it.name);
        (it.text.to_owned(), found.into_iter().map(words).collect())
    };
    let mut all: Vec<_> = uses(document).map(meant).collect();
    all.sort();
    all
}

fn overlaps(snapshot: &Snapshot) -> usize {
    lint(snapshot, FILE).iter().filter(|it| it.rule.name.contains("overlap")).count()
}

fn check(before: &Snapshot, edits: &Edits, what: &str) -> Snapshot {
    let ends: Vec<TextRange> = edits.iter().map(|it| it.1.range).collect();
    assert!(ends.windows(2).all(|it| it[0].end <= it[1].start), "{what}: edits overlap or are out of order");
    let after = before.edited(edits);
    assert_eq!(after.document(FILE).unwrap().drift(), None, "{what}");
    assert_eq!(meanings(&after), meanings(before), "{what}: a name means something else");
    after
}

/// How many shifts were made, so that a test is not one of nothing.
fn shifts(snapshot: &Snapshot, seed: u64) -> usize {
    let mut made = 0;
    let plan = snapshot.document(FILE).unwrap().plan();
    for (at, unit) in plan.each_unit() {
        let Some(own) = unit.schedule.as_ref().and_then(|it| own_step(&it.value)) else { continue };
        let of = Definition { file: FILE, target: Target::Unit(at) };
        for (count, step) in [(1, own), (3, own), (-1, own), (2, Step::Day)] {
            for successors in [false, true] {
                let what = format!("seed {seed}: {} by {count} {step:?}, {successors}", unit.label.text);
                let Ok(edits) = shift(snapshot, of, By { count, step }, successors) else { continue };
                let after = check(snapshot, &edits, &what);
                assert!(overlaps(&after) <= overlaps(snapshot), "{what}: an overlap");
                // Whether May is abbreviated nobody can tell.
                let is_may = text(&after).contains(" May ");
                if let (Ok(back), false) = (shift(&after, of, By { count: -count, step }, successors), is_may) {
                    let back = after.edited(&back);
                    assert_eq!(text(&back), text(snapshot), "{what}: back");
                    made += 1;
                }
            }
        }
    }
    made
}

fn marks(snapshot: &Snapshot, seed: u64) -> usize {
    let mut made = 0;
    let plan = snapshot.document(FILE).unwrap().plan();
    for at in (0..plan.tasks.len()).map(|at| TaskIndex(at as u32)) {
        let target = Target::Task(at);
        let task = plan.task(at).unwrap();
        let is_done = |at: TaskIndex| plan.task(at).unwrap().status == Some(Status::Done);
        // What is done above something open contradicts itself, and does so no longer when that is open again.
        if is_done(at) || task.parent.is_some_and(is_done) {
            continue;
        }
        let what = format!("seed {seed}: {at:?}");
        let Ok(edits) = mark(snapshot, FILE, target, true) else { continue };
        let after = check(snapshot, &edits, &what);
        // What was begun says more than that it is not done.
        let boxes = edits.iter().all(|it| it.1.insert.starts_with('['));
        if edits.is_empty() || !boxes {
            continue;
        }
        let back = after.edited(&mark(&after, FILE, target, false).unwrap());
        assert_eq!(text(&back), text(snapshot), "{what}: back");
        made += 1;
    }
    made
}

fn moves(snapshot: &Snapshot, seed: u64) -> usize {
    let mut made = 0;
    let plan = snapshot.document(FILE).unwrap().plan();
    for (at, task) in plan.each_task() {
        for to in (0..plan.units.len()).map(|at| UnitIndex(at as u32)) {
            let what = format!("seed {seed}: {at:?} to {to:?}");
            if task.unit == Some(to) || task.parent.is_some() {
                continue;
            }
            let Ok(edits) = move_task(snapshot, FILE, at, to) else { continue };
            let after = check(snapshot, &edits, &what);
            let id = &task.id.as_ref().unwrap().value;
            let there = after.document(FILE).unwrap().plan().clone();
            let (now, moved) = there.each_task().find(|it| it.1.id.as_ref().is_some_and(|it| it.value == *id)).unwrap();
            assert_eq!(moved.unit, Some(to), "{what}");
            if let Ok(back) = move_task(&after, FILE, now, task.unit.unwrap()) {
                check(&after, &back, &what);
            }
            made += 1;
        }
    }
    made
}

#[test]
fn a_shift_can_be_undone_and_brings_no_overlap() {
    let made: usize = (0..24).map(|seed| shifts(&read(&plan(&mut Random::new(seed))), seed)).sum();
    assert!(made > 60, "{made}");
}

#[test]
fn marks_can_be_taken_back() {
    let made: usize = (0..30).map(|seed| marks(&read(&plan(&mut Random::new(seed))), seed)).sum();
    assert!(made > 40, "{made}");
}

#[test]
fn a_moved_task_is_the_same_one() {
    let made: usize = (0..16).map(|seed| moves(&read(&plan(&mut Random::new(seed))), seed)).sum();
    assert!(made > 40, "{made}");
}

#[test]
fn what_is_offered_anywhere_can_be_done() {
    for seed in 0..20 {
        let mut random = Random::new(seed);
        let text = if seed % 2 == 0 { plan(&mut random) } else { random::plan(&mut random, 25) };
        let snapshot = read(&text);
        let starts = text.split_inclusive('\n').scan(0, |at, line| {
            *at += line.len() as u32;
            Some(*at - 1)
        });
        for offset in starts {
            let at = FileRange { file: FILE, range: TextRange::empty(offset) };
            let offered = refactorings(&snapshot, at);
            let mut titles: Vec<&str> = offered.iter().map(|it| it.title.as_str()).collect();
            titles.sort_unstable();
            assert!(titles.windows(2).all(|it| it[0] != it[1]), "seed {seed}: {titles:?}");
            for it in &offered {
                if let Ok(edits) = it.edits(&snapshot) {
                    assert!(!edits.is_empty(), "seed {seed}: {} does nothing", it.title);
                    snapshot.edited(&edits);
                }
            }
        }
    }
}
