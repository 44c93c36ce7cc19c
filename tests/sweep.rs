//! The sweep: everything that is offered, asked for at every position of plans and of what is left of them when they are cut
//! off, and beyond their ends. All is answered without an error but those that are documented, and what is answered fits.
//!
//! `server/core/tests/ide_sweep.rs` does so below the protocol, at every byte; this one holds what the wire adds: columns,
//! ranges and tokens as a client reads them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

mod support;

use serde_json::{Value, json};
use support::asking::{at_position, following, in_range, of_document, of_workspace};
use support::client::{Client, position};
use support::clients;
use support::plans::{OTHER, PLAN};
use support::shape::{Texts, lines, unit};

const URI: &str = "untitled:plan";
const OTHER_URI: &str = "untitled:other";

/// Requests that may be refused, with the reason in a message: what is there cannot be renamed, is no command, or would
/// be another plan once it is worked out.
const MAY_BE_REFUSED: [&str; 5] = [
    "codeAction/resolve",
    "textDocument/rename",
    "textDocument/prepareRename",
    "workspace/executeCommand",
    "textDocument/linkedEditingRange",
];

struct Sweep {
    client: Client,
    offered: Value,
    version: i64,
}

impl Sweep {
    fn new(encoding: &str) -> Sweep {
        let mut capabilities = clients::named("everything");
        capabilities["general"]["positionEncodings"] = json!([encoding]);
        let mut client = Client::start();
        let answer = client.initialize(json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
        client.open(OTHER_URI, OTHER);
        client.open(URI, "");
        client.wait_for_first_look();
        Sweep { client, offered: answer["capabilities"].clone(), version: 1 }
    }

    /// Lets the document be `text`.
    fn set(&mut self, text: &str) -> Texts {
        self.version += 1;
        self.client.change(URI, self.version, json!([{ "text": text }]));
        Texts::new([(URI, text), (OTHER_URI, OTHER)], unit(&self.offered))
    }

    /// Asks all of it at once, then for more about what came, and holds the answers to the text.
    fn ask(&mut self, texts: &Texts, asked: Vec<(&'static str, Value)>) {
        let ids: Vec<i64> = asked.iter().map(|(method, params)| self.client.ask(method, params.clone())).collect();
        let mut more = Vec::new();
        for ((method, params), id) in asked.into_iter().zip(ids) {
            let answer = self.client.answer(&json!(id));
            if let Some(error) = answer.get("error") {
                let message = error["message"].as_str().unwrap_or_default();
                assert!(MAY_BE_REFUSED.contains(&method) && !message.is_empty(), "{method} {params}: {error}");
                continue;
            }
            let result = &answer["result"];
            let uri = params["item"]["uri"].as_str().unwrap_or(URI);
            assert_eq!(texts.faults(method, uri, result), Vec::<String>::new(), "{method} {params}");
            let list = result.as_array().or_else(|| result["items"].as_array());
            for thing in list.into_iter().flatten().take(2) {
                more.extend(following(&self.offered, method, thing));
            }
        }
        if !more.is_empty() {
            self.ask(texts, more);
        }
    }

    /// Asks for the whole document, and at the places that `wanted` picks by line and column.
    fn over(&mut self, text: &str, wanted: impl Fn(usize, usize, usize) -> bool) {
        let texts = self.set(text);
        self.ask(&texts, of_document(&self.offered, URI));
        self.ask(&texts, of_workspace(&self.offered));
        let count = unit(&self.offered);
        let lines = lines(text);
        let widths = lines.iter().map(|it| count(it)).chain([0]).enumerate();
        for (line, width) in widths {
            for column in (0..=width + 1).filter(|it| wanted(line, *it, width)) {
                let at = position(line as u32, column as u32);
                self.ask(&texts, at_position(&self.offered, URI, &at));
            }
            let whole = json!({ "start": position(line as u32, 0), "end": position(line as u32 + 2, 7) });
            self.ask(&texts, in_range(&self.offered, URI, &whole));
        }
        let far = position(u32::MAX, u32::MAX);
        self.ask(&texts, at_position(&self.offered, URI, &far));
        self.client.attend();
    }
}

/// The plans of the project: its examples and the rules' suite.
fn plans() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["examples", "examples/bike-counter", "tests/suite"] {
        for entry in std::fs::read_dir(format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"))).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|it| it == "md") {
                found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(found.len() > 20);
    found
}

#[test]
fn every_position_of_a_small_plan_in_every_encoding() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut sweep = Sweep::new(encoding);
        // Much in one encoding, and in the others those lines that are not plain.
        sweep.over(PLAN, |line, column, width| match encoding {
            "utf-16" => line % 3 == 0 || column % 6 == 0 || column >= width,
            _ => [7, 14].contains(&line),
        });
        assert_eq!(sweep.client.finish(), 0);
    }
}

#[test]
fn some_positions_of_every_plan_of_the_project() {
    let mut sweep = Sweep::new("utf-16");
    for (name, text) in plans() {
        println!("{name}");
        sweep.over(&text, |line, column, width| (line * 7 + column) % 41 == 0 || column == width + 1);
    }
    assert_eq!(sweep.client.finish(), 0);
}

#[test]
fn the_end_of_a_plan_that_is_cut_off() {
    let mut sweep = Sweep::new("utf-16");
    let windows = PLAN.replace('\n', "\r\n");
    for (text, step) in [(PLAN, 11), (windows.as_str(), 31)] {
        for end in (0..text.len()).step_by(step).filter(|it| text.is_char_boundary(*it)) {
            let text = &text[..end];
            println!("{end} bytes");
            let last = lines(text).len() - 1;
            sweep.over(text, |line, column, width| line >= last && column + 1 >= width);
        }
    }
    assert_eq!(sweep.client.finish(), 0);
}

#[test]
fn a_plan_in_a_row_of_edits() {
    let mut sweep = Sweep::new("utf-16");
    for text in
        ["", "\r", "#", "## Sprint 1", "## Sprint 1\r\n- [ ] a\rb\n\n```\n## Sprint 2", "| Phase |\n|--", "---\nid: x"]
    {
        sweep.over(text, |_, _, _| true);
    }
    assert_eq!(sweep.client.finish(), 0);
}
