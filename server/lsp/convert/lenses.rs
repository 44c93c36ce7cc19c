//! Code lenses as the protocol and this client have them.

use milepost_core::ide::lenses::{Lens, LensKind, lenses as lenses_of, named};
use milepost_core::ide::{FilePosition, FileRange};
use milepost_core::workspace::FileId;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp::gen_lsp_types::{CodeLens, CodeLensParams, Command, Location, Position, Range, Uri};

use crate::convert::Scene;
use crate::options::SHOW_REFERENCES;

/// Whose references a lens counts, until the client asks for it.
#[derive(Debug, Serialize, Deserialize)]
struct Data {
    uri: String,
    position: Position,
}

/// `textDocument/codeLens`. What costs a look at every file comes with [`resolved`].
pub fn lenses(scene: &Scene, params: &CodeLensParams) -> Option<Vec<CodeLens>> {
    let uri = &params.text_document.uri;
    let file = scene.file(uri)?;
    if !scene.world.options(file).lenses {
        return None;
    }
    let found = lenses_of(&scene.view.snapshot, file);
    Some(found.into_iter().filter_map(|it| lens(scene, file, uri, it)).collect())
}

fn lens(scene: &Scene, file: FileId, uri: &Uri, lens: Lens) -> Option<CodeLens> {
    let range = scene.range(file, lens.range)?;
    let only_says = |title: String| CodeLens { range, command: Some(title_only(title)), data: None };
    match lens.kind {
        LensKind::Progress(title) | LensKind::Blocked(title) => Some(only_says(title)),
        LensKind::References => {
            let data = Data { uri: uri.as_ref().to_owned(), position: range.start };
            let lens = CodeLens { range, command: None, data: serde_json::to_value(data).ok() };
            let is_late = scene.abilities.aids.lenses.unwrap_or_default().late_commands;
            Some(if is_late { lens } else { CodeLens { data: None, ..resolved(scene, lens) } })
        }
    }
}

/// `codeLens/resolve`: counts references.
pub fn resolved(scene: &Scene, lens: CodeLens) -> CodeLens {
    let counted = || {
        let data: Data = serde_json::from_value(lens.data.clone()?).ok()?;
        let uri = Uri(data.uri);
        let at = scene.file_range(&uri, Range { start: data.position, end: data.position })?;
        let places = named(&scene.view.snapshot, FilePosition { file: at.file, offset: at.range.start })?;
        Some(references(scene, at.file, (&uri, data.position), &places))
    };
    // A unit that moved away meanwhile: the client is about to ask for all lenses again.
    let command = lens.command.clone().or_else(counted).unwrap_or_else(|| title_only("references".to_owned()));
    CodeLens { command: Some(command), ..lens }
}

fn references(scene: &Scene, file: FileId, (uri, position): (&Uri, Position), places: &[FileRange]) -> Command {
    let title = format!("{} reference{}", places.len(), if places.len() == 1 { "" } else { "s" });
    if places.is_empty() || !scene.world.options(file).shows_references {
        return title_only(title);
    }
    let locations: Vec<Location> = places.iter().filter_map(|it| scene.location(*it)).collect();
    let arguments = vec![json!(uri), json!(position), json!(locations)];
    Command { title, tooltip: None, command: SHOW_REFERENCES.to_owned(), arguments: Some(arguments) }
}

/// A lens that only says something: there is no command that every client has.
fn title_only(title: String) -> Command {
    Command { title, tooltip: None, command: String::new(), arguments: None }
}
