//! `milepost init`: writes a `milepost.toml` with every setting as it comes, commented out.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use milepost_core::lint;

use crate::terminal::{fail, print, printed, say};

/// Where the project lives; nowhere unless the package says so.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// Write a milepost.toml with every setting in it, commented out
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Print it instead
    #[arg(long)]
    pub stdout: bool,
}

/// Writes it into this folder, where there is none.
pub fn run(options: &Options) -> ExitCode {
    let text = template();
    if options.stdout {
        return printed(print(text.as_bytes()));
    }
    let created = OpenOptions::new().write(true).create_new(true).open("milepost.toml");
    match created.and_then(|mut file| file.write_all(text.as_bytes())) {
        Ok(()) => {
            say("wrote milepost.toml");
            ExitCode::SUCCESS
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fail("there is a milepost.toml already; `milepost init --stdout` prints a new one")
        }
        Err(error) => fail(&format!("milepost.toml cannot be written: {error}")),
    }
}

/// The file that is written.
pub fn template() -> String {
    let schema = match REPOSITORY {
        "" => "./milepost.schema.json".to_owned(),
        address => format!("{address}/raw/main/docs/milepost.schema.json"),
    };
    let width = lint::rules().iter().map(|it| it.name.len()).max().unwrap_or(0);
    let rule = |it: &&lint::rule::Rule| {
        let value = format!("\"{}\"", it.default_level());
        format!("# {:width$} = {value:9}  # {}\n", it.name, it.summary())
    };
    let rules: String = lint::rules().iter().map(rule).collect();
    TEMPLATE.replace("{schema}", &schema).replace("{rules}", rules.trim_end())
}

const TEMPLATE: &str = r##"#:schema {schema}

# The settings of Milepost. It goes by the milepost.toml that stands nearest to a plan, in the plan's folder or above
# it. What is commented out here is as it comes. `milepost config show FILE` tells what holds for a file.

# Another configuration, whose settings hold where this one says nothing else.
# extend = "../milepost.toml"

# Which Markdown files are read, and which of them are left out. Globs count from this file's folder; one without a
# slash matches at any depth.
# include = ["**"]
# exclude = []

# The dialect of the plans. Unless it is given, each plan's own is recognised.
# profile = "generic"

# The severity of each rule: "error", "warning", "info", "hint", or "off". `milepost explain RULE` tells what it is for.
# [rules]
{rules}

# Other settings for some files. Where several match, the last one counts.
# [[overrides]]
# files = ["archive"]
# rules = { schedule-gap = "off" }
# profile = "generic"

# Words that your plans use beside the ones that are known: kinds of units, each with further words for it; labels of
# fields by what they announce; status words by what they say.
# [vocabulary]
# units = { lap = ["Umlauf"] }
# fields = { acceptance = ["We are happy when"] }
# statuses = { done = ["in the wild"] }

# How the plans' weeks lie in the calendar, and how much fits into one sprint.
# [schedule]
# start = 2026-01-05
# week-start = "monday"
# holidays = []
# capacity = { points = 30, hours = 80, days = 10 }

# Where #61 and PROJ-1 lead.
# [tracker]
# issue = "https://example.org/issues/{number}"
# prefixes = { PROJ = "https://example.org/browse/{id}" }
"##;
