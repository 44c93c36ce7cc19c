//! Adding a dependency, as the document declares them elsewhere.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "support/fixture.rs"]
mod fixture;

use expect_test::{Expect, expect};
use fixture::Fixture;
use milepost_core::ide::refactor::refactorings;

/// What is offered at the cursor or selection, and the plan as the first one leaves it, from the line before the new
/// one to the line behind it.
fn check(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let mut found = refactorings(&fixture.snapshot, fixture.selection());
    found.retain(|it| it.title.starts_with("Make "));
    let mut said: Vec<String> = found.iter().map(|it| it.title.clone()).collect();
    if let Some(first) = found.first() {
        let after = fixture.snapshot.edited(&first.edits(&fixture.snapshot).unwrap());
        let after = after.document(fixture.cursor().file).unwrap().text().to_string();
        let before: Vec<&str> = fixture.texts[0].lines().collect();
        let lines: Vec<&str> = after.lines().collect();
        let same = before.iter().zip(&lines).take_while(|(old, new)| old == new).count();
        let tail = before.iter().rev().zip(lines.iter().rev()).take_while(|(old, new)| old == new).count();
        let end = (lines.len() - tail.min(lines.len() - same) + 1).min(lines.len());
        said.extend(lines[same.saturating_sub(1)..end].iter().map(|it| format!("    {it}").trim_end().to_owned()));
    }
    expected.assert_eq(&said.join("\n"));
}

