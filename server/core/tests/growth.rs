//! What is four times as large costs about four times as much, and not sixteen times.

#![allow(clippy::unwrap_used)]

#[path = "support/fixture.rs"]
mod fixture;

use std::hint::black_box;
use std::time::{Duration, Instant};

use fixture::Fixture;
use milepost_core::document::Document;
use milepost_core::lint::lint;
use milepost_core::text::{Edit, TextRange};
use milepost_core::workspace::FileId;

/// Between four and sixteen. Others may be at work on the same machine: what is slow by chance is measured again.
const MOST: u32 = 9;

/// Makes something of that size ready, and gives the work on it.
type Ready = fn(usize) -> Box<dyn Fn()>;

#[track_caller]
fn grows(of: usize, ready: Ready) {
    let cost = |size: usize| -> Duration {
        let work = ready(size);
        let timed = |_| {
            let started = Instant::now();
            work();
            started.elapsed()
        };
        (0..3).map(timed).min().unwrap()
    };
    let mut told = String::new();
    let is_even = (0..3).any(|_| {
        let (small, large) = (cost(of), cost(4 * of));
        told.push_str(&format!("{small:?} and {large:?}; "));
        large < small * MOST
    });
    println!("{told}");
    assert!(is_even, "{told}");
}

fn document(text: &str) -> Document {
    Fixture::of(&[("plan.md", text)]).snapshot.document(FileId(0)).unwrap().clone()
}

fn line(words: &str, times: usize) -> String {
    format!("# Hall\n\n## Sprint 1\n\n- [ ] T-1 build\n\n{}\n", words.repeat(times))
}

#[test]
fn a_line_of_names() {
    grows(400, |n| {
        let text = line("Task T-1 depends on Sprint 1 word ", n);
        Box::new(move || drop(black_box(document(&text))))
    });
}

#[test]
fn a_line_of_marks() {
    grows(2_000, |n| {
        let text = line("`a` *b* [c](d) word and more so... ", n);
        Box::new(move || drop(black_box(document(&text))))
    });
}

#[test]
fn many_edits_at_once() {
    grows(100, |n| {
        let rows: String = (0..n).map(|at| format!("| T-{at} | Carry a chair into the hall | Todo |\n")).collect();
        let text = format!("# Hall\n\n## Sprint 1\n\n| ID | Task | Status |\n|---|---|---|\n{rows}");
        let before = document(&text);
        let edit = |(at, _)| Edit { range: TextRange::empty(at as u32), insert: " quietly".to_owned() };
        let edits: Vec<Edit> = text.rmatch_indices(" a chair").map(edit).collect();
        Box::new(move || drop(black_box(before.edit(&edits))))
    });
}

#[test]
fn links_that_lead_nowhere() {
    grows(150, |n| {
        let links: String = (0..n).map(|at| format!("- [ ] see [it](#chair-{at})\n")).collect();
        let headings: String = (0..n).map(|at| format!("## Room {at}\n\n")).collect();
        checked(&format!("# Hall\n\n## Sprint 1\n\n{links}\n{headings}"))
    });
}

/// Four times as many tasks have sixteen times as many dependencies here, and are as many times slower.
#[test]
fn tasks_that_wait_for_each_other() {
    grows(24, |n| {
        let n = (n as f64).sqrt() as usize * 5;
        let others = |at| (0..n).filter(|it| *it != at).map(|it| format!("T-{it}")).collect::<Vec<_>>().join(", ");
        let tasks: String = (0..n).map(|at| format!("- [ ] T-{at} carry (depends on {})\n", others(at))).collect();
        checked(&format!("# Hall\n\n## Sprint 1\n\n{tasks}"))
    });
}

fn checked(text: &str) -> Box<dyn Fn()> {
    let fixture = Fixture::of(&[("plan.md", text)]);
    Box::new(move || drop(black_box(lint(&fixture.snapshot, FileId(0)))))
}
