//! Documents over the wire: order, positions in three encodings, line ends, and which text counts when.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

mod support;

use serde_json::{Value, json};
use support::client::{Client, position, range};
use support::folder::Folder;

const URI: &str = "untitled:plan";

fn with_encodings(offered: &Value) -> (Client, Value) {
    let mut client = Client::start();
    let capabilities = json!({ "general": { "positionEncodings": offered } });
    let answer = client.initialize(json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
    (client, answer["capabilities"]["positionEncoding"].clone())
}

#[test]
fn a_request_behind_a_thousand_edits_sees_them_all() {
    let mut client = Client::initialized(json!({}));
    client.open(URI, "# Plan\n");
    for number in 0..1_000 {
        client.change(URI, number + 2, json!([{ "range": range(1, 0, 1, 0), "text": format!("- [ ] {number}\n") }]));
    }
    let text = client.text(URI);
    let lines: Vec<&str> = text.as_str().unwrap().lines().collect();
    assert_eq!(lines.len(), 1_001);
    let wanted: Vec<String> = (0..1_000).rev().map(|it| format!("- [ ] {it}")).collect();
    assert_eq!(lines[1..], wanted);
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_feature_sees_all_edits_before_it() {
    let mut client = Client::initialized(json!({}));
    client.open(URI, "# Roadmap\n\n## Sprint 1: Parser (Weeks 1-2)\n\n### Tasks\n- [ ] a\n");
    for number in 2..=60 {
        let text = format!("\n## Sprint {number}: Next (Week {})\n\n### Tasks\n- [ ] x\n", number + 1);
        client.change(URI, number, json!([{ "range": range(9_999, 0, 9_999, 0), "text": text }]));
    }
    let symbols = client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    let symbols = symbols.as_array().unwrap();
    let sprints = symbols.iter().filter(|it| it["name"].as_str().unwrap().starts_with("Sprint ")).count();
    assert_eq!(sprints, 60);
}

#[test]
fn the_encoding_is_negotiated() {
    for (offered, chosen) in [
        (json!(["utf-16", "utf-8"]), "utf-8"),
        (json!(["utf-8"]), "utf-8"),
        (json!(["utf-16"]), "utf-16"),
        (json!(["utf-32"]), "utf-32"),
        (json!(["utf-7"]), "utf-16"),
        (json!([]), "utf-16"),
        (Value::Null, "utf-16"),
    ] {
        let (client, answer) = with_encodings(&offered);
        assert_eq!(answer, chosen, "{offered}");
        assert_eq!(client.finish(), 0);
    }
}

#[test]
fn edits_count_columns_as_agreed() {
    // The widths of `a😀é日` in each encoding.
    for (encoding, widths) in [("utf-8", [1, 4, 2, 3]), ("utf-16", [1, 2, 1, 1]), ("utf-32", [1, 1, 1, 1])] {
        let (mut client, _) = with_encodings(&json!([encoding]));
        client.open(URI, "a😀é日\nz");
        let mut column: u32 = widths.iter().sum();
        for (width, version) in widths.iter().rev().zip(2..) {
            client.change(URI, version, json!([{ "range": range(0, column, 0, column), "text": "|" }]));
            column -= width;
        }
        assert_eq!(client.text(URI), "a|😀|é|日|\nz", "{encoding}");
        // Inside a character: its start. Behind the line: its end.
        client.change(URI, 9, json!([{ "range": range(1, 77, 1, 99), "text": "!" }]));
        assert_eq!(client.text(URI), "a|😀|é|日|\nz!", "{encoding}");
    }
}

#[test]
fn answers_count_columns_as_agreed() {
    // `Sprint 1` is named behind characters of every width.
    let text = "# Roadmap\n\n## Sprint 1: Parser\n\n- [ ] a\n\n## Sprint 2: Lints\n\nDepends on: 😀é日 Sprint 1\n";
    for (encoding, start) in [("utf-8", 12 + 9 + 1), ("utf-16", 12 + 4 + 1), ("utf-32", 12 + 3 + 1)] {
        let (mut client, _) = with_encodings(&json!([encoding]));
        client.open(URI, text);
        let at = json!({ "textDocument": { "uri": URI }, "position": position(8, start + 2) });
        let hover = client.request("textDocument/hover", at.clone());
        assert_eq!(hover["range"], range(8, start, 8, start + 8), "{encoding}: {hover}");
        let definition = client.request("textDocument/definition", at);
        assert_eq!(definition, json!([{ "uri": URI, "range": range(2, 3, 2, 11) }]), "{encoding}");
    }
}

#[test]
fn line_ends_are_those_of_the_protocol() {
    let mut client = Client::initialized(json!({}));
    client.open(URI, "a\r\nb\rc\nd\u{2028}e\u{b}f\u{c}g\u{85}h");
    for (line, version) in (0..4).zip(2..) {
        client.change(URI, version, json!([{ "range": range(line, 99, line, 99), "text": "|" }]));
    }
    assert_eq!(client.text(URI), "a|\r\nb|\rc|\nd\u{2028}e\u{b}f\u{c}g\u{85}h|");
    // A line end is one; an edit of all of it removes both its characters.
    client.change(URI, 9, json!([{ "range": range(0, 2, 1, 0), "text": "" }]));
    assert_eq!(client.text(URI), "a|b|\rc|\nd\u{2028}e\u{b}f\u{c}g\u{85}h|");
}

#[test]
fn changes_of_one_notification_follow_one_another() {
    let mut client = Client::initialized(json!({}));
    client.open(URI, "one\ntwo\n");
    let changes = json!([
        { "range": range(0, 0, 0, 3), "text": "1\n1" },
        { "range": range(1, 1, 1, 1), "text": "!" },
        { "text": "whole\n" },
        { "range": range(0, 5, 0, 0), "text": "inverted" },
        { "range": range(4_294_967_295u32, 4_294_967_295, 4_294_967_295, 4_294_967_295), "text": "end" },
    ]);
    client.change(URI, 2, changes);
    assert_eq!(client.text(URI), "inverted\nend");
}

#[test]
fn half_a_surrogate_pair_spoils_no_edit() {
    let mut client = Client::initialized(json!({}));
    client.open(URI, "ab");
    client.send_body(
        br#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"untitled:plan","version":2},
            "contentChanges":[{"range":{"start":{"line":0,"character":1},"end":{"line":0,"character":1}},"text":"\ud83d"}]}}"#,
    );
    assert_eq!(client.text(URI), "a\u{fffd}b");
}

