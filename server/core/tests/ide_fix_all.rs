//! Mending a whole document at once: however much is wrong in it, and only as long as somebody waits for it.

#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

#[path = "support/fixture.rs"]
mod fixture;

use std::cell::Cell;

use fixture::Fixture;
use milepost_core::ide::fix_all::fix_all;
use milepost_core::lint::lint;
use milepost_core::workspace::{FileId, Snapshot};

const FILE: FileId = FileId(0);

fn snapshot(text: String) -> Snapshot {
    Fixture::of(&[("plan.md", &text)]).snapshot
}

fn found(snapshot: &Snapshot, rule: &str) -> usize {
    lint(snapshot, FILE).iter().filter(|it| it.rule.name == rule).count()
}

/// A plan in which the blank behind the marks of so many headings is missing.
fn without_blanks(headings: usize) -> Snapshot {
    let heading = |it| format!("##Sprint {it}: Planks\n\nAcceptance: it floats.\n\n");
    snapshot(format!(
        "# Hull\n\n## Sprint 1: Keel\n\nAcceptance: it floats.\n\n{}",
        (2..headings + 2).map(heading).collect::<String>()
    ))
}

/// The document as the edits leave it.
fn mended(before: &Snapshot, is_wanted: &dyn Fn() -> bool) -> Snapshot {
    let mut text = before.document(FILE).unwrap().text().to_string();
    for edit in fix_all(before, FILE, is_wanted).into_iter().rev() {
        text.replace_range(edit.range.start as usize..edit.range.end as usize, &edit.insert);
    }
    snapshot(text)
}

#[test]
fn what_is_wrong_in_thousands_of_places_is_mended_at_once() {
    let snapshot = without_blanks(2_000);
    assert_eq!(found(&snapshot, "not-a-heading"), 2_000);
    assert_eq!(found(&mended(&snapshot, &|| true), "not-a-heading"), 0);
}

#[test]
fn what_nobody_waits_for_is_given_up() {
    let snapshot = without_blanks(40);
    assert!(fix_all(&snapshot, FILE, &|| false).is_empty());
    // Whenever it is given up, what was mended is sound.
    for looks in [1_u32, 5, 41, 42, 43, 60] {
        let left = Cell::new(looks);
        let is_wanted = || left.replace(left.get().saturating_sub(1)) > 0;
        let after = mended(&snapshot, &is_wanted);
        assert_eq!(lint(&after, FILE).len(), found(&after, "not-a-heading"), "after {looks} looks");
    }
}

/// A fix that is a guess is not even made.
#[test]
fn nothing_is_made_that_would_not_be_taken() {
    let unit = |it| format!("## Sprint {it}: Planks (Week {it})\n\n- [ ] Saw\n\n");
    let snapshot = snapshot((1..600).map(unit).collect());
    assert!(found(&snapshot, "missing-acceptance-criteria") > 500);
    let looks = Cell::new(0);
    let is_wanted = || looks.replace(looks.get() + 1) < 1_000;
    assert!(fix_all(&snapshot, FILE, &is_wanted).is_empty());
    assert!(looks.get() < 10, "{} looks", looks.get());
}
