//! After a rename, an insertion or a renumbering every name means what it meant, and the way back restores the bytes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

mod pages;
#[path = "pages/random.rs"]
mod random;
mod syntax_random;

use std::collections::HashSet;

use milepost_core::document::{Document, Source};
use milepost_core::ide::refactor::Edits;
use milepost_core::ide::refactor::insert::{Side, insert_unit};
use milepost_core::ide::refactor::renumber::renumber;
use milepost_core::ide::rename::relabel;
use milepost_core::ide::rename::subject::subject_of;
use milepost_core::ide::target::{place_of, uses};
use milepost_core::index::Target;
use milepost_core::lint::span::span_of;
use milepost_core::notation::vocabulary::Vocabulary;
use milepost_core::plan::unit::UnitIndex;
use milepost_core::text::TextRange;
use milepost_core::workspace::{Change, Definition, FileId, Snapshot};
use syntax_random::Random;

const FILE: FileId = FileId(0);

fn snapshot(path: &str, text: &str) -> Snapshot {
    let source =
        Source { path: Some(path.to_owned()), vocabulary: Vocabulary::builtin(), profile: None, location: None };
    let mut snapshot = Snapshot::default();
    snapshot.apply(Change::Put { file: FILE, document: Document::new(text, source) });
    snapshot
}

/// The suite's plans, the examples, the tests' own pages, and random ones.
fn plans() -> Vec<(String, String)> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let mut plans = Vec::new();
    for folder in ["tests/suite", "examples"] {
        for entry in std::fs::read_dir(format!("{root}/{folder}")).expect("the folder is there").flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|it| it == "md") {
                plans.push((path.display().to_string(), std::fs::read_to_string(&path).expect("the plan is readable")));
            }
        }
    }
    plans.sort();
    plans.extend(pages::pages().into_iter().enumerate().map(|(at, page)| (format!("page {at}"), page.plan)));
    for seed in 30_000..30_012 {
        plans.push((format!("seed {seed}"), random::plan(&mut Random::new(seed), 40)));
    }
    plans
}

fn text(snapshot: &Snapshot) -> String {
    snapshot.document(FILE).expect("the document is there").text().to_string()
}

/// What defines the unit or task, as words without its number: its line, but for label and ids.
fn words(snapshot: &Snapshot, definition: Definition) -> String {
    let document = snapshot.document(definition.file).expect("the document is there");
    let plan = document.plan();
    let (line, names) = match definition.target {
        Target::Unit(at) => {
            let unit = plan.unit(at).expect("the unit is there");
            (unit.header, unit.ids.iter().map(|it| it.place).chain([unit.name]).collect::<Vec<_>>())
        }
        Target::Task(at) => {
            let task = plan.task(at).expect("the task is there");
            (task.text, Vec::new())
        }
    };
    let line = document.range(line);
    let names: Vec<TextRange> = names.into_iter().map(|it| document.range(it)).collect();
    let slice = document.text().slice(line);
    let outside =
        |at: usize| !names.iter().any(|it| it.start <= line.start + at as u32 && line.start + (at as u32) < it.end);
    slice.char_indices().filter(|(at, c)| outside(*at) && !c.is_ascii_digit()).map(|it| it.1).collect()
}

/// What each name in use outside of `but` means, unless that is what stands there.
fn meanings(snapshot: &Snapshot, but: TextRange) -> Vec<String> {
    let document = snapshot.document(FILE).expect("the document is there");
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for it in uses(document) {
        let at = document.range(it.place);
        if but.contains(at) || !seen.insert((at, it.name)) {
            continue;
        }
        if let [one] = snapshot.resolve_in(FILE, it.unit, it.name)[..]
            && !place_of(snapshot, one).is_some_and(|(_, name)| but.contains(name))
        {
            found.push((at.start, words(snapshot, one)));
        }
    }
    found.sort_by_key(|it| it.0);
    found.into_iter().map(|it| it.1).collect()
}

fn targets(snapshot: &Snapshot) -> Vec<Definition> {
    let plan = snapshot.document(FILE).expect("the document is there").plan();
    let units = plan.each_unit().map(|(at, _)| Target::Unit(at));
    let tasks = plan.each_task().filter(|(_, it)| it.id.is_some()).map(|(at, _)| Target::Task(at));
    units.chain(tasks).map(|target| Definition { file: FILE, target }).collect()
}

/// So many units or tasks of a plan are tried, from all over it.
const TRIED: usize = 3;

fn some<T>(all: Vec<T>) -> impl Iterator<Item = T> {
    let step = all.len().div_ceil(TRIED).max(1);
    all.into_iter().step_by(step)
}

/// A number or id of the same form that no plan here has.
fn other(old: &str) -> Option<String> {
    let prefix = old.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &old[prefix.len()..];
    let other = match digits.len() {
        0 => return None,
        1 if prefix.is_empty() => "83".to_owned(),
        1 => "7".to_owned(),
        len => format!("{:0len$}", if digits.starts_with('0') { 7 } else { 83 }),
    };
    Some(format!("{prefix}{other}"))
}

fn writes_out(edits: &Edits) -> bool {
    edits.iter().any(|(_, it)| it.insert.contains(", ") || it.insert.contains(" and "))
}

