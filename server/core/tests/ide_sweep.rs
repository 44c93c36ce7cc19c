//! Every request at every position of a few plans, of what is left of them when they are cut off, and beyond the end:
//! nothing panics, every range fits the text.

#![allow(clippy::indexing_slicing)]

#[path = "support/fixture.rs"]
mod fixture;

use std::sync::Arc;

use fixture::Fixture;
use milepost_core::ide::code_actions::code_actions;
use milepost_core::ide::completion::completion;
use milepost_core::ide::definition::definition;
use milepost_core::ide::folding::folds;
use milepost_core::ide::hierarchy::{Item, containers, contents, incoming, outgoing, prepare};
use milepost_core::ide::highlights::highlights;
use milepost_core::ide::hints::hints;
use milepost_core::ide::hover::hover;
use milepost_core::ide::implementation::implementations;
use milepost_core::ide::lenses::{lenses, named};
use milepost_core::ide::links::links;
use milepost_core::ide::recall::recalled;
use milepost_core::ide::references::references;
use milepost_core::ide::selection::selection;
use milepost_core::ide::symbols::{Symbol, document_symbols, workspace_symbols};
use milepost_core::ide::tokens::tokens;
use milepost_core::ide::{FilePosition, FileRange};
use milepost_core::lint::lint;
use milepost_core::text::TextRange;
use milepost_core::workspace::FileId;

const PLANS: &[&str] = &[
    r#"
# Harbour plan — überall

## Phase 1: Pier (Weeks 1-2) ✅

**Depends on:** Phase 2, Phases 1–3, Phse 4

### Week 1: Piles 🚧

- [x] T001 Drive the piles (depends on T009)
- [ ] T002 [P] Weld the **deck** `Sprint 1`
  - [ ] T002.1 Grind

**Acceptance Criteria:**

1. [ ] Holds 5 t
2. [x] Is *dry*

## Phase 2: Crane (Weeks 2-3)

| Phase | Weeks | Depends on |
|-------|-------|------------|
| 1     | 1-2   |            |
| 2     | 2–3   | Phase 1    |

```text
Week 1  |■■  Phase 1
Week 2  |  ■■ Phase 2
```

## Phase 1 Exit Criteria
- Done when it floats

Sprint 9: a line (Weeks 3-4)
"#,
    "---\nid: task-7\ntitle: Tür\ndependencies: [task-6]\n---\n\n## Description\r\n\r\nAfter Sprint 2‑5.\r## Sprint 2‑5\r\n- Goal: x\r\n- Acceptance: y\r\n",
    "第1周：准备\n===\n\n- [ ] 1.1 读\n\n## 第2周：写 (依赖第1周)\n\n- 依赖：第1周\n\n```\n## Phase 3\n",
    "**Sprint 1: A**\nDepends on: Sprint 2\n\n**Sprint 2: B**\nDepends on: Sprint 1\n\n> ## Sprint 3\n> - [ ] quoted\n>   depends on Sprint 1, 2 and 3\n",
];

fn check_range(text: &str, range: TextRange) {
    assert!(
        text.get(range.start as usize..range.end as usize).is_some(),
        "{range:?} does not fit {} bytes",
        text.len()
    );
}

fn check_symbols(text: &str, symbols: &[Symbol], around: TextRange) {
    for it in symbols {
        check_range(text, it.range);
        check_range(text, it.focus);
        assert!(it.range.contains(it.focus) && around.contains(it.range) && !it.name.trim().is_empty(), "{it:?}");
        check_symbols(text, &it.children, it.range);
    }
}

fn check_at(fixture: &Fixture, at: FilePosition) {
    let snapshot = &fixture.snapshot;
    let text = |file: FileId| fixture.texts[file.0 as usize].as_str();
    if let Some(it) = hover(snapshot, at) {
        check_range(text(at.file), it.range);
        assert!(it.range.touches(at.offset) && !it.markdown.is_empty(), "{it:?} at {at:?}");
    }
    for it in definition(snapshot, at) {
        check_range(text(at.file), it.origin);
        check_range(text(it.file), it.range);
        assert!(it.range.contains(it.focus), "{it:?}");
    }
    let all = references(snapshot, at, true);
    assert!(all.is_sorted() && all.windows(2).all(|pair| pair[0] != pair[1]));
    all.iter().for_each(|it| check_range(text(it.file), it.range));
    for it in completion(snapshot, at).items {
        check_range(text(at.file), it.replace);
        let line = it.replace.of(text(at.file));
        assert!(!line.contains(['\n', '\r']) && !it.insert.is_empty(), "{it:?} at {at:?}");
    }
    let cursor = FileRange { file: at.file, range: TextRange::empty(at.offset) };
    for action in code_actions(snapshot, cursor, &Arc::new(lint(snapshot, at.file)), &|| true) {
        for (file, edit) in action.edits {
            check_range(text(file), edit.range);
        }
    }
}

