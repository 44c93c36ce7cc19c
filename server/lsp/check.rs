//! `milepost check`: the findings of files and folders in a terminal, or as a report for programs.

pub mod baseline;
pub mod fingerprint;
pub mod fix;
pub mod gather;
pub mod output;
pub mod select;
pub mod since;

use std::io::{self, IsTerminal, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use milepost_core::lint;
use milepost_core::lint::rule::{Finding, Severity};
use milepost_core::plan::Verdict;
use milepost_core::workspace::{FileId, Snapshot};
use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::check::baseline::Baselines;
use crate::check::fix::Fixing;
use crate::check::gather::{Gathered, gather};
use crate::check::output::report::Report;
use crate::check::select::Selection;
use crate::check::since::Since;
use crate::config::find::Source;
use crate::config::report::print_problems;
use crate::today::today;

/// Check plans: files, folders, or standard input
///
/// Findings go to standard output, everything else to standard error. Exit code 0: no findings; 1: findings that are
/// errors or warnings; 2: wrong usage, or something that could not be read, a configuration among it.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Files and folders; `-` for standard input [default: this folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What standard input is called, and where it counts as standing
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// The day that it is, for what is overdue: 2026-01-31 [default: the clock's]
    #[arg(long, value_name = "DATE")]
    pub today: Option<Date>,
    /// How findings are printed, and where to.
    #[command(flatten)]
    pub outputs: output::Outputs,
    /// When to print in colour; NO_COLOR counts for `auto`
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
    /// Which configuration holds.
    #[command(flatten)]
    pub source: Source,
    /// What is reported of it.
    #[command(flatten)]
    pub since: Since,
    /// Which findings count.
    #[command(flatten)]
    pub selection: Selection,
    /// Whether they are mended.
    #[command(flatten)]
    pub fixing: Fixing,
    /// Which are put up with.
    #[command(flatten)]
    pub baselines: Baselines,
}

/// When to print in colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The findings of one document.
#[derive(Debug)]
pub struct Checked {
    /// The document.
    pub file: FileId,
    /// What is wrong in it, by place.
    pub findings: Vec<Finding>,
}

/// Deeply nested documents are read by recursion.
pub const STACK: usize = 32 << 20;

/// Checks what `options` name.
pub fn run(options: &Options) -> ExitCode {
    std::thread::scope(|scope| {
        let check = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || check(options));
        let done = check.map_err(|error| error.to_string()).and_then(|it| it.join().map_err(|_| "panicked".to_owned()));
        done.unwrap_or_else(|error| {
            say(&format!("error: the check ended early: {error}"));
            ExitCode::from(2)
        })
    })
}

fn check(options: &Options) -> ExitCode {
    let conflict = options.fixing.conflict(&options.paths).map(str::to_owned);
    if let Some(conflict) = options.outputs.conflict().or(conflict) {
        say(&format!("error: {conflict}"));
        return ExitCode::from(2);
    }
    let configuration = match options.source.configuration() {
        Ok(configuration) => configuration,
        Err(reason) => {
            say(&format!("error: {reason}"));
            return ExitCode::from(2);
        }
    };
    let baseline = match options.baselines.read() {
        Ok(baseline) => baseline,
        Err(reason) => {
            say(&format!("error: {reason}"));
            return ExitCode::from(2);
        }
    };
    let mut gathered = gather(&options.paths, options.stdin_filename.as_deref(), configuration);
    gathered.snapshot.today = Some(options.today.unwrap_or_else(today));
    let before = match options.since.before(&options.paths, &mut gathered) {
        Ok(before) => before,
        Err(reason) => {
            say(&format!("error: {reason}"));
            return ExitCode::from(2);
        }
    };
    let is_stdin = options.paths.iter().any(|it| it.as_os_str() == "-");
    let fixed = options.fixing.is_wanted().then(|| {
        let reported = |gathered: &Gathered| {
            let mut checked = check_files(gathered).0;
            options.selection.keep(&mut checked);
            baseline.keep_new(gathered, &mut checked);
            checked
        };
        options.fixing.run(&mut gathered, &reported, is_stdin)
    });
    let (mut checked, failed) = check_files(&gathered);
    gathered.refused.extend(failed);
    let hidden = before.map(|before| before.keep_new(&mut gathered, &mut checked));
    options.selection.keep(&mut checked);
    let (known, gone) = baseline.keep_new(&gathered, &mut checked);
    let written = options.baselines.write(&gathered, &checked);
    let is_failure = |finding: &Finding| options.selection.fails(finding.severity);
    let mut is_failed = written.is_none() && checked.iter().flat_map(|it| &it.findings).any(is_failure);
    let mut lines = vec![summary(&gathered, &checked)];
    lines.extend(hidden.and_then(|older| options.since.summary(older)));
    lines.extend(options.baselines.summary(known, gone));
    if let Some(fixed) = &fixed {
        lines.extend(fixed.notes.iter().cloned());
        lines.push(options.fixing.summary(&gathered, &checked, fixed.fixed));
    }
    let is_for_people = options.outputs.is_for_people() || !checked.iter().any(|it| is_plan(&gathered, it.file));
    let beyond = if options.selection.statistics { 0 } else { options.selection.cut(&mut checked) };
    if beyond > 0 {
        lines.push(format!("{beyond} more not printed (--max-diagnostics)"));
    }
    let report = Report::new(&gathered, &checked);
    let said = |error: io::Error| format!("the findings cannot be written: {error}");
    let printed = match (&written, &fixed) {
        (Some(_), _) => Ok(()),
        (None, Some(fixed)) if options.fixing.diff => {
            is_failed = !fixed.before.is_empty();
            unbroken(fix::print_diff(&gathered, fixed)).map_err(|error| vec![said(error)])
        }
        (None, Some(_)) if is_stdin => unbroken(fix::print_text(&gathered)).map_err(|error| vec![said(error)]),
        _ if options.selection.statistics => {
            unbroken(select::print_statistics(&report, options.outputs.has_json())).map_err(|error| vec![said(error)])
        }
        _ => output::print(&options.outputs, &report, is_coloured_on(options.color, &io::stdout())),
    };
    let is_sound = print_problems(&gathered.chains, is_coloured_on(options.color, &io::stderr()));
    let mut failures = printed.err().unwrap_or_default();
    failures.extend(fixed.into_iter().flat_map(|it| it.refused));
    match written {
        Some(Ok(done)) => lines = vec![done],
        Some(Err(reason)) => failures.push(reason),
        None => {}
    }
    for message in &gathered.refused {
        say(&format!("error: {message}"));
    }
    if is_for_people || options.fixing.is_wanted() {
        lines.iter().for_each(|line| say(line));
    }
    for failure in &failures {
        say(&format!("error: {failure}"));
    }
    if !failures.is_empty() || !is_sound || !gathered.refused.is_empty() {
        return ExitCode::from(2);
    }
    ExitCode::from(u8::from(is_failed))
}

