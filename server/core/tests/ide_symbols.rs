//! Symbols: outlines, and the search over the workspace.

#![allow(clippy::indexing_slicing)]

#[path = "support/fixture.rs"]
mod fixture;

use expect_test::{Expect, expect};
use fixture::Fixture;
use milepost_core::ide::FileRange;
use milepost_core::ide::symbols::{Symbol, document_symbols, workspace_symbols};
use milepost_core::workspace::FileId;

fn check_outline(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let mut lines = Vec::new();
    let symbols = document_symbols(&fixture.snapshot, FileId(0));
    draw(&fixture, &symbols, 0, &mut lines);
    expected.assert_eq(&lines.join("\n"));
}

/// One line a symbol: name, detail, lines of its range, text of its focus.
fn draw(fixture: &Fixture, symbols: &[Symbol], depth: usize, lines: &mut Vec<String>) {
    for it in symbols {
        assert!(it.range.contains(it.focus), "{it:?}");
        assert!(it.children.iter().all(|child| it.range.contains(child.range)), "{it:?}");
        assert!(!it.name.trim().is_empty() && !it.name.contains('\n'), "{it:?}");
        let text = it.range.of(&fixture.texts[0]).trim_end();
        let first = fixture.texts[0][..it.range.start as usize].matches('\n').count() + 1;
        let last = first + text.matches('\n').count();
        let detail = it.detail.as_ref().map_or(String::new(), |it| format!(" ({it})"));
        let focus = it.focus.of(&fixture.texts[0]);
        lines.push(format!("{}{:?} {}{detail} {first}-{last} {focus:?}", "  ".repeat(depth), it.kind, it.name));
        draw(fixture, &it.children, depth + 1, lines);
    }
}

fn check_search(page: &str, query: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let found = workspace_symbols(&fixture.snapshot, query);
    let show = |it: FileRange| fixture.show(it);
    let lines: Vec<String> = found
        .iter()
        .map(|it| format!("{} [{}] {}", it.name, it.container.as_deref().unwrap_or(""), show(it.at)))
        .collect();
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn units_hold_units_tasks_and_criteria() {
    check_outline(
        r#"
        # Plan

        ## Phase 1: Ground (Weeks 1-4)

        ### Sprint 1: Dig (Weeks 1-2)

        - [x] T001 Dig
          - [x] Rent a digger
        - [ ] T002 Pour
        - no box and no id

        **Acceptance criteria:**
        - [ ] It is deep

        ### Sprint 2: Pour

        - [ ] Mix

        ## Phase 2: Walls ✅
        "#,
        expect![[r#"
            Unit Phase 1: Ground (weeks 1–4 · 2/4) 3-17 "Phase 1"
              Unit Sprint 1: Dig (weeks 1–2 · 2/3) 5-13 "Sprint 1"
                Task T001: Dig (done) 7-7 "T001"
                Task Rent a digger (done) 8-8 "Rent a digger"
                Task T002: Pour (todo) 9-9 "T002"
                Criteria Acceptance criteria (0/1) 12-12 "Acceptance criteria"
              Unit Sprint 2: Pour (0/1) 15-17 "Sprint 2"
                Task Mix (todo) 17-17 "Mix"
            Unit Phase 2: Walls (done) 19-19 "Phase 2""#]],
    );
}

#[test]
fn a_document_without_a_plan_has_no_outline() {
    check_outline("# Notes\n\nAbout birds.\n", expect![[r#""#]]);
    check_outline("", expect![[r#""#]]);
}

const TWO_FILES: &str = r#"
    //- a.md
    ## Sprint 1: Ground
    - [ ] T001 Dig
    ## Sprint 12: Search
    - [ ] Find
    //- plans/b.md
    # The plan of team B
    ## Sprint 2: Parser
    ### Week 3: Tables
    - [ ] Scan
    - [ ] T002 Parse
"#;

#[test]
fn a_search_finds_by_the_beginnings_of_words() {
    check_search(
        TWO_FILES,
        "s2",
        expect![[r#"
        Sprint 2: Parser [plans/b.md] plans/b.md 2:4 "Sprint 2"
        Sprint 12: Search [a.md] a.md 3:4 "Sprint 12""#]],
    );
    check_search(
        TWO_FILES,
        "sprint 1",
        expect![[r#"
        Sprint 1: Ground [a.md] a.md 1:4 "Sprint 1"
        Sprint 12: Search [a.md] a.md 3:4 "Sprint 12""#]],
    );
    check_search(
        TWO_FILES,
        "parse",
        expect![[r#"
        T002: Parse [Week 3: Tables] plans/b.md 5:7 "T002"
        Sprint 2: Parser [plans/b.md] plans/b.md 2:4 "Sprint 2""#]],
    );
    check_search(TWO_FILES, "t002", expect![[r#"T002: Parse [Week 3: Tables] plans/b.md 5:7 "T002""#]]);
    check_search(TWO_FILES, "xyz", expect![[r#""#]]);
}

#[test]
fn an_empty_search_finds_everything() {
    check_search(
        TWO_FILES,
        "",
        expect![[r#"
        Sprint 1: Ground [a.md] a.md 1:4 "Sprint 1"
        Sprint 12: Search [a.md] a.md 3:4 "Sprint 12"
        T001: Dig [Sprint 1: Ground] a.md 2:7 "T001"
        Sprint 2: Parser [plans/b.md] plans/b.md 2:4 "Sprint 2"
        Week 3: Tables [Sprint 2: Parser] plans/b.md 3:5 "Week 3"
        T002: Parse [Week 3: Tables] plans/b.md 5:7 "T002""#]],
    );
}
