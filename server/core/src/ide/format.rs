//! Formatting: tables get columns that stand below each other; nothing else is touched.

use crate::document::Document;
use crate::document::regions::{Region, RegionKind};
use crate::notation::table::{Align, aligned, cells};
use crate::plan::Verdict;
use crate::text::{Edit, Text, TextRange};
use crate::workspace::{FileId, Snapshot};

/// A table that would take more bytes stays as it is: one very long cell would blow up all rows.
const MOST_BYTES: usize = 1 << 20;

/// So often the tables are read again; twice is enough but for hostile text.
const MOST_ROUNDS: usize = 4;

/// What a table's lines are, and where.
struct Table {
    /// The rows, the header first and the delimiter row left out: where each stands in its line, and its cells.
    rows: Vec<(TextRange, Vec<String>)>,
    /// Where the delimiter row stands.
    delimiter: TextRange,
    columns: Vec<Align>,
}

/// The edits that align the columns of the tables that touch one of the ranges `asked`, of all tables for none: ascending,
/// at most one a line. Blanks at the ends of a table's lines stay where `trims` is not set. A table stays as it is where
/// the document would be read as another plan. None for a document that is no plan.
pub fn format(snapshot: &Snapshot, file: FileId, asked: Option<&[TextRange]>, trims: bool) -> Vec<Edit> {
    let is_plan = |it: &&Document| it.plan().verdict != Verdict::NoPlan;
    let Some(document) = snapshot.document(file).filter(is_plan) else { return Vec::new() };
    let text = document.text();
    let lines = |it: &TextRange| (text.line_of(it.start), text.line_of(it.end));
    let asked: Option<Vec<(u32, u32)>> = asked.map(|asked| asked.iter().map(lines).collect());
    let mut after = document.clone();
    // A table that is aligned may let the parser see the next one as it is meant.
    for _ in 0..MOST_ROUNDS {
        let tables = round(&after, asked.as_deref(), trims);
        if tables.is_empty() {
            break;
        }
        after = with_tables(&after, &tables);
    }
    let edit = |line: u32| {
        let (range, insert) = (text.line_range(line), after.text().slice(after.text().line_range(line)));
        (text.slice(range) != insert).then_some(Edit { range, insert })
    };
    (0..text.line_count()).filter_map(edit).collect()
}

/// `document` after the edits of those tables that leave it the plan that it is.
fn with_tables(document: &Document, tables: &[Vec<Edit>]) -> Document {
    let before = counts(document);
    let edited = |so_far: &Document, edits: &[Edit]| Some(so_far.edit(edits)).filter(|it| counts(it) == before);
    edited(document, &tables.concat()).unwrap_or_else(|| {
        tables.iter().fold(document.clone(), |so_far, table| edited(&so_far, table).unwrap_or(so_far))
    })
}

/// What of a plan can be lost where Markdown is read in another way.
fn counts(document: &Document) -> [usize; 4] {
    let plan = document.plan();
    [plan.units.len(), plan.tasks.len(), plan.mentions.len(), plan.restatements.len()]
}

/// The edits of each table on the lines `asked`, first and last, as they are read now; from the end, so that one does
/// not move what another is about.
fn round(document: &Document, asked: Option<&[(u32, u32)]>, trims: bool) -> Vec<Vec<Edit>> {
    let text = document.text();
    let regions = document.regions();
    let is_asked = |table: &Region| {
        let (first, last) = (text.line_of(table.range.start), text.line_of(table.range.end));
        asked.is_none_or(|asked| asked.iter().any(|(from, to)| *from <= last && first <= *to))
    };
    let mut edits: Vec<Vec<Edit>> = Vec::new();
    for (at, table) in regions.iter().enumerate() {
        if table.kind == RegionKind::Table && is_asked(table) {
            let behind = regions.get(at + 1..).unwrap_or_default();
            let inside = behind.iter().take_while(|it| it.range.start < table.range.end);
            let read = read(text, &inside.collect::<Vec<_>>());
            let table: Vec<Edit> = read.into_iter().flat_map(|it| written(text, &it, trims)).rev().collect();
            edits.extend((!table.is_empty()).then_some(table));
        }
    }
    edits.sort_by_key(|it| std::cmp::Reverse(it.first().map(|it| it.range.start)));
    edits
}

