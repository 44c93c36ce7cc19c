//! Capabilities: what the client can do, and what the server therefore offers.

pub mod aids;
pub mod completion;
pub mod commands;
pub mod formatting;
pub mod legend;
pub mod navigation;
pub mod renaming;

use milepost_core::text::Encoding;
use tower_lsp::gen_lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, DiagnosticOptions, MarkupKind, PositionEncodingKind,
    SaveOptions, ServerCapabilities, TextDocumentSyncKind, TextDocumentSyncOptions, WorkDoneProgressOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};

use crate::capabilities::aids::Aids;
use crate::capabilities::commands::Commands;
use crate::capabilities::completion::Completing;
use crate::capabilities::formatting::Formatting;
use crate::capabilities::navigation::Navigation;
use crate::capabilities::renaming::Renaming;

/// The kind of the action that mends all of a document.
pub const FIX_ALL: &str = "source.fixAll.milepost";
/// The kind of the action that makes the generated parts of a document anew.
pub const REFRESH_SCHEDULE: &str = "source.refreshSchedule.milepost";
/// The kind of a fix.
pub const QUICK_FIX: &str = "quickfix";
/// The kind of a refactoring that moves something.
pub const REFACTOR_MOVE: &str = "refactor.move";
/// The kind of a refactoring that says something in another way.
pub const REFACTOR_REWRITE: &str = "refactor.rewrite";
/// The kinds of all refactorings.
pub const REFACTORINGS: [&str; 2] = [REFACTOR_MOVE, REFACTOR_REWRITE];

/// What the client can do, as far as it matters here. What it does not mention, it cannot.
#[derive(Clone, Copy, Debug, Default)]
pub struct Abilities {
    /// How both count columns.
    pub encoding: Encoding,
    /// Hovers may be Markdown.
    pub hover_markdown: bool,
    /// The documentation of a completion may be Markdown.
    pub completion_markdown: bool,
    /// A definition may say which part of it to show.
    pub definition_links: bool,
    /// Symbols may hold symbols.
    pub symbol_trees: bool,
    /// Code actions may be more than commands.
    pub code_actions: bool,
    /// A code action may be marked as the best one.
    pub preferred_actions: bool,
    /// The edits of a code action may come when it is chosen.
    pub late_edits: bool,
    /// Edits may state the version of the document that they were made for.
    pub versioned_edits: bool,
    /// A diagnostic may point to other places.
    pub related_information: bool,
    /// A diagnostic's code may link to its page.
    pub code_description: bool,
    /// Progress may be shown.
    pub progress: bool,
    /// The client watches files on request.
    pub watched_files: Option<Watching>,
    /// The client tells its settings on request.
    pub configuration: bool,
    /// The client tells on request when its settings change.
    pub configuration_changes: bool,
    /// It asks for diagnostics itself, and then is told none.
    pub pull: Option<Pull>,
    /// What it shows beside the text.
    pub aids: Aids,
    /// Where it can go.
    pub navigation: Navigation,
    /// What it can show of a choice.
    pub completing: Completing,
    /// What it can do about names and files.
    pub renaming: Renaming,
    /// What it can do with commands.
    pub commands: Commands,
    /// What it lets format.
    pub formatting: Formatting,
}

/// How a client watches files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Watching {
    /// It can be told in which folder a pattern holds.
    pub by_folder: bool,
}

/// How a client asks for diagnostics.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pull {
    /// With a document's diagnostics it takes those of others that rest on it.
    pub related_documents: bool,
    /// It can be told to ask again.
    pub refresh: bool,
}

