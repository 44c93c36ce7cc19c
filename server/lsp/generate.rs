//! `milepost completions`, `milepost man` and `milepost generate`: what the shell and `man` know of the command line.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Command, ValueEnum};
use clap_complete::Shell;
use clap_mangen::Man;

use crate::terminal::{fail, print, printed};

/// Print the completions of a shell
///
/// For instance, in the shell's start-up file: `source <(milepost completions bash)`. For zsh, write them to a file
/// `_milepost` in a folder of `fpath`; for fish, to `~/.config/fish/completions/milepost.fish`.
#[derive(Args, Clone, Debug)]
pub struct CompletionsOptions {
    /// The shell
    pub shell: Shell,
}

/// Print the manual page, or that of a command
///
/// To read it: `milepost man check | man -l -`.
#[derive(Args, Clone, Debug)]
pub struct ManOptions {
    /// The command, such as `check` or `config show` [default: milepost itself]
    #[arg(value_name = "COMMAND")]
    pub path: Vec<String>,
}

/// Write the completions of every shell and every manual page, for a package
#[derive(Args, Clone, Debug)]
pub struct GenerateOptions {
    /// The folder in which `completions` and `man` are made, or written over
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
}

/// Prints the completions of one shell.
pub fn completions(options: &CompletionsOptions, command: Command) -> ExitCode {
    printed(print(&completion(options.shell, &command)))
}

/// Prints one manual page.
pub fn man(options: &ManOptions, command: Command) -> ExitCode {
    let pages = pages(command);
    let wanted: Vec<&str> = options.path.iter().flat_map(|it| it.split_whitespace()).collect();
    let name = ["milepost"].iter().chain(&wanted).copied().collect::<Vec<_>>().join("-");
    match pages.iter().find(|it| page_name(it) == name) {
        Some(page) => match rendered(page) {
            Ok(text) => printed(print(&text)),
            Err(error) => fail(&format!("the page cannot be made: {error}")),
        },
        None => {
            let names: Vec<&str> = pages.iter().filter_map(|it| page_name(it).strip_prefix("milepost-")).collect();
            let names = names.join(", ").replace('-', " ");
            fail(&format!("there is no command `{}`; there are: {names}", wanted.join(" ")))
        }
    }
}

/// Writes everything into a folder.
pub fn generate(options: &GenerateOptions, command: Command) -> ExitCode {
    let completions = options.folder.join("completions");
    let man = options.folder.join("man");
    let write = || -> Result<(), (PathBuf, io::Error)> {
        for folder in [&completions, &man] {
            fs::create_dir_all(folder).map_err(|error| (folder.clone(), error))?;
        }
        for shell in Shell::value_variants() {
            write(&completions.join(file_name(*shell)), &completion(*shell, &command))?;
        }
        for page in pages(command) {
            let path = man.join(format!("{}.1", page_name(&page)));
            write(&path, &rendered(&page).map_err(|error| (path.clone(), error))?)?;
        }
        Ok(())
    };
    match write() {
        Ok(()) => ExitCode::SUCCESS,
        Err((path, error)) => fail(&format!("{}: cannot be written: {error}", path.display())),
    }
}

/// The name under which a shell looks for the completions of `milepost`.
fn file_name(shell: Shell) -> &'static str {
    match shell {
        Shell::Bash => "milepost.bash",
        Shell::Elvish => "milepost.elv",
        Shell::Fish => "milepost.fish",
        Shell::PowerShell => "_milepost.ps1",
        Shell::Zsh => "_milepost",
        _ => "milepost.completions",
    }
}

fn completion(shell: Shell, command: &Command) -> Vec<u8> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut shown(command), "milepost", &mut text);
    text
}

/// The command as far as its help shows it: clap offers what is hidden, too.
fn shown(command: &Command) -> Command {
    let name = command.get_name().to_owned();
    let about = command.get_about().cloned().unwrap_or_default();
    let arguments = command.get_arguments().filter(|it| !it.is_hide_set());
    let below = command.get_subcommands().filter(|it| !it.is_hide_set());
    let shown = Command::new(name).about(about).args(arguments).subcommands(below.map(shown));
    match command.get_version() {
        Some(version) => shown.version(version.to_owned()),
        None => shown,
    }
}

/// The command and all below it that are shown, each with its page's name as display name: `milepost-config-show`.
fn pages(command: Command) -> Vec<Command> {
    // Every page would repeat `help`, which says less than the page itself.
    let mut top = command.disable_help_subcommand(true);
    top.build();
    let mut open = vec![top];
    let mut pages = Vec::new();
    while let Some(next) = open.pop() {
        let below: Vec<Command> = next.get_subcommands().filter(|it| !it.is_hide_set()).cloned().collect();
        open.extend(below.into_iter().rev());
        pages.push(next);
    }
    pages
}

/// The name of a page, without its section.
fn page_name(page: &Command) -> &str {
    page.get_display_name().unwrap_or(page.get_name())
}

fn rendered(page: &Command) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    let source = concat!("milepost ", env!("CARGO_PKG_VERSION"));
    Man::new(page.clone()).source(source).manual("Milepost").render(&mut text)?;
    Ok(text)
}

fn write(path: &Path, text: &[u8]) -> Result<(), (PathBuf, io::Error)> {
    fs::write(path, text).map_err(|error| (path.to_owned(), error))
}
