//! `milepost graph`: what waits for what, as a picture or as JSON.

pub mod ids;
pub mod drawing;
pub mod dot;
pub mod json;
pub mod mermaid;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::graph::drawing::Drawing;
use crate::plans::{Paths, Plans, print_plans};

/// Draw what waits for what, with the critical path
///
/// Drawn are the units of the plans, and of those that they depend on; what is done, blocked, critical, in a circle or
/// defined nowhere is marked. Exit code 0, or 2 where something could not be read.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Which plans.
    #[command(flatten)]
    pub paths: Paths,
    /// How it is drawn
    #[arg(long, value_enum, default_value_t = Format::Mermaid)]
    pub format: Format,
    /// Draw tasks too: those that have an id, or wait for something
    #[arg(long)]
    pub tasks: bool,
}

/// How it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A Mermaid flowchart, for a fence in Markdown
    Mermaid,
    /// For Graphviz: `milepost graph --format dot | dot -Tsvg`
    Dot,
    /// One JSON object
    Json,
}

/// Draws the plans that `options` name.
pub fn run(options: &Options) -> ExitCode {
    print_plans(&options.paths, None, |plans, out| draw(plans, options.format, options.tasks, out))
}

/// Draws `plans`, with tasks where they are wanted.
///
/// # Errors
/// Where `out` cannot be written.
pub fn draw(plans: &Plans, format: Format, tasks: bool, out: &mut dyn Write) -> io::Result<()> {
    let drawing = Drawing::of(plans, tasks);
    match format {
        Format::Mermaid => mermaid::print(&drawing, out),
        Format::Dot => dot::print(&drawing, out),
        Format::Json => json::print(plans, &drawing, out),
    }
}
