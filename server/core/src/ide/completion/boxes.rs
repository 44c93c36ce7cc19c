//! Marks of a task's box: those of the document, then the others that are known.

use std::ops::Range;

use crate::document::Document;
use crate::ide::completion::{Completion, CompletionKind};
use crate::notation::status::{Status, task_box};
use crate::plan::read::profile::box_status;
use crate::text::TextRange;

/// The known marks, the commonest first.
const MARKS: [&str; 6] = ["[ ]", "[x]", "[/]", "[-]", "[~]", "[!]"];

/// The choices for the box at `range`, in bytes of its line, of which `typed` stands before the cursor.
pub(crate) fn boxes(document: &Document, offset: u32, range: &Range<usize>, before: &str) -> Vec<Completion> {
    let text = document.text();
    let line = text.line_range(text.line_of(offset));
    let part = |at: usize| line.start + u32::try_from(at).unwrap_or(0);
    let replace = TextRange::new(part(range.start), part(range.end));
    let behind = text.slice(TextRange::new(replace.end, line.end));
    let gap = if behind.starts_with([' ', '\t', '*']) { "" } else { " " };
    let typed = before.get(range.start..).unwrap_or("");
    let dialect = Some(document.plan().profile);
    let choice = |mark: String| {
        let status = task_box(&mark).and_then(|it| box_status(dialect, it.mark))?;
        Some(Completion {
            title: status.to_string(),
            insert: format!("{mark}{gap}"),
            is_whole: true,
            // A mark is chosen and not typed: what stands in the box already does not rule out another.
            filter: format!("{typed}{mark}"),
            ..Completion::new(CompletionKind::Status, mark, replace)
        })
    };
    let mut marks = written(document);
    for mark in MARKS {
        let status = |mark: &str| task_box(mark).map(|it| it.mark);
        if !marks.iter().any(|it| status(it) == status(mark)) {
            marks.push(mark.to_owned());
        }
    }
    // A new item is nearly always open.
    if behind.trim().is_empty() && !text.slice(replace).contains(char::is_alphanumeric) {
        marks.sort_by_key(|it| task_box(it).is_none_or(|it| it.mark.status() != Some(Status::Todo)));
    }
    marks.into_iter().filter_map(choice).collect()
}

/// The boxes that the document writes, the commonest first.
fn written(document: &Document) -> Vec<String> {
    let mut found: Vec<(String, usize)> = Vec::new();
    for place in document.plan().tasks.iter().filter_map(|it| it.mark) {
        let mark = document.slice(place);
        let is_box = mark.starts_with('[') && mark.chars().count() == 3;
        match found.iter_mut().find(|it| it.0 == mark) {
            Some(it) => it.1 += 1,
            None if is_box => found.push((mark, 1)),
            None => {}
        }
    }
    found.sort_by_key(|it| std::cmp::Reverse(it.1));
    found.into_iter().map(|(mark, _)| mark).collect()
}
