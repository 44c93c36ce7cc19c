//! Git: a narrow door to the `git` command, by which revisions, changes and old texts are read and nothing is written.

pub mod run;
pub mod changed;
pub mod lines;
pub mod blobs;
pub mod remote;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::git::run::{Failure, run};
use crate::uri::real_path;

/// A work tree with its repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    root: PathBuf,
}

/// The name of a commit or tree as git gives it: hexadecimal digits and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oid(pub String);

/// What a revision is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The files as they stand on disk.
    WorkTree,
    /// What is staged for the next commit.
    Index,
}

impl Repository {
    /// The work tree that holds `path`, a file or folder that need not exist; why there is none, otherwise.
    pub fn of(path: &Path) -> Result<Repository, String> {
        let folder = path.ancestors().find(|it| it.is_dir()).unwrap_or(Path::new("."));
        let root = run(folder, &arguments(["rev-parse", "--show-toplevel"]), Vec::new())
            .map_err(|failure| failure.about(folder))?;
        let root = path_of(root.strip_suffix(b"\n").unwrap_or(&root));
        Ok(Repository { root: real_path(&root) })
    }

    /// The top folder, a real path.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The commit that `revision` names; a sentence where there is none.
    pub fn commit(&self, revision: &str) -> Result<Oid, String> {
        if revision.starts_with('-') || revision.is_empty() || revision.contains(['\0', '\n']) {
            return Err(format!("`{}` is no revision", revision.escape_debug()));
        }
        let named = format!("{revision}^{{commit}}");
        let wanted = ["rev-parse", "--verify", "--quiet", "--end-of-options", &named];
        match self.run(wanted) {
            Ok(output) => Ok(oid(&output)),
            Err(Failure::Refused { reason, .. }) if reason.is_empty() => Err(self.unknown(revision)),
            Err(failure) => Err(failure.about(&self.root)),
        }
    }

    /// The tree to compare with where there is no commit yet: HEAD, or else the empty tree.
    pub fn head_or_nothing(&self) -> Result<Oid, String> {
        match self.run(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]) {
            Ok(output) => Ok(oid(&output)),
            Err(Failure::Refused { .. }) => {
                let empty = self.run(["hash-object", "-t", "tree", "--stdin"]);
                empty.map(|output| oid(&output)).map_err(|failure| failure.about(&self.root))
            }
            Err(failure) => Err(failure.about(&self.root)),
        }
    }

    /// Where the history of `revision` and that of HEAD parted: `revision` itself where HEAD goes on from it.
    pub fn merge_base(&self, revision: &str) -> Result<Oid, String> {
        let commit = self.commit(revision)?;
        let head = self.commit("HEAD")?;
        match self.run(["merge-base", &commit.0, &head.0]) {
            Ok(output) => Ok(oid(&output)),
            Err(Failure::Refused { reason, .. }) if reason.is_empty() => Err(match self.is_shallow() {
                true => format!(
                    "this clone is shallow and does not reach back to where `{revision}` and HEAD parted; fetch more of \
                     the history (`git fetch --unshallow`, or `fetch-depth: 0` in a workflow)"
                ),
                false => format!("`{revision}` and HEAD have no history in common"),
            }),
            Err(failure) => Err(failure.about(&self.root)),
        }
    }

    /// A path of the work tree from its top on, if it is below.
    pub fn relative<'a>(&self, path: &'a Path) -> Option<&'a Path> {
        path.strip_prefix(&self.root).ok()
    }

    fn unknown(&self, revision: &str) -> String {
        let shallow = if self.is_shallow() { "; this clone is shallow, and may lack it: fetch it first" } else { "" };
        let head = revision == "HEAD" || revision == "@";
        match head {
            true => "this repository has no commit yet".to_owned(),
            false => format!("no branch, tag or commit is called `{revision}`{shallow}"),
        }
    }

    fn is_shallow(&self) -> bool {
        self.run(["rev-parse", "--is-shallow-repository"]).is_ok_and(|output| output.starts_with(b"true"))
    }

    fn run<const N: usize>(&self, wanted: [&str; N]) -> Result<Vec<u8>, Failure> {
        run(&self.root, &arguments(wanted), Vec::new())
    }
}

fn arguments<const N: usize>(wanted: [&str; N]) -> Vec<OsString> {
    wanted.iter().map(OsString::from).collect()
}

fn oid(output: &[u8]) -> Oid {
    Oid(String::from_utf8_lossy(output).trim().to_owned())
}

/// A path as git prints it: bytes with forward slashes.
pub fn path_of(bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
    }
    #[cfg(not(unix))]
    {
        PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
    }
}
