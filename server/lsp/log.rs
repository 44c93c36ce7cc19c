//! The log: lines on standard error, where every editor looks for them. Standard output belongs to the protocol.

use std::fmt::Display;
use std::io::Write;

/// Writes one line. A closed standard error is no reason to die.
pub fn log(message: impl Display) {
    let _ = writeln!(std::io::stderr(), "milepost: {message}");
}
