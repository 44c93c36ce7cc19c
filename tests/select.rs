//! `milepost check --select`, `--ignore`, `--fail-on`, `--statistics`, `--max-diagnostics`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::fs;
use std::process::Output;

use expect_test::{Expect, expect};
use support::command::{all, milepost};
use support::folder::Folder;

const PLAN: &str = "\
# Release plan

## Sprint 1: Import (Weeks 1-2)

- [ ] Read `src/old.rs`

## Sprint 2: Search (Weeks 2-3)

Depends on: Sprint 7

Acceptance: it works well.
";

fn workspace() -> Folder {
    let folder = Folder::new();
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    folder.write("plan.md", PLAN);
    folder
}

fn check(folder: &Folder, arguments: &[&str]) -> Output {
    milepost(folder, &[&["check", "--output", "concise"], arguments].concat())
}

fn shows(output: &Output, wanted: Expect) {
    wanted.assert_eq(&all(output));
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

#[test]
fn rules_are_selected_and_left_out() {
    let folder = workspace();
    shows(
        &check(&folder, &["--select", "overlapping-weeks,missing-path"]),
        expect![[r#"
            plan.md:5:13: warning[missing-path] src/old.rs is not in the repository
            plan.md:7:22: warning[overlapping-weeks] Sprint 2 (weeks 2–3) overlaps Sprint 1 (weeks 1–2) in week 2
            2 warnings in 1 of 1 plan
            exit 1
        "#]],
    );
    shows(
        &check(
            &folder,
            &["--ignore", "overlapping-weeks", "--ignore", "missing-acceptance-criteria,broken-dependency"],
        ),
        expect![[r#"
            plan.md:11:16: hint[vague-acceptance-criteria] "works well" cannot be observed: say what one will see, or which number it has to reach
            1 hint in 1 of 1 plan
            exit 0
        "#]],
    );
    // A rule that is off in the configuration is run where it is asked for.
    folder.write("milepost.toml", "[rules]\noverlapping-weeks = \"off\"\n");
    assert_eq!(code(&check(&folder, &["--select", "overlapping-weeks"])), Some(1));
    let unknown = check(&folder, &["--select", "overlaping-weeks"]);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("did you mean `overlapping-weeks`?"));
    assert_eq!(code(&unknown), Some(2));
}

#[test]
fn a_suppression_of_a_rule_that_is_left_out_is_not_called_useless() {
    let folder = workspace();
    folder.write("plan.md", PLAN.replace("Weeks 2-3)", "Weeks 2-3) <!-- milepost-disable-line -->"));
    let output = check(&folder, &["--ignore", "overlapping-weeks"]);
    assert!(!String::from_utf8_lossy(&output.stdout).contains("unused-suppression"));
}

#[test]
fn the_severity_that_fails_is_chosen() {
    let folder = workspace();
    let warnings = ["--select", "overlapping-weeks", "--fail-on"];
    for (fail_on, wanted) in [("error", 0), ("warning", 1), ("info", 1), ("hint", 1), ("never", 0)] {
        assert_eq!(code(&check(&folder, &[&warnings[..], &[fail_on]].concat())), Some(wanted), "{fail_on}");
    }
    let hints = ["--select", "vague-acceptance-criteria", "--fail-on"];
    for (fail_on, wanted) in [("warning", 0), ("info", 0), ("hint", 1)] {
        assert_eq!(code(&check(&folder, &[&hints[..], &[fail_on]].concat())), Some(wanted), "{fail_on}");
    }
}

#[test]
fn statistics_count_by_rule() {
    let folder = workspace();
    shows(
        &check(&folder, &["--statistics"]),
        expect![[r#"
            1       broken-dependency            A unit or task depends on something that is defined nowhere.
            1       missing-acceptance-criteria  A sprint, phase or the like does not say how one knows that it is done.
            1       overlapping-weeks            Two sprints, phases or the like that follow each other are scheduled for the same weeks.
            1       vague-acceptance-criteria    An acceptance criterion names nothing that one could observe.
            1 error, 2 warnings, 1 hint in 1 of 1 plan
            exit 1
        "#]],
    );
    let output = milepost(&folder, &["check", "--statistics", "--output", "json"]);
    let lines: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(lines[0], serde_json::json!({ "rule": "broken-dependency", "count": 1, "fixable": 0 }));
}

#[test]
fn people_are_shown_so_many_and_told_of_the_rest() {
    let folder = workspace();
    shows(
        &check(&folder, &["--max-diagnostics", "1", "--output", "json=all.json"]),
        expect![[r#"
            plan.md:3:4: warning[missing-acceptance-criteria] Sprint 1: Import has no acceptance criteria
            3 more not shown, because of --max-diagnostics
            1 error, 2 warnings, 1 hint in 1 of 1 plan
            exit 1
        "#]],
    );
    let all: serde_json::Value = serde_json::from_slice(&fs::read(folder.path.join("all.json")).unwrap()).unwrap();
    assert_eq!(all.as_array().unwrap().len(), 4, "programs get all");
}
