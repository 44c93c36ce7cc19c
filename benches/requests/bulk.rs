//! What is large in one way only: each costs as much as there is of it, and not the square of that.

use std::hint::black_box;

use milepost::findings::Findings;
use milepost_core::ide::FileRange;
use milepost_core::ide::code_actions::code_actions;
use milepost_core::ide::refactor::refactorings;
use milepost_core::ide::symbols::workspace_symbols;
use milepost_core::lint::lint;
use milepost_core::text::{Edit, TextRange};
use milepost_core::workspace::{Change, FileId, Snapshot};

use crate::measure::{document, document_at, median, plan, timed};

const FILE: FileId = FileId(0);
const REPEATS: usize = 5;

/// What is measured, of how many, and what it costs for so many.
type Case = (&'static str, usize, fn(usize) -> f64);

const CASES: &[Case] = &[
    ("open a line of n names", 2_000, |n| {
        cost(|| drop(black_box(document(&line("Task T-1 depends on Sprint 1 word ", n)))))
    }),
    ("a key in a line of n marks", 2_000, |n| {
        let document = document(&line("`a` *b* [c](d) word and more so... ", n));
        let edit = Edit { range: TextRange::empty(document.text().len() / 2), insert: "x".to_owned() };
        cost(|| drop(black_box(document.edit(std::slice::from_ref(&edit)))))
    }),
    ("n edits at once, n rows", 500, |n| {
        let text = table(n);
        let document = document(&text);
        let edit = |(at, _)| Edit { range: TextRange::empty(at as u32 + 1), insert: " ".to_owned() };
        let edits: Vec<Edit> = text.rmatch_indices("| T-").map(edit).collect();
        cost(|| drop(black_box(document.edit(&edits))))
    }),
    ("a cursor, n findings", 500, |n| {
        let (snapshot, text) = one(&headings(n));
        let found = Findings::default().of(&snapshot, FILE).unwrap_or_default();
        let at = FileRange { file: FILE, range: TextRange::empty(text.find("start").unwrap_or(0) as u32) };
        cost(|| drop(black_box(code_actions(&snapshot, at, &found, &|| true))))
    }),
    ("fixes of n findings", 500, |n| {
        let (snapshot, text) = one(&headings(n));
        let found = Findings::default().of(&snapshot, FILE).unwrap_or_default();
        let at = FileRange { file: FILE, range: TextRange::new(0, text.len() as u32) };
        cost(|| drop(black_box(code_actions(&snapshot, at, &found, &|| true))))
    }),
    ("check n links, n headings", 500, |n| {
        let links: String = (0..n).map(|at| format!("- [ ] T-{at} see [x](#nowhere-{at})\n")).collect();
        check(&format!("# Plan\n\n## Sprint 1\n\n{links}\n{}", headings(n)))
    }),
    ("check n on each other", 40, |n| {
        let others = |at| (0..n).filter(|it| *it != at).map(|it| format!("T-{it}")).collect::<Vec<_>>().join(", ");
        let tasks = (0..n).map(|at| format!("- [ ] T-{at} task (depends on {})\n", others(at)));
        check(&format!("# Plan\n\n## Sprint 1\n\n{}", tasks.collect::<String>()))
    }),
    ("broken names, n plans", 100, |n| {
        let broken: String = (0..10).map(|at| format!("- [ ] T-{at} do (depends on T-{})\n", at + 900)).collect();
        let snapshot = many(n, &format!("# Plan\n\n## Sprint 1\n\n{broken}"));
        cost(|| drop(black_box(lint(&snapshot, FILE))))
    }),
    ("search, n plans", 100, |n| {
        let snapshot = many(n, "# Plan\n");
        cost(|| drop(black_box(workspace_symbols(&snapshot, "zzqx"))))
    }),
    ("refactorings, n plans", 100, |n| {
        let own = "# Plan\n\n## Sprint 1\n\n- [ ] T-1 start\n- [ ] T-2 go on\n\n## Sprint 2\n\n- [ ] T-3 end\n";
        let snapshot = many(n, own);
        let at = FileRange { file: FILE, range: TextRange::empty(own.find("start").unwrap_or(0) as u32) };
        cost(|| drop(black_box(refactorings(&snapshot, at))))
    }),
];

/// Prints what each case costs for n, 2n and 4n.
pub fn measure() {
    println!("large in one way: median of {REPEATS}, microseconds, and the ratio to the smallest");
    for (name, n, of) in CASES {
        print!("{name:<28} n = {n:<6}");
        let base = of(*n);
        print!(" {base:>10.0}");
        for times in [2, 4] {
            let cost = of(n * times);
            print!(" {cost:>10.0} {:>6.1} x", cost / base);
        }
        println!();
    }
}

fn cost(mut work: impl FnMut()) -> f64 {
    median((0..REPEATS).map(|_| timed(&mut work)).collect())
}

fn check(text: &str) -> f64 {
    let (snapshot, _) = one(text);
    cost(|| drop(black_box(lint(&snapshot, FILE))))
}

fn one(text: &str) -> (Snapshot, String) {
    let mut snapshot = Snapshot::default();
    snapshot.apply(Change::Put { file: FILE, document: document(text) });
    (snapshot, text.to_owned())
}

/// `own`, and `n` plans in other folders.
fn many(n: usize, own: &str) -> Snapshot {
    let (mut snapshot, _) = one(own);
    let text = plan(100);
    for file in 1..=n as u32 {
        snapshot.apply(Change::Put { file: FileId(file), document: document_at(&text, &format!("{file}/plan.md")) });
    }
    snapshot
}

fn line(words: &str, n: usize) -> String {
    format!("# Plan\n\n## Sprint 1\n\n- [ ] T-1 start\n\n{}\n", words.repeat(n))
}

fn table(n: usize) -> String {
    let rows = (1..=n).map(|at| format!("| T-{at} | ana | T-{} | Done |\n", at - 1));
    format!(
        "# Plan\n\n## Sprint 1\n\n| Task | Owner | Depends on | Status |\n|---|---|---|---|\n{}",
        rows.collect::<String>()
    )
}

/// Sprints without acceptance criteria.
fn headings(n: usize) -> String {
    (1..=n).map(|at| format!("## Sprint {at}\n\n- [ ] T-{at} start it\n\n")).collect()
}
