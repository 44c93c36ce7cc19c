//! Where a document says how far something is, and how it would say another status there.

use crate::document::Document;
use crate::document::regions::{Region, RegionKind};
use crate::lint::language::status_words_like;
use crate::notation::status::{Status, status_value, task_box};
use crate::notation::vocabulary::Vocabulary;
use crate::plan::place::Place;
use crate::plan::task::{Task, TaskForm};
use crate::plan::unit::Unit;
use crate::text::TextRange;

/// So many letters has a status and nothing else.
const LONGEST: usize = 24;

/// What holds a status; each holds it in words of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// The box or mark of an item.
    Item,
    /// A cell of the table that begins at this byte.
    Cell(u32),
    /// A heading.
    Heading,
    /// A field.
    Field,
}

/// A place that says how far something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusSite {
    /// In bytes.
    pub range: TextRange,
    /// As written: `[ ]`, `✅ Done`.
    pub text: String,
    /// What it says.
    pub status: Status,
    /// What holds it.
    pub holder: Holder,
}

/// Every place of a document that says a status.
#[derive(Debug)]
pub struct Statuses<'a> {
    document: &'a Document,
    /// Its tables and their cells.
    tables: Vec<Region>,
    sites: Vec<StatusSite>,
}

impl<'a> Statuses<'a> {
    /// Collects them.
    pub fn of(document: &'a Document) -> Statuses<'a> {
        let mut tables = document.regions();
        tables.retain(|it| matches!(it.kind, RegionKind::Table | RegionKind::Cell));
        let mut statuses = Statuses { document, tables, sites: Vec::new() };
        let plan = document.plan();
        let tasks = plan.tasks.iter().filter_map(|it| statuses.of_task(it));
        let units = plan.units.iter().filter_map(|it| statuses.of_unit(it));
        let restated = plan.restatements.iter().filter_map(|it| it.status.as_ref());
        let restated = restated.filter_map(|it| statuses.site(it.place, it.value, Holder::Field));
        statuses.sites = tasks.chain(units).chain(restated).collect();
        statuses
    }

    /// Where a task says it.
    pub fn of_task(&self, task: &Task) -> Option<StatusSite> {
        let holder = if task.form == TaskForm::Item { Holder::Item } else { Holder::Field };
        self.site(task.mark?, task.status?, holder)
    }

    /// Where a unit says it.
    pub fn of_unit(&self, unit: &Unit) -> Option<StatusSite> {
        let said = unit.status.as_ref()?;
        let is_heading = self.document.range(unit.header).contains(self.document.range(said.place));
        self.site(said.place, said.value, if is_heading { Holder::Heading } else { Holder::Field })
    }

    /// A place that says a status; the whole cell, where one holds it.
    pub fn site(&self, place: Place, status: Status, holder: Holder) -> Option<StatusSite> {
        let range = self.document.range(place);
        let cell = self.tables.iter().find(|it| it.kind == RegionKind::Cell && it.range.contains(range));
        let table = self.tables.iter().find(|it| it.kind == RegionKind::Table && it.range.contains(range));
        let (range, holder) = match cell.zip(table).filter(|_| holder != Holder::Item) {
            Some((cell, table)) => (cell.content, Holder::Cell(table.range.start)),
            None => (range, holder),
        };
        let text = self.document.text().slice(range);
        let start = range.start + (text.len() - text.trim_start().len()) as u32;
        let text = text.trim().to_owned();
        let range = TextRange::new(start, start + text.len() as u32);
        (!text.is_empty()).then_some(StatusSite { range, text, status, holder })
    }

    /// What stands at `site` where it says `status` instead: as the document says it in places of the same sort, or
    /// else in common words. None where it says more than its status, or in words that are not known to change.
    pub fn rewritten(&self, site: &StatusSite, status: Status) -> Option<String> {
        if let Some(boxed) = task_box(&site.text).filter(|it| it.rest >= site.text.len()) {
            let written = site.text.get(boxed.range.clone())?;
            let is_bracket = written.starts_with('[');
            let alike = |it: &&StatusSite| task_box(&it.text).is_some() && it.text.starts_with('[') == is_bracket;
            let common = self.most_common(status, alike).and_then(|it| Some(it.get(task_box(it)?.range)?.to_owned()));
            return common.or_else(|| common_box(written, status));
        }
        let vocabulary = &self.document.source().vocabulary;
        if !is_plain(&site.text, site.status, vocabulary) {
            return None;
        }
        let plain = |it: &&StatusSite| is_plain(&it.text, status, vocabulary) && !is_box(&it.text);
        let near = self.most_common(status, |it| it.holder == site.holder && plain(it));
        let is_cell = |it: &StatusSite| matches!(it.holder, Holder::Cell(_));
        let far = || self.most_common(status, |it| is_cell(it) && is_cell(site) && plain(it));
        near.or_else(far).map(str::to_owned).or_else(|| in_common_words(&site.text, status, self.document))
    }

    /// The text by which most of these places say `status`; of several the first.
    fn most_common(&self, status: Status, wanted: impl Fn(&&StatusSite) -> bool) -> Option<&str> {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for it in self.sites.iter().filter(|it| it.status == status).filter(wanted) {
            match counts.iter_mut().find(|(text, _)| *text == it.text) {
                Some((_, count)) => *count += 1,
                None => counts.push((&it.text, 1)),
            }
        }
        counts.iter().rev().max_by_key(|it| it.1).map(|it| it.0)
    }
}

fn is_box(text: &str) -> bool {
    task_box(text).is_some_and(|it| it.rest >= text.len())
}

/// A status and nothing else: no numbers, no remark.
fn is_plain(text: &str, status: Status, vocabulary: &Vocabulary) -> bool {
    let text = text.strip_prefix('(').and_then(|it| it.strip_suffix(')')).unwrap_or(text);
    text.chars().count() <= LONGEST
        && !text.contains(|c: char| c.is_numeric() || matches!(c, '(' | '[' | '（' | ',' | ';' | ':' | '|'))
        && status_value(text, vocabulary) == Some(status)
}

/// The other box of a pair.
fn common_box(written: &str, status: Status) -> Option<String> {
    const PAIRS: [(&str, &str); 4] = [("☐", "☑"), ("⬜", "✅"), ("□", "☑"), ("🔲", "✅")];
    let found = match status {
        Status::Done if written.starts_with('[') => "[x]",
        Status::Todo if written.starts_with('[') => "[ ]",
        Status::Done => PAIRS.iter().find(|it| written.starts_with(it.0))?.1,
        Status::Todo => PAIRS.iter().find(|it| it.1 == "☑" && written.starts_with(it.1))?.0,
        _ => return None,
    };
    Some(found.to_owned())
}

/// A status in the language in which it was before, and in the same case.
fn in_common_words(text: &str, status: Status, document: &Document) -> Option<String> {
    const ENGLISH: [&str; 27] = [
        "todo",
        "to do",
        "to-do",
        "pending",
        "not started",
        "planned",
        "open",
        "in progress",
        "in-progress",
        "in_progress",
        "inprogress",
        "active",
        "wip",
        "ready",
        "upcoming",
        "backlog",
        "doing",
        "started",
        "new",
        "review",
        "in review",
        "draft",
        "done",
        "complete",
        "completed",
        "finished",
        "closed",
    ];
    let words = text.trim_matches(|c: char| !c.is_alphanumeric());
    let (sign, behind) = text.split_once(words)?;
    if words.is_empty() {
        return (status == Status::Done).then(|| "✅".to_owned());
    }
    let sign = match (sign.trim().is_empty() || sign.is_ascii(), status) {
        (true, _) => sign,
        (false, Status::Done) => "✅ ",
        (false, _) => return None,
    };
    if !behind.is_ascii() {
        return None;
    }
    let is_english = ENGLISH.contains(&words.to_lowercase().as_str());
    let [planned, active, _, done, _] = match is_english {
        true => ["todo", "in progress", "", "done", ""],
        false => status_words_like(words, &document.text().to_string())?,
    };
    let new = match status {
        Status::Done => done,
        Status::Todo => planned,
        Status::Active => active,
        Status::Blocked | Status::Cancelled => return None,
    };
    let mut letters = words.chars().filter(|it| it.is_alphabetic());
    let new = match (letters.next().is_some_and(char::is_uppercase), letters.next().is_some_and(char::is_uppercase)) {
        (true, true) => new.to_uppercase(),
        (true, false) => match status {
            Status::Active if is_english => "In Progress".to_owned(),
            _ => new.chars().take(1).flat_map(char::to_uppercase).chain(new.chars().skip(1)).collect(),
        },
        _ => new.to_owned(),
    };
    Some(format!("{sign}{new}{behind}"))
}
