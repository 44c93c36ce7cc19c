//! `check --baseline` and `--write-baseline`: findings that were there before are put up with, new ones are not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::{Deserialize, Serialize};

use crate::check::Checked;
use crate::check::fingerprint::fingerprints;
use crate::check::gather::{Gathered, read};
use crate::check::output::file;

/// The version of the file's form. It changes where fingerprints do.
const VERSION: u32 = 1;

/// Which findings are put up with.
#[derive(Args, Clone, Debug, Default)]
pub struct Baselines {
    /// Report only findings that FILE, written by --write-baseline, does not hold
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    baseline: Option<PathBuf>,
    /// Write the findings into FILE in place of printing them, so that --baseline can put up with them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["since", "staged", "fix", "diff"])]
    write_baseline: Option<PathBuf>,
}

/// The findings that a file holds: how many by path, rule and fingerprint.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    findings: BTreeMap<String, BTreeMap<String, BTreeMap<String, usize>>>,
}

impl Baselines {
    /// The baseline that holds; empty where none is named. Why it cannot be read, otherwise.
    pub fn read(&self) -> Result<Baseline, String> {
        let Some(path) = &self.baseline else { return Ok(Baseline::default()) };
        let shown = path.display();
        let again = "write it anew with --write-baseline";
        let text = read(path).map_err(|reason| format!("--baseline {shown}: {reason}; {again}"))?;
        // The version first: another one may have another form.
        let version = serde_json::from_str::<serde_json::Value>(&text)
            .map_err(|error| format!("--baseline {shown}: is no JSON: {error}; {again}"))?
            .get("version")
            .and_then(serde_json::Value::as_u64);
        match version {
            Some(it) if it == u64::from(VERSION) => {}
            Some(it) => return Err(format!("--baseline {shown}: is of version {it}, this is {VERSION}; {again}")),
            None => return Err(format!("--baseline {shown}: is no baseline, as it has no version; {again}")),
        }
        serde_json::from_str(&text).map_err(|error| format!("--baseline {shown}: is no baseline: {error}; {again}"))
    }

    /// Writes the findings where that is asked for, and says so; why they cannot be written, otherwise.
    pub fn write(&self, gathered: &Gathered, checked: &[Checked]) -> Option<Result<String, String>> {
        let path = self.write_baseline.as_ref()?;
        let baseline = Baseline::of(gathered, checked);
        let count: usize = checked.iter().map(|it| it.findings.len()).sum();
        let written = file::replace(path, |out| {
            serde_json::to_writer_pretty(&mut *out, &baseline)?;
            writeln!(out)
        });
        let noun = if count == 1 { "finding" } else { "findings" };
        Some(match written {
            Ok(()) => Ok(format!("{count} {noun} written to {}", path.display())),
            Err(error) => Err(format!("--write-baseline {}: {}", path.display(), file::reason(&error))),
        })
    }

    /// What is to be said of findings that are put up with: `12 older findings not shown`.
    pub fn summary(&self, hidden: usize, gone: usize) -> Option<String> {
        let path: &Path = self.baseline.as_deref()?;
        let noun = if hidden == 1 { "finding" } else { "findings" };
        let mut text = format!("{hidden} {noun} of the baseline not shown");
        if gone > 0 {
            let shown = path.display();
            text.push_str(&format!("; {gone} of it no longer there: --write-baseline {shown} takes them out"));
        }
        Some(text)
    }
}

impl Baseline {
    fn of(gathered: &Gathered, checked: &[Checked]) -> Baseline {
        let mut baseline = Baseline { version: VERSION, ..Baseline::default() };
        for document in checked {
            for (finding, print) in document.findings.iter().zip(fingerprints(gathered, document)) {
                let rules = baseline.findings.entry(path_of(gathered, document)).or_default();
                *rules.entry(finding.rule.name.to_owned()).or_default().entry(print).or_default() += 1;
            }
        }
        baseline
    }

    /// Takes the findings out that the baseline holds. How many they are, and how many that it holds of these files are
    /// gone.
    pub fn keep_new(&self, gathered: &Gathered, checked: &mut [Checked]) -> (usize, usize) {
        let (mut hidden, mut gone) = (0, 0);
        for document in checked {
            let Some(rules) = self.findings.get(&path_of(gathered, document)) else { continue };
            let mut left = rules.clone();
            let mut prints = fingerprints(gathered, document).into_iter();
            document.findings.retain(|finding| {
                let print = prints.next().unwrap_or_default();
                let known = left.get_mut(finding.rule.name).and_then(|it| it.get_mut(&print));
                let Some(count) = known.filter(|it| **it > 0) else { return true };
                *count -= 1;
                hidden += 1;
                false
            });
            gone += left.values().flat_map(BTreeMap::values).sum::<usize>();
        }
        (hidden, gone)
    }
}

/// The path that the fingerprint knows too: from the repository's root on, wherever the check is run.
fn path_of(gathered: &Gathered, document: &Checked) -> String {
    let path = gathered.snapshot.document(document.file).and_then(|it| it.source().path.clone());
    path.unwrap_or_else(|| gathered.shown(document.file).to_owned())
}
