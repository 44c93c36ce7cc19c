//! `check --watch`: checks again whenever something that the check reads has changed.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use clap::Args;
use ignore::WalkBuilder;

use crate::config::find::NAMES;
use crate::scan::has_markdown_name;
use crate::surroundings::repository_of;
use crate::uri::real_path;

/// How often is looked. Looking works on every disk, mounted ones too, and follows folders that go and come back.
const PAUSE: Duration = Duration::from_millis(400);
/// A burst of changes is awaited for so many looks at most.
const MOST_LOOKS: usize = 10;
/// More files than this are not looked at.
const MOST_FILES: usize = 50_000;

/// Whether it goes on.
#[derive(Args, Clone, Debug, Default)]
pub struct Watching {
    /// Check again when a plan or a configuration changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fix", "diff", "staged", "write_baseline"])]
    pub watch: bool,
}

/// What files look like from outside: when they changed, and how long they are.
type Look = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

impl Watching {
    /// Why these paths cannot be watched, if they cannot.
    pub fn conflict(&self, paths: &[PathBuf]) -> Option<&'static str> {
        let has_stdin = paths.iter().any(|it| it.as_os_str() == "-");
        (self.watch && has_stdin)
            .then_some("--watch follows files, and standard input is none; name a file or a folder")
    }
}

/// Runs `check` now and after each change below `paths`, or of one of `others`. Ends only where nobody can read the
/// output any more, or by a signal.
pub fn watch(paths: &[PathBuf], others: &[&Path], check: impl Fn() -> ExitCode) -> ExitCode {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    loop {
        // Before the check, so that what changes meanwhile is seen.
        let before = look(paths, others);
        if io::stdout().is_terminal() && write!(io::stdout(), "\u{1b}[2J\u{1b}[3J\u{1b}[H").is_err() {
            return ExitCode::SUCCESS;
        }
        let code = check();
        if writeln!(io::stderr(), "watching {} files; Ctrl-C ends", before.len()).is_err() {
            return code;
        }
        let mut now = before.clone();
        while now == before {
            std::thread::sleep(PAUSE);
            now = look(paths, others);
        }
        for _ in 0..MOST_LOOKS {
            std::thread::sleep(PAUSE / 4);
            let next = look(paths, others);
            if next == now {
                break;
            }
            now = next;
        }
    }
}

/// Every file on which the check may rest: plans and configurations below the paths and in their repository, and the
/// configurations above.
fn look(paths: &[PathBuf], others: &[&Path]) -> Look {
    let mut look = Look::new();
    others.iter().for_each(|path| note(&mut look, path));
    for path in paths {
        // A path that is gone is still looked for under its name.
        note(&mut look, path);
        let real = real_path(&std::path::absolute(path).unwrap_or_else(|_| path.clone()));
        let folder = if real.is_dir() { real.as_path() } else { real.parent().unwrap_or(&real) };
        for folder in folder.ancestors() {
            NAMES.iter().for_each(|name| note(&mut look, &folder.join(name)));
        }
        let root = repository_of(folder);
        let mut walk = WalkBuilder::new(root.unwrap_or(folder));
        // A named file outside of any repository has only its neighbours.
        let depth = (root.is_none() && !real.is_dir()).then_some(1);
        walk.hidden(false).follow_links(false).max_depth(depth).filter_entry(|it| it.file_name() != ".git");
        let is_read = |path: &Path| has_markdown_name(path) || NAMES.iter().any(|it| path.ends_with(it));
        let entries = walk.build().flatten().map(|it| it.into_path());
        entries.filter(|it| is_read(it)).take(MOST_FILES).for_each(|it| note(&mut look, &it));
    }
    look
}

/// Adds the file at `path`, if it is one.
fn note(look: &mut Look, path: &Path) {
    if let Ok(metadata) = path.metadata()
        && metadata.is_file()
    {
        look.insert(path.to_owned(), (metadata.modified().ok(), metadata.len()));
    }
}
