//! Reads the arrows of a Mermaid graph: `A[Phase 1] --> B[Phase 2]`, where nodes may be named again by their ids alone.

use std::collections::HashMap;

use crate::notation::vocabulary::Vocabulary;
use crate::plan::read::facts::{Fact, NameForm, NameIn};
use crate::plan::read::names::{Found, names_in};
use crate::plan::read::noter::Noter;
use crate::plan::read::plain::Plain;
use crate::syntax::Segment;
use crate::text::TextRange;

/// The most lines that are read.
const MOST_LINES: usize = 400;

/// A node where it stands.
struct Node {
    id: String,
    /// What its text names, with where.
    name: Option<Found>,
    range: std::ops::Range<usize>,
}

/// Reads the arrows; each comes as a fact, the node before it coming before the node behind it.
pub fn read_graph(
    segment: &Segment,
    body: &[TextRange],
    vocabulary: &Vocabulary,
    noter: &mut Noter,
    facts: &mut Vec<Fact>,
) {
    let lines: Vec<Plain> = body.iter().take(MOST_LINES).map(|line| Plain::raw_line(segment, *line)).collect();
    let read: Vec<Vec<(Vec<Node>, Vec<Node>)>> = lines.iter().map(|plain| edges(plain, vocabulary)).collect();
    let mut known: HashMap<String, Found> = HashMap::new();
    for node in read.iter().flatten().flat_map(|(from, to)| from.iter().chain(to)) {
        if let Some(name) = &node.name {
            known.entry(node.id.clone()).or_insert_with(|| name.clone());
        }
    }
    for (plain, edges) in lines.iter().zip(&read) {
        for (from, to) in edges {
            for (from, to) in from.iter().flat_map(|from| to.iter().map(move |to| (from, to))) {
                if let (Some(from), Some(to)) = (named(from, &known, plain, noter), named(to, &known, plain, noter)) {
                    facts.push(Fact::Arrow(from, to));
                }
            }
        }
    }
}

/// What a node names: by its own text, or by that of an earlier node of its id.
fn named(node: &Node, known: &HashMap<String, Found>, plain: &Plain, noter: &mut Noter) -> Option<NameIn> {
    if let Some(name) = &node.name {
        return Some(name.clone().note(plain, noter));
    }
    let name = known.get(&node.id)?.clone().note_at(plain, node.range.clone(), noter);
    Some(name)
}

/// The pairs of node lists that the arrows of a line join.
fn edges(plain: &Plain, vocabulary: &Vocabulary) -> Vec<(Vec<Node>, Vec<Node>)> {
    const OTHER: [&str; 8] = ["subgraph", "style", "classDef", "class", "click", "linkStyle", "direction", "%%"];
    let text = plain.text.as_str();
    let mut out = Vec::new();
    if OTHER.iter().any(|word| text.trim_start().starts_with(word)) {
        return out;
    }
    let mut at = 0;
    let Some(mut before) = nodes(plain, &mut at, vocabulary) else { return out };
    while arrow(text, &mut at) {
        let Some(behind) = nodes(plain, &mut at, vocabulary) else { break };
        let again = behind
            .iter()
            .map(|it| Node { id: it.id.clone(), name: it.name.clone(), range: it.range.clone() })
            .collect();
        out.push((before, behind));
        before = again;
    }
    out
}

/// `A[Phase 1] & B`
fn nodes(plain: &Plain, at: &mut usize, vocabulary: &Vocabulary) -> Option<Vec<Node>> {
    let mut out = vec![node(plain, at, vocabulary)?];
    while skip_blanks(&plain.text, at).starts_with('&') {
        *at += 1;
        out.push(node(plain, at, vocabulary)?);
    }
    Some(out)
}

fn node(plain: &Plain, at: &mut usize, vocabulary: &Vocabulary) -> Option<Node> {
    let rest = skip_blanks(&plain.text, at);
    let len = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    let id = rest.get(..len).filter(|it| !it.is_empty())?.to_owned();
    let start = *at;
    *at += len;
    let rest = plain.text.get(*at..)?;
    let close = match rest.chars().next() {
        Some('[') => ']',
        Some('(') => ')',
        Some('{') => '}',
        _ => {
            let name = names_in(plain, start..*at, vocabulary)
                .into_iter()
                .find(|it| it.form != NameForm::Title && it.label.is_some());
            return Some(Node { id, name, range: start..*at });
        }
    };
    let open = rest.chars().next()?;
    let mut depth = 0;
    let end = rest.char_indices().find_map(|(index, c)| {
        depth += i32::from(c == open) - i32::from(c == close);
        (depth == 0).then_some(index)
    })?;
    let inner = *at + 1..*at + end;
    *at += end + 1;
    let name = names_in(plain, inner, vocabulary).into_iter().next();
    Some(Node { id, name, range: start..start + len })
}

/// `-->`, `==>`, `-.->`, `-->|text|`, `-- text -->`; lines without a head join nothing.
fn arrow(text: &str, at: &mut usize) -> bool {
    let rest = skip_blanks(text, at);
    let run = |rest: &str| rest.find(|c: char| !matches!(c, '-' | '=' | '.' | '>')).unwrap_or(rest.len());
    let mut len = run(rest);
    if len < 2 {
        return false;
    }
    if !rest.get(..len).is_some_and(|it| it.ends_with('>')) {
        let Some(behind) = ["-->", "==>", ".->"].iter().filter_map(|it| rest.find(it)).min() else { return false };
        len = behind + rest.get(behind..).map_or(0, run);
    }
    *at += len;
    let rest = skip_blanks(text, at);
    if let Some(label) = rest.strip_prefix('|') {
        *at += label.find('|').map_or(rest.len(), |end| end + 2);
    }
    true
}

fn skip_blanks<'a>(text: &'a str, at: &mut usize) -> &'a str {
    let rest = text.get(*at..).unwrap_or("");
    let words = rest.trim_start();
    *at += rest.len() - words.len();
    words
}
