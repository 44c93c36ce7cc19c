//! `milepost.toml` as a person meets it: on the command line and in an editor.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::process::Output;

use expect_test::{Expect, expect};

use serde_json::Value;
use support::command::{milepost, stderr};
use support::folder::Folder;

const PLAN: &str = "\
# Release plan

## Sprint 1: Import (Weeks 1-2)

- Acceptance: every page is there.

## Sprint 2: Search (Weeks 2-3)

Depends on: Sprint 7

- Acceptance: every page is found by its title.
";

fn says(output: &Output, wanted: Expect) {
    wanted.assert_eq(&stderr(output));
}

/// Each finding as `path: severity rule`.
fn found(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let output = milepost(folder, &[&["check", "--output", "json"], arguments].concat());
    let findings: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let line = |it: &Value| {
        let text = |key: &str| it[key].as_str().unwrap().to_owned();
        format!("{}: {} {}", text("path"), text("severity"), text("rule"))
    };
    findings.iter().map(line).collect()
}

/// A folder that is a repository, so that nothing above it counts.
fn repository() -> Folder {
    let folder = Folder::new();
    folder.write(".git/HEAD", "");
    folder
}

#[test]
fn a_rule_is_taken_as_it_is_configured() {
    let folder = repository();
    folder.write("plan.md", PLAN);
    assert_eq!(found(&folder, &[]), ["plan.md: warning overlapping-weeks", "plan.md: error broken-dependency"]);
    folder.write("milepost.toml", "[rules]\noverlapping-weeks = \"off\"\nbroken-dependency = \"hint\"\n");
    assert_eq!(found(&folder, &[]), ["plan.md: hint broken-dependency"]);
    assert_eq!(milepost(&folder, &["check"]).status.code(), Some(0));
    assert_eq!(found(&folder, &["--no-config"]).len(), 2);
}

#[test]
fn the_nearest_configuration_holds_and_only_that() {
    let folder = repository();
    folder.write("milepost.toml", "[rules]\noverlapping-weeks = \"off\"\n");
    folder.write("a/.milepost.toml", "[rules]\nbroken-dependency = \"info\"\n");
    folder.write("b/.config/milepost.toml", "[rules]\nbroken-dependency = \"off\"\n");
    for path in ["plan.md", "a/x/plan.md", "b/plan.md"] {
        folder.write(path, PLAN);
    }
    assert_eq!(
        found(&folder, &[]),
        [
            "a/x/plan.md: warning overlapping-weeks",
            "a/x/plan.md: info broken-dependency",
            "b/plan.md: warning overlapping-weeks",
            "plan.md: error broken-dependency",
        ]
    );
}

#[test]
fn nothing_above_the_repository_counts() {
    let folder = Folder::new();
    folder.write("milepost.toml", "[rules]\noverlapping-weeks = \"off\"\n");
    folder.write("repository/.git/HEAD", "");
    folder.write("repository/plan.md", PLAN);
    assert_eq!(found(&folder, &["repository"]).len(), 2);
}

#[test]
fn a_configuration_extends_others() {
    let folder = repository();
    folder.write("plan.md", PLAN);
    folder.write("shared/strict.toml", "[rules]\noverlapping-weeks = \"error\"\nbroken-dependency = \"info\"\n");
    folder.write("shared/base.toml", "extend = \"strict.toml\"\n[rules]\nbroken-dependency = \"hint\"\n");
    folder.write("milepost.toml", "extend = \"shared/base.toml\"\n");
    assert_eq!(found(&folder, &[]), ["plan.md: error overlapping-weeks", "plan.md: hint broken-dependency"]);
}

