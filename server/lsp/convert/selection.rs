//! Selection ranges as the protocol has them.

use milepost_core::ide::FilePosition;
use milepost_core::ide::selection::selection;
use tower_lsp::gen_lsp_types::{Position, Range, SelectionRange, SelectionRangeParams, Uri};

use crate::convert::Scene;

/// `textDocument/selectionRange`: one for each position.
pub fn selections(scene: &Scene, params: &SelectionRangeParams) -> Option<Vec<SelectionRange>> {
    params.positions.iter().map(|it| at(scene, &params.text_document.uri, *it)).collect()
}

fn at(scene: &Scene, uri: &Uri, position: Position) -> Option<SelectionRange> {
    let asked = scene.file_range(uri, Range { start: position, end: position })?;
    let chain = selection(&scene.view.snapshot, FilePosition { file: asked.file, offset: asked.range.start });
    let mut ranges: Vec<Range> = chain.into_iter().filter_map(|it| scene.range(asked.file, it)).collect();
    // Both bytes of a line end are one position.
    ranges.dedup();
    let outwards = ranges.into_iter().rev();
    outwards.fold(None, |parent, range| Some(SelectionRange { range, parent: parent.map(Box::new) }))
}
