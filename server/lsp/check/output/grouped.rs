//! Findings by file: each document once, and under it its findings in columns.

use std::io::{self, Write};

use anstyle::Style;
use milepost_core::text::Encoding;

use crate::check::output::concise::{one_line, remark};
use crate::check::output::report::{Entry, Report};

/// Prints every finding, with a blank line between the documents.
pub fn print(report: &Report<'_>, is_coloured: bool, out: &mut dyn Write) -> io::Result<()> {
    let style = if is_coloured { Style::new().bold() } else { Style::new() };
    let mut is_first = true;
    for document in report.documents() {
        let at = |entry: &Entry<'_, '_>| {
            let at = entry.location(Encoding::Utf32).start;
            format!("{}:{}", at.line, at.character)
        };
        let Some(width) = document.entries().map(|it| at(&it).len()).max() else { continue };
        if !is_first {
            writeln!(out)?;
        }
        is_first = false;
        writeln!(out, "{style}{}{style:#}", one_line(document.path()))?;
        for entry in document.entries() {
            writeln!(out, "  {:<width$}  {}", at(&entry), remark(&entry, is_coloured))?;
        }
    }
    Ok(())
}
