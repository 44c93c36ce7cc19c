//! Rename: what is edited, and what is refused.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

#[path = "support/fixture.rs"]
mod fixture;
#[path = "support/renaming.rs"]
mod renaming;

use expect_test::expect;
use fixture::Fixture;
use milepost_core::ide::linked::linked_ranges;
use renaming::{check, check_prepare};

#[test]
fn a_number_changes_wherever_it_means_the_unit() {
    check(
        r#"
        # Ferry
        ## Sprint $01: Ground (Weeks 1-2)
        - [ ] Set up
        ## Sprint 2: Parser (Weeks 3-4)
        **Depends on:** Spr$0int 1
        - [ ] Scan what Sprint 1 wrote in 1 day
        ## Overview
        | Sprint | Weeks |
        |--------|-------|
        | $01      | 1-2   |
        | 2      | 3-4   |

        See [the start](#sprint-1-ground-weeks-1-2).
        "#,
        "7",
        expect![[r#"
            plan.md:2: ## Sprint 7: Ground (Weeks 1-2)
            plan.md:5: **Depends on:** Sprint 7
            plan.md:6: - [ ] Scan what Sprint 7 wrote in 1 day
            plan.md:10: | 7      | 1-2   |
            plan.md:13: See [the start](#sprint-7-ground-weeks-1-2)."#]],
    );
}

#[test]
fn a_whole_label_is_as_good_as_its_number() {
    check(
        "## Sprint $01: A\n- [ ] B\n## Sprint 2: C\n- [ ] D, after Sprint 1\n",
        "Sprint 4a",
        expect![[r#"
        plan.md:1: ## Sprint 4a: A
        plan.md:4: - [ ] D, after Sprint 4a"#]],
    );
}

#[test]
fn other_files_follow() {
    check(
        r#"
        //- plans/a.md
        # Harbour
        ## Sprint $03: Search
        - [ ] Index
        //- plans/b.md
        # Town
        See [search](a.md#sprint-3-search).

        ## Phase 1: Start
        **Depends on:** Sprint 3
        - [ ] Begin
        "#,
        "4",
        expect![[r#"
            plans/a.md:2: ## Sprint 4: Search
            plans/b.md:2: See [search](a.md#sprint-4-search).
            plans/b.md:5: **Depends on:** Sprint 4"#]],
    );
}

#[test]
fn links_of_the_same_words_in_another_workspace_folder_stay() {
    let page = |cursor: &str| {
        r#"
        //- pier:plan.md
        ## Sprint 1: Here
        - [ ] See [it](other.md#sprint-2-same)
        //- pier:other.md
        ## Sprint 2: Same
        - [ ] Go
        //- quay:plan.md
        ## Sprint 1: There
        - [ ] See [it](other.md#sprint-2-same)
        //- quay:other.md
        ## Sprint 2: Same
        - [ ] Come
        "#
        .replace(cursor, &cursor.replace("Sprint 2", "Sprint $02"))
    };
    check(
        &page("//- pier:other.md\n        ## Sprint 2"),
        "8",
        expect![[r#"
            pier:plan.md:2: - [ ] See [it](other.md#sprint-8-same)
            pier:other.md:1: ## Sprint 8: Same"#]],
    );
    check(
        &page("//- quay:other.md\n        ## Sprint 2"),
        "8",
        expect![[r#"
            quay:plan.md:2: - [ ] See [it](other.md#sprint-8-same)
            quay:other.md:1: ## Sprint 8: Same"#]],
    );
}

#[test]
fn links_across_workspace_folders_follow() {
    check(
        r#"
        //- pier:one.md
        ## Sprint 1: Here
        **Depends on:** [the far one](../quay/two.md#sprint-9-far), Spr$0int 9
        - [ ] Go
        //- quay:two.md
        ## Sprint $09: Far
        - [ ] Come
        "#,
        "10",
        expect![[r#"
            pier:one.md:2: **Depends on:** [the far one](../quay/two.md#sprint-10-far), Sprint 10
            quay:two.md:1: ## Sprint 10: Far"#]],
    );
}

#[test]
fn a_refusal_tells_files_of_the_same_path_apart() {
    check(
        r#"
        //- pier:plan.md
        ## Sprint $01: Here
        - [ ] Go
        //- quay:plan.md
        See [it](../pier/plan.md#sprint-1-here), which is Sprint 1.
        ## Phase 7: There
        - [ ] Do as Sprint 2 does
        "#,
        "2",
        expect!["refused: What quay/plan.md names in line 3 would mean something else. Rewrite it first."],
    );
}

#[test]
fn ids_in_running_text_beside_follow() {
    let page = r#"
        //- a.md
        ## Sprint 1: Ground
        - [ ] T001 Set up what T9$001 needs, T901-T903 too, and not T950; T902 – Lay bricks
        //- b.md
        ## Sprint 5: Walls
        - [ ] T9$001 Lay
        - [ ] T902 Paint
        - [ ] T903 Dry
    "#;
    check(
        page,
        "T900",
        expect![[r#"
            a.md:2: - [ ] T001 Set up what T900 needs, T900, T902-T903 too, and not T950; T902 – Lay bricks
            b.md:2: - [ ] T900 Lay"#]],
    );
    check(
        page,
        "T950",
        expect![
            "refused: The range in a.md, line 2, cannot be written with this name. Name its members one by one first."
        ],
    );
}

#[test]
fn fences_gantts_and_short_forms_follow() {
    check(
        r#"
        # Plan
        ## User Story $01: See
        - [ ] T001 [US1] Show
        ## User Story 2: Say
        - [ ] T002 [US2] Tell

        ```mermaid
        gantt
            section Work
            User Story 1 :a1, 2026-01-05, 5d
            User Story 2 :after a1, 5d
        ```

        ```
        User Story 1: Week 1
        User Story 2: Week 2
        ```
        "#,
        "5",
        expect![[r#"
            plan.md:2: ## User Story 5: See
            plan.md:3: - [ ] T001 [US5] Show
            plan.md:10:     User Story 5 :a1, 2026-01-05, 5d
            plan.md:15: User Story 5: Week 1"#]],
    );
}

#[test]
fn what_cannot_be_is_refused_with_a_reason() {
    let page = "## Sprint $01: A\n- [ ] T001 B\n## Sprint 2: C\n- [ ] T002 D, after Sprint 1 as Sprint 9 says\n";
    check(page, "2", expect!["refused: `Sprint 2` is taken: this plan defines it in line 3."]);
    check(
        page,
        "Phase 3",
        expect!["refused: `Phase 3` is of another kind than `Sprint 1`. Only the number can change."],
    );
    check(
        page,
        "x y",
        expect!["refused: `x y` is no number that `Sprint 1` could have. Write a number, or the whole label."],
    );
    check(page, "", expect!["refused: The new name of `1` has to be one short line."]);
    check(page, "3\n4", expect!["refused: The new name of `1` has to be one short line."]);
    check(page, "9", expect!["refused: What plan.md names in line 4 would mean something else. Rewrite it first."]);
    check("Just $0text.", "3", expect!["refused: Put the cursor on a unit's label or on a task's id to rename it."]);
    check(
        "## Sprint 1: A\n- [ ] T0$001 B\n- [ ] T002 C",
        "T002",
        expect!["refused: `T002` is taken: this plan defines it in line 3."],
    );
    check(
        "## Sprint 1: A\n- [ ] T0$001 B\n- [ ] T002 C",
        "Sprint 3",
        expect!["refused: `Sprint 3` is no id of the form of `T001`."],
    );
}

#[test]
fn what_would_be_renamed_is_the_number_or_the_id() {
    check_prepare(
        r#"
        # Ti$0tle
        ## Spr$0int 12: Ground$0 (A1-S$01)
        - [ ] T$0012 Set up
        - [ ] No id$0
        Depends on: Phases 1 and 2 after Sprint $012 or Sprint 9$0
        "#,
        expect![[r#"
            nothing
            "12" 18..20
            nothing
            "A1-S1" 30..35
            "T012" 43..47
            nothing
            "12" 107..109
            nothing"#]],
    );
}

#[test]
fn a_name_of_several_plans_is_renamed_where_it_is_defined() {
    check(
        r#"
        //- a.md
        # A
        ## Sprint 1: One
        - [ ] B
        //- b.md
        # B
        ## Sprint 1: Two
        - [ ] C
        //- c.md
        # C
        ## Phase 1: Three
        Depends on: Sprint$0 1
        - [ ] D
        "#,
        "4",
        expect!["refused: Several plans define this name. Rename it where it is defined."],
    );
}

#[test]
fn ids_and_the_labels_that_they_stand_for_are_one_name() {
    let page = "## M$01: A\n- [ ] B\n## M2: C\n**Depends on:** Mile$0stone 1, M$01\n- [ ] D\n";
    for new in ["M9", "Milestone 9", "9"] {
        check(
            page,
            new,
            expect![[r#"
            plan.md:1: ## M9: A
            plan.md:4: **Depends on:** Milestone 9, M9"#]],
        );
    }
    check(page, "M2", expect!["refused: `M2` is taken: this plan defines it in line 3."]);
    check(page, "Phase 9", expect!["refused: `Phase 9` is no id of the form of `M1`."]);
    check_prepare(
        page,
        expect![[r#"
        "M1" 3..5
        "1" 52..53
        "M1" 55..57"#]],
    );
    check(
        "## Milestone 0$01 (M1): A\n- [ ] B\n## Milestone 02: C\n**Depends on:** M1\n- [ ] D\n",
        "09",
        expect![[r#"
            plan.md:1: ## Milestone 09 (M9): A
            plan.md:4: **Depends on:** M9"#]],
    );
    check(
        "## W$0P01: A\n- [ ] B\n## WP02: C\nAfter Work Package 1.\n- [ ] D\n",
        "WP09",
        expect![[r#"
            plan.md:1: ## WP09: A
            plan.md:4: After Work Package 9."#]],
    );
}

#[test]
fn a_story_in_the_heading_of_a_phase_is_renamed_from_each_place() {
    let page = r#"
        # Tasks: Counter
        ## Phase 2: Us$0er Story 1$0 - Count (Priority: P1)
        - [ ] T003 [U$0S$01] Write src/a.py
        ## Phase 3: User Story 2 - More
        - [ ] T005 [US2] Write src/b.py after User Story 1$0
        "#;
    for new in ["9", "User Story 9", "US9"] {
        check(
            page,
            new,
            expect![[r#"
            plan.md:2: ## Phase 2: User Story 9 - Count (Priority: P1)
            plan.md:3: - [ ] T003 [US9] Write src/a.py
            plan.md:5: - [ ] T005 [US2] Write src/b.py after User Story 9"#]],
        );
    }
    check(page, "2", expect!["refused: `User Story 2` is taken: this plan defines it in line 4."]);
    check_prepare(
        page,
        expect![[r#"
        "1" 40..41
        "1" 40..41
        "1" 79..80
        "1" 79..80
        "1" 178..179"#]],
    );
    check(
        &page.replace("$0", "").replace("Phase 2", "Ph$0ase 2"),
        "7",
        expect!["plan.md:2: ## Phase 7: User Story 1 - Count (Priority: P1)"],
    );
}

#[test]
fn a_number_alone_is_a_name() {
    let page = "# Tasks\n\n## 0$001 Skeleton\n- [ ] A\n\n## 002 Reader\nDepends on: 0$001\n- [ ] B after Task 1\n";
    check(
        page,
        "009",
        expect![[r#"
        plan.md:3: ## 009 Skeleton
        plan.md:7: Depends on: 009
        plan.md:8: - [ ] B after Task 9"#]],
    );
    check(page, "100", expect!["refused: `100` would not be read as a name in plan.md."]);
    check(page, "9", expect!["refused: `9` is no id of the form of `001`."]);
    let page = "# Plan\n\n## Tasks\n\n### $01. Wood\n- [ ] A\n\n### 2. Paint\n**Depends on:** $01\n- [ ] B\n\n## Notes\n\nTask 1 is long.\n";
    check(
        page,
        "9",
        expect![[r#"
        plan.md:5: ### 9. Wood
        plan.md:9: **Depends on:** 9
        plan.md:14: Task 9 is long."#]],
    );
    check_prepare(
        page,
        expect![[r#"
        "1" 22..23
        "1" 68..69"#]],
    );
}

#[test]
fn short_and_long_forms_are_typed_together() {
    let linked = |page: &str| {
        let fixture = Fixture::new(page);
        let found = linked_ranges(&fixture.snapshot, fixture.cursor()).unwrap_or_default();
        found.iter().map(|it| format!("{}..{}", it.start, it.end)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(linked("## User Story $01 (US1): A\n- [ ] T001 [US1] B\n"), "14..15 19..20 39..40");
    // The number is the whole id in one place only.
    assert_eq!(linked("## M$01: A\n- [ ] B\n## M2: C\n**Depends on:** Milestone 1\n- [ ] D\n"), "");
}
