//! Folding ranges as the protocol and this client have them.

use milepost_core::ide::folding::{Fold, folds, outermost};
use tower_lsp::gen_lsp_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};

use crate::convert::Scene;

/// `textDocument/foldingRange`. Whole lines are folded, for every client: without characters, a range means the ends of
/// its lines, and that is where plans fold.
pub fn folding(scene: &Scene, params: &FoldingRangeParams) -> Option<Vec<FoldingRange>> {
    let file = scene.file(&params.text_document.uri)?;
    let client = scene.abilities.aids.folding.unwrap_or_default();
    let most = client.limit.map_or(usize::MAX, |it| it as usize);
    let folds = outermost(folds(&scene.view.snapshot, file), most);
    let text = scene.view.snapshot.document(file)?.text();
    let line = |row: u32| text.slice(text.line_range(row)).trim_end().to_owned();
    let range = |it: Fold| FoldingRange {
        start_line: it.start,
        end_line: it.end,
        kind: (it.is_comment && client.comments).then_some(FoldingRangeKind::Comment),
        // It stands in the place of the whole line, so that says what is folded, too.
        collapsed_text: it.summary.filter(|_| client.collapsed_text).map(|sum| format!("{} … {sum}", line(it.start))),
        ..FoldingRange::default()
    };
    Some(folds.into_iter().map(range).collect())
}
