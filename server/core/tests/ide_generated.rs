//! Generated parts: where they are offered, what they say, and that they say nothing of their own.

#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

#[path = "support/fixture.rs"]
mod fixture;

use std::sync::Arc;

use expect_test::expect;
use fixture::Fixture;
use jiff::civil::date;
use milepost_core::ide::definition::definition;
use milepost_core::ide::format::format;
use milepost_core::ide::on_type::on_enter;
use milepost_core::ide::refactor::generated::refresh_all;
use milepost_core::ide::refactor::{Refactoring, refactorings};
use milepost_core::ide::{FilePosition, FileRange};
use milepost_core::lint::lint;
use milepost_core::lint::mending::mend;
use milepost_core::text::{Edit, TextRange};
use milepost_core::workspace::settings::{Calendar, Settings};
use milepost_core::workspace::{Change, FileId};

const FILE: FileId = FileId(0);

/// The titles of what is offered at the cursor.
fn titles(page: &str) -> Vec<String> {
    let fixture = Fixture::new(page);
    let offered = refactorings(&fixture.snapshot, fixture.selection());
    offered.into_iter().map(|it| it.title).filter(|it| it.contains("schedule table") || it.contains("gantt")).collect()
}

fn applied(text: &str, edits: impl DoubleEndedIterator<Item = Edit>) -> String {
    let mut text = text.to_owned();
    for Edit { range, insert } in edits.rev() {
        text.replace_range(range.start as usize..range.end as usize, &insert);
    }
    text
}

/// The text after the refactoring of this title.
fn after(page: &str, title: &str) -> String {
    let fixture = Fixture::new(page);
    let offered = refactorings(&fixture.snapshot, fixture.selection());
    let edits = offered.iter().find(|it| it.title == title).unwrap().edits(&fixture.snapshot).unwrap();
    applied(&fixture.texts[0], edits.into_iter().map(|it| it.1))
}

fn refreshed(text: &str) -> String {
    let fixture = Fixture::of(&[("plan.md", text)]);
    applied(text, refresh_all(&fixture.snapshot, FILE).into_iter())
}

fn found(text: &str) -> Vec<&'static str> {
    let fixture = Fixture::of(&[("plan.md", text)]);
    lint(&fixture.snapshot, FILE).into_iter().map(|it| it.rule.name).collect()
}

const PLAN: &str = "
    # Harbour
    $0
    ## Phase 1: Pier | land (Weeks 1-2)

    - [x] Drive the piles

    Acceptance: it *stands*

    ## Phase 2: _Crane_ (Week 3)

    **Depends on:** Phase 1

    - [ ] Lift

    Acceptance: it lifts

    ## Phase 3: Opening

    Acceptance: the mayor came
";

#[test]
fn parts_are_offered_below_the_title() {
    assert_eq!(titles(PLAN), ["Insert a schedule table here", "Insert a Mermaid gantt here"]);
}

