//! Document links as the protocol and this client have them.

use std::path::PathBuf;

use milepost_core::ide::links::{Destination, Link, links as links_of};
use milepost_core::text::TextRange;
use milepost_core::workspace::FileId;
use tower_lsp::gen_lsp_types::{DocumentLink, DocumentLinkParams, Uri};

use crate::convert::Scene;
use crate::folders::folder_of;

/// `textDocument/documentLink`
pub fn links(scene: &Scene, params: &DocumentLinkParams) -> Option<Vec<DocumentLink>> {
    let file = scene.file(&params.text_document.uri)?;
    let found = links_of(&scene.view.snapshot, file).into_iter().filter_map(|it| link(scene, file, it));
    Some(found.collect())
}

fn link(scene: &Scene, file: FileId, link: Link) -> Option<DocumentLink> {
    let tooltips = scene.abilities.aids.links.unwrap_or_default().tooltips;
    Some(DocumentLink {
        range: scene.range(file, link.range)?,
        target: Some(target(scene, file, &link.to)?),
        tooltip: tooltips.then_some(link.tooltip),
        data: None,
    })
}

fn target(scene: &Scene, from: FileId, to: &Destination) -> Option<Uri> {
    match to {
        Destination::Address(address) => Some(Uri(address.clone())),
        Destination::File(place) => inside(scene, from, place).map(|path| Uri(scene.world.uri_of(&path))),
        Destination::Document { file, offset: None } => scene.uri(*file),
        Destination::Document { file, offset: Some(offset) } => {
            let Uri(uri) = scene.uri(*file)?;
            let at = scene.range(*file, TextRange::empty(*offset))?.start;
            // Editors take the part behind `#` for a line.
            (!uri.contains('#')).then(|| Uri(format!("{uri}#L{}", at.line + 1)))
        }
    }
}

/// The path of what stands at `place`, if that is in a workspace folder, or below the folder of a document that is in
/// none. Nobody looks whether anything is there.
fn inside(scene: &Scene, from: FileId, place: &str) -> Option<PathBuf> {
    let native = |place: &str| PathBuf::from(if cfg!(windows) { place.replace('/', "\\") } else { place.to_owned() });
    let path = native(place);
    let own = native(scene.view.snapshot.file(from)?.root()?);
    let is_below = own.is_absolute() && path.starts_with(own);
    (is_below || folder_of(&path, scene.world.folders().iter().map(|it| &it.path)).is_some()).then_some(path)
}
