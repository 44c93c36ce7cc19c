//! Answers: each request as a call of one plain function of the engine, and its result as the protocol and this client
//! have it.

use milepost_core::ide::hover::hover as hover_at;
use milepost_core::ide::markup::plain;
use milepost_core::ide::references::references as references_to;
use milepost_core::ide::symbols::{self, Symbol};
use milepost_core::workspace::FileId;
use tower_lsp::gen_lsp_types::{
    BaseSymbolInformation, Contents, DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Hover, HoverParams,
    Location, MarkupContent, MarkupKind, ReferenceParams, SymbolInformation, SymbolKind,
};

use crate::convert::Scene;

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

/// Text in the form that the client prefers.
pub fn markup(markdown: String, is_wanted: bool) -> MarkupContent {
    if is_wanted {
        MarkupContent { kind: MarkupKind::Markdown, value: markdown }
    } else {
        MarkupContent { kind: MarkupKind::PlainText, value: plain(&markdown) }
    }
}
