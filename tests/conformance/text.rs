//! C31–C40: texts, positions and versions.

use serde_json::{Value, json};

use crate::support::asking::{at_position, has, in_range, of_document};
use crate::support::client::{Client, position, range};
use crate::support::clients;
use crate::support::folder::Folder;
use crate::support::plans::{OTHER, PLAN};
use crate::support::shape::{Texts, utf16};
use crate::support::tour::tours;
use crate::{document, each};

const URI: &str = "untitled:a";

/// Everything on, with columns counted as is said.
fn counting(encodings: &Value) -> (Client, Value) {
    let mut capabilities = clients::named("everything");
    capabilities["general"]["positionEncodings"] = encodings.clone();
    let mut client = Client::start();
    let answer = client.initialize(json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
    (client, answer["capabilities"].clone())
}

/// The encoding is one that the client offered, and UTF-16 otherwise.
#[test]
fn c31_the_encoding_is_one_that_was_offered() {
    for (offered, chosen) in [
        (json!(null), "utf-16"),
        (json!([]), "utf-16"),
        (json!(["utf-16"]), "utf-16"),
        (json!(["utf-32"]), "utf-32"),
        (json!(["utf-7", "utf-16"]), "utf-16"),
        (json!(["utf-7"]), "utf-16"),
        (json!(["utf-16", "utf-8"]), "utf-8"),
        (json!(["utf-32", "utf-8", "utf-16"]), "utf-8"),
    ] {
        assert_eq!(counting(&offered).1["positionEncoding"], chosen, "{offered}");
    }
}

type Width = fn(&str) -> usize;

/// How many units of an encoding stand before this byte of a line.
fn column(line: &str, byte: usize, unit: Width) -> u32 {
    unit(&line[..byte]) as u32
}

/// All positions in `value` with columns in bytes.
fn in_bytes(value: &mut Value, lines: &[&str], unit: Width) {
    if let (Some(line), Some(character)) = (value["line"].as_u64(), value["character"].as_u64()) {
        let line = lines.get(line as usize).copied().unwrap_or_default();
        let mut places = line.char_indices().map(|it| it.0).chain([line.len()]);
        let byte = places.find(|it| u64::from(column(line, *it, unit)) == character);
        value["character"] = json!(byte.unwrap_or_else(|| panic!("no character begins at {character} of {line:?}")));
        return;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|it| in_bytes(it, lines, unit)),
        Value::Object(fields) => {
            // What names an answer differs anyway.
            fields.retain(|key, _| key != "resultId");
            fields.values_mut().for_each(|it| in_bytes(it, lines, unit));
        }
        _ => {}
    }
}

/// Tokens as lines, columns and ends in bytes.
fn tokens_in_bytes(data: &Value, lines: &[&str], unit: Width) -> Vec<[u64; 5]> {
    let numbers: Vec<u64> = data.as_array().unwrap().iter().map(|it| it.as_u64().unwrap()).collect();
    let (mut line, mut at) = (0, 0);
    let mut tokens = Vec::new();
    for token in numbers.chunks(5) {
        (line, at) = if token[0] > 0 { (line + token[0], token[1]) } else { (line, at + token[1]) };
        let mut ends = [json!({ "line": line, "character": at }), json!({ "line": line, "character": at + token[2] })];
        ends.iter_mut().for_each(|it| in_bytes(it, lines, unit));
        let [start, end] = ends.map(|it| it["character"].as_u64().unwrap());
        tokens.push([line, start, end, token[3], token[4]]);
    }
    tokens
}

/// However columns are counted, what is meant is the same.
#[test]
fn c32_all_encodings_mean_the_same() {
    let units: [(&str, Width); 3] = [("utf-8", str::len), ("utf-16", utf16), ("utf-32", |it| it.chars().count())];
    let lines: Vec<&str> = PLAN.split('\n').collect();
    let mut said: Vec<Vec<Value>> = Vec::new();
    for (encoding, unit) in units {
        let (mut client, offered) = counting(&json!([encoding]));
        client.open(URI, PLAN);
        let mut asked = of_document(&offered, URI);
        asked.extend(in_range(&offered, URI, &range(0, 0, 99, 0)));
        for (number, line) in lines.iter().enumerate() {
            for needle in ["a😀é日", "Phase", "T001", "after", "Weeks"] {
                let Some(byte) = line.find(needle) else { continue };
                for byte in [byte, byte + needle.len()] {
                    asked.extend(at_position(&offered, URI, &position(number as u32, column(line, byte, unit))));
                }
            }
        }
        let mut answers = Vec::new();
        for (method, params) in asked {
            let id = client.ask(method, params);
            let mut answer = client.answer(&json!(id))["result"].take();
            if method.starts_with("textDocument/semanticTokens") {
                answer = json!(tokens_in_bytes(&answer["data"], &lines, unit));
            }
            in_bytes(&mut answer, &lines, unit);
            answers.push(json!({ "method": method, "answer": answer }));
        }
        said.push(answers);
    }
    assert!(said[0].len() > 100);
    for other in [1, 2] {
        for (one, other) in said[0].iter().zip(&said[other]) {
            assert_eq!(one, other);
        }
    }
}

