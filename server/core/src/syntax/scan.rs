//! Where a document is cut into segments.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::syntax::line::{Item, Line, Opens, line_at};
use crate::syntax::state::States;
use crate::syntax::{Cut, Lengths};

/// Places are chosen by what the line says, not by their count, so that an edit moves the cuts near it only.
const ONE_IN: u64 = 8;

/// How a scan ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scanned {
    /// At the end of the text.
    ToTheEnd,
    /// Where it was told to.
    Stopped,
    /// At the end of the part of the text that was there.
    OutOfText,
}

/// The part of a document that is scanned. It starts where a segment starts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part<'t> {
    pub(crate) text: &'t str,
    /// How the segment at its start begins.
    pub(crate) cut: &'t Cut,
    /// Whether it starts where the document starts.
    pub(crate) at_start: bool,
    /// Whether it ends where the document ends.
    pub(crate) to_end: bool,
    pub(crate) lengths: Lengths,
}

/// Calls `found` with every place behind the start where the document is cut, in bytes of the part, until it says
/// stop. Each is a function of the segment before it and the two lines behind it.
pub(crate) fn scan(part: Part<'_>, mut found: impl FnMut(usize, Cut) -> ControlFlow<()>) -> Scanned {
    let Part { text, .. } = part;
    let mut states = states_at(part.cut);
    let mut start = 0;
    let mut at = 0;
    if part.at_start {
        match front_matter(text) {
            FrontMatter::Closed(end) if end < text.len() || part.to_end => at = end,
            FrontMatter::None if !text.is_empty() => {}
            _ if !part.to_end => return Scanned::OutOfText,
            _ => {}
        }
    }
    let body = at;
    let mut after_blank = false;
    // The line before, where it may be the header of a table, with the count of its cells.
    let mut header: Option<(&str, usize)> = None;
    // The head of the table that is open, or was last.
    let mut head = match part.cut {
        Cut::Table(head) => Some(Arc::clone(head)),
        Cut::Fresh | Cut::List => None,
    };
    // Whether lines may be rows of a table that began above.
    let mut may_be_rows = head.is_some();
    while at < text.len() {
        let (end, next) = line_at(text, at);
        let lookahead = line_at(text, next);
        if !part.to_end && lookahead.1 >= text.len() {
            return Scanned::OutOfText;
        }
        let bytes = text.get(at..end).unwrap_or("");
        let line = Line::of(if at == 0 && part.at_start { bytes.trim_start_matches('\u{feff}') } else { bytes });
        if at > start {
            let after = || Line::of(text.get(next..lookahead.0).unwrap_or(""));
            let choose = part.lengths.choose(at - start, &line);
            if let Some(cut) = cut_before(&line, &states, head.as_ref(), after_blank, choose, after) {
                states = states_at(&cut);
                may_be_rows = matches!(cut, Cut::Table(_));
                if found(at, cut).is_break() {
                    return Scanned::Stopped;
                }
                start = at;
                header = None;
            }
        }
        if at == body && at > 0 && bytes.starts_with([' ', '\t']) {
            // Behind front matter tree-sitter-md miscounts the columns of a tab.
            states.step_either(&line, &Line { indent: line.indent.min(1), ..line });
        } else {
            states.step(&line);
        }
        let cells = line.plain_cells().filter(|_| states.at_top());
        if line.is_delimiter() && may_be_rows {
            // A row of dashes, or, for tree-sitter-md, another table.
            states.set_no_table();
        } else if let Some((above, count)) = header.filter(|it| cells == Some(it.1) && line.is_delimiter()) {
            states.set_table();
            head = Some(table_head(above, count));
        }
        header = cells.map(|count| (line.text, count));
        may_be_rows = !line.is_blank() && (may_be_rows || line.is_delimiter());
        after_blank = line.is_blank();
        at = next;
    }
    if part.to_end { Scanned::ToTheEnd } else { Scanned::OutOfText }
}

/// Whether the document is cut before `line`; where it need not be, only if `choose`.
fn cut_before<'t>(
    line: &Line<'t>,
    states: &States,
    head: Option<&Arc<str>>,
    after_blank: bool,
    choose: bool,
    after: impl FnOnce() -> Line<'t>,
) -> Option<Cut> {
    if line.indent > 0 || line.is_blank() {
        return None;
    }
    if line.first() == b'#' && line.opens() == Opens::Heading && states.open_to_blocks() {
        return Some(Cut::Fresh);
    }
    if !choose {
        return None;
    }
    match line.opens() {
        Opens::Item(Item { marker, empty: false, .. }) if states.in_list(marker) => Some(Cut::List),
        Opens::Text if states.in_table() && is_row(line) => {
            head.filter(|_| !after().is_delimiter()).map(|head| Cut::Table(Arc::clone(head)))
        }
        Opens::Text | Opens::Fence { .. } | Opens::Quote if after_blank && states.open_to_blocks() => {
            // `---` and `+++` would be front matter at the start of a segment, a byte order mark would be skipped.
            let plain =
                !matches!(line.first(), b'-' | b'+' | b'=' | b'<' | b'|' | b':') && !line.text.starts_with('\u{feff}');
            plain.then_some(Cut::Fresh)
        }
        _ => None,
    }
}

impl Lengths {
    /// Whether a segment of `size` bytes is cut before `line`, if it can be.
    fn choose(self, size: usize, line: &Line<'_>) -> bool {
        size >= self.too_long as usize || (size >= self.long as usize && hash(line.text).is_multiple_of(ONE_IN))
    }
}

fn is_row(line: &Line<'_>) -> bool {
    line.plain_cells().is_some() && !line.is_delimiter()
}

/// What is put before the rows of a table whose header `header` stands in an earlier segment.
fn table_head(header: &str, columns: usize) -> Arc<str> {
    Arc::from(format!("{header}\n{}|\n", "|-".repeat(columns)))
}

fn states_at(cut: &Cut) -> States {
    match cut {
        // The first line is an item, and says so itself.
        Cut::Fresh | Cut::List => States::fresh(),
        Cut::Table(_) => States::table(),
    }
}

/// Front matter at the start of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FrontMatter {
    None,
    /// It starts, and never ends: no front matter, but a line far below can make it one.
    Open,
    /// It ends before this byte.
    Closed(usize),
}

pub(crate) fn front_matter(text: &str) -> FrontMatter {
    let skipped = text.len() - text.trim_start_matches('\u{feff}').len();
    let (end, next) = line_at(text, skipped);
    let line = Line::of(text.get(skipped..end).unwrap_or(""));
    let mark = line.first();
    if line.indent > 3 || !matches!(mark, b'-' | b'+') || !ends_front_matter(line.text, mark) {
        return FrontMatter::None;
    }
    let mut at = next;
    while at < text.len() {
        let (end, next) = line_at(text, at);
        if ends_front_matter(text.get(at..end).unwrap_or(""), mark) {
            return FrontMatter::Closed(next);
        }
        at = next;
    }
    FrontMatter::Open
}

/// Whether the line is three times `mark`.
pub(crate) fn ends_front_matter(line: &str, mark: u8) -> bool {
    let marks = line.trim_end_matches([' ', '\t']);
    marks.len() == 3 && marks.bytes().all(|byte| byte == mark)
}

fn hash(text: &str) -> u64 {
    let mixed = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    mixed ^ (mixed >> 29)
}
