//! C60–C64: semantic tokens.

use serde_json::{Value, json};

use crate::document;
use crate::support::client::{Client, range};
use crate::support::clients;
use crate::support::plans::PLAN;
use crate::support::shape::utf16;
use crate::support::tour::{Tour, tours};

const URI: &str = "untitled:a";

type Width = fn(&str) -> usize;

fn coloured() -> impl Iterator<Item = &'static Tour> {
    tours().iter().filter(|it| it.offered["semanticTokensProvider"].is_object())
}

fn names(legend: &Value, key: &str) -> Vec<String> {
    legend[key].as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

/// The legend names what the client knows, and tokens what is in the legend.
#[test]
fn c60_tokens_are_of_types_that_the_client_knows() {
    assert!(coloured().count() > 3);
    for tour in coloured() {
        let legend = &tour.offered["semanticTokensProvider"]["legend"];
        let client = &tour.capabilities["textDocument"]["semanticTokens"];
        for key in ["tokenTypes", "tokenModifiers"] {
            let known = names(client, key);
            assert!(names(legend, key).iter().all(|it| known.contains(it)), "{}: {legend}", tour.client);
        }
        let (types, modifiers) = (names(legend, "tokenTypes").len(), names(legend, "tokenModifiers").len());
        for method in ["textDocument/semanticTokens/full", "textDocument/semanticTokens/range"] {
            for (_, result) in tour.results(method) {
                for token in result["data"].as_array().unwrap().chunks(5) {
                    assert!(token[3].as_u64().unwrap() < types as u64, "{}: {token:?}", tour.client);
                    assert!(token[4].as_u64().unwrap() < 1 << modifiers, "{}: {token:?}", tour.client);
                }
            }
        }
    }
}

/// Tokens follow each other, each in one line.
#[test]
fn c61_tokens_are_in_order_and_of_one_line() {
    for tour in coloured() {
        for method in ["textDocument/semanticTokens/full", "textDocument/semanticTokens/range"] {
            for (asked, result) in tour.results(method) {
                assert_eq!(
                    tour.texts(&asked.text).faults(method, &tour.uri, result),
                    Vec::<String>::new(),
                    "{}",
                    tour.client
                );
            }
        }
    }
}

/// Their lengths are in the units of positions: the label behind characters of every width is found again.
#[test]
fn c62_tokens_are_counted_as_positions_are() {
    let plan = "## Sprint 1: A\n\n## Sprint 2: B\n\n**Depends on:** a😀é日 Sprint 1\n";
    let units: [(&str, Width); 3] = [("utf-8", str::len), ("utf-16", utf16), ("utf-32", |it| it.chars().count())];
    for (encoding, unit) in units {
        let mut capabilities = clients::named("everything");
        capabilities["general"]["positionEncodings"] = json!([encoding]);
        let mut client = Client::initialized(capabilities);
        client.open(URI, plan);
        let result = client.request("textDocument/semanticTokens/full", document(URI));
        let last = result["data"].as_array().unwrap().chunks(5).next_back().unwrap();
        assert_eq!(last[2], unit("Sprint 1"), "{encoding}");
        assert!(last[1].as_u64().unwrap() >= unit("a😀é日 ") as u64, "{encoding}: {last:?}");
    }
}

/// What changed, made in the old numbers, gives the new ones; who names no answer of before gets all.
#[test]
fn c63_a_delta_makes_the_new_tokens_of_the_old() {
    for (name, capabilities) in clients::all() {
        if capabilities.pointer("/textDocument/semanticTokens/requests/full/delta") != Some(&json!(true)) {
            continue;
        }
        let mut client = Client::initialized(capabilities);
        client.open(URI, PLAN);
        let full = client.request("textDocument/semanticTokens/full", document(URI));
        client.change(URI, 2, json!([{ "range": range(2, 0, 2, 0), "text": "## Phase 0: Plan\n\nSee Phase 2.\n\n" }]));
        let delta = |client: &mut Client, previous: &Value| {
            let asked = json!({ "textDocument": { "uri": URI }, "previousResultId": previous });
            client.request("textDocument/semanticTokens/full/delta", asked)
        };
        let changed = delta(&mut client, &full["resultId"]);
        let mut numbers = full["data"].as_array().unwrap().clone();
        for edit in changed["edits"].as_array().unwrap_or_else(|| panic!("{name}: no edits")).iter().rev() {
            let start = edit["start"].as_u64().unwrap() as usize;
            let end = start + edit["deleteCount"].as_u64().unwrap() as usize;
            numbers.splice(start..end, edit["data"].as_array().cloned().unwrap_or_default());
        }
        let anew = client.request("textDocument/semanticTokens/full", document(URI));
        assert_eq!(json!(numbers), anew["data"], "{name}");
        assert!(delta(&mut client, &json!("unknown"))["data"].is_array(), "{name}");
    }
}

/// A part is a part of the whole.
#[test]
fn c64_the_tokens_of_a_part_are_those_of_the_whole() {
    for (name, capabilities) in clients::all() {
        if capabilities.pointer("/textDocument/semanticTokens/requests/range").is_none_or(|it| *it == json!(false)) {
            continue;
        }
        let mut client = Client::initialized(capabilities);
        client.open(URI, PLAN);
        let lines = |client: &mut Client, from: u32, to: u32| -> Vec<(u64, Vec<Value>)> {
            let asked = json!({ "textDocument": { "uri": URI }, "range": range(from, 0, to, 0) });
            let result = client.request("textDocument/semanticTokens/range", asked);
            let (mut line, mut column) = (0, 0);
            let numbers = result["data"].as_array().unwrap().clone();
            let mut absolute = Vec::new();
            for token in numbers.chunks(5) {
                let down = token[0].as_u64().unwrap();
                column = if down > 0 { 0 } else { column } + token[1].as_u64().unwrap();
                line += down;
                absolute.push((line, [&[json!(column)], &token[2..]].concat()));
            }
            absolute
        };
        let whole = lines(&mut client, 0, 999);
        let part = lines(&mut client, 6, 14);
        let inside: Vec<_> = whole.into_iter().filter(|it| (6..14).contains(&it.0)).collect();
        assert!(!part.is_empty());
        assert_eq!(part, inside, "{name}");
    }
}
