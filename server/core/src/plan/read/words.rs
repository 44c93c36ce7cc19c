//! What one line says: header, fields, names, inline dependencies, words of parallelism.

use std::ops::Range;

use crate::notation::field::{FieldHit, field_at, heading_field};
use crate::notation::header::{At, Claim, Header, header, only_times, parallel_words};
use crate::notation::label::{Label, Name};
use crate::notation::loose::{placeholder, vague};
use crate::notation::requirement::requirements;
use crate::notation::status::{Status, status_value, task_box};
use crate::notation::time::{DateOrder, Time, times};
use crate::notation::vocabulary::{Field, Vocabulary};
use crate::plan::read::facts::{FenceTimeIn, FieldIn, HeaderIn, In, Slot, Words};
use crate::plan::read::names::{Found, names_in, number, predecessors, says_none};
use crate::plan::read::noter::Noter;
use crate::plan::read::plain::Plain;
use crate::plan::read::sentences::{clause_end, inline_depends};

/// The longest value that is kept, in characters.
const LONGEST_VALUE: usize = 160;

/// Where a line stands, which decides what it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A heading.
    Heading,
    /// A line of a paragraph, or of an item.
    Line,
    /// A cell or a fence line: no fields.
    Cell,
}

/// Reads a line. `from`: where its words begin, behind a task box, in bytes of the plain line.
pub fn words(plain: &Plain, place: Place, from: usize, vocabulary: &Vocabulary, noter: &mut Noter) -> Words {
    let mut out = Words {
        line: noter.plain(plain, 0..plain.text.len()),
        text: noter.plain(plain, from..plain.text.len()),
        all_bold: plain.all_bold && plain.bold_to.is_some(),
        bold: plain.bold_to.is_some(),
        empty: plain.text.get(from..).unwrap_or("").trim().is_empty(),
        ..Words::default()
    };
    let text = plain.text.get(from..).unwrap_or("");
    let bold_to = plain.bold_to.and_then(|to| to.checked_sub(from));
    let hits = match place {
        Place::Heading => heading_field(text, vocabulary).map(|hit| (0, hit)).into_iter().collect(),
        Place::Line => {
            fields_in(text, bold_to, vocabulary).into_iter().filter(|it| !is_step(text, bold_to, it)).collect()
        }
        Place::Cell => Vec::new(),
    };
    let code =
        |it: &Header| place != Place::Heading && plain.in_code(&(from + it.label.1.start..from + it.label.1.end));
    let found_header = header(text, vocabulary).filter(|it| !code(it));
    let own = found_header.as_ref().map(|it| from + it.label.1.start..from + it.label.1.end);
    let mut names = names_in(plain, from..plain.text.len(), vocabulary);
    let says_more = hits.is_empty() || hits.iter().all(|it| it.1.field != Field::Dependencies);
    if says_more {
        out.depends = inline_depends(plain, &names, vocabulary, noter);
        // `### After Sprint 6` heads what is done then.
        out.depends.retain(|it| it.after.is_none() || place != Place::Heading);
    }
    if place != Place::Cell && (place == Place::Heading || out.all_bold || plain.text.ends_with([':', '：'])) {
        out.said = text.trim().to_owned();
    }
    out.parallel = parallel_words(text, vocabulary).map(|value| In { value, slot: out.line });
    if place != Place::Cell && found_header.is_none() && hits.is_empty() {
        for (value, at) in only_times(text, vocabulary) {
            out.times.push(In { value, slot: noter.plain(plain, from + at.start..from + at.end) });
        }
        if !out.times.is_empty() {
            names.clear();
        }
    }
    let timed: Vec<Range<usize>> = scheduled_parts(plain, from, &found_header, &hits);
    names.retain(|it| own.as_ref().is_none_or(|own| it.range.start < own.start || it.range.start >= own.end));
    names.retain(|it| !is_time_of(it, &timed));
    let ids: Vec<Range<usize>> =
        found_header.iter().flat_map(|it| &it.ids).map(|(_, at)| from + at.start..from + at.end).collect();
    names.retain(|it| !ids.iter().any(|at| at.start < it.range.end && it.range.start < at.end));
    let found_is_bare = found_header.is_none();
    out.header = found_header.map(|it| {
        let set_off = bold_to.is_some_and(|to| to >= it.label.1.end);
        // `**Epic:** EPIC-004` says where something belongs, and begins no epic.
        let is_field = bold_to.and_then(|to| text.get(..to)).is_some_and(|bold| {
            let word = bold.trim().trim_end_matches([':', '：']);
            bold.trim().len() > word.len() && vocabulary.kind_at(word, 0).is_some_and(|kind| kind.len == word.len())
        });
        let mut header = note_header(plain, from, it, set_off, noter);
        if is_field && place == Place::Line && header.claim == Claim::Firm {
            header.claim = Claim::About;
        }
        // `**v1.9.0 Enhancements** – …`: bold sets it off.
        if set_off && place == Place::Line && header.claim == Claim::Weak {
            header.claim = Claim::Firm;
        }
        header
    });
    let is_status = hits.iter().any(|it| it.1.field == Field::Status)
        || place == Place::Heading && (found_is_bare || status_value(title_of(text), vocabulary).is_some());
    let looked = (place != Place::Cell && !is_status).then_some(text);
    let noted = |at: Range<usize>, noter: &mut Noter| {
        let at = from + at.start..from + at.end;
        let value = plain.text.get(at.clone()).unwrap_or("").to_owned();
        (!plain.in_code(&at)).then(|| In { value, slot: noter.plain(plain, at) })
    };
    out.filler = looked.and_then(|it| placeholder(it, vocabulary)).and_then(|at| noted(at, noter));
    out.vague = looked.filter(|_| plain.code.is_empty()).and_then(vague).and_then(|at| noted(at, noter));
    for (start, hit) in hits {
        out.fields.push(note_field(plain, from + start, hit, vocabulary, noter));
    }
    out.names = names.into_iter().map(|it| it.note(plain, noter)).collect();
    out
}

