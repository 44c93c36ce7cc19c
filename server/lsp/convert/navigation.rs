//! Navigation: definitions, declarations, implementations and the search for symbols, as the protocol and this client
//! have them.

use milepost_core::ide::definition::{Navigation, definition as definitions_of};
use milepost_core::ide::implementation::implementations;
use milepost_core::ide::recall::recalled;
use milepost_core::ide::symbols;
use milepost_core::ide::target::place_of;
use milepost_core::workspace::FileId;
use serde_json::Value;
use tower_lsp::gen_lsp_types::{
    Declaration, DeclarationParams, DeclarationResponse, DefinitionParams, DefinitionResponse, ImplementationParams,
    ImplementationResponse, Location, LocationLink, LocationUriOnly, WorkspaceSymbol, WorkspaceSymbolLocation,
    WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

use crate::capabilities::navigation::Links;
use crate::convert::Scene;
use crate::convert::answers::base;

/// `textDocument/definition`
pub fn definition(scene: &Scene, params: &DefinitionParams) -> Option<DefinitionResponse> {
    let at = scene.position(&params.text_document_position_params)?;
    let targets = definitions_of(&scene.view.snapshot, at);
    Some(match places(scene, at.file, &targets, scene.abilities.definition_links)? {
        Places::Links(links) => links.into(),
        Places::Locations(locations) => DefinitionResponse::Definition(locations.into()),
    })
}

/// `textDocument/declaration`: a plan declares where it defines.
pub fn declaration(scene: &Scene, params: &DeclarationParams) -> Option<DeclarationResponse> {
    let at = scene.position(&params.text_document_position_params)?;
    let Links(links) = scene.abilities.navigation.declaration.unwrap_or_default();
    Some(match places(scene, at.file, &definitions_of(&scene.view.snapshot, at), links)? {
        Places::Links(links) => links.into(),
        Places::Locations(locations) => DeclarationResponse::Declaration(Declaration::LocationList(locations)),
    })
}

/// `textDocument/implementation`
pub fn implementation(scene: &Scene, params: &ImplementationParams) -> Option<ImplementationResponse> {
    let at = scene.position(&params.text_document_position_params)?;
    let Links(links) = scene.abilities.navigation.implementation.unwrap_or_default();
    Some(match places(scene, at.file, &implementations(&scene.view.snapshot, at), links)? {
        Places::Links(links) => links.into(),
        Places::Locations(locations) => ImplementationResponse::Definition(locations.into()),
    })
}

/// Where one can go, as the client takes it.
enum Places {
    Links(Vec<LocationLink>),
    Locations(Vec<Location>),
}

/// None where there is nowhere to go.
fn places(scene: &Scene, from: FileId, targets: &[Navigation], links: bool) -> Option<Places> {
    if links {
        let links: Vec<_> = targets.iter().filter_map(|it| link(scene, from, it)).collect();
        return (!links.is_empty()).then_some(Places::Links(links));
    }
    let location =
        |it: &Navigation| Some(Location { uri: scene.uri(it.file)?, range: scene.range(it.file, it.focus)? });
    let locations: Vec<_> = targets.iter().filter_map(location).collect();
    (!locations.is_empty()).then_some(Places::Locations(locations))
}

fn link(scene: &Scene, from: FileId, to: &Navigation) -> Option<LocationLink> {
    Some(LocationLink {
        origin_selection_range: scene.range(from, to.origin),
        target_uri: scene.uri(to.file)?,
        target_range: scene.range(to.file, to.range)?,
        target_selection_range: scene.range(to.file, to.focus)?,
    })
}

/// `workspace/symbol`
pub fn workspace_symbols(scene: &Scene, params: &WorkspaceSymbolParams) -> Option<WorkspaceSymbolResponse> {
    let found = symbols::workspace_symbols(&scene.view.snapshot, &params.query);
    let located = found.into_iter().filter_map(|it| {
        // Thousands may be found, and the range of one is wanted.
        let (location, data) = if scene.abilities.navigation.late_ranges {
            let uri = scene.uri(it.at.file)?;
            (LocationUriOnly { uri }.into(), Some(Value::from(it.at.range.start)))
        } else {
            (scene.location(it.at)?.into(), None)
        };
        Some(WorkspaceSymbol { location, data, base_symbol_information: base(it.name, it.kind, it.container) })
    });
    Some(located.collect::<Vec<_>>().into())
}

/// `workspaceSymbol/resolve`: where the symbol stands by now; as it came where it is gone.
pub fn resolved_symbol(scene: &Scene, mut symbol: WorkspaceSymbol) -> WorkspaceSymbol {
    let location = || {
        let WorkspaceSymbolLocation::LocationUriOnly(LocationUriOnly { uri }) = &symbol.location else { return None };
        let file = scene.file(uri)?;
        let offset = u32::try_from(symbol.data.as_ref()?.as_u64()?).ok()?;
        let snapshot = &scene.view.snapshot;
        let definition = recalled(snapshot, file, &symbol.base_symbol_information.name, offset)?;
        let (_, focus) = place_of(snapshot, definition)?;
        Some(Location { uri: uri.clone(), range: scene.range(file, focus)? })
    };
    if let Some(location) = location() {
        symbol.location = location.into();
    }
    symbol
}
