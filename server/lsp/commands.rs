//! Commands: what the command line tells of plans, for a document of the editor; and refactorings with an argument.

pub mod critical_path;
pub mod graph;
pub mod next;
pub mod shift;
pub mod timeline;

use std::collections::BTreeMap;
use std::sync::Arc;

use clap::ValueEnum;
use jiff::civil::Date;
use milepost_core::network::Network;
use milepost_core::plan::Verdict;
use milepost_core::workspace::{File, FileId};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tower_lsp::gen_lsp_types::{ExecuteCommandParams, LspAny, Uri};
use tower_lsp::jsonrpc::{Error, Result};

use crate::capabilities::commands::{CRITICAL_PATH, GRAPH, NEXT, SHIFT, TIMELINE};
use crate::check::gather::Gathered;
use crate::convert::Scene;
use crate::plans::Plans;
use crate::progress::WorkDone;
use crate::server::Server;
use crate::today::today;

/// `workspace/executeCommand`
///
/// # Errors
/// Where there is no such command, its argument is wrong, or it cannot be done.
pub async fn execute(server: &Server, params: ExecuteCommandParams) -> Result<Option<LspAny>> {
    let ExecuteCommandParams { command, arguments, work_done_progress_params } = params;
    let offered = server.abilities().commands.offered();
    if !offered.contains(&command.as_str()) {
        let known = if offered.is_empty() { "none".to_owned() } else { offered.join(", ") };
        return Err(Error::invalid_params(format!("{command} is no command that is offered; these are: {known}")));
    }
    let progress =
        WorkDone::begin(server.client(), work_done_progress_params.work_done_token, "Looking at plans").await;
    let arguments = arguments.unwrap_or_default();
    let done = if command == SHIFT {
        shift::shift(server, &command, &arguments).await
    } else {
        server.answer_slowly(move |scene, _| tell(scene, &command, &arguments)).await.flatten()
    };
    progress.end();
    done.map(Some)
}

/// What the command line would print.
fn tell(scene: &Scene, command: &str, arguments: &[Value]) -> Result<Value> {
    match command {
        TIMELINE => timeline::timeline(scene, &argument(command, arguments)?),
        GRAPH => graph::graph(scene, &argument(command, arguments)?),
        NEXT => next::next(scene, &argument(command, arguments)?),
        CRITICAL_PATH => critical_path::critical_path(scene, &argument(command, arguments)?),
        _ => Err(Error::method_not_found()),
    }
}

/// The one argument of a command, an object.
fn argument<T: DeserializeOwned>(command: &str, arguments: &[Value]) -> Result<T> {
    let [argument] = arguments else {
        let many = arguments.len();
        return Err(Error::invalid_params(format!(
            "{command} takes one argument, an object such as {{ \"uri\": \"file:///plan.md\" }}, and got {many}"
        )));
    };
    T::deserialize(argument).map_err(|error| Error::invalid_params(format!("{command}: {error}")))
}

/// The format that is asked for by name.
fn format<T: ValueEnum>(name: Option<&str>, otherwise: T) -> Result<T> {
    let Some(name) = name else { return Ok(otherwise) };
    let names = || {
        let values = T::value_variants().iter().filter_map(|it| it.to_possible_value());
        values.map(|it| it.get_name().to_owned()).collect::<Vec<_>>().join(", ")
    };
    T::from_str(name, true)
        .map_err(|_| Error::invalid_params(format!("format: there is no {name}; there are {}", names())))
}

/// The day that is asked for, or the clock's.
fn day(scene: &Scene, said: Option<&str>) -> Result<Date> {
    match said {
        None => Ok(scene.view.snapshot.today.unwrap_or_else(today)),
        Some(said) => said
            .parse()
            .map_err(|_| Error::invalid_params(format!("today: {said} is no day; write one as in 2026-01-31"))),
    }
}

/// The plan that the client calls `uri`, as the command line would gather it.
fn plans(scene: &Scene, uri: &str, day: Date) -> Result<Plans> {
    let Some(file) = scene.file(&Uri(uri.to_owned())) else {
        return Err(Error::invalid_params(format!("uri: {uri} is not known here as a plan; open it first")));
    };
    let mut snapshot = scene.view.snapshot.as_ref().clone();
    snapshot.today = Some(day);
    // The path of a file in another workspace folder would lead nowhere, or to another file, from this one on.
    let is_beside = |it: &File| it.root() == snapshot.file(file).and_then(|own| own.root());
    let path = |file: FileId| {
        let held = snapshot.file(file).map(AsRef::as_ref);
        let whole = held.filter(|it| !is_beside(it)).and_then(|it| it.document.source().location.as_deref());
        let path = whole.or_else(|| held.and_then(File::path)).map(str::to_owned);
        path.or_else(|| scene.uri(file).map(|it| it.as_ref().to_owned())).unwrap_or_default()
    };
    let shown: BTreeMap<FileId, String> = snapshot.files().map(|(file, _)| (file, path(file))).collect();
    let is_plan = snapshot.document(file).is_some_and(|it| it.plan().verdict == Verdict::Plan);
    let files: Vec<FileId> = is_plan.then_some(file).into_iter().collect();
    let network = Network::of(&snapshot, &files);
    let configuration = Arc::clone(scene.world.configuration());
    let gathered = Gathered { snapshot, files: vec![file], shown, configuration, ..Gathered::default() };
    Ok(Plans { gathered, files, network })
}

/// What was printed: a text, or the value of a JSON one.
fn printed(text: Vec<u8>, is_json: bool) -> Result<Value> {
    if is_json {
        return serde_json::from_slice(&text).map_err(|_| Error::internal_error());
    }
    String::from_utf8(text).map(|it| json!(it)).map_err(|_| Error::internal_error())
}
