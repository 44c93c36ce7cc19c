//! Inlay hints: what a plan leaves to look up: the dates of its weeks, the titles behind names, how far units are.

use std::collections::HashSet;

use crate::document::Document;
use crate::ide::FileRange;
use crate::ide::markup::one_line;
use crate::ide::target::uses;
use crate::ide::words::{Progress, in_dates, shortened, task_words, without_dependency};
use crate::index::Target;
use crate::lint::dependencies::meant;
use crate::notation::time::Schedule;
use crate::plan::Plan;
use crate::plan::mention::MentionIn;
use crate::plan::place::Place;
use crate::plan::unit::{DefinedBy, Said, UnitIndex};
use crate::text::TextRange;
use crate::workspace::settings::Calendar;
use crate::workspace::{Definition, FileId, Snapshot};

/// How many characters of a title are shown.
const LONGEST_TITLE: usize = 40;

/// A few words that are shown in the text and are not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Behind which byte.
    pub offset: u32,
    /// What is shown.
    pub text: String,
    /// Why.
    pub kind: HintKind,
}

/// What a hint says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HintKind {
    /// The dates of weeks.
    Dates,
    /// The title of what is named, which is defined there.
    Title(Definition),
    /// How many tasks of a unit are done, and how many there are.
    Progress,
}

/// The hints in a part of a file, in document order.
pub fn hints(snapshot: &Snapshot, at: FileRange) -> Vec<Hint> {
    let Some(document) = snapshot.document(at.file) else { return Vec::new() };
    let calendar = &snapshot.settings(at.file).calendar;
    let mut found = titles(snapshot, document, at);
    found.extend(dates(document, calendar));
    found.extend(progress(document));
    found.retain(|it| at.range.touches(it.offset));
    found.sort_by_key(|it| (it.offset, it.kind == HintKind::Progress));
    found
}

/// The dates behind schedules in weeks, where it is said when week 1 begins.
fn dates(document: &Document, calendar: &Calendar) -> Vec<Hint> {
    let plan = document.plan();
    // What a table repeats of the headings would only push its columns apart.
    let is_laid_out = |it: MentionIn| matches!(it, MentionIn::Fence | MentionIn::Table);
    let mut seen: HashSet<TextRange> = HashSet::new();
    let of_units = plan.units.iter().filter_map(|it| it.schedule.as_ref());
    let of_others = plan.restatements.iter().filter(|it| !is_laid_out(it.context));
    let all = of_units.chain(of_others.filter_map(|it| it.schedule.as_ref()));
    let hint = |said: &Said<Schedule>| {
        let text = in_dates(&said.value, calendar)?;
        let range = document.range(said.place);
        let is_one_line = !document.text().slice(range).trim_end().contains(['\n', '\r']);
        (is_one_line && !range.is_empty() && seen.insert(range)).then_some(Hint {
            offset: range.end,
            text,
            kind: HintKind::Dates,
        })
    };
    all.filter_map(hint).collect()
}

/// The titles behind names that stand alone, each once a line.
fn titles(snapshot: &Snapshot, document: &Document, at: FileRange) -> Vec<Hint> {
    let plan = document.plan();
    // There, columns have to stay below one another, or the words follow anyway.
    let is_laid_out = |it: MentionIn| matches!(it, MentionIn::Fence | MentionIn::Table | MentionIn::Heading);
    let laid_out: HashSet<Place> =
        plan.mentions.iter().filter(|it| is_laid_out(it.context)).map(|it| it.place).collect();
    let headers: HashSet<u32> = plan.units.iter().map(|it| line(document, it.header)).collect();
    let mut seen: HashSet<(u32, Definition)> = HashSet::new();
    // A line that names much is folded once.
    let mut words: (Option<u32>, String) = (None, String::new());
    let mut found = Vec::new();
    for named in uses(document) {
        let range = document.range(named.place);
        if !at.range.touches(range.end) || range.is_empty() || laid_out.contains(&named.place) {
            continue;
        }
        let written = document.slice(named.place);
        // Of a range's numbers, each would need its own place; and a number in a column is no name.
        if one_line(&written) != named.text || !written.contains(char::is_alphabetic) {
            continue;
        }
        let [definition] = meant(snapshot, at.file, named.unit, named.name)[..] else { continue };
        if is_around(plan, named.unit, at.file, definition) {
            continue;
        }
        let line = line(document, named.place);
        if headers.contains(&line) || !seen.insert((line, definition)) {
            continue;
        }
        let Some(title) = title(snapshot, definition) else { continue };
        if words.0 != Some(line) {
            let text = document.text().slice(document.text().line_range(line));
            words = (Some(line), one_line(&text).to_lowercase());
        }
        if words.1.starts_with('|') || is_said(&words.1, &title) {
            continue;
        }
        let text = shortened(&title, LONGEST_TITLE);
        found.push(Hint { offset: range.end, text, kind: HintKind::Title(definition) });
    }
    found
}

/// Whether the name stands in the section of what it names, whose heading says it.
fn is_around(plan: &Plan, unit: Option<UnitIndex>, file: FileId, named: Definition) -> bool {
    let outwards = std::iter::successors(unit, |at| plan.unit(*at)?.parent.filter(|it| it < at));
    outwards.into_iter().any(|at| named == Definition { file, target: Target::Unit(at) })
}

fn line(document: &Document, place: Place) -> u32 {
    document.text().line_of(document.range(place).start)
}

/// Whether a line in small letters holds the title, or enough of it that one knows.
fn is_said(line: &str, title: &str) -> bool {
    let start: String = title.chars().take(LONGEST_TITLE / 2).collect();
    line.contains(&start.trim().to_lowercase())
}

fn title(snapshot: &Snapshot, definition: Definition) -> Option<String> {
    let document = snapshot.document(definition.file)?;
    let title = match definition.target {
        Target::Unit(at) => one_line(&document.plan().unit(at)?.title),
        Target::Task(at) => without_dependency(document, at, task_words(document, at)?),
    };
    (!title.is_empty()).then_some(title)
}

/// How far units are, behind their headings.
fn progress(document: &Document) -> Vec<Hint> {
    let all = Progress::all(document.plan());
    let mut found = Vec::new();
    for (at, unit) in document.plan().each_unit() {
        let is_heading =
            matches!(unit.defined_by, DefinedBy::Heading(_) | DefinedBy::Bold | DefinedBy::Line | DefinedBy::Summary);
        let Some(Progress { done, all }) = all.get(at.0 as usize).copied().filter(|it| is_heading && it.all > 0) else {
            continue;
        };
        let text = format!("{done}/{all}");
        let range = document.text().line_range(line(document, unit.header));
        let words = document.text().slice(range);
        // The heading may say it itself.
        if !words.contains(&text) {
            let offset = range.start + words.trim_end().len() as u32;
            found.push(Hint { offset, text, kind: HintKind::Progress });
        }
    }
    found
}
