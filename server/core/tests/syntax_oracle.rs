//! Headings, items, fences, tables and the rest are where pulldown-cmark finds them.

use milepost_core::syntax::{BlockKind, Syntax};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// What was found, and at which line, from 0.
type Found = Vec<(usize, String)>;

fn ours(text: &str) -> Found {
    let mut found = Found::new();
    let syntax = Syntax::parse(text);
    for (i, segment) in syntax.segments().enumerate() {
        for block in segment.blocks() {
            let kind = match block.kind {
                BlockKind::Heading { level, .. } => format!("heading {level}"),
                BlockKind::Item { .. } => "item".to_owned(),
                BlockKind::Fence { info, .. } => format!("fence {}", info.of(segment.text())),
                BlockKind::IndentedCode => "code".to_owned(),
                BlockKind::Table => "table".to_owned(),
                BlockKind::Row { header } => format!("row {header}"),
                BlockKind::Cell => format!("cell {}", block.content.of(segment.text())),
                BlockKind::Quote => "quote".to_owned(),
                BlockKind::Html => "html".to_owned(),
                BlockKind::Break => "break".to_owned(),
                _ => continue,
            };
            found.push((line(text, (syntax.start(i) + block.range.start) as usize), kind));
        }
    }
    found
}

fn theirs(text: &str) -> Found {
    let body = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, body)| body);
    let skipped = text.len() - body.len();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let events = Parser::new_ext(body, options).into_offset_iter();
    let kind = |event: &Event<'_>, source: &str| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(format!("heading {}", *level as u8)),
        Event::Start(Tag::Item) => Some("item".to_owned()),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => Some(format!("fence {info}")),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => Some("code".to_owned()),
        Event::Start(Tag::Table(_)) => Some("table".to_owned()),
        Event::Start(Tag::TableHead) => Some("row true".to_owned()),
        Event::Start(Tag::TableRow) => Some("row false".to_owned()),
        Event::Start(Tag::TableCell) => Some(format!("cell {}", source.trim_matches(['|', ' ']))),
        Event::Start(Tag::BlockQuote(_)) => Some("quote".to_owned()),
        Event::Start(Tag::HtmlBlock) => Some("html".to_owned()),
        Event::Rule => Some("break".to_owned()),
        _ => None,
    };
    let mut found = Found::new();
    let mut seen = 0;
    for (event, range) in events {
        // With tabs, a range can start too early, in the line before.
        let start = range.start.max(seen);
        let start = body.len() - body[start..].trim_start().len();
        found.extend(kind(&event, &body[range.clone()]).map(|kind| (line(text, skipped + start), kind)));
        if matches!(event, Event::Text(_) | Event::Code(_) | Event::Html(_)) {
            seen = range.end;
        }
    }
    found
}

fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

#[test]
fn plans_are_read_as_pulldown_cmark_reads_them() {
    for text in [include_str!("data/sprints.md"), include_str!("data/weeks.md")] {
        let (ours, theirs) = (ours(text), theirs(text));
        let only = |these: &Found, those: &Found| -> Found {
            these.iter().filter(|found| !those.contains(found)).cloned().collect()
        };
        assert_eq!(only(&ours, &theirs), only(&theirs, &ours));
        assert_eq!(ours, theirs);
    }
}

/// What the grammar reads otherwise, so that a newer grammar that mends it is noticed.
#[test]
fn known_differences() {
    let differ = [
        // An item whose number is not 1, directly below a paragraph.
        "a\n2. b\n",
        // Marks that are indented by four, directly below a paragraph.
        "a\n    * b\n",
        // Headings in raw HTML.
        "<h1 align=\"center\">A</h1>\n",
    ];
    for text in differ {
        assert_ne!(ours(text), theirs(text), "{text:?} is read alike now");
    }
}
