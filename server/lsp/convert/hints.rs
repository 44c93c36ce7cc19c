//! Inlay hints as the protocol and this client have them.

use milepost_core::ide::hints::{Hint, HintKind, hints as hints_in};
use milepost_core::ide::hover::hover;
use milepost_core::ide::target::{file_name, place_of, target_at};
use milepost_core::ide::words::name;
use milepost_core::ide::{FilePosition, FileRange};
use milepost_core::text::TextRange;
use milepost_core::workspace::{Definition, FileId};
use serde::{Deserialize, Serialize};
use tower_lsp::gen_lsp_types::{InlayHint, InlayHintLabelPart, InlayHintParams, Position, Range, Tooltip, Uri};

use crate::convert::Scene;
use crate::convert::answers::markup;

/// Where the tooltip of a hint comes from, until the client asks for it.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: String,
    position: Position,
    /// The label or id there; later, something else may be.
    text: String,
}

/// `textDocument/inlayHint`
pub fn hints(scene: &Scene, params: &InlayHintParams) -> Option<Vec<InlayHint>> {
    let at = scene.file_range(&params.text_document.uri, params.range)?;
    let options = scene.world.options(at.file);
    if !options.hints {
        return None;
    }
    // A lens above the unit says its progress already.
    let has_lenses = options.lenses && scene.abilities.aids.lenses.is_some();
    let found =
        hints_in(&scene.view.snapshot, at).into_iter().filter(|it| !has_lenses || it.kind != HintKind::Progress);
    Some(found.filter_map(|it| hint(scene, at.file, it)).collect())
}

fn hint(scene: &Scene, file: FileId, hint: Hint) -> Option<InlayHint> {
    let plain = InlayHint {
        position: scene.range(file, TextRange::empty(hint.offset))?.start,
        label: hint.text.clone().into(),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    match hint.kind {
        HintKind::Title(definition) => titled(scene, file, plain, definition),
        HintKind::Progress => Some(InlayHint { tooltip: Some(format!("{} tasks done", hint.text).into()), ..plain }),
        HintKind::Dates => Some(plain),
    }
}

/// A hint that leads to the definition, and has its card.
fn titled(scene: &Scene, from: FileId, hint: InlayHint, to: Definition) -> Option<InlayHint> {
    let snapshot = &scene.view.snapshot;
    let (_, focus) = place_of(snapshot, to)?;
    let location = scene.location(FileRange { file: to.file, range: focus })?;
    let data = Data {
        uri: location.uri.as_ref().to_owned(),
        position: location.range.start,
        text: snapshot.document(to.file)?.text().slice(focus),
    };
    let title = || {
        let name = name(snapshot.document(to.file)?, to.target)?;
        Some(if to.file == from { name } else { format!("{name} ({})", file_name(snapshot, to.file)) })
    };
    let is_late = scene.abilities.aids.hints.unwrap_or_default().late_tooltips;
    let value = match hint.label {
        tower_lsp::gen_lsp_types::Label::String(value) => value,
        tower_lsp::gen_lsp_types::Label::InlayHintLabelPartList(_) => return None,
    };
    let part = InlayHintLabelPart { value, location: Some(location), ..InlayHintLabelPart::default() };
    Some(InlayHint {
        label: vec![part].into(),
        tooltip: if is_late { None } else { title().map(Tooltip::String) },
        data: if is_late { serde_json::to_value(data).ok() } else { None },
        ..hint
    })
}

/// `inlayHint/resolve`: the card of what is named, if it is still defined there.
pub fn resolved(scene: &Scene, hint: InlayHint) -> InlayHint {
    let card = || {
        let data: Data = serde_json::from_value(hint.data.clone()?).ok()?;
        let at = scene.file_range(&Uri(data.uri), Range { start: data.position, end: data.position })?;
        let snapshot = &scene.view.snapshot;
        let at = FilePosition { file: at.file, offset: at.range.start };
        let is_there = target_at(snapshot, at).is_some_and(|it| it.is_definition && it.text == data.text);
        let hover = hover(snapshot, at).filter(|_| is_there)?;
        Some(Tooltip::MarkupContent(markup(hover.markdown, scene.abilities.hover_markdown)))
    };
    let tooltip = hint.tooltip.clone().or_else(card);
    InlayHint { tooltip, ..hint }
}
