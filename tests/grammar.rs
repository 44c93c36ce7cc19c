//! The highlighting grammar: never in error, and in step with the scanner that the server reads notation with.

use std::ops::Range;
use std::path::Path;

use milepost_core::notation::id::ids;
use milepost_core::notation::mention::labels;
use milepost_core::notation::time::{DateOrder, times};
use milepost_core::notation::vocabulary::Vocabulary;
use tree_sitter::{Parser, Query, Tree};

fn parse(text: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_plan::LANGUAGE.into()).expect("the grammar fits the runtime");
    parser.parse(text, None).expect("no time limit is set")
}

/// The tokens of a text: what they are, and their bytes.
fn tokens(text: &str) -> Vec<(String, Range<usize>)> {
    let tree = parse(text);
    let mut cursor = tree.walk();
    let root = tree.root_node();
    assert!(!root.has_error(), "{text:?} is in error: {}", root.to_sexp());
    root.named_children(&mut cursor).map(|it| (it.kind().to_owned(), it.byte_range())).collect()
}

/// Lines of the plans that live in the repository.
fn lines() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut lines = Vec::new();
    for folder in ["examples", "examples/bike-counter", "tests/suite"] {
        for entry in std::fs::read_dir(root.join(folder)).expect("the folder is there").flatten() {
            if entry.path().extension().is_some_and(|it| it == "md") {
                lines.extend(std::fs::read_to_string(entry.path()).expect("it is text").lines().map(str::to_owned));
            }
        }
    }
    lines
}

#[test]
fn tokens_are_what_they_are_called() {
    let cases = [
        ("Sprint 2: Parser (Weeks 3–4)", vec![("label", "Sprint 2"), ("label", "Weeks 3–4")]),
        ("Phase 6a", vec![("label", "Phase 6a")]),
        ("see AUTH-001 and W1-S2", vec![("id", "AUTH-001"), ("id", "W1-S2")]),
        ("- [x] T012 Build it", vec![("mark", "[x]"), ("id", "T012")]),
        ("due 2026-01-05, 2 weeks or 3d", vec![("date", "2026-01-05"), ("duration", "2 weeks"), ("duration", "3d")]),
        ("Semaine 4 ✅", vec![("label", "Semaine 4"), ("mark", "✅")]),
        ("3days T0123456 Sprintable 2", vec![]),
    ];
    for (text, expected) in cases {
        let found = tokens(text);
        let found: Vec<(&str, &str)> = found.iter().map(|(kind, at)| (kind.as_str(), &text[at.clone()])).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn no_text_is_in_error() {
    for text in
        ["", " ", "[", "[ ", "Sprint", "Sprint ", "🚧🚧", "第1周", "a\u{301}", "- [", "Q", "T0", "W1-", "\r\n\t"]
    {
        tokens(text);
    }
    for line in lines() {
        tokens(&line);
        for (at, _) in line.char_indices() {
            tokens(&line[..at]);
        }
    }
}

/// Lines on which a token would end or begin too soon.
const TRICKY: [&str; 14] = [
    "Sprint 2nd",
    "Phase 1-2-3",
    "Week 6a-3",
    "Q1 20265",
    "AUTH-001abc",
    "path/AUTH-001",
    "foo-T012",
    "2026-01-055",
    "2 weeksend",
    "every 2 weeks",
    "5 hours per week",
    "3d/day",
    "T001-T021",
    "Phases 1-3, T004",
];

#[test]
fn what_is_highlighted_is_what_the_server_reads() {
    let vocabulary = Vocabulary::builtin();
    let mut seen = 0;
    for line in lines().into_iter().chain(TRICKY.map(str::to_owned)) {
        let mut read: Vec<Range<usize>> = labels(&line, &vocabulary).into_iter().map(|it| it.whole).collect();
        read.extend(ids(&line).into_iter().map(|it| it.range));
        read.extend(times(&line, &vocabulary, DateOrder::Unknown).into_iter().map(|it| it.start..it.end));
        for (kind, at) in tokens(&line).into_iter().filter(|(kind, _)| kind != "mark") {
            let covered = read.iter().any(|it| it.start <= at.start && at.end <= it.end);
            assert!(covered, "{kind} {:?} is highlighted in {line:?}, and not read", &line[at.clone()]);
            seen += 1;
        }
    }
    assert!(seen > 100, "only {seen} tokens were compared");
}

#[test]
fn the_highlights_compile() {
    let query =
        Query::new(&tree_sitter_plan::LANGUAGE.into(), tree_sitter_plan::HIGHLIGHTS_QUERY).expect("it compiles");
    assert_eq!(query.capture_names(), ["label", "constant", "number", "punctuation.special"]);
}
