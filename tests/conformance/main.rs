//! Conformance: what LSP 3.18 asks of a server, one statement a test, for every client that is known.
//!
//! Most tests look at the tours that `support/tour.rs` makes with each client; the others speak to a server themselves.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

#[path = "../support/mod.rs"]
mod support;

mod base;
mod capabilities;
mod completion;
mod contract;
mod diagnostics;
mod edits;
mod lifecycle;
mod misc;
mod navigation;
mod text;
mod tokens;

use serde_json::{Value, json};
use support::asking::has;
use support::client::Client;
use support::clients;
use support::tour::tours;

/// Statements without a test, each with the reason, and with what the server does not offer anybody, if that is it.
const NOT_APPLICABLE: &[(u32, &str, &str)] = &[
    (38, "nothing is done before a document is saved", "/textDocumentSync/willSaveWaitUntil"),
    (87, "every message of the suite is held to the protocol's model by tests/lsprotocol", ""),
];

/// Starts a server for each of the chosen clients.
pub fn each(test: impl Fn(&str, Client)) {
    for (name, capabilities) in clients::chosen() {
        println!("{name}");
        test(name, Client::initialized(capabilities));
    }
}

/// What names a document in a request.
pub fn document(uri: &str) -> Value {
    json!({ "textDocument": { "uri": uri } })
}

#[test]
fn every_statement_has_a_test_or_a_reason() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/conformance");
    let mut sources = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        sources += &std::fs::read_to_string(entry.unwrap().path()).unwrap();
    }
    for statement in 1..=87 {
        let tests = sources.matches(&format!("\nfn c{statement:02}_")).count();
        let reason = NOT_APPLICABLE.iter().find(|it| it.0 == statement);
        assert_eq!(tests, usize::from(reason.is_none()), "C{statement:02}");
        for tour in tours() {
            let is_offered = reason.is_some_and(|it| !it.2.is_empty() && has(&tour.offered, it.2));
            assert!(!is_offered, "{}: C{statement:02} applies by now", tour.client);
        }
    }
}
