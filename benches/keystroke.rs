//! From a keystroke to new findings: what an edit costs in plans of 100 to 100,000 lines, beside reading the plan afresh.
//!
//! `cargo bench --bench keystroke` prints medians in microseconds and the ratios to the smallest plan, of one run.
//! The path is the server's own: the edit, reading what it touched, and the findings with their memo.

mod measure;

use std::hint::black_box;

use measure::{document, median, plan, timed};
use milepost::findings::Findings;
use milepost_core::text::{Edit, TextRange};
use milepost_core::workspace::{Change, FileId, Snapshot};

const FILE: FileId = FileId(0);
const REPEATS: usize = 41;

fn main() {
    let sizes = [100, 1_000, 10_000, 100_000];
    println!("median of {REPEATS} edits, microseconds; a rebuild reads and checks the whole text");
    println!(
        "{:>8} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}   units",
        "lines", "place", "char", "newline", "heading", "median", "rebuild"
    );
    let mut base = None;
    for lines in sizes {
        let text = plan(lines);
        let rebuild = median((0..5.min(500_000 / lines)).map(|_| timed(|| rebuilt(&text))).collect());
        let mut all = Vec::new();
        let units = document(&text).plan().units.len();
        for (place, share) in [("begin", 0.05), ("middle", 0.5), ("end", 0.95)] {
            let costs =
                ["x", "\n", "\n## Sprint 9999: Added (Weeks 3-4)\n\n"].map(|insert| edits(&text, share, insert));
            let own = median(costs.concat());
            println!(
                "{lines:>8} {place:>9} {:>9.0} {:>9.0} {:>9.0} {own:>9.0} {rebuild:>9.0}   {units}",
                median(costs[0].clone()),
                median(costs[1].clone()),
                median(costs[2].clone()),
            );
            all.extend(costs.concat());
        }
        let own = median(all);
        let first = *base.get_or_insert(own);
        println!(
            "{lines:>8} {:>9} {own:>49.0}   {:.2} x the smallest plan; a rebuild costs {:.0} x an edit\n",
            "all",
            own / first,
            rebuild / own
        );
    }
}

/// The costs of inserting `insert` in a line of text near `share` of the plan, and taking it out again.
fn edits(text: &str, share: f64, insert: &str) -> Vec<f64> {
    let mut snapshot = Snapshot::default();
    snapshot.apply(Change::Put { file: FILE, document: document(text) });
    let mut findings = Findings::default();
    black_box(findings.update(&snapshot));
    let at = place(text, share, insert.starts_with('\n'));
    let mut costs = Vec::new();
    for _ in 0..REPEATS {
        // The server keeps the snapshot that is being answered from.
        let held = snapshot.clone();
        let edit = Edit { range: TextRange::empty(at), insert: insert.to_owned() };
        costs.push(timed(|| {
            snapshot.apply(Change::Edit { file: FILE, edits: vec![edit] });
            black_box(findings.update(&snapshot));
        }));
        drop(held);
        let back = Edit { range: TextRange::new(at, at + insert.len() as u32), insert: String::new() };
        snapshot.apply(Change::Edit { file: FILE, edits: vec![back] });
        black_box(findings.update(&snapshot));
    }
    costs
}

/// A place in the words of a task near `share` of the text; for lines, behind the end of that task's line.
fn place(text: &str, share: f64, line: bool) -> u32 {
    let from = (text.len() as f64 * share) as usize;
    let task = text[from..].find("- [ ] ").map_or(from, |it| from + it);
    let end = text[task..].find('\n').map_or(text.len(), |it| task + it);
    (if line { end } else { end - 3 }) as u32
}

fn rebuilt(text: &str) {
    let mut snapshot = Snapshot::default();
    snapshot.apply(Change::Put { file: FILE, document: document(text) });
    black_box(Findings::default().update(&snapshot));
}
