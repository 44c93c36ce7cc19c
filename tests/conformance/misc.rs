//! C82–C86: progress, parts of answers, aids, renamed files, and what is only of 3.18.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::support::asking::has;
use crate::support::client::{Client, range};
use crate::support::clients;
use crate::support::folder::Folder;
use crate::support::guards::holds;
use crate::support::plans::{OTHER, PLAN};
use crate::support::tour::tours;

/// Each progress begins once, and ends once; what it says of how far it is never falls.
#[test]
fn c82_progress_begins_and_ends_once() {
    let check = |name: &str, messages: Vec<&Value>| {
        let mut of: HashMap<String, Vec<&Value>> = HashMap::new();
        for it in messages {
            of.entry(it["params"]["token"].to_string()).or_default().push(&it["params"]["value"]);
        }
        for (token, values) in of {
            let kinds: Vec<&str> = values.iter().filter_map(|it| it["kind"].as_str()).collect();
            assert_eq!((kinds.first(), kinds.last()), (Some(&"begin"), Some(&"end")), "{name}: {token}: {kinds:?}");
            assert!(kinds[1..kinds.len() - 1].iter().all(|it| *it == "report"), "{name}: {token}: {kinds:?}");
            let numbers: Vec<u64> = values.iter().filter_map(|it| it["percentage"].as_u64()).collect();
            assert!(numbers.is_sorted() && numbers.iter().all(|it| *it <= 100), "{name}: {numbers:?}");
        }
    };
    for tour in tours() {
        check(tour.client, tour.sent("$/progress"));
    }
    // Under a token of the client, and all of it before the answer.
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let mut client = Client::in_folder(&folder.uri(""), clients::named("everything"));
    client.wait_for_scan(&folder.uri("plan.md"));
    client.request("workspace/diagnostic", json!({ "previousResultIds": [], "workDoneToken": 7 }));
    client.assert_alive();
    let trace = client.trace();
    let of_token = trace.iter().filter(|it| it.1["params"]["token"] == 7 && it.1["method"] == "$/progress");
    let messages: Vec<&Value> = of_token.map(|it| &it.1).collect();
    assert!(messages.len() >= 2);
    check("a token of the client", messages);
    let last = trace.iter().rposition(|it| it.1["params"]["token"] == 7 && it.1["method"] == "$/progress");
    let answer = trace.iter().rposition(|it| it.0 == "server" && it.1["result"]["items"].is_array());
    assert!(last < answer, "progress after the answer");
}

/// Parts are sent to who gave a token, and then nothing is left for the answer itself; nobody else gets parts.
#[test]
fn c83_parts_are_sent_under_a_token_only() {
    for tour in tours() {
        assert!(tour.sent("$/progress").iter().all(|it| it["params"]["value"]["kind"].is_string()), "{}", tour.client);
    }
    let mut client = Client::initialized(clients::named("everything"));
    client.open("untitled:a", PLAN);
    for (method, params) in [
        ("workspace/symbol", json!({ "query": "" })),
        ("textDocument/documentSymbol", json!({ "textDocument": { "uri": "untitled:a" } })),
    ] {
        let whole = client.request(method, params.clone());
        let mut asked = params;
        asked["partialResultToken"] = json!("part");
        let answer = client.request(method, asked);
        let parts = client.others().iter().filter(|it| it["params"]["token"] == "part").count();
        // A server may leave it: the whole is in the answer then.
        assert!(if parts == 0 { answer == whole } else { answer.as_array().is_none_or(Vec::is_empty) }, "{method}");
    }
}

