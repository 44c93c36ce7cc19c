//! Documents that nobody writes, and some that people do: the server answers, and lives.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

mod support;

use serde_json::{Value, json};
use support::client::{Client, position, range};

const URI: &str = "untitled:hostile";

fn documents() -> Vec<(&'static str, String)> {
    let sprint =
        "## Sprint 1: A (Weeks 1-2)\n\nDepends on: Sprint 2\n\n- [ ] a\n\n## Sprint 2: B (Weeks 2-3)\n\n- [ ] b\n";
    let headings = (0..500).map(|it| format!("## Sprint {it}: X (Week {it})\n\n- [ ] x\n\n")).collect();
    let nested = (0..1_000).map(|it| format!("{}- x\n", " ".repeat(it * 2))).collect();
    vec![
        ("nothing", String::new()),
        ("one line", "Sprint 1 ".repeat(20_000)),
        ("blank lines", "\n".repeat(50_000)),
        ("quotes", ">".repeat(100_000)),
        ("brackets", "[".repeat(20_000)),
        ("links", "[a](".repeat(20_000)),
        ("stars", "*a ".repeat(30_000)),
        ("underscores", "_".repeat(100_000)),
        ("backticks", "`".repeat(100_000)),
        ("comments", "<!--".repeat(10_000)),
        ("pipes", "|".repeat(20_000)),
        ("columns", format!("{}\n{}\n{}\n", "|Sprint".repeat(5_000), "|-".repeat(5_000), "|1".repeat(5_000))),
        ("nested lists", nested),
        ("many headings", headings),
        ("open fence", format!("```\n{sprint}")),
        ("open comment", format!("<!-- \n{sprint}")),
        ("open front matter", format!("---\n{sprint}")),
        ("control characters", sprint.replace(' ', "\u{0}").replace('A', "\u{1b}\u{7f}\u{fffe}")),
        ("right to left", sprint.replace('A', "שלום 👨‍👩‍👧‍👦 e\u{301} １２")),
        ("lone carriage returns", sprint.replace('\n', "\r")),
        ("no last line end", format!("{sprint}## Sprint 3")),
        ("circle", sprint.replace("- [ ] b", "Depends on: Sprint 1, Sprint 2")),
    ]
}

#[test]
fn f46_to_f51_every_request_is_answered_anywhere() {
    let mut client = Client::initialized(json!({
        "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } } },
    }));
    for (name, text) in documents() {
        println!("{name}");
        client.open(URI, &text);
        let document = json!({ "uri": URI });
        let places = [(0, 0), (0, 3), (2, 14), (6, 8), (1_000, 40), (u32::MAX, u32::MAX)];
        for (line, character) in places {
            let at = json!({
                "textDocument": document, "position": position(line, character), "context": { "includeDeclaration": true, "triggerKind": 1 },
            });
            for method in ["hover", "definition", "references", "completion"] {
                client.request(&format!("textDocument/{method}"), at.clone());
            }
        }
        client.request("textDocument/documentSymbol", json!({ "textDocument": document }));
        client.request("workspace/symbol", json!({ "query": "sprint" }));
        let all = json!({
            "textDocument": document, "range": range(0, 0, u32::MAX, 0), "context": { "diagnostics": [] },
        });
        client.request("textDocument/codeAction", all);
        for (version, (line, character)) in (2..).zip(places) {
            let edit = json!([{ "range": range(line, character, line, character), "text": "`\n## Sprint 9\n<!--" }]);
            client.change(URI, version, edit);
        }
        let edited = client.text(URI);
        assert!(edited.as_str().unwrap().len() > text.len(), "{name}");
        client.close(URI);
        client.assert_alive();
    }
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_large_document_keeps_a_small_one_waiting_for_a_moment_only() {
    let mut client = Client::initialized(json!({}));
    let large: String =
        (0..2_000).map(|it| format!("## Sprint {it}: X\n\nDepends on: Sprint {}\n\n", it + 1)).collect();
    client.open(URI, &large);
    client.open("untitled:small", "# Plan\n\n## Sprint 1: A\n\n- [ ] a\n\nSee Sprint 1.\n");
    let slow = client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    let at = json!({ "textDocument": { "uri": "untitled:small" }, "position": position(6, 6) });
    assert_ne!(client.request("textDocument/hover", at), Value::Null);
    assert_ne!(client.answer(&json!(slow))["result"], Value::Null);
    assert_eq!(client.finish(), 0);
}
