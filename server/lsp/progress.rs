//! Progress of the scan, for clients that show it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::oneshot;
use tower_lsp::Client;
use tower_lsp::gen_lsp_types::ProgressToken;

/// How often the number is renewed.
const INTERVAL: Duration = Duration::from_millis(250);
/// How long the client may take to say that it will show progress.
const PATIENCE: Duration = Duration::from_secs(10);

/// Progress that is shown until this is dropped.
pub struct Progress {
    _done: oneshot::Sender<()>,
}

impl Progress {
    /// Shows under `title` how far `count` has come. Nothing waits for the client.
    pub fn show(client: Client, token: String, title: &'static str, count: Arc<AtomicUsize>) -> Progress {
        let (done, ended) = oneshot::channel();
        tokio::spawn(report(client, ProgressToken::String(token), title, count, ended));
        Progress { _done: done }
    }
}

async fn report(
    client: Client,
    token: ProgressToken,
    title: &'static str,
    count: Arc<AtomicUsize>,
    mut ended: oneshot::Receiver<()>,
) {
    let created = tokio::time::timeout(PATIENCE, client.create_work_done_progress(token.clone())).await;
    let Ok(Ok(())) = created else { return };
    let said = || format!("{} files", count.load(Ordering::Relaxed));
    let progress = client.progress(token, title).begin().await;
    while tokio::time::timeout(INTERVAL, &mut ended).await.is_err() {
        progress.report(said()).await;
    }
    progress.finish_with_message(said()).await;
}
