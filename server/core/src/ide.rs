//! What editors ask: one feature a file, each a plain function over a snapshot.

pub mod target;
pub mod markup;
pub mod words;
pub mod symbols;
pub mod recall;
pub mod hierarchy;
pub mod hover;
pub mod definition;
pub mod implementation;
pub mod references;
pub mod rename;
pub mod linked;
pub mod moved;
pub mod new_unit;
pub mod completion;
pub mod code_actions;
pub mod fix_all;
pub mod refactor;
pub mod outline;
pub mod folding;
pub mod selection;
pub mod highlights;
pub mod links;
pub mod tokens;
pub mod hints;
pub mod lenses;
pub mod format;
pub mod on_type;

use crate::text::TextRange;
use crate::workspace::FileId;

/// A place in a file, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilePosition {
    /// The file.
    pub file: FileId,
    /// The byte offset.
    pub offset: u32,
}

/// A range in a file, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileRange {
    /// The file.
    pub file: FileId,
    /// The range.
    pub range: TextRange,
}
