//! An editor's programs, its folder of work, and runs with a limit.

use std::env;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(90);

static STARTED: AtomicU32 = AtomicU32::new(0);

/// Runs a session with each program of an editor, in a folder of its own that holds the plan.
///
/// `MILEPOST_<NAME>` names the programs, separated as in `PATH`; without it, the one on `PATH` is taken.
pub fn each(name: &str, command: &str, session: fn(&Path, &Path)) {
    let programs = programs(name, command);
    if programs.is_empty() {
        let required = env::var("MILEPOST_REQUIRE_EDITORS").unwrap_or_default();
        let required = required.split(',').any(|it| it == name);
        assert!(!required, "{command} is not on PATH, and MILEPOST_REQUIRE_EDITORS asks for {name}");
        skip(name, &format!("{command} is not on PATH"));
    }
    for program in &programs {
        let number = STARTED.fetch_add(1, Ordering::Relaxed); // An editor may have several sessions.
        let outer = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}-{number}", std::process::id()));
        session(program, &workspace(&outer));
        let _ = fs::remove_dir_all(outer);
    }
}

/// Says that something is left out, past the harness, which hides what a passing test prints.
pub fn skip(name: &str, reason: &str) {
    let _ = writeln!(io::stderr(), "SKIPPED: {name}, since {reason}");
}

fn programs(name: &str, command: &str) -> Vec<PathBuf> {
    match env::var_os(format!("MILEPOST_{}", name.to_uppercase())).filter(|named| !named.is_empty()) {
        Some(named) => env::split_paths(&named).collect(),
        None => on_path(command).into_iter().collect(),
    }
}

/// Where a command is found on `PATH`.
pub fn on_path(command: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(command)).find(|file| file.is_file())
}

/// The server: the program that was built with the test, or the one that `MILEPOST_PROGRAM` names.
pub fn server() -> PathBuf {
    env::var_os("MILEPOST_PROGRAM").map_or_else(|| env!("CARGO_BIN_EXE_milepost").into(), PathBuf::from)
}

/// The project's folder.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A fresh folder that holds the plan and, so that clients take it as root, a `.git`.
fn workspace(outer: &Path) -> PathBuf {
    let _ = fs::remove_dir_all(outer);
    let folder = outer.join("plans");
    fs::create_dir_all(folder.join(".git")).expect("a temporary folder");
    fs::copy(repository().join("tests/editors/plans/harbour.md"), folder.join("harbour.md")).expect("the plan");
    folder.canonicalize().expect("the folder's real path")
}

/// The home of a session stands beside its folder: one that holds a home is not searched for plans.
pub fn home(folder: &Path) -> PathBuf {
    folder.with_file_name("home")
}

/// A program that sees nothing of the user's own configuration.
pub fn command(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    for (name, value) in environment(folder) {
        command.env(name, value);
    }
    command
}

/// What every session's environment holds.
pub fn environment(folder: &Path) -> Vec<(&'static str, PathBuf)> {
    let home = home(folder);
    let own = ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"];
    let _ = fs::create_dir_all(&home);
    own.into_iter()
        .map(|name| (name, home.clone()))
        .chain([("MILEPOST_BIN", server()), ("MILEPOST_PLAN", folder.join("harbour.md"))])
        .collect()
}

/// Runs a session that prints its steps and ends by `PASS`; `log` tells more where it does not.
pub fn pass(mut command: Command, log: impl Fn() -> String) {
    // Open and silent: some editors leave where their input ends.
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let name = command.get_program().to_owned();
    let mut child = command.spawn().expect("the editor starts");
    let output = collect(child.stdout.take().expect("its output"));
    let errors = collect(child.stderr.take().expect("its errors"));
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("the editor's state") {
            break Some(status);
        }
        if began.elapsed() > LIMIT {
            let _ = child.kill();
            let _ = child.wait();
            break None;
        }
        thread::sleep(Duration::from_millis(10));
    };
    let output = output.join().expect("its output");
    let errors = errors.join().expect("its errors");
    let said_so = output.lines().chain(errors.lines()).any(|line| line == "PASS");
    let ended = status.map_or_else(|| format!("no end within {LIMIT:?}"), |it| it.to_string());
    assert!(
        said_so && status.is_some_and(|it| it.success()),
        "{}: {ended}\n{output}\n{errors}\n{}",
        name.display(),
        log()
    );
    println!("{}\n{output}{errors}", name.display());
}

/// Reads a pipe to its end beside the test, so that a full one holds nobody up.
fn collect(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}