/// Who reads the output may stop reading: `milepost check --diff | head`.
fn unbroken(printed: io::Result<()>) -> io::Result<()> {
    match printed {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

fn is_plan(gathered: &Gathered, file: FileId) -> bool {
    gathered.snapshot.document(file).is_some_and(|document| document.plan().verdict != Verdict::NoPlan)
}

/// Checks every document that is asked for; beside the findings, what could not be checked.
fn check_files(gathered: &Gathered) -> (Vec<Checked>, Vec<String>) {
    let (mut checked, mut failed) = (Vec::new(), Vec::new());
    for (file, findings) in check_snapshot(&gathered.snapshot, &gathered.files) {
        match findings {
            Some(findings) => checked.push(Checked { file, findings }),
            None => failed.push(format!("{}: checking it failed; please report it", gathered.shown(file))),
        }
    }
    (checked, failed)
}

/// The findings of `files` in their order, whatever the number of threads (RAYON_NUM_THREADS); none of one that cannot
/// be checked, which does not keep the others from it.
pub fn check_snapshot(snapshot: &Snapshot, files: &[FileId]) -> Vec<(FileId, Option<Vec<Finding>>)> {
    let check = |file: &FileId| (*file, catch_unwind(AssertUnwindSafe(|| lint::lint(snapshot, *file))).ok());
    match ThreadPoolBuilder::new().stack_size(STACK).build() {
        Ok(pool) if files.len() > 1 => pool.install(|| files.par_iter().map(check).collect()),
        _ => files.iter().map(check).collect(),
    }
}

/// A line on standard error; nobody may be there to read it.
fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Whether to print in colour there.
pub fn is_coloured_on(color: Color, to: &impl IsTerminal) -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
            to.is_terminal() && !is_set("NO_COLOR") && !dumb
        }
    }
}

/// What was checked, and how it went: `3 warnings, 1 error in 2 of 5 plans`.
fn summary(gathered: &Gathered, checked: &[Checked]) -> String {
    let plans = checked.iter().filter(|it| is_plan(gathered, it.file)).count();
    if plans == 0 {
        return match checked.len() {
            0 => "nothing was checked: there is no Markdown file that can hold a plan".to_owned(),
            1 => "nothing was checked: the file is no plan".to_owned(),
            count => format!("nothing was checked: none of {count} Markdown files is a plan"),
        };
    }
    let all = || checked.iter().flat_map(|it| &it.findings);
    let count = |severity: Severity, one: &str, many: &str| {
        let count = all().filter(|it| it.severity == severity).count();
        (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
    };
    let counts: Vec<String> = [
        count(Severity::Error, "error", "errors"),
        count(Severity::Warning, "warning", "warnings"),
        count(Severity::Info, "remark", "remarks"),
        count(Severity::Hint, "hint", "hints"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let noun = if plans == 1 { "plan" } else { "plans" };
    if counts.is_empty() {
        return format!("no findings in {plans} {noun}");
    }
    let with = checked.iter().filter(|it| !it.findings.is_empty()).count();
    format!("{} in {with} of {plans} {noun}", counts.join(", "))
}
