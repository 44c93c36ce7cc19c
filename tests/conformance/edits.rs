//! C71–C81: edits, and what leads to them. What a server does not offer yet is checked as soon as it does.

use serde_json::{Value, json};

use crate::each;
use crate::support::asking::has;
use crate::support::client::{Client, position, range};
use crate::support::clients;
use crate::support::contract::breaches;
use crate::support::edits::apply;
use crate::support::guards::workspace_edit;
use crate::support::plans::PLAN;
use crate::support::tour::{Asked, Tour, tours};

const URI: &str = "untitled:a";

/// Every change of the workspace in the answers of a tour, with what was asked.
fn changes(tour: &Tour) -> Vec<(&Asked, &Value)> {
    let edit = |asked: &'static str| tour.results(asked).into_iter();
    let actions = edit("textDocument/codeAction")
        .flat_map(|(asked, result)| result.as_array().unwrap().iter().map(move |it| (asked, &it["edit"])));
    let resolved = edit("codeAction/resolve").map(|(asked, it)| (asked, &it["edit"]));
    let whole = edit("textDocument/rename").chain(edit("workspace/willRenameFiles"));
    actions.chain(resolved).chain(whole).filter(|it| it.1.is_object()).collect()
}

/// The edits of each document in a change, with the document's URI and version.
fn documents(change: &Value) -> Vec<(String, Value, Value)> {
    let plain = change["changes"].as_object().into_iter().flatten();
    let plain = plain.map(|(uri, edits)| (uri.clone(), Value::Null, edits.clone()));
    let versioned = change["documentChanges"].as_array().into_iter().flatten().filter(|it| it["edits"].is_array());
    let versioned = versioned.map(|it| {
        let document = &it["textDocument"];
        (document["uri"].as_str().unwrap().to_owned(), document["version"].clone(), it["edits"].clone())
    });
    plain.chain(versioned).collect()
}

/// All changes of all tours, and there are some.
fn all_changes() -> Vec<(&'static Tour, &'static Asked, &'static Value)> {
    let all: Vec<_> =
        tours().iter().flat_map(|tour| changes(tour).into_iter().map(move |it| (tour, it.0, it.1))).collect();
    assert!(all.len() > 10);
    all
}

fn assert_no_breach(about: &str) {
    for (tour, _, change) in all_changes() {
        let found = workspace_edit(&tour.capabilities, change);
        assert!(!found.iter().any(|it| it.contains(about)), "{}: {found:?}", tour.client);
    }
}

/// Versions are stated where the client checks them: that of an open document, and null for a closed one.
#[test]
fn c71_changes_state_versions_where_the_client_checks_them() {
    assert_no_breach("hanges");
    for (tour, _, change) in all_changes() {
        let is_versioned = tour.can("/workspace/workspaceEdit/documentChanges");
        assert_eq!(change["documentChanges"].is_array(), is_versioned, "{}", tour.client);
        for (uri, version, _) in documents(change).into_iter().filter(|_| is_versioned) {
            assert_eq!(version.is_u64(), uri == tour.uri, "{}: {uri} {version}", tour.client);
        }
    }
}

/// Edits of one document can be applied at once, and each is needed.
#[test]
fn c72_edits_do_not_overlap_and_do_something() {
    for (tour, asked, change) in all_changes() {
        for (uri, _, edits) in documents(change) {
            assert_eq!(tour.texts(&asked.text).faults("", &uri, &edits), Vec::<String>::new(), "{}", tour.client);
            for edit in edits.as_array().unwrap() {
                let is_nothing = edit["range"]["start"] == edit["range"]["end"] && edit["newText"] == "";
                assert!(!is_nothing, "{}: {edit}", tour.client);
            }
        }
    }
}

/// Files are created, renamed and deleted where the client can.
#[test]
fn c73_files_are_changed_where_the_client_can() {
    assert_no_breach("operation");
}

