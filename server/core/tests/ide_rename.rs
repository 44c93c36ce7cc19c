//! Rename: what is edited, and what is refused.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

#[path = "support/fixture.rs"]
mod fixture;

use expect_test::{Expect, expect};
use fixture::Fixture;
use milepost_core::ide::FilePosition;
use milepost_core::ide::refactor::Edits;
use milepost_core::ide::rename::{prepare_rename, rename};

/// The lines that differ after the edits, or the refusal.
fn shown(fixture: &Fixture, edits: &Edits) -> String {
    let after = fixture.snapshot.edited(edits);
    let mut shown = Vec::new();
    for (file, held) in after.files() {
        let path = &fixture.paths[file.0 as usize];
        let old = fixture.texts[file.0 as usize].clone();
        let new = held.document.text().to_string();
        assert_eq!(held.document.drift(), None);
        for (line, (old, new)) in old.lines().zip(new.lines()).enumerate() {
            if old != new {
                shown.push(format!("{path}:{}: {new}", line + 1));
            }
        }
    }
    shown.join("\n")
}

fn check(page: &str, new_name: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    assert!(!fixture.cursors.is_empty(), "the page has a $0");
    let answer = |cursor: &FilePosition| match rename(&fixture.snapshot, *cursor, new_name) {
        Ok(edits) => shown(&fixture, &edits),
        Err(why) => format!("refused: {}", why.0),
    };
    let answers: Vec<String> = fixture.cursors.iter().map(answer).collect();
    assert!(answers.iter().all(|it| *it == answers[0]), "{answers:#?}");
    expected.assert_eq(&answers[0]);
}

fn check_prepare(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let answers: Vec<String> = fixture
        .cursors
        .iter()
        .map(|at: &FilePosition| match prepare_rename(&fixture.snapshot, *at) {
            Ok(Some(it)) => format!("{:?} {}..{}", it.placeholder, it.range.start, it.range.end),
            Ok(None) => "nothing".to_owned(),
            Err(why) => format!("refused: {}", why.0),
        })
        .collect();
    expected.assert_eq(&answers.join("\n"));
}

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
            plan.md:8: Depends on: Phases 1, 2, 5
            plan.md:10: - [ ] H after Phase 1, 2, 5
            plan.md:12: Phases 2, 5 and phases 1, 2 and 5."#]],
    );
    check(
        &page("## Phase 2"),
        "5",
        expect![[r#"
            plan.md:3: ## Phase 5: C
            plan.md:8: Depends on: Phases 1, 5, 3
            plan.md:10: - [ ] H after Phase 1, 5, 3
            plan.md:12: Phases 5, 3 and phases 1, 5 and 3."#]],
    );
    check(
        &page("## Phase 1"),
        "0",
        expect![[r#"
            plan.md:1: ## Phase 0: A
            plan.md:8: Depends on: Phases 0, 2, 3
            plan.md:10: - [ ] H after Phase 0, 2, 3
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
            a.md:2: - [ ] T001 Set up what T900 needs, T900, T902, T903 too, and not T950; T902 – Lay bricks
            b.md:2: - [ ] T900 Lay"#]],
    );
    check(page, "T950", expect!["refused: What a.md names in line 2 would mean something else. Rewrite it first."]);
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
    check(page, "2", expect!["refused: `2` is taken: this plan defines it in line 3."]);
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
