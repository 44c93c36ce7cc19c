//! Applies fixes in memory until nothing is left that they mend, and takes back whatever made anything worse.

use std::collections::BTreeMap;

use crate::lint::generated::STALE;
use crate::lint::rule::{Applicability, Fix};
use crate::lint::{Linter, lint};
use crate::text::{Edit, TextRange};
use crate::workspace::{Change, FileId, Snapshot};

/// Fixes come to rest long before; a round more would only show that they do not.
const MOST_ROUNDS: usize = 50;

/// What was mended.
#[derive(Debug, Default)]
pub struct Mended {
    /// The documents that changed, as they were.
    pub before: BTreeMap<FileId, String>,
    /// How many fixes were applied.
    pub fixes: usize,
    /// Fixes that were taken back, since something else was wrong afterwards: the rule, and the document.
    pub dropped: Vec<(&'static str, FileId)>,
}

/// One fix that is to be applied.
struct Step {
    rule: &'static str,
    file: FileId,
    edits: BTreeMap<FileId, Vec<Edit>>,
}

/// Findings by file and rule.
type Counts = BTreeMap<(FileId, &'static str), usize>;

/// Mends `files`, and no others, in `snapshot`: what is certain first, so that no guess stands in its way; then, `with_unsafe`,
/// what is plausible.
pub fn mend(snapshot: &mut Snapshot, files: &[FileId], with_unsafe: bool) -> Mended {
    let mut mended = Mended::default();
    mend_with(snapshot, files, |it| it == Applicability::Safe, &mut mended);
    if with_unsafe {
        mend_with(snapshot, files, |_| true, &mut mended);
    }
    mended
}

fn mend_with(snapshot: &mut Snapshot, files: &[FileId], takes: impl Fn(Applicability) -> bool, mended: &mut Mended) {
    for _ in 0..MOST_ROUNDS {
        let (steps, before) = steps(snapshot, files, &takes, mended);
        if steps.is_empty() {
            break;
        }
        let mut after = snapshot.clone();
        apply(&mut after, steps.iter());
        let kept = match is_better(&before, &counts(&after, files)) {
            true => steps.iter().collect(),
            false => one_by_one(snapshot, files, &steps, before, mended),
        };
        if kept.is_empty() {
            continue;
        }
        for file in kept.iter().flat_map(|it| it.edits.keys()) {
            let text = || snapshot.document(*file).map(|it| it.text().chunks().collect()).unwrap_or_default();
            mended.before.entry(*file).or_insert_with(text);
        }
        mended.fixes += kept.len();
        apply(snapshot, kept.into_iter());
    }
}

/// The fixes of one round: of each finding the best one that may be taken, none in the way of another, none that was
/// taken back. And how much is wrong before it.
fn steps(
    snapshot: &Snapshot,
    files: &[FileId],
    takes: &impl Fn(Applicability) -> bool,
    mended: &Mended,
) -> (Vec<Step>, Counts) {
    let (mut steps, mut counts) = (Vec::new(), Counts::new());
    let mut taken: BTreeMap<FileId, Vec<TextRange>> = BTreeMap::new();
    for &file in files {
        let Some(linter) = Linter::new(snapshot, file) else { continue };
        for finding in linter.findings() {
            let rule = finding.rule.name;
            *counts.entry((file, rule)).or_default() += 1;
            if mended.dropped.contains(&(rule, file)) {
                continue;
            }
            let fix = linter.fixes(&finding).into_iter().find(|it| takes(it.applicability));
            let Some(edits) = fix.filter(|it| it.edits.iter().all(|(file, _)| files.contains(file))).map(by_file)
            else {
                continue;
            };
            let is_free = |(file, edits): (&FileId, &Vec<Edit>)| {
                let taken = taken.get(file).map(Vec::as_slice).unwrap_or_default();
                edits
                    .iter()
                    .all(|edit| taken.iter().all(|it| !it.touches(edit.range.start) && !edit.range.touches(it.start)))
            };
            if !edits.is_empty() && edits.iter().all(is_free) {
                for (file, edits) in &edits {
                    taken.entry(*file).or_default().extend(edits.iter().map(|it| it.range));
                }
                steps.push(Step { rule, file, edits });
            }
        }
    }
    (steps, counts)
}

fn by_file(fix: Fix) -> BTreeMap<FileId, Vec<Edit>> {
    let mut edits: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
    for (file, edit) in fix.edits {
        edits.entry(file).or_default().push(edit);
    }
    edits
}

/// Applies steps that do not overlap, all in offsets of the same snapshot.
fn apply<'a>(snapshot: &mut Snapshot, steps: impl Iterator<Item = &'a Step>) {
    let mut all: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
    for (file, edits) in steps.flat_map(|it| &it.edits) {
        all.entry(*file).or_default().extend(edits.iter().cloned());
    }
    for (file, mut edits) in all {
        // From the last to the first: none moves another.
        edits.sort_by_key(|it| std::cmp::Reverse(it.range.start));
        snapshot.apply(Change::Edit { file, edits });
    }
}

/// Fixes that are sound one by one may not be so together: finds those that are.
fn one_by_one<'a>(
    snapshot: &Snapshot,
    files: &[FileId],
    steps: &'a [Step],
    mut best: Counts,
    mended: &mut Mended,
) -> Vec<&'a Step> {
    let mut kept: Vec<&Step> = Vec::new();
    for step in steps {
        let mut trial = snapshot.clone();
        apply(&mut trial, kept.iter().copied().chain([step]));
        let now = counts(&trial, files);
        if is_better(&best, &now) {
            best = now;
            kept.push(step);
        } else if kept.is_empty() {
            // Alone, and worse: it is not tried again.
            mended.dropped.push((step.rule, step.file));
        }
    }
    kept
}

fn counts(snapshot: &Snapshot, files: &[FileId]) -> Counts {
    let mut counts = Counts::new();
    for &file in files {
        for finding in lint(snapshot, file) {
            *counts.entry((file, finding.rule.name)).or_default() += 1;
        }
    }
    counts
}

/// Whether less is wrong than before, and of no rule more in any document. A generated part that must be made anew
/// because of the change weighs less than all else.
fn is_better(before: &Counts, after: &Counts) -> bool {
    let sum = |counts: &Counts, is_stale: bool| {
        counts.iter().filter(|((_, rule), _)| (*rule == STALE) == is_stale).map(|(_, count)| count).sum::<usize>()
    };
    let weight = |counts: &Counts| (sum(counts, false), sum(counts, true));
    let is_no_more = |((file, rule), count): (&(FileId, &'static str), &usize)| {
        *rule == STALE || *count <= before.get(&(*file, rule)).copied().unwrap_or(0)
    };
    weight(after) < weight(before) && after.iter().all(is_no_more)
}
