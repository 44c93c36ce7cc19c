//! The workspace over the wire: folders that are too much, settings of each folder, and what the client is asked to watch.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

mod support;

use serde_json::{Value, json};
use support::client::Client;
use support::folder::Folder;

const PLAN: &str =
    "# Plan\n\n## Sprint 1: Pier (Weeks 1-2)\n\n- [ ] Drive\n\n## Sprint 2: Crane (Week 3)\n\n- [ ] Lift\n";

fn in_folders(folders: &[&Folder], capabilities: &Value) -> Client {
    let folders: Vec<Value> = folders.iter().map(|it| json!({ "uri": it.uri(""), "name": "plans" })).collect();
    let mut client = Client::start();
    client.initialize(json!({
        "processId": null, "rootUri": null, "workspaceFolders": folders, "capabilities": capabilities,
    }));
    client
}

#[test]
fn a_whole_disk_is_not_searched_and_the_user_is_told() {
    let mut client = Client::in_folder("file:///", json!({}));
    let message = client.notification("window/showMessage");
    assert_eq!(message["type"], 2);
    let said = message["message"].as_str().unwrap();
    assert_eq!(said, "Milepost does not search / for plans: that is too much. Open a project's folder instead.");
    // What is open is read all the same.
    client.open("file:///tmp/milepost-is-not-there/plan.md", PLAN);
    client.diagnostics_that("file:///tmp/milepost-is-not-there/plan.md", |it| it["diagnostics"] != json!([]));
}

#[test]
fn each_folder_has_its_own_switches() {
    let (loud, quiet) = (Folder::new(), Folder::new());
    let capabilities = json!({ "workspace": { "configuration": true }, "textDocument": { "codeLens": {} } });
    let mut client = in_folders(&[&loud, &quiet], &capabilities);
    let asked = client.server_request("workspace/configuration");
    assert_eq!(
        asked["params"]["items"],
        json!([
            { "section": "milepost" },
            { "section": "milepost", "scopeUri": loud.uri("") },
            { "section": "milepost", "scopeUri": quiet.uri("") },
        ])
    );
    client.reply(&asked, json!([null, null, { "codeLens": { "enable": false } }]));
    client.assert_alive();
    let lenses = |client: &mut Client, folder: &Folder| {
        let uri = folder.uri("plan.md");
        client.open(&uri, PLAN);
        client.request("textDocument/codeLens", json!({ "textDocument": { "uri": uri } }))
    };
    assert_eq!(lenses(&mut client, &quiet), Value::Null);
    assert!(lenses(&mut client, &loud).is_array());
    assert!(client.request("textDocument/codeLens", json!({ "textDocument": { "uri": "untitled:a" } })).is_null());
}

#[test]
fn folders_are_watched_each_by_itself_where_the_client_can() {
    let (first, second) = (Folder::new(), Folder::new());
    let watching = json!({ "dynamicRegistration": true, "relativePatternSupport": true });
    let capabilities = json!({ "workspace": { "didChangeWatchedFiles": watching } });
    let mut client = in_folders(&[&first], &capabilities);
    let bases = |registration: &Value| -> Vec<String> {
        let watchers = &registration["params"]["registrations"][0]["registerOptions"]["watchers"];
        let bases = watchers.as_array().unwrap().iter().map(|it| &it["globPattern"]["baseUri"]);
        let mut bases: Vec<String> = bases.map(|it| it.as_str().unwrap().to_owned()).collect();
        bases.dedup();
        bases
    };
    let registration = client.server_request("client/registerCapability");
    assert_eq!(bases(&registration), [first.uri("")]);
    client.reply(&registration, Value::Null);
    let event = json!({
        "added": [{ "uri": second.uri(""), "name": "second" }], "removed": [{ "uri": first.uri(""), "name": "plans" }],
    });
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    let unregistration = client.server_request("client/unregisterCapability");
    assert_eq!(unregistration["params"]["unregisterations"][0]["id"], "milepost/files");
    client.reply(&unregistration, Value::Null);
    assert_eq!(bases(&client.server_request("client/registerCapability")), [second.uri("")]);
}
