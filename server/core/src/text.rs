//! A document's text: a rope, byte ranges in it, edits to it, and positions by line and column.

mod rope;

use ropey::Rope;

/// A half-open range of byte offsets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextRange {
    /// The first byte inside.
    pub start: u32,
    /// The first byte behind.
    pub end: u32,
}

impl TextRange {
    /// The range from `start` to `end`; an inverted one is empty at `start`.
    pub fn new(start: u32, end: u32) -> TextRange {
        TextRange { start, end: end.max(start) }
    }

    /// The empty range at `offset`.
    pub fn empty(offset: u32) -> TextRange {
        TextRange { start: offset, end: offset }
    }

    /// How many bytes it holds.
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `offset` lies inside or at either end, as a cursor does.
    pub fn touches(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: TextRange) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: TextRange) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same range, `by` bytes further on.
    pub fn shifted(self, by: u32) -> TextRange {
        TextRange { start: self.start + by, end: self.end + by }
    }

    /// The part of `text` in this range; empty where it does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// One replacement: the bytes of `range` become `insert`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes, in bytes of the text before the edit.
    pub range: TextRange,
    /// What comes.
    pub insert: String,
}

/// How much of a text edits left as it was. Where there are several, what lies between them counts as changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// So many bytes at its start.
    pub head: u32,
    /// So many bytes at its end.
    pub tail: u32,
}

impl Kept {
    /// What `edit` leaves of a text of `len` bytes.
    pub fn by(edit: &Edit, len: u32) -> Kept {
        // An edit's ends are moved to character boundaries, by up to three bytes.
        let head = edit.range.start.min(len).saturating_sub(3);
        let end = edit.range.end.max(edit.range.start).saturating_add(3).min(len);
        Kept { head, tail: len - end }
    }

    /// What is left after other edits too.
    pub fn and(self, other: Kept) -> Kept {
        Kept { head: self.head.min(other.head), tail: self.tail.min(other.tail) }
    }
}

/// How columns are counted; the client and the server agree on one at the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, the protocol's default.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

/// A line and a column, both from 0; the column in units of an [`Encoding`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 0. Lines end at `\n`, `\r\n` and `\r` only.
    pub line: u32,
    /// The column, from 0.
    pub character: u32,
}

/// A document's text. Cloning is cheap.
#[derive(Clone, Debug, Default)]
pub struct Text {
    rope: Rope,
}

/// How lines end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineEnding {
    /// `\n`
    #[default]
    Lf,
    /// `\r\n`
    CrLf,
    /// `\r`
    Cr,
}

impl LineEnding {
    /// The bytes of one line end.
    pub fn as_str(self) -> &'static str {
        match self {
            LineEnding::Lf => "\n",
            LineEnding::CrLf => "\r\n",
            LineEnding::Cr => "\r",
        }
    }
}

/// `text` without the byte order mark at its start, if it has one.
pub fn strip_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}
