//! Runs `git`: without hooks, pagers, prompts and locks, within bounds of time and size.

use std::ffi::OsString;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// Longer than any answer takes that somebody waits for; a network file system included.
const LIMIT: Duration = Duration::from_secs(120);
/// More than the plans of any repository.
const MAX_OUTPUT: u64 = 1 << 30;
/// More than a complaint needs.
const MAX_ERRORS: u64 = 1 << 14;

/// For every run: nothing is started on the way, and nothing is written differently because of somebody's settings.
const SETTINGS: [&str; 9] = [
    "--no-pager",
    "-c",
    "core.quotepath=off",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "diff.relative=false",
];
/// Git says by these where it works while it runs a hook. Which repository is meant follows from the folder alone.
const FORGOTTEN: [&str; 9] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_PREFIX",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS",
];

/// Why git gave no answer.
#[derive(Debug)]
pub enum Failure {
    /// There is no such command.
    Missing,
    /// It ran, and refused.
    Refused {
        /// What it said, without its prefix; may be empty.
        reason: String,
    },
    /// It could not be run, or took too long, or said too much.
    Broken(String),
}

impl Failure {
    /// The failure as a sentence for people, about the repository in `folder`.
    pub fn about(self, folder: &Path) -> String {
        let at = folder.display();
        match self {
            Failure::Missing => "git is not installed, or not on PATH".to_owned(),
            Failure::Broken(reason) => format!("git {reason}"),
            Failure::Refused { reason } if reason.contains("not a git repository") => {
                format!("{at} is in no git repository")
            }
            Failure::Refused { reason } if reason.contains("must be run in a work tree") => {
                format!("{at} belongs to a bare git repository, which holds no files to look at")
            }
            Failure::Refused { reason } if reason.contains("dubious ownership") => format!(
                "git does not trust {at}, which belongs to somebody else; `git config --global --add safe.directory \
                 PATH` says that you do"
            ),
            Failure::Refused { reason } if reason.is_empty() => format!("git failed in {at} and did not say why"),
            Failure::Refused { reason } => format!("git refuses in {at}: {reason}"),
        }
    }
}

/// What git prints when it is run in `folder` with `arguments` and `input`.
pub fn run(folder: &Path, arguments: &[OsString], input: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(SETTINGS).args(arguments);
    for name in FORGOTTEN {
        command.env_remove(name);
    }
    match index_file(folder) {
        Some(index) => command.env("GIT_INDEX_FILE", index),
        None => command.env_remove("GIT_INDEX_FILE"),
    };
    command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => Failure::Missing,
        _ => Failure::Broken(format!("cannot be run: {error}")),
    })?;
    answer(child, input)
}

/// `git commit` in a hook may have an index of its own, which counts for the repository that it works in.
fn index_file(folder: &Path) -> Option<PathBuf> {
    let index = std::env::var_os("GIT_INDEX_FILE").filter(|it| !it.is_empty())?;
    let here = std::env::current_dir().ok()?.canonicalize().ok()?;
    let repository = |path: &Path| path.ancestors().find(|it| it.join(".git").exists()).map(Path::to_owned);
    let is_of_here = repository(&here)? == repository(&folder.canonicalize().ok()?)?;
    // What is relative counts from the top of the work tree, where git runs its hooks.
    is_of_here.then(|| here.join(index))
}

/// Feeds `child` and reads what it answers, on threads of their own, so that a full pipe stops nobody.
fn answer(mut child: Child, input: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let output = read_behind(child.stdout.take(), MAX_OUTPUT);
    let errors = read_behind(child.stderr.take(), MAX_ERRORS);
    if let Some(mut stdin) = child.stdin.take() {
        // Who refuses at once does not read: that is no error.
        thread::spawn(move || stdin.write_all(&input));
    }
    let Ok(output) = output.recv_timeout(LIMIT) else {
        let _ = child.kill();
        let _ = child.wait();
        return Err(Failure::Broken(format!("did not answer within {} seconds", LIMIT.as_secs())));
    };
    if output.len() as u64 > MAX_OUTPUT {
        let _ = child.kill();
        let _ = child.wait();
        return Err(Failure::Broken("answered with more than can be read".to_owned()));
    }
    let status = child.wait().map_err(|error| Failure::Broken(format!("cannot be waited for: {error}")))?;
    if status.success() {
        return Ok(output);
    }
    let errors = errors.recv_timeout(Duration::from_secs(5)).unwrap_or_default();
    Err(Failure::Refused { reason: reason(&errors) })
}

/// Reads all of `from`, and keeps one byte more than `most` at most.
fn read_behind(from: Option<impl Read + Send + 'static>, most: u64) -> Receiver<Vec<u8>> {
    let (done, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut from) = from {
            let _ = from.by_ref().take(most + 1).read_to_end(&mut bytes);
            if most == MAX_ERRORS {
                let _ = std::io::copy(&mut from, &mut std::io::sink());
            }
        }
        let _ = done.send(bytes);
    });
    receiver
}

/// The first line that says what is wrong.
fn reason(errors: &[u8]) -> String {
    let text = String::from_utf8_lossy(errors);
    let lines = || text.lines().map(str::trim).filter(|it| !it.is_empty());
    let told = lines().find_map(|it| it.strip_prefix("fatal: ").or_else(|| it.strip_prefix("error: ")));
    told.or_else(|| lines().next()).unwrap_or_default().to_owned()
}
