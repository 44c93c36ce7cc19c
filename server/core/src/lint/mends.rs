//! Trying a fix: whether its finding goes and no other comes, on the document as the fix would leave it.

use std::collections::BTreeMap;

use crate::lint::lint;
use crate::lint::rule::{Context, Finding, Fix};
use crate::text::Edit;
use crate::workspace::{Change, FileId, Snapshot};

/// So many fixes are tried for one linter. A document that is wrong in hundreds of places gets fixes for the first ones.
pub const MOST_TRIED: u32 = 200;

/// Whether `fix` of `finding`, which edits the checked document only, mends it and breaks nothing. Costs as much as
/// checking the document, and is answered with no once [`MOST_TRIED`] were tried.
pub fn mends(cx: &Context<'_>, finding: &Finding, fix: &Fix) -> bool {
    let left = cx.tries.get();
    cx.tries.set(left.saturating_sub(1));
    if left == 0 || fix.edits.is_empty() || fix.edits.iter().any(|(file, _)| *file != cx.file) {
        return false;
    }
    // Each edit is applied to the text that the one before left: from the last to the first, none moves another.
    let edits: Vec<Edit> = fix.edits.iter().rev().map(|(_, edit)| edit.clone()).collect();
    let mut after = cx.snapshot.clone();
    after.apply(Change::Edit { file: cx.file, edits });
    let before = counts(cx.snapshot, cx.file);
    let own = finding.rule.name;
    let gone = |counts: &BTreeMap<&str, usize>| counts.get(own).copied().unwrap_or(0);
    let left = counts(&after, cx.file);
    gone(&left) < gone(&before) && left.iter().all(|(rule, count)| *count <= before.get(rule).copied().unwrap_or(0))
}

fn counts(snapshot: &Snapshot, file: FileId) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in lint(snapshot, file) {
        *counts.entry(finding.rule.name).or_insert(0) += 1;
    }
    counts
}
