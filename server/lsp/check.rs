//! `milepost check`: the findings of files and folders in a terminal, or as a report for programs.

pub mod baseline;
pub mod fingerprint;
pub mod fix;
pub mod gather;
pub mod output;
pub mod progress;
pub mod select;
pub mod since;
pub mod statistics;
pub mod watch;

use std::io::{self};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use milepost_core::lint;
use milepost_core::lint::mending::{Mended, mend};
use milepost_core::lint::rule::{Finding, Severity};
use milepost_core::plan::Verdict;
use milepost_core::workspace::FileId;
use rayon::prelude::*;

use crate::check::baseline::{Baseline, Baselines};
use crate::check::fix::Fixing;
use crate::check::gather::{Gathered, gather};
use crate::check::output::report::Report;
use crate::check::progress::Progress;
use crate::check::select::Selection;
use crate::check::since::Since;
use crate::check::watch::{Watching, watch};
use crate::config::find::Source;
use crate::config::report::print_problems;
use crate::terminal::{Color, STACK, fail, is_coloured_on, say, work, written};
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
    /// Which rules are run, and what fails.
    #[command(flatten)]
    pub selection: Selection,
    /// What is mended.
    #[command(flatten)]
    pub fixing: Fixing,
    /// What is known already.
    #[command(flatten)]
    pub baselines: Baselines,
    /// Print how many findings each rule has, and not the findings; as text or with --output json
    #[arg(long)]
    pub statistics: bool,
    /// Whether it goes on.
    #[command(flatten)]
    pub watching: Watching,
}

/// The findings of one document.
#[derive(Debug)]
pub struct Checked {
    /// The document.
    pub file: FileId,
    /// What is wrong in it, by place.
    pub findings: Vec<Finding>,
}

/// Checks what `options` name, again and again if that is asked for.
pub fn run(options: &Options) -> ExitCode {
    if !options.watching.watch {
        return run_once(options);
    }
    if let Some(conflict) = options.watching.conflict(&options.paths) {
        return fail(conflict);
    }
    let others: Vec<&Path> =
        [&options.source.config, &options.baselines.baseline].into_iter().flatten().map(PathBuf::as_path).collect();
    watch(&options.paths, &others, || run_once(options))
}

fn run_once(options: &Options) -> ExitCode {
    work(|| try_check(options).unwrap_or_else(|reason| fail(&reason)))
}

/// The exit code; or why nothing was checked.
fn try_check(options: &Options) -> Result<ExitCode, String> {
    options.outputs.conflict().map_or(Ok(()), Err)?;
    options.fixing.conflict().map_or(Ok(()), |it| Err(it.to_owned()))?;
    let baseline = options.baselines.baseline.as_deref().map(Baseline::read).transpose()?;
    let configuration = options.source.configuration()?;
    let progress = Progress::new();
    let mut gathered = gather(&options.paths, options.stdin_filename.as_deref(), configuration);
    gathered.snapshot.today = Some(options.today.unwrap_or_else(today));
    options.selection.apply(&mut gathered);
    let before = options.since.before(&options.paths, &mut gathered)?;
    let is_coloured = is_coloured_on(options.color, &io::stdout());
    let is_mended = options.fixing.fix || options.fixing.diff;
    let mended =
        is_mended.then(|| mend(&mut gathered.snapshot, &gathered.files, options.fixing.unsafe_fixes, &|| true));
    if let Some(mended) = mended.as_ref().filter(|_| options.fixing.diff) {
        drop(progress);
        return Ok(show_diff(options, &gathered, mended, is_coloured));
    }
    if let Some(mended) = &mended {
        let refused = fix::write_all(&gathered, mended);
        gathered.refused.extend(refused);
    }
    let mut checked = check_files(&mut gathered, &progress);
    drop(progress);
    let mut notes = Vec::new();
    let older = before.map(|before| before.keep_new(&mut gathered, &mut checked));
    notes.extend(older.and_then(|older| options.since.summary(older)));
    let silenced = baseline.as_ref().map(|it| (it, it.silence(&gathered, &mut checked)));
    notes.extend(silenced.and_then(|(baseline, silenced)| baseline.summary(&silenced)));
    if let Some(file) = &options.baselines.write_baseline {
        return write_baseline(options, &gathered, &checked, file);
    }
    notes.extend(mended.as_ref().map(|it| fix::summary(&gathered, it, &checked, &options.fixing)));
    let failures = print(options, &gathered, &checked, mended.is_some(), is_coloured);
    let is_plan = |it: &Checked| is_plan(&gathered, it.file);
    let is_told = options.outputs.is_for_people() || !checked.iter().any(is_plan) || mended.is_some();
    let is_sound = complain(options, &gathered, &failures);
    if is_told {
        say(&summary(&gathered, &checked));
        notes.iter().for_each(|note| say(note));
    }
    if !is_sound {
        return Ok(ExitCode::from(2));
    }
    let fails = |finding: &Finding| options.selection.fail_on.fails(finding.severity);
    Ok(ExitCode::from(u8::from(checked.iter().flat_map(|it| &it.findings).any(fails))))
}

