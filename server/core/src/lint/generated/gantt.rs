//! Mermaid gantts: a fence for each axis that bars lie on, the calendar first.

use crate::lint::axis::{Axis, Bar};
use crate::lint::generated::mermaid::{self, Look, called, encoded, head, is_countable};
use crate::lint::generated::row::Row;
use crate::notation::status::Status;

/// The lines of the gantts of `rows`.
pub fn gantts(title: &str, rows: &[Row]) -> Vec<String> {
    let mut axes: Vec<Axis> = rows.iter().filter_map(|row| Some(row.bar.as_ref()?.axis)).collect();
    axes.sort();
    axes.dedup();
    let mut lines = Vec::new();
    for axis in axes {
        let drawn: Vec<(&Row, &Bar)> =
            rows.iter().filter_map(|row| Some((row, row.bar.as_ref()?))).filter(|(_, bar)| bar.axis == axis).collect();
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push("```mermaid".to_owned());
        lines.extend(gantt(title, axis, &drawn).lines().map(str::to_owned));
        lines.push("```".to_owned());
    }
    lines
}

fn gantt(title: &str, axis: Axis, rows: &[(&Row, &Bar)]) -> String {
    let from = rows.iter().map(|(_, bar)| bar.from).min().unwrap_or_default();
    let last = rows.iter().map(|(_, bar)| bar.to).max().unwrap_or_default();
    let is_counted = is_countable(axis, from, last);
    let mut text = head(title, axis, from, last);
    let mut number = 0;
    let mut is_inside = false;
    for (row, bar) in rows {
        let name = called(&row.label, &row.title);
        if row.is_section && row.depth == 0 {
            text.push_str(&format!("    section {}\n", encoded(&name, false)));
            is_inside = true;
            continue;
        }
        if is_inside && row.depth == 0 {
            text.push_str("    section Others\n");
            is_inside = false;
        }
        number += 1;
        // Without an end, or where the axis does not count, the name says when.
        let name = if is_counted && !bar.is_open { name } else { format!("{name} ({})", bar.said) };
        let to = if bar.is_open { last } else { bar.to };
        let look = Look { number, status: row.status.unwrap_or(Status::Todo), is_critical: false };
        text.extend(mermaid::bar(&name, look, axis, bar.from, to));
    }
    text
}
