//! Broken clients: framing, JSON, lifecycle and cancellation, by the numbers of the fault list. Each test ends with proof
//! that the server lives, or with its end.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails")]

mod support;

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::client::{Client, PATIENCE, Start, framed};

fn client() -> Client {
    Client::initialized(json!({}))
}

/// Sends bodies that must each be refused with `code` and no id.
fn assert_refused(code: i64, bodies: &[&[u8]]) {
    let mut client = client();
    for body in bodies {
        client.send_body(body);
        assert_eq!(client.error(&Value::Null), code, "{}", String::from_utf8_lossy(body));
    }
    client.assert_alive();
    assert_eq!(client.finish(), 0);
}

#[test]
fn f01_f02_f08_what_is_no_json_is_refused() {
    let nested = "[".repeat(10_000);
    let closed = format!("{nested}{}", "]".repeat(10_000));
    assert_refused(-32700, &[b"{", b"nonsense", b"{\"jsonrpc\":\"\xff\xfe\"}", nested.as_bytes(), closed.as_bytes()]);
}

#[test]
fn f03_f04_f05_f06_what_is_no_message_is_refused() {
    assert_refused(
        -32600,
        &[
            br#"[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]"#,
            b"[]",
            b"42",
            b"\"x\"",
            b"null",
            b"{}",
            br#"{"jsonrpc":"2.0","id":{},"method":"shutdown"}"#,
            br#"{"jsonrpc":"2.0","id":1.5,"method":"shutdown"}"#,
            br#"{"jsonrpc":"2.0","id":9223372036854775808,"method":"shutdown"}"#,
            br#"{"method":"shutdown"}"#,
        ],
    );
    let mut client = client();
    client.send_body(br#"{"jsonrpc":"1.0","id":71,"method":"shutdown"}"#);
    assert_eq!(client.error(&json!(71)), -32600);
    client.assert_alive();
}

#[test]
fn f07_a_request_with_the_id_null_is_answered() {
    let mut client = client();
    client.send_body(br#"{"jsonrpc":"2.0","id":null,"method":"milepost/nothing"}"#);
    assert_eq!(client.error(&Value::Null), -32601);
    client.assert_alive();
}

#[test]
fn f09_f10_f11_f12_headers_of_every_manner_are_read() {
    let mut client = client();
    let body = br#"{"jsonrpc":"2.0","id":"h","method":"milepost/sleep","params":{}}"#;
    let length = body.len();
    for header in [
        format!("content-length: {length}\r\n"),
        format!("CONTENT-LENGTH:{length}\r\n"),
        format!("Content-Length: {length}\r\nContent-Type: application/vscode-jsonrpc\r\n"),
        format!("Content-Length: {length}\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n"),
        format!("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: {length}\r\n"),
        format!("A: 1\r\nB: 2\r\nC: 3\r\nContent-Length: {length}\r\nD: 4\r\n"),
        format!("Content-Length: 7\r\nContent-Length: {length}\r\n"),
        format!("Content-Length: {length}\n"),
    ] {
        client.send_raw(format!("{header}\r\n").as_bytes());
        client.send_raw(body);
        assert_eq!(client.answer(&json!("h"))["result"], Value::Null, "{header}");
    }
    client.send_raw(format!("Content-Length: {length}\r\nContent-Type: x; charset=utf-16\r\n\r\n").as_bytes());
    client.send_raw(body);
    client.assert_alive();
    assert!(client.others().iter().all(|it| it["id"] != "h"), "a body of another charset is not read");
}

#[test]
fn f13_f14_impossible_lengths_are_skipped() {
    let mut client = client();
    for length in ["-5", "ten", "1000000000000000000000000000000", "1000000000000", "99999999999"] {
        client.send_raw(format!("Content-Length: {length}\r\n\r\n{{\"jsonrpc\":\"2.0\"}}").as_bytes());
        client.assert_alive();
    }
    assert_memory_below(&client, 200);
}

#[test]
fn f15_a_length_that_is_off_by_one_spoils_no_other_message() {
    for off in [-1, 1] {
        let mut client = client();
        client.open("untitled:a", "# A\n");
        let change = json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
            "textDocument": { "uri": "untitled:a", "version": 2 }, "contentChanges": [{ "text": "wrong" }],
        }})
        .to_string();
        client.send_raw(format!("Content-Length: {}\r\n\r\n{change}", change.len() as i64 + off).as_bytes());
        // The message right behind may be lost with it; the one after must not be.
        client.notify("milepost/nothing", json!({}));
        client.notify("milepost/nothing", json!({}));
        client.assert_alive();
        assert_eq!(client.text("untitled:a"), "# A\n");
    }
}