/// Who shows annotations gets them, and each one that is named is there.
#[test]
fn c74_annotations_go_to_clients_that_show_them() {
    assert_no_breach("nnotation");
    for (tour, _, change) in all_changes() {
        for (_, _, edits) in documents(change) {
            for edit in edits.as_array().unwrap().iter().filter(|it| it["annotationId"].is_string()) {
                let named = &change["changeAnnotations"][edit["annotationId"].as_str().unwrap()];
                assert!(named["label"].is_string(), "{}: {edit}", tour.client);
            }
        }
    }
}

/// Snippets in edits, and words about edits, are of 3.18.
#[test]
fn c75_snippets_in_edits_go_to_clients_that_know_them() {
    assert_no_breach("snippet");
    assert_no_breach("metadata");
}

/// What is inserted ends its lines as the document does, and the document keeps its last line end.
#[test]
fn c76_edits_keep_the_line_ends_of_the_document() {
    for (name, capabilities) in clients::chosen() {
        let mut client = Client::initialized(capabilities.clone());
        if !has(&capabilities, "/textDocument/codeAction/codeActionLiteralSupport") {
            continue;
        }
        let text = PLAN.replace('\n', "\r\n");
        client.open(URI, &text);
        let mut count = 0;
        for line in 0..text.matches('\n').count() as u32 {
            let asked = json!({ "textDocument": { "uri": URI }, "range": range(line, 0, line, 0), "context": { "diagnostics": [] } });
            let actions = client.request("textDocument/codeAction", asked);
            for action in actions.as_array().into_iter().flatten() {
                for (_, _, edits) in documents(&action["edit"]) {
                    count += 1;
                    let inserted = edits.as_array().unwrap().iter().map(|it| it["newText"].as_str().unwrap());
                    let bare = inserted.filter(|it| it.replace("\r\n", "").contains(['\r', '\n'])).count();
                    assert_eq!(bare, 0, "{name}: {edits}");
                }
            }
        }
        assert!(count > 0, "{name}");
    }
}

/// A rename is prepared where the client asks first, null where nothing can be renamed, and refused with a reason.
#[test]
fn c77_a_rename_is_prepared_and_refused_with_a_reason() {
    for (name, capabilities) in clients::chosen() {
        let mut client = Client::start();
        let offered = client.initialize(json!({ "capabilities": capabilities }))["capabilities"].clone();
        let prepares = has(&offered, "/renameProvider/prepareProvider");
        assert!(!prepares || has(&capabilities, "/textDocument/rename/prepareSupport"), "{name}");
        if !has(&offered, "/renameProvider") {
            continue;
        }
        client.open(URI, PLAN);
        if prepares {
            let nowhere = json!({ "textDocument": { "uri": URI }, "position": position(1, 0) });
            let id = client.ask("textDocument/prepareRename", nowhere);
            let answer = client.answer(&json!(id));
            assert!(answer["result"].is_null() || answer["error"]["message"].is_string(), "{name}: {answer}");
        }
        for bad in ["", "a\nb", "Phase 2"] {
            let asked = json!({ "textDocument": { "uri": URI }, "position": position(2, 4), "newName": bad });
            let id = client.ask("textDocument/rename", asked);
            let answer = client.answer(&json!(id));
            assert!(answer["error"]["message"].as_str().is_some_and(|it| !it.is_empty()), "{name}: {bad:?}: {answer}");
        }
        client.assert_alive();
    }
}

/// Code actions are what the client knows, of the kinds that it asks for, and about the range that it asks for.
#[test]
fn c78_code_actions_are_of_the_kinds_that_are_asked_for() {
    for tour in tours() {
        let found = breaches(&tour.capabilities, &tour.offered, &tour.trace);
        assert!(!found.iter().any(|it| it.contains("codeAction")), "{}: {found:?}", tour.client);
        let literals = tour.can("/textDocument/codeAction/codeActionLiteralSupport");
        for it in tour.items("textDocument/codeAction") {
            assert!(literals || it["command"].is_string(), "{}: {it}", tour.client);
        }
    }
    each(|name, mut client| {
        client.open(URI, PLAN);
        for only in ["quickfix", "source.fixAll", "refactor", "source.organizeImports"] {
            let context = json!({ "diagnostics": [], "only": [only] });
            let asked = json!({ "textDocument": { "uri": URI }, "range": range(0, 0, 99, 0), "context": context });
            let actions = client.request("textDocument/codeAction", asked);
            for action in actions.as_array().into_iter().flatten() {
                let kind = action["kind"].as_str().unwrap_or(only);
                assert!(kind == only || kind.starts_with(&format!("{only}.")), "{name}: {kind} for {only}");
            }
        }
    });
}

