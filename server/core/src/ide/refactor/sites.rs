//! Every place that says when a unit runs: its header, its fields, rows and charts, in any file.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::document::Document;
use crate::document::regions::{Region, RegionKind};
use crate::ide::target::uses;
use crate::index::{Target, names_of};
use crate::lint::outline::is_time_unit;
use crate::notation::field::field_at;
use crate::notation::label::Name;
use crate::notation::time::{DateOrder, Schedule, Time, times};
use crate::notation::vocabulary::{Field, Vocabulary};
use crate::plan::mention::{MentionIn, Restatement};
use crate::plan::unit::{Unit, UnitIndex};
use crate::text::TextRange;
use crate::workspace::{Definition, FileId, Snapshot};

/// A place that says when a unit runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Its file.
    pub file: FileId,
    /// The words, in bytes.
    pub range: TextRange,
    /// What they are known to say; none where their own reading tells.
    pub said: Option<Schedule>,
    /// The data of a gantt's task: `s1, 2026-01-05, 14d`.
    pub is_gantt: bool,
}

/// The places that say when one of `units` runs, each once, by file and place.
pub fn sites(snapshot: &Snapshot, units: &BTreeSet<Definition>) -> Vec<Site> {
    let mut names: HashSet<Name> = HashSet::new();
    let mut found: Vec<Site> = Vec::new();
    for it in units {
        let (Some(document), Target::Unit(at)) = (snapshot.document(it.file), it.target) else { continue };
        names.extend(names_of(document.plan(), it.target));
        own(document, it.file, at, &mut found);
    }
    for (file, it) in snapshot.files() {
        let means = |name: &Name, unit| {
            let meant = if names.contains(name) { snapshot.resolve_in(file, unit, name) } else { Vec::new() };
            matches!(meant.as_slice(), [one] if units.contains(one)).then(|| meant.first().copied()).flatten()
        };
        let document = &it.document;
        let plan = document.plan();
        let restated: Vec<&Restatement> =
            plan.restatements.iter().filter(|it| means(&it.name, None).is_some()).collect();
        for it in &restated {
            row(document, file, it, &mut found);
        }
        charts(document, file, |name| means(name, None).is_some(), &mut found);
        // `Week 3` is its schedule wherever it is named.
        for it in uses(document) {
            let Some(Definition { file: home, target: Target::Unit(at) }) = means(it.name, it.unit) else { continue };
            let is_time = snapshot.document(home).and_then(|it| it.plan().unit(at)).is_some_and(is_time_unit);
            if is_time && document.slice(it.place) == it.text {
                found.push(Site { file, range: document.range(it.place), said: None, is_gantt: false });
            }
        }
    }
    // A place within another that is known already is the same one.
    found.sort_by_key(|it| (it.file, it.range.start, std::cmp::Reverse(it.range.end)));
    let mut apart: Vec<Site> = Vec::new();
    for site in found {
        if apart.last().is_none_or(|it| it.file != site.file || !it.range.contains(site.range)) {
            apart.push(site);
        }
    }
    apart
}

/// Where the unit itself says it: as it was read, and further fields (`**Dates:** …`) and cells.
fn own(document: &Document, file: FileId, at: UnitIndex, found: &mut Vec<Site>) {
    let Some(unit) = document.plan().unit(at) else { return };
    let Some(said) = unit.schedule.as_ref() else { return };
    let range = document.range(said.place);
    let line = document.text().line_range(document.text().line_of(range.start));
    let header = document.range(unit.header);
    let is_gantt = is_chart(document, header.start);
    found.push(Site { file, range, said: Some(said.value), is_gantt });
    if is_gantt {
        return;
    }
    // `Weeks 3-4 (Jan 19–30)`, `(Weeks 3-4, Jan 19–30)`: what follows in brackets, or in the same ones.
    let behind = document.text().slice(TextRange::new(range.end, line.end));
    let opened = behind.trim_start().starts_with(['(', '[', '（']);
    let inside = behind.split_once([')', ']', '）']).map(|it| it.0);
    if let Some(inside) = inside.filter(|it| opened || !it.contains(['(', '[', '（'])) {
        each(document, file, TextRange::new(range.end, range.end + inside.len() as u32), found);
    }
    cells(document, file, header, found);
    fields(document, file, unit, found);
}

/// The fields of a unit that say when it runs, up to the first unit or section inside it.
fn fields(document: &Document, file: FileId, unit: &Unit, found: &mut Vec<Site>) {
    let text = document.text();
    let vocabulary = &document.source().vocabulary;
    let extent = document.extent(unit);
    let headers = document.plan().units.iter().map(|it| document.range(it.header).start);
    let end = headers.filter(|it| *it > extent.start && *it < extent.end).min().unwrap_or(extent.end);
    let mut in_fence = false;
    for line in text.line_of(extent.start) + 1..=text.line_of(end.max(extent.start)) {
        let range = text.line_range(line);
        if range.start >= end {
            break;
        }
        let content = text.slice(range);
        if content.trim_start().starts_with("```") || content.trim_start().starts_with("~~~") {
            in_fence = !in_fence;
        }
        if in_fence || content.trim_start().starts_with('|') {
            continue;
        }
        if content.starts_with('#') {
            break;
        }
        let mut start = 0;
        for part in content.split_inclusive(['|', '·', '•']) {
            let at = start;
            start += part.len();
            let Some(value) = time_field(part, vocabulary) else { continue };
            let place = TextRange::new(range.start + (at + value) as u32, range.start + start as u32);
            each(document, file, place, found);
        }
    }
}

