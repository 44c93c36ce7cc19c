//! Renaming as the protocol and this client have it: of names, in several places at once, and of files.

use std::collections::HashMap;

use milepost_core::ide::linked::linked_ranges;
use milepost_core::ide::moved::{Move, moved_links};
use milepost_core::ide::refactor::Refusal;
use milepost_core::ide::rename;
use milepost_core::text::Edit;
use milepost_core::workspace::FileId;
use tower_lsp::gen_lsp_types::{
    ChangeAnnotation, LinkedEditingRangeParams, LinkedEditingRanges, PrepareRenamePlaceholder, PrepareRenameResult,
    RenameFilesParams, RenameParams, TextDocumentPositionParams, WorkspaceEdit,
};
use tower_lsp::jsonrpc::{Error, Result};

use crate::convert::Scene;
use crate::convert::actions::failed;
use crate::uri::{real_path, uri_to_path};

/// What may be typed in a linked place: the characters of numbers and ids, as JavaScript matches them.
const WORD: &str = "[A-Za-z0-9._-]+";
/// The annotation of edits that reach beyond the file in which the user asked for them.
const ELSEWHERE: &str = "elsewhere";

/// `textDocument/prepareRename`
pub fn prepare_rename(scene: &Scene, params: &TextDocumentPositionParams) -> Result<Option<PrepareRenameResult>> {
    let Some(at) = scene.position(params) else { return Ok(None) };
    let found = rename::prepare_rename(&scene.view.snapshot, at).map_err(refused)?;
    Ok(found.and_then(|it| {
        let range = scene.range(at.file, it.range)?;
        Some(PrepareRenamePlaceholder { range, placeholder: it.placeholder }.into())
    }))
}

/// `textDocument/rename`
///
/// # Errors
/// A sentence that says why there is nothing to rename, or why it cannot have that name.
pub fn renamed(scene: &Scene, params: &RenameParams) -> Result<Option<WorkspaceEdit>> {
    let Some(at) = scene.position(&params.text_document_position_params) else { return Ok(None) };
    let edits = rename::rename(&scene.view.snapshot, at, &params.new_name).map_err(refused)?;
    let is_far = |file| file != at.file && scene.abilities.renaming.annotated_renames;
    Ok(annotated(scene, &edits, is_far, "Names in other files"))
}

/// `textDocument/linkedEditingRange`
pub fn linked(scene: &Scene, params: &LinkedEditingRangeParams) -> Option<LinkedEditingRanges> {
    let at = scene.position(&params.text_document_position_params)?;
    let ranges = linked_ranges(&scene.view.snapshot, at)?;
    let ranges = ranges.into_iter().map(|it| scene.range(at.file, it)).collect::<Option<Vec<_>>>()?;
    Some(LinkedEditingRanges { ranges, word_pattern: Some(WORD.to_owned()) })
}

/// `workspace/willRenameFiles`: the links that lead to what moves, and those that move.
pub fn files_renamed(scene: &Scene, params: &RenameFilesParams) -> Option<WorkspaceEdit> {
    let path = |uri: &str| {
        // The disk knows the old file by its real path, and so are documents named.
        let path = real_path(&uri_to_path(uri)?);
        Some(path.to_str()?.replace('\\', "/"))
    };
    let moves = params
        .files
        .iter()
        .filter_map(|it| Some(Move { from: path(it.old_uri.as_ref())?, to: path(it.new_uri.as_ref())? }));
    let edits = moved_links(&scene.view.snapshot, &moves.collect::<Vec<_>>());
    if edits.is_empty() {
        return None;
    }
    annotated(scene, &edits, |_| scene.abilities.renaming.annotations, "Links to moved files")
}

/// The edits as one change; those of files for which it is so wished, for the user to agree to, under `label`.
fn annotated(
    scene: &Scene,
    edits: &[(FileId, Edit)],
    asks: impl Fn(FileId) -> bool,
    label: &str,
) -> Option<WorkspaceEdit> {
    let mut change = scene.annotated_edit(edits, |file| asks(file).then_some(ELSEWHERE))?;
    if edits.iter().any(|(file, _)| asks(*file)) {
        let annotation =
            ChangeAnnotation { label: label.to_owned(), needs_confirmation: Some(true), description: None };
        change.change_annotations = Some(HashMap::from([(ELSEWHERE.to_owned(), annotation)]));
    }
    Some(change)
}

fn refused(Refusal(reason): Refusal) -> Error {
    failed(&reason)
}
