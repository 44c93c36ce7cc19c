//! Code actions as the protocol and this client have them: fixes of findings, and refactorings.

use std::time::{Duration, Instant};

use milepost_core::ide::FileRange;
use milepost_core::ide::code_actions::{self, code_actions as actions_at};
use milepost_core::ide::fix_all::fix_all;
use milepost_core::ide::refactor::generated::refresh_all;
use milepost_core::ide::refactor::{Refactoring, RefactoringKind, Refusal, refactorings};
use milepost_core::text::{Edit, TextRange};
use milepost_core::workspace::FileId;
use serde::{Deserialize, Serialize};
use tower_lsp::gen_lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, CodeActionResponse, Diagnostic, Range, Uri,
};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

use crate::capabilities::{FIX_ALL, QUICK_FIX, REFACTOR_MOVE, REFACTOR_REWRITE, REFACTORINGS, REFRESH_SCHEDULE};
use crate::convert::Scene;
use crate::convert::diagnostics::diagnostic;
use crate::pull::Told;
use crate::work::Wanted;

/// The protocol's code for a request that is right and cannot be done.
const REQUEST_FAILED: i64 = -32803;

/// Mending a whole document is done with after so long: the rest waits for the next time, and an editor that mends on
/// saving does not.
const MENDING: Duration = Duration::from_secs(2);

/// `textDocument/codeAction`
pub fn code_actions(
    scene: &Scene,
    told: &Told,
    params: &CodeActionParams,
    wanted: &Wanted,
) -> Option<Vec<CodeActionResponse>> {
    let only = params.context.only.as_deref();
    if !scene.abilities.code_actions {
        return None;
    }
    let at = scene.file_range(&params.text_document.uri, params.range)?;
    if let Some(named) = named_alone(scene, params, at) {
        let at = scene.file_range(&params.text_document.uri, named.range)?;
        return Some(vec![best_fix(scene, told, at, named, wanted)?]);
    }
    let (mut actions, mut fixed) = (Vec::new(), Vec::new());
    if only.is_none_or(|it| it.iter().any(|it| holds(it, QUICK_FIX))) {
        let fixes = ways_out(scene, told, at, wanted);
        fixed.extend(fixes.iter().map(|it| it.title.clone()));
        actions.extend(fixes.into_iter().filter_map(|it| fix(scene, at.file, it)));
    }
    if only.is_none_or(|it| it.iter().any(|it| REFACTORINGS.iter().any(|kind| holds(it, kind)))) {
        let offered = refactorings(&scene.view.snapshot, at).into_iter();
        // What mends a finding is offered once, as its fix.
        let offered = offered.filter(|it| !fixed.contains(&it.title));
        let wanted = offered.filter(|it| only.is_none_or(|only| only.iter().any(|kind| holds(kind, name(it.kind)))));
        actions.extend(wanted.filter_map(|it| refactoring(scene, params, &it)));
    }
    // What concerns the whole document costs many looks at it: an editor asks for it by name, when a document is saved.
    let is_named =
        |kind| only.is_some_and(|it| it.iter().any(|it| !matches!(it, CodeActionKind::Empty) && holds(it, kind)));
    if is_named(FIX_ALL) {
        let until = Instant::now() + MENDING;
        let edits = fix_all(&scene.view.snapshot, at.file, &|| wanted.holds() && Instant::now() < until);
        actions.extend(of_document(scene, at.file, FIX_ALL, "Mend all that can be mended safely", edits));
    }
    if is_named(REFRESH_SCHEDULE) {
        let edits = refresh_all(&scene.view.snapshot, at.file);
        actions.extend(of_document(scene, at.file, REFRESH_SCHEDULE, "Refresh what is generated from the plan", edits));
    }
    (!actions.is_empty()).then_some(actions)
}

/// The ways out of the findings at `at`, which are kept from one place of the cursor to the next.
fn ways_out(scene: &Scene, told: &Told, at: FileRange, wanted: &Wanted) -> Vec<code_actions::CodeAction> {
    let snapshot = &scene.view.snapshot;
    let found = told.findings(snapshot, at.file);
    found.map(|it| actions_at(snapshot, at, &it, &|| wanted.holds())).unwrap_or_default()
}

