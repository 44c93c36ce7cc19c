//! `check --diff`: what `--fix` would change, as a unified diff.

use std::io::{self, Write};

use milepost_core::lint::mending::Mended;
use similar::TextDiff;

use crate::check::gather::Gathered;

/// Lines of the document around a change.
const CONTEXT: usize = 3;

/// Prints the difference of every document that was mended; how many there are.
pub fn print(gathered: &Gathered, mended: &Mended, coloured: bool, out: &mut dyn Write) -> io::Result<usize> {
    let mut changed: Vec<(&str, &String, String)> = Vec::new();
    for (file, before) in &mended.before {
        let after: String =
            gathered.snapshot.document(*file).map(|it| it.text().chunks().collect()).unwrap_or_default();
        if after != *before {
            changed.push((gathered.shown(*file), before, after));
        }
    }
    changed.sort();
    for (path, before, after) in &changed {
        let diff = TextDiff::from_lines(before.as_str(), after.as_str());
        let text = diff.unified_diff().context_radius(CONTEXT).header(path, path).to_string();
        for line in text.split_inclusive('\n') {
            let colour = match line.as_bytes().first() {
                Some(b'+') => "32",
                Some(b'-') => "31",
                Some(b'@') => "36",
                _ => "",
            };
            match coloured && !colour.is_empty() {
                true => writeln!(out, "\u{1b}[{colour}m{}\u{1b}[0m", line.trim_end_matches('\n'))?,
                false => out.write_all(line.as_bytes())?,
            }
        }
    }
    Ok(changed.len())
}
