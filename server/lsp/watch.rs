//! Watched files: asks the client to tell when plans change on disk.

use std::time::Duration;

use serde_json::json;
use tower_lsp::Client;
use tower_lsp::gen_lsp_types::Registration;

use crate::log::log;

/// How long the client may take to agree.
const PATIENCE: Duration = Duration::from_secs(30);
/// Deletions: of a folder, a client tells only the folder's name.
const DELETE: u32 = 4;

/// Asks for it.
pub async fn register(client: Client) {
    let watchers = json!([
        { "globPattern": "**/*.{md,markdown,mdown,mkdn,mkd}" },
        // Configurations, and what they extend under any name.
        { "globPattern": "**/*.toml" },
        { "globPattern": "**/*", "kind": DELETE },
    ]);
    let registration = Registration {
        id: "milepost/files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: Some(json!({ "watchers": watchers })),
    };
    let asked = tokio::time::timeout(PATIENCE, client.register_capability(vec![registration])).await;
    if !matches!(asked, Ok(Ok(()))) {
        log("the client does not watch files; plans that change on disk are read when they are opened");
    }
}
