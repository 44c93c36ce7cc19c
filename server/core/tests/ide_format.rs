//! Formatting: tables are aligned, nothing else changes, and the plan says what it said.

#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

#[path = "support/fixture.rs"]
mod fixture;

use expect_test::{Expect, expect};
use fastrand::Rng;
use fixture::Fixture;
use milepost_core::ide::format::format;
use milepost_core::lint::lint;
use milepost_core::text::Edit;
use milepost_core::workspace::FileId;

const FILE: FileId = FileId(0);

fn formatted_with(text: &str, trims: bool) -> String {
    let fixture = Fixture::of(&[("plan.md", text)]);
    let mut after = text.to_owned();
    for Edit { range, insert } in format(&fixture.snapshot, FILE, None, trims).iter().rev() {
        after.replace_range(range.start as usize..range.end as usize, insert);
    }
    after
}

fn formatted(text: &str) -> String {
    formatted_with(text, true)
}

fn check(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let after = formatted(&fixture.texts[0]);
    expected.assert_eq(&after);
    assert_eq!(formatted(&after), after, "formatting twice is formatting once");
}

#[test]
fn columns_stand_below_each_other() {
    check(
        r"
        # Plan

        | Sprint | Weeks|Owner |
        |:--|--:|:-:|
        | Sprint 1 | 1-2|Ana \| Ben|
        |Sprint 2|3|陈伟 🚀
        | Sprint 3 |
        ",
        expect![[r#"
            # Plan

            | Sprint   | Weeks |   Owner    |
            | :------- | ----: | :--------: |
            | Sprint 1 |   1-2 | Ana \| Ben |
            | Sprint 2 |     3 |  陈伟 🚀   |
            | Sprint 3 |
        "#]],
    );
}

#[test]
fn lists_quotes_and_comments_behind_rows_keep_their_place() {
    check(
        r"
        # Sprint plan

        - Sprint 1
          | Task | Status |
          |---|---|
          | T1 | done |
        > | Task | Status |
        > |---|---|
        > | T2: a longer one | todo | <!-- milepost-disable-line overdue -->

        | a | b |
        |---|---|
        | `x|y` | c |
        ",
        expect![[r#"
            # Sprint plan

            - Sprint 1
              | Task | Status |
              | ---- | ------ |
              | T1   | done   |
            > | Task             | Status |
            > | ---------------- | ------ |
            > | T2: a longer one | todo   | <!-- milepost-disable-line overdue -->

            | a | b |
            |---|---|
            | `x|y` | c |
        "#]],
    );
}

#[test]
fn what_is_no_table_stays() {
    let text = "# Plan\n\n## Sprint 1: A (Week 1)   \n\n```\n| a | b |\n|--|--|\n| 1 | 2 |\n```\n\n    | a|\n    |--|\n\n\
                | a | b\n\n<!--\n| a | b |\n|--|--|\n-->\n";
    assert_eq!(formatted(text), text);
}

#[test]
fn a_document_that_is_no_plan_stays() {
    let text = "# Colours\n\n|a|b|\n|--|--|\n|1|2|\n";
    assert_eq!(formatted(text), text);
}

#[test]
fn blanks_at_the_end_stay_where_the_editor_wants_them() {
    let text = "# Plan\n\n## Sprint 1: A (Week 1)\n\n|Task|Status|  \n|--|--|\n|T1|done|\t\n";
    let kept = formatted_with(text, false);
    assert!(kept.contains("| Task | Status |  \n") && kept.ends_with("| T1   | done   |\t\n"), "{kept:?}");
    assert!(formatted(text).ends_with("| Task | Status |\n| ---- | ------ |\n| T1   | done   |\n"));
}

#[test]
fn only_the_tables_that_are_asked_for_change() {
    let page = "
        # Plan

        ## Sprint 1: A (Week 1)

        |Task|Status|
        |--|--|
        |T1|do$0ne|

        |Task|Status|
        |--|--|
        |T2|done|
    ";
    let fixture = Fixture::new(page);
    let edits = format(&fixture.snapshot, FILE, Some(&[fixture.selection().range]), true);
    assert_eq!(edits.len(), 3);
    assert!(edits[2].range.end < fixture.texts[0].find("T2").unwrap() as u32);
    assert!(format(&fixture.snapshot, FILE, Some(&[]), true).is_empty());
}

#[test]
fn long_tables_are_aligned() {
    let rows: String = (1..90).map(|n| format!("|T-{n}|Raise pole {n} of the tent|Ann|Todo|\n")).collect();
    let after = formatted(&format!("# Plan\n\n| ID | Task | Owner | Status |\n|---|---|---|---|\n{rows}"));
    assert!(
        after.lines().skip(2).all(|line| line.len() == "| T-89 | Raise pole 89 of the tent | Ann   | Todo   |".len())
    );
}

/// The aligned table would be so long that another parser reads what stands above it, and finds no item there.
#[test]
fn a_table_that_would_be_read_otherwise_stays_alone() {
    let wide = "carry ".repeat(150);
    let rows = "| |walk|\n".repeat(60);
    let text = format!(
        "# Plan\n\n## Sprint 1\n\nTasks\n2. [ ] T-2 pack\n\n|x|Task|\n|---|---|\n| |{wide}|\n{rows}\n## Sprint 2\n\n|a|b|\n|-|-|\n"
    );
    assert_eq!(formatted(&text), text.replace("|a|b|\n|-|-|\n", "| a   | b   |\n| --- | --- |\n"));
}

fn choice<'a>(random: &mut Rng, words: &[&'a str]) -> &'a str {
    random.choice(words).expect("there are some")
}

fn random_plan(random: &mut Rng) -> String {
    const CELLS: [&str; 22] = [
        "Sprint 1",
        "Sprint 2",
        "T1",
        "done",
        "🚀",
        "第3周",
        "",
        "  ",
        "a \\| b",
        "`x`",
        "`x|y`",
        "\\",
        "\\\\",
        "**b**",
        "1-2",
        "2026-01-05",
        "*",
        "[l](a.md)",
        "Depends on Sprint 1",
        "<br>",
        "e\u{301}",
        "-",
    ];
    const BARS: [&str; 5] = ["|", " | ", "|  ", "\t|", "\\|"];
    let mut text = "# Sprint plan\n\n## Sprint 1: A (Week 1)\n\n- [ ] T9 a\n\n## Sprint 2: B (Week 2)\n\n".to_owned();
    for _ in 0..1 + random.usize(..3) {
        let lead = choice(random, &["", "", " ", "  ", "> ", "    "]);
        let ends = choice(random, &["\n", "\n", "\r\n"]);
        let columns = 1 + random.usize(..4);
        let rows = random.usize(..5) * if random.usize(..12) == 0 { 30 } else { 1 };
        for row in 0..2 + rows {
            text.push_str(lead);
            text.push_str(choice(random, &["|", "|", "| ", ""]));
            for _ in 0..(columns + usize::from(row > 1) * random.usize(..3))
                .saturating_sub(usize::from(random.usize(..9) == 0))
            {
                let cells = if row == 1 { &["---", ":-", "-:", ":--:"][..] } else { &CELLS[..] };
                text.push_str(choice(random, cells));
                let bars = if random.usize(..20) == 0 { &BARS } else { &BARS[..4] };
                text.push_str(choice(random, bars));
            }
            text.push_str(choice(random, &["", "", " ", "\t"]));
            text.push_str(ends);
        }
        text.push_str(choice(random, &["\n", "words\n\n", "## Sprint 3: C\n\n", "<!-- x -->\n"]));
    }
    text
}

/// What the plan says, whatever its places.
fn said(text: &str) -> Vec<String> {
    let fixture = Fixture::of(&[("plan.md", text)]);
    let document = fixture.snapshot.document(FILE).unwrap();
    let plan = document.plan();
    let mut said = Vec::new();
    for unit in &plan.units {
        let schedule = unit.schedule.as_ref().map(|it| it.value);
        let depends: Vec<&str> = unit.depends.iter().flat_map(|it| &it.on).map(|it| it.text.as_str()).collect();
        let status = unit.status.as_ref().map(|it| it.value);
        said.push(format!("{} {schedule:?} {status:?} {depends:?} {}", unit.display(), unit.tasks.len()));
    }
    for task in &plan.tasks {
        said.push(format!(
            "{:?} {:?} {:?}",
            task.id.as_ref().map(|it| &it.value),
            task.status,
            document.slice(task.text).trim()
        ));
    }
    said.extend(plan.mentions.iter().map(|it| format!("{:?} {}", it.name, it.text)));
    said.extend(plan.restatements.iter().map(|it| {
        let (schedule, status) = (it.schedule.as_ref().map(|it| it.value), it.status.as_ref().map(|it| it.value));
        format!("{:?} {schedule:?} {status:?}", it.name)
    }));
    said.extend(lint(&fixture.snapshot, FILE).iter().map(|it| format!("{}: {}", it.rule.name, it.message)));
    said
}

#[test]
fn formatting_changes_blanks_only_and_comes_to_rest() {
    let mut random = Rng::with_seed(0x2545_f491_4f6c_dd1d);
    let mut changed = 0;
    for round in 0..250 {
        let text = random_plan(&mut random);
        let after = formatted(&text);
        changed += usize::from(after != text);
        assert_eq!(formatted(&after), after, "round {round}: formatting twice is not formatting once:\n{text}");
        assert_eq!(said(&after), said(&text), "round {round}: the plan changed:\n{text}\n{after}");
        let bare = |text: &str| text.chars().filter(|c| !matches!(c, ' ' | '\t' | '|' | '-')).collect::<String>();
        assert_eq!(bare(&after), bare(&text), "round {round}: more than blanks and bars changed:\n{text}\n{after}");
    }
    assert!(changed > 40, "only {changed} plans had a table to be aligned");
}
