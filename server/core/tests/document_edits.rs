//! After any edits a document says what the same text says when it is opened afresh.

mod pages;
#[path = "pages/random.rs"]
mod random;
mod syntax_random;

use std::sync::Arc;

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

/// Several edits in one message, as an editor sends them: a few, and so many that they are followed together.
#[test]
fn edits_in_one_go_equal_new_ones() {
    for seed in 20_000..20_080 {
        let mut random = Random::new(seed);
        let mut text = random::plan(&mut random, 40);
        let opened = if seed % 4 < 2 { document } else { document_in_pieces };
        let before = opened(&text, None);
        let mut edits = Vec::new();
        for _ in 0..if seed % 2 == 0 { 1 + random.below(6) } else { 12 + random.below(40) } {
            let edit = random::edit(&mut random, &text);
            text.replace_range(edit.range.start as usize..edit.range.end as usize, &edit.insert);
            edits.push(edit);
        }
        same(&before.edit(&edits), &opened(&text, None), &|| format!("seed {seed}: {edits:?}"));
    }
}

/// Reading anew costs what the edits touch, however many they are.
#[test]
fn many_edits_keep_what_they_do_not_touch() {
    let row = |n: u32| format!("| T-{n} | Raise pole {n} of the tent | Week {n} | Todo |\n");
    let table = |unit: u32| {
        let rows: String = (1..600).map(|n| row(unit * 1_000 + n)).collect();
        format!("## Sprint {unit}\n\n| ID | Task | When | Status |\n|---|---|---|---|\n{rows}\n")
    };
    let text = format!("# Tents\n\n{}{}{}", table(1), table(2), table(3));
    let before = document(&text, None);
    let at = |word: &str| text.find(word).map_or(0, |at| at as u32);
    // Row by row from the end of the last table, and one in the first.
    let places = (3_500..3_600).rev().map(|n| at(&format!("pole {n} "))).chain([at("pole 1003 ")]);
    let edits: Vec<Edit> =
        places.map(|at| Edit { range: TextRange::new(at, at + 4), insert: "mast".to_owned() }).collect();
    let after = before.edit(&edits);
    assert_eq!(after.drift(), None);
    let old: Vec<_> = (0..).map_while(|at| before.fragment(at)).collect();
    let new = (0..).map_while(|at| after.fragment(at));
    let (kept, read): (Vec<_>, Vec<_>) = new.partition(|it| old.iter().any(|old| Arc::ptr_eq(old, it)));
    assert!(kept.len() > 4 * read.len() && !read.is_empty(), "{} were kept, {} read", kept.len(), read.len());
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
