//! `milepost explain RULE` and `milepost rules`: the rules' own pages.

use std::process::ExitCode;

use clap::Args;
use milepost_core::lint;

use crate::terminal::{fail, print, printed};

/// Print a rule's page
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The rule's name, as findings show it
    pub rule: String,
}

/// Prints the page of a rule.
pub fn run(options: &Options) -> ExitCode {
    match lint::rule(&options.rule) {
        Some(rule) => {
            let page = format!("# {}\n\nSeverity: {}\n\n{}", rule.name, rule.default_level(), rule.page());
            printed(print(page.as_bytes()))
        }
        None => {
            let near = lint::similar_rule(&options.rule);
            let hint = near.map_or_else(String::new, |rule| format!("; did you mean `{}`?", rule.name));
            fail(&format!("there is no rule `{}`{hint}\nhelp: `milepost rules` lists them all", options.rule))
        }
    }
}

/// Prints every rule with its severity and what it reports.
pub fn run_rules() -> ExitCode {
    let width = lint::rules().iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let lines = lint::rules()
        .iter()
        .map(|rule| format!("{:width$}  {:7}  {}\n", rule.name, rule.default_level(), rule.summary()));
    printed(print(lines.collect::<String>().as_bytes()))
}
