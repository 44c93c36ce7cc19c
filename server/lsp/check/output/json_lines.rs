//! Findings as JSON, an object a line: those of [`json`](crate::check::output::json), for programs that read as they go.

use std::io::{self, Write};

use crate::check::output::json::Finding;
use crate::check::output::report::Report;

/// Prints every finding.
pub fn print(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for entry in report.entries() {
        serde_json::to_writer(&mut *out, &Finding::of(report, &entry))?;
        writeln!(out)?;
    }
    Ok(())
}
