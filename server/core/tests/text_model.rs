//! The rope does what a plain string and the protocol's rules say.

#![allow(clippy::indexing_slicing, reason = "a test may panic")]

use fastrand::Rng;
use milepost_core::text::{Edit, Encoding, LineEnding, Position, Text, TextRange, strip_bom};

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

/// Lines as the protocol has them: their starts, and their ends without line ends.
fn lines(text: &str) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        let next = match byte {
            b'\r' if bytes.peek().is_some_and(|(_, next)| *next == b'\n') => {
                bytes.next();
                at + 2
            }
            b'\r' | b'\n' => at + 1,
            _ => continue,
        };
        lines.push((start, at));
        start = next;
    }
    lines.push((start, text.len()));
    lines
}

fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn units(text: &str, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => text.len(),
        Encoding::Utf16 => text.encode_utf16().count(),
        Encoding::Utf32 => text.chars().count(),
    }
}

fn offset(text: &str, position: Position, encoding: Encoding) -> usize {
    let Some((start, end)) = lines(text).get(position.line as usize).copied() else { return text.len() };
    let line = &text[start..end];
    let column = position.character as usize;
    let fits = |(at, _): &(usize, char)| units(&line[..*at], encoding) <= column;
    match units(line, encoding) <= column {
        true => end,
        false => start + line.char_indices().take_while(fits).last().map_or(0, |(at, _)| at),
    }
}

fn position(text: &str, offset: usize, encoding: Encoding) -> Position {
    let offset = floor(text, offset);
    let lines = lines(text);
    let line = lines.iter().rposition(|(start, _)| *start <= offset).expect("the first line starts at 0");
    let (start, end) = lines[line];
    let character = units(&text[start..offset.min(end)], encoding);
    Position { line: line as u32, character: character as u32 }
}

const PIECES: [&str; 14] =
    ["a", "é", "日", "🚀", "\n", "\r\n", "\r", "\u{2028}", "\u{b}", "\u{85}", "👩‍👩‍👧", "", "words and words", "\n\n"];

#[test]
fn random_edits_and_positions() {
    for seed in 1..=60u64 {
        let mut random = Rng::with_seed(seed);
        let mut model = String::new();
        let mut text = Text::new("");
        for step in 0..60 {
            let insert: String = (0..random.usize(..5)).map(|_| PIECES[random.usize(..PIECES.len())]).collect();
            let start = random.usize(..model.len() + 3);
            let end = (start + random.usize(..8)).saturating_sub(random.usize(..3));
            text.edit(&Edit { range: TextRange { start: start as u32, end: end as u32 }, insert: insert.clone() });
            let from = floor(&model, start);
            model.replace_range(from..floor(&model, end).max(from), &insert);
            let told = format!("seed {seed}, step {step}: {model:?}");
            assert_eq!(text.to_string(), model, "{told}");
            assert_eq!(text.len() as usize, model.len(), "{told}");
            assert_same(&text, &model, &mut random, &told);
        }
    }
}

fn assert_same(text: &Text, model: &str, random: &mut Rng, told: &str) {
    let lines = lines(model);
    assert_eq!(text.line_count() as usize, lines.len(), "{told}");
    for (line, (start, end)) in lines.iter().enumerate() {
        assert_eq!(text.line_start(line as u32) as usize, *start, "{told}");
        assert_eq!(text.line_range(line as u32), TextRange::new(*start as u32, *end as u32), "{told}");
    }
    for encoding in ENCODINGS {
        for _ in 0..6 {
            let at = random.usize(..model.len() + 3);
            let found = text.position(at as u32, encoding);
            assert_eq!(found, position(model, at, encoding), "{at} {encoding:?} {told}");
            let asked = Position { line: random.usize(..lines.len() + 2) as u32, character: random.usize(..20) as u32 };
            let found = text.offset(asked, encoding) as usize;
            assert_eq!(found, offset(model, asked, encoding), "{asked:?} {encoding:?} {told}");
        }
    }
    let start = random.usize(..model.len() + 3);
    let end = start + random.usize(..9);
    let slice = text.slice(TextRange { start: start as u32, end: end as u32 });
    assert_eq!(slice, model[floor(model, start)..floor(model, end)], "{told}");
}

#[test]
fn only_the_protocols_line_ends_count() {
    let text = Text::new("a\nb\r\nc\rd\u{2028}\u{85}\u{b}\u{c}\u{2029}");
    assert_eq!(text.line_count(), 4);
    assert_eq!(text.line_of(4), 1);
    assert_eq!(text.line_range(9), TextRange::empty(text.len()));
}

#[test]
fn a_position_never_stands_inside_a_line_end_or_a_character() {
    let text = Text::new("a🚀\r\nb");
    assert_eq!(text.offset(Position { line: 0, character: 2 }, Encoding::Utf16), 1);
    assert_eq!(text.offset(Position { line: 0, character: 3 }, Encoding::Utf8), 1);
    assert_eq!(text.offset(Position { line: 0, character: 99 }, Encoding::Utf16), 5);
    assert_eq!(text.offset(Position { line: 9, character: 0 }, Encoding::Utf16), 8);
    assert_eq!(text.position(6, Encoding::Utf16), Position { line: 0, character: 3 });
    assert_eq!(text.offset(Position { line: u32::MAX, character: u32::MAX }, Encoding::Utf32), 8);
    assert_eq!(text.offset(Position { line: 0, character: u32::MAX }, Encoding::Utf8), 5);
}

#[test]
fn the_most_frequent_line_end_wins() {
    assert_eq!(Text::new("a").line_ending(), LineEnding::Lf);
    assert_eq!(Text::new("a\r\nb\r\nc\n").line_ending(), LineEnding::CrLf);
    assert_eq!(Text::new("a\rb\rc\r\n").line_ending(), LineEnding::Cr);
    assert_eq!(Text::new("a\r\nb\n").line_ending(), LineEnding::Lf);
}

#[test]
fn a_byte_order_mark_is_stripped_once() {
    assert_eq!(strip_bom("\u{feff}a"), "a");
    assert_eq!(strip_bom("a"), "a");
}
