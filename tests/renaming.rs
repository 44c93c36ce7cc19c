//! Renaming over the wire: names, several places at once, and files, as each client can use them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

mod support;

use serde_json::{Value, json};
use support::client::{Client, position, range};
use support::edits::apply;
use support::folder::Folder;

const URI: &str = "untitled:plan";

const PLAN: &str = "# Harbour\n\n## Phase 1: Pier\n\n- [x] T001 Drive the piles\n\n\
    ## Phase 2: Crane\n\n**Depends on:** 😀 Phase 1\n\n- [ ] T003 Lift\n";

fn everything() -> Value {
    json!({
        "textDocument": {
            "rename": { "prepareSupport": true, "prepareSupportDefaultBehavior": 1, "honorsChangeAnnotations": true },
            "linkedEditingRange": {},
        },
        "workspace": {
            "workspaceEdit": { "documentChanges": true, "changeAnnotationSupport": { "groupsOnLabel": true } },
            "fileOperations": { "willRename": true },
        },
    })
}

fn with(capabilities: &Value) -> (Client, Value) {
    let mut client = Client::start();
    let answer = client.initialize(json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
    client.open(URI, PLAN);
    (client, answer["capabilities"].clone())
}

fn at(line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": URI }, "position": position(line, character) })
}

fn named(line: u32, character: u32, name: &str) -> Value {
    let mut params = at(line, character);
    params["newName"] = json!(name);
    params
}

#[test]
fn only_what_the_client_can_use_is_offered() {
    let (client, offered) = with(&json!({}));
    assert_eq!(offered["renameProvider"], true, "Kate renames, but does not say that it can");
    assert_eq!(offered["linkedEditingRangeProvider"], Value::Null);
    assert_eq!(offered["workspace"]["fileOperations"], Value::Null);
    assert_eq!(client.finish(), 0);
    let (client, offered) = with(&everything());
    assert_eq!(offered["renameProvider"], json!({ "prepareProvider": true }));
    assert_eq!(offered["linkedEditingRangeProvider"], true);
    let filters = &offered["workspace"]["fileOperations"]["willRename"]["filters"];
    assert_eq!(filters[0]["pattern"]["glob"], "**/*.{md,markdown}");
    assert_eq!(filters[1]["pattern"]["matches"], "folder");
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_rename_is_prepared_and_made() {
    let (mut client, _) = with(&everything());
    let prepared = client.request("textDocument/prepareRename", at(8, 22));
    assert_eq!(prepared, json!({ "range": range(8, 25, 8, 26), "placeholder": "1" }));
    assert_eq!(client.request("textDocument/prepareRename", at(0, 3)), Value::Null);
    let edit = client.request("textDocument/rename", named(8, 22, "Phase 4"));
    let change = &edit["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": URI, "version": 1 }));
    assert_eq!(edit["changeAnnotations"], Value::Null);
    assert_eq!(
        change["edits"],
        json!([
            { "range": range(2, 9, 2, 10), "newText": "4" },
            { "range": range(8, 25, 8, 26), "newText": "4" },
        ])
    );
    assert_eq!(apply(PLAN, &change["edits"]), PLAN.replace("Phase 1", "Phase 4"));
    assert_eq!(client.finish(), 0);
    let (mut client, _) = with(&json!({ "textDocument": { "rename": {} } }));
    let edit = client.request("textDocument/rename", named(4, 7, "T009"));
    assert_eq!(edit, json!({ "changes": { URI: [{ "range": range(4, 6, 4, 10), "newText": "T009" }] } }));
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_refusal_says_why() {
    let (mut client, _) = with(&everything());
    let mut refused = |line, character, name: &str| {
        let id = client.ask("textDocument/rename", named(line, character, name));
        let error = client.answer(&json!(id))["error"].clone();
        assert_eq!(error["code"], -32803, "{error}");
        error["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(refused(2, 9, "2"), "`Phase 2` is taken: this plan defines it in line 7.");
    assert_eq!(refused(4, 7, "T003"), "`T003` is taken: this plan defines it in line 11.");
    assert_eq!(refused(2, 9, "3\n4"), "The new name of `1` has to be one short line.");
    assert_eq!(refused(2, 9, &"9".repeat(1 << 20)), "The new name of `1` has to be one short line.");
    assert_eq!(refused(0, 3, "4"), "Put the cursor on a unit's label or on a task's id to rename it.");
    assert_eq!(client.finish(), 0);
}

#[test]
fn edits_in_other_files_ask_for_consent() {
    let folder = Folder::new();
    folder.write("b.md", "# B\n\n## Sprint 1: Go\n\nDepends on: Phase 2, Phase 9\n\n- [ ] X\n");
    let mut client = Client::in_folder(&folder.uri(""), everything());
    let (a, b) = (folder.uri("a.md"), folder.uri("b.md"));
    client.open(&a, PLAN);
    // The folder has been read when it is known what is wrong in it.
    client.diagnostics_that(&b, |it| it["diagnostics"] != json!([]));
    let params = json!({ "textDocument": { "uri": a }, "position": position(6, 9), "newName": "5" });
    let edit = client.request("textDocument/rename", params);
    assert_eq!(edit["documentChanges"][0]["edits"], json!([{ "range": range(6, 9, 6, 10), "newText": "5" }]));
    assert_eq!(edit["documentChanges"][1]["textDocument"], json!({ "uri": b, "version": null }));
    assert_eq!(
        edit["documentChanges"][1]["edits"],
        json!([{ "range": range(4, 18, 4, 19), "newText": "5", "annotationId": "elsewhere" }])
    );
    let annotation = json!({ "label": "Names in other files", "needsConfirmation": true });
    assert_eq!(edit["changeAnnotations"], json!({ "elsewhere": annotation }));
    assert_eq!(client.finish(), 0);
}

#[test]
fn places_are_typed_together_where_nothing_is_left_behind() {
    let (mut client, _) = with(&everything());
    let linked = client.request("textDocument/linkedEditingRange", at(2, 10));
    assert_eq!(linked["ranges"], json!([range(2, 9, 2, 10), range(8, 25, 8, 26)]));
    // The word `Phase` is none, and Phase 2 is named nowhere else.
    assert_eq!(client.request("textDocument/linkedEditingRange", at(2, 5)), Value::Null);
    assert_eq!(client.request("textDocument/linkedEditingRange", at(6, 9)), Value::Null);
    assert_eq!(client.finish(), 0);
}

#[test]
fn links_follow_files() {
    let linking = "# B\n\n## Sprint 1: Go\n\n- [ ] See [a](../a.md#phase-1-pier) and [c](c.md)\n\n[a]: ../a.md\n";
    let folder = Folder::new();
    let mut client = Client::in_folder(&folder.uri(""), everything());
    client.open(&folder.uri("sub/b.md"), linking);
    let moved = |client: &mut Client, from: &str, to: &str| {
        let files = json!([{ "oldUri": folder.uri(from), "newUri": folder.uri(to) }]);
        let edit = client.request("workspace/willRenameFiles", json!({ "files": files }));
        if edit.is_null() { linking.to_owned() } else { apply(linking, &edit["documentChanges"][0]["edits"]) }
    };
    assert_eq!(moved(&mut client, "a.md", "sub/harbour plan.md"), linking.replace("../a.md", "harbour%20plan.md"));
    assert_eq!(
        moved(&mut client, "sub/b.md", "b.md"),
        linking.replace("../a.md", "a.md").replace("(c.md", "(sub/c.md")
    );
    assert_eq!(moved(&mut client, "sub", "deep/er"), linking.replace("../a.md", "../../a.md"));
    assert_eq!(moved(&mut client, "x.md", "y.md"), linking);
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_unit_is_inserted_when_it_is_chosen() {
    let mut capabilities = everything();
    capabilities["textDocument"]["codeAction"] = json!({
        "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["refactor.rewrite"] } },
        "dataSupport": true, "resolveSupport": { "properties": ["edit"] },
    });
    let (mut client, _) = with(&capabilities);
    let params = json!({
        "textDocument": { "uri": URI }, "range": range(2, 5, 2, 5),
        "context": { "diagnostics": [], "only": ["refactor.rewrite"] },
    });
    let actions = client.request("textDocument/codeAction", params);
    let titled = |title: &str| actions.as_array().unwrap().iter().find(|it| it["title"] == title).unwrap().clone();
    titled("Insert a phase here and renumber Phase 1 and what follows");
    let action = titled("Insert a phase after Phase 1 and renumber what follows");
    assert_eq!(action["edit"], Value::Null);
    let resolved = client.request("codeAction/resolve", action);
    let change = &resolved["edit"]["documentChanges"][0];
    let expected = PLAN.replace("## Phase 2: Crane", "## Phase 2: …\n\n- [ ] T002 …\n\n## Phase 3: Crane");
    assert_eq!(apply(PLAN, &change["edits"]), expected);
    assert_eq!(client.finish(), 0);
}

/// A document without a file is not called another one when it is the one that was asked about.
#[test]
fn a_refusal_names_the_unsaved_document() {
    let (mut client, _) = with(&everything());
    let plan = "## Sprint 1: A\n- [ ] T001 B\n## Sprint 2: C\n- [ ] T002 D, after Sprint 1 as Sprint 9 says\n";
    client.change(URI, 2, json!([{ "text": plan }]));
    let refused = |client: &mut Client| {
        let id = client.ask("textDocument/rename", named(0, 10, "9"));
        client.answer(&json!(id))["error"]["message"].as_str().unwrap().to_owned()
    };
    let said = "What the unsaved document names in line 4 would mean something else. Rewrite it first.";
    assert_eq!(refused(&mut client), said);
    client.open("untitled:other", "# Other\n");
    assert_eq!(refused(&mut client), said.replace("the unsaved", "an unsaved"));
}
