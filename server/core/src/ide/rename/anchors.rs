//! Links to a heading whose words change: they follow its anchor.

use std::collections::{BTreeSet, HashMap};

use crate::document::Document;
use crate::ide::refactor::{Edits, Refusal};
use crate::ide::target::file_name;
use crate::text::{Edit, TextRange};
use crate::workspace::{FileId, Snapshot};

/// Adds to `all` the edits to links that lead to headings of the files that `edits` change; `after` is the workspace
/// with `edits` applied. An error names a link that cannot follow.
pub fn anchor_edits(
    snapshot: &Snapshot,
    after: &Snapshot,
    edits: &[(FileId, Edit)],
    all: &mut Edits,
) -> Result<(), Refusal> {
    let mut moved: HashMap<FileId, HashMap<String, String>> = HashMap::new();
    for of_file in edits.chunk_by(|one, other| one.0 == other.0) {
        let Some(&(file, _)) = of_file.first() else { continue };
        if let Some((old, new)) = snapshot.document(file).zip(after.document(file)) {
            let anchors = moved_anchors(old, new, of_file);
            if !anchors.is_empty() {
                moved.insert(file, anchors);
            }
        }
    }
    if moved.is_empty() {
        return Ok(());
    }
    for (from, held) in snapshot.files() {
        let document = &held.document;
        for link in &document.plan().links.local {
            let Some((path, anchor)) = link.value.split_once('#') else { continue };
            let to = if path.is_empty() { Some(from) } else { snapshot.linked(from, path) };
            let Some(new) = to.and_then(|it| moved.get(&it)?.get(&anchor.to_lowercase())) else { continue };
            let range = document.range(link.place);
            let written = document.text().slice(range);
            let Some(at) = written.rfind(&format!("#{anchor}")) else {
                let line = document.text().line_of(range.start) + 1;
                let name = file_name(snapshot, from);
                return Err(Refusal(format!("The link in {name}, line {line}, would lead nowhere. Rewrite it first.")));
            };
            let start = range.start + at as u32 + 1;
            let range = TextRange::new(start, start + anchor.len() as u32);
            all.push((from, Edit { range, insert: new.clone() }));
        }
    }
    Ok(())
}

/// The anchors of `old` whose heading has another one in `new`.
fn moved_anchors(old: &Document, new: &Document, edits: &[(FileId, Edit)]) -> HashMap<String, String> {
    let shift = |offset: u32| {
        let before = edits.iter().map(|it| &it.1).filter(|it| it.range.end <= offset);
        before.fold(i64::from(offset), |at, it| at + it.insert.len() as i64 - i64::from(it.range.len()))
    };
    let by_heading = |anchors: HashMap<String, TextRange>, at: &dyn Fn(u32) -> i64| {
        let mut found: HashMap<i64, BTreeSet<String>> = HashMap::new();
        for (anchor, range) in anchors {
            found.entry(at(range.start)).or_default().insert(anchor);
        }
        found
    };
    let after = by_heading(new.anchors(), &i64::from);
    let mut moved = HashMap::new();
    for (at, before) in by_heading(old.anchors(), &shift) {
        let Some(after) = after.get(&at) else { continue };
        let (mut gone, mut come) = (before.difference(after), after.difference(&before));
        if let (Some(old), None, Some(new), None) = (gone.next(), gone.next(), come.next(), come.next()) {
            moved.insert(old.clone(), new.clone());
        }
    }
    moved
}
