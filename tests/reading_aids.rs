//! Reading aids over the wire: folds, selections, highlights, links, tokens, hints and lenses, as each client can show
//! them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

mod support;

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::client::{Client, PATIENCE, position, range};
use support::folder::Folder;
use support::repository::Repository;

const URI: &str = "untitled:plan";

/// Characters of every width stand before what is named.
const PLAN: &str = "# Harbour\n\n## Phase 1: Pier (Weeks 1-2)\n\n- [x] T001 Drive the piles\n- [ ] T002 😀é日 after T001\n\n\
    **Acceptance criteria:**\n- It holds\n\n## Phase 2: Crane (Week 3)\n\n**Depends on:** 😀 Phase 1, Phase 9\n\n\
    - [ ] T003 Lift, see [above](#phase-1-pier-weeks-1-2)\n";

/// What a client says that can show everything.
fn everything() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "textDocument": {
            "foldingRange": { "foldingRange": { "collapsedText": true }, "lineFoldingOnly": true },
            "selectionRange": {},
            "documentHighlight": {},
            "documentLink": { "tooltipSupport": true },
            "semanticTokens": {
                "requests": { "full": { "delta": true }, "range": true },
                "tokenTypes": ["class", "variable", "function", "number", "enumMember", "keyword"],
                "tokenModifiers": ["definition", "readonly", "deprecated"],
                "formats": ["relative"],
            },
            "inlayHint": { "resolveSupport": { "properties": ["tooltip"] } },
            "codeLens": {},
        },
    })
}

fn with(capabilities: &Value, options: Value) -> (Client, Value) {
    let mut client = Client::start();
    let answer = client.initialize(json!({
        "processId": null, "rootUri": null, "capabilities": capabilities, "initializationOptions": options,
    }));
    (client, answer["capabilities"].clone())
}

fn opened() -> Client {
    let (mut client, _) = with(&everything(), Value::Null);
    client.open(URI, PLAN);
    client
}

fn document() -> Value {
    json!({ "textDocument": { "uri": URI } })
}

fn whole() -> Value {
    json!({ "textDocument": { "uri": URI }, "range": range(0, 0, 999, 0) })
}

/// What hints show.
fn labels(hints: &Value) -> Vec<&str> {
    let hints = hints.as_array().unwrap().iter();
    hints.map(|it| it["label"].as_str().unwrap_or_else(|| it["label"][0]["value"].as_str().unwrap())).collect()
}

/// How wide a character is.
type Width = fn(char) -> usize;

/// The words of tokens with their types and modifiers, from data as the protocol packs it.
fn decoded(text: &str, data: &Value, unit: Width) -> Vec<String> {
    let data: Vec<u64> = data.as_array().unwrap().iter().map(|it| it.as_u64().unwrap()).collect();
    assert_eq!(data.len() % 5, 0);
    let lines: Vec<&str> = text.split('\n').collect();
    let (mut line, mut column) = (0, 0);
    let word = |token: &[u64]| {
        column = if token[0] == 0 { column + token[1] } else { token[1] };
        line += token[0];
        let mut at = 0;
        let mut word = String::new();
        for c in lines[line as usize].chars() {
            if column <= at && at < column + token[2] {
                word.push(c);
            }
            at += unit(c) as u64;
        }
        assert!(column + token[2] <= at, "a token ends behind line {line}");
        format!("{word} {}/{}", token[3], token[4])
    };
    data.chunks(5).map(word).collect()
}

