//! The form of a new unit: its heading and fields, as its neighbour has them, to be filled in.

use crate::document::Document;
use crate::ide::refactor::insert::Side;
use crate::ide::rename::subject::subject_of;
use crate::index::Target;
use crate::lint::outline::sort;
use crate::lint::shift::renumber;
use crate::lint::span::{Span, span_of};
use crate::plan::place::Place;
use crate::plan::unit::{DefinedBy, Unit, UnitIndex};
use crate::text::TextRange;
use crate::workspace::{Definition, FileId, Snapshot};

/// What stands where the author is to write.
const BLANK: &str = "…";
/// So many lines behind a heading may be fields.
const MOST_LINES: u32 = 40;
/// What may stand between the parts of a heading, beside punctuation.
const MARKS: [char; 14] = ['#', ' ', '*', '_', '[', ']', '(', ')', ':', '-', '–', '—', '.', '|'];

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
    if !is_imitable(document, model) {
        return None;
    }
    let text = document.text();
    let line = text.line_range(text.line_of(document.range(model.name).start));
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
    let mut block = heading(document, model, &label_text, time, line);
    // Of the unit and those beside it, the one that says most is the best example.
    let family = family(document, model);
    let own = family.iter().position(|it| it.name == model.name).unwrap_or(0);
    let beside = own.checked_sub(1).and_then(|it| family.get(it)).into_iter().chain(family.get(own + 1));
    let beside: Vec<String> = beside.map(|it| fields(document, it, time, ends)).collect();
    let mut best = fields(document, model, time, ends);
    for fields in beside {
        if fields.lines().count() > best.lines().count() {
            best = fields;
        }
    }
    block.push_str(&best);
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

/// Whether another heading can be like the unit's: it begins with `#`, and a word before the label belongs to the form, as
/// others have it too.
pub fn is_imitable(document: &Document, unit: &Unit) -> bool {
    let own = lead(document, unit);
    let is_shared = || family(document, unit).iter().any(|it| it.name != unit.name && lead(document, it) == own);
    let is_heading = matches!(unit.defined_by, DefinedBy::Heading(_)) && own.trim_start().starts_with('#');
    is_heading && (!own.contains(char::is_alphanumeric) || is_shared())
}

/// The units beside `unit` and of its sort, it included.
fn family<'a>(document: &'a Document, unit: &Unit) -> Vec<&'a Unit> {
    let siblings = document.plan().children(unit.parent).map(|it| it.1);
    siblings.filter(|it| sort(it) == sort(unit)).collect()
}

/// The heading, with the parts of the model's own: label, title and time, and the marks between them.
fn heading(document: &Document, model: &Unit, label: &str, time: Option<Span>, line: TextRange) -> String {
    let text = document.text();
    let name = document.range(model.name);
    let lead = lead(document, model);
    let written = text.slice(TextRange::new(name.end, line.end));
    let written = written.trim_end_matches(['\n', '\r']);
    let mut parts: Vec<(TextRange, String)> = Vec::new();
    let title = written.find(&model.title).filter(|_| !model.title.is_empty());
    if let Some(at) = title {
        let start = name.end + at as u32;
        parts.push((TextRange::new(start, start + model.title.len() as u32), BLANK.to_owned()));
    }
    let said = model
        .schedule
        .as_ref()
        .map(|it| document.range(it.place))
        .filter(|it| line.contains(*it) && it.start >= name.end);
    if let Some(said) = said {
        parts.push((said, said_at(document, model, time).unwrap_or_default()));
    }
    parts.sort_by_key(|it| it.0);
    let mut heading = format!("{lead}{label}");
    let mut end = name.end;
    for (range, insert) in parts {
        let gap = text.slice(TextRange::new(end, range.start));
        if range.start < end || gap.chars().any(|it| !MARKS.contains(&it)) || insert.is_empty() {
            // Something else stands between, or the time is not known: the rest is left to the author.
            return format!("{lead}{label}: {BLANK}");
        }
        heading.push_str(&gap);
        heading.push_str(&insert);
        end = range.end;
    }
    let rest = text.slice(TextRange::new(end, line.end));
    let closers = rest.find(|c: char| !matches!(c, ')' | ']' | '*' | '_')).unwrap_or(rest.len());
    heading.push_str(rest.get(..closers).unwrap_or(""));
    heading
}

