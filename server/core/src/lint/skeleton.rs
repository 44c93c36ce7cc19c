//! An empty set of acceptance criteria, in the style in which the document writes them elsewhere.

use crate::lint::language::criteria_label;
use crate::lint::outline::sort;
use crate::lint::rule::Context;
use crate::lint::sections::headings;
use crate::plan::place::Place;
use crate::plan::suppression::Scope;
use crate::plan::unit::{DefinedBy, Unit, UnitIndex};
use crate::text::{Edit, Text, TextRange};

/// What stands where the author is to write.
const BLANK: &str = "…";

/// How a document introduces criteria.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Style {
    /// A heading, so much deeper than the unit's own, with its text.
    Heading(u8, String),
    /// A line of its own: `**Exit criteria:**`, `Acceptance criteria:`.
    Label(String),
    /// A list item with its text: `- Acceptance: …`; the marker, the label, whether the criteria are items below it.
    Item(String, String, bool),
    /// One line: `**Done when:** …`.
    Line(String),
}

/// How a document writes criteria: what introduces them, and the marker of their items.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Manner {
    style: Style,
    marker: String,
}

/// The edit that gives `unit` a label for criteria with a blank to fill. None where the unit is not plain running text,
/// or where a fence that nobody closed would swallow it.
pub fn skeleton(cx: &Context<'_>, at: UnitIndex) -> Option<Edit> {
    let unit = cx.plan.unit(at)?;
    if matches!(unit.defined_by, DefinedBy::Row | DefinedBy::Gantt | DefinedBy::FrontMatter | DefinedBy::Item) {
        return None;
    }
    let extent = cx.document.extent(unit);
    let unclosed = cx.plan.fences.iter().filter(|it| !it.closed);
    if unclosed.map(|it| cx.document.range(it.open)).any(|fence| extent.touches(fence.start)) {
        return None;
    }
    let manner = model(cx, at, unit).unwrap_or_else(|| habit(cx, unit));
    let text = cx.document.text();
    let ends = line_ends(text, extent.start);
    let limit = match manner.style {
        Style::Heading(deeper, _) => before_deeper_units(cx, at, unit, deeper).unwrap_or(extent.end),
        _ => {
            before_sections(text, cx.document.range(unit.header).end, extent.end).min(before_units(cx, at, extent.end))
        }
    };
    let last = last_line(text, cx.document.range(unit.header), limit);
    let insert = written(&manner, unit, text, last, ends);
    Some(Edit { range: TextRange::empty(text.line_range(last).end), insert })
}

/// The text of a skeleton behind line `last`.
fn written(manner: &Manner, unit: &Unit, text: &Text, last: u32, ends: &str) -> String {
    let Manner { style, marker } = manner;
    let lines: Vec<String> = match style {
        Style::Heading(deeper, label) => {
            let level = match unit.defined_by {
                DefinedBy::Heading(level) => (level + deeper).min(6),
                _ => 3,
            };
            vec![format!("{} {label}", "#".repeat(level.into())), String::new(), format!("{marker} {BLANK}")]
        }
        Style::Label(label) => vec![label.clone(), String::new(), format!("{marker} {BLANK}")],
        Style::Item(bullet, label, true) => vec![format!("{bullet} {label}"), format!("  {marker} {BLANK}")],
        Style::Item(bullet, label, false) => vec![format!("{bullet} {label} {BLANK}")],
        Style::Line(label) => vec![format!("{label} {BLANK}")],
    };
    let tight = matches!(style, Style::Item(..)) && Item::of(text.slice(text.line_range(last)).trim_start()).is_some();
    let mut insert = if tight { ends.to_owned() } else { ends.repeat(2) };
    insert.push_str(&lines.join(ends));
    let next = text.slice(text.line_range(last + 1));
    if last + 1 < text.line_count() && !next.trim().is_empty() && !next.starts_with(['#', ' ']) && !tight {
        insert.push_str(ends);
    }
    insert
}

