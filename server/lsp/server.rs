//! The server: what it does on each message, as a table of contents. What changes documents does so before the first wait.

use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::JoinHandle;
use tower_lsp::gen_lsp_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem, CallHierarchyOutgoingCall,
    CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, CodeAction, CodeActionParams, CodeActionResponse,
    CodeLens, CodeLensParams, CompletionItem, CompletionParams, CompletionResponse, DeclarationParams,
    DeclarationResponse, DefinitionParams, DefinitionResponse, DidChangeConfigurationParams,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentDiagnosticParams,
    DocumentDiagnosticReport, DocumentFormattingParams, DocumentHighlight, DocumentHighlightParams, DocumentLink,
    DocumentLinkParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, DocumentRangesFormattingParams,
    DocumentSymbolParams, DocumentSymbolResponse, ExecuteCommandParams, FoldingRange, FoldingRangeParams, Hover,
    HoverParams, ImplementationParams, ImplementationResponse, InitializeParams, InitializeResult, InitializedParams,
    InlayHint, InlayHintParams, LinkedEditingRangeParams, LinkedEditingRanges, Location, LspAny, PrepareRenameResult,
    ReferenceParams, RenameFilesParams, RenameParams, SelectionRange, SelectionRangeParams, SemanticTokens,
    SemanticTokensDeltaParams, SemanticTokensDeltaResponse, SemanticTokensParams, SemanticTokensRangeParams,
    ServerInfo, TextDocumentPositionParams, TextEdit, TypeHierarchyItem, TypeHierarchyPrepareParams,
    TypeHierarchySubtypesParams, TypeHierarchySupertypesParams, VersionedTextDocumentIdentifier,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceEdit, WorkspaceFolder, WorkspaceSymbol,
    WorkspaceSymbolParams, WorkspaceSymbolResponse,
};
use tower_lsp::jsonrpc::Result;
use tower_lsp::{Client, ClientSocket, LanguageServer, LspService};

use crate::capabilities::Abilities;
use crate::config::open::configuration_path;
use crate::convert::{
    Scene, actions, answers, completion, edits, folding, formatting, hierarchy, highlights, hints, lenses, links,
    navigation, renaming, selection, tokens,
};
use crate::disk::{self, Job};
use crate::folders::{Folder, folders_of};
use crate::log::log;
use crate::options::{Options, Switches};
use crate::today::{keep_today, today};
use crate::uri::{real_path, uri_to_path};
use crate::work::{Turns, Wanted, work};
use crate::world::World;
use crate::{commands, config, debug, options, publish, pull, refresh, watch};

/// The language server.
pub struct Server {
    client: Client,
    world: Arc<World>,
    abilities: OnceLock<Abilities>,
    disk: OnceLock<UnboundedSender<Job>>,
    /// What was switched on at the start.
    options: OnceLock<Options>,
    /// The newest question for what is switched on now.
    asking: Mutex<Option<JoinHandle<()>>>,
    tokens: Arc<tokens::Told>,
    slow: Turns,
    /// What is wrong, for a client that asks for it or for ways out of it.
    pulled: Arc<pull::Told>,
}

