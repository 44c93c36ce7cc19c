//! `milepost.shift`: moves a unit in time by any amount, by an edit that the client applies.

use std::time::Duration;

use milepost_core::ide::refactor::Refusal;
use milepost_core::ide::refactor::later::{By, Step};
use milepost_core::ide::refactor::shift::{own_step, shift as shifted};
use milepost_core::index::Target;
use milepost_core::workspace::Definition;
use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::gen_lsp_types::{Position, TextDocumentIdentifier, TextDocumentPositionParams, Uri, WorkspaceEdit};
use tower_lsp::jsonrpc::{Error, Result};

use crate::commands::argument;
use crate::convert::Scene;
use crate::server::Server;

/// How long the client may take to apply an edit; it may ask its user first.
const PATIENCE: Duration = Duration::from_secs(300);
/// Nobody plans for longer, in steps of any kind.
const MOST: i64 = 10_000;

/// Which unit, and how far.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Argument {
    uri: String,
    position: Position,
    by: i64,
    unit: Option<Unit>,
    #[serde(default)]
    successors: bool,
}

/// What `by` counts.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
}

/// Shifts the unit at a position: whether that was applied, and if not, why.
///
/// # Errors
/// Where the argument is wrong. What a plan does not allow is told in the answer.
pub async fn shift(server: &Server, command: &str, arguments: &[Value]) -> Result<Value> {
    let argument: Argument = argument(command, arguments)?;
    let edit = match server.answer_slowly(move |scene, _| edit(scene, argument)).await?? {
        Ok(edit) => edit,
        Err(Refusal(reason)) => return Ok(json!({ "applied": false, "failureReason": reason })),
    };
    let applied = tokio::time::timeout(PATIENCE, server.client().apply_edit(edit)).await;
    Ok(match applied {
        Ok(Ok(result)) => json!({ "applied": result.applied, "failureReason": result.failure_reason }),
        Ok(Err(error)) => json!({ "applied": false, "failureReason": error.message }),
        Err(_) => json!({ "applied": false, "failureReason": "The editor did not answer." }),
    })
}

fn edit(scene: &Scene, argument: Argument) -> Result<std::result::Result<WorkspaceEdit, Refusal>> {
    let wrong = |reason: String| Err(Error::invalid_params(reason));
    let Argument { uri, position, by, unit, successors } = argument;
    if by == 0 || by.abs() > MOST {
        return wrong(format!("by: {by} steps cannot be shifted; take a whole number from -{MOST} to {MOST}, not 0"));
    }
    let document = TextDocumentIdentifier { uri: Uri(uri.clone()) };
    let Some(at) = scene.position(&TextDocumentPositionParams { text_document: document, position }) else {
        return wrong(format!("uri: {uri} is not known here as a plan; open it first"));
    };
    let snapshot = &scene.view.snapshot;
    let found = snapshot.document(at.file).and_then(|it| Some((it.unit_defined_at(at.offset)?, it.plan())));
    let Some((index, plan)) = found else {
        return wrong(format!("position: no unit is defined in line {}", position.line + 1));
    };
    let own = plan.unit(index).and_then(|it| own_step(&it.schedule.as_ref()?.value));
    let step = unit.map(|it| match it {
        Unit::Day => Step::Day,
        Unit::Week => Step::Week,
        Unit::Month => Step::Month,
        Unit::Quarter => Step::Quarter,
    });
    let by = By { count: by, step: step.or(own).unwrap_or(Step::Week) };
    let of = Definition { file: at.file, target: Target::Unit(index) };
    Ok(shifted(snapshot, of, by, successors).and_then(|edits| {
        scene.workspace_edit(&edits).ok_or_else(|| Refusal("The plan changed: try again.".to_owned()))
    }))
}
