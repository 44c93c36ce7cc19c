//! How a document declares what its units wait for, and the same for one unit more.

use crate::document::Document;
use crate::document::regions::{Region, RegionKind};
use crate::index::Target;
use crate::lint::language::depends_label;
use crate::lint::outline::sort;
use crate::notation::field::field_at;
use crate::notation::vocabulary::Field;
use crate::plan::unit::{DefinedBy, Dependency, Unit, UnitIndex};
use crate::text::{Edit, TextRange};
use crate::workspace::{Definition, Snapshot};

/// The edit by which the unit `of` declares to wait for `name` too: behind what it names already, in the place of a
/// word for nothing, or as the unit nearest to it declares it. None where no place is certain.
pub fn declared(snapshot: &Snapshot, of: Definition, name: &str) -> Option<Edit> {
    let document = snapshot.document(of.file)?;
    let Target::Unit(at) = of.target else { return None };
    let unit = document.plan().unit(at)?;
    let header = document.range(unit.header);
    if let Some(edit) = unit.depends.iter().rev().find_map(|it| behind(document, it, name)) {
        return Some(edit);
    }
    // A declaration that cannot go on is no reason for a second one; a sentence about it is none of its own.
    let line = |it: &Dependency| document.text().line_range(document.text().line_of(document.range(it.place).start));
    if unit.depends.iter().any(|it| is_list(document, line(it))) {
        return None;
    }
    match unit.defined_by {
        DefinedBy::Row => cell(document, header, name),
        DefinedBy::Heading(_) | DefinedBy::Bold | DefinedBy::Line => {
            in_place_of_nothing(document, unit, name).or_else(|| as_others(document, at, unit, name))
        }
        _ => None,
    }
}

/// Behind the last name of a declaration, and what is said of it: the end of its link, a remark in brackets. None where
/// the text goes on with more than another name could follow.
fn behind(document: &Document, dependency: &Dependency, name: &str) -> Option<Edit> {
    if dependency.on.iter().any(|it| it.by_title) {
        return None;
    }
    let last = dependency.on.iter().map(|it| document.range(it.place)).max_by_key(|it| it.end)?;
    let place = document.range(dependency.place);
    place.contains(last).then_some(())?;
    let text = document.text();
    let line = text.line_range(text.line_of(last.end));
    let before = text.slice(TextRange::new(line.start, last.end));
    let rest = text.slice(TextRange::new(last.end, line.end));
    // Brackets around the whole declaration are none of the name's: `(depends on Phase 1)`.
    let declared = before.get((place.start.max(line.start) - line.start) as usize..)?;
    let end = end_of_item(&before, declared, &rest, is_list(document, line))?;
    let tail = rest.get(end..)?.trim_end();
    let joint = separator(document).unwrap_or_else(|| ", ".to_owned());
    let at = last.end + end as u32;
    // A comma waits for more already.
    if matches!(tail.trim_start(), "," | "，" | "、") {
        return Some(Edit { range: TextRange::new(at, at + tail.len() as u32), insert: format!("{joint}{name}") });
    }
    let goes_on = tail.trim_start().chars().next();
    let can_follow =
        goes_on.is_none_or(|it| matches!(it, '.' | ';' | '|' | '·' | '•' | ')' | '）' | ']' | '。' | '\\' | '<'));
    can_follow.then(|| Edit { range: TextRange::empty(at), insert: format!("{joint}{name}") })
}

/// Whether the line holds names and no sentence about them: a field, a row, or an item below a field's label.
fn is_list(document: &Document, line: TextRange) -> bool {
    let content = document.text().slice(line);
    let is_field = |it: &str| field(document, it).is_some_and(|it| it.0 == Field::Dependencies);
    content.trim_start().starts_with('|') || is_field(&content)
}

