//! C49–C59: symbols, cards, and the ways through a plan.

use serde_json::{Value, json};

use crate::each;
use crate::support::asking::has;
use crate::support::client::position;
use crate::support::guards::holds;
use crate::support::plans::PLAN;
use crate::support::tour::{Tour, tours};

fn at(place: &Value) -> (u64, u64) {
    (place["line"].as_u64().unwrap(), place["character"].as_u64().unwrap())
}

fn contains(outer: &Value, inner: &Value) -> bool {
    at(&outer["start"]) <= at(&inner["start"]) && at(&inner["end"]) <= at(&outer["end"])
}

/// The whole of it and the part to show of every symbol, with its parent.
fn check_tree(symbol: &Value, parent: Option<&Value>) {
    assert!(contains(&symbol["range"], &symbol["selectionRange"]), "{symbol}");
    assert!(parent.is_none_or(|it| contains(&it["range"], &symbol["range"])), "{symbol}");
    assert!(!symbol["name"].as_str().unwrap().trim().is_empty());
    symbol["children"].as_array().into_iter().flatten().for_each(|it| check_tree(it, Some(symbol)));
}

fn has_trees(tour: &Tour) -> bool {
    tour.can("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport")
}

/// Symbols hold symbols for clients that know it, and lie in a list for the others.
#[test]
fn c49_symbols_are_trees_or_a_list() {
    for tour in tours() {
        let symbols = tour.items("textDocument/documentSymbol");
        assert!(!symbols.is_empty());
        let trees = has_trees(tour);
        let fits = |it: &&Value| it["selectionRange"].is_object() == trees && it["location"].is_object() != trees;
        assert!(symbols.iter().all(fits), "{}", tour.client);
    }
}

/// The part to show is in the whole, and what a symbol holds is in it.
#[test]
fn c50_symbols_lie_in_each_other() {
    for tour in tours().iter().filter(|it| has_trees(it)) {
        tour.items("textDocument/documentSymbol").into_iter().for_each(|it| check_tree(it, None));
    }
}

/// Kinds are those that the client knows, or those that all know.
#[test]
fn c51_symbols_are_of_kinds_that_the_client_knows() {
    fn kinds(symbol: &Value, found: &mut Vec<u64>) {
        found.push(symbol["kind"].as_u64().unwrap());
        symbol["children"].as_array().into_iter().flatten().for_each(|it| kinds(it, found));
    }
    for tour in tours() {
        for (section, method) in
            [("textDocument/documentSymbol", "textDocument/documentSymbol"), ("workspace/symbol", "workspace/symbol")]
        {
            let known = tour.capabilities.pointer(&format!("/{section}/symbolKind/valueSet")).and_then(Value::as_array);
            let mut found = Vec::new();
            tour.items(method).into_iter().for_each(|it| kinds(it, &mut found));
            let knows = |it: &u64| known.map_or((1..=18).contains(it), |known| known.contains(&json!(it)));
            assert!(found.iter().all(knows), "{}: {method}: {found:?}", tour.client);
        }
    }
}

/// Cards come in the form that the client names first.
#[test]
fn c52_cards_come_in_the_preferred_form() {
    for tour in tours() {
        let first = |pointer: &str| tour.capabilities.pointer(pointer).map_or(json!("plaintext"), |it| it[0].clone());
        for (_, hover) in tour.results("textDocument/hover") {
            assert_eq!(hover["contents"]["kind"], first("/textDocument/hover/contentFormat"), "{}", tour.client);
            assert!(hover["contents"]["value"].is_string());
        }
        for (_, item) in tour.results("completionItem/resolve") {
            let wanted = first("/textDocument/completion/completionItem/documentationFormat");
            let kind = &item["documentation"]["kind"];
            assert!(kind.is_null() || *kind == wanted, "{}: {item}", tour.client);
        }
    }
}

/// Nothing has no card.
#[test]
fn c53_there_is_no_card_on_nothing() {
    each(|_, mut client| {
        client.open("untitled:a", "\n# Harbour\n\n## Phase 1: Pier\n");
        for place in [position(0, 0), position(2, 0), position(99, 9)] {
            let asked = json!({ "textDocument": { "uri": "untitled:a" }, "position": place });
            assert_eq!(client.request("textDocument/hover", asked), Value::Null);
        }
    });
}

