//! Broken clients, continued: flow, documents, URIs, files and settings, F31–F65 of the fault list as far as they are not in
//! `faults.rs`, `hostile.rs`, `protocol.rs` and `robust.rs`. Each test ends with proof that the server lives.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

mod support;

use serde_json::{Value, json};
use support::asking::{at_position, in_range, of_document};
use support::client::{Client, PATIENCE, position, range};
use support::clients;
use support::folder::Folder;
use support::plans::{OTHER, PLAN};
use support::shape::{Texts, utf16};

const URI: &str = "untitled:plan";

fn document() -> Value {
    json!({ "textDocument": { "uri": URI } })
}

/// A client that can everything, and what it is offered.
fn everything() -> (Client, Value) {
    let mut client = Client::start();
    let answer = client.initialize(json!({ "rootUri": null, "capabilities": clients::named("everything") }));
    (client, answer["capabilities"].clone())
}

#[test]
fn f31_ten_thousand_edits_are_seen_by_the_request_behind_them() {
    let mut client = Client::initialized(json!({}));
    client.open(URI, "## Sprint 0: A\n\n- [ ] a\n");
    for version in 1..=10_000 {
        let digits = (version - 1).to_string().len() as u32;
        client.change(URI, version, json!([{ "range": range(0, 10, 0, 10 + digits), "text": version.to_string() }]));
    }
    let symbols = client.request("textDocument/documentSymbol", document());
    assert!(symbols[0]["name"].as_str().unwrap().contains("Sprint 10000"), "{symbols}");
    client.assert_alive();
}

#[test]
fn f36_a_large_document_does_not_hold_up_a_small_one() {
    let (mut client, _) = everything();
    let large: String =
        (0..1_000).map(|it| format!("## Sprint {it}: X\n\nDepends on: Sprint {}\n\n", it + 1)).collect();
    client.open(URI, &large);
    client.open("untitled:small", PLAN);
    let slow: Vec<i64> = ["semanticTokens/full", "documentSymbol", "foldingRange"]
        .map(|it| client.ask(&format!("textDocument/{it}"), document()))
        .into();
    let at = json!({ "textDocument": { "uri": "untitled:small" }, "position": position(2, 4) });
    assert!(client.request("textDocument/hover", at).is_object());
    for id in slow {
        client.answer(&json!(id));
    }
    client.assert_alive();
}

#[test]
fn f37_an_edit_amid_a_request_leaves_an_answer_that_fits_one_text() {
    let (mut client, offered) = everything();
    let texts = [PLAN.to_owned(), PLAN.repeat(3), "# Short\n".to_owned()];
    client.open(URI, &texts[0]);
    for version in 2..60 {
        let asked = of_document(&offered, URI);
        let ids: Vec<_> = asked.iter().map(|(method, params)| (*method, client.ask(method, params.clone()))).collect();
        client.change(URI, version, json!([{ "text": texts[version as usize % 3] }]));
        for (method, id) in ids {
            let answer = client.answer(&json!(id));
            let modified = answer["error"]["code"] == -32801;
            let fits = |text: &String| {
                Texts::new([(URI, text.as_str())], utf16).faults(method, URI, &answer["result"]).is_empty()
            };
            assert!(modified || texts.iter().any(fits), "{method}: {answer}");
        }
        client.attend();
    }
    client.assert_alive();
}

#[test]
fn f38_a_thousand_open_documents_are_kept_apart() {
    let mut client = Client::initialized(json!({}));
    let uri = |it: usize| format!("untitled:{it}");
    for it in 0..1_000 {
        client.open(&uri(it), &format!("## Sprint {it}: A\n\n- [ ] a\n"));
    }
    for it in (0..1_000).rev().step_by(7) {
        client.change(&uri(it), 2, json!([{ "range": range(0, 0, 0, 0), "text": "#" }]));
    }
    for it in [0, 6, 500, 999] {
        assert!(client.text(&uri(it)).as_str().unwrap().contains(&format!("Sprint {it}: A")));
    }
    (0..1_000).for_each(|it| client.close(&uri(it)));
    assert_eq!(client.text(&uri(5)), Value::Null);
    client.assert_alive();
}

