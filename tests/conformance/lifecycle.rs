//! C11–C21: from the first message to the last.

use serde_json::{Value, json};

use crate::each;
use crate::support::client::{Client, Start, position};
use crate::support::clients;
use crate::support::folder::Folder;
use crate::support::plans::PLAN;
use crate::support::tour::tours;

/// Before it knows its client, the server does nothing but say so.
#[test]
fn c11_nothing_is_served_before_initialize() {
    for (_, capabilities) in clients::chosen() {
        let mut client = Client::start();
        assert_eq!(client.refused("textDocument/hover", json!({})), -32002);
        client.open("untitled:early", "# Early\n");
        client.initialize(json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
        assert_eq!(client.text("untitled:early"), Value::Null);
        client.assert_alive();
    }
}

/// The answer to `initialize` is the first that a client hears, but for messages to its user.
#[test]
fn c12_the_server_says_nothing_before_it_is_initialized() {
    for tour in tours() {
        let heard = tour.trace.iter().filter(|it| it.0 == "server");
        let mut before = heard.take_while(|it| it.1.get("method").is_some());
        let allowed = ["window/showMessage", "window/logMessage", "telemetry/event", "window/showMessageRequest"];
        assert!(before.all(|it| allowed.iter().any(|allowed| it.1["method"] == *allowed)), "{}", tour.client);
    }
}

/// One beginning.
#[test]
fn c13_a_second_initialize_is_refused() {
    each(|_, mut client| {
        assert_eq!(client.refused("initialize", json!({ "capabilities": {} })), -32600);
        client.assert_alive();
    });
}

/// What is offered works: no request of a tour is refused. A command that lacks its arguments may be, and what is still
/// being read.
#[test]
fn c14_the_server_names_itself_and_offers_what_works() {
    for tour in tours() {
        assert_eq!(tour.greeting["result"]["serverInfo"]["name"], "milepost");
        assert!(tour.greeting["result"]["serverInfo"]["version"].is_string());
        for it in &tour.asked {
            let code = it.answer["error"]["code"].as_i64();
            let is_documented = match it.method {
                "workspace/executeCommand" => matches!(code, None | Some(-32602 | -32803)),
                "textDocument/rename" | "textDocument/prepareRename" => matches!(code, None | Some(-32602 | -32803)),
                _ => code.is_none(),
            };
            assert!(is_documented, "{}: {} {} {}", tour.client, it.method, it.params, it.answer);
        }
    }
}

/// Nothing is registered before the client is ready.
#[test]
fn c15_registrations_come_after_initialized() {
    for tour in tours() {
        let at = |method: &str| tour.trace.iter().position(|it| it.1["method"] == method);
        let registered = at("client/registerCapability").unwrap_or(usize::MAX);
        assert!(registered > at("initialized").unwrap(), "{}", tour.client);
    }
}

/// After the end nothing but the exit is left, which the server waits for.
#[test]
fn c16_shutdown_is_answered_with_null_and_ends_the_service() {
    each(|_, mut client| {
        assert_eq!(client.request("shutdown", Value::Null), Value::Null);
        assert_eq!(client.refused("textDocument/hover", json!({})), -32600);
        assert_eq!(client.refused("shutdown", Value::Null), -32600);
        assert!(client.child.try_wait().unwrap().is_none(), "it ended before it was told to exit");
        client.notify("exit", Value::Null);
        assert_eq!(client.exit_code(), 0);
    });
}

/// Whether the end was orderly is told by the exit code.
#[test]
fn c17_the_exit_code_tells_of_a_shutdown() {
    assert!(tours().iter().all(|it| it.exit_code == 0));
    each(|_, mut client| {
        client.notify("exit", Value::Null);
        assert_eq!(client.exit_code(), 1);
    });
    let mut early = Client::start();
    early.notify("exit", Value::Null);
    assert_eq!(early.exit_code(), 1);
}

/// The server does not outlive its client, in whatever way it is told of it.
#[cfg(unix)]
#[test]
fn c18_the_server_ends_with_the_process_of_its_client() {
    use std::process::Command;
    for by_argument in [true, false] {
        let mut editor = Command::new("sleep").arg("600").spawn().unwrap();
        let mut arguments = vec!["lsp".to_owned(), "--stdio".to_owned()];
        if by_argument {
            arguments.push(format!("--clientProcessId={}", editor.id()));
        }
        let mut client = Client::start_with(&Start { arguments, reads: true });
        let process = if by_argument { Value::Null } else { json!(editor.id()) };
        client.initialize(json!({ "processId": process, "capabilities": {} }));
        editor.kill().unwrap();
        editor.wait().unwrap();
        assert_eq!(client.exit_code(), 1);
    }
}

/// The trace says what was asked and how long that took, and with what only where it is verbose. It is sent to nobody who
/// did not ask for it.
#[test]
fn c19_a_trace_is_told_as_long_as_it_is_on() {
    assert!(tours().iter().all(|it| it.sent("$/logTrace").is_empty()));
    let traces = |client: &mut Client| -> Vec<Value> {
        client.assert_alive();
        // The trace of an answer comes behind it.
        std::thread::sleep(std::time::Duration::from_millis(300));
        client.others().into_iter().filter(|it| it["method"] == "$/logTrace").map(|it| it["params"].clone()).collect()
    };
    let sleep = |client: &mut Client| client.request("milepost/sleep", json!({ "why": "é".repeat(5_000) }));
    let mut client = Client::start();
    client.initialize(json!({ "capabilities": {}, "trace": "messages" }));
    sleep(&mut client);
    let told = traces(&mut client);
    let sleeps = |told: &[Value]| -> Vec<Value> {
        told.iter().filter(|it| it["message"].as_str().unwrap().starts_with("milepost/sleep (")).cloned().collect()
    };
    assert_eq!(sleeps(&told).len(), 1, "{told:?}");
    assert!(told.iter().all(|it| it["message"].as_str().unwrap().ends_with(" ms") && it.get("verbose").is_none()));

    client.notify("$/setTrace", json!({ "value": "verbose" }));
    sleep(&mut client);
    let told = sleeps(&traces(&mut client));
    let verbose = told[0]["verbose"].as_str().unwrap();
    assert!(verbose.starts_with("{\"why\":\"éé") && verbose.len() < 3_000, "{verbose}");
    assert_eq!(client.refused("milepost/nothing", json!({})), -32601);
    let told = traces(&mut client);
    assert!(
        told.iter().any(|it| it["message"].as_str().unwrap().ends_with(" ms, and met the error -32601")),
        "{told:?}"
    );

    client.notify("$/setTrace", json!({ "value": "louder" }));
    client.notify("$/setTrace", json!({ "value": "off" }));
    sleep(&mut client);
    assert_eq!(traces(&mut client), Vec::<Value>::new());

    each(|name, mut client| {
        sleep(&mut client);
        assert_eq!(traces(&mut client), Vec::<Value>::new(), "{name}");
    });
}

/// What a client says of itself may be empty, incomplete or of a later version.
#[test]
fn c20_unknown_and_missing_abilities_are_no_obstacle() {
    for capabilities in [
        json!({}),
        json!({ "workspace": {}, "textDocument": {}, "window": {}, "general": {} }),
        json!({ "future": { "a": 1 }, "textDocument": { "future": true, "hover": { "future": [] } } }),
        json!({ "textDocument": { "hover": {}, "completion": {}, "codeAction": {}, "documentSymbol": {}, "diagnostic": {},
            "foldingRange": {}, "rename": {}, "publishDiagnostics": {}, "inlayHint": {}, "codeLens": {} } }),
        json!({ "textDocument": { "hover": { "contentFormat": ["future", "markdown"] } } }),
    ] {
        let mut client = Client::initialized(capabilities.clone());
        client.open("untitled:a", PLAN);
        let at = json!({ "textDocument": { "uri": "untitled:a" }, "position": position(2, 4) });
        assert!(client.request("textDocument/hover", at).is_object(), "{capabilities}");
        assert_eq!(client.finish(), 0);
    }
}

/// Workspace folders, where there are any, are what counts; and there need not be any, nor a root.
#[test]
fn c21_folders_come_before_the_root_and_neither_is_needed() {
    let (root, folder) = (Folder::new(), Folder::new());
    root.write("root.md", PLAN);
    folder.write("plan.md", PLAN);
    for (_, capabilities) in clients::chosen() {
        let mut client = Client::start();
        client.initialize(json!({ "processId": null, "rootUri": root.uri(""), "capabilities": capabilities,
            "workspaceFolders": [{ "uri": folder.uri(""), "name": "folder" }] }));
        client.wait_for_scan(&folder.uri("plan.md"));
        assert_eq!(client.text(&root.uri("root.md")), Value::Null);
        let mut none = Client::start();
        none.initialize(json!({ "rootUri": null, "workspaceFolders": null, "capabilities": capabilities }));
        none.assert_alive();
        let mut rooted = Client::start();
        rooted.initialize(json!({ "rootUri": root.uri(""), "capabilities": capabilities }));
        rooted.wait_for_scan(&root.uri("root.md"));
    }
}
