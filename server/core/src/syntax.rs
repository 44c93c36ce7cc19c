//! Markdown structure: the document cut into segments, each a flat sequence of blocks; inlines on demand.

mod blocks;
mod budget;
mod edit;
mod from_events;
mod from_tree;
mod html;
mod inlines;
mod line;
mod scan;
mod segment;
mod sequence;
mod state;
mod tree;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::syntax::sequence::Sequence;
use crate::text::TextRange;

/// A document's Markdown structure, as a sequence of segments. Cloning is cheap.
///
/// A document is cut where Markdown itself starts anew, so a segment is read from its own text alone, and an edit
/// re-reads only the segments that it touches. Segments lie end to end: together they are the document's text.
#[derive(Clone, Debug)]
pub struct Syntax {
    segments: Sequence,
    lengths: Lengths,
}

/// From how many bytes on a segment is cut although no heading comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lengths {
    /// From here on at one in eight of the places where it can be cut.
    pub long: u32,
    /// From here on at every such place.
    pub too_long: u32,
}

impl Default for Lengths {
    fn default() -> Lengths {
        Lengths { long: 2_048, too_long: 8_192 }
    }
}

/// What an edit replaced. Segments outside are the same [`Arc`]s as before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Indexes of the segments that are gone.
    pub old: Range<usize>,
    /// Indexes of the segments that came.
    pub new: Range<usize>,
}

/// A stretch of a document that is read on its own: its text, the blocks in it, and its inlines on demand. Everything
/// it says is a function of its text and of what it continues.
#[derive(Debug)]
pub struct Segment {
    text: String,
    cut: Cut,
    blocks: Vec<Block>,
    source: Source,
    inlines: OnceLock<Vec<Inline>>,
}

/// Where a segment's blocks come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// tree-sitter's block grammar.
    Tree,
    /// pulldown-cmark, because the grammar lost its way or the segment is very long.
    Events,
    /// A look at blank lines, because the parse took too long.
    Lines,
}

/// How a segment begins.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cut {
    /// With a new block, or at the start of the document.
    Fresh,
    /// With a further item of the list that the segment before ends with. Its first block is a [`BlockKind::List`].
    List,
    /// With a further row of the table that the segment before ends with, whose header and delimiter row these are: the
    /// columns of its rows. Its first block is a [`BlockKind::Table`].
    Table(Arc<str>),
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// `# …` or a paragraph underlined with `=` or `-`.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Underlined rather than marked with `#`.
        setext: bool,
    },
    /// Running text.
    Paragraph,
    /// `> …`
    Quote,
    /// A list; its items follow, one level deeper.
    List {
        /// Numbered.
        ordered: bool,
    },
    /// A list item; its first paragraph follows, one level deeper. A task box is part of that paragraph's text.
    Item {
        /// The number of an item of an ordered list, else none.
        number: Option<u32>,
    },
    /// A fenced code block. `Block::content` is the text between the fence lines.
    Fence {
        /// The info string (`rust`, `mermaid`), trimmed; empty where none.
        info: TextRange,
        /// Whether a closing fence line was found.
        closed: bool,
    },
    /// An indented code block.
    IndentedCode,
    /// A pipe table; its rows follow, one level deeper, the delimiter row left out.
    Table,
    /// A table row; its cells follow, one level deeper.
    Row {
        /// The header row.
        header: bool,
    },
    /// A table cell. `Block::content` is the trimmed text.
    Cell,
    /// A block of raw HTML or a comment.
    Html,
    /// `---`
    Break,
    /// YAML or TOML front matter, at the start of the document only. `Block::content` is what lies between the fences.
    FrontMatter,
    /// `[label]: destination`
    LinkDefinition,
}

/// One block. Offsets are bytes from the start of its segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// How many blocks enclose it (lists, items, quotes, tables, rows).
    pub depth: u8,
    /// From its first marker to the end of its last line, that line's end left out.
    pub range: TextRange,
    /// Its text without markers: of a heading without `#`s (leading and closing) and underline, of an item from behind
    /// its marker on, of a quote as `range`, of a paragraph as `range`. May run over several lines and then holds the
    /// containers' prefixes of the later ones.
    pub content: TextRange,
}

/// What an inline is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// `` `code` ``, backticks included in the range.
    Code,
    /// Raw HTML, a comment, or an autolink's angle brackets.
    Html,
    /// A link; the range is the whole link.
    Link {
        /// Where it points, as written.
        destination: String,
        /// The visible text's range.
        text: TextRange,
    },
    /// An image, alternative text and all.
    Image,
    /// `*…*` or `_…_`, marks included.
    Emphasis,
    /// `**…**` or `__…__`, marks included.
    Strong,
    /// `~~…~~`, marks included.
    Strikethrough,
}

/// One inline. Offsets are bytes from the start of its segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Where it is.
    pub range: TextRange,
}