#[test]
fn f40_f41_f42_changes_of_what_is_not_open_and_odd_versions() {
    let (mut client, _) = everything();
    client.change(URI, 1, json!([{ "text": "x" }]));
    client.close(URI);
    client.notify("textDocument/didSave", document());
    assert_eq!(client.text(URI), Value::Null);
    client.open(URI, "one");
    client.open(URI, "two");
    for (version, text) in [(5, "a"), (5, "b"), (-3, "c")] {
        client.change(URI, version, json!([{ "range": range(0, 0, 0, 0), "text": text }]));
    }
    assert_eq!(client.text(URI), "cbatwo");
    client.assert_alive();
}

#[test]
fn f43_ranges_that_cannot_be_are_clamped() {
    let (mut client, _) = everything();
    let far = u32::MAX;
    for (wrong, wanted) in [
        (range(0, 1, 0, 99), "a!\r\nc\n"),
        (range(far, 0, far, far), "a😀b\r\nc\n!"),
        (range(1, 1, 1, 0), "a😀b\r\n!\n"),
        (range(0, 2, 0, 3), "a!b\r\nc\n"),
        (range(0, 4, 0, 5), "a😀b!\r\nc\n"),
        (range(9, 9, 0, 0), "!"),
    ] {
        client.open(URI, "a😀b\r\nc\n");
        client.change(URI, 2, json!([{ "range": wrong, "text": "!" }]));
        assert_eq!(client.text(URI), wanted, "{wrong}");
    }
    client.assert_alive();
}

#[test]
fn f44_changes_of_one_notification_follow_one_another() {
    let (mut client, _) = everything();
    client.open(URI, "");
    let changes = json!([
        { "range": range(0, 0, 0, 0), "text": "lost" }, { "text": "# A\n" }, { "range": range(0, 2, 0, 3), "text": "B" },
        { "range": range(1, 0, 1, 0), "text": "c" },
    ]);
    client.change(URI, 2, changes);
    assert_eq!(client.text(URI), "# B\nc");
    client.assert_alive();
}

#[test]
fn f46_documents_that_are_too_much_are_answered() {
    let (mut client, offered) = everything();
    for text in ["x".repeat(5 << 20), "\n".repeat(1 << 20), PLAN.repeat(20)] {
        client.open(URI, &text);
        for (method, params) in at_position(&offered, URI, &position(2, 4)) {
            // Where no name is, none can be changed.
            let id = client.ask(method, params);
            let answer = client.answer(&json!(id));
            assert!(answer.get("result").is_some() || answer["error"]["code"] == -32803, "{method}: {answer}");
        }
        client.attend();
        client.close(URI);
        client.assert_alive();
    }
}

#[test]
fn f47_control_characters_are_text() {
    let (mut client, offered) = everything();
    let text = PLAN.replace("Pier", "P\u{0}i\u{1b}e\u{7f}r\u{feff}").replace("Crane", "\u{202e}Crane\u{fffe}");
    client.open(URI, &text);
    let texts = Texts::new([(URI, text.as_str())], utf16);
    let mut asked = of_document(&offered, URI);
    asked.extend(in_range(&offered, URI, &range(0, 0, 99, 0)));
    for (method, params) in asked {
        let result = client.request(method, params);
        assert_eq!(texts.faults(method, URI, &result), Vec::<String>::new());
    }
    assert_eq!(client.text(URI), text);
    client.assert_alive();
}

#[test]
fn f48_a_last_line_without_an_end_is_a_line() {
    let (mut client, _) = everything();
    for text in [
        "## Sprint 1: A\n\n- [ ] a\n\n## Sprint 2: B",
        "## Sprint 1: A\n\n- [ ] a\n\nSprint 2: B\n-----------",
        "## Sprint 1: B\n\n- [ ] a\n\n| a |\n|---|\n| b |",
        "## Sprint 1: B\n\n- [ ] a\n\n```\nx",
    ] {
        client.open(URI, text);
        let without = client.request("textDocument/documentSymbol", document());
        client.change(URI, 2, json!([{ "text": format!("{text}\n") }]));
        let with = client.request("textDocument/documentSymbol", document());
        let names = |it: &Value| it.as_array().unwrap().iter().map(|it| it["name"].clone()).collect::<Vec<_>>();
        assert_eq!(names(&without), names(&with), "{text:?}");
        assert!(!names(&with).is_empty(), "{text:?}");
    }
    client.assert_alive();
}

