//! The pages' headings, items, tables and fences stand where pulldown-cmark finds them, but for a known few.

mod pages;

use milepost_core::syntax::{BlockKind, Syntax};
use pages::pages;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// Kind and line, from 1.
type Found = Vec<String>;

fn ours(text: &str) -> Found {
    let syntax = Syntax::parse(text);
    let mut found = Found::new();
    for (index, segment) in syntax.segments().enumerate() {
        for block in segment.blocks() {
            let kind = match block.kind {
                BlockKind::Heading { level, .. } => format!("heading {level}"),
                BlockKind::Item { .. } => "item".to_owned(),
                BlockKind::Table => "table".to_owned(),
                BlockKind::Row { .. } => "row".to_owned(),
                BlockKind::Fence { info, .. } => format!("fence {}", info.of(segment.text())).trim_end().to_owned(),
                _ => continue,
            };
            found.push(format!("{} {kind}", line(text, (syntax.start(index) + block.range.start) as usize)));
        }
    }
    found
}

fn theirs(text: &str) -> Found {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut found = Found::new();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let kind = match event {
            Event::Start(Tag::Heading { level, .. }) => format!("heading {}", level as u8),
            Event::Start(Tag::Item) => "item".to_owned(),
            Event::Start(Tag::Table(_)) => "table".to_owned(),
            Event::Start(Tag::TableHead | Tag::TableRow) => "row".to_owned(),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => format!("fence {info}").trim_end().to_owned(),
            _ => continue,
        };
        let blank = text[range.start..].len() - text[range.start..].trim_start().len();
        found.push(format!("{} {kind}", line(text, range.start + blank)));
    }
    found
}

fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// Where the two differ on a page, and how; the plan layer reads these pages as they say all the same.
const KNOWN: &[(&str, &[&str])] = &[];

#[test]
fn blocks_are_where_pulldown_cmark_finds_them() {
    let mut differ = Vec::new();
    for page in pages() {
        let (ours, theirs) = (ours(&page.plan), theirs(&page.plan));
        let only = |sign: char, these: &Found, those: &Found| -> Vec<String> {
            these.iter().filter(|it| !those.contains(it)).map(|it| format!("{sign} {it}")).collect()
        };
        let mut difference = only('+', &ours, &theirs);
        difference.extend(only('-', &theirs, &ours));
        if !difference.is_empty() {
            differ.push((page.name, difference));
        }
    }
    let known: Vec<(String, Vec<String>)> = KNOWN
        .iter()
        .map(|(page, lines)| ((*page).to_owned(), lines.iter().map(|it| (*it).to_owned()).collect()))
        .collect();
    assert_eq!(differ, known);
}
