//! Whatever the text, reading notation ends, in bounds, in order, and in time.

use std::time::Instant;

use fastrand::Rng;
use milepost_core::notation::status::{status_in_heading, status_value, statuses_in_heading, task_box};
use milepost_core::notation::time::{DateOrder, date_order, times};
use milepost_core::notation::vocabulary::Vocabulary;

const PIECES: &[&str] = &[
    "Week ",
    "W",
    "Weeks",
    "第",
    "周",
    "주차",
    "주",
    "日目",
    "年",
    "月",
    "日",
    "Q",
    "Jan",
    "January ",
    "6",
    "17",
    "2026",
    "0",
    "31",
    "-",
    "–",
    "~",
    "〜",
    "/",
    ".",
    ",",
    ":",
    " ",
    "\n",
    "to",
    " bis ",
    "а",
    "недели",
    "мая",
    "de ",
    "half ",
    "a ",
    "day",
    "d",
    "h",
    "½",
    "(",
    ")",
    "（",
    "）",
    "✅",
    "⏸\u{fe0f}",
    "DONE",
    "Done",
    "[",
    "]",
    "x",
    "*",
    "**",
    "e\u{301}",
    "\u{200d}",
    "🚧",
    "%",
    "+",
    "'",
    "’",
    "每",
    "十",
    "二",
    "'26",
    "1er",
    "-я",
    "\u{FF11}",
    "\u{FF1A}",
    "ß",
    "İ",
    "\u{0}",
    "—",
    ":construction:",
    "99999999999999999999",
    "Acceptance Criteria",
];

fn random_text(random: &mut Rng) -> String {
    let mut text = String::new();
    for _ in 0..random.usize(..24) {
        if random.usize(..8) == 0 {
            let point = u32::try_from(random.usize(..0x11_0000)).unwrap_or(0);
            text.extend(char::from_u32(point));
        } else {
            text.push_str(PIECES.get(random.usize(..PIECES.len())).copied().unwrap_or(""));
        }
    }
    text
}

#[test]
fn any_text_is_read_in_bounds_and_in_order() {
    let vocabulary = Vocabulary::builtin();
    for seed in 1..4_000_u64 {
        let mut random = Rng::with_seed(seed);
        let text = random_text(&mut random);
        let mut behind = 0;
        for timed in times(&text, &vocabulary, DateOrder::Unknown) {
            assert!(timed.start >= behind && timed.end > timed.start, "seed {seed}: {text:?}");
            assert!(text.get(timed.start..timed.end).is_some(), "seed {seed}: {text:?}");
            behind = timed.end;
        }
        behind = 0;
        for said in statuses_in_heading(&text, &vocabulary) {
            assert!(said.start >= behind && said.end > said.start, "seed {seed}: {text:?}");
            assert!(text.get(said.start..said.end).is_some(), "seed {seed}: {text:?}");
            behind = said.end;
        }
        status_in_heading(&text, &vocabulary);
        status_value(&text, &vocabulary);
        if let Some(found) = task_box(&text) {
            assert!(text.get(found.range).is_some() && text.get(found.rest..).is_some(), "seed {seed}: {text:?}");
            assert!(text.get(found.inner..).is_some(), "seed {seed}: {text:?}");
        }
        vocabulary.field(&text);
        vocabulary.field_tail(&text);
        vocabulary.is_none(&text);
        for at in 0..=text.len() {
            if let Some(hit) = vocabulary.kind_at(&text, at) {
                assert!(text.get(at..at + hit.len).is_some_and(|word| !word.is_empty()), "seed {seed}: {text:?}");
            }
            if let Some(hit) = vocabulary.field_at(&text, at) {
                assert!(text.get(at..at + hit.len).is_some_and(|word| !word.is_empty()), "seed {seed}: {text:?}");
            }
        }
        date_order([text.as_str()].into_iter());
    }
}

#[test]
fn ten_times_the_text_takes_about_ten_times_as_long() {
    let vocabulary = Vocabulary::builtin();
    for piece in [
        "Week 1-",
        "1-",
        "1, ",
        "weeks 1, ",
        "第一",
        "W",
        "a",
        "- ",
        "— ",
        "✅",
        "(",
        "1/2-",
        "2026-01-",
        "Jan ",
        "6 ",
        "DONE ",
        "(DONE",
        "½",
        "*",
        "半",
    ] {
        let measure = |count: usize| {
            let text = piece.repeat(count);
            let begun = Instant::now();
            times(&text, &vocabulary, DateOrder::Unknown);
            statuses_in_heading(&text, &vocabulary);
            status_value(&text, &vocabulary);
            task_box(&text);
            vocabulary.field(&text);
            vocabulary.field_tail(&text);
            begun.elapsed()
        };
        let small = measure(2_000);
        let large = measure(40_000);
        assert!(large < small * 200 + std::time::Duration::from_millis(200), "{piece:?}: {small:?} against {large:?}");
    }
}
