//! Field labels in the document's own dialect: those that the other units of the plan have and this one has not.

use crate::document::Document;
use crate::ide::completion::{Completion, CompletionKind};
use crate::ide::new_unit::body::end_of_own;
use crate::ide::new_unit::line::{item, labelled};
use crate::lint::outline::{Sort, sort};
use crate::notation::vocabulary::{Field, Vocabulary};
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

/// A line's start, of which `before` is typed, from byte `from` on the words with their marks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Begun<'a> {
    /// The document.
    pub(crate) document: &'a Document,
    /// The cursor.
    pub(crate) offset: u32,
    /// The line up to the cursor.
    pub(crate) before: &'a str,
    /// Where its words begin, with their marks.
    pub(crate) from: usize,
}

impl Begun<'_> {
    /// The line, in bytes.
    pub(crate) fn line(&self) -> TextRange {
        let text = self.document.text();
        text.line_range(text.line_of(self.offset))
    }

    /// What is typed of the words.
    fn typed(&self) -> &str {
        self.before.get(self.from..).unwrap_or("")
    }

    /// What is typed, without marks.
    fn bare(&self) -> &str {
        self.typed().trim_start_matches(['*', '_'])
    }

    /// Whether a label may be typed here: one letter alone is too little to go by.
    fn is_label(&self) -> bool {
        let is_marked = self.bare().len() < self.typed().len();
        let has_box = self.before.get(..self.from).is_some_and(|it| it.contains('['));
        !has_box && (is_marked || self.bare().chars().count() != 1)
    }

    /// Those of `labels` that go on with what is typed, but for the fields that there are already; the commonest first.
    pub(crate) fn choices(&self, labels: Vec<Label>, has: &[Field]) -> Vec<Completion> {
        let (typed, bare) = (self.typed(), self.bare());
        let has_bullet = item(self.before).is_some();
        let mut found: Vec<(Label, usize)> = Vec::new();
        for label in labels {
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
        found.retain(|(it, _)| self.is_label() && fits(it));
        // The order of the others' fields stays among those that are equally common.
        found.sort_by_key(|it| std::cmp::Reverse(it.1));
        let mut fields: Vec<Field> = Vec::new();
        found.retain(|(it, _)| {
            !fields.contains(&it.field) && {
                fields.push(it.field);
                true
            }
        });
        let line = self.line();
        let choice = |(label, _): (Label, usize)| {
            let bullet = if has_bullet { "" } else { label.bullet.as_str() };
            // Behind the cursor stands nothing but what an editor closes by itself. `_Requirements: ` ends elsewhere.
            let is_closed = label.lead.matches(['*', '_']).count() % 2 == 0;
            let end = if is_closed { line.end } else { self.offset };
            let replace = TextRange::new(line.start + self.from as u32, end);
            Completion {
                insert: format!("{bullet}{}", label.lead),
                is_whole: true,
                is_on_demand: typed.is_empty(),
                filter: format!("{}{}", typed.get(..typed.len() - bare.len()).unwrap_or(""), label.words),
                ..Completion::new(CompletionKind::Field, label.words, replace)
            }
        };
        found.into_iter().map(choice).collect()
    }
}

/// The labels that may be meant: those of the other units of the sort.
pub(crate) fn fields(begun: &Begun<'_>) -> Vec<Completion> {
    let Begun { document, before, from, .. } = *begun;
    let Some(own) = document.unit_at(begun.offset) else { return Vec::new() };
    let Some(unit) = document.plan().unit(own) else { return Vec::new() };
    if item(before).is_none() && from > 0 {
        return Vec::new();
    }
    let line = begun.line();
    let has: Vec<Field> =
        labels(document, unit, own).into_iter().filter(|it| it.1 != line.start).map(|it| it.0.field).collect();
    begun.choices(of_others(document, own, &sort(unit)), &has)
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
        // Nested items say something of what is around them.
        if !content.starts_with([' ', '\t']) {
            found.extend(label(&content, vocabulary).map(|label| (label, range.start)));
        }
    }
    found
}

/// The label that a line opens with; none where a box or sign stands before it, which belongs to a task.
pub(crate) fn label(line: &str, vocabulary: &Vocabulary) -> Option<Label> {
    let hit = labelled(line, vocabulary)?;
    let (head, lead) = line.get(..hit.open).zip(line.get(hit.open..hit.value))?;
    let bullet = head.trim_start();
    let is_open = line.get(hit.value..).is_none_or(str::is_empty);
    let blank = if is_open || lead.ends_with(' ') { "" } else { " " };
    matches!(bullet, "" | "- " | "* " | "+ ").then(|| Label {
        field: hit.field,
        words: line.get(hit.label).unwrap_or("").to_owned(),
        lead: format!("{lead}{blank}"),
        bullet: bullet.to_owned(),
    })
}
