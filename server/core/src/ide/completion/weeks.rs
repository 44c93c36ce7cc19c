//! Weeks, days, months and dates that come next free: in a new heading, and behind the label of a schedule.

use crate::document::Document;
use crate::ide::completion::free::{Free, container};
use crate::ide::completion::value::Typed;
use crate::ide::completion::{Completion, CompletionKind};
use crate::ide::new_unit::time::said;
use crate::lint::outline::{Sort, sort};
use crate::lint::shift::digit_runs;
use crate::lint::span::Scale;
use crate::notation::field::decoration;
use crate::notation::label::label_at;
use crate::notation::time::TimeUnit;
use crate::text::TextRange;

/// What is said of the first choice.
const NEXT: &str = "next free";

/// The choices behind `## Sprint 4: Title (` and `## Sprint 4 (Weeks `; none elsewhere in a heading.
pub(crate) fn in_heading(document: &Document, offset: u32, before: &str) -> Vec<Completion> {
    let found = || {
        let vocabulary = &document.source().vocabulary;
        let start = decoration(before);
        let hit = label_at(before, start, vocabulary)?;
        let like = Sort::Kind(hit.label.kind?);
        let level = before.trim_start().chars().take_while(|c| *c == '#').count();
        let around = container(document, offset, u8::try_from(level).ok()?);
        let free = Free::after(document, offset, &like, around)?;
        let behind = before.get(start + hit.len..)?;
        let opened = behind.rfind(['(', '（', '[', '—', '–', ':', '·', '|', ','])?;
        let piece = behind.get(opened..)?;
        let piece = piece.get(piece.chars().next()?.len_utf8()..)?;
        let words = piece.trim_start();
        if !words.contains(' ') {
            let is_bracket = behind.get(opened..)?.starts_with(['(', '（', '[']);
            return is_bracket.then(|| whole(document, offset, words, free));
        }
        let (word, numbers) = words.split_once(' ')?;
        let is_unit = vocabulary.time_unit(word).is_some_and(|it| scale(it) == Some(free.span.scale));
        let is_number = numbers.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | ' '));
        (is_unit && is_number).then(|| counted(document, offset, numbers.trim_start(), free))
    };
    found().unwrap_or_default()
}

/// The choices behind the label of a schedule.
pub(crate) fn in_field(document: &Document, offset: u32, typed: &Typed) -> Vec<Completion> {
    let found = || {
        let plan = document.plan();
        let unit = plan.unit(document.unit_at(offset)?)?;
        let free = Free::after(document, offset, &sort(unit), unit.parent)?;
        let text = said(document, document.plan().unit(free.model)?, free.span)?;
        let choice = typed.choice(CompletionKind::Time, text, title(document, free));
        Some(vec![choice])
    };
    found().unwrap_or_default()
}

fn scale(unit: TimeUnit) -> Option<Scale> {
    match unit {
        TimeUnit::Day => Some(Scale::Day),
        TimeUnit::Week => Some(Scale::Week),
        TimeUnit::Month => Some(Scale::Month),
        _ => None,
    }
}

/// The whole schedule, as the unit before writes it, if `typed` begins it.
fn whole(document: &Document, offset: u32, typed: &str, free: Free) -> Vec<Completion> {
    let model = document.plan().unit(free.model);
    let Some(text) = model.and_then(|it| said(document, it, free.span)) else { return Vec::new() };
    if !text.to_lowercase().starts_with(&typed.to_lowercase()) {
        return Vec::new();
    }
    let start = offset - u32::try_from(typed.len()).unwrap_or(0);
    let choice = Completion::new(CompletionKind::Time, text, TextRange::new(start, offset));
    vec![Completion { title: title(document, free), ..choice }]
}

/// The numbers alone: as many as the unit before has, then one, then two.
fn counted(document: &Document, offset: u32, typed: &str, free: Free) -> Vec<Completion> {
    let replace = TextRange::new(offset - u32::try_from(typed.len()).unwrap_or(0), offset);
    let dash = dash(document, free).unwrap_or_else(|| "-".to_owned());
    let mut lengths = vec![free.taken.length()];
    lengths.extend([1, 2].into_iter().filter(|it| *it != free.taken.length()));
    let choice = |(rank, length): (usize, i64)| {
        let span = free.of_length(length);
        let text = if length == 1 { span.from.to_string() } else { format!("{}{dash}{}", span.from, span.to) };
        let title = if rank == 0 { title(document, free) } else { String::new() };
        Completion { title, ..Completion::new(CompletionKind::Time, text, replace) }
    };
    lengths.into_iter().enumerate().map(choice).collect()
}

fn title(document: &Document, free: Free) -> String {
    let before = document.plan().unit(free.model).map_or("", |it| it.label.text.as_str());
    format!("{NEXT} after {before}")
}

/// What the unit before writes between its two numbers.
fn dash(document: &Document, free: Free) -> Option<String> {
    let text = document.slice(document.plan().unit(free.model)?.schedule.as_ref()?.place);
    match digit_runs(&text).as_slice() {
        [from, to] => Some(TextRange::new(from.end, to.start).of(&text).to_owned()),
        _ => None,
    }
}
