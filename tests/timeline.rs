//! `milepost timeline` as a person, an editor or a calendar uses it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::fs;
use std::process::{Command, Output};

use expect_test::{expect, expect_file};
use serde_json::{Value, json};
use support::folder::Folder;

const DATED: &str = include_str!("timeline/plan.md");
const WEEKS: &str = include_str!("timeline/weeks.md");

fn timeline(folder: &Folder, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_milepost"));
    command.current_dir(&folder.path).arg("timeline").args(["--today", "2026-01-21"]).args(arguments);
    command.env_remove("MILEPOST_TODAY").output().unwrap()
}

fn drawn(plan: &str, format: &str) -> String {
    let folder = Folder::new();
    folder.write("plan.md", plan);
    let output = timeline(&folder, &["plan.md", "--format", format]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    String::from_utf8(output.stdout).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn every_format_of_a_plan_by_dates() {
    expect_file!["timeline/plan.svg"].assert_eq(&drawn(DATED, "svg"));
    expect_file!["timeline/plan.html"].assert_eq(&drawn(DATED, "html"));
    expect_file!["timeline/plan.mmd"].assert_eq(&drawn(DATED, "mermaid"));
    expect_file!["timeline/plan.json"].assert_eq(&drawn(DATED, "json"));
    expect_file!["timeline/plan.ics"].assert_eq(&drawn(DATED, "ical").replace("\r\n", "\n"));
}

#[test]
fn every_format_of_a_plan_by_weeks() {
    expect_file!["timeline/weeks.svg"].assert_eq(&drawn(WEEKS, "svg"));
    expect_file!["timeline/weeks.json"].assert_eq(&drawn(WEEKS, "json"));
    expect![[r#"
        gantt
            title Ferry#58; two ways
            dateFormat YYYY-MM-DD
            axisFormat W%W
            tickInterval 1week
            weekday monday
            todayMarker off
            %% Sprint 1: critical path; overlaps Sprint 2
            Sprint 1 – Timetable :active, crit, u1, 2024-01-01, 2024-01-15
            %% Sprint 2: critical path; depends on Sprint 1; overlaps Sprint 1
            Sprint 2 – Tickets :crit, u2, 2024-01-08, 2024-01-29
            Sprint 3 – Gate (from week 5 on) :u3, 2024-01-29, 2024-02-05
    "#]]
    .assert_eq(&drawn(WEEKS, "mermaid"));
}

#[test]
fn weeks_lie_on_the_calendar_where_their_start_is_known() {
    let folder = Folder::new();
    folder.write("plan.md", WEEKS);
    folder.write("milepost.toml", "[schedule]\nstart = 2026-01-05\n");
    let output = timeline(&folder, &["plan.md", "--format", "ical"]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(
        text.contains("DTSTART;VALUE=DATE:20260112\r\nDTEND;VALUE=DATE:20260202\r\nSUMMARY:Sprint 2: Tickets"),
        "{text}"
    );
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 2, "an open end is no entry");
    assert!(stderr(&output).contains("plan.md: 1 unit has no end and no entry"), "{}", stderr(&output));
}

#[test]
fn a_plan_tells_itself_when_its_weeks_begin() {
    let plan =
        "# Plan\n\n## Week 3 (2026-01-19 to 2026-01-23)\n\n- [ ] a\n\n## Sprint 1: Import (Weeks 1-2)\n\n- [ ] b\n";
    let value: Value = serde_json::from_str(&drawn(plan, "json")).unwrap();
    assert_eq!(value["plans"][0]["units"][1]["schedule"]["start"], "2026-01-05");
    assert_eq!(value["plans"][0]["charts"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_calendar_is_folded_and_ends_its_lines_as_it_must() {
    let text = drawn(DATED, "ical");
    for line in text.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains('\n'), "{line}");
    }
    assert!(text.contains("SUMMARY:Phase 2: Oven\\, \"the old lady\" & chimney\\; bricks"), "{text}");
    let uid =
        |text: &str| text.split("\r\n").filter(|it| it.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>();
    let later = drawn(&DATED.replace("2026-01-12", "2026-01-13").replace("Shop (", "Shop and café ("), "ical");
    assert_eq!(uid(&text), uid(&later), "a unit that moves stays the same entry");
}

#[test]
fn a_track_in_a_drawing_has_its_name_alone() {
    let plan = "# Plan\n\n## Phase 1: Hull (Week 1)\n\n- [ ] a\n\n## Phase 2: Mast (Week 2)\n\n- [ ] b\n\n\
        ## Phase 3: Sails (Week 3)\n\n- [ ] c\n\n## Phase 4: Flags (Week 4)\n\n- [ ] d\n\n### Parallel Tracks\n\n```\n\
        Week 1  2  3  4\n\
        ├────┴────┤ Boat-yard Track (Phase 1)\n\
        │ ├───────┤ Rigging ──► (Phases 2-3)\n\
        │ │ +=====+ Paint ---- (Phase 4)\n```\n";
    let value: Value = serde_json::from_str(&drawn(plan, "json")).unwrap();
    let tracks = value["plans"][0]["charts"][0]["tracks"].as_array().unwrap();
    let titles: Vec<&Value> = tracks.iter().map(|it| &it["title"]).collect();
    assert_eq!(json!(titles), json!(["Boat-yard Track", "Rigging", "Paint"]));
}

/// Every element is closed in its order, and no `&` or `<` stands alone.
fn assert_well_formed(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml;
    while let Some(at) = rest.find(['<', '&']) {
        let behind = &rest[at..];
        if behind.starts_with('&') {
            let end = behind.find(';').unwrap_or_else(|| panic!("a lone & in {:.60}", behind));
            assert!(["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"].contains(&&behind[..=end]), "{:.60}", behind);
            rest = &behind[end..];
            continue;
        }
        let end = behind.find('>').unwrap_or_else(|| panic!("unclosed {:.60}", behind));
        let tag = &behind[1..end];
        assert!(tag.matches('"').count().is_multiple_of(2), "{tag}");
        let name = tag.trim_matches('/').split([' ', '\n']).next().unwrap_or_default();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{:.60}", behind);
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        rest = &behind[end..];
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn pictures_are_well_formed_whatever_the_plan_says() {
    let nasty = "# A <b>&amp; & \"plan\" ]]> 'x' <script>alert(1)</script>\n\n\
                 ## Sprint 1: <img onerror=x> & \"quotes\" & `code <x>` -- --> (Weeks 1-2)\n\n- [ ] a\n\n\
                 ## Sprint 2: تخطيط السباق مع عنوان طويل 👩‍👧‍👦🎉 日本語のとても長いタイトルです、ここで切れます (Weeks 2-3)\n\n\
                 **Owner:** <o'neill> & co\n\n- Acceptance: it is there.\n";
    for plan in [DATED, WEEKS, nasty] {
        let svg = drawn(plan, "svg");
        assert_well_formed(&svg);
        assert!(!svg.contains("<script"), "{svg}");
    }
    let html = drawn(nasty, "html");
    assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
    assert!(html.contains("Content-Security-Policy"));
}

#[test]
fn a_unit_with_a_name_that_mermaid_would_obey_is_a_task_all_the_same() {
    let plan = "# Plan\n\n## Week 1: {x} (Week 1)\n\n- [ ] a\n\n## Section 2: End; #1 (Weeks 2-3)\n\n- [ ] b\n\n\
                ## Milestone 3: 100 % (Week 4)\n\n- [ ] c\n";
    let text = drawn(plan, "mermaid");
    for line in text.lines().skip(3).filter(|line| line.contains(", 2024-")) {
        let name = line.trim().split(" :").next().unwrap_or_default();
        assert!(!name.contains([':', '{', '%', '\\']), "{line}");
        assert!(!name.to_lowercase().starts_with("section"), "{line}");
    }
}

#[test]
fn the_ending_of_the_file_says_the_format() {
    let folder = Folder::new();
    folder.write("plan.md", WEEKS);
    for (name, start) in [("a.svg", "<svg"), ("a.html", "<!DOCTYPE html>"), ("a.mmd", "gantt"), ("a.json", "{")] {
        let output = timeline(&folder, &["plan.md", "--output", name]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(output.stdout.is_empty());
        assert!(fs::read_to_string(folder.path.join(name)).unwrap().starts_with(start), "{name}");
    }
    let output = timeline(&folder, &["plan.md", "--output", "a.png"]);
    assert_eq!(output.status.code(), Some(2));
    expect![[r#"
        error: a.png: the ending of the file says no format; add --format svg, html, mermaid, json or ical
    "#]]
    .assert_eq(&stderr(&output));
    assert!(!folder.path.join("a.png").exists());
}

#[test]
fn what_cannot_be_written_is_said_and_nothing_is_left() {
    let folder = Folder::new();
    folder.write("plan.md", WEEKS);
    let output = timeline(&folder, &["plan.md", "--output", "no/such/a.svg"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        stderr(&output),
        "error: no/such/a.svg: cannot be written: the folder does not exist; create it first\n"
    );
    fs::create_dir(folder.path.join("b.svg")).unwrap();
    let output = timeline(&folder, &["plan.md", "--output", "b.svg"]);
    assert_eq!(stderr(&output), "error: b.svg: cannot be written: it is a folder; name a file in it\n");
    assert_eq!(fs::read_dir(&folder.path).unwrap().count(), 2);
}

#[test]
fn a_plan_without_schedule_is_told_what_to_write() {
    let folder = Folder::new();
    folder.write("plan.md", "# Plan\n\n## Sprint 1: Import\n\n- [ ] a\n\n## Sprint 2: Search\n\n- [ ] b\n");
    let output = timeline(&folder, &["plan.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    expect![[r#"
        error: plan.md: nothing to draw: no unit says when it runs; write weeks, days or dates behind its label, as in `## Sprint 2: Parser (Weeks 3-4)` or `## Sprint 2: Parser (2026-01-05 to 2026-01-16)`
    "#]]
    .assert_eq(&stderr(&output));
    let output = timeline(&folder, &["plan.md", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let value: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["plans"][0]["unscheduled"], serde_json::json!([0, 1]));
}

#[test]
fn weeks_without_dates_make_no_calendar() {
    let folder = Folder::new();
    folder.write("plan.md", WEEKS);
    let output = timeline(&folder, &["plan.md", "--format", "ical"]);
    assert_eq!(output.status.code(), Some(2));
    expect![[r#"
        error: plan.md:5: Sprint 1 (weeks 1–2): no unit has dates, so there is no calendar; write `start = 2026-01-05` under `[schedule]` in milepost.toml to give numbered weeks their dates
    "#]]
    .assert_eq(&stderr(&output));
}

#[test]
fn each_plan_of_a_folder_is_a_section() {
    let folder = Folder::new();
    folder.write("a.md", WEEKS);
    folder.write("b.md", DATED);
    folder.write("c.md", "# Plan\n\n## Sprint 1: Import\n\n- [ ] a\n\n## Sprint 2: Search\n\n- [ ] b\n");
    let output = timeline(&folder, &[".", "--format", "mermaid"]);
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(text.matches("```mermaid").count(), 2, "{text}");
    assert_eq!(stderr(&output), "note: c.md: no unit says when it runs, so it is left out\n");
    let svg = timeline(&folder, &["."]);
    let svg = String::from_utf8(svg.stdout).unwrap();
    assert_well_formed(&svg);
    assert!(svg.contains("data-file=\"a.md\" data-line=\"5\"") && svg.contains("data-file=\"b.md\""), "{svg}");
}

#[test]
fn a_missing_file_is_an_error() {
    let folder = Folder::new();
    let output = timeline(&folder, &["no.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stderr(&output), "error: no.md: there is no such file or folder\n");
}

#[test]
fn a_large_plan_is_drawn_whole() {
    let mut plan = String::from("# Large\n\n");
    for at in 1..=400 {
        plan.push_str(&format!(
            "## Sprint {at}: Part {at} (Weeks {at}-{})\n\n- [ ] a\n\n- Acceptance: it is there.\n\n",
            at
        ));
    }
    let svg = drawn(&plan, "svg");
    assert_well_formed(&svg);
    assert_eq!(svg.matches("data-line").count(), 400);
}
