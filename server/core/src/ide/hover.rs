//! Hover: a card that says what a plan knows of the unit or task under the cursor.

mod card;
mod criteria;
mod rule;
mod timing;

use crate::ide::FilePosition;
use crate::ide::hover::card::card;
use crate::ide::hover::rule::rule_page;
use crate::ide::markup::escaped;
use crate::ide::target::{Pointed, file_name, target_at};
use crate::ide::words::{name, schedule, state};
use crate::index::Target;
use crate::text::TextRange;
use crate::workspace::{Definition, FileId, Snapshot};

/// How many names a list shows.
const LONGEST_LIST: usize = 12;

/// How many near names are offered for one that is defined nowhere.
const NEAR_NAMES: usize = 3;

/// What is shown over a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about, in bytes.
    pub range: TextRange,
    /// The card, in Markdown; users' words in it are escaped. [`plain`](crate::ide::markup::plain) strips the marks.
    pub markdown: String,
}

/// The card of the unit or task that is defined or named at the position; a list where several are meant; for a name
/// that is defined nowhere, the nearest ones; the page of a rule that a suppression names. None where nothing is named.
pub fn hover(snapshot: &Snapshot, at: FilePosition) -> Option<Hover> {
    if let Some(page) = snapshot.document(at.file).and_then(|it| rule_page(it, at.offset)) {
        return Some(page);
    }
    let pointed = target_at(snapshot, at)?;
    let markdown = match pointed.definitions.as_slice() {
        [] => undefined(snapshot, at.file, &pointed),
        [one] => card(snapshot, at.file, *one)?,
        several if pointed.is_ambiguous => {
            let list = list(snapshot, at.file, several);
            format!("**{}** is defined in several places:\n\n{list}", escaped(&pointed.text))
        }
        several => list(snapshot, at.file, several),
    };
    Some(Hover { range: pointed.range, markdown })
}

fn undefined(snapshot: &Snapshot, file: FileId, pointed: &Pointed) -> String {
    let mut text = format!("**{}** is not defined in this workspace", escaped(&pointed.text));
    let near = snapshot.nearest(file, &pointed.text, NEAR_NAMES);
    let names: Vec<String> = near
        .iter()
        .map(|it| if it.title.is_empty() { escaped(&it.text) } else { escaped(&format!("{}: {}", it.text, it.title)) })
        .collect();
    if !names.is_empty() {
        text.push_str("\n\nNearest: ");
        text.push_str(&names.join(", "));
    }
    text
}

/// One line for each of several that are meant.
fn list(snapshot: &Snapshot, from: FileId, definitions: &[Definition]) -> String {
    let mut lines: Vec<String> =
        definitions.iter().take(LONGEST_LIST).filter_map(|it| list_line(snapshot, from, *it)).collect();
    if let Some(more) = definitions.len().checked_sub(LONGEST_LIST).filter(|more| *more > 0) {
        lines.push(format!("- … and {more} more"));
    }
    lines.join("\n")
}

fn list_line(snapshot: &Snapshot, from: FileId, definition: Definition) -> Option<String> {
    let document = snapshot.document(definition.file)?;
    let mut parts = vec![format!("**{}**", escaped(&name(document, definition.target)?))];
    if let Target::Unit(at) = definition.target {
        parts.extend(document.plan().unit(at)?.schedule.as_ref().map(|it| schedule(&it.value)));
    }
    parts.extend(state(snapshot, definition));
    if definition.file != from {
        parts.push(escaped(&file_name(snapshot, definition.file)));
    }
    Some(format!("- {}", parts.join(" · ")))
}
