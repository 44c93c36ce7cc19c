//! Shifting a unit in time: every place that says when it runs, and nothing else.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "support/fixture.rs"]
mod fixture;

use expect_test::{Expect, expect};
use fixture::Fixture;
use milepost_core::ide::FileRange;
use milepost_core::ide::refactor::later::{By, Step};
use milepost_core::ide::refactor::shift::shift;
use milepost_core::ide::refactor::{Refusal, refactorings};
use milepost_core::index::Target;
use milepost_core::workspace::{Definition, Snapshot};

/// The titles of the shifts that are offered at the cursor.
fn check_offered(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    expected.assert_eq(&offered(&fixture.snapshot, fixture.selection()).join("\n"));
}

fn offered(snapshot: &Snapshot, at: FileRange) -> Vec<String> {
    let titles = refactorings(snapshot, at).into_iter().map(|it| it.title);
    titles.filter(|it| it.starts_with("Shift ")).collect()
}

/// The lines that a shift of the unit at the cursor leaves different, or why it is refused; and that it can be undone.
fn check_shift(page: &str, count: i64, step: Step, successors: bool, expected: Expect) {
    let fixture = Fixture::new(page);
    let at = fixture.cursor();
    let document = fixture.snapshot.document(at.file).unwrap();
    let unit = document.unit_at(at.offset).expect("the cursor is in a unit");
    let of = Definition { file: at.file, target: Target::Unit(unit) };
    let said = match shift(&fixture.snapshot, of, By { count, step }, successors) {
        Err(Refusal(reason)) => format!("refused: {reason}"),
        Ok(edits) => {
            let after = fixture.snapshot.edited(&edits);
            let back = shift(&after, of, By { count: -count, step }, successors).map(|it| after.edited(&it));
            let mut said = changed(&fixture.snapshot, &after);
            match back {
                Ok(back) => assert_eq!(texts(&back), texts(&fixture.snapshot), "back again"),
                Err(Refusal(reason)) => said.push(format!("not back: {reason}")),
            }
            said.join("\n")
        }
    };
    expected.assert_eq(&said);
}

fn texts(snapshot: &Snapshot) -> Vec<String> {
    snapshot.files().map(|(_, it)| it.document.text().to_string()).collect()
}

fn changed(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let (before, after) = (texts(before), texts(after));
    let lines = before.iter().zip(&after).flat_map(|(old, new)| old.lines().zip(new.lines()));
    lines.filter(|(old, new)| old != new).map(|(_, new)| new.to_owned()).collect()
}

const HARBOUR: &str = r#"
    # Harbour

    | Sprint | Weeks | Dates | Status |
    |---|---|---|---|
    | Sprint 1 | 1-2 | Jan 5 – Jan 16 | done |
    | Sprint 2 | 3-4 | Jan 19 – Jan 30 | todo |
    | Sprint 3 | 5-6 | Feb 2 – Feb 13 | todo |

    ```mermaid
    gantt
        dateFormat YYYY-MM-DD
        section Sprint 1
        Piles :s1, 2026-01-05, 12d
        section Sprint 2
        Crane :s2, 2026-01-19, 12d
        Rails :s2b, after s2, 2d
        section Sprint 3
        Lights :s3, 2026-02-02, 2026-02-13
    ```

    ## Sprint 1: Piles (Weeks 1-2) ✅

    **Dates:** 2026-01-05 to 2026-01-16

    - [x] Drive them

    ## Sprint 2: Crane (Weeks 3-4)$0

    **Dates:** 2026-01-19 to 2026-01-30
    **Depends on:** Sprint 1

    - [ ] Lift it, as agreed on 2026-01-02

    ## Sprint 3: Lights

    **Timeline:** Weeks 5-6 | **Start:** 2026-02-02 | **End:** 2026-02-13

    - [ ] Hang them
"#;

