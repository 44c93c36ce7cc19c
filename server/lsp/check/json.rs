//! Findings as JSON: one array, empty where nothing is found. Keys may be added, none is renamed or dropped.
//!
//! ```json
//! [{"path": "docs/plan.md", "line": 12, "column": 4, "endLine": 12, "endColumn": 12,
//!   "rule": "overlapping-weeks", "severity": "warning", "message": "…",
//!   "related": [{"path": "docs/plan.md", "line": 3, "column": 4, "endLine": 3, "endColumn": 12, "message": "…"}],
//!   "fixes": [{"title": "…", "safe": false,
//!              "edits": [{"path": "docs/plan.md", "line": 12, "column": 9, "endLine": 12, "endColumn": 10, "insert": "3"}]}]}]
//! ```
//! Lines and columns count from 1, columns in characters; an end is the column behind the last character. Paths are
//! relative where they can be, with forward slashes.

use std::io::{self, Write};

use milepost_core::lint::Linter;
use milepost_core::lint::rule::{Applicability, Finding, Fix};
use milepost_core::text::{Edit, Encoding, TextRange};
use milepost_core::workspace::FileId;
use serde::Serialize;

use crate::check::Checked;
use crate::check::gather::Gathered;

/// Prints every finding.
pub fn print(gathered: &Gathered, checked: &[Checked], out: &mut impl Write) -> io::Result<()> {
    let mut entries = Vec::new();
    for document in checked {
        let Some(linter) = Linter::new(&gathered.snapshot, document.file) else { continue };
        entries.extend(document.findings.iter().map(|it| entry(gathered, document.file, it, linter.fixes(it))));
    }
    serde_json::to_writer_pretty(&mut *out, &entries)?;
    writeln!(out)?;
    out.flush()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    path: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct Entry {
    #[serde(flatten)]
    at: Location,
    rule: &'static str,
    severity: &'static str,
    message: String,
    related: Vec<RelatedEntry>,
    fixes: Vec<FixEntry>,
}

#[derive(Serialize)]
struct RelatedEntry {
    #[serde(flatten)]
    at: Location,
    message: String,
}

#[derive(Serialize)]
struct FixEntry {
    title: String,
    safe: bool,
    edits: Vec<EditEntry>,
}

#[derive(Serialize)]
struct EditEntry {
    #[serde(flatten)]
    at: Location,
    insert: String,
}

fn entry(gathered: &Gathered, file: FileId, finding: &Finding, fixes: Vec<Fix>) -> Entry {
    let place = |file, place| {
        let range = gathered.snapshot.document(file).map(|document| document.range(place));
        location(gathered, file, range.unwrap_or_default())
    };
    let related = finding.related.iter();
    Entry {
        at: place(file, finding.place),
        rule: finding.rule.name,
        severity: finding.severity.name(),
        message: finding.message.clone(),
        related: related.map(|it| RelatedEntry { at: place(it.file, it.place), message: it.message.clone() }).collect(),
        fixes: fixes.into_iter().map(|it| fix(gathered, it)).collect(),
    }
}

fn fix(gathered: &Gathered, fix: Fix) -> FixEntry {
    let edit = |(file, Edit { range, insert })| EditEntry { at: location(gathered, file, range), insert };
    FixEntry {
        title: fix.title,
        safe: fix.applicability == Applicability::Safe,
        edits: fix.edits.into_iter().map(edit).collect(),
    }
}

fn location(gathered: &Gathered, file: FileId, range: TextRange) -> Location {
    let position = |offset| {
        let document = gathered.snapshot.document(file);
        document.map(|it| it.text().position(offset, Encoding::Utf32)).unwrap_or_default()
    };
    let (start, end) = (position(range.start), position(range.end));
    Location {
        path: gathered.shown(file).to_owned(),
        line: start.line + 1,
        column: start.character + 1,
        end_line: end.line + 1,
        end_column: end.character + 1,
    }
}
