//! What completion offers at the cursor of a fixture, as text that a person can judge.

#![allow(dead_code, clippy::indexing_slicing)]

use expect_test::Expect;
use milepost_core::ide::FileRange;
use milepost_core::ide::completion::{Completion, CompletionKind, completion};

use crate::fixture::Fixture;

pub fn offered(fixture: &Fixture) -> Vec<Completion> {
    let mut offered = completion(&fixture.snapshot, fixture.cursor()).items;
    offered.sort_by(|left, right| left.sort.cmp(&right.sort));
    for it in &offered {
        assert!(it.replace.touches(fixture.cursor().offset), "{it:?}");
        let is_found = it.kind == CompletionKind::Snippet || it.is_exact || it.filter.contains(&it.label);
        assert!(is_found, "{it:?}");
        assert!(!it.replace.of(&fixture.texts[fixture.cursor().file.0 as usize]).contains('\n'), "{it:?}");
    }
    offered
}

/// What is offered, in its order, and what it replaces.
pub fn check_completion(page: &str, expected: Expect) {
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
pub fn check_line(line: &str, expected: Expect) {
    let page = format!(
        "## Sprint 1: Ground\n- [x] T001 Dig\n- [ ] T002 Pour\n## Sprint 2: Parser\n- [ ] Scan\n## Sprint 10: Rules\n\n{line}\n"
    );
    show_line(&page, expected);
}

/// Puts `line` behind `plan`; tells what is offered there, and what it replaces.
pub fn check_in(plan: &str, line: &str, expected: Expect) {
    show_line(&format!("{plan}{line}\n"), expected);
}

pub fn show_line(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let offered = offered(&fixture);
    let replaced = offered.first().map_or("", |it| it.replace.of(&fixture.texts[0]));
    let inserts: Vec<&str> = offered.iter().map(|it| it.insert.as_str()).collect();
    expected.assert_eq(&format!("{replaced:?} -> {}", inserts.join(", ")));
}
