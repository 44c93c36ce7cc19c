//! Requests: what a client may ask of a server that offers this, about a document, a position or a range.

use serde_json::{Value, json};

/// Where a request is about.
#[derive(Clone, Copy)]
enum About {
    Document,
    Position,
    Range,
    Workspace,
}

/// Each capability of a server with the requests that it allows.
const REQUESTS: &[(&str, &str, About)] = &[
    ("/hoverProvider", "textDocument/hover", About::Position),
    ("/completionProvider", "textDocument/completion", About::Position),
    ("/definitionProvider", "textDocument/definition", About::Position),
    ("/declarationProvider", "textDocument/declaration", About::Position),
    ("/typeDefinitionProvider", "textDocument/typeDefinition", About::Position),
    ("/implementationProvider", "textDocument/implementation", About::Position),
    ("/referencesProvider", "textDocument/references", About::Position),
    ("/documentHighlightProvider", "textDocument/documentHighlight", About::Position),
    ("/linkedEditingRangeProvider", "textDocument/linkedEditingRange", About::Position),
    ("/monikerProvider", "textDocument/moniker", About::Position),
    ("/renameProvider/prepareProvider", "textDocument/prepareRename", About::Position),
    ("/callHierarchyProvider", "textDocument/prepareCallHierarchy", About::Position),
    ("/typeHierarchyProvider", "textDocument/prepareTypeHierarchy", About::Position),
    ("/selectionRangeProvider", "textDocument/selectionRange", About::Position),
    ("/renameProvider", "textDocument/rename", About::Position),
    ("/documentOnTypeFormattingProvider", "textDocument/onTypeFormatting", About::Position),
    ("/signatureHelpProvider", "textDocument/signatureHelp", About::Position),
    ("/codeActionProvider", "textDocument/codeAction", About::Range),
    ("/inlayHintProvider", "textDocument/inlayHint", About::Range),
    ("/semanticTokensProvider/range", "textDocument/semanticTokens/range", About::Range),
    ("/documentRangeFormattingProvider", "textDocument/rangeFormatting", About::Range),
    ("/inlineCompletionProvider", "textDocument/inlineCompletion", About::Position),
    ("/documentSymbolProvider", "textDocument/documentSymbol", About::Document),
    ("/codeLensProvider", "textDocument/codeLens", About::Document),
    ("/documentLinkProvider", "textDocument/documentLink", About::Document),
    ("/foldingRangeProvider", "textDocument/foldingRange", About::Document),
    ("/semanticTokensProvider/full", "textDocument/semanticTokens/full", About::Document),
    ("/semanticTokensProvider/full/delta", "textDocument/semanticTokens/full/delta", About::Document),
    ("/diagnosticProvider", "textDocument/diagnostic", About::Document),
    ("/documentFormattingProvider", "textDocument/formatting", About::Document),
    ("/workspaceSymbolProvider", "workspace/symbol", About::Workspace),
    ("/diagnosticProvider/workspaceDiagnostics", "workspace/diagnostic", About::Workspace),
];

/// Each capability that lets what a request gave be asked for more, with the request, and the one that gives it.
pub const FOLLOWING: &[(&str, &str, &str)] = &[
    ("/completionProvider/resolveProvider", "textDocument/completion", "completionItem/resolve"),
    ("/codeActionProvider/resolveProvider", "textDocument/codeAction", "codeAction/resolve"),
    ("/codeLensProvider/resolveProvider", "textDocument/codeLens", "codeLens/resolve"),
    ("/documentLinkProvider/resolveProvider", "textDocument/documentLink", "documentLink/resolve"),
    ("/inlayHintProvider/resolveProvider", "textDocument/inlayHint", "inlayHint/resolve"),
    ("/workspaceSymbolProvider/resolveProvider", "workspace/symbol", "workspaceSymbol/resolve"),
    ("/callHierarchyProvider", "textDocument/prepareCallHierarchy", "callHierarchy/incomingCalls"),
    ("/callHierarchyProvider", "textDocument/prepareCallHierarchy", "callHierarchy/outgoingCalls"),
    ("/typeHierarchyProvider", "textDocument/prepareTypeHierarchy", "typeHierarchy/supertypes"),
    ("/typeHierarchyProvider", "textDocument/prepareTypeHierarchy", "typeHierarchy/subtypes"),
];

/// Whether `offered` has the capability at this pointer: anything but absent, null and false.
pub fn has(offered: &Value, pointer: &str) -> bool {
    offered.pointer(pointer).is_some_and(|it| !it.is_null() && *it != json!(false))
}

fn requests(offered: &Value, wanted: fn(About) -> bool) -> Vec<&'static str> {
    REQUESTS.iter().filter(|it| wanted(it.2) && has(offered, it.0)).map(|it| it.1).collect()
}

/// The requests at a position, and with an empty range there.
pub fn at_position(offered: &Value, uri: &str, at: &Value) -> Vec<(&'static str, Value)> {
    let position = |it| matches!(it, About::Position);
    let mut asked: Vec<_> = requests(offered, position).into_iter().map(|it| (it, params(it, uri, at))).collect();
    asked.extend(in_range(offered, uri, &json!({ "start": at, "end": at })));
    asked
}

/// The requests about a range.
pub fn in_range(offered: &Value, uri: &str, range: &Value) -> Vec<(&'static str, Value)> {
    let context = json!({ "diagnostics": [], "triggerKind": 1 });
    let asked = json!({ "textDocument": { "uri": uri }, "range": range, "context": context, "options": options() });
    requests(offered, |it| matches!(it, About::Range)).into_iter().map(|it| (it, asked.clone())).collect()
}

/// The requests about a document.
pub fn of_document(offered: &Value, uri: &str) -> Vec<(&'static str, Value)> {
    let asked = json!({ "textDocument": { "uri": uri }, "previousResultId": "unknown", "options": options() });
    requests(offered, |it| matches!(it, About::Document)).into_iter().map(|it| (it, asked.clone())).collect()
}

/// The requests about everything.
pub fn of_workspace(offered: &Value) -> Vec<(&'static str, Value)> {
    let asked = json!({ "query": "", "previousResultIds": [] });
    requests(offered, |it| matches!(it, About::Workspace)).into_iter().map(|it| (it, asked.clone())).collect()
}

/// The requests that may follow `method` about one of the things in its answer.
pub fn following(offered: &Value, method: &str, thing: &Value) -> Vec<(&'static str, Value)> {
    let allowed = FOLLOWING.iter().filter(|it| it.1 == method && has(offered, it.0));
    let is_hierarchy = method.contains("Hierarchy");
    let params = if is_hierarchy { json!({ "item": thing }) } else { thing.clone() };
    allowed.map(|it| (it.2, params.clone())).collect()
}

fn params(method: &str, uri: &str, at: &Value) -> Value {
    let mut params = json!({ "textDocument": { "uri": uri } });
    if method == "textDocument/selectionRange" {
        params["positions"] = json!([at]);
    } else {
        params["position"] = at.clone();
    }
    let more = match method {
        "textDocument/references" => ("context", json!({ "includeDeclaration": true })),
        "textDocument/completion" => ("context", json!({ "triggerKind": 1 })),
        "textDocument/rename" => ("newName", json!("Phase 77")),
        "textDocument/onTypeFormatting" => ("ch", json!("\n")),
        _ => return params,
    };
    params[more.0] = more.1;
    if method == "textDocument/onTypeFormatting" {
        params["options"] = options();
    }
    params
}

fn options() -> Value {
    json!({ "tabSize": 2, "insertSpaces": true })
}
