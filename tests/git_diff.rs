//! `milepost diff` on real repositories: what a project manager reads, and what a program reads.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use expect_test::expect;
use serde_json::Value;
use support::folder::Folder;
use support::repository::{Repository, milepost};

const PLAN: &str = "\
# Ferry plan

## Sprint 1: Timetable (Weeks 1-2)

- [ ] Import the holidays (2 points)
- [ ] Model the fares

**Acceptance:**
- Every crossing appears

## Sprint 2: Tickets (Weeks 3-4)

**Depends on:** Sprint 1

- [ ] T7 Take cards

## Sprint 3: The gate (Weeks 5-6)

**Depends on:** Sprint 2

- [x] Count passengers
";

const OLD: &str = "# Winter plan\n\n## Sprint 1: Paint (Week 1)\n\n- [ ] Buy paint\n";

fn repository() -> Repository {
    let repository = Repository::new();
    repository.write("docs/ferry.md", PLAN);
    repository.write("docs/winter.md", OLD);
    repository.write("README.md", "# Ferry\n\nNo plan at all.\n");
    repository.commit("Plan");
    repository
}

/// A repository in which much has changed since its commit.
fn changed() -> Repository {
    let repository = repository();
    repository.replace("docs/ferry.md", "Tickets (Weeks 3-4)", "Tickets (Weeks 4-5)");
    repository.replace("docs/ferry.md", "Sprint 3: The gate (Weeks 5-6)", "Sprint 4: The gate (Weeks 7-9)");
    repository.replace("docs/ferry.md", "(2 points)", "(5 points)");
    repository.replace("docs/ferry.md", "- [ ] Model", "- [x] Model");
    repository.replace("docs/ferry.md", "- [x] Count", "- [ ] Count");
    repository.replace(
        "docs/ferry.md",
        "- Every crossing appears",
        "- Every crossing appears, and no other\n- It works offline",
    );
    repository.replace(
        "docs/ferry.md",
        "## Sprint 4",
        "## Sprint 3: Groups (Week 6)\n\n- [ ] Schools\n- [ ] Clubs\n\n## Sprint 4",
    );
    repository.replace("docs/ferry.md", "**Depends on:** Sprint 1\n", "**Depends on:** Sprint 1, Sprint 3\n");
    repository.remove("docs/winter.md");
    repository.write("docs/summer.md", "# Summer plan\n\n## Sprint 1: Sails (Week 1)\n\n- [ ] Hoist them\n");
    repository
}