/// How far the item goes on into `rest`, whose name ends the line `before` it and what is `declared` there: with marks,
/// the link around it, and a remark in brackets. Brackets around the name belong to the item in a list of names; in a
/// sentence the name is a remark itself.
fn end_of_item(before: &str, declared: &str, rest: &str, is_list: bool) -> Option<usize> {
    let is_open = |open: char, close: char| declared.matches(open).count() > declared.matches(close).count();
    let mut end = 0;
    let tail = |end: usize| rest.get(end..).unwrap_or_default();
    if is_open('[', ']') {
        let close = rest.find(']')? + 1;
        // Without an address it is a list in brackets, which goes on inside.
        match tail(close).chars().next() {
            Some('(') => end = close + tail(close).find(')')? + 1,
            Some('[') => end = close + tail(close).find(']')? + 1,
            _ => {}
        }
    }
    for mark in ["**", "__", "~~", "`"] {
        if before.matches(mark).count() % 2 == 1 && tail(end).starts_with(mark) {
            end += mark.len();
        }
    }
    for (open, close) in [('(', ')'), ('（', '）')] {
        if is_open(open, close) {
            let found = tail(end).find(close).filter(|_| is_list)?;
            end += found + close.len_utf8();
        }
        let gap = tail(end).len() - tail(end).trim_start().len();
        if tail(end + gap).starts_with(open) {
            end += gap + tail(end + gap).find(close)? + close.len_utf8();
        }
    }
    Some(end)
}

/// What stands between two names of a declaration of the document.
fn separator(document: &Document) -> Option<String> {
    let plan = document.plan();
    let pairs = plan.units.iter().flat_map(|it| &it.depends).flat_map(|it| it.on.windows(2).map(|it| it.to_vec()));
    let texts = pairs.filter_map(|pair| {
        let [one, other] = pair.as_slice() else { return None };
        let (one, other) = (document.range(one.place), document.range(other.place));
        (one.end < other.start).then(|| document.text().slice(TextRange::new(one.end, other.start)))
    });
    let plain =
        |it: &String| it.trim_matches([' ', ',', ';', '+', '&', '、', '，', '；']).is_empty() && !it.contains('\n');
    texts.filter(plain).find(|it| !it.trim().is_empty())
}

/// The lines of a unit up to the first unit or heading inside it, with their texts; not those in fences and tables.
fn own_lines(document: &Document, unit: &Unit) -> Vec<(TextRange, String)> {
    let text = document.text();
    let extent = document.extent(unit);
    let headers = document.plan().units.iter().map(|it| document.range(it.header).start);
    let end = headers.filter(|it| *it > extent.start && *it < extent.end).min().unwrap_or(extent.end);
    let first = text.line_of(document.range(unit.header).end) + 1;
    let mut found = Vec::new();
    for line in first..text.line_count() {
        let range = text.line_range(line);
        let content = text.slice(range);
        let trimmed = content.trim_start();
        if range.start >= end
            || trimmed.starts_with("```")
            || trimmed.starts_with("~~~")
            || trimmed.starts_with(['#', '|'])
        {
            break;
        }
        found.push((range, content));
    }
    found
}

/// The field that a line opens, and where its value begins.
fn field(document: &Document, line: &str) -> Option<(Field, usize)> {
    let bold = line.find("**").and_then(|from| Some(from + 2 + line.get(from + 2..)?.find("**")? + 2));
    let hit = field_at(line, bold, &document.source().vocabulary).filter(|it| it.about.is_none())?;
    Some((hit.field, hit.value))
}

/// `**Depends on:** None`.
fn in_place_of_nothing(document: &Document, unit: &Unit, name: &str) -> Option<Edit> {
    own_lines(document, unit).into_iter().find_map(|(range, line)| {
        let (_, value) = field(document, &line).filter(|it| it.0 == Field::Dependencies)?;
        let words = line.get(value..)?.trim_start_matches(['*', ' ', ':']);
        let start = line.len() - words.len();
        let words = words.trim_end();
        let is_nothing = document.source().vocabulary.is_none(words);
        is_nothing.then(|| Edit {
            range: TextRange::new(range.start + start as u32, range.start + (start + words.len()) as u32),
            insert: name.to_owned(),
        })
    })
}

