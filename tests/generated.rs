//! Generated parts as a client meets them: as code actions, and when a document is saved.

#![allow(clippy::indexing_slicing, reason = "a test that panics fails")]

mod support;

use serde_json::{Value, json};
use support::client::{Client, range};
use support::edits::apply;

const URI: &str = "untitled:plan";

const PLAN: &str = "# Harbour\n\n## Phase 1: Pier (Weeks 1-2)\n\n- [x] T001 Drive the piles\n\n\
    ## Phase 2: Crane (Week 3)\n\n- [ ] T003 Lift\n";

const STALE: &str = "# Harbour\n\n<!-- milepost-schedule -->\n<!-- milepost-end -->\n\n## Phase 1: Pier (Weeks 1-2)\n\n\
    - [x] T001 Drive the piles\n\n## Phase 2: Crane (Week 3)\n\n- [ ] T003 Lift\n";

fn with(action: Value, plan: &str) -> (Client, Value) {
    let mut client = Client::start();
    let capabilities = json!({ "textDocument": { "codeAction": action } });
    let answer = client.initialize(json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
    client.open(URI, plan);
    (client, answer["capabilities"].clone())
}

fn literal() -> Value {
    json!({ "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } })
}

fn ask(client: &mut Client, line: u32, only: &Value) -> Value {
    let mut context = json!({ "diagnostics": [] });
    if !only.is_null() {
        context["only"] = only.clone();
    }
    let at = range(line, 0, line, 0);
    client
        .request("textDocument/codeAction", json!({ "textDocument": { "uri": URI }, "range": at, "context": context }))
}

#[test]
fn a_table_is_inserted_at_once_or_when_it_is_chosen() {
    let (mut client, _) = with(literal(), PLAN);
    let offered = ask(&mut client, 1, &json!(["refactor"]));
    assert_eq!(offered[0]["title"], "Insert a schedule table here");
    assert_eq!(offered[0]["kind"], "refactor.rewrite");
    let after = apply(PLAN, &offered[0]["edit"]["changes"][URI]);
    assert!(after.contains("| Phase 1: Pier  | weeks 1–2 | done   |\n"), "{after}");
    assert_eq!(client.finish(), 0);

    let mut late = literal();
    late["dataSupport"] = json!(true);
    late["resolveSupport"] = json!({ "properties": ["edit"] });
    let (mut client, _) = with(late, PLAN);
    let offered = ask(&mut client, 1, &json!(["refactor"]));
    assert_eq!(offered[0]["edit"], Value::Null);
    let chosen = client.request("codeAction/resolve", offered[0].clone());
    assert_eq!(apply(PLAN, &chosen["edit"]["changes"][URI]), after);
    assert_eq!(client.finish(), 0);
}

#[test]
fn what_is_generated_is_refreshed_by_name_only() {
    let (mut client, offered) = with(literal(), STALE);
    let kinds = offered["codeActionProvider"]["codeActionKinds"].clone();
    assert!(kinds.as_array().is_some_and(|it| it.contains(&json!("source.refreshSchedule.milepost"))), "{kinds}");
    let is_source = |it: &Value| it["kind"].as_str().is_some_and(|kind| kind.starts_with("source"));
    let unasked = ask(&mut client, 4, &Value::Null);
    assert!(!unasked.as_array().is_some_and(|it| it.iter().any(is_source)), "{unasked}");
    let asked = ask(&mut client, 0, &json!(["source.refreshSchedule"]));
    assert_eq!(asked.as_array().map(Vec::len), Some(1), "{asked}");
    assert_eq!(asked[0]["kind"], "source.refreshSchedule.milepost");
    let after = apply(STALE, &asked[0]["edit"]["changes"][URI]);
    assert!(after.contains("\n\n| Phase          | When      | Status |\n"), "{after}");
    client.change(URI, 2, json!([{ "text": after }]));
    assert_eq!(ask(&mut client, 0, &json!(["source.refreshSchedule.milepost"])), Value::Null);
    assert_eq!(client.finish(), 0);
}
