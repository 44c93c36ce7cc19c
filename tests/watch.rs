//! `milepost check --watch`. Waits for events, within bounds that no healthy machine reaches; times nothing.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use support::folder::Folder;

const PLAN: &str = "# Plan\n\n## Sprint 1: Import (Weeks 1-2)\n\n- Acceptance: every page is there.\n";
const WRONG: &str = "\n## Sprint 2: Search (Weeks 2-3)\n\n- Acceptance: every page is found.\n";
const LONG: Duration = Duration::from_secs(60);

struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn new(folder: &Folder, arguments: &[&str]) -> Watch {
        let mut command = Command::new(env!("CARGO_BIN_EXE_milepost"));
        command.current_dir(&folder.path).args(["check", "--watch", "--output", "concise"]).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (sender, lines) = channel();
        let streams: [Box<dyn std::io::Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let sender = sender.clone();
            std::thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).all(|line| sender.send(line).is_ok())
            });
        }
        Watch { child, lines }
    }

    /// Waits for a line that holds `text`, on either stream.
    fn says(&self, text: &str) {
        loop {
            let line = self.lines.recv_timeout(LONG).unwrap_or_else(|_| panic!("nothing said {text:?}"));
            assert!(!line.contains('\u{1b}'), "no escapes in a pipe: {line:?}");
            if line.contains(text) {
                return;
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn changes_of_plans_are_seen() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let watch = Watch::new(&folder, &[]);
    watch.says("no findings in 1 plan");
    watch.says("Ctrl-C ends");
    folder.write("plan.md", format!("{PLAN}{WRONG}"));
    watch.says("1 warning in 1 of 1 plan");
    watch.says("Ctrl-C ends");
    folder.write("more/other.md", PLAN);
    watch.says("1 warning in 1 of 2 plans");
    watch.says("Ctrl-C ends");
    folder.write("milepost.toml", "[rules]\noverlapping-weeks = \"off\"\n");
    watch.says("no findings in 2 plans");
}

#[test]
fn a_folder_that_goes_and_comes_back_is_followed() {
    let folder = Folder::new();
    folder.write("docs/plan.md", PLAN);
    let watch = Watch::new(&folder, &["docs"]);
    watch.says("no findings in 1 plan");
    watch.says("Ctrl-C ends");
    std::fs::remove_dir_all(folder.path.join("docs")).unwrap();
    watch.says("error: docs: there is no such file or folder");
    watch.says("Ctrl-C ends");
    folder.write("docs/plan.md", format!("{PLAN}{WRONG}"));
    watch.says("1 warning in 1 of 1 plan");
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let folder = Folder::new();
    for arguments in [&["-"] as &[&str], &["--fix"], &["--diff"], &["--write-baseline", "x.json"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_milepost"));
        command.current_dir(&folder.path).args(["check", "--watch"]).args(arguments).stdin(Stdio::null());
        assert_eq!(command.output().unwrap().status.code(), Some(2), "{arguments:?}");
    }
}
