//! A git repository in a folder of its own, untouched by anybody's settings.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::folder::Folder;

/// A repository with a work tree.
pub struct Repository {
    pub folder: Folder,
}

impl Repository {
    /// An empty one, on the branch `main`.
    pub fn new() -> Repository {
        let repository = Repository { folder: Folder::new() };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    /// Writes a file.
    pub fn write(&self, name: &str, content: &str) {
        self.folder.write(name, content);
    }

    /// Replaces a text in a file, which must be there.
    pub fn replace(&self, name: &str, from: &str, to: &str) {
        let content = std::fs::read_to_string(self.folder.path.join(name)).unwrap();
        assert!(content.contains(from), "{name} does not hold {from:?}");
        self.write(name, &content.replace(from, to));
    }

    /// Takes a file away.
    pub fn remove(&self, name: &str) {
        std::fs::remove_file(self.folder.path.join(name)).unwrap();
    }

    /// Commits everything.
    pub fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", message]);
    }

    /// Runs git at its top, which must succeed; returns what it prints.
    pub fn git(&self, arguments: &[&str]) -> String {
        git(&self.folder.path, arguments)
    }

    /// Runs milepost at its top.
    pub fn milepost(&self, arguments: &[&str]) -> Run {
        self.milepost_in("", arguments)
    }

    /// Runs milepost in a folder below its top.
    pub fn milepost_in(&self, below: &str, arguments: &[&str]) -> Run {
        milepost(&self.folder.path.join(below), arguments, &[])
    }
}

/// What a run came to.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    fn of(output: Output) -> Run {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Run { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Everything that it said, to be compared.
    pub fn all(&self) -> String {
        format!("{}{}exit {}\n", self.out, self.err, self.code)
    }
}

/// Runs milepost in `folder`, with further variables.
pub fn milepost(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_milepost"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    clean(&mut command).env_remove("NO_COLOR").envs(variables.iter().copied());
    Run::of(command.output().unwrap())
}

/// Runs git in `folder`, which must succeed.
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "protocol.file.allow=always"]).args(arguments).stdin(Stdio::null());
    let run = Run::of(clean(&mut command).output().unwrap());
    assert_eq!(run.code, 0, "git {arguments:?}: {}", run.err);
    run.out
}

fn clean(command: &mut Command) -> &mut Command {
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Ada").env(format!("GIT_{who}_EMAIL"), "ada@example.org");
        command.env(format!("GIT_{who}_DATE"), "2026-01-05T09:00:00Z");
    }
    command
}
