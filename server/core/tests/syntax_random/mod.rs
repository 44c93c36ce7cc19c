//! Random Markdown that is hard to read, random edits to it, and what one segment alone would make of a document.
#![allow(dead_code, reason = "each test uses a part")]

use fastrand::Rng;
use milepost_core::syntax::{Block, BlockKind, Cut, Segment, Syntax};
use milepost_core::text::{Edit, TextRange};

/// What comes next, the same for each seed.
pub struct Random(Rng);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(Rng::with_seed(seed))
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0.usize(..n.max(1))
    }

    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let i = self.below(from.len());
        from.get(i).copied().unwrap_or("")
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

const INDENTS: &[&str] = &["", "", "", "", "", "", " ", "  ", "  ", "   ", "    ", "      ", "\t"];

const MARKERS: &[&str] = &["- ", "- ", "- [ ] ", "* ", "+ ", "1. ", "2. ", "10. ", "1) ", "> ", "> ", "-   ", "- - "];

const LINES: &[&str] = &[
    "# Phase 1",
    "## Sprint 2: Größe ##",
    "### Week 3",
    "#",
    "#no heading",
    "plain words",
    "word *em **strong** `code` [link](to) <b>x</b>",
    "日本語 🚀 text",
    "Goal: x",
    "===",
    "---",
    "--",
    "-",
    "***",
    "* * *",
    "+++",
    "```",
    "```",
    "```rust",
    "````",
    "~~~",
    "~~~ info ` x",
    "``` not ` fence",
    "<!-- open",
    "<!-- whole -->",
    "-->",
    "<div>",
    "</div>",
    "<details><summary>x</summary>",
    "<span>",
    "<b>text</b>",
    "<pre>",
    "</pre>",
    "<?php",
    "?>",
    "<!DOCTYPE html>",
    "<https://a.b>",
    "| a | b |",
    "|---|---|",
    "| c | d |",
    "| e \\| f | |",
    "|-|",
    "| a |",
    "a | b",
    "[ref]: https://x.y 'title'",
    "[#61]",
    "1. one",
    "2. two",
    "- item",
    "- [x] done",
    "- [-] dropped",
    "> quote",
];

/// A document of up to `lines` lines.
pub fn document(random: &mut Random, lines: usize) -> String {
    let end = random.pick(&["\n", "\n", "\n", "\r\n", "\r", "mixed"]);
    let mut text = String::new();
    if random.one_in(6) {
        text.push_str(random.pick(&[
            "---\na: b\n---\n",
            "---\n# x\n",
            "+++\na = 1\n+++\n",
            "---\r\na: b\r\n",
            "\u{feff}# A\n",
        ]));
    }
    let count = 1 + random.below(lines);
    for i in 0..count {
        text.push_str(&line(random));
        if i + 1 < count || random.one_in(2) {
            text.push_str(if end == "mixed" { random.pick(&["\n", "\r\n", "\r"]) } else { end });
        }
    }
    text
}

const ROWS: &[&str] = &[
    "| a | b |",
    "| a | b |",
    "|---|---|",
    "|:--|--:|",
    "| c | d |",
    "| c | d |",
    "| `e` | f |",
    "| `g | h` |",
    "| i | `j |",
    "| k \\| l | m |",
    "| - | - |",
    "| n | |",
    "| | o |",
    "| p |",
    "|-|",
    "| q | r | s |",
    "|-|-|-|",
    "t | u",
    "- | -",
    "v",
    "---",
    "    | w | x |",
    "> | y | z |",
    "- item",
    "# Sprint 1",
    "",
    "",
];

/// A document that is all tables, more or less.
pub fn tables(random: &mut Random, lines: usize) -> String {
    (0..1 + random.below(lines)).map(|_| random.pick(ROWS).to_owned() + "\n").collect()
}

fn line(random: &mut Random) -> String {
    if random.one_in(4) {
        return random.pick(&["", "", "", "  ", "\t", ">"]).to_owned();
    }
    let mut line = random.pick(INDENTS).to_owned();
    while random.one_in(3) {
        line.push_str(random.pick(MARKERS));
    }
    line + random.pick(LINES)
}

/// An edit to `text`: mostly small, sometimes a line, sometimes many lines gone.
pub fn edit(random: &mut Random, text: &str) -> Edit {
    let start = random.below(text.len() + 1);
    let len = match random.below(8) {
        0..4 => 0,
        4..6 => random.below(4),
        6 => random.below(30),
        _ => random.below(text.len() / 4 + 2),
    };
    let insert = match random.below(6) {
        0 => String::new(),
        1 => random.pick(&["\n", "\r", "\r\n", "\n\n", " ", "\t", "    "]).to_owned(),
        2 => random
            .pick(&["`", "#", "-", ">", "<", "|", "=", "é", "🚀", "~~~", "```\n", "<!--", "-->", "---\n"])
            .to_owned(),
        3 => format!("\n{}\n", line(random)),
        4 => line(random),
        _ => document(random, 6),
    };
    let start = u32::try_from(start).expect("a small text");
    let end = start + u32::try_from(len).expect("a small text");
    Edit { range: TextRange { start, end }, insert }
}

/// The document's blocks, at their places in the document, lists and tables that were split joined again; or what
/// forbids to join them.
pub fn joined(syntax: &Syntax) -> Result<Vec<Block>, String> {
    let mut blocks: Vec<Block> = Vec::new();
    let text: String = syntax.segments().map(|segment| segment.text()).collect();
    for (i, segment) in syntax.segments().enumerate() {
        let mut from = 0;
        if segment.continues() {
            let first = segment.blocks().first().ok_or("a segment that continues starts with no block")?;
            let last = blocks.iter().rposition(|block| block.depth == 0).ok_or("nothing to continue")?;
            let header = blocks.get(last + 1).map(|block| block.range.of(&text));
            let last = blocks.get_mut(last).ok_or("nothing to continue")?;
            let fits = match (segment.cut(), first.kind) {
                (Cut::List, BlockKind::List { .. }) => true,
                (Cut::Table(head), BlockKind::Table) => head.lines().next().map(str::trim_end) == header,
                _ => false,
            };
            if last.kind != first.kind || !fits {
                return Err(format!("segment {i}, {:?}: {:?} behind {:?}", segment.cut(), first.kind, last.kind));
            }
            last.range.end = first.range.shifted(syntax.start(i)).end;
            last.content.end = first.content.shifted(syntax.start(i)).end;
            from = 1;
        }
        blocks.extend(segment.blocks().iter().skip(from).map(|block| moved(block, syntax.start(i))));
    }
    Ok(blocks)
}

/// The blocks of one parse of the whole text, without any cut.
pub fn whole(text: &str) -> Vec<Block> {
    Segment::parse(text, Cut::Fresh).blocks().to_vec()
}

fn moved(block: &Block, by: u32) -> Block {
    let kind = match block.kind {
        BlockKind::Fence { info, closed } => BlockKind::Fence { info: info.shifted(by), closed },
        kind => kind,
    };
    Block { kind, range: block.range.shifted(by), content: block.content.shifted(by), ..*block }
}

/// The fewest lines of `text` for which `fails` still holds.
pub fn shrunk(text: &str, fails: impl Fn(&str) -> bool) -> String {
    let mut lines: Vec<&str> = text.split_inclusive(['\n', '\r']).collect();
    let mut i = 0;
    while i < lines.len() {
        let line = lines.remove(i);
        if fails(&lines.concat()) {
            i = 0;
        } else {
            lines.insert(i, line);
            i += 1;
        }
    }
    lines.concat()
}