impl Abilities {
    /// Reads them from what the client says of itself.
    pub fn of(client: &ClientCapabilities) -> Abilities {
        let document = client.text_document.as_ref();
        let workspace = client.workspace.as_ref();
        let hover = document.and_then(|it| it.hover.as_ref());
        let completion_item = document.and_then(|it| it.completion.as_ref()?.completion_item.as_ref());
        let action = document.and_then(|it| it.code_action.as_ref());
        let pushed = document.and_then(|it| Some(&it.publish_diagnostics.as_ref()?.diagnostics_capabilities));
        let pulling = document.and_then(|it| it.diagnostic.as_ref());
        // Before 3.18, a client said of pushed diagnostics alone what a diagnostic may hold.
        let pulled = pulling.map(|it| &it.diagnostics_capabilities);
        let diagnostics = || pushed.into_iter().chain(pulled);
        let is = |it: Option<bool>| it.unwrap_or_default();
        Abilities {
            encoding: encoding(client),
            hover_markdown: prefers_markdown(hover.and_then(|it| it.content_format.as_deref())),
            completion_markdown: prefers_markdown(completion_item.and_then(|it| it.documentation_format.as_deref())),
            definition_links: is(document.and_then(|it| it.definition.as_ref()?.link_support)),
            symbol_trees: is(document.and_then(|it| it.document_symbol.as_ref()?.hierarchical_document_symbol_support)),
            code_actions: action.is_some_and(|it| it.code_action_literal_support.is_some()),
            late_edits: action.is_some_and(|it| {
                let late = it.resolve_support.as_ref().is_some_and(|it| it.properties.iter().any(|it| it == "edit"));
                late && is(it.data_support)
            }),
            preferred_actions: is(action.and_then(|it| it.is_preferred_support)),
            versioned_edits: is(workspace.and_then(|it| it.workspace_edit.as_ref()?.document_changes)),
            related_information: diagnostics().any(|it| is(it.related_information)),
            code_description: diagnostics().any(|it| is(it.code_description_support)),
            progress: is(client.window.as_ref().and_then(|it| it.work_done_progress)),
            watched_files: workspace.and_then(|it| it.did_change_watched_files.as_ref()).and_then(|it| {
                is(it.dynamic_registration).then_some(Watching { by_folder: is(it.relative_pattern_support) })
            }),
            configuration: is(workspace.and_then(|it| it.configuration)),
            configuration_changes: is(
                workspace.and_then(|it| it.did_change_configuration.as_ref()?.dynamic_registration)
            ),
            pull: pulling.map(|it| Pull {
                related_documents: is(it.related_document_support),
                refresh: is(workspace.and_then(|it| it.diagnostics.as_ref()?.refresh_support)),
            }),
            aids: Aids::of(client),
            navigation: Navigation::of(client),
            completing: Completing::of(client),
            renaming: Renaming::of(client),
            commands: Commands::of(client),
            formatting: Formatting::of(client),
        }
    }

    /// What the server offers such a client.
    pub fn offer(&self) -> ServerCapabilities {
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::Incremental),
            save: Some(SaveOptions { include_text: Some(false) }.into()),
            ..TextDocumentSyncOptions::default()
        };
        let folders =
            WorkspaceFoldersServerCapabilities { supported: Some(true), change_notifications: Some(true.into()) };
        let kinds = [QUICK_FIX, REFACTOR_MOVE, REFACTOR_REWRITE, FIX_ALL, REFRESH_SCHEDULE];
        let actions = CodeActionOptions {
            code_action_kinds: Some(kinds.map(|it| CodeActionKind::Custom(it.into())).to_vec()),
            resolve_provider: self.late_edits.then_some(true),
            ..CodeActionOptions::default()
        };
        let mut offered = ServerCapabilities {
            position_encoding: Some(match self.encoding {
                Encoding::Utf8 => PositionEncodingKind::UTF8,
                Encoding::Utf16 => PositionEncodingKind::UTF16,
                Encoding::Utf32 => PositionEncodingKind::UTF32,
            }),
            text_document_sync: Some(sync.into()),
            hover_provider: Some(true.into()),
            definition_provider: Some(true.into()),
            references_provider: Some(true.into()),
            document_symbol_provider: Some(true.into()),
            code_action_provider: self.code_actions.then(|| actions.into()),
            diagnostic_provider: self.pull.map(|_| {
                DiagnosticOptions {
                    identifier: Some("milepost".to_owned()),
                    inter_file_dependencies: true,
                    workspace_diagnostics: true,
                    work_done_progress_options: WorkDoneProgressOptions { work_done_progress: Some(true) },
                }
                .into()
            }),
            workspace: Some(WorkspaceOptions { workspace_folders: Some(folders), ..WorkspaceOptions::default() }),
            ..ServerCapabilities::default()
        };
        self.aids.offer(&mut offered);
        self.navigation.offer(&mut offered);
        self.completing.offer(&mut offered);
        self.renaming.offer(&mut offered);
        self.commands.offer(&mut offered);
        self.formatting.offer(&mut offered);
        offered
    }
}

/// UTF-8 where it is offered: text is stored so. Otherwise what every client can do unless it says so itself.
fn encoding(client: &ClientCapabilities) -> Encoding {
    let offered = client.general.as_ref().and_then(|it| it.position_encodings.as_deref()).unwrap_or_default();
    let offers = |kind| offered.contains(&kind);
    if offers(PositionEncodingKind::UTF8) {
        Encoding::Utf8
    } else if offers(PositionEncodingKind::UTF32) && !offers(PositionEncodingKind::UTF16) {
        Encoding::Utf32
    } else {
        Encoding::Utf16
    }
}

/// Whether the format that the client names first among those known here is Markdown.
fn prefers_markdown(formats: Option<&[MarkupKind]>) -> bool {
    let known = |it: &&MarkupKind| matches!(it, MarkupKind::Markdown | MarkupKind::PlainText);
    formats.unwrap_or_default().iter().find(known) == Some(&MarkupKind::Markdown)
}
