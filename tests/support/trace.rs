//! What goes over the wire between a test and the server, in the order in which this side saw it.
//!
//! With `MILEPOST_TRACE` set to a folder, each client leaves a file of JSON lines there: `tests/lsprotocol` holds them to
//! the protocol's model.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A message and who said it: `client` or `server`.
pub type Traced = (&'static str, Value);

/// A trace. Cloning gives another handle to the same one.
#[derive(Clone, Default)]
pub struct Trace(Arc<Mutex<Vec<Traced>>>);

impl Trace {
    /// Adds a message.
    pub fn note(&self, by: &'static str, message: &Value) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((by, message.clone()));
    }

    /// All messages so far.
    pub fn messages(&self) -> Vec<Traced> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Writes the messages where whoever runs the test wants them.
    pub fn keep(&self) {
        let Some(folder) = std::env::var_os("MILEPOST_TRACE") else { return };
        let lines: Vec<String> =
            self.messages().iter().map(|(by, message)| json!({ "by": by, "message": message }).to_string()).collect();
        let test = std::env::current_exe().unwrap_or_default();
        let test = test.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let test = test.rsplit_once('-').map_or(test.as_str(), |it| it.0);
        let name = format!("{test}-{}-{}.jsonl", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let written = std::fs::write(std::path::Path::new(&folder).join(name), lines.join("\n") + "\n");
        if let Err(error) = written {
            eprintln!("the trace is not kept: {error}");
        }
    }
}
