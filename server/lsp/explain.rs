//! `milepost explain RULE` and `milepost rules`: the rules' own pages.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use milepost_core::lint;

/// Print a rule's page
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The rule's name, as findings show it
    pub rule: String,
}

/// Prints the page of a rule.
pub fn run(options: &Options) -> ExitCode {
    match lint::rule(&options.rule) {
        Some(rule) => print(&format!("# {}\n\nSeverity: {}\n\n{}", rule.name, rule.default_level(), rule.page())),
        None => {
            let near = lint::similar_rule(&options.rule);
            let hint = near.map_or_else(String::new, |rule| format!("; did you mean `{}`?", rule.name));
            let _ = writeln!(
                io::stderr(),
                "error: there is no rule `{}`{hint}\nhelp: `milepost rules` lists them all",
                options.rule
            );
            ExitCode::from(2)
        }
    }
}

/// Prints every rule with its severity and what it reports.
pub fn run_rules() -> ExitCode {
    let width = lint::rules().iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let lines = lint::rules()
        .iter()
        .map(|rule| format!("{:width$}  {:7}  {}\n", rule.name, rule.default_level(), rule.summary()));
    print(&lines.collect::<String>())
}

/// Writes to standard output, whose reader may have gone.
fn print(text: &str) -> ExitCode {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(2),
        _ => ExitCode::SUCCESS,
    }
}