/// How the unit nearest to `at` that has criteria introduces them: a sibling before it, one behind, any of its sort,
/// any at all.
fn model(cx: &Context<'_>, at: UnitIndex, unit: &Unit) -> Option<Manner> {
    let family = cx.outline.children(unit.parent);
    let here = family.partition_point(|&it| it < at);
    let (before, behind) = (family.get(..here).unwrap_or_default(), family.get(here..).unwrap_or_default());
    let siblings = before.iter().rev().chain(behind).filter_map(|&it| cx.plan.unit(it));
    let alike = siblings.chain(&cx.plan.units).filter(|it| sort(it) == sort(unit));
    let is_alone = cx.snapshot.file(cx.file).is_some_and(|it| it.names().get(&unit.label.name()).len() == 1);
    let name = if is_alone { unit.label.text.as_str() } else { "" };
    alike
        .chain(&cx.plan.units)
        .flat_map(|it| it.criteria.iter().map(move |criteria| (it, criteria.place)))
        .find_map(|(like, place)| manner_at(cx, like, place).and_then(|manner| about(manner, like, name)))
}

/// A heading that names the unit it is taken from names this one; no unit where several bear this one's name.
fn about(manner: Manner, like: &Unit, name: &str) -> Option<Manner> {
    let Style::Heading(deeper, text) = manner.style else { return Some(manner) };
    let text = text.replace(&like.label.text, name).trim().to_owned();
    (!text.is_empty()).then_some(Manner { style: Style::Heading(deeper, text), ..manner })
}

/// Reads the line at `place` as something that introduces criteria.
fn manner_at(cx: &Context<'_>, like: &Unit, place: Place) -> Option<Manner> {
    let text = cx.document.text();
    let line = text.line_of(cx.document.range(place).start);
    let content = text.slice(text.line_range(line));
    let trimmed = content.trim();
    if trimmed.starts_with('|') || like.defined_by == DefinedBy::Row {
        return None;
    }
    let marker = items_marker(text, line);
    let heading = trimmed.trim_start_matches('#');
    if heading.len() < trimmed.len() && heading.starts_with(' ') {
        let own = match like.defined_by {
            DefinedBy::Heading(level) => level,
            _ => 2,
        };
        let level = (trimmed.len() - heading.len()) as u8;
        let label = heading.trim().trim_end_matches('#').trim_end();
        let label = label.split(':').next().unwrap_or(label).trim_end();
        return Some(Manner { style: Style::Heading(level.saturating_sub(own).max(1), label.to_owned()), marker });
    }
    let item = Item::of(trimmed);
    let (label, rest) = split_label(item.as_ref().map_or(trimmed, |it| it.rest))?;
    let style = match (item, rest.trim().is_empty()) {
        (Some(item), below) => Style::Item(item.marker.replace(['x', 'X'], " "), label, below),
        (None, true) => Style::Label(label),
        (None, false) => Style::Line(label),
    };
    Some(Manner { style, marker })
}

/// A label with its marks and colon, and what stands behind it on the line.
fn split_label(line: &str) -> Option<(String, &str)> {
    let colon = line.char_indices().find(|(_, c)| matches!(c, ':' | '：'));
    let mut end = match colon {
        Some((at, c)) => at + c.len_utf8(),
        None if line.ends_with("**") || line.ends_with("__") => line.len(),
        None => return None,
    };
    let closing = line.get(end..)?;
    end += closing.len() - closing.trim_start_matches(['*', '_']).len();
    (end <= 60).then_some((line.get(..end)?.to_owned(), line.get(end..)?))
}

/// The marker of the items under line `line`; of a box, if there is no item.
fn items_marker(text: &Text, line: u32) -> String {
    let below = (line + 1..text.line_count()).take(4).map(|line| text.slice(text.line_range(line)));
    let first = below.map(|it| it.trim().to_owned()).find(|it| !it.is_empty()).unwrap_or_default();
    let item = Item::of(&first).filter(|item| !item.marker.starts_with(|c: char| c.is_ascii_digit()));
    item.map_or_else(|| "- [ ]".to_owned(), |item| item.marker.trim_end().replace(['x', 'X'], " "))
}

/// How the document labels other things, for one that has no criteria anywhere.
fn habit(cx: &Context<'_>, unit: &Unit) -> Manner {
    let text = cx.document.text();
    let label =
        *cx.criteria_label.get_or_init(|| criteria_label(&text.slice(TextRange::new(0, text.len().min(20_000)))));
    let colon = if label.is_ascii() || label.chars().any(|c| c < '\u{3000}') { ":" } else { "：" };
    let others = unit.deliverables.iter().chain(cx.plan.units.iter().flat_map(|unit| &unit.deliverables));
    let line_of = |place: Place| {
        let line = text.line_range(text.line_of(cx.document.range(place).start));
        text.slice(line).trim().to_owned()
    };
    let other = others.map(|said| line_of(said.place)).find(|line| !line.starts_with('|')).unwrap_or_default();
    let style = match Item::of(&other) {
        Some(item) => Style::Item(item.marker.replace(['x', 'X'], " "), format!("{label}{colon}"), false),
        None if other.starts_with('#') => Style::Heading(1, label.to_owned()),
        None if unit.defined_by == DefinedBy::Line => Style::Label(format!("{label}{colon}")),
        None => Style::Label(format!("**{label}{colon}**")),
    };
    let marker = if unit.defined_by == DefinedBy::Line { "-" } else { "- [ ]" };
    Manner { style, marker: marker.to_owned() }
}

