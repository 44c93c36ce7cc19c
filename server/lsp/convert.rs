//! Conversion: the protocol's positions, ranges, locations and edits from and to the engine's bytes. Nothing else counts
//! columns.

pub mod diagnostics;
pub mod answers;
pub mod actions;
pub mod navigation;
pub mod hierarchy;
pub mod renaming;
pub mod completion;
pub mod folding;
pub mod selection;
pub mod highlights;
pub mod links;
pub mod tokens;
pub mod hints;
pub mod lenses;
pub mod formatting;

use std::collections::HashMap;
use std::sync::Arc;

use milepost_core::ide::{FilePosition, FileRange};
use milepost_core::text::{Edit, Encoding, Text, TextRange};
use milepost_core::workspace::FileId;
use tower_lsp::gen_lsp_types::{
    AnnotatedTextEdit, Location, OptionalVersionedTextDocumentIdentifier, Position, Range,
    TextDocumentContentChangeEvent, TextDocumentEdit, TextDocumentIdentifier, TextDocumentPositionParams, TextEdit,
    Uri, WorkspaceEdit,
};

use crate::capabilities::Abilities;
use crate::world::{View, World};

/// One moment of the world as a client with these abilities is told of it.
#[derive(Clone)]
pub struct Scene {
    /// The documents.
    pub view: View,
    /// What the client can do.
    pub abilities: Abilities,
    /// The names of the documents.
    pub world: Arc<World>,
}

impl Scene {
    /// The document that the client calls `uri`, if it is known and a plan can be in it.
    pub fn file(&self, uri: &Uri) -> Option<FileId> {
        self.world.file(uri.as_ref()).filter(|it| self.view.snapshot.file(*it).is_some())
    }

    /// The place that a request is about.
    pub fn position(&self, params: &TextDocumentPositionParams) -> Option<FilePosition> {
        let file = self.file(&params.text_document.uri)?;
        let text = self.view.snapshot.document(file)?.text();
        Some(FilePosition { file, offset: offset(text, params.position, self.abilities.encoding) })
    }

    /// The range that a request is about.
    pub fn file_range(&self, uri: &Uri, range: Range) -> Option<FileRange> {
        let file = self.file(uri)?;
        let text = self.view.snapshot.document(file)?.text();
        Some(FileRange { file, range: text_range(text, range, self.abilities.encoding) })
    }

    /// A range of `file`, as the protocol counts.
    pub fn range(&self, file: FileId, range: TextRange) -> Option<Range> {
        let text = self.view.snapshot.document(file)?.text();
        let position = |offset| {
            let at = text.position(offset, self.abilities.encoding);
            Position { line: at.line, character: at.character }
        };
        Some(Range { start: position(range.start), end: position(range.end) })
    }

    /// A range with its document.
    pub fn location(&self, at: FileRange) -> Option<Location> {
        Some(Location { uri: self.uri(at.file)?, range: self.range(at.file, at.range)? })
    }

    /// What the client calls `file`.
    pub fn uri(&self, file: FileId) -> Option<Uri> {
        self.world.uri(file).map(Uri)
    }

    /// Edits, all in offsets of this moment, as one change: with the versions that they were made for, where the client
    /// checks them.
    pub fn workspace_edit(&self, edits: &[(FileId, Edit)]) -> Option<WorkspaceEdit> {
        self.annotated_edit(edits, |_| None)
    }

    /// The same, with the annotation of each file's edits: for clients that take edits by document only.
    pub fn annotated_edit(
        &self,
        edits: &[(FileId, Edit)],
        annotation: impl Fn(FileId) -> Option<&'static str>,
    ) -> Option<WorkspaceEdit> {
        let mut by_file: Vec<(FileId, Vec<TextEdit>)> = Vec::new();
        for (file, edit) in edits {
            let edit = TextEdit { range: self.range(*file, edit.range)?, new_text: edit.insert.clone() };
            match by_file.iter_mut().find(|it| it.0 == *file) {
                Some((_, edits)) => edits.push(edit),
                None => by_file.push((*file, vec![edit])),
            }
        }
        if !self.abilities.versioned_edits {
            let named = by_file.into_iter().map(|(file, edits)| Some((self.uri(file)?, edits)));
            let changes = named.collect::<Option<HashMap<_, _>>>()?;
            return Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
        }
        let versioned = by_file.into_iter().map(|(file, edits)| {
            let document = OptionalVersionedTextDocumentIdentifier {
                version: self.view.open.get(&file).copied(),
                text_document_identifier: TextDocumentIdentifier { uri: self.uri(file)? },
            };
            let annotated = |text_edit: TextEdit| match annotation(file) {
                Some(id) => AnnotatedTextEdit { annotation_id: id.to_owned(), text_edit }.into(),
                None => text_edit.into(),
            };
            let edits = edits.into_iter().map(annotated).collect();
            Some(TextDocumentEdit { text_document: document, edits }.into())
        });
        let changes = versioned.collect::<Option<Vec<_>>>()?;
        Some(WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() })
    }
}

/// The client's changes to `text` as edits, each to the text that the one before left.
pub fn edits(text: &Text, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) -> Vec<Edit> {
    let mut text = text.clone();
    let mut edits = Vec::with_capacity(changes.len());
    for change in changes {
        let edit = match change {
            TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                Edit { range: text_range(&text, part.range, encoding), insert: part.text }
            }
            TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                Edit { range: TextRange::new(0, text.len()), insert: whole.text }
            }
        };
        text.edit(&edit);
        edits.push(edit);
    }
    edits
}

/// A range, its ends in order whatever the client says.
fn text_range(text: &Text, range: Range, encoding: Encoding) -> TextRange {
    let (start, end) = (offset(text, range.start, encoding), offset(text, range.end, encoding));
    TextRange::new(start.min(end), start.max(end))
}

fn offset(text: &Text, position: Position, encoding: Encoding) -> u32 {
    let position = milepost_core::text::Position { line: position.line, character: position.character };
    text.offset(position, encoding)
}
