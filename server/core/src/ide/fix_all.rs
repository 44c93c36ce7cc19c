//! Fix all: one edit of a document that mends all that can be mended without changing what the plan means.

use similar::{DiffTag, TextDiff};

use crate::lint::mending::mend;
use crate::text::{Edit, TextRange};
use crate::workspace::{FileId, Snapshot};

/// The edits of whole lines that leave `file` without a finding that has a safe fix; none where there is none. Ascending
/// and not overlapping. Other documents stay as they are. Once it is not wanted any more, what was found until then is
/// given.
pub fn fix_all(snapshot: &Snapshot, file: FileId, is_wanted: &dyn Fn() -> bool) -> Vec<Edit> {
    let text = |snapshot: &Snapshot| -> Option<String> { Some(snapshot.document(file)?.text().chunks().collect()) };
    let mut after = snapshot.clone();
    if mend(&mut after, &[file], false, is_wanted).fixes == 0 {
        return Vec::new();
    }
    match text(snapshot).zip(text(&after)) {
        Some((before, after)) => differences(&before, &after),
        None => Vec::new(),
    }
}

/// The edits of whole lines that make `after` of `before`.
fn differences(before: &str, after: &str) -> Vec<Edit> {
    let diff = TextDiff::from_lines(before, after);
    let starts = |lines: &[&str]| {
        let mut starts = vec![0];
        for line in lines {
            starts.push(starts.last().copied().unwrap_or(0) + line.len() as u32);
        }
        starts
    };
    let old = starts(diff.old_slices());
    let place = |line: usize| old.get(line).copied().unwrap_or(before.len() as u32);
    let changed = diff.ops().iter().filter(|it| it.tag() != DiffTag::Equal);
    let edit = changed.map(|it| Edit {
        range: TextRange::new(place(it.old_range().start), place(it.old_range().end)),
        insert: diff.new_slices().get(it.new_range()).unwrap_or_default().concat(),
    });
    edit.collect()
}
