//! The schedule table: a row a unit, and the columns that the plan can fill.

use jiff::civil::Date;

use crate::lint::generated::row::Row;
use crate::notation::table::{Align, aligned};

/// The lines of the table.
pub fn table(rows: &[Row]) -> Vec<String> {
    let mut columns: Vec<(String, Vec<String>)> = Vec::new();
    columns.push((head(rows), rows.iter().map(name).collect()));
    let mut add = |head: &str, cell: &dyn Fn(&Row) -> String| {
        let cells: Vec<String> = rows.iter().map(cell).collect();
        if cells.iter().any(|it| !it.is_empty()) {
            columns.push((head.to_owned(), cells));
        }
    };
    add("When", &|row| row.bar.as_ref().map(|bar| bar.said.clone()).unwrap_or_default());
    add("Dates", &|row| row.dates.map(dates).unwrap_or_default());
    add("Status", &|row| row.status.map(|it| it.to_string()).unwrap_or_default());
    add("Depends on", &|row| row.after.iter().map(|it| plain(it)).collect::<Vec<_>>().join(", "));
    let mut lines = vec![columns.iter().map(|it| it.0.clone()).collect::<Vec<_>>()];
    for at in 0..rows.len() {
        lines.push(columns.iter().map(|(_, cells)| cells.get(at).cloned().unwrap_or_default()).collect());
    }
    aligned(&lines, &vec![Align::Unsaid; columns.len()])
}

/// What the first column is called: what all labels begin with, or `Unit`.
fn head(rows: &[Row]) -> String {
    let word = |row: &Row| row.label.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_owned();
    let first = rows.first().map(word).unwrap_or_default();
    let is_common = first.chars().count() > 2 && rows.iter().all(|row| word(row) == first);
    if is_common { first } else { "Unit".to_owned() }
}

fn name(row: &Row) -> String {
    let label = plain(&row.label);
    if row.title.is_empty() { label } else { format!("{label}: {}", plain(&row.title)) }
}

fn dates((first, last): (Date, Option<Date>)) -> String {
    last.map_or_else(|| format!("from {first} on"), |last| format!("{first} to {last}"))
}

/// A user's words in a cell: nothing in them means anything to Markdown.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is_special = match c {
            '\\' | '|' | '`' | '*' | '<' | '[' | ']' | '~' => true,
            // Between letters it is one of them: `snake_case`.
            '_' => {
                let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                let (before, behind) = (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
                !is_letter(before.chars().next_back()) || !is_letter(behind.chars().next())
            }
            _ => false,
        };
        if is_special {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}
