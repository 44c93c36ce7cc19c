//! `milepost next`: what can be worked on now, and what waits for what.

pub mod agenda;
pub mod json;
pub mod text;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::next::agenda::agenda;
use crate::plans::{Paths, Plans, print_plans};
use crate::terminal::{Color, is_coloured_on};

/// List what can be worked on now, and what waits for what
///
/// Units in progress come first, then those whose predecessors are done, then what is blocked. Done, cancelled and
/// deferred work is left out. Exit code 0, or 2 where something could not be read.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Which plans.
    #[command(flatten)]
    pub paths: Paths,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// So many units or tasks of each kind: in progress, ready, blocked [default: 10; JSON: all]
    #[arg(long, value_name = "COUNT", conflicts_with = "all")]
    pub limit: Option<usize>,
    /// Everything, with every open task
    #[arg(long)]
    pub all: bool,
    /// Only units of this owner, or inside one of theirs; a part of the name is enough
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// The day that it is, for what is due: 2026-01-31 [default: the clock's]
    #[arg(long, value_name = "DATE")]
    pub today: Option<Date>,
    /// When to print in colour; NO_COLOR counts for `auto`
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
}

/// How it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// One JSON object
    Json,
}

/// So many units of each kind a person reads.
const DEFAULT_LIMIT: usize = 10;

/// Prints what can be worked on in the plans that `options` name.
pub fn run(options: &Options) -> ExitCode {
    print_plans(&options.paths, options.today, |plans, out| {
        let wanted = Wanted {
            format: options.format,
            limit: options.limit,
            all: options.all,
            owner: options.owner.as_deref(),
            colour: is_coloured_on(options.color, &io::stdout()),
        };
        list(plans, &wanted, out)
    })
}

/// Which part of what can be worked on, and how it is printed.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// How it is printed.
    pub format: Format,
    /// So many of each kind; none for what is common.
    pub limit: Option<usize>,
    /// Everything.
    pub all: bool,
    /// Only units of this owner.
    pub owner: Option<&'a str>,
    /// In colour.
    pub colour: bool,
}

/// Prints what can be worked on in `plans`.
///
/// # Errors
/// Where `out` cannot be written.
pub fn list(plans: &Plans, wanted: &Wanted<'_>, out: &mut dyn Write) -> io::Result<()> {
    let agenda = agenda(plans, wanted.owner);
    match wanted.format {
        Format::Json => json::print(plans, &agenda, wanted.limit.unwrap_or(usize::MAX), out),
        Format::Text => {
            let limit = if wanted.all { usize::MAX } else { wanted.limit.unwrap_or(DEFAULT_LIMIT) };
            text::print(plans, &agenda, &text::Manner { limit, all: wanted.all, colour: wanted.colour }, out)
        }
    }
}