const NOWHERE: TextRange = TextRange { start: u32::MAX, end: u32::MAX };

#[test]
fn a_rename_there_and_back() {
    let (mut made, mut refused) = (0, 0);
    for (name, plan) in plans() {
        let before = snapshot("plan.md", &plan);
        for target in some(targets(&before)) {
            let Ok(subject) = subject_of(&before, target) else { continue };
            let Some(new) = other(&subject.old).filter(|it| *it != subject.old) else { continue };
            let edits = match relabel(&before, &[(target, new.clone())]) {
                Ok(edits) => edits,
                Err(why) => {
                    refused += 1;
                    if std::env::var_os("TOLD").is_some() {
                        println!("{name}: {} to {new}: {}", subject.old, why.0);
                    }
                    continue;
                }
            };
            made += 1;
            let after = before.edited(&edits);
            assert_eq!(meanings(&before, NOWHERE), meanings(&after, NOWHERE), "{name}: {} to {new}", subject.old);
            // What was twice there would be a collision on the way back.
            let is_once = |names: &[milepost_core::notation::label::Name]| {
                names.iter().all(|it| before.file(FILE).is_some_and(|file| file.names().get(it).len() == 1))
            };
            if !writes_out(&edits) && is_once(&subject.names) {
                let back = relabel(&after, &[(target, subject.old.clone())]).map(|edits| text(&after.edited(&edits)));
                assert_eq!(back.as_deref(), Ok(plan.as_str()), "{name}: {} to {new} and back", subject.old);
            }
        }
    }
    println!("{made} renames, {refused} refused");
    assert!(made > 8 * refused, "{made} renames, {refused} refused");
}

#[test]
fn a_collision_makes_no_edits() {
    for (name, plan) in plans() {
        let before = snapshot("plan.md", &plan);
        let units: Vec<_> = before.document(FILE).expect("the document is there").plan().units.clone();
        for (one, other) in units.iter().zip(units.iter().skip(1)) {
            if one.parent != other.parent
                || one.label.kind != other.label.kind
                || one.label.number == other.label.number
            {
                continue;
            }
            let at = units.iter().position(|it| it.name == one.name).unwrap_or(0);
            let target = Definition { file: FILE, target: Target::Unit(UnitIndex(at as u32)) };
            assert!(relabel(&before, &[(target, other.label.text.clone())]).is_err(), "{name}: {}", one.label.text);
        }
    }
}

#[test]
fn an_insertion_and_its_way_back() {
    let mut made = 0;
    for (name, plan) in plans() {
        let before = snapshot("plan.md", &plan);
        let units = before.document(FILE).expect("the document is there").plan().units.len();
        for (at, side) in some((0..units).flat_map(|at| [(at, Side::Before), (at, Side::After)]).collect()) {
            let unit = UnitIndex(at as u32);
            let edits = match insert_unit(&before, FILE, unit, side) {
                Ok(edits) => edits,
                Err(_) => continue,
            };
            made += 1;
            let after = before.edited(&edits);
            let (mut grown, mut inserted) = (0_i64, NOWHERE);
            for (_, edit) in &edits {
                if edit.range.is_empty() && edit.insert.contains('#') && edit.insert.contains('\n') {
                    let start = (i64::from(edit.range.start) + grown) as u32;
                    inserted = TextRange::new(start, start + edit.insert.len() as u32);
                }
                grown += edit.insert.len() as i64 - i64::from(edit.range.len());
            }
            let told = format!("{name}, unit {at}, {side:?}:\n{}", text(&after));
            assert_ne!(inserted, NOWHERE, "{told}");
            let (old, new) = (meanings(&before, NOWHERE), meanings(&after, inserted));
            assert_eq!(old, new, "{told}");
            // The way back: the unit goes, and the numbers close up.
            let mut without = after.clone();
            let gone = milepost_core::text::Edit { range: inserted, insert: String::new() };
            without.apply(Change::Edit { file: FILE, edits: vec![gone] });
            let scheduled =
                before.document(FILE).is_some_and(|it| it.plan().units.iter().any(|it| span_of(it).is_some()));
            let is_tight = renumber(&before, FILE, unit).is_ok_and(|it| it.is_empty());
            if is_tight && !scheduled && !writes_out(&edits) {
                let Ok(closed) = renumber(&without, FILE, unit) else { continue };
                // Without the first one, the numbers begin later.
                if closed.is_empty() && side == Side::Before {
                    continue;
                }
                assert_eq!(text(&without.edited(&closed)), plan, "{told}");
            }
        }
    }
    println!("{made} insertions");
    assert!(made > 40, "{made} insertions");
}

#[test]
fn renumbering_comes_to_rest() {
    for (name, plan) in plans() {
        let before = snapshot("plan.md", &plan);
        for at in some((0..before.document(FILE).expect("the document is there").plan().units.len()).collect()) {
            let unit = UnitIndex(at as u32);
            let Ok(edits) = renumber(&before, FILE, unit) else { continue };
            let after = before.edited(&edits);
            assert_eq!(meanings(&before, NOWHERE), meanings(&after, NOWHERE), "{name}, unit {at}:\n{}", text(&after));
            assert_eq!(renumber(&after, FILE, unit), Ok(Vec::new()), "{name}, unit {at}:\n{}", text(&after));
        }
    }
}