#[test]
fn weeks_dates_tables_and_charts_move_together() {
    check_offered(HARBOUR, expect!["Shift Sprint 2 and what follows by one week"]);
    check_shift(
        HARBOUR,
        1,
        Step::Week,
        true,
        expect![[r#"
        | Sprint 2 | 4-5 | Jan 26 – Feb 6 | todo |
        | Sprint 3 | 6-7 | Feb 9 – Feb 20 | todo |
            Crane :s2, 2026-01-26, 12d
            Lights :s3, 2026-02-09, 2026-02-20
        ## Sprint 2: Crane (Weeks 4-5)
        **Dates:** 2026-01-26 to 2026-02-06
        **Timeline:** Weeks 6-7 | **Start:** 2026-02-09 | **End:** 2026-02-20"#]],
    );
    check_shift(
        HARBOUR,
        1,
        Step::Week,
        false,
        expect!["refused: Sprint 2 would overlap Sprint 3: shift what follows too, or make room first."],
    );
    // What follows is not in the way of an earlier time.
    check_shift(HARBOUR, -1, Step::Week, false, expect!["refused: Sprint 2 would overlap Sprint 1: make room first."]);
    check_shift(HARBOUR, -1, Step::Week, true, expect!["refused: Sprint 2 would overlap Sprint 1: make room first."]);
}

const NESTED: &str = r#"
    # Rail

    ## Phase 1: Ground (Weeks 1-4)

    ### Sprint 1 (Weeks 1-2)

    - [ ] Dig

    ### Sprint 2 (Weeks 3-4)

    - [ ] Pour

    ## Phase 2: Track (Weeks 5-8)

    **Depends on:** Phase 1

    ### Sprint 3 (Weeks 5-6)$0

    - [ ] Lay

    ### Sprint 4 (Weeks 7-8)

    - [ ] Weld
"#;

#[test]
fn what_holds_them_moves_with_all_that_it_holds() {
    check_shift(
        NESTED,
        2,
        Step::Week,
        true,
        expect![[r#"
        ## Phase 2: Track (Weeks 7-10)
        ### Sprint 3 (Weeks 7-8)
        ### Sprint 4 (Weeks 9-10)"#]],
    );
    check_shift(
        NESTED,
        2,
        Step::Week,
        false,
        expect!["refused: Sprint 3 would overlap Sprint 4: shift what follows too, or make room first."],
    );
    check_shift(
        &NESTED.replace("$0", "").replace("Ground (Weeks 1-4)", "Ground (Weeks 1-4)$0"),
        1,
        Step::Week,
        true,
        expect![[r#"
        ## Phase 1: Ground (Weeks 2-5)
        ### Sprint 1 (Weeks 2-3)
        ### Sprint 2 (Weeks 4-5)
        ## Phase 2: Track (Weeks 6-9)
        ### Sprint 3 (Weeks 6-7)
        ### Sprint 4 (Weeks 8-9)"#]],
    );
    check_shift(
        &NESTED.replace("$0", "").replace("(Weeks 7-8)", "(Weeks 7-8)$0"),
        1,
        Step::Week,
        true,
        expect![[r#"
        refused: Sprint 4 would run in weeks 8–9, outside of Phase 2 (weeks 5–8): change when Phase 2 runs first."#]],
    );
}

#[test]
fn weeks_that_are_headings_themselves_are_renumbered_or_refused() {
    let page = r#"
        # Plan
        ## Sprint 1 (Week 1)
        ### Week 1
        - [ ] One
        ## Sprint 2 (Week 2)$0
        ### Week 2
        - [ ] Two, see Week 2
    "#;
    check_shift(
        page,
        1,
        Step::Week,
        false,
        expect![[r#"
        ## Sprint 2 (Week 3)
        ### Week 3
        - [ ] Two, see Week 3"#]],
    );
}

#[test]
fn dates_of_the_calendar() {
    let page = r#"
        # Plan
        ## Milestone 1: Beta (March 2, 2026)$0
        - [ ] a
        ## Milestone 2: Release (March 30, 2026)
        **Depends on:** Milestone 1
        - [ ] b
    "#;
    check_offered(
        page,
        expect![[r#"
            Shift Milestone 1 by one week
            Shift Milestone 1 and what follows by one week
            Shift Milestone 1 one week earlier
            Shift Milestone 1 and what follows one week earlier"#]],
    );
    check_shift(page, 3, Step::Day, false, expect!["## Milestone 1: Beta (March 5, 2026)"]);
    check_shift(
        page,
        5,
        Step::Week,
        false,
        expect![
            "refused: Milestone 2 would begin before Milestone 1 has ended, for which it waits: shift what follows too, or make room first."
        ],
    );
    check_shift(
        page,
        5,
        Step::Week,
        true,
        expect![[r#"
        ## Milestone 1: Beta (April 6, 2026)
        ## Milestone 2: Release (May 4, 2026)"#]],
    );
    check_shift(page, 1, Step::Month, true, expect!["refused: Milestone 1 cannot move by months: it moves by weeks."]);
}

#[test]
fn another_file_that_waits_or_repeats() {
    let page = r#"
        //- a.md
        # A
        ## Phase 1: Walls (Weeks 1-2)$0
        - [ ] W-1 Lay
        //- b.md
        # B
        ## Sprint 7: Roof (Weeks 3-4)
        **Depends on:** W-1
        - [ ] Cover
        ## Sprint 8: Paint (Weeks 5-6)
        - [ ] Paint
    "#;
    check_shift(
        page,
        1,
        Step::Week,
        true,
        expect![[r#"
        ## Phase 1: Walls (Weeks 2-3)
        ## Sprint 7: Roof (Weeks 4-5)
        ## Sprint 8: Paint (Weeks 6-7)"#]],
    );
}

#[test]
fn what_cannot_be_said_is_refused() {
    let page = "# P\n## Sprint 1 (Week 1)$0\n- [ ] a\n## Sprint 2\n- [ ] b\n## Week 9\n- c\n";
    check_shift(
        page,
        -1,
        Step::Week,
        false,
        expect!["refused: Sprint 1 cannot run 1 week earlier: week 1 is the first."],
    );
    check_shift(page, 3, Step::Day, false, expect!["refused: Sprint 1 cannot move by days: it moves by weeks."]);
    check_shift(
        &page.replace("$0", "").replace("Sprint 2", "Sprint 2$0"),
        1,
        Step::Week,
        false,
        expect!["refused: Sprint 2 does not say when it runs: write weeks or dates behind its label first."],
    );
    check_shift(
        &page.replace("$0", "").replace("Week 9", "Week 9$0"),
        1,
        Step::Week,
        false,
        expect!["refused: Week 9 is a span of time itself: shift what is planned for it."],
    );
    let ambiguous = "# P\n## Sprint 1 (01/02/2026 - 03/04/2026)$0\n- [ ] a\n";
    check_shift(
        ambiguous,
        1,
        Step::Week,
        false,
        expect!["refused: Sprint 1 does not say clearly when it runs: make its schedule definite first."],
    );
}

#[test]
fn dates_in_brackets_beside_weeks_move_too() {
    let page = r#"
        # Plan
        ## Sprint 1
        **Duration**: Weeks 1-2 (Dec 2-15, 2024) | **Owner:** Ada
        - [ ] a
        ## Sprint 2 (Weeks 3-4, Dec 16-29, 2024)
        - [ ] b, told on Dec 1, 2024
    "#;
    let at = page.replace("Sprint 1", "Sprint 1$0");
    check_shift(&at, 1, Step::Day, true, expect!["refused: Sprint 1 cannot move by days: it moves by weeks."]);
    check_shift(
        &at.replace("Dec 16-29", "Dec 16-22"),
        1,
        Step::Week,
        true,
        expect![[r#"
        **Duration**: Weeks 2-3 (Dec 9-22, 2024) | **Owner:** Ada
        ## Sprint 2 (Weeks 4-5, Dec 23-29, 2024)"#]],
    );
    check_shift(
        &at,
        1,
        Step::Week,
        true,
        expect![
            "refused: “Dec 16-29, 2024” in line 5 of plan.md cannot be rewritten exactly to run 1 week later: change it by hand."
        ],
    );
}

#[test]
fn first_and_last_days_in_columns_of_their_own_move_together() {
    let table = "
        # Tour

        | Sprint | Start | End | Status |
        |---|---|---|---|
        | Sprint 1 | 2026-01-05 | 2026-01-16 | todo |
        | Sprint 2$0 | 2026-01-19 | 2026-01-30 | todo |
        | Sprint 3 | 2026-02-02 | 2026-02-13 | todo |
    ";
    check_offered(table, expect!["Shift Sprint 2 and what follows by one week"]);
    check_shift(
        table,
        1,
        Step::Week,
        true,
        expect![[r#"
            | Sprint 2 | 2026-01-26 | 2026-02-06 | todo |
            | Sprint 3 | 2026-02-09 | 2026-02-20 | todo |"#]],
    );
    check_shift(
        "
        # Tour

        | Sprint | From | To | Due |
        |---|---|---|---|
        | Sprint 1 | Jan 5 | Jan 16 | Jan 16 |

        ## Sprint 1: Packing$0

        **Start:** 2026-01-05
        **End:** 2026-01-16

        - [ ] Fold the tent
        ",
        1,
        Step::Week,
        false,
        expect![[r#"
            | Sprint 1 | Jan 12 | Jan 23 | Jan 23 |
            **Start:** 2026-01-12
            **End:** 2026-01-23"#]],
    );
    check_shift(
        "
        # Tour

        | Sprint | Start week | End week |
        |---|---|---|
        | Sprint 1$0 | 1 | 2 |
        | Sprint 2 | 5 | 6 |
        ",
        1,
        Step::Week,
        false,
        expect![
            "refused: “1” in line 5 of plan.md cannot be rewritten exactly to run 1 week later: change it by hand."
        ],
    );
}

#[test]
fn what_overlaps_already_is_not_made_worse() {
    let page = "# P\n## Sprint 1 (Weeks 1-4)\n- [ ] a\n## Sprint 2 (Weeks 4-6)$0\n- [ ] b\n";
    check_offered(page, expect!["Shift Sprint 2 by one week"]);
    check_shift(page, -1, Step::Week, false, expect!["refused: Sprint 2 would overlap Sprint 1: make room first."]);
    let early = "# P\n## Sprint 1 (Weeks 1-2)\n- [ ] a\n## Phase 1 (Weeks 2-6)$0\nDepends on: Sprint 1\n- [ ] b\n";
    check_shift(
        early,
        -1,
        Step::Week,
        false,
        expect!["refused: Phase 1 would begin before Sprint 1 has ended, for which it waits: make room first."],
    );
    let done = "# P\n## Sprint 1 (Weeks 1-2) ✅\n- [x] a\n## Sprint 2 (Weeks 3-4)$0\n- [ ] b\n";
    check_offered(done, expect!["Shift Sprint 2 by one week"]);
    check_shift(done, -1, Step::Week, false, expect!["refused: Sprint 2 would overlap Sprint 1: make room first."]);
}

#[test]
fn weeks_of_the_calendar_end_with_the_year() {
    let page = "# P\n## Sprint 1 (KW 50)\n- [ ] a\n## Sprint 2 (KW 51–52)$0\n- [ ] b\n";
    check_offered(page, expect![""]);
    check_shift(
        page,
        1,
        Step::Week,
        false,
        expect![
            "refused: “KW 51–52” in line 4 of plan.md cannot be rewritten exactly to run 1 week later: change it by hand."
        ],
    );
    let leap = "# P\n## Sprint 1 (Feb 24 - Feb 28)$0\n- [ ] a\n";
    check_shift(
        leap,
        1,
        Step::Week,
        false,
        expect!["refused: Sprint 1 cannot run 1 week later: without a year it is open which day that is."],
    );
}
