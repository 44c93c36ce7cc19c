//! `--output`: in which formats findings are printed, and where to.

pub mod concise;
pub mod full;
pub mod github;
pub mod gitlab;
pub mod grouped;
pub mod json;
pub mod json_lines;
pub mod junit;
pub mod rdjson;
pub mod report;
pub mod sarif;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::check::output::report::Report;
use crate::check::statistics;
use crate::replace::{reason, replace};
use crate::scan::has_markdown_name;
use crate::terminal::written;
use crate::uri::real_path;

/// How findings are printed, and where to.
#[derive(Args, Clone, Debug, Default)]
pub struct Outputs {
    /// How findings are printed, into a file if one is named; may be given several times [default: full]
    ///
    /// Formats: full, concise, grouped, json, json-lines, sarif, github, gitlab, junit, rdjson. `--output sarif=FILE`
    /// writes a file, anything else goes to standard output, which takes one format.
    #[arg(long = "output", value_name = "FORMAT[=FILE]", value_parser = parsed)]
    wanted: Vec<Output>,
}

/// One `--output`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// How.
    pub format: Format,
    /// Into which file; none for standard output.
    pub file: Option<PathBuf>,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, with the source line
    Full,
    /// One line a finding
    Concise,
    /// By file
    Grouped,
    /// A JSON array
    Json,
    /// A JSON object a line
    JsonLines,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// GitLab's Code Quality report
    Gitlab,
    /// JUnit's XML, for test reports
    Junit,
    /// reviewdog's JSON
    Rdjson,
}

impl Format {
    /// Whether people read it rather than programs.
    pub fn is_for_people(self) -> bool {
        matches!(self, Format::Full | Format::Concise | Format::Grouped)
    }

    fn name(self) -> String {
        self.to_possible_value().map(|it| it.get_name().to_owned()).unwrap_or_default()
    }
}

impl Outputs {
    /// What is to be printed where.
    pub fn all(&self) -> Vec<Output> {
        if self.wanted.is_empty() { vec![Output { format: Format::Full, file: None }] } else { self.wanted.clone() }
    }

    /// Whether standard output is left to people: nothing but them reads what is said beside the findings.
    pub fn is_for_people(&self) -> bool {
        self.all().iter().all(|it| it.file.is_some() || it.format.is_for_people())
    }

    /// Writes `report` to the files that are named; what went wrong.
    pub fn print_files(&self, report: &Report<'_>) -> Vec<String> {
        let files = self.wanted.iter().filter_map(|it| Some((it.format, it.file.as_deref()?)));
        files.filter_map(|(format, file)| write_file(format, report, file).err()).collect()
    }

    /// Prints how many findings each rule has to standard output, and `report` to the files; what went wrong.
    pub fn print_statistics(&self, report: &Report<'_>) -> Vec<String> {
        let as_json = self.wanted.iter().any(|it| it.file.is_none() && it.format == Format::Json);
        let mut out = io::BufWriter::new(io::stdout().lock());
        let printed = written(statistics::print(report, as_json, &mut out).and_then(|()| out.flush())).err();
        printed.into_iter().chain(self.print_files(report)).collect()
    }

    /// Why the outputs cannot all be had, if they cannot.
    pub fn conflict(&self) -> Option<String> {
        let mut to_stdout = self.wanted.iter().filter(|it| it.file.is_none());
        if let (Some(one), Some(other)) = (to_stdout.next(), to_stdout.next()) {
            let (one, other) = (one.format.name(), other.format.name());
            return Some(format!(
                "--output {one} and --output {other} both go to standard output; name a file for one of them: \
                 --output {other}=FILE"
            ));
        }
        let mut files = BTreeSet::new();
        let twice = self.wanted.iter().filter_map(|it| it.file.as_deref()).find(|it| !files.insert(real(it)))?;
        Some(format!("two outputs go to {}; name another file for one of them", twice.display()))
    }
}

/// The file itself, however its path is written.
fn real(path: &Path) -> PathBuf {
    real_path(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

fn parsed(argument: &str) -> Result<Output, String> {
    let (name, file) = argument.split_once('=').map_or((argument, None), |(name, file)| (name, Some(file)));
    let Some(format) = Format::value_variants().iter().copied().find(|it| it.name() == name) else {
        let names: Vec<String> = Format::value_variants().iter().map(|it| it.name()).collect();
        return Err(format!("no format is called {name:?}; there are {}", names.join(", ")));
    };
    match file {
        Some("") => Err(format!("a file's name is missing behind `{name}=`")),
        Some("-") | None => Ok(Output { format, file: None }),
        Some(file) => Ok(Output { format, file: Some(PathBuf::from(file)) }),
    }
}

/// Prints wherever `outputs` say: `all` to programs and files, `shown` to people; what went wrong. One output that fails
/// keeps no other from being printed.
pub fn print(outputs: &Outputs, all: &Report<'_>, shown: &Report<'_>, is_coloured: bool) -> Vec<String> {
    let mut failures = Vec::new();
    for output in outputs.all() {
        let printed = match &output.file {
            None => {
                let mut out = io::BufWriter::new(io::stdout().lock());
                let printed = match output.format.is_for_people() {
                    true => write(output.format, shown, is_coloured, &mut out),
                    false => write(output.format, all, is_coloured, &mut out),
                };
                written(printed.and_then(|()| out.flush()))
            }
            Some(file) => write_file(output.format, all, file),
        };
        failures.extend(printed.err());
    }
    failures
}

fn write_file(format: Format, report: &Report<'_>, path: &Path) -> Result<(), String> {
    let failed = |reason: &str| format!("{}: the findings cannot be written there: {reason}", path.display());
    if has_markdown_name(path) && report.checks(path) {
        return Err(failed("it is one of the plans that are checked"));
    }
    replace(path, |out| write(format, report, false, out)).map_err(|error| failed(&reason(&error)))
}

fn write(format: Format, report: &Report<'_>, is_coloured: bool, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Full => full::print(report, is_coloured, out),
        Format::Concise => concise::print(report, is_coloured, out),
        Format::Grouped => grouped::print(report, is_coloured, out),
        Format::Json => json::print(report, out),
        Format::JsonLines => json_lines::print(report, out),
        Format::Sarif => sarif::print(report, out),
        Format::Github => github::print(report, out),
        Format::Gitlab => gitlab::print(report, out),
        Format::Junit => junit::print(report, out),
        Format::Rdjson => rdjson::print(report, out),
    }
}
