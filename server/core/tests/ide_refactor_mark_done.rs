//! Marking tasks and units as done, in the document's own mark.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "support/fixture.rs"]
mod fixture;

use expect_test::{Expect, expect};
use fixture::Fixture;
use milepost_core::ide::FileRange;
use milepost_core::ide::refactor::refactorings;
use milepost_core::text::{Encoding, TextRange};
use milepost_core::workspace::Snapshot;

/// What is offered at the cursor, and the lines that it leaves different; and whether it can be taken back.
fn check(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let at = fixture.selection();
    let Some((title, after)) = marked(&fixture.snapshot, at) else { return expected.assert_eq("nothing") };
    let mut said = vec![title];
    said.extend(changed(&fixture.snapshot, &after));
    match marked(&after, moved(&fixture.snapshot, &after, at)) {
        Some((_, back)) if text(&back) == text(&fixture.snapshot) => {}
        Some((_, back)) => {
            said.push("and back:".to_owned());
            said.extend(changed(&fixture.snapshot, &back));
        }
        None => said.push("and not back".to_owned()),
    }
    expected.assert_eq(&said.join("\n"));
}

fn marked(snapshot: &Snapshot, at: FileRange) -> Option<(String, Snapshot)> {
    let found = refactorings(snapshot, at).into_iter().find(|it| it.title.starts_with("Mark "))?;
    let edits = found.edits(snapshot).unwrap();
    Some((found.title, snapshot.edited(&edits)))
}

/// The same line and column.
fn moved(before: &Snapshot, after: &Snapshot, at: FileRange) -> FileRange {
    let (old, new) = (before.document(at.file).unwrap().text(), after.document(at.file).unwrap().text());
    let position = old.position(at.range.start, Encoding::Utf8);
    FileRange { range: TextRange::empty(new.offset(position, Encoding::Utf8)), ..at }
}

fn text(snapshot: &Snapshot) -> String {
    snapshot.files().map(|(_, it)| it.document.text().to_string()).collect()
}

fn changed(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let (before, after) = (text(before), text(after));
    let lines = before.lines().zip(after.lines());
    lines.filter(|(old, new)| old != new).map(|(_, new)| new.to_owned()).collect()
}

