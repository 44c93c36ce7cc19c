//! A blocking client: starts the server's binary and speaks to it as an editor would, well or badly.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::trace::{Trace, Traced};

/// Longer than anything takes on a machine that is busy with other work.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A running server and the connection to it.
pub struct Client {
    pub child: Child,
    stdin: Option<ChildStdin>,
    incoming: Receiver<Value>,
    /// Messages that came while another one was awaited.
    aside: Vec<Value>,
    next_id: i64,
    reads: Option<Sender<()>>,
    trace: Trace,
}

/// How a server is started.
pub struct Start {
    pub arguments: Vec<String>,
    /// Whether its output is read from the start; otherwise by `Client::begin_to_read`.
    pub reads: bool,
}

impl Default for Start {
    fn default() -> Start {
        Start { arguments: vec!["lsp".into(), "--stdio".into(), "--debug-requests".into()], reads: true }
    }
}

impl Client {
    /// Starts a server.
    pub fn start() -> Client {
        Client::start_with(&Start::default())
    }

    /// Starts a server in a particular way.
    pub fn start_with(start: &Start) -> Client {
        let mut child = Command::new(env!("CARGO_BIN_EXE_milepost"))
            .args(&start.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server's binary starts");
        let stdin = child.stdin.take();
        let stdout = child.stdout.take().unwrap();
        let (sender, incoming) = channel();
        let (reads, may_read) = channel::<()>();
        let trace = Trace::default();
        let heard = trace.clone();
        std::thread::spawn(move || {
            if may_read.recv().is_ok() {
                read_all(stdout, &sender, &heard);
            }
        });
        let mut client = Client { child, stdin, incoming, aside: Vec::new(), next_id: 1, reads: Some(reads), trace };
        if start.reads {
            client.begin_to_read();
        }
        client
    }

    /// Starts a server and initializes it with these capabilities and no folder.
    pub fn initialized(capabilities: Value) -> Client {
        let mut client = Client::start();
        client.initialize(json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
        client
    }

    /// Starts a server and initializes it with one workspace folder.
    pub fn in_folder(uri: &str, capabilities: Value) -> Client {
        let mut client = Client::start();
        client.initialize(json!({
            "processId": null,
            "rootUri": uri,
            "capabilities": capabilities,
            "workspaceFolders": [{ "uri": uri, "name": "test" }],
        }));
        client
    }

    /// Sends `initialize` and `initialized`; the answer to the former.
    pub fn initialize(&mut self, params: Value) -> Value {
        let answer = self.request("initialize", params);
        self.notify("initialized", json!({}));
        answer
    }

    /// Lets the reading of the server's output begin.
    pub fn begin_to_read(&mut self) {
        if let Some(reads) = self.reads.take() {
            reads.send(()).unwrap();
        }
    }

    /// Closes the reading end of the server's output. Only before reading began.
    pub fn stop_reading(&mut self) {
        self.reads = None;
    }

    /// Writes bytes as they are. False if the server reads no more.
    pub fn send_raw(&mut self, bytes: &[u8]) -> bool {
        let stdin = self.stdin.as_mut().unwrap();
        stdin.write_all(bytes).and_then(|()| stdin.flush()).is_ok()
    }

    /// Writes a body with its header.
    pub fn send_body(&mut self, body: &[u8]) -> bool {
        self.send_raw(&framed(body))
    }

    /// Writes a message.
    pub fn send(&mut self, message: &Value) -> bool {
        self.trace.note("client", message);
        self.send_body(message.to_string().as_bytes())
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request without waiting for its answer; its id.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// Sends a request and gives its result; panics on an error.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let answer = self.answer(&json!(id));
        answer.get("result").unwrap_or_else(|| panic!("{method}: {answer}")).clone()
    }

    /// Sends a request and gives the code of the error that it must meet.
    pub fn refused(&mut self, method: &str, params: Value) -> i64 {
        let id = self.ask(method, params);
        self.error(&json!(id))
    }

    /// The whole answer to the request with this id.
    pub fn answer(&mut self, id: &Value) -> Value {
        self.wait_for(&format!("an answer to {id}"), |it| it.get("method").is_none() && it.get("id") == Some(id))
    }

    /// The code of the error that answers the request with this id.
    pub fn error(&mut self, id: &Value) -> i64 {
        let answer = self.answer(id);
        answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("no error: {answer}"))
    }

    /// The parameters of the next notification of this kind.
    pub fn notification(&mut self, method: &str) -> Value {
        self.wait_for(method, |it| it["method"] == method && it.get("id").is_none())["params"].clone()
    }

    /// The next request of this kind, whole.
    pub fn server_request(&mut self, method: &str) -> Value {
        self.wait_for(method, |it| it["method"] == method && it.get("id").is_some())
    }

    /// Answers a request of the server.
    pub fn reply(&mut self, request: &Value, result: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "id": request["id"], "result": result }));
    }

    /// The next diagnostics of `uri` that are as wished.
    pub fn diagnostics_that(&mut self, uri: &str, wish: impl Fn(&Value) -> bool) -> Value {
        let is_it = |it: &Value| {
            it["method"] == "textDocument/publishDiagnostics" && it["params"]["uri"] == uri && wish(&it["params"])
        };
        self.wait_for(&format!("diagnostics of {uri}"), is_it)["params"].clone()
    }

    /// The first message, waiting or still to come, that fits.
    pub fn wait_for(&mut self, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.aside.iter().position(&fits) {
            return self.aside.remove(at);
        }
        let until = Instant::now() + PATIENCE;
        loop {
            match self.incoming.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(message) if fits(&message) => return message,
                Ok(message) => self.aside.push(message),
                Err(RecvTimeoutError::Timeout) => panic!("no {what} in {PATIENCE:?}; others: {:?}", self.aside),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("the server ended; wanted {what}; others: {:?}", self.aside)
                }
            }
        }
    }

    /// All messages so far that were not asked for.
    pub fn others(&mut self) -> Vec<Value> {
        self.aside.extend(self.incoming.try_iter());
        std::mem::take(&mut self.aside)
    }

    /// Every well-formed message so far, as it went over the wire.
    pub fn trace(&self) -> Vec<Traced> {
        self.trace.messages()
    }

    /// Opens a document.
    pub fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Changes a document; `changes` as the protocol has them.
    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Closes a document.
    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// The text that the server has of a document.
    pub fn text(&mut self, uri: &str) -> Value {
        self.request("milepost/text", json!({ "uri": uri }))
    }

    /// The server lives: it opens a document, changes it, and says what it then holds.
    pub fn assert_alive(&mut self) {
        let uri = "untitled:alive";
        self.open(uri, "# Alive\n");
        self.change(uri, 2, json!([{ "range": range(0, 2, 0, 7), "text": "Well" }]));
        assert_eq!(self.text(uri), "# Well\n");
        self.close(uri);
    }

    /// Shuts the server down by the letter, and gives its exit code.
    pub fn finish(mut self) -> i32 {
        assert_eq!(self.request("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        self.exit_code()
    }

    /// Closes the server's standard input.
    pub fn hang_up(&mut self) {
        self.stdin = None;
    }

    /// Waits for the server's end.
    pub fn exit_code(&mut self) -> i32 {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap_or(-1);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the server did not end in {PATIENCE:?}");
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.trace.keep();
    }
}

/// A body with its header.
pub fn framed(body: &[u8]) -> Vec<u8> {
    let mut message = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    message.extend_from_slice(body);
    message
}

/// A range of the protocol.
pub fn range(line: u32, character: u32, end_line: u32, end_character: u32) -> Value {
    json!({ "start": position(line, character), "end": position(end_line, end_character) })
}

/// A position of the protocol.
pub fn position(line: u32, character: u32) -> Value {
    json!({ "line": line, "character": character })
}

fn read_all(stdout: impl Read, sender: &Sender<Value>, trace: &Trace) {
    let mut input = BufReader::new(stdout);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if input.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            if line == "\r\n" {
                break;
            }
            // Nothing but framed messages may come.
            length = line.strip_prefix("Content-Length: ").expect("a header").trim().parse().expect("a length");
        }
        let mut body = vec![0; length];
        if input.read_exact(&mut body).is_err() {
            return;
        }
        let message = serde_json::from_slice(&body).expect("JSON");
        trace.note("server", &message);
        if sender.send(message).is_err() {
            return;
        }
    }
}
