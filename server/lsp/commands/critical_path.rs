//! `milepost.criticalPath`: what determines how long a plan takes, in its order.

use clap::ValueEnum;
use milepost_core::network::timing::critical_path as path_of;
use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;

use crate::commands::{day, format, plans};
use crate::convert::Scene;

/// The document, and how it is told.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Argument {
    uri: String,
    format: Option<String>,
}

/// How it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each
    Text,
    /// One JSON object
    Json,
}

/// The critical path of a document and of those that it depends on.
///
/// # Errors
/// Where the argument is wrong.
pub fn critical_path(scene: &Scene, argument: &Argument) -> Result<Value> {
    let format = format(argument.format.as_deref(), Format::Text)?;
    let plans = plans(scene, &argument.uri, day(scene, None)?)?;
    let own = plans.files.first().and_then(|file| plans.network.projects.iter().position(|it| it.files.contains(file)));
    let path = own.map(|it| path_of(&plans.network, it as u32)).unwrap_or_default();
    let project = own.and_then(|it| plans.network.projects.get(it));
    let (grain, length) = (project.map(|it| it.grain.to_string()), project.map_or(0, |it| it.length));
    let place = |it: &milepost_core::network::Node| (it.definition.file, plans.line(it.definition.file, it.place));
    if format == Format::Json {
        let steps = path.iter().map(|(_, node)| {
            let (file, line) = place(node);
            json!({
                "name": node.name,
                "title": plans.title(node),
                "path": plans.path(file),
                "line": line,
                "start": node.timing.map(|it| it.earliest_start),
                "finish": node.timing.map(|it| it.earliest_finish),
                "status": node.standing.status.to_string(),
            })
        });
        return Ok(json!({ "version": 1, "grain": grain, "length": length, "path": steps.collect::<Vec<_>>() }));
    }
    if path.is_empty() {
        return Ok(json!("No dependencies are declared, so there is no critical path.\n"));
    }
    let lines = path.iter().map(|(_, node)| {
        let (file, line) = place(node);
        format!("{}  {}\n", plans.display(node), plans.place(file, line))
    });
    Ok(json!(lines.collect::<String>()))
}
