//! `milepost check --write-baseline` and `--baseline`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::process::Output;

use expect_test::expect;
use support::command::{milepost, stderr, stdout};
use support::folder::Folder;

const PLAN: &str = "\
# Release plan

## Sprint 1: Import (Weeks 1-2)

**Deliverable:** the importer.

## Sprint 2: Search (Weeks 2-3)

Depends on: Sprint 7

- Acceptance: every page is found by its title.
";

fn check(folder: &Folder, arguments: &[&str]) -> Output {
    milepost(folder, &[&["check", "--output", "concise"], arguments].concat())
}

fn with_baseline() -> Folder {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let output = check(&folder, &["--write-baseline", "baseline.json"]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), ""));
    assert_eq!(stderr(&output), "3 findings written to baseline.json; --baseline baseline.json leaves them out\n");
    folder
}

#[test]
fn what_the_baseline_holds_is_silent_though_lines_shift() {
    let folder = with_baseline();
    folder.write("plan.md", PLAN.replace("# Release plan\n", "# Release plan\n\nSome words.\n"));
    let output = check(&folder, &["--baseline", "baseline.json"]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), ""));
    expect![[r#"
        no findings in 1 plan
        3 findings of the baseline not shown
    "#]]
    .assert_eq(&stderr(&output));
}

#[test]
fn what_is_new_is_reported_and_what_is_gone_is_counted() {
    let folder = with_baseline();
    folder.write("plan.md", PLAN.replace("Sprint 7", "Sprint 8"));
    let output = check(&folder, &["--baseline", "baseline.json"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output).lines().count(), 1);
    assert!(stdout(&output).contains("Sprint 8"));
    expect![[r#"
        1 error in 1 of 1 plan
        2 findings of the baseline not shown
        1 finding of the baseline is gone: --write-baseline baseline.json takes it out
    "#]]
    .assert_eq(&stderr(&output));
}

#[test]
fn a_second_finding_that_looks_the_same_is_new() {
    let folder = with_baseline();
    let twice = PLAN.replace("Depends on: Sprint 7\n", "Depends on: Sprint 7\n\nDepends on: Sprint 7\n");
    folder.write("plan.md", twice);
    let output = check(&folder, &["--baseline", "baseline.json"]);
    assert_eq!(stdout(&output).lines().count(), 1, "{}", stdout(&output));
}

#[test]
fn the_file_is_the_same_each_time() {
    let folder = with_baseline();
    let first = std::fs::read(folder.path.join("baseline.json")).unwrap();
    check(&folder, &["--write-baseline", "baseline.json"]);
    assert_eq!(std::fs::read(folder.path.join("baseline.json")).unwrap(), first);
}

#[test]
fn a_file_that_is_no_baseline_says_why_and_what_to_do() {
    let folder = with_baseline();
    folder.write("other.json", "{\"version\": \"milepost/v9\", \"findings\": {}}");
    folder.write("broken.json", "{");
    folder.write("list.json", "[]");
    for (name, reason) in [
        ("none.json", "there is no such file"),
        ("other.json", "is of version \"milepost/v9\""),
        ("broken.json", "is no baseline"),
        ("list.json", "is no baseline"),
    ] {
        let output = check(&folder, &["--baseline", name]);
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
        let text = stderr(&output);
        assert!(text.contains(name) && text.contains(reason) && text.contains("--write-baseline"), "{text}");
    }
}
