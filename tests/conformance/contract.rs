//! The contract with each client, over a tour through everything that it is offered.

use serde_json::{Value, json};

use crate::support::asking::FOLLOWING;
use crate::support::contract::breaches;
use crate::support::tour::tours;
use crate::support::trace::Traced;

#[test]
fn nothing_is_offered_or_sent_that_the_client_did_not_announce() {
    let broken: Vec<String> = tours()
        .iter()
        .flat_map(|it| {
            let breaches = breaches(&it.capabilities, &it.offered, &it.trace);
            breaches.into_iter().map(|breach| format!("{}: {breach}", it.client)).collect::<Vec<_>>()
        })
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_tour_asks_for_something_and_gets_it() {
    let everything = tours().iter().find(|it| it.client == "everything").unwrap();
    let mut asked: Vec<&str> = everything.asked.iter().map(|it| it.method).collect();
    asked.sort_unstable();
    asked.dedup();
    for method in &asked {
        let is_rare = FOLLOWING.iter().any(|it| it.2 == *method) || method.starts_with("workspace/");
        let has_result = !everything.results(method).is_empty();
        assert!(has_result || is_rare, "no {method} has a result: the plan of the tour is too plain");
    }
    for wanted in ["textDocument/hover", "inlayHint/resolve", "callHierarchy/incomingCalls", "workspace/diagnostic"] {
        assert!(asked.contains(&wanted), "{wanted} is not asked for");
    }
}

/// A check that never fails checks nothing.
#[test]
fn breaches_are_found() {
    let push =
        |it: Value| ("server", json!({ "jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": it }));
    let (ask, answer) = (
        |method: &str| ("client", json!({ "jsonrpc": "2.0", "id": 1, "method": method })),
        |result: Value| ("server", json!({ "jsonrpc": "2.0", "id": 1, "result": result })),
    );
    let register = json!({ "registrations": [{ "id": "1", "method": "textDocument/hover" }] });
    let edit = json!({ "documentChanges": [{ "kind": "rename" }] });
    let broken: Vec<(Value, Vec<Traced>, &str)> = vec![
        (json!({ "inlayHintProvider": true }), vec![], "offers /inlayHintProvider"),
        (json!({ "positionEncoding": "utf-8" }), vec![], "counts in \"utf-8\""),
        (json!({ "diagnosticProvider": {} }), vec![push(json!({ "uri": "a.md" }))], "can be pulled"),
        (json!({}), vec![push(json!({ "diagnostics": [{ "message": "", "data": 1 }] }))], "with data"),
        (
            json!({}),
            vec![("server", json!({ "id": 1, "method": "client/registerCapability", "params": register }))],
            "registers",
        ),
        (json!({}), vec![("server", json!({ "id": 1, "method": "workspace/codeLens/refresh" }))], "refreshSupport"),
        (json!({}), vec![("server", json!({ "method": "milepost/unknown" }))], "no method of the protocol"),
        (
            json!({}),
            vec![("server", json!({ "method": "$/progress", "params": { "token": 7 } }))],
            "progress of nobody",
        ),
        (json!({}), vec![ask("textDocument/hover"), answer(json!({ "contents": "text" }))], "no MarkupContent"),
        (json!({}), vec![ask("textDocument/rename"), answer(edit)], "operation rename"),
        (json!({}), vec![ask("textDocument/completion"), answer(json!([{ "insertTextFormat": 2 }]))], "a snippet"),
        (json!({}), vec![ask("textDocument/codeAction"), answer(json!([{ "title": "x", "edit": {} }]))], "with title"),
        (json!({}), vec![ask("textDocument/definition"), answer(json!([{ "targetUri": "a" }]))], "links"),
        (json!({}), vec![ask("textDocument/documentSymbol"), answer(json!([{ "selectionRange": {} }]))], "trees"),
    ];
    for (offered, trace, wanted) in broken {
        let found = breaches(&json!({}), &offered, &trace);
        assert!(found.iter().any(|it| it.contains(wanted)), "{wanted}: {found:?}");
    }
}
