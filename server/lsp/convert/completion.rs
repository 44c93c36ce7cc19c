//! Completions as the protocol and this client have them.

use milepost_core::ide::completion::{self, Completion, CompletionKind};
use milepost_core::workspace::FileId;
use tower_lsp::gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTextEdit, CompletionParams, CompletionResponse, TextEdit,
};

use crate::convert::Scene;
use crate::convert::answers::markup;

/// `textDocument/completion`
pub fn completion(scene: &Scene, params: &CompletionParams) -> Option<CompletionResponse> {
    let at = scene.position(&params.text_document_position_params)?;
    let choices = completion::completion(&scene.view.snapshot, at);
    let items: Vec<_> = choices.into_iter().filter_map(|it| item(scene, at.file, it)).collect();
    (!items.is_empty()).then(|| items.into())
}

fn item(scene: &Scene, file: FileId, choice: Completion) -> Option<CompletionItem> {
    // What a client can replace is one line's part.
    let range = scene.range(file, choice.replace).filter(|it| it.start.line == it.end.line)?;
    Some(CompletionItem {
        kind: Some(match choice.kind {
            CompletionKind::Unit => CompletionItemKind::Module,
            CompletionKind::Task => CompletionItemKind::Reference,
            CompletionKind::Rule => CompletionItemKind::Keyword,
        }),
        label: choice.label,
        detail: choice.detail,
        documentation: choice.documentation.map(|it| markup(it, scene.abilities.completion_markdown).into()),
        sort_text: Some(choice.sort),
        filter_text: Some(choice.filter),
        text_edit: Some(CompletionItemTextEdit::TextEdit(TextEdit { range, new_text: choice.insert })),
        ..CompletionItem::default()
    })
}