/// The only finding that a request names, where its range is the whole document and nothing says how it came to be. So
/// asks Kate's "Quick Fix", and then carries out whatever it is answered, all at once.
fn named_alone<'a>(scene: &Scene, params: &'a CodeActionParams, at: FileRange) -> Option<&'a Diagnostic> {
    let context = &params.context;
    let [named] = context.diagnostics.as_slice() else { return None };
    let is_whole = at.range == TextRange::new(0, scene.view.snapshot.document(at.file)?.text().len());
    (is_whole && context.only.is_none() && context.trigger_kind.is_none()).then_some(named)
}

/// What mends a finding best, which is at `at`.
fn best_fix(
    scene: &Scene,
    told: &Told,
    at: FileRange,
    named: &Diagnostic,
    wanted: &Wanted,
) -> Option<CodeActionResponse> {
    let is_named = |it: &code_actions::CodeAction| {
        let found = it.finding.as_ref().and_then(|it| diagnostic(scene, at.file, it));
        found.is_some_and(|it| it.range == named.range && it.code == named.code)
    };
    let mut fixes = ways_out(scene, told, at, wanted).into_iter().filter(|it| !it.silences);
    fix(scene, at.file, fixes.find(is_named)?)
}

/// Whether `kind` stands in the tree below `wanted`, or is it.
fn holds(wanted: &CodeActionKind, kind: &str) -> bool {
    let wanted = String::from(wanted.clone());
    wanted.is_empty() || kind.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn name(kind: RefactoringKind) -> &'static str {
    match kind {
        RefactoringKind::Move => REFACTOR_MOVE,
        RefactoringKind::Rewrite => REFACTOR_REWRITE,
    }
}

/// An action for the whole document; none where there is nothing to do.
fn of_document(scene: &Scene, file: FileId, kind: &str, title: &str, edits: Vec<Edit>) -> Option<CodeActionResponse> {
    let edits: Vec<_> = edits.into_iter().map(|edit| (file, edit)).collect();
    let edit = (!edits.is_empty()).then(|| scene.workspace_edit(&edits)).flatten()?;
    let action = CodeAction {
        title: title.to_owned(),
        kind: Some(CodeActionKind::Custom(kind.to_owned().into())),
        edit: Some(edit),
        ..CodeAction::default()
    };
    Some(action.into())
}

fn fix(scene: &Scene, file: FileId, action: code_actions::CodeAction) -> Option<CodeActionResponse> {
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

/// Where a refactoring was offered, until the client asks for its edits. Its title tells it from the others there.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: String,
    range: Range,
}

/// A refactoring: with its edits only for a client that does not ask for them later.
fn refactoring(scene: &Scene, params: &CodeActionParams, offered: &Refactoring) -> Option<CodeActionResponse> {
    let action = CodeAction {
        title: offered.title.clone(),
        kind: Some(CodeActionKind::Custom(name(offered.kind).into())),
        ..CodeAction::default()
    };
    if scene.abilities.late_edits {
        let data = Data { uri: params.text_document.uri.as_ref().to_owned(), range: params.range };
        return Some(CodeAction { data: serde_json::to_value(data).ok(), ..action }.into());
    }
    let edits = offered.edits(&scene.view.snapshot).ok()?;
    Some(CodeAction { edit: Some(scene.workspace_edit(&edits)?), ..action }.into())
}

/// `codeAction/resolve`: works out the edits of a refactoring.
///
/// # Errors
/// A sentence where they cannot be made, or where the document changed and there is no such refactoring any more.
pub fn resolved(scene: &Scene, action: CodeAction) -> Result<CodeAction> {
    if action.edit.is_some() {
        return Ok(action);
    }
    let offered = || {
        let data: Data = serde_json::from_value(action.data.clone()?).ok()?;
        let at = scene.file_range(&Uri(data.uri), data.range)?;
        refactorings(&scene.view.snapshot, at).into_iter().find(|it| it.title == action.title)
    };
    let Some(offered) = offered() else {
        return Err(refused(ErrorCode::ContentModified, "The plan changed: ask for the code actions again."));
    };
    match offered.edits(&scene.view.snapshot) {
        Ok(edits) => Ok(CodeAction { edit: scene.workspace_edit(&edits), ..action }),
        Err(Refusal(reason)) => Err(failed(&reason)),
    }
}

/// The answer to a request that is right and cannot be done.
pub fn failed(reason: &str) -> Error {
    refused(ErrorCode::ServerError(REQUEST_FAILED), reason)
}

fn refused(code: ErrorCode, reason: &str) -> Error {
    Error { code, message: reason.to_owned().into(), data: None }
}
