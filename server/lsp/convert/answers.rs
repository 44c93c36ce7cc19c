//! Answers: each request as a call of one plain function of the engine, and its result as the protocol and this client
//! have it.

use milepost_core::ide::code_actions::{self, code_actions as actions_at};
use milepost_core::ide::fix_all::fix_all;
use milepost_core::ide::hover::hover as hover_at;
use milepost_core::ide::references::references as references_to;
use milepost_core::ide::symbols::{self, Symbol};
use milepost_core::ide::words::plain;
use milepost_core::workspace::FileId;
use tower_lsp::gen_lsp_types::{
    BaseSymbolInformation, CodeAction, CodeActionKind, CodeActionParams, CodeActionResponse, Contents, DocumentSymbol,
    DocumentSymbolParams, DocumentSymbolResponse, Hover, HoverParams, Location, MarkupContent, MarkupKind,
    ReferenceParams, SymbolInformation, SymbolKind,
};

use crate::capabilities::FIX_ALL;
use crate::convert::Scene;
use crate::convert::diagnostics::diagnostic;

/// `textDocument/hover`
pub fn hover(scene: &Scene, params: &HoverParams) -> Option<Hover> {
    let at = scene.position(&params.text_document_position_params)?;
    let hover = hover_at(&scene.view.snapshot, at)?;
    let contents = Contents::MarkupContent(markup(hover.markdown, scene.abilities.hover_markdown));
    Some(Hover { contents, range: scene.range(at.file, hover.range) })
}

/// `textDocument/references`
pub fn references(scene: &Scene, params: &ReferenceParams) -> Option<Vec<Location>> {
    let at = scene.position(&params.text_document_position_params)?;
    let places = references_to(&scene.view.snapshot, at, params.context.include_declaration);
    let locations: Vec<_> = places.into_iter().filter_map(|it| scene.location(it)).collect();
    (!locations.is_empty()).then_some(locations)
}

/// `textDocument/documentSymbol`
pub fn document_symbols(scene: &Scene, params: &DocumentSymbolParams) -> Option<DocumentSymbolResponse> {
    let uri = &params.text_document.uri;
    let file = scene.file(uri)?;
    let symbols = symbols::document_symbols(&scene.view.snapshot, file);
    if scene.abilities.symbol_trees {
        let trees: Vec<_> = symbols.into_iter().filter_map(|it| tree(scene, file, it)).collect();
        return Some(trees.into());
    }
    let mut list = Vec::new();
    for symbol in symbols {
        flatten(scene, file, symbol, None, &mut list);
    }
    Some(list.into())
}

#[allow(deprecated, reason = "a field of the protocol's type")]
fn tree(scene: &Scene, file: FileId, symbol: Symbol) -> Option<DocumentSymbol> {
    let children: Vec<_> = symbol.children.into_iter().filter_map(|it| tree(scene, file, it)).collect();
    Some(DocumentSymbol {
        name: symbol.name,
        detail: symbol.detail,
        kind: symbol_kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: scene.range(file, symbol.range)?,
        selection_range: scene.range(file, symbol.focus)?,
        children: (!children.is_empty()).then_some(children),
    })
}

#[allow(deprecated, reason = "a field of the protocol's type")]
fn flatten(scene: &Scene, file: FileId, symbol: Symbol, container: Option<&str>, list: &mut Vec<SymbolInformation>) {
    if let (Some(uri), Some(range)) = (scene.uri(file), scene.range(file, symbol.range)) {
        let base = base(symbol.name.clone(), symbol.kind, container.map(str::to_owned));
        let location = Location { uri, range };
        list.push(SymbolInformation { deprecated: None, location, base_symbol_information: base });
    }
    for child in symbol.children {
        flatten(scene, file, child, Some(&symbol.name), list);
    }
}

/// What all symbols say.
pub fn base(name: String, kind: symbols::SymbolKind, container_name: Option<String>) -> BaseSymbolInformation {
    BaseSymbolInformation { name, kind: symbol_kind(kind), tags: None, container_name }
}

/// Kinds of the protocol's first version: every client knows them.
pub fn symbol_kind(kind: symbols::SymbolKind) -> SymbolKind {
    match kind {
        symbols::SymbolKind::Unit => SymbolKind::Module,
        symbols::SymbolKind::Task => SymbolKind::Field,
        symbols::SymbolKind::Criteria => SymbolKind::Property,
    }
}

/// `textDocument/codeAction`
pub fn code_actions(scene: &Scene, params: &CodeActionParams) -> Option<Vec<CodeActionResponse>> {
    let only = params.context.only.as_deref();
    if !scene.abilities.code_actions {
        return None;
    }
    let at = scene.file_range(&params.text_document.uri, params.range)?;
    let mut actions = Vec::new();
    if only.is_none_or(|it| it.iter().any(is_fix)) {
        actions.extend(actions_at(&scene.view.snapshot, at).into_iter().filter_map(|it| action(scene, at.file, it)));
    }
    // Mending all costs many looks at the plan: an editor asks for it by name, when a document is saved.
    if only.is_some_and(|it| it.iter().any(is_fix_all)) {
        actions.extend(all_mended(scene, at.file));
    }
    (!actions.is_empty()).then_some(actions)
}

/// Whether a client that wants this kind, or kinds below it, wants all fixes at once.
fn is_fix_all(kind: &CodeActionKind) -> bool {
    let kind = String::from(kind.clone());
    FIX_ALL == kind || FIX_ALL.strip_prefix(kind.as_str()).is_some_and(|rest| rest.starts_with('.'))
}

/// The action that mends all that can be mended safely.
fn all_mended(scene: &Scene, file: FileId) -> Option<CodeActionResponse> {
    let edits: Vec<_> = fix_all(&scene.view.snapshot, file).into_iter().map(|edit| (file, edit)).collect();
    let edit = (!edits.is_empty()).then(|| scene.workspace_edit(&edits)).flatten()?;
    let action = CodeAction {
        title: "Mend all that can be mended safely".to_owned(),
        kind: Some(CodeActionKind::Custom(FIX_ALL.into())),
        edit: Some(edit),
        ..CodeAction::default()
    };
    Some(action.into())
}

/// Whether a client that wants this kind, or kinds below it, wants quick fixes.
fn is_fix(kind: &CodeActionKind) -> bool {
    matches!(kind, CodeActionKind::Empty | CodeActionKind::QuickFix)
}

fn action(scene: &Scene, file: FileId, action: code_actions::CodeAction) -> Option<CodeActionResponse> {
    let diagnostic = action.finding.as_ref().and_then(|it| diagnostic(scene, file, it));
    let action = CodeAction {
        title: action.title,
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: diagnostic.map(|it| vec![it]),
        is_preferred: (scene.abilities.preferred_actions && action.preferred).then_some(true),
        edit: Some(scene.workspace_edit(&action.edits)?),
        ..CodeAction::default()
    };
    Some(action.into())
}

/// Text in the form that the client prefers.
pub fn markup(markdown: String, is_wanted: bool) -> MarkupContent {
    if is_wanted {
        MarkupContent { kind: MarkupKind::Markdown, value: markdown }
    } else {
        MarkupContent { kind: MarkupKind::PlainText, value: plain(&markdown) }
    }
}