#[test]
fn versions_and_repeated_openings() {
    let mut client = Client::initialized(json!({}));
    // Of what was never opened, nothing is known.
    client.change(URI, 2, json!([{ "text": "x" }]));
    client.close(URI);
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(client.text(URI), Value::Null);
    client.open(URI, "first");
    client.open(URI, "second");
    assert_eq!(client.text(URI), "second");
    // Versions may repeat or fall; the order of arrival counts.
    for (version, text) in [(7, "a"), (7, "b"), (3, "c")] {
        client.change(URI, version, json!([{ "range": range(0, 99, 0, 99), "text": text }]));
    }
    assert_eq!(client.text(URI), "secondabc");
    client.close(URI);
    assert_eq!(client.text(URI), Value::Null);
    client.assert_alive();
}

#[test]
fn documents_of_every_scheme_keep_their_names() {
    let folder = Folder::new();
    let mut client = Client::in_folder(&folder.uri(""), json!({}));
    for uri in [
        "untitled:Untitled-1".to_owned(),
        "git:/a/b.md?%7B%22ref%22%3A%22~%22%7D".to_owned(),
        "vscode-notebook-cell:/a.ipynb#W0".to_owned(),
        "zipfile:///a.zip::b.md".to_owned(),
        "inmemory://model/1".to_owned(),
        "file:///a/[plan]%20v2|x y é.md".to_owned(),
        "file:///a%zz.md".to_owned(),
        "FILE://localhost/a.md".to_owned(),
        "file://server/share/a.md".to_owned(),
        format!("{}/%2e%2e/{}/b.md", folder.uri(""), folder.path.file_name().unwrap().to_str().unwrap()),
    ] {
        client.open(&uri, PLAN);
        let diagnostics = client.diagnostics_that(&uri, |it| it["version"] == 1);
        assert_eq!(codes(&diagnostics), ["missing-acceptance-criteria"], "{uri}");
        client.close(&uri);
        let cleared = client.diagnostics_that(&uri, |it| it["diagnostics"] == json!([]));
        assert_eq!(cleared["version"], Value::Null);
    }
    client.assert_alive();
}

/// A plan with one finding.
const PLAN: &str = "# Sprint plan\n\n## Sprint 1: Parser (Weeks 1-2)\n\n### Tasks\n- [ ] Read\n- [ ] Write\n";
/// A plan with none.
const SOUND: &str =
    "# Sprint plan\n\n## Sprint 1: Parser (Weeks 1-2)\n\n- [ ] Read\n\n### Acceptance criteria\n- It reads\n";

