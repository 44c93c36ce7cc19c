//! Reading aids: what the client can show of folds, links, highlights, tokens, hints and lenses, and what it is therefore
//! offered.

use tower_lsp::gen_lsp_types::{
    ClientCapabilities, ClientSemanticTokensRequestOptionsFull, ClientSemanticTokensRequestOptionsRange,
    CodeLensOptions, DocumentLinkOptions, FoldingRangeClientCapabilities, FoldingRangeKind, Full, InlayHintOptions,
    SemanticTokensFullDelta, SemanticTokensOptions, ServerCapabilities,
};

use crate::capabilities::legend::Legend;

/// What the client can show. What it does not mention, it cannot, but for highlights: those are as old as the protocol, and
/// Kate and Helix show them without a word of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Aids {
    /// How it folds.
    pub folding: Option<Folding>,
    /// Selections grow.
    pub selection: bool,
    /// Documents hold links.
    pub links: Option<Links>,
    /// Words are coloured.
    pub tokens: Option<Tokens>,
    /// Hints stand in the text.
    pub hints: Option<Hints>,
    /// Lenses stand above lines.
    pub lenses: Option<Lenses>,
}

/// How it folds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Folding {
    /// How many folds it wants at most.
    pub limit: Option<u32>,
    /// It knows comments from other folds.
    pub comments: bool,
    /// It shows a text in the place of what is folded.
    pub collapsed_text: bool,
}

/// How it shows links.
#[derive(Clone, Copy, Debug, Default)]
pub struct Links {
    /// With a tooltip.
    pub tooltips: bool,
}

/// How it colours words.
#[derive(Clone, Copy, Debug)]
pub struct Tokens {
    /// What it calls the types and modifiers.
    pub legend: Legend,
    /// It asks for whole documents.
    pub full: bool,
    /// And then for what changed.
    pub delta: bool,
    /// It asks for parts.
    pub range: bool,
    /// It can be told to ask again.
    pub refresh: bool,
}

/// How it shows hints.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints {
    /// It asks for a tooltip when it needs one.
    pub late_tooltips: bool,
    /// It can be told to ask again.
    pub refresh: bool,
}

/// How it shows lenses.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lenses {
    /// It asks for the command of a lens when it shows it.
    pub late_commands: bool,
    /// It can be told to ask again.
    pub refresh: bool,
}

impl Aids {
    /// Reads them from what the client says of itself.
    pub fn of(client: &ClientCapabilities) -> Aids {
        let Some(document) = client.text_document.as_ref() else { return Aids::default() };
        let workspace = client.workspace.as_ref();
        let is = |it: Option<bool>| it.unwrap_or_default();
        let tokens = document.semantic_tokens.as_ref().filter(|it| !it.token_types.is_empty());
        Aids {
            folding: document.folding_range.as_ref().map(folding),
            selection: document.selection_range.is_some(),
            links: document.document_link.as_ref().map(|it| Links { tooltips: is(it.tooltip_support) }),
            tokens: tokens.map(|it| Tokens {
                legend: Legend::of(&it.token_types, &it.token_modifiers),
                full: !matches!(it.requests.full, None | Some(ClientSemanticTokensRequestOptionsFull::Bool(false))),
                delta: matches!(
                    &it.requests.full,
                    Some(ClientSemanticTokensRequestOptionsFull::ClientSemanticTokensRequestFullDelta(it)) if is(it.delta)
                ),
                range: !matches!(it.requests.range, None | Some(ClientSemanticTokensRequestOptionsRange::Bool(false))),
                refresh: is(workspace.and_then(|it| it.semantic_tokens.as_ref()?.refresh_support)),
            }),
            hints: document.inlay_hint.as_ref().map(|it| Hints {
                late_tooltips: it.resolve_support.as_ref().is_some_and(|it| names(&it.properties, "tooltip")),
                refresh: is(workspace.and_then(|it| it.inlay_hint.as_ref()?.refresh_support)),
            }),
            lenses: document.code_lens.as_ref().map(|it| Lenses {
                // Only since 3.18 a client says so; before, all could.
                late_commands: it.resolve_support.as_ref().is_none_or(|it| names(&it.properties, "command")),
                refresh: is(workspace.and_then(|it| it.code_lens.as_ref()?.refresh_support)),
            }),
        }
    }

    /// Adds what the server offers such a client.
    pub fn offer(&self, capabilities: &mut ServerCapabilities) {
        capabilities.folding_range_provider = self.folding.map(|_| true.into());
        capabilities.selection_range_provider = self.selection.then(|| true.into());
        capabilities.document_highlight_provider = Some(true.into());
        capabilities.document_link_provider = self.links.map(|_| DocumentLinkOptions::default());
        capabilities.semantic_tokens_provider = self.tokens.filter(|it| it.full || it.range).map(|it| {
            let full = if it.delta {
                Full::SemanticTokensFullDelta(SemanticTokensFullDelta { delta: Some(true) })
            } else {
                Full::Bool(true)
            };
            SemanticTokensOptions {
                legend: it.legend.names(),
                full: it.full.then_some(full),
                range: it.range.then(|| true.into()),
                ..SemanticTokensOptions::default()
            }
            .into()
        });
        capabilities.inlay_hint_provider = self.hints.map(|it| {
            InlayHintOptions { resolve_provider: Some(it.late_tooltips), ..InlayHintOptions::default() }.into()
        });
        capabilities.code_lens_provider = self
            .lenses
            .map(|it| CodeLensOptions { resolve_provider: Some(it.late_commands), ..CodeLensOptions::default() });
    }
}

fn folding(client: &FoldingRangeClientCapabilities) -> Folding {
    let kinds = client.folding_range_kind.as_ref().and_then(|it| it.value_set.as_deref());
    Folding {
        limit: client.range_limit,
        // Comments were a kind before clients could say which kinds they know.
        comments: kinds.is_none_or(|it| it.contains(&FoldingRangeKind::Comment)),
        collapsed_text: client.folding_range.as_ref().and_then(|it| it.collapsed_text).unwrap_or_default(),
    }
}

fn names(properties: &[String], property: &str) -> bool {
    properties.iter().any(|it| it == property)
}
