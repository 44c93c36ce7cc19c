//! Document links as the protocol and this client have them.

use std::path::{Path, PathBuf};

use milepost_core::ide::links::{Destination, Link, links as links_of};
use milepost_core::text::TextRange;
use milepost_core::workspace::FileId;
use tower_lsp::gen_lsp_types::{DocumentLink, DocumentLinkParams, Uri};

use crate::convert::Scene;

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
        Destination::File(path) => Some(Uri(scene.world.uri_of(&folder(scene, from)?.join(path)))),
        Destination::Document { file, offset: None } => scene.uri(*file),
        Destination::Document { file, offset: Some(offset) } => {
            let Uri(uri) = scene.uri(*file)?;
            let at = scene.range(*file, TextRange::empty(*offset))?.start;
            // Editors take the part behind `#` for a line.
            (!uri.contains('#')).then(|| Uri(format!("{uri}#L{}", at.line + 1)))
        }
    }
}

/// The workspace folder of a file, from which its path counts.
fn folder(scene: &Scene, file: FileId) -> Option<PathBuf> {
    let source = scene.view.snapshot.document(file)?.source();
    let depth = source.path.as_deref()?.split('/').count();
    Path::new(source.location.as_deref()?).ancestors().nth(depth).map(Path::to_owned)
}
