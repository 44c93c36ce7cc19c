//! A new sprint, phase or the like, as the one before it is written: heading, schedule, fields, criteria.

use crate::document::Document;
use crate::ide::completion::body::body;
use crate::ide::completion::free::{Free, container};
use crate::ide::completion::next::{next, next_interval};
use crate::ide::completion::template::Template;
use crate::ide::completion::trial::after;
use crate::ide::completion::weeks::written;
use crate::ide::completion::{Completion, CompletionKind};
use crate::lint::outline::{Sort, sort};
use crate::plan::Verdict;
use crate::plan::unit::{DefinedBy, Unit, UnitIndex};
use crate::text::{Edit, TextRange};
use crate::workspace::{FileId, Snapshot};

/// So many sorts of units are offered.
const MOST_SORTS: usize = 4;

/// The units that may begin on the line of `offset`, of which `before` is typed: one of each sort that the document
/// divides itself into, each as the last of them before the line is written.
pub(crate) fn units(snapshot: &Snapshot, file: FileId, offset: u32, before: &str) -> Vec<Completion> {
    let Some(document) = snapshot.document(file).filter(|it| it.plan().verdict == Verdict::Plan) else {
        return Vec::new();
    };
    let line = document.text().line_range(document.text().line_of(offset));
    let mut models: Vec<(Sort, UnitIndex)> = Vec::new();
    for (at, unit) in document.plan().each_unit() {
        let header = document.range(unit.header).start;
        if header >= line.start || !is_model(document, unit) {
            continue;
        }
        // Of those that have ids for labels, only the last shows what is being written.
        let is_id = matches!(sort(unit), Sort::Shape(_));
        models.retain(|it| it.0 != sort(unit) && !(is_id && matches!(it.0, Sort::Shape(_))));
        models.push((sort(unit), at));
    }
    // A document may be about one sprint: then none follows in it.
    let is_about = |at: &UnitIndex| {
        let unit = document.plan().unit(*at);
        let alike = |it: &Unit| document.plan().units.iter().filter(|other| sort(other) == sort(it)).count();
        unit.is_some_and(|it| it.defined_by == DefinedBy::Heading(1) && alike(it) == 1)
    };
    models.retain(|(_, at)| !is_about(at));
    models.reverse();
    models.truncate(MOST_SORTS);
    models.into_iter().filter_map(|(_, at)| unit(snapshot, file, document, line, before, at)).collect()
}

/// Whether others may be written as `unit` is: on a line of its own, at the margin.
fn is_model(document: &Document, unit: &Unit) -> bool {
    let text = document.text();
    let header = document.range(unit.header);
    let line = text.line_range(text.line_of(header.start));
    let lead = text.slice(TextRange::new(line.start, header.start.max(line.start)));
    matches!(unit.defined_by, DefinedBy::Heading(_) | DefinedBy::Bold) && !lead.starts_with([' ', '\t', '>', '-', '|'])
}

fn unit(
    snapshot: &Snapshot,
    file: FileId,
    document: &Document,
    line: TextRange,
    before: &str,
    model: UnitIndex,
) -> Option<Completion> {
    let plan = document.plan();
    let unit = plan.unit(model)?;
    let is_typed =
        |it: &Unit| document.text().line_of(document.range(it.header).start) == document.text().line_of(line.start);
    let others = plan.units.iter().filter(|it| !is_typed(it)).count();
    let label = following(plan.units.iter().filter(|it| sort(it) == sort(unit) && !is_typed(it)), unit)?;
    let sign = before.trim_end_matches(|c: char| c != '#' && c != ' ').trim();
    let words = before.trim_start_matches('#').trim_start();
    let is_begun = key(&label).starts_with(&key(words)) || key(&label).replace(' ', "").starts_with(&key(words));
    let fits = is_begun && (sign.is_empty() || header_line(document, unit).starts_with(&format!("{sign} ")));
    if !fits {
        return None;
    }
    let level = if let DefinedBy::Heading(level) = unit.defined_by { level } else { 6 };
    let free = Free::after(document, line.start, &sort(unit), container(document, line.start, level));
    let when = free.filter(|it| it.model == model).and_then(|it| written(document, it, it.span));
    let mut template = Template::default();
    header(document, unit, &label, when.as_deref(), &mut template)?;
    body(document, model, unit, when.as_deref(), number_of(&label), &mut template);
    let plain = template.plain();
    let read = after(snapshot, file, Edit { range: line, insert: plain.clone() });
    let new = read.document(file)?;
    let is_there = |it: &&Unit| new.range(it.header).start.abs_diff(line.start) <= 4 && it.label.text == label;
    let new_unit = new.plan().units.iter().find(is_there)?;
    let is_scheduled = when.is_none() || new_unit.schedule.is_some();
    let kind = label.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '.')).to_lowercase();
    let is_one = new.plan().units.len() == others + 1;
    (is_scheduled && is_one && sort(new_unit) == sort(unit)).then(|| Completion {
        title: format!("as {} is written", unit.label.text),
        note: when.unwrap_or_default(),
        insert: plain.clone(),
        snippet: Some(template.snippet()),
        documentation: Some(format!("```markdown\n{plain}\n```")),
        is_on_demand: before.trim().is_empty(),
        filter: filter(before, words, &label, &kind),
        ..Completion::new(CompletionKind::Snippet, format!("New {label}"), line)
    })
}

