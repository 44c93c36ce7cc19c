//! What an editor asks while one reads and types: what each answer costs in plans of 100 to 10,000 lines, alone and in a
//! folder of other plans.
//!
//! And what is large in one way: a long line, many edits at once, many findings, many links, many plans.
//!
//! `cargo bench --bench requests` prints medians in microseconds and the ratios to the smallest plan, of one run.

#[path = "requests/bulk.rs"]
mod bulk;
mod measure;

use std::hint::black_box;
use std::sync::Arc;

use measure::{document, median, plan, timed};
use milepost::findings::Findings;
use milepost_core::ide::code_actions::code_actions;
use milepost_core::ide::completion::completion;
use milepost_core::ide::definition::definition;
use milepost_core::ide::highlights::highlights;
use milepost_core::ide::hints::hints;
use milepost_core::ide::hover::hover;
use milepost_core::ide::lenses::lenses;
use milepost_core::ide::refactor::refactorings;
use milepost_core::ide::references::references;
use milepost_core::ide::rename::prepare_rename;
use milepost_core::ide::symbols::document_symbols;
use milepost_core::ide::tokens::tokens;
use milepost_core::ide::{FilePosition, FileRange};
use milepost_core::lint::rule::Finding;
use milepost_core::text::TextRange;
use milepost_core::workspace::{Change, FileId, Snapshot};

const FILE: FileId = FileId(0);
const REPEATS: usize = 11;
/// So many other plans, of so many lines, are beside the one that is asked about.
const OTHERS: (u32, usize) = (100, 200);

/// What is asked, and where: `heading` is in the label of a unit, `task` in the words of a task.
struct Places {
    heading: u32,
    task: u32,
    dependency: u32,
    whole: u32,
    /// What is wrong in it, which the server knows.
    found: Found,
}

type Request = (&'static str, fn(&Snapshot, &Places));

type Found = Arc<Vec<Finding>>;

const REQUESTS: &[Request] = &[
    ("hover, heading", |it, at| drop(black_box(hover(it, place(at.heading))))),
    ("definition, dependency", |it, at| drop(black_box(definition(it, place(at.dependency))))),
    ("references, heading", |it, at| drop(black_box(references(it, place(at.heading), true)))),
    ("highlights, heading", |it, at| drop(black_box(highlights(it, place(at.heading))))),
    ("prepare rename, heading", |it, at| drop(black_box(prepare_rename(it, place(at.heading))))),
    ("completion, dependency", |it, at| drop(black_box(completion(it, place(at.dependency))))),
    ("fixes, heading", |it, at| drop(black_box(code_actions(it, cursor(at.heading), &at.found, &|| true)))),
    ("refactorings, heading", |it, at| drop(black_box(refactorings(it, cursor(at.heading))))),
    ("refactorings, task", |it, at| drop(black_box(refactorings(it, cursor(at.task))))),
    ("document symbols", |it, _| drop(black_box(document_symbols(it, FILE)))),
    ("semantic tokens", |it, _| drop(black_box(tokens(it, FILE)))),
    ("inlay hints, whole", |it, at| {
        drop(black_box(hints(it, FileRange { file: FILE, range: TextRange::new(0, at.whole) })))
    }),
    ("code lenses", |it, _| drop(black_box(lenses(it, FILE)))),
];

fn main() {
    let sizes = [100, 1_000, 10_000];
    for (others, title) in [(false, "alone"), (true, "among others")] {
        println!("{title}: median of {REPEATS} answers, microseconds, and the ratio to the smallest plan");
        let of_sizes: Vec<Vec<f64>> = sizes.iter().map(|lines| costs(*lines, others)).collect();
        for (row, (name, _)) in REQUESTS.iter().enumerate() {
            print!("{name:<26}");
            let base = of_sizes.first().and_then(|it| it.get(row)).copied().unwrap_or(1.0);
            for cost in of_sizes.iter().filter_map(|it| it.get(row)) {
                print!(" {cost:>10.0} {:>7.1} x", cost / base);
            }
            println!();
        }
        println!();
    }
    bulk::measure();
}

/// What each request costs in a plan of `lines` lines.
fn costs(lines: usize, others: bool) -> Vec<f64> {
    let text = plan(lines);
    let mut snapshot = Snapshot::default();
    snapshot.apply(Change::Put { file: FILE, document: document(&text) });
    for file in (1..=OTHERS.0).filter(|_| others) {
        snapshot.apply(Change::Put { file: FileId(file), document: document(&plan(OTHERS.1)) });
    }
    // The server has looked at it already.
    let mut findings = Findings::default();
    black_box(findings.update(&snapshot));
    let middle = text.len() / 2;
    let find = |words: &str, ahead: usize| text[middle..].find(words).map_or(0, |it| (middle + it + ahead) as u32);
    let at = Places {
        heading: find("## Sprint", 5),
        task: find("Write part", 3),
        dependency: find("**Depends on:** Sprint ", 25),
        whole: text.len() as u32,
        found: findings.of(&snapshot, FILE).unwrap_or_default(),
    };
    let cost = |(_, ask): &Request| median((0..REPEATS).map(|_| timed(|| ask(&snapshot, &at))).collect());
    REQUESTS.iter().map(cost).collect()
}

fn place(offset: u32) -> FilePosition {
    FilePosition { file: FILE, offset }
}

fn cursor(offset: u32) -> FileRange {
    FileRange { file: FILE, range: TextRange::empty(offset) }
}
