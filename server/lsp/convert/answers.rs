//! tmp
#![allow(missing_docs)]
use tower_lsp::gen_lsp_types::*;
use crate::convert::Scene;
pub fn hover(_: &Scene, _: &HoverParams) -> Option<Hover> { None }
pub fn definition(_: &Scene, _: &DefinitionParams) -> Option<DefinitionResponse> { None }
pub fn references(_: &Scene, _: &ReferenceParams) -> Option<Vec<Location>> { None }
pub fn completion(_: &Scene, _: &CompletionParams) -> Option<CompletionResponse> { None }
pub fn document_symbols(_: &Scene, _: &DocumentSymbolParams) -> Option<DocumentSymbolResponse> { None }
pub fn workspace_symbols(_: &Scene, _: &WorkspaceSymbolParams) -> Option<WorkspaceSymbolResponse> { None }
pub fn code_actions(_: &Scene, _: &CodeActionParams) -> Option<Vec<CodeActionResponse>> { None }
