//! `milepost config show`: what holds for a file, and where each of it is said.

use std::path::Path;
use std::sync::Arc;

use milepost_core::lint;
use serde::Serialize;
use serde_json::{Value, json};
use toml::Spanned;

use crate::check::gather::shown;
use crate::config::chain::{Chain, Said};
use crate::config::parsed::Parsed;
use crate::config::shape::Weekday;

/// What holds for a file.
#[derive(Debug, Serialize)]
pub struct Effective {
    /// The file; none where it is asked for a folder.
    pub file: Option<String>,
    /// Whether a scan reads it.
    pub read: bool,
    /// The configurations, the one that is extended first.
    pub configurations: Vec<String>,
    /// Every setting, in the order of the manual.
    pub settings: Vec<Setting>,
}

/// A setting.
#[derive(Debug, Serialize)]
pub struct Setting {
    /// Its name, with dots.
    pub key: String,
    /// Its value; for what adds up, one of them.
    pub value: Value,
    /// Where it is said; none where nobody says it.
    pub from: Option<Place>,
}

/// A line in a configuration.
#[derive(Debug, Serialize)]
pub struct Place {
    /// The configuration.
    pub path: String,
    /// Its line, from 1.
    pub line: usize,
}

/// What `chain` comes to for the file at `path`, or apart from all overrides.
pub fn effective(chain: Option<&Chain>, path: Option<&Path>) -> Effective {
    let empty = Chain { files: Vec::new(), problems: Vec::new() };
    let chain = chain.unwrap_or(&empty);
    Effective {
        file: path.map(shown),
        read: path.is_none_or(|path| chain.reads(path)),
        configurations: chain.files.iter().map(|it| shown(&it.path)).collect(),
        settings: settings(chain, path),
    }
}

impl Effective {
    /// For people: a line for each setting, with its place behind it.
    pub fn text(&self) -> String {
        let mut text = match (&self.file, self.read) {
            (Some(file), true) => format!("# {file}\n"),
            (Some(file), false) => format!("# {file}, which is left out\n"),
            (None, _) => String::new(),
        };
        match self.configurations.split_last() {
            None => text.push_str("# There is no milepost.toml: everything is as it comes.\n"),
            Some((own, extended)) => {
                text.push_str(&format!("# {own}\n"));
                extended.iter().rev().for_each(|it| text.push_str(&format!("# extends {it}\n")));
            }
        }
        let line = |it: &Setting| match &it.value {
            Value::Null => format!("{} is not set", it.key),
            // A date, as TOML has it, stands without quotes.
            Value::String(text) if is_date(text) => format!("{} = {text}", it.key),
            value => format!("{} = {value}", it.key),
        };
        let lines: Vec<String> = self.settings.iter().map(line).collect();
        let width = lines.iter().map(|it| it.chars().count()).max().unwrap_or(0).min(60);
        for (line, setting) in lines.iter().zip(&self.settings) {
            let from = setting.from.as_ref().map_or("default".to_owned(), |it| format!("{}:{}", it.path, it.line));
            text.push_str(&format!("{line:width$}  # {from}\n"));
        }
        text
    }
}

fn is_date(text: &str) -> bool {
    let is_digit = |at: usize, it: char| matches!(at, 4 | 7) && it == '-' || it.is_ascii_digit();
    text.len() == 10 && text.char_indices().all(|(at, it)| is_digit(at, it))
}