#[test]
fn behind_what_is_declared_already() {
    let page = r#"
        # P
        ## Sprint 1
        - [ ] a
        ## Sprint 2
        **Depends on:** Sprint 1
        - [ ] b
        ## Sprint 3
        - [ ] c
        ## Sprint 4$0
        **Depends on:** Sprint 1
        - [ ] d
    "#;
    check(
        page,
        expect![[r#"
        Make Sprint 4 depend on Sprint 3
            ## Sprint 4
            **Depends on:** Sprint 1, Sprint 3
            - [ ] d"#]],
    );
    check(
        &page.replace("Sprint 4$0\n        **Depends on:** Sprint 1", "Sprint 4$0\n        **Depends on:** Sprint 3"),
        expect![[""]],
    );
    check(
        &page.replace("Sprint 4$0\n        **Depends on:** Sprint 1", "Sprint 4$0\n        **Depends on:** None"),
        expect![[r#"
            Make Sprint 4 depend on Sprint 3
                ## Sprint 4
                **Depends on:** Sprint 3
                - [ ] d"#]],
    );
    check(
        &page.replace("Sprint 4$0", "Sprint 4").replace("## Sprint 3", "## Sprint 3$0"),
        expect![[r#"
            Make Sprint 3 depend on Sprint 2
                ## Sprint 3
                **Depends on:** Sprint 2
                - [ ] c"#]],
    );
}

#[test]
fn where_others_declare_it() {
    let page = r#"
        # P

        ## Phase 1: Walls

        **Goal:** walls
        **Depends on:** nothing

        - [ ] a

        ## Phase 2: Roof

        **Goal:** roof

        **Depends on:** Phase 1.

        - [ ] b

        ## Phase 3: Doors$0

        **Goal:** doors

        - [ ] c
    "#;
    check(
        page,
        expect![[r#"
            Make Phase 3 depend on Phase 2
    
                **Depends on:** Phase 2.
    "#]],
    );
    let items = "# P\n\n## Phase 1\n\n- Owner: A\n- Depends on: none\n\n## Phase 2\n\n- Owner: B\n- Depends on: Phase 1\n\n## Phase 3$0\n\n- Owner: C\n\nText\n";
    check(
        items,
        expect![[r#"
            Make Phase 3 depend on Phase 2
                - Owner: C
                - Depends on: Phase 2
    "#]],
    );
    let heading = "# P\n\n## Phase 1\n\na\n\n## Phase 2: B (depends on Phase 1)\n\nb\n\n## Phase 3: C$0\n\nc\n";
    check(
        heading,
        expect![[r#"
            Make Phase 3 depend on Phase 2
    
                ## Phase 3: C (depends on Phase 2)
    "#]],
    );
    let bare = "# The plan\n\n## Phase 1\n\n- [ ] the work\n\n## Phase 2$0\n\n- [ ] all of the rest\n";
    check(
        bare,
        expect![[r#"
            Make Phase 2 depend on Phase 1
    
                **Depends on:** Phase 1
    "#]],
    );
    check(
        &bare
            .replace("the work", "die Arbeit und der Rest")
            .replace("The plan", "Der Plan")
            .replace("all of the rest", "das ist der Rest"),
        expect![[r#"
            Make Phase 2 depend on Phase 1

                **Abhängig von:** Phase 1
        "#]],
    );
}

#[test]
fn in_the_column_of_a_table() {
    let page = r#"
        # P
        | Phase | Title | Depends on |
        |---|---|---|
        | Phase 1 | Walls | - |
        | Phase 2 | Roof | Phase 1 |
        | Phase 3$0 | Doors | - |
        | Phase 4 | Paint | |
    "#;
    check(
        page,
        expect![[r#"
        Make Phase 3 depend on Phase 2
            | Phase 2 | Roof | Phase 1 |
            | Phase 3 | Doors | Phase 2 |
            | Phase 4 | Paint | |"#]],
    );
    check(
        &page.replace("Phase 3$0", "Phase 3").replace("Phase 4", "Phase 4$0"),
        expect![[r#"
        Make Phase 4 depend on Phase 3
            | Phase 3 | Doors | - |
            | Phase 4 | Paint | Phase 3 |"#]],
    );
}

#[test]
fn never_in_a_circle() {
    let page = r#"
        # P
        ## Sprint 1
        **Depends on:** Sprint 2
        - [ ] a
        ## Sprint 2$0
        - [ ] b
    "#;
    check(page, expect![[""]]);
    let through = r#"
        # P
        ## Phase 1
        ### Sprint 1
        **Depends on:** Sprint 3
        - [ ] a
        ## Phase 2$0
        ### Sprint 3
        - [ ] b
    "#;
    check(through, expect![[""]]);
}

#[test]
fn what_is_named_in_the_line() {
    let page = r#"
        # P
        ## Sprint 1
        - [ ] a
        ## Sprint 2
        - [ ] b
        ## Sprint 3
        - [ ] c, with the tables of Spr$0int 1
    "#;
    check(
        page,
        expect![[r#"
            Make Sprint 3 depend on Sprint 1
                ## Sprint 3
                **Depends on:** Sprint 1
                - [ ] c, with the tables of Sprint 1"#]],
    );
}

#[test]
fn behind_all_that_is_said_of_the_last_one() {
    let page = r#"
        # P
        ## Task 1: A
        - [ ] a
        ## Task 2: B
        - [ ] b
        ## Task 3: C
        - [ ] c
        ## Task 4: D$0
        **Dependencies:** Task 1
        - [ ] d
    "#;
    let with = |it: &str| page.replace("**Dependencies:** Task 1", &format!("**Dependencies:** {it}"));
    let mut said = Vec::new();
    for value in [
        "[Task 1](#task-1-a)",
        "Task 1, Task 2 (soft)",
        "Task 1 (needs API).",
        "Task 1, ",
        "**Task 1**",
        "`Task 1`; the rest is free",
        "Foundation (Task 1)",
        "Task 1 - once it is signed",
        "Task 1 and a machine",
    ] {
        let fixture = Fixture::new(&with(value));
        let found = refactorings(&fixture.snapshot, fixture.selection());
        let first = found.iter().find(|it| it.title.starts_with("Make "));
        let after = first.map(|it| fixture.snapshot.edited(&it.edits(&fixture.snapshot).unwrap()));
        let text = after.map(|it| it.document(fixture.cursor().file).unwrap().text().to_string());
        let line = |it: String| {
            it.lines().filter(|it| it.contains("Depend")).map(str::to_owned).collect::<Vec<_>>().join(" / ")
        };
        said.push(text.map_or_else(|| format!("nothing: {value}"), line));
    }
    expect![[r#"
        **Dependencies:** [Task 1](#task-1-a), Task 3
        **Dependencies:** Task 1, Task 2 (soft), Task 3
        **Dependencies:** Task 1 (needs API), Task 3.
        **Dependencies:** Task 1, Task 3 
        **Dependencies:** **Task 1**, Task 3
        nothing: `Task 1`; the rest is free
        nothing: Foundation (Task 1)
        nothing: Task 1 - once it is signed
        nothing: Task 1 and a machine"#]]
    .assert_eq(&said.join("\n"));
}

#[test]
fn a_sentence_is_not_continued() {
    check(
        "# Tasks\n\n## Phase 1: Setup\n\n- [ ] T001 a\n\n## Phase 2: Foundational\n\n- [ ] T002 b\n\n## Phase 3: User Story 1\n\n- [ ] T003 c\n\n## Phase 4: User Story 2$0\n\n- [ ] T004 d\n\n## Dependencies\n\n- **User Story 1 (P1)**: Can start after Foundational (Phase 2) - No dependencies on other stories\n- **User Story 2 (P2)**: Can start after Foundational (Phase 2) - No dependencies on other stories\n",
        expect![[r#"
            Make Phase 4 depend on Phase 3

                **Depends on:** Phase 3
        "#]],
    );
}

#[test]
fn in_the_language_of_the_plan() {
    for (page, expected) in [
        (
            "# Der Plan\n\n## Phase 1\n\n- [ ] die Arbeit und der Rest\n\n## Phase 2$0\n\n- [ ] das ist der Rest\n",
            "**Abhängig von:** Phase 1",
        ),
        ("# 计划\n\n## 阶段 1\n\n- [ ] 导入存档\n\n## 阶段 2$0\n\n- [ ] 显示存档\n", "**依赖：** 阶段 1"),
        (
            "# 計画\n\n## フェーズ 1\n\n- [ ] 読み込みをする\n\n## フェーズ 2$0\n\n- [ ] 表示する\n",
            "**依存関係：** フェーズ 1",
        ),
    ] {
        let fixture = Fixture::new(page);
        let found = refactorings(&fixture.snapshot, fixture.selection());
        let first = found.iter().find(|it| it.title.starts_with("Make ")).expect(page);
        let after = fixture.snapshot.edited(&first.edits(&fixture.snapshot).unwrap());
        let after = after.document(fixture.cursor().file).unwrap().text().to_string();
        assert!(after.contains(expected), "{after}");
    }
}

#[test]
fn not_where_a_rule_would_report_it_at_once() {
    check(
        "# P\n## Sprint 1\n- [ ] a\n## Sprint 2\n**Depends on:** Sprint 1\n- [ ] b\n## Sprint 3$0\n**Depends on:** Sprint 1\n- [ ] c\n",
        expect![""],
    );
    check(
        "# P\n## Sprint 1 (Weeks 1-4)\n- [ ] a\n## Sprint 2 (Weeks 3-5)$0\n**Can run in parallel with:** Sprint 1\n- [ ] b\n",
        expect![""],
    );
}
