//! `milepost.toml` in an editor: it holds at once, on disk and while it is typed, and says where it is wrong.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use support::client::{Client, range};
use support::folder::Folder;

const PLAN: &str = "\
# Release plan

## Sprint 1: Import (Weeks 1-2)

- Acceptance: every page is there.

## Sprint 2: Search (Weeks 2-3)

Depends on: Sprint 7

- Acceptance: every page is found by its title.
";

/// Each diagnostic as `severity code`.
fn said(params: &Value) -> Vec<String> {
    let diagnostics = params["diagnostics"].as_array().unwrap();
    diagnostics.iter().map(|it| format!("{} {}", it["severity"], it["code"].as_str().unwrap())).collect()
}

/// Waits until exactly this is said of `uri`.
fn await_said(client: &mut Client, uri: &str, wanted: &[&str]) -> Value {
    client.diagnostics_that(uri, |it| said(it) == wanted)
}

fn told(client: &mut Client, uri: &str, kind: u32) {
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": kind }] }));
}

const BOTH: [&str; 2] = ["2 overlapping-weeks", "1 broken-dependency"];

#[test]
fn open_and_closed_plans_go_by_what_is_on_disk() {
    let folder = Folder::new();
    folder.write("milepost.toml", "[rules]\noverlapping-weeks = \"hint\"\n");
    folder.write("a.md", PLAN);
    let (a, b) = (folder.uri("a.md"), folder.uri("b.md"));
    let mut client = Client::in_folder(&folder.uri(""), json!({}));
    await_said(&mut client, &a, &["4 overlapping-weeks", "1 broken-dependency"]);
    client.open(&b, PLAN);
    await_said(&mut client, &b, &["4 overlapping-weeks", "1 broken-dependency"]);

    folder.write("milepost.toml", "[rules]\noverlapping-weeks = \"off\"\n");
    told(&mut client, &folder.uri("milepost.toml"), 2);
    await_said(&mut client, &a, &["1 broken-dependency"]);
    await_said(&mut client, &b, &["1 broken-dependency"]);

    std::fs::remove_file(folder.path.join("milepost.toml")).unwrap();
    told(&mut client, &folder.uri("milepost.toml"), 3);
    await_said(&mut client, &a, &BOTH);
    await_said(&mut client, &b, &BOTH);
    assert_eq!(client.finish(), 0);
}