fn codes(diagnostics: &Value) -> Vec<&str> {
    diagnostics["diagnostics"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect()
}

fn has_findings(diagnostics: &Value) -> bool {
    !codes(diagnostics).is_empty()
}

fn is_clear(diagnostics: &Value) -> bool {
    codes(diagnostics).is_empty()
}

#[test]
fn closed_files_are_checked_and_the_editors_text_wins() {
    let folder = Folder::new();
    folder.write("docs/plan.md", PLAN);
    let mut client = Client::in_folder(&folder.uri(""), json!({}));
    let uri = folder.uri("docs/plan.md");
    let closed = client.diagnostics_that(&uri, has_findings);
    assert_eq!(closed["version"], Value::Null);
    // Requests on closed files are answered from disk.
    let symbols = client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(symbols[0]["name"].as_str().unwrap().get(..8), Some("Sprint 1"));
    client.open(&uri, SOUND);
    assert_eq!(client.diagnostics_that(&uri, is_clear)["version"], 1);
    // What happens on disk is of no interest until the editor lets go.
    folder.write("docs/plan.md", PLAN.replace("Sprint 1", "Sprint 7"));
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 2 }] }));
    std::thread::sleep(std::time::Duration::from_millis(600));
    assert_eq!(client.text(&uri), SOUND);
    client.close(&uri);
    let closed = client.diagnostics_that(&uri, has_findings);
    assert!(closed["diagnostics"][0]["message"].as_str().unwrap().contains("Sprint 7"), "{closed}");
    assert_eq!(client.finish(), 0);
}

#[test]
fn watched_files_come_change_and_go() {
    let folder = Folder::new();
    folder.write(".gitignore", "ignored/\n");
    let watching = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut client = Client::in_folder(&folder.uri(""), watching);
    let registration = client.server_request("client/registerCapability");
    assert_eq!(registration["params"]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    client.reply(&registration, Value::Null);
    let uri = folder.uri("plan.md");
    let tell = |client: &mut Client, uri: &str, kind: u32| {
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": kind }] }));
    };
    folder.write("plan.md", PLAN);
    tell(&mut client, &uri, 1);
    client.diagnostics_that(&uri, has_findings);
    folder.write("plan.md", SOUND);
    tell(&mut client, &uri, 2);
    client.diagnostics_that(&uri, is_clear);
    folder.write("plan.md", PLAN);
    tell(&mut client, &uri, 2);
    client.diagnostics_that(&uri, has_findings);
    std::fs::remove_file(folder.path.join("plan.md")).unwrap();
    tell(&mut client, &uri, 3);
    client.diagnostics_that(&uri, is_clear);
    // Of a folder that went, only the folder is told; what is ignored by a scan is ignored here.
    folder.write("deep/down/plan.md", PLAN);
    folder.write("ignored/plan.md", PLAN);
    tell(&mut client, &folder.uri("ignored/plan.md"), 1);
    tell(&mut client, &folder.uri("deep/down/plan.md"), 1);
    client.diagnostics_that(&folder.uri("deep/down/plan.md"), has_findings);
    std::fs::remove_dir_all(folder.path.join("deep")).unwrap();
    tell(&mut client, &folder.uri("deep"), 3);
    client.diagnostics_that(&folder.uri("deep/down/plan.md"), is_clear);
    assert_eq!(client.text(&folder.uri("ignored/plan.md")), Value::Null);
    assert_eq!(client.finish(), 0);
}

#[test]
fn f59_a_storm_of_news_is_gathered() {
    let folder = Folder::new();
    let uri = folder.uri("plan.md");
    let mut client = Client::in_folder(&folder.uri(""), json!({}));
    folder.write("plan.md", PLAN);
    for round in 0..50 {
        let of = |it: u32| json!({ "uri": folder.uri(&format!("no/{round}/{it}.md")), "type": 1 });
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": (0..1_000).map(of).collect::<Vec<_>>() }));
    }
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 1 }] }));
    client.assert_alive();
    client.diagnostics_that(&uri, has_findings);
}

