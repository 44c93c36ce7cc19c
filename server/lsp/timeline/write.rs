//! Files that are written as a whole or not at all.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The ending of a file's name, in small letters; empty where it has none.
pub fn extension(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}

/// Writes `text` to `path`. A regular file that is there is replaced at once, so that nobody reads half of the new one;
/// anything else, a pipe for instance, is written into.
pub fn write_whole(path: &Path, text: &str) -> Result<(), String> {
    let shown = path.display();
    let fail = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => format!("{shown}: cannot be written: there is no such folder"),
        std::io::ErrorKind::PermissionDenied => format!("{shown}: may not be written"),
        _ => format!("{shown}: cannot be written: {error}"),
    };
    // A link stays one: what it leads to is replaced.
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    match fs::metadata(&real) {
        Ok(there) if there.is_dir() => return Err(format!("{shown}: cannot be written: it is a folder")),
        Ok(there) if !there.is_file() => return fs::write(&real, text).map_err(fail),
        _ => {}
    }
    let beside = beside(&real);
    let written = fs::File::create_new(&beside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        if let Ok(there) = fs::metadata(&real) {
            file.set_permissions(there.permissions())?;
        }
        fs::rename(&beside, &real)
    });
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        fail(error)
    })
}

fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}
