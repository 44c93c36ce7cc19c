//! Formatting as a client asks for it: whole documents, ranges, and what is being typed.

#![allow(clippy::indexing_slicing, reason = "a test that panics fails")]

mod support;

use serde_json::{Value, json};
use support::client::{Client, position, range};
use support::edits::apply;

const URI: &str = "untitled:plan";

const PLAN: &str = "# Sprint plan\n\n## Sprint 1: A (Week 1)\n\n|Task|Status|  \n|:--|--|\n|T-1 😀|done|\n\nWords.  \n\n\
    |Task|Status|\n|--|--|\n|T-2|todo|\n";

fn everything() -> Value {
    json!({ "textDocument": {
        "formatting": {}, "rangeFormatting": { "rangesSupport": true }, "onTypeFormatting": {},
    } })
}

fn with(capabilities: &Value, plan: &str) -> (Client, Value) {
    let mut client = Client::start();
    let answer = client.initialize(json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
    client.open(URI, plan);
    (client, answer["capabilities"].clone())
}

fn ask(client: &mut Client, method: &str, more: Value) -> Value {
    let mut params = json!({ "textDocument": { "uri": URI }, "options": { "tabSize": 4, "insertSpaces": true } });
    if let (Some(params), Value::Object(more)) = (params.as_object_mut(), more) {
        params.extend(more);
    }
    client.request(method, params)
}

#[test]
fn only_what_the_client_can_use_is_offered() {
    let names = ["documentFormattingProvider", "documentRangeFormattingProvider", "documentOnTypeFormattingProvider"];
    let (client, offered) = with(&json!({}), PLAN);
    for name in names {
        assert_eq!(offered[name], Value::Null, "{name}");
    }
    assert_eq!(client.finish(), 0);
    let (client, offered) = with(&everything(), PLAN);
    assert_eq!(offered[names[0]], true);
    assert_eq!(offered[names[1]], json!({ "rangesSupport": true }));
    assert_eq!(offered[names[2]], json!({ "firstTriggerCharacter": "\n" }));
    assert_eq!(client.finish(), 0);
    let (client, offered) = with(&json!({ "textDocument": { "rangeFormatting": {} } }), PLAN);
    assert_eq!(offered[names[1]], true);
    assert_eq!(client.finish(), 0);
}

#[test]
fn tables_are_aligned_and_nothing_else_changes() {
    let (mut client, _) = with(&everything(), PLAN);
    let first = "| Task   | Status |\n| :----- | ------ |\n| T-1 😀 | done   |\n";
    let second = "| Task | Status |\n| ---- | ------ |\n| T-2  | todo   |\n";
    let old = PLAN.split_once("|Task").map_or("", |it| it.0);
    let all = ask(&mut client, "textDocument/formatting", json!({}));
    let after = apply(PLAN, &all);
    assert_eq!(after, format!("{old}{first}\nWords.  \n\n{second}"));
    let part = ask(&mut client, "textDocument/rangeFormatting", json!({ "range": range(11, 0, 11, 2) }));
    let rest = &PLAN[old.len()..];
    let kept = rest.split_once("\n\n").map_or("", |it| it.0);
    assert_eq!(apply(PLAN, &part), format!("{old}{kept}\n\nWords.  \n\n{second}"));
    let parts = json!({ "ranges": [range(11, 0, 11, 2), range(4, 0, 4, 1), range(5, 0, 6, 0)] });
    assert_eq!(ask(&mut client, "textDocument/rangesFormatting", parts), all);
    let kept = json!({ "options": { "tabSize": 4, "insertSpaces": true, "trimTrailingWhitespace": false } });
    assert!(apply(PLAN, &ask(&mut client, "textDocument/formatting", kept)).contains("| Status |  \n"));
    client.change(URI, 2, json!([{ "text": after }]));
    assert_eq!(ask(&mut client, "textDocument/formatting", json!({})), json!([]));
    assert_eq!(client.finish(), 0);
}

#[test]
fn enter_begins_the_next_task() {
    let plan = "# Sprint plan\n\n## Sprint 1: A (Week 1)\n\n- [x] T-1: a\n- [x] T-2: b\n";
    let (mut client, _) = with(&everything(), plan);
    client.change(URI, 2, json!([{ "range": range(5, 12, 5, 12), "text": "\n" }]));
    let typed = json!({ "position": position(6, 0), "ch": "\n" });
    let edits = ask(&mut client, "textDocument/onTypeFormatting", typed.clone());
    assert_eq!(edits, json!([{ "range": range(6, 0, 6, 0), "newText": "- [ ] T-3: " }]));
    let elsewhere =
        ask(&mut client, "textDocument/onTypeFormatting", json!({ "position": position(3, 0), "ch": "\n" }));
    assert_eq!(elsewhere, json!([]));
    assert_eq!(client.finish(), 0);
    let (mut client, _) = with(&json!({}), plan);
    assert_eq!(ask(&mut client, "textDocument/onTypeFormatting", typed), Value::Null);
    assert_eq!(client.finish(), 0);
}
