//! Links by reference: `[#61]` and `[text][label]`, and the lines that define them.

use std::collections::BTreeSet;

use crate::plan::unit::Said;

/// The references of a document, and what it defines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// The labels that are referred to, as written, in document order.
    pub references: Vec<Said<String>>,
    /// The labels that are defined, in small letters and single-spaced.
    pub definitions: BTreeSet<String>,
}

impl Links {
    /// Whether the document defines `label`, in any case.
    pub fn defines(&self, label: &str) -> bool {
        let folded = label.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        self.definitions.contains(&folded)
    }
}
