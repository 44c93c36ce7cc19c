//! Refactorings over the wire: what is offered where, and when its edits come.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

mod support;

use serde_json::{Value, json};
use support::client::{Client, range};
use support::edits::apply;

const URI: &str = "untitled:plan";

const PLAN: &str = "# 🚢 Harbour\n\n## Sprint 1: Pier 🚧 (Weeks 1-2)\n\n- [ ] T001 Drive the piles\n\n\
    ## Sprint 2: Crane (Weeks 3-4)\n\n- [ ] T003 Lift\n\n## Sprint 3: Lights (Weeks 5-6)\n\n\
    **Depends on:** Sprint 1\n\n- [ ] T005 Hang\n";

fn capabilities(resolves: bool, versions: bool) -> Value {
    let mut action = json!({ "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } });
    if resolves {
        action["dataSupport"] = json!(true);
        action["resolveSupport"] = json!({ "properties": ["edit"] });
    }
    json!({
        "textDocument": { "codeAction": action },
        "workspace": { "workspaceEdit": { "documentChanges": versions } },
    })
}

fn with(capabilities: Value) -> Client {
    let mut client = Client::initialized(capabilities);
    client.open(URI, PLAN);
    client
}

fn ask(client: &mut Client, line: u32, only: &[&str]) -> Vec<Value> {
    let mut context = json!({ "diagnostics": [] });
    if !only.is_empty() {
        context["only"] = json!(only);
    }
    let params = json!({ "textDocument": { "uri": URI }, "range": range(line, 5, line, 5), "context": context });
    client.request("textDocument/codeAction", params).as_array().cloned().unwrap_or_default()
}

/// The titles of those that are tested here; others are offered in the same places.
fn titles(actions: &[Value]) -> Vec<&str> {
    let mine = |it: &&str| ["Mark ", "Move ", "Make ", "Shift "].iter().any(|verb| it.starts_with(verb));
    actions.iter().map(|it| it["title"].as_str().unwrap()).filter(mine).collect()
}

#[test]
fn each_is_offered_by_its_kind() {
    let mut client = with(capabilities(false, false));
    let moves = ask(&mut client, 6, &["refactor.move"]);
    let expected = ["Shift Sprint 2 and what follows by one week"];
    assert_eq!(titles(&moves), expected);
    assert!(moves.iter().all(|it| it["kind"] == "refactor.move" && it["edit"]["changes"][URI].is_array()));
    assert_eq!(titles(&ask(&mut client, 6, &["refactor.rewrite"])), ["Make Sprint 2 depend on Sprint 1"]);
    assert_eq!(titles(&ask(&mut client, 4, &["refactor"])), ["Mark T001 as done", "Move T001 to Sprint 2"]);
    assert_eq!(titles(&ask(&mut client, 6, &["quickfix"])), Vec::<&str>::new());
    assert_eq!(titles(&ask(&mut client, 0, &["refactor"])), Vec::<&str>::new());
    assert_eq!(client.finish(), 0);
}

#[test]
fn edits_come_with_the_offer_or_when_it_is_chosen() {
    let expected = PLAN.replace("[ ] T001", "[x] T001").replace('🚧', "✅");
    let mut client = with(capabilities(false, false));
    let marks = ask(&mut client, 4, &["refactor.rewrite"]);
    assert_eq!(apply(PLAN, &marks[0]["edit"]["changes"][URI]), expected);
    assert_eq!(client.finish(), 0);
    let mut client = with(capabilities(true, true));
    let marks = ask(&mut client, 4, &["refactor.rewrite"]);
    assert_eq!(marks[0]["edit"], Value::Null);
    let resolved = client.request("codeAction/resolve", marks[0].clone());
    let change = &resolved["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": URI, "version": 1 }));
    assert_eq!(apply(PLAN, &change["edits"]), expected);
    assert_eq!(client.finish(), 0);
}

#[test]
fn what_changed_meanwhile_is_not_done() {
    let mut client = with(capabilities(true, false));
    let marks = ask(&mut client, 4, &["refactor.rewrite"]);
    client.change(URI, 2, json!([{ "range": range(4, 0, 5, 0), "text": "" }]));
    assert_eq!(client.refused("codeAction/resolve", marks[0].clone()), -32801);
    assert_eq!(client.finish(), 0);
}

#[test]
fn what_a_fix_does_is_offered_once() {
    let mut client = with(capabilities(false, false));
    let overlapping = PLAN.replace("(Weeks 3-4)", "(Weeks 2-3)").replace("(Weeks 5-6)", "(Weeks 4-5)");
    client.change(URI, 2, json!([{ "text": overlapping }]));
    let all = ask(&mut client, 6, &[]);
    let shifts: Vec<&Value> = all.iter().filter(|it| it["title"].as_str().unwrap().starts_with("Shift ")).collect();
    assert_eq!(shifts.len(), 1, "{shifts:?}");
    assert_eq!(shifts[0]["title"], "Shift Sprint 2 and what follows by one week");
    assert_eq!(shifts[0]["kind"], "quickfix");
    assert_eq!(titles(&ask(&mut client, 6, &["refactor.move"])), ["Shift Sprint 2 and what follows by one week"]);
    assert_eq!(client.finish(), 0);
}
