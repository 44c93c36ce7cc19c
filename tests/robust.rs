//! `milepost check` on a disk that is no friend: each such file gives one message, and the rest is checked.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::fs::File;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Command, Output};

use support::command::{milepost, stderr, stdout};
use support::folder::Folder;

const PLAN: &str = "\
# Release plan

## Sprint 1: Import (Weeks 1-2)

- Acceptance: every page is there.

## Sprint 2: Search (Weeks 2-3)

- Acceptance: every page is found by its title.
";

fn check(folder: &Folder, arguments: &[&str]) -> Output {
    milepost(folder, &[&["check", "--output", "concise"], arguments].concat())
}

/// `name` is refused with one message that holds `reason`, and the plan beside it is checked.
fn is_refused(folder: &Folder, name: &str, reason: &str) {
    folder.write("plan.md", PLAN);
    let output = check(folder, &[name, "plan.md"]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(said.matches(name).count(), 1, "{said}");
    assert!(said.contains(&format!("error: {name}: ")) && said.contains(reason), "{said}");
    assert!(stdout(&output).contains("plan.md:7:"), "{}", stdout(&output));
}

/// A folder that holds such a file is checked all the same, and ends.
fn the_folder_is_checked(folder: &Folder) {
    folder.write("plan.md", PLAN);
    let output = check(folder, &[]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stdout(&output).contains("plan.md:7:"));
}

fn make_pipe(folder: &Folder, name: &str) {
    assert!(Command::new("mkfifo").arg(folder.path.join(name)).status().unwrap().success());
}

#[test]
fn a_file_that_is_gone() {
    is_refused(&Folder::new(), "gone.md", "there is no such file");
}

#[test]
fn a_pipe_without_a_writer() {
    let folder = Folder::new();
    make_pipe(&folder, "pipe.md");
    is_refused(&folder, "pipe.md", "is no regular file");
    the_folder_is_checked(&folder);
}

#[test]
fn links_that_lead_nowhere_or_in_a_circle() {
    let folder = Folder::new();
    symlink("one.md", folder.path.join("two.md")).unwrap();
    symlink("two.md", folder.path.join("one.md")).unwrap();
    is_refused(&folder, "one.md", "");
    symlink(".", folder.path.join("circle")).unwrap();
    symlink("nothing.md", folder.path.join("dangling.md")).unwrap();
    is_refused(&folder, "dangling.md", "there is no such file");
    the_folder_is_checked(&folder);
}

#[test]
fn a_file_of_a_gigabyte() {
    let folder = Folder::new();
    File::create(folder.path.join("huge.md")).unwrap().set_len(1 << 30).unwrap();
    is_refused(&folder, "huge.md", "is larger than 64 MB");
    the_folder_is_checked(&folder);
}

#[test]
fn bytes_that_are_no_text() {
    let folder = Folder::new();
    folder.write("latin.md", b"# Plan\n\n## Sprint 1: Caf\xe9\n");
    is_refused(&folder, "latin.md", "is not UTF-8 (byte 24)");
    let folder = Folder::new();
    folder.write("image.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff");
    is_refused(&folder, "image.md", "is not UTF-8");
    the_folder_is_checked(&folder);
}

#[test]
fn a_file_that_may_not_be_read() {
    let folder = Folder::new();
    let path = folder.write("secret.md", PLAN);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if File::open(&path).is_ok() {
        return; // a privileged user may read everything
    }
    is_refused(&folder, "secret.md", "may not be read");
    the_folder_is_checked(&folder);
}

#[test]
fn files_that_come_and_go_while_the_check_runs() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let (folder, flickering) = (&folder, folder.path.join("flickering"));
    std::thread::scope(|scope| {
        let (sender, ended) = std::sync::mpsc::channel::<()>();
        let flicker = move || {
            while ended.try_recv() == Err(std::sync::mpsc::TryRecvError::Empty) {
                for number in 0..20 {
                    folder.write(&format!("flickering/{number}.md"), PLAN);
                }
                let _ = std::fs::remove_dir_all(&flickering);
            }
        };
        let flicker = scope.spawn(flicker);
        for _ in 0..10 {
            let output = check(folder, &[]);
            assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
            assert!(stdout(&output).contains("plan.md:7:"));
        }
        drop(sender);
        flicker.join().unwrap();
    });
}

#[test]
fn findings_are_the_same_for_any_order_of_files_and_number_of_threads() {
    let folder = Folder::new();
    let names: Vec<String> = (0..20).map(|it| format!("plan{it:02}.md")).collect();
    names.iter().for_each(|name| drop(folder.write(name, PLAN)));
    let with = |threads: &str, names: Vec<&str>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_milepost"));
        command.current_dir(&folder.path).env("RAYON_NUM_THREADS", threads).args(["check", "--output", "json"]);
        stdout(&command.args(names).output().unwrap())
    };
    let forward: Vec<&str> = names.iter().map(String::as_str).collect();
    let backward: Vec<&str> = forward.iter().rev().copied().collect();
    let one = with("1", forward.clone());
    assert_eq!(one, with("7", forward));
    assert_eq!(one, with("3", backward));
    assert_eq!(one, with("2", Vec::new()));
}

#[test]
fn what_is_passed_over_in_a_folder_is_said() {
    let folder = Folder::new();
    folder.write("plan.md", "# Release plan\n\n## Sprint 1: Import\n\nAcceptance: every page is there.\n");
    folder.write("large.md", vec![b'x'; 3 << 20]);
    folder.write("bytes.md", b"\0\0\0");
    let output = check(&folder, &["."]);
    assert_eq!(
        stderr(&output),
        "note: bytes.md: is no text, and is not checked\nnote: large.md: is larger than 2 MB, and is not checked\n\
         no findings in 1 plan\n"
    );
    assert_eq!(output.status.code(), Some(0), "no plan is lost by it");
}
