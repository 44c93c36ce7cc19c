//! Findings as workflow commands of GitHub Actions, which shows them as annotations beside the lines.

use std::io::{self, Write};

use milepost_core::lint::rule::Severity;
use milepost_core::text::Encoding;

use crate::check::output::report::Report;

/// Prints every finding.
pub fn print(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for entry in report.entries() {
        let at = entry.location(Encoding::Utf32);
        let command = match entry.finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info | Severity::Hint => "notice",
        };
        write!(out, "::{command} file={},line={},endLine={}", property(at.path), at.start.line, at.end.line)?;
        if at.start.line == at.end.line {
            // GitHub refuses columns over several lines.
            write!(out, ",col={},endColumn={}", at.start.character, at.end.character)?;
        }
        writeln!(out, ",title={}::{}", property(entry.finding.rule.name), data(&entry.finding.message))?;
    }
    Ok(())
}

/// `text` as the runner wants a message, which must not end its line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// `text` as the runner wants the value of a property, which must not end it either.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_early() {
        assert_eq!(data("50%: a, b\r\n::error::c"), "50%25: a, b%0D%0A::error::c");
        assert_eq!(property("a,b:c%2C.md"), "a%2Cb%3Ac%252C.md");
    }
}