/// Lines end as the protocol says, and no answer points between a carriage return and its line feed.
#[test]
fn c33_lines_end_as_the_protocol_says() {
    each(|_, mut client| {
        client.open(URI, "a\rb\r\nc\nd\u{2028}e\u{85}f\u{b}g");
        let end = json!([{ "range": range(3, 999, 3, 999), "text": "!" }, { "range": range(1, 9, 2, 0), "text": "+" }]);
        client.change(URI, 2, end);
        assert_eq!(client.text(URI), "a\rb+c\nd\u{2028}e\u{85}f\u{b}g!");
    });
    let windows = PLAN.replace('\n', "\r\n");
    let texts = Texts::new([(URI, windows.as_str())], utf16);
    let (mut client, offered) = counting(&json!(["utf-16"]));
    client.open(URI, &windows);
    let mut asked = of_document(&offered, URI);
    asked.extend(in_range(&offered, URI, &range(0, 0, 99, 0)));
    for (method, params) in asked {
        let result = client.request(method, params);
        assert_eq!(texts.faults(method, URI, &result), Vec::<String>::new(), "{method}");
    }
}

/// A column behind the end of a line is its end; a range's end is not in it.
#[test]
fn c34_a_column_behind_the_end_is_the_end() {
    each(|_, mut client| {
        client.open(URI, "one\ntwo\n");
        client.change(URI, 2, json!([{ "range": range(0, 999, 0, 4_294_967_295), "text": "!" }]));
        client.change(URI, 3, json!([{ "range": range(1, 0, 1, 2), "text": "" }]));
        assert_eq!(client.text(URI), "one!\no\n");
    });
}

/// Documents are opened, edited in parts and in order, and closed.
#[test]
fn c35_documents_are_synchronised_by_edits() {
    for tour in tours() {
        let sync = &tour.offered["textDocumentSync"];
        assert_eq!((&sync["openClose"], &sync["change"]), (&json!(true), &json!(2)), "{}", tour.client);
    }
    each(|_, mut client| {
        client.open(URI, "");
        for (version, letter) in ('a'..='z').enumerate() {
            let at = version as u32;
            let twice = [
                json!({ "range": range(0, at, 0, at), "text": "?" }),
                json!({ "range": range(0, at, 0, at + 1), "text": letter }),
            ];
            client.change(URI, 2 + version as i64, json!(twice));
        }
        assert_eq!(client.text(URI), "abcdefghijklmnopqrstuvwxyz");
        client.close(URI);
        assert_eq!(client.text(URI), Value::Null);
    });
}

/// While a document is open, its text is the editor's, whatever is on disk.
#[test]
fn c36_the_disk_is_not_read_for_an_open_document() {
    for (_, capabilities) in clients::chosen() {
        let folder = Folder::new();
        folder.write("plan.md", PLAN);
        folder.write("other.md", OTHER);
        let uri = folder.uri("plan.md");
        let mut client = Client::in_folder(&folder.uri(""), capabilities);
        client.wait_for_scan(&folder.uri("other.md"));
        client.open(&uri, "# Mine\n");
        folder.write("plan.md", "# Theirs\n");
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 2 }] }));
        // By the time that the other file is known again, the news are read.
        std::fs::remove_file(folder.path.join("other.md")).unwrap();
        client.notify(
            "workspace/didChangeWatchedFiles",
            json!({ "changes": [{ "uri": folder.uri("other.md"), "type": 3 }] }),
        );
        while !client.text(&folder.uri("other.md")).is_null() {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        assert_eq!(client.text(&uri), "# Mine\n");
    }
}

/// A document that nobody opened is answered for from disk.
#[test]
fn c37_closed_documents_are_answered_for() {
    for tour in tours() {
        let found = tour.results("workspace/symbol");
        let has_closed = |it: &Value| it["location"]["uri"] == tour.other;
        assert!(found.iter().any(|it| it.1.as_array().unwrap().iter().any(has_closed)), "{}", tour.client);
    }
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    for (_, capabilities) in clients::chosen() {
        let mut client = Client::in_folder(&folder.uri(""), capabilities);
        client.wait_for_scan(&folder.uri("plan.md"));
        let symbols = client.request("textDocument/documentSymbol", document(&folder.uri("plan.md")));
        assert!(symbols[0]["name"].as_str().unwrap().contains("Phase 1"));
    }
}

/// Diagnostics name the version that they are of.
#[test]
fn c39_diagnostics_are_of_the_version_that_they_name() {
    for tour in tours() {
        for it in tour.sent("textDocument/publishDiagnostics") {
            assert!(it["params"]["uri"] == tour.uri || it["params"]["version"].is_null(), "{it}");
        }
    }
    let mut client = Client::initialized(json!({}));
    client.open(URI, PLAN);
    for version in 2..20 {
        let name = format!("Phase {}", version + 50);
        client.change(URI, version, json!([{ "text": PLAN.replace("Phase 9", &name) }]));
        let told = client.diagnostics_that(URI, |it| it["version"] == version);
        assert!(told["diagnostics"].to_string().contains(&name), "{version}: {told}");
    }
}

/// What a document is called is the client's affair.
#[test]
fn c40_documents_keep_the_names_that_the_client_gave() {
    each(|name, mut client| {
        for uri in [
            "untitled:Untitled-1",
            "file:///x/a%20b%5b1%5d.md",
            "file:///x/[c]|d.md",
            "FILE:///x/%c3%A9.md",
            "git:/x/e.md?ref=1",
        ] {
            client.open(uri, PLAN);
            let at = json!({ "textDocument": { "uri": uri }, "position": position(2, 4), "context": { "includeDeclaration": true } });
            let places = client.request("textDocument/references", at);
            assert!(places.as_array().unwrap().iter().any(|it| it["uri"] == uri), "{name}: {uri}: {places}");
            client.close(uri);
        }
    });
    assert!(tours().iter().all(|it| !has(&it.offered, "/future")));
}
