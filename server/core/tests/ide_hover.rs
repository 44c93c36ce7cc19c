//! Hover: the cards, page by page.

#[path = "support/fixture.rs"]
mod fixture;

use std::sync::Arc;

use expect_test::{Expect, expect};
use fixture::Fixture;
use jiff::civil::date;
use milepost_core::ide::FileRange;
use milepost_core::ide::hover::hover;
use milepost_core::workspace::Change;
use milepost_core::workspace::settings::{Calendar, Settings};

fn check_hover(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let at = fixture.cursor();
    let shown = hover(&fixture.snapshot, at).map(|it| {
        let range = FileRange { file: at.file, range: it.range };
        format!("{}\n\n{}", fixture.show(range), it.markdown)
    });
    expected.assert_eq(&shown.unwrap_or_else(|| "nothing".to_owned()));
}

#[test]
fn the_card_of_a_unit_says_what_the_plan_knows() {
    check_hover(
        r#"
        # Release plan

        ## Sprint 1: Ground (Weeks 1-2) ✅

        **Acceptance criteria:**
        - CI is green

        ## Sprint 2: Par$0ser (Weeks 3-4)

        **Goal:** Read every plan in `examples/`
        **Owner:** Ada
        **Depends on:** Sprint 1, Sprint 9

        - [x] Scanner
        - [x] Labels
        - [ ] Tables

        **Acceptance criteria:**
        - [x] Reads *all* samples
          without a panic
        - [ ] 1 MB in a second

        ## Sprint 3: Rules (Weeks 5-6)

        **Depends on:** Sprint 2

        - [ ] Registry
        "#,
        expect![[r###"
            plan.md 8:1 "## Sprint 2: Parser (Weeks 3-4)"

            **Sprint 2: Parser**

            weeks 3–4 · 2/3 tasks done · on the critical path

            Goal: Read every plan in examples/

            Owner: Ada

            Acceptance criteria (1/2 met):

            - ☑ Reads \*all\* samples without a panic
            - ☐ 1 MB in a second

            Depends on Sprint 1 (done), Sprint 9 (not defined)

            Needed by Sprint 3 (0/1)"###]],
    );
}

#[test]
fn a_mention_shows_the_card_of_what_it_names() {
    check_hover(
        r#"
        ## Sprint 1: Ground

        - [x] Set up

        ## Sprint 2: Parser

        Builds on Spr$0int 1 and what came before.

        - [ ] Scanner
        "#,
        expect![[r#"
            plan.md 7:11 "Sprint 1"

            **Sprint 1: Ground**

            1/1 tasks done"#]],
    );
}

#[test]
fn a_number_in_a_table_column_is_a_mention() {
    check_hover(
        r#"
        ## Sprint 1: Ground
        - [x] Set up
        ## Sprint 2: Parser
        - [ ] Scanner

        ## Overview

        | Sprint | Weeks |
        |--------|-------|
        | 1      | 1-2   |
        | $02      | 3-4   |
        "#,
        expect![[r#"
            plan.md 11:3 "2"

            **Sprint 2: Parser**

            0/1 tasks done"#]],
    );
}

#[test]
fn a_range_lists_its_members() {
    check_hover(
        r#"
        ## Phase 1: Ground (Week 1)
        - [x] Set up
        ## Phase 2: Walls (Week 2)
        - [x] Bricks
        - [ ] Mortar
        ## Phase 3: Roof (Week 3)
        **Depends on:** Phases 1$0-2
        - [ ] Beams
        "#,
        expect![[r#"
            plan.md 7:17 "Phases 1-2"

            - **Phase 1: Ground** · week 1 · done
            - **Phase 2: Walls** · week 2 · 1/2"#]],
    );
}

#[test]
fn a_name_that_is_defined_nowhere_shows_the_nearest() {
    check_hover(
        r#"
        ## Phase 1: Ground
        - [x] Set up
        ## Phase 2: Walls
        **Depends on:** Phase $07
        - [ ] Bricks
        ## Phase 3: Roof
        - [ ] Beams
        "#,
        expect![[r#"
            plan.md 4:17 "Phase 7"

            **Phase 7** is not defined in this workspace

            Nearest: Phase 3: Roof, Phase 2: Walls, Phase 1: Ground"#]],
    );
}

#[test]
fn a_task_id_shows_the_task() {
    check_hover(
        r#"
        ## Phase 1: Setup
        - [x] T001 Create the repository
        - [ ] T002 Write the parser (depends on T0$001)
        "#,
        expect![[r#"
            plan.md 3:41 "T001"

            **T001: Create the repository**

            done · on the critical path · in Phase 1: Setup

            Needed by T002 (todo)"#]],
    );
}

#[test]
fn a_unit_of_another_file_names_the_file() {
    check_hover(
        r#"
        //- plans/a.md
        # The plan of team A
        ## Sprint 4: Search
        **Depends on:** Spri$0nt 3
        - [ ] Index
        //- plans/b_1.md
        # The plan of team B
        ## Sprint 3: Store
        - [ ] Tables
        "#,
        expect![[r#"
            plans/a.md 3:17 "Sprint 3"

            **Sprint 3: Store**

            0/1 tasks done · on the critical path

            Needed by Sprint 4 (0/1)

            *plans/b_1.md*"#]],
    );
}

#[test]
fn a_name_that_two_files_of_one_folder_define_lists_both() {
    check_hover(
        r#"
        //- plans/a.md
        # The plan of team A
        ## Sprint 4: Search
        **Depends on:** Spri$0nt 3
        - [ ] Index
        //- plans/b.md
        # The plan of team B
        ## Sprint 3: Store
        - [ ] Tables
        //- plans/c.md
        # The plan of team C
        ## Sprint 3: Stage
        - [ ] Lamps
        //- d.md
        # The plan of team D
        ## Sprint 3: Far away
        - [ ] Lamps
        "#,
        expect![[r#"
            plans/a.md 3:17 "Sprint 3"

            **Sprint 3** is defined in several places:

            - **Sprint 3: Store** · 0/1 · plans/b.md
            - **Sprint 3: Stage** · 0/1 · plans/c.md"#]],
    );
}

/// Sprint 2 waits for nothing and has a week more than it needs.
const SLACK: &str = r#"
    ## Phase 1: Ground

    ### Sprint 1: Dig (Weeks 1-3)
    - [ ] Rent a digger

    ### Sprint 2: Order (Weeks 1-2)
    - [ ] Ask for prices

    ### Sprint 3: Pour (Week 4)
    **Depends on:** Sprints 1 and 2
    - [ ] Mix

    | Sprint | Status      |
    |--------|-------------|
    | 1      |             |
    | 2      | In progress |
    | 3      |             |

    ## Phase 2: Garden
    - [ ] Plant
"#;

#[test]
fn slack_and_the_critical_path_come_from_the_network() {
    check_hover(
        &SLACK.replace("Sprint 1:", "Spr$0int 1:"),
        expect![[r#"
        plan.md 3:5 "Sprint 1"

        **Sprint 1: Dig**

        weeks 1–3 · 0/1 tasks done · on the critical path · in Phase 1: Ground

        Needed by Sprint 3 (0/1)"#]],
    );
    check_hover(
        &SLACK.replace("Sprint 2:", "Spr$0int 2:"),
        expect![[r#"
        plan.md 6:5 "Sprint 2"

        **Sprint 2: Order**

        weeks 1–2 · active · 0/1 tasks done · slack 1 week · in Phase 1: Ground

        Needed by Sprint 3 (0/1)"#]],
    );
    // Nothing is said of what no dependency touches.
    check_hover(
        &SLACK.replace("Phase 2:", "Ph$0ase 2:"),
        expect![[r#"
        plan.md 19:4 "Phase 2"

        **Phase 2: Garden**

        0/1 tasks done"#]],
    );
}

#[test]
fn who_waits_for_itself_has_no_slack() {
    check_hover(
        r#"
        ## Sprint $01: Hen
        **Depends on:** Sprint 2
        - [ ] Lay
        ## Sprint 2: Egg
        **Depends on:** Sprint 1
        - [ ] Hatch
        "#,
        expect![[r#"
            plan.md 1:4 "Sprint 1"

            **Sprint 1: Hen**

            0/1 tasks done · waits for itself

            Depends on Sprint 2 (0/1)

            Needed by Sprint 2 (0/1)"#]],
    );
}

#[test]
fn the_network_reaches_into_files_that_wait() {
    // The ships need the pier for longer than the crane does.
    check_hover(
        r#"
        //- harbour.md
        ## Phase 1: Pi$0er (Weeks 1-2)
        - [ ] Piles
        ## Phase 2: Crane (Weeks 1-4)
        - [ ] Lift
        ## Phase 3: Open (Week 5)
        **Depends on:** Phase 1, Phase 2
        - [ ] Speeches
        //- ships.md
        ## Sprint 1: Sail (6 weeks)
        **Depends on:** Phase 1
        - [ ] Cast off
        "#,
        expect![[r###"
            harbour.md 1:1 "## Phase 1: Pier (Weeks 1-2)"

            **Phase 1: Pier**

            weeks 1–2 · 0/1 tasks done · on the critical path

            Needed by Phase 3 (0/1), Sprint 1 (0/1)"###]],
    );
}

#[test]
fn weeks_have_dates_where_week_1_has_one() {
    let mut fixture = Fixture::new("## Sprint 2: Par$0ser (Weeks 3-4)\n\n- [ ] Scan\n");
    let at = fixture.cursor();
    let calendar = Calendar { start: Some(date(2026, 1, 5)), ..Calendar::default() };
    let settings = Arc::new(Settings { calendar, ..Settings::default() });
    fixture.snapshot.apply(Change::Configure { file: at.file, settings });
    let shown = hover(&fixture.snapshot, at).map(|it| it.markdown);
    let expected = expect!["**Sprint 2: Parser**\n\nweeks 3–4 (2026-01-19 – 2026-02-01) · 0/1 tasks done"];
    expected.assert_eq(&shown.unwrap_or_default());
}

#[test]
fn what_people_write_is_shown_as_it_is() {
    check_hover(
        r#"
        ## Sprint$0 1: Use `a_b` <b>&amp; [x](y)

        **Goal:** # not a heading | $x$ ![i](j)

        - [ ] 1. do
        "#,
        expect![[r#"
            plan.md 1:4 "Sprint 1"

            **Sprint 1: Use a_b \&amp; x**

            0/1 tasks done

            Goal: \# not a heading"#]],
    );
}

#[test]
fn nothing_is_shown_over_other_text() {
    check_hover("## Sprint 1: Ground\n\n- [x] Set $0up\n", expect!["nothing"]);
    check_hover("Just a no$0te.\n", expect!["nothing"]);
}

#[test]
fn a_rule_in_a_suppression_shows_its_page() {
    let fixture = Fixture::new(
        "# Plan\n\n## Sprint 1: Ground\n\n<!-- milepost-disable-next-line overlap$0ping-weeks -->\n## Sprint 2: Parser\n",
    );
    let at = fixture.cursor();
    let shown = hover(&fixture.snapshot, at).expect("a rule stands there");
    assert_eq!(fixture.show(FileRange { file: at.file, range: shown.range }), "plan.md 5:33 \"overlapping-weeks\"");
    assert!(shown.markdown.starts_with("**overlapping-weeks** (warning)\n\nTwo sprints"), "{}", shown.markdown);
}

#[test]
fn criteria_are_shown_as_they_are_written() {
    check_hover(
        r#"
        ## Spr$0int 1: Ground

        - [ ] Set up

        **Acceptance criteria:**

        <!-- AC:BEGIN -->
        - [x] `cargo test **` passes
        - The build is _green_
        <!-- AC:END -->
        "#,
        expect![[r#"
            plan.md 1:4 "Sprint 1"

            **Sprint 1: Ground**

            0/1 tasks done

            Acceptance criteria:

            - ☑ `cargo test **` passes
            - The build is \_green\_"#]],
    );
}

#[test]
fn the_card_of_a_task_says_who_does_it_how_long_it_takes_and_when_it_is_done() {
    let page = r#"
        ## Sprint 1: Ground

        - [ ] T-1$0: Lay `pipes`
          - Owner: Carl
          - Estimate: 5d
          - Acceptance criteria:
            - [ ] Water runs
            - No leaks
          - Notes: none
        - [ ] T-2: Wire
          - Acceptance criteria: the lamp is on
        "#;
    check_hover(
        page,
        expect![[r#"
            plan.md 3:7 "T-1"

            **T-1: Lay `pipes`**

            todo · 5 days · in Sprint 1: Ground

            Owner: Carl

            Acceptance criteria:

            - ☐ Water runs
            - No leaks"#]],
    );
    check_hover(
        &page.replace("$0", "").replace("T-2", "T-2$0"),
        expect![[r#"
            plan.md 10:7 "T-2"

            **T-2: Wire**

            todo · in Sprint 1: Ground

            Acceptance criteria: the lamp is on"#]],
    );
}

#[test]
fn a_task_in_a_row_has_its_owner_and_estimate_from_its_columns() {
    check_hover(
        r#"
        ## Sprint 1: Ground

        | ID  | Task      | Owner | Estimate | Status |
        |-----|-----------|-------|----------|--------|
        | T-1$0 | Lay \| weld pipes | Carl  | 3 points | done   |
        "#,
        expect![[r#"
            plan.md 5:3 "T-1"

            **T-1: Lay \| weld pipes**

            done · 3 points · in Sprint 1: Ground

            Owner: Carl"#]],
    );
}