/// Reads a table's lines as the parser did; none where the two do not agree on what its cells are.
fn read(text: &Text, inside: &[&Region]) -> Option<Table> {
    let mut rows: Vec<(TextRange, Vec<String>)> = Vec::new();
    let mut line = None;
    let mut header = 0;
    for (at, row) in inside.iter().enumerate().filter(|(_, it)| it.kind == RegionKind::Row) {
        let own = text.line_of(row.range.start);
        let next = line.map_or(own, |line: u32| line + 1);
        // Between the header and the first row stands the delimiter row.
        if own != next + u32::from(rows.len() == 1) {
            return None;
        }
        line = Some(own);
        if rows.is_empty() {
            header = own;
        }
        let place = from_first_letter(text, TextRange::new(row.range.start, text.line_range(own).end));
        // A table that begins behind an item's marker is the item's text as well.
        let lead = text.slice(TextRange::new(text.line_range(own).start, place.start));
        if !lead.chars().all(|c| matches!(c, ' ' | '\t' | '>')) {
            return None;
        }
        let said = text.slice(place);
        let found: Vec<String> = cells(&said).into_iter().map(str::to_owned).collect();
        let known = inside.iter().skip(at + 1).take_while(|it| it.kind != RegionKind::Row);
        let known = known.filter(|it| it.kind == RegionKind::Cell).map(|it| text.slice(it.content));
        let known: Vec<String> = known.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect();
        if !found.iter().filter(|it| !it.is_empty()).map(|it| it.trim()).take(known.len()).eq(known.iter()) {
            return None;
        }
        // A bar inside of code parts cells for one parser and not for another.
        if found.iter().any(|it| it.matches('`').count() % 2 == 1) {
            return None;
        }
        rows.push((place, found));
    }
    let delimiter = delimiter(text, text.line_range(header + 1))?;
    let columns = cells(&text.slice(delimiter)).into_iter().map(Align::of).collect::<Option<Vec<_>>>()?;
    (rows.first()?.1.len() == columns.len()).then_some(Table { rows, delimiter, columns })
}

/// `range` without the blanks at its start.
fn from_first_letter(text: &Text, range: TextRange) -> TextRange {
    let said = text.slice(range);
    TextRange::new(range.start + (said.len() - said.trim_start_matches([' ', '\t']).len()) as u32, range.end)
}

/// Where the delimiter row stands in its line: behind the indentation, and the marks of quotes.
fn delimiter(text: &Text, line: TextRange) -> Option<TextRange> {
    let said = text.slice(line);
    let behind = said.trim_start_matches([' ', '\t', '>']);
    let start = line.start + (said.len() - behind.len()) as u32;
    behind.starts_with(['|', ':', '-']).then(|| TextRange::new(start, line.end))
}

fn written(text: &Text, table: &Table, trims: bool) -> Vec<Edit> {
    let most = table.columns.len();
    // What stands behind the last column is shown nowhere, and may be a comment: it stays behind it.
    let shown: Vec<Vec<&str>> =
        table.rows.iter().map(|(_, cells)| cells.iter().take(most).map(String::as_str).collect()).collect();
    let lines = aligned(&shown, &table.columns);
    if lines.iter().map(String::len).sum::<usize>() > MOST_BYTES {
        return Vec::new();
    }
    let mut places: Vec<(TextRange, &[String])> =
        table.rows.iter().map(|(place, cells)| (*place, cells.get(most..).unwrap_or_default())).collect();
    places.insert(places.len().min(1), (table.delimiter, &[]));
    let edits = places.into_iter().zip(lines).filter_map(|((place, behind), mut line)| {
        let old = text.slice(place);
        let words = old.trim_end_matches([' ', '\t']);
        if !behind.is_empty() {
            line = format!("{line} {}{}", behind.join(" | "), if words.ends_with('|') { " |" } else { "" });
        }
        let end = if trims { place.end } else { place.start + words.len() as u32 };
        let range = TextRange::new(place.start, end);
        (text.slice(range) != line).then_some(Edit { range, insert: line })
    });
    edits.collect()
}
