//! One line a finding, as compilers have it: `docs/plan.md:3:4: warning[overlapping-weeks] …`. Columns are characters.

use std::io::{self, Write};

use annotate_snippets::normalize_untrusted_str;
use anstyle::{AnsiColor, Style};
use milepost_core::lint::rule::Severity;
use milepost_core::text::Encoding;

use crate::check::output::report::{Entry, Report};

/// Prints every finding.
pub fn print(report: &Report<'_>, is_coloured: bool, out: &mut dyn Write) -> io::Result<()> {
    for entry in report.entries() {
        let at = entry.location(Encoding::Utf32).start;
        let path = one_line(entry.path());
        writeln!(out, "{path}:{}:{}: {}", at.line, at.character, remark(&entry, is_coloured))?;
    }
    Ok(())
}

/// Severity, rule and message: `warning[overlapping-weeks] …`.
pub fn remark(entry: &Entry<'_, '_>, is_coloured: bool) -> String {
    let style = if is_coloured { style(entry.finding.severity) } else { Style::new() };
    let (severity, rule) = (entry.finding.severity.name(), entry.finding.rule.name);
    format!("{style}{severity}[{rule}]{style:#} {}", one_line(&entry.finding.message))
}

/// `text` without line ends and without what a terminal would obey: it comes from a foreign file.
pub fn one_line(text: &str) -> String {
    normalize_untrusted_str(text).replace(['\n', '\r'], " ")
}

fn style(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::BrightRed,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::BrightBlue,
        Severity::Hint => AnsiColor::BrightCyan,
    };
    colour.on_default().bold()
}
