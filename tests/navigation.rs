//! Navigation over the wire: declarations, implementations, hierarchies and the search for symbols, as each client can
//! use them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

mod support;

use serde_json::{Value, json};
use support::client::{Client, position, range};

const URI: &str = "untitled:plan";

const PLAN: &str = "# Harbour\n\n## Phase 1: Pier (Weeks 1-2)\n\n- [x] T001 Drive the piles\n\n\
    ## Phase 2: Crane (Week 3)\n\n**Depends on:** 😀 Phase 1\n\n- [ ] T003 Lift\n\n\
    | Phase | Weeks |\n|---|---|\n| 1 | 1-2 |\n| 2 | 3 |\n";

fn everything() -> Value {
    json!({
        "textDocument": {
            "declaration": { "linkSupport": true },
            "implementation": {},
            "callHierarchy": {},
            "typeHierarchy": {},
        },
        "workspace": { "symbol": { "resolveSupport": { "properties": ["location.range"] } } },
    })
}

fn with(capabilities: &Value) -> (Client, Value) {
    let mut client = Client::start();
    let answer = client.initialize(json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
    client.open(URI, PLAN);
    (client, answer["capabilities"].clone())
}

fn at(line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": URI }, "position": position(line, character) })
}

#[test]
fn only_what_the_client_can_use_is_offered() {
    let (client, offered) = with(&json!({}));
    for provider in ["declarationProvider", "implementationProvider", "callHierarchyProvider", "typeHierarchyProvider"]
    {
        assert_eq!(offered[provider], Value::Null, "{provider}");
    }
    assert_eq!(offered["workspaceSymbolProvider"], true);
    assert_eq!(client.finish(), 0);
    let (client, offered) = with(&everything());
    for provider in ["declarationProvider", "implementationProvider", "callHierarchyProvider", "typeHierarchyProvider"]
    {
        assert_eq!(offered[provider], true, "{provider}");
    }
    assert_eq!(offered["workspaceSymbolProvider"], json!({ "resolveProvider": true }));
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_declaration_is_the_definition_and_an_implementation_a_row() {
    let (mut client, _) = with(&everything());
    let declaration = client.request("textDocument/declaration", at(8, 20));
    assert_eq!(
        declaration,
        json!([{
            "originSelectionRange": range(8, 19, 8, 26), "targetUri": URI,
            "targetRange": range(2, 0, 6, 0), "targetSelectionRange": range(2, 3, 2, 10),
        }])
    );
    let rows = client.request("textDocument/implementation", at(2, 5));
    assert_eq!(rows, json!([{ "uri": URI, "range": range(14, 2, 14, 3) }]));
    assert_eq!(client.request("textDocument/implementation", at(0, 0)), Value::Null);
    assert_eq!(client.finish(), 0);
}

#[test]
fn calls_are_dependencies() {
    let (mut client, _) = with(&everything());
    assert_eq!(client.request("textDocument/prepareCallHierarchy", at(0, 0)), Value::Null);
    let items = client.request("textDocument/prepareCallHierarchy", at(6, 5));
    let crane = json!({
        "name": "Phase 2: Crane", "kind": 2, "detail": "week 3 · 0/1", "uri": URI,
        "range": range(6, 0, 16, 0), "selectionRange": range(6, 3, 6, 10),
    });
    assert_eq!(items, json!([crane]));
    let calls = client.request("callHierarchy/outgoingCalls", json!({ "item": crane }));
    assert_eq!(calls[0]["to"]["name"], "Phase 1: Pier");
    assert_eq!(calls[0]["fromRanges"], json!([range(8, 19, 8, 26)]));
    let back = client.request("callHierarchy/incomingCalls", json!({ "item": calls[0]["to"] }));
    assert_eq!(back, json!([{ "from": crane, "fromRanges": [range(8, 19, 8, 26)] }]));
    assert_eq!(client.request("callHierarchy/incomingCalls", json!({ "item": crane })), json!([]));
    assert_eq!(client.finish(), 0);
}

#[test]
fn types_are_containers() {
    let (mut client, _) = with(&everything());
    let items = client.request("textDocument/prepareTypeHierarchy", at(10, 7));
    assert_eq!(items[0]["name"], "T003: Lift");
    let above = client.request("typeHierarchy/supertypes", json!({ "item": items[0] }));
    assert_eq!(above[0]["name"], "Phase 2: Crane");
    let below = client.request("typeHierarchy/subtypes", json!({ "item": above[0] }));
    assert_eq!(below, items);
    assert_eq!(client.request("typeHierarchy/subtypes", json!({ "item": items[0] })), json!([]));
    assert_eq!(client.finish(), 0);
}

#[test]
fn an_item_is_found_again_after_an_edit_and_one_of_a_closed_file_is_not() {
    let (mut client, _) = with(&everything());
    let items = client.request("textDocument/prepareTypeHierarchy", at(6, 5));
    client.change(URI, 2, json!([{ "range": range(0, 0, 0, 0), "text": "Before.\n\n" }]));
    let below = client.request("typeHierarchy/subtypes", json!({ "item": items[0] }));
    assert_eq!(below[0]["selectionRange"], range(12, 6, 12, 10));
    client.close(URI);
    assert_eq!(client.request("typeHierarchy/subtypes", json!({ "item": items[0] })), Value::Null);
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_symbol_gets_its_range_when_it_is_asked_for() {
    let (mut client, _) = with(&everything());
    let found = client.request("workspace/symbol", json!({ "query": "p2" }));
    assert_eq!(found[0]["name"], "Phase 2: Crane");
    assert_eq!(found[0]["location"], json!({ "uri": URI }));
    let resolved = client.request("workspaceSymbol/resolve", found[0].clone());
    assert_eq!(resolved["location"], json!({ "uri": URI, "range": range(6, 3, 6, 10) }));
    client.close(URI);
    assert_eq!(client.request("workspaceSymbol/resolve", found[0].clone()), found[0]);
    assert_eq!(client.finish(), 0);
    let (mut client, _) = with(&json!({}));
    let found = client.request("workspace/symbol", json!({ "query": "PHASE2" }));
    assert_eq!(found[0]["location"]["range"], range(6, 3, 6, 10));
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_card_comes_in_the_form_that_the_client_prefers() {
    let plan =
        "## Sprint 1: A*b (Weeks 1-2)\n\n- [ ] Go\n\n## Sprint 2: <b> (Week 3)\n\nDepends on: Sprint 1\n\n- [ ] On\n";
    let shown = |formats: Value| {
        let mut client = Client::start();
        let capabilities = json!({ "textDocument": { "hover": { "contentFormat": formats } } });
        client.initialize(json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
        client.open(URI, plan);
        let hover = client.request("textDocument/hover", at(6, 15));
        assert_eq!(hover["range"], range(6, 12, 6, 20));
        assert_eq!(client.finish(), 0);
        hover["contents"].clone()
    };
    let markdown =
        "**Sprint 1: A\\*b**\n\nweeks 1–2 · 0/1 tasks done · on the critical path\n\nNeeded by Sprint 2 (0/1)";
    assert_eq!(shown(json!(["markdown", "plaintext"])), json!({ "kind": "markdown", "value": markdown }));
    let plain = "Sprint 1: A*b\n\nweeks 1–2 · 0/1 tasks done · on the critical path\n\nNeeded by Sprint 2 (0/1)";
    assert_eq!(shown(json!(["plaintext", "markdown"])), json!({ "kind": "plaintext", "value": plain }));
    assert_eq!(shown(json!(null)), json!({ "kind": "plaintext", "value": plain }));
}
