//! `milepost outline`: what is read of each file, as text or JSON.

pub mod shape;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use milepost_core::document::Document;
use milepost_core::ide::outline::{Outline, OutlineUnit, outline};
use milepost_core::text::strip_bom;

use crate::check::gather::read;
use crate::config::find;
use crate::outline::shape::File;
use crate::terminal::{self, fail, work};
use crate::uri::real_path;

/// Print what is read of plans: units, tasks, references
///
/// Exit code 0, or 2 where a file could not be read; the others are printed all the same.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// How it is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// The plans
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Which configuration holds.
    #[command(flatten)]
    pub source: find::Source,
}

/// How an outline is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// A JSON array, one object a file, in the order given
    Json,
}

/// Prints the outlines of the files that `options` name.
pub fn run(options: &Options) -> ExitCode {
    work(|| print(options))
}

fn print(options: &Options) -> ExitCode {
    let configuration = match options.source.configuration() {
        Ok(configuration) => configuration,
        Err(reason) => return fail(&reason),
    };
    let mut code = ExitCode::SUCCESS;
    let mut outlines: Vec<(String, Outline)> = Vec::new();
    let mut text = String::new();
    for path in &options.files {
        let shown = path.to_string_lossy();
        match read(path) {
            Ok(read) => {
                let applied = configuration.of(&real_path(path), &[]);
                let path_shown = Some(shown.replace('\\', "/"));
                let outline = outline(&Document::new(strip_bom(&read), applied.source(path_shown, None)));
                match options.format {
                    Format::Json => outlines.push((shown.into_owned(), outline)),
                    Format::Text => text.push_str(&to_text(path, &outline)),
                }
            }
            Err(reason) => code = fail(&format!("{shown}: {reason}")),
        }
    }
    if options.format == Format::Json {
        let files: Vec<File<'_>> = outlines.iter().map(|(path, outline)| File::new(path, outline)).collect();
        text = serde_json::to_string(&files).unwrap_or_default() + "\n";
    }
    match terminal::print(text.as_bytes()) {
        Ok(()) => code,
        Err(reason) => fail(&reason),
    }
}

fn to_text(path: &Path, outline: &Outline) -> String {
    let path = path.display();
    if !outline.plan {
        return format!("{path}: no plan\n");
    }
    let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let mut text = format!(
        "{path}: {} plan, {}, {} with an id, {}\n",
        outline.profile,
        count(outline.units.len(), "unit"),
        count(outline.tasks.len(), "task"),
        count(outline.references.len(), "reference"),
    );
    let width = outline.units.last().map_or(1, |it| it.line.to_string().len());
    for unit in &outline.units {
        let mut depth = 0;
        let mut parent = unit.parent;
        while let Some(line) = parent.filter(|_| depth < 12) {
            depth += 1;
            parent = outline.units.iter().find(|it| it.line == line && it.line < unit.line).and_then(|it| it.parent);
        }
        text.push_str(&format!("{:>width$}  {}{}\n", unit.line, "  ".repeat(depth), unit_line(unit)));
    }
    text
}

fn unit_line(unit: &OutlineUnit) -> String {
    let mut parts =
        vec![if unit.title.is_empty() { unit.label.clone() } else { format!("{}: {}", unit.label, unit.title) }];
    if let Some((kind, from, to)) = &unit.schedule {
        parts.push(match to {
            Some(to) if to == from => format!("{kind} {from}"),
            Some(to) => format!("{kind} {from}–{to}"),
            None => format!("{kind} {from} on"),
        });
    }
    parts.extend(unit.duration.clone());
    parts.extend(unit.status.clone());
    if unit.progress.1 > 0 {
        parts.push(format!("{}/{} tasks", unit.progress.0, unit.progress.1));
    }
    if !unit.acceptance.is_empty() {
        let lines: Vec<String> = unit.acceptance.iter().map(u32::to_string).collect();
        parts.push(format!("criteria in line {}", lines.join(", ")));
    }
    let after: Vec<&str> = unit.depends.iter().flat_map(|it| &it.on).map(String::as_str).collect();
    if !after.is_empty() {
        parts.push(format!("after {}", after.join(", ")));
    }
    parts.join(" · ")
}
