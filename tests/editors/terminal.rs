//! An editor in a terminal of its own, by tmux: keys go in, and what stands on the screen comes out.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::editor::{OF_CARGO, environment, on_path, skip};

const LIMIT: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(50);
/// Escape and a key at once would be read as that key with Alt.
const AFTER_ESCAPE: Duration = Duration::from_millis(400);

static STARTED: AtomicU32 = AtomicU32::new(0);

/// A running terminal. It ends when it is dropped.
pub struct Terminal {
    socket: String,
    done: Vec<String>,
}

impl Terminal {
    /// Starts a program in a folder; none without tmux. `variables` come on top of those that every session has.
    pub fn start(program: &Path, arguments: &[&str], folder: &Path, variables: &[(&str, &Path)]) -> Option<Terminal> {
        if on_path("tmux").is_none() {
            skip(&program.display().to_string(), "tmux is not on PATH");
            return None;
        }
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let terminal =
            Terminal { socket: format!("milepost-{}-{number}", std::process::id()), done: vec!["start".to_owned()] };
        let mut command = terminal.tmux();
        command.args(["-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "40", "-e", "COLORTERM=truecolor"]);
        for (name, value) in environment(folder) {
            command.arg("-e").arg(format!("{name}={}", value.display()));
        }
        for (name, value) in variables {
            command.arg("-e").arg(format!("{name}={}", value.display()));
            command.env(name, value); // A PATH counts only here.
        }
        command.arg("-c").arg(folder).arg("--").arg(program).args(arguments);
        assert!(command.status().expect("tmux starts").success(), "tmux starts {}", program.display());
        Some(terminal)
    }

    /// Presses keys, by tmux's names where they have one: `Enter`, `Escape`, `C-n`, `Space`.
    pub fn press(&mut self, keys: &[&str]) {
        self.done.push(format!("press {}", keys.join(" ")));
        for key in keys {
            self.send(&[key]);
            sleep(if *key == "Escape" { AFTER_ESCAPE } else { PAUSE });
        }
    }

    /// Types text, key by key.
    pub fn write(&mut self, text: &str) {
        self.done.push(format!("write {text}"));
        for letter in text.chars() {
            self.send(&["-l", &letter.to_string()]);
            sleep(Duration::from_millis(10));
        }
    }

    /// Waits until the screen is as it should be.
    ///
    /// # Panics
    /// Where it does not become so in time; the message shows the screen.
    pub fn wait_for(&mut self, what: &str, seen: impl Fn(&str) -> bool) {
        let began = Instant::now();
        loop {
            let screen = self.screen();
            if seen(&screen) {
                self.done.push(format!("see {what}"));
                return;
            }
            let steps = self.done.join("\n");
            assert!(began.elapsed() < LIMIT, "{what} is not to be seen, after:\n{steps}\n{screen}");
            sleep(PAUSE);
        }
    }

    /// Waits until the screen holds a text.
    pub fn wait_for_text(&mut self, text: &str) {
        self.wait_for(text, |screen| screen.contains(text));
    }

    /// What stands on the screen; nothing once the program has ended.
    fn screen(&self) -> String {
        let output = self.tmux().args(["capture-pane", "-p"]).output().expect("tmux answers");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// The same, line by line and sign by sign, each with its colour as red, green and blue: `0;0;255`.
    pub fn colours(&self) -> Vec<Vec<(char, String)>> {
        let output = self.tmux().args(["capture-pane", "-p", "-e"]).output().expect("tmux answers");
        let mut colour = String::new();
        let mut coloured = |line: &str| {
            let mut signs = Vec::new();
            for (number, part) in line.split("\x1b[").enumerate() {
                let mut text = part;
                if number > 0 {
                    let (codes, rest) = part.split_once('m').unwrap_or(("", part));
                    if let Some((_, now)) = codes.split_once("38;2;") {
                        colour = now.to_owned();
                    } else if codes.is_empty() || codes == "0" || codes == "39" {
                        colour.clear();
                    }
                    text = rest;
                }
                signs.extend(text.chars().map(|it| (it, colour.clone())));
            }
            signs
        };
        String::from_utf8_lossy(&output.stdout).lines().map(&mut coloured).collect()
    }

    /// Waits until the program has ended.
    pub fn wait_for_end(&mut self) {
        let began = Instant::now();
        while self.tmux().arg("has-session").output().expect("tmux answers").status.success() {
            assert!(began.elapsed() < LIMIT, "no end, after:\n{}\n{}", self.done.join("\n"), self.screen());
            sleep(PAUSE);
        }
    }

    fn send(&self, keys: &[&str]) {
        let _ = self.tmux().arg("send-keys").args(keys).status();
    }

    fn tmux(&self) -> Command {
        let mut command = Command::new("tmux");
        command.args(["-L", &self.socket]).env_remove("TMUX").env_remove(OF_CARGO);
        command
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.tmux().arg("kill-server").output();
    }
}
