//! Findings as JSON: one array, empty where nothing is found. Keys may be added, none is renamed or dropped.
//!
//! ```json
//! [{"path": "docs/plan.md", "line": 12, "column": 4, "endLine": 12, "endColumn": 12,
//!   "rule": "overlapping-weeks", "severity": "warning", "message": "…",
//!   "fingerprint": "59eab80cbd62cde28cc47db507d2d694",
//!   "related": [{"path": "docs/plan.md", "line": 3, "column": 4, "endLine": 3, "endColumn": 12, "message": "…"}],
//!   "fixes": [{"title": "…", "safe": false,
//!              "edits": [{"path": "docs/plan.md", "line": 12, "column": 9, "endLine": 12, "endColumn": 10, "insert": "3"}]}]}]
//! ```
//! Lines and columns count from 1, columns in characters; an end is the column behind the last character. Paths are
//! relative where they can be, with forward slashes. The fingerprint is the same in every run: see
//! [`fingerprints`](crate::check::fingerprint::fingerprints).

use std::io::{self, Write};

use milepost_core::lint::rule::{Applicability, Fix};
use milepost_core::text::{Edit, Encoding};
use serde::{Serialize, Serializer};

use crate::check::output::report::{self, Entry, Report};

/// Prints every finding.
pub fn print(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Findings(report))?;
    writeln!(out)
}

/// All of them, made one after another while they are written: a plan may have many.
struct Findings<'r, 'a>(&'r Report<'a>);

impl Serialize for Findings<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.entries().map(|it| Finding::of(self.0, &it)))
    }
}

/// One finding, as it is printed.
#[derive(Serialize)]
pub struct Finding<'a> {
    #[serde(flatten)]
    at: Location<'a>,
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    fingerprint: &'a str,
    related: Vec<Related<'a>>,
    fixes: Vec<FixEntry<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    at: Location<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct FixEntry<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<EditEntry<'a>>,
}

#[derive(Serialize)]
struct EditEntry<'a> {
    #[serde(flatten)]
    at: Location<'a>,
    insert: &'a str,
}

impl<'a> Finding<'a> {
    /// What is printed of `entry`.
    pub fn of(report: &'a Report<'_>, entry: &Entry<'a, '_>) -> Finding<'a> {
        let related = entry.related(Encoding::Utf32);
        Finding {
            at: entry.location(Encoding::Utf32).into(),
            rule: entry.finding.rule.name,
            severity: entry.finding.severity.name(),
            message: &entry.finding.message,
            fingerprint: entry.fingerprint(),
            related: related.map(|(at, message)| Related { at: at.into(), message }).collect(),
            fixes: entry.fixes().iter().map(|it| fix(report, it)).collect(),
        }
    }
}

fn fix<'a>(report: &'a Report<'_>, fix: &'a Fix) -> FixEntry<'a> {
    let edit = |(file, edit): &'a (_, Edit)| EditEntry {
        at: report.location(*file, edit.range, Encoding::Utf32).into(),
        insert: &edit.insert,
    };
    FixEntry {
        title: &fix.title,
        safe: fix.applicability == Applicability::Safe,
        edits: fix.edits.iter().map(edit).collect(),
    }
}

impl<'a> From<report::Location<'a>> for Location<'a> {
    fn from(it: report::Location<'a>) -> Location<'a> {
        Location {
            path: it.path,
            line: it.start.line,
            column: it.start.character,
            end_line: it.end.line,
            end_column: it.end.character,
        }
    }
}
