//! Pulling: answers a client that asks for diagnostics, and says only once what stays the same.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use milepost_core::lint::rule::Finding;
use milepost_core::workspace::{FileId, Snapshot};
use serde_json::json;
use tower_lsp::Client;
use tower_lsp::gen_lsp_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport, ProgressNotification,
    ProgressParams, ProgressToken, RelatedDocument, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri, WorkspaceDiagnosticParams,
    WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

use crate::convert::Scene;
use crate::convert::diagnostics::diagnostic;
use crate::findings::Findings;
use crate::progress::WorkDone;
use crate::server::Server;
use crate::work::{Turns, Wanted};

/// So many documents make one part of an answer: between two of them, the request can be given up, and others answered.
const PART: usize = 32;
/// The protocol's code for a request that the server gives up itself.
const SERVER_CANCELLED: i64 = -32802;
/// How long an answer may wait for what is still to be read. Helix waits for 20 s, others for longer.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a client that asks was told.
pub struct Told {
    /// Each waits for the findings of the one before, and none on a thread that others need.
    turns: Turns,
    findings: Mutex<Findings>,
    /// By document, those that rested on it when it was asked about last.
    resting: Mutex<BTreeMap<FileId, BTreeSet<FileId>>>,
    /// It asks for the whole workspace.
    of_all: AtomicBool,
}

impl Default for Told {
    fn default() -> Told {
        Told {
            turns: Turns::single(),
            findings: Mutex::default(),
            resting: Mutex::default(),
            of_all: AtomicBool::default(),
        }
    }
}

impl Told {
    /// What is wrong in `file`; none where that is no document.
    pub fn findings(&self, snapshot: &Snapshot, file: FileId) -> Option<Arc<Vec<Finding>>> {
        self.findings.lock().unwrap_or_else(PoisonError::into_inner).of(snapshot, file)
    }

    /// Whether it was told of documents that are not open.
    pub fn of_all(&self) -> bool {
        self.of_all.load(Ordering::Relaxed)
    }
}

/// What is wrong in one document.
///
/// # Errors
/// Where the folders are not read for long.
pub async fn document(
    server: &Server,
    params: DocumentDiagnosticParams,
    told: Arc<Told>,
) -> Result<DocumentDiagnosticReport> {
    read(server).await?;
    let turns = told.turns.clone();
    server.answer_in_turn(&turns, move |scene, _| report(scene, &told, &params)).await
}

/// Waits until everything has been read in which a name may be defined: what a file defines that was not read yet would
/// be told to be defined nowhere. An error that bids the client ask again would be quicker, but not all can deal with it:
/// Neovim before 0.10.3 and Zed before 2026-09 never ask again; later Neovims and Visual Studio Code do so at once, in a
/// circle, for as long as it takes; only Helix waits in between. So it comes only where reading takes long. Once it is
/// done, those that can be told to ask again are told: see [`refresh`](crate::refresh).
async fn read(server: &Server) -> Result<()> {
    let mut is_read = server.world().subscribe_read();
    let waited = tokio::time::timeout(PATIENCE, is_read.wait_for(|it| *it)).await;
    if waited.is_ok_and(|it| it.is_ok()) { Ok(()) } else { Err(not_yet()) }
}

fn report(scene: &Scene, told: &Told, params: &DocumentDiagnosticParams) -> DocumentDiagnosticReport {
    let file = scene.file(&params.text_document.uri);
    // Where no plan can be, nothing is wrong.
    let items = file.map(|it| diagnostics(scene, told, it)).unwrap_or_default();
    let has_related = scene.abilities.pull.is_some_and(|it| it.related_documents);
    let related_documents = file.filter(|_| has_related).map(|it| related(scene, told, it));
    let related_documents = related_documents.filter(|it| !it.is_empty());
    let result_id = result_id(&items);
    if params.previous_result_id.as_ref() == Some(&result_id) {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
        return RelatedUnchangedDocumentDiagnosticReport { related_documents, unchanged_document_diagnostic_report }
            .into();
    }
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(result_id), items };
    RelatedFullDocumentDiagnosticReport { related_documents, full_document_diagnostic_report }.into()
}

