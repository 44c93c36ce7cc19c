//! Insert and renumber: what becomes of the plan.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

#[path = "support/fixture.rs"]
mod fixture;

use expect_test::{Expect, expect};
use fixture::Fixture;
use milepost_core::ide::FileRange;
use milepost_core::ide::refactor::insert::{Side, insert_unit};
use milepost_core::ide::refactor::renumber::renumber;
use milepost_core::ide::refactor::{Edits, Refusal, refactorings};
use milepost_core::plan::unit::UnitIndex;
use milepost_core::text::TextRange;

fn unit(fixture: &Fixture) -> UnitIndex {
    let at = fixture.cursor();
    fixture.snapshot.document(at.file).unwrap().unit_defined_at(at.offset).expect("the cursor is on a unit")
}

fn shown(fixture: &Fixture, edits: Result<Edits, Refusal>) -> String {
    let edits = match edits {
        Ok(edits) => edits,
        Err(Refusal(why)) => return format!("refused: {why}"),
    };
    let after = fixture.snapshot.edited(&edits);
    let document = after.document(fixture.cursor().file).unwrap();
    assert_eq!(document.drift(), None);
    document.text().to_string()
}

fn check_insert(page: &str, side: Side, expected: Expect) {
    let fixture = Fixture::new(page);
    let edits = insert_unit(&fixture.snapshot, fixture.cursor().file, unit(&fixture), side);
    expected.assert_eq(&shown(&fixture, edits));
}

fn check_renumber(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let edits = renumber(&fixture.snapshot, fixture.cursor().file, unit(&fixture));
    expected.assert_eq(&shown(&fixture, edits));
}

fn check_offered(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let at = fixture.cursor();
    let at = FileRange { file: at.file, range: TextRange::empty(at.offset) };
    let titles: Vec<String> = refactorings(&fixture.snapshot, at).into_iter().map(|it| it.title).collect();
    let own = |it: &&String| it.starts_with("Insert") || it.starts_with("Renumber");
    expected.assert_eq(&titles.iter().filter(own).cloned().collect::<Vec<_>>().join("\n"));
}

const HARBOUR: &str = r#"
# Harbour

## Sprint 1: Pier (Weeks 1-2)

**Goal:** A pier that holds
**Owner:** Ana

- [ ] Drive the piles

### Acceptance Criteria

- [ ] It holds 10 t

---

## Sprint $02: Crane (Weeks 3-4) ✅

**Depends on:** Sprint 1

- [ ] Lift

### Acceptance Criteria

- [ ] It lifts 5 t

---

## Sprint 3: Boats (Weeks 5-6)

