//! Completion: new units and tasks, and the time that comes next free.

#![allow(clippy::indexing_slicing)]

#[path = "support/completing.rs"]
mod completing;
#[path = "support/fixture.rs"]
mod fixture;

use completing::{check_in, check_line, offered};
use expect_test::{Expect, expect};
use fixture::Fixture;
use milepost_core::ide::completion::CompletionKind;

#[test]
fn weeks_that_come_next_free() {
    let plan = "# Plan\n## Sprint 1: Ground (Weeks 1-2)\n- [x] Dig\n## Sprint 2: Walls (Weeks 3-4)\n- [ ] Lay\n";
    check_in(plan, "## Sprint 3: Roof ($0", expect![[r#""" -> Weeks 5-6"#]]);
    check_in(plan, "## Sprint 3: Roof ($0)", expect![[r#""" -> Weeks 5-6"#]]);
    check_in(plan, "## Sprint 3: Roof (W$0)", expect![[r#""W" -> Weeks 5-6"#]]);
    check_in(plan, "## Sprint 3: Roof (week$0", expect![[r#""week" -> Weeks 5-6"#]]);
    check_in(plan, "## Sprint 3: Roof (wet$0", expect![[r#""" -> "#]]);
    check_in(plan, "## Sprint 3: Roof - W$0", expect![[r#""" -> "#]]);
    check_in(plan, "## Sprint 3: Roof (Weeks $0)", expect![[r#""" -> 5-6, 5"#]]);
    check_in(plan, "## Sprint 3: Roof (Week 5$0)", expect![[r#""5" -> 5-6, 5"#]]);
    check_in(plan, "## Sprint 3: Roof (Days $0)", expect![[r#""" -> "#]]);
    check_in(plan, "## Sprint 3: Roof $0", expect![[r#""" -> "#]]);
    check_in(plan, "## Notes ($0", expect![[r#""" -> "#]]);
    let plan = format!("{plan}## Sprint 3: New (Weeks $0)\n## Sprint 4: Roof (Weeks 5-6)\n- [ ] Tile\n");
    check_in(&plan, "", expect![[r#""" -> 7-8, 7"#]]);
    let fields = "## Phase 1: A\n**Timeline:** Week 1–2\n- [ ] x\n## Phase 2: B\n**Timeline:** Week 3–4\n- [ ] y\n## Phase 3: C\n";
    check_in(fields, "**Timeline:** $0", expect![[r#""" -> Week 5–6"#]]);
    let anew = "## Phase 1: A\n### Sprint 1: a (Week 1)\n### Sprint 2: b (Week 2)\n## Phase 2: B\n### Sprint 3: c (Week 1)\n### Sprint 4: d (Week 2)\n";
    check_in(anew, "### Sprint 5: e (Week $0)", expect![[r#""" -> 3, 3-4"#]]);
    check_in(anew, "## Phase 3: C\n### Sprint 5: e (Week $0)", expect![[r#""" -> "#]]);
    check_in(
        "## 阶段1：准备（第1-2周）\n- [ ] 读\n## 阶段2：写（第3-4周）\n- [ ] 写\n",
        "## 阶段3：交（$0",
        expect![[r#""" -> 第5-6周"#]],
    );
}

#[test]
fn dates_that_come_next_free() {
    let plan = "## Sprint 1: A\n**Start:** 2026-01-05\n**Due:** 2026-01-16\n- [ ] a\n## Sprint 2: B\n";
    check_in(plan, "**Start:** $0", expect![[r#""" -> 2026-01-19"#]]);
    check_in(plan, "**Start:** 2026-01-26\n**Due:** $0", expect![[r#""" -> 2026-02-06"#]]);
    let german = "## Sprint 1: A\n**Beginn:** 05.01.2026\n**Ende:** 16.01.2026\n- [ ] a\n## Sprint 2: B\n";
    check_in(german, "**Beginn:** $0", expect![[r#""" -> 19.01.2026"#]]);
    let words = "## Sprint 1: A\n**Start:** Jan 5, 2026\n**End:** Jan 16, 2026\n- [ ] a\n## Sprint 2: B\n";
    check_in(words, "**Start:** $0", expect![[r#""" -> Jan 19, 2026"#]]);
    check_in(words, "**End:** $0", expect![[r#""" -> Jan 30, 2026"#]]);
    // Two fields, each of which says one end, make no timeline.
    check_in(words, "**Timeline:** $0", expect![[r#""" -> "#]]);
    check_in(
        "## Sprint 1: A (January 5 – 16, 2026)\n- [ ] a\n## Sprint 2: B\n",
        "**Start:** $0",
        expect![[r#""" -> 2026-01-19"#]],
    );
    check_in("## Sprint 1: A\n- [ ] a\n## Sprint 2: B\n", "**Start:** $0", expect![[r#""" -> "#]]);
    let headings =
        |first: &str, second: &str| format!("## Sprint 1: A ({first})\n- [ ] a\n## Sprint 2: B ({second})\n- [ ] b\n");
    let check = |first: &str, second: &str, expected: Expect| {
        check_in(&headings(first, second), "## Sprint 3: C ($0)", expected);
    };
    check("Jan 5 - Jan 16, 2026", "Jan 19 - Jan 30, 2026", expect![[r#""" -> Feb 2 - Feb 13, 2026"#]]);
    check("2026-12-07 to 2026-12-18", "2026-12-21 to 2027-01-01", expect![[r#""" -> 2027-01-04 to 2027-01-15"#]]);
    check("Jan 5 - Jan 16", "Jan 19 - Jan 30", expect![[r#""" -> Feb 2 - Feb 13"#]]);
    // As long after the one before as that was after its own.
    check("2026-01-05 to 2026-01-09", "2026-01-14 to 2026-01-18", expect![[r#""" -> 2026-01-23 to 2026-01-27"#]]);
    check("Q1 2026", "Q2 2026", expect![[r#""" -> Q3 2026"#]]);
    check_in(
        "## Sprint 1: A (Jan 5 - Jan 16, 2026)\n- [ ] a\n",
        "## Sprint 2: B (J$0)",
        expect![[r#""J" -> Jan 19 - Jan 30, 2026"#]],
    );
    check_in(
        "## Sprint 1: A (Jan 5 - Jan 16)\n- [ ] a\n",
        "## Sprint 2: B ($0)",
        expect![[r#""" -> Jan 19 - Jan 30"#]],
    );
}

/// What the new units and tasks at the cursor would write.
fn check_new(plan: &str, line: &str, expected: Expect) {
    let fixture = Fixture::new(&format!("{plan}{line}\n"));
    let new = offered(&fixture).into_iter().filter(|it| it.kind == CompletionKind::Snippet);
    let shown = new.map(|it| {
        format!("{:?} -> {}\n{}\n", it.replace.of(&fixture.texts[0]), it.label, it.snippet.unwrap_or_default())
    });
    expected.assert_eq(&shown.collect::<String>());
}

#[test]
fn a_new_sprint_in_the_style_of_the_one_before() {
    let plan = "# Harbour\n\n## Sprint 1: Ground (Weeks 1-2) ✅\n\n**Goal:** Dig\n\n- [x] T001 Dig\n\n**Acceptance criteria:**\n- [x] It holds\n\n\
        ## Sprint 2: Walls (Weeks 3-4)\n\n**Goal:** Lay\n**Depends on:** Sprint 1\n**Status:** Planned\n\n- [ ] T002 Lay\n- [ ] T003 Plaster\n\n**Acceptance criteria:**\n- [ ] It stands\n- [ ] It is dry\n\n### Notes\n\nSome $5.\n\n";
    check_new(
        plan,
        "$0",
        expect![[r#"
        "" -> New task T004
        - [ ] T004 ${1:…}$0
        "" -> New Sprint 3
        ## Sprint 3: ${1:…} (Weeks 5-6)

        **Goal:** ${2:…}
        **Depends on:** ${3:Sprint 2}
        **Status:** ${4:Planned}

        - [ ] T004 ${5:…}

        **Acceptance criteria:**
        - [ ] ${6:…}$0
    "#]],
    );
    check_new(
        plan,
        "## $0",
        expect![[r###"
        "## " -> New Sprint 3
        ## Sprint 3: ${1:…} (Weeks 5-6)

        **Goal:** ${2:…}
        **Depends on:** ${3:Sprint 2}
        **Status:** ${4:Planned}

        - [ ] T004 ${5:…}

        **Acceptance criteria:**
        - [ ] ${6:…}$0
    "###]],
    );
    check_new(
        plan,
        "## Spr$0",
        expect![[r###"
        "## Spr" -> New Sprint 3
        ## Sprint 3: ${1:…} (Weeks 5-6)

        **Goal:** ${2:…}
        **Depends on:** ${3:Sprint 2}
        **Status:** ${4:Planned}

        - [ ] T004 ${5:…}

        **Acceptance criteria:**
        - [ ] ${6:…}$0
    "###]],
    );
    check_new(
        plan,
        "Sprint3$0",
        expect![[r#"
        "Sprint3" -> New Sprint 3
        ## Sprint 3: ${1:…} (Weeks 5-6)

        **Goal:** ${2:…}
        **Depends on:** ${3:Sprint 2}
        **Status:** ${4:Planned}

        - [ ] T004 ${5:…}

        **Acceptance criteria:**
        - [ ] ${6:…}$0
    "#]],
    );
    check_new(plan, "### $0", expect![""]);
    check_new(plan, "## What$0", expect![""]);
    check_new(
        "## 阶段1：准备（第1-2周）\n\n**目标：** 读\n\n- [x] 读\n\n## 阶段2：写（第3-4周）\n\n**目标：** 写\n\n- [ ] 写\n\n",
        "## $0",
        expect![[r###"
            "## " -> New 阶段3
            ## 阶段3：${1:…}（第5-6周）

            **目标：** ${2:…}

            - [ ] ${3:…}$0
        "###]],
    );
    check_new(
        "**Sprint 1: Ground** (Week 1)\n- Dig\n\n**Sprint 2: Walls** (Week 2)\n- Lay\n\n",
        "$0",
        expect![[r#"
            "" -> New task
            - ${1:…}$0
            "" -> New Sprint 3
            **Sprint 3: ${1:…}** (Week 3)
            - ${2:…}$0
        "#]],
    );
    check_new(
        "# Plan\n\n## Phase 1 - Ground\n\n### Acceptance Criteria\n\n- [ ] Holds\n\n### Risks\n\nRain\n\n",
        "## $0",
        expect![[r###"
            "## " -> New Phase 2
            ## Phase 2 - ${1:…}

            ### Acceptance Criteria

            - [ ] ${2:…}$0
        "###]],
    );
}

#[test]
fn a_new_unit_keeps_what_all_headings_have() {
    let two = |first: &str, second: &str| format!("{first}\n\n- [ ] a\n\n{second}\n\n- [ ] b\n\n");
    let check =
        |first: &str, second: &str, line: &str, expected: Expect| check_new(&two(first, second), line, expected);
    check(
        "## Sprint 1: A (Jan 5 - Jan 16, 2026)",
        "## Sprint 2: B (Jan 19 - Jan 30, 2026)",
        "## $0",
        expect![[r###"
        "## " -> New Sprint 3
        ## Sprint 3: ${1:…} (Feb 2 - Feb 13, 2026)

        - [ ] ${2:…}$0
    "###]],
    );
    check(
        "## Phase 1: A (2 weeks)",
        "## Phase 2: B (3 weeks)",
        "## $0",
        expect![[r###"
        "## " -> New Phase 3
        ## Phase 3: ${1:…} (${2:3 weeks})

        - [ ] ${3:…}$0
    "###]],
    );
    check(
        "## Phase 1: A (2 weeks)",
        "## Phase 2: B (Weeks 3-5, 3 weeks)",
        "## $0",
        expect![[r###"
        "## " -> New Phase 3
        ## Phase 3: ${1:…} (Weeks 6-8, ${2:3 weeks})

        - [ ] ${3:…}$0
    "###]],
    );
    check(
        "## 🚀 Sprint 1 — A",
        "## 🚀 Sprint 2 — B",
        "## $0",
        expect![[r###"
        "## " -> New Sprint 3
        ## 🚀 Sprint 3 — ${1:…}

        - [ ] ${2:…}$0
    "###]],
    );
    check(
        "## ✅ Sprint 1 — A",
        "## ✅ Sprint 2 — B",
        "## $0",
        expect![[r###"
        "## " -> New Sprint 3
        ## Sprint 3 — ${1:…}

        - [ ] ${2:…}$0
    "###]],
    );
    check(
        "## 🌱 Sprint 1 — A",
        "## 🚀 Sprint 2 — B",
        "## $0",
        expect![[r###"
        "## " -> New Sprint 3
        ## Sprint 3 — ${1:…}

        - [ ] ${2:…}$0
    "###]],
    );
    check(
        "### Q3 2026",
        "### Q4 2026",
        "### $0",
        expect![[r####"
        "### " -> New Q1 2027
        ### Q1 2027

        - [ ] ${1:…}$0
    "####]],
    );
    check("## Q3", "## Q4", "## $0", expect![""]);
    check(
        "## Week 1",
        "## Week 2-3",
        "## $0",
        expect![[r###"
        "## " -> New Week 4-5
        ## Week 4-5

        - [ ] ${1:…}$0
    "###]],
    );
}

#[test]
fn the_next_row_of_a_table_that_defines_units() {
    let table = "| Sprint | Weeks | Status |\n|---|---|---|\n| Sprint 1: Ground | 1-2 | Done |\n| Sprint 2: Walls | 3-4 | Planned |\n";
    check_in(table, "| $0 |", expect![[r#""" -> Sprint 3"#]]);
    check_in(table, "| Spr$0", expect![[r#""Spr" -> Sprint 3"#]]);
    check_in(table, "| Spr$0 | | |", expect![[r#""Spr" -> Sprint 3"#]]);
    check_in(table, "| Phase$0 | | |", expect![[r#""" -> "#]]);
    // What stands in another column names units that there are.
    let notes = table.replace("Status", "Notes");
    check_in(&notes, "| Sprint 3: Roof | 5-6 | As in Spr$0 |", expect![[r#""Spr" -> Sprint 1, Sprint 2, Sprint 3"#]]);
    // A table that sums up what stands elsewhere names units too.
    check_line(
        "| Sprint | Status |\n|---|---|\n| Sprint 1 | Done |\n| Spr$0 | |",
        expect![[r#""Spr" -> Sprint 1, Sprint 2, Sprint 10"#]],
    );
}

#[test]
fn a_new_task_with_the_next_id() {
    let plan = "## Phase 1: Ground\n- [x] T001 Dig\n- [ ] T002 [P] Pour\n## Phase 2: Walls\n- [ ] **T007**: Lay\n";
    check_new(
        plan,
        "- [ ] $0",
        expect![[r#"
        "- [ ] " -> New task T008
        - [ ] **T008**: ${1:…}$0
    "#]],
    );
    check_new(
        plan,
        "- $0",
        expect![[r#"
        "- " -> New task T008
        - [ ] **T008**: ${1:…}$0
    "#]],
    );
    check_new(
        plan,
        "- [ ] T0$0",
        expect![[r#"
        "- [ ] T0" -> New task T008
        - [ ] **T008**: ${1:…}$0
    "#]],
    );
    check_new(plan, "- [ ] Do$0", expect![""]);
    let kiro = "# Implementation Plan\n\n- [x] 1. Set up\n  - [x] 1.1 Dig\n- [ ] 2. Build\n";
    check_new(
        kiro,
        "  - [ ] $0",
        expect![[r#"
        "  - [ ] " -> New task 2.1
          - [ ] 2.1 ${1:…}$0
    "#]],
    );
    let sub = format!("{kiro}  - [ ] 2.1 Lay\n");
    check_new(
        &sub,
        "  - [ ] $0\n- [ ] 3. End",
        expect![[r#"
        "  - [ ] " -> New task 2.2
          - [ ] 2.2 ${1:…}$0
    "#]],
    );
    check_new(
        &sub,
        "  - [ ] 2.$0",
        expect![[r#"
        "  - [ ] 2." -> New task 2.2
          - [ ] 2.2 ${1:…}$0
    "#]],
    );
    check_new(
        &sub,
        "  $0",
        expect![[r#"
        "  " -> New task 2.2
          - [ ] 2.2 ${1:…}$0
    "#]],
    );
    check_new(
        &sub,
        "- [ ] $0",
        expect![[r#"
        "- [ ] " -> New task 3
        - [ ] 3. ${1:…}$0
    "#]],
    );
    check_new(&sub, "    - [ ] $0", expect![""]);
    check_new(
        "## Phase 1: Ground\n- [x] Dig\n",
        "$0",
        expect![[r#"
        "" -> New task
        - [ ] ${1:…}$0
        "" -> New Phase 2
        ## Phase 2: ${1:…}
        - [ ] ${2:…}$0
    "#]],
    );
}

#[test]
fn no_new_task_in_a_list_of_other_things() {
    let plan = "## Sprint 1: Ground\n\n- [ ] T-1 Dig\n- [ ] T-2 Lay\n\n**Acceptance criteria:**\n\n- [ ] It holds\n";
    check_in(plan, "- $0", expect![[r#""" -> "#]]);
    check_in(plan, "- [ ] $0", expect![[r#""" -> "#]]);
}
