//! `milepost diff`: what slipped, came, went or was finished in the plans since a revision.

pub mod sides;
pub mod across;
pub mod words;
pub mod sentences;
pub mod text;
pub mod markdown;
pub mod json;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::check::{Color, STACK, is_coloured_on};
use crate::config::find::Source;
use crate::config::report::print_problems;
use crate::diff::sides::{Compared, compare};

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
    std::thread::scope(|scope| {
        let diff = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || diff(options));
        let done = diff.map_err(|error| error.to_string()).and_then(|it| it.join().map_err(|_| "panicked".to_owned()));
        done.unwrap_or_else(|error| fail(&format!("the comparison ended early: {error}")))
    })
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
    match printed {
        // Who reads the output may stop reading: `milepost diff main | head`.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            fail(&format!("the changes cannot be written: {error}"))
        }
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

fn fail(reason: &str) -> ExitCode {
    say(&format!("error: {reason}"));
    ExitCode::from(2)
}

/// A line on standard error; nobody may be there to read it.
fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
