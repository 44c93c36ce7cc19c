//! Findings as a JUnit report: a suite a plan, a failed test a finding, and one that passes for a plan without.

use std::collections::HashMap;
use std::io::{self, Write};

use milepost_core::lint::rule::Severity;
use milepost_core::text::Encoding;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::check::output::report::{Entry, Listed, Report};

/// Prints every finding.
pub fn print(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let suites: Vec<&Listed<'_>> =
        report.documents().iter().filter(|it| it.is_plan() || it.entries().next().is_some()).collect();
    let refused = &report.gathered.refused;
    let tests: usize = suites.iter().map(|it| tests(it)).sum::<usize>() + refused.len();
    let failures: usize = suites.iter().map(|it| failures(it)).sum();
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = xml.create_element("testsuites").with_attributes([
        ("name", "milepost"),
        ("tests", tests.to_string().as_str()),
        ("failures", failures.to_string().as_str()),
        ("errors", refused.len().to_string().as_str()),
    ]);
    if tests == 0 {
        root.write_empty()?;
    } else {
        root.write_inner_content(|xml| {
            suites.iter().try_for_each(|it| suite(xml, it))?;
            if refused.is_empty() { Ok(()) } else { unread(xml, refused) }
        })?;
    }
    writeln!(out)
}

fn is_failure(entry: &Entry<'_, '_>) -> bool {
    matches!(entry.finding.severity, Severity::Error | Severity::Warning)
}

fn tests(document: &Listed<'_>) -> usize {
    document.entries().count().max(1)
}

fn failures(document: &Listed<'_>) -> usize {
    document.entries().filter(is_failure).count()
}

fn suite<W: Write>(xml: &mut Writer<W>, document: &Listed<'_>) -> io::Result<()> {
    let path = clean(document.path());
    let element = xml.create_element("testsuite").with_attributes([
        ("name", path.as_str()),
        ("tests", tests(document).to_string().as_str()),
        ("failures", failures(document).to_string().as_str()),
        ("errors", "0"),
    ]);
    element.write_inner_content(|xml| {
        if document.entries().next().is_none() {
            let case = [("name", "no findings"), ("classname", &path), ("file", &path)];
            xml.create_element("testcase").with_attributes(case).write_empty()?;
        }
        // Readers tell tests apart by name, and compare them over runs: so no line, but a number among equals.
        let mut met: HashMap<String, usize> = HashMap::new();
        document.entries().try_for_each(|entry| {
            let name = format!("{}: {}", entry.finding.rule.name, clean(&entry.finding.message));
            let number = met.entry(name.clone()).or_insert(0);
            *number += 1;
            case(xml, &entry, &if *number == 1 { name } else { format!("{name} ({number})") })
        })
    })?;
    Ok(())
}

fn case<W: Write>(xml: &mut Writer<W>, entry: &Entry<'_, '_>, name: &str) -> io::Result<()> {
    let at = entry.location(Encoding::Utf32);
    let (path, line, message) = (clean(at.path), at.start.line.to_string(), clean(&entry.finding.message));
    let case = [("name", name), ("classname", &path), ("file", &path), ("line", &line)];
    let (severity, rule) = (entry.finding.severity.name(), entry.finding.rule.name);
    let mut text = format!("{path}:{line}:{}: {severity}[{rule}] {message}", at.start.character);
    for (at, message) in entry.related(Encoding::Utf32) {
        let (line, column) = (at.start.line, at.start.character);
        text.push_str(&format!("\n{}:{line}:{column}: {}", clean(at.path), clean(message)));
    }
    xml.create_element("testcase").with_attributes(case).write_inner_content(|xml| {
        let text = BytesText::new(&text);
        if is_failure(entry) {
            let failure = [("message", message.as_str()), ("type", severity)];
            xml.create_element("failure").with_attributes(failure).write_text_content(text)?;
        } else {
            xml.create_element("system-out").write_text_content(text)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// What could not be read.
fn unread<W: Write>(xml: &mut Writer<W>, refused: &[String]) -> io::Result<()> {
    let count = refused.len().to_string();
    let suite = [("name", "milepost"), ("tests", count.as_str()), ("failures", "0"), ("errors", count.as_str())];
    xml.create_element("testsuite").with_attributes(suite).write_inner_content(|xml| {
        refused.iter().try_for_each(|message| {
            let message = clean(message);
            let case =
                xml.create_element("testcase").with_attributes([("name", message.as_str()), ("classname", "milepost")]);
            case.write_inner_content(|xml| {
                let error = [("message", message.as_str()), ("type", "error")];
                xml.create_element("error").with_attributes(error).write_empty()?;
                Ok(())
            })?;
            Ok(())
        })
    })?;
    Ok(())
}

/// `text` without the characters that XML cannot hold, not even escaped.
fn clean(text: &str) -> String {
    let stays = |it: &char| !it.is_control() && !matches!(it, '\u{fffe}' | '\u{ffff}');
    text.chars().map(|it| if stays(&it) { it } else { '\u{fffd}' }).collect()
}
