//! `milepost check --fix` and `--diff`: what is mended, what is not, and what stays as it was.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::fs;
use std::process::Output;

use expect_test::{Expect, expect};
use support::command::{all, with_input};
use support::folder::Folder;

/// One fault with a safe fix, two with unsafe ones.
const PLAN: &str = "\
# Release plan

## Sprint 1: Import (Weeks 1-2)

Acceptance: every page is there.

## Sprint 2: Search (Weeks 2-3)

Depends on: Sprnt 1

Acceptance: every page is found.

##Sprint 3: Print (Weeks 4-5)

Acceptance: a page is printed.
";

fn run(folder: &Folder, arguments: &[&str], input: &str) -> Output {
    with_input(folder, &[&["check"], arguments].concat(), input)
}

fn shows(output: &Output, wanted: Expect) {
    wanted.assert_eq(&all(output));
}

#[test]
fn what_is_safe_is_mended_and_the_rest_is_told() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    shows(
        &run(&folder, &["--fix", "--output", "concise"], ""),
        expect![[r#"
            plan.md:7:22: warning[overlapping-weeks] Sprint 2 (weeks 2–3) overlaps Sprint 1 (weeks 1–2) in week 2
            plan.md:9:13: error[broken-dependency] Sprint 2 depends on Sprnt 1, which is defined nowhere; did you mean Sprint 1?
            1 error, 1 warning in 1 of 1 plan
            1 fixed, 2 remaining; 2 more with --unsafe-fixes
            exit 1
        "#]],
    );
    let mended = fs::read_to_string(folder.path.join("plan.md")).unwrap();
    assert_eq!(mended, PLAN.replace("##Sprint 3", "## Sprint 3"));
    let again = run(&folder, &["--fix", "--output", "concise"], "");
    assert!(String::from_utf8_lossy(&again.stderr).contains("0 fixed, 2 remaining"));
    assert_eq!(fs::read_to_string(folder.path.join("plan.md")).unwrap(), mended, "it is at rest");
}

#[test]
fn unsafe_fixes_are_asked_for() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    shows(
        &run(&folder, &["--fix", "--unsafe-fixes"], ""),
        expect![[r#"
            no findings in 1 plan
            3 fixed, 0 remaining
            exit 0
        "#]],
    );
    shows(
        &run(&folder, &["--unsafe-fixes"], ""),
        expect![[r#"
            error: --unsafe-fixes says what --fix and --diff do: add one of them
            exit 2
        "#]],
    );
}

#[test]
fn a_diff_shows_and_writes_nothing() {
    let folder = Folder::new();
    folder.write("docs/plan.md", PLAN);
    let output = run(&folder, &["--diff"], "");
    let wanted = "--- docs/plan.md\n+++ docs/plan.md\n@@ -10,6 +10,6 @@\n \n Acceptance: every page is found.\n \n\
                  -##Sprint 3: Print (Weeks 4-5)\n+## Sprint 3: Print (Weeks 4-5)\n \n Acceptance: a page is printed.\n";
    assert_eq!(String::from_utf8(output.stdout).unwrap(), wanted);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "1 file would be mended; --fix does it\n");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_to_string(folder.path.join("docs/plan.md")).unwrap(), PLAN);
    folder.write("docs/plan.md", PLAN.replace("##S", "## S"));
    shows(
        &run(&folder, &["--diff"], ""),
        expect![[r#"
            nothing would be mended
            exit 0
        "#]],
    );
}

#[test]
fn standard_input_is_printed_mended() {
    let folder = Folder::new();
    let output = run(&folder, &["--fix", "--stdin-filename", "plan.md", "-"], PLAN);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), PLAN.replace("##Sprint 3", "## Sprint 3"));
    assert!(!folder.path.join("plan.md").exists());
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn line_ends_byte_order_mark_mode_and_links_stay() {
    let folder = Folder::new();
    let crlf = format!("\u{feff}{}", PLAN.replace('\n', "\r\n"));
    let real = folder.write("real/plan.md", &crlf);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&real, folder.path.join("link.md")).unwrap();
        run(&folder, &["--fix", "link.md"], "");
        assert!(folder.path.join("link.md").symlink_metadata().unwrap().is_symlink());
        assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    }
    #[cfg(not(unix))]
    run(&folder, &["--fix", "real/plan.md"], "");
    assert_eq!(fs::read_to_string(&real).unwrap(), crlf.replace("##Sprint 3", "## Sprint 3"));
    let left: Vec<_> = fs::read_dir(folder.path.join("real")).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(left, ["plan.md"], "nothing half-written is left");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_is_said_and_the_rest_is_mended() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    folder.write("a.md", PLAN);
    // A scanned file may hold other bytes than UTF-8; mending would change them.
    let mut latin = PLAN.as_bytes().to_vec();
    latin.extend(b"\nGr\xfc\xdfe\n");
    folder.write("b.md", &latin);
    let locked = folder.write("locked/c.md", PLAN);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o444)).unwrap();
    let output = run(&folder, &["--fix", "--output", "concise"], "");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("error: b.md: is not mended: it is not UTF-8; convert it first"), "{said}");
    assert_eq!(output.status.code(), Some(2));
    assert!(fs::read_to_string(folder.path.join("a.md")).unwrap().contains("## Sprint 3"));
    assert_eq!(fs::read(folder.path.join("b.md")).unwrap(), latin);
    assert!(said.contains("error: locked/c.md: is not mended: it is read-only"), "{said}");
    assert_eq!(fs::read_to_string(&locked).unwrap(), PLAN);
}

#[test]
fn after_mending_nothing_safe_is_left_in_the_projects_own_plans() {
    let folder = Folder::new();
    let suite = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    for entry in fs::read_dir(suite).unwrap().map(|it| it.unwrap().path()) {
        if entry.extension().is_some_and(|it| it == "md") {
            folder.write(entry.file_name().unwrap().to_str().unwrap(), fs::read(&entry).unwrap());
        }
    }
    run(&folder, &["--fix", "--today", "2026-01-15"], "");
    let output = run(&folder, &["--diff", "--today", "2026-01-15"], "");
    shows(
        &output,
        expect![[r#"
            nothing would be mended
            exit 0
        "#]],
    );
    let output = run(&folder, &["--output", "json", "--today", "2026-01-15"], "");
    let findings: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let safe = |it: &&serde_json::Value| it["fixes"][0]["safe"] == true;
    let left: Vec<_> = findings.as_array().unwrap().iter().filter(safe).collect();
    assert!(left.is_empty(), "{left:#?}");
}
