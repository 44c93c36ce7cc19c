//! Formatting as the protocol and this client have it.

use milepost_core::ide::FilePosition;
use milepost_core::ide::format::format;
use milepost_core::ide::on_type::on_enter;
use milepost_core::text::Edit;
use milepost_core::workspace::FileId;
use tower_lsp::gen_lsp_types::{
    DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams,
    DocumentRangesFormattingParams, FormattingOptions, Range, TextDocumentPositionParams, TextEdit, Uri,
};

use crate::convert::Scene;

/// `textDocument/formatting`
pub fn document(scene: &Scene, params: &DocumentFormattingParams) -> Option<Vec<TextEdit>> {
    let file = scene.file(&params.text_document.uri).filter(|_| scene.abilities.formatting.document)?;
    edits(scene, file, format(&scene.view.snapshot, file, None, trims(&params.options)))
}

/// `textDocument/rangeFormatting`
pub fn range(scene: &Scene, params: &DocumentRangeFormattingParams) -> Option<Vec<TextEdit>> {
    let is_able = scene.abilities.formatting.range;
    parts(scene, &params.text_document.uri, &[params.range], &params.options).filter(|_| is_able)
}

/// `textDocument/rangesFormatting`
pub fn ranges(scene: &Scene, params: &DocumentRangesFormattingParams) -> Option<Vec<TextEdit>> {
    let is_able = scene.abilities.formatting.ranges;
    parts(scene, &params.text_document.uri, &params.ranges, &params.options).filter(|_| is_able)
}

/// `textDocument/onTypeFormatting`
pub fn on_type(scene: &Scene, params: &DocumentOnTypeFormattingParams) -> Option<Vec<TextEdit>> {
    if !scene.abilities.formatting.on_type || params.ch != "\n" {
        return None;
    }
    let position =
        TextDocumentPositionParams { text_document: params.text_document.clone(), position: params.position };
    let at: FilePosition = scene.position(&position)?;
    edits(scene, at.file, on_enter(&scene.view.snapshot, at).into_iter().collect())
}

/// A table that several of the ranges touch is formatted once.
fn parts(scene: &Scene, uri: &Uri, asked: &[Range], options: &FormattingOptions) -> Option<Vec<TextEdit>> {
    let file = scene.file(uri)?;
    let ranges = asked.iter().map(|it| Some(scene.file_range(uri, *it)?.range)).collect::<Option<Vec<_>>>()?;
    edits(scene, file, format(&scene.view.snapshot, file, Some(&ranges), trims(options)))
}

/// Whether blanks at the ends of lines go: unless the client wants them kept.
fn trims(options: &FormattingOptions) -> bool {
    options.trim_trailing_whitespace != Some(false)
}

fn edits(scene: &Scene, file: FileId, edits: Vec<Edit>) -> Option<Vec<TextEdit>> {
    let edit = |it: Edit| Some(TextEdit { range: scene.range(file, it.range)?, new_text: it.insert });
    edits.into_iter().map(edit).collect()
}