#[test]
fn nothing_is_offered_to_a_client_that_shows_nothing() {
    const PROVIDERS: [&str; 6] = [
        "foldingRangeProvider",
        "selectionRangeProvider",
        "documentLinkProvider",
        "semanticTokensProvider",
        "inlayHintProvider",
        "codeLensProvider",
    ];
    let (client, offered) = with(&json!({}), Value::Null);
    assert!(PROVIDERS.iter().all(|it| offered[it] == Value::Null), "{offered}");
    assert_eq!(offered["documentHighlightProvider"], true, "Kate and Helix show them, but do not say that they can");
    assert_eq!(client.finish(), 0);
    let (client, offered) = with(&everything(), Value::Null);
    assert!(PROVIDERS.iter().all(|it| offered[it] != Value::Null), "{offered}");
    assert_eq!(offered["inlayHintProvider"]["resolveProvider"], true);
    assert_eq!(offered["codeLensProvider"]["resolveProvider"], true);
    assert_eq!(offered["semanticTokensProvider"]["full"], json!({ "delta": true }));
    let legend = &offered["semanticTokensProvider"]["legend"];
    assert_eq!(legend["tokenTypes"], everything()["textDocument"]["semanticTokens"]["tokenTypes"]);
    assert_eq!(client.finish(), 0);
}

#[test]
fn folds_are_as_many_as_the_client_wants() {
    let mut client = opened();
    let folds = client.request("textDocument/foldingRange", document());
    let text = "## Phase 1: Pier (Weeks 1-2) … 1/2 done";
    assert_eq!(folds[1], json!({ "startLine": 2, "endLine": 8, "collapsedText": text }));
    let all = folds.as_array().unwrap().len();
    assert!(all > 2);
    let few =
        json!({ "textDocument": { "foldingRange": { "rangeLimit": 2, "foldingRangeKind": { "valueSet": [] } } } });
    let (mut client, _) = with(&few, Value::Null);
    client.open(URI, &format!("<!-- a\nb -->\n\n{PLAN}"));
    let folds = client.request("textDocument/foldingRange", document());
    assert_eq!(folds, json!([{ "startLine": 3, "endLine": 17 }, { "startLine": 5, "endLine": 11 }]));
}

#[test]
fn a_selection_is_answered_for_each_position() {
    let mut client = opened();
    let positions = json!([position(4, 12), position(10, 5)]);
    let selections = client
        .request("textDocument/selectionRange", json!({ "textDocument": { "uri": URI }, "positions": positions }));
    assert_eq!(selections.as_array().unwrap().len(), 2);
    assert_eq!(selections[0]["range"], range(4, 11, 4, 16));
    assert_eq!(selections[0]["parent"]["range"], range(4, 11, 4, 26));
    assert_eq!(selections[1]["range"], range(10, 3, 10, 8));
    assert_eq!(selections[1]["parent"]["range"], range(10, 3, 10, 10));
}

#[test]
fn a_definition_is_written_and_a_mention_read() {
    let mut client = opened();
    let at = json!({ "textDocument": { "uri": URI }, "position": position(12, 20) });
    let highlights = client.request("textDocument/documentHighlight", at);
    assert_eq!(
        highlights,
        json!([{ "range": range(2, 3, 2, 10), "kind": 3 }, { "range": range(12, 19, 12, 26), "kind": 2 }])
    );
    let nowhere = json!({ "textDocument": { "uri": URI }, "position": position(8, 4) });
    assert_eq!(client.request("textDocument/documentHighlight", nowhere), Value::Null);
}

#[test]
fn links_lead_to_lines_files_and_the_tracker() {
    let folder = Folder::new();
    folder.write("milepost.toml", "[tracker]\nissue = \"https://example.org/{number}\"\n");
    folder.write("docs/other.md", "# Other\n\n## Sprint 7: There (Weeks 1-2)\n\n- [ ] a\n");
    let mut client = Client::in_folder(&folder.uri(""), everything());
    let uri = folder.uri("docs/plan.md");
    client.diagnostics_that(&folder.uri("docs/other.md"), |it| it["diagnostics"] != json!([]));
    let links = "[a](other.md#sprint-7-there-weeks-1-2), [b](#plan), [c](b%20c.png), #61, [d](../../x)";
    client.open(&uri, &format!("# Plan\n\n{links}\n\n## Sprint 1: Here (Week 1)\n\n- [ ] b\n"));
    let links = client.request("textDocument/documentLink", json!({ "textDocument": { "uri": uri } }));
    let targets: Vec<&str> = links.as_array().unwrap().iter().map(|it| it["target"].as_str().unwrap()).collect();
    let other = format!("{}#L3", folder.uri("docs/other.md"));
    let here = format!("{uri}#L1");
    let image = folder.uri("docs/b c.png");
    assert_eq!(targets, [&other, &here, &image, "https://example.org/61"]);
    assert_eq!(links[0]["tooltip"], "Sprint 7: There (Weeks 1-2) (docs/other.md)");
    assert_eq!(links[3]["range"], range(2, 68, 2, 71));
}

