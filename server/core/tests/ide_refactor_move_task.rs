//! Moving a task to the next unit, with what is below it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "support/fixture.rs"]
mod fixture;

use expect_test::{Expect, expect};
use fixture::Fixture;
use milepost_core::ide::refactor::refactorings;

/// What is offered at the cursor, and the plan as it leaves it.
fn check(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let mut found = refactorings(&fixture.snapshot, fixture.selection());
    found.retain(|it| it.title.starts_with("Move "));
    let Some(first) = found.first() else { return expected.assert_eq("nothing") };
    let after = fixture.snapshot.edited(&first.edits(&fixture.snapshot).unwrap());
    let after = after.document(fixture.cursor().file).unwrap().text().to_string();
    expected.assert_eq(&format!("{}\n{after}", first.title));
}

const PLAN: &str = r#"
    # P

    ## Sprint 1

    - [ ] T1 Dig$0
      - [ ] a hole
      with words
    - [ ] T2 Pour, after T1

    ## Sprint 2

    **Goal:** more

    * [ ] T3 Dry
      * [ ] slowly

    Text behind.

    ## Sprint 3
"#;

#[test]
fn an_item_goes_with_what_is_below_it() {
    check(
        PLAN,
        expect![[r#"
        Move T1 to Sprint 2
        # P

        ## Sprint 1

        - [ ] T2 Pour, after T1

        ## Sprint 2

        **Goal:** more

        * [ ] T3 Dry
          * [ ] slowly
        * [ ] T1 Dig
          - [ ] a hole
          with words

        Text behind.

        ## Sprint 3
    "#]],
    );
    check(&PLAN.replace("$0", "").replace("T3 Dry", "T3 $0Dry"), expect!["nothing"]);
    check(&PLAN.replace("$0", "").replace("a hole", "a $0hole"), expect!["nothing"]);
    check(
        &PLAN.replace("    - [ ] T2 Pour, after T1\n", ""),
        expect![[r#"
        Move T1 to Sprint 2
        # P

        ## Sprint 1

        ## Sprint 2

        **Goal:** more

        * [ ] T3 Dry
          * [ ] slowly
        * [ ] T1 Dig
          - [ ] a hole
          with words

        Text behind.

        ## Sprint 3
    "#]],
    );
    check("# P\n## Sprint 1\n- [ ] T1 Dig$0\n- [ ] T2 b\n## Sprint 2\n- c\n", expect!["nothing"]);
}

#[test]
fn loose_lists_stay_loose() {
    let page = "# P\n\n## Sprint 1\n\n- [ ] a\n\n- [ ] b$0\n\n- [ ] c\n\n## Sprint 2\n\n- [ ] d\n\n- [ ] e\n";
    check(
        page,
        expect![[r#"
        Move “b” to Sprint 2
        # P

        ## Sprint 1

        - [ ] a

        - [ ] c

        ## Sprint 2

        - [ ] d

        - [ ] e

        - [ ] b
    "#]],
    );
}

#[test]
fn ids_that_hold_the_number_of_the_unit_stay() {
    let page = "# P\n\n## Phase 2\n\n- [ ] 2.1 Dig$0\n- [ ] 2.2 Pour\n\n## Phase 3\n\n- [ ] 3.1 Dry\n";
    check(page, expect!["nothing"]);
}

#[test]
fn rows_go_to_a_table_with_the_same_columns() {
    let page = r#"
        # P

        ## Sprint 1

        | ID | Task | Status |
        |---|---|---|
        | T1 | Dig | todo |
        | T2 | Pour$0 | todo |

        ## Sprint 2

        | ID | Task | Status |
        |---|---|---|
        | T3 | Dry | todo |
    "#;
    check(
        page,
        expect![[r#"
        Move T2 to Sprint 2
        # P

        ## Sprint 1

        | ID | Task | Status |
        |---|---|---|
        | T1 | Dig | todo |

        ## Sprint 2

        | ID | Task | Status |
        |---|---|---|
        | T3 | Dry | todo |
        | T2 | Pour | todo |
    "#]],
    );
    check(
        &page.replace("| T1 | Dig | todo |\n", "").replace("        \n        | T2", "        | T2"),
        expect!["nothing"],
    );
}