#[test]
fn f60_folders_come_and_go() {
    let (one, other) = (Folder::new(), Folder::new());
    one.write("plan.md", PLAN);
    other.write("plan.md", PLAN);
    let mut client = Client::in_folder(&one.uri(""), json!({}));
    client.diagnostics_that(&one.uri("plan.md"), has_findings);
    let change = |client: &mut Client, added: &[&Folder], removed: &[&Folder]| {
        let list = |it: &[&Folder]| it.iter().map(|it| json!({ "uri": it.uri(""), "name": "x" })).collect::<Vec<_>>();
        let event = json!({ "added": list(added), "removed": list(removed) });
        client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    };
    change(&mut client, &[&other], &[]);
    client.diagnostics_that(&other.uri("plan.md"), has_findings);
    change(&mut client, &[], &[&one]);
    client.diagnostics_that(&one.uri("plan.md"), is_clear);
    assert_ne!(client.text(&other.uri("plan.md")), Value::Null);
    assert_eq!(client.finish(), 0);
}

#[test]
fn f60_a_whole_disk_is_not_searched() {
    let mut client = Client::in_folder("file:///", json!({}));
    client.assert_alive();
    let mut none = Client::initialized(json!({}));
    none.assert_alive();
}

#[cfg(unix)]
#[test]
fn f56_f57_strange_files_are_passed() {
    use std::os::unix::fs::symlink;
    let (folder, outside) = (Folder::new(), Folder::new());
    let secret = outside.write("secret.md", PLAN);
    symlink(&secret, folder.path.join("link.md")).unwrap();
    symlink(&outside.path, folder.path.join("out")).unwrap();
    symlink(&folder.path, folder.path.join("loop")).unwrap();
    symlink("/dev/zero", folder.path.join("zero.md")).unwrap();
    symlink("nowhere", folder.path.join("dangling.md")).unwrap();
    folder.write("folder.md/inner.md", PLAN);
    assert!(std::process::Command::new("mkfifo").arg(folder.path.join("pipe.md")).status().unwrap().success());
    folder.write("binary.md", [PLAN.as_bytes(), b"\0"].concat());
    let utf16: Vec<u8> = PLAN.encode_utf16().flat_map(u16::to_le_bytes).collect();
    folder.write("utf16.md", [b"\xff\xfe".as_slice(), &utf16].concat());
    folder.write("bom.md", format!("\u{feff}{PLAN}"));
    folder.write("latin1.md", [PLAN.as_bytes(), b"\nCaf\xe9\n"].concat());
    folder.write("huge.md", PLAN.to_owned() + &"x\n".repeat(2 << 20));
    folder.write("node_modules/plan.md", PLAN);
    folder.write(".kiro/specs/plan.md", PLAN);
    folder.write("last.md", PLAN);
    let mut client = Client::in_folder(&folder.uri(""), json!({}));
    for name in ["folder.md/inner.md", "bom.md", "latin1.md", "last.md"] {
        client.diagnostics_that(&folder.uri(name), has_findings);
    }
    let news: Vec<Value> = ["link.md", "pipe.md", "out/secret.md", "../x.md", "zero.md"]
        .map(|it| json!({ "uri": folder.uri(it), "type": 1 }))
        .into();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": news }));
    std::thread::sleep(std::time::Duration::from_millis(600));
    for name in
        ["link.md", "pipe.md", "out/secret.md", "zero.md", "binary.md", "utf16.md", "huge.md", "node_modules/plan.md"]
    {
        assert_eq!(client.text(&folder.uri(name)), Value::Null, "{name}");
    }
    assert_eq!(client.text(&folder.uri("bom.md")), PLAN);
    assert_eq!(client.text(&folder.uri(".kiro/specs/plan.md")), PLAN, "hidden folders hold plans");
    let others = client.others();
    let strange = others.iter().find(|it| it["params"]["uri"].as_str().is_some_and(|it| it.contains("secret")));
    assert_eq!(strange, None);
    assert_eq!(client.finish(), 0);
}

#[test]
fn progress_is_shown_to_those_who_can() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let mut client = Client::in_folder(&folder.uri(""), json!({ "window": { "workDoneProgress": true } }));
    let create = client.server_request("window/workDoneProgress/create");
    client.reply(&create, Value::Null);
    let token = create["params"]["token"].clone();
    let begin = client.notification("$/progress");
    assert_eq!((&begin["token"], begin["value"]["kind"].as_str()), (&token, Some("begin")));
    loop {
        let next = client.notification("$/progress");
        assert_eq!(next["token"], token);
        if next["value"]["kind"] == "end" {
            break;
        }
    }
    client.diagnostics_that(&folder.uri("plan.md"), has_findings);
    assert_eq!(client.finish(), 0);

    let mut silent = Client::in_folder(&folder.uri(""), json!({ "window": { "workDoneProgress": true } }));
    silent.server_request("window/workDoneProgress/create");
    silent.diagnostics_that(&folder.uri("plan.md"), has_findings);
    assert_eq!(silent.finish(), 0);

    let mut plain = Client::in_folder(&folder.uri(""), json!({}));
    plain.diagnostics_that(&folder.uri("plan.md"), has_findings);
    let asked = plain.others().into_iter().filter(|it| it["method"] != "textDocument/publishDiagnostics").count();
    assert_eq!(asked, 0, "a client without capabilities is asked nothing");
}

