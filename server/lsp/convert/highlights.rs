//! Document highlights as the protocol has them.

use milepost_core::ide::highlights::{Highlight, highlights as highlights_at};
use tower_lsp::gen_lsp_types::{DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams};

use crate::convert::Scene;

/// `textDocument/documentHighlight`
pub fn highlights(scene: &Scene, params: &DocumentHighlightParams) -> Option<Vec<DocumentHighlight>> {
    let at = scene.position(&params.text_document_position_params)?;
    let highlight = |it: Highlight| {
        let kind = if it.is_definition { DocumentHighlightKind::Write } else { DocumentHighlightKind::Read };
        Some(DocumentHighlight { range: scene.range(at.file, it.range)?, kind: Some(kind) })
    };
    let found: Vec<_> = highlights_at(&scene.view.snapshot, at).into_iter().filter_map(highlight).collect();
    (!found.is_empty()).then_some(found)
}
