//! `milepost next` as a person and a program use it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::process::Output;

use expect_test::{Expect, expect};
use serde_json::Value;
use support::command::{milepost, stderr, stdout};
use support::folder::Folder;

const PLAN: &str = "\
# Archive plan

## Phase 1: Import (2026-01-05 to 2026-01-16)

**Owner:** Ana

- [x] T001 Read the tapes
- [-] T002 Read the disks
- [ ] T003 Compare the two (depends on T001)
- [ ] T004 Publish [the numbers](https://example.org) (depends on T002)

## Phase 2: Search (2026-01-19 to 2026-01-30)

**Owner:** Boris
**Depends on:** Phase 1

- [ ] Build the index

## Phase 3: Pictures

**Depends on:** SHOP-1042

- [ ] Scan them

## Phase 4: Reading room

### Sprint 1: Chairs

- [ ] Buy chairs
- [ ] Paint `them`
- [ ] Place them
- [ ] Count them

### Sprint 2: Lamps

- [x] Buy lamps

## Phase 5: Feast (deferred)

- [ ] Bake

## Phase 6: Microfilm

**Status:** Cancelled

- [ ] Buy a reader
";

fn next(folder: &Folder, arguments: &[&str]) -> Output {
    milepost(folder, &[&["next", "--today", "2026-01-19"], arguments].concat())
}

fn prints(output: &Output, wanted: Expect) {
    wanted.assert_eq(&stdout(output));
}

fn says(output: &Output, wanted: Expect) {
    wanted.assert_eq(&stderr(output));
}

#[test]
fn what_is_in_progress_then_what_is_ready_then_what_waits() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let output = next(&folder, &[]);
    prints(
        &output,
        expect![[r#"
            In progress (1)
            plan.md:3: Phase 1: Import — 1 of 4 done, 2026-01-05 to 2026-01-16, was due 3 days ago
                 8: T002 Read the disks (in progress)
                 9: T003 Compare the two

            Ready (1)
            plan.md:27: Sprint 1: Chairs — in Phase 4, 0 of 4 done
                29: Buy chairs
                30: Paint them
                31: Place them
                    … and 1 more

            Blocked (3)
            plan.md:10: T004 Publish the numbers — in Phase 1, was due on 2026-01-16, 3 days ago, waits for T002
            plan.md:12: Phase 2: Search — 0 of 1 done, 2026-01-19 to 2026-01-30, waits for Phase 1
            plan.md:19: Phase 3: Pictures — 0 of 1 done, waits for SHOP-1042, which no plan defines
        "#]],
    );
    says(
        &output,
        expect![[r#"
        1 deferred item is left out; --all shows it
    "#]],
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn all_shows_every_task_and_what_is_put_off() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let output = next(&folder, &["--all", "plan.md"]);
    let out = stdout(&output);
    assert!(out.contains("Count them") && !out.contains("more"), "{out}");
    assert!(out.contains("Deferred (1)\nplan.md:38: Phase 5: Feast — 0 of 1 done\n"), "{out}");
    says(&output, expect![[r#""#]]);
}

#[test]
fn a_limit_says_what_it_leaves_out() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let out = stdout(&next(&folder, &["--limit", "1"]));
    assert!(out.contains("Blocked (3)\n") && out.contains("… and 2 more\n"), "{out}");
}

#[test]
fn an_owner_sees_what_is_theirs() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    prints(
        &next(&folder, &["--owner", "boris"]),
        expect![[r#"
            Blocked (1)
            plan.md:12: Phase 2: Search — 0 of 1 done, 2026-01-19 to 2026-01-30, waits for Phase 1
        "#]],
    );
}

#[test]
fn what_is_due_first_comes_first_in_any_document() {
    let folder = Folder::new();
    folder.write("a.md", "# Plan\n\n## Sprint 1: Late (2026-03-02 to 2026-03-13)\n\n- [ ] T001 Do it\n");
    folder.write("b.md", "# Plan\n\n## Sprint 7: Soon (2026-02-02 to 2026-02-13)\n\n- [ ] B001 Do it\n");
    folder.write("c.md", "# Plan\n\n## Sprint 9: Whenever\n\n- [ ] C001 Do it\n");
    prints(
        &next(&folder, &[]),
        expect![[r#"
            Ready (3)
            b.md:3: Sprint 7: Soon — 0 of 1 done, 2026-02-02 to 2026-02-13
                 5: B001 Do it
            a.md:3: Sprint 1: Late — 0 of 1 done, 2026-03-02 to 2026-03-13
                 5: T001 Do it
            c.md:3: Sprint 9: Whenever — 0 of 1 done
                 5: C001 Do it
        "#]],
    );
}

#[test]
fn a_plan_that_declares_nothing_is_ready_as_a_whole_and_that_is_said() {
    let folder = Folder::new();
    folder.write("plan.md", "# Plan\n\n## Sprint 1: A\n\n- [ ] Do it\n\n## Sprint 2: B\n\n- [ ] Do it too\n");
    let output = next(&folder, &[]);
    assert!(stdout(&output).starts_with("Ready (2)\n"));
    says(
        &output,
        expect![[r#"
        plan.md: no dependencies are declared, so nothing there waits for anything
    "#]],
    );
}

#[test]
fn finished_plans_and_folders_without_plans_are_said_to_be_so() {
    let folder = Folder::new();
    folder.write("done/plan.md", "# Plan\n\n## Sprint 1: A\n\n- [x] Do it\n\n## Sprint 2: B\n\n**Status:** Done\n");
    folder.write("notes/notes.md", "# Notes\n\nNothing to plan.\n");
    let output = next(&folder, &["done"]);
    prints(
        &output,
        expect![[r#"
        Done (1)
        done/plan.md: all of it is done
    "#]],
    );
    let output = next(&folder, &["notes"]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), ""));
    says(
        &output,
        expect![[r#"
        there is no plan: no Markdown file was found that can hold one
    "#]],
    );
    let json: Value = serde_json::from_slice(&next(&folder, &["notes", "--format", "json"]).stdout).unwrap();
    assert_eq!(json["ready"], serde_json::json!([]));
}

#[test]
fn circles_and_other_documents_are_named() {
    let folder = Folder::new();
    folder.write(
        "shop.md",
        "# Plan: shop\n\nSee [pay](pay.md).\n\n## Phase 1: Card\n\n**Depends on:** PAY-1\n\n- [ ] Do it\n",
    );
    folder.write(
        "pay.md",
        "# Plan: pay\n\n## PAY-1: Contract\n\n**Depends on:** PAY-2\n\n- [ ] Sign\n\n## PAY-2: Bank\n\n**Depends on:** PAY-1\n\n- [ ] Call\n",
    );
    prints(
        &next(&folder, &["shop.md", "pay.md"]),
        expect![[r#"
        Blocked (3)
        pay.md:3: PAY-1: Contract — 0 of 1 done, waits for itself through PAY-2
        pay.md:9: PAY-2: Bank — 0 of 1 done, waits for itself through PAY-1
        shop.md:5: Phase 1: Card — 0 of 1 done, waits for PAY-1 (pay.md:3)
    "#]],
    );
}

#[test]
fn json_says_the_same() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let json: Value = serde_json::from_slice(&next(&folder, &["--format", "json"]).stdout).unwrap();
    let names = |key: &str| {
        json[key].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("inProgress"), ["Phase 1"]);
    assert_eq!(names("ready"), ["Sprint 1"]);
    assert_eq!(names("blocked"), ["T004", "Phase 2", "Phase 3"]);
    assert_eq!(names("deferred"), ["Phase 5"]);
    expect![[r#"
        {
          "cycle": [],
          "due": "2026-01-16",
          "kind": "unit",
          "line": 3,
          "missing": [],
          "name": "Phase 1",
          "owner": "Ana",
          "path": "plan.md",
          "progress": {
            "done": 1,
            "of": 4
          },
          "schedule": "2026-01-05 to 2026-01-16",
          "status": "active",
          "tasks": [
            {
              "id": "T002",
              "line": 8,
              "optional": false,
              "status": "active",
              "text": "Read the disks"
            },
            {
              "id": "T003",
              "line": 9,
              "optional": false,
              "status": "todo",
              "text": "Compare the two"
            }
          ],
          "title": "Import",
          "waitsFor": [],
          "within": []
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&json["inProgress"][0]).unwrap());
    let blocked = &json["blocked"][1];
    assert_eq!(blocked["waitsFor"][0]["name"], "Phase 1");
    assert_eq!(blocked["tasks"], serde_json::json!([]));
    assert_eq!(json["blocked"][2]["missing"], serde_json::json!(["SHOP-1042"]));
    assert_eq!(json["ready"][0]["within"], serde_json::json!(["Phase 4"]));
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_listed() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let output = next(&folder, &["missing.md", "plan.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).starts_with("In progress (1)\n"));
    assert!(stderr(&output).contains("error: missing.md: there is no such file or folder\n"));
    let output = next(&folder, &["--today", "someday"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn begun_work_says_what_is_not_done_before_it_and_which_criteria_are_open() {
    let folder = Folder::new();
    let plan = "\
# Plan

## Sprint 1: Nets

- [ ] Mend\u{1b}[31m them

## Sprint 2: Boats

**Status:** In progress
**Depends on:** Sprint 1

- [x] Tar them

### Definition of Done

- [x] They float
- [ ] They float for a week

## Sprint 3: Sails

- [x] Sew them
- [x] Hoist them
";
    folder.write("plan.md", plan);
    prints(
        &next(&folder, &[]),
        expect![[r#"
        In progress (1)
        plan.md:7: Sprint 2: Boats — 1 of 1 done, 1 of 2 criteria met, although Sprint 1 is not done

        Ready (1)
        plan.md:3: Sprint 1: Nets — 0 of 1 done
             5: Mend [31m them
    "#]],
    );
}

#[test]
fn a_task_that_holds_tasks_is_worked_on_in_these() {
    let folder = Folder::new();
    folder.write(
        "plan.md",
        "# Plan\n\n## Phase 1: Setup\n\n- [ ] 1.1 Import\n  - [x] 1.1.1 Read\n  - [ ] 1.1.2 Store\n- [ ] 1.2 Report\n",
    );
    prints(
        &next(&folder, &[]),
        expect![[r#"
        In progress (1)
        plan.md:3: Phase 1: Setup — 1 of 4 done
             7: 1.1.2 Store
             8: 1.2 Report
    "#]],
    );
}

#[test]
fn colour_is_for_terminals_or_on_demand() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    assert!(!stdout(&next(&folder, &[])).contains('\u{1b}'));
    assert!(stdout(&next(&folder, &["--color", "always"])).contains("\u{1b}[1;33mIn progress"));
}
