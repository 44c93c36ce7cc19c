//! `milepost outline`: what was read of each file, as text or JSON.

use std::process::ExitCode;

use milepost_core::document::{Document, Source};
use milepost_core::ide::outline::{Outline, OutlineReference, OutlineUnit, outline};
use milepost_core::notation::vocabulary::Vocabulary;
use serde_json::{Value, json};

/// Prints the outline of `files` as JSON.
pub fn run(files: &[String]) -> ExitCode {
    let vocabulary = Vocabulary::builtin();
    let mut out = Vec::new();
    for path in files {
        let Ok(bytes) = std::fs::read(path) else { return ExitCode::from(2) };
        let text = String::from_utf8_lossy(&bytes);
        let source = Source { path: Some(path.clone()), vocabulary: vocabulary.clone() };
        let document = Document::new(milepost_core::text::strip_bom(&text), source);
        out.push(to_json(path, &outline(&document)));
    }
    println!("{}", Value::Array(out));
    ExitCode::SUCCESS
}

fn to_json(path: &str, outline: &Outline) -> Value {
    let tasks = outline.tasks.iter().map(|it| json!({"line": it.line, "id": it.id, "done": it.done, "depends": it.depends}));
    let references = |list: &[OutlineReference]| {
        list.iter().map(|it| json!({"line": it.line, "text": it.text, "target": it.target})).collect::<Vec<_>>()
    };
    json!({
        "path": path,
        "profile": outline.profile,
        "plan": outline.plan,
        "units": outline.units.iter().map(unit).collect::<Vec<_>>(),
        "tasks": tasks.collect::<Vec<_>>(),
        "references": references(&outline.references),
        "taskReferences": references(&outline.task_references),
    })
}

fn unit(unit: &OutlineUnit) -> Value {
    let point = |text: &String| text.parse::<i64>().map_or_else(|_| json!(text), |number| json!(number));
    let schedule = unit.schedule.as_ref().map(|(kind, from, to)| json!({"unit": kind, "from": point(from), "to": to.as_ref().map(point)}));
    let depends = unit.depends.iter().map(|it| {
        let mut value = json!({"line": it.line, "on": it.on});
        if let (true, Some(fields)) = (it.by_title, value.as_object_mut()) {
            fields.insert("by".to_owned(), json!("title"));
        }
        value
    });
    json!({
        "line": unit.line,
        "label": unit.label,
        "ids": unit.ids,
        "title": unit.title,
        "parent": unit.parent,
        "schedule": schedule,
        "duration": unit.duration,
        "acceptance": unit.acceptance,
        "depends": depends.collect::<Vec<_>>(),
        "status": unit.status,
        "progress": {"done": unit.progress.0, "of": unit.progress.1},
    })
}
