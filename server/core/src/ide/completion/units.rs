//! A new sprint, phase or the like, as the one before it is written: heading, schedule, fields, criteria.

use crate::document::Document;
use crate::ide::completion::free::{Free, container};
use crate::ide::completion::{Completion, CompletionKind};
use crate::ide::new_unit::header::{is_imitable, line_of};
use crate::ide::new_unit::next::{next, next_interval};
use crate::ide::new_unit::template::Template;
use crate::ide::new_unit::time::label_after;
use crate::ide::new_unit::{NewUnit, Parts};
use crate::lint::outline::{Sort, sort};
use crate::lint::span::span_of;
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
        if header >= line.start || !is_imitable(document, unit) {
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
    let label = following(document, plan.units.iter().filter(|it| sort(it) == sort(unit) && !is_typed(it)), unit)?;
    let sign = before.trim_end_matches(|c: char| c != '#' && c != ' ').trim();
    let words = before.trim_start_matches('#').trim_start();
    let is_begun = key(&label).starts_with(&key(words)) || key(&label).replace(' ', "").starts_with(&key(words));
    let fits = is_begun
        && (sign.is_empty() || document.text().slice(line_of(document, unit)).starts_with(&format!("{sign} ")));
    if !fits {
        return None;
    }
    let level = if let DefinedBy::Heading(level) = unit.defined_by { level } else { 6 };
    let free = Free::after(document, line.start, &sort(unit), container(document, line.start, level));
    let time = free.filter(|it| it.model == model).map(|it| it.span);
    let like = NewUnit::like(document, model, &label, time)?;
    let mut template = Template::default();
    like.header(&mut template);
    like.body(Parts::All, &mut template);
    let when = like.when;
    let plain = template.plain();
    let read = snapshot.edited(&[(file, Edit { range: line, insert: plain.clone() })]);
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

/// The label that follows on all those of its `like`.
pub(crate) fn following<'a>(
    document: &Document,
    like: impl Iterator<Item = &'a Unit> + Clone,
    model: &Unit,
) -> Option<String> {
    // A quarter with its year is no number.
    let spans = like.clone().filter_map(span_of);
    if let Some(label) = spans.max_by_key(|it| it.to).and_then(|last| label_after(document, model, last)) {
        return Some(label);
    }
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
