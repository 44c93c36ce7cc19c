//! `check --statistics`: how many findings each rule has.

use std::collections::BTreeMap;
use std::io::{self, Write};

use milepost_core::lint;
use milepost_core::lint::rule::Applicability;
use serde::Serialize;

use crate::check::output::report::Report;

/// One rule's share.
#[derive(Serialize)]
struct Line {
    rule: &'static str,
    /// How many findings it has.
    count: usize,
    /// How many of them `--fix` mends.
    fixable: usize,
    #[serde(skip)]
    summary: &'static str,
}

/// Prints the rules with findings, those with most first.
pub fn print(report: &Report<'_>, as_json: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for entry in report.entries() {
        let is_safe = entry.fixes().first().is_some_and(|it| it.applicability == Applicability::Safe);
        let (count, fixable) = counts.entry(entry.finding.rule.name).or_default();
        *count += 1;
        *fixable += usize::from(is_safe);
    }
    let line = |(name, (count, fixable))| {
        let rule = lint::rule(name)?;
        Some(Line { rule: rule.name, count, fixable, summary: rule.summary() })
    };
    let mut lines: Vec<Line> = counts.into_iter().filter_map(line).collect();
    lines.sort_by_key(|it| (std::cmp::Reverse(it.count), it.rule));
    if as_json {
        serde_json::to_writer_pretty(&mut *out, &lines)?;
        return writeln!(out);
    }
    let width = lines.iter().map(|it| it.rule.len()).max().unwrap_or(0);
    let digits = lines.iter().map(|it| it.count.to_string().len()).max().unwrap_or(0);
    for it in lines {
        let mark = if it.fixable > 0 { "[*]" } else { "   " };
        writeln!(out, "{:>digits$}  {mark}  {:width$}  {}", it.count, it.rule, it.summary)?;
    }
    Ok(())
}
