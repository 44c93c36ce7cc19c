//! Field labels in the document's own dialect: those that the other units of the plan have and this one has not.

use crate::document::Document;
use crate::ide::completion::{Completion, CompletionKind};
use crate::ide::new_unit::body::end_of_own;
use crate::ide::new_unit::line::{item, labelled};
use crate::lint::outline::{Sort, sort};
use crate::notation::vocabulary::Field;
use crate::plan::unit::{DefinedBy, Unit, UnitIndex};
use crate::text::TextRange;

/// So many units tell how the document labels fields.
const MOST_UNITS: usize = 40;

/// So many lines of a unit are looked at.
const MOST_LINES: u32 = 60;

/// A label as a unit writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    /// What it announces.
    pub(crate) field: Field,
    /// Its words: `Depends on`.
    pub(crate) words: String,
    /// All up to the value, without indentation and bullet: `**Depends on:** `.
    pub(crate) lead: String,
    /// The bullet before it, `- `; empty where it begins the line.
    pub(crate) bullet: String,
}

/// The labels that may be meant at a line's start, of which `before`, from byte `from` on, is typed.
pub(crate) fn fields(document: &Document, offset: u32, before: &str, from: usize) -> Vec<Completion> {
    let Some(own) = document.unit_at(offset) else { return Vec::new() };
    let Some(unit) = document.plan().unit(own) else { return Vec::new() };
    let text = document.text();
    let line = text.line_range(text.line_of(offset));
    let has: Vec<Field> =
        labels(document, unit, own).into_iter().filter(|it| it.1 != line.start).map(|it| it.0.field).collect();
    let typed = before.get(from..).unwrap_or("");
    let bare = typed.trim_start_matches(['*', '_']);
    let head = before.get(..from).unwrap_or("");
    let has_bullet = item(before).is_some();
    let is_indented = !has_bullet && !head.is_empty();
    if head.contains('[') || is_indented || bare.chars().count() == 1 {
        return Vec::new();
    }
    let mut found: Vec<(Label, usize)> = Vec::new();
    for label in of_others(document, own, &sort(unit)) {
        match found.iter_mut().find(|it| it.0.field == label.field && it.0.words == label.words) {
            Some(it) => it.1 += 1,
            None => found.push((label, 1)),
        }
    }
    let fits = |it: &Label| {
        !has.contains(&it.field)
            && it.words.to_lowercase().starts_with(&bare.to_lowercase())
            && (it.bullet.is_empty() || has_bullet || typed.is_empty())
            && (!has_bullet || !it.bullet.is_empty())
    };
    found.retain(|(it, _)| fits(it));
    // The order of the others' fields stays among those that are equally common.
    found.sort_by_key(|it| std::cmp::Reverse(it.1));
    let mut fields: Vec<Field> = Vec::new();
    found.retain(|(it, _)| {
        !fields.contains(&it.field) && {
            fields.push(it.field);
            true
        }
    });
    let closed = text.slice(TextRange::new(offset, line.end)).len() as u32;
    let replace = TextRange::new(line.start + from as u32, offset + closed);
    let choice = |(label, _): (Label, usize)| {
        let bullet = if has_bullet { "" } else { label.bullet.as_str() };
        Completion {
            insert: format!("{bullet}{}", label.lead),
            // Behind the cursor stands nothing but what an editor closes by itself.
            is_whole: true,
            is_on_demand: typed.is_empty(),
            filter: format!("{}{}", typed.get(..typed.len() - bare.len()).unwrap_or(""), label.words),
            ..Completion::new(CompletionKind::Field, label.words, replace)
        }
    };
    found.into_iter().map(choice).collect()
}

/// The labels of the units nearest to `own` that are of its sort, as often as they are written.
fn of_others(document: &Document, own: UnitIndex, like: &Sort) -> Vec<Label> {
    let plan = document.plan();
    let mut others: Vec<(UnitIndex, &Unit)> =
        plan.each_unit().filter(|(at, unit)| *at != own && sort(unit) == *like).collect();
    others.sort_by_key(|(at, _)| (at.0.abs_diff(own.0), at.0));
    others.truncate(MOST_UNITS);
    others.into_iter().flat_map(|(at, unit)| labels(document, unit, at)).map(|(label, _)| label).collect()
}

/// The labels that stand in `unit` itself, not in units inside it, each with where its line begins, in bytes.
pub(crate) fn labels(document: &Document, unit: &Unit, at: UnitIndex) -> Vec<(Label, u32)> {
    let (text, vocabulary) = (document.text(), &document.source().vocabulary);
    if matches!(unit.defined_by, DefinedBy::Row | DefinedBy::Gantt | DefinedBy::FrontMatter | DefinedBy::Item) {
        return Vec::new();
    }
    let first = text.line_of(document.range(unit.header).end) + 1;
    let lines = first..text.line_of(end_of_own(document, unit, at)).saturating_add(1).min(first + MOST_LINES);
    let end = end_of_own(document, unit, at);
    let mut found = Vec::new();
    for line in lines {
        let range = text.line_range(line);
        if range.start >= end || document.is_verbatim(range.start) {
            continue;
        }
        let content = text.slice(range);
        let Some(hit) = labelled(&content, vocabulary) else { continue };
        let Some((head, lead)) = content.get(..hit.open).zip(content.get(hit.open..hit.value)) else { continue };
        let bullet = head.trim_start();
        // Boxes and signs belong to tasks, and nested items to what is around them.
        if bullet.len() != head.len() || !matches!(bullet, "" | "- " | "* " | "+ ") {
            continue;
        }
        let words = hit.label.clone();
        let is_open = content.get(hit.value..).is_none_or(str::is_empty);
        let blank = if is_open || lead.ends_with(' ') { "" } else { " " };
        let label = Label {
            field: hit.field,
            words: content.get(words).unwrap_or("").to_owned(),
            lead: format!("{lead}{blank}"),
            bullet: bullet.to_owned(),
        };
        found.push((label, range.start));
    }
    found
}
