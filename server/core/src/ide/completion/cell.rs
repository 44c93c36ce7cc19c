//! Cells of tables: where the one at the cursor begins, and which field it is for.

use crate::document::Document;
use crate::notation::table::{Align, bars, cells};
use crate::notation::vocabulary::Field;

/// How many rows above a cell its header may stand.
const LONGEST_TABLE: u32 = 600;

/// The field of the cell in which byte `column` of the line stands, by the header of its column or by the first cell of
/// its row (`| **Owner** | Ann |`); and where its words begin, in bytes of the line. None outside of tables.
pub(crate) fn cell_at(document: &Document, row: u32, line: &str, column: usize) -> Option<(Field, usize)> {
    let bars: Vec<usize> = bars(line);
    let last = bars.iter().rev().find(|at| **at < column);
    let opens = usize::from(line.trim_start().starts_with('|'));
    if bars.is_empty() || is_delimiter(line) {
        return None;
    }
    let header = header(document, row)?;
    let ahead = bars.iter().filter(|at| **at < column).count();
    let index = ahead.checked_sub(opens)?;
    let vocabulary = &document.source().vocabulary;
    let named = |cell: Option<&&str>| vocabulary.field(cell?.trim_matches(['*', '_']));
    let field = named(cells(&header).get(index)).or_else(|| named(cells(line).first()).filter(|_| index == 1))?;
    let from = last.map_or(0, |at| at + 1);
    let cell = line.get(from..column)?;
    Some((field, from + cell.len() - cell.trim_start().len()))
}

/// The header of the table that line `row` is a row of: the line above the delimiter row.
fn header(document: &Document, row: u32) -> Option<String> {
    let text = document.text();
    let above = (row.saturating_sub(LONGEST_TABLE)..row).rev().map(|row| text.slice(text.line_range(row)));
    let mut header = None;
    let mut is_below = false;
    // A row of dashes may stand further down too: the uppermost is the delimiter.
    for line in above.take_while(|line| line.contains('|')) {
        let is_delimiter = is_delimiter(&line);
        header = if is_below { Some(line) } else { header };
        is_below = is_delimiter;
    }
    header
}

/// Whether the line is the one below a table's header.
fn is_delimiter(line: &str) -> bool {
    line.contains('|') && cells(line).into_iter().all(|it| Align::of(it).is_some())
}
