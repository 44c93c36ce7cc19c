//! `check --select`, `--ignore`, `--fail-on`, `--max-diagnostics`: which rules are run, what fails, how much is shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use milepost_core::lint;
use milepost_core::lint::rule::{Finding, Severity};
use milepost_core::workspace::settings::{Level, Settings};
use milepost_core::workspace::{Change, FileId};

use crate::check::Checked;
use crate::check::gather::Gathered;

/// The rule that asks whether a suppression silences anything.
const UNUSED: &str = "unused-suppression";

/// Which findings count.
#[derive(Args, Clone, Debug, Default)]
pub struct Selection {
    /// Run these rules only, those too that are off
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', value_parser = known)]
    pub select: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', value_parser = known)]
    pub ignore: Vec<String>,
    /// From which severity on findings make the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Warning, value_name = "SEVERITY")]
    pub fail_on: FailOn,
    /// Show so many findings to people, and say how many more there are; the exit code counts all
    #[arg(long, value_name = "COUNT")]
    pub max_diagnostics: Option<usize>,
}

/// From which severity on findings fail a check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors alone
    Error,
    /// Warnings, too
    #[default]
    Warning,
    /// Everything but hints
    Info,
    /// Everything
    Hint,
    /// Nothing: findings are only reported
    Never,
}

impl FailOn {
    /// Whether a finding of that severity fails the check.
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            FailOn::Never => false,
            FailOn::Error => severity <= Severity::Error,
            FailOn::Warning => severity <= Severity::Warning,
            FailOn::Info => severity <= Severity::Info,
            FailOn::Hint => true,
        }
    }
}

impl Selection {
    /// Lets the settings of every document say which rules are run.
    pub fn apply(&self, gathered: &mut Gathered) {
        if self.select.is_empty() && self.ignore.is_empty() {
            return;
        }
        // Documents with equal settings go on sharing them.
        let mut made: BTreeMap<*const Settings, Arc<Settings>> = BTreeMap::new();
        let files: Vec<FileId> = gathered.snapshot.files().map(|(file, _)| file).collect();
        for file in files {
            let old = Arc::clone(gathered.snapshot.settings(file));
            let new = made.entry(Arc::as_ptr(&old)).or_insert_with(|| Arc::new(self.settings(&old)));
            let settings = Arc::clone(new);
            gathered.snapshot.apply(Change::Configure { file, settings });
        }
    }

    fn settings(&self, old: &Settings) -> Settings {
        let mut settings = old.clone();
        for rule in lint::rules() {
            let named = |list: &[String]| named_in(list, rule.name);
            if named(&self.ignore) || !self.select.is_empty() && !named(&self.select) {
                settings.levels.insert(rule.name.to_owned(), Level::Off);
            } else if named(&self.select) && rule.is_off(old) {
                settings.levels.insert(rule.name.to_owned(), level(rule.severity));
            }
        }
        // Of part of the rules nobody can tell which suppression is of no use.
        if !named_in(&self.select, UNUSED) {
            settings.levels.insert(UNUSED.to_owned(), Level::Off);
        }
        settings
    }

    /// The first findings, as many as people want to see; none where they see all.
    pub fn cut(&self, checked: &[Checked]) -> Option<Vec<Checked>> {
        let mut left = self.max_diagnostics?;
        let take = |it: &Checked| {
            let findings: Vec<Finding> = it.findings.iter().take(left).cloned().collect();
            left -= findings.len();
            Checked { file: it.file, findings }
        };
        Some(checked.iter().map(take).collect())
    }
}

fn named_in(list: &[String], rule: &str) -> bool {
    list.iter().any(|it| it == rule)
}

fn level(severity: Severity) -> Level {
    match severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Info => Level::Info,
        Severity::Hint => Level::Hint,
    }
}

/// The name of a rule; why it is none, otherwise.
fn known(name: &str) -> Result<String, String> {
    let name = name.trim();
    if lint::rule(name).is_some() {
        return Ok(name.to_owned());
    }
    let near = lint::similar_rule(name).map_or_else(String::new, |rule| format!("; did you mean `{}`?", rule.name));
    Err(format!("there is no such rule{near} `milepost rules` lists them all"))
}