#[test]
fn the_text_reads_like_a_report() {
    expect![[r#"
        docs/ferry.md
          ends 3 weeks later (week 6 → week 9)

          Schedule
            Sprint 2: Tickets slipped by 1 week (weeks 3–4 → 4–5)
            Sprint 4: The gate starts 2 weeks later and ends 3 weeks later (weeks 5–6 → 7–9)

          Added
            Sprint 3: Groups (week 6, 2 tasks)

          Progress
            Sprint 1: Timetable is at 1 of 2 tasks, was at 0 of 2
            Sprint 4: The gate is at 0 of 1 task, was at 1 of 1
            “Model the fares” is done
            “Count passengers” was reopened (done → todo)

          Estimates
            “Import the holidays” was re-estimated (2 points → 5 points)

          Dependencies
            Sprint 2: Tickets now waits for Sprint 3: Groups

          Acceptance criteria
            Sprint 1: Timetable has a new criterion: “It works offline”
            Sprint 1: Timetable reworded a criterion: “Every crossing appears” → “Every crossing appears, and no other”

          Renamed and moved
            Sprint 3: The gate is now Sprint 4

        docs/summer.md
          is new, with 1 unit and 1 task

        docs/winter.md
          is gone; it held 1 unit and 1 task
        exit 0
    "#]]
    .assert_eq(&changed().milepost(&["diff", "HEAD"]).all());
}

#[test]
fn markdown_is_for_a_comment() {
    expect![[r#"
        ## Plan changes since `HEAD`

        ### `docs/ferry.md`

        - The plan ends 3 weeks later (week 6 → week 9)

        **Schedule**

        - **Sprint 2: Tickets** slipped by 1 week (weeks 3–4 → 4–5)
        - **Sprint 4: The gate** starts 2 weeks later and ends 3 weeks later (weeks 5–6 → 7–9)

        **Added**

        - **Sprint 3: Groups** (week 6, 2 tasks)

        **Progress**

        - **Sprint 1: Timetable** is at 1 of 2 tasks, was at 0 of 2
        - **Sprint 4: The gate** is at 0 of 1 task, was at 1 of 1
        - **“Model the fares”** is done
        - **“Count passengers”** was reopened (done → todo)

        **Estimates**

        - **“Import the holidays”** was re-estimated (2 points → 5 points)

        **Dependencies**

        - **Sprint 2: Tickets** now waits for Sprint 3: Groups

        **Acceptance criteria**

        - **Sprint 1: Timetable** has a new criterion: “It works offline”
        - **Sprint 1: Timetable** reworded a criterion: “Every crossing appears” → “Every crossing appears, and no other”

        **Renamed and moved**

        - **Sprint 3: The gate** is now Sprint 4

        ### `docs/summer.md`

        - The plan is new, with 1 unit and 1 task

        ### `docs/winter.md`

        - The plan is gone; it held 1 unit and 1 task
        exit 0
    "#]].assert_eq(&changed().milepost(&["diff", "HEAD", "--format", "markdown"]).all());
}

#[test]
fn json_tells_everything() {
    let repository = changed();
    let run = repository.milepost(&["diff", "HEAD", "--format", "json", "docs/ferry.md"]);
    let value: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(value["commit"].as_str().unwrap(), repository.git(&["rev-parse", "HEAD"]).trim());
    assert_eq!(value["plans"].as_array().unwrap().len(), 1);
    let plan = &value["plans"][0];
    let sprint = plan["items"].as_array().unwrap().iter().find(|it| it["new"]["label"] == "Sprint 2").unwrap();
    expect![[r#"
        {
          "changes": [
            {
              "endLater": 1,
              "in": "weeks",
              "new": {
                "from": 4,
                "to": 5,
                "unit": "week"
              },
              "old": {
                "from": 3,
                "to": 4,
                "unit": "week"
              },
              "startLater": 1,
              "what": "schedule"
            },
            {
              "added": [
                "Sprint 3: Groups"
              ],
              "dropped": [],
              "reworded": [],
              "what": "dependencies"
            }
          ],
          "elsewhere": null,
          "new": {
            "container": null,
            "ids": [],
            "label": "Sprint 2",
            "line": 12,
            "name": "Sprint 2: Tickets",
            "schedule": {
              "from": 4,
              "to": 5,
              "unit": "week"
            },
            "status": null,
            "title": "Tickets"
          },
          "old": {
            "container": null,
            "ids": [],
            "label": "Sprint 2",
            "line": 11,
            "name": "Sprint 2: Tickets",
            "schedule": {
              "from": 3,
              "to": 4,
              "unit": "week"
            },
            "status": null,
            "title": "Tickets"
          },
          "sort": "unit",
          "state": "changed"
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(sprint).unwrap());
    expect![[r#"{"in":"weeks","later":3,"new":"week 9","old":"week 6"}"#]]
        .assert_eq(&serde_json::to_string(&plan["end"]).unwrap());
}

#[test]
fn nothing_changed_is_said_and_json_is_valid() {
    let repository = repository();
    expect![[r#"
        no plan was touched since HEAD
        exit 0
    "#]]
    .assert_eq(&repository.milepost(&["diff", "HEAD", "--exit-code"]).all());
    repository.replace("docs/ferry.md", "# Ferry plan\n", "# Ferry plan\n\nWith a word more.\n");
    expect![[r#"
        one plan was touched since HEAD, and says the same as then
        exit 0
    "#]]
    .assert_eq(&repository.milepost(&["diff", "HEAD", "--exit-code"]).all());
    expect![[r#"
        ## Plan changes since `HEAD`

        Nothing that a plan says has changed.
        one plan was touched since HEAD, and says the same as then
        exit 0
    "#]]
    .assert_eq(&repository.milepost(&["diff", "HEAD", "--format", "markdown"]).all());
    let run = repository.milepost(&["diff", "HEAD", "--format", "json"]);
    let value: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(value["plans"], Value::Array(Vec::new()));
}

#[test]
fn the_exit_code_tells_where_it_is_asked_for() {
    let repository = changed();
    assert_eq!(repository.milepost(&["diff", "HEAD"]).code, 0);
    assert_eq!(repository.milepost(&["diff", "HEAD", "--exit-code"]).code, 1);
}

#[test]
fn a_renamed_plan_is_the_same_plan() {
    let repository = repository();
    repository.git(&["mv", "docs/ferry.md", "docs/boat.md"]);
    repository.replace("docs/boat.md", "Tickets (Weeks 3-4)", "Tickets (Weeks 3-5)");
    expect![[r#"
        docs/boat.md
          stood at docs/ferry.md before

          Schedule
            Sprint 2: Tickets ends 1 week later (weeks 3–4 → 3–5)
        exit 0
    "#]]
    .assert_eq(&repository.milepost(&["diff", "HEAD"]).all());
    // Below a folder, paths are shown from there; the plan is named by either path.
    expect![[r#"
        boat.md
          stood at ferry.md before

          Schedule
            Sprint 2: Tickets ends 1 week later (weeks 3–4 → 3–5)
        exit 0
    "#]]
    .assert_eq(&repository.milepost_in("docs", &["diff", "HEAD", "ferry.md"]).all());
}

#[test]
fn from_where_histories_parted() {
    let repository = repository();
    repository.git(&["switch", "--quiet", "--create", "topic"]);
    repository.replace("docs/winter.md", "(Week 1)", "(Week 2)");
    repository.commit("Later");
    repository.git(&["switch", "--quiet", "main"]);
    repository.replace("docs/ferry.md", "- [ ] Model", "- [x] Model");
    repository.commit("Modelled");
    repository.git(&["switch", "--quiet", "topic"]);
    expect![[r#"
        docs/winter.md
          ends 1 week later (week 1 → week 2)

          Schedule
            Sprint 1: Paint slipped by 1 week (week 1 → 2)
        exit 0
    "#]]
    .assert_eq(&repository.milepost(&["diff", "main", "--merge-base"]).all());
    expect![[r#"
        docs/ferry.md

          Progress
            Sprint 1: Timetable is at 0 of 2 tasks, was at 1 of 2
            “Model the fares” was reopened (done → todo)

        docs/winter.md
          ends 1 week later (week 1 → week 2)

          Schedule
            Sprint 1: Paint slipped by 1 week (week 1 → 2)
        exit 0
    "#]]
    .assert_eq(&repository.milepost(&["diff", "main"]).all());
}

#[test]
fn what_cannot_be_compared_is_said() {
    let repository = repository();
    let said = |arguments: &[&str]| repository.milepost(arguments).all();
    expect![[r#"
        error: no branch, tag or commit is called `no-such-branch`
        exit 2
    "#]]
    .assert_eq(&said(&["diff", "no-such-branch"]));
    expect![[r#"
        error: `--output=/tmp/x` is no revision
        exit 2
    "#]]
    .assert_eq(&said(&["diff", "--output=/tmp/x"]));
    expect![[r#"
        error: no-such-folder: there is no such file or folder, neither now nor then
        no plan was touched since HEAD
        exit 2
    "#]]
    .assert_eq(&said(&["diff", "HEAD", "no-such-folder"]));
    let folder = Folder::new();
    let run = milepost(&folder.path, &["diff", "HEAD"], &[]);
    expect![[r#"
        error: FOLDER is in no git repository
        exit 2
    "#]]
    .assert_eq(&run.all().replace(folder.path.to_str().unwrap(), "FOLDER"));
}

/// What stands in a plan neither formats a comment, nor calls people to it, nor moves a terminal's cursor.
#[test]
fn names_are_only_names() {
    let repository = repository();
    repository.replace("docs/ferry.md", "Sprint 2: Tickets", "Sprint 2: @ada <b>Tickets</b> \u{1b}[2J [x](y)");
    let text = repository.milepost(&["diff", "HEAD"]).out;
    assert!(!text.contains('\u{1b}'), "{text:?}");
    let markdown = repository.milepost(&["diff", "HEAD", "--format", "markdown"]).out;
    assert!(!markdown.contains("<b>") && !markdown.contains("@ada") && !markdown.contains('\u{1b}'), "{markdown:?}");
}

#[test]
fn what_goes_to_another_plan_is_neither_dropped_nor_added() {
    let repository = repository();
    let gate = "## Sprint 3: The gate (Weeks 5-6)\n\n**Depends on:** Sprint 2\n\n- [x] Count passengers\n";
    repository.replace("docs/ferry.md", gate, "");
    repository.write("docs/gate.md", &format!("# Gate plan\n\n{gate}"));
    expect![[r#"
        docs/ferry.md
          ends 2 weeks earlier (week 6 → week 4)

          Renamed and moved
            Sprint 3: The gate went to docs/gate.md

        docs/gate.md
          is new, with 1 unit and 1 task

          Renamed and moved
            Sprint 3: The gate came from docs/ferry.md
        exit 0
    "#]]
    .assert_eq(&repository.milepost(&["diff", "HEAD"]).all());
}