#[test]
fn issues_lead_to_the_tracker_of_the_repository() {
    let repository = Repository::new();
    repository.git(&["remote", "add", "fork", "https://github.com/me/ferry.git"]);
    repository.git(&["remote", "add", "origin", "work:pier/ferry.git"]);
    repository.git(&["config", "url.git@gitlab.com:.insteadOf", "work:"]);
    let mut client = Client::in_folder(&repository.folder.uri(""), everything());
    let uri = repository.folder.uri("docs/plan.md");
    client.open(&uri, "# Plan\n\n## Sprint 1: Here (#61)\n\n- [ ] PIER-7 Drive\n");
    let links = client.request("textDocument/documentLink", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(links.as_array().unwrap().len(), 1);
    assert_eq!(links[0]["target"], "https://gitlab.com/pier/ferry/-/issues/61");
}

#[test]
fn tokens_mean_the_same_in_every_encoding() {
    let units: [(&str, Width); 3] = [("utf-8", char::len_utf8), ("utf-16", char::len_utf16), ("utf-32", |_| 1)];
    for (encoding, unit) in units {
        let mut capabilities = everything();
        capabilities["general"]["positionEncodings"] = json!([encoding]);
        let (mut client, _) = with(&capabilities, Value::Null);
        client.open(URI, PLAN);
        let tokens = client.request("textDocument/semanticTokens/full", document());
        let words = decoded(PLAN, &tokens["data"], unit);
        let wanted = [
            "Phase 1 0/1",
            "Weeks 1-2 3/0",
            "[x] 4/2",
            "T001 1/3",
            "[ ] 4/0",
            "T002 1/1",
            "T001 1/2",
            "Acceptance criteria 5/0",
            "Phase 2 0/1",
            "Week 3 3/0",
            "Phase 1 2/0",
            "Phase 9 2/4",
            "[ ] 4/0",
            "T003 1/1",
        ];
        assert_eq!(words, wanted, "{encoding}");
    }
}

#[test]
fn what_changed_makes_the_new_tokens_of_the_old() {
    let mut client = opened();
    let first = client.request("textDocument/semanticTokens/full", document());
    let mut data: Vec<Value> = first["data"].as_array().unwrap().clone();
    let mut name = first["resultId"].clone();
    let edits = [
        json!([{ "range": range(4, 2, 4, 5), "text": "[ ]" }]),
        json!([{ "range": range(0, 0, 0, 0), "text": "## Phase 3: Quay\n\n- [ ] T009 Dig\n\n" }]),
        json!([{ "range": range(18, 0, 99, 0), "text": "" }]),
        json!([{ "range": range(99, 0, 99, 0), "text": "\n" }]),
        json!([{ "text": "" }]),
    ];
    for (edit, version) in edits.into_iter().zip(2..) {
        client.change(URI, version, edit);
        let asked = json!({ "textDocument": { "uri": URI }, "previousResultId": name });
        let delta = client.request("textDocument/semanticTokens/full/delta", asked);
        for edit in delta["edits"].as_array().unwrap() {
            let (start, gone) =
                (edit["start"].as_u64().unwrap() as usize, edit["deleteCount"].as_u64().unwrap() as usize);
            let come = edit["data"].as_array().cloned().unwrap_or_default();
            data.splice(start..start + gone, come);
        }
        assert_ne!(delta["resultId"], name);
        let full = client.request("textDocument/semanticTokens/full", document());
        assert_eq!(Value::from(data.clone()), full["data"], "after edit {version}");
        // That answer is the last now.
        name = full["resultId"].clone();
    }
    assert!(data.is_empty());
    let unknown = json!({ "textDocument": { "uri": URI }, "previousResultId": "never" });
    assert_eq!(client.request("textDocument/semanticTokens/full/delta", unknown)["data"], json!([]));
}

#[test]
fn the_tokens_of_a_part_are_those_of_the_whole_in_it() {
    let mut client = opened();
    let full = client.request("textDocument/semanticTokens/full", document());
    let full = decoded(PLAN, &full["data"], char::len_utf16);
    let asked = json!({ "textDocument": { "uri": URI }, "range": range(5, 0, 10, 12) });
    let part = client.request("textDocument/semanticTokens/range", asked);
    assert_eq!(decoded(PLAN, &part["data"], char::len_utf16), full[4..9]);
}

#[test]
fn a_hint_leads_to_what_it_shows_and_gets_its_card() {
    let mut client = opened();
    let hints = client.request("textDocument/inlayHint", whole());
    assert_eq!(labels(&hints), ["Drive the piles", "Pier"]);
    let pier = &hints[1];
    assert_eq!(pier["position"], position(12, 26));
    assert_eq!(pier["paddingLeft"], true);
    assert_eq!(pier["label"][0]["location"], json!({ "uri": URI, "range": range(2, 3, 2, 10) }));
    assert_eq!(pier["tooltip"], Value::Null);
    let resolved = client.request("inlayHint/resolve", pier.clone());
    assert!(resolved["tooltip"]["value"].as_str().unwrap().starts_with("Phase 1: Pier"), "{resolved}");
    // Later, something else may stand there.
    client.change(URI, 2, json!([{ "range": range(0, 0, 0, 0), "text": "\n\n" }]));
    assert_eq!(client.request("inlayHint/resolve", pier.clone())["tooltip"], Value::Null);
    let part = json!({ "textDocument": { "uri": URI }, "range": range(0, 0, 8, 0) });
    assert_eq!(client.request("textDocument/inlayHint", part).as_array().unwrap().len(), 1);
}

#[test]
fn a_hint_tells_progress_where_no_lens_does() {
    let all = ["1/2", "Drive the piles", "0/1", "Pier"];
    let mut without_lenses = everything();
    without_lenses["textDocument"]["codeLens"] = Value::Null;
    let (mut client, _) = with(&without_lenses, Value::Null);
    client.open(URI, PLAN);
    assert_eq!(labels(&client.request("textDocument/inlayHint", whole())), all);
    let (mut client, _) = with(&everything(), json!({ "codeLens": { "enable": false } }));
    client.open(URI, PLAN);
    assert_eq!(labels(&client.request("textDocument/inlayHint", whole())), all);
}

#[test]
fn a_lens_counts_references_when_it_is_shown() {
    let mut client = opened();
    let lenses = client.request("textDocument/codeLens", document());
    let titles: Vec<&Value> = lenses.as_array().unwrap().iter().map(|it| &it["command"]["title"]).collect();
    let blocked = "blocked by Phase 1 (1/2)";
    assert_eq!(json!(titles), json!([null, "1/2 done", null, "0/1 done", blocked]));
    assert_eq!(lenses[0]["range"], range(2, 3, 2, 10));
    let resolved = client.request("codeLens/resolve", lenses[0].clone());
    assert_eq!(resolved["command"], json!({ "title": "1 reference", "command": "" }));
    let (mut client, _) = with(&everything(), json!({ "commands": ["milepost.showReferences"] }));
    client.open(URI, PLAN);
    let resolved = client.request("codeLens/resolve", lenses[0].clone());
    let location = json!({ "uri": URI, "range": range(12, 19, 12, 26) });
    assert_eq!(
        resolved["command"],
        json!({
            "title": "1 reference", "command": "milepost.showReferences",
            "arguments": [URI, position(2, 3), [location]],
        })
    );
}

#[test]
fn each_aid_has_a_switch() {
    let off = json!({
        "inlayHints": { "enable": false }, "codeLens": { "enable": false }, "semanticTokens": { "enable": false },
    });
    let (mut client, _) = with(&everything(), json!({ "milepost": off }));
    client.open(URI, PLAN);
    let counts = |client: &mut Client| {
        [("textDocument/inlayHint", whole()), ("textDocument/codeLens", document())]
            .map(|(method, params)| client.request(method, params).as_array().map_or(0, Vec::len))
    };
    assert_eq!(counts(&mut client), [0, 0]);
    assert_eq!(client.request("textDocument/semanticTokens/full", document())["data"], json!([]));
    // The client does not tell its settings on request, so the notification holds them.
    let settings = json!({ "settings": { "milepost": { "inlayHints": { "enable": true } } } });
    client.notify("workspace/didChangeConfiguration", settings);
    assert_eq!(counts(&mut client), [4, 0]);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "milepost": { "inlayHints": 7 } } }));
    assert_eq!(counts(&mut client), [0, 0]);
}

