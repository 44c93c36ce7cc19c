//! Navigation: which ways through a plan the client can go, and what it is therefore offered.

use tower_lsp::gen_lsp_types::{ClientCapabilities, ServerCapabilities, WorkspaceSymbolOptions};

/// Where the client can go. What it does not mention, it cannot.
#[derive(Clone, Copy, Debug, Default)]
pub struct Navigation {
    /// To declarations; whether these may say which part of them to show.
    pub declaration: Option<Links>,
    /// To implementations; whether these may say which part of them to show.
    pub implementation: Option<Links>,
    /// Through who calls whom.
    pub calls: bool,
    /// Through what is a kind of what.
    pub types: bool,
    /// It asks for the range of a symbol that a search found when it goes there.
    pub late_ranges: bool,
}

/// Whether answers may be links, with the whole of a target and its part to show, rather than locations.
#[derive(Clone, Copy, Debug, Default)]
pub struct Links(pub bool);

impl Navigation {
    /// Reads them from what the client says of itself.
    pub fn of(client: &ClientCapabilities) -> Navigation {
        let document = client.text_document.as_ref();
        let links = |it: Option<bool>| Links(it.unwrap_or_default());
        let symbols = client.workspace.as_ref().and_then(|it| it.symbol.as_ref()?.resolve_support.as_ref());
        Navigation {
            declaration: document.and_then(|it| Some(links(it.declaration.as_ref()?.link_support))),
            implementation: document.and_then(|it| Some(links(it.implementation.as_ref()?.link_support))),
            calls: document.is_some_and(|it| it.call_hierarchy.is_some()),
            types: document.is_some_and(|it| it.type_hierarchy.is_some()),
            late_ranges: symbols.is_some_and(|it| it.properties.iter().any(|it| it == "location.range")),
        }
    }

    /// Adds what the server offers such a client.
    pub fn offer(&self, capabilities: &mut ServerCapabilities) {
        capabilities.declaration_provider = self.declaration.map(|_| true.into());
        capabilities.implementation_provider = self.implementation.map(|_| true.into());
        capabilities.call_hierarchy_provider = self.calls.then(|| true.into());
        capabilities.type_hierarchy_provider = self.types.then(|| true.into());
        capabilities.workspace_symbol_provider = Some(match self.late_ranges {
            true => WorkspaceSymbolOptions { resolve_provider: Some(true), ..WorkspaceSymbolOptions::default() }.into(),
            false => true.into(),
        });
    }
}
