//! Progress of the scan and of what the client asks for, for clients that show it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::FutureExt;
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tower_lsp::Client;
use tower_lsp::gen_lsp_types::{ProgressNotification, ProgressParams, ProgressToken};

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

/// Progress under a token of the client. It ends exactly once, also where the request is given up.
pub struct WorkDone {
    client: Client,
    token: Option<ProgressToken>,
}

impl WorkDone {
    /// Shows `title`, where the client gave a token for it.
    pub async fn begin(client: &Client, token: Option<ProgressToken>, title: &str) -> WorkDone {
        let progress = WorkDone { client: client.clone(), token };
        progress.say(json!({ "kind": "begin", "title": title, "percentage": 0 })).await;
        progress
    }

    /// How many of all files are done.
    pub async fn report(&self, done: usize, all: usize) {
        let percentage = done * 100 / all.max(1);
        self.say(json!({ "kind": "report", "message": format!("{done}/{all} files"), "percentage": percentage })).await;
    }

    /// It is over; so it is wherever this is dropped.
    pub fn end(self) {}

    async fn say(&self, value: Value) {
        if let Some(token) = self.token.clone() {
            self.client.send_notification::<ProgressNotification>(ProgressParams { token, value }).await;
        }
    }
}

impl Drop for WorkDone {
    fn drop(&mut self) {
        // What is polled once is in the queue: before the answer that the request was given up.
        let _ = self.say(json!({ "kind": "end" })).now_or_never();
    }
}
