//! Every place that says when a unit runs: its header, its fields, rows and charts, in any file.

use std::cell::OnceCell;
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
    let mut by_file: BTreeMap<FileId, Vec<UnitIndex>> = BTreeMap::new();
    for it in units {
        let (Some(document), Target::Unit(at)) = (snapshot.document(it.file), it.target) else { continue };
        names.extend(names_of(document.plan(), it.target));
        by_file.entry(it.file).or_default().push(at);
    }
    let mut found: Vec<Site> = Vec::new();
    for (file, it) in snapshot.files() {
        let means = |name: &Name, unit| {
            let meant = if names.contains(name) { snapshot.resolve_in(file, unit, name) } else { Vec::new() };
            matches!(meant.as_slice(), [one] if units.contains(one)).then(|| meant.first().copied()).flatten()
        };
        let document = &it.document;
        let mut search = Search::new(document, file);
        for at in by_file.get(&file).into_iter().flatten() {
            search.own(*at);
        }
        for it in document.plan().restatements.iter().filter(|it| means(&it.name, None).is_some()) {
            search.row(it);
        }
        search.charts(|name| means(name, None).is_some());
        // `Week 3` is its schedule wherever it is named.
        for it in uses(document) {
            let Some(Definition { file: home, target: Target::Unit(at) }) = means(it.name, it.unit) else { continue };
            let is_time = snapshot.document(home).and_then(|it| it.plan().unit(at)).is_some_and(is_time_unit);
            if is_time && document.slice(it.place) == it.text {
                search.add(document.range(it.place), None);
            }
        }
        found.extend(search.apart());
    }
    found
}

/// The search of one document.
struct Search<'a> {
    document: &'a Document,
    file: FileId,
    /// Tables with their rows and cells, by their starts, an outer one before those inside it.
    tabular: OnceCell<Vec<Region>>,
    /// Where the headers of the units begin, ascending.
    headers: OnceCell<Vec<u32>>,
    found: Vec<Site>,
}

