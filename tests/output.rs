//! `check --output`: every format over one workspace, over none, into files, and what goes wrong.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::process::Output;

use expect_test::{Expect, expect, expect_file};
use serde_json::{Value, json};
use support::command::milepost;
use support::folder::Folder;

const FORMATS: [&str; 10] =
    ["full", "concise", "grouped", "json", "json-lines", "sarif", "github", "gitlab", "junit", "rdjson"];

/// Its name holds what URIs and workflow commands escape, its columns differ by encoding, and its other side is in
/// another file.
const MOVE: (&str, &str) = (
    "docs/größe, 100%.md",
    "\
# Umzug nach Zürich 🏔

## Phase 1: Planung „Büro“ (Weeks 1-2)

- Acceptance: the contract is signed & <sealed>.

## Phase 2: Packing 📦 (Weeks 2-3)

Depends on: Phase 1, 🚚 Phase 7

- Acceptance: 100% of the boxes are labelled.

## Phase 4: Moving 🚚 (Weeks 4-5)

Depends on: Phase 1, Phase 2, Sprint 1

Depends on: Phase 8

Depends on: Phase 8
",
);

const ROADMAP: (&str, &str) = (
    "roadmap.md",
    "\
# Roadmap

## Sprint 1: \"Import\" (Weeks 1-2)

**Deliverable:** the importer.

Depends on: Phase 4

## Sprint 2: Search (Weeks 3-4)

- Acceptance: every page is found by its title.
",
);

const CLEAN: (&str, &str) = ("zen.md", "# Plan\n\n## Sprint 9: Rest (Week 1)\n\n- Acceptance: everybody slept.\n");

fn workspace() -> Folder {
    let folder = Folder::new();
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    folder.write("readme.md", "# Hello\n\nNo plan.\n");
    for (name, text) in [MOVE, ROADMAP, CLEAN] {
        folder.write(name, text);
    }
    folder
}

fn check(folder: &Folder, arguments: &[&str]) -> Output {
    milepost(folder, &[&["check"], arguments].concat())
}

fn report(folder: &Folder, format: &str) -> String {
    String::from_utf8(check(folder, &["--output", format]).stdout).unwrap()
}

fn parsed(folder: &Folder, format: &str) -> Value {
    serde_json::from_str(&report(folder, format)).unwrap()
}

fn says(output: &Output, wanted: Expect) {
    wanted.assert_eq(std::str::from_utf8(&output.stderr).unwrap());
}

#[test]
fn every_format_is_as_it_is_written_down() {
    let folder = workspace();
    expect_file!["output/full.txt"].assert_eq(&report(&folder, "full"));
    expect_file!["output/concise.txt"].assert_eq(&report(&folder, "concise"));
    expect_file!["output/grouped.txt"].assert_eq(&report(&folder, "grouped"));
    expect_file!["output/report.json"].assert_eq(&report(&folder, "json"));
    expect_file!["output/report.jsonl"].assert_eq(&report(&folder, "json-lines"));
    expect_file!["output/github.txt"].assert_eq(&report(&folder, "github"));
    expect_file!["output/gitlab.json"].assert_eq(&report(&folder, "gitlab"));
    expect_file!["output/junit.xml"].assert_eq(&report(&folder, "junit"));
    expect_file!["output/rdjson.json"].assert_eq(&report(&folder, "rdjson"));
    // The rules and their pages change with every version: `sarif_describes_every_rule` looks at them.
    let mut sarif = parsed(&folder, "sarif");
    let driver = sarif["runs"][0]["tool"]["driver"].as_object_mut().unwrap();
    driver.retain(|key, _| key == "name");
    for result in sarif["runs"][0]["results"].as_array_mut().unwrap() {
        result.as_object_mut().unwrap().remove("ruleIndex");
    }
    expect_file!["output/report.sarif"].assert_eq(&format!("{}\n", serde_json::to_string_pretty(&sarif).unwrap()));
}

