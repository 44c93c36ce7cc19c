//! Completion: what holds for every choice, over the plans of the suite: a dependency that is offered is read as one once
//! it is taken, and what is new is read as new.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

#[path = "support/fixture.rs"]
mod fixture;

use fixture::Fixture;
use milepost_core::ide::FilePosition;
use milepost_core::ide::completion::{Completion, CompletionKind, Means, completion};
use milepost_core::ide::target::declared;
use milepost_core::ide::words::label;
use milepost_core::text::{Edit, TextRange};
use milepost_core::workspace::{Change, FileId, Snapshot};

const FILE: FileId = FileId(0);

/// The plans of the suite, by name.
fn suite() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/suite");
    let paths = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let mut found: Vec<(String, String)> = paths
        .filter(|it| it.extension().is_some_and(|it| it == "md"))
        .map(|it| (it.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(it).unwrap()))
        .collect();
    found.sort();
    assert!(found.len() > 20, "the suite is there");
    found
}

/// The documents after `choice` was taken, and where it stands then.
fn taken(snapshot: &Snapshot, choice: &Completion) -> (Snapshot, TextRange) {
    let mut after = snapshot.clone();
    let edit = Edit { range: choice.replace, insert: choice.insert.clone() };
    after.apply(Change::Edit { file: FILE, edits: vec![edit] });
    let start = choice.replace.start;
    (after, TextRange::new(start, start + choice.insert.len() as u32))
}

/// Where dependencies are declared: behind what each declaration in the document names, and at the name's start.
fn positions(snapshot: &Snapshot) -> Vec<u32> {
    let document = snapshot.document(FILE).unwrap();
    let ranges: Vec<TextRange> = declared(document).map(|it| document.range(it.place)).collect();
    ranges.into_iter().flat_map(|it| [it.start, it.start + 1, it.end]).collect()
}

#[test]
fn a_dependency_that_is_offered_is_one_once_it_is_taken() {
    let mut tried = 0;
    for (name, text) in suite() {
        let fixture = Fixture::of(&[(&name, &text)]);
        let snapshot = &fixture.snapshot;
        for offset in positions(snapshot) {
            for choice in completion(snapshot, FilePosition { file: FILE, offset }).items {
                let Means::Defined(meant) = choice.means else { continue };
                let (after, written) = taken(snapshot, &choice);
                let document = after.document(FILE).unwrap();
                let named: Vec<_> = declared(document)
                    .filter(|it| document.range(it.place).overlaps(written))
                    .flat_map(|it| after.resolve_in(FILE, it.unit, it.name))
                    .filter_map(|it| label(after.document(it.file)?, it.target))
                    .collect();
                let wanted = label(snapshot.document(meant.file).unwrap(), meant.target).unwrap();
                assert!(named.contains(&wanted), "{name}:{offset}: {choice:?} names {named:?}");
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "{tried} choices");
}

#[test]
fn what_is_new_is_read_as_new() {
    let mut tried = 0;
    for (name, text) in suite() {
        let fixture = Fixture::of(&[(&name, &text)]);
        let snapshot = &fixture.snapshot;
        let document = snapshot.document(FILE).unwrap();
        let blank =
            (0..document.text().line_count()).map(|row| document.text().line_range(row)).filter(|it| it.is_empty());
        for line in blank {
            let at = FilePosition { file: FILE, offset: line.start };
            let new = completion(snapshot, at).items.into_iter().filter(|it| it.kind == CompletionKind::Snippet);
            for choice in new.filter(|it| !it.label.starts_with("New task")) {
                let (after, written) = taken(snapshot, &choice);
                let document = after.document(FILE).unwrap();
                let wanted = choice.label.strip_prefix("New ").unwrap();
                let found = document.plan().units.iter().find(|it| document.range(it.name).overlaps(written));
                assert_eq!(found.map(|it| it.label.text.as_str()), Some(wanted), "{name}: {choice:?}");
                assert_eq!(
                    snapshot.document(FILE).unwrap().plan().units.len() + 1,
                    document.plan().units.len(),
                    "{name}: {choice:?}"
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "{tried} choices");
}
