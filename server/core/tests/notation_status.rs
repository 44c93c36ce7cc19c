//! Reading statuses and task boxes.

use milepost_core::notation::status::{Box, Status, status_in_heading, status_value, statuses_in_heading, task_box};
use milepost_core::notation::vocabulary::Vocabulary;

fn heading(text: &str) -> Option<String> {
    status_in_heading(text, &Vocabulary::builtin())
        .map(|said| format!("{} \"{}\"", said.value, &text[said.start..said.end]))
}

fn check_headings(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(heading(text).unwrap_or_else(|| "-".to_owned()), *expected, "in {text:?}");
    }
}

fn check_values(cases: &[(&str, Option<Status>)]) {
    let vocabulary = Vocabulary::builtin();
    for (text, expected) in cases {
        assert_eq!(status_value(text, &vocabulary), *expected, "of {text:?}");
    }
}

#[test]
fn headings_say_their_status_in_brackets_or_at_the_end() {
    check_headings(&[
        ("Phase 0: Proof of concept (Current)", "active \"(Current)\""),
        ("Phase 2: Import (In Progress)", "active \"(In Progress)\""),
        ("Phase 2: Import [DONE]", "done \"[DONE]\""),
        ("Phase 3: Import (Next)", "todo \"(Next)\""),
        ("Phase 9: Import (Future Vision)", "todo \"(Future Vision)\""),
        ("Phase 1: Base (Current - Complete)", "done \"(Current - Complete)\""),
        ("Sprint 1 — Current (2 weeks)", "active \"Current\""),
        ("Sprint 1: Base — COMPLETE", "done \"COMPLETE\""),
        ("Sprint 1: Base - Done", "done \"Done\""),
        ("v1.2 Search — SHIPPED 2026-02-19", "done \"SHIPPED 2026-02-19\""),
        ("v1.2 Search (shipped 2026-02-19)", "done \"(shipped 2026-02-19)\""),
        ("Phase 4: Search (3/3 plans) — completed 2026-02-16", "done \"completed 2026-02-16\""),
        ("Sprint 2: Search ✅ COMPLETED", "done \"COMPLETED\""),
        ("Sprint 2: Search ERLEDIGT", "done \"ERLEDIGT\""),
        ("第1阶段 搜索(已完成)", "done \"(已完成)\""),
        ("第1阶段 搜索（进行中）", "active \"（进行中）\""),
        ("フェーズ2 検索（完了）", "done \"（完了）\""),
        ("1단계 검색 (진행 중)", "active \"(진행 중)\""),
        ("Фаза 2: Поиск (в работе)", "active \"(в работе)\""),
        ("Fase 2: Busca (concluída)", "done \"(concluída)\""),
        ("Étape 2 : Recherche (en cours)", "active \"(en cours)\""),
        ("Phase 3 — ✅ Done (2026-07-26)", "done \"Done (2026-07-26)\""),
        ("Phase 2: Search (100%)", "done \"(100%)\""),
        ("Phase 2: Search (60% complete)", "active \"(60% complete)\""),
    ]);
}

#[test]
fn marks_count_at_either_end_of_a_heading() {
    check_headings(&[
        ("✅ Sprint 1: Base", "done \"✅\""),
        ("Week 4: Base ✅", "done \"✅\""),
        ("🚧 v1.1 Reports", "active \"🚧\""),
        ("🚧 v1.1 Reports (Done)", "done \"(Done)\""),
        ("⏸️ Sprint 3", "blocked \"⏸️\""),
        ("[~] Track: Reports", "active \"[~]\""),
        ("[x] Sprint 3", "done \"[x]\""),
        (":white_check_mark: Sprint 3", "done \":white_check_mark:\""),
        ("**✅ Sprint 3**", "done \"✅\""),
    ]);
}

#[test]
fn titles_are_no_statuses() {
    check_headings(&[
        ("Sprint 3: Complete rewrite of search", "-"),
        ("Sprint 3: Search 🔴", "-"),
        ("Phase 2: Foundations (Blocking Prerequisites)", "-"),
        ("Phase 2: Done when tests pass", "-"),
        ("Phase 2: Tests (done when green)", "-"),
        ("Sprint 4 — Testing", "-"),
        ("Sprint 4 - Review", "-"),
        ("Sprint 4: Reach 90% coverage", "-"),
        ("📋 Phase 4", "-"),
        ("8. BACKLOG COMPLETO", "-"),
        ("Sprint 3 - Backlog", "-"),
        ("Sprint 1C (core, partial — later more)", "-"),
        ("Phase 3: User Story 1 - Lists (Priority: P1) 🎯 MVP", "-"),
        ("", "-"),
    ]);
}

