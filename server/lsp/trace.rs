//! The trace: tells a client that wants to know it what it asked, and how long each answer took.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Instant;

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Request, Response};

/// So many bytes of the parameters are told; a document may be among them.
const MOST: usize = 2_000;

const OFF: u8 = 0;
const MESSAGES: u8 = 1;
const VERBOSE: u8 = 2;

/// How much the client wants to know. Cloning gives another handle to the same.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    level: Arc<AtomicU8>,
}

/// A request that is to be told of once it is answered.
#[derive(Debug)]
pub struct Traced {
    trace: Trace,
    request: String,
    params: Option<String>,
    began: Instant,
}

impl Trace {
    /// Lets hold what `call` says of the trace, if it does.
    pub fn heed(&self, call: &Request) {
        let name = match call.method() {
            "initialize" => "trace",
            "$/setTrace" => "value",
            _ => return,
        };
        let level = match call.params().and_then(|it| it.get(name)).and_then(Value::as_str) {
            Some("off") => OFF,
            Some("messages") => MESSAGES,
            Some("verbose") => VERBOSE,
            _ => return,
        };
        self.level.store(level, Ordering::Relaxed);
    }

    /// What is to be told of `call`; none of notifications, and while the trace is off.
    pub fn begin(&self, call: &Request) -> Option<Traced> {
        let id = call.id().filter(|_| self.level() != OFF)?;
        let params = (self.level() == VERBOSE).then(|| shortened(call.params().map(Value::to_string)));
        let request = format!("{} ({id})", call.method());
        Some(Traced { trace: self.clone(), request, params, began: Instant::now() })
    }

    fn level(&self) -> u8 {
        self.level.load(Ordering::Relaxed)
    }
}

impl Traced {
    /// What to tell after `response`; nothing if the trace was switched off meanwhile.
    pub fn end(self, response: &Response) -> Option<Request> {
        let level = self.trace.level();
        let time = self.began.elapsed().as_millis();
        let error = response.error().map(|it| format!(", and met the error {}", it.code.code())).unwrap_or_default();
        let message = format!("{} took {time} ms{error}", self.request);
        let params = match self.params.filter(|_| level == VERBOSE) {
            Some(verbose) => json!({ "message": message, "verbose": verbose }),
            None => json!({ "message": message }),
        };
        (level != OFF).then(|| Request::build("$/logTrace").params(params).finish())
    }
}

fn shortened(params: Option<String>) -> String {
    let mut params = params.unwrap_or_default();
    if params.len() > MOST {
        let end = (0..=MOST).rev().find(|it| params.is_char_boundary(*it)).unwrap_or_default();
        params.truncate(end);
        params.push('…');
    }
    params
}
