//! The `milepost` binary: the language server and the command line.

use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand};
use milepost::{check, config, diff, explain, generate, graph, next, outline};

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
    Diff(diff::Options),
    Explain(explain::Options),
    /// List the rules
    Rules,
    Outline(outline::Options),
    Next(next::Options),
    Graph(graph::Options),
    Config(config::command::Options),
    Init(config::init::Options),
    Completions(generate::CompletionsOptions),
    Man(generate::ManOptions),
    #[command(hide = true)]
    Generate(generate::GenerateOptions),
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

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Lsp(options) => lsp(&options),
        Command::Check(options) => check::run(&options),
        Command::Diff(options) => diff::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Rules => explain::run_rules(),
        Command::Outline(options) => outline::run(&options),
        Command::Next(options) => next::run(&options),
        Command::Graph(options) => graph::run(&options),
        Command::Config(options) => config::command::run(&options),
        Command::Init(options) => config::init::run(&options),
        Command::Completions(options) => generate::completions(&options, Cli::command()),
        Command::Man(options) => generate::man(&options, Cli::command()),
        Command::Generate(options) => generate::generate(&options, Cli::command()),
    }
}

fn lsp(options: &Lsp) -> ExitCode {
    let code = milepost::run::run(options.client_process, options.debug_requests);
    // Reading standard input blocks a thread that nobody can wake: it ends with the process.
    std::process::exit(code)
}
