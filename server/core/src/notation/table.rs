//! Pipe tables: the cells of a line, and lines whose cells stand below each other.

use unicode_width::UnicodeWidthStr;

/// The narrowest column: a delimiter cell needs room for `:-:`.
const NARROWEST: usize = 3;

/// On which side of its column a cell stands, as the delimiter row says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// `---`
    #[default]
    Unsaid,
    /// `:--`
    Left,
    /// `--:`
    Right,
    /// `:-:`
    Center,
}

impl Align {
    /// Reads a cell of a delimiter row; none for other text.
    pub fn of(cell: &str) -> Option<Align> {
        let dashes = cell.trim_matches([' ', '\t']);
        let (left, right) = (dashes.starts_with(':'), dashes.ends_with(':'));
        let inner = dashes.strip_prefix(':').unwrap_or(dashes);
        let inner = inner.strip_suffix(':').unwrap_or(inner);
        let is_delimiter = !inner.is_empty() && inner.bytes().all(|it| it == b'-');
        is_delimiter.then_some(match (left, right) {
            (false, false) => Align::Unsaid,
            (true, false) => Align::Left,
            (false, true) => Align::Right,
            (true, true) => Align::Center,
        })
    }

    /// The delimiter cell of a column that is so many columns of the screen wide.
    fn delimiter(self, width: usize) -> String {
        let dashes = |colons: usize| "-".repeat(width.saturating_sub(colons));
        match self {
            Align::Unsaid => dashes(0),
            Align::Left => format!(":{}", dashes(1)),
            Align::Right => format!("{}:", dashes(1)),
            Align::Center => format!(":{}:", dashes(2)),
        }
    }

    /// `cell` with blanks to the width of its column.
    fn padded(self, cell: &str, width: usize) -> String {
        let blanks = width.saturating_sub(cell.width());
        let before = match self {
            Align::Unsaid | Align::Left => 0,
            Align::Right => blanks,
            Align::Center => blanks / 2,
        };
        format!("{}{cell}{}", " ".repeat(before), " ".repeat(blanks - before))
    }
}

/// Where the bars that part the cells of a table's line stand, in bytes. A bar behind a backslash is part of its cell; in
/// code it parts cells all the same.
pub fn bars(line: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut is_escaped = false;
    for (at, c) in line.char_indices() {
        if c == '|' && !is_escaped {
            found.push(at);
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    found
}

/// The cells of a table's line, trimmed.
pub fn cells(line: &str) -> Vec<&str> {
    let line = line.trim_matches([' ', '\t']);
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = Vec::new();
    let mut start = 0;
    for at in bars(line) {
        cells.push(line.get(start..at).unwrap_or("").trim_matches([' ', '\t']));
        start = at + 1;
    }
    // Behind the last bar stands nothing, but where a line does without it.
    let rest = line.get(start..).unwrap_or("").trim_matches([' ', '\t']);
    if !rest.is_empty() || cells.is_empty() {
        cells.push(rest);
    }
    cells
}

/// The lines of a table, the delimiter row behind the first. A row has as many cells as it is given.
pub fn aligned<S: AsRef<str>>(rows: &[Vec<S>], columns: &[Align]) -> Vec<String> {
    let mut widths = vec![NARROWEST; columns.len()];
    for row in rows {
        widths.resize(widths.len().max(row.len()), NARROWEST);
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.as_ref().width());
        }
    }
    let align = |at: usize| columns.get(at).copied().unwrap_or_default();
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let written = |row: &Vec<S>| {
        let cells = row.iter().zip(&widths).enumerate();
        line(cells.map(|(at, (cell, width))| align(at).padded(cell.as_ref(), *width)).collect())
    };
    let delimiters = columns.iter().zip(&widths).map(|(align, width)| align.delimiter(*width));
    let mut lines: Vec<String> = rows.iter().map(written).collect();
    lines.insert(lines.len().min(1), line(delimiters.collect()));
    lines
}

#[cfg(test)]
mod tests {
    use crate::notation::table::{Align, aligned, cells};

    #[test]
    fn a_bar_behind_a_backslash_is_no_end() {
        assert_eq!(cells(r"| a \| b | c |"), [r"a \| b", "c"]);
        assert_eq!(cells(r"| a \\| b"), [r"a \\", "b"]);
        assert_eq!(cells("||"), [""]);
        assert_eq!(cells("a | | b"), ["a", "", "b"]);
        assert_eq!(cells(""), [""]);
    }

    #[test]
    fn wide_letters_take_two_columns() {
        let rows = [vec!["Was", "n"], vec!["第1周", "1"], vec!["🚀 go", "22"]];
        let lines = aligned(&rows, &[Align::Unsaid, Align::Right]);
        assert_eq!(lines, ["| Was   |   n |", "| ----- | --: |", "| 第1周 |   1 |", "| 🚀 go |  22 |"]);
    }

    #[test]
    fn a_delimiter_row_says_the_sides() {
        assert_eq!(
            [" :-: ", "-", "--:", ":-", "", ":", "a"].map(Align::of),
            [Some(Align::Center), Some(Align::Unsaid), Some(Align::Right), Some(Align::Left), None, None, None]
        );
    }
}
