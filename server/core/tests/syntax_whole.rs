//! A document read by segments has the blocks that one parse of all of it gives.

mod syntax_random;

use milepost_core::syntax::{Cut, Lengths, Segment, Syntax};
use syntax_random::{Random, document, joined, shrunk, whole};

/// How many documents are tried; set `DOCUMENTS` for more.
const DOCUMENTS: u64 = 1_000;

#[test]
fn segmented_equals_whole() {
    let count = std::env::var("DOCUMENTS").ok().and_then(|count| count.parse().ok()).unwrap_or(DOCUMENTS);
    let differs = |text: &str| {
        let syntax = Syntax::parse_with(text, Lengths { long: 8, too_long: 16 });
        // Where the grammar loses its way, another parser reads a segment, and the two differ in small things.
        let mended = syntax.segments().any(|segment| segment.mended()) || Segment::parse(text, Cut::Fresh).mended();
        let joined = joined(&syntax);
        joined.is_err() || (!mended && joined.as_ref() != Ok(&whole(text)))
    };
    let mut wrong = 0;
    for seed in 0..count {
        let text = document(&mut Random::new(seed), if seed % 4 == 0 { 60 } else { 12 });
        if differs(&text) {
            wrong += 1;
            println!("seed {seed}: {:?}", shrunk(&text, differs));
        }
    }
    assert_eq!(wrong, 0, "of {count}");
}