#[test]
fn f54_both_spellings_of_a_windows_drive_are_answered() {
    let (mut client, _) = everything();
    for uri in ["file:///c%3A/x/plan.md", "file:///C:/y/plan.md", "file://server/share/plan.md"] {
        client.open(uri, PLAN);
        let symbols = client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
        assert!(symbols[0]["name"].is_string(), "{uri}");
        client.close(uri);
    }
    client.assert_alive();
}

#[test]
fn f55_nothing_outside_the_folders_is_read_or_told() {
    let outside = Folder::new();
    outside.write("secret.md", PLAN);
    let folder = Folder::new();
    let name = outside.path.file_name().unwrap().to_str().unwrap();
    let there = format!("../{name}/secret.md");
    let gone = format!("../{name}/gone.md");
    let text =
        format!("# Plan\n\n## Phase 9: X\n\nSee [a]({there}) and [b]({gone}), [c](/etc/passwd), [d](/etc/gone).\n");
    folder.write("plan.md", &text);
    let mut client = Client::in_folder(&folder.uri(""), json!({}));
    let uri = folder.uri("plan.md");
    client.open(&uri, &text);
    client.wait_for_scan(&uri);
    for uri in [
        outside.uri("secret.md"),
        format!("{}/../{name}/secret.md", folder.uri("")),
        format!("{}/%2e%2e/{name}/secret.md", folder.uri("")),
    ] {
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 1 }] }));
        assert_eq!(client.text(&uri), Value::Null, "{uri}");
        let id = client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
        assert!(client.answer(&json!(id))["result"].as_array().is_none_or(Vec::is_empty), "{uri}");
    }
    // What is there and what is not are told alike.
    let told: Vec<Value> = client
        .trace()
        .into_iter()
        .filter(|it| it.1["params"]["uri"] == uri && it.0 == "server")
        .map(|it| it.1)
        .collect();
    let said = json!(told).to_string();
    assert_eq!(said.contains("secret.md"), said.contains("gone.md"), "{said}");
    assert_eq!(said.contains("/etc/passwd"), said.contains("/etc/gone"), "{said}");
    client.assert_alive();
}

#[test]
fn f58_news_of_an_open_file_change_nothing() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    folder.write("other.md", OTHER);
    let mut client = Client::in_folder(&folder.uri(""), json!({}));
    client.wait_for_scan(&folder.uri("other.md"));
    client.open(&folder.uri("plan.md"), "# Mine\n");
    for (name, kind) in [("plan.md", 3), ("plan.md", 1), ("other.md", 3)] {
        let _ = std::fs::remove_file(folder.path.join(name));
        client.notify(
            "workspace/didChangeWatchedFiles",
            json!({ "changes": [{ "uri": folder.uri(name), "type": kind }] }),
        );
    }
    let until = std::time::Instant::now() + PATIENCE;
    while !client.text(&folder.uri("other.md")).is_null() {
        assert!(std::time::Instant::now() < until);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(client.text(&folder.uri("plan.md")), "# Mine\n");
    client.assert_alive();
}

#[test]
fn f61_settings_of_every_shape_are_borne() {
    for (_, capabilities) in clients::chosen() {
        let mut client = Client::start();
        client.initialize(json!({ "capabilities": capabilities, "initializationOptions": [7, "x"] }));
        for settings in [
            json!(null),
            json!(7),
            json!([]),
            json!("x"),
            json!({ "milepost": null }),
            json!({ "milepost": [] }),
            json!({ "milepost": { "codeLens": 7, "inlayHints": { "enable": "yes" }, "unknown": { "deep": [] } } }),
            json!({ "milepost": { "x": "y".repeat(1 << 20) } }),
        ] {
            client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
        }
        client.assert_alive();
    }
}

