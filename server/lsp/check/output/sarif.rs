//! Findings as SARIF 2.1.0, for GitHub's code scanning and other readers of analyses. Columns are UTF-16 code units.

use std::io::{self, Write};
use std::path::Path;

use milepost_core::lint::rule::{Applicability, Fix, Rule, Severity};
use milepost_core::lint::rules;
use milepost_core::text::{Edit, Encoding};
use milepost_core::workspace::FileId;
use serde_json::{Map, Value, json};

use crate::check::fingerprint::VERSION;
use crate::check::output::report::{Entry, Location, Report};
use crate::manual::{REPOSITORY, page_address};
use crate::uri::{path_to_uri, percent_encoded};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const COLUMNS: Encoding = Encoding::Utf16;

/// Prints every finding.
pub fn print(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let refused = &report.gathered.refused;
    let notification = |message: &String| json!({"level": "error", "message": {"text": message}});
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": driver()},
            "columnKind": "utf16CodeUnits",
            "invocations": [{
                "executionSuccessful": refused.is_empty(),
                "toolExecutionNotifications": refused.iter().map(notification).collect::<Vec<_>>(),
            }],
            "results": report.entries().map(|it| result(report, &it)).collect::<Vec<_>>(),
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn driver() -> Value {
    let mut driver = json!({
        "name": "Milepost",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules().iter().map(|it| descriptor(it)).collect::<Vec<_>>(),
    });
    if let (false, Some(driver)) = (REPOSITORY.is_empty(), driver.as_object_mut()) {
        driver.insert("informationUri".to_owned(), json!(REPOSITORY));
    }
    driver
}

fn descriptor(rule: &Rule) -> Value {
    let page = rule.page();
    let mut descriptor = json!({
        "id": rule.name,
        "shortDescription": {"text": rule.summary()},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": level(rule.severity)},
    });
    if let (Some(page), Some(descriptor)) = (page_address(rule.name), descriptor.as_object_mut()) {
        descriptor.insert("helpUri".to_owned(), json!(page));
    }
    descriptor
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "note",
    }
}

fn result(report: &Report<'_>, entry: &Entry<'_, '_>) -> Value {
    let rule = entry.finding.rule.name;
    let mut result = Map::new();
    result.insert("ruleId".to_owned(), json!(rule));
    result.insert("ruleIndex".to_owned(), json!(rules().iter().position(|it| it.name == rule)));
    result.insert("level".to_owned(), json!(level(entry.finding.severity)));
    result.insert("message".to_owned(), json!({"text": entry.finding.message}));
    result.insert("locations".to_owned(), json!([{"physicalLocation": physical(&entry.location(COLUMNS))}]));
    result.insert("partialFingerprints".to_owned(), json!({VERSION: entry.fingerprint()}));
    let related: Vec<Value> = (1..)
        .zip(entry.related(COLUMNS))
        .map(|(id, (at, message))| json!({"id": id, "physicalLocation": physical(&at), "message": {"text": message}}))
        .collect();
    if !related.is_empty() {
        result.insert("relatedLocations".to_owned(), json!(related));
    }
    let fixes: Vec<Value> = entry.fixes().iter().map(|it| fix(report, it)).collect();
    if !fixes.is_empty() {
        result.insert("fixes".to_owned(), json!(fixes));
    }
    Value::Object(result)
}

fn fix(report: &Report<'_>, fix: &Fix) -> Value {
    let change = |edits: &[(FileId, Edit)]| {
        let replacement = |(file, edit): &(_, Edit)| {
            let at = report.location(*file, edit.range, COLUMNS);
            json!({"deletedRegion": region(&at), "insertedContent": {"text": edit.insert}})
        };
        let path = edits.first().map_or("", |(file, _)| report.gathered.shown(*file));
        json!({
            "artifactLocation": artifact(path),
            "replacements": edits.iter().map(replacement).collect::<Vec<_>>(),
        })
    };
    json!({
        "description": {"text": fix.title},
        "artifactChanges": fix.edits.chunk_by(|one, other| one.0 == other.0).map(change).collect::<Vec<_>>(),
        "properties": {"safe": fix.applicability == Applicability::Safe},
    })
}

fn physical(at: &Location<'_>) -> Value {
    json!({"artifactLocation": artifact(at.path), "region": region(at)})
}

/// Relative to wherever the reader's sources are, or, of a file outside of this folder, absolute.
fn artifact(path: &str) -> Value {
    if Path::new(path).is_absolute() {
        return json!({"uri": path_to_uri(Path::new(path))});
    }
    json!({"uri": percent_encoded(path.as_bytes()), "uriBaseId": "%SRCROOT%"})
}

fn region(at: &Location<'_>) -> Value {
    json!({
        "startLine": at.start.line,
        "startColumn": at.start.character,
        "endLine": at.end.line,
        "endColumn": at.end.character,
    })
}
