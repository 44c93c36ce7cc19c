//! `check --select`, `--ignore`, `--fail-on`, `--max-diagnostics`, `--statistics`: which findings count, and how they are
//! told.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use clap::{Args, ValueEnum};
use milepost_core::lint::rule::{Applicability, Severity};
use milepost_core::lint::{rule, similar_rule};
use serde::Serialize;

use crate::check::Checked;
use crate::check::output::report::Report;

/// Which findings count, and how they are told.
#[derive(Args, Clone, Debug)]
pub struct Selection {
    /// Report only these rules, separated by commas; what the configuration turns off stays off
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = known)]
    select: Vec<&'static str>,
    /// Do not report these rules, separated by commas; stronger than --select
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = known)]
    ignore: Vec<&'static str>,
    /// From which severity on findings make the exit code 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Warning)]
    fail_on: FailOn,
    /// Print so many findings at most; the exit code and the summary count all
    #[arg(long, value_name = "N")]
    max_diagnostics: Option<usize>,
    /// Print how often each rule is broken in place of the findings; as JSON with --output json
    #[arg(long)]
    pub statistics: bool,
}

/// From which severity on findings are a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors only
    Error,
    /// Warnings and errors
    Warning,
    /// All but hints
    Info,
    /// Every finding
    Hint,
    /// None
    Never,
}

fn known(name: &str) -> Result<&'static str, String> {
    let name = name.trim();
    if let Some(rule) = rule(name) {
        return Ok(rule.name);
    }
    Err(match similar_rule(name) {
        Some(near) => format!("no rule is called {name:?}; did you mean {}?", near.name),
        None => format!("no rule is called {name:?}; `milepost rules` lists them"),
    })
}

impl Selection {
    /// Takes the findings out that are not asked for.
    pub fn keep(&self, checked: &mut [Checked]) {
        let is_wanted =
            |name: &str| (self.select.is_empty() || self.select.contains(&name)) && !self.ignore.contains(&name);
        checked.iter_mut().for_each(|it| it.findings.retain(|finding| is_wanted(finding.rule.name)));
    }

    /// Whether a finding of this severity is a failure.
    pub fn fails(&self, severity: Severity) -> bool {
        match self.fail_on {
            FailOn::Error => severity <= Severity::Error,
            FailOn::Warning => severity <= Severity::Warning,
            FailOn::Info => severity <= Severity::Info,
            FailOn::Hint => true,
            FailOn::Never => false,
        }
    }

    /// Leaves so many findings as are printed; how many there are beyond.
    pub fn cut(&self, checked: &mut [Checked]) -> usize {
        let mut left = self.max_diagnostics.unwrap_or(usize::MAX);
        let mut beyond = 0;
        for document in checked {
            beyond += document.findings.len().saturating_sub(left);
            document.findings.truncate(left);
            left -= document.findings.len();
        }
        beyond
    }
}

/// How often one rule is broken.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Count {
    rule: &'static str,
    count: usize,
    files: usize,
    /// How many `--fix` mends.
    fixable: usize,
    /// How many more `--fix --unsafe-fixes` mends.
    unsafely_fixable: usize,
}

/// Prints how often each rule is broken, the most frequent first.
pub fn print_statistics(report: &Report<'_>, as_json: bool) -> io::Result<()> {
    let mut counts: BTreeMap<&'static str, (Count, BTreeSet<&str>)> = BTreeMap::new();
    for entry in report.entries() {
        let (count, files) = counts.entry(entry.finding.rule.name).or_default();
        count.rule = entry.finding.rule.name;
        count.count += 1;
        files.insert(entry.path());
        let fixes = entry.fixes();
        let is_fixable = fixes.iter().any(|it| it.applicability == Applicability::Safe);
        count.fixable += usize::from(is_fixable);
        count.unsafely_fixable += usize::from(!is_fixable && !fixes.is_empty());
    }
    let with_files = counts.into_values().map(|(count, files)| Count { files: files.len(), ..count });
    let mut counts: Vec<Count> = with_files.collect();
    counts.sort_by_key(|it| std::cmp::Reverse(it.count));
    let mut out = io::BufWriter::new(io::stdout().lock());
    if as_json {
        serde_json::to_writer_pretty(&mut out, &counts)?;
        writeln!(out)?;
        return out.flush();
    }
    let width = counts.first().map_or(1, |it| it.count.to_string().len());
    let longest = counts.iter().map(|it| it.rule.len()).max().unwrap_or(0);
    for it in &counts {
        let fixable = match (it.fixable, it.unsafely_fixable) {
            (0, 0) => String::new(),
            (safe, 0) => format!("{safe} fixable"),
            (0, more) => format!("{more} fixable with --unsafe-fixes"),
            (safe, more) => format!("{safe} fixable, {more} more with --unsafe-fixes"),
        };
        let line = format!("{:>width$}  {:longest$}  {fixable}", it.count, it.rule);
        writeln!(out, "{}", line.trim_end())?;
    }
    out.flush()
}