#[test]
fn every_format_is_valid_when_nothing_is_found() {
    let folder = Folder::new();
    folder.write(CLEAN.0, CLEAN.1);
    for format in FORMATS {
        let output = check(&folder, &["--output", format]);
        assert_eq!(output.status.code(), Some(0), "{format}");
        let text = std::str::from_utf8(&output.stdout).unwrap();
        let value = || serde_json::from_str::<Value>(text).unwrap();
        match format {
            "full" | "concise" | "grouped" | "json-lines" | "github" => assert_eq!(text, "", "{format}"),
            "json" | "gitlab" => assert_eq!(value(), json!([]), "{format}"),
            "rdjson" => assert_eq!(value(), json!({"source": {"name": "milepost"}, "diagnostics": []})),
            "sarif" => assert_eq!(value()["runs"][0]["results"], json!([])),
            _ => expect![[r#"
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="milepost" tests="1" failures="0" errors="0">
                  <testsuite name="zen.md" tests="1" failures="0" errors="0">
                    <testcase name="no findings" classname="zen.md" file="zen.md"/>
                  </testsuite>
                </testsuites>
            "#]]
            .assert_eq(text),
        }
        let is_for_people = ["full", "concise", "grouped"].contains(&format);
        assert_eq!(output.stderr.is_empty(), !is_for_people, "{format}");
    }
}

#[test]
fn a_run_that_checks_nothing_says_so_beside_a_valid_report() {
    let folder = Folder::new();
    folder.write("readme.md", "# Hello\n");
    for format in FORMATS {
        let output = check(&folder, &["--output", format, "readme.md"]);
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "nothing was checked: the file is no plan\n", "{format}");
        if format == "junit" {
            expect![[r#"
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="milepost" tests="0" failures="0" errors="0"/>
            "#]]
            .assert_eq(std::str::from_utf8(&output.stdout).unwrap());
        }
    }
}

#[test]
fn sarif_describes_every_rule() {
    let sarif = parsed(&workspace(), "sarif");
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: Vec<&str> = rules.iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!(ids, milepost_core::lint::rules().iter().map(|it| it.name).collect::<Vec<_>>());
    for rule in rules {
        assert!(!rule["shortDescription"]["text"].as_str().unwrap().is_empty(), "{rule}");
        assert!(!rule["help"]["markdown"].as_str().unwrap().is_empty(), "{rule}");
        assert!(["error", "warning", "note"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap()));
    }
    for result in run["results"].as_array().unwrap() {
        assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], result["ruleId"]);
    }
}

#[test]
fn an_unreadable_file_is_in_the_reports_that_have_a_place_for_it() {
    let folder = workspace();
    folder.write("latin1.md", b"# Plan\n\n## Sprint 1: Caf\xe9\n");
    let output = check(&folder, &["--output", "sarif", "latin1.md"]);
    assert_eq!(output.status.code(), Some(2));
    let sarif: Value = serde_json::from_slice(&output.stdout).unwrap();
    let invocation = &sarif["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], json!(false));
    let said = invocation["toolExecutionNotifications"][0]["message"]["text"].as_str().unwrap();
    assert!(said.starts_with("latin1.md: is not UTF-8"), "{said}");
    let output = check(&folder, &["--output", "junit", "latin1.md"]);
    let junit = String::from_utf8(output.stdout).unwrap();
    assert!(junit.contains("errors=\"1\"") && junit.contains("<error message=\"latin1.md: is not UTF-8"), "{junit}");
}

/// The text after `edits`, each a range of bytes and what comes there, ascending.
fn edited(text: &str, edits: &[(usize, usize, String)]) -> String {
    let mut text = text.to_owned();
    for (start, end, insert) in edits.iter().rev() {
        text.replace_range(start..end, insert);
    }
    text
}

/// The byte at line and column, both from 1, where `width` says how many columns a character has.
fn offset(text: &str, line: &Value, column: &Value, width: fn(char) -> usize) -> usize {
    let start: usize =
        text.split_inclusive('\n').take(line.as_u64().unwrap() as usize - 1).map(|line| line.len()).sum();
    let mut left = column.as_u64().unwrap() as usize - 1;
    let inside = text[start..].chars().take_while(|&it| {
        let stays = left > 0;
        left = left.saturating_sub(width(it));
        stays
    });
    start + inside.map(char::len_utf8).sum::<usize>()
}

#[test]
fn the_fixes_of_all_formats_do_the_same() {
    let folder = workspace();
    let [json, sarif, rdjson] = ["json", "sarif", "rdjson"].map(|it| parsed(&folder, it));
    let mut count = 0;
    for (at, finding) in json.as_array().unwrap().iter().enumerate() {
        let sarif = &sarif["runs"][0]["results"][at];
        let rdjson = &rdjson["diagnostics"][at];
        for (which, fix) in finding["fixes"].as_array().unwrap().iter().enumerate() {
            let path = finding["path"].as_str().unwrap();
            let text = [MOVE, ROADMAP].into_iter().find(|it| it.0 == path).unwrap().1;
            let by_json = fix["edits"].as_array().unwrap().iter().map(|it| {
                let start = offset(text, &it["line"], &it["column"], |_| 1);
                let end = offset(text, &it["endLine"], &it["endColumn"], |_| 1);
                (start, end, it["insert"].as_str().unwrap().to_owned())
            });
            let replacements = sarif["fixes"][which]["artifactChanges"][0]["replacements"].as_array().unwrap();
            let by_sarif = replacements.iter().map(|it| {
                let region = &it["deletedRegion"];
                let start = offset(text, &region["startLine"], &region["startColumn"], char::len_utf16);
                let end = offset(text, &region["endLine"], &region["endColumn"], char::len_utf16);
                (start, end, it["insertedContent"]["text"].as_str().unwrap().to_owned())
            });
            let suggestion = &rdjson["suggestions"][which];
            let at = |it: &Value| offset(text, &it["line"], &it["column"], char::len_utf8);
            let range = &suggestion["range"];
            let by_rdjson = [(at(&range["start"]), at(&range["end"]), suggestion["text"].as_str().unwrap().to_owned())];
            let wanted = edited(text, &by_json.collect::<Vec<_>>());
            assert_ne!(wanted, text);
            assert_eq!(edited(text, &by_sarif.collect::<Vec<_>>()), wanted, "{sarif}");
            assert_eq!(edited(text, &by_rdjson), wanted, "{suggestion}");
            count += 1;
        }
    }
    assert!(count >= 3, "{count} fixes are too few to say anything");
}

#[test]
fn fingerprints_are_one_in_every_format_unique_and_survive_moved_lines() {
    let folder = workspace();
    let of_json = |folder: &Folder| -> Vec<String> {
        let findings = parsed(folder, "json");
        findings.as_array().unwrap().iter().map(|it| it["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let prints = of_json(&folder);
    let gitlab = parsed(&folder, "gitlab");
    let sarif = parsed(&folder, "sarif");
    for (at, print) in prints.iter().enumerate() {
        assert_eq!(gitlab[at]["fingerprint"], json!(print));
        assert_eq!(sarif["runs"][0]["results"][at]["partialFingerprints"], json!({"milepost/v1": print}));
        assert_eq!(prints.iter().filter(|it| *it == print).count(), 1, "{print}");
    }
    folder.write(MOVE.0, MOVE.1.replacen('\n', "\n\nA word before.\n\n", 1));
    assert_eq!(of_json(&folder), prints);
}

#[test]
fn several_reports_come_from_one_run() {
    let folder = workspace();
    let all =
        ["--output", "concise", "--output=sarif=out.sarif", "--output", "junit=out.xml", "--output=json=out.json"];
    let output = check(&folder, &all);
    assert_eq!(output.status.code(), Some(1));
    for (format, text) in [
        ("concise", String::from_utf8(output.stdout.clone()).unwrap()),
        ("sarif", std::fs::read_to_string(folder.path.join("out.sarif")).unwrap()),
        ("junit", std::fs::read_to_string(folder.path.join("out.xml")).unwrap()),
        ("json", std::fs::read_to_string(folder.path.join("out.json")).unwrap()),
    ] {
        assert_eq!(text, report(&folder, format), "{format}");
    }
    let output = check(&folder, &["--output", "json=out.json"]);
    assert!(output.stdout.is_empty(), "what goes into a file goes nowhere else");
    assert!(!output.stderr.is_empty(), "people are told how it went");
}

#[test]
fn outputs_that_cannot_be_had_are_refused() {
    let folder = workspace();
    let refused = |arguments: &[&str], wanted: Expect| {
        let output = check(&folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        says(&output, wanted);
    };
    refused(
        &["--output", "full", "--output", "json"],
        expect![[r#"
        error: --output full and --output json both go to standard output; name a file for one of them: --output json=FILE
    "#]],
    );
    refused(
        &["--output", "json=a", "--output", "sarif=./a"],
        expect![[r#"
        error: two outputs go to ./a; name another file for one of them
    "#]],
    );
    refused(
        &["--output", "xml"],
        expect![[r#"
        error: invalid value 'xml' for '--output <FORMAT[=FILE]>': no format is called "xml"; there are full, concise, grouped, json, json-lines, sarif, github, gitlab, junit, rdjson

        For more information, try '--help'.
    "#]],
    );
    refused(
        &["--output", "json="],
        expect![[r#"
        error: invalid value 'json=' for '--output <FORMAT[=FILE]>': a file's name is missing behind `json=`

        For more information, try '--help'.
    "#]],
    );
    refused(
        &["--output", "json=missing/out.json"],
        expect![[r#"
            error: missing/out.json: the findings cannot be written there: the folder does not exist; create it first
            5 errors, 3 warnings, 1 remark, 1 hint in 2 of 3 plans
        "#]],
    );
    refused(
        &["--output", "json=docs"],
        expect![[r#"
            error: docs: the findings cannot be written there: it is a folder; name a file in it
            5 errors, 3 warnings, 1 remark, 1 hint in 2 of 3 plans
        "#]],
    );
    refused(
        &["--output", "concise=roadmap.md"],
        expect![[r#"
            error: roadmap.md: the findings cannot be written there: it is one of the plans that are checked
            5 errors, 3 warnings, 1 remark, 1 hint in 2 of 3 plans
        "#]],
    );
    assert!(!folder.path.join("missing").exists());
    assert_eq!(std::fs::read_to_string(folder.path.join(ROADMAP.0)).unwrap(), ROADMAP.1);
}

#[cfg(unix)]
#[test]
fn a_report_replaces_the_old_one_and_leaves_nothing_else() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = workspace();
    let real = folder.write("reports/real.json", "old");
    std::fs::set_permissions(&real, PermissionsExt::from_mode(0o640)).unwrap();
    symlink("reports/real.json", folder.path.join("link.json")).unwrap();
    check(&folder, &["--output", "json=link.json"]);
    assert_eq!(std::fs::read_to_string(&real).unwrap(), report(&folder, "json"));
    assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    assert!(folder.path.join("link.json").symlink_metadata().unwrap().is_symlink());
    let names: Vec<_> =
        std::fs::read_dir(folder.path.join("reports")).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(names, ["real.json"]);
    let output = check(&folder, &["--output", "json=/dev/null"]);
    assert_eq!(output.status.code(), Some(1), "a device is written to and stays one");
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_a_closed_pipe_is_not() {
    let folder = workspace();
    let output = check(&folder, &["--output", "json=/dev/full"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("/dev/full: the findings cannot be written there"));
}

#[test]
fn what_a_plan_holds_reaches_no_terminal_as_a_command() {
    let folder = Folder::new();
    folder.write("plan.md", "# Plan\n\n## Sprint 1: \u{1b}[31mRed (Weeks 1-2)\n\n- [ ] work\n");
    for format in ["full", "concise", "grouped", "junit"] {
        let text = report(&folder, format);
        assert!(text.contains("missing-acceptance-criteria") && !text.contains('\u{1b}'), "{format}: {text:?}");
    }
}
