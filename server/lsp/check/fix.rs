//! `check --fix`: mends what can be mended, and writes it.

pub mod diff;
pub mod write;

use std::io;

use clap::Args;
use milepost_core::lint::Linter;
use milepost_core::lint::mending::Mended;
use milepost_core::workspace::Snapshot;

use crate::check::Checked;
use crate::check::gather::Gathered;

/// What is mended.
#[derive(Args, Clone, Debug, Default)]
pub struct Fixing {
    /// Mend what can be mended without changing what the plan means; standard input is printed mended
    #[arg(long, conflicts_with_all = ["since", "staged", "baseline", "write_baseline"])]
    pub fix: bool,
    /// With --fix or --diff: mend what is plausible, too; look at the result
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Print what --fix would change, and change nothing; exit code 1 where there is something
    #[arg(long, conflicts_with_all = ["fix", "since", "staged", "baseline", "write_baseline", "statistics"])]
    pub diff: bool,
}

impl Fixing {
    /// Why the options do not go together, if they do not.
    pub fn conflict(&self) -> Option<&'static str> {
        let alone = self.unsafe_fixes && !self.fix && !self.diff;
        alone.then_some("--unsafe-fixes says what --fix and --diff do: add one of them")
    }
}

/// Writes what was mended to the files, without standard input; what could not be written, and why.
pub fn write_all(gathered: &Gathered, mended: &Mended) -> Vec<String> {
    let mut refused = Vec::new();
    for (file, before) in &mended.before {
        let Some(document) = gathered.snapshot.document(*file) else { continue };
        let after: String = document.text().chunks().collect();
        let path = gathered.paths.get(file).filter(|_| gathered.stdin != Some(*file) && after != *before);
        if let Some(Err(reason)) = path.map(|path| write::write(path, before, &after)) {
            refused.push(format!("{}: {reason}", gathered.shown(*file)));
        }
    }
    refused
}

/// `5 fixed, 2 remaining; 3 more with --unsafe-fixes`.
pub fn summary(gathered: &Gathered, mended: &Mended, checked: &[Checked], fixing: &Fixing) -> String {
    let remaining: usize = checked.iter().map(|it| it.findings.len()).sum();
    let mut text = format!("{} fixed, {remaining} remaining", mended.fixes);
    let more = if fixing.unsafe_fixes { 0 } else { left(&gathered.snapshot, checked) };
    if more > 0 {
        text.push_str(&format!("; {more} more with --unsafe-fixes"));
    }
    for (rule, file) in &mended.dropped {
        text.push_str(&format!(
            "\n{}: a fix of {rule} was taken back, since more was wrong then",
            gathered.shown(*file)
        ));
    }
    text
}

/// How many findings have a fix that is not safe.
fn left(snapshot: &Snapshot, checked: &[Checked]) -> usize {
    let linters = checked.iter().filter_map(|it| Some((Linter::new(snapshot, it.file)?, &it.findings)));
    linters.map(|(linter, findings)| findings.iter().filter(|it| !linter.fixes(it).is_empty()).count()).sum()
}

/// Prints standard input as it is now, mended or not.
pub fn print_stdin(gathered: &Gathered) -> io::Result<()> {
    let Some(document) = gathered.stdin.and_then(|file| gathered.snapshot.document(file)) else { return Ok(()) };
    let mut out = io::stdout().lock();
    for chunk in document.text().chunks() {
        io::Write::write_all(&mut out, chunk.as_bytes())?;
    }
    io::Write::flush(&mut out)
}