#[test]
fn every_place_that_is_no_title_is_found() {
    let text = "✅ Sprint 3: Search (completed 2026-01-05) ✅";
    let all: Vec<&str> =
        statuses_in_heading(text, &Vocabulary::builtin()).iter().map(|said| &text[said.start..said.end]).collect();
    assert_eq!(all, ["✅", "(completed 2026-01-05)", "✅"]);
}

#[test]
fn values_of_status_fields() {
    use Status::*;
    check_values(&[
        ("In Progress (2 of 4 passing)", Some(Active)),
        ("✅ Complete", Some(Done)),
        ("**Complete**", Some(Done)),
        ("🟡 In progress", Some(Active)),
        ("100%", Some(Done)),
        ("0%", Some(Todo)),
        ("45 %", Some(Active)),
        ("2/4", Some(Active)),
        ("pending", Some(Todo)),
        ("backlog", Some(Todo)),
        ("ready-for-dev", Some(Todo)),
        ("review", Some(Active)),
        ("in_progress", Some(Active)),
        ("Not started", Some(Todo)),
        ("❌ Not started", Some(Todo)),
        ("❌ Not planned for now", Some(Cancelled)),
        ("⏳ Needs a decision", Some(Todo)),
        ("✅", Some(Done)),
        ("✔️", Some(Done)),
        ("[x]", Some(Done)),
        ("Blocked by the vendor", Some(Blocked)),
        ("~~planned~~ done", Some(Done)),
        ("Open", Some(Todo)),
        ("Open questions remain", None),
        ("won't do", Some(Cancelled)),
        ("Erledigt", Some(Done)),
        ("in Arbeit", Some(Active)),
        ("Terminé", Some(Done)),
        ("À faire", Some(Todo)),
        ("en progreso", Some(Active)),
        ("Pendiente", Some(Todo)),
        ("Concluído", Some(Done)),
        ("em andamento", Some(Active)),
        ("da fare", Some(Todo)),
        ("In corso", Some(Active)),
        ("Afgerond", Some(Done)),
        ("w toku", Some(Active)),
        ("zakończone", Some(Done)),
        ("Готово", Some(Done)),
        ("в процессе", Some(Active)),
        ("Не начато", Some(Todo)),
        ("已完成", Some(Done)),
        ("未完成", Some(Todo)),
        ("進行中", Some(Active)),
        ("未着手", Some(Todo)),
        ("完了(2026-01-05)", Some(Done)),
        ("완료", Some(Done)),
        ("대기", Some(Todo)),
        ("the team decides", None),
        ("", None),
    ]);
}

#[test]
fn boxes_of_tasks() {
    let read = |text: &str| task_box(text).map(|found| (found.mark, text[found.rest..].to_owned(), found.optional));
    let some = |mark: Box, rest: &str| Some((mark, rest.to_owned(), false));
    assert_eq!(read("[ ] write it"), some(Box::Open, "write it"));
    assert_eq!(read("[x] write it"), some(Box::Checked, "write it"));
    assert_eq!(read("[X] write it"), some(Box::Checked, "write it"));
    assert_eq!(read("[]  write it"), some(Box::Open, "write it"));
    assert_eq!(read("[ x ] write it"), some(Box::Checked, "write it"));
    assert_eq!(read("[✓] write it"), some(Box::Checked, "write it"));
    assert_eq!(read("[√] write it"), some(Box::Checked, "write it"));
    assert_eq!(read("[-] write it"), some(Box::Dash, "write it"));
    assert_eq!(read("[~] write it"), some(Box::Tilde, "write it"));
    assert_eq!(read("[/] write it"), some(Box::Slash, "write it"));
    assert_eq!(read("[!] write it"), some(Box::Bang, "write it"));
    assert_eq!(read("[>] write it"), some(Box::Other('>'), "write it"));
    assert_eq!(read("[ ]* write it"), Some((Box::Open, "write it".to_owned(), true)));
    assert_eq!(read("[ ] **write** it"), some(Box::Open, "**write** it"));
    assert_eq!(read("☐ write it"), some(Box::Open, "write it"));
    assert_eq!(read("☑️ write it"), some(Box::Checked, "write it"));
    assert_eq!(read("✅ write it"), some(Box::Checked, "write it"));
    assert_eq!(read("⬜ write it"), some(Box::Open, "write it"));
    assert_eq!(read("[x](https://example.org)"), None);
    assert_eq!(read("[P] write it"), None);
    assert_eq!(read("[1] a footnote"), None);
    assert_eq!(read("[US1] write it"), None);
    assert_eq!(read("write [ ] it"), None);
    let found = task_box("  [ ] a").expect("a box");
    assert_eq!((found.range, found.inner, found.rest), (2..5, 3, 6));
    assert_eq!(task_box("[]").expect("a box").inner, 1);
}
