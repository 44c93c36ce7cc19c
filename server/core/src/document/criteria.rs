//! Acceptance criteria in words: the items that a label introduces, from the document's text.

use crate::document::Document;
use crate::plan::unit::Criteria;
use crate::text::TextRange;

/// How many lines under a label are looked at.
const MOST_LINES: u32 = 200;

/// The items that one label introduces: what stands on its line, or else the list under it.
pub fn items_of(document: &Document, criteria: &Criteria) -> Vec<String> {
    let text = document.text();
    let label = document.range(criteria.place);
    let row = text.line_of(label.start);
    let line = text.line_range(row);
    if text.slice(line).trim_start().starts_with('|') {
        return vec![text.slice(label)].into_iter().filter(|it| !it.trim().is_empty()).collect();
    }
    let behind = text.slice(TextRange::new(label.end.min(line.end), line.end));
    let behind = behind.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | ':' | '：' | '#'));
    if !behind.is_empty() {
        return vec![behind.to_owned()];
    }
    if criteria.count == 0 {
        return Vec::new();
    }
    let most = usize::try_from(criteria.count).unwrap_or(usize::MAX);
    let last = text.line_count().min(row.saturating_add(MOST_LINES));
    let lines = (text.line_of(label.end) + 1..last).map(|row| text.slice(text.line_range(row)));
    list_items(lines, most)
}

/// The first list among `lines`: its outermost items, at most `most`, each with the lines that continue it.
fn list_items(lines: impl Iterator<Item = String>, most: usize) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    let mut indent = None;
    let mut after_blank = false;
    for line in lines {
        let content = line.trim_start();
        let column = line.len() - content.len();
        let content = content.trim_end();
        if content.is_empty() {
            after_blank = true;
            continue;
        }
        // What tools leave around their lists: `<!-- AC:BEGIN -->`.
        if content.starts_with("<!--") && content.ends_with("-->") {
            continue;
        }
        if content.starts_with('#') || content.starts_with("```") || content.starts_with("~~~") {
            break;
        }
        match (item_text(content), indent) {
            (Some(text), None) => {
                indent = Some(column);
                items.push(text.to_owned());
            }
            (Some(text), Some(outer)) if column <= outer + 1 => {
                if items.len() >= most || column + 1 < outer {
                    break;
                }
                items.push(text.to_owned());
            }
            // Items inside items say how, and the card has no room for them.
            (Some(_), Some(_)) => {}
            (None, Some(outer)) if !after_blank || column > outer => {
                if let Some(item) = items.last_mut() {
                    item.push(' ');
                    item.push_str(content);
                }
            }
            (None, Some(_)) => break,
            (None, None) => return vec![content.to_owned()],
        }
        after_blank = false;
    }
    items
}

/// The words of a list item behind its marker.
fn item_text(line: &str) -> Option<&str> {
    let bare = line.strip_prefix(['-', '*', '+', '•', '✅', '☐', '☑', '✓', '✔']);
    let numbered = || {
        let digits = line.find(|c: char| !c.is_ascii_digit()).filter(|digits| *digits > 0)?;
        line.get(digits..)?.strip_prefix(['.', ')'])
    };
    let rest = bare.or_else(numbered)?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim())
}