#[test]
fn f16_garbage_before_a_header_is_passed() {
    let mut client = client();
    client.send_raw(b"Starting the server ...\r\n\r\nWarning: something\n");
    client.assert_alive();
    client.send_raw(&[b'{'; 50_000]);
    client.assert_alive();
}

#[test]
fn f17_a_header_without_end_ends_the_server() {
    let mut client = client();
    let endless = "X-Header: ".to_owned() + &"a".repeat(5 << 20);
    client.send_raw(endless.as_bytes());
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn f18_messages_come_in_pieces_and_in_heaps() {
    let mut client = client();
    for byte in framed(br#"{"jsonrpc":"2.0","id":"slow","method":"milepost/sleep","params":{}}"#) {
        client.send_raw(&[byte]);
    }
    assert_eq!(client.answer(&json!("slow"))["result"], Value::Null);
    let request = |id: i64| json!({ "jsonrpc": "2.0", "id": id, "method": "milepost/sleep", "params": {} }).to_string();
    let heap: Vec<u8> = (1_000..1_100).flat_map(|id| framed(request(id).as_bytes())).collect();
    client.send_raw(&heap);
    for id in 1_000..1_100 {
        assert_eq!(client.answer(&json!(id))["result"], Value::Null);
    }
    client.assert_alive();
}

#[test]
fn f19_an_empty_body_is_nothing() {
    let mut client = client();
    client.send_raw(b"Content-Length: 0\r\n\r\n");
    client.assert_alive();
    assert!(client.others().iter().all(|it| it.get("error").is_none()));
}

#[test]
fn f20_f21_the_end_of_the_input_is_the_end() {
    let mut within = client();
    within.send_raw(b"Content-Length: 1000\r\n\r\n{\"jsonrpc\"");
    within.hang_up();
    assert_eq!(within.exit_code(), 1);
    let mut between = client();
    between.hang_up();
    assert_eq!(between.exit_code(), 1);
    let mut before = Client::start();
    before.hang_up();
    assert_eq!(before.exit_code(), 1);
}

#[test]
fn f22_shutdown_and_exit_by_the_letter() {
    let mut client = client();
    assert_eq!(client.request("shutdown", Value::Null), Value::Null);
    client.notify("exit", Value::Null);
    client.hang_up();
    assert_eq!(client.exit_code(), 0);
    // The input stays open.
    assert_eq!(self::client().finish(), 0);
}

#[test]
fn shutdown_and_exit_may_have_empty_parameters() {
    let mut client = client();
    assert_eq!(client.request("shutdown", json!({})), Value::Null);
    client.notify("exit", json!({}));
    assert_eq!(client.exit_code(), 0);
}

#[test]
fn exit_without_shutdown_is_a_failure() {
    let mut client = client();
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 1);
    let mut early = Client::start();
    early.notify("exit", Value::Null);
    assert_eq!(early.exit_code(), 1);
    let mut refused = Client::start();
    assert_eq!(refused.refused("shutdown", Value::Null), -32002);
    refused.notify("exit", Value::Null);
    assert_eq!(refused.exit_code(), 1);
}

#[cfg(unix)]
#[test]
fn f23_f24_the_server_ends_with_its_client() {
    let sleeper = || std::process::Command::new("sleep").arg("1000").spawn().unwrap();
    let mut parent = sleeper();
    let mut client = Client::start();
    client.initialize(json!({ "processId": parent.id(), "rootUri": null, "capabilities": {} }));
    client.assert_alive();
    parent.kill().unwrap();
    // Not waited for, it remains as a zombie, and is gone all the same.
    assert_eq!(client.exit_code(), 1);
    parent.wait().unwrap();

    let mut dead = Client::start();
    dead.initialize(json!({ "processId": parent.id(), "rootUri": null, "capabilities": {} }));
    assert_eq!(dead.exit_code(), 1);

    let mut other = sleeper();
    let arguments = ["lsp".to_owned(), format!("--clientProcessId={}", other.id())].to_vec();
    let mut told = Client::start_with(&Start { arguments, ..Start::default() });
    told.initialize(json!({ "processId": null, "rootUri": null, "capabilities": {} }));
    other.kill().unwrap();
    other.wait().unwrap();
    assert_eq!(told.exit_code(), 1);
}