/// The server, ready for a transport.
pub fn service(debug_requests: bool) -> (LspService<Server>, ClientSocket) {
    let builder =
        LspService::build(Server::new).custom_method("window/workDoneProgress/cancel", Server::cancel_progress);
    if debug_requests { debug::offer(builder).finish() } else { builder.finish() }
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = *self.abilities.get_or_init(|| Abilities::of(&params.capabilities));
        let options = Options::default().with(params.initialization_options.as_ref().unwrap_or(&Value::Null));
        self.world.set_switches(Switches::everywhere(*self.options.get_or_init(|| options)));
        self.world.set_folders(folders_of(&params));
        let info = ServerInfo { name: "milepost".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
        Ok(InitializeResult { capabilities: abilities.offer(), server_info: Some(info) })
    }

    async fn initialized(&self, _: InitializedParams) {
        let abilities = self.abilities();
        // Said twice, it would begin everything twice.
        if self.disk.get().is_some() {
            return log("the client said twice that it is initialized");
        }
        self.disk.get_or_init(|| disk::start(Arc::clone(&self.world), self.client.clone(), abilities.progress));
        self.look(Job::Scan);
        self.world.set_today(today());
        tokio::spawn(keep_today(Arc::clone(&self.world)));
        if self.abilities().pull.is_none() {
            tokio::spawn(publish::publish(self.client.clone(), Arc::clone(&self.world), self.abilities()));
        }
        let (configuration, world) = (Arc::clone(self.world.configuration()), Arc::clone(&self.world));
        let uri = move |path: &Path| world.uri_of(path);
        tokio::spawn(config::publish::publish(self.client.clone(), configuration, uri, abilities.encoding));
        let pulled = Arc::clone(&self.pulled);
        tokio::spawn(refresh::refresh(self.client.clone(), &self.world, abilities, pulled));
        self.pull_options();
        if self.abilities().configuration_changes {
            tokio::spawn(options::register(self.client.clone()));
        }
        if let Some(watching) = self.abilities().watched_files {
            tokio::spawn(watch::register(self.client.clone(), watching, self.world.folders()));
        }
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        if let Some(path) = configuration_path(document.uri.as_ref()) {
            let open = &self.world.configuration().open;
            open.open(path.clone(), document.uri.as_ref(), document.version, &document.text);
            return self.look_at_configuration(&path);
        }
        if self.world.open(document.uri.as_ref(), document.version, &document.text) {
            self.look(Job::Scan);
        }
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let VersionedTextDocumentIdentifier { version, text_document_identifier: document } = params.text_document;
        let changes = |text: &_| edits(text, params.content_changes, self.abilities().encoding);
        if let Some(path) = configuration_path(document.uri.as_ref()) {
            self.world.configuration().open.edit(&path, version, changes);
            return self.look_at_configuration(&path);
        }
        if !self.world.edit(document.uri.as_ref(), version, changes) {
            log(format_args!("ignored a change of {}, which is not open", document.uri));
        }
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        if let Some(path) = configuration_path(params.text_document.uri.as_ref()) {
            self.world.configuration().open.close(&path);
            return self.look_at_configuration(&path);
        }
        if let Some(file) = self.world.file(params.text_document.uri.as_ref()) {
            self.tokens.forget(file);
        }
        if let Some(path) = self.world.close(params.text_document.uri.as_ref()) {
            self.look(Job::Look(path));
        }
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        if let Some(path) = configuration_path(params.text_document.uri.as_ref()) {
            return self.look_at_configuration(&path);
        }
        // Not all files are watched: a link may lead somewhere by now.
        if let Some(path) = uri_to_path(params.text_document.uri.as_ref()) {
            self.look(Job::Look(real_path(&path)));
        }
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.look(Job::News(params.changes.into_iter().map(|it| it.uri.0).collect()));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let named = |it: Vec<WorkspaceFolder>| it.into_iter().filter_map(|it| Folder::named(it.uri.as_ref()));
        let (before, removed) = (self.world.folders(), named(params.event.removed).collect::<Vec<_>>());
        // One place may be there under two names.
        let is_named = |uri: &str| before.iter().any(|it| it.uri == uri);
        let is_kept = |it: &&Folder| {
            !removed.iter().any(|gone| gone.uri == it.uri || gone.path == it.path && !is_named(&gone.uri))
        };
        let kept = before.iter().filter(is_kept).cloned();
        self.world.set_folders(kept.chain(named(params.event.added)).collect());
        self.look(Job::Scan);
        self.pull_options();
        if let Some(watching) = self.abilities().watched_files {
            tokio::spawn(watch::register_again(self.client.clone(), watching, before, self.world.folders()));
        }
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if !self.pull_options() {
            self.world.set_switches(Switches::everywhere(self.initial_options().with(&params.settings)));
        }
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.answer(move |scene| answers::hover(scene, &params)).await
    }

    async fn goto_definition(&self, params: DefinitionParams) -> Result<Option<DefinitionResponse>> {
        self.answer(move |scene| navigation::definition(scene, &params)).await
    }

    async fn goto_declaration(&self, params: DeclarationParams) -> Result<Option<DeclarationResponse>> {
        self.answer(move |scene| navigation::declaration(scene, &params)).await
    }

    async fn goto_implementation(&self, params: ImplementationParams) -> Result<Option<ImplementationResponse>> {
        self.answer(move |scene| navigation::implementation(scene, &params)).await
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        self.answer(move |scene| hierarchy::prepare_calls(scene, &params)).await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        self.answer(move |scene| hierarchy::incoming_calls(scene, &params)).await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        self.answer(move |scene| hierarchy::outgoing_calls(scene, &params)).await
    }

    async fn prepare_type_hierarchy(
        &self,
        params: TypeHierarchyPrepareParams,
    ) -> Result<Option<Vec<TypeHierarchyItem>>> {
        self.answer(move |scene| hierarchy::prepare_types(scene, &params)).await
    }

    async fn supertypes(&self, params: TypeHierarchySupertypesParams) -> Result<Option<Vec<TypeHierarchyItem>>> {
        self.answer(move |scene| hierarchy::supertypes(scene, &params)).await
    }

    async fn subtypes(&self, params: TypeHierarchySubtypesParams) -> Result<Option<Vec<TypeHierarchyItem>>> {
        self.answer(move |scene| hierarchy::subtypes(scene, &params)).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        self.answer(move |scene| answers::references(scene, &params)).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        self.answer(move |scene| completion::completion(scene, &params)).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        self.answer(move |scene| completion::resolved(scene, item)).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.answer(move |scene| answers::document_symbols(scene, &params)).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        self.answer(move |scene| navigation::workspace_symbols(scene, &params)).await
    }

    async fn symbol_resolve(&self, symbol: WorkspaceSymbol) -> Result<WorkspaceSymbol> {
        self.answer(move |scene| navigation::resolved_symbol(scene, symbol)).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<Vec<CodeActionResponse>>> {
        let told = Arc::clone(&self.pulled);
        self.answer_slowly(move |scene, wanted| actions::code_actions(scene, &told, &params, wanted)).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        self.answer_slowly(move |scene, _| actions::resolved(scene, action)).await?
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResult>> {
        self.answer(move |scene| renaming::prepare_rename(scene, &params)).await?
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        self.answer_slowly(move |scene, _| renaming::renamed(scene, &params)).await?
    }

    async fn linked_editing_range(&self, params: LinkedEditingRangeParams) -> Result<Option<LinkedEditingRanges>> {
        self.answer(move |scene| renaming::linked(scene, &params)).await
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        self.answer_slowly(move |scene, _| renaming::files_renamed(scene, &params)).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReport> {
        pull::document(self, params, Arc::clone(&self.pulled)).await
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReport> {
        pull::workspace(self, params, Arc::clone(&self.pulled)).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LspAny>> {
        commands::execute(self, params).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.answer(move |scene| folding::folding(scene, &params)).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        self.answer(move |scene| selection::selections(scene, &params)).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        self.answer(move |scene| highlights::highlights(scene, &params)).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.answer(move |scene| links::links(scene, &params)).await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokens>> {
        let told = Arc::clone(&self.tokens);
        self.answer(move |scene| tokens::full(scene, &told, &params)).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensDeltaResponse>> {
        let told = Arc::clone(&self.tokens);
        self.answer(move |scene| tokens::delta(scene, &told, &params)).await
    }

    async fn semantic_tokens_range(&self, params: SemanticTokensRangeParams) -> Result<Option<SemanticTokens>> {
        self.answer(move |scene| tokens::range(scene, &params)).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.answer(move |scene| hints::hints(scene, &params)).await
    }

    async fn inlay_hint_resolve(&self, hint: InlayHint) -> Result<InlayHint> {
        self.answer(move |scene| hints::resolved(scene, hint)).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.answer(move |scene| lenses::lenses(scene, &params)).await
    }

    async fn code_lens_resolve(&self, lens: CodeLens) -> Result<CodeLens> {
        self.answer(move |scene| lenses::resolved(scene, lens)).await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.answer(move |scene| formatting::document(scene, &params)).await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.answer(move |scene| formatting::range(scene, &params)).await
    }

    async fn ranges_formatting(&self, params: DocumentRangesFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.answer(move |scene| formatting::ranges(scene, &params)).await
    }

    async fn on_type_formatting(&self, params: DocumentOnTypeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.answer(move |scene| formatting::on_type(scene, &params)).await
    }
}

impl Server {
    fn new(client: Client) -> Server {
        let world = Arc::new(World::new(Arc::default()));
        Server {
            client,
            world,
            abilities: OnceLock::new(),
            disk: OnceLock::new(),
            options: OnceLock::new(),
            asking: Mutex::default(),
            tokens: Arc::default(),
            slow: Turns::slow(),
            pulled: Arc::default(),
        }
    }

    /// Answers from this moment's documents.
    ///
    /// # Errors
    /// Where that panics.
    pub async fn answer<T: Send + 'static>(&self, ask: impl FnOnce(&Scene) -> T + Send + 'static) -> Result<T> {
        let scene = self.scene();
        work(None, move |_| ask(&scene)).await
    }

    /// The same for what may take long, and looks whether it is still wanted.
    ///
    /// # Errors
    /// Where that panics.
    pub async fn answer_slowly<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Scene, &Wanted) -> T + Send + 'static,
    ) -> Result<T> {
        self.answer_in_turn(&self.slow, ask).await
    }

    /// The same for what waits for its turn among others.
    ///
    /// # Errors
    /// Where that panics.
    pub async fn answer_in_turn<T: Send + 'static>(
        &self,
        turns: &Turns,
        ask: impl FnOnce(&Scene, &Wanted) -> T + Send + 'static,
    ) -> Result<T> {
        let scene = self.scene();
        work(Some(turns), move |wanted| ask(&scene, wanted)).await
    }

    fn scene(&self) -> Scene {
        Scene { view: self.world.view(), abilities: self.abilities(), world: Arc::clone(&self.world) }
    }

    /// The documents.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The other side.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// What the client can do.
    pub fn abilities(&self) -> Abilities {
        self.abilities.get().copied().unwrap_or_default()
    }

    fn initial_options(&self) -> Options {
        self.options.get().copied().unwrap_or_default()
    }

    /// Asks the client for its settings, if it tells them on request.
    fn pull_options(&self) -> bool {
        let can = self.abilities().configuration;
        if can {
            let world = Arc::clone(&self.world);
            let mut asking = self.asking.lock().unwrap_or_else(PoisonError::into_inner);
            // The answer to an earlier question may come after that to a later one, and tell what no longer holds.
            if let Some(earlier) = asking.take() {
                earlier.abort();
            }
            *asking = Some(tokio::spawn(options::pull(self.client.clone(), world, self.initial_options())));
        }
        can
    }

    fn look(&self, job: Job) {
        if let Some(disk) = self.disk.get() {
            let _ = disk.send(job);
        }
    }

    /// What is at `path` changed, in the editor at least; most such files are no configuration.
    fn look_at_configuration(&self, path: &Path) {
        if self.world.configuration().is_touched_by(path) {
            self.look(Job::Configuration);
        }
    }

    /// A scan is not worth stopping.
    async fn cancel_progress(&self, _: Value) {}
}
