//! What an editor and the server say to each other, written down by a script in the server's place.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::editor::server;

/// A folder for `PATH` whose `milepost` runs the server and keeps all that passes.
pub struct Traffic(PathBuf);

impl Traffic {
    /// Keeps it in a folder.
    pub fn in_folder(folder: PathBuf) -> Traffic {
        fs::create_dir_all(&folder).expect("a folder for the traffic");
        let program = folder.join("milepost");
        let script = format!(
            "#!/bin/sh\ntee -a '{0}/editor' | '{1}' \"$@\" | tee -a '{0}/server'\n",
            folder.display(),
            server().display()
        );
        fs::write(&program, script).expect("the script");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("the script may run");
        Traffic(folder)
    }

    /// Where the script stands.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// The messages of the editor, oldest first.
    pub fn of_editor(&self) -> Vec<Value> {
        messages(&fs::read(self.0.join("editor")).unwrap_or_default())
    }

    /// What the editor asked or told by a method, newest first.
    pub fn told(&self, method: &str) -> Vec<Value> {
        parameters(self.of_editor(), method).rev().collect()
    }

    /// The findings that the server told, oldest first.
    pub fn published(&self) -> Vec<Value> {
        parameters(self.of_server(), "textDocument/publishDiagnostics").collect()
    }

    /// The answer to the editor's newest request of a method.
    pub fn answer(&self, method: &str) -> Option<Value> {
        let request = self.of_editor().into_iter().rfind(|it| is_of(it, method))?;
        let is_answer = |it: &Value| it.get("method").is_none() && it.get("id") == request.get("id");
        self.of_server().into_iter().rfind(is_answer)
    }

    fn of_server(&self) -> Vec<Value> {
        messages(&fs::read(self.0.join("server")).unwrap_or_default())
    }
}

/// The parameters of those messages that have a method.
fn parameters(messages: Vec<Value>, method: &str) -> impl DoubleEndedIterator<Item = Value> {
    messages.into_iter().filter(move |it| is_of(it, method)).map(|it| it.get("params").cloned().unwrap_or_default())
}

fn is_of(message: &Value, method: &str) -> bool {
    message.get("method").is_some_and(|it| it == method)
}

/// The messages that are there in full.
fn messages(mut bytes: &[u8]) -> Vec<Value> {
    let mut found = Vec::new();
    while let Some((message, rest)) = first(bytes) {
        found.push(message);
        bytes = rest;
    }
    found
}

fn first(bytes: &[u8]) -> Option<(Value, &[u8])> {
    let end = bytes.windows(4).position(|it| it == b"\r\n\r\n")? + 4;
    let header = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let length: usize = header.lines().find_map(|it| it.strip_prefix("Content-Length: "))?.parse().ok()?;
    let body = bytes.get(end..end + length)?;
    Some((serde_json::from_slice(body).ok()?, bytes.get(end + length..)?))
}
