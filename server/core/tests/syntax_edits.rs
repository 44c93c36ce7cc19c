//! After any edits a document's structure is that of the same text read afresh.

mod syntax_random;

use std::sync::Arc;

use milepost_core::syntax::{Lengths, Replaced, Syntax};
use milepost_core::text::{Kept, Text};
use syntax_random::{Random, document, edit, tables};

#[test]
fn updated_equals_rebuilt() {
    for seed in 0..150 {
        run(seed, 30, 24, Lengths { long: 24, too_long: 64 });
    }
}

#[test]
fn updated_equals_rebuilt_in_longer_texts() {
    for seed in 1_000..1_015 {
        run(seed, 600, 30, Lengths { long: 200, too_long: 600 });
    }
}

fn run(seed: u64, lines: usize, edits: usize, lengths: Lengths) {
    let mut random = Random::new(seed);
    let mut text =
        Text::new(&if seed.is_multiple_of(3) { tables(&mut random, lines) } else { document(&mut random, lines) });
    let mut syntax = Syntax::parse_with(&text.to_string(), lengths);
    for step in 0..edits {
        let before = text.to_string();
        // Some are followed together.
        let count = if random.one_in(4) { 2 + random.below(12) } else { 1 };
        let mut edits = Vec::new();
        let mut kept: Option<Kept> = None;
        for _ in 0..count {
            let edit = edit(&mut random, &text.to_string());
            let left = Kept::by(&edit, text.len());
            kept = Some(kept.map_or(left, |kept| kept.and(left)));
            text.edit(&edit);
            edits.push(edit);
        }
        let Some(kept) = kept else { continue };
        let (updated, replaced) = syntax.edit(&text, kept);
        let told = || format!("seed {seed}, step {step}: {edits:?} to {before:?}");
        let rebuilt = Syntax::parse_with(&text.to_string(), lengths);
        assert_same(&updated, &rebuilt, &told);
        assert_kept(&syntax, &updated, &replaced, &told);
        syntax = updated;
    }
}

fn assert_same(updated: &Syntax, rebuilt: &Syntax, told: &dyn Fn() -> String) {
    let texts = |syntax: &Syntax| syntax.segments().map(|segment| segment.text().to_owned()).collect::<Vec<_>>();
    assert_eq!(texts(updated), texts(rebuilt), "{}", told());
    for (i, (one, other)) in updated.segments().zip(rebuilt.segments()).enumerate() {
        assert_eq!(updated.start(i), rebuilt.start(i), "{}", told());
        assert_eq!(one.cut(), other.cut(), "{}", told());
        assert_eq!(one.blocks(), other.blocks(), "{}", told());
        assert_eq!(one.inlines(), other.inlines(), "{}", told());
        assert_eq!(one.degraded(), other.degraded(), "{}", told());
    }
    assert_eq!(updated.start(updated.len()), rebuilt.start(rebuilt.len()), "{}", told());
}

fn assert_kept(before: &Syntax, after: &Syntax, replaced: &Replaced, told: &dyn Fn() -> String) {
    assert_eq!(before.len() - replaced.old.len(), after.len() - replaced.new.len(), "{}", told());
    assert_eq!(replaced.old.start, replaced.new.start, "{}", told());
    let head = before.segments().zip(after.segments()).take(replaced.old.start);
    let tail = before.segments().rev().zip(after.segments().rev()).take(before.len() - replaced.old.end);
    assert!(head.chain(tail).all(|(old, new)| Arc::ptr_eq(old, new)), "{}", told());
}
