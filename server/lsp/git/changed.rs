//! Which files differ between a revision and now, renames recognised; and which git does not know.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::PathBuf;

use crate::git::run::{Failure, run};
use crate::git::{Oid, Repository, Side, path_of};

/// A regular file of one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSide {
    /// Its path from the top of the work tree.
    pub path: PathBuf,
    /// What holds its content; none of a file on disk.
    pub blob: Option<Oid>,
}

/// A file that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedFile {
    /// What it was; none of a new one.
    pub old: Option<FileSide>,
    /// What it is; none of one that is gone.
    pub new: Option<FileSide>,
    /// A merge left it in conflict: the index holds several contents of it.
    pub is_unmerged: bool,
}

/// What git is asked to look at: the names that Markdown has, and further paths from the top of the work tree.
#[derive(Clone, Debug, Default)]
pub struct Interest {
    /// Beside the Markdown files.
    pub also: BTreeSet<PathBuf>,
}

/// More paths do not fit into a command line everywhere.
const MOST_PATHS: usize = 200;

impl Interest {
    /// The pathspecs, behind a `--`.
    pub fn arguments(&self) -> Vec<OsString> {
        let extensions = ["md", "markdown", "mdown", "mkdn", "mkd"];
        let mut arguments = vec![OsString::from("--")];
        arguments.extend(extensions.iter().map(|it| OsString::from(format!(":(top,icase)*.{it}"))));
        for path in self.also.iter().take(MOST_PATHS) {
            let mut literal = OsString::from(":(top,literal)");
            literal.push(path);
            arguments.push(literal);
        }
        arguments
    }
}

impl Repository {
    /// The files that differ between `from` and `to`, by path. Links and submodules are no files.
    pub fn changed(&self, from: &Oid, to: Side, interest: &Interest) -> Result<Vec<ChangedFile>, String> {
        let mut arguments = diff(["--raw", "-z", "--no-abbrev", "-M"]);
        if to == Side::Index {
            arguments.push("--cached".into());
        }
        arguments.push(OsString::from(&from.0));
        arguments.extend(interest.arguments());
        self.listed(&arguments)
    }

    /// The files whose content on disk differs from what is staged, by path: the staged one is the old one.
    pub fn unstaged(&self, interest: &Interest) -> Result<Vec<ChangedFile>, String> {
        let mut arguments = diff(["--raw", "-z", "--no-abbrev", "--no-renames"]);
        arguments.extend(interest.arguments());
        self.listed(&arguments)
    }

    /// The files that git does not know and is not told to ignore, from the top of the work tree.
    pub fn untracked(&self, interest: &Interest) -> Result<Vec<PathBuf>, String> {
        let mut arguments: Vec<OsString> =
            ["ls-files", "-z", "--others", "--exclude-standard"].iter().map(OsString::from).collect();
        arguments.extend(interest.arguments());
        let output = self.run_in_root(&arguments).map_err(|failure| failure.about(self.root()))?;
        Ok(output.split(|byte| *byte == 0).filter(|it| !it.is_empty()).map(path_of).collect())
    }

    /// The files of the index, from the top of the work tree.
    pub fn tracked(&self, interest: &Interest) -> Result<BTreeSet<PathBuf>, String> {
        let mut arguments: Vec<OsString> = ["ls-files", "-z", "--cached"].iter().map(OsString::from).collect();
        arguments.extend(interest.arguments());
        let output = self.run_in_root(&arguments).map_err(|failure| failure.about(self.root()))?;
        Ok(output.split(|byte| *byte == 0).filter(|it| !it.is_empty()).map(path_of).collect())
    }

    fn listed(&self, arguments: &[OsString]) -> Result<Vec<ChangedFile>, String> {
        let output = self.run_in_root(arguments).map_err(|failure| failure.about(self.root()))?;
        read_raw(&output).ok_or_else(|| "git answered in a form that is not known here".to_owned())
    }

    pub(crate) fn run_in_root(&self, arguments: &[OsString]) -> Result<Vec<u8>, Failure> {
        run(self.root(), arguments, Vec::new())
    }
}

/// `git diff` with what every comparison needs: no program of anybody, no submodule.
pub fn diff<const N: usize>(more: [&str; N]) -> Vec<OsString> {
    let always = ["diff", "--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=all"];
    always.iter().chain(&more).map(OsString::from).collect()
}

/// Reads `--raw -z`: `:100644 100644 <blob> <blob> M`, and one path behind it, or two of a rename.
fn read_raw(output: &[u8]) -> Option<Vec<ChangedFile>> {
    let mut found: Vec<ChangedFile> = Vec::new();
    let mut unmerged = BTreeSet::new();
    let mut fields = output.split(|byte| *byte == 0);
    while let Some(entry) = fields.next().filter(|it| !it.is_empty()) {
        let entry = std::str::from_utf8(entry).ok()?.strip_prefix(':')?;
        let parts: Vec<&str> = entry.split(' ').collect();
        let [old_mode, new_mode, old_blob, new_blob, status] = parts.as_slice() else { return None };
        let path = path_of(fields.next()?);
        let to = if status.starts_with(['R', 'C']) { path_of(fields.next()?) } else { path.clone() };
        if status.starts_with('U') {
            unmerged.insert(path);
            continue;
        }
        let side = |mode: &str, blob: &str, path: PathBuf| {
            let is_unwritten = blob.bytes().all(|it| it == b'0');
            let blob = (!is_unwritten).then(|| Oid(blob.to_owned()));
            mode.starts_with("100").then_some(FileSide { path, blob })
        };
        let old = if status.starts_with('C') { None } else { side(old_mode, old_blob, path) };
        let new = side(new_mode, new_blob, to);
        if old.is_some() || new.is_some() {
            found.push(ChangedFile { old, new, is_unmerged: false });
        }
    }
    for path in unmerged {
        let is_it = |it: &&mut ChangedFile| it.new.as_ref().or(it.old.as_ref()).is_some_and(|it| it.path == path);
        match found.iter_mut().find(is_it) {
            Some(known) => known.is_unmerged = true,
            None => {
                let side = Some(FileSide { path, blob: None });
                found.push(ChangedFile { old: side.clone(), new: side, is_unmerged: true });
            }
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use crate::git::changed::{FileSide, read_raw};

    #[test]
    fn a_rename_has_two_paths_and_a_submodule_is_no_file() {
        let raw = b":100644 100644 aa bb M\0a plan.md\0:100644 100755 aa 00 R093\0old.md\0new.md\0\
            :160000 160000 aa bb M\0module.md\0:100644 000000 aa 00 D\0gone.md\0";
        let read = read_raw(raw).unwrap_or_default();
        let shown: Vec<String> = read
            .iter()
            .map(|it| {
                let side = |it: &Option<FileSide>| {
                    it.as_ref()
                        .map(|it| format!("{}@{:?}", it.path.display(), it.blob.as_ref().map(|it| it.0.as_str())))
                };
                format!("{:?} → {:?}", side(&it.old), side(&it.new))
            })
            .collect();
        assert_eq!(
            shown,
            [
                r#"Some("a plan.md@Some(\"aa\")") → Some("a plan.md@Some(\"bb\")")"#,
                r#"Some("old.md@Some(\"aa\")") → Some("new.md@None")"#,
                r#"Some("gone.md@Some(\"aa\")") → None"#,
            ]
        );
        assert_eq!(read_raw(b":100644"), None);
    }
}
