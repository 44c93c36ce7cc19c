//! What the syntax layer says of small documents.

use milepost_core::syntax::{Block, BlockKind, InlineKind, Segment, Syntax};
use milepost_core::text::{Edit, Kept, Text, TextRange};

/// One line a block: indentation for depth, kind, text, and content where it differs.
fn drawn(text: &str) -> String {
    Syntax::parse(text).segments().map(|segment| draw(segment)).collect()
}

fn draw(segment: &Segment) -> String {
    let text = segment.text();
    let line = |block: &Block| {
        let indent = "  ".repeat(block.depth as usize);
        let kind = match block.kind {
            BlockKind::Fence { info, closed } => format!("Fence {:?} closed={closed}", info.of(text)),
            kind => format!("{kind:?}"),
        };
        let content = match block.content == block.range {
            true => String::new(),
            false => format!(" = {:?}", block.content.of(text)),
        };
        format!("{indent}{kind} {:?}{content}\n", block.range.of(text))
    };
    segment.blocks().iter().map(line).collect()
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let drawn = drawn(text);
    assert!(drawn == expected, "{text}\n---- read as\n{drawn}---- not as\n{expected}");
}

#[test]
fn headings() {
    check("# A #\n", "Heading { level: 1, setext: false } \"# A #\" = \"A\"\n");
    check("## A#", "Heading { level: 2, setext: false } \"## A#\" = \"A#\"\n");
    check("###\n", "Heading { level: 3, setext: false } \"###\" = \"\"\n");
    check("### ###\n", "Heading { level: 3, setext: false } \"### ###\" = \"\"\n");
    check("A\nb\n---", "Heading { level: 2, setext: true } \"A\\nb\\n---\" = \"A\\nb\"\n");
    check("#Sprint\n", "Paragraph \"#Sprint\"\n");
}

#[test]
fn tasks_are_text() {
    let expected = "List { ordered: false } \"- [ ] a\\n- [x] b\\n- [-] c\\n- [ ]\"
  Item { number: None } \"- [ ] a\" = \"[ ] a\"
    Paragraph \"[ ] a\"
  Item { number: None } \"- [x] b\" = \"[x] b\"
    Paragraph \"[x] b\"
  Item { number: None } \"- [-] c\" = \"[-] c\"
    Paragraph \"[-] c\"
  Item { number: None } \"- [ ]\" = \"[ ]\"
    Paragraph \"[ ]\"
";
    check("- [ ] a\n- [x] b\n- [-] c\n- [ ]\n", expected);
}

#[test]
fn nested_lists_end_where_their_text_ends() {
    let expected = "List { ordered: true } \"1. a\\n   - b\\n\\n     c\\n2. d\"
  Item { number: Some(1) } \"1. a\\n   - b\\n\\n     c\" = \"a\\n   - b\\n\\n     c\"
    Paragraph \"a\"
    List { ordered: false } \"- b\\n\\n     c\"
      Item { number: None } \"- b\\n\\n     c\" = \"b\\n\\n     c\"
        Paragraph \"b\"
        Paragraph \"c\"
  Item { number: Some(2) } \"2. d\" = \"d\"
    Paragraph \"d\"
Paragraph \"e\"
";
    check("1. a\n   - b\n\n     c\n2. d\n\n\ne\n", expected);
}

#[test]
fn quotes() {
    let expected = "Quote \"> a\\n> b\\n>\\n> - c\"
  Paragraph \"a\\n> b\"
  List { ordered: false } \"- c\"
    Item { number: None } \"- c\" = \"c\"
      Paragraph \"c\"
Paragraph \"d\"
";
    check("> a\n> b\n>\n> - c\n\nd\n", expected);
}

#[test]
fn fences() {
    check("```rust x\na\n\nb\n```\n", "Fence \"rust x\" closed=true \"```rust x\\na\\n\\nb\\n```\" = \"a\\n\\nb\"\n");
    check("~~~\n~~~\n", "Fence \"\" closed=true \"~~~\\n~~~\" = \"\"\n");
    check("```\na\n", "Fence \"\" closed=false \"```\\na\" = \"a\"\n");
    check("```", "Fence \"\" closed=false \"```\" = \"\"\n");
    let expected = "List { ordered: false } \"- a\\n  ```\\n  # b\\n  ```\"
  Item { number: None } \"- a\\n  ```\\n  # b\\n  ```\" = \"a\\n  ```\\n  # b\\n  ```\"
    Paragraph \"a\"
    Fence \"\" closed=true \"```\\n  # b\\n  ```\" = \"  # b\"
";
    check("- a\n  ```\n  # b\n  ```\n", expected);
}

