//! Folding and selection ranges: the parts of a plan, from a word to the document.

#![allow(clippy::indexing_slicing, reason = "a test that panics fails")]

#[path = "support/fixture.rs"]
mod fixture;

use expect_test::{Expect, expect};
use fixture::Fixture;
use milepost_core::ide::FileRange;
use milepost_core::ide::folding::{Fold, folds, outermost};
use milepost_core::ide::selection::selection;
use milepost_core::workspace::FileId;

/// Each fold as first and last line, from 1, with the words of the first line and what stands for the rest.
fn check_folds(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let lines: Vec<&str> = fixture.texts[0].lines().collect();
    let show = |it: Fold| {
        let comment = if it.is_comment { " comment" } else { "" };
        let summary = it.summary.map_or(String::new(), |it| format!(" … {it}"));
        format!("{}-{}{comment} {:?}{summary}\n", it.start + 1, it.end + 1, lines[it.start as usize])
    };
    expected.assert_eq(&folds(&fixture.snapshot, FileId(0)).into_iter().map(show).collect::<String>());
}

fn check_selection(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let chain = selection(&fixture.snapshot, fixture.cursor());
    let show = |it| format!("{}\n", fixture.show(FileRange { file: FileId(0), range: it }));
    expected.assert_eq(&chain.into_iter().map(show).collect::<String>());
}

#[test]
fn everything_of_several_lines_folds() {
    check_folds(
        r#"
        ---
        title: Harbour
        ---

        # Harbour

        <!-- Agreed
        in May -->

        ## Phase 1: Pier

        - [x] T001 Drive the piles
          - [x] and count them
        - [ ] T002 Weld

        | Week | What |
        |------|------|
        | 1    | Pile |
        | 2    | Deck |

        ## Phase 2: Crane

        ```mermaid
        gantt
        ```

        One line.
        "#,
        expect![[r###"
            1-3 "---" … 3 lines
            5-27 "# Harbour"
            7-8 comment "<!-- Agreed" … 2 lines
            10-19 "## Phase 1: Pier" … 2/3 done
            12-14 "- [x] T001 Drive the piles" … 2 items
            12-13 "- [x] T001 Drive the piles"
            16-19 "| Week | What |" … 2 rows
            21-27 "## Phase 2: Crane"
            23-25 "```mermaid" … 3 lines
        "###]],
    );
}

#[test]
fn units_without_headings_fold_too() {
    check_folds(
        r#"
        # Plan

        **Sprint 1: A**
        - [ ] one
        - [x] two

        **Sprint 2: B**
        - [ ] three
        "#,
        expect![[r##"
            1-8 "# Plan"
            3-5 "**Sprint 1: A**" … 1/2 done
            4-5 "- [ ] one" … 2 items
            7-8 "**Sprint 2: B**" … 0/1 done
        "##]],
    );
}

#[test]
fn a_long_list_is_one_list() {
    let items: String = (0..400).map(|it| format!("- [ ] T{it:03} Lay plank number {it} of the long pier\n")).collect();
    let fixture = Fixture::of(&[("plan.md", &format!("## Phase 1: Pier\n\n{items}"))]);
    let all = folds(&fixture.snapshot, FileId(0));
    let list: Vec<_> = all.iter().filter(|it| it.start == 2).collect();
    assert_eq!(list.len(), 1);
    assert_eq!((list[0].end, list[0].summary.as_deref()), (401, Some("400 items")));
}

#[test]
fn of_too_many_folds_the_outermost_stay() {
    let fixture = Fixture::new("# A\n\n## Sprint 1: B\n- [ ] x\n- [ ] y\n\n## Sprint 2: C\n- [ ] z\n");
    let all = folds(&fixture.snapshot, FileId(0));
    assert_eq!(all.len(), 4);
    let starts = |most| outermost(all.clone(), most).iter().map(|it| it.start).collect::<Vec<_>>();
    assert_eq!(starts(9), [0, 2, 3, 6]);
    assert_eq!(starts(2), [0, 2]);
    assert_eq!(starts(0), Vec::<u32>::new());
}

#[test]
fn a_selection_grows_from_the_word_to_the_document() {
    check_selection(
        r#"
        # Harbour

        ## Phase 1: Pier

        - [ ] T001 Drive
        - [ ] T002 Weld the d$0eck
          before winter

        ## Phase 2: Crane
        "#,
        expect![[r###"
            plan.md 6:21 "deck"
            plan.md 6:12 "Weld the deck"
            plan.md 6:7 "T002 Weld the deck"
            plan.md 6:1 "- [ ] T002 Weld the deck"
            plan.md 6:1 "- [ ] T002 Weld the deck\n  before winter"
            plan.md 5:1 "- [ ] T001 Drive\n- [ ] T002 Weld the deck\n  before winter"
            plan.md 3:1 "## Phase 1: Pier\n\n- [ ] T001 Drive\n- [ ] T002 Weld the deck\n  before winter\n\n"
            plan.md 1:1 "# Harbour\n\n## Phase 1: Pier\n\n- [ ] T001 Drive\n- [ ] T002 Weld the deck\n  before winter\n\n## Phase 2: Crane\n"
        "###]],
    );
}

#[test]
fn a_label_is_more_than_its_words() {
    check_selection(
        "## Sprint 1: A\n\nDepends on: Spri$0nt 2, and more\n",
        expect![[r###"
        plan.md 3:13 "Sprint"
        plan.md 3:13 "Sprint 2"
        plan.md 3:1 "Depends on: Sprint 2, and more"
        plan.md 1:1 "## Sprint 1: A\n\nDepends on: Sprint 2, and more\n"
    "###]],
    );
}

#[test]
fn a_cell_grows_to_its_row_and_table() {
    check_selection(
        "| Sprint | Weeks |\n|---|---|\n| 1 | 3$0-4 |\n| 2 | 5-6 |\n",
        expect![[r#"
        plan.md 3:7 "3"
        plan.md 3:7 "3-4"
        plan.md 3:6 " 3-4 "
        plan.md 3:1 "| 1 | 3-4 |"
        plan.md 1:1 "| Sprint | Weeks |\n|---|---|\n| 1 | 3-4 |\n| 2 | 5-6 |"
        plan.md 1:1 "| Sprint | Weeks |\n|---|---|\n| 1 | 3-4 |\n| 2 | 5-6 |\n"
    "#]],
    );
}
