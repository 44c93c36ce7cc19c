//! Completion: what is offered where, and what it replaces.

#![allow(clippy::indexing_slicing)]

#[path = "support/fixture.rs"]
mod fixture;

use expect_test::{Expect, expect};
use fixture::Fixture;
use milepost_core::ide::FileRange;
use milepost_core::ide::completion::{Completion, CompletionKind, completion};

fn offered(fixture: &Fixture) -> Vec<Completion> {
    let mut offered = completion(&fixture.snapshot, fixture.cursor()).items;
    offered.sort_by(|left, right| left.sort.cmp(&right.sort));
    for it in &offered {
        assert!(it.replace.touches(fixture.cursor().offset), "{it:?}");
        assert!(it.kind == CompletionKind::Snippet || it.filter.contains(&it.label), "{it:?}");
        assert!(!it.replace.of(&fixture.texts[fixture.cursor().file.0 as usize]).contains('\n'), "{it:?}");
    }
    offered
}

/// What is offered, in its order, and what it replaces.
fn check_completion(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let offered = offered(&fixture);
    let mut shown = match offered.first() {
        Some(first) => fixture.show(FileRange { file: fixture.cursor().file, range: first.replace }),
        None => "nothing".to_owned(),
    };
    for it in offered {
        shown.push_str(&format!("\n{}", it.insert));
        shown.extend(it.detail().iter().map(|detail| format!(" | {detail}")));
    }
    expected.assert_eq(&shown);
}

/// Puts `line` behind a plan of three sprints and two tasks; tells what is offered there, and what it replaces.
fn check_line(line: &str, expected: Expect) {
    let page = format!(
        "## Sprint 1: Ground\n- [x] T001 Dig\n- [ ] T002 Pour\n## Sprint 2: Parser\n- [ ] Scan\n## Sprint 10: Rules\n\n{line}\n"
    );
    show_line(&page, expected);
}

/// Puts `line` behind `plan`; tells what is offered there, and what it replaces.
fn check_in(plan: &str, line: &str, expected: Expect) {
    show_line(&format!("{plan}{line}\n"), expected);
}

