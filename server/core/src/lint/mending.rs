//! Applies fixes in memory until nothing is left that they mend, and takes back whatever made anything worse.

use std::collections::{BTreeMap, BTreeSet};

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
    /// It was tried alone before.
    is_tried: bool,
}

/// Findings by file and rule.
type Counts = BTreeMap<(FileId, &'static str), usize>;

/// Mends `files`, and no others, in `snapshot`: what is certain first, so that no guess stands in its way; then, `with_unsafe`,
/// what is plausible. Once it is not wanted any more, what was mended until then stays.
pub fn mend(snapshot: &mut Snapshot, files: &[FileId], with_unsafe: bool, is_wanted: &dyn Fn() -> bool) -> Mended {
    let mut mended = Mended::default();
    mend_with(snapshot, files, Applicability::Safe, &mut mended, is_wanted);
    if with_unsafe {
        mend_with(snapshot, files, Applicability::Unsafe, &mut mended, is_wanted);
    }
    mended
}

/// Mends with fixes that are at least so sure.
fn mend_with(
    snapshot: &mut Snapshot,
    files: &[FileId],
    least: Applicability,
    mended: &mut Mended,
    is_wanted: &dyn Fn() -> bool,
) {
    let mut doubted = BTreeSet::new();
    for _ in 0..MOST_ROUNDS {
        let (steps, before) = steps(snapshot, files, least, mended, &doubted, is_wanted);
        if steps.is_empty() || !is_wanted() {
            break;
        }
        let mut round = Round { snapshot, files, best: before, kept: Vec::new(), is_wanted };
        for step in round.sound(&steps) {
            // Alone, and worse: it is not taken unseen again, or not at all.
            match step.is_tried {
                true => mended.dropped.push((step.rule, step.file)),
                false => drop(doubted.insert((step.rule, step.file))),
            }
        }
        let kept = round.kept;
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
    least: Applicability,
    mended: &Mended,
    doubted: &BTreeSet<(&'static str, FileId)>,
    is_wanted: &dyn Fn() -> bool,
) -> (Vec<Step>, Counts) {
    let (mut steps, mut counts) = (Vec::new(), Counts::new());
    let mut taken: BTreeMap<FileId, Vec<TextRange>> = BTreeMap::new();
    for &file in files {
        let Some(linter) = Linter::new(snapshot, file) else { continue };
        for finding in linter.findings() {
            let rule = finding.rule.name;
            *counts.entry((file, rule)).or_default() += 1;
            let is_out_of_question = least == Applicability::Safe && !finding.rule.is_safe;
            if is_out_of_question || mended.dropped.contains(&(rule, file)) || !is_wanted() {
                continue;
            }
            // A guess is always tried alone: together, one that mends nothing may pass.
            let is_tried = least != Applicability::Safe || doubted.contains(&(rule, file));
            let fixes = if is_tried { linter.fixes(&finding) } else { linter.fixes_untried(&finding) };
            let is_sure = |it: &Fix| least == Applicability::Unsafe || it.applicability == Applicability::Safe;
            let fix = fixes.into_iter().find(is_sure);
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
                steps.push(Step { rule, file, edits, is_tried });
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
        edits.sort_by_key(|it| std::cmp::Reverse(it.range.start));
        snapshot.apply(Change::Edit { file, edits });
    }
}

/// What is tried in one round.
struct Round<'a, 'b> {
    snapshot: &'b Snapshot,
    files: &'b [FileId],
    /// How much is wrong with what is kept.
    best: Counts,
    kept: Vec<&'a Step>,
    is_wanted: &'b dyn Fn() -> bool,
}

impl<'a> Round<'a, '_> {
    /// Keeps those of `steps` that are sound together, and gives those that are not so even alone. Most often all are;
    /// otherwise halves are tried, so that a few that are not cost a few trials each, however many there are.
    fn sound(&mut self, steps: &'a [Step]) -> Vec<&'a Step> {
        if steps.is_empty() || !(self.is_wanted)() || self.keeps(steps) {
            return Vec::new();
        }
        if let [only] = steps {
            return if self.kept.is_empty() { vec![only] } else { Vec::new() };
        }
        let (first, second) = steps.split_at(steps.len() / 2);
        let mut bad = self.sound(first);
        bad.extend(self.sound(second));
        bad
    }

    fn keeps(&mut self, steps: &'a [Step]) -> bool {
        let mut trial = self.snapshot.clone();
        apply(&mut trial, self.kept.iter().copied().chain(steps));
        let now = counts(&trial, self.files);
        let is_sound = is_better(&self.best, &now) && is_each_gone(steps, &self.best, &now);
        if is_sound {
            self.best = now;
            self.kept.extend(steps);
        }
        is_sound
    }
}

/// Whether so many findings of each rule went as there are steps that nobody tried alone.
fn is_each_gone(steps: &[Step], before: &Counts, after: &Counts) -> bool {
    let mut wanted = Counts::new();
    for step in steps.iter().filter(|it| !it.is_tried && it.rule != STALE) {
        *wanted.entry((step.file, step.rule)).or_default() += 1;
    }
    let count = |counts: &Counts, of| counts.get(of).copied().unwrap_or(0);
    wanted.iter().all(|(of, steps)| count(after, of) + steps <= count(before, of))
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