/// The number that ends a label.
fn number_of(label: &str) -> Option<u32> {
    let head = label.trim_end_matches(|c: char| c.is_ascii_digit());
    label.get(head.len()..)?.parse().ok()
}

/// The label that follows on all those of its `like`.
fn following<'a>(like: impl Iterator<Item = &'a Unit>, model: &Unit) -> Option<String> {
    let Some(interval) = model.label.interval else {
        return next(&model.label.text, like.map(|it| it.label.text.as_str()));
    };
    let last = like.filter_map(|it| it.label.interval.map(|it| it.1).or_else(|| it.label.number.value())).max();
    next_interval(&model.label.text, interval, last?)
}

/// What the line is compared with: its signs, and the label as it was begun.
fn filter(before: &str, words: &str, label: &str, kind: &str) -> String {
    let signs = before.strip_suffix(words).unwrap_or("");
    let joined = label.replace(' ', "").to_lowercase();
    let is_label = key(label).starts_with(&key(words));
    if is_label { format!("{signs}{label} {joined} {kind}") } else { format!("{signs}{joined} {label} {kind}") }
}

fn key(text: &str) -> String {
    text.to_lowercase()
}

fn header_line(document: &Document, unit: &Unit) -> String {
    let text = document.text();
    text.slice(text.line_range(text.line_of(document.range(unit.header).start)))
}

/// The line that defines a unit, with another label, no title, no status, and the schedule `when`.
fn header(document: &Document, unit: &Unit, label: &str, when: Option<&str>, out: &mut Template) -> Option<()> {
    let text = document.text();
    let line = text.line_range(text.line_of(document.range(unit.header).start));
    let name = document.range(unit.name);
    let lead = text.slice(TextRange::new(line.start, name.start));
    let behind = text.slice(TextRange::new(name.end, line.end));
    let title = behind.find(unit.title.as_str()).filter(|_| !unit.title.is_empty());
    // A sign between marks and label says a status, or is of that unit alone.
    let marks: String = lead.chars().filter(|c| c.is_ascii()).collect();
    out.text(marks.replace("  ", " ").as_str());
    out.text(label);
    let Some(title) = title else {
        // The title has marks inside.
        let sign: String =
            behind.chars().take_while(|c| matches!(c, ':' | '：' | ' ' | '-' | '–' | '—' | '.')).collect();
        if !unit.title.is_empty() {
            out.text(if sign.trim().is_empty() { ": " } else { &sign });
            out.blank();
        }
        let is_bold = lead.trim_end().ends_with("**");
        let joint = if when.is_some() { " (" } else { "" };
        out.text(joint);
        out.text(when.unwrap_or(""));
        out.text(if when.is_some() { ")" } else { "" });
        out.text(if is_bold { "**" } else { "" });
        return Some(());
    };
    let joint = behind.get(..title)?;
    // Something else between label and title: ids, a schedule.
    let is_plain = joint.chars().all(|c| !c.is_alphanumeric()) && joint.chars().count() <= 5;
    out.text(if is_plain { joint } else { ": " });
    out.blank();
    let rest = behind.get(title + unit.title.len()..)?;
    let said = unit
        .schedule
        .as_ref()
        .map(|it| document.range(it.place))
        .filter(|it| line.contains(*it) && it.start > name.end);
    if let (Some(said), Some(when)) = (said, when) {
        let (open, close) = around(rest, &text.slice(said));
        out.text(open);
        out.text(when);
        out.text(close);
    }
    // Bold text that goes on behind the title ends here.
    out.text(if out.plain().matches("**").count() % 2 == 1 { "**" } else { "" });
    Some(())
}

/// What stands between a title and the schedule `said`, and behind it.
fn around<'a>(rest: &'a str, said: &str) -> (&'a str, &'static str) {
    let is_sign = |c: char| !c.is_alphanumeric() && (c.is_ascii() || matches!(c, '（' | '—' | '–' | '·'));
    let before = rest.find(said).and_then(|at| rest.get(..at)).filter(|it| it.chars().all(is_sign));
    let open = before.unwrap_or(" (");
    let pairs = [('（', "）"), ('(', ")"), ('[', "]")];
    (open, pairs.iter().find(|(sign, _)| open.contains(*sign)).map_or("", |it| it.1))
}