/// Hints lie where they were asked for, lenses in one line, and both say late what the client asks for late.
#[test]
fn c84_hints_and_lenses_lie_where_they_should() {
    for tour in tours() {
        for (asked, result) in tour.results("textDocument/inlayHint") {
            let line = |it: &Value| it["line"].as_u64().unwrap();
            let (start, end) = (line(&asked.params["range"]["start"]), line(&asked.params["range"]["end"]));
            for hint in result.as_array().unwrap() {
                assert!((start..=end).contains(&line(&hint["position"])), "{}: {hint}", tour.client);
            }
        }
        for lens in tour.items("textDocument/codeLens") {
            assert_eq!(lens["range"]["start"]["line"], lens["range"]["end"]["line"], "{lens}");
        }
        for (asked, lens) in tour.results("codeLens/resolve") {
            assert!(lens["command"]["title"].as_str().is_some_and(|it| !it.is_empty()), "{}: {lens}", tour.client);
            assert_eq!(asked.params["range"], lens["range"]);
        }
        for (asked, hint) in tour.results("inlayHint/resolve") {
            assert_eq!((&asked.params["position"], &asked.params["label"]), (&hint["position"], &hint["label"]));
        }
    }
    let mut client = Client::initialized(clients::named("everything"));
    let tasks = "- [ ] T001 Saw, after T002\n- [ ] T002 Order, after T003 and T004\n- [ ] T003 Pay\n- [ ] T004 Ask\n";
    client.open("untitled:a", &format!("## Phase 1: Pier\n\n{tasks}"));
    let mut hints = |range: Value| -> Vec<Value> {
        let asked = json!({ "textDocument": { "uri": "untitled:a" }, "range": range });
        let hints = client.request("textDocument/inlayHint", asked);
        hints.as_array().into_iter().flatten().map(|it| it["position"].clone()).collect()
    };
    let all = hints(range(0, 0, 99, 0));
    assert!(all.len() > 2, "{all:?}");
    for at in &all {
        let place = |it: &Value| (it["line"].as_u64().unwrap() as u32, it["character"].as_u64().unwrap() as u32);
        let (line, character) = place(at);
        let within = |from: (u32, u32), to: (u32, u32)| -> Vec<Value> {
            all.iter().filter(|it| (from..=to).contains(&place(it))).cloned().collect()
        };
        for (from, to) in [((0, 0), (line, character)), ((line, character), (99, 0)), ((line, 0), (line, character))] {
            assert_eq!(hints(range(from.0, from.1, to.0, to.1)), within(from, to), "{from:?} to {to:?} of {all:?}");
        }
        let before = character.saturating_sub(1);
        assert_eq!(hints(range(0, 0, line, before)), within((0, 0), (line, before)), "before {at} of {all:?}");
    }
}

/// Links to a file that is renamed are mended, for the files that were announced.
#[test]
fn c85_links_follow_a_renamed_file() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    folder.write("other.md", OTHER);
    for (name, capabilities) in clients::chosen() {
        let mut client = Client::start();
        let folders = json!([{ "uri": folder.uri(""), "name": "x" }]);
        let answer = client.initialize(json!({ "capabilities": capabilities, "workspaceFolders": folders }));
        let operation = &answer["capabilities"]["workspace"]["fileOperations"]["willRename"];
        if !operation.is_object() {
            continue;
        }
        assert!(operation["filters"].as_array().is_some_and(|it| !it.is_empty()), "{name}");
        client.wait_for_scan(&folder.uri("plan.md"));
        client.wait_for_scan(&folder.uri("other.md"));
        let files = json!([{ "oldUri": folder.uri("other.md"), "newUri": folder.uri("sub/moved.md") }]);
        let edit = client.request("workspace/willRenameFiles", json!({ "files": files }));
        assert!(edit.to_string().contains("sub/moved.md"), "{name}: {edit}");
    }
}

/// What is new in 3.18 is left alone where nobody asked for it.
#[test]
fn c86_what_is_new_is_only_for_who_knows_it() {
    for tour in tours() {
        for (offer, needed) in [
            ("/inlineCompletionProvider", "/textDocument/inlineCompletion"),
            ("/workspace/textDocumentContent", "/workspace/textDocumentContent"),
        ] {
            assert!(!has(&tour.offered, offer) || tour.can(needed), "{}: {offer}", tour.client);
        }
        assert!(tour.sent("window/logMessage").iter().all(|it| it["params"]["type"].as_u64() <= Some(4)));
        assert!(tour.can("/workspace/foldingRange") || tour.sent("workspace/foldingRange/refresh").is_empty());
        for lens in tour.items("textDocument/codeLens") {
            assert!(!holds(&lens["command"], "tooltip") || tour.can("/textDocument/codeLens/resolveSupport"), "{lens}");
        }
    }
}
