//! What is open at the top of a document between two lines, as far as a look at the lines can tell.

use crate::syntax::html::{HtmlEnd, HtmlStart};
use crate::syntax::line::{Item, LONG_RUN, Line, Opens};

/// What may be open. Where a line can be read in two ways, both are followed: a document may be cut only where all
/// agree.
#[derive(Clone, Debug)]
pub(crate) struct States {
    all: Vec<State>,
    /// Too many ways; nothing can be told any more.
    lost: bool,
}

/// One way of reading the lines so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct State {
    leaf: Leaf,
    outer: Outer,
    paragraph: Paragraph,
    /// The lines before are rows of a top-level table.
    table: bool,
}

/// The block at the top level that takes in whole lines whatever they hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leaf {
    None,
    Fence { mark: u8, len: usize },
    Html(HtmlEnd),
}

/// The outermost container. What is open inside it does not matter: a line that does not go on with it closes it all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outer {
    None,
    Quote,
    Item { marker: u8, offset: usize, empty: bool },
}

/// Whether a paragraph is open, wherever it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Paragraph {
    No,
    Maybe,
    Yes,
}

const FRESH: State = State { leaf: Leaf::None, outer: Outer::None, paragraph: Paragraph::No, table: false };

const MOST: usize = 8;

impl States {
    /// Nothing is open.
    pub(crate) fn fresh() -> States {
        States { all: vec![FRESH], lost: false }
    }

    /// A top-level table is open.
    pub(crate) fn table() -> States {
        States { all: vec![State { table: true, paragraph: Paragraph::Yes, ..FRESH }], lost: false }
    }

    /// Whether a line at column 0 that opens a block starts it at the top level.
    pub(crate) fn open_to_blocks(&self) -> bool {
        !self.lost && self.all.iter().all(|state| state.leaf == Leaf::None)
    }

    /// Whether a line at column 0 that starts an item with `marker` goes on with an open top-level list.
    pub(crate) fn in_list(&self, with: u8) -> bool {
        let within = |outer| matches!(outer, Outer::Item { marker, .. } if marker == with);
        self.open_to_blocks() && self.all.iter().all(|state| within(state.outer))
    }

    /// Whether a top-level table is open for certain.
    pub(crate) fn in_table(&self) -> bool {
        self.open_to_blocks() && self.all.iter().all(|state| state.table)
    }

    /// Whether the line that was read last stands at the top level, in no container.
    pub(crate) fn at_top(&self) -> bool {
        self.open_to_blocks() && self.all.iter().all(|state| state.outer == Outer::None)
    }

    /// Notes that the line that was read last is the delimiter row of a top-level table.
    pub(crate) fn set_table(&mut self) {
        for state in &mut self.all {
            *state = State { table: true, paragraph: Paragraph::Yes, ..FRESH };
        }
        self.all.truncate(1);
    }

    /// Notes that it is not certain that a table is open.
    pub(crate) fn set_no_table(&mut self) {
        self.all.iter_mut().for_each(|state| state.table = false);
    }

    /// Reads one line that may be indented as `line` or as `other` is.
    pub(crate) fn step_either(&mut self, line: &Line<'_>, other: &Line<'_>) {
        let mut states = self.clone();
        states.step(other);
        self.step(line);
        self.all.extend(states.all);
        self.lost |= states.lost;
    }

    /// Reads one line.
    pub(crate) fn step(&mut self, line: &Line<'_>) {
        if self.lost {
            return;
        }
        let before = std::mem::take(&mut self.all);
        for state in &before {
            self.lost |= state.step(line, &mut self.all);
        }
        let mut at = 0;
        while let Some(state) = self.all.get(at) {
            match self.all.iter().take(at).any(|other| other == state) {
                true => drop(self.all.remove(at)),
                false => at += 1,
            }
        }
        self.lost |= self.all.len() > MOST;
    }
}