**Depends on:** Sprints 1-2 and the [crane](#sprint-2-crane-weeks-3-4-)

- [ ] Launch

## Overview

| Sprint | Weeks |
|--------|-------|
| 1      | 1-2   |
| 2      | 3-4   |
| 3      | 5-6   |
"#;

#[test]
fn what_follows_is_renumbered_and_moves_where_there_is_no_room() {
    check_insert(
        HARBOUR,
        Side::Before,
        expect![[r#"
            # Harbour

            ## Sprint 1: Pier (Weeks 1-2)

            **Goal:** A pier that holds
            **Owner:** Ana

            - [ ] Drive the piles

            ### Acceptance Criteria

            - [ ] It holds 10 t

            ---

            ## Sprint 2: … (Weeks 3-4)

            **Goal:** …
            **Owner:** …

            - [ ] …

            ### Acceptance Criteria

            - [ ] …

            ---

            ## Sprint 3: Crane (Weeks 5-6) ✅

            **Depends on:** Sprint 1

            - [ ] Lift

            ### Acceptance Criteria

            - [ ] It lifts 5 t

            ---

            ## Sprint 4: Boats (Weeks 7-8)

            **Depends on:** Sprints 1-3 and the [crane](#sprint-3-crane-weeks-5-6-)

            - [ ] Launch

            ## Overview

            | Sprint | Weeks |
            |--------|-------|
            | 1      | 1-2   |
            | 3      | 5-6   |
            | 4      | 7-8   |
        "#]],
    );
}

#[test]
fn at_the_end_nothing_is_renumbered() {
    check_insert(
        "## Phase 1 - Ground\n\nTimeline: Week 1\n\n- [ ] A\n\n## Phase $02 - Walls\n\nTimeline: Week 2\nOwner: Ben\n\n- [ ] B, as Phase 3 will need\n",
        Side::After,
        expect![[r#"
            ## Phase 1 - Ground

            Timeline: Week 1

            - [ ] A

            ## Phase 2 - Walls

            Timeline: Week 2
            Owner: Ben

            - [ ] B, as Phase 3 will need

            ## Phase 3 - …

            Timeline: Week 3
            Owner: …

            - [ ] …
        "#]],
    );
}

#[test]
fn a_gap_in_time_and_numbers_is_used() {
    check_insert(
        "# Plan\n## Sprint 1: A (Week 1)\n- [ ] A\n## Sprint $04: B (Week 4)\n- [ ] B\n",
        Side::Before,
        expect![[r#"
            # Plan
            ## Sprint 1: A (Week 1)
            - [ ] A
            ## Sprint 2: … (Week 2)
            - [ ] …
            ## Sprint 4: B (Week 4)
            - [ ] B
        "#]],
    );
}

#[test]
fn ids_are_numbered_in_their_own_width() {
    check_insert(
        "# Plan\n\n## STORY-001: See\n\n- [ ] A\n\n## STORY-$0002: Say\n\n- [ ] B, after STORY-001\n\n## STORY-003: Do\n\nDepends on: STORY-002\n\n- [ ] C\n",
        Side::Before,
        expect![[r#"
            # Plan

            ## STORY-001: See

            - [ ] A

            ## STORY-002: …

            - [ ] …

            ## STORY-003: Say

            - [ ] B, after STORY-001

            ## STORY-004: Do

            Depends on: STORY-003

            - [ ] C
        "#]],
    );
}

#[test]
fn numbers_that_skip_or_repeat_are_made_to_follow() {
    check_renumber(
        "# Plan\n## Sprint $02: A\n- [ ] A\n## Sprint 4: B\n- [ ] B, after Sprint 2\n## Sprint 4: C\n- [ ] C\n## Sprint 7: D\nDepends on: Sprints 2, 4\n- [ ] D\n",
        expect![[r#"
            # Plan
            ## Sprint 2: A
            - [ ] A
            ## Sprint 3: B
            - [ ] B, after Sprint 2
            ## Sprint 4: C
            - [ ] C
            ## Sprint 5: D
            Depends on: Sprints 2, 3
            - [ ] D
        "#]],
    );
}

#[test]
fn what_counts_down_or_is_drawn_is_not_renumbered() {
    check_offered("# P\n## Sprint $03: C\n- [ ] c\n## Sprint 2: B\n- [ ] b\n## Sprint 1: A\n- [x] a\n", expect![""]);
    check_offered(
        "# P\n\n```mermaid\ngantt\n    dateFormat YYYY-MM-DD\n    section Sprint 1\n    Sprint 1 :s1, 2026-01-05, 7d\n    section Sprint 2\n    Sprint $02 :s2, 2026-01-12, 7d\n```\n",
        expect![""],
    );
}

#[test]
fn what_is_offered_says_what_it_does() {
    check_offered(
        HARBOUR,
        expect![[r#"
        Insert a sprint here and renumber Sprint 2 and what follows
        Insert a sprint after Sprint 2 and renumber what follows"#]],
    );
    check_offered(
        "## Sprint 1: A\n- [ ] A\n## Sprint $03: B\n- [ ] B\n",
        expect![[r#"
        Insert a sprint before Sprint 3
        Insert a sprint after Sprint 3
        Renumber from Sprint 3 on so that numbers follow"#]],
    );
    check_offered("## Week 1: A\n- [ ] A\n## Week $03: B\n- [ ] B\n", expect![""]);
    check_offered("## Phase 1: A\n- [ ] A\n## Phase $02b: B\n- [ ] B\n", expect![""]);
    check_offered(
        "## Epic II: A\n- [ ] A\n## Epic $0I: B\n- [ ] B\n",
        expect!["Renumber from Epic I on so that numbers follow"],
    );
}

#[test]
fn the_new_unit_is_as_long_as_the_one_it_is_made_like() {
    check_insert(
        "# Plan\n\n## Phase 1: A (Weeks 1-2)\n\n- [ ] A\n\n## Phase $02: B (Weeks 3-5)\n\n- [ ] B\n\n## Phase 3: C (Weeks 8-9)\n\n- [ ] C\n",
        Side::Before,
        expect![[r#"
            # Plan

            ## Phase 1: A (Weeks 1-2)

            - [ ] A

            ## Phase 2: … (Weeks 3-5)

            - [ ] …

            ## Phase 3: B (Weeks 6-8)

            - [ ] B

            ## Phase 4: C (Weeks 11-12)

            - [ ] C
        "#]],
    );
}

#[test]
fn a_title_in_brackets_and_a_time_before_the_title_stay_where_they_are() {
    check_insert(
        "# Plan\n### Sprint 1 (A) — Weeks 1-2\n- [ ] A\n### Sprint $02 (B) — Weeks 3-4\n- [ ] B\n",
        Side::After,
        expect![[r#"
            # Plan
            ### Sprint 1 (A) — Weeks 1-2
            - [ ] A
            ### Sprint 2 (B) — Weeks 3-4
            - [ ] B
            ### Sprint 3 (…) — Weeks 5-6
            - [ ] …
        "#]],
    );
    check_insert(
        "# Plan\n## Sprint 1 (Week 1): A\n- [ ] A\n## Sprint $02 (Week 2): B\n- [ ] B\n",
        Side::After,
        expect![[r#"
            # Plan
            ## Sprint 1 (Week 1): A
            - [ ] A
            ## Sprint 2 (Week 2): B
            - [ ] B
            ## Sprint 3 (Week 3): …
            - [ ] …
        "#]],
    );
}

#[test]
fn ranges_around_the_new_unit_take_it_in() {
    check_insert(
        r#"
        # Plan
        ## Sprint 1: A
        - [ ] B
        ## Sprint $02: C
        - [ ] D
        ## Sprint 3: E
        - [ ] F
        ## Sprint 4: G
        - [ ] H

        Sprints 1-3, 1 – 2, 2-4 and 1, 2 and 3: all. Sprint 1 to Sprint 3 review.
        "#,
        Side::Before,
        expect![[r#"
            # Plan
            ## Sprint 1: A
            - [ ] B
            ## Sprint 2: …
            - [ ] …
            ## Sprint 3: C
            - [ ] D
            ## Sprint 4: E
            - [ ] F
            ## Sprint 5: G
            - [ ] H

            Sprints 1-4, 1 – 3, 3-5 and 1, 3 and 4: all. Sprint 1 to Sprint 4 review.
        "#]],
    );
    check_insert(
        r#"
        # Plan
        ## WP01: A
        - [ ] B
        ## WP02: C$0
        - [ ] D
        ## WP03: E
        - [ ] F

        WP01–WP03, WP01-WP02, WP02 to WP03 and WP01, WP02, WP03 first.
        "#,
        Side::After,
        expect![[r#"
            # Plan
            ## WP01: A
            - [ ] B
            ## WP02: C
            - [ ] D
            ## WP03: …
            - [ ] …
            ## WP04: E
            - [ ] F

            WP01–WP04, WP01-WP02, WP02 to WP04 and WP01, WP02, WP04 first.
        "#]],
    );
}

#[test]
fn dates_beside_weeks_and_charts_move_along() {
    check_insert(
        r#"
# Plan

```mermaid
gantt
    dateFormat YYYY-MM-DD
    Sprint 1: Alpha :s1, 2026-01-05, 14d
    Sprint 2: Beta :s2, 2026-01-19, 14d
```

## Sprint 1: Alpha

**Duration**: Weeks 1-2 (Jan 5 - Jan 16, 2026)

- [ ] A

## Sprint $02: Beta

**Duration**: Weeks 3-4 (Jan 19 - Jan 30, 2026)

- [ ] B
"#,
        Side::Before,
        expect![[r#"
            # Plan

            ```mermaid
            gantt
                dateFormat YYYY-MM-DD
                Sprint 1: Alpha :s1, 2026-01-05, 14d
                Sprint 3: Beta :s2, 2026-02-02, 14d
            ```

            ## Sprint 1: Alpha

            **Duration**: Weeks 1-2 (Jan 5 - Jan 16, 2026)

            - [ ] A

            ## Sprint 2: …

            **Duration**: Weeks 3-4 (Jan 19 - Jan 30, 2026)

            - [ ] …

            ## Sprint 3: Beta

            **Duration**: Weeks 5-6 (Feb 2 - Feb 13, 2026)

            - [ ] B
        "#]],
    );
    check_insert(
        "# Plan\n\n## Sprint 1 (Weeks 1-2): A\n\n**Dates:** Jan 5 - Jan 16\n\n- [ ] A\n\n## Sprint $02 (Weeks 3-4): B\n\n**Dates:** Jan 19 - Jan 30\n\n- [ ] B\n",
        Side::After,
        expect![[r#"
            # Plan

            ## Sprint 1 (Weeks 1-2): A

            **Dates:** Jan 5 - Jan 16

            - [ ] A

            ## Sprint 2 (Weeks 3-4): B

            **Dates:** Jan 19 - Jan 30

            - [ ] B

            ## Sprint 3 (Weeks 5-6): …

            **Dates:** Feb 2 - Feb 13

            - [ ] …
        "#]],
    );
}

#[test]
fn what_cannot_run_later_leaves_the_new_unit_without_a_time() {
    check_insert(
        "# Plan\n\n## Sprint 1: A (Week 1)\n\n- [ ] A\n\n## Sprint $02: B (Week 2)\n\n**Dates:** 12 janvier 2026 – 30 janvier 2026\n\n- [ ] B\n",
        Side::Before,
        expect![[r#"
            # Plan

            ## Sprint 1: A (Week 1)

            - [ ] A

            ## Sprint 2: …

            **Dates:** …

            - [ ] …

            ## Sprint 3: B (Week 2)

            **Dates:** 12 janvier 2026 – 30 janvier 2026

            - [ ] B
        "#]],
    );
    check_insert(
        "# Plan\n\n## Phase 1: P (Weeks 1-2)\n\n### Sprint 1: A (Week 1)\n\n- [ ] A\n\n### Sprint $02: B (Week 2)\n\n- [ ] B\n",
        Side::Before,
        expect![[r#"
            # Plan

            ## Phase 1: P (Weeks 1-2)

            ### Sprint 1: A (Week 1)

            - [ ] A

            ### Sprint 2: …

            - [ ] …

            ### Sprint 3: B (Week 2)

            - [ ] B
        "#]],
    );
}

#[test]
fn names_that_begin_with_the_number_go_with_it() {
    check_insert(
        "# Plan\n\n## Epic 1: A\n\n### Story 1.1: See\n\n- [ ] 1.1.1 a\n\n## Epic $02: B\n\n### Story 2.1: Say\n\n- [ ] 2.1.1 b, after 1.1.1\n\n### Story 2.2: Do\n\nDepends on: Story 2.1\n\n- [ ] 2.2.1 c\n",
        Side::Before,
        expect![[r#"
            # Plan

            ## Epic 1: A

            ### Story 1.1: See

            - [ ] 1.1.1 a

            ## Epic 2: …

            ## Epic 3: B

            ### Story 3.1: Say

            - [ ] 3.1.1 b, after 1.1.1

            ### Story 3.2: Do

            Depends on: Story 3.1

            - [ ] 3.2.1 c
        "#]],
    );
    check_insert(
        "# Plan\n\n## Phase 1: A\n\n- [ ] 01-01: a\n\n## Phase $02: B\n\n- [ ] 02-01: b\n- [ ] 02-02: c\n",
        Side::Before,
        expect![[r#"
            # Plan

            ## Phase 1: A

            - [ ] 01-01: a

            ## Phase 2: …

            - [ ] 02-01: …

            ## Phase 3: B

            - [ ] 03-01: b
            - [ ] 03-02: c
        "#]],
    );
    check_insert(
        "# Plan\n\n## Phase 1: A\n\n- [ ] 01-01-PLAN.md: a\n\n## Phase $02: B\n\n- [ ] 02-01-PLAN.md: b\n- [ ] 02-02-PLAN.md: c\n",
        Side::Before,
        expect![
            "refused: `02-01` in line 9 holds the number of what it stands in, and cannot be renumbered with it: change it by hand first."
        ],
    );
    check_renumber(
        "# Plan\n\n## Sprint $01: A\n\n- [ ] S1-01 a\n\n## Sprint 3: B\n\n- [ ] S3-01 b\n- [ ] S1-02 left from Sprint 1\n\n## Sprint 4: C\n\n- [ ] S4-01 c\n- [ ] S3-02 d\n",
        expect![[r#"
            # Plan

            ## Sprint 1: A

            - [ ] S1-01 a

            ## Sprint 2: B

            - [ ] S2-01 b
            - [ ] S1-02 left from Sprint 1

            ## Sprint 3: C

            - [ ] S3-01 c
            - [ ] S2-02 d
        "#]],
    );
    // Counted through the plan, they only happen to be alike.
    check_renumber(
        "# Plan\n\n## Sprint $01: A\n\n- [ ] 1.1 a\n- [ ] 1.2 b\n\n## Sprint 3: B\n\n- [ ] 2.1 c\n- [ ] 3.1 d\n- [ ] 4.1 e\n- [ ] 4.2 e\n",
        expect![[r#"
            # Plan

            ## Sprint 1: A

            - [ ] 1.1 a
            - [ ] 1.2 b

            ## Sprint 2: B

            - [ ] 2.1 c
            - [ ] 3.1 d
            - [ ] 4.1 e
            - [ ] 4.2 e
        "#]],
    );
}

const SERIES: &str = "# Plan\n\n## ALPHA: Core\n\n### Phase 1: A\n\n- [ ] a\n\n### Phase $02: B\n\n- [ ] b\n\n## BETA: Look\n\n### Phase 1: C\n\n- [ ] c\n\n### Phase 2: D\n\n- [ ] d\n";

#[test]
fn series_that_begin_anew_are_numbered_by_themselves() {
    check_offered(
        SERIES,
        expect![[r#"
        Insert a phase here and renumber Phase 2 and what follows
        Insert a phase after Phase 2"#]],
    );
    check_insert(
        SERIES,
        Side::After,
        expect![[r#"
        # Plan

        ## ALPHA: Core

        ### Phase 1: A

        - [ ] a

        ### Phase 2: B

        - [ ] b

        ### Phase 3: …

        - [ ] …

        ## BETA: Look

        ### Phase 1: C

        - [ ] c

        ### Phase 2: D

        - [ ] d
    "#]],
    );
    check_offered(
        &SERIES.replace("## BETA: Look\n\n", ""),
        expect![[r#"
        Insert a phase here and renumber Phase 2 and what follows
        Insert a phase after Phase 2"#]],
    );
}

#[test]
fn the_new_heading_is_written_as_its_neighbours() {
    let heading = |page: &str| {
        let fixture = Fixture::new(page);
        let before = fixture.texts[0].clone();
        let text = shown(&fixture, insert_unit(&fixture.snapshot, fixture.cursor().file, unit(&fixture), Side::After));
        let new: Vec<&str> = text.lines().filter(|it| it.starts_with('#') && !before.contains(it)).collect();
        new.join("\n")
    };
    let said = [
        heading("# Plan\n\n## Sprint 1 — Alpha (2 weeks)\n\n- [ ] a\n\n## Sprint $02 — Current (2 weeks)\n\n- [ ] b\n"),
        heading("# Plan\n\n### Sprint 1 (W1-S1) – Alpha\n\n- [ ] a\n\n### Sprint $02 (W1-S2) – Beta\n\n- [ ] b\n"),
        heading("# Plan\n\n## Sprint 1: A ##\n\n- [ ] a\n\n## Sprint $02: B ##\n\n- [ ] b\n"),
        heading("# Plan\n\n## 🔹 **Phase 1: A**\n\n- [ ] a\n\n## 🔹 **Phase $02: B**\n\n- [ ] b\n"),
        heading("# Plan\n\n## ✅ Phase 1: A\n\n- [x] a\n\n## ✅ Phase $02: B\n\n- [x] b\n"),
    ];
    expect![[r#"
        ## Sprint 3 — … (2 weeks)
        ### Sprint 3 – …
        ## Sprint 3: … ##
        ## 🔹 **Phase 3: …**
        ## Phase 3: …"#]]
    .assert_eq(&said.join("\n"));
}

#[test]
fn the_new_unit_has_a_task_where_all_have_some() {
    check_insert(
        "# Plan\n\n## Sprint 1: A\n\n**Goal:** a\n\n### Tasks\n\n- [x] 1.1 a\n- [ ] 1.2 b\n\n## Sprint $02: B\n\n**Goal:** b\n\n### Tasks\n\n- [x] 2.1 c\n",
        Side::After,
        expect![[r#"
            # Plan

            ## Sprint 1: A

            **Goal:** a

            ### Tasks

            - [x] 1.1 a
            - [ ] 1.2 b

            ## Sprint 2: B

            **Goal:** b

            ### Tasks

            - [x] 2.1 c

            ## Sprint 3: …

            **Goal:** …

            ### Tasks

            - [ ] 3.1 …
        "#]],
    );
}

#[test]
fn the_menu_calls_units_as_the_document_does() {
    check_offered(
        "# P\n\n## Work Package WP01: A\n\n- [ ] a\n\n## Work Package WP$002: B\n\n- [ ] b\n",
        expect![[r#"
        Insert a work package here and renumber Work Package WP02 and what follows
        Insert a work package after Work Package WP02"#]],
    );
}
