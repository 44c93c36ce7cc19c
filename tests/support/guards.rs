//! Guards: properties of answers that a client gets only if it said that it knows them.

use serde_json::{Value, json};

use super::asking::has;

/// What breaks the contract in the result of a request.
pub fn answer(capabilities: &Value, offered: &Value, method: &str, result: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut check = |is_broken: bool, what: &str| {
        if is_broken {
            found.push(format!("{what}: {}", result.to_string().chars().take(300).collect::<String>()));
        }
    };
    let can = |it: &str| has(capabilities, &format!("/textDocument/{it}"));
    let knows = |pointer: &str, value: &Value| {
        let known = capabilities.pointer(&format!("/textDocument/{pointer}"));
        known.and_then(Value::as_array).is_some_and(|it| it.contains(value))
    };
    let items = || result.as_array().or_else(|| result["items"].as_array()).into_iter().flatten();
    match method {
        "textDocument/hover" => {
            let markup = &result["contents"];
            check(!markup["kind"].is_string(), "no MarkupContent");
            check(markup["kind"] == "markdown" && !knows("hover/contentFormat", &markup["kind"]), "Markdown");
        }
        "textDocument/definition" | "textDocument/declaration" | "textDocument/implementation" => {
            let feature = method.trim_start_matches("textDocument/");
            let has_links = items().any(|it| it.get("targetUri").is_some());
            check(has_links && !can(&format!("{feature}/linkSupport")), "links");
        }
        "textDocument/documentSymbol" => {
            let trees = items().filter(|it| it.get("selectionRange").is_some()).count();
            check(trees > 0 && !can("documentSymbol/hierarchicalDocumentSymbolSupport"), "trees");
            check(trees != 0 && trees != items().count(), "trees and no trees");
            check(holds(result, "tags") && !can("documentSymbol/tagSupport"), "tags");
        }
        "workspace/symbol" => {
            let resolves = &capabilities["workspace"]["symbol"]["resolveSupport"]["properties"];
            let late = resolves.as_array().is_some_and(|it| it.contains(&json!("location.range")));
            check(items().any(|it| it["location"].get("range").is_none()) && !late, "late ranges");
        }
        "textDocument/documentLink" | "documentLink/resolve" => {
            check(holds(result, "tooltip") && !can("documentLink/tooltipSupport"), "tooltips");
        }
        "textDocument/foldingRange" => {
            let fold = "foldingRange/foldingRange";
            check(holds(result, "collapsedText") && !can(&format!("{fold}/collapsedText")), "collapsed text");
            if can("foldingRange/foldingRangeKind/valueSet") {
                let mut kinds = items().filter_map(|it| it.get("kind"));
                check(!kinds.all(|it| knows("foldingRange/foldingRangeKind/valueSet", it)), "unknown kinds");
            }
            let limit = capabilities.pointer("/textDocument/foldingRange/rangeLimit").and_then(Value::as_u64);
            check(limit.is_some_and(|it| (items().count() as u64) > it), "more folds than wanted");
        }
        "textDocument/codeLens" => {
            let late = has(offered, "/codeLensProvider/resolveProvider");
            check(items().any(|it| it.get("command").is_none()) && !late, "late commands");
        }
        "textDocument/prepareRename" => {
            let default = result.get("defaultBehavior").is_some();
            check(default && !can("rename/prepareSupportDefaultBehavior"), "default behaviour");
        }
        "textDocument/rename" | "workspace/willRenameFiles" => found.extend(workspace_edit(capabilities, result)),
        "textDocument/codeAction" => items().for_each(|it| found.extend(code_action(capabilities, it))),
        "textDocument/completion" => found.extend(completion(capabilities, result)),
        "textDocument/diagnostic" => {
            let related = holds(result, "relatedDocuments");
            check(related && !can("diagnostic/relatedDocumentSupport"), "related documents");
            found.extend(diagnostics(capabilities, "diagnostic", &result["items"]));
        }
        "workspace/diagnostic" => {
            items().for_each(|it| found.extend(diagnostics(capabilities, "diagnostic", &it["items"])));
        }
        _ => {}
    }
    found
}

/// What breaks the contract in diagnostics, for what the client says in `section`, or of diagnostics that are pushed.
pub fn diagnostics(capabilities: &Value, section: &str, diagnostics: &Value) -> Vec<String> {
    let can = |it: &str| {
        [section, "publishDiagnostics"]
            .iter()
            .any(|section| has(capabilities, &format!("/textDocument/{section}/{it}")))
    };
    let mut found = Vec::new();
    for it in diagnostics.as_array().into_iter().flatten() {
        for (property, ability) in [
            ("relatedInformation", "relatedInformation"),
            ("tags", "tagSupport"),
            ("codeDescription", "codeDescriptionSupport"),
            ("data", "dataSupport"),
        ] {
            if it.get(property).is_some() && !can(ability) {
                found.push(format!("a diagnostic with {property}"));
            }
        }
        if !it["message"].is_string() && !can("markupMessageSupport") {
            found.push("a message that is no string".to_owned());
        }
    }
    found
}

