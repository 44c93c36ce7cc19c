//! Where something is asked for: a line stands for what it says, wherever in it the cursor is.

use crate::document::Document;
use crate::plan::task::{TaskForm, TaskIndex};
use crate::text::TextRange;

/// `range` from its first word on: behind the indentation of the cursor's line, or the blank lines that a selection
/// begins with. As it is where nothing but blanks stand there.
pub fn from_first_word(document: &Document, range: TextRange) -> TextRange {
    let text = document.text();
    let line = text.line_range(text.line_of(range.start));
    let end = if range.is_empty() { line.end } else { range.end };
    // Behind the words of the line the cursor is at them already.
    let is_indent = text.slice(TextRange::new(line.start, range.start.max(line.start))).trim().is_empty();
    let inside = text.slice(TextRange::new(range.start, end.max(range.start)));
    let blank = inside.len() - inside.trim_start().len();
    if blank == inside.len() || !is_indent {
        return range;
    }
    let start = range.start + blank as u32;
    TextRange::new(start, range.end.max(start))
}

/// The task whose line, or whose description below it, holds `offset`: a line that is indented belongs to the nearest
/// line above it that is indented less.
pub fn task_at(document: &Document, offset: u32) -> Option<TaskIndex> {
    if let Some(at) = document.task_at(offset) {
        return Some(at);
    }
    let text = document.text();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let here = text.line_of(offset);
    let own = text.slice(text.line_range(here));
    if own.trim().is_empty() || document.is_verbatim(offset) {
        return None;
    }
    let mut least = indent(&own);
    for line in (0..here).rev() {
        let range = text.line_range(line);
        let content = text.slice(range);
        if least == 0 || content.trim().is_empty() {
            return None;
        }
        if indent(&content) < least {
            least = indent(&content);
            let found = document.task_at(range.start + least as u32);
            let is_item = |at: &TaskIndex| document.plan().task(*at).is_some_and(|it| it.form == TaskForm::Item);
            if let Some(at) = found.filter(is_item) {
                return Some(at);
            }
        }
    }
    None
}
