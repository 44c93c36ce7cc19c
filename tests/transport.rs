//! The transport with a server that does nothing but tell: in which order its messages leave.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

use std::io::{Cursor, Write};
use std::sync::{Arc, Mutex};

use milepost::transport::serve;
use serde_json::{Value, json};
use tower_lsp::gen_lsp_types::{Hover, HoverParams, InitializeParams, InitializeResult, MessageType};
use tower_lsp::jsonrpc::Result;
use tower_lsp::{Client, LanguageServer, LspService};

/// Tells something and answers at once, without a wait in between.
struct Teller {
    client: Client,
}

impl LanguageServer for Teller {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        Ok(InitializeResult::default())
    }

    async fn hover(&self, _: HoverParams) -> Result<Option<Hover>> {
        self.client.show_message(MessageType::Info, "first").await;
        Ok(None)
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }
}

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn framed(messages: &[Value]) -> Vec<u8> {
    let bodies = messages.iter().map(Value::to_string);
    bodies.flat_map(|it| format!("Content-Length: {}\r\n\r\n{it}", it.len()).into_bytes()).collect()
}

/// On one thread the dispatcher goes on before anybody else does.
#[tokio::test(flavor = "current_thread")]
async fn what_a_handler_tells_leaves_before_its_answer() {
    let at = json!({ "textDocument": { "uri": "untitled:a" }, "position": { "line": 0, "character": 0 } });
    let input = framed(&[
        json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "capabilities": {} } }),
        json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }),
        json!({ "jsonrpc": "2.0", "id": 2, "method": "textDocument/hover", "params": at }),
        json!({ "jsonrpc": "2.0", "id": 3, "method": "shutdown" }),
        json!({ "jsonrpc": "2.0", "method": "exit" }),
    ]);
    let written = Written::default();
    let service = LspService::new(|client| Teller { client });
    assert_eq!(serve(service, Cursor::new(input), written.clone(), None).await, 0);
    let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
    let told = text.find("window/showMessage").expect("it is told");
    let answered = text.find("\"id\":2").expect("it is answered");
    assert!(told < answered, "{text}");
}