/// Prints the findings wherever they are to go; what went wrong.
fn print(options: &Options, gathered: &Gathered, checked: &[Checked], fixed: bool, coloured: bool) -> Vec<String> {
    let all = Report::new(gathered, checked);
    // Mended, standard input goes to standard output, and leaves no room for findings there.
    if fixed && gathered.stdin.is_some() {
        let printed = written(fix::print_stdin(gathered));
        return printed.err().into_iter().chain(options.outputs.print_files(&all)).collect();
    }
    if options.statistics {
        return options.outputs.print_statistics(&all);
    }
    let cut = options.selection.cut(checked);
    let shown = cut.as_deref().map(|it| Report::new(gathered, it));
    let failures = output::print(&options.outputs, &all, shown.as_ref().unwrap_or(&all), coloured);
    let count = |checked: &[Checked]| checked.iter().map(|it| it.findings.len()).sum::<usize>();
    let hidden = count(checked) - cut.as_deref().map_or(count(checked), count);
    if hidden > 0 && options.outputs.is_for_people() {
        say(&format!("{hidden} more not shown, because of --max-diagnostics"));
    }
    failures
}

/// Says what could not be done; whether there is nothing of the kind.
fn complain(options: &Options, gathered: &Gathered, failures: &[String]) -> bool {
    let is_sound = print_problems(&gathered.chains, is_coloured_on(options.color, &io::stderr()));
    for note in &gathered.notes {
        say(&format!("note: {note}"));
    }
    for message in gathered.refused.iter().chain(failures) {
        say(&format!("error: {message}"));
    }
    is_sound && gathered.refused.is_empty() && failures.is_empty()
}

fn show_diff(options: &Options, gathered: &Gathered, mended: &Mended, coloured: bool) -> ExitCode {
    let printed = fix::diff::print(gathered, mended, coloured, &mut io::BufWriter::new(io::stdout().lock()));
    let changed = *printed.as_ref().unwrap_or(&1);
    let failures: Vec<String> = written(printed.map(drop)).err().into_iter().collect();
    if !complain(options, gathered, &failures) {
        return ExitCode::from(2);
    }
    let noun = if changed == 1 { "file" } else { "files" };
    say(&match changed {
        0 => "nothing would be mended".to_owned(),
        _ => format!("{changed} {noun} would be mended; --fix does it"),
    });
    ExitCode::from(u8::from(changed > 0))
}

fn write_baseline(
    options: &Options,
    gathered: &Gathered,
    checked: &[Checked],
    file: &Path,
) -> Result<ExitCode, String> {
    let is_sound = complain(options, gathered, &[]);
    let count = baseline::write(file, gathered, checked)?;
    let noun = if count == 1 { "finding" } else { "findings" };
    say(&format!("{count} {noun} written to {}; --baseline {} leaves them out", file.display(), file.display()));
    Ok(ExitCode::from(if is_sound { 0 } else { 2 }))
}

fn is_plan(gathered: &Gathered, file: FileId) -> bool {
    gathered.snapshot.document(file).is_some_and(|document| document.plan().verdict != Verdict::NoPlan)
}

/// Checks every document, several at once; one that cannot be checked does not keep the others from it.
fn check_files(gathered: &mut Gathered, progress: &Progress) -> Vec<Checked> {
    let snapshot = &gathered.snapshot;
    progress.expect(gathered.files.len());
    let check = |file: &FileId| {
        let findings = catch_unwind(AssertUnwindSafe(|| lint::lint(snapshot, *file)));
        progress.step();
        (*file, findings)
    };
    let run = || gathered.files.par_iter().map(check).collect::<Vec<_>>();
    let results = match rayon::ThreadPoolBuilder::new().stack_size(STACK).build() {
        Ok(pool) => pool.install(run),
        Err(_) => gathered.files.iter().map(check).collect(),
    };
    let mut checked = Vec::new();
    for (file, findings) in results {
        match findings {
            Ok(findings) => checked.push(Checked { file, findings }),
            Err(_) => gathered.refused.push(format!("{}: checking it failed; please report it", gathered.shown(file))),
        }
    }
    checked
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
