//! `milepost config` and `milepost init` as a person runs them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::process::Output;

use expect_test::{Expect, expect};
use serde_json::Value;
use support::command::{milepost, stderr, stdout};
use support::folder::Folder;

/// A repository with a configuration that extends another.
fn configured() -> Folder {
    let folder = Folder::new();
    folder.write(".git/HEAD", "");
    folder.write(
        "base.toml",
        "exclude = [\"old\"]\n[rules]\nschedule-gap = \"off\"\noverlapping-weeks = \"info\"\n[schedule]\nstart = 2026-01-05\n",
    );
    folder.write(
        "milepost.toml",
        "\
extend = \"base.toml\"
exclude = [\"drafts\"]
[rules]
overlapping-weeks = \"error\"
[[overrides]]
files = [\"docs/*.md\"]
profile = \"kiro\"
rules = { overlapping-weeks = \"hint\" }
[vocabulary.units]
umlauf = [\"Runde\"]
[schedule]
holidays = [2026-04-03]
[tracker.prefixes]
PROJ = \"https://example.org/{id}\"
",
    );
    folder.write("docs/plan.md", "# Plan\n");
    folder
}

/// The lines that are not as they come.
fn shown(output: &Output, wanted: Expect) {
    let lines = stdout(output);
    wanted.assert_eq(
        &lines.lines().filter(|it| !it.ends_with("# default")).map(|it| format!("{it}\n")).collect::<String>(),
    );
}

#[test]
fn each_setting_is_shown_with_its_line() {
    let folder = configured();
    shown(
        &milepost(&folder, &["config", "show", "docs/plan.md"]),
        expect![[r##"
        # docs/plan.md
        # milepost.toml
        # extends base.toml
        exclude = "old"                                     # base.toml:1
        exclude = "drafts"                                  # milepost.toml:2
        profile = "kiro"                                    # milepost.toml:7
        rules.overlapping-weeks = "hint"                    # milepost.toml:8
        rules.schedule-gap = "off"                          # base.toml:3
        vocabulary.units.umlauf = ["Runde"]                 # milepost.toml:10
        schedule.start = 2026-01-05                         # base.toml:6
        schedule.holidays = 2026-04-03                      # milepost.toml:12
        tracker.prefixes.PROJ = "https://example.org/{id}"  # milepost.toml:14
    "##]],
    );
    shown(
        &milepost(&folder, &["config", "show", "old/plan.md"]),
        expect![[r##"
        # old/plan.md, which is left out
        # milepost.toml
        # extends base.toml
        exclude = "old"                                     # base.toml:1
        exclude = "drafts"                                  # milepost.toml:2
        rules.overlapping-weeks = "error"                   # milepost.toml:4
        rules.schedule-gap = "off"                          # base.toml:3
        vocabulary.units.umlauf = ["Runde"]                 # milepost.toml:10
        schedule.start = 2026-01-05                         # base.toml:6
        schedule.holidays = 2026-04-03                      # milepost.toml:12
        tracker.prefixes.PROJ = "https://example.org/{id}"  # milepost.toml:14
    "##]],
    );
    shown(
        &milepost(&folder, &["config", "show"]),
        expect![[r##"
        # milepost.toml
        # extends base.toml
        exclude = "old"                                     # base.toml:1
        exclude = "drafts"                                  # milepost.toml:2
        rules.overlapping-weeks = "error"                   # milepost.toml:4
        rules.schedule-gap = "off"                          # base.toml:3
        vocabulary.units.umlauf = ["Runde"]                 # milepost.toml:10
        schedule.start = 2026-01-05                         # base.toml:6
        schedule.holidays = 2026-04-03                      # milepost.toml:12
        tracker.prefixes.PROJ = "https://example.org/{id}"  # milepost.toml:14
    "##]],
    );
    shown(
        &milepost(&folder, &["config", "show", "--no-config"]),
        expect![[r#"
        # There is no milepost.toml: everything is as it comes.
    "#]],
    );
    let all = stdout(&milepost(&folder, &["config", "show"]));
    assert!(all.contains("\nprofile is not set "), "{all}");
    assert!(all.contains("\nrules.reversed-range = \"error\" "), "{all}");
}

#[test]
fn settings_are_shown_as_json() {
    let folder = configured();
    let output = milepost(&folder, &["config", "show", "--format", "json", "docs/plan.md"]);
    let shown: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(shown["file"], "docs/plan.md");
    assert_eq!(shown["read"], true);
    assert_eq!(shown["configurations"], serde_json::json!(["base.toml", "milepost.toml"]));
    let of = |key: &str| shown["settings"].as_array().unwrap().iter().find(|it| it["key"] == key).unwrap().clone();
    assert_eq!(of("rules.overlapping-weeks")["value"], "hint");
    assert_eq!(of("rules.overlapping-weeks")["from"], serde_json::json!({ "path": "milepost.toml", "line": 8 }));
    assert_eq!(of("schedule.start")["from"], serde_json::json!({ "path": "base.toml", "line": 6 }));
    assert_eq!(of("rules.reversed-range")["from"], Value::Null);
}

#[test]
fn what_is_wrong_is_said_beside_what_holds() {
    let folder = Folder::new();
    folder.write(".git/HEAD", "");
    folder.write("milepost.toml", "overlapping-weeks = \"off\"\n");
    let output = milepost(&folder, &["config", "show"]);
    assert_eq!(output.status.code(), Some(2));
    expect![[r#"
        error[configuration]: there is no key `overlapping-weeks`
         --> milepost.toml:1:1
          |
        1 | overlapping-weeks = "off"
          | ^^^^^^^^^^^^^^^^^
          |
          = help: rules stand below `[rules]`

    "#]]
    .assert_eq(&stderr(&output));
    assert!(stdout(&output).contains("rules.overlapping-weeks = \"warning\""));
}

#[test]
fn a_configuration_is_begun_once() {
    let folder = Folder::new();
    folder.write(".git/HEAD", "");
    let output = milepost(&folder, &["init"]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), "wrote milepost.toml\n"));
    let written = std::fs::read_to_string(folder.path.join("milepost.toml")).unwrap();
    assert!(written.starts_with("#:schema "), "{written}");
    assert_eq!(stdout(&milepost(&folder, &["init", "--stdout"])), written);
    assert_eq!(milepost(&folder, &["config", "show"]).status.code(), Some(0));
    std::fs::write(folder.path.join("milepost.toml"), "# mine\n").unwrap();
    let output = milepost(&folder, &["init"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("there is a milepost.toml already"));
    assert_eq!(std::fs::read_to_string(folder.path.join("milepost.toml")).unwrap(), "# mine\n");
}

#[test]
fn the_schema_is_printed() {
    let folder = Folder::new();
    let schema: Value = serde_json::from_slice(&milepost(&folder, &["config", "schema"]).stdout).unwrap();
    assert!(schema["properties"]["rules"]["properties"]["overlapping-weeks"].is_object());
}
