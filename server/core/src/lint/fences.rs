//! Edits that mend fences: lengthening the outer one, or closing one that nobody closed.

use crate::lint::rule::{Applicability, Context, Fix};
use crate::plan::fence::Fence;
use crate::plan::place::Place;
use crate::text::{Edit, TextRange};

/// Lengthens the marks of the block that `fence` seems meant to close, and its own, beyond all fences between the two.
pub fn lengthen(cx: &Context<'_>, fence: &Fence) -> Option<Fix> {
    let before = cx.document.range(fence.before?).start;
    let own = cx.document.range(fence.open).start;
    let text = cx.document.text();
    let (first, last) = (text.line_of(before), text.line_of(own));
    let mark = marks(&text.slice(text.line_range(last)))?.chars().next()?;
    let longest =
        |line: u32| marks(&text.slice(text.line_range(line))).filter(|it| it.starts_with(mark)).map(|it| it.len());
    let inside = (first + 1..last).filter_map(longest).max()?;
    let missing = (inside + 1).checked_sub(longest(last)?).filter(|it| *it > 0)?;
    let insert = mark.to_string().repeat(missing);
    let edit = |start| (cx.file, Edit { range: TextRange::empty(start), insert: insert.clone() });
    // Headings that leak out say where the block was to end.
    let applicability = if fence.leaked.is_empty() { Applicability::Unsafe } else { Applicability::Safe };
    let title = format!("Lengthen the outer fence to {}", mark.to_string().repeat(inside + 1));
    Some(Fix { title, applicability, edits: vec![edit(before), edit(own)] })
}

/// Closes `fence` behind the last line before `heading` that says something; nowhere where no such line stands in it.
pub fn close_before(cx: &Context<'_>, fence: &Fence, heading: Place) -> Option<Fix> {
    let text = cx.document.text();
    let first = text.line_of(cx.document.range(fence.open).start);
    let swallowed = text.line_of(cx.document.range(heading).start);
    let filled = |line: &u32| !text.slice(text.line_range(*line)).trim().is_empty();
    let last = (first + 1..swallowed).rev().find(filled)?;
    close_behind(cx, fence, last, Applicability::Unsafe)
}

/// Closes `fence` at the document's end, where it ends anyhow.
pub fn close_at_end(cx: &Context<'_>, fence: &Fence) -> Option<Fix> {
    let text = cx.document.text();
    let first = text.line_of(cx.document.range(fence.open).start);
    let filled = |line: &u32| !text.slice(text.line_range(*line)).trim().is_empty();
    let last = (first..text.line_count()).rev().find(filled)?;
    let heading = |line: u32| {
        let line = text.slice(text.line_range(line));
        let words = line.trim_start_matches('#');
        (2..=6).contains(&(line.len() - words.len())) && words.starts_with(' ')
    };
    if (first + 1..=last).any(heading) {
        return None;
    }
    close_behind(cx, fence, last, Applicability::Safe)
}

fn close_behind(cx: &Context<'_>, fence: &Fence, line: u32, applicability: Applicability) -> Option<Fix> {
    let text = cx.document.text();
    let start = cx.document.range(fence.open).start;
    let marks = marks(&cx.document.slice(fence.open))?.to_owned();
    let indent = text.slice(TextRange::new(text.line_range(text.line_of(start)).start, start));
    let indent = if indent.trim().is_empty() { indent } else { String::new() };
    let insert = format!("{}{indent}{marks}", text.line_ending().as_str());
    let edit = Edit { range: TextRange::empty(text.line_range(line).end), insert };
    Some(Fix { title: format!("Close the code block with {marks}"), applicability, edits: vec![(cx.file, edit)] })
}

/// The marks that a fence line begins with.
fn marks(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let marks = line.get(..line.len() - line.trim_start_matches(mark).len())?;
    (marks.len() >= 3).then_some(marks)
}
