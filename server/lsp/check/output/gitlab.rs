//! Findings as a Code Quality report of GitLab, which compares those of two branches by their fingerprints.

use std::io::{self, Write};

use milepost_core::lint::rule::Severity;
use milepost_core::text::Encoding;
use serde_json::{Value, json};

use crate::check::output::report::{Entry, Report};

/// Prints every finding.
pub fn print(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let issues: Vec<Value> = report.entries().map(|it| issue(&it)).collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}

fn issue(entry: &Entry<'_, '_>) -> Value {
    let at = entry.location(Encoding::Utf32);
    json!({
        "description": entry.finding.message,
        "check_name": entry.finding.rule.name,
        "fingerprint": entry.fingerprint(),
        "severity": match entry.finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info | Severity::Hint => "info",
        },
        "location": {"path": at.path, "lines": {"begin": at.start.line, "end": at.end.line}},
    })
}
