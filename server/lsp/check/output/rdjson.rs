//! Findings in the Diagnostic Format of reviewdog, which brings them into reviews. Columns are bytes of UTF-8.

use std::io::{self, Write};

use milepost_core::lint::rule::{Fix, Severity};
use milepost_core::text::{Encoding, Position, TextRange};
use serde_json::{Value, json};

use crate::check::output::report::{Entry, Location, Report};
use crate::manual::page_address;

/// Prints every finding.
pub fn print(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let diagnostics: Vec<Value> = report.entries().map(|it| diagnostic(report, &it)).collect();
    let result = json!({"source": {"name": "milepost"}, "diagnostics": diagnostics});
    serde_json::to_writer_pretty(&mut *out, &result)?;
    writeln!(out)
}

fn diagnostic(report: &Report<'_>, entry: &Entry<'_, '_>) -> Value {
    let rule = entry.finding.rule.name;
    let mut code = json!({"value": rule});
    if let (Some(url), Some(code)) = (page_address(rule), code.as_object_mut()) {
        code.insert("url".to_owned(), json!(url));
    }
    let related =
        entry.related(Encoding::Utf8).map(|(at, message)| json!({"message": message, "location": place(&at)}));
    json!({
        "message": entry.finding.message,
        "location": place(&entry.location(Encoding::Utf8)),
        "severity": match entry.finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info | Severity::Hint => "INFO",
        },
        "code": code,
        "suggestions": entry.fixes().iter().filter_map(|it| suggestion(report, entry, it)).collect::<Vec<_>>(),
        "relatedLocations": related.collect::<Vec<_>>(),
    })
}

/// A suggestion replaces one part of the finding's own file: from the first edit to the last, with what lies between as
/// it is. Fixes that reach into other files cannot be said.
fn suggestion(report: &Report<'_>, entry: &Entry<'_, '_>, fix: &Fix) -> Option<Value> {
    let file = entry.file();
    let document = report.gathered.snapshot.document(file)?;
    let (first, last) = (fix.edits.first()?, fix.edits.last()?);
    let mut text = String::new();
    let mut end = first.1.range.start;
    for (in_file, edit) in &fix.edits {
        if *in_file != file {
            return None;
        }
        text.push_str(&document.text().slice(TextRange::new(end, edit.range.start)));
        text.push_str(&edit.insert);
        end = edit.range.end;
    }
    let whole = TextRange::new(first.1.range.start, last.1.range.end);
    Some(json!({"range": range(&report.location(file, whole, Encoding::Utf8)), "text": text}))
}

fn place(at: &Location<'_>) -> Value {
    json!({"path": at.path, "range": range(at)})
}

fn range(at: &Location<'_>) -> Value {
    let position = |it: Position| json!({"line": it.line, "column": it.character});
    json!({"start": position(at.start), "end": position(at.end)})
}