#[test]
fn a_circle_of_configurations_is_refused() {
    let folder = repository();
    folder.write("plan.md", PLAN);
    folder.write("milepost.toml", "extend = \"base.toml\"\n[rules]\noverlapping-weeks = \"off\"\n");
    folder.write("base.toml", "extend = \"milepost.toml\"\n");
    let output = milepost(&folder, &["check", "--output", "json"]);
    assert_eq!(output.status.code(), Some(2));
    says(
        &output,
        expect![[r#"
            error[configuration]: `extend` goes in a circle: milepost.toml → base.toml → milepost.toml
             --> base.toml:1:10
              |
            1 | extend = "milepost.toml"
              |          ^^^^^^^^^^^^^^^

        "#]],
    );
    assert_eq!(found(&folder, &[]), ["plan.md: error broken-dependency"]);
}

#[test]
fn what_is_wrong_is_shown_where_it_stands_and_the_rest_holds() {
    let folder = repository();
    folder.write("plan.md", PLAN);
    folder.write(
        "milepost.toml",
        "\
exlude = [\"a\"]
include = \"docs\"
exclude = [\"a[\", 3]
profile = \"kirro\"
extend = \"missing.toml\"

[rules]
overlaping-weeks = \"off\"
schedule-gap = \"fatal\"
out-of-order = false
overlapping-weeks = \"info\"

[[overrides]]
rules = { broken-dependency = \"off\" }

[vocabulary.fields]
acceptence = [\"Abnahme\"]

[vocabulary.units]
cycle = \"Zyklus\"

[schedule]
start = \"2026-01-05\"
holidays = [2026-02-30, 12:00:00]
week-start = \"sonntag\"
capacity = { points = 0 }

[tracker]
issue = \"example.org/{number}\"
prefixes = { PROJ = \"https://example.org\" }
",
    );
    let output = milepost(&folder, &["check", "--output", "json"]);
    assert_eq!(output.status.code(), Some(2));
    says(
        &output,
        expect![[r#"
            error[configuration]: there is no key `exlude`
             --> milepost.toml:1:1
              |
            1 | exlude = ["a"]
              | ^^^^^^
              |
              = help: did you mean `exclude`?

            error[configuration]: a list is wanted here, not the string "docs"
             --> milepost.toml:2:11
              |
            2 | include = "docs"
              |           ^^^^^^

            error[configuration]: this is no glob: unclosed character class; missing ']'
             --> milepost.toml:3:12
              |
            3 | exclude = ["a[", 3]
              |            ^^^^

            error[configuration]: a string is wanted here, not the integer `3`
             --> milepost.toml:3:18
              |
            3 | exclude = ["a[", 3]
              |                  ^

            error[configuration]: there is no profile `kirro`
             --> milepost.toml:4:11
              |
            4 | profile = "kirro"
              |           ^^^^^^^
              |
              = help: did you mean `kiro`?

            error[configuration]: there is no rule `overlaping-weeks`
             --> milepost.toml:8:1
              |
            8 | overlaping-weeks = "off"
              | ^^^^^^^^^^^^^^^^
              |
              = help: did you mean `overlapping-weeks`?

            error[configuration]: there is no choice `fatal`
             --> milepost.toml:9:16
              |
            9 | schedule-gap = "fatal"
              |                ^^^^^^^
              |
              = help: one of `error`, `warning`, `info`, `hint`, `off` is possible here

            error[configuration]: a string is wanted here
              --> milepost.toml:10:16
               |
            10 | out-of-order = false
               |                ^^^^^

            error[configuration]: `files` is missing
              --> milepost.toml:13:1
               |
            13 | [[overrides]]
               | ^^^^^^^^^^^^^

            error[configuration]: there is no choice `acceptence`
              --> milepost.toml:17:1
               |
            17 | acceptence = ["Abnahme"]
               | ^^^^^^^^^^
               |
               = help: did you mean `acceptance`?

            error[configuration]: a list is wanted here, not the string "Zyklus"
              --> milepost.toml:20:9
               |
            20 | cycle = "Zyklus"
               |         ^^^^^^^^

            error[configuration]: a date without quotes, like 2026-01-05, is wanted here, not the string "2026-01-05"
              --> milepost.toml:23:9
               |
            23 | start = "2026-01-05"
               |         ^^^^^^^^^^^^

            error[configuration]: invalid date, expected day between 01 and 28
              --> milepost.toml:24:13
               |
            24 | holidays = [2026-02-30, 12:00:00]
               |             ^^^^^^^^^^

            error[configuration]: a date like 2026-01-05 is wanted here, not a time of day
              --> milepost.toml:24:25
               |
            24 | holidays = [2026-02-30, 12:00:00]
               |                         ^^^^^^^^

            error[configuration]: there is no choice `sonntag`
              --> milepost.toml:25:14
               |
            25 | week-start = "sonntag"
               |              ^^^^^^^^^
               |
               = help: one of `monday`, `tuesday`, `wednesday`, `thursday`, `friday`, `saturday`, `sunday` is possible here

            error[configuration]: a capacity is a number above 0
              --> milepost.toml:26:23
               |
            26 | capacity = { points = 0 }
               |                       ^

            error[configuration]: an address begins with https:// or http://
              --> milepost.toml:29:9
               |
            29 | issue = "example.org/{number}"
               |         ^^^^^^^^^^^^^^^^^^^^^^

            error[configuration]: the address has no {id} or {number} in it
              --> milepost.toml:30:21
               |
            30 | prefixes = { PROJ = "https://example.org" }
               |                     ^^^^^^^^^^^^^^^^^^^^^

            error[configuration]: missing.toml cannot be extended: there is no such file
             --> milepost.toml:5:10
              |
            5 | extend = "missing.toml"
              |          ^^^^^^^^^^^^^^

        "#]],
    );
    assert_eq!(found(&folder, &[]), ["plan.md: info overlapping-weeks", "plan.md: error broken-dependency"]);
}

#[test]
fn a_configuration_that_is_no_toml_is_said_to_be_none() {
    let folder = repository();
    folder.write("plan.md", PLAN);
    folder.write("milepost.toml", "[rules\noverlapping-weeks = \"off\"\nbroken-dependency = off\n");
    let output = milepost(&folder, &["check", "--output", "json"]);
    assert_eq!(output.status.code(), Some(2));
    says(
        &output,
        expect![[r#"
            error[configuration]: unclosed table, expected `]`
             --> milepost.toml:1:7
              |
            1 | [rules
              |       ^

        "#]],
    );
}

#[test]
fn overrides_hold_for_the_files_that_they_name() {
    let folder = repository();
    folder.write(
        "milepost.toml",
        "\
[rules]
overlapping-weeks = \"error\"

[[overrides]]
files = [\"docs/*.md\"]
rules = { overlapping-weeks = \"off\" }

[[overrides]]
files = [\"old\", \"*.draft.md\"]
rules = { overlapping-weeks = \"hint\", broken-dependency = \"off\" }
",
    );
    for path in ["plan.md", "docs/plan.md", "docs/old/plan.md", "docs/b.draft.md"] {
        folder.write(path, PLAN);
    }
    assert_eq!(
        found(&folder, &[]),
        [
            "docs/b.draft.md: hint overlapping-weeks",
            "docs/old/plan.md: hint overlapping-weeks",
            "docs/plan.md: error broken-dependency",
            "plan.md: error overlapping-weeks",
            "plan.md: error broken-dependency",
        ]
    );
}

#[test]
fn a_profile_is_forced() {
    let folder = repository();
    folder.write("plan.md", "# Notes\n\n## 1. Setup\n\n- [ ] 1.1 Make the folder\n- [ ] 1.2 Fill it\n");
    folder.write("milepost.toml", "[[overrides]]\nfiles = [\"*.md\"]\nprofile = \"openspec\"\n");
    let profile = |arguments: &[&str]| {
        let output = milepost(&folder, &[&["outline", "--format", "json"], arguments, &["plan.md"]].concat());
        let outlines: Value = serde_json::from_slice(&output.stdout).unwrap();
        outlines[0]["profile"].as_str().unwrap().to_owned()
    };
    assert_eq!(profile(&[]), "openspec");
    assert_eq!(profile(&["--no-config"]), "generic");
}

#[test]
fn a_word_of_ones_own_is_understood() {
    let folder = repository();
    let plan = PLAN.replace("Sprint", "Umlauf").replace("Acceptance:", "Passt, wenn:");
    folder.write("plan.md", &plan);
    assert_eq!(found(&folder, &[]), [""; 0]);
    folder.write(
        "milepost.toml",
        "[vocabulary]\nunits = { umlauf = [\"Umläufe\"] }\nfields = { acceptance = [\"Passt, wenn\"] }\n",
    );
    assert_eq!(found(&folder, &[]), ["plan.md: warning overlapping-weeks", "plan.md: error broken-dependency"]);
}

#[test]
fn files_are_left_out_unless_they_are_named() {
    let folder = repository();
    for path in ["a.md", "docs/b.md", "docs/drafts/c.md"] {
        folder.write(path, PLAN);
    }
    let files = |arguments: &[&str]| {
        let mut files: Vec<String> =
            found(&folder, arguments).iter().map(|it| it.split(':').next().unwrap().to_owned()).collect();
        files.dedup();
        files
    };
    folder.write("milepost.toml", "include = [\"docs\"]\n");
    assert_eq!(files(&[]), ["docs/b.md", "docs/drafts/c.md"]);
    folder.write("milepost.toml", "include = [\"docs\"]\nexclude = [\"drafts\"]\n");
    assert_eq!(files(&[]), ["docs/b.md"]);
    assert_eq!(files(&["docs/drafts/c.md"]), ["docs/drafts/c.md"]);
}

#[test]
fn a_configuration_is_named_on_the_command_line() {
    let folder = repository();
    folder.write("docs/plan.md", PLAN);
    folder.write("milepost.toml", "[rules]\nbroken-dependency = \"off\"\n");
    folder
        .write("ci/strict.toml", "[[overrides]]\nfiles = [\"docs/*.md\"]\nrules = { overlapping-weeks = \"error\" }\n");
    assert_eq!(
        found(&folder, &["--config", "ci/strict.toml"]),
        ["docs/plan.md: error overlapping-weeks", "docs/plan.md: error broken-dependency"]
    );
    let output = milepost(&folder, &["check", "--config", "ci/none.toml"]);
    assert_eq!(output.status.code(), Some(2));
    says(
        &output,
        expect![[r#"
            error: ci/none.toml: there is no such file
        "#]],
    );
}

#[test]
fn weeks_lie_in_the_calendar_once_it_is_said_when_the_first_one_begins() {
    let folder = repository();
    let plan = "\
# Release plan

## Sprint 1: Import (Weeks 1-2)

- [ ] Read the tapes
- Acceptance: every page is there.

## Sprint 2: Search (Weeks 3-4)

- [ ] Build the index
- Acceptance: every page is found by its title.

### Week 1

- [ ] Sketch it
";
    folder.write("plan.md", plan);
    let on = |day: &str| found(&folder, &["--today", day]).iter().filter(|it| it.ends_with(" overdue")).count();
    assert_eq!(on("2027-01-01"), 0);
    folder.write("milepost.toml", "[schedule]\nstart = 2026-01-05\n");
    assert_eq!([on("2026-01-18"), on("2026-01-19"), on("2026-02-02")], [0, 1, 2]);
    // Week 1 is the one that holds the first day.
    folder.write("milepost.toml", "[schedule]\nstart = 2026-01-07\nweek-start = \"monday\"\n");
    assert_eq!([on("2026-01-18"), on("2026-01-19")], [0, 1]);
    folder.write("milepost.toml", "[schedule]\nstart = 2026-01-07\n");
    assert_eq!([on("2026-01-20"), on("2026-01-21")], [0, 1]);
    // A week of the calendar is not one of the plan.
    folder.write("plan.md", plan.replace("(Weeks ", "(KW "));
    assert_eq!(on("2027-01-01"), 0);
}

#[test]
fn sprints_are_full_at_the_configured_capacity() {
    let folder = repository();
    let plan = "# Plan\n\n## Sprint 1: Hull\n\n- [ ] Plank it (5 points)\n- [ ] Caulk it (3 points)\n\nAcceptance: it floats.\n";
    folder.write("plan.md", plan);
    assert_eq!(milepost(&folder, &["check"]).status.code(), Some(0));
    folder.write("milepost.toml", "[schedule]\ncapacity = { points = 7.5 }\n");
    let full = milepost(&folder, &["check"]);
    let full = String::from_utf8(full.stdout).unwrap();
    assert!(
        full.starts_with(
            "warning[over-capacity]: Sprint 1 has room for 7.5 points, and its tasks are estimated at 8\n"
        ),
        "{full}"
    );
}
