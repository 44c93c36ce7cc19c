//! `milepost.graph`: what `milepost graph` prints.

use serde::Deserialize;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};

use crate::commands::{day, format, plans, printed};
use crate::convert::Scene;
use crate::graph::{Format, draw};

/// The document and the options of the command line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Argument {
    uri: String,
    format: Option<String>,
    #[serde(default)]
    tasks: bool,
}

/// Draws what waits for what in a document and in those that it depends on.
///
/// # Errors
/// Where the argument is wrong.
pub fn graph(scene: &Scene, argument: &Argument) -> Result<Value> {
    let format = format(argument.format.as_deref(), Format::Mermaid)?;
    let plans = plans(scene, &argument.uri, day(scene, None)?)?;
    let mut text = Vec::new();
    draw(&plans, format, argument.tasks, &mut text).map_err(|_| Error::internal_error())?;
    printed(text, format == Format::Json)
}
