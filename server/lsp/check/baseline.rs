//! `check --baseline`: findings that are known already, and silent.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::{Deserialize, Serialize};

use crate::check::Checked;
use crate::check::fingerprint::{VERSION, fingerprints};
use crate::check::gather::Gathered;
use crate::replace::{reason, replace};

/// Which findings are known already.
#[derive(Args, Clone, Debug, Default)]
pub struct Baselines {
    /// Leave out the findings that FILE lists
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write the findings to FILE, for `--baseline`, and exit with 0
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "since", "staged"])]
    pub write_baseline: Option<PathBuf>,
}

/// The file, as JSON. Made for reading its differences: sorted, one finding a line, and nothing that changes when lines
/// move.
#[derive(Deserialize, Serialize)]
struct Shape {
    /// Which recipe made the fingerprints.
    version: String,
    /// By path from the repository's root on.
    findings: BTreeMap<String, Vec<Known>>,
}

#[derive(Clone, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
struct Known {
    rule: String,
    fingerprint: String,
}

/// A baseline that was read.
pub struct Baseline {
    file: PathBuf,
    shape: Shape,
}

/// What a baseline silenced.
#[derive(Debug, Default)]
pub struct Silenced {
    /// Findings that it lists.
    pub known: usize,
    /// Findings that it lists and that are gone, in documents that were checked.
    pub gone: usize,
}

impl Baseline {
    /// Reads the file; why it cannot be used, otherwise.
    pub fn read(file: &Path) -> Result<Baseline, String> {
        let named = |why: &str| format!("--baseline {}: {why}", file.display());
        let text = fs::read_to_string(file).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => named("there is no such file; --write-baseline FILE makes one"),
            _ => named(&error.to_string()),
        })?;
        let shape: Shape = serde_json::from_str(&text)
            .map_err(|error| named(&format!("is no baseline ({error}); --write-baseline FILE makes one anew")))?;
        if shape.version != VERSION {
            let why = format!(
                "is of version {:?}, and this is {VERSION:?}: --write-baseline FILE makes one anew",
                shape.version
            );
            return Err(named(&why));
        }
        Ok(Baseline { file: file.to_owned(), shape })
    }

    /// Takes out of `checked` what is known.
    pub fn silence(&self, gathered: &Gathered, checked: &mut [Checked]) -> Silenced {
        let mut silenced = Silenced::default();
        for it in checked {
            let Some(known) = self.shape.findings.get(path_of(gathered, it)) else { continue };
            let mut known: BTreeSet<&str> = known.iter().map(|it| it.fingerprint.as_str()).collect();
            let prints = fingerprints(gathered, it);
            let mut prints = prints.iter();
            let before = it.findings.len();
            it.findings.retain(|_| prints.next().is_none_or(|print| !known.remove(print.as_str())));
            silenced.known += before - it.findings.len();
            silenced.gone += known.len();
        }
        silenced
    }

    /// What to say about it, beside the findings.
    pub fn summary(&self, silenced: &Silenced) -> Option<String> {
        let findings = |count| if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") };
        let known = (silenced.known > 0).then(|| format!("{} of the baseline not shown", findings(silenced.known)));
        let gone = (silenced.gone > 0).then(|| {
            let (are, them) = if silenced.gone == 1 { ("is", "it") } else { ("are", "them") };
            let file = self.file.display();
            format!("{} of the baseline {are} gone: --write-baseline {file} takes {them} out", findings(silenced.gone))
        });
        let lines: Vec<String> = known.into_iter().chain(gone).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

/// Writes what was found to `file`; how much, or why it cannot be written.
pub fn write(file: &Path, gathered: &Gathered, checked: &[Checked]) -> Result<usize, String> {
    let mut findings: BTreeMap<String, Vec<Known>> = BTreeMap::new();
    for it in checked.iter().filter(|it| !it.findings.is_empty()) {
        let known = |(finding, fingerprint): (&milepost_core::lint::rule::Finding, String)| Known {
            rule: finding.rule.name.to_owned(),
            fingerprint,
        };
        let mut list: Vec<Known> = it.findings.iter().zip(fingerprints(gathered, it)).map(known).collect();
        list.sort();
        findings.entry(path_of(gathered, it).to_owned()).or_default().append(&mut list);
    }
    let count = findings.values().map(Vec::len).sum();
    let shape = Shape { version: VERSION.to_owned(), findings };
    replace(file, |out| out.write_all(lined(&shape).as_bytes()))
        .map_err(|error| format!("--write-baseline {}: {}", file.display(), reason(&error)))?;
    Ok(count)
}

/// JSON with one finding a line.
fn lined(shape: &Shape) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let mut text = format!("{{\n  \"version\": {},\n  \"findings\": {{", quoted(&shape.version));
    for (number, (path, known)) in shape.findings.iter().enumerate() {
        let comma = if number == 0 { "" } else { "," };
        let lines: Vec<String> =
            known.iter().map(|it| format!("      {}", serde_json::to_string(it).unwrap_or_default())).collect();
        text.push_str(&format!("{comma}\n    {}: [\n{}\n    ]", quoted(path), lines.join(",\n")));
    }
    text.push_str(if shape.findings.is_empty() { "}\n}\n" } else { "\n  }\n}\n" });
    text
}

/// How a document is called wherever the check is run from.
fn path_of<'a>(gathered: &'a Gathered, checked: &Checked) -> &'a str {
    let document = gathered.snapshot.document(checked.file);
    document.and_then(|it| it.source().path.as_deref()).unwrap_or_else(|| gathered.shown(checked.file))
}
