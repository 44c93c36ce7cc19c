//! Writing mended files: whole or not at all, and only over what was read.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use milepost_core::text::strip_bom;
use tempfile::NamedTempFile;

use crate::check::gather::read;

/// A file that is to get another text.
pub struct Rewrite {
    /// Where it stands, links resolved.
    pub path: PathBuf,
    /// How it is called in messages.
    pub shown: String,
    /// What was read of it, without a byte order mark.
    pub old: String,
    /// What it is to hold, likewise.
    pub new: String,
}

/// Why the file at `path` cannot be replaced, if it cannot.
pub fn obstacle(path: &Path) -> Option<String> {
    // Who may not write to the file may not replace it either, though the folder would allow it.
    let is_read_only = path.metadata().is_ok_and(|it| it.permissions().readonly());
    if is_read_only {
        return Some("it is read-only".to_owned());
    }
    let opened = OpenOptions::new().write(true).open(path).map(|_| ());
    let folder = path.parent().unwrap_or(path);
    opened.and_then(|()| prepared(folder).map(|_| ())).err().map(|error| reason(&error))
}

/// Replaces the files; what could not be, and why. All are prepared before the first is replaced, so that what fails
/// does so early.
pub fn replace_all(rewrites: Vec<Rewrite>) -> Vec<String> {
    let mut refused = Vec::new();
    let mut ready = Vec::new();
    for rewrite in rewrites {
        match prepare(&rewrite) {
            Ok(new) => ready.push((rewrite, new)),
            Err(reason) => refused.push(format!("{}: not fixed: {reason}", rewrite.shown)),
        }
    }
    for (rewrite, new) in ready {
        let put = unchanged(&rewrite).and_then(|_| new.persist(&rewrite.path).map_err(|it| reason(&it.error)));
        match put {
            Ok(_) => sync_folder(&rewrite.path),
            Err(reason) => refused.push(format!("{}: not fixed: {reason}", rewrite.shown)),
        }
    }
    refused
}

fn prepare(rewrite: &Rewrite) -> Result<NamedTempFile, String> {
    let raw = unchanged(rewrite)?;
    let mark = if strip_bom(&raw).len() < raw.len() { "\u{feff}" } else { "" };
    let write = || -> io::Result<NamedTempFile> {
        let old = rewrite.path.metadata()?;
        let mut new = prepared(rewrite.path.parent().unwrap_or(&rewrite.path))?;
        new.write_all(mark.as_bytes())?;
        new.write_all(rewrite.new.as_bytes())?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt, fchown};
            // Only a privileged user may give a file away; the mode comes behind, since a new owner resets parts of it.
            let _ = fchown(new.as_file(), Some(old.uid()), Some(old.gid()));
        }
        new.as_file().set_permissions(old.permissions())?;
        new.as_file().sync_all()?;
        Ok(new)
    };
    write().map_err(|error| reason(&error))
}

/// The text at the path, with its byte order mark, if it is still what was read.
fn unchanged(rewrite: &Rewrite) -> Result<String, String> {
    let raw = read(&rewrite.path)?;
    if strip_bom(&raw) == rewrite.old {
        Ok(raw)
    } else {
        Err("it changed while it was checked; run it again".to_owned())
    }
}

fn prepared(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(".milepost-").tempfile_in(folder)
}

/// A rename lasts once the folder is on disk; not every system can say so.
fn sync_folder(path: &Path) {
    let _ = path.parent().map(File::open).map(|it| it.and_then(|folder| folder.sync_all()));
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "it may not be written to".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}
