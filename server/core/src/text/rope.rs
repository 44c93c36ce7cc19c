//! What one can ask of a text and do to it: lines, positions in three encodings, slices, edits.

use std::fmt;

use ropey::Rope;

use crate::text::{Edit, Encoding, LineEnding, Position, Text, TextRange};

impl Text {
    /// The text `text`, as it stands; see [`strip_bom`](crate::text::strip_bom).
    pub fn new(text: &str) -> Text {
        Text { rope: Rope::from_str(text) }
    }

    /// Its length in bytes.
    pub fn len(&self) -> u32 {
        to_u32(self.rope.len_bytes())
    }

    /// Whether it holds no byte.
    pub fn is_empty(&self) -> bool {
        self.rope.len_bytes() == 0
    }

    /// How many lines it has: one more than it has line ends.
    pub fn line_count(&self) -> u32 {
        to_u32(self.rope.len_lines())
    }

    /// The line, from 0, that holds the byte `offset`; the last line for an offset behind the end.
    pub fn line_of(&self, offset: u32) -> u32 {
        to_u32(self.rope.byte_to_line(self.clamp(offset)))
    }

    /// The byte at which `line` starts; the text's end where there is no such line.
    pub fn line_start(&self, line: u32) -> u32 {
        let line = (line as usize).min(self.rope.len_lines());
        to_u32(self.rope.line_to_byte(line))
    }

    /// The bytes of `line` without its line end; empty at the text's end where there is no such line.
    pub fn line_range(&self, line: u32) -> TextRange {
        let start = self.line_start(line);
        let mut end = self.line_start(line.saturating_add(1));
        if end > start && self.byte(end - 1) == Some(b'\n') {
            end -= 1;
            if end > start && self.byte(end - 1) == Some(b'\r') {
                end -= 1;
            }
        } else if end > start && self.byte(end - 1) == Some(b'\r') {
            end -= 1;
        }
        TextRange { start, end }
    }

    /// The line and column of the byte `offset`. Inside a character it is rounded down, inside a line end it is the
    /// end of the line, behind the text's end it is the text's end.
    pub fn position(&self, offset: u32, encoding: Encoding) -> Position {
        let offset = to_u32(self.clamp(offset));
        let line = self.line_of(offset);
        let range = self.line_range(line);
        let offset = offset.min(range.end) as usize;
        let start = range.start as usize;
        let character = match encoding {
            Encoding::Utf8 => offset - start,
            Encoding::Utf16 => {
                let chars = (self.rope.byte_to_char(start), self.rope.byte_to_char(offset));
                self.rope.char_to_utf16_cu(chars.1) - self.rope.char_to_utf16_cu(chars.0)
            }
            Encoding::Utf32 => self.rope.byte_to_char(offset) - self.rope.byte_to_char(start),
        };
        Position { line, character: to_u32(character) }
    }

    /// The byte offset of `position`. A column behind the line's end is the end before the line end, a line behind the
    /// last is the text's end, a column inside a character is rounded down.
    pub fn offset(&self, position: Position, encoding: Encoding) -> u32 {
        if position.line >= self.line_count() {
            return self.len();
        }
        let range = self.line_range(position.line);
        let (start, end) = (range.start as usize, range.end as usize);
        let column = position.character as usize;
        let offset = match encoding {
            Encoding::Utf8 => self.clamp(to_u32(start.saturating_add(column).min(end))),
            Encoding::Utf16 => {
                let first = self.rope.char_to_utf16_cu(self.rope.byte_to_char(start));
                let last = self.rope.char_to_utf16_cu(self.rope.byte_to_char(end));
                let unit = first.saturating_add(column).min(last);
                self.rope.char_to_byte(self.rope.utf16_cu_to_char(unit))
            }
            Encoding::Utf32 => {
                let first = self.rope.byte_to_char(start);
                let last = self.rope.byte_to_char(end);
                self.rope.char_to_byte(first.saturating_add(column).min(last))
            }
        };
        to_u32(offset.min(end))
    }

    /// The largest character boundary that is not behind `offset`, nor behind the text's end.
    pub fn boundary(&self, offset: u32) -> u32 {
        to_u32(self.clamp(offset))
    }

    /// The byte at `offset`.
    pub fn byte(&self, offset: u32) -> Option<u8> {
        self.rope.get_byte(offset as usize)
    }

    /// A copy of the bytes of `range`, its ends rounded down to character boundaries inside the text.
    pub fn slice(&self, range: TextRange) -> String {
        let (start, end) = (self.clamp(range.start), self.clamp(range.end));
        self.rope.get_byte_slice(start..end.max(start)).map(|slice| slice.to_string()).unwrap_or_default()
    }

    /// The text in pieces, in order.
    pub fn chunks(&self) -> impl Iterator<Item = &str> {
        self.rope.chunks()
    }

    /// Makes `edit`. Its range is clamped to the text and its ends are rounded down to character boundaries; an
    /// inverted range is empty at its start. Never panics.
    pub fn edit(&mut self, edit: &Edit) {
        let start = self.clamp(edit.range.start);
        let end = self.clamp(edit.range.end).max(start);
        let chars = (self.rope.byte_to_char(start), self.rope.byte_to_char(end));
        if chars.0 < chars.1 {
            self.rope.remove(chars.0..chars.1);
        }
        if !edit.insert.is_empty() {
            self.rope.insert(chars.0, &edit.insert);
        }
    }

    /// The kind of line end that occurs most; `\n` where none does, and in a tie.
    pub fn line_ending(&self) -> LineEnding {
        let (mut lf, mut crlf, mut cr) = (0u32, 0u32, 0u32);
        let mut after_cr = false;
        for byte in self.rope.bytes() {
            match byte {
                b'\n' if after_cr => {
                    cr -= 1;
                    crlf += 1;
                }
                b'\n' => lf += 1,
                b'\r' => cr += 1,
                _ => {}
            }
            after_cr = byte == b'\r';
        }
        if crlf > lf && crlf >= cr {
            LineEnding::CrLf
        } else if cr > lf {
            LineEnding::Cr
        } else {
            LineEnding::Lf
        }
    }

    fn clamp(&self, offset: u32) -> usize {
        let offset = (offset as usize).min(self.rope.len_bytes());
        self.rope.char_to_byte(self.rope.byte_to_char(offset))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rope.chunks().try_for_each(|chunk| out.write_str(chunk))
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        self.rope == other.rope
    }
}

impl Eq for Text {}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