fn check_ways_at(fixture: &Fixture, at: FilePosition) {
    let snapshot = &fixture.snapshot;
    let text = |file: FileId| fixture.texts[file.0 as usize].as_str();
    for it in implementations(snapshot, at) {
        check_range(text(it.file), it.range);
        assert!(it.range.contains(it.focus), "{it:?}");
    }
    let check = |it: &Item| {
        check_range(text(it.definition.file), it.range);
        assert!(it.range.contains(it.focus) && !it.name.contains('\n'), "{it:?}");
        assert!(recalled(snapshot, it.definition.file, &it.name, it.focus.start).is_some(), "{it:?}");
    };
    for item in prepare(snapshot, at) {
        check(&item);
        for call in outgoing(snapshot, item.definition) {
            check(&call.item);
            call.ranges.iter().for_each(|it| check_range(text(item.definition.file), *it));
            let back = incoming(snapshot, call.item.definition);
            assert!(back.iter().any(|it| it.item.definition == item.definition), "{item:?} waits for {call:?}");
        }
        for inner in contents(snapshot, item.definition) {
            check(&inner);
            assert_eq!(containers(snapshot, inner.definition).first().map(|it| it.definition), Some(item.definition));
        }
    }
}

fn check_aids_at(fixture: &Fixture, at: FilePosition) {
    let text = fixture.texts[at.file.0 as usize].as_str();
    let marks = highlights(&fixture.snapshot, at);
    assert!(marks.windows(2).all(|pair| pair[0].range < pair[1].range), "{marks:?}");
    marks.iter().for_each(|it| check_range(text, it.range));
    let chain = selection(&fixture.snapshot, at);
    let offset = at.offset.min(text.len() as u32);
    assert!(chain.iter().all(|it| it.touches(offset)), "{chain:?} at {offset}");
    assert!(chain.windows(2).all(|pair| pair[1].contains(pair[0]) && pair[0] != pair[1]), "{chain:?}");
    assert_eq!(chain.last().map(|it| (it.start, it.end)), Some((0, text.len() as u32)), "at {offset}");
    chain.iter().for_each(|it| check_range(text, *it));
}

fn check_aids(fixture: &Fixture, file: FileId) {
    let (snapshot, text) = (&fixture.snapshot, fixture.texts[file.0 as usize].as_str());
    let lines = text.replace("\r\n", "\n").replace('\r', "\n").matches('\n').count() as u32;
    for it in folds(snapshot, file) {
        assert!(it.start < it.end && it.end <= lines, "{it:?} of {lines} lines");
    }
    let mut end = 0;
    for it in tokens(snapshot, file) {
        check_range(text, it.range);
        assert!(it.range.start >= end && !it.range.is_empty(), "{it:?} begins before {end}");
        assert!(!it.range.of(text).contains(['\n', '\r']), "{it:?} is of several lines");
        end = it.range.end;
    }
    links(snapshot, file).iter().for_each(|it| check_range(text, it.range));
    let whole = FileRange { file, range: TextRange::new(0, text.len() as u32) };
    let all = hints(snapshot, whole);
    assert!(all.is_sorted_by_key(|it| it.offset));
    for it in &all {
        check_range(text, TextRange::empty(it.offset));
        assert!(!it.text.is_empty() && !it.text.contains('\n'), "{it:?}");
    }
    for it in lenses(snapshot, file) {
        check_range(text, it.range);
        assert!(!it.range.of(text).contains('\n'), "{it:?}");
        assert!(named(snapshot, FilePosition { file, offset: it.range.start }).is_some(), "{it:?}");
    }
}

fn check_file(fixture: &Fixture, file: FileId, from: usize) {
    let text = &fixture.texts[file.0 as usize];
    let whole = TextRange::new(0, text.len() as u32);
    check_symbols(text, &document_symbols(&fixture.snapshot, file), whole);
    for it in workspace_symbols(&fixture.snapshot, "") {
        check_range(&fixture.texts[it.at.file.0 as usize], it.at.range);
    }
    check_aids(fixture, file);
    for offset in (from..=text.len() + 1).filter(|offset| *offset > text.len() || text.is_char_boundary(*offset)) {
        check_at(fixture, FilePosition { file, offset: offset as u32 });
        check_ways_at(fixture, FilePosition { file, offset: offset as u32 });
        check_aids_at(fixture, FilePosition { file, offset: offset as u32 });
    }
}

#[test]
fn every_request_at_every_position() {
    let paths: Vec<String> = (0..PLANS.len()).map(|at| format!("{at}/plan.md")).collect();
    let files: Vec<(&str, &str)> = paths.iter().map(String::as_str).zip(PLANS.iter().copied()).collect();
    let fixture = Fixture::of(&files);
    for file in 0..PLANS.len() {
        check_file(&fixture, FileId(file as u32), 0);
    }
    check_at(&fixture, FilePosition { file: FileId(0), offset: u32::MAX });
}

#[test]
fn every_request_at_the_end_of_a_plan_that_is_cut_off() {
    for text in PLANS {
        for end in (0..text.len()).step_by(3).filter(|end| text.is_char_boundary(*end)) {
            let fixture = Fixture::of(&[("plan.md", &text[..end])]);
            check_file(&fixture, FileId(0), end.saturating_sub(6));
        }
    }
}

#[test]
fn a_file_that_is_not_there_gives_nothing() {
    let fixture = Fixture::new("## Sprint 1: Ground\n");
    let at = FilePosition { file: FileId(77), offset: 3 };
    assert_eq!(hover(&fixture.snapshot, at), None);
    assert_eq!(definition(&fixture.snapshot, at), []);
    assert_eq!(completion(&fixture.snapshot, at).items, []);
    assert_eq!(document_symbols(&fixture.snapshot, FileId(77)), []);
}
