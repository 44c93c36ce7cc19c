//! After any edits a document says what the same text says when it is opened afresh.

mod pages;
#[path = "pages/random.rs"]
mod random;
mod syntax_random;

use milepost_core::document::Document;
use milepost_core::ide::outline::outline;
use pages::places::places;
use pages::{document, pages};
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

fn run(seed: u64, text: &str, path: Option<&str>, edits: usize) {
    let mut random = Random::new(seed);
    let mut text = text.to_owned();
    let mut updated = document(&text, path);
    for step in 0..edits {
        let before = text.clone();
        let edit = random::edit(&mut random, &text);
        text.replace_range(edit.range.start as usize..edit.range.end as usize, &edit.insert);
        updated = updated.edit(std::slice::from_ref(&edit));
        same(&updated, &document(&text, path), &|| format!("seed {seed}, step {step}: {edit:?} to {before:?}"));
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
