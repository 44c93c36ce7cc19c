//! Watched files: asks the client to tell when plans change on disk.

use std::time::Duration;

use serde_json::{Value, json};
use tower_lsp::Client;
use tower_lsp::gen_lsp_types::{Registration, Unregistration};

use crate::capabilities::Watching;
use crate::folders::{Folder, is_scannable};
use crate::log::log;

const ID: &str = "milepost/files";
const METHOD: &str = "workspace/didChangeWatchedFiles";
/// How long the client may take to agree.
const PATIENCE: Duration = Duration::from_secs(30);
/// Deletions: of a folder, a client tells only the folder's name.
const DELETE: u32 = 4;

/// Asks for it: in the workspace folders `folders`, where the client can tell them from others.
pub async fn register(client: Client, watching: Watching, folders: Vec<Folder>) {
    let bases: Vec<&str> = bases(&folders).collect();
    if bases.is_empty() {
        return;
    }
    let watchers: Vec<Value> = match watching.by_folder {
        true => bases.iter().flat_map(|base| watchers(|it| json!({ "baseUri": base, "pattern": it }))).collect(),
        false => watchers(|it| json!(it)).into(),
    };
    let registration = Registration {
        id: ID.to_owned(),
        method: METHOD.to_owned(),
        register_options: Some(json!({ "watchers": watchers })),
    };
    let asked = tokio::time::timeout(PATIENCE, client.register_capability(vec![registration])).await;
    if !matches!(asked, Ok(Ok(()))) {
        log("the client does not watch files; plans that change on disk are read when they are opened");
    }
}

/// Asks for it anew after the workspace folders were others `before`.
pub async fn register_again(client: Client, watching: Watching, before: Vec<Folder>, folders: Vec<Folder>) {
    let (had, has) = (bases(&before).next().is_some(), bases(&folders).next().is_some());
    // A client that cannot tell folders from others watches all of them already.
    if had && has && !watching.by_folder {
        return;
    }
    if had {
        let old = Unregistration { id: ID.to_owned(), method: METHOD.to_owned() };
        // A client that did not agree before has nothing to give up.
        let _ = tokio::time::timeout(PATIENCE, client.unregister_capability(vec![old])).await;
    }
    register(client, watching, folders).await;
}

/// What is too much to be searched is too much to be watched.
fn bases(folders: &[Folder]) -> impl Iterator<Item = &str> {
    folders.iter().filter(|it| is_scannable(&it.path)).map(|it| it.uri.as_str())
}

/// What is watched for, each pattern as `of` writes it.
fn watchers(of: impl Fn(&str) -> Value) -> [Value; 3] {
    [
        json!({ "globPattern": of("**/*.{md,markdown,mdown,mkdn,mkd}") }),
        // Configurations, and what they extend under any name.
        json!({ "globPattern": of("**/*.toml") }),
        json!({ "globPattern": of("**/*"), "kind": DELETE }),
    ]
}
