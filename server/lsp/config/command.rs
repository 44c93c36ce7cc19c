//! `milepost config`: shows what holds, and prints the schema of `milepost.toml`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};

use crate::config::find::Source;
use crate::config::report::print_problems;
use crate::config::schema::schema;
use crate::config::show::effective;
use crate::terminal::{self, Color, fail, is_coloured_on};
use crate::uri::real_path;

/// Show the settings of a file, or the schema of milepost.toml
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// What is wanted.
    #[command(subcommand)]
    pub command: Command,
}

/// What is wanted of the configuration.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Print what holds for a file, each setting with the line that says it
    Show(Show),
    /// Print the JSON Schema of milepost.toml
    Schema,
}

/// What is to be shown.
#[derive(Args, Clone, Debug)]
pub struct Show {
    /// The file [default: this folder, without the overrides for some files]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Which configuration holds.
    #[command(flatten)]
    pub source: Source,
}

/// How settings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// A JSON object
    Json,
}

/// Does what is wanted.
pub fn run(options: &Options) -> ExitCode {
    match &options.command {
        Command::Show(options) => show(options),
        Command::Schema => print(&format!("{:#}\n", schema()), true),
    }
}

fn show(options: &Show) -> ExitCode {
    let configuration = match options.source.configuration() {
        Ok(configuration) => configuration,
        Err(reason) => {
            // Nobody may be there to read it.
            let _ = writeln!(io::stderr(), "error: {reason}");
            return ExitCode::from(2);
        }
    };
    let path = real_path(&std::path::absolute(options.file.as_deref().unwrap_or(Path::new("."))).unwrap_or_default());
    let chain = configuration.chain(&path, &[]);
    let is_sound = print_problems(chain.as_slice(), is_coloured_on(Color::Auto, &io::stderr()));
    let file = Some(path.as_path()).filter(|it| options.file.is_some() && !it.is_dir());
    let effective = effective(chain.as_deref(), file);
    match options.format {
        Format::Text => print(&effective.text(), is_sound),
        Format::Json => match serde_json::to_string_pretty(&effective) {
            Ok(json) => print(&format!("{json}\n"), is_sound),
            Err(_) => ExitCode::from(2),
        },
    }
}

fn print(text: &str, is_sound: bool) -> ExitCode {
    match terminal::print(text.as_bytes()) {
        Ok(()) => ExitCode::from(if is_sound { 0 } else { 2 }),
        Err(reason) => fail(&reason),
    }
}
