//! Links: by reference (`[#61]`, `[text][label]`), with the lines that define them; to headings and files; and paths in
//! code.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::plan::unit::Said;

/// The references of a document, and what it defines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// The labels that are referred to, as written, in document order.
    pub references: Vec<Said<String>>,
    /// The labels that are defined, in small letters and single-spaced.
    pub definitions: BTreeSet<String>,
    /// The links and images that lead to a heading here (`#anchor`) or to a file (`other.md#anchor`, `hull.png`), in
    /// document order.
    pub local: Vec<Said<String>>,
    /// The paths of files that code spans name (`src/hull.rs`), in document order.
    pub code_paths: Vec<Said<String>>,
    /// The anchors that headings and tags set, in document order; see [`Anchors`].
    pub anchors: Vec<String>,
}

impl Links {
    /// Whether the document defines `label`, in any case.
    pub fn defines(&self, label: &str) -> bool {
        let folded = label.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        self.definitions.contains(&folded)
    }
}

/// The anchors of a document that lead somewhere.
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    all: BTreeSet<String>,
    /// The letters and digits of each.
    bare: HashSet<String>,
}

impl Anchors {
    /// Those of a document with these links: the second heading of the same words is `words-1`, the third `words-2`.
    pub fn of(links: &Links) -> Anchors {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut all = BTreeSet::new();
        for anchor in &links.anchors {
            let count = counts.entry(anchor).or_insert(0);
            all.insert(if *count == 0 { anchor.clone() } else { format!("{anchor}-{count}") });
            *count += 1;
        }
        Anchors { bare: all.iter().map(|it| bare(it)).collect(), all }
    }

    /// Whether `anchor` leads somewhere, by its letters and digits: renderers differ in the rest.
    pub fn lead(&self, anchor: &str) -> bool {
        self.bare.contains(&bare(anchor))
    }

    /// All of them, in the order of the alphabet.
    pub fn iter(&self) -> impl Iterator<Item = &String> {
        self.all.iter()
    }
}

/// Letters and digits alone.
fn bare(anchor: &str) -> String {
    let anchor = anchor.strip_prefix("user-content-").unwrap_or(anchor);
    anchor.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