#[test]
fn settings_are_asked_for_and_refresh_what_they_switch() {
    let mut capabilities = everything();
    capabilities["workspace"] = json!({
        "configuration": true,
        "didChangeConfiguration": { "dynamicRegistration": true },
        "codeLens": { "refreshSupport": true },
    });
    let (mut client, _) = with(&capabilities, Value::Null);
    client.open(URI, PLAN);
    let registration = client.server_request("client/registerCapability");
    assert_eq!(registration["params"]["registrations"][0]["method"], "workspace/didChangeConfiguration");
    client.reply(&registration, Value::Null);
    let asked = client.server_request("workspace/configuration");
    assert_eq!(asked["params"]["items"], json!([{ "section": "milepost" }]));
    client.reply(&asked, json!([null]));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    let asked = client.server_request("workspace/configuration");
    client.reply(&asked, json!([{ "codeLens": { "enable": false } }]));
    let refresh = client.server_request("workspace/codeLens/refresh");
    client.reply(&refresh, Value::Null);
    assert_eq!(client.request("textDocument/codeLens", document()), Value::Null);
}

#[test]
fn the_last_question_for_settings_counts() {
    let mut capabilities = everything();
    capabilities["workspace"] = json!({ "configuration": true });
    let (mut client, _) = with(&capabilities, Value::Null);
    client.open(URI, PLAN);
    let first = client.server_request("workspace/configuration");
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    let second = client.server_request("workspace/configuration");
    client.reply(&second, json!([{ "codeLens": { "enable": false } }]));
    client.reply(&first, json!([null]));
    let deadline = Instant::now() + PATIENCE;
    while client.request("textDocument/codeLens", document()) != Value::Null {
        assert!(Instant::now() < deadline, "the lenses stay on");
    }
    // Nothing is to come of the first answer; a moment is what it would have taken.
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(client.request("textDocument/codeLens", document()), Value::Null);
}

#[test]
fn another_document_refreshes_what_is_shown() {
    let mut capabilities = everything();
    capabilities["workspace"] = json!({
        "semanticTokens": { "refreshSupport": true },
        "inlayHint": { "refreshSupport": true },
        "codeLens": { "refreshSupport": true },
    });
    let (mut client, _) = with(&capabilities, Value::Null);
    let text = PLAN.replace("It holds", "It holds, as Sprint 7 says");
    client.open(URI, &text);
    client.open("untitled:other", "# Plan\n\n## Sprint 7: Lamp (Weeks 1-2)\n\n- [ ] Light it\n");
    for method in ["workspace/semanticTokens/refresh", "workspace/inlayHint/refresh", "workspace/codeLens/refresh"] {
        let refresh = client.server_request(method);
        client.reply(&refresh, Value::Null);
    }
    let tokens = client.request("textDocument/semanticTokens/full", document());
    let words = decoded(&text, &tokens["data"], char::len_utf16);
    assert!(words.contains(&"Sprint 7 0/0".to_owned()), "{words:?}");
}