fn show_line(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let offered = offered(&fixture);
    let replaced = offered.first().map_or("", |it| it.replace.of(&fixture.texts[0]));
    let inserts: Vec<&str> = offered.iter().map(|it| it.insert.as_str()).collect();
    expected.assert_eq(&format!("{replaced:?} -> {}", inserts.join(", ")));
}

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
    check_line("Depends on: Sprint 1, $0", expect![[r#""" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("Depends on: Sprint 1 and Spr$0", expect![[r#""Spr" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("- Write (depends on $0", expect![[r#""" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("- Write (depends on Sprint 1) and then $0", expect![[r#""" -> "#]]);
    check_line("Blocked by $0", expect![[r#""" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("- **Blocked by**: $0", expect![[r#""" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("_Depends: $0", expect![[r#""" -> Sprint 2, Sprint 1, T002, T001"#]]);
    check_line("**Depends on:**\n\n- Sprint 1\n- $0", expect![[r#""" -> Sprint 2, Sprint 1, T002, T001"#]]);
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
    check_line("Depends on: Sprint 1, Sprint $0", expect![[r#""Sprint " -> Sprint 2, Sprint 1, T002, T001"#]]);
}

#[test]
fn in_prose_only_behind_the_beginning_of_a_name() {
    check_line("As in Spr$0", expect![[r#""Spr" -> Sprint 1, Sprint 2, Sprint 10"#]]);
    check_line("As in Sprint $0", expect![[r#""Sprint " -> Sprint 1, Sprint 2, Sprint 10"#]]);
    check_line("As in sprint 1$0", expect![[r#""sprint 1" -> Sprint 1, Sprint 2, Sprint 10"#]]);
    check_line("As in s2$0", expect![[r#""s2" -> Sprint 1, Sprint 2, Sprint 10"#]]);
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
    check_in(
        "## Sprint 1: Los datos de la prueba\n- [ ] Cargar los archivos con el índice\n",
        "**Estado:** $0",
        expect![[r#""" -> Pendiente, En curso, Bloqueado, Completado, Cancelado"#]],
    );
    check_in("A word\n", "**Status:** $0", expect![[r#""" -> "#]]);
}

#[test]
fn marks_in_boxes() {
    let plan = "## Sprint 1: Ground\n- [X] Dig\n- [~] Pour\n- [ ] Scan\n";
    check_in(plan, "- [$0", expect![[r#""[" -> [X] , [~] , [ ] , [/] , [-] , [!] "#]]);
    check_in(plan, "- [$0] Weld", expect![[r#""[]" -> [X], [~], [ ], [/], [-], [!]"#]]);
    check_in(plan, "- [ $0] Weld", expect![[r#""[ ]" -> [ ], [X], [~], [/], [-], [!]"#]]);
    check_in(plan, "- [$0Weld](x)", expect![[r#""" -> "#]]);
    check_in(plan, "Some [$0", expect![[r#""" -> "#]]);
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
          - _Requirements: 1.1, $0_
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
            1.2 | Holds · not covered yet
            2.1 | Shines · not covered yet"#]],
    );
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
}

#[test]
fn weeks_that_come_next_free() {
    let plan = "# Plan\n## Sprint 1: Ground (Weeks 1-2)\n- [x] Dig\n## Sprint 2: Walls (Weeks 3-4)\n- [ ] Lay\n";
    check_in(plan, "## Sprint 3: Roof ($0", expect![[r#""" -> Weeks 5-6"#]]);
    check_in(plan, "## Sprint 3: Roof ($0)", expect![[r#""" -> Weeks 5-6"#]]);
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
    check_in(
        "## Sprint 1: A (January 5 – 16, 2026)\n- [ ] a\n## Sprint 2: B\n",
        "**Start:** $0",
        expect![[r#""" -> 2026-01-19"#]],
    );
    check_in("## Sprint 1: A\n- [ ] a\n## Sprint 2: B\n", "**Start:** $0", expect![[r#""" -> "#]]);
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
fn nothing_in_front_matter_and_in_what_is_no_plan() {
    show_line("---\ntitle: $0\nstatus: \n---\n\n## Sprint 1: Ground\n- [ ] Dig\n", expect![[r#""" -> "#]]);
    show_line("---\ntitle: x\nowner: $0\n---\n\n## Sprint 1: Ground\n- [ ] Dig\n", expect![[r#""" -> "#]]);
    show_line("# Recipes\n\n## Soup\n\n**Status:** $0\n", expect![[r#""" -> "#]]);
    show_line("# Recipes\n\n- [$0\n", expect![[r#""" -> "#]]);
    show_line("# Recipes\n\n## $0\n", expect![[r#""" -> "#]]);
    show_line("$0", expect![[r#""" -> "#]]);
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
        "parser of d" Sprint 1 sprint1 s1 1 Lay the ground
    "#]]
    .assert_eq(&filters("**Depends on:** Sprint 1, parser of d$0"));
    expect![[r#"
        "s2" s2 Sprint 2 sprint2 s2 2 The parser of dates
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
fn dialects_of_task_lists() {
    let kiro = "# Implementation Plan\n\n- [x] 1. Set up\n  - [x] 1.1 Dig\n- [ ] 2. Build\n  - [ ] 2.1 Lay\n";
    check_in(kiro, "  - [ ] 2.2 Roof (depends on $0", expect![[r#""" -> 2.1, 2, 1.1, 1"#]]);
    let spec_kit = "# Tasks: Harbour\n\n## Phase 1: Setup\n\n- [x] T001 Dig in src/a.rs\n- [ ] T002 [P] Pour in src/b.rs\n\n## Phase 2: Walls\n\n";
    check_in(spec_kit, "- [ ] $0", expect![[r#""- [ ] " -> - [ ] T003 …"#]]);
    check_in(spec_kit, "- [ ] T003 Lay (depends on T0$0)", expect![[r#""T0" -> T002, T001, Phase 1, Phase 2"#]]);
    let numbered = "## 1. Ground\n\n- [x] 1.1 Dig\n- [ ] 1.2 Pour\n\n## 2. Walls\n\n- [ ] 2.1 Lay\n\n";
    check_in(numbered, "- [ ] 2$0", expect![[r#""- [ ] 2" -> - [ ] 2.2 …"#]]);
}