#[test]
fn a_document_that_is_no_plan_gets_nothing() {
    let mut client = Client::initialized(json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": {
        "codeActionKind": { "valueSet": ["quickfix"] } } } } }));
    client.open(URI, "# Bread\n\nFlour, water, salt. Wait a day.\n\n- [ ] buy flour\n");
    let at = json!({ "textDocument": { "uri": URI }, "position": position(2, 3) });
    assert_eq!(client.request("textDocument/hover", at.clone()), Value::Null);
    assert_eq!(client.request("textDocument/definition", at.clone()), Value::Null);
    assert_eq!(client.request("textDocument/completion", at), Value::Null);
    let actions =
        json!({ "textDocument": { "uri": URI }, "range": range(0, 0, 4, 0), "context": { "diagnostics": [] } });
    assert_eq!(client.request("textDocument/codeAction", actions), Value::Null);
    assert!(client.others().is_empty());
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_change_in_one_document_is_felt_in_those_that_wait_for_it() {
    let folder = Folder::new();
    let hull =
        |status: &str| format!("# Hull plan\n\n## Sprint 1: Planks\n\nStatus: {status}\n\nAcceptance: floats.\n");
    folder.write("hull.md", hull("Done"));
    let sails = "# Sails plan\n\n## Epic 2: Cloth\n\nStatus: Done\nDepends on: Sprint 1\n\nAcceptance: sewn.\n";
    folder.write("sails.md", sails);
    let mut client = Client::in_folder(&folder.uri(""), json!({}));
    let (hull_uri, sails_uri) = (folder.uri("hull.md"), folder.uri("sails.md"));
    client.open(&sails_uri, sails);
    client.open(&hull_uri, &hull("In progress"));
    let told = client.diagnostics_that(&sails_uri, has_findings);
    assert_eq!(codes(&told), ["done-before-dependency"]);
    client.change(&hull_uri, 2, json!([{ "text": hull("Done") }]));
    client.diagnostics_that(&sails_uri, is_clear);
    client.change(&hull_uri, 3, json!([{ "text": hull("Blocked") }]));
    let told = client.diagnostics_that(&sails_uri, has_findings);
    assert!(told["diagnostics"][0]["message"].as_str().unwrap().ends_with("Sprint 1, on which it depends, is blocked"));
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_link_to_a_file_is_looked_at_again_when_the_disk_changed() {
    let folder = Folder::new();
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    let uri = folder.uri("plan.md");
    let plan = "# Hull plan\n\n## Sprint 1: Planks\n\nSee the [notes](notes/hull.pdf).\n\nAcceptance: it floats.\n";
    folder.write("plan.md", plan);
    let mut client = Client::in_folder(&folder.uri(""), json!({}));
    client.open(&uri, plan);
    let broken = client.diagnostics_that(&uri, has_findings);
    assert_eq!(codes(&broken), ["broken-link"]);
    folder.write("notes/hull.pdf", "%PDF");
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    client.diagnostics_that(&uri, is_clear);
    std::fs::remove_dir_all(folder.path.join("notes")).unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": folder.uri("notes"), "type": 3 }] }));
    client.diagnostics_that(&uri, has_findings);
    assert_eq!(client.finish(), 0);
}

#[test]
fn requirements_and_the_tasks_beside_them_are_read_together() {
    let folder = Folder::new();
    let requirements = "# Requirements\n\n## Requirement 1: Floating\n\n### Acceptance criteria\n\n\
                        1. WHEN it is loaded THEN it floats\n\n## Requirement 2: Sailing\n\n\
                        ### Acceptance criteria\n\n1. WHEN wind blows THEN it moves\n";
    let tasks = "# Implementation plan\n\n- [ ] 1. Hull\n  - _Requirements: 1.1, 1.2_\n- [ ] 2. Mast\n- [ ] 3. Sail\n";
    folder.write(".kiro/specs/boat/requirements.md", requirements);
    folder.write(".kiro/specs/boat/tasks.md", tasks);
    let mut client = Client::in_folder(&folder.uri(""), json!({}));
    let (stated, named) = (folder.uri(".kiro/specs/boat/requirements.md"), folder.uri(".kiro/specs/boat/tasks.md"));
    assert_eq!(codes(&client.diagnostics_that(&stated, has_findings)), ["uncovered-requirement"]);
    client.open(&named, tasks);
    assert_eq!(codes(&client.diagnostics_that(&named, has_findings)), ["unknown-requirement"]);
    // The task names the other requirement, too: that is felt where it is stated.
    client.change(&named, 2, json!([{ "range": range(3, 24, 3, 27), "text": "2.1" }]));
    client.diagnostics_that(&named, is_clear);
    client.diagnostics_that(&stated, is_clear);
    assert_eq!(client.finish(), 0);
}

#[test]
fn only_the_best_is_answered_to_an_editor_that_carries_out_all_that_it_is_answered() {
    let literal = json!({ "codeActionKind": { "valueSet": ["quickfix", "refactor", "source"] } });
    let capabilities = json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": literal } } });
    let mut client = Client::initialized(capabilities);
    let uri = "untitled:plan";
    client.open(
        uri,
        "## Sprint 1\n\nAcceptance: a\n\n## Sprint 2\n\nAcceptance: b\n\n## Sprint 3\n\n**Depends on:** Sprint 22\n",
    );
    let findings = client.diagnostics_that(uri, |it| it["diagnostics"].as_array().is_some_and(|it| it.len() == 2));
    let broken = findings["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["code"] == "broken-dependency")
        .unwrap()
        .clone();
    let mut ask = |range: Value, context: Value| {
        let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
        let actions = client.request("textDocument/codeAction", params);
        let titles = actions.as_array().into_iter().flatten().map(|it| it["title"].as_str().unwrap().to_owned());
        titles.collect::<Vec<_>>()
    };
    let everything = range(0, 0, 11, 0);
    // Kate's "Quick Fix".
    assert_eq!(ask(everything.clone(), json!({ "diagnostics": [broken] })), ["Replace with Sprint 2"]);
    // Its menu asks from a place, and others say what they want, or how it came to it.
    for (range, context) in [
        (range(10, 16, 10, 16), json!({ "diagnostics": [broken] })),
        (everything.clone(), json!({ "diagnostics": [] })),
        (everything.clone(), json!({ "diagnostics": [broken], "triggerKind": 1 })),
        (everything, json!({ "diagnostics": [broken], "only": ["quickfix"] })),
    ] {
        assert!(ask(range, context.clone()).len() > 2, "{context}");
    }
    assert_eq!(client.finish(), 0);
}

#[test]
fn all_is_mended_at_once_for_an_editor_that_asks_for_it() {
    let literal = json!({ "codeActionKind": { "valueSet": ["quickfix", "source.fixAll"] } });
    let capabilities = json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": literal } } });
    let mut client = Client::initialized(capabilities);
    let uri = "untitled:plan";
    let text = "# Hull plan\r\n\r\n##Sprint 1: Planks\r\n\r\nAcceptance: it floats.\r\n\r\n## Sprint 2: Mast\r\n\r\n\
                Acceptance: it stands.\r\n\r\n##Sprint 3: Sails\r\n\r\nAcceptance: they fill.\r\n";
    client.open(uri, text);
    let mut ask = |only: Value| {
        let context = json!({ "diagnostics": [], "only": only });
        let params = json!({ "textDocument": { "uri": uri }, "range": range(0, 0, 0, 0), "context": context });
        client.request("textDocument/codeAction", params)
    };
    for kind in ["source", "source.fixAll", "source.fixAll.milepost"] {
        let actions = ask(json!([kind]));
        assert_eq!(actions[0]["kind"], "source.fixAll.milepost", "{kind}");
        let edits = &actions[0]["edit"]["changes"][uri];
        assert_eq!(edits[0], json!({ "range": range(2, 0, 3, 0), "newText": "## Sprint 1: Planks\r\n" }));
        assert_eq!(edits[1], json!({ "range": range(10, 0, 11, 0), "newText": "## Sprint 3: Sails\r\n" }));
        assert_eq!(edits.as_array().unwrap().len(), 2);
    }
    assert_eq!(ask(json!(["source.fixAll.eslint"])), Value::Null);
    assert_eq!(ask(json!(["source.organizeImports"])), Value::Null);
    client.close(uri);
    assert_eq!(client.finish(), 0);
}
