//! A tour: everything that a server offers a client, asked for once, with all that was said meanwhile.

use std::sync::{Mutex, OnceLock};

use serde_json::{Value, json};

use super::asking::{at_position, following, has, in_range, of_document, of_workspace};
use super::client::{Client, position, range};
use super::clients;
use super::folder::Folder;
use super::plans::{OTHER, PLAN};
use super::shape::{Texts, unit};
use super::trace::Traced;

/// A request and its answer, whole.
pub struct Asked {
    pub method: &'static str,
    pub params: Value,
    pub answer: Value,
    /// The text of the plan when it was asked.
    pub text: String,
}

/// What one client met.
pub struct Tour {
    pub client: &'static str,
    /// What the client can do.
    pub capabilities: Value,
    /// What the server can do for it.
    pub offered: Value,
    /// The whole answer to `initialize`.
    pub greeting: Value,
    /// The plan that is open, and the one that is not.
    pub uri: String,
    pub other: String,
    pub asked: Vec<Asked>,
    pub trace: Vec<Traced>,
    pub exit_code: i32,
}

/// The tours of all clients, made once for a test binary.
pub fn tours() -> &'static [Tour] {
    static TOURS: OnceLock<Vec<Tour>> = OnceLock::new();
    TOURS.get_or_init(|| {
        let waiting = Mutex::new(clients::all().into_iter().enumerate());
        let done = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    loop {
                        let Some((at, (name, capabilities))) = waiting.lock().unwrap().next() else { return };
                        let tour = tour(name, capabilities);
                        done.lock().unwrap().push((at, tour));
                    }
                });
            }
        });
        let mut done = done.into_inner().unwrap();
        done.sort_by_key(|it| it.0);
        done.into_iter().map(|it| it.1).collect()
    })
}

impl Tour {
    /// The results of the requests of this kind, with what was asked; null results are left out.
    pub fn results(&self, method: &str) -> Vec<(&Asked, &Value)> {
        let of_kind = self.asked.iter().filter(|it| it.method == method);
        of_kind.filter_map(|it| Some((it, it.answer.get("result").filter(|it| !it.is_null())?))).collect()
    }

    /// All things in the answers of this kind that are lists.
    pub fn items(&self, method: &str) -> Vec<&Value> {
        self.results(method).into_iter().flat_map(|(_, result)| result.as_array().into_iter().flatten()).collect()
    }

    /// The documents, with the plan as it was at some time.
    pub fn texts(&self, plan: &str) -> Texts {
        Texts::new([(self.uri.as_str(), plan), (self.other.as_str(), OTHER)], unit(&self.offered))
    }

    /// What the server sent of this kind.
    pub fn sent(&self, method: &str) -> Vec<&Value> {
        self.trace.iter().filter(|it| it.0 == "server" && it.1["method"] == method).map(|it| &it.1).collect()
    }

    /// Whether the client can do what stands at this pointer.
    pub fn can(&self, pointer: &str) -> bool {
        has(&self.capabilities, pointer)
    }
}

struct Guide {
    client: Client,
    offered: Value,
    text: String,
    asked: Vec<Asked>,
}