#[test]
fn f25_nobody_reads_any_more() {
    let mut client = Client::start_with(&Start { reads: false, ..Start::default() });
    client.stop_reading();
    for id in 0..50 {
        let request = json!({ "jsonrpc": "2.0", "id": id, "method": "initialize", "params": {} });
        if !client.send(&request) {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn f26_a_client_that_reads_late_loses_nothing() {
    let mut client = Client::start_with(&Start { reads: false, ..Start::default() });
    let first = client.ask("initialize", json!({ "processId": null, "capabilities": {} }));
    client.notify("initialized", json!({}));
    let text = "x".repeat(2_000);
    client.open("untitled:long", &text);
    let ids: Vec<i64> = (0..5_000).map(|_| client.ask("milepost/text", json!({ "uri": "untitled:long" }))).collect();
    assert_memory_below(&client, 400);
    client.begin_to_read();
    client.answer(&json!(first));
    let mut open: std::collections::BTreeSet<i64> = ids.into_iter().collect();
    while !open.is_empty() {
        let answer = client.wait_for("an answer", |it| it.get("method").is_none());
        assert_eq!(answer["result"], text);
        assert!(open.remove(&answer["id"].as_i64().unwrap()), "answered twice: {}", answer["id"]);
    }
    client.assert_alive();
}

#[cfg(unix)]
#[test]
fn f27_asked_to_terminate() {
    let mut client = client();
    client.assert_alive();
    let id = client.child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    client.exit_code();
}

#[test]
fn f28_a_panic_is_an_error_of_one_request() {
    let mut client = client();
    client.open("untitled:a", "# A\n");
    for method in ["milepost/panic", "milepost/panicLater"] {
        let request = json!({ "jsonrpc": "2.0", "id": "p", "method": method, "params": {} });
        client.send(&request);
        assert_eq!(client.error(&json!("p")), -32603);
        // The id is free again.
        client.send(&json!({ "jsonrpc": "2.0", "id": "p", "method": "milepost/sleep", "params": {} }));
        assert_eq!(client.answer(&json!("p"))["result"], Value::Null);
    }
    assert_eq!(client.text("untitled:a"), "# A\n");
    client.assert_alive();
    assert_eq!(client.finish(), 0);
}

#[test]
fn f29_a_panic_in_reading_loses_no_edit() {
    let mut client = client();
    let uri = "untitled:a";
    client.open(uri, "# A\n");
    for times in 1..=2 {
        client.request("milepost/panicInReading", json!({ "times": times }));
        client.change(uri, 2, json!([{ "range": support::client::range(0, 2, 0, 2), "text": "b" }]));
        client.change(uri, 3, json!([{ "range": support::client::range(0, 2, 0, 2), "text": "c" }]));
    }
    assert_eq!(client.text(uri), "# cbcbA\n");
    client.request("milepost/panicInReading", json!({ "times": 1 }));
    client.open("untitled:b", "# B\n");
    assert_eq!(client.text("untitled:b"), "# B\n");
    client.assert_alive();
    assert_eq!(client.finish(), 0);
}

#[test]
fn f30_after_shutdown_everything_is_refused() {
    let mut client = client();
    client.request("shutdown", Value::Null);
    assert_eq!(client.refused("shutdown", Value::Null), -32600);
    assert_eq!(client.refused("textDocument/hover", json!({})), -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_code(), 0);
}

#[test]
fn the_beginning_by_the_letter() {
    let mut client = Client::start();
    assert_eq!(client.refused("textDocument/hover", json!({})), -32002);
    client.open("untitled:a", "dropped");
    let answer = client.initialize(json!({ "processId": null, "rootUri": null, "capabilities": {} }));
    assert_eq!(answer["serverInfo"]["name"], "milepost");
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(client.refused("initialize", json!({ "processId": null, "capabilities": {} })), -32600);
    assert_eq!(client.text("untitled:a"), Value::Null);
    client.assert_alive();
    assert_eq!(client.finish(), 0);
}

#[test]
fn what_is_unknown_is_refused_or_ignored() {
    let mut client = client();
    assert_eq!(client.refused("milepost/nothing", json!({})), -32601);
    assert_eq!(client.refused("$/nothing", json!({})), -32601);
    assert_eq!(client.refused("textDocument/hover", json!({ "textDocument": 5 })), -32602);
    assert_eq!(client.refused("textDocument/hover", json!(7)), -32602);
    client.notify("$/nothing", json!({}));
    client.notify("milepost/nothing", json!({}));
    client.notify("textDocument/didChange", json!({ "textDocument": 5 }));
    client.notify("$/setTrace", json!({ "value": "verbose" }));
    client.assert_alive();
    assert!(client.others().iter().all(|it| it.get("error").is_none()));
}

#[test]
fn f32_f33_cancelled_requests_are_answered_at_once() {
    let mut client = client();
    let begun = Instant::now();
    let mut ids: Vec<i64> = (0..100).map(|_| client.ask("milepost/sleep", json!({ "ms": 600_000 }))).collect();
    // These wait for a thread.
    ids.extend((0..20).map(|_| client.ask("milepost/work", json!({ "ms": 3_000 }))));
    for id in &ids {
        client.notify("$/cancelRequest", json!({ "id": id }));
    }
    for id in &ids {
        assert_eq!(client.error(&json!(id)), -32800);
    }
    assert!(begun.elapsed() < PATIENCE);
    client.notify("$/cancelRequest", json!({ "id": ids[0] }));
    client.notify("$/cancelRequest", json!({ "id": "never" }));
    client.assert_alive();
    assert!(client.others().iter().all(|it| it.get("method").is_some()), "each was answered once");
}

/// What takes long leaves threads to what does not, and ends when nobody waits for it any more.
#[test]
fn f36_slow_requests_keep_no_other_waiting() {
    let mut client = client();
    client.open("untitled:a", "# A\n\n## Sprint 1: Hull\n\n- [ ] Saw\n");
    let hover = json!({ "textDocument": { "uri": "untitled:a" }, "position": { "line": 2, "character": 5 } });
    let slow: Vec<i64> = (0..20).map(|_| client.ask("milepost/work", json!({ "ms": 600_000 }))).collect();
    assert!(client.request("textDocument/hover", hover.clone())["contents"].is_object());
    for id in &slow {
        client.notify("$/cancelRequest", json!({ "id": id }));
    }
    for id in &slow {
        assert_eq!(client.error(&json!(id)), -32800);
    }
    // Those that had begun gave their threads back.
    let ids: Vec<i64> = (0..4).map(|_| client.ask("milepost/work", json!({ "ms": 1 }))).collect();
    for id in &ids {
        assert_eq!(client.answer(&json!(id))["result"], Value::Null);
    }
    assert!(client.request("textDocument/hover", hover)["contents"].is_object());
    assert_eq!(client.finish(), 0);
}

#[test]
fn f34_f35_a_client_that_never_answers_blocks_nothing() {
    let mut client = client();
    let ids: Vec<i64> = (0..16).map(|_| client.ask("milepost/ask", json!({}))).collect();
    for _ in 0..1_000 {
        client.notify("milepost/nothing", json!({}));
    }
    client.assert_alive();
    // It answers the first with an error, the second twice, some with nonsense, and one that was never asked.
    let asked: Vec<Value> = (0..16).map(|_| client.server_request("workspace/configuration")).collect();
    client.send(&json!({ "jsonrpc": "2.0", "id": asked[0]["id"], "error": { "code": -1, "message": "no" } }));
    client.reply(&asked[1], json!([null]));
    client.reply(&asked[1], json!([null]));
    client.reply(&asked[2], json!("nonsense"));
    client.send(&json!({ "jsonrpc": "2.0", "id": asked[3]["id"], "error": "nonsense" }));
    client.send(&json!({ "jsonrpc": "2.0", "id": 4_711, "result": null }));
    client.send(&json!({ "jsonrpc": "2.0", "id": null, "result": null }));
    assert_eq!(client.answer(&json!(ids[0]))["result"], false);
    assert_eq!(client.answer(&json!(ids[1]))["result"], true);
    assert_eq!(client.answer(&json!(ids[2]))["result"], false);
    client.assert_alive();
    assert_eq!(client.finish(), 0);
}

#[test]
fn f39_an_id_that_is_in_use_is_refused() {
    let mut client = client();
    let request = json!({ "jsonrpc": "2.0", "id": "twice", "method": "milepost/sleep", "params": { "ms": 600_000 } });
    client.send(&request);
    client.send(&request);
    assert_eq!(client.error(&json!("twice")), -32600);
    client.notify("$/cancelRequest", json!({ "id": "twice" }));
    assert_eq!(client.error(&json!("twice")), -32800);
    client.assert_alive();
}

/// The server's resident memory, where the system tells it.
fn assert_memory_below(client: &Client, mebibytes: u64) {
    let Ok(status) = std::fs::read_to_string(format!("/proc/{}/status", client.child.id())) else { return };
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:")).unwrap();
    let kibibytes: u64 = line.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(kibibytes < mebibytes * 1024, "{kibibytes} KiB");
}
