//! Writes a mended file: whole or not at all, and only over the text that was read.

use std::fs;
use std::path::Path;

use crate::replace::{reason, replace};

const BOM: &str = "\u{feff}";

/// Writes `after` to the file at `path`, of which `before` was read. Keeps its byte order mark and its mode; why it is
/// left as it is, otherwise.
pub fn write(path: &Path, before: &str, after: &str) -> Result<(), String> {
    // Even where the system would let us: somebody said that it is not to change.
    if path.metadata().is_ok_and(|it| it.permissions().readonly()) {
        return Err("is not mended: it is read-only".to_owned());
    }
    let bytes = fs::read(path).map_err(|error| format!("is not mended: {}", reason(&error)))?;
    let Ok(text) = String::from_utf8(bytes) else {
        return Err("is not mended: it is not UTF-8; convert it first".to_owned());
    };
    let (mark, body) = text.strip_prefix(BOM).map_or(("", text.as_str()), |body| (BOM, body));
    if body != before {
        return Err("is not mended: it changed since it was read; run the check again".to_owned());
    }
    replace(path, |out| {
        out.write_all(mark.as_bytes())?;
        out.write_all(after.as_bytes())
    })
    .map_err(|error| format!("is not mended: {}", reason(&error)))
}
