//! An editor with windows on a screen of its own, by Xvfb and a session bus: keys go in, windows come up, and methods are
//! called. There is no window manager, so who gets the keys has to be said.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::editor::{command, on_path, skip};

/// A first window comes late where much else runs.
const LIMIT: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_millis(50);
const PROGRAMS: [&str; 4] = ["Xvfb", "xdotool", "dbus-daemon", "dbus-send"];

/// A running editor, its screen and its bus. All end when it is dropped.
pub struct Desktop {
    editor: Child,
    screen: Announced,
    bus: Announced,
    log: PathBuf,
    done: Vec<String>,
}

/// A running program, and where it is to be found.
struct Announced {
    child: Child,
    at: String,
}

impl Desktop {
    /// Starts a program in a folder; none where what it takes to do so is missing.
    pub fn start(program: &Path, arguments: &[&str], folder: &Path, variables: &[(&str, &Path)]) -> Option<Desktop> {
        if let Some(missing) = PROGRAMS.iter().find(|it| on_path(it).is_none()) {
            skip(&program.display().to_string(), &format!("{missing} is not on PATH"));
            return None;
        }
        let mut xvfb = Command::new("Xvfb");
        let mut screen = announced(xvfb.args(["-displayfd", "1", "-screen", "0", "1100x800x24", "-nolisten", "tcp"]));
        screen.at.insert(0, ':'); // It says its number.
        let bus =
            announced(command(Path::new("dbus-daemon"), folder).args(["--session", "--nofork", "--print-address"]));
        let mut editor = command(program, folder);
        editor.args(arguments).env("DISPLAY", &screen.at).env("DBUS_SESSION_BUS_ADDRESS", &bus.at);
        editor.env("QT_QPA_PLATFORM", "xcb"); // and not the user's own screen, by Wayland
        for (name, value) in variables {
            editor.env(name, value);
        }
        let log = folder.with_file_name("log");
        editor.stdout(Stdio::null()).stderr(File::create(&log).expect("a log"));
        let editor = editor.spawn().expect("the editor starts");
        Some(Desktop { editor, screen, bus, log, done: vec!["start".to_owned()] })
    }

    /// Presses keys, by the names of X: `Return`, `ctrl+s`.
    pub fn press(&mut self, keys: &str) {
        self.done.push(format!("press {keys}"));
        self.xdotool(&["key", keys]);
    }

    /// Types text.
    pub fn write(&mut self, text: &str) {
        self.done.push(format!("write {text}"));
        self.xdotool(&["type", "--delay", "30", "--", text]);
    }

    /// Waits for a window whose title matches, and gives it the keys.
    pub fn focus(&mut self, title: &str) {
        let mut window = String::new();
        self.wait_for(&format!("a window {title}"), |it| {
            window = it.window(title);
            !window.is_empty()
        });
        self.wait_for(&format!("the keys in {title}"), |it| {
            it.xdotool(&["windowfocus", &window]);
            it.xdotool(&["getwindowfocus"]) == window
        });
    }

    /// Waits for a window whose title matches, and that takes the keys by itself.
    pub fn wait_for_window(&mut self, title: &str) {
        self.wait_for(&format!("a window {title}"), |it| !it.window(title).is_empty());
    }

    /// How many windows are to be seen. A menu is one, without a title.
    pub fn windows(&self) -> usize {
        self.xdotool(&["search", "--onlyvisible", "--name", ".*"]).lines().count()
    }

    /// Calls a method of the program on its bus, and waits until it is done.
    pub fn call(&mut self, service: &str, object: &str, method: &str, arguments: &[String]) {
        let named = format!("--dest={service}-{}", self.editor.id());
        let mut send = Command::new("dbus-send");
        send.env("DBUS_SESSION_BUS_ADDRESS", &self.bus.at).args(["--session", "--print-reply", &named, object, method]);
        let output = send.args(arguments).output().expect("dbus-send starts");
        self.done.push(format!("call {method} {}", arguments.join(" ")));
        assert!(output.status.success(), "{}{}", String::from_utf8_lossy(&output.stderr), self.so_far());
    }

    /// Waits until something holds.
    ///
    /// # Panics
    /// Where it does not in time.
    pub fn wait_for(&mut self, what: &str, mut holds: impl FnMut(&Desktop) -> bool) {
        let began = Instant::now();
        while !holds(self) {
            assert!(began.elapsed() < LIMIT, "waited in vain for {what}{}", self.so_far());
            sleep(PAUSE);
        }
        self.done.push(format!("see {what}"));
    }

    /// Waits until the program has ended.
    pub fn wait_for_end(&mut self) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.editor.try_wait().expect("the editor's state") {
                return status;
            }
            assert!(began.elapsed() < LIMIT, "no end{}", self.so_far());
            sleep(PAUSE);
        }
    }

    /// What was done, what the program said to it, and, where ImageMagick is installed, where a picture of the screen is.
    fn so_far(&self) -> String {
        let picture = self.log.with_file_name("screen.png");
        let mut import = Command::new("import");
        import.args(["-window", "root"]).arg(&picture).env("DISPLAY", &self.screen.at);
        let seen = import.output().is_ok_and(|it| it.status.success());
        let seen = if seen { format!("\n{}", picture.display()) } else { String::new() };
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        format!(", after:\n{}\n{log}{seen}", self.done.join("\n"))
    }

    /// The last of the visible windows whose title matches; empty where there is none.
    fn window(&self, title: &str) -> String {
        self.xdotool(&["search", "--onlyvisible", "--name", title]).lines().last().unwrap_or_default().to_owned()
    }

    fn xdotool(&self, arguments: &[&str]) -> String {
        let mut xdotool = Command::new("xdotool");
        let output = xdotool.args(arguments).env("DISPLAY", &self.screen.at).output();
        String::from_utf8_lossy(&output.expect("xdotool starts").stdout).trim().to_owned()
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        for child in [&mut self.editor, &mut self.bus.child, &mut self.screen.child] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Starts a program that says on its first line where it is to be found.
fn announced(command: &mut Command) -> Announced {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
    let mut line = String::new();
    let said = child.stdout.as_mut().map(|it| BufReader::new(it).read_line(&mut line));
    assert!(said.is_some_and(|it| it.is_ok_and(|read| read > 0)), "{command:?} does not say where it is");
    Announced { child, at: line.trim().to_owned() }
}