/// The cell of a row in the column of dependencies, where it is empty.
fn cell(document: &Document, row: TextRange, name: &str) -> Option<Edit> {
    let regions = document.regions();
    let table = regions.iter().find(|it| it.kind == RegionKind::Table && it.range.contains(row))?;
    let rows: Vec<&Region> =
        regions.iter().filter(|it| it.kind == RegionKind::Row && table.range.contains(it.range)).collect();
    let cells = |row: &Region| -> Vec<TextRange> {
        let inside = regions.iter().filter(|it| it.kind == RegionKind::Cell && row.range.contains(it.range));
        inside.map(|it| it.content).collect()
    };
    let vocabulary = &document.source().vocabulary;
    let is_dependencies = |range: &TextRange| {
        vocabulary.field(document.text().slice(*range).trim().trim_matches('*')) == Some(Field::Dependencies)
    };
    let column = cells(rows.first()?).iter().position(is_dependencies)?;
    let own = rows.iter().find(|it| it.range.overlaps(row))?;
    let content = *cells(own).get(column)?;
    let text = document.text().slice(content);
    let is_free = text.trim().is_empty() || vocabulary.is_none(text.trim());
    let insert = if text.trim().is_empty() && content.is_empty() { format!("{name} ") } else { name.to_owned() };
    is_free.then_some(Edit { range: content, insert })
}

/// As the unit nearest to `at` that declares on a line of its own: its words, and its place.
fn as_others(document: &Document, at: UnitIndex, unit: &Unit, name: &str) -> Option<Edit> {
    let plan = document.plan();
    // What stands behind a label already, and names nothing that is known, is for its author to change.
    if own_lines(document, unit).iter().any(|(range, _)| is_list(document, *range)) {
        return None;
    }
    let mut others: Vec<(UnitIndex, &Unit)> = plan.each_unit().filter(|(it, _)| *it != at).collect();
    others.sort_by_key(|(it, other)| (sort(other) != sort(unit), it.0.abs_diff(at.0)));
    let ending = document.text().line_ending().as_str();
    let found = others.iter().flat_map(|(_, it)| it.depends.iter().map(move |declared| (*it, declared)));
    for (other, dependency) in found {
        if let Some(edit) = in_heading(document, unit, other, dependency, name) {
            return Some(edit);
        }
        let Some((line, before)) = on_own_line(document, other, dependency, name) else { continue };
        return Some(inserted(document, unit, &line, before, ending));
    }
    let is_declared = plan.units.iter().any(|it| !it.depends.is_empty());
    let whole = document.text().to_string();
    // A document that declares in other ways is to be left alone, unless it does so of this unit in a sentence.
    if is_declared && unit.depends.is_empty() {
        return None;
    }
    let label = depends_label(&whole);
    let colon = if label.contains(is_wide) { "：" } else { ": " };
    let bold = whole.lines().any(|it| it.starts_with("**") && field(document, it).is_some());
    let plain = whole.lines().any(|it| it.starts_with(|c: char| c.is_alphabetic()) && field(document, it).is_some());
    let line = match plain && !bold {
        true => format!("{label}{colon}{name}"),
        false => format!("**{label}{}** {name}", colon.trim_end()),
    };
    Some(inserted(document, unit, &line, None, ending))
}

/// Whether it is a letter of Chinese or Japanese, beside which a colon is wide.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}')
}

