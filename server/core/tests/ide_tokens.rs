//! Semantic tokens: what the words of a plan are.

#[path = "support/fixture.rs"]
mod fixture;

use expect_test::{Expect, expect};
use fixture::Fixture;
use milepost_core::ide::FileRange;
use milepost_core::ide::tokens::tokens;
use milepost_core::workspace::FileId;

const FILE: FileId = FileId(0);

/// Each token with its kind, `!` for a definition, `+` for done, `?` for broken.
fn check_tokens(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let all = tokens(&fixture.snapshot, FILE);
    let mut end = 0;
    let mut shown = String::new();
    for it in all {
        assert!(it.range.start >= end && !it.range.is_empty(), "tokens lie over one another: {it:?}");
        end = it.range.end;
        let signs = [(it.definition, '!'), (it.done, '+'), (it.broken, '?')];
        let signs: String = signs.iter().filter(|(holds, _)| *holds).map(|(_, sign)| *sign).collect();
        shown += &format!("{} {:?}{signs}\n", fixture.show(FileRange { file: FILE, range: it.range }), it.kind);
    }
    expected.assert_eq(&shown);
}

#[test]
fn tokens_say_what_the_words_of_a_plan_are() {
    check_tokens(
        r#"
        ## Sprint 1: Ground (Weeks 1-2) ✅
        - [x] T001 Set up

        **Acceptance criteria:**
        - It stands

        ## Sprint 2: Parser (A1-S2)
        **Depends on:** Sprint 1, Sprint 9
        - [ ] T002 Scan what T001 made, in Sprint 1; SHOP-7 waits
          - _Requirements: 1.2_

        ### Exit criteria of Sprint 2
        - It reads
        "#,
        expect![[r#"
            plan.md 1:4 "Sprint 1" Label!+
            plan.md 1:22 "Weeks 1-2" Schedule
            plan.md 1:33 "✅" Status+
            plan.md 2:3 "[x]" Status+
            plan.md 2:7 "T001" Id!+
            plan.md 4:3 "Acceptance criteria" Criteria
            plan.md 7:4 "Sprint 2" Label!
            plan.md 7:22 "A1-S2" Id!
            plan.md 8:17 "Sprint 1" Dependency+
            plan.md 8:27 "Sprint 9" Dependency?
            plan.md 9:3 "[ ]" Status
            plan.md 9:7 "T002" Id!
            plan.md 9:22 "T001" Id+
            plan.md 9:36 "Sprint 1" Label+
            plan.md 10:20 "1.2" Id
            plan.md 12:5 "Exit criteria of" Criteria
            plan.md 12:22 "Sprint 2" Label
        "#]],
    );
}

#[test]
fn a_range_is_done_if_all_in_it_are_and_the_word_in_it_has_no_token() {
    check_tokens(
        r#"
        ## Phase 1: Ground ✅
        ## Phase 2: Walls
        ## Phase 3: Roof ✅
        - [x] T001 Set up
        - [x] T002 Order
        - [x] T003 Pay
        ## Phase 4: Keys
        **Depends on:** Phases 1-3
        Open from Phases 1 to 3, T001 through T003 and T001–T003 on; T001..T003.
        "#,
        expect![[r#"
            plan.md 1:4 "Phase 1" Label!+
            plan.md 1:20 "✅" Status+
            plan.md 2:4 "Phase 2" Label!
            plan.md 3:4 "Phase 3" Label!+
            plan.md 3:18 "✅" Status+
            plan.md 4:3 "[x]" Status+
            plan.md 4:7 "T001" Id!+
            plan.md 5:3 "[x]" Status+
            plan.md 5:7 "T002" Id!+
            plan.md 6:3 "[x]" Status+
            plan.md 6:7 "T003" Id!+
            plan.md 7:4 "Phase 4" Label!
            plan.md 8:17 "Phases 1-3" Dependency
            plan.md 9:11 "Phases 1" Label+
            plan.md 9:23 "3" Label+
            plan.md 9:26 "T001" Id+
            plan.md 9:39 "T003" Id+
            plan.md 9:48 "T001" Id+
            plan.md 9:53 "T003" Id+
            plan.md 9:62 "T001..T003" Id+
        "#]],
    );
}

#[test]
fn of_the_words_of_criteria_and_requirements_only_labels_and_ids_have_tokens() {
    check_tokens(
        r#"
        ## Phase 1: Ground
        **Success Criteria** (what must be TRUE):
        - It stands
        - [x] T001 Set up
          _Requirements: 1.1, REQ-04_
        - [ ] T002 Order
          _Requirements: All requirements_
        - [ ] T003 Pay
          _要件: すべての要件に対応_

        | Sprint   | Acceptance | Status |
        |----------|------------|--------|
        | Sprint 8 | It is dry  | done   |
        | Sprint 9 | It is warm | todo   |
        "#,
        expect![[r#"
            plan.md 1:4 "Phase 1" Label!
            plan.md 2:3 "Success Criteria" Criteria
            plan.md 5:18 "1.1" Id
            plan.md 5:23 "REQ-04" Id
            plan.md 11:14 "Acceptance" Criteria
            plan.md 13:3 "Sprint 8" Label!+
            plan.md 13:27 "done" Status+
            plan.md 14:3 "Sprint 9" Label!
            plan.md 14:27 "todo" Status
        "#]],
    );
}

#[test]
fn a_status_that_says_done_is_coloured_so_wherever_it_stands() {
    check_tokens(
        r#"
        ## Sprint 3: Gamma — COMPLETE
        - [x] Phase 1: A
        - [x] Phase 2: B — completed 2026-02-16
        - [ ] Phase 3: C
        ## Sprint 4: Delta
        **Status:** active
        "#,
        expect![[r#"
            plan.md 1:4 "Sprint 3" Label!+
            plan.md 1:22 "COMPLETE" Status+
            plan.md 2:3 "[x]" Status+
            plan.md 2:7 "Phase 1" Label!+
            plan.md 3:3 "[x]" Status+
            plan.md 3:7 "Phase 2" Label!+
            plan.md 3:20 "completed 2026-02-16" Status+
            plan.md 4:3 "[ ]" Status
            plan.md 4:7 "Phase 3" Label!
            plan.md 5:4 "Sprint 4" Label!
            plan.md 6:13 "active" Status
        "#]],
    );
}

#[test]
fn ids_of_documents_beside_are_coloured_and_others_are_words() {
    let page = r#"
        //- a.md
        ## Sprint 1: Ground
        - [ ] T001 Set up for T901; SHOP-7 waits, as T999
        //- b.md
        ## Sprint 5: Walls
        - [x] T901 Lay the bricks
    "#;
    check_tokens(
        page,
        expect![[r#"
            a.md 1:4 "Sprint 1" Label!
            a.md 2:3 "[ ]" Status
            a.md 2:7 "T001" Id!
            a.md 2:23 "T901" Id+
        "#]],
    );
}
