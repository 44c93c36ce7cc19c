//! The workspace over the wire: folders that are too much, settings of each folder, and what the client is asked to watch.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

mod support;

use serde_json::{Value, json};
use support::client::{Client, position};
use support::edits::apply;
use support::folder::Folder;

const PLAN: &str =
    "# Plan\n\n## Sprint 1: Pier (Weeks 1-2)\n\n- [ ] Drive\n\n## Sprint 2: Crane (Week 3)\n\n- [ ] Lift\n";

fn in_folders(folders: &[&Folder], capabilities: &Value) -> Client {
    let folders: Vec<Value> = folders.iter().map(|it| json!({ "uri": it.uri(""), "name": "plans" })).collect();
    let mut client = Client::start();
    client.initialize(json!({
        "processId": null, "rootUri": null, "workspaceFolders": folders, "capabilities": capabilities,
    }));
    client
}

#[test]
fn a_whole_disk_is_not_searched_and_the_user_is_told() {
    let mut client = Client::in_folder("file:///", json!({}));
    let message = client.notification("window/showMessage");
    assert_eq!(message["type"], 2);
    let said = message["message"].as_str().unwrap();
    assert_eq!(said, "Milepost does not search / for plans: that is too much. Open a project's folder instead.");
    // What is open is read all the same.
    client.open("file:///tmp/milepost-is-not-there/plan.md", PLAN);
    client.diagnostics_that("file:///tmp/milepost-is-not-there/plan.md", |it| it["diagnostics"] != json!([]));
}

#[test]
fn each_folder_has_its_own_switches() {
    let (loud, quiet) = (Folder::new(), Folder::new());
    let capabilities = json!({ "workspace": { "configuration": true }, "textDocument": { "codeLens": {} } });
    let mut client = in_folders(&[&loud, &quiet], &capabilities);
    let asked = client.server_request("workspace/configuration");
    assert_eq!(
        asked["params"]["items"],
        json!([
            { "section": "milepost" },
            { "section": "milepost", "scopeUri": loud.uri("") },
            { "section": "milepost", "scopeUri": quiet.uri("") },
        ])
    );
    client.reply(&asked, json!([null, null, { "codeLens": { "enable": false } }]));
    client.assert_alive();
    let lenses = |client: &mut Client, folder: &Folder| {
        let uri = folder.uri("plan.md");
        client.open(&uri, PLAN);
        client.request("textDocument/codeLens", json!({ "textDocument": { "uri": uri } }))
    };
    assert_eq!(lenses(&mut client, &quiet), Value::Null);
    assert!(lenses(&mut client, &loud).is_array());
    assert!(client.request("textDocument/codeLens", json!({ "textDocument": { "uri": "untitled:a" } })).is_null());
}

#[test]
fn folders_are_watched_each_by_itself_where_the_client_can() {
    let (first, second) = (Folder::new(), Folder::new());
    let watching = json!({ "dynamicRegistration": true, "relativePatternSupport": true });
    let capabilities = json!({ "workspace": { "didChangeWatchedFiles": watching } });
    let mut client = in_folders(&[&first], &capabilities);
    let bases = |registration: &Value| -> Vec<String> {
        let watchers = &registration["params"]["registrations"][0]["registerOptions"]["watchers"];
        let bases = watchers.as_array().unwrap().iter().map(|it| &it["globPattern"]["baseUri"]);
        let mut bases: Vec<String> = bases.map(|it| it.as_str().unwrap().to_owned()).collect();
        bases.dedup();
        bases
    };
    let registration = client.server_request("client/registerCapability");
    assert_eq!(bases(&registration), [first.uri("")]);
    client.reply(&registration, Value::Null);
    let event = json!({
        "added": [{ "uri": second.uri(""), "name": "second" }], "removed": [{ "uri": first.uri(""), "name": "plans" }],
    });
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    let unregistration = client.server_request("client/unregisterCapability");
    assert_eq!(unregistration["params"]["unregisterations"][0]["id"], "milepost/files");
    client.reply(&unregistration, Value::Null);
    assert_eq!(bases(&client.server_request("client/registerCapability")), [second.uri("")]);
}

