//! Formatting while typing: what Enter makes of the line that it begins.

#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

#[path = "support/fixture.rs"]
mod fixture;

use fixture::Fixture;
use milepost_core::ide::on_type::on_enter;

/// The page after Enter was typed at its end, or nothing where it stays.
fn entered(lines: &str) -> Option<String> {
    let page = format!("# Sprint plan\n\n## Sprint 1: A (Week 1)\n\n{lines}");
    let page = if page.contains("$0") { page } else { format!("{page}$0") };
    let fixture = Fixture::new(&page);
    let edit = on_enter(&fixture.snapshot, fixture.cursor())?;
    let mut text = fixture.texts[0].clone();
    text.replace_range(edit.range.start as usize..edit.range.end as usize, &edit.insert);
    let text = text.split_once("(Week 1)\n\n").unwrap().1;
    Some(text.trim_end_matches('\n').to_owned())
}

fn next(lines: &str) -> Option<String> {
    entered(&format!("{lines}\n")).map(|it| it.lines().last().unwrap_or_default().to_owned())
}

#[test]
fn the_next_item_has_the_next_id() {
    for (lines, expected) in [
        ("- [x] TASK-2: a\n- [x] TASK-3: b", "- [ ] TASK-4: "),
        ("- [ ] T008 a\n- [ ] T009 [P] b", "- [ ] T010 "),
        ("* [ ] **T1**: a\n* [ ] **T2**: b", "* [ ] **T3**: "),
        ("- [ ] 2.2 a\n- [x] 2.3 b", "- [ ] 2.4 "),
        ("- [ ] 1. a\n- [ ] 2. b", "- [ ] 3. "),
        ("- [ ] 1. a\n  - [ ] 1.1 b\n  - [ ] 1.2 c", "  - [ ] 1.3 "),
        ("- [ ] **T1 a**\n- [ ] **T2 b**", "- [ ] T3 "),
        ("1. [ ] T1 a\n2. [ ] T2 b", "3. [ ] T3 "),
        ("1. [ ] T1 a\n1. [ ] T2 b", "1. [ ] T3 "),
        ("- [ ] TASK-1: a\n- [ ] ~~TASK-2: b~~", "- [ ] TASK-3: "),
        ("- [ ] TASK-1: a\n- [x] ~~TASK-2~~: b", "- [ ] TASK-3: "),
        ("- [ ] TASK-1: a\n- [ ] [TASK-2](b.md): b", "- [ ] TASK-3: "),
        ("- [ ] TASK-1: a\n- [ ] [TASK-2: b](b.md)", "- [ ] TASK-3: "),
        ("- [ ] [TASK-1] a\n- [ ] [TASK-2] b", "- [ ] [TASK-3] "),
    ] {
        assert_eq!(next(lines).as_deref(), Some(expected), "{lines}");
    }
}

#[test]
fn what_the_editor_began_is_completed() {
    let lines = "- [x] TASK-2: a\n- [x] TASK-3: b\n";
    assert_eq!(entered(&format!("{lines}- $0")).unwrap().lines().last(), Some("- [ ] TASK-4: "));
    assert_eq!(entered(&format!("{lines}- [ ] $0")).unwrap().lines().last(), Some("- [ ] TASK-4: "));
    assert_eq!(entered(&format!("{lines}* $0")), None);
}

#[test]
fn an_empty_item_ends_the_list() {
    let lines = "- [x] TASK-2: a\n- [x] TASK-3: b\n- [ ] TASK-4: \n";
    assert_eq!(entered(lines).as_deref(), Some("- [x] TASK-2: a\n- [x] TASK-3: b"));
    assert_eq!(entered(&format!("{lines}- [ ] $0")).as_deref(), Some("- [x] TASK-2: a\n- [x] TASK-3: b"));
}

#[test]
fn the_next_row_has_the_next_id() {
    let table = "| ID | Task | Status |\n|---|---|---|\n";
    let rows = format!("{table}| T-2 | a | done |\n| T-3 | b | todo |");
    assert_eq!(next(&rows).as_deref(), Some("| T-4 | | |"));
    let rows = format!("{rows}\n| T-4 | | |\n");
    assert_eq!(entered(&rows).as_deref(), Some(rows.trim_end_matches("\n| T-4 | | |\n")));
}

#[test]
fn nothing_happens_where_the_series_is_not_evident() {
    for lines in [
        "- [ ] a\n- [ ] b\n",
        "- [ ] T1 a\n",
        "- [ ] T1 a\n- [ ] T3 b\n",
        "- [ ] T1 a\n- [ ] U2 b\n",
        "- [ ] T1 a\n- [ ] T2 b\n$0\n- [ ] T3 c\n",
        "- [ ] T1 a\n- [ ] T2 b\n$0and more\n",
        "- [ ] T1 a\n- [ ] T2 b\n\n$0",
        "- [ ] T1 a\n- [ ] T2 b\n  more\n$0",
        "- [ ] T1 a\n- [ ] T2 b\n$0\n  - more of it\n",
        "- [ ] T1 a\n- [ ] T2 b\n$0\nand more of it\n",
        "| ID | Task |\n|---|---|\n| T1 | a |\n| T2 | b |\n$0\n| T3 | c |\n",
        "```\n- [ ] T1 a\n- [ ] T2 b\n$0\n```\n",
        "### 1. a\n\n### 2. b\n",
        "Words.\n",
        "$0",
    ] {
        assert_eq!(entered(lines), None, "{lines}");
    }
}