impl<'a> Search<'a> {
    fn new(document: &'a Document, file: FileId) -> Search<'a> {
        Search { document, file, tabular: OnceCell::new(), headers: OnceCell::new(), found: Vec::new() }
    }

    fn add(&mut self, range: TextRange, said: Option<Schedule>) {
        self.found.push(Site { file: self.file, range, said, is_gantt: false });
    }

    /// What was found, in the order of the text. A place within another that is known already is the same one.
    fn apart(mut self) -> Vec<Site> {
        self.found.sort_by_key(|it| (it.range.start, std::cmp::Reverse(it.range.end)));
        let mut apart: Vec<Site> = Vec::new();
        for site in self.found {
            if apart.last().is_none_or(|it| !it.range.contains(site.range)) {
                apart.push(site);
            }
        }
        apart
    }

    /// Where the first unit behind `offset` begins.
    fn header_behind(&self, offset: u32) -> Option<u32> {
        let headers = self.headers.get_or_init(|| {
            let mut all: Vec<u32> =
                self.document.plan().units.iter().map(|it| self.document.range(it.header).start).collect();
            all.sort_unstable();
            all
        });
        headers.get(headers.partition_point(|it| *it <= offset)).copied()
    }

    /// Where the unit itself says it: as it was read, and further fields (`**Dates:** …`) and cells.
    fn own(&mut self, at: UnitIndex) {
        let document = self.document;
        let Some(unit) = document.plan().unit(at) else { return };
        let Some(said) = unit.schedule.as_ref() else { return };
        let range = document.range(said.place);
        let line = document.text().line_range(document.text().line_of(range.start));
        let header = document.range(unit.header);
        let is_gantt = is_chart(document, header.start);
        self.found.push(Site { file: self.file, range, said: Some(said.value), is_gantt });
        if is_gantt {
            return;
        }
        // `Weeks 3-4 (Jan 19–30)`, `(Weeks 3-4, Jan 19–30)`: what follows in brackets, or in the same ones.
        let behind = document.text().slice(TextRange::new(range.end, line.end));
        let opened = behind.trim_start().starts_with(['(', '[', '（']);
        let inside = behind.split_once([')', ']', '）']).map(|it| it.0);
        if let Some(inside) = inside.filter(|it| opened || !it.contains(['(', '[', '（'])) {
            self.each(TextRange::new(range.end, range.end + inside.len() as u32));
        }
        self.cells(header);
        self.fields(unit);
    }

    /// The fields of a unit that say when it runs, up to the first unit or section inside it.
    fn fields(&mut self, unit: &Unit) {
        let document = self.document;
        let text = document.text();
        let vocabulary = &document.source().vocabulary;
        let extent = document.extent(unit);
        let end = self.header_behind(extent.start).filter(|it| *it < extent.end).unwrap_or(extent.end);
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
                self.each(place);
            }
        }
    }

    /// Every schedule in a range that says when the unit runs.
    fn each(&mut self, range: TextRange) {
        let document = self.document;
        let text = document.text().slice(range);
        for time in times(&text, &document.source().vocabulary, DateOrder::Unknown) {
            if let Time::Schedule(_) = time.value {
                let range = TextRange::new(time.start as u32, time.end as u32).shifted(range.start);
                self.add(range, None);
            }
        }
    }

    /// A second place: where it says the schedule, and the other cells of its row that say one.
    fn row(&mut self, restated: &Restatement) {
        let document = self.document;
        let Some(said) = restated.schedule.as_ref() else { return };
        let range = document.range(said.place);
        let is_gantt = restated.context == MentionIn::Fence && is_chart(document, range.start);
        self.found.push(Site { file: self.file, range, said: Some(said.value), is_gantt });
        if restated.context == MentionIn::Table {
            self.cells(document.range(restated.place));
        }
    }

    /// The cells of the table row at `row` whose column says when something runs.
    fn cells(&mut self, row: TextRange) {
        for cell in self.cells_of_time(row).unwrap_or_default() {
            self.each(cell);
        }
    }

    fn cells_of_time(&self, row: TextRange) -> Option<Vec<TextRange>> {
        let is_tabular = |it: &Region| matches!(it.kind, RegionKind::Table | RegionKind::Row | RegionKind::Cell);
        let tabular = self.tabular.get_or_init(|| self.document.regions().into_iter().filter(is_tabular).collect());
        // Tables hold no tables: the last that begins before the row is the only one that it may be in.
        let before = tabular.get(..tabular.partition_point(|it| it.range.start <= row.start))?;
        let table = before.iter().rposition(|it| it.kind == RegionKind::Table)?;
        let (table, parts) = tabular.get(table..)?.split_first().filter(|it| it.0.range.contains(row))?;
        let within = |kind: RegionKind, outer: TextRange| {
            let inside = parts.iter().take_while(move |it| it.range.start < outer.end);
            inside.filter(move |it| it.kind == kind && outer.contains(it.range))
        };
        let head = within(RegionKind::Row, table.range).next()?;
        let own = within(RegionKind::Row, table.range).find(|it| it.range.overlaps(row))?;
        if own.range == head.range {
            return None;
        }
        let vocabulary = &self.document.source().vocabulary;
        let columns = within(RegionKind::Cell, head.range).zip(within(RegionKind::Cell, own.range));
        let is_time = |name: &Region| {
            let label = self.document.text().slice(name.content);
            matches!(
                vocabulary.field(label.trim().trim_matches('*')),
                Some(Field::Schedule | Field::Start | Field::End)
            )
        };
        Some(columns.filter(|(name, _)| is_time(name)).map(|(_, cell)| cell.content).collect())
    }

    /// The tasks that a gantt lists in a section of their own for a unit.
    fn charts(&mut self, means: impl Fn(&Name) -> bool) {
        let document = self.document;
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
                self.found.push(Site {
                    file: self.file,
                    range: TextRange::new(start.min(line.end), line.end),
                    said: None,
                    is_gantt: true,
                });
            }
        }
    }
}

/// Where the value of a field that says when something runs begins.
fn time_field(text: &str, vocabulary: &Vocabulary) -> Option<usize> {
    let bold = text.find("**").and_then(|from| Some(from + 2 + text.get(from + 2..)?.find("**")? + 2));
    let hit = field_at(text, bold, vocabulary).filter(|it| it.about.is_none())?;
    matches!(hit.field, Field::Schedule | Field::Duration | Field::Start | Field::End).then_some(hit.value)
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