/// Two folders, each with a plan that links to a file beside it, and that of the first to one of the second.
fn twins() -> (Folder, Folder) {
    let (pier, quay) = (Folder::new(), Folder::new());
    let across = format!("../{}/other.md", quay.path.file_name().unwrap().to_str().unwrap());
    for (folder, link) in [(&pier, across.as_str()), (&quay, "sub/other.md")] {
        folder.write("other.md", "# Other\n\n## Sprint 2: Same\n\n- [ ] Go\n");
        let links = format!("[a](other.md#sprint-2-same), [b]({link}#sprint-2-same), [c](../outside.png)");
        folder.write("plan.md", format!("# Plan\n\n## Sprint 1: It\n\n- [ ] See {links}\n"));
    }
    (pier, quay)
}

fn text_of(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path.join(name)).unwrap()
}

#[test]
fn links_stay_in_their_folder_or_lead_into_another_one() {
    let (pier, quay) = twins();
    let mut client = in_folders(&[&pier, &quay], &json!({ "textDocument": { "documentLink": {} } }));
    let mut targets = |folder: &Folder| -> Vec<String> {
        let uri = folder.uri("plan.md");
        client.diagnostics_that(&folder.uri("other.md"), |it| it["diagnostics"] != json!([]));
        client.open(&uri, &text_of(folder, "plan.md"));
        let links = client.request("textDocument/documentLink", json!({ "textDocument": { "uri": uri } }));
        links.as_array().unwrap().iter().map(|it| it["target"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(targets(&pier), [format!("{}#L3", pier.uri("other.md")), format!("{}#L3", quay.uri("other.md"))]);
    assert_eq!(targets(&quay), [format!("{}#L3", quay.uri("other.md")), quay.uri("sub/other.md")]);
}

#[test]
fn links_across_folders_follow_files() {
    let (pier, quay) = twins();
    let capabilities = json!({ "workspace": { "fileOperations": { "willRename": true } } });
    let mut client = in_folders(&[&pier, &quay], &capabilities);
    for folder in [&pier, &quay] {
        client.open(&folder.uri("plan.md"), &text_of(folder, "plan.md"));
    }
    let files = json!([{ "oldUri": quay.uri("other.md"), "newUri": quay.uri("new.md") }]);
    let edit = client.request("workspace/willRenameFiles", json!({ "files": files }));
    let changed = |folder: &Folder| apply(&text_of(folder, "plan.md"), &edit["changes"][folder.uri("plan.md")]);
    let quays = format!("{}/other.md", quay.path.file_name().unwrap().to_str().unwrap());
    assert_eq!(changed(&pier), text_of(&pier, "plan.md").replace(&quays, &quays.replace("other", "new")));
    assert_eq!(changed(&quay), text_of(&quay, "plan.md").replace("(other.md", "(new.md"));
}

#[test]
fn a_command_calls_files_of_other_folders_by_their_whole_path() {
    let (pier, quay) = (Folder::new(), Folder::new());
    let plan = "# Plan\n\n## Sprint 1: Pier\n\n**Depends on:** Sprint 9\n\n- [ ] Go\n";
    pier.write("plan.md", plan);
    let far = quay.write("plan.md", "# Plan\n\n## Sprint 9: Quay\n\n- [ ] Come\n");
    let mut client = in_folders(&[&pier, &quay], &json!({ "workspace": { "executeCommand": {} } }));
    client.diagnostics_that(&quay.uri("plan.md"), |it| it["diagnostics"] != json!([]));
    client.open(&pier.uri("plan.md"), plan);
    let argument = json!({ "uri": pier.uri("plan.md"), "format": "json" });
    let params = json!({ "command": "milepost.graph", "arguments": [argument] });
    let graph = client.request("workspace/executeCommand", params);
    let nodes = graph["projects"][0]["nodes"].as_array().or_else(|| graph["nodes"].as_array()).unwrap();
    let paths: Vec<&str> = nodes.iter().filter_map(|it| it["path"].as_str()).collect();
    assert_eq!(paths, ["plan.md", far.to_str().unwrap()], "{graph}");
}

#[test]
fn a_document_is_of_the_folder_that_comes_around_it() {
    let (pier, quay) = twins();
    for folder in [&pier, &quay] {
        folder.write("deep/far.md", "# Far\n\n## Sprint 7: Far\n\n- [ ] Go\n");
    }
    let capabilities = json!({ "workspace": { "workspaceFolders": true }, "textDocument": { "hover": {} } });
    let mut client = in_folders(&[&pier], &capabilities);
    let uri = quay.uri("sub/plan.md");
    client.open(&uri, "# Plan\n\n## Sprint 1: It\n\n- [ ] Wait for Sprint 7\n");
    let event = json!({ "added": [{ "uri": quay.uri(""), "name": "quay" }], "removed": [] });
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    let far = format!("{}/deep/far.md", quay.path.file_name().unwrap().to_str().unwrap());
    let at = json!({ "textDocument": { "uri": uri }, "position": position(4, 17) });
    let mut card = String::new();
    for _ in 0..200 {
        card = client.request("textDocument/hover", at.clone())["contents"].to_string();
        if card.contains(&far) && !card.contains("several") {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("{far} is not what is meant: {card}");
}

#[test]
fn what_is_too_much_is_not_watched_either() {
    let watching = json!({ "dynamicRegistration": true });
    let capabilities = json!({ "workspace": { "didChangeWatchedFiles": watching } });
    let mut client = Client::in_folder("file:///", capabilities);
    client.notification("window/showMessage");
    client.assert_alive();
    assert!(client.others().iter().all(|it| it["method"] != "client/registerCapability"));
    // A project's folder comes.
    let folder = Folder::new();
    let event = json!({ "added": [{ "uri": folder.uri(""), "name": "plans" }], "removed": [] });
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    let registration = client.server_request("client/registerCapability");
    let watchers = &registration["params"]["registrations"][0]["registerOptions"]["watchers"];
    assert_eq!(watchers[1]["globPattern"], "**/*.toml");
}

/// Whoever opens a folder through a link knows nothing of where it leads.
#[cfg(unix)]
#[test]
fn a_folder_keeps_the_name_that_the_client_has_for_it() {
    let folder = Folder::new();
    folder.write("real/pier.md", PLAN);
    folder.write("real/crane.md", PLAN.replace("Sprint", "Stage").replace("- [ ] Lift", "Depends on: Stage 9"));
    folder.write("real/milepost.toml", "[rules]\nno-such-rule = \"off\"\n");
    std::os::unix::fs::symlink(folder.path.join("real"), folder.path.join("link")).unwrap();
    let watching = json!({ "dynamicRegistration": true, "relativePatternSupport": true });
    let capabilities = json!({ "workspace": { "configuration": true, "didChangeWatchedFiles": watching } });
    let mut client = Client::in_folder(&folder.uri("link"), capabilities);
    let asked = client.server_request("workspace/configuration");
    assert_eq!(asked["params"]["items"][1]["scopeUri"], folder.uri("link"));
    let registration = client.server_request("client/registerCapability");
    let watchers = &registration["params"]["registrations"][0]["registerOptions"]["watchers"];
    assert_eq!(watchers[0]["globPattern"]["baseUri"], folder.uri("link"));
    client.diagnostics_that(&folder.uri("link/crane.md"), |it| it["diagnostics"] != json!([]));
    client.diagnostics_that(&folder.uri("link/milepost.toml"), |it| it["diagnostics"] != json!([]));
    let symbols = client.request("workspace/symbol", json!({ "query": "Sprint 1" }));
    assert_eq!(symbols[0]["location"]["uri"], folder.uri("link/pier.md"));
    client.open(&folder.uri("link/crane.md"), PLAN);
    client.diagnostics_that(&folder.uri("link/crane.md"), |it| it["version"] == 1);
    assert!(!client.trace().iter().any(|it| it.0 == "server" && it.1.to_string().contains(&folder.uri("real"))));
}

/// Clients of before workspace folders, and those that have none to name, say a root.
#[test]
fn a_root_stands_for_the_folders() {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let (uri, path) = (folder.uri(""), folder.path.to_str().unwrap());
    for root in [
        json!({ "rootUri": uri, "workspaceFolders": [] }),
        json!({ "rootUri": uri, "workspaceFolders": null }),
        json!({ "rootUri": null, "rootPath": path }),
        json!({ "rootPath": path, "workspaceFolders": [] }),
    ] {
        let mut params = root.clone();
        params["capabilities"] = json!({});
        let mut client = Client::start();
        client.initialize(params);
        client.diagnostics_that(&folder.uri("plan.md"), |it| it["diagnostics"] != json!([]));
    }
}

#[test]
fn what_is_said_twice_is_begun_once() {
    let mut client = Client::initialized(json!({}));
    client.notify("initialized", json!({}));
    let uri = "untitled:plan";
    client.open(uri, PLAN);
    client.diagnostics_that(uri, |it| it["diagnostics"] != json!([]));
    std::thread::sleep(std::time::Duration::from_secs(1));
    assert!(client.others().iter().all(|it| it["method"] != "textDocument/publishDiagnostics"));
}

/// Without a folder, a file means what it means to `check`: its repository counts, or else the files beside it.
#[test]
fn a_file_alone_knows_what_is_around_it() {
    let sails =
        "# Sails\n\n## Sprint 4: Cloth\n\nDepends on: Sprint 1, Sprint 2\n\n- [ ] Sew\n\nAcceptance: it holds.\n";
    for is_repository in [false, true] {
        let folder = Folder::new();
        folder.write("docs/hull.md", "# Hull\n\n## Sprint 1: Planks\n\n- [ ] Saw\n\nAcceptance: it floats.\n");
        folder.write("docs/deep/mast.md", "# Mast\n\n## Sprint 2: Poles\n\n- [ ] Cut\n\nAcceptance: it stands.\n");
        let path = folder.write("docs/sails.md", sails);
        if is_repository {
            std::fs::create_dir(folder.path.join(".git")).unwrap();
        }
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_milepost"));
        let output = command.args(["check", "--output", "json"]).arg(&path).output().unwrap();
        let checked: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
        let checked: Vec<&Value> = checked.iter().map(|it| &it["message"]).collect();
        assert_eq!(checked.len(), usize::from(!is_repository), "{checked:?}");

        let mut client = Client::initialized(json!({ "textDocument": { "diagnostic": {} } }));
        let uri = folder.uri("docs/sails.md");
        client.open(&uri, sails);
        let asked = json!({ "textDocument": { "uri": uri } });
        let said = client.request("textDocument/diagnostic", asked.clone());
        let said: Vec<&Value> = said["items"].as_array().unwrap().iter().map(|it| &it["message"]).collect();
        assert_eq!(said, checked);
        // What is around a file is forgotten with it, and found again.
        let named = |client: &mut Client| client.request("workspace/symbol", json!({ "query": "Sprint 1" }));
        assert_eq!(named(&mut client)[0]["location"]["uri"], folder.uri("docs/hull.md"));
        client.close(&uri);
        assert!(named(&mut client)[0].is_null());
        client.open(&uri, sails);
        let again = client.request("textDocument/diagnostic", asked);
        assert_eq!(again["items"].as_array().unwrap().len(), checked.len());
    }
}
