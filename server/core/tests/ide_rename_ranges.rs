//! Rename: what becomes of ranges.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

#[path = "support/fixture.rs"]
mod fixture;
#[path = "support/renaming.rs"]
mod renaming;

use expect_test::expect;
use renaming::{check, check_prepare, renamed};

/// What becomes of `text`, below four sprints, when the one at `cursor` gets another number.
fn check_text(cursor: &str, new_name: &str, text: &str, expected: &str) {
    let sprints = ["A", "B", "C", "D"].iter().zip(1..).map(|(title, at)| format!("## Sprint {at}: {title}\n- [ ] E\n"));
    let page = format!("# Plan\n{}\n{text}\n", sprints.collect::<String>()).replace(cursor, &format!("{cursor}$0"));
    assert_eq!(below(&renamed(&page, new_name), 10, text), expected, "{text}");
}

/// What becomes of a task that waits for `text`, below tasks with these ids.
fn check_ids(ids: &[&str], cursor: &str, new_name: &str, text: &str, expected: &str) {
    let tasks: String = ids.iter().map(|id| format!("- [ ] {id} B\n")).collect();
    let page = format!("## Phase 1: A\n{tasks}- [ ] C (after {text})\n").replacen(cursor, &format!("{cursor}$0"), 1);
    let last = format!("- [ ] C (after {text})");
    let answer = below(&renamed(&page, new_name), ids.len() + 1, &last);
    let answer = answer.strip_prefix("- [ ] C (after ").and_then(|it| it.strip_suffix(')')).unwrap_or(&answer);
    assert_eq!(answer, expected, "{text}");
}

/// The changed lines behind the first `above` ones; `text` where none changed; a refusal as it is.
fn below(answer: &str, above: usize, text: &str) -> String {
    if answer.starts_with("refused") {
        return answer.to_owned();
    }
    let line = |it: &str| {
        let (line, rest) = it.strip_prefix("plan.md:")?.split_once(": ")?;
        (line.parse::<usize>().ok()? > above).then(|| rest.to_owned())
    };
    let lines: Vec<String> = answer.lines().filter_map(line).collect();
    if lines.is_empty() { text.to_owned() } else { lines.join("\n") }
}

