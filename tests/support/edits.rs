//! Applies the server's edits as an editor does: positions in UTF-16, all of them in the text before.

use serde_json::Value;

/// `text` after `edits`, an array of the protocol's text edits.
pub fn apply(text: &str, edits: &Value) -> String {
    let mut edits: Vec<(usize, usize, &str)> = edits
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            let at = |end: &str| offset(text, &it["range"][end]);
            (at("start"), at("end"), it["newText"].as_str().unwrap())
        })
        .collect();
    edits.sort_by_key(|it| (it.0, it.1));
    assert!(edits.windows(2).all(|it| it[0].1 <= it[1].0), "edits overlap");
    let mut result = String::new();
    let mut done = 0;
    for (start, end, insert) in edits {
        result.push_str(&text[done..start]);
        result.push_str(insert);
        done = end;
    }
    result + &text[done..]
}

fn offset(text: &str, position: &Value) -> usize {
    let (line, column) = (position["line"].as_u64().unwrap(), position["character"].as_u64().unwrap());
    let start: usize = text.split_inclusive('\n').take(line as usize).map(str::len).sum();
    let mut units = 0;
    let inside = text[start..].chars().take_while(|it| {
        units += it.len_utf16() as u64;
        units <= column
    });
    start + inside.map(char::len_utf8).sum::<usize>()
}
