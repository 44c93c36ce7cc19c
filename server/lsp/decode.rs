//! Decoding: a message body as a call, a reply, or an error to send back.

use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

/// Calls that have no parameters. Some clients, such as Emacs's lsp-mode, send an empty object with them, which the
/// framework would refuse.
const BARE: [&str; 2] = ["shutdown", "exit"];

/// A decoded message.
#[derive(Debug)]
pub enum Incoming {
    /// A request or notification.
    Call(Request),
    /// The client's reply to one of our requests.
    Reply(Response),
    /// Nothing usable; this is to be sent back.
    Refused(Response),
    /// Nothing usable, and nobody waits for an answer.
    Ignored(&'static str),
}

/// Decodes `body`.
pub fn decode(body: &[u8]) -> Incoming {
    let Some(mut value) = parse(body) else { return refused(Id::Null, Error::parse_error()) };
    if value.get("method").is_some_and(|it| it == "initialize") {
        name_diagnostics(&mut value);
    }
    let Value::Object(fields) = &mut value else { return refused(Id::Null, Error::invalid_request()) };
    if fields.get("method").and_then(Value::as_str).is_some_and(|it| BARE.contains(&it)) {
        fields.remove("params");
    }
    let id = fields.get("id").and_then(|it| serde_json::from_value::<Id>(it.clone()).ok());
    if fields.contains_key("method") {
        let invalid = || refused(id.unwrap_or_default(), Error::invalid_request());
        return serde_json::from_value(value).map_or_else(|_| invalid(), Incoming::Call);
    }
    let is_reply = fields.contains_key("result") || fields.contains_key("error");
    match serde_json::from_value(value) {
        Ok(response) => Incoming::Reply(response),
        // An answer to an answer would be one too many.
        Err(_) if is_reply => Incoming::Ignored("a reply that is no JSON-RPC"),
        Err(_) => refused(id.unwrap_or_default(), Error::invalid_request()),
    }
}

/// The protocol's `workspace.diagnostics` is `workspace.diagnostic` in the library of Helix and Zed. Whoever can be told to
/// ask for diagnostics again is to be told, however it spells that.
fn name_diagnostics(initialize: &mut Value) {
    let workspace = initialize.pointer_mut("/params/capabilities/workspace").and_then(Value::as_object_mut);
    let Some(workspace) = workspace.filter(|it| it.get("diagnostics").is_none_or(Value::is_null)) else { return };
    if let Some(said) = workspace.remove("diagnostic") {
        workspace.insert("diagnostics".to_owned(), said);
    }
}

fn refused(id: Id, error: Error) -> Incoming {
    Incoming::Refused(Response::from_error(id, error))
}

fn parse(body: &[u8]) -> Option<Value> {
    serde_json::from_slice(body).ok().or_else(|| serde_json::from_slice(&without_lone_surrogates(body)?).ok())
}

/// Half a surrogate pair, as JavaScript strings may hold, is no character; as U+FFFD, it keeps its width of one UTF-16
/// unit, and the edit that holds it is not lost.
fn without_lone_surrogates(body: &[u8]) -> Option<Vec<u8>> {
    let mut mended = body.to_vec();
    let mut at = 0;
    let mut changed = false;
    while let Some(rest) = body.get(at..) {
        match rest {
            [] => break,
            [b'\\', b'u', ..] => match (escaped(rest), rest.get(6..).and_then(escaped)) {
                (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => at += 12,
                (Some(0xd800..=0xdfff), _) => {
                    mended.get_mut(at..at + 6)?.copy_from_slice(b"\\ufffd");
                    changed = true;
                    at += 6;
                }
                _ => at += 2,
            },
            [b'\\', _, ..] => at += 2,
            _ => at += 1,
        }
    }
    changed.then_some(mended)
}

/// The code unit that an escape at the start of `text` names.
fn escaped(text: &[u8]) -> Option<u16> {
    let digits = text.strip_prefix(b"\\u")?.get(..4)?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::{Incoming, decode};

    fn shape(body: &str) -> String {
        match decode(body.as_bytes()) {
            Incoming::Call(request) => format!("call {}", request.method()),
            Incoming::Reply(response) => format!("reply {}", response.id()),
            Incoming::Refused(response) => {
                format!("{} to {}", response.error().unwrap().code.code(), response.id())
            }
            Incoming::Ignored(_) => "ignored".to_owned(),
        }
    }

    #[test]
    fn tells_calls_from_replies_and_both_from_noise() {
        assert_eq!(shape(r#"{"jsonrpc":"2.0","id":1,"method":"a"}"#), "call a");
        assert_eq!(shape(r#"{"jsonrpc":"2.0","id":"x","result":null}"#), "reply \"x\"");
        assert_eq!(shape(r#"{"jsonrpc":"2.0","id":1,"error":7}"#), "ignored");
        assert_eq!(shape(r#"{"jsonrpc":"1.0","id":1,"method":"a"}"#), "-32600 to 1");
        assert_eq!(shape(r#"{"id":1,"method":"a"}"#), "-32600 to 1");
        assert_eq!(shape(r#"{"jsonrpc":"2.0","id":1.5,"method":"a"}"#), "-32600 to null");
        for noise in ["[]", "42", "null", "{}", "\"x\""] {
            assert_eq!(shape(noise), "-32600 to null");
        }
        assert_eq!(shape("{"), "-32700 to null");
        assert_eq!(shape(&"[".repeat(10_000)), "-32700 to null");
    }

    #[test]
    fn reads_in_either_spelling_who_can_be_told_to_pull_again() {
        let support = serde_json::json!({ "refreshSupport": true });
        for workspace in [
            serde_json::json!({ "diagnostics": support }),
            serde_json::json!({ "diagnostic": support }),
            serde_json::json!({ "diagnostic": support, "diagnostics": null }),
            serde_json::json!({ "diagnostic": {}, "diagnostics": support }),
        ] {
            let params = serde_json::json!({ "capabilities": { "workspace": workspace } });
            let body = serde_json::json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params });
            let Incoming::Call(request) = decode(body.to_string().as_bytes()) else { panic!("it is a request") };
            let read = request.params().unwrap().pointer("/capabilities/workspace/diagnostics");
            assert_eq!(read, Some(&support), "{workspace}");
        }
        assert_eq!(shape(r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":[7]}"#), "call initialize");
    }

    #[test]
    fn keeps_an_edit_that_holds_half_a_surrogate_pair() {
        let Incoming::Call(request) =
            decode(br#"{"jsonrpc":"2.0","method":"a","params":["\ud800 \\ud800 \ud83d\ude00\udc00"]}"#)
        else {
            panic!("no call")
        };
        assert_eq!(request.params().unwrap()[0], "\u{fffd} \\ud800 😀\u{fffd}");
    }
}
