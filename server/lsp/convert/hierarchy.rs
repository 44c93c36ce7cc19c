//! Hierarchies as the protocol has them: dependencies as calls, containment as types.

use milepost_core::ide::hierarchy::{Call, Item, containers, contents, incoming, outgoing, prepare};
use milepost_core::ide::recall::recalled;
use milepost_core::text::TextRange;
use milepost_core::workspace::{Definition, FileId};
use tower_lsp::gen_lsp_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem, CallHierarchyOutgoingCall,
    CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, Range, TypeHierarchyItem, TypeHierarchyPrepareParams,
    TypeHierarchySubtypesParams, TypeHierarchySupertypesParams, Uri,
};

use crate::convert::answers::symbol_kind;
use crate::convert::{Scene, offset};

/// `textDocument/prepareCallHierarchy`
pub fn prepare_calls(scene: &Scene, params: &CallHierarchyPrepareParams) -> Option<Vec<CallHierarchyItem>> {
    let at = scene.position(&params.text_document_position_params)?;
    let items = prepare(&scene.view.snapshot, at);
    let items: Vec<_> = items.into_iter().filter_map(|it| call_item(scene, it)).collect();
    (!items.is_empty()).then_some(items)
}

/// `callHierarchy/incomingCalls`: what waits for it.
pub fn incoming_calls(
    scene: &Scene,
    params: &CallHierarchyIncomingCallsParams,
) -> Option<Vec<CallHierarchyIncomingCall>> {
    let item = &params.item;
    let of = definition(scene, &item.uri, &item.name, item.selection_range)?;
    let call = |Call { item, ranges: named }: Call| {
        let from_ranges = ranges(scene, item.definition.file, &named);
        Some(CallHierarchyIncomingCall { from: call_item(scene, item)?, from_ranges })
    };
    Some(incoming(&scene.view.snapshot, of).into_iter().filter_map(call).collect())
}

/// `callHierarchy/outgoingCalls`: what it waits for.
pub fn outgoing_calls(
    scene: &Scene,
    params: &CallHierarchyOutgoingCallsParams,
) -> Option<Vec<CallHierarchyOutgoingCall>> {
    let item = &params.item;
    let of = definition(scene, &item.uri, &item.name, item.selection_range)?;
    let call = |Call { item, ranges: named }: Call| {
        let from_ranges = ranges(scene, of.file, &named);
        Some(CallHierarchyOutgoingCall { to: call_item(scene, item)?, from_ranges })
    };
    Some(outgoing(&scene.view.snapshot, of).into_iter().filter_map(call).collect())
}

/// `textDocument/prepareTypeHierarchy`
pub fn prepare_types(scene: &Scene, params: &TypeHierarchyPrepareParams) -> Option<Vec<TypeHierarchyItem>> {
    let at = scene.position(&params.text_document_position_params)?;
    let items = type_items(scene, prepare(&scene.view.snapshot, at));
    (!items.is_empty()).then_some(items)
}

/// `typeHierarchy/supertypes`: what holds it.
pub fn supertypes(scene: &Scene, params: &TypeHierarchySupertypesParams) -> Option<Vec<TypeHierarchyItem>> {
    let item = &params.item;
    let of = definition(scene, &item.uri, &item.name, item.selection_range)?;
    Some(type_items(scene, containers(&scene.view.snapshot, of)))
}

/// `typeHierarchy/subtypes`: what it holds.
pub fn subtypes(scene: &Scene, params: &TypeHierarchySubtypesParams) -> Option<Vec<TypeHierarchyItem>> {
    let item = &params.item;
    let of = definition(scene, &item.uri, &item.name, item.selection_range)?;
    Some(type_items(scene, contents(&scene.view.snapshot, of)))
}

/// The unit or task that the client was told of.
fn definition(scene: &Scene, uri: &Uri, name: &str, focus: Range) -> Option<Definition> {
    let file = scene.file(uri)?;
    let text = scene.view.snapshot.document(file)?.text();
    recalled(&scene.view.snapshot, file, name, offset(text, focus.start, scene.abilities.encoding))
}

fn ranges(scene: &Scene, file: FileId, ranges: &[TextRange]) -> Vec<Range> {
    ranges.iter().filter_map(|it| scene.range(file, *it)).collect()
}

fn call_item(scene: &Scene, item: Item) -> Option<CallHierarchyItem> {
    let file = item.definition.file;
    Some(CallHierarchyItem {
        name: item.name,
        kind: symbol_kind(item.kind),
        tags: None,
        detail: item.detail,
        uri: scene.uri(file)?,
        range: scene.range(file, item.range)?,
        selection_range: scene.range(file, item.focus)?,
        data: None,
    })
}

/// A type's item has the fields of a call's.
fn type_items(scene: &Scene, items: Vec<Item>) -> Vec<TypeHierarchyItem> {
    let item = |CallHierarchyItem { name, kind, tags, detail, uri, range, selection_range, data }| TypeHierarchyItem {
        name,
        kind,
        tags,
        detail,
        uri,
        range,
        selection_range,
        data,
    };
    items.into_iter().filter_map(|it| call_item(scene, it)).map(item).collect()
}
