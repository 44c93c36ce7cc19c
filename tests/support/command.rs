//! The command line as a user runs it in a folder, without a terminal.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use super::folder::Folder;

/// Runs milepost in `folder`.
pub fn milepost(folder: &Folder, arguments: &[&str]) -> Output {
    command(folder, arguments).stdin(Stdio::null()).output().unwrap()
}

/// Runs it with `input` to read.
pub fn with_input(folder: &Folder, arguments: &[&str], input: &str) -> Output {
    let mut command = command(folder, arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn command(folder: &Folder, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_milepost"));
    command.current_dir(&folder.path).args(arguments).env_remove("NO_COLOR");
    command
}

/// What it printed.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it said beside.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Everything that it said, to be compared.
pub fn all(output: &Output) -> String {
    format!("{}{}exit {}\n", stdout(output), stderr(output), output.status.code().unwrap_or(-1))
}
