//! Owners: whoever answers for a unit of any plan in the workspace.

use std::collections::HashMap;

use crate::ide::completion::value::Typed;
use crate::ide::completion::{Completion, CompletionKind};
use crate::plan::unit::Said;
use crate::workspace::{FileId, Snapshot};

/// The longest name, in characters.
const LONGEST: usize = 40;

/// So many words a name has at most; more are a remark.
const MOST_WORDS: usize = 3;

/// Words between two owners.
const JOINTS: [&str; 5] = [" and ", " und ", " et ", " y ", " & "];

/// The choices for an owner: those of the document, the commonest first; then those of others. Who stands in the value
/// already is not offered again.
pub(crate) fn owners(snapshot: &Snapshot, file: FileId, typed: &Typed) -> Vec<Completion> {
    let mut found: HashMap<String, (bool, usize, String)> = HashMap::new();
    for (other, it) in snapshot.files() {
        // What is being typed is no name yet.
        let is_typed = |said: &&Said<String>| other == file && it.document.range(said.place).touches(typed.range.end);
        let said = it.document.plan().units.iter().filter_map(|unit| unit.owner.as_ref()).filter(|it| !is_typed(it));
        for name in said.flat_map(|said| names(&said.value)) {
            let known = found.entry(name.to_lowercase()).or_insert((other != file, 0, name));
            known.0 &= other != file;
            known.1 += 1;
        }
    }
    let others = typed.others.to_lowercase();
    let others: Vec<&str> = others.split([',', ';', '&', '/', '+']).map(str::trim).collect();
    found.retain(|name, _| !others.contains(&name.as_str()));
    let mut ranked: Vec<(bool, usize, String)> = found.into_values().collect();
    ranked.sort_by(|a, b| (a.0, std::cmp::Reverse(a.1), &a.2).cmp(&(b.0, std::cmp::Reverse(b.1), &b.2)));
    ranked.into_iter().map(|(_, _, name)| typed.choice(CompletionKind::Owner, name, String::new())).collect()
}

/// The people that a value names.
fn names(value: &str) -> Vec<String> {
    let mut value = without_remarks(value);
    for joint in JOINTS {
        value = value.replace(joint, ",");
    }
    let part = |part: &str| {
        let name = part.split(['—', '–']).next().unwrap_or("");
        name.trim_matches(['*', '_', '`', ' ', '.', '"']).to_owned()
    };
    let is_name = |it: &String| {
        let length = it.chars().count();
        let is_short = (1..=LONGEST).contains(&length) && it.split_whitespace().count() <= MOST_WORDS;
        is_short && it.chars().any(char::is_alphabetic) && !it.contains(['<', '[', '{', ':', '→'])
    };
    value.split([',', ';', '/', '+', '、']).map(part).filter(is_name).collect()
}

/// `value` without what stands in brackets.
fn without_remarks(value: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for c in value.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}