#[test]
fn what_is_typed_holds_before_it_is_saved() {
    let folder = Folder::new();
    folder.write("docs/a.md", PLAN);
    let (plan, toml) = (folder.uri("docs/a.md"), folder.uri("milepost.toml"));
    let mut client = Client::in_folder(&folder.uri(""), json!({}));
    await_said(&mut client, &plan, &BOTH);
    client.open(&toml, "[rules]\n");
    client.change(&toml, 2, json!([{ "range": range(1, 0, 1, 0), "text": "broken-dependency = \"info\"\n" }]));
    await_said(&mut client, &plan, &["2 overlapping-weeks", "3 broken-dependency"]);
    // A mistake costs only itself, and is shown where it stands.
    client.change(&toml, 3, json!([{ "range": range(2, 0, 2, 0), "text": "overlaping-weeks = \"off\"\n" }]));
    let shown = await_said(&mut client, &toml, &["1 configuration"]);
    assert_eq!(shown["version"], 3);
    assert_eq!(shown["diagnostics"][0]["range"], range(2, 0, 2, 16));
    let message = "there is no rule `overlaping-weeks`; did you mean `overlapping-weeks`?";
    assert_eq!(shown["diagnostics"][0]["message"], message);
    client.change(&toml, 4, json!([{ "range": range(2, 0, 2, 5), "text": "overlap" }]));
    client.change(&toml, 5, json!([{ "range": range(2, 7, 2, 9), "text": "" }]));
    let text = "[rules]\nbroken-dependency = \"info\"\noverlapping-weeks = \"off\"\n";
    client.change(&toml, 6, json!([{ "text": text }]));
    await_said(&mut client, &toml, &[]);
    await_said(&mut client, &plan, &["3 broken-dependency"]);
    // Nothing was saved: without the editor's text there is no configuration.
    client.close(&toml);
    await_said(&mut client, &plan, &BOTH);
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_configuration_that_nobody_opened_says_what_is_wrong_in_it() {
    let folder = Folder::new();
    folder.write("milepost.toml", "extend = \"base.toml\"\n");
    folder.write("base.toml", "exlude = []\n");
    let (own, base) = (folder.uri("milepost.toml"), folder.uri("base.toml"));
    let mut client = Client::in_folder(&folder.uri(""), json!({}));
    await_said(&mut client, &base, &["1 configuration"]);
    folder.write("base.toml", "exclude = []\n");
    told(&mut client, &base, 2);
    await_said(&mut client, &base, &[]);
    std::fs::remove_file(folder.path.join("base.toml")).unwrap();
    told(&mut client, &base, 3);
    let shown = await_said(&mut client, &own, &["1 configuration"]);
    assert_eq!(shown["diagnostics"][0]["message"], "base.toml cannot be extended: there is no such file");
    folder.write("base.toml", "");
    told(&mut client, &base, 1);
    await_said(&mut client, &own, &[]);
    // What the editor holds of it counts as well, and other files of the kind are nobody's business.
    client.open(&folder.uri("Cargo.toml"), "nonsense");
    client.open(&base, "exlude = []\n");
    await_said(&mut client, &base, &["1 configuration"]);
    client.close(&base);
    await_said(&mut client, &base, &[]);
    assert_eq!(client.finish(), 0);
}

#[test]
fn an_excluded_plan_says_nothing_though_it_is_open() {
    let folder = Folder::new();
    folder.write("milepost.toml", "exclude = [\"old\"]\n");
    folder.write("a.md", PLAN);
    folder.write("old/b.md", PLAN);
    let (plan, old) = (folder.uri("a.md"), folder.uri("old/b.md"));
    let mut client = Client::in_folder(&folder.uri(""), json!({}));
    await_said(&mut client, &plan, &BOTH);
    client.open(&old, PLAN);
    assert_eq!(client.text(&old), PLAN);
    folder.write("milepost.toml", "exclude = [\"a.md\"]\n");
    told(&mut client, &folder.uri("milepost.toml"), 2);
    await_said(&mut client, &old, &BOTH);
    await_said(&mut client, &plan, &[]);
    let others = client.others();
    let of_old = others.iter().filter(|it| it["params"]["uri"] == old.as_str());
    assert_eq!(of_old.count(), 0, "nothing was said before");
    assert_eq!(client.finish(), 0);
}

#[test]
fn an_open_plan_is_read_anew_with_a_new_word() {
    let folder = Folder::new();
    let plan = folder.uri("a.md");
    let mut client = Client::in_folder(&folder.uri(""), json!({}));
    client.open(&plan, &PLAN.replace("Sprint", "Umlauf"));
    folder.write("milepost.toml", "[vocabulary.units]\numlauf = []\n");
    told(&mut client, &folder.uri("milepost.toml"), 1);
    await_said(&mut client, &plan, &BOTH);
    folder.write("milepost.toml", "");
    told(&mut client, &folder.uri("milepost.toml"), 2);
    await_said(&mut client, &plan, &[]);
    assert_eq!(client.finish(), 0);
}

#[test]
fn check_says_what_the_editor_says() {
    let folder = Folder::new();
    folder.write(".git/HEAD", "");
    folder.write("milepost.toml", "extend = \"base.toml\"\nexclude = [\"old\"]\n[[overrides]]\nfiles = [\"docs\"]\nrules = { broken-dependency = \"off\" }\n");
    folder.write("base.toml", "[rules]\noverlapping-weeks = \"info\"\n[vocabulary.units]\numlauf = []\n");
    folder.write("sub/milepost.toml", "[rules]\nbroken-dependency = \"hint\"\n");
    let umlauf = PLAN.replace("Sprint", "Umlauf");
    for (path, text) in
        [("a.md", PLAN), ("docs/b.md", &umlauf), ("old/c.md", PLAN), ("sub/d.md", PLAN), ("sub/e.md", &umlauf)]
    {
        folder.write(path, text);
    }
    let output = Command::new(env!("CARGO_BIN_EXE_milepost"))
        .current_dir(&folder.path)
        .args(["check", "--output", "json"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let findings: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let mut checked: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for it in &findings {
        let severity =
            ["error", "warning", "info", "hint"].iter().position(|name| it["severity"] == *name).unwrap() + 1;
        let line = format!("{severity} {}", it["rule"].as_str().unwrap());
        checked.entry(it["path"].as_str().unwrap().to_owned()).or_default().push(line);
    }
    assert_eq!(checked.keys().collect::<Vec<_>>(), ["a.md", "docs/b.md", "sub/d.md"]);
    let mut client = Client::in_folder(&folder.uri(""), json!({}));
    for (path, wanted) in &checked {
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        await_said(&mut client, &folder.uri(path), &wanted);
    }
    let others = client.others();
    assert!(others.iter().all(|it| it["method"] != "textDocument/publishDiagnostics"), "{others:?}");
    assert_eq!(client.finish(), 0);
}
