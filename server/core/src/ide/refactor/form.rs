//! The form of a new unit: its heading and fields, as its neighbour has them, to be filled in.

use crate::ide::new_unit::header::{family, is_imitable, line_of};
use crate::ide::new_unit::template::Template;
use crate::ide::new_unit::{NewUnit, Parts};
use crate::ide::refactor::insert::Side;
use crate::ide::rename::subject::subject_of;
use crate::index::Target;
use crate::lint::span::Span;
use crate::plan::unit::{DefinedBy, Unit, UnitIndex};
use crate::text::TextRange;
use crate::workspace::{Definition, FileId, Snapshot};

/// Text to insert.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where, in bytes.
    pub at: u32,
    /// The text.
    pub insert: String,
    /// Where in it the heading begins.
    pub heading: u32,
}

/// The new unit beside `unit`, with `token` for its number or id, and that time.
pub fn form(
    snapshot: &Snapshot,
    file: FileId,
    unit: UnitIndex,
    side: Side,
    token: &str,
    time: Option<Span>,
) -> Option<Form> {
    let document = snapshot.document(file)?;
    let model = document.plan().unit(unit)?;
    if !matches!(model.defined_by, DefinedBy::Heading(_)) || !is_imitable(document, model) {
        return None;
    }
    let text = document.text();
    let line = line_of(document, model);
    let ends = text.line_ending().as_str();
    let defined = subject_of(snapshot, Definition { file, target: Target::Unit(unit) }).ok()?;
    let label = document.range(model.name);
    let number = defined.defined_at;
    let label_text = [
        text.slice(TextRange::new(label.start, number.start)),
        token.to_owned(),
        text.slice(TextRange::new(number.end, label.end)),
    ]
    .concat();
    let family = family(document, model);
    let own = family.iter().position(|it| it.0 == unit)?;
    // Where this one has no title, the nearest that has one shows where it stands.
    let mut titled: Vec<_> = family.iter().enumerate().filter(|(_, (_, it))| !it.title.is_empty()).collect();
    titled.sort_by_key(|(at, _)| at.abs_diff(own));
    let is_like = |it: &Unit| it.defined_by == model.defined_by && is_imitable(document, it);
    let example = titled.into_iter().map(|it| *it.1).find(|(_, it)| is_like(it)).map_or(unit, |it| it.0);
    let mut block = Template::default();
    NewUnit::like(document, example, &label_text, time)?.header(&mut block);
    // Of the unit and those beside it, the one that says most is the best example.
    let beside = own.checked_sub(1).into_iter().chain([own + 1]).filter_map(|it| family.get(it));
    let fields = |at: UnitIndex| {
        let mut fields = Template::default();
        NewUnit::like(document, at, &label_text, time)?.body(Parts::Fields, &mut fields);
        Some(fields.plain())
    };
    let mut best = fields(unit)?;
    for fields in beside.filter_map(|it| fields(it.0)) {
        if fields.lines().count() > best.lines().count() {
            best = fields;
        }
    }
    block.text(&best);
    // A unit without tasks is an empty one where all others have some.
    if family.iter().all(|(_, it)| !it.tasks.is_empty()) {
        NewUnit::like(document, unit, &label_text, time)?.task(&mut block);
    }
    let block = block.plain();
    let at = match side {
        Side::Before => line.start,
        Side::After => document.extent(model).end,
    };
    let before = text.slice(TextRange::new(0, at));
    let is_apart = text.slice(TextRange::new(0, line.start)).lines().next_back().is_none_or(|it| it.trim().is_empty());
    let gap = if is_apart { ends } else { "" };
    let mut lead = String::new();
    if !before.is_empty() && !before.ends_with(['\n', '\r']) {
        lead.push_str(ends);
    }
    if !before.is_empty() && !before.ends_with(&format!("{ends}{ends}")) {
        lead.push_str(gap);
    }
    // Where a rule stands between units, one belongs behind the new unit, or before it at the end.
    let is_rule =
        |text: &str| text.trim_end().lines().next_back().is_some_and(|it| matches!(it.trim(), "---" | "***" | "___"));
    let is_last = at >= text.len();
    let above = text.slice(TextRange::new(0, line.start));
    let tail = match (is_rule(&before), is_last) {
        (true, false) => format!("{ends}{ends}---{ends}{gap}"),
        (_, false) => format!("{ends}{gap}"),
        (false, true) if is_rule(&above) => {
            lead.push_str(&format!("---{ends}{gap}"));
            ends.to_owned()
        }
        (_, true) => ends.to_owned(),
    };
    let heading = lead.len() as u32;
    Some(Form { at, insert: format!("{lead}{block}{tail}"), heading })
}