/// What is asked for late is only what the client can ask for, and nothing else changes by it.
#[test]
fn c79_resolving_an_action_adds_only_what_may_be_late() {
    for tour in tours() {
        let late = &tour.capabilities["textDocument"]["codeAction"]["resolveSupport"]["properties"];
        for (asked, result) in tour.results("codeAction/resolve") {
            for (key, value) in result.as_object().unwrap() {
                let is_late = late.as_array().is_some_and(|it| it.contains(&json!(key)));
                assert!(is_late || asked.params.get(key) == Some(value), "{}: {key}", tour.client);
            }
        }
    }
}

/// Only commands that were announced are executed, with arguments that fit.
#[test]
fn c80_unknown_commands_are_refused() {
    each(|name, mut client| {
        for params in [json!({ "command": "milepost.unknown" }), json!({ "command": "rm", "arguments": ["-rf", "/"] })]
        {
            let code = client.refused("workspace/executeCommand", params);
            assert!([-32601, -32602, -32803].contains(&code), "{name}: {code}");
        }
        client.assert_alive();
    });
    for tour in tours() {
        let can = tour.can("/workspace/applyEdit");
        assert!(can || tour.sent("workspace/applyEdit").is_empty(), "{}", tour.client);
    }
}

/// Formatting what is formatted changes nothing.
#[test]
fn c81_formatting_comes_to_rest() {
    for tour in tours().iter().filter(|it| has(&it.offered, "/documentFormattingProvider")) {
        let mut client = Client::initialized(tour.capabilities.clone());
        let plan = "## Phase 1: Pier\n\n- [ ] Dig\n\n";
        let table = format!("{plan}| Phase | Weeks |\n|---|---|  \n| 1 | 1-2 |\n| 10 | 3 |");
        client.open(URI, &table);
        let aligned = "| Phase | Weeks |\n| ----- | ----- |\n| 1     | 1-2   |\n| 10    | 3     |";
        let options = json!({ "tabSize": 4, "insertSpaces": true });
        let asked = json!({ "textDocument": { "uri": URI }, "options": options });
        let edits = client.request("textDocument/formatting", asked.clone());
        let formatted = apply(&table, &edits);
        assert_eq!(formatted, format!("{plan}{aligned}"), "{}", tour.client);
        let mut untrimmed = asked.clone();
        untrimmed["options"]["trimTrailingWhitespace"] = json!(false);
        let edits = client.request("textDocument/formatting", untrimmed);
        assert!(apply(&table, &edits).contains("| ----- | ----- |  \n"), "{}: {edits}", tour.client);
        if has(&tour.offered, "/documentRangeFormattingProvider/rangesSupport") {
            let mut ranges = asked.clone();
            ranges["ranges"] = json!([range(0, 0, 2, 0)]);
            assert_eq!(client.request("textDocument/rangesFormatting", ranges.clone()), json!([]), "{}", tour.client);
            ranges["ranges"] = json!([range(0, 0, 2, 0), range(6, 0, 6, 1)]);
            let edits = client.request("textDocument/rangesFormatting", ranges);
            assert_eq!(apply(&table, &edits), formatted, "{}", tour.client);
        }
        client.change(URI, 2, json!([{ "text": formatted }]));
        let again = client.request("textDocument/formatting", asked);
        assert!(again.as_array().is_none_or(Vec::is_empty), "{}: {again}", tour.client);
    }
}
