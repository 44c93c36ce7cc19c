//! The shape of answers: ranges lie in their documents, edits do not overlap, tokens can be decoded.

use std::collections::HashMap;

use serde_json::Value;

/// Texts of documents by their URIs, counted in UTF-16 or as is said.
pub struct Texts {
    widths: HashMap<String, Vec<u64>>,
}

impl Texts {
    /// Texts whose columns `unit` counts.
    pub fn new<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>, unit: fn(&str) -> usize) -> Texts {
        let widths = |text: &str| lines(text).iter().map(|it| unit(it) as u64).collect();
        Texts { widths: texts.into_iter().map(|(uri, text)| (uri.to_owned(), widths(text))).collect() }
    }

    /// What is wrong with the answer to a request about `uri`.
    pub fn faults(&self, method: &str, uri: &str, result: &Value) -> Vec<String> {
        let mut found = Vec::new();
        self.walk(uri, result, &mut found);
        match method {
            "textDocument/semanticTokens/full" | "textDocument/semanticTokens/range" => {
                found.extend(self.tokens(uri, &result["data"]));
            }
            "textDocument/foldingRange" => {
                let lines = self.widths.get(uri).map_or(0, Vec::len) as u64;
                for it in result.as_array().into_iter().flatten() {
                    let (start, end) = (it["startLine"].as_u64().unwrap(), it["endLine"].as_u64().unwrap());
                    if start >= end || end >= lines {
                        found.push(format!("the fold {it} of {lines} lines"));
                    }
                }
            }
            "textDocument/selectionRange" => {
                result.as_array().into_iter().flatten().for_each(|it| nested(it, &mut found))
            }
            _ => {}
        }
        found
    }

    fn walk(&self, uri: &str, value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Array(items) => {
                overlaps(items, found);
                items.iter().for_each(|it| self.walk(uri, it, found));
            }
            Value::Object(fields) => {
                let uri = match (&value["uri"], &value["from"]["uri"], &value["textDocument"]["uri"]) {
                    (Value::String(uri), ..) | (_, Value::String(uri), _) | (_, _, Value::String(uri)) => uri,
                    _ => uri,
                };
                if value["start"].is_object() && value["end"].is_object() {
                    return found.extend(self.misfit(uri, value));
                }
                for (key, it) in fields {
                    match (key.as_str(), &value["targetUri"]) {
                        ("changes" | "relatedDocuments", _) if it.is_object() => {
                            for (uri, it) in it.as_object().unwrap() {
                                self.walk(uri, it, found);
                            }
                        }
                        ("targetRange" | "targetSelectionRange", Value::String(target)) => self.walk(target, it, found),
                        // What another request is to be about is checked there.
                        ("data" | "arguments", _) => {}
                        ("position", _) if it.is_object() => {
                            found.extend(self.misfit(uri, &serde_json::json!({ "start": it, "end": it })));
                        }
                        _ => self.walk(uri, it, found),
                    }
                }
            }
            _ => {}
        }
    }

    fn misfit(&self, uri: &str, range: &Value) -> Option<String> {
        let widths = self.widths.get(uri)?;
        let at = |it: &Value| (it["line"].as_u64().unwrap(), it["character"].as_u64().unwrap());
        let (start, end) = (at(&range["start"]), at(&range["end"]));
        let fits = |at: (u64, u64)| widths.get(at.0 as usize).is_some_and(|width| at.1 <= *width);
        (start > end || !fits(start) || !fits(end)).then(|| format!("{range} does not fit {uri}"))
    }

    fn tokens(&self, uri: &str, data: &Value) -> Vec<String> {
        let Some(widths) = self.widths.get(uri) else { return Vec::new() };
        let numbers: Vec<u64> = data.as_array().into_iter().flatten().map(|it| it.as_u64().unwrap()).collect();
        let (mut line, mut column, mut end) = (0, 0, 0);
        let mut found = Vec::new();
        if !numbers.len().is_multiple_of(5) {
            found.push(format!("{} numbers make no tokens", numbers.len()));
        }
        for token in numbers.chunks_exact(5) {
            if token[0] > 0 {
                (line, column, end) = (line + token[0], 0, 0);
            }
            column += token[1];
            let width = widths.get(line as usize).copied().unwrap_or(0);
            if column < end || token[2] == 0 || column + token[2] > width {
                found.push(format!("the token {token:?} at {line}:{column}, after {end}, in a line of {width}"));
            }
            end = column + token[2];
        }
        found
    }
}

/// The lines of a text as the protocol parts them.
pub fn lines(text: &str) -> Vec<String> {
    text.replace("\r\n", "\n").replace('\r', "\n").split('\n').map(str::to_owned).collect()
}

/// Columns in UTF-16.
pub fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

/// How a server that offers this counts columns.
pub fn unit(offered: &Value) -> fn(&str) -> usize {
    match offered["positionEncoding"].as_str() {
        Some("utf-8") => str::len,
        Some("utf-32") => |text| text.chars().count(),
        _ => utf16,
    }
}

fn overlaps(items: &[Value], found: &mut Vec<String>) {
    let at = |it: &Value| (it["line"].as_u64(), it["character"].as_u64());
    let edits = items.iter().filter(|it| it["newText"].is_string() && it["range"].is_object());
    let mut ranges: Vec<_> = edits.map(|it| (at(&it["range"]["start"]), at(&it["range"]["end"]))).collect();
    ranges.sort();
    for pair in ranges.windows(2).filter(|pair| pair[0].1 > pair[1].0) {
        found.push(format!("edits overlap: {pair:?}"));
    }
}

fn nested(selection: &Value, found: &mut Vec<String>) {
    let at = |it: &Value| (it["line"].as_u64(), it["character"].as_u64());
    let parent = &selection["parent"];
    if parent.is_object() {
        let (inner, outer) = (&selection["range"], &parent["range"]);
        if at(&outer["start"]) > at(&inner["start"]) || at(&outer["end"]) < at(&inner["end"]) || inner == outer {
            found.push(format!("the selection {inner} is not inside of {outer}"));
        }
        nested(parent, found);
    }
}
