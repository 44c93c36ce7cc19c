//! A document read by segments has the blocks that one parse of all of it gives.

mod syntax_random;

use milepost_core::syntax::{Lengths, Syntax};
use syntax_random::{Random, document, joined, whole};

#[test]
fn segmented_equals_whole() {
    let mut wrong = 0;
    let n: u64 = std::env::var("N").ok().and_then(|n| n.parse().ok()).unwrap_or(400);
    for seed in 0..n {
        let mut random = Random::new(seed);
        let text = document(&mut random, 12);
        let syntax = Syntax::parse_with(&text, Lengths { long: 8, too_long: 16 });
        let (parts, whole) = (joined(&syntax), whole(&text));
        if parts != whole {
            wrong += 1;
            if wrong <= 5 {
                println!("seed {seed}: {text:?}");
                let cuts: Vec<_> = syntax.segments().map(|s| (s.cut(), s.text())).collect();
                println!("  cuts {cuts:?}");
                let i = parts.iter().zip(&whole).take_while(|(a, b)| a == b).count();
                println!(
                    "  parts {:?}\n  whole {:?}",
                    parts.get(i).map(|b| (b.kind, b.depth, b.range.of(&text), b.content.of(&text))),
                    whole.get(i).map(|b| (b.kind, b.depth, b.range.of(&text), b.content.of(&text)))
                );
            }
        }
    }
    assert_eq!(wrong, 0, "of {n}");
}
