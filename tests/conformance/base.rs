//! C01–C10: the base protocol.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::each;
use crate::support::client::{Client, Start, framed, position};
use crate::support::tour::tours;

/// Every request is answered once, under its own id, which keeps its type.
#[test]
fn c01_each_request_gets_one_answer_with_its_id() {
    for tour in tours() {
        let mut answers: HashMap<String, usize> = HashMap::new();
        for (_, message) in tour.trace.iter().filter(|it| it.0 == "server" && it.1.get("method").is_none()) {
            *answers.entry(message["id"].to_string()).or_default() += 1;
        }
        let asked = tour.trace.iter().filter(|it| it.0 == "client" && it.1.get("method").is_some());
        for (_, request) in asked.filter(|it| it.1.get("id").is_some()) {
            assert_eq!(answers.remove(&request["id"].to_string()), Some(1), "{}: {request}", tour.client);
        }
        assert!(answers.is_empty(), "{}: nobody asked for {answers:?}", tour.client);
    }
    each(|_, mut client| {
        for id in [json!("7"), json!("id"), json!(7)] {
            client.send(&json!({ "jsonrpc": "2.0", "id": id, "method": "milepost/text", "params": {} }));
            assert_eq!(client.answer(&id)["id"], id);
        }
    });
}

/// What the server does not know it says so of, if it is asked, and passes over, if it is told.
#[test]
fn c02_an_unknown_request_is_refused_and_an_unknown_notification_ignored() {
    each(|_, mut client| {
        assert_eq!(client.refused("textDocument/future", json!({})), -32601);
        client.notify("textDocument/didFuture", json!({}));
        client.assert_alive();
    });
}

/// The same holds for `$/`, where a notification may be left out and a request may not.
#[test]
fn c03_an_unknown_dollar_request_is_refused() {
    each(|_, mut client| {
        assert_eq!(client.refused("$/future", json!({})), -32601);
        client.notify("$/future", json!({}));
        client.assert_alive();
    });
}

/// Parameters that do not fit.
#[test]
fn c04_bad_parameters_are_refused_in_requests_and_ignored_in_notifications() {
    each(|name, mut client| {
        for params in [json!({}), json!([1]), json!({ "textDocument": 7, "position": {} })] {
            assert_eq!(client.refused("textDocument/hover", params.clone()), -32602, "{name}: {params}");
            client.notify("textDocument/didOpen", params.clone());
            client.notify("textDocument/didChange", params);
        }
        client.assert_alive();
    });
}

/// The client's reader fails at the first byte that is no framed message, whatever the server has to complain about.
#[test]
fn c05_only_messages_are_on_standard_output() {
    each(|_, mut client| {
        client.notify("workspace/didChangeConfiguration", json!({ "settings": 7 }));
        client.change("untitled:never-opened", 3, json!([]));
        client.send_raw(b"garbage\r\n\r\n");
        client.request("shutdown", Value::Null);
        client.notify("exit", Value::Null);
        assert_eq!(client.exit_code(), 0);
    });
}

/// A length counts bytes, on both ways.
#[test]
fn c06_lengths_are_in_bytes() {
    each(|_, mut client| {
        client.open("untitled:a", "# a😀é日\n");
        assert_eq!(client.text("untitled:a"), "# a😀é日\n");
        client.assert_alive();
    });
}

/// Both names of the one encoding of bodies.
#[test]
fn c07_utf8_has_two_names() {
    each(|_, mut client| {
        for charset in ["utf8", "utf-8"] {
            let body = json!({ "jsonrpc": "2.0", "id": charset, "method": "milepost/text", "params": {} }).to_string();
            let kind = format!("Content-Type: application/vscode-jsonrpc; charset={charset}\r\n");
            client.send_raw(format!("{kind}Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
            assert_eq!(client.answer(&json!(charset))["result"], Value::Null);
        }
    });
}

/// The server's own requests can be told apart, and a reply is the last word.
#[test]
fn c08_requests_of_the_server_have_ids_of_their_own() {
    for tour in tours() {
        let asked = tour.trace.iter().filter(|it| it.0 == "server" && it.1.get("method").is_some());
        let mut ids: Vec<String> = asked.filter_map(|it| Some(it.1.get("id")?.to_string())).collect();
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all, "{}", tour.client);
    }
    each(|_, mut client| {
        for reply in
            [json!({ "id": 4711, "result": null }), json!({ "id": "x", "error": { "code": 1, "message": "" } })]
        {
            let mut message = reply;
            message["jsonrpc"] = json!("2.0");
            client.send(&message);
            client.send(&message);
        }
        client.assert_alive();
        assert!(client.others().iter().all(|it| it.get("method").is_some()), "a reply was answered");
    });
}

/// Whoever cancels gets an answer all the same.
#[test]
fn c09_a_cancelled_request_is_answered() {
    each(|_, mut client| {
        let id = client.ask("milepost/sleep", json!({ "ms": 60_000 }));
        client.notify("$/cancelRequest", json!({ "id": id }));
        assert_eq!(client.error(&json!(id)), -32800);
        client.notify("$/cancelRequest", json!({ "id": 4711 }));
        client.assert_alive();
    });
}

/// Nothing is a result, too.
#[test]
fn c10_a_result_of_null_is_sent() {
    for tour in tours() {
        for it in &tour.asked {
            let (result, error) = (it.answer.get("result"), it.answer.get("error"));
            assert!(result.is_some() != error.is_some(), "{}: {}", tour.client, it.answer);
        }
    }
    each(|_, mut client| {
        client.open("untitled:a", "Flour, water, salt.\n");
        let id = client
            .ask("textDocument/hover", json!({ "textDocument": { "uri": "untitled:a" }, "position": position(0, 2) }));
        assert_eq!(client.answer(&json!(id)).get("result"), Some(&Value::Null));
    });
}

/// A client that frames nothing is a client all the same: what follows is served.
#[test]
fn noise_before_the_first_message_is_passed() {
    let mut client = Client::start_with(&Start::default());
    client.send_raw(b"\xff\xfe\r\n");
    client.send_raw(&framed(b"{}"));
    client.initialize(json!({ "capabilities": {} }));
    client.assert_alive();
}