#[test]
fn a_range_keeps_its_form_or_is_written_out() {
    let page = |cursor: &str| {
        "## Phase 1: A\n- [ ] B\n## Phase 2: C\n- [ ] D\n## Phase 3: E\n- [ ] F\n## Phase 6: G\nDepends on: Phases 1-3\n\n- [ ] H after Phase 1 to 3\n\n\
         Phases 2 – 3 and phases 1, 2 and 3."
            .replace(cursor, &format!("{cursor}$0"))
    };
    check(
        &page("## Phase 3"),
        "5",
        expect![[r#"
            plan.md:5: ## Phase 5: E
            plan.md:8: Depends on: Phases 1-2, 5
            plan.md:10: - [ ] H after Phase 1, 2 and 5
            plan.md:12: Phases 2, 5 and phases 1, 2 and 5."#]],
    );
    check(
        &page("## Phase 2"),
        "5",
        expect![[r#"
            plan.md:3: ## Phase 5: C
            plan.md:8: Depends on: Phases 1, 5, 3
            plan.md:10: - [ ] H after Phase 1, 5 and 3
            plan.md:12: Phases 5, 3 and phases 1, 5 and 3."#]],
    );
    check(
        &page("## Phase 1"),
        "0",
        expect![[r#"
            plan.md:1: ## Phase 0: A
            plan.md:8: Depends on: Phases 0, 2-3
            plan.md:10: - [ ] H after Phase 0, 2 and 3
            plan.md:12: Phases 2 – 3 and phases 0, 2 and 3."#]],
    );
}

#[test]
fn an_id_changes_with_its_ranges() {
    check(
        "## Phase 1: A\n- [ ] T00$01 B\n- [ ] T002 C (depends on T001)\n- [ ] T003 D (depends on T001-T002)\n- [ ] T004 E (depends on T001, T003)\n",
        "T009",
        expect![[r#"
            plan.md:2: - [ ] T009 B
            plan.md:3: - [ ] T002 C (depends on T009)
            plan.md:4: - [ ] T003 D (depends on T009, T002)
            plan.md:5: - [ ] T004 E (depends on T009, T003)"#]],
    );
}

#[test]
fn what_still_follows_each_other_stays_a_range() {
    let text = |new: &str, text: &str, expected: &str| check_text("## Sprint 2", new, text, expected);
    text("9", "Sprints 1-4 and Phase 7.", "Sprints 1, 9, 3-4 and Phase 7.");
    text("9", "Sprints 01-04", "Sprints 01, 09, 03-04");
    text("9", "Sprint 1 – Sprint 4", "Sprint 1, Sprint 9, Sprint 3 – Sprint 4");
    text("5", "Sprints 3–4", "Sprints 3–4");
    text("5", "Sprints 2–4", "Sprints 5, 3–4");
    let text = |text: &str, expected: &str| check_text("## Sprint 4", "9", text, expected);
    text("Sprints 1-4", "Sprints 1-3, 9");
    text("Sprints 1 to 4", "Sprints 1 to 3 and 9");
    text("Sprint 2 through Sprint 4", "Sprint 2, Sprint 3 and Sprint 9");
    text("Sprints 1 bis 4", "Sprints 1 bis 3 und 9");
    let ids = ["T001", "T002", "T003", "T004", "T005", "T006"];
    let text = |text: &str, expected: &str| check_ids(&ids, "T003", "T009", text, expected);
    text("T001-T006", "T001-T002, T009, T004-T006");
    text("T001–T006", "T001–T002, T009, T004–T006");
    text("T002 to T006", "T002, T009 and T004 to T006");
    check_ids(&ids, "T006", "T007", "T001-T006", "T001-T005, T007");
}

#[test]
fn the_end_of_a_range_may_stand_before_a_colon() {
    let text = |text: &str, expected: &str| check_text("## Sprint 2", "9", text, expected);
    text("Sprints 1 to 3: both", "Sprints 1, 9 and 3: both");
    text("Sprints 1, 2 and 3: all", "Sprints 1, 9 and 3: all");
    text("- Sprint 1-3: base", "- Sprint 1, 9, 3: base");
    text("> Covers Sprints 1-3: base", "> Covers Sprints 1, 9, 3: base");
    check_text("## Sprint 3", "9", "Sprints 1 through 3: all", "Sprints 1, 2 and 9: all");
    check_text("## Sprint 1", "9", "Sprints 1 to 3: all", "Sprints 9, 2 and 3: all");
}

#[test]
fn a_range_that_would_not_be_read_is_written_in_another_way() {
    let text = |text: &str, expected: &str| check_text("## Sprint 2", "9", text, expected);
    text("### Sprint 1-3 review", "### Sprint 1, Sprint 9, Sprint 3 review");
    text("Sprint 1-4 tests", "Sprint 1, Sprint 9, Sprint 3-4 tests");
    text("Sprint 1 to Sprint 3 migration", "Sprint 1, Sprint 9 and Sprint 3 migration");
    text("```\nSprint 1-3: base\n```", "Sprint 1, 9, 3: base");
    text("| When | What |\n|---|---|\n| Sprint 1-3 | base |", "| Sprint 1, 9, 3 | base |");
}

#[test]
fn a_name_that_is_no_plain_number_stands_between_others() {
    let text = |new: &str, text: &str, expected: &str| check_text("## Sprint 2", new, text, expected);
    text("2b", "Sprints 1-4", "Sprints 1, 2b, 3-4");
    text("9.5", "Sprints 1-3", "Sprints 1, 9.5, 3");
    text("A", "Sprints 1-3", "Sprints 1, A, 3");
    text("II", "Sprints 1 to 3", "Sprints 1, II and 3");
    text("nine", "Sprints 1-3", "Sprint 1, Sprint nine, Sprint 3");
    check_ids(&["T001", "T002", "T003"], "T002", "T002a", "T001-T003", "T001, T002a, T003");
}

#[test]
fn letters_are_written_in_full() {
    let page = "## Phase A: A\n- [ ] E\n## Phase $0B: B\n- [ ] F\n## Phase C: C\n- [ ] G\n\nPhases A-C.\n";
    check(
        page,
        "X",
        expect![[r#"
            plan.md:3: ## Phase X: B
            plan.md:8: Phase A, Phase X, Phase C."#]],
    );
}

#[test]
fn ids_that_nothing_defines_stay_in_their_range() {
    let ids = ["T001", "T002", "T004", "T005"];
    let text = |cursor: &str, text: &str, expected: &str| check_ids(&ids, cursor, "T020", text, expected);
    text("T001", "T001-T005", "T020, T002-T005");
    text("T002", "T001-T005", "T001, T020, T003-T005");
    text("T005", "T001-T005", "T001-T004, T020");
    text("T001", "T001-T019", "T020, T002-T019");
    text("T004", "T001-T019", "T001-T003, T020, T005-T019");
    text("T004", "T003-T004", "T003, T020");
    text("T005", "T005 to T006", "T020 and T006");
}

#[test]
fn ids_with_parts_have_ranges() {
    let text = |text: &str, expected: &str| check_ids(&["P0-1", "P0-2", "P0-3"], "P0-3", "P0-9", text, expected);
    text("P0-1 through P0-3", "P0-1, P0-2 and P0-9");
    text("P0-1 – P0-3", "P0-1 – P0-2, P0-9");
    text("P0-1—P0-3", "P0-1—P0-2, P0-9");
    text("P0-1 ~ P0-3", "P0-1 ~ P0-2, P0-9");
    check(
        r#"
        ## Sprint 1: A
        #### TASK-1.1: B
        - [ ] E
        #### TASK-1.$02: C
        - [ ] F
        #### TASK-1.3: D
        **Dependencies:** TASK-1.1 through TASK-1.$02
        - [ ] G
        "#,
        "1.9",
        expect![[r#"
            plan.md:4: #### TASK-1.9: C
            plan.md:7: **Dependencies:** TASK-1.1 and TASK-1.9"#]],
    );
}

#[test]
fn what_only_looks_like_a_range_is_left_alone() {
    check(
        r#"
        //- backlog/tasks/task-1.md
        ---
        id: task-$01
        title: A
        ---
        //- backlog/tasks/task-3.md
        ---
        id: task-3
        title: C
        dependencies:
          - task-$01
          - task-2
        ---
        "#,
        "task-9",
        expect![[r#"
            backlog/tasks/task-1.md:2: id: task-9
            backlog/tasks/task-3.md:5:   - task-9"#]],
    );
    check_text("## Sprint 1", "0", "From Sprint 3 to Sprint 1", "From Sprint 3 to Sprint 0");
}

#[test]
fn what_cannot_be_written_is_refused() {
    let text = |text: &str, expected: &str| check_text("## Sprint 1", "9", text, expected);
    text(
        "Sprint 1..3",
        "refused: It is named in plan.md, line 11, in a way that cannot be replaced exactly. Rewrite that place first.",
    );
    let range =
        "refused: The range in plan.md, line 11, cannot be written with this name. Name its members one by one first.";
    text("Sprints 1-9", range);
    text("From Sprint 3 to Sprint 1", range);
}

#[test]
fn at_the_end_of_a_range_stands_one_name() {
    check_prepare(
        "## Sprint 1: A\n- [ ] B\n## Sprint 2: C\n- [ ] D\n## Sprint 3: E\nDepends on: Spr$0ints $01$0-$02$0\n- [ ] F\n",
        expect![[r#"
            refused: Several names stand here. Put the cursor on one of them.
            "1" 81..82
            "1" 81..82
            "2" 83..84
            "2" 83..84"#]],
    );
    check_text("Sprints 1-3", "9", "Sprints 1-3 to come", "Sprints 1-2, 9 to come");
}

#[test]
fn a_list_goes_on_behind_a_range_and_languages_join_it_in_their_way() {
    let text = |text: &str, expected: &str| check_text("## Sprint 2", "9", text, expected);
    text("Sprints 1 to 3, 4 and Phase 2", "Sprints 1, 9, 3, 4 and Phase 2");
    check(
        "# 计划\n## 第1阶段：基础\n- [ ] a\n## 第$02阶段：核心\n- [ ] b\n## 第3阶段：收尾\n- [ ] c\n\n第1-3阶段由一人完成。\n",
        "9",
        expect![[r#"
            plan.md:4: ## 第9阶段：核心
            plan.md:9: 第1阶段、第9阶段、第3阶段由一人完成。"#]],
    );
    check(
        "# 計画\n## スプリント1：基礎\n- [ ] a\n## スプリント$02：本体\n- [ ] b\n## スプリント3：仕上げ\n- [ ] c\n\nスプリント1〜3は一人で行う。\n",
        "9",
        expect![[r#"
            plan.md:4: ## スプリント9：本体
            plan.md:9: スプリント1、スプリント9、スプリント3は一人で行う。"#]],
    );
}

#[test]
fn ids_that_leave_something_out_have_ranges() {
    let ids = ["T1.1", "T1.2", "T1.3", "T1.4"];
    let text = |text: &str, expected: &str| check_ids(&ids, "T1.4", "T1.9", text, expected);
    text("T1.1-T1.4", "T1.1-T1.3, T1.9");
    text("T1.1-1.4", "T1.1-1.3, T1.9");
    text("T1.1–4", "T1.1–3, T1.9");
    text("T1.2..T1.4", "T1.2..T1.3, T1.9");
    let text = |text: &str, expected: &str| check_ids(&["T001", "T002", "T003"], "T002", "T020", text, expected);
    text("T001-003", "T001, T020, T003");
    check_ids(&["T001", "T002", "T003"], "T003", "T020", "T001-003", "T001-002, T020");
    let story = |at: u32| format!("## User Story {at}: A\n- [ ] T00{at} B\n");
    let page = format!("# Plan\n{}{}{}\nUS1-3 and US1-US3.\n", story(1), story(2), story(3));
    check(
        &page.replace("User Story 3", "User Story 3$0"),
        "9",
        expect![[r#"
        plan.md:6: ## User Story 9: A
        plan.md:9: US1-2, US9 and US1-US2, US9."#]],
    );
    let task = |at: u32| format!("#### TASK-1.{at}: B\n- [ ] E\n");
    let page = format!("## Sprint 1: A\n{}{}{}{}", task(1), task(2), task(3), task(4));
    let page = format!("{page}#### TASK-1.5: F\n**Dependencies:** TASK-1.1 through TASK-1.$04\n- [ ] G\n");
    check(
        &page,
        "TASK-1.9",
        expect![[r#"
        plan.md:8: #### TASK-1.9: B
        plan.md:11: **Dependencies:** TASK-1.1 through TASK-1.3 and TASK-1.9"#]],
    );
    check(
        &page,
        "1.6",
        expect![[r#"
        plan.md:8: #### TASK-1.6: B
        plan.md:11: **Dependencies:** TASK-1.1 through TASK-1.3 and TASK-1.6"#]],
    );
}
