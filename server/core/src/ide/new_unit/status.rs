//! The words in which the document says statuses.

use crate::document::Document;
use crate::ide::new_unit::line::labelled;
use crate::notation::status::{Status, status_value};
use crate::notation::table::bars;
use crate::plan::place::Place;
use crate::plan::task::TaskForm;

/// The longest status, in characters, that is taken for more than a remark.
const LONGEST: usize = 24;

/// The word by which the document says that nothing was begun; none where it says that of none.
pub(crate) fn unbegun(document: &Document) -> Option<String> {
    written(document).into_iter().find(|(status, _)| *status == Status::Todo).map(|(_, text)| text)
}

/// The statuses that the document writes where one is asked for, or else anywhere, the commonest first.
pub(crate) fn written(document: &Document) -> Vec<(Status, String)> {
    let plan = document.plan();
    let units = plan.units.iter().filter_map(|it| it.status.as_ref());
    let restated = plan.restatements.iter().filter_map(|it| it.status.as_ref());
    let places = units.chain(restated).map(|said| (said.value, said.place));
    let rows = plan.tasks.iter().filter(|it| it.form == TaskForm::Row);
    let cells = rows.filter_map(|it| it.status.zip(it.mark));
    let mut found: Vec<(Status, String, usize, bool)> = Vec::new();
    for (status, place) in places.chain(cells) {
        let Some(text) = words(document, status, place) else { continue };
        let is_field = is_asked_for(document, place);
        match found.iter_mut().find(|it| it.0 == status && it.1 == text) {
            Some(it) => {
                it.2 += 1;
                it.3 |= is_field;
            }
            None => found.push((status, text, 1, is_field)),
        }
    }
    if found.iter().any(|it| it.3) {
        found.retain(|it| it.3);
    }
    found.sort_by_key(|it| std::cmp::Reverse(it.2));
    found.into_iter().map(|(status, text, _, _)| (status, text)).collect()
}

/// What a place says as a status, without the remark behind it; none where that alone does not say the same.
fn words(document: &Document, status: Status, place: Place) -> Option<String> {
    let said = cell(document, place).unwrap_or_else(|| document.slice(place));
    let said = said.trim_matches(['(', ')', '[', ']', ' ', '*', '_', '`', '|']);
    let said = said.split(['(', ',', ';', '—', '–', '|', ':']).next()?.trim().trim_matches(['*', '_', '`']);
    let is_word = said.chars().count() <= LONGEST && !said.contains(|c: char| c.is_ascii_digit() || c == '\n');
    let is_same = status_value(said, &document.source().vocabulary) == Some(status);
    (is_word && is_same && !said.is_empty()).then(|| said.to_owned())
}

/// The whole cell that a place stands in: a mark at its start is read apart from its words.
fn cell(document: &Document, place: Place) -> Option<String> {
    let (text, start) = (document.text(), document.range(place).start);
    let line = text.line_range(text.line_of(start));
    let content = text.slice(line);
    let column = (start - line.start) as usize;
    let bars = bars(&content);
    let open = bars.iter().rev().find(|at| **at < column)?;
    let close = bars.iter().find(|at| **at >= column).copied().unwrap_or(content.len());
    content.trim_start().starts_with('|').then(|| content.get(open + 1..close).map(str::to_owned))?
}

/// Whether the place is the value of a field, or a cell.
fn is_asked_for(document: &Document, place: Place) -> bool {
    let text = document.text();
    let line = text.slice(text.line_range(text.line_of(document.range(place).start)));
    line.trim_start().starts_with('|') || labelled(&line, &document.source().vocabulary).is_some()
}