/// A place may have a whole and a part to show where the client knows such links.
#[test]
fn c54_places_are_links_where_the_client_knows_them() {
    for tour in tours() {
        for feature in ["definition", "declaration", "implementation"] {
            let method = format!("textDocument/{feature}");
            let has_links = tour.items(&method).iter().any(|it| it["targetUri"].is_string());
            let can = tour.can(&format!("/textDocument/{feature}/linkSupport"));
            assert!(!has_links || can, "{}: {method}", tour.client);
            for link in tour.items(&method).into_iter().filter(|it| it["targetUri"].is_string()) {
                assert!(contains(&link["targetRange"], &link["targetSelectionRange"]), "{link}");
            }
        }
    }
}

/// Definitions are among the references where they are asked for.
#[test]
fn c55_references_hold_the_definition_if_asked() {
    each(|_, mut client| {
        client.open("untitled:a", PLAN);
        let mut lines = |declaration: bool| -> Vec<u64> {
            let asked = json!({ "textDocument": { "uri": "untitled:a" }, "position": position(2, 4),
                "context": { "includeDeclaration": declaration } });
            let places = client.request("textDocument/references", asked);
            places.as_array().unwrap().iter().map(|it| it["range"]["start"]["line"].as_u64().unwrap()).collect()
        };
        let (with, without) = (lines(true), lines(false));
        assert!(with.contains(&2) && !without.contains(&2), "{with:?} {without:?}");
        assert!(without.contains(&14) && without.iter().all(|it| with.contains(it)));
    });
}

/// A search finds all for nothing and much for little; ranges may come late where the client asks for them.
#[test]
fn c56_symbols_of_the_workspace_are_found_loosely() {
    for tour in tours() {
        assert!(!tour.items("workspace/symbol").is_empty(), "{}", tour.client);
        for it in tour.results("workspaceSymbol/resolve") {
            assert!(it.1["location"]["range"].is_object(), "{}", it.1);
        }
    }
    each(|_, mut client| {
        client.open("untitled:a", PLAN);
        for query in ["", "phase 1", "PIER", "phs1", "crane"] {
            let found = client.request("workspace/symbol", json!({ "query": query }));
            assert!(found.as_array().is_some_and(|it| !it.is_empty()), "{query}");
        }
        let none = client.request("workspace/symbol", json!({ "query": "zzzz" }));
        assert!(none.as_array().is_none_or(Vec::is_empty));
    });
}

/// Links are whole, or can be asked for more, and have tooltips for who shows them.
#[test]
fn c57_links_lead_somewhere() {
    for tour in tours() {
        let resolves = has(&tour.offered, "/documentLinkProvider/resolveProvider");
        for link in tour.items("textDocument/documentLink") {
            assert!(link["target"].is_string() || resolves, "{}: {link}", tour.client);
            assert!(!holds(link, "tooltip") || tour.can("/textDocument/documentLink/tooltipSupport"));
        }
    }
}

/// A selection holds the place that it was asked for, and each one the one before.
#[test]
fn c58_selections_grow_around_the_place() {
    for tour in tours() {
        let texts = tour.texts(PLAN);
        for (asked, result) in tour.results("textDocument/selectionRange") {
            let places = asked.params["positions"].as_array().unwrap();
            let selections = result.as_array().unwrap();
            assert_eq!(places.len(), selections.len());
            for (place, selection) in places.iter().zip(selections) {
                let place = json!({ "start": place, "end": place });
                assert!(contains(&selection["range"], &place), "{selection} {place}");
            }
            assert_eq!(texts.faults(asked.method, &tour.uri, result), Vec::<String>::new());
        }
    }
}

/// Folds are no more than wanted, of lines that are there, and of kinds that the client knows.
#[test]
fn c59_folds_are_as_the_client_wants_them() {
    for tour in tours() {
        let fold = &tour.capabilities["textDocument"]["foldingRange"];
        let folds = tour.items("textDocument/foldingRange");
        assert_eq!(folds.is_empty(), !fold.is_object(), "{}", tour.client);
        let limit = fold["rangeLimit"].as_u64().unwrap_or(u64::MAX);
        assert!((folds.len() as u64) <= limit);
        for it in folds {
            assert!(it["startLine"].as_u64() < it["endLine"].as_u64(), "{it}");
            let only_lines = fold["lineFoldingOnly"] == true;
            assert!(!only_lines || it.get("startCharacter").is_none(), "{it}");
        }
    }
}
