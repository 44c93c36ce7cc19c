//! `docs/rules/` says what the rules' own pages say. `UPDATE_EXPECT=1 cargo test --test docs` writes it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use milepost_core::lint;
use milepost_core::lint::rule::Rule;

const MADE: &str = "<!-- Made from the rule's own comment by `UPDATE_EXPECT=1 cargo test --test docs`. -->";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules")
}

fn page(rule: &Rule) -> String {
    format!("{MADE}\n\n# {}\n\nSeverity: {}\n\n{}", rule.name, rule.default_level(), rule.page())
}

fn index() -> String {
    let mut text = format!("{MADE}\n\n# Rules\n\n| Rule | Severity | What it reports |\n| --- | --- | --- |\n");
    for rule in lint::rules() {
        text.push_str(&format!("| [{0}]({0}.md) | {1} | {2} |\n", rule.name, rule.default_level(), rule.summary()));
    }
    text
}

fn check(name: &str, wanted: &str) {
    let path = folder().join(name);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::create_dir_all(folder()).expect("docs/rules can be made");
        fs::write(&path, wanted).expect("docs/rules can be written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(found == wanted, "docs/rules/{name} is stale: run UPDATE_EXPECT=1 cargo test --test docs");
}

#[test]
fn every_rule_has_its_page() {
    for rule in lint::rules() {
        check(&format!("{}.md", rule.name), &page(rule));
    }
    check("README.md", &index());
}

#[test]
fn no_page_is_left_of_a_rule_that_is_gone() {
    let files: BTreeSet<String> = fs::read_dir(folder())
        .expect("docs/rules is there")
        .map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned())
        .collect();
    let pages = lint::rules().iter().map(|rule| format!("{}.md", rule.name));
    let wanted: BTreeSet<String> = pages.chain(["README.md".to_owned()]).collect();
    assert_eq!(files, wanted);
}
