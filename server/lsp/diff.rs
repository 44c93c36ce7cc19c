//! `milepost diff`: what slipped, came, went or was finished in the plans since a revision.

pub mod sides;
pub mod across;
pub mod words;
pub mod sentences;
pub mod text;
pub mod markdown;
pub mod json;

use std::io::{self};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::config::find::Source;
use crate::config::report::print_problems;
use crate::diff::sides::{Compared, compare};
use crate::terminal::{Color, fail, is_coloured_on, say, work, written};

/// Tell what changed in the plans since a revision: what slipped, was added, dropped, finished or re-estimated
///
/// Compares the plans at REF with the files as they stand, those that git does not know yet among them. Exit code 0,
/// or 2 where something could not be compared; see --exit-code.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// A branch, tag or commit
    #[arg(value_name = "REF", allow_hyphen_values = true)]
    pub revision: String,
    /// Only these files and folders [default: the whole repository]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Count from where the history of REF and this one parted
    #[arg(long)]
    pub merge_base: bool,
    /// End with exit code 1 where something changed
    #[arg(long)]
    pub exit_code: bool,
    /// When to print in colour; NO_COLOR counts for `auto`
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
    /// Which configuration holds.
    #[command(flatten)]
    pub source: Source,
}

/// How the changes are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For a comment or a page
    Markdown,
    /// One JSON object
    Json,
}

/// Prints what changed since the revision that `options` name.
pub fn run(options: &Options) -> ExitCode {
    work(|| diff(options))
}

fn diff(options: &Options) -> ExitCode {
    let configuration = match options.source.configuration() {
        Ok(configuration) => configuration,
        Err(reason) => return fail(&reason),
    };
    let compared = match compare(options, &configuration) {
        Ok(compared) => compared,
        Err(reason) => return fail(&reason),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = match options.format {
        Format::Text => text::print(&compared, is_coloured_on(options.color, &io::stdout()), &mut out),
        Format::Markdown => markdown::print(&compared, &mut out),
        Format::Json => json::print(&compared, &mut out),
    };
    let is_sound = print_problems(&configuration.chains(), is_coloured_on(options.color, &io::stderr()));
    for message in &compared.refused {
        say(&format!("error: {message}"));
    }
    if compared.plans.is_empty() {
        say(&nothing(&compared));
    }
    match written(printed) {
        Err(reason) => fail(&reason),
        _ if !is_sound || !compared.refused.is_empty() => ExitCode::from(2),
        _ => ExitCode::from(u8::from(options.exit_code && !compared.plans.is_empty())),
    }
}

/// Why there is nothing to tell.
fn nothing(compared: &Compared) -> String {
    let revision = &compared.revision;
    match compared.seen {
        0 => format!("no plan was touched since {revision}"),
        1 => format!("one plan was touched since {revision}, and says the same as then"),
        seen => format!("{seen} plans were touched since {revision}, and say the same as then"),
    }
}
