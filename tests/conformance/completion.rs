//! C65–C70: completions.

use serde_json::{Value, json};

use crate::each;
use crate::support::client::position;
use crate::support::contract::breaches;
use crate::support::tour::{Asked, tours};

/// Every completion of all tours, with what was asked.
fn items() -> Vec<(&'static Asked, &'static Value)> {
    let mut found = Vec::new();
    for tour in tours() {
        for (asked, result) in tour.results("textDocument/completion") {
            let list = result.as_array().or_else(|| result["items"].as_array()).unwrap();
            found.extend(list.iter().map(|it| (asked, it)));
        }
    }
    assert!(!found.is_empty());
    found
}

fn assert_no_breach() {
    for tour in tours() {
        let found = breaches(&tour.capabilities, &tour.offered, &tour.trace);
        assert!(!found.iter().any(|it| it.contains("completion")), "{}: {found:?}", tour.client);
    }
}

/// Snippets go to who knows them, and hold no unescaped marks of their language: every `$` begins a stop or is escaped.
#[test]
fn c65_snippets_go_to_clients_that_know_them() {
    assert_no_breach();
    for (_, item) in items().into_iter().filter(|it| it.1["insertTextFormat"] == 2) {
        let edit = item["textEdit"]["newText"].as_str().or_else(|| item["insertText"].as_str());
        let text = edit.or_else(|| item["textEditText"].as_str()).unwrap().to_owned();
        let bare = text.replace("\\\\", "").replace("\\$", "").replace("\\}", "");
        let ends = bare
            .match_indices('$')
            .all(|(at, _)| bare[at + 1..].starts_with(|it: char| it == '{' || it.is_ascii_digit()));
        assert!(ends && bare.matches("${").count() == bare.matches('}').count(), "{item}");
    }
}

/// What is replaced is a part of the line around the place; what is inserted in its stead begins as that does.
#[test]
fn c66_a_completion_replaces_a_part_of_its_line() {
    let mut kinds = [0, 0, 0];
    for (asked, item) in items() {
        let of_list = &asked.answer["result"]["itemDefaults"]["editRange"];
        let edit = if item["textEdit"].is_object() { &item["textEdit"] } else { of_list };
        kinds[0] += usize::from(edit["insert"].is_object());
        kinds[1] += usize::from(edit["range"].is_object());
        kinds[2] += usize::from(of_list.is_object());
        let at = &asked.params["position"];
        let ranges = [
            &edit["range"],
            &edit["insert"],
            &edit["replace"],
            if edit["start"].is_object() { edit } else { &Value::Null },
        ];
        for range in ranges.into_iter().filter(|it| it.is_object()) {
            assert_eq!(range["start"]["line"], range["end"]["line"], "{item}");
            assert_eq!(range["start"]["line"], at["line"], "{item}");
            let (start, end) = (range["start"]["character"].as_u64(), range["end"]["character"].as_u64());
            assert!(start <= at["character"].as_u64() && at["character"].as_u64() <= end, "{item} at {at}");
        }
        if edit["insert"].is_object() {
            assert_eq!(edit["insert"]["start"], edit["replace"]["start"], "{item}");
            let end = |it: &Value| it["end"]["character"].as_u64();
            assert!(end(&edit["insert"]) <= end(&edit["replace"]), "{item}");
        }
    }
    assert!(kinds.iter().all(|it| *it > 0), "to insert or replace, alone, by default: {kinds:?}");
}

/// What holds for all items is said once where the client knows how.
#[test]
fn c67_defaults_are_those_that_the_client_knows() {
    assert_no_breach();
    for tour in tours() {
        for (_, result) in tour.results("textDocument/completion") {
            let is_list = result["items"].is_array();
            assert!(is_list || result["itemDefaults"].is_null());
        }
    }
}

/// Asking for more gives more, and changes nothing that a client sorts, filters or inserts by.
#[test]
fn c68_resolving_changes_nothing_that_was_said() {
    for tour in tours() {
        let can = &tour.capabilities["textDocument"]["completion"]["completionItem"]["resolveSupport"]["properties"];
        for (asked, result) in tour.results("completionItem/resolve") {
            for key in ["label", "sortText", "filterText", "insertText", "textEdit", "kind"] {
                assert_eq!(asked.params.get(key), result.get(key), "{}: {key}", tour.client);
            }
            for key in result.as_object().unwrap().keys().filter(|it| asked.params.get(it.as_str()).is_none()) {
                let is_known = can.as_array().is_some_and(|it| it.contains(&json!(key)));
                // Before clients could say so, documentation and detail were what is resolved.
                let was_always = can.is_null() && ["documentation", "detail"].contains(&key.as_str());
                assert!(is_known || was_always, "{}: {key} came late", tour.client);
            }
        }
    }
}

/// A list says whether it is whole; further edits stay out of the way of the first.
#[test]
fn c69_completions_hold_what_the_client_knows() {
    assert_no_breach();
    for tour in tours() {
        for (_, result) in tour.results("textDocument/completion") {
            assert!(result.is_array() || result["isIncomplete"].is_boolean(), "{}", tour.client);
        }
    }
    for (asked, item) in items() {
        for edit in item["additionalTextEdits"].as_array().into_iter().flatten() {
            assert_ne!(edit["range"]["start"]["line"], asked.params["position"]["line"], "{item}");
        }
    }
}

/// Where nothing of the plan can stand, nothing pops up.
#[test]
fn c70_nothing_pops_up_in_code_and_on_ordinary_words() {
    each(|_, mut client| {
        let text = "# Harbour\n\n## Phase 1: Pier\n\nWe drive the \n\n```rust\nlet phase = (1: #\n```\n\nThe `Depends on: ` field.\n";
        client.open("untitled:a", text);
        let triggered = json!({ "triggerKind": 2, "triggerCharacter": " " });
        for place in [position(4, 13), position(7, 4), position(7, 14), position(7, 17), position(10, 17)] {
            let asked = json!({ "textDocument": { "uri": "untitled:a" }, "position": place, "context": triggered });
            let result = client.request("textDocument/completion", asked);
            let items = result.as_array().or_else(|| result["items"].as_array());
            assert!(items.is_none_or(Vec::is_empty), "{place}: {result}");
        }
    });
}