/// What stands before the label on its line, but for marks of a status.
fn lead(document: &Document, unit: &Unit) -> String {
    let text = document.text();
    let name = document.range(unit.name);
    let line = text.line_range(text.line_of(name.start));
    let before = text.slice(TextRange::new(line.start, name.start));
    let mut lead = String::new();
    for c in before.chars().filter(|it| MARKS.contains(it) || it.is_alphanumeric()) {
        if !(c == ' ' && lead.ends_with(' ')) {
            lead.push(c);
        }
    }
    lead
}

/// The fields that the model has on lines of their own: its time and length, and the labels of others.
fn fields(document: &Document, model: &Unit, time: Option<Span>, ends: &str) -> String {
    let text = document.text();
    let header = text.line_of(document.range(model.name).start);
    let on = |line: TextRange, place: Place| line.contains(document.range(place));
    let open: Vec<Place> =
        [&model.goal, &model.owner, &model.estimate].into_iter().flatten().map(|it| it.place).collect();
    let mut found = String::new();
    let mut is_apart = false;
    let last = (header + MOST_LINES).min(text.line_of(document.extent(model).end));
    for number in header + 1..=last {
        let line = text.line_range(number);
        let content = text.slice(line);
        let content = content.trim_end_matches(['\n', '\r']);
        if content.trim_start().starts_with('#') {
            break;
        }
        if content.trim().is_empty() {
            is_apart = true;
            continue;
        }
        let schedule = model.schedule.as_ref().map(|it| it.place).filter(|it| on(line, *it));
        let duration = model.duration.as_ref().map(|it| it.place).filter(|it| on(line, *it));
        let field = match (schedule, duration) {
            // Several fields on a line say more than is known of the new unit.
            _ if content.contains('|') || content.len() > 200 => None,
            (Some(place), _) => said_at(document, model, time).and_then(|said| {
                let at = document.range(place);
                let label = text.slice(TextRange::new(line.start, at.start));
                let rest = text.slice(TextRange::new(at.end, line.start + content.len() as u32));
                let is_all = rest.chars().all(|c| MARKS.contains(&c));
                is_all.then(|| format!("{label}{said}{rest}"))
            }),
            (None, _) if open.iter().any(|it| on(line, *it)) => label(content).map(|it| format!("{it} {BLANK}")),
            (None, Some(_)) => Some(content.to_owned()),
            _ => None,
        };
        if let Some(field) = field {
            found.push_str(ends);
            if is_apart {
                found.push_str(ends);
            }
            found.push_str(&field);
            is_apart = false;
        }
    }
    found
}

/// The time in the words of the model's own.
fn said_at(document: &Document, model: &Unit, time: Option<Span>) -> Option<String> {
    let (time, span, said) = (time?, span_of(model)?, model.schedule.as_ref()?);
    let mut written = document.slice(said.place);
    let mut numbers = renumber(&written, span, time.from - span.from, false)?;
    match numbers.as_mut_slice() {
        // The other unit may be longer or shorter.
        [_, (range, last)] => *last = format!("{:0width$}", time.to, width = range.len() as usize),
        _ if time.length() != span.length() => return None,
        _ => {}
    }
    for (range, number) in numbers.into_iter().rev() {
        written.replace_range(range.start as usize..range.end as usize, &number);
    }
    Some(written)
}

/// A field's label with its colon and marks.
fn label(line: &str) -> Option<&str> {
    let (colon, c) = line.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let end = colon + c.len_utf8();
    let marks = line.get(end..)?;
    line.get(..end + marks.len() - marks.trim_start_matches(['*', '_']).len()).filter(|it| it.len() < 60)
}
