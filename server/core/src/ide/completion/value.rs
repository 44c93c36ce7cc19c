//! What was typed of a field's value, and choices that take its place.

use crate::document::Document;
use crate::ide::completion::candidate::key;
use crate::ide::completion::position::Position;
use crate::ide::completion::{Completion, CompletionKind};
use crate::text::TextRange;

/// What ends a value on its line: what follows is a remark, another field, or a mark.
const ENDS: [char; 14] = ['(', '（', ',', '，', ';', '|', '·', '—', '–', '*', '_', '<', ')', ']'];

/// The part of a value that the cursor stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Typed {
    /// The part up to the cursor.
    pub(crate) text: String,
    /// All of it.
    pub(crate) range: TextRange,
    /// What the value says before and behind it, up to the end of the cell or line.
    pub(crate) others: String,
    /// What has to come before a choice: a blank, where none stands behind the label.
    lead: &'static str,
}

impl Typed {
    /// The value at the cursor; behind one of `separators`, only what follows the last of them.
    pub(crate) fn of(document: &Document, offset: u32, position: &Position, separators: &[char]) -> Option<Typed> {
        let (before, from) = (position.before(), position.from());
        let value = before.get(from..)?;
        let last = value.rfind(separators).map_or(0, |at| at + value.get(at..).map_or(1, first_len));
        let part = value.get(last..)?;
        let text = part.trim_start();
        let start = offset - u32::try_from(text.len()).ok()?;
        let line = document.text().line_range(document.text().line_of(offset));
        let behind = document.text().slice(TextRange::new(offset, line.end));
        let rest = behind.split(ENDS).next().unwrap_or("");
        let rest = if text.is_empty() && rest.starts_with(' ') { "" } else { rest.trim_end() };
        let is_joined = text.is_empty() && before.ends_with([':', '*', ',', ';']);
        let range = TextRange::new(start, offset + u32::try_from(rest.len()).ok()?);
        let others = format!("{}{}", value.get(..last)?, behind.get(rest.len()..)?.split('|').next()?);
        Some(Typed { text: text.to_owned(), range, others, lead: if is_joined { " " } else { "" } })
    }

    /// `text` as a choice.
    pub(crate) fn choice(&self, kind: CompletionKind, text: String, title: String) -> Completion {
        Completion {
            insert: format!("{}{text}", self.lead),
            title,
            is_on_demand: false,
            keys: if kind == CompletionKind::Time { Vec::new() } else { vec![key(&text)] },
            ..Completion::new(kind, text, self.range)
        }
    }
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}
