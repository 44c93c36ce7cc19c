//! One line, looked at from its start: what it would open if nothing forbade it.

use std::borrow::Cow;

use crate::syntax::html::{self, HtmlStart};

/// A run of marks, or of blanks before a line's text, from which on tree-sitter-md's one-byte counters may run over.
pub(crate) const LONG_RUN: usize = 200;

/// A line without its line end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'t> {
    /// The columns of blanks before the text; a tab goes to the next multiple of 4.
    pub(crate) indent: usize,
    /// The text, from its first byte that is not blank to the end of the line.
    pub(crate) text: &'t str,
}

/// What a line opens. Everything but `Text` ends a paragraph, save for what [`Opens::interrupts`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opens {
    Text,
    Heading,
    Break,
    /// A line of only `-`, at most two, or of only `=`: an underline below a paragraph.
    Underline,
    Quote,
    Fence {
        mark: u8,
        len: usize,
    },
    Item(Item),
    Html(HtmlStart),
}

/// A line that starts a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    /// `-`, `*`, `+`, or what follows the number.
    pub(crate) marker: u8,
    /// From which column on later lines are inside.
    pub(crate) offset: usize,
    /// Whether nothing follows the marker.
    pub(crate) empty: bool,
    /// Whether running text follows the marker, for certain.
    pub(crate) plain: bool,
    /// Whether it can end a paragraph that stands directly before.
    pub(crate) interrupts: bool,
    /// Whether it can in tree-sitter-md only, which looks at the count of digits and not at the number.
    pub(crate) may_interrupt: bool,
}

impl<'t> Line<'t> {
    pub(crate) fn of(line: &'t str) -> Line<'t> {
        let mut indent = 0;
        for byte in line.bytes() {
            match byte {
                b' ' => indent += 1,
                b'\t' => indent += 4 - indent % 4,
                _ => break,
            }
        }
        Line { indent, text: line.trim_start_matches([' ', '\t']) }
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn first(&self) -> u8 {
        self.text.as_bytes().first().copied().unwrap_or(b'\n')
    }

    /// How often its first byte is repeated.
    pub(crate) fn run(&self) -> usize {
        let first = self.first();
        self.text.bytes().take_while(|byte| *byte == first).count()
    }

    /// What it opens at an indentation of 3 or less.
    pub(crate) fn opens(&self) -> Opens {
        match self.first() {
            b'#' => {
                let run = self.run();
                let behind = self.text.as_bytes().get(run);
                match run <= 6 && matches!(behind, None | Some(b' ' | b'\t')) {
                    true => Opens::Heading,
                    false => Opens::Text,
                }
            }
            b'>' => Opens::Quote,
            mark @ (b'`' | b'~') => {
                let len = self.run();
                let info = self.text.get(len..).unwrap_or("");
                match len >= 3 && (mark == b'~' || !info.contains('`')) {
                    true => Opens::Fence { mark, len },
                    false => Opens::Text,
                }
            }
            b'=' if self.is_only('=') => Opens::Underline,
            b'_' if self.is_break() => Opens::Break,
            b'-' | b'*' if self.is_break() => Opens::Break,
            b'-' if self.is_only('-') && self.text.trim_end().len() > 1 => Opens::Underline,
            marker @ (b'-' | b'*' | b'+') => self.item(marker, 1),
            b'0'..=b'9' => {
                let digits = self.text.bytes().take_while(u8::is_ascii_digit).count();
                match self.text.as_bytes().get(digits) {
                    Some(marker @ (b'.' | b')')) if digits <= 9 => self.item(*marker, digits + 1),
                    _ => Opens::Text,
                }
            }
            b'<' => html::start(self.text).map_or(Opens::Text, Opens::Html),
            _ => Opens::Text,
        }
    }

    /// Whether it closes a fence of `len` times `mark`.
    pub(crate) fn closes(&self, mark: u8, len: usize) -> bool {
        let run = self.run();
        self.indent < 4
            && self.first() == mark
            && run >= len
            && self.text.get(run..).unwrap_or("").trim_matches([' ', '\t']).is_empty()
    }

    /// Whether it may stand below a table's header: only pipes, dashes, colons and blanks.
    pub(crate) fn is_delimiter(&self) -> bool {
        self.text.contains('-') && self.text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
    }

    /// How many cells it has, if it is written plainly as a table row: at column 0, a pipe at either end, no
    /// backslash, and no code with pipes in it, which are the ends of cells for one parser and not for another.
    pub(crate) fn plain_cells(&self) -> Option<usize> {
        let inner = self.text.trim_end_matches([' ', '\t']).strip_prefix('|')?.strip_suffix('|')?;
        let plain = self.indent == 0 && !inner.contains('\\') && inner.split('|').all(is_plain_cell);
        plain.then(|| inner.split('|').count())
    }

    fn is_only(&self, mark: char) -> bool {
        self.text.trim_end_matches([' ', '\t']).chars().all(|char| char == mark)
    }

    fn is_break(&self) -> bool {
        let mark = self.first();
        self.text.bytes().all(|byte| byte == mark || byte == b' ' || byte == b'\t')
            && self.text.bytes().filter(|byte| *byte == mark).count() >= 3
    }

    fn item(&self, marker: u8, width: usize) -> Opens {
        let behind = self.text.get(width..).unwrap_or("");
        let content = behind.trim_start_matches([' ', '\t']);
        let column = self.indent + width;
        if content.is_empty() {
            return Opens::Item(Item {
                marker,
                offset: column + 1,
                empty: true,
                plain: false,
                interrupts: false,
                may_interrupt: false,
            });
        }
        let mut blanks = 0;
        for byte in behind.bytes().take(behind.len() - content.len()) {
            blanks += if byte == b'\t' { 4 - (column + blanks) % 4 } else { 1 };
        }
        let offset = match blanks {
            0 => return Opens::Text,
            1..=4 => column + blanks,
            _ => column + 1,
        };
        let after_box = match content.as_bytes() {
            [b'[', _, b']', b' ', ..] => content.get(4..).unwrap_or(""),
            _ => content,
        };
        let plain = blanks <= 4 && after_box.starts_with(|char: char| char.is_ascii_alphabetic());
        let interrupts = width == 1 || (width == 2 && self.first() == b'1');
        Opens::Item(Item { marker, offset, empty: false, plain, interrupts, may_interrupt: width == 2 })
    }
}

/// The end of the line that starts at `from`, before and behind its line end.
pub(crate) fn line_at(text: &str, from: usize) -> (usize, usize) {
    let rest = text.as_bytes().get(from..).unwrap_or(&[]);
    let len = memchr(rest);
    let end = match (rest.get(len), rest.get(len + 1)) {
        (None, _) => len,
        (Some(b'\r'), Some(b'\n')) => len + 2,
        _ => len + 1,
    };
    (from + len, from + end)
}

/// `text` with every lone `\r` as `\n`, byte for byte: pulldown-cmark does not take it for a line end everywhere.
pub(crate) fn without_lone_cr(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    let mut chars = text.chars().peekable();
    let mut plain = String::with_capacity(text.len());
    while let Some(char) = chars.next() {
        let lone = char == '\r' && chars.peek() != Some(&'\n');
        plain.push(if lone { '\n' } else { char });
    }
    Cow::Owned(plain)
}

/// Whether it has text, and marks of code in pairs.
fn is_plain_cell(cell: &str) -> bool {
    !cell.trim().is_empty() && cell.matches('`').count().is_multiple_of(2) && !cell.contains("``")
}

fn memchr(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(bytes.len())
}
