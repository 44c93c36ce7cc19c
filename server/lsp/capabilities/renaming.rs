//! Renaming: what of it the client can do, and what it is therefore offered.

use tower_lsp::gen_lsp_types::{
    ClientCapabilities, FileOperationFilter, FileOperationOptions, FileOperationPattern, FileOperationPatternKind,
    FileOperationPatternOptions, FileOperationRegistrationOptions, RenameOptions, ServerCapabilities,
};

/// What the client can do about names and files. What it does not mention, it cannot, but for renaming itself: that is
/// as old as the protocol, and Kate renames without a word of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Renaming {
    /// Before it asks for a new name, it asks what would be renamed. It always gets a range and a text, so its own way to
    /// find one out does not matter.
    pub prepares: bool,
    /// Edits may say what they are for and ask for consent.
    pub annotations: bool,
    /// It heeds that of a rename's edits too.
    pub annotated_renames: bool,
    /// It can edit several places at once.
    pub linked: bool,
    /// It asks what to edit before it moves files.
    pub files: bool,
}

impl Renaming {
    /// Reads them from what the client says of itself.
    pub fn of(client: &ClientCapabilities) -> Renaming {
        let document = client.text_document.as_ref();
        let workspace = client.workspace.as_ref();
        let is = |it: Option<bool>| it.unwrap_or_default();
        let rename = document.and_then(|it| it.rename.as_ref());
        let edit = workspace.and_then(|it| it.workspace_edit.as_ref());
        // Only edits by document can bear annotations.
        let annotations = edit.is_some_and(|it| it.change_annotation_support.is_some() && is(it.document_changes));
        Renaming {
            prepares: is(rename.and_then(|it| it.prepare_support)),
            annotations,
            annotated_renames: annotations && is(rename.and_then(|it| it.honors_change_annotations)),
            linked: document.is_some_and(|it| it.linked_editing_range.is_some()),
            files: is(workspace.and_then(|it| it.file_operations.as_ref()?.will_rename)),
        }
    }

    /// Adds what the server offers such a client.
    pub fn offer(&self, capabilities: &mut ServerCapabilities) {
        capabilities.rename_provider = Some(match self.prepares {
            true => RenameOptions { prepare_provider: Some(true), ..RenameOptions::default() }.into(),
            false => true.into(),
        });
        capabilities.linked_editing_range_provider = self.linked.then(|| true.into());
        if self.files {
            let operations = FileOperationOptions {
                will_rename: Some(FileOperationRegistrationOptions { filters: filters() }),
                ..FileOperationOptions::default()
            };
            capabilities.workspace.get_or_insert_default().file_operations = Some(operations);
        }
    }
}

/// Markdown files, and folders, which may hold some.
fn filters() -> Vec<FileOperationFilter> {
    let filter = |glob: &str, kind| FileOperationFilter {
        scheme: Some("file".to_owned()),
        pattern: FileOperationPattern {
            glob: glob.to_owned(),
            matches: Some(kind),
            options: Some(FileOperationPatternOptions { ignore_case: Some(true) }),
        },
    };
    vec![filter("**/*.{md,markdown}", FileOperationPatternKind::File), filter("**", FileOperationPatternKind::Folder)]
}