fn settings(chain: &Chain, path: Option<&Path>) -> Vec<Setting> {
    let overrides = path.map(|it| chain.overrides(it)).unwrap_or_default();
    let mut rows = Vec::new();
    let include = chain.last(|it| it.include.as_ref());
    let patterns = include.into_iter().flat_map(|(file, list)| list.get_ref().iter().map(move |it| (file, it)));
    several(&mut rows, "include", patterns, json!(["**"]), |it| json!(it));
    several(&mut rows, "exclude", chain.all(|it| &it.exclude), json!([]), |it| json!(it));
    one(&mut rows, "profile", chain.profile(&overrides), Value::Null, |it| json!(it));
    let levels = chain.levels(&overrides);
    for rule in lint::rules() {
        let said = levels.get(rule.name).copied();
        one(&mut rows, &format!("rules.{}", rule.name), said, json!(rule.default_level()), |it| json!(it.name()));
    }
    words(&mut rows, chain);
    calendar(&mut rows, chain);
    one(&mut rows, "tracker.issue", chain.last(|it| it.tracker.issue.as_ref()), Value::Null, |it| json!(it));
    for (file, prefixes) in chain.files.iter().map(|it| (it, &it.shape.tracker.prefixes)) {
        for (prefix, address) in prefixes {
            let key = format!("tracker.prefixes.{prefix}");
            rows.retain(|it: &Setting| it.key != key);
            one(&mut rows, &key, Some((file, address)), Value::Null, |it| json!(it));
        }
    }
    rows
}

fn words(rows: &mut Vec<Setting>, chain: &Chain) {
    for file in &chain.files {
        let vocabulary = &file.shape.vocabulary;
        for (kind, words) in &vocabulary.units {
            let words: Vec<&String> = words.iter().map(Spanned::get_ref).collect();
            let key = format!("vocabulary.units.{}", kind.get_ref());
            rows.push(Setting { key, value: json!(words), from: Some(place(file, kind)) });
        }
        for (field, labels) in &vocabulary.fields {
            let key = format!("vocabulary.fields.{}", field.name());
            several(rows, &key, labels.iter().map(|it| (file, it)), json!([]), |it| json!(it));
        }
        for (status, phrases) in &vocabulary.statuses {
            let key = format!("vocabulary.statuses.{}", status.name());
            several(rows, &key, phrases.iter().map(|it| (file, it)), json!([]), |it| json!(it));
        }
    }
}

fn calendar(rows: &mut Vec<Setting>, chain: &Chain) {
    let day = |it: &toml::value::Datetime| json!(it.date.map(|it| it.to_string()));
    one(rows, "schedule.start", chain.last(|it| it.schedule.start.as_ref()), Value::Null, day);
    let weekday = |it: &Weekday| json!(format!("{it:?}").to_lowercase());
    one(rows, "schedule.week-start", chain.last(|it| it.schedule.week_start.as_ref()), Value::Null, weekday);
    several(rows, "schedule.holidays", chain.all(|it| &it.schedule.holidays), json!([]), day);
    let capacity = |it: &f64| json!(it);
    let points = chain.last(|it| it.schedule.capacity.points.as_ref());
    one(rows, "schedule.capacity.points", points, Value::Null, capacity);
    one(rows, "schedule.capacity.hours", chain.last(|it| it.schedule.capacity.hours.as_ref()), Value::Null, capacity);
    one(rows, "schedule.capacity.days", chain.last(|it| it.schedule.capacity.days.as_ref()), Value::Null, capacity);
}

fn one<T>(rows: &mut Vec<Setting>, key: &str, said: Option<Said<'_, T>>, unset: Value, value: impl Fn(&T) -> Value) {
    let key = key.to_owned();
    rows.push(match said {
        Some((file, it)) => Setting { key, value: value(it.get_ref()), from: Some(place(file, it)) },
        None => Setting { key, value: unset, from: None },
    });
}

fn several<'a, T: 'a>(
    rows: &mut Vec<Setting>,
    key: &str,
    said: impl Iterator<Item = Said<'a, T>>,
    unset: Value,
    value: impl Fn(&T) -> Value,
) {
    let before = rows.len();
    rows.extend(said.map(|(file, it)| Setting {
        key: key.to_owned(),
        value: value(it.get_ref()),
        from: Some(place(file, it)),
    }));
    if rows.len() == before {
        rows.push(Setting { key: key.to_owned(), value: unset, from: None });
    }
}

fn place<T>(file: &Arc<Parsed>, said: &Spanned<T>) -> Place {
    Place { path: shown(&file.path), line: file.line(&said.span()) }
}