#[test]
fn a_table_has_the_columns_that_the_plan_can_fill() {
    let text = after(PLAN, "Insert a schedule table here");
    let expected = expect![[r#"
        # Harbour

        <!-- milepost-schedule -->

        | Phase                 | When      | Status | Depends on |
        | --------------------- | --------- | ------ | ---------- |
        | Phase 1: Pier \| land | weeks 1–2 | done   |            |
        | Phase 2: Crane        | week 3    | todo   | Phase 1    |
        | Phase 3: Opening      |           |        |            |

        <!-- milepost-end -->

        ## Phase 1: Pier | land (Weeks 1-2)"#]];
    let lines: Vec<&str> = text.lines().take(13).collect();
    expected.assert_eq(&lines.join("\n"));
    assert_eq!(refreshed(&text), text);
    assert!(found(&text).is_empty(), "{:?}", found(&text));
}

#[test]
fn a_gantt_counts_weeks() {
    let text = after(PLAN, "Insert a Mermaid gantt here");
    let expected = expect![[r#"
        ```mermaid
        gantt
            title Harbour
            dateFormat YYYY-MM-DD
            axisFormat W%W
            tickInterval 1week
            weekday monday
            todayMarker off
            Phase 1 – Pier | land :done, u1, 2024-01-01, 2024-01-15
            Phase 2 – Crane :u2, 2024-01-15, 2024-01-22
        ```"#]];
    let lines: Vec<&str> = text.lines().skip(4).take(11).collect();
    expected.assert_eq(&lines.join("\n"));
    assert_eq!(refreshed(&text), text);
    assert!(found(&text).is_empty(), "{:?}", found(&text));
}

#[test]
fn nothing_is_offered_inside_units_lists_and_code_nor_twice() {
    let inside = [
        PLAN.replace("$0", "").replace("it *stands*", "it *stands*\n    $0"),
        PLAN.replace("$0", "\n    - one\n    $0\n    - two\n"),
        PLAN.replace("$0", "\n    ```\n    $0\n    ```\n"),
        PLAN.replace("$0", "\n    Wor$0ds.\n"),
        PLAN.replace(" (Week 3)", ""),
    ];
    for page in inside {
        assert_eq!(titles(&page), [""; 0], "{page}");
    }
    let page = PLAN.replace("$0", "\n    <!-- milepost-gantt -->\n    <!-- milepost-end -->\n    $0\n");
    assert_eq!(titles(&page), ["Insert a schedule table here"]);
}

#[test]
fn a_part_is_refreshed_where_it_is_out_of_date() {
    let page = after(PLAN, "Insert a schedule table here").replace("<!-- milepost-end -->", "$0<!-- milepost-end -->");
    assert_eq!(titles(&page), [""; 0]);
    let stale = page.replace("## Phase 2: _Crane_ (Week 3)", "## Phase 2: _Crane_ (Weeks 3-4)");
    assert_eq!(titles(&stale), ["Refresh the schedule table"]);
    let text = after(&stale, "Refresh the schedule table");
    assert!(text.contains("| Phase 2: Crane        | weeks 3–4 |"), "{text}");
    assert_eq!(refreshed(&text), text);
    assert_eq!(found(&stale.replace("$0", "")), ["stale-generated-part"]);
}

#[test]
fn how_wide_the_columns_are_does_not_matter() {
    let text = after(PLAN, "Insert a schedule table here").replace("    ", " ").replace("-----------", "--");
    assert_eq!(refreshed(&text), text);
}

#[test]
fn what_a_part_says_is_no_claim() {
    let text = after(PLAN, "Insert a schedule table here");
    // The plan says no more when phase 2 is: the table that still does is no witness.
    let text = text.replace("## Phase 2: _Crane_ (Week 3)", "## Phase 2: _Crane_ (Week 4)");
    assert_eq!(found(&text), ["stale-generated-part"]);
    let gone = text.replace("## Phase 3: Opening", "## Opening");
    assert!(refreshed(&gone).lines().all(|line| !line.contains("Phase 3")), "{}", refreshed(&gone));
}

#[test]
fn names_in_a_part_lead_to_the_plan() {
    let page = after(PLAN, "Insert a schedule table here").replace("| Phase 2: Crane", "| Pha$0se 2: Crane");
    let fixture = Fixture::new(&page);
    let found = definition(&fixture.snapshot, fixture.cursor());
    let focus = FileRange { file: found[0].file, range: found[0].focus };
    assert_eq!(fixture.show(focus), "plan.md 19:4 \"Phase 2\"");
}

#[test]
fn a_comment_without_its_other_half_is_no_part() {
    for page in [
        "# Plan\n\n<!-- milepost-schedule -->\n\n| Sprint | Weeks |\n|---|---|\n| Sprint 1 | 1-2 |\n",
        "# Plan\n\n| Sprint | Weeks |\n|---|---|\n| Sprint 1 | 1-2 |\n\n<!-- milepost-end -->\n",
        "# Plan\n\n<!-- milepost-schedule -->\n\n## Sprint 1: A (Week 1)\n\n- [ ] a\n\n<!-- milepost-end -->\n",
        "# Plan\n\n```\n<!-- milepost-schedule -->\n```\n\n## Sprint 1\n\n- [ ] a\n\n```\n<!-- milepost-end -->\n```\n",
    ] {
        let fixture = Fixture::of(&[("plan.md", page)]);
        let plan = fixture.snapshot.document(FILE).unwrap().plan();
        assert!(plan.generated.is_empty());
        assert_eq!(plan.units.len(), 1, "{page}");
    }
}

#[test]
fn line_ends_are_the_document_s() {
    let text = "# Plan\r\n\r\n<!-- milepost-schedule -->\r\n<!-- milepost-end -->\r\n\r\n## Sprint 1: A (Week 1)\r\n\r\n\
                - [ ] a\r\n\r\n## Sprint 2: B (Week 2)\r\n\r\n- [ ] b\r\n";
    let fresh = refreshed(text);
    assert_eq!(fresh.matches('\n').count(), fresh.matches("\r\n").count());
    assert_eq!(refreshed(&fresh), fresh);
}

#[test]
fn dates_are_told_as_dates() {
    let text = "# Plan\n\n<!-- milepost-schedule -->\n<!-- milepost-end -->\n\n## Track A\n\n\
                ### Sprint 1: A (2026-01-05 to 2026-01-16)\n\n**Status:** Done\n\n### Sprint 2: B (from 2026-01-19)\n\n\
                **Depends on:** Sprint 1, legal approval\n";
    let fresh = refreshed(text);
    let part: Vec<&str> = fresh.lines().skip(4).take(5).collect();
    expect![[r#"
        | Unit        | When                     | Status | Depends on |
        | ----------- | ------------------------ | ------ | ---------- |
        | Track A     | 2026-01-05 to 2026-01-19 |        |            |
        | Sprint 1: A | 2026-01-05 to 2026-01-16 | done   |            |
        | Sprint 2: B | 2026-01-19               |        | Sprint 1   |"#]]
    .assert_eq(&part.join("\n"));
}

#[test]
fn a_fix_of_something_else_brings_the_part_along() {
    let text = after(PLAN, "Insert a schedule table here").replace("(Week 3)", "(Weeks 2-3)");
    assert_eq!(found(&text), ["stale-generated-part", "overlapping-weeks"]);
    let fixture = Fixture::of(&[("plan.md", text.as_str())]);
    let mut snapshot = fixture.snapshot.clone();
    mend(&mut snapshot, &[FILE], true, &|| true);
    let mended = snapshot.document(FILE).unwrap().text().to_string();
    assert_eq!(found(&mended), [""; 0], "{mended}");
    assert!(mended.contains("## Phase 2: _Crane_ (Weeks 3-4)"), "{mended}");
    assert!(mended.contains("| Phase 2: Crane        | weeks 3–4 |"), "{mended}");
}

#[test]
fn at_every_place_of_every_beginning_what_is_offered_can_be_done() {
    let whole = after(PLAN, "Insert a schedule table here").replace("week 3", "week 4");
    let whole = format!("{whole}\n- [ ] T1 a\n- [ ] T2 b\n\n| ID | Task |\n|--|--|\n| T7 | a |\n| T8 | b |\n");
    let mut done = 0;
    for end in (0..=whole.len()).filter(|end| whole.is_char_boundary(*end)).step_by(5) {
        let text = &whole[..end];
        let fixture = Fixture::of(&[("plan.md", text)]);
        let applied = |edits: Vec<Edit>| {
            assert!(edits.is_sorted_by(|a, b| a.range.end <= b.range.start), "{edits:?}");
            applied(text, edits.into_iter())
        };
        applied(format(&fixture.snapshot, FILE, None, true));
        applied(refresh_all(&fixture.snapshot, FILE));
        // The places at the end of a text that is cut off, and all places of the whole.
        let from = if end + 5 > whole.len() { 0 } else { end.saturating_sub(6) };
        for offset in (from..=end + 1).map(|it| it as u32) {
            let range = TextRange::empty(offset);
            // Other refactorings may be refused here: half of a plan names what is not there yet.
            let is_part =
                |it: &Refactoring| ["schedule table", "Mermaid gantt"].iter().any(|part| it.title.contains(part));
            for it in refactorings(&fixture.snapshot, FileRange { file: FILE, range }).into_iter().filter(is_part) {
                let edits = it.edits(&fixture.snapshot).map(|it| it.into_iter().map(|it| it.1).collect());
                applied(edits.unwrap_or_else(|refusal| panic!("{} at {offset} of {text}: {refusal:?}", it.title)));
                done += 1;
            }
            applied(on_enter(&fixture.snapshot, FilePosition { file: FILE, offset }).into_iter().collect());
        }
    }
    assert!(done > 20, "only {done} things were done");
}

#[test]
fn where_week_1_is_known_weeks_have_dates() {
    let mut fixture = Fixture::new(PLAN);
    let calendar = Calendar { start: Some(date(2026, 1, 5)), ..Calendar::default() };
    let settings = Arc::new(Settings { calendar, ..Settings::default() });
    fixture.snapshot.apply(Change::Configure { file: FILE, settings });
    let offered = refactorings(&fixture.snapshot, fixture.selection());
    let edits = offered[0].edits(&fixture.snapshot).unwrap();
    let rows: Vec<&str> = edits[0].1.insert.lines().filter(|it| it.starts_with('|')).collect();
    expect![[r#"
        | Phase                 | When      | Dates                    | Status | Depends on |
        | --------------------- | --------- | ------------------------ | ------ | ---------- |
        | Phase 1: Pier \| land | weeks 1–2 | 2026-01-05 to 2026-01-18 | done   |            |
        | Phase 2: Crane        | week 3    | 2026-01-19 to 2026-01-25 | todo   | Phase 1    |
        | Phase 3: Opening      |           |                          |        |            |"#]]
    .assert_eq(&rows.join("\n"));
}

#[test]
fn a_status_that_another_table_says_is_said_here_too() {
    let page = "# P\n\n$0\n\n| Sprint | Status |\n|---|---|\n| Sprint 1 | ✅ Done |\n| Sprint 2 | 🔄 In Progress |\n\n## Sprint 1 (Weeks 1-2)\n\n- [ ] a\n\n## Sprint 2 (Weeks 3-4)\n\n- [ ] b\n";
    let text = after(page, "Insert a schedule table here");
    let rows: Vec<&str> = text.lines().filter(|it| it.contains("weeks")).collect();
    expect![[r#"
        | Sprint 1 | weeks 1–2 | done   |
        | Sprint 2 | weeks 3–4 | active |"#]]
    .assert_eq(&rows.join("\n"));
}