/// `## Phase 2: Walls (depends on Phase 1)`.
fn in_heading(document: &Document, unit: &Unit, other: &Unit, dependency: &Dependency, name: &str) -> Option<Edit> {
    let text = document.text();
    let (header, place) = (document.range(other.header), document.range(dependency.place));
    if !header.contains(place) || other.defined_by != unit.defined_by {
        return None;
    }
    let before = text.slice(TextRange::new(header.start, place.start));
    let behind = text.slice(TextRange::new(place.end, header.end));
    (before.ends_with('(') && behind.starts_with(')')).then_some(())?;
    let first = dependency.on.iter().map(|it| document.range(it.place)).min_by_key(|it| it.start)?;
    let label = text.slice(TextRange::new(place.start, first.start));
    let own = document.range(unit.header);
    let line = text.slice(own);
    let end = own.start + line.trim_end().trim_end_matches('#').trim_end().len() as u32;
    Some(Edit { range: TextRange::empty(end), insert: format!(" ({label}{name})") })
}

/// The line of a declaration that stands alone, with `name` in the place of what it names; and the field before it.
fn on_own_line(
    document: &Document,
    other: &Unit,
    dependency: &Dependency,
    name: &str,
) -> Option<(String, Option<Field>)> {
    let place = document.range(dependency.place);
    let lines = own_lines(document, other);
    let index = lines.iter().position(|(range, _)| range.contains(place))?;
    let (range, line) = lines.get(index)?;
    field(document, line).filter(|it| it.0 == Field::Dependencies)?;
    let places = || dependency.on.iter().map(|it| document.range(it.place));
    let (first, last) = (places().map(|it| it.start).min()?, places().map(|it| it.end).max()?);
    let label = line.get(..(first.checked_sub(range.start)?) as usize)?;
    let tail = line.get((last.checked_sub(range.start)?) as usize..)?;
    // Words behind the names say something of them alone.
    let tail =
        if tail.contains(|c: char| c.is_alphanumeric() || c == '(') { "" } else { tail.trim_end_matches([',', ';']) };
    let before = lines.get(..index)?.iter().rev().map(|it| &it.1).find(|it| !it.trim().is_empty());
    Some((format!("{label}{name}{tail}"), before.and_then(|it| Some(field(document, it)?.0))))
}

/// Inserts a line behind the field `before` of the unit, or else below its header, with blank lines where they are
/// needed.
fn inserted(document: &Document, unit: &Unit, line: &str, before: Option<Field>, ending: &str) -> Edit {
    let text = document.text();
    let lines = own_lines(document, unit);
    let is_item = |it: &str| it.trim_start().starts_with(['-', '*', '+']) && !it.trim_start().starts_with("**");
    let fields: Vec<(usize, Field)> =
        lines.iter().enumerate().filter_map(|(at, it)| Some((at, field(document, &it.1)?.0))).collect();
    let behind = before.and_then(|before| fields.iter().find(|it| it.1 == before)).map(|it| it.0);
    if let Some((range, above)) = behind.and_then(|it| lines.get(it)) {
        let next = behind.and_then(|it| lines.get(it + 1)).map_or("", |it| it.1.as_str());
        // Two lines of one paragraph are one without a hard break; items are apart.
        let gap = match () {
            () if is_item(line) && is_item(above) => "",
            () if above.ends_with("  ") || above.ends_with('\\') || field(document, next).is_some() => "",
            () => ending,
        };
        let hard = if gap.is_empty() && above.ends_with("  ") && !line.ends_with("  ") { "  " } else { "" };
        return Edit { range: TextRange::empty(range.end), insert: format!("{ending}{gap}{line}{hard}") };
    }
    let header = document.range(unit.header);
    let end = text.line_range(text.line_of(header.end.saturating_sub(1).max(header.start))).end;
    let is_last = lines.iter().all(|it| it.1.trim().is_empty());
    let goes_on = !is_last && lines.first().is_some_and(|it| !it.1.trim().is_empty());
    let gap = if goes_on { "" } else { ending };
    // A field directly below a header stays so; where a blank line follows the header, one precedes the field.
    let joins = |it: &str| field(document, it).is_none() && !is_item(it);
    let rest = if goes_on && lines.first().is_some_and(|it| joins(&it.1)) { ending } else { "" };
    Edit { range: TextRange::empty(end), insert: format!("{ending}{gap}{line}{rest}") }
}
