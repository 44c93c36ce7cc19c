//! Text made to hurt a parser neither stops the syntax layer nor makes it slow.

use std::time::{Duration, Instant};

use milepost_core::syntax::{Segment, Syntax};
use milepost_core::text::{Edit, Kept, Text, TextRange};

/// Reads `text`, asks for all there is, types a character in the middle, and asks again.
#[track_caller]
fn survive(name: &str, text: &str, limit: Duration) {
    let started = Instant::now();
    let syntax = Syntax::parse(text);
    ask(&syntax, text.len());
    let mut rope = Text::new(text);
    let middle = rope.boundary(rope.len() / 2);
    let edit = Edit { range: TextRange::empty(middle), insert: "x".into() };
    rope.edit(&edit);
    let (updated, _) = syntax.edit(&rope, Kept::by(&edit, syntax.start(syntax.len())));
    ask(&updated, text.len() + 1);
    let took = started.elapsed();
    let degraded = updated.segments().filter(|segment| segment.degraded()).count();
    println!("{name}: {} bytes, {took:?}, {degraded} of {} segments degraded", text.len(), updated.len());
    assert!(took < limit, "{name} took {took:?}");
}

fn ask(syntax: &Syntax, len: usize) {
    assert_eq!(syntax.start(syntax.len()) as usize, len);
    for segment in syntax.segments() {
        let text = segment.text();
        let inside = |range: TextRange| text.get(range.start as usize..range.end as usize).is_some();
        assert!(segment.blocks().iter().all(|block| inside(block.range) && inside(block.content)));
        assert!(segment.inlines().iter().all(|inline| inside(inline.range)));
        assert!(segment.blocks().len() < 2_000 || segment.block_end(0) > 0);
    }
}

/// Generous, for a debug build on a busy machine; a hang is minutes.
const LIMIT: Duration = Duration::from_secs(20);

fn repeated(name: &str, piece: &str, n: usize) {
    survive(name, &piece.repeat(n), LIMIT);
    survive(name, &format!("# Sprint 1\n\n- {}\n\n# Sprint 2\n", piece.repeat(n.min(2_000))), LIMIT);
}

#[test]
fn many_containers() {
    repeated("quote marks", ">", 300);
    repeated("quote marks", ">", 100_000);
    repeated("spaced quote marks", "> ", 10_000);
    repeated("list marks", "- ", 10_000);
    repeated("star marks", "* ", 300);
    repeated("numbers", "1. ", 5_000);
    repeated("quote lines", "> a\n", 20_000);
}

#[test]
fn nests_that_grow() {
    let list: String = (0..400).map(|i| format!("{}- a\n", "  ".repeat(i))).collect();
    survive("nested list", &list, LIMIT);
    let quotes: String = (0..400).map(|i| format!("{}a\n", "> ".repeat(i))).collect();
    survive("nested quotes", &quotes, LIMIT);
    let ticks: String = (1..300).map(|i| format!("{} ", "`".repeat(i))).collect();
    survive("backtick runs", &ticks, LIMIT);
}

#[test]
fn delimiters() {
    repeated("links", "[a](", 20_000);
    repeated("emphasis", "*a ", 100_000);
    repeated("mixed emphasis", "*a _b ", 20_000);
    repeated("strong", "a**b", 20_000);
    repeated("strikes", "~a ", 50_000);
    repeated("images", "![", 50_000);
    repeated("brackets", "[", 50_000);
    repeated("stars", "*", 50_000);
    repeated("underscores", "_", 50_000);
    repeated("backticks", "`", 50_000);
    repeated("angles", "<", 50_000);
    repeated("entities", "&", 50_000);
    repeated("pipes", "|", 50_000);
    repeated("pipe lines", "|\n", 20_000);
    repeated("hashes", "#", 50_000);
    repeated("escapes", "\\", 50_000);
    repeated("nul", "\0", 10_000);
}

#[test]
fn what_never_ends() {
    let lines = "some words in a line\n".repeat(100_000);
    survive("fence", &format!("```\n{lines}"), LIMIT * 3);
    let lines = "some words in a line\n".repeat(20_000);
    survive("comment", &format!("<!--\n{lines}"), LIMIT);
    survive("front matter", &format!("---\n{lines}"), LIMIT);
    survive("one paragraph", &lines, LIMIT);
    survive("one line", &"word ".repeat(1_000_000), LIMIT * 3);
    survive("one word", &"w".repeat(1_000_000), LIMIT);
}

#[test]
fn many_of_a_kind() {
    repeated("headings", "# Sprint\n", 20_000);
    repeated("bullets", "- [ ] task\n", 20_000);
    repeated("blank lines", "\n", 100_000);
    repeated("carriage returns", "\r", 100_000);
    repeated("tabs", "\t", 100_000);
    repeated("rows", "| a | b |\n", 10_000);
    repeated("definitions", "[a]: b\n", 10_000);
    survive("table", &format!("| a | b |\n|---|---|\n{}", "| c | d |\n".repeat(20_000)), LIMIT);
    let head = |columns: usize| format!("{}|\n{}|\n", "| a ".repeat(columns), "|-".repeat(columns));
    survive("wide table", &(head(500) + &format!("{}|\n", "| b ".repeat(500)).repeat(300)), LIMIT);
    survive("table with a wide head", &(head(5_000) + &"| b |\n".repeat(20_000)), LIMIT);
}

#[test]
fn a_degraded_segment_is_paragraphs_and_its_neighbours_are_not() {
    let text = format!("# A\n\n- a\n\n# B\n\n{}\n\nend\n\n# C\n", "> ".repeat(30_000));
    let syntax = Syntax::parse(&text);
    let degraded: Vec<bool> = syntax.segments().map(|segment| segment.degraded()).collect();
    if degraded.contains(&true) {
        assert_eq!(degraded, [false, true, false]);
        let paragraphs = syntax.segment(1).map(|segment: &std::sync::Arc<Segment>| segment.blocks().len());
        assert_eq!(paragraphs, Some(3));
    }
}
