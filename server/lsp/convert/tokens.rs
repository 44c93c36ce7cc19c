//! Semantic tokens as the protocol and this client have them, and what changed since it asked before.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use milepost_core::ide::tokens::{Token, tokens};
use milepost_core::text::TextRange;
use milepost_core::workspace::FileId;
use tower_lsp::gen_lsp_types::{
    SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensDeltaParams, SemanticTokensDeltaResponse,
    SemanticTokensEdit, SemanticTokensParams, SemanticTokensRangeParams,
};

use crate::convert::Scene;

/// What the client was told last of each document.
#[derive(Debug, Default)]
pub struct Told(Mutex<Last>);

#[derive(Debug, Default)]
struct Last {
    /// Counts the answers.
    count: u64,
    of: HashMap<FileId, (String, Arc<Vec<SemanticToken>>)>,
}

impl Told {
    /// Notes the tokens of `file`; the name of the answer that holds them.
    fn note(&self, file: FileId, tokens: Vec<SemanticToken>) -> (String, Arc<Vec<SemanticToken>>) {
        let mut last = self.last();
        last.count += 1;
        let told = (last.count.to_string(), Arc::new(tokens));
        last.of.insert(file, told.clone());
        told
    }

    /// What the answer of that name held, if it was the last of `file`.
    fn before(&self, file: FileId, name: &str) -> Option<Arc<Vec<SemanticToken>>> {
        self.last().of.get(&file).filter(|(it, _)| it == name).map(|(_, tokens)| Arc::clone(tokens))
    }

    /// The document was closed.
    pub fn forget(&self, file: FileId) {
        self.last().of.remove(&file);
    }

    fn last(&self) -> MutexGuard<'_, Last> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `textDocument/semanticTokens/full`
pub fn full(scene: &Scene, told: &Told, params: &SemanticTokensParams) -> Option<SemanticTokens> {
    let file = scene.file(&params.text_document.uri)?;
    whole(scene, told, file)
}

/// `textDocument/semanticTokens/full/delta`
pub fn delta(scene: &Scene, told: &Told, params: &SemanticTokensDeltaParams) -> Option<SemanticTokensDeltaResponse> {
    let file = scene.file(&params.text_document.uri)?;
    let Some(before) = told.before(file, &params.previous_result_id) else {
        return whole(scene, told, file).map(Into::into);
    };
    let (name, now) = told.note(file, encoded(scene, file, None)?);
    Some(SemanticTokensDelta { result_id: Some(name), edits: edit(&before, &now).into_iter().collect() }.into())
}

/// `textDocument/semanticTokens/range`
pub fn range(scene: &Scene, params: &SemanticTokensRangeParams) -> Option<SemanticTokens> {
    let at = scene.file_range(&params.text_document.uri, params.range)?;
    Some(SemanticTokens { result_id: None, data: encoded(scene, at.file, Some(at.range))? })
}

fn whole(scene: &Scene, told: &Told, file: FileId) -> Option<SemanticTokens> {
    let (name, tokens) = told.note(file, encoded(scene, file, None)?);
    Some(SemanticTokens { result_id: Some(name), data: tokens.to_vec() })
}

/// The tokens, or those that overlap `within`, each relative to the one before. None where they are switched off.
fn encoded(scene: &Scene, file: FileId, within: Option<TextRange>) -> Option<Vec<SemanticToken>> {
    let legend = scene.abilities.aids.tokens?.legend;
    if !scene.world.options(file).tokens {
        return Some(Vec::new());
    }
    let mut before = (0, 0);
    let mut encode = |token: Token| {
        let (token_type, token_modifiers_bitset) = legend.numbers(&token)?;
        let range = scene.range(file, token.range).filter(|it| it.start.line == it.end.line)?;
        let (line, character) = (range.start.line, range.start.character);
        let delta_line = line - before.0;
        let delta_start = if delta_line == 0 { character - before.1 } else { character };
        before = (line, character);
        let length = range.end.character - character;
        Some(SemanticToken { delta_line, delta_start, length, token_type, token_modifiers_bitset })
    };
    let all = tokens(&scene.view.snapshot, file).into_iter();
    Some(all.filter(|it| within.is_none_or(|within| it.range.overlaps(within))).filter_map(&mut encode).collect())
}

/// What makes `now` of `before`, as one replacement; none where they are equal.
fn edit(before: &[SemanticToken], now: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    let same = |(a, b): &(&SemanticToken, &SemanticToken)| a == b;
    let start = before.iter().zip(now).take_while(same).count();
    let (old, new) = (before.get(start..)?, now.get(start..)?);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
    let (gone, come) = (old.len() - end, new.get(..new.len() - end)?);
    let numbers = |tokens: usize| u32::try_from(tokens * 5).ok();
    (gone > 0 || !come.is_empty()).then_some(SemanticTokensEdit {
        start: numbers(start)?,
        delete_count: numbers(gone)?,
        data: (!come.is_empty()).then(|| come.iter().flat_map(|it| <[u32; 5]>::from(*it)).collect()),
    })
}
