//! Completion: what may be named where a dependency is declared.

#![allow(clippy::indexing_slicing)]

#[path = "support/completing.rs"]
mod completing;
#[path = "support/fixture.rs"]
mod fixture;

use completing::{check_completion, check_in, check_line, offered};
use expect_test::{Expect, expect};
use fixture::Fixture;
use milepost_core::ide::completion::completion;

#[test]
fn behind_a_dependency_label_everything_is_offered() {
    check_completion(
        r#"
        ## Sprint 1: Ground
        - [x] T001 Dig
        ## Sprint 2: Parser
        - [ ] Scan
        ## Sprint 3: Rules
        **Depends on:** $0
        - [ ] Register
        ## Sprint 4: Fixes
        **Depends on:** Sprint 3
        ## Sprint 5: Docs
        - [ ] Write
        "#,
        expect![[r#"
            plan.md 6:17 ""
            Sprint 2 | Parser
            Sprint 1 | Ground
            Sprint 5 | Docs
            T001 | Dig · Sprint 1
            Sprint 4 | Fixes · would close a circle"#]],
    );
}

#[test]
fn dependency_positions() {
    check_line("**Depends on:** $0", expect![[r#""" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("Depends on: Sprint 1, $0", expect![[r#""" -> Sprint 2, T002, T001"#]]);
    check_line("Depends on: Sprint 1 and Spr$0", expect![[r#""Spr" -> Sprint 2, T002, T001"#]]);
    check_line("- Write (depends on $0", expect![[r#""" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("- Write (depends on Sprint 1) and then $0", expect![[r#""" -> "#]]);
    check_line("Blocked by $0", expect![[r#""" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("- **Blocked by**: $0", expect![[r#""" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("_Depends: $0", expect![[r#""" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("**Depends on:**\n\n- Sprint 1\n- $0", expect![[r#""" -> Sprint 2, T002, T001"#]]);
    check_line("### Dependencies\n- [ ] $0", expect![[r#""" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("Depends on something. Later $0", expect![[r#""" -> "#]]);
    check_line(
        "| Task | Depends on |\n|---|---|\n| Write | $0 |",
        expect![[r#""" -> Sprint 2, Sprint 1, T002, T001"#]],
    );
    check_line("| Task | Depends on |\n|---|---|\n| $0 | x |", expect![[r#""" -> "#]]);
    check_line("Abhängig von: $0", expect![[r#""" -> Sprint 2, Sprint 1, T002, T001"#]]);
}

#[test]
fn what_was_typed_is_replaced_whole() {
    check_line("Depends on: Sprint 2$0", expect![[r#""Sprint 2" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("Depends on: Spr$0int 2", expect![[r#""Sprint 2" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("Depends on: s2$0", expect![[r#""s2" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("Depends on: 2$0", expect![[r#""2" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("Depends on: sprint2$0", expect![[r#""sprint2" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("Depends on: par$0", expect![[r#""par" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("Depends on: T0$0", expect![[r#""T0" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("Depends on: Sprint 1, Sprint $0", expect![[r#""Sprint " -> Sprint 2, T002, T001"#]]);
}

#[test]
fn what_is_typed_in_full_comes_first() {
    let sprints: String = (1..=11).map(|at| format!("## Sprint {at}: Part\n- [ ] Do\n")).collect();
    let first = |plan: &str, line: &str| {
        let fixture = Fixture::new(&format!("{plan}{line}\n"));
        let incomplete = completion(&fixture.snapshot, fixture.cursor()).is_incomplete;
        let first = offered(&fixture).into_iter().next().expect("something is offered");
        format!("{}, {}, {:?}, {}", first.label, first.is_exact, first.filter, incomplete)
    };
    let check = |line: &str, expected: Expect| {
        expected.assert_eq(&first(&format!("{sprints}## Sprint 12: End\n"), line));
    };
    // `Sprint 11` stands nearer, and goes on with `Sprint 1`: the editor has to ask again when that is typed.
    check("**Depends on:** Sprint $0", expect![[r#"Sprint 11, false, "Sprint 11 sprint11 s11 11 Part", true"#]]);
    check("**Depends on:** Sprint 1$0", expect![[r#"Sprint 1, true, "Sprint 1", false"#]]);
    check("**Depends on:** sprint1$0", expect![[r#"Sprint 1, true, "sprint1", false"#]]);
    check("**Depends on:** S1$0", expect![[r#"Sprint 1, true, "S1", false"#]]);
    check("**Depends on:** 1$0", expect![[r#"Sprint 1, true, "1", false"#]]);
    check("**Depends on:** Sprint 2$0", expect![[r#"Sprint 2, true, "Sprint 2", false"#]]);
    check("As in Sprint 11$0", expect![[r#"Sprint 11, true, "Sprint 11", false"#]]);
    let letters = "## Phase 6: A\n- [ ] a\n### Phase 6a: B\n- [ ] b\n### Phase 6b: C\n- [ ] c\n## Phase 7: D\n";
    expect![[r#"Phase 6, true, "Phase 6", false"#]].assert_eq(&first(letters, "**Depends on:** Phase 6$0"));
    let tasks: String = (1..=11).map(|at| format!("- [ ] T-{at} Do\n")).collect();
    let tasks = format!("## Sprint 1: A\n{tasks}");
    expect![[r#"T-1, true, "T-1", false"#]].assert_eq(&first(&tasks, "- [ ] T-12 End (depends on T-1$0)"));
}

#[test]
fn what_is_named_already_is_left_out() {
    check_line("Depends on: $0, Sprint 1", expect![[r#""" -> Sprint 2, T002, T001"#]]);
    check_line("Depends on: T001, $0, Sprint 1", expect![[r#""" -> Sprint 2, T002"#]]);
    check_line("Depends on: Sprints 1-2, $0", expect![[r#""" -> T002, T001"#]]);
    check_line("**Depends on:**\n\n- $0\n- Sprint 1\n\nSprint 2", expect![[r#""" -> Sprint 2, T002, T001"#]]);
    check_line(
        "| Task | Depends on |\n|---|---|\n| Write | Sprint 1, $0 |",
        expect![[r#""" -> Sprint 2, T002, T001"#]],
    );
    // What other declarations name may be said here too.
    check_line(
        "Depends on: Sprint 1\n\n| Task | Depends on |\n|---|---|\n| Write | $0 |",
        expect![[r#""" -> Sprint 2, Sprint 1, T002, T001"#]],
    );
}

#[test]
fn a_name_goes_before_the_one_that_stands_behind_the_cursor() {
    check_line("**Depends on:** $0Sprint 1", expect![[r#""" -> Sprint 2, , T002, , T001, "#]]);
    check_line("**Depends on:** Sprint 1, $0T002", expect![[r#""" -> Sprint 2, , T001, "#]]);
    check_line(
        "| Task | Depends on |\n|---|---|\n| Write | $0Sprint 1 |",
        expect![[r#""" -> Sprint 2, , T002, , T001, "#]],
    );
    check_line("**Depends on:** $0the harbour", expect![[r#""" -> "#]]);
}

#[test]
fn a_blank_comes_before_a_name_where_none_was_typed() {
    check_line("Depends on:$0", expect![[r#""" ->  Sprint 2,  Sprint 1,  T002,  T001"#]]);
    check_line("**Depends on:**$0", expect![[r#""" ->  Sprint 2,  Sprint 1,  T002,  T001"#]]);
    check_line("Depends on: Sprint 1,$0", expect![[r#""" ->  Sprint 2,  T002,  T001"#]]);
    check_line("Depends on: Sprint 1、$0", expect![[r#""" -> Sprint 2, T002, T001"#]]);
    check_line("**依赖：**$0", expect![[r#""" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("**Depends on**$0", expect![[r#""" ->  Sprint 2,  Sprint 1,  T002,  T001"#]]);
    check_line("依赖：$0", expect![[r#""" -> Sprint 2, Sprint 1, T002, T001"#]]);
    // The label is not closed yet.
    check_line("**Depends on:$0", expect![[r#""" -> "#]]);
    check_line("**Depends on:$0**", expect![[r#""" ->  Sprint 2,  Sprint 1,  T002,  T001"#]]);
}

#[test]
fn a_title_behind_its_name_is_no_other_name() {
    check_line("Depends on: Sprint 2: P$0", expect![[r#""Sprint 2: P" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("Depends on: Sprint 2 par$0", expect![[r#""Sprint 2 par" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("Depends on: Sprint 2: Gr$0", expect![[r#""" -> "#]]);
    check_line("Depends on: Sprint 2: $0", expect![[r#""" -> "#]]);
    // A number belongs to the word before it.
    check_line("Depends on: version 1$0", expect![[r#""" -> "#]]);
    check_in(
        "# Plan\n\n- [x] 1. Dig\n  - [x] 1.1 Mark\n- [ ] 2. Lay\n\n## Sprint 1: Ground\n- [ ] a\n",
        "Depends on: work 1$0",
        expect![[r#""1" -> 1, 1.1"#]],
    );
    check_in("## 阶段 1：准备\n- [ ] 读\n## 阶段 2：写\n", "**依赖**: 任务 1$0", expect![[r#""" -> "#]]);
}

#[test]
fn whose_dependency_it_is() {
    // The item that an indented line belongs to.
    let kiro = "# Implementation Plan\n\n- [x] 1. Set up\n  - [x] 1.1 Dig\n- [ ] 2. Build\n  - [ ] 2.1 Lay\n";
    check_in(kiro, "    - _Depends: $0", expect![[r#""" -> 1.1, 1, 2"#]]);
    let plan = "## Sprint 1: Ground\n- [ ] A-1: Dig\n- [ ] A-2: Pour\n";
    check_in(plan, "  - Depends on: $0\n- [ ] A-3: Dry\n  - Depends on: A-2", expect![[r#""" -> A-1, A-3, Sprint 1"#]]);
    // Above an empty item, a label is read as a heading.
    let plan = "## Sprint 1: Ground\n- [ ] Dig\n## Sprint 2: Walls\n- [ ] Lay\n## Sprint 3: Roof\n";
    check_in(
        plan,
        "**Depends on:**\n- $0\n\n## Sprint 4: Door\n**Depends on:** Sprint 3",
        expect![[r#""" -> Sprint 2, Sprint 1, Sprint 4"#]],
    );
    // A row that still is being typed.
    let table = "| Sprint | Weeks | Depends on |\n|---|---|---|\n| Sprint 1: Ground | 1-2 | - |\n| Sprint 2: Walls | 3-4 | Sprint 1 |\n";
    check_in(table, "| Sprint 3: Roof | 5-6 | $0", expect![[r#""" -> Sprint 2, Sprint 1"#]]);
    check_in(table, "| Sprint 3: Roof | $0", expect![[r#""" -> 5-6"#]]);
}

#[test]
fn a_task_depends_on_other_tasks_first() {
    check_completion(
        r#"
        ## Phase 1: Setup
        - [x] T001 Create the repository
        - [x] T002 Write the parser
        - [ ] T003 Print it (depends on $0)
        - [ ] T004 Ship it (depends on T003)
        "#,
        expect![[r#"
            plan.md 4:33 ""
            T002 | Write the parser · Phase 1
            T001 | Create the repository · Phase 1
            T004 | Ship it · Phase 1 · would close a circle
            Phase 1 | Setup · would close a circle"#]],
    );
}

#[test]
fn the_text_to_compare_with_holds_every_way_to_type_it() {
    let fixture =
        Fixture::new("## User Story 3: Log in (W1-S3)\n- [ ] Form\n## User Story 4: Log out\nDepends on: $0\n");
    let filters: Vec<String> = offered(&fixture).into_iter().map(|it| it.filter).collect();
    expect!["User Story 3 userstory3 us3 w1-s3 3 Log in"].assert_eq(&filters.join("\n"));
}

#[test]
fn a_word_of_a_title_finds_its_unit() {
    let plan =
        "## Sprint 1: Lay the ground\n- [ ] Dig\n## Sprint 2: The parser of dates\n- [ ] Scan\n## Sprint 3: Roof\n";
    let filters = |line: &str| -> String {
        let fixture = Fixture::new(&format!("{plan}{line}\n"));
        let offered = offered(&fixture).into_iter();
        offered.map(|it| format!("{:?} {}\n", it.replace.of(&fixture.texts[0]), it.filter)).collect()
    };
    expect![[r#"
        "pars" parser of dates Sprint 2 sprint2 s2 2 The parser of dates
        "pars" Sprint 1 sprint1 s1 1 Lay the ground
    "#]]
    .assert_eq(&filters("**Depends on:** pars$0"));
    expect![[r#"
        "parser of d" parser of dates Sprint 2 sprint2 s2 2 The parser of dates
    "#]]
    .assert_eq(&filters("**Depends on:** Sprint 1, parser of d$0"));
    expect![[r#"
        "s2" s2
        "s2" Sprint 1 sprint1 s1 1 Lay the ground
    "#]]
    .assert_eq(&filters("**Depends on:** s2$0"));
    expect![""].assert_eq(&filters("**Depends on:** something else$0"));
    expect![""].assert_eq(&filters("**Depends on:** Sprint 1 $0"));
}

#[test]
fn of_several_that_bear_a_name_the_one_that_is_meant_is_offered() {
    check_completion(
        r#"
        ## Sprint 1: Ground
        ### Week 1: Survey
        - [ ] Measure
        ### Week 2: Dig
        - [ ] Dig
        ## Sprint 2: Walls
        ### Week 1: Bricks
        - [ ] Burn
        ### Week 2: Mortar
        **Depends on:** We$0
        - [ ] Mix
        "#,
        expect![[r#"
            plan.md 10:17 "We"
            Week 1 | Bricks
            Sprint 1 | Ground
            Sprint 2 | Walls · would close a circle"#]],
    );
}

#[test]
fn units_of_other_files_follow_the_own_with_their_file() {
    check_completion(
        r#"
        //- plans/a.md
        ## Sprint 1: Here
        - [ ] Set up
        ## Sprint 2: Next
        **Depends on:** Spr$0
        //- plans/b.md
        ## Sprint 1: There
        - [ ] Set up
        ## Phase 4: Launch (Week 9)
        - [ ] Set up
        "#,
        expect![[r#"
            plans/a.md 4:17 "Spr"
            Sprint 1 | Here
            Phase 4 | Launch · week 9 · plans/b.md"#]],
    );
}

#[test]
fn dialects_of_task_lists() {
    let kiro = "# Implementation Plan\n\n- [x] 1. Set up\n  - [x] 1.1 Dig\n- [ ] 2. Build\n  - [ ] 2.1 Lay\n";
    check_in(kiro, "  - [ ] 2.2 Roof (depends on $0", expect![[r#""" -> 2.1, 1.1, 1, 2"#]]);
    let spec_kit = "# Tasks: Harbour\n\n## Phase 1: Setup\n\n- [x] T001 Dig in src/a.rs\n- [ ] T002 [P] Pour in src/b.rs\n\n## Phase 2: Walls\n\n";
    check_in(spec_kit, "- [ ] $0", expect![[r#""- [ ] " -> - [ ] T003 …"#]]);
    check_in(spec_kit, "- [ ] T003 Lay (depends on T0$0)", expect![[r#""T0" -> T002, T001, Phase 1, Phase 2"#]]);
    let numbered = "## 1. Ground\n\n- [x] 1.1 Dig\n- [ ] 1.2 Pour\n\n## 2. Walls\n\n- [ ] 2.1 Lay\n\n";
    check_in(numbered, "- [ ] 2$0", expect![[r#""- [ ] 2" -> - [ ] 2.2 …"#]]);
}
