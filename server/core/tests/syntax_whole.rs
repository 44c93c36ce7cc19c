//! A document read by segments has the blocks that one parse of all of it gives.

mod syntax_random;

use std::mem::discriminant;

use milepost_core::syntax::{Cut, Lengths, Segment, Syntax};
use syntax_random::{Random, document, joined, shrunk, tables, whole};

/// How many documents are tried; set `DOCUMENTS` for more.
const DOCUMENTS: u64 = 1_000;

#[test]
fn segmented_equals_whole() {
    let differs = |text: &str| {
        let syntax = Syntax::parse_with(text, Lengths { long: 8, too_long: 16 });
        // Where the grammar loses its way, another parser reads a segment, and the two differ in small things.
        let mended = syntax.segments().any(|segment| segment.mended()) || Segment::parse(text, Cut::Fresh).mended();
        let joined = joined(&syntax);
        joined.is_err() || (!mended && joined.as_ref() != Ok(&whole(text)))
    };
    none_differs(differs);
}

/// What stands in a cell is read behind a cut as it is in the table as a whole.
#[test]
fn inlines_of_segments_are_those_of_the_whole() {
    none_differs(|text| {
        let syntax = Syntax::parse_with(text, Lengths { long: 8, too_long: 16 });
        let parts = syntax.segments().enumerate().flat_map(|(i, segment)| {
            let start = syntax.start(i);
            segment.inlines().iter().map(move |it| (discriminant(&it.kind), it.range.shifted(start)))
        });
        let whole = Segment::parse(text, Cut::Fresh);
        // A link by reference is one only beside its definition.
        !text.contains("]:") && !parts.eq(whole.inlines().iter().map(|it| (discriminant(&it.kind), it.range)))
    });
}

fn none_differs(differs: impl Fn(&str) -> bool) {
    let count = std::env::var("DOCUMENTS").ok().and_then(|count| count.parse().ok()).unwrap_or(DOCUMENTS);
    let mut wrong = 0;
    for seed in 0..count {
        let mut random = Random::new(seed);
        let text = match seed % 4 {
            0 => document(&mut random, 60),
            1 => tables(&mut random, 24),
            _ => document(&mut random, 12),
        };
        if differs(&text) {
            wrong += 1;
            println!("seed {seed}: {:?}", shrunk(&text, &differs));
        }
    }
    assert_eq!(wrong, 0, "of {count}");
}
