//! A session in headless Neovim: attach, diagnostics, hover, definition, code action, completion, stop.
//! `MILEPOST_NVIM` names other Neovims than the one on `PATH`, separated as in `PATH`.

use std::env;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(60);

#[test]
fn a_session_in_neovim() {
    let editors = neovims();
    if editors.is_empty() {
        let required = env::var_os("MILEPOST_REQUIRE_EDITORS").is_some();
        assert!(!required, "nvim is not on PATH, and MILEPOST_REQUIRE_EDITORS asks for it");
        // Written past the harness, which hides what a passing test prints.
        let _ = writeln!(io::stderr(), "SKIPPED: the Neovim test, since nvim is not on PATH");
    }
    for (number, editor) in editors.iter().enumerate() {
        session(editor, &workspace(number));
    }
}

fn neovims() -> Vec<PathBuf> {
    match env::var_os("MILEPOST_NVIM").filter(|named| !named.is_empty()) {
        Some(named) => env::split_paths(&named).collect(),
        None => {
            let path = env::var_os("PATH").unwrap_or_default();
            env::split_paths(&path).map(|folder| folder.join("nvim")).find(|file| file.is_file()).into_iter().collect()
        }
    }
}

/// A fresh folder that holds the plan and, so that the client takes it as root, a `.git`.
fn workspace(number: usize) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("neovim-{}-{number}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join(".git")).expect("a temporary folder");
    fs::copy(repository().join("tests/editors/plans/harbour.md"), folder.join("harbour.md")).expect("the plan");
    folder.canonicalize().expect("the folder's real path")
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn session(editor: &Path, folder: &Path) {
    let mut command = Command::new(editor);
    command
        .args(["--clean", "--headless", "-c"])
        .arg(format!("luafile {}", repository().join("tests/editors/neovim/session.lua").display()))
        .current_dir(folder)
        .env("MILEPOST_BIN", env!("CARGO_BIN_EXE_milepost"))
        .env("MILEPOST_CLIENT", repository().join("editors/neovim"))
        .env("MILEPOST_PLAN", folder.join("harbour.md"))
        // Open and silent: Neovim leaves insert mode for good where its input ends.
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
        command.env(name, folder.join("home"));
    }

    let mut child = command.spawn().expect("Neovim starts");
    let output = collect(child.stdout.take().expect("its output"));
    let errors = collect(child.stderr.take().expect("its errors"));
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("Neovim's state") {
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

    let passed = status.is_some_and(|it| it.success()) && output.lines().any(|line| line == "PASS");
    let ended = status.map_or_else(|| format!("no end within {LIMIT:?}"), |it| it.to_string());
    assert!(passed, "{}: {ended}\n{output}\n{errors}\n{}", editor.display(), client_log(&folder.join("home")));
    let _ = fs::remove_dir_all(folder);
}

/// Reads a pipe to its end beside the test, so that a full one holds nobody up.
fn collect(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// What Neovim's client wrote down, the server's standard error among it.
fn client_log(home: &Path) -> String {
    let places = ["nvim/lsp.log", ".cache/nvim/lsp.log"];
    places.iter().filter_map(|place| fs::read_to_string(home.join(place)).ok()).collect()
}
