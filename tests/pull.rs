//! Diagnostics by pull: a client that can ask is told nothing unasked, and nothing twice.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

mod support;

use std::time::Duration;

use serde_json::{Value, json};
use support::client::{Client, range};
use support::clients;
use support::folder::Folder;

const URI: &str = "untitled:plan";
/// Sprint 2 waits for a sprint that nobody defines.
const PLAN: &str = "# Roadmap\n\n## Sprint 1: Parser (Weeks 1-2)\n\n### Tasks\n- [ ] a\n\n\
                    ## Sprint 2: Lints (Weeks 3-4)\n\nDepends on: Sprint 9\n\n### Tasks\n- [ ] b\n";
const SOUND: &str = "# Roadmap\n\n## Sprint 1: Parser (Weeks 1-2)\n\n### Tasks\n- [ ] a\n";

fn pulling() -> Value {
    json!({
        "textDocument": { "diagnostic": { "relatedDocumentSupport": true } },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    })
}

fn pull(client: &mut Client, uri: &str, previous: Option<&Value>) -> Value {
    let mut params = json!({ "textDocument": { "uri": uri }, "identifier": "milepost" });
    if let Some(previous) = previous {
        params["previousResultId"] = previous.clone();
    }
    ask(client, "textDocument/diagnostic", &params)
}

/// What is wrong in the whole workspace.
fn pull_all(client: &mut Client, params: Value) -> Value {
    ask(client, "workspace/diagnostic", &params)
}

/// Asks again as long as the server says so.
fn ask(client: &mut Client, method: &str, params: &Value) -> Value {
    loop {
        let id = client.ask(method, params.clone());
        let answer = client.answer(&json!(id));
        if answer["error"].is_null() {
            return answer["result"].clone();
        }
        assert_eq!(answer["error"]["code"], -32802, "{answer}");
        assert_eq!(answer["error"]["data"], json!({ "retriggerRequest": true }));
    }
}

/// A plan with one unit, and what rests on it.
const HULL: &str = "# Hull\n\n## Sprint 1: Planks\n\n- [ ] Saw\n\nAcceptance: it floats.\n";
const SAILS: &str = "# Sails\n\n## Sprint 2: Cloth\n\nDepends on: Sprint 1\n\n- [ ] Sew\n\nAcceptance: it holds.\n";

/// Both, among so many others that reading them takes a while.
fn fleet(others: usize) -> Folder {
    let folder = Folder::new();
    for number in 0..others {
        let other = HULL.replace("Sprint 1", &format!("Sprint {}", number + 100));
        folder.write(&format!("fleet/{number}.md"), other);
    }
    folder.write("zz/hull.md", HULL);
    folder.write("sails.md", SAILS);
    folder
}

/// Waits until the server asks for nothing more.
fn wait_for_quiet(client: &mut Client) {
    loop {
        std::thread::sleep(Duration::from_secs(1));
        let others = client.others();
        let Some(request) = others.iter().find(|it| it["method"] == "workspace/diagnostic/refresh") else { return };
        client.reply(request, Value::Null);
    }
}

fn codes(diagnostics: &Value) -> Vec<&str> {
    diagnostics.as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect()
}

fn of<'a>(items: &'a Value, uri: &str) -> &'a Value {
    items.as_array().unwrap().iter().find(|it| it["uri"] == uri).unwrap_or_else(|| panic!("{uri}: {items}"))
}

