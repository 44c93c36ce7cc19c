//! Reading never fails: whatever the text, the plan holds together, and every place lies in the text.

mod pages;
#[path = "pages/random.rs"]
mod random;
mod syntax_random;

use milepost_core::ide::outline::outline;
use pages::places::broken;
use pages::{document, pages};
use syntax_random::Random;

#[track_caller]
fn check(text: &str, path: Option<&str>, told: &dyn Fn() -> String) {
    let read = document(text, path);
    if let Some(why) = broken(&read, text) {
        panic!("{}: {why}\n{text}", told());
    }
    drop(outline(&read));
}

#[test]
fn every_page() {
    for page in pages() {
        check(&page.plan, page.path.as_deref(), &|| page.name.clone());
    }
}

/// A plan is read while it is typed, so every beginning of one is a plan too. Under another path each time, so that
/// every profile meets every page.
#[test]
fn every_beginning_of_a_page() {
    let pages = pages();
    for (index, page) in pages.iter().enumerate() {
        let ends = page.plan.char_indices().map(|(at, _)| at);
        for (count, end) in ends.enumerate().filter(|(count, _)| count % 7 == index % 7) {
            let path = pages[(index + count) % pages.len()].path.as_deref();
            check(&page.plan[..end], path, &|| format!("{} up to {end}", page.name));
        }
    }
}

#[test]
fn pages_with_lines_lost_doubled_and_cut() {
    for (seed, page) in pages().into_iter().enumerate() {
        let mut random = Random::new(seed as u64);
        for _ in 0..5 {
            let mut text = String::new();
            for line in page.plan.split_inclusive('\n') {
                match random.below(8) {
                    0 => {}
                    1 => text.push_str(&line.repeat(2)),
                    2 => text.extend(line.chars().take(random.below(line.len()))),
                    3 => text.extend(line.chars().skip(random.below(line.len()))),
                    _ => text.push_str(line),
                }
            }
            check(&text, page.path.as_deref(), &|| format!("{}, seed {seed}", page.name));
        }
    }
}

#[test]
fn soup() {
    for seed in 0..400 {
        let text = random::soup(&mut Random::new(seed), 120);
        check(&text, None, &|| format!("seed {seed}"));
    }
}
