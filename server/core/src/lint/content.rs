//! What stands behind and below a label of acceptance criteria, by the text: tables, code and all.

use crate::lint::rule::Context;
use crate::notation::field::field_at;
use crate::notation::status::task_box;
use crate::notation::vocabulary::Field;
use crate::plan::unit::{Criteria, Unit, UnitIndex};
use crate::text::TextRange;

/// So many bytes behind a label are looked at.
const FARTHEST: u32 = 4_000;

/// The criteria of unfinished units that hold nothing, or nothing but words for what is still to be written, with their
/// lines.
pub fn left_open<'a>(cx: &Context<'a>) -> Vec<(UnitIndex, &'a Criteria, Vec<String>)> {
    let mut found = Vec::new();
    let vocabulary = &cx.document.source().vocabulary;
    for (at, unit) in cx.plan.each_unit() {
        // Several boxes are criteria that somebody thought about; looking at each of them would cost on every key.
        let is_much = |it: &&Criteria| it.count > 3 || it.count > 1 && it.boxes > 0;
        for criteria in unit.criteria.iter().filter(|it| !unit.is_over() && !is_much(it)) {
            let Some(lines) = content(cx, unit, criteria) else { continue };
            let is_open = match lines.is_empty() {
                true => criteria.count == 0,
                false => lines.iter().all(|line| vocabulary.is_unknown(line)),
            };
            found.extend(is_open.then_some((at, criteria, lines)));
        }
    }
    found
}

/// What a label of criteria introduces: nothing, or these lines without their bullets and boxes. None where that is not
/// told by lines, as in a table.
pub fn content(cx: &Context<'_>, unit: &Unit, criteria: &Criteria) -> Option<Vec<String>> {
    let place = cx.document.range(criteria.place);
    let extent = cx.document.extent(unit);
    let text = cx.document.text_in(TextRange::new(place.start, extent.end.min(place.end + FARTHEST)));
    if !extent.contains(place) {
        return None;
    }
    let at = text.line_of(place.start);
    let line = text.slice(text.line_range(at));
    let head = line.trim_start();
    if head.starts_with(['|', '>', '<']) || line.contains('|') {
        return None;
    }
    let heading = level(head);
    let indent = indent_of(&line);
    let item = is_item(head);
    let mut lines = Vec::new();
    if heading.is_none() {
        let behind = text.line_range(at).end;
        let rest = text.slice(TextRange::new(place.end, behind));
        let rest = bare(rest.trim_start_matches([':', '：', '*', '_', ' ', ')']));
        lines.extend((!rest.is_empty()).then_some(rest));
    }
    let last = text.line_of(extent.end.saturating_sub(1).max(place.end));
    for next in at + 1..=last {
        let range = text.line_range(next);
        if range.start >= extent.end.min(place.end + FARTHEST) {
            break;
        }
        let line = text.slice(range);
        let words = line.trim();
        if words.is_empty() {
            continue;
        }
        match level(words) {
            Some(deeper) if heading.is_some_and(|own| deeper > own) => {}
            Some(_) => break,
            None => {}
        }
        if is_break(words) || (item && indent_of(&line) <= indent && is_item(words)) {
            break;
        }
        let field = field_at(words.trim_start_matches(['*', '_']), None, &cx.document.source().vocabulary);
        let another = field.is_some_and(|it| it.field != Field::Acceptance);
        if heading.is_none() && another && !is_item(words) && indent_of(&line) <= indent {
            break;
        }
        lines.push(bare(words));
    }
    Some(lines)
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The level of a heading.
fn level(line: &str) -> Option<usize> {
    let marks = line.chars().take_while(|c| *c == '#').count();
    let behind = line.get(marks..).unwrap_or("");
    ((1..=6).contains(&marks) && (behind.is_empty() || behind.starts_with([' ', '\t']))).then_some(marks)
}

fn is_item(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['-', '*', '+']) && line.get(1..).is_some_and(|it| it.starts_with(' '))
        || number.len() < line.len() && number.starts_with(['.', ')'])
}

fn is_break(line: &str) -> bool {
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    bare.len() >= 3 && ['-', '*', '_'].iter().any(|mark| bare.chars().all(|c| c == *mark))
}

/// The words of a line, without its bullet, box and emphasis.
fn bare(line: &str) -> String {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let words = match is_item(line) {
        true if number.len() < line.len() => number.get(1..).unwrap_or(""),
        true => line.get(1..).unwrap_or(""),
        false => line,
    };
    let words = words.trim_start();
    let from = task_box(words).map_or(0, |found| found.rest);
    words.get(from..).unwrap_or("").trim_matches(['*', '_', '`', ' ']).to_owned()
}
