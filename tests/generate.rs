//! Completions and manual pages: they say what the command line says, and shells and `man` can read them.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};

use support::folder::Folder;

fn milepost(arguments: &[&str]) -> (i32, String, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_milepost")).args(arguments).output().expect("milepost runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (run.status.code().unwrap_or(-1), text(&run.stdout), text(&run.stderr))
}

/// The commands that the help lists.
fn commands() -> Vec<String> {
    let (_, help, _) = milepost(&["--help"]);
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = listed.filter_map(|line| line.split_whitespace().next());
    names.filter(|it| *it != "help").map(str::to_owned).collect()
}

/// Whether a program is content, and what it says; nothing where it is missing.
fn run(program: &str, arguments: &[&str]) -> Option<(bool, String)> {
    let run = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    Some((
        run.status.success(),
        format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr)),
    ))
}

#[test]
fn completions_name_every_command_and_nothing_hidden() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, script, error) = milepost(&["completions", shell]);
        assert_eq!((code, error.as_str()), (0, ""), "{shell}");
        for command in commands() {
            assert!(script.contains(&command), "{shell}: {command}");
        }
        assert!(script.contains("stdin-filename"), "{shell}: options of a command");
        for hidden in ["generate", "debug-requests"] {
            assert!(!script.contains(hidden), "{shell}: {hidden}");
        }
    }
}

#[test]
fn shells_can_read_their_completions() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish"] {
        let (_, script, _) = milepost(&["completions", shell]);
        let file = folder.write(shell, script);
        let Some((is_read, said)) = run(shell, &["-n", &file.to_string_lossy()]) else { continue };
        assert!(is_read, "{shell}: {said}");
    }
}

#[test]
fn bash_completes_a_command_and_an_option() {
    let folder = Folder::new();
    let (_, script, _) = milepost(&["completions", "bash"]);
    let file = folder.write("milepost.bash", script);
    let complete = |words: &str| {
        let line = format!(
            "source '{}'; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _milepost milepost \"${{COMP_WORDS[-1]}}\" \"${{COMP_WORDS[-2]}}\"; echo \"${{COMPREPLY[*]}}\"",
            file.display()
        );
        run("bash", &["--norc", "-c", &line]).map(|(_, said)| said.trim().to_owned())
    };
    let Some(command) = complete("milepost expl") else { return };
    assert_eq!(command, "explain");
    assert_eq!(complete("milepost check --stdin").as_deref(), Some("--stdin-filename"));
    assert_eq!(complete("milepost check --color al").as_deref(), Some("always"));
}

#[test]
fn an_unknown_shell_is_an_error_that_names_the_known_ones() {
    let (code, out, error) = milepost(&["completions", "tcsh"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(error.contains("bash") && error.contains("fish"), "{error}");
}

#[test]
fn a_package_gets_a_page_for_every_command() {
    let folder = Folder::new();
    let into = folder.path.join("new/package");
    let (code, out, error) = milepost(&["generate", &into.to_string_lossy()]);
    assert_eq!((code, out.as_str(), error.as_str()), (0, "", ""));
    let names = |below: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(into.join(below)).expect("it was made");
        entries.map(|it| it.expect("it can be listed").file_name().to_string_lossy().into_owned()).collect()
    };
    let completions = ["_milepost", "_milepost.ps1", "milepost.bash", "milepost.elv", "milepost.fish"];
    assert_eq!(names("completions"), completions.map(str::to_owned).into());
    let pages = names("man");
    for command in commands() {
        assert!(pages.contains(&format!("milepost-{command}.1")), "{command} in {pages:?}");
    }
    assert!(pages.contains("milepost.1") && pages.contains("milepost-config-show.1"), "{pages:?}");
    assert!(!pages.iter().any(|it| it.contains("generate") || it.contains("help")), "{pages:?}");
    for page in &pages {
        let file = into.join("man").join(page);
        let Some((is_read, said)) = run("mandoc", &["-T", "lint", "-W", "error", &file.to_string_lossy()]) else {
            break;
        };
        assert!(is_read, "{page}: {said}");
    }
    // Once more, over what is there.
    assert_eq!(milepost(&["generate", &into.to_string_lossy()]).0, 0);
}

#[test]
fn a_page_tells_what_the_help_tells() {
    let (code, page, _) = milepost(&["man", "check"]);
    assert_eq!(code, 0);
    assert!(page.contains(".TH milepost-check 1"), "{page}");
    assert!(page.contains("milepost check") || page.contains("milepost\\ check"), "the synopsis: {page}");
    assert!(page.contains("Exit code 0: no findings"), "{page}");
    assert!(page.contains("stdin\\-filename"), "{page}");
    let (code, page, _) = milepost(&["man", "config", "show"]);
    assert_eq!(code, 0);
    assert!(page.contains(".TH milepost-config-show 1"), "{page}");
    assert!(milepost(&["man"]).1.contains(".TH milepost 1"));
}

#[test]
fn a_page_of_nothing_is_an_error_that_lists_what_there_is() {
    let (code, out, error) = milepost(&["man", "chekc"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(error.starts_with("error: there is no command `chekc`; there are: lsp, check, "), "{error}");
}

#[test]
fn a_folder_that_cannot_be_made_is_said() {
    let folder = Folder::new();
    let file = folder.write("file", "");
    let (code, _, error) = milepost(&["generate", &file.join("below").to_string_lossy()]);
    assert_eq!(code, 2);
    assert!(error.contains("below") && error.contains("cannot be written"), "{error}");
}
