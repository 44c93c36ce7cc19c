//! The configurations for coding agents in `editors/agents`: they start the server, and the hook tells of findings.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use support::client::{Client, Start};

const PLAN: &str = "# Pier\n\n## Sprint 1: Piles (Weeks 1-2)\n\nDone when: they hold.\n\n## Sprint 2: Deck (Weeks 2-3)\n\nDone when: it is level.\n";

fn agents() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/agents")
}

fn read(name: &str) -> Value {
    let path = agents().join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn words(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_configurations_start_the_server() {
    let claude = &read("claude-code/.lsp.json")["milepost"];
    let mut started = vec![claude["command"].as_str().unwrap().to_owned()];
    started.extend(words(&claude["args"]));
    let opencode = &read("opencode/opencode.json")["lsp"]["milepost"];
    let extensions: Vec<String> = claude["extensionToLanguage"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(extensions, [".markdown", ".md"]);
    assert_eq!(words(&opencode["extensions"]).len(), extensions.len());

    for command in [started, words(&opencode["command"])] {
        let [program, arguments @ ..] = command.as_slice() else { panic!("no command") };
        assert_eq!(program, "milepost");
        let mut client = Client::start_with(&Start { arguments: arguments.to_vec(), reads: true });
        client.initialize(json!({ "processId": null, "rootUri": null, "capabilities": {} }));
        client.open("file:///plan.md", PLAN);
        let told = client.diagnostics_that("file:///plan.md", |it| it["diagnostics"] != json!([]));
        assert_eq!(told["diagnostics"][0]["code"], "overlapping-weeks");
        client.request("shutdown", Value::Null);
        client.notify("exit", Value::Null);
    }
}

#[cfg(unix)]
mod hook {
    use std::io::Write;
    use std::process::{Command, Output, Stdio};

    use super::{PLAN, agents, json, read};
    use crate::support::folder::Folder;

    /// Runs the hook as the agent does after an edit of `file`; none where there is no jq.
    fn after_edit(folder: &Folder, file: &str) -> Option<Output> {
        let is_there = Command::new("jq").arg("--version").stdout(Stdio::null()).status().is_ok();
        let required = std::env::var_os("MILEPOST_REQUIRE_EDITORS").is_some();
        if !is_there {
            assert!(!required, "jq, which the hook needs, is not on PATH");
            eprintln!("left out: jq, which the hook needs, is not on PATH");
            return None;
        }
        let hooks = read("claude-code/hooks/hooks.json");
        let command = hooks["hooks"]["PostToolUse"][0]["hooks"][0]["command"].as_str().unwrap().to_owned();
        let program = std::path::Path::new(env!("CARGO_BIN_EXE_milepost")).parent().unwrap();
        let path = std::env::join_paths(
            [program.to_owned()].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
        );
        let mut shell = Command::new("sh");
        shell.args(["-c", &command]).current_dir(&folder.path).env("PATH", path.unwrap());
        shell.env("CLAUDE_PLUGIN_ROOT", agents().join("claude-code"));
        let mut child =
            shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("sh starts");
        let path = folder.path.join(file);
        let event =
            json!({ "hook_event_name": "PostToolUse", "tool_name": "Edit", "tool_input": { "file_path": path } });
        child.stdin.take().unwrap().write_all(event.to_string().as_bytes()).unwrap();
        Some(child.wait_with_output().unwrap())
    }

    #[test]
    fn tells_the_agent_what_is_wrong_with_a_plan() {
        let folder = Folder::new();
        folder.write("the plan.md", PLAN);
        folder.write("notes.md", "# Notes\n\nNothing is planned.\n");
        folder.write("code.rs", "fn main() {}\n");
        let Some(output) = after_edit(&folder, "the plan.md") else { return };
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("Sprint 2 (weeks 2–3) overlaps Sprint 1 (weeks 1–2) in week 2"), "{said}");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
        for quiet in ["notes.md", "code.rs"] {
            let output = after_edit(&folder, quiet).unwrap();
            assert_eq!(output.status.code(), Some(0), "{quiet}");
            assert!(output.stdout.is_empty() && output.stderr.is_empty(), "{quiet}");
        }
        folder.write("the plan.md", PLAN.replace("Weeks 2-3", "Weeks 3-4"));
        assert_eq!(after_edit(&folder, "the plan.md").unwrap().status.code(), Some(0));
    }
}
