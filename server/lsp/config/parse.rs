//! Reads the text of a `milepost.toml`. What is wrong in it is left out, and the rest holds.

use std::ops::Range;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::config::problem::{Problem, of_reader};
use crate::config::shape::Shape;

/// More mistakes than this are not looked for.
const MOST: usize = 50;

/// What `text` says, and what is wrong in it. Never fails.
pub fn parse(text: &str) -> (Shape, Vec<Problem>) {
    let (mut table, errors) = DeTable::parse_recoverable(text);
    let mut problems: Vec<Problem> = Vec::new();
    for error in errors.iter().take(MOST) {
        let span = error.span().unwrap_or(0..0);
        // Behind the first mistake of a line, the parser is often at a loss.
        let line = |at: usize| text.get(..at).map_or(0, |before| before.matches('\n').count());
        if problems.iter().all(|it| line(it.span.start) != line(span.start)) {
            problems.push(Problem::new(span, error.message().lines().collect::<Vec<_>>().join(", ")));
        }
    }
    for _ in 0..MOST {
        let value = Spanned::new(table.span(), DeValue::Table(table.get_ref().clone()));
        let error = match Shape::deserialize(value.into_deserializer()) {
            Ok(shape) => return (shape, problems),
            Err(error) => error,
        };
        let span = error.span().unwrap_or(0..0);
        // What the parser could not read need not be found wanting a second time, nor what a broken header puts in a
        // wrong place.
        let is_told = |it: Range<usize>| {
            let touches = it.start <= span.end && span.start <= it.end;
            touches || span.start > it.start && line_at(text, it.start).starts_with('[')
        };
        if !errors.iter().filter_map(toml::de::Error::span).any(is_told) {
            problems.push(of_reader(span.clone(), error.message()));
        }
        let path = best_in_table(table.get_ref(), &span);
        if path.is_none_or(|it| !remove(table.get_mut(), &it.1)) {
            break;
        }
    }
    (Shape::default(), problems)
}

/// The line that holds `at`, without blanks before it.
fn line_at(text: &str, at: usize) -> &str {
    let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |it| it + 1);
    let end = behind.find('\n').map_or(text.len(), |it| at + it);
    text.get(start..end).unwrap_or_default().trim_start()
}

/// On the way to an entry.
#[derive(Clone, Debug)]
enum Step {
    Key(String),
    Item(usize),
}

type Found = (usize, Vec<Step>);

/// The smallest entry that holds `span`, and its size.
fn best_in_table(table: &DeTable<'_>, span: &Range<usize>) -> Option<Found> {
    let mut best: Option<Found> = None;
    for (key, value) in table {
        let step = Step::Key(key.get_ref().to_string());
        let own = [key.span(), value.span()].into_iter().filter(|it| holds(it, span)).map(|it| it.len()).min();
        offer(&mut best, own.map(|size| (size, Vec::new())), &step);
        offer(&mut best, best_in_value(value.get_ref(), span), &step);
    }
    best
}

fn best_in_value(value: &DeValue<'_>, span: &Range<usize>) -> Option<Found> {
    match value {
        DeValue::Table(table) => best_in_table(table, span),
        DeValue::Array(array) => best_in_array(array, span),
        _ => None,
    }
}

fn best_in_array(array: &DeArray<'_>, span: &Range<usize>) -> Option<Found> {
    let mut best: Option<Found> = None;
    for (at, value) in array.iter().enumerate() {
        let own = holds(&value.span(), span).then(|| (value.span().len(), Vec::new()));
        offer(&mut best, own, &Step::Item(at));
        offer(&mut best, best_in_value(value.get_ref(), span), &Step::Item(at));
    }
    best
}

/// The deeper of two that are alike is better.
fn offer(best: &mut Option<Found>, found: Option<Found>, step: &Step) {
    let Some((size, mut path)) = found else { return };
    path.insert(0, step.clone());
    if best.as_ref().is_none_or(|it| (size, it.1.len()) < (it.0, path.len())) {
        *best = Some((size, path));
    }
}

fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn remove(table: &mut DeTable<'_>, path: &[Step]) -> bool {
    let Some((Step::Key(key), rest)) = path.split_first() else { return false };
    if rest.is_empty() {
        return table.remove(key.as_str()).is_some();
    }
    table.get_mut(key.as_str()).is_some_and(|it| remove_in(it.get_mut(), rest))
}

fn remove_in(value: &mut DeValue<'_>, path: &[Step]) -> bool {
    match (value, path.split_first()) {
        (DeValue::Table(table), Some(_)) => remove(table, path),
        (DeValue::Array(array), Some((Step::Item(at), rest))) => match rest {
            [] => {
                let mut index = 0;
                let kept = array.iter().filter(|_| {
                    index += 1;
                    index != at + 1
                });
                *array = kept.cloned().collect();
                true
            }
            _ => array.get_mut(*at).is_some_and(|it| remove_in(it.get_mut(), rest)),
        },
        _ => false,
    }
}