/// What a heading says behind its colon.
fn title_of(text: &str) -> &str {
    text.split_once([':', '：']).map_or("", |(_, title)| title.trim())
}

/// Labels of time inside a schedule are part of it, and name nothing.
fn is_time_of(found: &Found, timed: &[Range<usize>]) -> bool {
    let time = found.label.as_ref().and_then(|it| it.kind).is_some_and(|kind| kind.time_unit().is_some());
    time && timed.iter().any(|it| it.start <= found.range.start && found.range.end <= it.end)
}

fn scheduled_parts(
    plain: &Plain,
    from: usize,
    header: &Option<Header>,
    hits: &[(usize, FieldHit)],
) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    if let Some(header) = header {
        for range in header.schedule.iter().map(|it| &it.1).chain(header.duration.iter().map(|it| &it.1)) {
            parts.push(from + range.start..from + range.end);
        }
    }
    for (start, hit) in hits {
        if matches!(hit.field, Field::Schedule | Field::Duration | Field::Start | Field::End | Field::Estimate) {
            parts.push(from + start + hit.value..plain.text.len());
        }
    }
    parts
}

/// `Verify: every page renders` among tasks is a step, and no heading of criteria.
fn is_step(text: &str, bold_to: Option<usize>, (start, hit): &(usize, FieldHit)) -> bool {
    let label = text.get(start + hit.label.start..start + hit.label.end).unwrap_or("").to_lowercase();
    let verb = matches!(label.as_str(), "verify" | "validate" | "test" | "check" | "gate");
    verb && bold_to.is_none() && hit.value < text.len().saturating_sub(*start)
}

/// The fields of a line: one, or several set apart by bars: `**Effort**: 5 points | **Owner**: Ana`.
fn fields_in(text: &str, bold_to: Option<usize>, vocabulary: &Vocabulary) -> Vec<(usize, FieldHit)> {
    let mut out = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive(" | ") {
        let body = part.strip_suffix(" | ").unwrap_or(part);
        let lead = body.len() - body.trim_start().len();
        let bold = if start == 0 { bold_to } else { None };
        if let Some(hit) = field_at(body.trim_start(), bold.and_then(|to| to.checked_sub(lead)), vocabulary) {
            let end = start + lead + body.trim_start().len();
            let mut hit = hit;
            hit.value = hit.value.min(end - start - lead);
            out.push((start + lead, hit));
        }
        start += part.len();
    }
    out
}

fn note_header(plain: &Plain, from: usize, it: Header, set_off: bool, noter: &mut Noter) -> HeaderIn {
    let mut slot = |at: &Range<usize>| noter.plain(plain, from + at.start..from + at.end);
    let label = In { slot: slot(&it.label.1), value: it.label.0 };
    let ids = it.ids.into_iter().map(|(value, at)| In { slot: slot(&at), value }).collect();
    let title = In { slot: slot(&it.title.1), value: it.title.0 };
    let schedule = it.schedule.map(|(value, at)| In { slot: slot(&at), value });
    let duration = it.duration.map(|(value, at)| In { slot: slot(&at), value });
    let status = it.status.map(|(value, at)| In { slot: slot(&at), value });
    let parallel = it.parallel.map(|(value, at): At<Vec<Label>>| In { slot: slot(&at), value });
    HeaderIn { label, claim: it.claim, set_off, ids, title, schedule, duration, status, parallel }
}

