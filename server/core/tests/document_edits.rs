//! After any edits a document says what the same text says when it is opened afresh.

mod pages;
#[path = "pages/random.rs"]
mod random;
mod syntax_random;

use milepost_core::document::Document;
use milepost_core::ide::outline::outline;
use milepost_core::text::{Edit, TextRange};
use pages::places::places;
use pages::{document, document_in_pieces, pages};
use syntax_random::Random;

#[test]
fn edited_pages_equal_new_ones() {
    for (seed, page) in pages().into_iter().enumerate() {
        run(seed as u64, &page.plan, page.path.as_deref(), 12);
    }
}

#[test]
fn edited_plans_equal_new_ones() {
    for seed in 10_000..10_060 {
        let text = random::plan(&mut Random::new(seed), 30);
        run(seed, &text, None, 18);
    }
}

#[test]
fn edited_plans_in_pieces_equal_new_ones() {
    for seed in 30_000..30_025 {
        let text = random::plan(&mut Random::new(seed), 30);
        run_with(document_in_pieces, seed, &text, None, 18);
    }
}

/// An edit of a table's head changes what every row says.
#[test]
fn edited_tables_equal_new_ones() {
    let row = |n: u32| format!("| T-{n} | Raise pole {n} of the tent | Week {n} | Todo |\n");
    for seed in 40_000..40_015 {
        let rows: String = (1..30).map(row).collect();
        let text = format!("# Tents\n\n## Sprint 1\n\n| ID | Task | When | Status |\n|---|---|---|---|\n{rows}\n");
        run_with(document_in_pieces, seed, &text, None, 18);
        let mut updated = document_in_pieces(&text, None);
        let mut typed = text.clone();
        for (old, new) in
            [("Status", "Owner"), ("Task", "Sprint"), ("| ID |", "| # |"), ("|---|", "|--"), ("|--", "|---|")]
        {
            let at = typed.find(old).unwrap_or(0);
            typed.replace_range(at..at + old.len(), new);
            let range = TextRange::new(at as u32, (at + old.len()) as u32);
            updated = updated.edit(&[Edit { range, insert: new.to_owned() }]);
            same(&updated, &document_in_pieces(&typed, None), &|| format!("{old} to {new}"));
        }
    }
}

/// Several edits in one message, as an editor sends them.
#[test]
fn edits_in_one_go_equal_new_ones() {
    for seed in 20_000..20_040 {
        let mut random = Random::new(seed);
        let mut text = random::plan(&mut random, 40);
        let before = document(&text, None);
        let mut edits = Vec::new();
        for _ in 0..1 + random.below(6) {
            let edit = random::edit(&mut random, &text);
            text.replace_range(edit.range.start as usize..edit.range.end as usize, &edit.insert);
            edits.push(edit);
        }
        same(&before.edit(&edits), &document(&text, None), &|| format!("seed {seed}: {edits:?}"));
    }
}

type Opened = fn(&str, Option<&str>) -> Document;

fn run(seed: u64, text: &str, path: Option<&str>, edits: usize) {
    run_with(document, seed, text, path, edits);
}

fn run_with(opened: Opened, seed: u64, text: &str, path: Option<&str>, edits: usize) {
    let mut random = Random::new(seed);
    let mut text = text.to_owned();
    let mut updated = opened(&text, path);
    for step in 0..edits {
        let before = text.clone();
        let edit = random::edit(&mut random, &text);
        text.replace_range(edit.range.start as usize..edit.range.end as usize, &edit.insert);
        updated = updated.edit(std::slice::from_ref(&edit));
        same(&updated, &opened(&text, path), &|| format!("seed {seed}, step {step}: {edit:?} to {before:?}"));
    }
}

fn same(updated: &Document, rebuilt: &Document, told: &dyn Fn() -> String) {
    assert_eq!(updated.text().to_string(), rebuilt.text().to_string(), "{}", told());
    assert_eq!(updated.plan(), rebuilt.plan(), "{}", told());
    for place in places(rebuilt.plan()) {
        assert_eq!(updated.range(place), rebuilt.range(place), "{place:?}, {}", told());
    }
    for unit in &rebuilt.plan().units {
        assert_eq!(updated.extent(unit), rebuilt.extent(unit), "{}, {}", unit.label.text, told());
    }
    assert_eq!(outline(updated), outline(rebuilt), "{}", told());
}
