//! `milepost check`, `explain` and `rules` as a person, a script or a pipeline runs them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod marks;
mod support;

use std::process::{Command, Output};

use expect_test::{Expect, expect};
use serde_json::Value;
use support::command::{milepost, stderr, stdout, with_input};
use support::folder::Folder;

const PLAN: &str = "\
# Release plan

## Sprint 1: Import (Weeks 1-2)

**Deliverable:** the importer.

## Sprint 2: Search (Weeks 2-3)

Depends on: Sprint 7

- Acceptance: every page is found by its title.
";

const GOOD: &str = "\
# Plan

## Sprint 1: Import (Weeks 1-2)

- Acceptance: every page is there.
";

fn prints(output: &Output, wanted: Expect) {
    wanted.assert_eq(&stdout(output));
}

fn says(output: &Output, wanted: Expect) {
    wanted.assert_eq(&stderr(output));
}

#[test]
fn findings_show_the_line_the_other_side_and_the_way_out() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let output = milepost(&folder, &["check"]);
    prints(
        &output,
        expect![[r#"
            warning[missing-acceptance-criteria]: Sprint 1: Import has no acceptance criteria; "Deliverable" says what is handed over, not how one knows that it is done
             --> plan.md:3:4
              |
            3 | ## Sprint 1: Import (Weeks 1-2)
              |    ^^^^^^^^
              |
             ::: plan.md:5:3
              |
            5 | **Deliverable:** the importer.
              |   ----------- says what is handed over
              |
              = help: Add acceptance criteria to Sprint 1

            warning[overlapping-weeks]: Sprint 2 (weeks 2–3) overlaps Sprint 1 (weeks 1–2) in week 2
             --> plan.md:7:22
              |
            7 | ## Sprint 2: Search (Weeks 2-3)
              |                      ^^^^^^^^^
              |
             ::: plan.md:3:22
              |
            3 | ## Sprint 1: Import (Weeks 1-2)
              |                      --------- Sprint 1 is scheduled here
              |
              = help: Shift Sprint 2 by one week

            error[broken-dependency]: Sprint 2 depends on Sprint 7, which is defined nowhere; did you mean Sprint 1?
             --> plan.md:9:13
              |
            9 | Depends on: Sprint 7
              |             ^^^^^^^^
              |
             ::: plan.md:3:4
              |
            3 | ## Sprint 1: Import (Weeks 1-2)
              |    -------- Sprint 1 is defined here
              |
              = help: Replace with Sprint 1

        "#]],
    );
    says(
        &output,
        expect![[r#"
        1 error, 2 warnings in 1 of 1 plan
    "#]],
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_clean_plan_is_code_0() {
    let folder = Folder::new();
    folder.write("docs/plan.md", GOOD);
    let output = milepost(&folder, &["check", "docs"]);
    prints(&output, expect![""]);
    says(
        &output,
        expect![[r#"
        no findings in 1 plan
    "#]],
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_run_that_checks_nothing_says_so() {
    let folder = Folder::new();
    let output = milepost(&folder, &["check"]);
    says(
        &output,
        expect![[r#"
        nothing was checked: there is no Markdown file that can hold a plan
    "#]],
    );
    assert_eq!((stdout(&output).as_str(), output.status.code()), ("", Some(0)));
    folder.write("readme.md", "# A tool\n\nIt does things.\n");
    let output = milepost(&folder, &["check", "readme.md"]);
    says(
        &output,
        expect![[r#"
        nothing was checked: the file is no plan
    "#]],
    );
    let output = milepost(&folder, &["check", "--output", "json", "readme.md"]);
    prints(
        &output,
        expect![[r#"
        []
    "#]],
    );
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_checked() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    folder.write("latin.md", b"# Plan\n\n## Sprint 1: Caf\xe9\n");
    let output = milepost(&folder, &["check", "latin.md", "missing.md", "plan.md"]);
    says(
        &output,
        expect![[r#"
        error: latin.md: is not UTF-8 (byte 24)
        error: missing.md: there is no such file or folder
        1 error, 2 warnings in 1 of 1 plan
    "#]],
    );
    assert_eq!(stdout(&output).matches("plan.md:").count(), 6);
    assert_eq!(output.status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn a_pipe_with_a_plan_s_name_does_not_stop_the_check() {
    let folder = Folder::new();
    let pipe = folder.path.join("pipe.md");
    let made = Command::new("mkfifo").arg(&pipe).status();
    if !made.is_ok_and(|status| status.success()) {
        return;
    }
    folder.write("plan.md", GOOD);
    let output = milepost(&folder, &["check", "pipe.md", "plan.md"]);
    says(
        &output,
        expect![[r#"
        error: pipe.md: is no regular file
        no findings in 1 plan
    "#]],
    );
    assert_eq!(output.status.code(), Some(2));
    let output = milepost(&folder, &["check"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn wrong_usage_is_code_2() {
    let folder = Folder::new();
    for arguments in
        [&["check", "--output", "xml"][..], &["check", "--nonsense"], &["explain"], &["explain", "no-rule"]]
    {
        let output = milepost(&folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stdout(&output).is_empty() && !stderr(&output).is_empty(), "{arguments:?}");
    }
}

#[test]
fn standard_input_goes_by_the_name_it_is_given() {
    let folder = Folder::new();
    folder.write("docs/other.md", GOOD);
    let output = with_input(&folder, &["check", "-", "--stdin-filename", "docs/plan.md"], PLAN);
    assert!(stdout(&output).contains("--> docs/plan.md:3:4"), "{}", stdout(&output));
    assert_eq!(output.status.code(), Some(1));
    let output = with_input(&folder, &["check", "-"], GOOD);
    says(
        &output,
        expect![[r#"
        no findings in 1 plan
    "#]],
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_plans_around_a_file_say_what_its_names_mean() {
    let folder = Folder::new();
    folder.write("sprint-1.md", "# Sprint 1: Import\n\nAcceptance: every page is there.\n\n- Read the archive\n");
    let second = "# Sprint 2: Search\n\n**Depends on:** Sprint 1\n\nAcceptance: pages are found.\n\n- Index them\n";
    folder.write("sprint-2.md", second);
    let output = milepost(&folder, &["check", "sprint-2.md"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    folder.write("sprint-2.md", second.replace("Sprint 1", "Sprint 8"));
    let output = milepost(&folder, &["check", "sprint-2.md"]);
    assert!(stdout(&output).contains("error[broken-dependency]"), "{}", stdout(&output));
    assert!(!stdout(&output).contains("sprint-1.md:1:1: "), "only what is named is checked");
}

#[test]
fn json_is_stable_and_nothing_else() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let output = milepost(&folder, &["check", "--output", "json", "plan.md"]);
    prints(
        &output,
        expect![[r#"
            [
              {
                "path": "plan.md",
                "line": 3,
                "column": 4,
                "endLine": 3,
                "endColumn": 12,
                "rule": "missing-acceptance-criteria",
                "severity": "warning",
                "message": "Sprint 1: Import has no acceptance criteria; \"Deliverable\" says what is handed over, not how one knows that it is done",
                "fingerprint": "e0abc4dbdd1156e05eabb044dba51470",
                "related": [
                  {
                    "path": "plan.md",
                    "line": 5,
                    "column": 3,
                    "endLine": 5,
                    "endColumn": 14,
                    "message": "says what is handed over"
                  }
                ],
                "fixes": [
                  {
                    "title": "Add acceptance criteria to Sprint 1",
                    "safe": false,
                    "edits": [
                      {
                        "path": "plan.md",
                        "line": 5,
                        "column": 31,
                        "endLine": 5,
                        "endColumn": 31,
                        "insert": "\n\n- Acceptance: …"
                      }
                    ]
                  }
                ]
              },
              {
                "path": "plan.md",
                "line": 7,
                "column": 22,
                "endLine": 7,
                "endColumn": 31,
                "rule": "overlapping-weeks",
                "severity": "warning",
                "message": "Sprint 2 (weeks 2–3) overlaps Sprint 1 (weeks 1–2) in week 2",
                "fingerprint": "c166e2b4627965de2c28b7d8151e1e99",
                "related": [
                  {
                    "path": "plan.md",
                    "line": 3,
                    "column": 22,
                    "endLine": 3,
                    "endColumn": 31,
                    "message": "Sprint 1 is scheduled here"
                  }
                ],
                "fixes": [
                  {
                    "title": "Shift Sprint 2 by one week",
                    "safe": false,
                    "edits": [
                      {
                        "path": "plan.md",
                        "line": 7,
                        "column": 28,
                        "endLine": 7,
                        "endColumn": 29,
                        "insert": "3"
                      },
                      {
                        "path": "plan.md",
                        "line": 7,
                        "column": 30,
                        "endLine": 7,
                        "endColumn": 31,
                        "insert": "4"
                      }
                    ]
                  }
                ]
              },
              {
                "path": "plan.md",
                "line": 9,
                "column": 13,
                "endLine": 9,
                "endColumn": 21,
                "rule": "broken-dependency",
                "severity": "error",
                "message": "Sprint 2 depends on Sprint 7, which is defined nowhere; did you mean Sprint 1?",
                "fingerprint": "82854f6c94a02751a12ea5f4bed577b8",
                "related": [
                  {
                    "path": "plan.md",
                    "line": 3,
                    "column": 4,
                    "endLine": 3,
                    "endColumn": 12,
                    "message": "Sprint 1 is defined here"
                  }
                ],
                "fixes": [
                  {
                    "title": "Replace with Sprint 1",
                    "safe": false,
                    "edits": [
                      {
                        "path": "plan.md",
                        "line": 9,
                        "column": 13,
                        "endLine": 9,
                        "endColumn": 21,
                        "insert": "Sprint 1"
                      }
                    ]
                  }
                ]
              }
            ]
        "#]],
    );
    assert_eq!(stderr(&output), "");
    assert_eq!(output.status.code(), Some(1));
    let parsed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(parsed.as_array().unwrap().len(), 3);
    folder.write("plan.md", GOOD);
    let output = milepost(&folder, &["check", "--output", "json", "plan.md"]);
    assert_eq!(stdout(&output), "[]\n");
}

#[test]
fn a_plan_cannot_write_to_the_terminal() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN.replace("Import", "Im\u{1b}]0;owned\u{7}port\u{202e}"));
    let output = milepost(&folder, &["check", "--color", "never"]);
    assert!(stdout(&output).contains("owned"), "{}", stdout(&output));
    assert!(!stdout(&output).contains(['\u{1b}', '\u{7}', '\u{202e}']), "{:?}", stdout(&output));
}

#[test]
fn colour_is_for_terminals_or_on_demand() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    assert!(!stdout(&milepost(&folder, &["check"])).contains('\u{1b}'));
    assert!(stdout(&milepost(&folder, &["check", "--color", "always"])).contains('\u{1b}'));
}

#[test]
fn a_rule_explains_itself() {
    let folder = Folder::new();
    let output = milepost(&folder, &["explain", "overlapping-weeks"]);
    assert!(
        stdout(&output).starts_with("# overlapping-weeks\n\nSeverity: warning\n\nTwo sprints"),
        "{}",
        stdout(&output)
    );
    let listed = milepost(&folder, &["rules"]);
    assert!(stdout(&listed).contains(
        "\nmissing-acceptance-criteria  warning  A sprint, phase or the like does not say how one knows that it is done.\n"
    ));
    assert_eq!(stdout(&listed).lines().count(), milepost_core::lint::rules().len());
    says(
        &milepost(&folder, &["explain", "overlaping-weeks"]),
        expect![[r#"
            error: there is no rule `overlaping-weeks`; did you mean `overlapping-weeks`?
            help: `milepost rules` lists them all
        "#]],
    );
}

#[test]
fn what_is_overdue_goes_by_the_day() {
    let folder = Folder::new();
    let plan = "# Plan\n\n## Sprint 1: Hull (2026-03-02 to 2026-03-13)\n\n- [ ] Plank it\n\nAcceptance: it floats.\n";
    folder.write("plan.md", plan);
    let on = |day: &str| milepost(&folder, &["check", "plan.md", "--today", day]);
    assert_eq!(on("2026-03-13").status.code(), Some(0));
    let late = on("2026-03-20");
    assert_eq!(late.status.code(), Some(1));
    assert!(
        stdout(&late).starts_with("warning[overdue]: Sprint 1 ended on 2026-03-13, 7 days ago, and its task is open\n"),
        "{}",
        stdout(&late)
    );
    let wrong = on("tomorrow");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("invalid value 'tomorrow' for '--today <DATE>'"), "{}", stderr(&wrong));
}

#[test]
fn dependencies_are_followed_through_other_documents() {
    let folder = Folder::new();
    folder.write("hull.md", "# Hull plan\n\n## Sprint 1: Planks\n\nDepends on: Epic 2\n\nAcceptance: it floats.\n");
    folder.write("sails.md", "# Sails plan\n\n## Epic 2: Cloth\n\nDepends on: Sprint 1\n\nAcceptance: sewn.\n");
    let output = milepost(&folder, &["check", "--output", "json", "."]);
    let findings: Value = serde_json::from_slice(&output.stdout).unwrap();
    let said: Vec<(&str, &str)> = findings
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["path"].as_str().unwrap(), it["message"].as_str().unwrap()))
        .collect();
    let circle = "None of these can begin, as each waits for the next: ";
    assert_eq!(
        said,
        [
            ("hull.md", &*format!("{circle}Sprint 1 → Epic 2 → Sprint 1")),
            ("sails.md", &*format!("{circle}Epic 2 → Sprint 1 → Epic 2"))
        ]
    );
    assert_eq!(findings[0]["related"][0]["path"], "sails.md");
}

#[test]
fn a_name_that_two_linked_documents_define_is_ambiguous() {
    let folder = Folder::new();
    let part = |name: &str| format!("# {name} plan\n\n## Sprint 2: {name}\n\nAcceptance: it is there.\n");
    folder.write("hull.md", part("Hull"));
    folder.write("sails.md", part("Sails"));
    folder.write(
        "launch.md",
        "# Launch plan\n\nSee [hull](hull.md) and [sails](sails.md).\n\n## Epic 1: Launch\n\nDepends on: Sprint 2\n\n\
         Acceptance: it swims.\n",
    );
    let output = milepost(&folder, &["check", "launch.md"]);
    assert!(
        stdout(&output).starts_with(
            "warning[ambiguous-dependency]: Epic 1 depends on Sprint 2, of which there are several: in hull.md and in \
             sails.md\n"
        ),
        "{}",
        stdout(&output)
    );
}

#[test]
fn the_rules_of_structure_are_told_at_the_command_line() {
    let folder = Folder::new();
    folder.write("playbill.md", include_str!("suite/puppetry.md"));
    folder.write("season.md", include_str!("suite/season.md"));
    folder.write("garden.md", include_str!("suite/allotment.md"));
    let output = milepost(&folder, &["check", "--output", "json"]);
    let findings: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let told: Vec<&str> = findings.as_array().unwrap().iter().filter_map(|it| it["rule"].as_str()).collect();
    for rule in ["swallowed-heading", "unclosed-fence", "not-a-heading", "empty-unit", "empty-acceptance-criteria"] {
        assert!(told.contains(&rule), "{rule} is not among {told:?}");
    }
}

#[test]
fn every_rule_speaks_on_the_command_line_as_its_page_says() {
    let folder = Folder::new();
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    for path in marks::AROUND {
        folder.write(path, "");
    }
    for rule in milepost_core::lint::rules() {
        let level = if rule.is_on { String::new() } else { format!("{} = \"warning\"\n", rule.name) };
        folder.write("milepost.toml", format!("[rules]\n{level}"));
        for example in marks::examples(rule, "Bad") {
            let (text, wanted) = marks::unmarked(&example);
            let output = with_input(&folder, &["check", "--output", "json", "--today", "2026-01-15", "-"], &text);
            let findings: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
            let place = |it: &Value| (it["line"].as_u64().unwrap() as u32, it["rule"].as_str().unwrap().to_owned());
            let found: Vec<_> = findings.iter().map(place).collect();
            let wanted: Vec<_> = wanted.iter().map(|it| (it.line, rule.name.to_owned())).collect();
            assert_eq!(found, wanted, "{}\n{text}", rule.name);
        }
    }
}

#[test]
fn links_into_other_plans_are_followed() {
    let folder = Folder::new();
    folder.write("plans/hull.md", "# Hull plan\n\n## Sprint 1: Planks & Nails\n\nAcceptance: it floats.\n");
    folder.write(
        "launch.md",
        "# Launch plan\n\nSee [planks](plans/hull.md#sprint-1-planks--nails), [mast](plans/hull.md#sprint-2-mast),\n\
         [notes](notes.md#any) and [below](#sprint-3-launch).\n\n## Sprint 3: Launch\n\nAcceptance: it swims.\n",
    );
    let output = milepost(&folder, &["check", "--output", "json", "."]);
    let findings: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let said: Vec<&str> = findings.iter().map(|it| it["message"].as_str().unwrap()).collect();
    assert_eq!(said, ["plans/hull.md#sprint-2-mast leads nowhere: no heading of plans/hull.md has that anchor"]);
}

#[test]
fn links_to_files_are_looked_up_in_a_repository() {
    let plan = "# Launch plan\n\n## Sprint 1: Launch\n\nSee [a](notes/hull.pdf), ![b](notes/mast.png \"The mast\"), [c](notes/hul.pdf#page=3), \
                [d](../elsewhere.pdf), [e](/site/root.pdf), [f](gone/page.html), [g](wiki/Page), [h](src/{name}.rs), \
                [i](https://example.org/gone.pdf), [j](notes/sail%20two.pdf), [k](notes) and [l][l].\n\n\
                Acceptance: it swims.\n\n[l]: gone.pdf\n";
    let folder = Folder::new();
    folder.write("docs/plan.md", plan);
    for path in ["docs/notes/hull.pdf", "docs/notes/sail two.pdf"] {
        folder.write(path, "");
    }
    let said = || {
        let output = milepost(&folder, &["check", "--output", "json", "docs/plan.md"]);
        let findings: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
        findings.iter().map(|it| it["message"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(said(), [""; 0], "outside of a repository nobody can tell");
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    assert_eq!(
        said(),
        [
            "notes/mast.png leads nowhere: there is no such file",
            "notes/hul.pdf#page=3 leads nowhere: there is no such file; did you mean notes/hull.pdf?",
            "../elsewhere.pdf leads nowhere: there is no such file",
            "gone.pdf leads nowhere: there is no such file",
        ]
    );
}
