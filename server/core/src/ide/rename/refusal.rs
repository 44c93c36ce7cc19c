//! Refusals: why something cannot be done.

use std::fmt;

/// Why something cannot be done: a sentence that says what, where and, if there is a way, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
