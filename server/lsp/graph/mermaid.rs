//! The drawing as a Mermaid flowchart.

use std::io::{self, Write};

use crate::graph::drawing::{Drawing, Look, Shape, State};

/// How classes look, on a light page and on a dark one.
const CLASSES: &[(&str, &str)] = &[
    ("done", "fill:#d3f9d8,stroke:#2b8a3e,color:#1b4332"),
    ("active", "fill:#ffec99,stroke:#e67700,color:#5f3b00"),
    ("ready", "fill:#d0ebff,stroke:#1971c2,color:#0b3d66"),
    ("blocked", "fill:#e9ecef,stroke:#868e96,color:#343a40"),
    ("aside", "fill:#f8f9fa,stroke:#adb5bd,color:#6c757d,stroke-dasharray:4 4"),
    ("group", "fill:#8a94a61a,stroke:#868e96"),
    ("critical", "stroke:#c2255c,stroke-width:3px"),
    ("circle", "stroke:#e03131,stroke-width:3px,stroke-dasharray:6 3"),
    ("broken", "fill:#ffe3e3,stroke:#e03131,color:#a61e1e,stroke-dasharray:4 4"),
    ("elsewhere", "fill:#f8f9fa,stroke:#868e96,color:#495057,stroke-dasharray:4 4"),
];

/// Prints the drawing.
pub fn print(drawing: &Drawing, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "flowchart LR")?;
    let mut members: Vec<(&str, Vec<&str>)> = CLASSES.iter().map(|(name, _)| (*name, Vec::new())).collect();
    for shape in &drawing.shapes {
        print_shape(shape, 1, &mut members, out)?;
    }
    for lost in &drawing.lost {
        let more = if lost.is_ambiguous { " (several plans define it)" } else { "" };
        writeln!(out, "    {}([\"{}{more}\"])", lost.id, escaped(&lost.text))?;
        put(&mut members, if lost.is_broken { "broken" } else { "elsewhere" }, &lost.id);
    }
    for arrow in &drawing.arrows {
        let line = match arrow.look {
            Look::Plain | Look::Cycle => "-->",
            Look::Critical => "==>",
            Look::Lost => "-.->",
        };
        writeln!(out, "    {} {line} {}", arrow.from, arrow.to)?;
    }
    for (name, style) in CLASSES {
        let of_class = members.iter().find(|(class, _)| class == name).map(|(_, ids)| ids.join(","));
        let Some(ids) = of_class.filter(|it| !it.is_empty()) else { continue };
        writeln!(out, "    classDef {name} {style}\n    class {ids} {name}")?;
    }
    for (look, style) in [(Look::Critical, "stroke:#c2255c,stroke-width:3px"), (Look::Cycle, "stroke:#e03131")] {
        let numbers = drawing.arrows.iter().enumerate().filter(|(_, it)| it.look == look);
        let numbers: Vec<String> = numbers.map(|(at, _)| at.to_string()).collect();
        if !numbers.is_empty() {
            writeln!(out, "    linkStyle {} {style}", numbers.join(","))?;
        }
    }
    Ok(())
}

fn print_shape<'a>(
    shape: &'a Shape,
    depth: usize,
    members: &mut [(&str, Vec<&'a str>)],
    out: &mut dyn Write,
) -> io::Result<()> {
    let indent = "    ".repeat(depth);
    // Mermaid leaves room for one line above what a subgraph holds.
    let joint = if shape.inside.is_empty() { "<br/>" } else { " · " };
    let detail = if shape.detail.is_empty() { String::new() } else { format!("{joint}{}", escaped(&shape.detail)) };
    let label = format!("{}{detail}", escaped(&shape.name));
    if shape.inside.is_empty() {
        writeln!(out, "{indent}{}[\"{label}\"]", shape.id)?;
        put(members, shape.state.map_or("blocked", class), &shape.id);
    } else {
        writeln!(out, "{indent}subgraph {}[\"{label}\"]\n{indent}    direction LR", shape.id)?;
        for inner in &shape.inside {
            print_shape(inner, depth + 1, members, out)?;
        }
        writeln!(out, "{indent}end")?;
        put(members, "group", &shape.id);
    }
    if shape.is_critical {
        put(members, "critical", &shape.id);
    }
    if shape.is_in_cycle {
        put(members, "circle", &shape.id);
    }
    Ok(())
}

fn class(state: State) -> &'static str {
    match state {
        State::Done => "done",
        State::Active => "active",
        State::Ready => "ready",
        State::Blocked => "blocked",
        State::Aside => "aside",
    }
}

fn put<'a>(members: &mut [(&str, Vec<&'a str>)], class: &str, id: &'a str) {
    if let Some((_, ids)) = members.iter_mut().find(|(name, _)| *name == class) {
        ids.push(id);
    }
}

/// A label in quotes: what Mermaid, Markdown or HTML would take for more than a sign is written as its code.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        // `1. Import` and `- Import` would be lists.
        let before = text.get(..at).unwrap_or_default();
        let begins_list = match c {
            '.' | ')' => !before.is_empty() && before.bytes().all(|it| it.is_ascii_digit()),
            '-' | '+' => before.is_empty(),
            _ => false,
        };
        let is_plain = !c.is_ascii_punctuation() || ",.:()/'!?+-=".contains(c);
        if is_plain && !begins_list {
            out.push(if c.is_control() { ' ' } else { c });
        } else {
            out.push_str(&format!("#{};", u32::from(c)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::graph::mermaid::escaped;

    #[test]
    fn signs_that_mean_something_are_codes() {
        assert_eq!(escaped("Say \"end\" [now]"), "Say #34;end#34; #91;now#93;");
        assert_eq!(escaped("a <b> & `c` #1;"), "a #60;b#62; #38; #96;c#96; #35;1#59;");
        assert_eq!(escaped("1. Import"), "1#46; Import");
        assert_eq!(escaped("Version 1.2 (beta)"), "Version 1.2 (beta)");
        assert_eq!(escaped("第1周：准备"), "第1周：准备");
    }
}
