//! The `milepost` binary: the language server and the command line.

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use milepost::{check, explain};

/// A language server for plan documents, and a checker for the command line.
#[derive(Parser)]
#[command(name = "milepost", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve an editor over standard input and output
    Lsp(Lsp),
    Check(check::Options),
    Explain(explain::Options),
    /// List the rules
    Rules,
    /// Print what is read of plans
    Outline(Outline),
}

#[derive(Args)]
struct Lsp {
    /// Communicate over standard input and output; there is no other way
    #[arg(long)]
    stdio: bool,
    /// End when this process does
    #[arg(long = "clientProcessId", alias = "client-process-id", value_name = "PID")]
    client_process: Option<u32>,
    /// Offer the requests that the server's own tests use
    #[arg(long, hide = true)]
    debug_requests: bool,
}

#[derive(Args)]
struct Outline {
    /// How to print it
    #[arg(long, value_parser = ["json"], default_value = "json")]
    format: String,
    /// The plans
    #[arg(required = true)]
    files: Vec<String>,
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Lsp(options) => lsp(&options),
        Command::Check(options) => check::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Rules => explain::run_rules(),
        Command::Outline(options) => milepost::outline::run(&options.files),
    }
}

fn lsp(options: &Lsp) -> ExitCode {
    let code = milepost::run::run(options.client_process, options.debug_requests);
    // Reading standard input blocks a thread that nobody can wake: it ends with the process.
    std::process::exit(code)
}
