//! Completion: what is offered where, and what it replaces.

#![allow(clippy::indexing_slicing)]

#[path = "support/completing.rs"]
mod completing;
#[path = "support/fixture.rs"]
mod fixture;

use completing::{check_completion, check_in, check_line, offered, show_line};
use expect_test::{Expect, expect};
use fixture::Fixture;

#[test]
fn in_prose_only_behind_the_beginning_of_a_name() {
    check_line("As in Spr$0", expect![[r#""Spr" -> Sprint 1, Sprint 2, Sprint 10"#]]);
    check_line("As in Sprint $0", expect![[r#""Sprint " -> Sprint 1, Sprint 2, Sprint 10"#]]);
    check_line("As in sprint 1$0", expect![[r#""sprint 1" -> Sprint 1, Sprint 2, Sprint 10"#]]);
    check_line("As in s2$0", expect![[r#""s2" -> Sprint 2, Sprint 1, Sprint 10"#]]);
    check_line("See T0$0", expect![[r#""T0" -> T001, T002"#]]);
    check_line("See $0", expect![[r#""" -> "#]]);
    check_line("This is s$0", expect![[r#""" -> "#]]);
    check_line("This is sp$0", expect![[r#""" -> "#]]);
    check_line("This is special$0", expect![[r#""" -> "#]]);
    check_line("Sprint 2 is t$0", expect![[r#""" -> "#]]);
    check_line("The ground$0", expect![[r#""" -> "#]]);
    check_line("We$0", expect![[r#""" -> "#]]);
}

#[test]
fn never_where_a_name_is_being_defined() {
    check_line("## Spr$0", expect![[r###""## Spr" -> ## Sprint 11: …"###]]);
    check_line("## Sprint 1$0", expect![[r###""## Sprint 1" -> ## Sprint 11: …"###]]);
    check_line("- [ ] T0$0", expect![[r#""" -> "#]]);
    check_line("## What Spr$0", expect![[r#""Spr" -> Sprint 1, Sprint 2, Sprint 10"#]]);
}

#[test]
fn never_in_code() {
    check_line("```\nDepends on: $0\n```", expect![[r#""" -> "#]]);
    check_line("```\nDepends on: Spr$0", expect![[r#""" -> "#]]);
    check_line("Depends on: `Spr$0`", expect![[r#""" -> "#]]);
    check_line("    Depends on: Spr$0", expect![[r#""" -> "#]]);
    check_line("<!-- Depends on: Spr$0 -->", expect![[r#""" -> "#]]);
    check_line("See https://plans.example/Sprint$0", expect![[r#""" -> "#]]);
    check_line("See [there](Sprint$0", expect![[r#""" -> "#]]);
    check_line("```\n**Status:** $0\n```", expect![[r#""" -> "#]]);
    check_line("```\n- [$0\n```", expect![[r#""" -> "#]]);
    check_line("```\n## $0\n```", expect![[r#""" -> "#]]);
    check_line("`**Status:** $0`", expect![[r#""" -> "#]]);
}

#[test]
fn a_suppression_is_offered_its_words_and_the_rules() {
    let labels = |line: &str| -> Vec<String> {
        let fixture = Fixture::new(&format!("## Sprint 1: Ground\n\n{line}\n"));
        offered(&fixture).into_iter().map(|it| it.label).collect()
    };
    assert!(labels("<!-- mile$0 -->").contains(&"milepost-disable-next-line".to_owned()));
    assert!(labels("<!-- Sprint 1 is $0 -->").is_empty());
    let rules = labels("<!-- milepost-disable-line overlapping-weeks bro$0");
    assert!(rules.contains(&"broken-dependency".to_owned()));
    assert!(!rules.contains(&"overlapping-weeks".to_owned()));
    assert!(labels("<!-- milepost-disable-line overlapping-weeks -- agreed$0").is_empty());
}

#[test]
fn statuses_as_the_document_writes_them_then_the_others() {
    let plan = "## Sprint 1: Ground\n**Status:** ✅ Done\n- [x] Dig\n## Sprint 2: Parser\n**Status:** In review (1 of 2)\n- [ ] Scan\n## Sprint 3: Rules\n";
    let check = |line: &str, expected: Expect| check_in(plan, line, expected);
    check("**Status:** $0", expect![[r#""" -> ✅ Done, In review, Planned, Blocked, Cancelled"#]]);
    check("**Status:**$0", expect![[r#""" ->  ✅ Done,  In review,  Planned,  Blocked,  Cancelled"#]]);
    check("**Status:$0**", expect![[r#""" -> "#]]);
    check(
        "**Status:** In pr$0ogress (2 of 3)",
        expect![[r#""In progress" -> ✅ Done, In review, In progress, Planned, Blocked, Cancelled"#]],
    );
    check("- Status: $0", expect![[r#""" -> ✅ Done, In review, Planned, Blocked, Cancelled"#]]);
    check(
        "| Sprint | Status |\n|---|---|\n| 1 | $0 |",
        expect![[r#""" -> ✅ Done, In review, Planned, Blocked, Cancelled"#]],
    );
    check("| Sprint | Status |\n|---|-$0--|\n| 1 | x |", expect![[r#""" -> "#]]);
    check(
        "| Sprint | Notes | Status |\n|---|---|---|\n| 1 | a \\| b | $0 |",
        expect![[r#""" -> ✅ Done, In review, Planned, Blocked, Cancelled"#]],
    );
    check_in(
        "## Sprint 1: Los datos de la prueba\n- [ ] Cargar los archivos con el índice\n",
        "**Estado:** $0",
        expect![[r#""" -> Pendiente, En curso, Bloqueado, Completado, Cancelado"#]],
    );
    check_in(
        "## Sprint 1: Import\n**Verantwortlich:** Jo\n- [ ] Import\n## Sprint 2: Suche\n",
        "**Status:** $0",
        expect![[r#""" -> Geplant, In Arbeit, Blockiert, Erledigt, Abgebrochen"#]],
    );
    let table = "| Sprint | Status |\n|---|---|\n| Sprint 1 | ✅ Done |\n| Sprint 2 | ⏳ Planned |\n";
    check_in(table, "| Sprint 3 | $0 |", expect![[r#""" -> ✅ Done, ⏳ Planned, In progress, Blocked, Cancelled"#]]);
    let marks = "| Sprint | Status |\n|---|---|\n| Sprint 1 | ✅ |\n| Sprint 2 | ✅ |\n| Sprint 3 | ❌ |\n";
    check_in(marks, "| Sprint 4 | $0 |", expect![[r#""" -> ✅, ❌, In progress, Blocked, Cancelled"#]]);
    check_in("A word\n", "**Status:** $0", expect![[r#""" -> "#]]);
}

#[test]
fn marks_in_boxes() {
    let plan = "## Sprint 1: Ground\n- [X] Dig\n- [~] Pour\n- [ ] Scan\n";
    check_in(plan, "- [$0", expect![[r#""[" -> [ ] , [X] , [~] , [/] , [-] , [!] "#]]);
    check_in(plan, "- [$0] Weld", expect![[r#""[]" -> [X], [~], [ ], [/], [-], [!]"#]]);
    check_in(plan, "- [ $0] Weld", expect![[r#""[ ]" -> [ ], [X], [~], [/], [-], [!]"#]]);
    check_in(plan, "- [$0Weld](x)", expect![[r#""" -> "#]]);
    check_in(plan, "Some [$0", expect![[r#""" -> "#]]);
    // What an editor closes by itself goes too.
    let whole = |line: &str| {
        let fixture = Fixture::new(&format!("{plan}{line}\n"));
        offered(&fixture).iter().all(|it| it.is_whole)
    };
    assert!(whole("- [$0]") && whole("- [ $0] Weld"));
}

#[test]
fn owners_of_all_plans() {
    check_completion(
        r#"
        //- a.md
        ## Sprint 1: Ground
        **Owner:** Ann Lee & Bo
        - [ ] Dig
        ## Sprint 2: Walls
        **Owner:** Bo
        - [ ] Lay
        ## Sprint 3: Roof
        **Owner:** Ann Lee, $0
        - [ ] Tile
        //- b.md
        ## Phase 1: Garden
        **Owner:** Cy (part time)
        - [ ] Sow
        "#,
        expect![[r#"
            a.md 8:21 ""
            Bo
            Cy"#]],
    );
}

#[test]
fn requirements_that_are_stated_beside() {
    check_completion(
        r#"
        //- specs/tasks.md
        ## Phase 1: Ground
        - [ ] 1.1 Dig
          - _Requirements: 1.1_
        - [ ] 1.2 Pour
          - _Requirements: 1.1, $0, 2.1_
        //- specs/requirements.md
        ## Requirements
        ### Requirement 1: Holds
        #### Acceptance Criteria
        1. WHEN it rains THE roof SHALL hold
        2. WHEN it snows THE roof SHALL hold
        ### Requirement 2: Shines
        #### Acceptance Criteria
        1. WHEN the sun shines THE roof SHALL shine
        "#,
        expect![[r#"
            specs/tasks.md 5:25 ""
            1.2 | Holds · not covered yet"#]],
    );
}

#[test]
fn a_requirement_that_is_typed_in_full_stays_a_choice() {
    let criteria: String = (1..=11).map(|at| format!("{at}. WHEN it rains THE roof SHALL hold\n")).collect();
    let page = format!(
        "//- specs/tasks.md\n## Phase 1: Ground\n- [ ] 1.1 Dig\n  - _Requirements: 1.2, 1.1$0_\n\
        //- specs/requirements.md\n## Requirements\n### Requirement 1: Holds\n#### Acceptance Criteria\n{criteria}\
        ### Requirement 2: Shines\n#### Acceptance Criteria\n1. WHEN the sun shines THE roof SHALL shine\n"
    );
    let fixture = Fixture::new(&page);
    let labels: Vec<String> = offered(&fixture).into_iter().map(|it| it.label).collect();
    assert_eq!(labels[..3], ["1.1", "1.3", "1.4"]);
}

#[test]
fn labels_that_the_other_units_have_and_this_one_lacks() {
    let plan = "## Sprint 1: Ground\n**Goal:** Dig\n**Depends on:** nothing\n\n**Tasks:**\n- [x] Dig\n\n## Sprint 2: Parser\n**Goal:** Scan\n**Owner:** Bo\n\n## Sprint 3: Rules\n**Goal:** Rule\n";
    check_in(
        plan,
        "$0",
        expect![[r#"
        "" -> **Owner:** , **Depends on:** , **Tasks:**, ## Sprint 4: …
        **Goal:** …"#]],
    );
    check_in(plan, "**$0**", expect![[r#""****" -> **Owner:** , **Depends on:** , **Tasks:**"#]]);
    check_in(plan, "De$0", expect![[r#""De" -> **Depends on:** "#]]);
    check_in(plan, "**De$0**", expect![[r#""**De**" -> **Depends on:** "#]]);
    check_in(plan, "D$0", expect![[r#""" -> "#]]);
    check_in(plan, "Define something De$0", expect![[r#""" -> "#]]);
    check_in(plan, "- De$0", expect![[r#""" -> "#]]);
    let bullets = "## Phase 1: Boden\n- Ziel: graben\n- Abhängig von: nichts\n\n## Phase 2: Dach\n- Ziel: decken\n";
    check_in(bullets, "- $0", expect![[r#""" -> Abhängig von: "#]]);
    check_in(bullets, "- Abh$0", expect![[r#""Abh" -> Abhängig von: "#]]);
    check_in(bullets, "Abh$0", expect![[r#""" -> "#]]);
    check_in("# Notes\n\nGoal: x\n\n", "De$0", expect![[r#""" -> "#]]);
    let kiro = "# Implementation Plan\n\n- [x] 1. Set up\n  - _Requirements: 1.1_\n- [ ] 2. Build\n";
    check_in(kiro, "  - $0", expect![[r#""" -> _Requirements: "#]]);
    check_in(kiro, "  - _R$0", expect![[r#""_R" -> _Requirements: "#]]);
    check_in(kiro, "  - _R$0_", expect![[r#""_R" -> _Requirements: "#]]);
    check_in(kiro, "  - R$0", expect![[r#""" -> "#]]);
    check_in(kiro, "- Re$0", expect![[r#""" -> "#]]);
    check_in(&format!("{kiro}  - _Requirements: 1.2_\n"), "  - Re$0", expect![[r#""" -> "#]]);
    let tasks = "## Sprint 1: A\n- [ ] T-1 Dig\n  - Owner: Jo\n- [ ] T-2 Pour\n  - Depends on: T-1\n";
    check_in(tasks, "  - $0\n- [ ] T-3 Dry", expect![[r#""" -> Owner: "#]]);
}

#[test]
fn tags_behind_the_id_of_a_task() {
    let plan = "# Tasks: Harbour\n\n## Phase 1: Setup\n\n- [x] T001 [P] Dig in src/a.rs\n\n\
        ## Phase 2: User Story 1 - Crane\n\n- [ ] T002 [P] [US1] Lift in src/b.rs\n- [ ] T003 [US1] Turn in src/b.rs\n";
    check_in(plan, "- [ ] T004 [$0", expect![[r#""[" -> [P] , [US1] "#]]);
    check_in(plan, "- [ ] T004 [$0] Lower", expect![[r#""[]" -> [P], [US1]"#]]);
    check_in(plan, "- [ ] T004 [P] [$0", expect![[r#""[" -> [US1] "#]]);
    check_in(plan, "- [ ] T004 [U$0", expect![[r#""[U" -> [US1] "#]]);
    check_in(plan, "- [ ] T004 Lower [$0", expect![[r#""" -> "#]]);
    check_in(plan, "- [ ] Lower [$0", expect![[r#""" -> "#]]);
}

#[test]
fn tables_of_other_forms() {
    let bare = "## Sprint 1: Ground\n- [x] Dig\n## Sprint 2: Walls\n- [ ] Lay\n\nSprint | Status | Depends on\n--- | --- | ---\nSprint 1 | done | -\n";
    check_in(bare, "Sprint 2 | $0 | -", expect![[r#""" -> done, planned, in progress, blocked, cancelled"#]]);
    check_in(bare, "Sprint 2 | todo | $0", expect![[r#""" -> Sprint 1"#]]);
    check_in(
        "## Sprint 1: Ground\n- [x] Dig\n\n| | |\n|---|---|\n",
        "| **Status** | $0 |",
        expect![[r#""" -> Planned, In progress, Blocked, Done, Cancelled"#]],
    );
    check_in("## Sprint 1: Ground\n- [x] Dig\n\nA | B\n", "Status | $0", expect![[r#""" -> "#]]);
}

#[test]
fn nothing_in_front_matter_and_in_what_is_no_plan() {
    show_line("---\ntitle: $0\nstatus: \n---\n\n## Sprint 1: Ground\n- [ ] Dig\n", expect![[r#""" -> "#]]);
    show_line("---\ntitle: x\nowner: $0\n---\n\n## Sprint 1: Ground\n- [ ] Dig\n", expect![[r#""" -> "#]]);
    show_line("# Recipes\n\n## Soup\n\n**Status:** $0\n", expect![[r#""" -> "#]]);
    show_line("# Recipes\n\n- [$0\n", expect![[r#""" -> "#]]);
    show_line("# Recipes\n\n## $0\n", expect![[r#""" -> "#]]);
    show_line("$0", expect![[r#""" -> "#]]);
}
