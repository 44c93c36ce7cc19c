//! The pages' headings, items, tables and fences stand where pulldown-cmark finds them.
//! What the two read otherwise elsewhere, `syntax_oracle.rs` lists.

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

#[test]
fn blocks_are_where_pulldown_cmark_finds_them() {
    for page in pages() {
        assert_eq!(ours(&page.plan), theirs(&page.plan), "{}", page.name);
    }
}