fn note_field(plain: &Plain, start: usize, hit: FieldHit, vocabulary: &Vocabulary, noter: &mut Noter) -> FieldIn {
    let label = start + hit.label.start..start + hit.label.end;
    let tail = plain.text.get(start..).unwrap_or("");
    let end = start + tail.find(" | ").unwrap_or(tail.len());
    let value = (start + hit.value).min(end)..end;
    let text = plain.text.get(value.clone()).unwrap_or("").trim();
    let found = match hit.field {
        Field::Dependencies | Field::Blocks => {
            // `Depends on Sprint 1: Alpha. See T001.`: where no colon sets the value off, it is a clause.
            let goes_on = plain.text.get(label.end..value.start).is_some_and(|it| it.trim().is_empty());
            let clause = plain.text.get(value.clone()).filter(|_| goes_on).map(|it| value.start + clause_end(it));
            predecessors(plain, value.start..clause.unwrap_or(value.end), vocabulary)
        }
        Field::Requirements | Field::Parallel => names_in(plain, value.clone(), vocabulary),
        _ => Vec::new(),
    };
    let timed = matches!(hit.field, Field::Schedule | Field::Duration | Field::Start | Field::End | Field::Estimate);
    let mut schedules = Vec::new();
    if timed {
        for it in times(plain.text.get(value.clone()).unwrap_or(""), vocabulary, DateOrder::Unknown) {
            let slot = noter.plain(plain, value.start + it.start..value.start + it.end);
            schedules.push(In { value: it.value, slot });
        }
        let named =
            bare_time(plain.text.get(label.clone()).unwrap_or(""), text, vocabulary).filter(|_| schedules.is_empty());
        schedules.extend(named.map(|time| In { value: time, slot: noter.plain(plain, value.clone()) }));
    }
    let required = match hit.field {
        Field::Requirements => requirements(plain.text.get(value.clone()).unwrap_or("")),
        _ => Vec::new(),
    };
    let required = required.into_iter().map(|it| {
        let slot = noter.plain(plain, value.start + it.range.start..value.start + it.range.end);
        In { value: it.id, slot }
    });
    let requirements = required.collect();
    FieldIn {
        field: hit.field,
        requirements,
        label: In { value: plain.text.get(label.clone()).unwrap_or("").to_owned(), slot: noter.plain(plain, label) },
        whole: noter.plain(plain, start..end),
        about: hit.about,
        none: says_none(text, vocabulary),
        status: (hit.field == Field::Status).then(|| boxed_status(text, vocabulary)).flatten(),
        parallel: parallel_words(text, vocabulary).map(|value| In { value, slot: noter.plain(plain, start..end) }),
        value: In { value: text.chars().take(LONGEST_VALUE).collect(), slot: noter.plain(plain, value) },
        times: schedules,
        names: found.into_iter().map(|it| it.note(plain, noter)).collect(),
    }
}

/// A status value, behind a box or in words: `[x] Done`.
fn boxed_status(text: &str, vocabulary: &Vocabulary) -> Option<Status> {
    match task_box(text) {
        Some(found) => found.mark.status(),
        None => status_value(text, vocabulary),
    }
}

/// `12` behind `Week`, `1-2` in a column of weeks: numbers whose unit of time the label says.
pub fn bare_time(label: &str, value: &str, vocabulary: &Vocabulary) -> Option<Time> {
    let number = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–' | '—' | '‑' | '+');
    if !value.starts_with(|c: char| c.is_ascii_digit())
        || !value.chars().all(number)
        || vocabulary.time_unit(&label.to_lowercase()).is_none()
    {
        return None;
    }
    let read = times(&format!("{label} {value}"), vocabulary, DateOrder::Unknown);
    read.into_iter().map(|it| it.value).find(|it| matches!(it, Time::Schedule(_)))
}

/// Schedules and durations of a whole line or cell.
pub fn times_of(plain: &Plain, vocabulary: &Vocabulary, noter: &mut Noter) -> Vec<In<Time>> {
    times(&plain.text, vocabulary, DateOrder::Unknown)
        .into_iter()
        .map(|it| In { slot: noter.plain(plain, it.start..it.end), value: it.value })
        .collect()
}

/// Schedules and durations of a line of a fence, with the ids that stand in them.
pub fn times_of_fence(plain: &Plain, said: &Words, vocabulary: &Vocabulary, noter: &mut Noter) -> Vec<FenceTimeIn> {
    let headed = said.header.iter().flat_map(|it| std::iter::once(&it.label).chain(&it.ids));
    let headed = headed.map(|it| (it.value.name(), it.slot));
    let named = said.names.iter().map(|it| (it.name.clone(), it.slot));
    let ids: Vec<(Name, Slot)> = headed.chain(named).filter(|it| matches!(it.0, Name::Id(_))).collect();
    let mut found = Vec::new();
    for time in times_of(plain, vocabulary, noter) {
        let range = |slot: Slot| noter.ranges.get(slot as usize).copied().unwrap_or_default();
        let inside = |it: &&(Name, Slot)| range(time.slot).contains(range(it.1));
        let ids = ids.iter().filter(inside).map(|it| it.0.clone()).collect();
        found.push(FenceTimeIn { time, ids });
    }
    found
}

/// A bare number as a name, for waves and front matter.
pub fn numbered(text: &str, plain: &Plain, range: Range<usize>, noter: &mut Noter) -> crate::plan::read::facts::NameIn {
    number(text.to_owned(), range, true).note(plain, noter)
}
