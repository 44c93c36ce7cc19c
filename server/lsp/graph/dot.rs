//! The drawing for Graphviz.

use std::collections::HashMap;
use std::io::{self, Write};

use crate::graph::drawing::{Drawing, Look, Shape, State};

/// So many characters stand on a line of a label.
const WIDTH: usize = 30;

/// Prints the drawing.
pub fn print(drawing: &Drawing, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "digraph plan {{")?;
    writeln!(
        out,
        "    graph [rankdir=LR, compound=true, fontname=\"Helvetica\", fontsize=12, nodesep=0.3, ranksep=0.6]"
    )?;
    writeln!(
        out,
        "    node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontsize=11, margin=\"0.15,0.08\"]"
    )?;
    writeln!(out, "    edge [color=\"#495057\", arrowsize=0.8]")?;
    for shape in &drawing.shapes {
        print_shape(shape, 1, out)?;
    }
    for lost in &drawing.lost {
        let colours = match lost.is_broken {
            true => "color=\"#e03131\", fillcolor=\"#ffe3e3\", fontcolor=\"#a61e1e\"",
            false => "color=\"#868e96\", fillcolor=\"#f8f9fa\", fontcolor=\"#495057\"",
        };
        let more = if lost.is_ambiguous { " (several plans define it)" } else { "" };
        let label = label(&format!("{}{more}", lost.text), "");
        writeln!(out, "    {} [label={label}, style=\"rounded,filled,dashed\", {colours}]", lost.id)?;
    }
    let ends = ends(&drawing.shapes);
    for arrow in &drawing.arrows {
        let mut style = match arrow.look {
            Look::Plain => Vec::new(),
            Look::Critical => vec!["color=\"#c2255c\"".to_owned(), "penwidth=2.5".to_owned()],
            Look::Cycle => vec!["color=\"#e03131\"".to_owned(), "penwidth=2".to_owned(), "constraint=false".to_owned()],
            Look::Lost => vec!["style=dashed".to_owned(), "color=\"#868e96\"".to_owned()],
        };
        // An arrow of a cluster is drawn between nodes in it, and cut at its border.
        let (mut from, mut to) = (arrow.from.as_str(), arrow.to.as_str());
        if let Some((_, last)) = ends.get(from) {
            style.push(format!("ltail=cluster_{from}"));
            from = last;
        }
        if let Some((first, _)) = ends.get(to) {
            style.push(format!("lhead=cluster_{to}"));
            to = first;
        }
        let style = if style.is_empty() { String::new() } else { format!(" [{}]", style.join(", ")) };
        writeln!(out, "    {from} -> {to}{style}")?;
    }
    writeln!(out, "}}")
}

fn print_shape(shape: &Shape, depth: usize, out: &mut dyn Write) -> io::Result<()> {
    let indent = "    ".repeat(depth);
    let label = label(&shape.name, &shape.detail);
    let border = match (shape.is_in_cycle, shape.is_critical) {
        (true, _) => Some("#e03131"),
        (_, true) => Some("#c2255c"),
        _ => None,
    };
    let pen = if border.is_some() { ", penwidth=2.5" } else { "" };
    if shape.inside.is_empty() {
        let (fill, line, text) = colours(shape.state);
        let dashed = if shape.state == Some(State::Aside) { ", style=\"rounded,filled,dashed\"" } else { "" };
        return writeln!(
            out,
            "{indent}{} [label={label}, fillcolor=\"{fill}\", color=\"{}\", fontcolor=\"{text}\"{pen}{dashed}]",
            shape.id,
            border.unwrap_or(line),
        );
    }
    writeln!(out, "{indent}subgraph cluster_{} {{", shape.id)?;
    let line = border.unwrap_or("#868e96");
    writeln!(out, "{indent}    graph [label={label}, style=\"rounded\", color=\"{line}\"{pen}]")?;
    for inner in &shape.inside {
        print_shape(inner, depth + 1, out)?;
    }
    writeln!(out, "{indent}}}")
}

/// Fill, line and text.
fn colours(state: Option<State>) -> (&'static str, &'static str, &'static str) {
    match state {
        Some(State::Done) => ("#d3f9d8", "#2b8a3e", "#1b4332"),
        Some(State::Active) => ("#ffec99", "#e67700", "#5f3b00"),
        Some(State::Ready) => ("#d0ebff", "#1971c2", "#0b3d66"),
        Some(State::Blocked) | None => ("#e9ecef", "#868e96", "#343a40"),
        Some(State::Aside) => ("#f8f9fa", "#adb5bd", "#6c757d"),
    }
}

/// The first and the last node in each cluster.
fn ends(shapes: &[Shape]) -> HashMap<&str, (&str, &str)> {
    fn first(shape: &Shape) -> &str {
        shape.inside.first().map_or(&shape.id, first)
    }
    fn last(shape: &Shape) -> &str {
        shape.inside.last().map_or(&shape.id, last)
    }
    let mut found = HashMap::new();
    let mut open: Vec<&Shape> = shapes.iter().collect();
    while let Some(shape) = open.pop() {
        if !shape.inside.is_empty() {
            found.insert(shape.id.as_str(), (first(shape), last(shape)));
            open.extend(&shape.inside);
        }
    }
    found
}

/// A label in quotes, over several lines.
fn label(name: &str, detail: &str) -> String {
    let mut lines = wrapped(name);
    lines.extend(Some(detail.to_owned()).filter(|it| !it.is_empty()));
    let escaped = |line: &String| {
        let mut out = String::new();
        for c in line.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                // Graphviz reads `&name;` as HTML does.
                '&' => out.push_str("&amp;"),
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
        }
        out
    };
    format!("\"{}\"", lines.iter().map(escaped).collect::<Vec<_>>().join("\\n"))
}

fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use crate::graph::dot::label;

    #[test]
    fn labels_are_quoted_and_wrapped() {
        assert_eq!(label("Say \"end\" \\n <b>", "week 1"), r#""Say \"end\" \\n <b>\nweek 1""#);
        assert_eq!(
            label("A title of so many words that it needs two lines", ""),
            r#""A title of so many words that\nit needs two lines""#
        );
    }
}
