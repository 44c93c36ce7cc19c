//! Adding a dependency, as the document declares them elsewhere.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "support/fixture.rs"]
mod fixture;

use expect_test::{Expect, expect};
use fixture::Fixture;
use milepost_core::ide::refactor::refactorings;

/// What is offered at the cursor or selection, and the plan as the first one leaves it, from the line before the new
/// one to the line behind it.
fn check(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let mut found = refactorings(&fixture.snapshot, fixture.selection());
    found.retain(|it| it.title.starts_with("Make "));
    let mut said: Vec<String> = found.iter().map(|it| it.title.clone()).collect();
    if let Some(first) = found.first() {
        let after = fixture.snapshot.edited(&first.edits(&fixture.snapshot).unwrap());
        let after = after.document(fixture.cursor().file).unwrap().text().to_string();
        let before: Vec<&str> = fixture.texts[0].lines().collect();
        let lines: Vec<&str> = after.lines().collect();
        let same = before.iter().zip(&lines).take_while(|(old, new)| old == new).count();
        let tail = before.iter().rev().zip(lines.iter().rev()).take_while(|(old, new)| old == new).count();
        let end = (lines.len() - tail.min(lines.len() - same) + 1).min(lines.len());
        said.extend(lines[same.saturating_sub(1)..end].iter().map(|it| format!("    {it}").trim_end().to_owned()));
    }
    expected.assert_eq(&said.join("\n"));
}

#[test]
fn behind_what_is_declared_already() {
    let page = r#"
        # P
        ## Sprint 1
        - [ ] a
        ## Sprint 2
        **Depends on:** Sprint 1
        - [ ] b
        ## Sprint 3
        - [ ] c
        ## Sprint 4$0
        **Depends on:** Sprint 1
        - [ ] d
    "#;
    check(
        page,
        expect![[r#"
        Make Sprint 4 depend on Sprint 3
            ## Sprint 4
            **Depends on:** Sprint 1, Sprint 3
            - [ ] d"#]],
    );
    check(
        &page.replace("Sprint 4$0\n        **Depends on:** Sprint 1", "Sprint 4$0\n        **Depends on:** Sprint 3"),
        expect![[""]],
    );
    check(
        &page.replace("Sprint 4$0\n        **Depends on:** Sprint 1", "Sprint 4$0\n        **Depends on:** None"),
        expect![[r#"
            Make Sprint 4 depend on Sprint 3
                ## Sprint 4
                **Depends on:** Sprint 3
                - [ ] d"#]],
    );
    check(
        &page.replace("Sprint 4$0", "Sprint 4").replace("## Sprint 3", "## Sprint 3$0"),
        expect![[r#"
            Make Sprint 3 depend on Sprint 2
                ## Sprint 3
                **Depends on:** Sprint 2
                - [ ] c"#]],
    );
}

#[test]
fn where_others_declare_it() {
    let page = r#"
        # P

        ## Phase 1: Walls

        **Goal:** walls
        **Depends on:** nothing

        - [ ] a

        ## Phase 2: Roof

        **Goal:** roof

        **Depends on:** Phase 1.

        - [ ] b

        ## Phase 3: Doors$0

        **Goal:** doors

        - [ ] c
    "#;
    check(
        page,
        expect![[r#"
            Make Phase 3 depend on Phase 2
    
                **Depends on:** Phase 2.
    "#]],
    );
    let items = "# P\n\n## Phase 1\n\n- Owner: A\n- Depends on: none\n\n## Phase 2\n\n- Owner: B\n- Depends on: Phase 1\n\n## Phase 3$0\n\n- Owner: C\n\nText\n";
    check(
        items,
        expect![[r#"
            Make Phase 3 depend on Phase 2
                - Owner: C
                - Depends on: Phase 2
    "#]],
    );
    let heading = "# P\n\n## Phase 1\n\na\n\n## Phase 2: B (depends on Phase 1)\n\nb\n\n## Phase 3: C$0\n\nc\n";
    check(
        heading,
        expect![[r#"
            Make Phase 3 depend on Phase 2
    
                ## Phase 3: C (depends on Phase 2)
    "#]],
    );
    let bare = "# The plan\n\n## Phase 1\n\n- [ ] the work\n\n## Phase 2$0\n\n- [ ] all of the rest\n";
    check(
        bare,
        expect![[r#"
            Make Phase 2 depend on Phase 1
    
                **Depends on:** Phase 1
    "#]],
    );
    check(
        &bare
            .replace("the work", "die Arbeit und der Rest")
            .replace("The plan", "Der Plan")
            .replace("all of the rest", "das ist der Rest"),
        expect![[""]],
    );
}

#[test]
fn in_the_column_of_a_table() {
    let page = r#"
        # P
        | Phase | Title | Depends on |
        |---|---|---|
        | Phase 1 | Walls | - |
        | Phase 2 | Roof | Phase 1 |
        | Phase 3$0 | Doors | - |
        | Phase 4 | Paint | |
    "#;
    check(
        page,
        expect![[r#"
        Make Phase 3 depend on Phase 2
            | Phase 2 | Roof | Phase 1 |
            | Phase 3 | Doors | Phase 2 |
            | Phase 4 | Paint | |"#]],
    );
    check(
        &page.replace("Phase 3$0", "Phase 3").replace("Phase 4", "Phase 4$0"),
        expect![[r#"
        Make Phase 4 depend on Phase 3
            | Phase 3 | Doors | - |
            | Phase 4 | Paint | Phase 3 |"#]],
    );
}

#[test]
fn never_in_a_circle() {
    let page = r#"
        # P
        ## Sprint 1
        **Depends on:** Sprint 2
        - [ ] a
        ## Sprint 2$0
        - [ ] b
    "#;
    check(page, expect![[""]]);
    let through = r#"
        # P
        ## Phase 1
        ### Sprint 1
        **Depends on:** Sprint 3
        - [ ] a
        ## Phase 2$0
        ### Sprint 3
        - [ ] b
    "#;
    check(through, expect![[""]]);
}

#[test]
fn what_is_named_in_the_line() {
    let page = r#"
        # P
        ## Sprint 1
        - [ ] a
        ## Sprint 2
        - [ ] b
        ## Sprint 3
        - [ ] c, with the tables of Spr$0int 1
    "#;
    check(
        page,
        expect![[r#"
            Make Sprint 3 depend on Sprint 1
                ## Sprint 3
                **Depends on:** Sprint 1
                - [ ] c, with the tables of Sprint 1"#]],
    );
}
