//! C41–C48: diagnostics, pushed and pulled.

use serde_json::{Value, json};

use crate::document;
use crate::support::client::Client;
use crate::support::clients;
use crate::support::folder::Folder;
use crate::support::guards::{diagnostics as broken, holds};
use crate::support::plans::PLAN;
use crate::support::tour::{Tour, tours};

const URI: &str = "untitled:a";

/// All diagnostics that a client heard of its plan before the first edit.
fn heard(tour: &Tour) -> Vec<Value> {
    let pushed = tour.sent("textDocument/publishDiagnostics").into_iter();
    let pushed = pushed.filter(|it| it["params"]["uri"] == tour.uri && it["params"]["version"] == 1);
    let pulled = tour.results("textDocument/diagnostic").into_iter().filter(|it| it.0.text == PLAN);
    let lists = pushed.map(|it| &it["params"]["diagnostics"]).chain(pulled.map(|it| &it.1["items"]));
    lists.flat_map(|it| it.as_array().unwrap().clone()).collect()
}

fn can_pull(capabilities: &Value) -> bool {
    capabilities["textDocument"]["diagnostic"].is_object()
}

fn pull(client: &mut Client, uri: &str, previous: &str) -> Value {
    client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri }, "previousResultId": previous }))
}

/// The newest list is what holds: an empty one clears, and so does closing a document that is on no disk.
#[test]
fn c41_pushed_diagnostics_are_replaced_and_cleared() {
    for (_, capabilities) in clients::chosen().into_iter().filter(|it| !can_pull(&it.1)) {
        let mut client = Client::initialized(capabilities);
        let is_empty = |it: &Value| it["diagnostics"] == json!([]);
        client.open(URI, PLAN);
        client.diagnostics_that(URI, |it| !is_empty(it));
        client.change(URI, 2, json!([{ "text": "# Nothing\n" }]));
        client.diagnostics_that(URI, is_empty);
        client.change(URI, 3, json!([{ "text": PLAN }]));
        client.diagnostics_that(URI, |it| !is_empty(it));
        client.close(URI);
        client.diagnostics_that(URI, is_empty);
    }
}

/// A client is told or asks, and never both.
#[test]
fn c42_nothing_is_pushed_to_a_client_that_pulls() {
    for tour in tours() {
        let is_pushed = !tour.sent("textDocument/publishDiagnostics").is_empty();
        assert_eq!(is_pushed, !can_pull(&tour.capabilities), "{}", tour.client);
        assert_eq!(tour.offered["diagnosticProvider"].is_object(), !is_pushed, "{}", tour.client);
        assert!(!heard(tour).is_empty(), "{} hears of nothing", tour.client);
    }
}

/// What stays the same is not said twice.
#[test]
fn c43_what_is_unchanged_is_said_to_be() {
    for (name, capabilities) in clients::all().into_iter().filter(|it| can_pull(&it.1)) {
        let mut client = Client::initialized(capabilities);
        client.open(URI, PLAN);
        let full = pull(&mut client, URI, "unknown");
        assert_eq!(full["kind"], "full", "{name}");
        let id = full["resultId"].as_str().unwrap().to_owned();
        let same = pull(&mut client, URI, &id);
        assert_eq!((&same["kind"], &same["resultId"]), (&json!("unchanged"), &json!(id)), "{name}");
        client.change(URI, 2, json!([{ "text": PLAN.replace("Phase 9", "Phase 8") }]));
        assert_eq!(pull(&mut client, URI, &id)["kind"], "full", "{name}");
    }
}

/// What one document says changes what is wrong in another: that is announced, and true.
#[test]
fn c44_documents_rest_on_each_other_as_announced() {
    for tour in tours().iter().filter(|it| can_pull(&it.capabilities)) {
        let provider = &tour.offered["diagnosticProvider"];
        assert_eq!(provider["interFileDependencies"], true);
        assert_eq!(provider["workspaceDiagnostics"], true);
        assert!(!tour.results("workspace/diagnostic").is_empty());
        let has_related = tour.results("textDocument/diagnostic").iter().any(|it| holds(it.1, "relatedDocuments"));
        assert!(!has_related || tour.can("/textDocument/diagnostic/relatedDocumentSupport"), "{}", tour.client);
    }
}

/// All of the workspace: in parts where the client takes parts, with the versions of what is open.
#[test]
fn c45_the_workspace_is_answered_in_parts() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    folder.write("closed.md", PLAN);
    let mut client = Client::in_folder(&folder.uri(""), clients::named("everything"));
    client.open(&folder.uri("plan.md"), PLAN);
    client.wait_for_scan(&folder.uri("closed.md"));
    let asked = json!({ "previousResultIds": [], "partialResultToken": "parts" });
    assert_eq!(client.request("workspace/diagnostic", asked), json!({ "items": [] }));
    let mut items = Vec::new();
    for message in client.others().iter().filter(|it| it["params"]["token"] == "parts") {
        items.extend(message["params"]["value"]["items"].as_array().unwrap().clone());
    }
    let found = |name: &str| items.iter().find(|it| it["uri"] == folder.uri(name));
    let of = |name: &str| found(name).unwrap_or_else(|| panic!("nothing of {name} in {items:?}"));
    assert_eq!((&of("plan.md")["version"], &of("closed.md")["version"]), (&json!(1), &Value::Null));
    assert!(of("closed.md").get("version").is_some(), "null is said");
}

/// A server that cannot answer yet asks to be asked again.
#[test]
fn c46_a_server_that_gives_up_says_whether_to_ask_again() {
    let folder = Folder::new();
    let folders = json!([{ "uri": folder.uri(""), "name": "x" }]);
    let mut client = Client::start();
    let asked = json!({ "capabilities": clients::named("everything"), "workspaceFolders": folders });
    let id = client.ask("initialize", asked);
    client.answer(&json!(id));
    // The folder is not read before the client says that it is initialized.
    let id = client.ask("textDocument/diagnostic", document(&folder.uri("plan.md")));
    let error = client.answer(&json!(id))["error"].clone();
    assert_eq!((error["code"].as_i64(), &error["data"]["retriggerRequest"]), (Some(-32802), &json!(true)));
}

/// A diagnostic holds what the client knows, and always who says it, how bad it is and which rule it is.
#[test]
fn c47_diagnostics_hold_what_the_client_knows() {
    for tour in tours() {
        let section = if can_pull(&tour.capabilities) { "diagnostic" } else { "publishDiagnostics" };
        let heard = heard(tour);
        assert_eq!(broken(&tour.capabilities, section, &json!(heard)), Vec::<String>::new(), "{}", tour.client);
        for it in heard {
            assert!((1..=4).contains(&it["severity"].as_u64().unwrap()), "{it}");
            assert_eq!(it["source"], "milepost");
            let code = it["code"].as_str().unwrap();
            assert!(code.chars().all(|it| it.is_ascii_lowercase() || it == '-'), "{code}");
        }
    }
}

/// What is marked lies in the document.
#[test]
fn c48_diagnostics_lie_in_their_documents() {
    for tour in tours() {
        let texts = tour.texts(PLAN);
        for it in heard(tour) {
            assert_eq!(texts.faults("", &tour.uri, &it), Vec::<String>::new(), "{}: {it}", tour.client);
        }
    }
}