#[test]
fn only_a_client_that_pulls_is_offered_to() {
    for (capabilities, offered) in [
        (json!({}), Value::Null),
        (
            pulling(),
            json!({
                "identifier": "milepost",
                "interFileDependencies": true,
                "workspaceDiagnostics": true,
                "workDoneProgress": true,
            }),
        ),
    ] {
        let mut client = Client::start();
        let answer = client.initialize(json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
        assert_eq!(answer["capabilities"]["diagnosticProvider"], offered);
    }
}

#[test]
fn what_stays_the_same_is_said_once() {
    let mut client = Client::initialized(pulling());
    client.open(URI, PLAN);
    let first = pull(&mut client, URI, None);
    assert_eq!(first["kind"], "full");
    assert!(!first["items"].as_array().unwrap().is_empty(), "{first}");
    assert_eq!(first["relatedDocuments"], Value::Null);

    let second = pull(&mut client, URI, Some(&first["resultId"]));
    assert_eq!(second, json!({ "kind": "unchanged", "resultId": first["resultId"] }));
    let unknown = pull(&mut client, URI, Some(&json!("of another server")));
    assert_eq!(unknown, first);

    client.change(URI, 2, json!([{ "text": SOUND }]));
    let third = pull(&mut client, URI, Some(&first["resultId"]));
    assert_eq!(third["kind"], "full");
    assert_ne!(third["items"], first["items"]);
    assert_ne!(third["resultId"], first["resultId"]);
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_client_that_pulls_is_pushed_nothing() {
    let mut client = Client::initialized(pulling());
    client.open(URI, PLAN);
    let pulled = pull(&mut client, URI, None);
    assert_ne!(pulled["items"], json!([]));
    client.change(URI, 2, json!([{ "range": range(0, 2, 0, 9), "text": "Plan" }]));
    pull(&mut client, URI, None);
    let pushed = client.others().into_iter().filter(|it| it["method"] == "textDocument/publishDiagnostics").count();
    assert_eq!(pushed, 0);
}

#[test]
fn pushed_and_pulled_diagnostics_are_the_same() {
    let mut pushed = Client::initialized(json!({}));
    pushed.open(URI, PLAN);
    let said = pushed.diagnostics_that(URI, |it| it["diagnostics"] != json!([]))["diagnostics"].clone();
    let mut pulled = Client::initialized(pulling());
    pulled.open(URI, PLAN);
    assert_eq!(pull(&mut pulled, URI, None)["items"], said);
}

#[test]
fn the_workspace_is_told_with_versions_of_what_is_open_only() {
    let folder = Folder::new();
    folder.write("closed.md", PLAN);
    folder.write("open.md", SOUND);
    let mut client = Client::in_folder(&folder.uri(""), pulling());
    let (closed, open, gone) = (folder.uri("closed.md"), folder.uri("open.md"), folder.uri("gone.md"));
    client.open(&open, PLAN);
    let all = pull_all(&mut client, json!({ "previousResultIds": [{ "uri": gone, "value": "1" }] }));
    let items = &all["items"];
    assert_eq!(of(items, &closed)["version"], Value::Null);
    assert!(of(items, &closed).as_object().unwrap().contains_key("version"));
    assert_eq!(of(items, &open)["version"], 1);
    assert_eq!(of(items, &gone), &json!({ "uri": gone, "version": null, "kind": "full", "items": [] }));

    let known: Vec<Value> =
        [&closed, &open].into_iter().map(|uri| json!({ "uri": uri, "value": of(items, uri)["resultId"] })).collect();
    let again = pull_all(&mut client, json!({ "previousResultIds": known }));
    for uri in [&closed, &open] {
        assert_eq!(of(&again["items"], uri)["kind"], "unchanged");
    }
    // A document's own id is the same in both requests.
    let one = pull(&mut client, &open, Some(&of(items, &open)["resultId"]));
    assert_eq!(one["kind"], "unchanged");
}

#[test]
fn parts_come_by_progress_and_before_the_empty_answer() {
    let folder = Folder::new();
    for number in 0..70 {
        folder.write(&format!("{number}.md"), PLAN);
    }
    let mut client = Client::in_folder(&folder.uri(""), pulling());
    pull_all(&mut client, json!({ "previousResultIds": [] }));
    let params = json!({ "previousResultIds": [], "partialResultToken": "parts", "workDoneToken": "work" });
    let id = client.ask("workspace/diagnostic", params);
    let answer = client.wait_for("the answer", |it| it["id"] == id && it.get("method").is_none());
    assert_eq!(answer["result"], json!({ "items": [] }));
    // All that was said before the answer was received before it.
    let others = client.others();
    let values = |token: &str| -> Vec<Value> {
        let is_it = |it: &&Value| it["method"] == "$/progress" && it["params"]["token"] == token;
        others.iter().filter(is_it).map(|it| it["params"]["value"].clone()).collect()
    };
    let parts = values("parts");
    assert!(parts.len() > 1);
    assert_eq!(parts.iter().map(|it| it["items"].as_array().unwrap().len()).sum::<usize>(), 70);
    let kinds: Vec<Value> = values("work").into_iter().map(|it| it["kind"].clone()).collect();
    assert_eq!((kinds.first(), kinds.last()), (Some(&json!("begin")), Some(&json!("end"))));
    assert_eq!(kinds.iter().filter(|it| **it != "report").count(), 2);
}

#[test]
fn progress_ends_before_the_answer_that_it_was_given_up() {
    let folder = fleet(200);
    let mut client = Client::in_folder(&folder.uri(""), pulling());
    for round in 0..12 {
        // A new name makes everything be checked anew.
        client.open(&format!("untitled:{round}"), &HULL.replace("Sprint 1", &format!("Sprint {}", 900 + round)));
        let params = json!({ "previousResultIds": [], "workDoneToken": round });
        let id = client.ask("workspace/diagnostic", params);
        client.wait_for("progress", |it| it["params"]["token"] == round);
        client.notify("$/cancelRequest", json!({ "id": id }));
        assert_eq!(client.error(&json!(id)), -32800);
        client.assert_alive();
        let trace = client.trace();
        let places = |fits: &dyn Fn(&Value) -> bool| -> Vec<usize> {
            trace.iter().enumerate().filter(|(_, it)| it.0 == "server" && fits(&it.1)).map(|it| it.0).collect()
        };
        let answers = places(&|it| it["id"] == id && it.get("method").is_none());
        let ends = places(&|it| it["params"]["token"] == round && it["params"]["value"]["kind"] == "end");
        assert!(matches!((&ends[..], &answers[..]), ([end], [answer]) if end < answer), "{ends:?} {answers:?}");
    }
}

#[test]
fn a_client_is_told_to_ask_again_when_another_document_changes() {
    let mut client = Client::initialized(pulling());
    client.open(URI, SOUND);
    client.open("untitled:other", PLAN);
    let request = client.server_request("workspace/diagnostic/refresh");
    client.reply(&request, Value::Null);
    client.assert_alive();
}

#[test]
fn what_is_not_read_yet_is_not_told_to_be_missing() {
    let folder = fleet(400);
    let sails = folder.uri("sails.md");
    let mut client = Client::in_folder(&folder.uri(""), pulling());
    client.open(&sails, SAILS);
    assert_eq!(codes(&pull(&mut client, &sails, None)["items"]), Vec::<&str>::new());

    let mut client = Client::in_folder(&folder.uri(""), json!({}));
    client.open(&sails, SAILS);
    client.open(URI, PLAN);
    client.diagnostics_that(URI, |it| it["diagnostics"] != json!([]));
    let told = client.others().into_iter().filter(|it| it["method"] == "textDocument/publishDiagnostics");
    let of_sails: Vec<Value> = told.filter(|it| it["params"]["uri"] == sails).collect();
    assert_eq!(of_sails, Vec::<Value>::new());
}

/// A folder that is opened later is read before something is said, too.
#[test]
fn what_a_new_folder_defines_is_waited_for() {
    let (empty, folder) = (Folder::new(), fleet(400));
    let sails = folder.uri("sails.md");
    let mut client = Client::in_folder(&empty.uri(""), pulling());
    pull_all(&mut client, json!({ "previousResultIds": [] }));
    let event = json!({ "added": [{ "uri": folder.uri(""), "name": "fleet" }], "removed": [] });
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    client.open(&sails, SAILS);
    assert_eq!(codes(&pull(&mut client, &sails, None)["items"]), Vec::<&str>::new());
}

#[test]
fn what_an_edit_broke_elsewhere_comes_with_its_document() {
    let folder = fleet(0);
    let (hull, sails) = (folder.uri("zz/hull.md"), folder.uri("sails.md"));
    let mut client = Client::in_folder(&folder.uri(""), pulling());
    client.open(&hull, HULL);
    let before = pull(&mut client, &hull, None);
    assert_eq!(codes(&before["relatedDocuments"][&sails]["items"]), Vec::<&str>::new());
    client.change(&hull, 2, json!([{ "text": HULL.replace("Sprint 1", "Sprint 7") }]));
    let broken = pull(&mut client, &hull, None);
    assert_eq!(codes(&broken["relatedDocuments"][&sails]["items"]), ["broken-dependency"]);
    // It rests on nothing there now, and is not told again and again.
    assert_eq!(pull(&mut client, &hull, None)["relatedDocuments"], Value::Null);
    client.change(&hull, 3, json!([{ "text": HULL }]));
    let mended = pull(&mut client, &hull, None);
    assert_eq!(codes(&mended["relatedDocuments"][&sails]["items"]), Vec::<&str>::new());
}

/// Who asks for the whole workspace shows documents that nobody has opened.
#[test]
fn a_client_that_knows_all_documents_is_told_when_any_changes() {
    let folder = fleet(0);
    let mut client = Client::in_folder(&folder.uri(""), pulling());
    pull_all(&mut client, json!({ "previousResultIds": [] }));
    // A closed file changes on disk, and nothing is open.
    wait_for_quiet(&mut client);
    folder.write("zz/hull.md", HULL.replace("Sprint 1", "Sprint 7"));
    let changes = json!([{ "uri": folder.uri("zz/hull.md"), "type": 2 }]);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    let request = client.server_request("workspace/diagnostic/refresh");
    client.reply(&request, Value::Null);
    // The only open document changes, and with it what is wrong in a closed one.
    client.open(&folder.uri("zz/hull.md"), &HULL.replace("Sprint 1", "Sprint 7"));
    wait_for_quiet(&mut client);
    client.change(&folder.uri("zz/hull.md"), 2, json!([{ "text": HULL }]));
    client.server_request("workspace/diagnostic/refresh");
}

/// Helix says `workspace.diagnostic` where the protocol says `workspace.diagnostics`.
#[test]
fn helix_is_told_to_ask_again() {
    let mut client = Client::initialized(clients::named("helix-25.07.1"));
    client.open(URI, SOUND);
    client.open("untitled:other", PLAN);
    client.server_request("workspace/diagnostic/refresh");
}

#[test]
fn where_no_plan_is_nothing_is_wrong() {
    let mut client = Client::initialized(pulling());
    pull_all(&mut client, json!({ "previousResultIds": [] }));
    let nothing = pull(&mut client, "untitled:never-opened", None);
    assert_eq!((&nothing["kind"], &nothing["items"]), (&json!("full"), &json!([])));
    client.open(URI, PLAN);
    client.close(URI);
    assert_eq!(pull(&mut client, URI, None)["items"], json!([]));
}
