//! Rounds of mending: each takes the fixes that do not touch each other, and is kept only if nothing got worse.

use std::collections::{BTreeMap, BTreeSet};

use milepost_core::lint::Linter;
use milepost_core::lint::rule::{Finding, Fix};
use milepost_core::text::{Edit, TextRange};
use milepost_core::workspace::{Change, FileId, Snapshot};

use crate::check::fix::{is_taken, rewrite};
use crate::check::gather::Gathered;
use crate::check::{Checked, check_snapshot};

/// So many rounds at most; a plan that takes more goes round in circles.
const MOST_ROUNDS: usize = 100;
/// A linter tries a bounded number of fixes: after so many findings a new one goes on.
const FINDINGS_A_LINTER: usize = 20;

/// A fix with what it is known by: a file, the rule and its message, and its title.
type Known = (FileId, &'static str, String, String);

/// Where mending stands.
pub struct Rounds {
    with_unsafe: bool,
    is_dry: bool,
    given_up: BTreeSet<Known>,
    /// How many findings are gone.
    pub fixed: usize,
    /// What was given up, and why.
    pub notes: Vec<String>,
    /// Files that fixes would edit, and why that cannot be, if it cannot.
    pub locked: BTreeMap<FileId, Option<String>>,
}

struct Candidate {
    known: Known,
    edits: Vec<(FileId, Edit)>,
}

impl Rounds {
    /// No round yet; a dry one asks not whether files can be written.
    pub fn new(with_unsafe: bool, is_dry: bool) -> Rounds {
        let (given_up, notes, locked) = Default::default();
        Rounds { with_unsafe, is_dry, given_up, fixed: 0, notes, locked }
    }

    /// Mends `gathered` until no fix is left.
    pub fn run(&mut self, gathered: &mut Gathered, check: &dyn Fn(&Gathered) -> Vec<Checked>) {
        let mut all = counts(gathered, &gathered.snapshot);
        for _ in 0..MOST_ROUNDS {
            let mut batch = self.candidates(gathered, &check(gathered));
            // A batch that makes something worse is halved until the fix is found that does.
            loop {
                if batch.is_empty() {
                    break;
                }
                let after = applied(&gathered.snapshot, &batch);
                let left = counts(gathered, &after);
                let total = |counts: &BTreeMap<&str, usize>| counts.values().sum::<usize>();
                let is_worse = left.iter().any(|(rule, count)| *count > all.get(rule).copied().unwrap_or(0));
                if !is_worse && total(&left) < total(&all) {
                    self.fixed += total(&all) - total(&left);
                    gathered.snapshot = after;
                    all = left;
                    break;
                }
                if let [only] = batch.as_slice() {
                    let (file, rule, message, title) = &only.known;
                    let shown = gathered.shown(*file);
                    self.notes.push(format!(
                        "{shown}: not applied, as other findings would come: {title} ({rule}: {message})"
                    ));
                    self.given_up.insert(only.known.clone());
                    batch.clear();
                    // What stood behind it gets its turn in the next round.
                    batch.extend(self.candidates(gathered, &check(gathered)));
                } else {
                    batch.truncate(batch.len() / 2);
                }
            }
            if batch.is_empty() {
                return;
            }
        }
        self.notes.push(format!("mending was ended after {MOST_ROUNDS} rounds; run it again for the rest"));
    }

    /// The fixes of a round: one a finding, none touching another's edits.
    fn candidates(&mut self, gathered: &Gathered, checked: &[Checked]) -> Vec<Candidate> {
        let mut chosen = Vec::new();
        let mut taken: BTreeMap<FileId, Vec<TextRange>> = BTreeMap::new();
        let offered = checked.iter().flat_map(|it| offers(gathered, it).map(|offer| (it.file, offer)));
        for (file, (finding, fixes)) in offered {
            let known = |fix: &Fix| (file, finding.rule.name, finding.message.clone(), fix.title.clone());
            let is_open =
                |fix: &Fix| is_taken(fix.applicability, self.with_unsafe) && !self.given_up.contains(&known(fix));
            let Some(fix) = fixes.into_iter().find(is_open) else { continue };
            let known = known(&fix);
            // Only what is checked is written to, however far a fix would reach.
            if fix.edits.is_empty() || !fix.edits.iter().all(|(file, _)| gathered.files.contains(file)) {
                continue;
            }
            let is_free = |(file, edit): &(FileId, Edit)| {
                let ranges = taken.get(file).map(Vec::as_slice).unwrap_or_default();
                ranges.iter().all(|it| it.end < edit.range.start || edit.range.end < it.start)
            };
            if !fix.edits.iter().all(is_free) || self.is_locked(gathered, &fix) {
                continue;
            }
            for (file, edit) in &fix.edits {
                taken.entry(*file).or_default().push(edit.range);
            }
            chosen.push(Candidate { known, edits: fix.edits });
        }
        chosen
    }

    fn is_locked(&mut self, gathered: &Gathered, fix: &Fix) -> bool {
        if self.is_dry {
            return false;
        }
        let mut is_locked = false;
        for (file, _) in &fix.edits {
            let locked = self.locked.entry(*file).or_insert_with(|| {
                let path = gathered.paths.get(file)?;
                let reason = rewrite::obstacle(path)?;
                Some(format!("{}: not fixed: {reason}", gathered.shown(*file)))
            });
            is_locked |= locked.is_some();
        }
        is_locked
    }
}

/// Each finding of `checked` with the ways out of it.
pub fn offers<'a>(gathered: &'a Gathered, checked: &'a Checked) -> impl Iterator<Item = (&'a Finding, Vec<Fix>)> {
    checked.findings.chunks(FINDINGS_A_LINTER).flat_map(|findings| {
        let linter = Linter::new(&gathered.snapshot, checked.file);
        let fixes = move |it| (it, linter.as_ref().map(|linter| linter.fixes(it)).unwrap_or_default());
        findings.iter().map(fixes)
    })
}

/// `before` with the edits of `batch`, which do not overlap.
fn applied(before: &Snapshot, batch: &[Candidate]) -> Snapshot {
    let mut by_file: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
    for (file, edit) in batch.iter().flat_map(|it| &it.edits) {
        by_file.entry(*file).or_default().push(edit.clone());
    }
    let mut after = before.clone();
    for (file, mut edits) in by_file {
        // Each edit is applied to the text that the one before left: from the last to the first, none moves another.
        edits.sort_by_key(|it| it.range.start);
        edits.reverse();
        after.apply(Change::Edit { file, edits });
    }
    after
}

/// How often each rule is broken, whatever of it is reported.
fn counts(gathered: &Gathered, snapshot: &Snapshot) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for (_, findings) in check_snapshot(snapshot, &gathered.files) {
        for finding in findings.unwrap_or_default() {
            *counts.entry(finding.rule.name).or_insert(0) += 1;
        }
    }
    counts
}
