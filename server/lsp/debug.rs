//! Requests that the server's own tests use, offered only where the command line asks for them.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tower_lsp::LspServiceBuilder;
use tower_lsp::gen_lsp_types::ConfigurationItem;
use tower_lsp::jsonrpc::Result;

use crate::server::Server;
use crate::work::Wanted;

/// Adds the requests.
pub fn offer(builder: LspServiceBuilder<Server>) -> LspServiceBuilder<Server> {
    builder
        .custom_method("milepost/text", text)
        .custom_method("milepost/panic", panic)
        .custom_method("milepost/panicLater", panic_later)
        .custom_method("milepost/panicInReading", panic_in_reading)
        .custom_method("milepost/sleep", sleep)
        .custom_method("milepost/work", work)
        .custom_method("milepost/ask", ask)
}

/// The text that the server has of a document.
async fn text(server: &Server, params: Value) -> Result<Value> {
    let uri = params.get("uri").and_then(Value::as_str).unwrap_or_default();
    Ok(json!(server.world().text(uri)))
}

/// Panics at once.
#[allow(clippy::panic, reason = "that is what it is for")]
async fn panic(_server: &Server, _params: Value) -> Result<Value> {
    panic!("as asked")
}

/// Panics after a wait.
#[allow(clippy::panic, reason = "that is what it is for")]
async fn panic_later(_server: &Server, _params: Value) -> Result<Value> {
    tokio::time::sleep(Duration::from_millis(10)).await;
    panic!("as asked")
}

/// Makes the next so many readings of a document panic.
async fn panic_in_reading(server: &Server, params: Value) -> Result<Value> {
    server.world().panic_in_reading(params.get("times").and_then(Value::as_u64).unwrap_or(1));
    Ok(Value::Null)
}

/// Waits.
async fn sleep(_server: &Server, params: Value) -> Result<Value> {
    tokio::time::sleep(Duration::from_millis(milliseconds(&params))).await;
    Ok(Value::Null)
}

/// Keeps a thread busy for as long as it is wanted.
async fn work(server: &Server, params: Value) -> Result<Value> {
    let work = move |_: &_, wanted: &Wanted| {
        let until = Instant::now() + Duration::from_millis(milliseconds(&params));
        while Instant::now() < until && wanted.holds() {
            std::thread::sleep(Duration::from_millis(1));
        }
        Value::Null
    };
    server.answer_slowly(work).await
}

/// Asks the client something, and waits for ever if it does not answer.
async fn ask(server: &Server, _params: Value) -> Result<Value> {
    let asked = server.client().configuration(vec![ConfigurationItem::default()]).await;
    Ok(json!(asked.is_ok()))
}

fn milliseconds(params: &Value) -> u64 {
    params.get("ms").and_then(Value::as_u64).unwrap_or_default()
}