#[test]
fn tables() {
    let expected = r#"Table "| a | b |\n|---|---|\n| c \\| d | |\n| e"
  Row { header: true } "| a | b |"
    Cell " a " = "a"
    Cell " b " = "b"
  Row { header: false } "| c \\| d | |"
    Cell " c \\| d " = "c \\| d"
    Cell " " = ""
  Row { header: false } "| e"
    Cell " e" = "e"
"#;
    check("| a | b |\n|---|---|\n| c \\| d | |\n| e\n", expected);
}

#[test]
fn the_rest() {
    check(
        "---\na: b\n---\n# C\n",
        "FrontMatter \"---\\na: b\\n---\" = \"a: b\"\nHeading { level: 1, setext: false } \"# C\" = \"C\"\n",
    );
    check("+++\n+++\n", "FrontMatter \"+++\\n+++\" = \"\"\n");
    check("    a\n\n    b\n\nc\n", "IndentedCode \"a\\n\\n    b\"\nParagraph \"c\"\n");
    check("<!-- a\n\nb -->\nc\n", "Html \"<!-- a\\n\\nb -->\"\nParagraph \"c\"\n");
    check("<div>\na\n\nb\n", "Html \"<div>\\na\"\nParagraph \"b\"\n");
    check("a\n\n---\n", "Paragraph \"a\"\nBreak \"---\"\n");
    check("[a]: b\n\nc\n", "LinkDefinition \"[a]: b\"\nParagraph \"c\"\n");
    check("", "");
}

#[test]
fn inlines() {
    let syntax = Syntax::parse("a `b` <i> **c *d*** ~~e~~ [f `g`](h) ![j](k) <https://l.m> [n] [](o)\n");
    let segment = syntax.segment(0).expect("a document has a segment");
    let drawn: Vec<String> = segment
        .inlines()
        .iter()
        .map(|inline| match &inline.kind {
            InlineKind::Link { destination, text } => {
                format!("Link {destination} {:?}", text.of(segment.text()))
            }
            kind => format!("{kind:?} {}", inline.range.of(segment.text())),
        })
        .collect();
    let expected = [
        "Code `b`",
        "Html <i>",
        "Strong **c *d***",
        "Emphasis *d*",
        "Strikethrough ~~e~~",
        "Link h \"f `g`\"",
        "Code `g`",
        "Image ![j](k)",
        "Link https://l.m \"https://l.m\"",
        "Html <",
        "Html >",
        "Link o \"\"",
    ];
    assert_eq!(drawn, expected);
}

#[test]
fn cut_before_headings_only_where_they_are() {
    let text = "a\n# b\n```\n# c\n```\n- d\n  ```\n# e\n<!--\n# f\n-->\n# g\n";
    let syntax = Syntax::parse(text);
    let starts: Vec<&str> = syntax.segments().filter_map(|segment| segment.text().lines().next()).collect();
    assert_eq!(starts, ["a", "# b", "# e", "# g"]);
    assert_eq!(syntax.start(syntax.len()) as usize, text.len());
    assert_eq!(syntax.segment_at(3), 1);
    assert_eq!(syntax.segment_at(u32::MAX), 3);
}

#[test]
fn an_edit_keeps_the_segments_that_it_does_not_touch() {
    let before = Syntax::parse("# a\nb\n# c\nd\n# e\nf\n");
    let mut text = Text::new("# a\nb\n# c\nd\n# e\nf\n");
    let edit = Edit { range: TextRange::new(10, 10), insert: "x".into() };
    text.edit(&edit);
    let (after, replaced) = before.edit(&text, Kept::by(&edit, before.start(before.len())));
    assert_eq!((replaced.old, replaced.new), (1..2, 1..2));
    let same = before.segments().zip(after.segments()).map(|(old, new)| std::sync::Arc::ptr_eq(old, new));
    assert_eq!(same.collect::<Vec<_>>(), [true, false, true]);
    assert_eq!(after.segment(1).map(|segment| segment.text()), Some("# c\nxd\n"));
}