/// A list item's marker, its box included, and what stands behind it.
struct Item<'a> {
    marker: &'a str,
    rest: &'a str,
}

impl Item<'_> {
    fn of(line: &str) -> Option<Item<'_>> {
        let bullet =
            line.find(|c: char| !matches!(c, '-' | '*' | '+' | '•')).filter(|&at| at > 0 && at <= '•'.len_utf8());
        let number = line.find(|c: char| !c.is_ascii_digit()).filter(|&at| at > 0 && at < 4);
        let number = number.filter(|&at| line.get(at..).is_some_and(|it| it.starts_with(['.', ')']))).map(|at| at + 1);
        let bare = bullet.or(number)?;
        let behind = line.get(bare..)?.strip_prefix(' ')?;
        let boxed = behind.starts_with('[') && behind.chars().nth(2) == Some(']');
        let end = if boxed { bare + 1 + behind.find(']')? + 1 } else { bare };
        Some(Item { marker: line.get(..end)?, rest: line.get(end..)?.trim_start() })
    }
}

/// Where the first sub-unit starts whose heading would hold a heading `deeper` than the unit's own.
fn before_deeper_units(cx: &Context<'_>, at: UnitIndex, unit: &Unit, deeper: u8) -> Option<u32> {
    let DefinedBy::Heading(level) = unit.defined_by else { return None };
    let holds = |child: &&Unit| !matches!(child.defined_by, DefinedBy::Heading(inner) if inner >= level + deeper);
    let children = cx.outline.children(Some(at)).iter().filter_map(|&child| cx.plan.unit(child));
    children.filter(holds).map(|child| cx.document.range(child.header).start).min()
}

/// Where the first sub-unit starts, or `end`.
fn before_units(cx: &Context<'_>, at: UnitIndex, end: u32) -> u32 {
    let children = cx.outline.children(Some(at)).iter().filter_map(|&child| cx.plan.unit(child));
    children.map(|child| cx.document.range(child.header).start).fold(end, u32::min)
}

/// Where the first heading inside `start..end` stands, or `end`.
fn before_sections(text: &Text, start: u32, end: u32) -> u32 {
    headings(text, start, end).next().map_or(end, |it| it.start)
}

/// The last line before `limit` that says something: no blank one and no thematic break; at least the header's. A line
/// that `limit` cuts belongs to what follows: the label of a bold line begins behind its marks.
fn last_line(text: &Text, header: TextRange, limit: u32) -> u32 {
    let first = text.line_of(header.end);
    let mut line = text.line_of(limit);
    if limit < text.line_range(line).end || limit == text.line_range(line).start {
        line = line.saturating_sub(1);
    }
    // A comment about the next line belongs to what follows.
    let about_next = format!("<!-- {} ", Scope::NextLine.word());
    let empty = |line: u32| {
        let content = text.slice(text.line_range(line));
        content.trim().is_empty() || content.trim_start().starts_with(&about_next)
    };
    while line > first && (empty(line) || is_break(&text.slice(text.line_range(line))) && empty(line - 1)) {
        line -= 1;
    }
    line.max(first)
}

fn is_break(line: &str) -> bool {
    let marks: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    marks.len() >= 3 && matches!(marks.first(), Some('-' | '*' | '_')) && marks.iter().all(|c| Some(c) == marks.first())
}

/// How the line of `offset` ends, so that an insertion ends its lines the same way.
fn line_ends(text: &Text, offset: u32) -> &'static str {
    let end = text.line_range(text.line_of(offset)).end;
    match (text.byte(end), text.byte(end + 1)) {
        (Some(b'\r'), Some(b'\n')) => "\r\n",
        (Some(b'\r'), _) => "\r",
        (Some(_), _) => "\n",
        (None, _) => text.line_ending().as_str(),
    }
}