#[test]
fn a_box_in_the_mark_of_the_document() {
    let page = "# P\n## Sprint 1\n- [X] T1 a\n- [ ] T2 b$0\n- [ ] c\n";
    check(
        page,
        expect![[r#"
        Mark T2 as done
        - [X] T2 b"#]],
    );
    check(
        &page.replace("[X]", "[ ]"),
        expect![[r#"
        Mark T2 as done
        - [x] T2 b"#]],
    );
    check(
        &page.replace("$0", "").replace("] c", "] $0c, which is a long task with very many words in it"),
        expect![[r#"
            Mark “c, which is a long task with very many w…” as done
            - [X] c, which is a long task with very many words in it"#]],
    );
    check(
        &page.replace("$0", "").replace("a\n", "a$0\n"),
        expect![[r#"
        Mark T1 as not done
        - [ ] T1 a
        and back:
        - [x] T1 a"#]],
    );
}

#[test]
fn a_column_in_the_words_of_the_document() {
    let page = r#"
        # P
        ## Sprint 1
        | ID | Task | Status |
        |----|------|--------|
        | T1 | Dig  | ✅ Complete |
        | T2 | Pour | ⏳ Pending |$0
        | T3 | Dry  | ⏳ Pending |
    "#;
    check(
        page,
        expect![[r#"
        Mark T2 as done
        | T2 | Pour | ✅ Complete |"#]],
    );
    check(
        &page.replace("✅ Complete", "⏳ Pending"),
        expect![[r#"
        Mark T2 as done
        | T2 | Pour | ✅ Done |"#]],
    );
    check(&page.replace("✅ Complete", "offen").replace("⏳ Pending", "offen"), expect!["nothing"]);
    check(&page.replace("⏳ Pending |$0", "Pending (waits for T9) |$0"), expect!["nothing"]);
}

const CASCADE: &str = r#"
    # P

    | Sprint | Status |
    |---|---|
    | Sprint 1 | Done |
    | Sprint 2 | In Progress |

    ## Sprint 1

    **Status:** Done

    - [x] T1 a

    ## Sprint 2

    **Status:** In Progress

    - [x] T2 b
    - [ ] T3 c
      - [x] T4 d
      - [ ] T5 e$0
"#;

#[test]
fn what_holds_it_is_done_with_it() {
    check(
        CASCADE,
        expect![[r#"
            Mark T5 as done
            | Sprint 2 | Done |
            **Status:** Done
            - [x] T3 c
              - [x] T5 e"#]],
    );
    check(
        &CASCADE.replace("T2", "T2$1").replace("$0", "").replace("$1", "$0"),
        expect![[r#"
        Mark T2 as not done
        - [ ] T2 b"#]],
    );
    check(&CASCADE.replace("T5 e$0", "T5 e").replace("T3 c", "T3 c$0"), expect!["nothing"]);
    check(&CASCADE.replace("T5 e$0", "T5 e").replace("## Sprint 2", "## Sprint 2$0"), expect!["nothing"]);
    check(
        &CASCADE.replace("T5 e$0", "T5 e").replace("## Sprint 1", "## Sprint 1$0"),
        expect![[r#"
        Mark Sprint 1 as not done
        | Sprint 1 | In Progress |
        **Status:** In Progress"#]],
    );
}

#[test]
fn a_unit_without_tasks_or_with_done_ones() {
    check(
        "# P\n## Sprint 1 ✅\ntext\n## Sprint 2 🚧 $0\n- [x] a\n",
        expect![[r#"
        Mark Sprint 2 as done
        ## Sprint 2 ✅ 
        and not back"#]],
    );
    check(
        "# P\n## Sprint 1 (Done)\ntext\n## Sprint 2 (planned)$0\ntext\n",
        expect![[r#"
        Mark Sprint 2 as done
        ## Sprint 2 (Done)
        and back:
        ## Sprint 2 (Todo)"#]],
    );
    check("# P\n## Sprint 1\ntext\n## Sprint 2$0\ntext\n", expect!["nothing"]);
}

#[test]
fn a_table_alone_may_say_it() {
    check(
        &CASCADE.replace("    **Status:** In Progress\n", "").replace("    **Status:** Done\n", ""),
        expect![[r#"
            Mark T5 as done
            | Sprint 2 | Done |
            - [x] T3 c
              - [x] T5 e"#]],
    );
}

/// How many tasks there are is no task, neither to be marked nor in the way of its phase.
#[test]
fn a_table_may_count_the_tasks() {
    let page = "
        # P

        | Phase | Tasks | Status |
        |---|---|---|
        | Phase 1$1 | 1/2 | In Progress |
        | Phase 2 | 1 | Planned |

        ## Phase 1

        - [x] T001 a
        - [ ] T002 b$0

        ## Phase 2

        - [ ] T003 c
    ";
    check(
        &page.replace("$1", ""),
        expect![[r#"
            Mark T002 as done
            | Phase 1 | 2/2 | Done |
            - [x] T002 b"#]],
    );
    check(&page.replace("$0", "").replace("$1", "$0"), expect!["nothing"]);
}

#[test]
fn a_status_in_another_language() {
    check(
        "# Plan\n## Sprint 1 (Woche 1)\n**Status:** Geplant\n- [ ] Aufgabe A$0\n",
        expect![[r#"
        Mark “Aufgabe A” as done
        **Status:** Erledigt
        - [x] Aufgabe A"#]],
    );
    check(
        "# 计划\n## 阶段 1\n**状态：** 未开始\n- [ ] 导入存档$0\n",
        expect![[r#"
        Mark “导入存档” as done
        **状态：** 已完成
        - [x] 导入存档"#]],
    );
    // What cannot be said in words that are known stays.
    check(
        "# Plan\n## Sprint 1\n**Status:** offen\n- [ ] Aufgabe A$0\n",
        expect![[r#"
        Mark “Aufgabe A” as done
        - [x] Aufgabe A"#]],
    );
}

const COUNTS: &str = r#"
    # P

    | Phase | Progress | Status |
    |---|---|---|
    | Phase 1 | 1/2 (50%) | In Progress |
    | Phase 2 | 0/3 | Planned |

    ## Phase 1

    - [x] a
    - [ ] b$0

    ## Phase 2 (0/3 tasks)

    - [ ] c
    - [ ] d
    - [ ] e
"#;

#[test]
fn counts_follow_the_boxes() {
    check(
        COUNTS,
        expect![[r#"
        Mark “b” as done
        | Phase 1 | 2/2 (100%) | Done |
        - [x] b"#]],
    );
    check(
        &COUNTS.replace("$0", "").replace("] d", "] d$0"),
        expect![[r#"
        Mark “d” as done
        | Phase 2 | 1/3 | Planned |
        ## Phase 2 (1/3 tasks)
        - [x] d"#]],
    );
    // What was wrong before is left to who knows what is meant.
    check(
        &COUNTS.replace("1/2 (50%)", "0/2"),
        expect![[r#"
        Mark “b” as done
        | Phase 1 | 0/2 | Done |
        - [x] b"#]],
    );
    check(
        &COUNTS.replace("1/2 (50%) | In Progress", " | 1/2"),
        expect![[r#"
        Mark “b” as done
        | Phase 1 |  | 2/2 |
        - [x] b"#]],
    );
    // Where rows are read as tasks, they change with what they say.
    check(
        &COUNTS.replace("| Progress |", "| Tasks |"),
        expect![[r#"
            Mark “b” as done
            | Phase 1 | 2/2 (100%) | Done |
            - [x] b"#]],
    );
}

#[test]
fn a_line_stands_for_its_task() {
    let page = "# P\n## Sprint 1\n- [ ] 1. Core\n  - [ ] 1.1 Parser\n    - Reads it\n    - _Requirements: 1.2_\n";
    check(
        &page.replace("  - [ ] 1.1", "$0  - [ ] 1.1"),
        expect![[r#"
        Mark 1.1 as done
        - [x] 1. Core
          - [x] 1.1 Parser"#]],
    );
    check(
        &page.replace("_Req", "_R$0eq"),
        expect![[r#"
        Mark 1.1 as done
        - [x] 1. Core
          - [x] 1.1 Parser"#]],
    );
    check(
        &page.replace("Reads", "Re$0ads"),
        expect![[r#"
        Mark 1.1 as done
        - [x] 1. Core
          - [x] 1.1 Parser"#]],
    );
    let blank = "# P\n## Sprint 1\n$0\n- [ ] 1. Core$0\n";
    check(
        blank,
        expect![[r#"
        Mark 1 as done
        - [x] 1. Core
        and not back"#]],
    );
}