/// Every schedule in a range that says when the unit runs.
fn each(document: &Document, file: FileId, range: TextRange, found: &mut Vec<Site>) {
    let text = document.text().slice(range);
    for time in times(&text, &document.source().vocabulary, DateOrder::Unknown) {
        if let Time::Schedule(_) = time.value {
            let range = TextRange::new(time.start as u32, time.end as u32).shifted(range.start);
            found.push(Site { file, range, said: None, is_gantt: false });
        }
    }
}

/// Where the value of a field that says when something runs begins.
fn time_field(text: &str, vocabulary: &Vocabulary) -> Option<usize> {
    let bold = text.find("**").and_then(|from| Some(from + 2 + text.get(from + 2..)?.find("**")? + 2));
    let hit = field_at(text, bold, vocabulary).filter(|it| it.about.is_none())?;
    matches!(hit.field, Field::Schedule | Field::Duration | Field::Start | Field::End).then_some(hit.value)
}

/// A second place: where it says the schedule, and the other cells of its row that say one.
fn row(document: &Document, file: FileId, restated: &Restatement, found: &mut Vec<Site>) {
    let Some(said) = restated.schedule.as_ref() else { return };
    let range = document.range(said.place);
    let is_gantt = restated.context == MentionIn::Fence && is_chart(document, range.start);
    found.push(Site { file, range, said: Some(said.value), is_gantt });
    if restated.context == MentionIn::Table {
        cells(document, file, document.range(restated.place), found);
    }
}

/// The cells of the table row at `row` whose column says when something runs.
fn cells(document: &Document, file: FileId, row: TextRange, found: &mut Vec<Site>) {
    let regions = document.regions();
    let within = |kind: RegionKind, outer: TextRange| {
        regions.iter().filter(move |it: &&Region| it.kind == kind && outer.contains(it.range))
    };
    let Some(table) = regions.iter().find(|it| it.kind == RegionKind::Table && it.range.contains(row)) else { return };
    let Some(head) = within(RegionKind::Row, table.range).next() else { return };
    let Some(own) = within(RegionKind::Row, table.range).find(|it| it.range.overlaps(row)) else { return };
    if own.range == head.range {
        return;
    }
    let vocabulary = &document.source().vocabulary;
    let columns = within(RegionKind::Cell, head.range).zip(within(RegionKind::Cell, own.range));
    for (name, cell) in columns {
        let label = document.text().slice(name.content);
        let is_time = matches!(
            vocabulary.field(label.trim().trim_matches('*')),
            Some(Field::Schedule | Field::Start | Field::End)
        );
        if is_time {
            each(document, file, cell.content, found);
        }
    }
}

/// The tasks that a gantt lists in a section of their own for a unit.
fn charts(document: &Document, file: FileId, means: impl Fn(&Name) -> bool, found: &mut Vec<Site>) {
    let plan = document.plan();
    let text = document.text();
    let mut sections: BTreeMap<u32, bool> = BTreeMap::new();
    for it in plan.mentions.iter().filter(|it| it.context == MentionIn::Fence) {
        let line = text.line_of(document.range(it.place).start);
        *sections.entry(line).or_default() |= means(&it.name);
    }
    for task in plan.gantts.iter().flat_map(|it| &it.tasks) {
        let own = text.line_of(document.range(task.place).start);
        let above = (0..own).rev().map(|line| (line, text.slice(text.line_range(line))));
        let mut above = above.take_while(|(_, it)| !it.trim_start().starts_with("gantt"));
        let Some((section, _)) = above.find(|(_, it)| it.trim_start().starts_with("section ")) else { continue };
        // A task that is a unit moves when that unit does.
        let is_unit = plan
            .mentions
            .iter()
            .any(|it| it.context == MentionIn::Fence && text.line_of(document.range(it.place).start) == own);
        if !is_unit && sections.get(&section).copied().unwrap_or_default() {
            let line = text.line_range(own);
            let start = document.range(task.place).end;
            found.push(Site { file, range: TextRange::new(start.min(line.end), line.end), said: None, is_gantt: true });
        }
    }
}

/// Whether `offset` stands in a Mermaid gantt.
fn is_chart(document: &Document, offset: u32) -> bool {
    let gantts = document.plan().gantts.iter().filter_map(|it| {
        let (first, last) = (it.tasks.first()?, it.tasks.last()?);
        Some((document.range(first.place).start, document.range(last.place).end))
    });
    let line = |offset| document.text().line_of(offset);
    gantts.into_iter().any(|(from, to)| (line(from)..=line(to)).contains(&line(offset)))
}