#[test]
fn f62_hostile_patterns_in_the_configuration_are_borne() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let globs = ["{".repeat(5_000), "**/".repeat(5_000), "[".repeat(5_000), "{a,b}".repeat(2_000)];
    for glob in globs {
        folder.write("milepost.toml", format!("exclude = [\"{glob}\"]\n"));
        let mut client = Client::in_folder(&folder.uri(""), json!({}));
        client.open(&folder.uri("plan.md"), PLAN);
        client.assert_alive();
        assert_eq!(client.finish(), 0);
    }
}

#[test]
fn f63_circles_come_to_an_end() {
    let (mut client, offered) = everything();
    let mut text = String::from("# Plan\n\n## Sprint 0: A\n\nDepends on: Sprint 0\n\n");
    for it in 1..100 {
        text += &format!("## Sprint {it}: A\n\nDepends on: Sprint {}, Sprint {}\n\n", it - 1, (it + 1) % 100);
    }
    client.open(URI, &text);
    for (method, params) in at_position(&offered, URI, &position(2, 4)) {
        let id = client.ask(method, params);
        client.answer(&json!(id));
    }
    let report = client.request("textDocument/diagnostic", document());
    assert!(report["items"].to_string().contains("circ") || report["items"].to_string().contains("cycle"));
    client.assert_alive();
}

#[test]
fn f64_names_that_cannot_be_are_refused_with_a_reason() {
    let (mut client, offered) = everything();
    client.open(URI, PLAN);
    if offered.get("renameProvider").is_none_or(|it| *it == json!(false)) {
        client.refused("textDocument/rename", json!({}));
        return client.assert_alive();
    }
    for name in ["", "a\nb", "Phase 2", &"x".repeat(1 << 20)] {
        let asked = json!({ "textDocument": { "uri": URI }, "position": position(2, 4), "newName": name });
        let id = client.ask("textDocument/rename", asked);
        let answer = client.answer(&json!(id));
        let reason = answer["error"]["message"].as_str().unwrap_or_default();
        assert!(!reason.is_empty() && reason.len() < 10_000, "{}", name.len());
    }
    client.assert_alive();
}

#[cfg(unix)]
#[test]
fn f65_a_folder_that_cannot_be_written_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let allow = |mode| std::fs::set_permissions(&folder.path, std::fs::Permissions::from_mode(mode)).unwrap();
    allow(0o555);
    let mut client = Client::in_folder(&folder.uri(""), json!({}));
    client.wait_for_scan(&folder.uri("plan.md"));
    client.assert_alive();
    assert_eq!(client.finish(), 0);
    allow(0o755);
    assert_eq!(std::fs::read_dir(&folder.path).unwrap().count(), 1, "nothing is written beside the plans");
}

/// Faults whose tests are called by what they show.
const ELSEWHERE: &[(u32, &str)] = &[
    (45, "fn line_ends_are_those_of_the_protocol"),
    (52, "fn documents_of_every_scheme_keep_their_names"),
    (53, "fn c40_documents_keep_the_names_that_the_client_gave"),
];

#[test]
fn every_fault_has_a_test() {
    let mut sources = String::new();
    for folder in ["tests", "tests/conformance"] {
        for entry in std::fs::read_dir(format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"))).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|it| it == "rs") {
                sources += &std::fs::read_to_string(&path).unwrap();
            }
        }
    }
    let mut tested = Vec::new();
    for name in sources.lines().filter_map(|line| line.strip_prefix("fn f")) {
        let words = name.split('_').map(|it| it.trim_start_matches('f'));
        let numbers: Vec<u32> = words.map_while(|it| if it == "to" { Some(0) } else { it.parse().ok() }).collect();
        match numbers[..] {
            [from, 0, to] => tested.extend(from..=to),
            _ => tested.extend(numbers),
        }
    }
    for fault in 1..=65 {
        let elsewhere = ELSEWHERE.iter().any(|it| it.0 == fault && sources.contains(&format!("{}()", it.1)));
        assert!(tested.contains(&fault) || elsewhere, "F{fault:02}");
    }
}
