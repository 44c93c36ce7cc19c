//! Every rule's page is true: what its bad example marks is found, and nothing else; its good example is clean.

mod marks;

use std::collections::BTreeSet;
use std::path::Path;

use milepost_core::lint;

use crate::marks::{Mark, examples, findings_of, mark, unmarked};

#[test]
fn bad_examples_give_exactly_what_they_mark() {
    for rule in lint::rules() {
        let examples = examples(rule, "Bad");
        assert!(!examples.is_empty(), "the page of {} has no bad example", rule.name);
        for example in examples {
            let (text, mut expected) = unmarked(&example);
            assert!(!expected.is_empty(), "a bad example of {} marks nothing", rule.name);
            let (snapshot, findings) = findings_of(rule, &text);
            let others: Vec<_> = findings.iter().filter(|it| it.rule.name != rule.name).map(|it| &it.message).collect();
            assert!(others.is_empty(), "a bad example of {} is bad in other ways too: {others:#?}", rule.name);
            let mut found: Vec<Mark> = findings.iter().map(|it| mark(&snapshot, it)).collect();
            for (expected, found) in expected.iter_mut().zip(&found) {
                expected.message = expected.message.take().or_else(|| found.message.clone());
            }
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{} in:\n{text}", rule.name);
        }
    }
}

#[test]
fn good_examples_are_clean() {
    for rule in lint::rules() {
        let examples = examples(rule, "Good");
        assert!(!examples.is_empty(), "the page of {} has no good example", rule.name);
        for example in examples {
            let (text, marks) = unmarked(&example);
            assert!(marks.is_empty(), "a good example of {} marks something", rule.name);
            let messages: Vec<_> = findings_of(rule, &text).1.iter().map(|it| it.message.clone()).collect();
            assert!(messages.is_empty(), "{} in:\n{text}\n{messages:#?}", rule.name);
        }
    }
}

#[test]
fn names_are_unique_in_order_and_in_kebab_case() {
    let names: Vec<&str> = lint::rules().iter().map(|rule| rule.name).collect();
    assert!(names.is_sorted_by(|a, b| a < b), "the registry is sorted by name, each once: {names:?}");
    for name in names {
        let kebab = name.split('-').all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase()));
        assert!(kebab, "`{name}` is no kebab-case");
    }
}

#[test]
fn every_file_is_a_registered_rule_of_its_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("server/core/src/lint/rules");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the rules have a folder")
        .map(|entry| entry.expect("it can be listed").path())
        .map(|path| path.file_stem().expect("it has a name").to_string_lossy().replace('_', "-"))
        .collect();
    let names: BTreeSet<String> = lint::rules().iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(files, names, "a rule is a file of its name and a line in the registry");
}

#[test]
fn a_page_says_what_is_wrong_why_and_what_to_do() {
    for rule in lint::rules() {
        let page = rule.page();
        let prose = page.split("\n### ").next().unwrap_or_default();
        let paragraphs = prose.split("\n\n").filter(|it| !it.trim().is_empty()).count();
        assert!(paragraphs >= 3, "the page of {} has {paragraphs} paragraphs before its examples", rule.name);
        assert!(rule.summary().ends_with('.'), "the page of {} begins with one sentence on one line", rule.name);
    }
}
