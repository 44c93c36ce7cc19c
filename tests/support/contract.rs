//! The contract: nothing is offered or sent that the client did not announce. Knows the protocol, and nothing of what this
//! server does with it, so that new features are held to it as they come.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::asking::has;
use super::guards;
use super::trace::Traced;

/// What the server may offer only to a client that has something at the other pointer: all that came after the first
/// version of the protocol.
const OFFERS: &[(&str, &str)] = &[
    ("/declarationProvider", "/textDocument/declaration"),
    ("/typeDefinitionProvider", "/textDocument/typeDefinition"),
    ("/implementationProvider", "/textDocument/implementation"),
    ("/colorProvider", "/textDocument/colorProvider"),
    ("/foldingRangeProvider", "/textDocument/foldingRange"),
    ("/selectionRangeProvider", "/textDocument/selectionRange"),
    ("/callHierarchyProvider", "/textDocument/callHierarchy"),
    ("/typeHierarchyProvider", "/textDocument/typeHierarchy"),
    ("/semanticTokensProvider", "/textDocument/semanticTokens"),
    ("/semanticTokensProvider/full", "/textDocument/semanticTokens/requests/full"),
    ("/semanticTokensProvider/full/delta", "/textDocument/semanticTokens/requests/full/delta"),
    ("/semanticTokensProvider/range", "/textDocument/semanticTokens/requests/range"),
    ("/linkedEditingRangeProvider", "/textDocument/linkedEditingRange"),
    ("/monikerProvider", "/textDocument/moniker"),
    ("/inlayHintProvider", "/textDocument/inlayHint"),
    ("/inlayHintProvider/resolveProvider", "/textDocument/inlayHint/resolveSupport"),
    ("/inlineValueProvider", "/textDocument/inlineValue"),
    ("/inlineCompletionProvider", "/textDocument/inlineCompletion"),
    ("/diagnosticProvider", "/textDocument/diagnostic"),
    ("/renameProvider/prepareProvider", "/textDocument/rename/prepareSupport"),
    ("/codeActionProvider/codeActionKinds", "/textDocument/codeAction/codeActionLiteralSupport"),
    ("/codeActionProvider/resolveProvider", "/textDocument/codeAction/resolveSupport"),
    ("/codeActionProvider/documentation", "/textDocument/codeAction/documentationSupport"),
    ("/workspaceSymbolProvider/resolveProvider", "/workspace/symbol/resolveSupport"),
    ("/documentRangeFormattingProvider/rangesSupport", "/textDocument/rangeFormatting/rangesSupport"),
    ("/completionProvider/completionItem", "/textDocument/completion/completionItem/labelDetailsSupport"),
    ("/textDocumentSync/willSave", "/textDocument/synchronization/willSave"),
    ("/textDocumentSync/willSaveWaitUntil", "/textDocument/synchronization/willSaveWaitUntil"),
    ("/notebookDocumentSync", "/notebookDocument"),
    ("/workspace/fileOperations/willRename", "/workspace/fileOperations/willRename"),
    ("/workspace/fileOperations/didRename", "/workspace/fileOperations/didRename"),
    ("/workspace/fileOperations/willCreate", "/workspace/fileOperations/willCreate"),
    ("/workspace/fileOperations/didCreate", "/workspace/fileOperations/didCreate"),
    ("/workspace/fileOperations/willDelete", "/workspace/fileOperations/willDelete"),
    ("/workspace/fileOperations/didDelete", "/workspace/fileOperations/didDelete"),
    ("/workspace/textDocumentContent", "/workspace/textDocumentContent"),
];

/// What the server may ask or tell, and what the client must have for it; an empty pointer where anybody may be told.
/// Where there are several lines, one of them is enough.
const SENT: &[(&str, &str)] = &[
    ("workspace/configuration", "/workspace/configuration"),
    ("workspace/workspaceFolders", "/workspace/workspaceFolders"),
    ("workspace/applyEdit", "/workspace/applyEdit"),
    ("workspace/semanticTokens/refresh", "/workspace/semanticTokens/refreshSupport"),
    ("workspace/codeLens/refresh", "/workspace/codeLens/refreshSupport"),
    ("workspace/inlayHint/refresh", "/workspace/inlayHint/refreshSupport"),
    ("workspace/inlineValue/refresh", "/workspace/inlineValue/refreshSupport"),
    ("workspace/foldingRange/refresh", "/workspace/foldingRange/refreshSupport"),
    ("workspace/diagnostic/refresh", "/workspace/diagnostics/refreshSupport"),
    // As the library of Helix and Zed spells it.
    ("workspace/diagnostic/refresh", "/workspace/diagnostic/refreshSupport"),
    ("window/workDoneProgress/create", "/window/workDoneProgress"),
    ("window/showDocument", "/window/showDocument/support"),
    ("window/showMessageRequest", "/window/showMessage"),
    ("client/registerCapability", ""),
    ("client/unregisterCapability", ""),
    ("textDocument/publishDiagnostics", ""),
    ("window/logMessage", ""),
    ("window/showMessage", ""),
    ("telemetry/event", ""),
    ("$/progress", ""),
    ("$/cancelRequest", ""),
];

