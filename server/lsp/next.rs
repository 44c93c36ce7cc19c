//! `milepost next`: what can be worked on now, and what waits for what.

pub mod agenda;
pub mod json;
pub mod text;

use std::io;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::check::{Color, is_coloured_on};
use crate::next::agenda::agenda;
use crate::plans::{Paths, print_plans};

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
        let agenda = agenda(plans, options.owner.as_deref());
        match options.format {
            Format::Json => json::print(plans, &agenda, options.limit.unwrap_or(usize::MAX), out),
            Format::Text => {
                let limit = if options.all { usize::MAX } else { options.limit.unwrap_or(DEFAULT_LIMIT) };
                let colour = is_coloured_on(options.color, &io::stdout());
                text::print(plans, &agenda, &text::Manner { limit, all: options.all, colour }, out)
            }
        }
    })
}
