//! `check --fix`, `--unsafe-fixes`, `--diff`: mends what can be mended, until nothing is left to mend.

pub mod rewrite;
pub mod rounds;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use milepost_core::lint::rule::Applicability;
use milepost_core::text::Text;
use milepost_core::workspace::FileId;
use similar::TextDiff;

use crate::check::Checked;
use crate::check::fix::rewrite::{Rewrite, replace_all};
use crate::check::fix::rounds::{Rounds, offers};
use crate::check::gather::Gathered;

/// Whether findings are mended.
#[derive(Args, Clone, Debug, Default)]
pub struct Fixing {
    /// Mend what can be mended without a doubt, and report the rest
    ///
    /// With standard input, the mended text goes to standard output and the findings are only counted.
    #[arg(long, conflicts_with_all = ["since", "staged"])]
    pub fix: bool,
    /// With --fix or --diff: mend also where somebody should look at the result
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Print what --fix would change as a unified diff and write nothing; exit code 1 if that is anything
    #[arg(long, conflicts_with_all = ["since", "staged", "fix"])]
    pub diff: bool,
}

/// What mending came to.
#[derive(Debug, Default)]
pub struct Fixed {
    /// How many findings are gone.
    pub fixed: usize,
    /// What could not be mended or written, and why.
    pub refused: Vec<String>,
    /// What was given up, and why; no failure.
    pub notes: Vec<String>,
    /// The files that differ, with their texts before.
    pub before: BTreeMap<FileId, String>,
}

impl Fixing {
    /// Whether anything is to be mended.
    pub fn is_wanted(&self) -> bool {
        self.fix || self.diff
    }

    /// Why the options cannot be used with these paths, if they cannot.
    pub fn conflict(&self, paths: &[PathBuf]) -> Option<&'static str> {
        if self.unsafe_fixes && !self.is_wanted() {
            return Some("--unsafe-fixes says which fixes --fix or --diff take; add one of them");
        }
        let has_stdin = paths.iter().any(|it| it.as_os_str() == "-");
        (self.fix && has_stdin && paths.len() > 1)
            .then_some("--fix prints the mended standard input; check the other files in a run of their own")
    }

    /// Mends `gathered`, whose findings `check` tells, in memory; with `--fix` on disk too, for what has a place there.
    pub fn run(&self, gathered: &mut Gathered, check: &dyn Fn(&Gathered) -> Vec<Checked>, is_stdin: bool) -> Fixed {
        let original = gathered.snapshot.clone();
        let mut rounds = Rounds::new(self.unsafe_fixes, is_stdin || self.diff);
        rounds.run(gathered, check);
        let mut fixed = Fixed { fixed: rounds.fixed, notes: rounds.notes, ..Fixed::default() };
        fixed.refused.extend(rounds.locked.into_values().flatten());
        let text = |it: &Text| it.to_string();
        for file in gathered.files.iter().copied() {
            let old = original.document(file).map(|it| text(it.text())).unwrap_or_default();
            let new = gathered.snapshot.document(file).map(|it| text(it.text())).unwrap_or_default();
            if old != new {
                fixed.before.insert(file, old);
            }
        }
        if self.fix && !is_stdin {
            let rewrite = |(file, old): (&FileId, &String)| {
                let new = gathered.snapshot.document(*file).map(|it| text(it.text()))?;
                let path = gathered.paths.get(file)?.clone();
                Some(Rewrite { path, shown: gathered.shown(*file).to_owned(), old: old.clone(), new })
            };
            fixed.refused.extend(replace_all(fixed.before.iter().filter_map(rewrite).collect()));
        }
        fixed
    }

    /// `5 fixed, 2 remaining; 3 more with --unsafe-fixes`.
    pub fn summary(&self, gathered: &Gathered, checked: &[Checked], fixed: usize) -> String {
        let left: usize = checked.iter().map(|it| it.findings.len()).sum();
        let more = checked.iter().flat_map(|it| offers(gathered, it)).filter(|(_, fixes)| !fixes.is_empty()).count();
        let verb = if self.diff { "would be fixed" } else { "fixed" };
        let more =
            if more == 0 || self.unsafe_fixes { String::new() } else { format!("; {more} more with --unsafe-fixes") };
        format!("{fixed} {verb}, {left} remaining{more}")
    }
}

/// Whether such a fix is taken.
pub fn is_taken(applicability: Applicability, with_unsafe: bool) -> bool {
    with_unsafe || applicability == Applicability::Safe
}

/// Prints what changed as a unified diff that `patch` and `git apply` take.
pub fn print_diff(gathered: &Gathered, fixed: &Fixed) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (file, old) in &fixed.before {
        let new = gathered.snapshot.document(*file).map(|it| it.text().to_string()).unwrap_or_default();
        let shown = gathered.shown(*file);
        let (from, to) = (format!("a/{shown}"), format!("b/{shown}"));
        let (from, to) = if shown.starts_with(['/', '<']) { (shown, shown) } else { (from.as_str(), to.as_str()) };
        let diff = TextDiff::from_lines(old.as_str(), new.as_str());
        diff.unified_diff().context_radius(3).header(from, to).to_writer(&mut out)?;
    }
    out.flush()
}

/// Prints the mended standard input, or the text as it came.
pub fn print_text(gathered: &Gathered) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for file in &gathered.files {
        let Some(document) = gathered.snapshot.document(*file) else { continue };
        write!(out, "{}", document.text())?;
    }
    out.flush()
}