impl State {
    /// Adds the ways of reading `line` to `out`; whether they are too many.
    fn step(mut self, line: &Line<'_>, out: &mut Vec<State>) -> bool {
        match self.leaf {
            Leaf::Fence { mark, len } => {
                out.push(if line.closes(mark, len) { FRESH } else { self });
                return false;
            }
            Leaf::Html(end) => {
                out.push(if end.is_in(line.text) { FRESH } else { self });
                return false;
            }
            Leaf::None => {}
        }
        if line.is_blank() {
            self.paragraph = Paragraph::No;
            self.table = false;
            match &mut self.outer {
                Outer::Quote => self.outer = Outer::None,
                // An item that starts with a blank line ends with the next one, but not in all parsers.
                Outer::Item { empty, .. } if *empty => {
                    *empty = false;
                    out.push(FRESH);
                }
                _ => {}
            }
            out.push(self);
            return false;
        }
        if self.goes_on(line) {
            self.paragraph = Paragraph::Maybe;
            if let Outer::Item { empty, .. } = &mut self.outer {
                *empty = false;
            }
            out.push(self);
            return false;
        }
        if line.indent >= 4 {
            return self.indented(line, out);
        }
        match line.opens() {
            // A link definition is no paragraph.
            Opens::Text if line.first() == b'[' => self.text(Paragraph::Maybe, out),
            Opens::Text => self.text(Paragraph::Yes, out),
            Opens::Underline => State { table: false, ..self }.text(Paragraph::Maybe, out),
            Opens::Heading | Opens::Break => out.push(FRESH),
            Opens::Quote => out.push(State { outer: Outer::Quote, paragraph: Paragraph::Maybe, ..FRESH }),
            Opens::Fence { len, .. } if len >= LONG_RUN => return true,
            Opens::Fence { mark, len } => out.push(State { leaf: Leaf::Fence { mark, len }, ..FRESH }),
            Opens::Item(item) => {
                self.item(item, out);
                // `- | -` is an item, or the delimiter row of a table.
                if self.paragraph != Paragraph::No && line.is_delimiter() && line.text.contains('|') {
                    self.text(Paragraph::Yes, out);
                }
            }
            Opens::Html(start) => self.html(start, line.text, out),
        }
        false
    }

    /// Whether `line` belongs to the outermost container by its own marks.
    fn goes_on(&self, line: &Line<'_>) -> bool {
        match self.outer {
            Outer::None => false,
            Outer::Quote => line.first() == b'>',
            Outer::Item { offset, .. } => line.indent >= offset,
        }
    }

    /// Text that no marks put into the container: a further line of its paragraph, or a new paragraph behind it.
    fn text(self, paragraph: Paragraph, out: &mut Vec<State>) {
        let inside = State { paragraph, ..self };
        let outside = State { paragraph, outer: Outer::None, table: self.table && self.outer == Outer::None, ..self };
        if self.outer == Outer::None || self.paragraph != Paragraph::Yes {
            out.push(outside);
        }
        if self.outer != Outer::None && self.paragraph != Paragraph::No {
            out.push(inside);
        }
    }

    /// A line indented by 4 or more: a further line of a paragraph, else code.
    fn indented(self, line: &Line<'_>, out: &mut Vec<State>) -> bool {
        // tree-sitter-md lets these marks end a paragraph however far they are indented.
        let ends = matches!(line.first(), b'*' | b'_' | b'>' | b'`' | b'~' | b'<');
        if self.paragraph != Paragraph::Yes || ends {
            out.push(FRESH);
        }
        if self.paragraph != Paragraph::No {
            out.push(self);
        }
        line.indent >= LONG_RUN
    }

    fn item(self, item: Item, out: &mut Vec<State>) {
        let paragraph = match (item.empty, item.plain) {
            (true, _) => Paragraph::No,
            (_, true) => Paragraph::Yes,
            _ => Paragraph::Maybe,
        };
        let outer = Outer::Item { marker: item.marker, offset: item.offset, empty: item.empty };
        let certain = item.interrupts || self.outer != Outer::None;
        if certain || item.may_interrupt || self.paragraph != Paragraph::Yes {
            out.push(State { outer, paragraph, ..FRESH });
        }
        if !certain && self.paragraph != Paragraph::No {
            // `-` below a paragraph underlines it, `12.` is its text.
            let underlines = item.empty && item.marker == b'-';
            self.text(if underlines { Paragraph::Maybe } else { Paragraph::Yes }, out);
        }
    }

    fn html(self, start: HtmlStart, text: &str, out: &mut Vec<State>) {
        let paragraph = if start.interrupts { Paragraph::No } else { self.paragraph };
        if paragraph != Paragraph::Yes {
            out.push(match start.end.is_in_first(text) {
                true => FRESH,
                false => State { leaf: Leaf::Html(start.end), ..FRESH },
            });
        }
        if paragraph != Paragraph::No || !start.certain {
            self.text(Paragraph::Yes, out);
        }
    }
}
