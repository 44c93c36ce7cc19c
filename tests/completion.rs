//! Completion over the wire: what each client is told of a choice, by what it says that it can show.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

mod support;

use serde_json::{Value, json};
use support::client::{Client, position, range};

const URI: &str = "untitled:plan";

const PLAN: &str = "# Harbour 😀\n\n## Sprint 1: Pier (Weeks 1-2)\n\n**Goal:** Stand $5 {deep}\n\n- [x] T001 Drive the piles\n\n\
    ## Sprint 2: Crane (Weeks 3-4)\n\n**Depends on:** 😀 Spr\n\n- [ ] T002 Lift\n\n\
    ## Sprint 3: Shed (Weeks 5-6)\n\n**Depends on:** Sprint 2\n\n- [ ] T003 Roof\n\n## \n";

/// Where a name is being typed, and where a new unit may begin.
const NAME: (u32, u32) = (10, 22);
const HEADING: (u32, u32) = (20, 3);

fn everything() -> Value {
    json!({ "textDocument": { "completion": {
        "completionItem": {
            "snippetSupport": true,
            "commitCharactersSupport": true,
            "preselectSupport": true,
            "documentationFormat": ["markdown"],
            "deprecatedSupport": true,
            "tagSupport": { "valueSet": [1] },
            "insertReplaceSupport": true,
            "resolveSupport": { "properties": ["documentation", "detail"] },
            "labelDetailsSupport": true,
        },
        "completionList": { "itemDefaults": ["commitCharacters", "editRange", "insertTextFormat", "data"] },
    } } })
}

/// Everything but one property, whose path in the completion's abilities is given.
fn without(path: &str) -> Value {
    let mut all = everything();
    let (last, inner) = path.rsplit_once('/').map_or((path, ""), |(head, last)| (last, head));
    let object = all.pointer_mut(&format!("/textDocument/completion/{inner}")).unwrap();
    object.as_object_mut().unwrap().remove(last).expect("it was there");
    all
}

fn with(capabilities: &Value) -> (Client, Value) {
    let mut client = Client::start();
    let answer = client.initialize(json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
    client.open(URI, PLAN);
    (client, answer["capabilities"]["completionProvider"].clone())
}

fn ask(client: &mut Client, (line, character): (u32, u32)) -> Value {
    let at = json!({ "textDocument": { "uri": URI }, "position": position(line, character) });
    client.request("textDocument/completion", at)
}

fn labelled<'a>(list: &'a Value, label: &str) -> &'a Value {
    let items = list["items"].as_array().unwrap();
    items.iter().find(|it| it["label"] == label).unwrap_or_else(|| panic!("no {label}: {list}"))
}

