//! A file that is written: whole, or not at all.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::uri::real_path;

/// Puts at `path` what `write` writes: at once, so that nobody reads half of it, and after a failure the old content
/// still stands. A link stays one, and what is no regular file (a pipe, a terminal) is written to.
pub fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let path = real_path(path);
    let old = path.metadata().ok();
    if old.as_ref().is_some_and(|it| it.is_dir()) {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if old.as_ref().is_some_and(|it| !it.is_file()) {
        return fill(OpenOptions::new().write(true).open(&path)?, write);
    }
    if old.is_some() {
        // Who may not write to the file may not replace it either.
        OpenOptions::new().write(true).open(&path)?;
    }
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".milepost-");
    #[cfg(unix)]
    // A temporary file is private, what is written here is not: what the user's mask leaves of this holds.
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let new = builder.tempfile_in(folder)?;
    fill(new.as_file().try_clone()?, write)?;
    if let Some(old) = old {
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt, fchown};
            // Only a privileged user may give a file away. The mode comes behind: a new owner takes bits of it.
            let _ = fchown(new.as_file(), Some(old.uid()), Some(old.gid()));
        }
        new.as_file().set_permissions(old.permissions())?;
    }
    // The content before the name: after a crash either the old file stands there or all of the new one.
    new.as_file().sync_all()?;
    new.persist(&path).map_err(|it| it.error)?;
    Ok(())
}

fn fill(file: File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.flush()
}

/// Why the system refuses, and what to do.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "the folder does not exist; create it first".to_owned(),
        io::ErrorKind::NotADirectory => "a part of the path is no folder".to_owned(),
        io::ErrorKind::PermissionDenied => "this may not be written to".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder; name a file in it".to_owned(),
        _ => error.to_string(),
    }
}