/// What breaks the contract in an edit.
pub fn workspace_edit(capabilities: &Value, edit: &Value) -> Vec<String> {
    let can = |it: &str| has(capabilities, &format!("/workspace/workspaceEdit/{it}"));
    let mut found = Vec::new();
    let mut check = |is_broken: bool, what: String| {
        if is_broken {
            found.push(what);
        }
    };
    let changes = edit["documentChanges"].as_array();
    check(changes.is_some() && !can("documentChanges"), "documentChanges".into());
    check(changes.is_some() && edit["changes"].is_object(), "changes beside documentChanges".into());
    for operation in changes.into_iter().flatten().filter_map(|it| it["kind"].as_str()) {
        let known = &capabilities["workspace"]["workspaceEdit"]["resourceOperations"];
        check(!known.as_array().is_some_and(|it| it.contains(&json!(operation))), format!("the operation {operation}"));
    }
    for property in ["annotationId", "changeAnnotations"] {
        check(holds(edit, property) && !can("changeAnnotationSupport"), property.into());
    }
    check(holds(edit, "snippet") && !can("snippetEditSupport"), "snippet".into());
    check(holds(edit, "metadata") && !can("metadataSupport"), "metadata".into());
    found
}

fn code_action(capabilities: &Value, action: &Value) -> Vec<String> {
    let can = |it: &str| has(capabilities, &format!("/textDocument/codeAction/{it}"));
    let mut found = workspace_edit(capabilities, &action["edit"]);
    if action["command"].is_string() {
        return found;
    }
    for (property, ability) in [
        ("title", "codeActionLiteralSupport"),
        ("isPreferred", "isPreferredSupport"),
        ("disabled", "disabledSupport"),
        ("data", "dataSupport"),
        ("tags", "tagSupport"),
    ] {
        if action.get(property).is_some() && !can(ability) {
            found.push(format!("a code action with {property}"));
        }
    }
    let late = &capabilities["textDocument"]["codeAction"]["resolveSupport"]["properties"];
    let is_late = |it: &str| late.as_array().is_some_and(|late| late.contains(&json!(it)));
    let has_effect = ["edit", "command"].iter().any(|it| action.get(it).is_some() || is_late(it));
    if !has_effect && action.get("disabled").is_none() {
        found.push("a code action that does nothing".to_owned());
    }
    found
}

fn completion(capabilities: &Value, result: &Value) -> Vec<String> {
    let completion = &capabilities["textDocument"]["completion"];
    let item_can = |it: &str| has(&completion["completionItem"], it);
    let mut found = Vec::new();
    let defaults = result["itemDefaults"].as_object();
    for key in defaults.into_iter().flat_map(|it| it.keys()) {
        let known = completion["completionList"]["itemDefaults"].as_array();
        if !known.is_some_and(|it| it.contains(&json!(key))) {
            found.push(format!("the default {key}"));
        }
    }
    if result.get("applyKind").is_some() && !has(completion, "/completionList/applyKindSupport") {
        found.push("applyKind".to_owned());
    }
    if result["itemDefaults"]["insertTextFormat"] == 2 && !item_can("/snippetSupport") {
        found.push("snippets by default".to_owned());
    }
    for item in result.as_array().or_else(|| result["items"].as_array()).into_iter().flatten() {
        for (property, ability) in [
            ("labelDetails", "/labelDetailsSupport"),
            ("commitCharacters", "/commitCharactersSupport"),
            ("deprecated", "/deprecatedSupport"),
            ("preselect", "/preselectSupport"),
            ("tags", "/tagSupport"),
            ("insertTextMode", "/insertTextModeSupport"),
        ] {
            if item.get(property).is_some() && !item_can(ability) {
                found.push(format!("an item with {property}"));
            }
        }
        if item["insertTextFormat"] == 2 && !item_can("/snippetSupport") {
            found.push("a snippet".to_owned());
        }
        if item["textEdit"].get("insert").is_some() && !item_can("/insertReplaceSupport") {
            found.push("an edit to insert or replace".to_owned());
        }
        let known = completion["completionItem"]["documentationFormat"].as_array();
        if item["documentation"]["kind"] == "markdown" && !known.is_some_and(|it| it.contains(&json!("markdown"))) {
            found.push("documentation in Markdown".to_owned());
        }
    }
    found
}

/// Whether a property of this name is anywhere in `value`.
pub fn holds(value: &Value, property: &str) -> bool {
    match value {
        Value::Object(fields) => {
            fields.get(property).is_some_and(|it| !it.is_null()) || fields.values().any(|it| holds(it, property))
        }
        Value::Array(items) => items.iter().any(|it| holds(it, property)),
        _ => false,
    }
}
