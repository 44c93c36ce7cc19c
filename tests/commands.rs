//! Commands over the wire: what the command line prints, for a document of the editor; and a shift by any amount.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

mod support;

use std::process::Command;

use serde_json::{Value, json};
use support::client::{Client, position};
use support::edits::apply;
use support::folder::Folder;

const URI: &str = "untitled:plan";

const PLAN: &str = "# Harbour\n\n## Sprint 1: Pier (Weeks 1-2)\n\n- [ ] T001 Drive the piles\n\n\
    ## Sprint 2: Crane (Weeks 3-4)\n\n**Depends on:** Sprint 1\n\n- [ ] T003 Lift\n\n\
    | Sprint | Weeks |\n|---|---|\n| Sprint 1 | 1-2 |\n| Sprint 2 | 3-4 |\n";

fn all() -> Value {
    json!({ "workspace": { "executeCommand": {}, "applyEdit": true } })
}

fn with(capabilities: &Value) -> (Client, Value) {
    let mut client = Client::start();
    let answer = client.initialize(json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
    client.open(URI, PLAN);
    (client, answer["capabilities"]["executeCommandProvider"].clone())
}

fn run(command: &str, argument: Value) -> Value {
    json!({ "command": command, "arguments": [argument] })
}

fn refusal(client: &mut Client, params: Value) -> (i64, String) {
    let id = client.ask("workspace/executeCommand", params);
    let error = client.answer(&json!(id))["error"].clone();
    (error["code"].as_i64().unwrap(), error["message"].as_str().unwrap().to_owned())
}

#[test]
fn only_what_the_client_can_run_is_offered() {
    let (mut client, offered) = with(&json!({}));
    assert_eq!(offered, Value::Null);
    assert_eq!(refusal(&mut client, run("milepost.graph", json!({ "uri": URI }))).0, -32602);
    assert_eq!(client.finish(), 0);
    let (mut client, offered) = with(&json!({ "workspace": { "executeCommand": {} } }));
    let commands = ["milepost.timeline", "milepost.graph", "milepost.next", "milepost.criticalPath"];
    assert_eq!(offered["commands"], json!(commands));
    let shift = json!({ "uri": URI, "position": position(2, 0), "by": 1 });
    assert_eq!(refusal(&mut client, run("milepost.shift", shift)).0, -32602);
    assert_eq!(client.finish(), 0);
    let (client, offered) = with(&all());
    assert_eq!(offered["commands"][4], "milepost.shift");
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_command_answers_what_the_command_line_prints() {
    let folder = Folder::new();
    let path = folder.write("plan.md", PLAN);
    let printed = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_milepost"))
            .args(arguments)
            .args(["--no-config", "plan.md"])
            .current_dir(path.parent().unwrap())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let uri = folder.uri("plan.md");
    let mut client = Client::in_folder(&folder.uri(""), all());
    client.open(&uri, PLAN);
    let mut told = |command: &str, options: Value| {
        let mut argument = options;
        argument["uri"] = json!(uri);
        client.request("workspace/executeCommand", run(command, argument))
    };
    let day = "2026-01-20";
    for format in ["svg", "html", "mermaid"] {
        let expected = printed(&["timeline", "--today", day, "--format", format]);
        assert_eq!(told("milepost.timeline", json!({ "format": format, "today": day })), json!(expected), "{format}");
    }
    let expected = printed(&["timeline", "--today", day, "--format", "json"]);
    let expected: Value = serde_json::from_str(&expected).unwrap();
    assert_eq!(told("milepost.timeline", json!({ "format": "json", "today": day })), expected);
    for format in ["mermaid", "dot"] {
        let expected = printed(&["graph", "--tasks", "--format", format]);
        assert_eq!(told("milepost.graph", json!({ "format": format, "tasks": true })), json!(expected), "{format}");
    }
    assert_eq!(told("milepost.graph", json!({})), json!(printed(&["graph"])));
    assert_eq!(told("milepost.next", json!({ "today": day })), json!(printed(&["next", "--today", day])));
    let expected: Value = serde_json::from_str(&printed(&["next", "--format", "json"])).unwrap();
    assert_eq!(told("milepost.next", json!({ "format": "json" })), expected);
    let text = "Sprint 1: Pier  plan.md:3\nSprint 2: Crane  plan.md:7\n";
    assert_eq!(told("milepost.criticalPath", json!({})), text);
    let path = told("milepost.criticalPath", json!({ "format": "json" }));
    assert_eq!((path["grain"].as_str(), path["length"].as_i64()), (Some("week"), Some(4)));
    assert_eq!(path["path"][1]["start"], 2);
    assert_eq!(client.finish(), 0);
}

#[test]
fn what_is_wrong_with_an_argument_is_said() {
    let (mut client, _) = with(&all());
    let cases = [
        (json!({ "command": "milepost.graph" }), "takes one argument"),
        (json!({ "command": "milepost.fly" }), "milepost.fly is no command"),
        (run("milepost.graph", json!({})), "missing field `uri`"),
        (run("milepost.graph", json!({ "uri": URI, "colour": 1 })), "unknown field `colour`"),
        (run("milepost.graph", json!({ "uri": URI, "format": "png" })), "there are mermaid, dot, json"),
        (run("milepost.graph", json!({ "uri": "untitled:other" })), "untitled:other is not known here"),
        (run("milepost.next", json!({ "uri": URI, "today": "soon" })), "soon is no day"),
        (run("milepost.next", json!({ "uri": URI, "all": true, "limit": 1 })), "cannot be used together"),
        (
            run("milepost.shift", json!({ "uri": URI, "position": position(0, 0), "by": 1 })),
            "no unit is defined in line 1",
        ),
        (run("milepost.shift", json!({ "uri": URI, "position": position(2, 0), "by": 0 })), "by: 0 steps"),
    ];
    for (params, reason) in cases {
        let (code, message) = refusal(&mut client, params.clone());
        assert_eq!(code, -32602, "{params}");
        assert!(message.contains(reason), "{message}");
    }
    client.open(
        "untitled:notes",
        "# Harbour plan\n\n## Sprint 1: Pier\n\n- [ ] Drive\n\n## Sprint 2: Crane\n\n- [ ] Lift\n",
    );
    let (code, message) = refusal(&mut client, run("milepost.timeline", json!({ "uri": "untitled:notes" })));
    assert_eq!(code, -32803);
    assert!(message.contains("no unit says when it runs"), "{message}");
    client.assert_alive();
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_shift_is_applied_by_the_client() {
    let (mut client, _) = with(&all());
    let argument = json!({ "uri": URI, "position": position(2, 4), "by": 2, "unit": "week", "successors": true });
    let id = client.ask("workspace/executeCommand", run("milepost.shift", argument));
    let request = client.server_request("workspace/applyEdit");
    let after = apply(PLAN, &request["params"]["edit"]["changes"][URI]);
    assert!(after.contains("Pier (Weeks 3-4)") && after.contains("Crane (Weeks 5-6)"), "{after}");
    assert!(after.contains("| Sprint 1 | 3-4 |\n| Sprint 2 | 5-6 |"), "{after}");
    client.reply(&request, json!({ "applied": false, "failureReason": "read-only" }));
    let answer = client.answer(&json!(id))["result"].clone();
    assert_eq!(answer, json!({ "applied": false, "failureReason": "read-only" }));
    let argument = json!({ "uri": URI, "position": position(2, 4), "by": 1 });
    let answer = client.request("workspace/executeCommand", run("milepost.shift", argument));
    assert_eq!(answer["applied"], false);
    assert!(answer["failureReason"].as_str().unwrap().contains("Sprint 1 would overlap Sprint 2"), "{answer}");
    assert_eq!(client.finish(), 0);
}

#[test]
fn progress_is_shown_under_the_token_of_the_client() {
    let (mut client, _) = with(&all());
    let mut params = run("milepost.graph", json!({ "uri": URI }));
    params["workDoneToken"] = json!("graph");
    client.request("workspace/executeCommand", params);
    let kinds: Vec<Value> = (0..2).map(|_| client.notification("$/progress")["value"]["kind"].clone()).collect();
    assert_eq!(kinds, ["begin", "end"]);
    assert_eq!(client.finish(), 0);
}