/// What is wrong in every document, in parts where the client takes parts.
///
/// # Errors
/// Where the folders are not read for long.
pub async fn workspace(
    server: &Server,
    params: WorkspaceDiagnosticParams,
    told: Arc<Told>,
) -> Result<WorkspaceDiagnosticReport> {
    told.of_all.store(true, Ordering::Relaxed);
    read(server).await?;
    let files: Vec<FileId> = server.world().view().snapshot.files().map(|(file, _)| file).collect();
    let WorkspaceDiagnosticParams { previous_result_ids, work_done_progress_params, partial_result_params, .. } =
        params;
    let previous: HashMap<Uri, String> = previous_result_ids.into_iter().map(|it| (it.uri, it.value)).collect();
    let mut rest: HashSet<Uri> = previous.keys().cloned().collect();
    let previous = Arc::new(previous);
    let token = partial_result_params.partial_result_token;
    let progress = WorkDone::begin(server.client(), work_done_progress_params.work_done_token, "Checking plans").await;
    let mut items = Vec::new();
    for (at, part) in files.chunks(PART).enumerate() {
        let (part, told, previous) = (part.to_vec(), Arc::clone(&told), Arc::clone(&previous));
        let turns = told.turns.clone();
        let tell = move |scene: &Scene, wanted: &Wanted| reports(scene, &told, &part, &previous, wanted);
        let said = server.answer_in_turn(&turns, tell).await?;
        for (uri, _) in &said {
            rest.remove(uri);
        }
        put(server.client(), token.as_ref(), said.into_iter().filter_map(|it| it.1).collect(), &mut items).await;
        progress.report(((at + 1) * PART).min(files.len()), files.len()).await;
    }
    // What the client still shows of documents that are gone.
    put(server.client(), token.as_ref(), rest.into_iter().map(nothing).collect(), &mut items).await;
    progress.end();
    Ok(WorkspaceDiagnosticReport { items })
}

/// What is to be said of `files`: each by its URI, and nothing where nothing is wrong and nothing was said before.
fn reports(
    scene: &Scene,
    told: &Told,
    files: &[FileId],
    previous: &HashMap<Uri, String>,
    wanted: &Wanted,
) -> Vec<(Uri, Option<WorkspaceDocumentDiagnosticReport>)> {
    let report = |file: &FileId| {
        scene.view.snapshot.file(*file)?;
        let uri = scene.uri(*file)?;
        let items = diagnostics(scene, told, *file);
        let previous = previous.get(&uri);
        if items.is_empty() && previous.is_none() {
            return Some((uri, None));
        }
        let version = scene.view.open.get(file).copied();
        let result_id = result_id(&items);
        let report = if previous == Some(&result_id) {
            WorkspaceUnchangedDocumentDiagnosticReport {
                uri: uri.clone(),
                version,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
            }
            .into()
        } else {
            WorkspaceFullDocumentDiagnosticReport {
                uri: uri.clone(),
                version,
                full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(result_id), items },
            }
            .into()
        };
        Some((uri, Some(report)))
    };
    files.iter().take_while(|_| wanted.holds()).filter_map(report).collect()
}

/// Of a document that is gone: nothing is wrong in it.
fn nothing(uri: Uri) -> WorkspaceDocumentDiagnosticReport {
    let full_document_diagnostic_report = FullDocumentDiagnosticReport::default();
    WorkspaceFullDocumentDiagnosticReport { uri, version: None, full_document_diagnostic_report }.into()
}

/// Sends a part of the answer, or keeps it where the client wants the whole.
async fn put(
    client: &Client,
    token: Option<&ProgressToken>,
    part: Vec<WorkspaceDocumentDiagnosticReport>,
    whole: &mut Vec<WorkspaceDocumentDiagnosticReport>,
) {
    let Some(token) = token else { return whole.extend(part) };
    if !part.is_empty() {
        let value = json!(WorkspaceDiagnosticReport { items: part });
        client.send_notification::<ProgressNotification>(ProgressParams { token: token.clone(), value }).await;
    }
}

fn diagnostics(scene: &Scene, told: &Told, file: FileId) -> Vec<Diagnostic> {
    let found = told.findings.lock().unwrap_or_else(PoisonError::into_inner).of(&scene.view.snapshot, file);
    found.iter().flat_map(|it| it.iter()).filter_map(|it| diagnostic(scene, file, it)).collect()
}

/// The reports of the documents whose findings rest on `file`, or did when it was asked about last: what named something
/// there that is gone rests on it no more.
fn related(scene: &Scene, told: &Told, file: FileId) -> HashMap<Uri, RelatedDocument> {
    let now = {
        let mut findings = told.findings.lock().unwrap_or_else(PoisonError::into_inner);
        findings.update(&scene.view.snapshot);
        findings.resting_on(file)
    };
    let mut resting = told.resting.lock().unwrap_or_else(PoisonError::into_inner);
    let before = resting.insert(file, now.clone()).unwrap_or_default();
    drop(resting);
    let files = now.union(&before);
    let report = |file: &FileId| {
        let items = diagnostics(scene, told, *file);
        let report = FullDocumentDiagnosticReport { result_id: Some(result_id(&items)), items };
        Some((scene.uri(*file)?, report.into()))
    };
    files.filter_map(report).collect()
}

/// What these diagnostics are known by. It is made of them alone, so that it holds beyond the end of the server.
fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    items.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The folders are still being read: the client shall ask again.
fn not_yet() -> Error {
    let data = Some(json!({ "retriggerRequest": true }));
    Error { code: ErrorCode::ServerError(SERVER_CANCELLED), message: "the folders are still being read".into(), data }
}
