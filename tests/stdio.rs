//! A working day over standard input and output: what a person does in an editor with a plan, from opening to closing.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

mod support;

use serde_json::{Value, json};
use support::client::{Client, position, range};
use support::edits::apply;
use support::folder::Folder;

const PLAN: &str = "\
# Roadmap

## Phase 1: Parser (Weeks 1-2)

- [x] T1 Read blocks
- [ ] T2 Read inlines

### Exit criteria

- Every sample is read

## Phase 2: Lints (Weeks 3-4)

**Depends on:** Phase 1

- [ ] T3 Find overlaps

### Exit criteria

- Every overlap is found
";

/// What VS Code says of itself, as far as the server listens.
fn editor() -> Value {
    json!({
        "workspace": {
            "workspaceEdit": { "documentChanges": true },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
            "workspaceFolders": true,
        },
        "textDocument": {
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "definition": { "linkSupport": true },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "completion": { "completionItem": { "documentationFormat": ["markdown"] } },
            "codeAction": {
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } },
                "isPreferredSupport": true,
            },
            "publishDiagnostics": { "relatedInformation": true, "codeDescriptionSupport": true },
        },
        "window": { "workDoneProgress": true },
    })
}

fn codes(diagnostics: &Value) -> Vec<&str> {
    diagnostics["diagnostics"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect()
}

/// The line and column right behind `needle` in `text`, which is ASCII.
fn behind(text: &str, needle: &str) -> (u32, u32) {
    let before = &text[..text.find(needle).unwrap() + needle.len()];
    (before.matches('\n').count() as u32, (before.len() - before.rfind('\n').map_or(0, |it| it + 1)) as u32)
}

#[test]
fn the_main_job() {
    let folder = Folder::new();
    folder.write("roadmap.md", PLAN);
    folder.write("notes.md", "# Notes\n\nThis week belongs to Phase 2.\n");
    let uri = folder.uri("roadmap.md");
    let mut client = Client::in_folder(&folder.uri(""), editor());
    client.open(&uri, PLAN);
    let mut text = PLAN.to_owned();

    // An edit makes two phases share a week.
    let (line, column) = behind(PLAN, "Phase 2: Lints (Weeks ");
    client.change(&uri, 2, json!([{ "range": range(line, column, line, column + 1), "text": "2" }]));
    text = text.replace("Weeks 3-4", "Weeks 2-4");
    let found = client.diagnostics_that(&uri, |it| !codes(it).is_empty());
    assert_eq!(codes(&found), ["overlapping-weeks"]);
    assert_eq!(found["version"], 2);
    let diagnostic = found["diagnostics"][0].clone();
    assert_eq!(diagnostic["source"], "milepost");
    assert_eq!(diagnostic["severity"], 2);
    assert_eq!(diagnostic["range"]["start"]["line"], line);
    assert_eq!(diagnostic["relatedInformation"][0]["location"]["uri"], uri);
    assert_eq!(diagnostic["relatedInformation"][0]["location"]["range"]["start"]["line"], 2);

    // What is Phase 1?
    let (line, column) = behind(&text, "Depends on:** Pha");
    let at = json!({ "textDocument": { "uri": uri }, "position": position(line, column) });
    let hover = client.request("textDocument/hover", at.clone());
    assert_eq!(hover["contents"]["kind"], "markdown");
    assert!(hover["contents"]["value"].as_str().unwrap().contains("Parser"), "{hover}");
    assert_eq!(hover["range"], range(line, column - 3, line, column + 4));

    // Where is it, and who speaks of it?
    let definition = client.request("textDocument/definition", at.clone());
    assert_eq!(definition[0]["targetUri"], uri);
    assert_eq!(definition[0]["targetSelectionRange"], range(2, 3, 2, 10));
    assert_eq!(definition[0]["originSelectionRange"], range(line, column - 3, line, column + 4));
    let mut about = at.clone();
    about["context"] = json!({ "includeDeclaration": false });
    let references = client.request("textDocument/references", about.clone());
    assert_eq!(references, json!([{ "uri": uri, "range": range(line, column - 3, line, column + 4) }]));
    about["context"]["includeDeclaration"] = json!(true);
    assert_eq!(client.request("textDocument/references", about).as_array().unwrap().len(), 2);

    // Another dependency is typed.
    let (line, column) = behind(&text, "Depends on:** Phase 1");
    client.change(&uri, 3, json!([{ "range": range(line, column, line, column), "text": ", T" }]));
    let typed = json!({ "textDocument": { "uri": uri }, "position": position(line, column + 3) });
    let completion = client.request("textDocument/completion", typed);
    let item = completion["items"].as_array().unwrap().iter().find(|it| it["label"] == "T2").expect("T2 is offered");
    assert_eq!(item["textEdit"], json!({ "range": range(line, column + 2, line, column + 3), "newText": "T2" }));
    assert!(item.get("insertTextFormat").is_none(), "no snippets");
    client.change(&uri, 4, json!([{ "range": range(line, column, line, column + 3), "text": "" }]));
    assert_eq!(client.text(&uri), text);

    // The outline, and the search over all plans.
    let symbols = client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
    let names: Vec<&str> = symbols.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Phase 1: Parser", "Phase 2: Lints"]);
    let found = client.request("workspace/symbol", json!({ "query": "lints" }));
    assert_eq!(found[0]["location"]["uri"], uri);

    // The overlap is fixed by the action that the server offers for its diagnostic.
    let context = json!({ "diagnostics": [diagnostic], "only": ["quickfix"] });
    let wanted = json!({ "textDocument": { "uri": uri }, "range": diagnostic["range"], "context": context });
    let actions = client.request("textDocument/codeAction", wanted.clone());
    let action = actions[0].clone();
    assert_eq!(action["kind"], "quickfix");
    assert_eq!(action["diagnostics"][0]["code"], "overlapping-weeks");
    assert_eq!(action["diagnostics"][0], diagnostic);
    assert_eq!(action["edit"].get("changes"), None);
    let change = &action["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": uri, "version": 4 }));
    text = apply(&text, &change["edits"]);
    assert!(text.contains("Weeks 3-5"), "{text}");
    client.change(&uri, 5, json!([{ "text": text }]));
    let gone = client.diagnostics_that(&uri, |it| codes(it).is_empty());
    assert_eq!(gone["version"], 5);

    let mut refactorings = wanted;
    refactorings["context"]["only"] = json!(["refactor"]);
    let offered = client.request("textDocument/codeAction", refactorings);
    let titles: Vec<_> = offered.as_array().into_iter().flatten().filter_map(|it| it["title"].as_str()).collect();
    assert!(titles.contains(&"Insert a phase here and renumber Phase 2 and what follows"), "{titles:?}");
    client.close(&uri);
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_client_of_few_abilities_gets_plain_answers() {
    let mut client = Client::initialized(json!({}));
    let uri = "untitled:plan";
    let text = PLAN.replace("Weeks 3-4", "Weeks 2-4");
    client.open(uri, &text);
    let found = client.diagnostics_that(uri, |it| !codes(it).is_empty());
    let diagnostic = found["diagnostics"][0].as_object().unwrap();
    assert!(!diagnostic.contains_key("relatedInformation") && !diagnostic.contains_key("codeDescription"));
    let (line, column) = behind(&text, "Depends on:** Pha");
    let at = json!({ "textDocument": { "uri": uri }, "position": position(line, column) });
    let hover = client.request("textDocument/hover", at.clone());
    assert_eq!(hover["contents"]["kind"], "plaintext");
    assert!(!hover["contents"]["value"].as_str().unwrap().contains("**"), "{hover}");
    let definition = client.request("textDocument/definition", at);
    assert_eq!(definition, json!([{ "uri": uri, "range": range(2, 3, 2, 10) }]));
    let symbols = client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
    assert!(symbols.as_array().unwrap().iter().all(|it| it.get("location").is_some()), "{symbols}");
    let actions =
        json!({ "textDocument": { "uri": uri }, "range": diagnostic["range"], "context": { "diagnostics": [] } });
    assert_eq!(client.request("textDocument/codeAction", actions), Value::Null);
    assert_eq!(client.finish(), 0);
}

