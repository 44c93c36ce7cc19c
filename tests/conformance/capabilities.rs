//! C22–C30: what is offered to whom, and what is asked of whom.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::support::client::{Client, position};
use crate::support::clients;
use crate::support::contract::breaches;
use crate::support::folder::Folder;
use crate::support::plans::{OTHER, PLAN};
use crate::support::tour::{Tour, tours};
use crate::{document, each};

fn registrations(tour: &Tour) -> Vec<&Value> {
    let asked = tour.sent("client/registerCapability").into_iter();
    asked.flat_map(|it| it["params"]["registrations"].as_array().unwrap()).collect()
}

/// No breach of the contract with any client has to do with this.
fn assert_no_breach(about: &str) {
    for tour in tours() {
        let found = breaches(&tour.capabilities, &tour.offered, &tour.trace);
        assert!(!found.iter().any(|it| it.contains(about)), "{}: {found:?}", tour.client);
    }
}

/// One way to offer a feature is enough.
#[test]
fn c22_nothing_is_offered_and_registered() {
    assert_no_breach("which is offered already");
    for tour in tours() {
        let mut methods = HashSet::new();
        assert!(registrations(tour).into_iter().all(|it| methods.insert(it["method"].clone())), "{}", tour.client);
    }
}

/// Only clients that take registrations of a feature get one, under an id of its own.
#[test]
fn c23_registrations_go_to_clients_that_take_them() {
    assert_no_breach("registers");
    for tour in tours() {
        let mut ids = HashSet::new();
        assert!(registrations(tour).into_iter().all(|it| ids.insert(it["id"].clone())), "{}", tour.client);
    }
}

/// Files are watched by those who offer it, and by folder only where that is understood.
#[test]
fn c24_watchers_are_registered_where_the_client_watches() {
    assert_no_breach("watches");
    for tour in tours() {
        let watches = registrations(tour).into_iter().any(|it| it["method"] == "workspace/didChangeWatchedFiles");
        let can = tour.capabilities.pointer("/workspace/didChangeWatchedFiles/dynamicRegistration");
        assert_eq!(watches, can == Some(&json!(true)), "{}", tour.client);
    }
}

/// Settings are asked of a client that can tell them; another one's are those that it sends.
#[test]
fn c25_settings_are_asked_for_or_taken_as_they_are_sent() {
    for tour in tours() {
        let is_asked = !tour.sent("workspace/configuration").is_empty();
        assert_eq!(is_asked, tour.can("/workspace/configuration"), "{}", tour.client);
    }
    let lenses = |options: Value, settings: Value| {
        let mut client = Client::start();
        client.initialize(
            json!({ "capabilities": { "textDocument": { "codeLens": {} } }, "initializationOptions": options }),
        );
        client.open("untitled:a", PLAN);
        if !settings.is_null() {
            client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
        }
        client.request("textDocument/codeLens", document("untitled:a")).is_array()
    };
    let off = json!({ "codeLens": { "enable": false } });
    assert!(lenses(Value::Null, Value::Null));
    assert!(!lenses(off.clone(), Value::Null));
    assert!(!lenses(Value::Null, json!({ "milepost": off })));
}

/// Folders that come and go are followed, as announced.
#[test]
fn c26_changes_of_folders_are_announced_and_followed() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    for tour in tours() {
        let folders = &tour.offered["workspace"]["workspaceFolders"];
        assert_eq!((&folders["supported"], &folders["changeNotifications"]), (&json!(true), &json!(true)));
    }
    each(|_, mut client| {
        let event = |added: Value, removed: Value| json!({ "event": { "added": added, "removed": removed } });
        let it = json!([{ "uri": folder.uri(""), "name": "x" }]);
        client.notify("workspace/didChangeWorkspaceFolders", event(it.clone(), json!([])));
        client.wait_for_scan(&folder.uri("plan.md"));
        client.notify("workspace/didChangeWorkspaceFolders", event(json!([]), it));
        assert_eq!(client.text(&folder.uri("plan.md")), Value::Null);
    });
}

/// Who can is told to ask again: not for each change, and nobody waits for the answer.
#[test]
fn c27_refreshes_go_to_clients_that_take_them_and_are_few() {
    assert_no_breach("refresh");
    for tour in tours() {
        for kind in ["semanticTokens", "codeLens", "inlayHint", "diagnostic"] {
            let method = format!("workspace/{kind}/refresh");
            let count = tour.sent(&method).len();
            assert!(count <= 4, "{}: {count} times {method}", tour.client);
            if tour.client == "everything" {
                assert!(count > 0, "{method} was not sent");
            }
        }
    }
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let mut client = Client::in_folder(&folder.uri(""), clients::named("everything"));
    client.wait_for_scan(&folder.uri("plan.md"));
    client.open(&folder.uri("plan.md"), PLAN);
    client.open("untitled:other", OTHER);
    client.change("untitled:other", 2, json!([{ "text": OTHER.replace("Epic 1", "Phase 9") }]));
    client.server_request("workspace/diagnostic/refresh");
    client.assert_alive();
}

/// Progress is shown to who can, and not where it was refused.
#[test]
fn c28_progress_is_created_where_the_client_shows_it() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    for tour in tours() {
        let is_shown = !tour.sent("window/workDoneProgress/create").is_empty();
        assert_eq!(is_shown, tour.can("/window/workDoneProgress"), "{}", tour.client);
    }
    let mut client = Client::in_folder(&folder.uri(""), clients::named("everything"));
    let create = client.server_request("window/workDoneProgress/create");
    client.send(&json!({ "jsonrpc": "2.0", "id": create["id"], "error": { "code": -32603, "message": "no" } }));
    client.wait_for_scan(&folder.uri("plan.md"));
    assert!(client.trace().iter().all(|it| it.1["method"] != "$/progress"));
}

/// No window is opened for who has none.
#[test]
fn c29_documents_and_questions_are_shown_where_the_client_can() {
    assert_no_breach("window/");
}

/// A client that can nothing special is served.
#[test]
fn c30_a_client_without_abilities_gets_plain_results() {
    let tour = tours().iter().find(|it| it.client == "nothing").unwrap();
    for method in ["hover", "completion", "definition", "references", "documentSymbol"] {
        assert!(!tour.results(&format!("textDocument/{method}")).is_empty(), "{method}");
    }
    assert!(!tour.sent("textDocument/publishDiagnostics").is_empty());
    let mut client = Client::initialized(json!({}));
    client.open("untitled:a", PLAN);
    let at = json!({ "textDocument": { "uri": "untitled:a" }, "position": position(2, 4) });
    assert_eq!(client.request("textDocument/hover", at)["contents"]["kind"], "plaintext");
}
