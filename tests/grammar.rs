//! The highlighting grammar: never in error, and in step with the scanner that the server reads notation with.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use expect_test::expect_file;
use milepost_core::notation::id::ids;
use milepost_core::notation::mention::labels;
use milepost_core::notation::time::{DateOrder, times};
use milepost_core::notation::vocabulary::Vocabulary;
use tree_sitter::{Language, Parser, Query, Tree};

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

/// The tests of a file as `tree-sitter test` reads it: a name between lines of `=`, a text, a line of `-`, and its tree.
fn corpus(file: &str) -> Vec<(String, String, String)> {
    let ruler = |line: &str, sign: char| line.len() > 2 && line.chars().all(|it| it == sign);
    let joined = |lines: &[&str]| lines.join("\n").trim().to_owned();
    let lines: Vec<&str> = file.lines().collect();
    let mut parts = lines.split(|it| ruler(it, '=')).skip(1);
    let mut tests = Vec::new();
    while let (Some(name), Some(body)) = (parts.next(), parts.next()) {
        let halves: Vec<&[&str]> = body.split(|it| ruler(it, '-')).collect();
        let [text, tree] = halves[..] else { panic!("{name:?} has no text and tree") };
        let tree = tree.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        tests.push((joined(name), joined(text), tree));
    }
    tests
}

#[test]
fn the_corpus_is_read_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammars/tree-sitter-plan/test/corpus");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the folder is there").flatten() {
        for (name, text, tree) in corpus(&std::fs::read_to_string(entry.path()).expect("it is text")) {
            assert_eq!(parse(&text).root_node().to_sexp(), tree, "{name}, in {}", entry.path().display());
            seen += 1;
        }
    }
    assert!(seen > 10, "only {seen} tests were found");
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

/// A query in `editors`, for a grammar.
fn query(language: &Language, file: &str) -> (Query, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    let query = Query::new(language, &text).unwrap_or_else(|error| panic!("{file}: {error}"));
    (query, text)
}

#[test]
fn every_editor_highlights_every_token() {
    let language: Language = tree_sitter_plan::LANGUAGE.into();
    let kinds = 0..u16::try_from(language.node_kind_count()).expect("few kinds");
    let tokens: BTreeSet<&str> = kinds
        .filter(|it| language.node_kind_is_visible(*it) && language.node_kind_is_named(*it))
        .filter_map(|it| language.node_kind_for_id(it))
        .filter(|it| !["plan", "end"].contains(it))
        .collect();
    assert_eq!(tokens, BTreeSet::from(["date", "duration", "id", "label", "mark"]));
    for editor in ["neovim", "helix/runtime"] {
        let file = format!("{editor}/queries/plan/highlights.scm");
        let (query, text) = query(&language, &file);
        for token in &tokens {
            assert!(text.contains(&format!("\n({token}) @")), "{file} has no line for {token}");
        }
        assert_eq!(query.pattern_count(), tokens.len(), "{file} has one line for each token");
    }
}

/// Neovim takes queries from its own folder; `UPDATE_EXPECT=1 cargo test --test grammar` makes that file anew.
#[test]
fn neovim_has_the_highlights_of_the_grammar() {
    expect_file!["../editors/neovim/queries/plan/highlights.scm"].assert_eq(tree_sitter_plan::HIGHLIGHTS_QUERY);
}

#[test]
fn the_injections_fit_the_grammars_of_markdown() {
    let block: Language = tree_sitter_md::LANGUAGE.into();
    let inline: Language = tree_sitter_md::INLINE_LANGUAGE.into();
    for (language, file) in [
        (&block, "neovim/queries/markdown/injections.scm"),
        (&block, "helix/runtime/queries/markdown/injections.scm"),
        (&inline, "helix/runtime/queries/markdown-plan/injections.scm"),
    ] {
        query(language, file);
    }
}