#[test]
fn edits_without_versions_where_the_client_knows_none() {
    let mut client = Client::initialized(json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": {
        "codeActionKind": { "valueSet": [] } } } } }));
    let uri = "untitled:plan";
    let text = PLAN.replace("Weeks 3-4", "Weeks 2-4").replace('\n', "\r\n");
    client.open(uri, &text);
    let found = client.diagnostics_that(uri, |it| !codes(it).is_empty());
    let range = found["diagnostics"][0]["range"].clone();
    let actions = json!({ "textDocument": { "uri": uri }, "range": range, "context": { "diagnostics": [] } });
    let action = client.request("textDocument/codeAction", actions)[0].clone();
    assert_eq!(action["edit"].get("documentChanges"), None);
    let fixed = apply(&text, &action["edit"]["changes"][uri]);
    assert!(fixed.contains("Weeks 3-5"), "{fixed}");
    assert_eq!(client.finish(), 0);
}

#[test]
fn the_editor_and_the_command_line_agree() {
    let folder = Folder::new();
    folder.write("one/roadmap.md", PLAN.replace("Weeks 3-4", "Weeks 2-4"));
    folder.write(
        "one/sprints.md",
        "# Sprints\n\n## Sprint 1: A\n\n- [ ] a\n\n## Sprint 2: B 😀\n\nDepends on: Sprnt 1\n\n- [ ] b\n",
    );
    folder
        .write("two/plan.md", "# Plan\r\n\r\n## Sprint 1: é (Weeks 1-2)\r\n\r\nDepends on: Phase 9\r\n\r\n- [ ] x\r\n");
    folder.write("notes.md", "# Notes\n\nNothing here.\n");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_milepost"))
        .args(["check", "--output", "json"])
        .arg(&folder.path)
        .output()
        .unwrap();
    let checked: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut checked: Vec<String> = checked
        .as_array()
        .unwrap()
        .iter()
        .map(|it| format!("{}: {}: {}: {}", it["path"].as_str().unwrap(), it["line"], it["rule"], it["message"]))
        .collect();
    checked.sort();
    assert!(checked.len() >= 4, "{checked:?}");

    let mut client = Client::in_folder(&folder.uri(""), editor());
    let mut shown = Vec::new();
    for name in ["one/roadmap.md", "one/sprints.md", "two/plan.md"] {
        let path = folder.path.join(name);
        let diagnostics = client.diagnostics_that(&folder.uri(name), |it| !codes(it).is_empty());
        for it in diagnostics["diagnostics"].as_array().unwrap() {
            let line = it["range"]["start"]["line"].as_u64().unwrap() + 1;
            shown.push(format!("{}: {line}: {}: {}", path.display(), it["code"], it["message"]));
        }
    }
    shown.sort();
    assert_eq!(shown, checked);
    assert_eq!(client.finish(), 0);
}