#[test]
fn a_client_that_says_nothing_gets_plain_choices() {
    let (mut client, offered) = with(&json!({}));
    assert_eq!(offered["resolveProvider"], Value::Null);
    let list = ask(&mut client, NAME);
    assert_eq!(list["isIncomplete"], false);
    assert_eq!(list.get("itemDefaults"), None);
    assert_eq!(
        *labelled(&list, "Sprint 1"),
        json!({
            "label": "Sprint 1",
            "kind": 9,
            "detail": "Pier · weeks 1–2",
            "documentation": "Sprint 1: Pier\n\nweeks 1–2\n\nStand $5 {deep}",
            "sortText": "00000",
            "filterText": "Sprint 1 sprint1 s1 1 Pier",
            "textEdit": { "range": range(10, 19, 10, 22), "newText": "Sprint 1" },
        })
    );
    assert_eq!(labelled(&list, "Sprint 3")["detail"], "Shed · weeks 5–6 · would close a circle");
    let new = ask(&mut client, HEADING);
    let text = labelled(&new, "New Sprint 4")["textEdit"]["newText"].as_str().unwrap();
    assert_eq!(text, "## Sprint 4: … (Weeks 7-8)\n\n**Depends on:** Sprint 3\n\n- [ ] T004 …");
    assert_eq!(labelled(&new, "New Sprint 4").get("insertTextFormat"), None);
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_client_that_can_all_gets_all() {
    let (mut client, offered) = with(&everything());
    assert_eq!(offered["resolveProvider"], true);
    let list = ask(&mut client, (10, 21));
    assert_eq!(
        list["itemDefaults"],
        json!({
            "commitCharacters": [","],
            "editRange": { "insert": range(10, 19, 10, 21), "replace": range(10, 19, 10, 22) },
            "insertTextFormat": 1,
            "data": { "uri": URI },
        })
    );
    assert_eq!(
        *labelled(&list, "Sprint 3"),
        json!({
            "label": "Sprint 3",
            "labelDetails": { "detail": " Shed", "description": "weeks 5–6 · would close a circle" },
            "kind": 9,
            "tags": [1],
            "detail": "Shed · weeks 5–6 · would close a circle",
            "sortText": "00004",
            "filterText": "Sprint 3 sprint3 s3 3 Shed",
        })
    );
    let new = ask(&mut client, HEADING);
    let sprint = labelled(&new, "New Sprint 4");
    assert_eq!(sprint["insertTextFormat"], 2);
    assert_eq!(
        sprint["textEditText"],
        "## Sprint 4: ${1:…} (Weeks 7-8)\n\n**Depends on:** ${2:Sprint 3}\n\n- [ ] T004 ${3:…}$0"
    );
    assert_eq!(client.finish(), 0);
}

#[test]
fn each_ability_is_asked_for_on_its_own() {
    let check = |path: &str, at: (u32, u32), label: &str, judge: &dyn Fn(&Value, &Value)| {
        let (mut client, _) = with(&without(path));
        let list = ask(&mut client, at);
        judge(&list, labelled(&list, label));
        assert_eq!(client.finish(), 0);
    };
    check("completionItem/snippetSupport", HEADING, "New Sprint 4", &|_, item| {
        assert_eq!(item.get("insertTextFormat"), None);
        assert!(!item["textEditText"].as_str().unwrap().contains("${"), "{item}");
    });
    check("completionItem/commitCharactersSupport", NAME, "Sprint 1", &|list, item| {
        assert_eq!(list["itemDefaults"].get("commitCharacters"), None);
        assert_eq!(item.get("commitCharacters"), None);
    });
    check("completionItem/tagSupport", NAME, "Sprint 3", &|_, item| assert_eq!(item.get("tags"), None));
    check("completionItem/insertReplaceSupport", (10, 21), "Sprint 1", &|list, _| {
        assert_eq!(list["itemDefaults"]["editRange"], range(10, 19, 10, 22));
    });
    check("completionItem/resolveSupport", NAME, "Sprint 1", &|list, item| {
        assert_eq!(list["itemDefaults"].get("data"), None);
        assert_eq!(item["documentation"]["kind"], "markdown");
    });
    check("completionItem/labelDetailsSupport", NAME, "Sprint 1", &|_, item| {
        assert_eq!(item.get("labelDetails"), None);
    });
    check("completionList/itemDefaults", (10, 21), "Sprint 1", &|list, item| {
        assert_eq!(list.get("itemDefaults"), None);
        assert_eq!(item["data"], json!({ "uri": URI }));
        assert_eq!(item["commitCharacters"], json!([","]));
        assert_eq!(item["textEdit"]["insert"], range(10, 19, 10, 21));
        assert_eq!(item["textEdit"]["replace"], range(10, 19, 10, 22));
    });
}

#[test]
fn documentation_comes_on_asking_and_changes_nothing_else() {
    let (mut client, _) = with(&without("completionList/itemDefaults"));
    let list = ask(&mut client, NAME);
    let item = labelled(&list, "Sprint 1").clone();
    assert_eq!(item.get("documentation"), None);
    let mut resolved = client.request("completionItem/resolve", item.clone());
    let documentation = resolved.as_object_mut().unwrap().remove("documentation").unwrap();
    assert_eq!(documentation["kind"], "markdown");
    assert!(documentation["value"].as_str().unwrap().starts_with("**Sprint 1: Pier**"), "{documentation}");
    assert_eq!(resolved, item);
    // Of a document that is gone, and of what was never offered, there is nothing to tell.
    for strange in
        [json!({ "label": "Sprint 1", "kind": 9, "data": { "uri": "untitled:other" } }), json!({ "label": "x" })]
    {
        assert_eq!(client.request("completionItem/resolve", strange.clone()), strange);
    }
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_box_goes_as_a_whole() {
    let (mut client, _) = with(&everything());
    let list = |client: &mut Client, version: i64, line: &str, character: u32| {
        client.change(URI, version, json!([{ "text": format!("## Sprint 1: Pier\n\n- [x] Drive\n{line}\n") }]));
        ask(client, (3, character))
    };
    let boxes = list(&mut client, 2, "- []", 3);
    assert_eq!(boxes["itemDefaults"]["editRange"], range(3, 2, 3, 4));
    assert_eq!(labelled(&boxes, "[x]")["textEditText"], "[x] ");
    let names = list(&mut client, 3, "As in Sprint 1", 12);
    assert_eq!(names["itemDefaults"]["editRange"]["insert"], range(3, 6, 3, 12));
    assert_eq!(client.finish(), 0);
}

#[test]
fn what_was_typed_in_full_is_selected() {
    let sprints: String = (1..=11).map(|at| format!("## Sprint {at}: Part {at}\n\n- [ ] Do it\n\n")).collect();
    let text = format!("{sprints}## Sprint 12: End\n\n**Depends on:** Sprint 1\n");
    let list = |client: &mut Client, character: u32| {
        client.change(URI, 2, json!([{ "text": text }]));
        ask(client, (46, character))
    };
    let (mut client, _) = with(&everything());
    let early = list(&mut client, 23);
    assert_eq!((&early["isIncomplete"], &early["items"][0]["label"]), (&json!(true), &json!("Sprint 11")));
    let late = list(&mut client, 24);
    assert_eq!(late["isIncomplete"], false);
    let chosen = &late["items"][0];
    assert_eq!((&chosen["label"], &chosen["preselect"]), (&json!("Sprint 1"), &json!(true)));
    assert_eq!(late["items"].as_array().unwrap().iter().filter(|it| it["preselect"] == true).count(), 1);
    assert_eq!(client.finish(), 0);
    let (mut client, _) = with(&without("completionItem/preselectSupport"));
    assert_eq!(list(&mut client, 24)["items"][0].get("preselect"), None);
    assert_eq!(client.finish(), 0);
}

#[test]
fn who_did_not_ask_is_not_shown_what_nothing_was_typed_of() {
    let (mut client, _) = with(&json!({}));
    let asked = |client: &mut Client, context: Value| {
        let at = json!({ "textDocument": { "uri": URI }, "position": position(11, 0), "context": context });
        client.request("textDocument/completion", at)
    };
    assert!(asked(&mut client, json!({ "triggerKind": 1 }))["items"].as_array().is_some_and(|it| !it.is_empty()));
    assert_eq!(asked(&mut client, json!({ "triggerKind": 2, "triggerCharacter": " " })), Value::Null);
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_long_list_is_cut_and_says_so() {
    let (mut client, _) = with(&json!({}));
    let sprints: String = (1..=300).map(|at| format!("## Sprint {at}: Part {at}\n\n- [ ] Do it\n\n")).collect();
    let text = format!("{sprints}**Depends on:** 29\n");
    client.change(URI, 2, json!([{ "text": text }]));
    let list = ask(&mut client, (1200, 17));
    assert_eq!(list["isIncomplete"], true);
    assert_eq!(list["items"].as_array().unwrap().len(), 200);
    // Those that go on with what was typed are among them.
    for label in ["Sprint 29", "Sprint 290", "Sprint 299"] {
        assert!(labelled(&list, label)["filterText"].as_str().unwrap().starts_with("29"));
    }
    assert_eq!(client.finish(), 0);
}
