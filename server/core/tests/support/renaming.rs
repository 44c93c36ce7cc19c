//! Renames tried at the cursors of a page.

#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing, reason = "each test uses a part")]

use expect_test::Expect;
use milepost_core::ide::FilePosition;
use milepost_core::ide::refactor::Edits;
use milepost_core::ide::rename::{prepare_rename, rename};

use crate::fixture::Fixture;

/// The lines that differ after the edits, or the refusal.
fn shown(fixture: &Fixture, edits: &Edits) -> String {
    let after = fixture.snapshot.edited(edits);
    let mut shown = Vec::new();
    for (file, held) in after.files() {
        let path = &fixture.paths[file.0 as usize];
        let old = fixture.texts[file.0 as usize].clone();
        let new = held.document.text().to_string();
        assert_eq!(held.document.drift(), None);
        for (line, (old, new)) in old.lines().zip(new.lines()).enumerate() {
            if old != new {
                shown.push(format!("{path}:{}: {new}", line + 1));
            }
        }
    }
    shown.join("\n")
}

/// What becomes of the page: the lines that change, or a refusal. All cursors have to give the same.
pub fn renamed(page: &str, new_name: &str) -> String {
    let fixture = Fixture::new(page);
    assert!(!fixture.cursors.is_empty(), "the page has a $0");
    let answer = |cursor: &FilePosition| match rename(&fixture.snapshot, *cursor, new_name) {
        Ok(edits) => shown(&fixture, &edits),
        Err(why) => format!("refused: {}", why.0),
    };
    let answers: Vec<String> = fixture.cursors.iter().map(answer).collect();
    assert!(answers.iter().all(|it| *it == answers[0]), "{answers:#?}");
    answers[0].clone()
}

/// The same, as it should be.
pub fn check(page: &str, new_name: &str, expected: Expect) {
    expected.assert_eq(&renamed(page, new_name));
}

/// What would be renamed at each cursor.
pub fn check_prepare(page: &str, expected: Expect) {
    let fixture = Fixture::new(page);
    let answers: Vec<String> = fixture
        .cursors
        .iter()
        .map(|at: &FilePosition| match prepare_rename(&fixture.snapshot, *at) {
            Ok(Some(it)) => format!("{:?} {}..{}", it.placeholder, it.range.start, it.range.end),
            Ok(None) => "nothing".to_owned(),
            Err(why) => format!("refused: {}", why.0),
        })
        .collect();
    expected.assert_eq(&answers.join("\n"));
}
