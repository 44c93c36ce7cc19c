//! Publishing: keeps what the client shows of every document equal to what is wrong in it, and says nothing twice.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use milepost_core::lint::rule::Finding;
use milepost_core::workspace::{File, FileId};
use tokio::sync::watch;
use tower_lsp::Client;
use tower_lsp::gen_lsp_types::{Diagnostic, Uri};

use crate::capabilities::Abilities;
use crate::convert::Scene;
use crate::convert::diagnostics::diagnostic;
use crate::findings::Findings;
use crate::log::log;
use crate::world::{View, World};

/// Between two keys of a word, a plan is often torn: findings wait for the end of a burst.
const SETTLE: Duration = Duration::from_millis(40);
/// A burst without end is not waited for.
const PATIENCE: Duration = Duration::from_millis(400);
/// A client drops what was said of a version that it has left while the message travelled. News that came so shortly
/// after are said again.
const TRAVEL: Duration = Duration::from_secs(2);

/// Publishes until the server ends.
pub async fn publish(client: Client, world: Arc<World>, abilities: Abilities) {
    let (mut changes, mut is_read) = (world.subscribe(), world.subscribe_read());
    let mut ledger = Ledger::default();
    changes.mark_changed();
    while changes.changed().await.is_ok() {
        // What a file defines that was not read yet would be told to be defined nowhere.
        if is_read.wait_for(|it| *it).await.is_err() {
            return;
        }
        let began = Instant::now();
        let news = loop {
            settle(&mut changes, began).await;
            let scene = Scene { view: changes.borrow_and_update().clone(), abilities, world: Arc::clone(&world) };
            let compared = tokio::task::spawn_blocking(move || {
                let news = ledger.compare(&scene);
                (ledger, news)
            });
            let Ok((returned, news)) = compared.await else { return log("publishing panicked; it ends") };
            ledger = returned;
            // Of a moment that is past, nothing is said, unless nothing would be said for long.
            if !changes.has_changed().unwrap_or(false) || began.elapsed() > PATIENCE {
                break news;
            }
        };
        for (file, news) in news {
            let Shown { uri, version, diagnostics, .. } = news.shown();
            client.publish_diagnostics(uri.clone(), diagnostics.clone(), *version).await;
            ledger.shown(file, news);
        }
    }
}

/// Waits until no change has come for a moment.
async fn settle(changes: &mut watch::Receiver<View>, began: Instant) {
    while began.elapsed() < PATIENCE {
        changes.mark_unchanged();
        if tokio::time::timeout(SETTLE, changes.changed()).await.is_err() {
            return;
        }
    }
}

/// What the client shows.
#[derive(Default)]
struct Ledger {
    findings: Findings,
    shown: BTreeMap<FileId, Shown>,
}

/// What it shows of one document.
#[derive(Clone)]
struct Shown {
    uri: Uri,
    version: Option<i32>,
    diagnostics: Vec<Diagnostic>,
    /// What they were made of.
    basis: Basis,
    at: Instant,
}

#[derive(Clone)]
struct Basis {
    file: Arc<File>,
    findings: Arc<Vec<Finding>>,
}

/// What it is to show from now on.
enum News {
    /// This.
    Set(Shown),
    /// Nothing, and the document is forgotten.
    Clear(Shown),
}

impl News {
    fn shown(&self) -> &Shown {
        match self {
            News::Set(shown) | News::Clear(shown) => shown,
        }
    }
}

impl Ledger {
    /// What differs between what is wrong and what is shown.
    fn compare(&mut self, scene: &Scene) -> Vec<(FileId, News)> {
        let mut news = Vec::new();
        for (file, shown) in &self.shown {
            let is_same = scene.view.snapshot.file(*file).is_some() && scene.uri(*file).as_ref() == Some(&shown.uri);
            if !is_same {
                let nothing = Shown { version: None, diagnostics: Vec::new(), ..shown.clone() };
                news.push((*file, News::Clear(nothing)));
            }
        }
        for (file, findings) in self.findings.update(&scene.view.snapshot) {
            let shown = self.shown.get(&file);
            if findings.is_empty() && shown.is_none() {
                continue;
            }
            let Some(uri) = scene.uri(file) else { continue };
            let Some(it) = scene.view.snapshot.file(file) else { continue };
            let basis = Basis { file: Arc::clone(it), findings };
            let version = scene.view.open.get(&file).copied();
            let shown = shown.filter(|it| it.uri == uri);
            if shown.is_some_and(|it| it.version == version && it.basis.is_same(&basis, file)) {
                continue;
            }
            let diagnostics = basis.findings.iter().filter_map(|it| diagnostic(scene, file, it)).collect();
            let next = Shown { uri, version, diagnostics, basis, at: Instant::now() };
            if shown.map_or(!next.diagnostics.is_empty(), |it| it.is_outdated_by(&next)) {
                news.push((file, News::Set(next)));
            }
        }
        news
    }

    fn shown(&mut self, file: FileId, news: News) {
        match news {
            News::Set(shown) => self.shown.insert(file, shown),
            News::Clear(_) => self.shown.remove(&file),
        };
    }
}

impl Basis {
    /// Whether the same must come out of both. Where a finding points into another file, its place may have moved.
    fn is_same(&self, other: &Basis, file: FileId) -> bool {
        Arc::ptr_eq(&self.file, &other.file)
            && Arc::ptr_eq(&self.findings, &other.findings)
            && self.findings.iter().flat_map(|it| &it.related).all(|it| it.file == file)
    }
}

impl Shown {
    fn is_outdated_by(&self, next: &Shown) -> bool {
        let is_newer = next.version.is_some() && next.version != self.version;
        let is_opened = next.version.is_some() && self.version.is_none();
        self.diagnostics != next.diagnostics || is_opened || is_newer && next.at.duration_since(self.at) < TRAVEL
    }
}
