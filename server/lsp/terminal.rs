//! The terminal: what every command does with its stack, its streams and its exit code.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::ValueEnum;

/// Enough for any nesting that a document may hold: documents are read by recursion. In bytes.
pub const STACK: usize = 32 << 20;

/// When to print in colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Whether to print in colour there.
pub fn is_coloured_on(color: Color, to: &impl IsTerminal) -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
            to.is_terminal() && !is_set("NO_COLOR") && !dumb
        }
    }
}

/// Does a command's work on a thread with a [`STACK`] of its own; a panic is an error like others.
pub fn work(work: impl FnOnce() -> ExitCode + Send) -> ExitCode {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let done = thread.map_err(|error| error.to_string());
        let done = done.and_then(|it| it.join().map_err(|_| "panicked".to_owned()));
        done.unwrap_or_else(|error| fail(&format!("it ended early: {error}")))
    })
}

/// A line on standard error; nobody may be there to read it.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Says what went wrong; the exit code for usage, configuration, and reading and writing.
pub fn fail(reason: &str) -> ExitCode {
    say(&format!("error: {reason}"));
    ExitCode::from(2)
}

/// Prints to standard output; why it could not, otherwise.
pub fn print(text: &[u8]) -> Result<(), String> {
    let mut out = io::stdout().lock();
    written(out.write_all(text).and_then(|()| out.flush()))
}

/// How writing to standard output went. Who reads it may stop reading, `milepost next | head`: that is no failure.
pub fn written(result: io::Result<()>) -> Result<(), String> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("the output cannot be written: {error}"))
        }
        _ => Ok(()),
    }
}

/// The exit code of a command that only prints.
pub fn printed(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => fail(&reason),
    }
}