/// Where a client says whether a method can be registered, if not under the method's own name.
const REGISTERED: &[(&str, &str)] = &[
    ("textDocument/didOpen", "/textDocument/synchronization"),
    ("textDocument/didChange", "/textDocument/synchronization"),
    ("textDocument/didClose", "/textDocument/synchronization"),
    ("textDocument/didSave", "/textDocument/synchronization"),
    ("textDocument/prepareCallHierarchy", "/textDocument/callHierarchy"),
    ("textDocument/prepareTypeHierarchy", "/textDocument/typeHierarchy"),
    ("workspace/willRenameFiles", "/workspace/fileOperations"),
    ("workspace/didRenameFiles", "/workspace/fileOperations"),
];

/// Every way in which the exchange breaks the contract with a client of these capabilities.
pub fn breaches(capabilities: &Value, offered: &Value, trace: &[Traced]) -> Vec<String> {
    let mut found = Vec::new();
    for (offer, needed) in OFFERS {
        if has(offered, offer) && !has(capabilities, needed) {
            found.push(format!("offers {offer} without {needed}"));
        }
    }
    let encodings = &capabilities["general"]["positionEncodings"];
    let encoding = offered.get("positionEncoding").cloned().unwrap_or(json!("utf-16"));
    if encoding != "utf-16" && !encodings.as_array().is_some_and(|it| it.contains(&encoding)) {
        found.push(format!("counts in {encoding}, of {encodings}"));
    }
    let mut asked = HashMap::new();
    let mut tokens = HashSet::new();
    let mut registered = HashSet::new();
    for (by, message) in trace {
        let method = message["method"].as_str();
        match (*by, method) {
            ("client", Some(method)) => {
                for token in ["workDoneToken", "partialResultToken"] {
                    tokens.extend(message["params"].get(token).map(Value::to_string));
                }
                if let Some(id) = message.get("id") {
                    asked.insert(id.to_string(), method);
                }
            }
            (_, Some(method)) => {
                let needed: Vec<&str> = SENT.iter().filter(|it| it.0 == method).map(|it| it.1).collect();
                let Some(first) = needed.first() else {
                    found.push(format!("sends {method}, which is no method of the protocol"));
                    continue;
                };
                if !needed.iter().any(|it| it.is_empty() || has(capabilities, it)) {
                    found.push(format!("sends {method} without {first}"));
                }
                let params = &message["params"];
                match method {
                    "window/workDoneProgress/create" => drop(tokens.insert(params["token"].to_string())),
                    "$/progress" if !tokens.contains(&params["token"].to_string()) => {
                        found.push(format!("progress of nobody: {params}"));
                    }
                    "client/registerCapability" => {
                        for it in params["registrations"].as_array().into_iter().flatten() {
                            found.extend(registration(capabilities, offered, it));
                            registered.insert(it["id"].to_string());
                        }
                    }
                    "client/unregisterCapability" => {
                        for it in params["unregisterations"].as_array().into_iter().flatten() {
                            if !registered.remove(&it["id"].to_string()) {
                                found.push(format!("unregisters what is not registered: {it}"));
                            }
                        }
                    }
                    "textDocument/publishDiagnostics" => {
                        // The configuration is no document of those that are pulled.
                        let is_plan = !params["uri"].as_str().unwrap_or_default().ends_with(".toml");
                        if has(offered, "/diagnosticProvider") && is_plan {
                            found.push(format!("pushes diagnostics of {}, which can be pulled", params["uri"]));
                        }
                        found.extend(guards::diagnostics(capabilities, "publishDiagnostics", &params["diagnostics"]));
                    }
                    "workspace/applyEdit" => found.extend(guards::workspace_edit(capabilities, &params["edit"])),
                    _ => {}
                }
            }
            ("server", None) => {
                let result = message.get("result").filter(|it| !it.is_null());
                let method = message.get("id").and_then(|it| asked.get(&it.to_string()));
                if let (Some(result), Some(method)) = (result, method) {
                    let broken = guards::answer(capabilities, offered, method, result);
                    found.extend(broken.into_iter().map(|it| format!("{method}: {it}")));
                }
            }
            _ => {}
        }
    }
    found.sort();
    found.dedup();
    found
}

fn registration(capabilities: &Value, offered: &Value, it: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let method = it["method"].as_str().unwrap_or_default();
    let own = format!("/{method}");
    let place = REGISTERED.iter().find(|it| it.0 == method).map_or(own.as_str(), |it| it.1);
    if capabilities.pointer(&format!("{place}/dynamicRegistration")) != Some(&json!(true)) {
        found.push(format!("registers {method} without {place}/dynamicRegistration"));
    }
    let provider = format!("/{}Provider", method.rsplit('/').next().unwrap_or_default());
    if has(offered, &provider) {
        found.push(format!("registers {method}, which is offered already"));
    }
    let relative = "/workspace/didChangeWatchedFiles/relativePatternSupport";
    for watcher in it["registerOptions"]["watchers"].as_array().into_iter().flatten() {
        if watcher["globPattern"].is_object() && !has(capabilities, relative) {
            found.push(format!("watches a relative pattern without {relative}"));
        }
    }
    found
}