impl Guide {
    /// Asks, and asks on about what is in the answer.
    fn ask(&mut self, (method, params): (&'static str, Value)) {
        let id = self.client.ask(method, params.clone());
        let answer = self.client.answer(&json!(id));
        self.client.attend();
        let lists = [&answer["result"], &answer["result"]["items"]];
        let things: Vec<Value> = lists.iter().filter_map(|it| it.as_array()).flatten().take(4).cloned().collect();
        self.asked.push(Asked { method, params, answer, text: self.text.clone() });
        for thing in things {
            following(&self.offered, method, &thing).into_iter().for_each(|it| self.ask(it));
        }
    }

    fn ask_everything(&mut self, uri: &str) {
        for (line, content) in PLAN.lines().enumerate() {
            let words = ["Phase", "T00", "Weeks", "above", "milepost", "Done", "broken"];
            let mut places: Vec<usize> = words.iter().filter_map(|it| content.find(it)).collect();
            places.extend([0, content.len()]);
            for place in places {
                let column = unit(&self.offered)(&content[..place]) as u32;
                let at = position(line as u32, column);
                at_position(&self.offered, uri, &at).into_iter().for_each(|it| self.ask(it));
            }
        }
        in_range(&self.offered, uri, &range(0, 0, 999, 0)).into_iter().for_each(|it| self.ask(it));
        in_range(&self.offered, uri, &range(2, 0, 7, 0)).into_iter().for_each(|it| self.ask(it));
        self.ask_for_all(uri);
    }

    fn ask_for_all(&mut self, uri: &str) {
        of_document(&self.offered, uri).into_iter().for_each(|it| self.ask(it));
        of_workspace(&self.offered).into_iter().for_each(|it| self.ask(it));
    }

    fn ask_what_is_rare(&mut self, uri: &str, other: &str) {
        if has(&self.offered, "/workspace/fileOperations/willRename") {
            let files = json!([{ "oldUri": other, "newUri": other.replace("other", "renamed") }]);
            self.ask(("workspace/willRenameFiles", json!({ "files": files })));
        }
        if has(&self.offered, "/codeActionProvider") {
            let context = json!({ "diagnostics": [], "only": ["source.fixAll"] });
            let asked = json!({ "textDocument": { "uri": uri }, "range": range(0, 0, 0, 0), "context": context });
            self.ask(("textDocument/codeAction", asked));
        }
        let commands = self.offered["executeCommandProvider"]["commands"].as_array().cloned().unwrap_or_default();
        for command in commands {
            self.ask(("workspace/executeCommand", json!({ "command": command, "arguments": [] })));
        }
    }
}

fn tour(name: &'static str, capabilities: Value) -> Tour {
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    folder.write("other.md", OTHER);
    let (uri, other) = (folder.uri("plan.md"), folder.uri("other.md"));
    let mut client = Client::start();
    let id = client.ask(
        "initialize",
        json!({
            "processId": null, "rootUri": folder.uri(""), "capabilities": capabilities,
            "workspaceFolders": [{ "uri": folder.uri(""), "name": "test" }],
        }),
    );
    let greeting = client.answer(&json!(id));
    client.notify("initialized", json!({}));
    client.open(&uri, PLAN);
    client.wait_for_scan(&other);
    let offered = greeting["result"]["capabilities"].clone();
    let mut guide = Guide { client, offered: offered.clone(), text: PLAN.to_owned(), asked: Vec::new() };
    guide.ask_everything(&uri);
    guide.ask_what_is_rare(&uri, &other);
    // Something changes: in the document, in another one, on disk and in the settings.
    guide.client.change(
        &uri,
        2,
        json!([{ "range": range(2, 6, 2, 7), "text": "P" }, { "range": range(6, 3, 6, 4), "text": " " }]),
    );
    guide.text = PLAN.replace("[x] T001", "[ ] T001");
    guide.ask_for_all(&uri);
    guide.client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "milepost": { "codeLens": { "enable": false } } } }),
    );
    folder.write("other.md", OTHER.replace("Phase 1", "Phase 7"));
    guide.client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": other, "type": 2 }] }));
    std::thread::sleep(std::time::Duration::from_millis(900));
    guide.client.attend();
    guide.client.close(&uri);
    let mut client = guide.client;
    let id = client.ask("shutdown", Value::Null);
    client.answer(&json!(id));
    client.attend();
    client.notify("exit", Value::Null);
    let exit_code = client.exit_code();
    Tour {
        client: name,
        capabilities,
        offered,
        greeting,
        uri,
        other,
        asked: guide.asked,
        trace: client.trace(),
        exit_code,
    }
}
