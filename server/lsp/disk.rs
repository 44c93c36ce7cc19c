//! The disk: scans folders and looks at files again when something says so, one job after another, and settles the world
//! with what it finds.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use tokio::sync::mpsc;
use tower_lsp::Client;
use tower_lsp::gen_lsp_types::MessageType;

use crate::config::find::is_configuration;
use crate::folders::{Root, is_scannable};
use crate::log::log;
use crate::progress::Progress;
use crate::scan::{MAX_FILES, Scanner};
use crate::uri::{real_path, uri_to_path};
use crate::world::{Found, World};

/// How long news of files is gathered: a checkout changes thousands at once.
const GATHER: Duration = Duration::from_millis(200);
/// With more news than this, looking at everything is cheaper.
const MAX_NEWS: usize = 1_000;

/// A reason to look at the disk.
#[derive(Debug)]
pub enum Job {
    /// What is to be read changed, such as the workspace folders.
    Scan,
    /// The editor let go of this file.
    Look(PathBuf),
    /// Something says that these changed, appeared or went.
    News(Vec<String>),
    /// The editor changed a configuration.
    Configuration,
}

/// Starts the task that does the jobs; a client that can is shown how far a scan is.
pub fn start(world: Arc<World>, client: Client, shows_progress: bool) -> mpsc::UnboundedSender<Job> {
    let (sender, jobs) = mpsc::unbounded_channel();
    tokio::spawn(work(jobs, world, client, shows_progress));
    sender
}

#[derive(Default)]
struct Work {
    scan: bool,
    wait: bool,
    configuration: bool,
    paths: BTreeSet<PathBuf>,
    news: BTreeSet<String>,
}

impl Work {
    fn add(&mut self, job: Job) {
        match job {
            Job::Scan => self.scan = true,
            Job::Look(path) => {
                self.paths.insert(path);
            }
            Job::News(uris) => {
                self.wait = true;
                self.news.extend(uris);
            }
            Job::Configuration => {
                self.wait = true;
                self.configuration = true;
            }
        }
    }
}

async fn work(mut jobs: mpsc::UnboundedReceiver<Job>, world: Arc<World>, client: Client, shows_progress: bool) {
    let scanner = Arc::new(Scanner::new(Arc::clone(world.configuration())));
    let mut scans = 0;
    let mut said = BTreeSet::new();
    while let Some(job) = jobs.recv().await {
        let mut work = Work::default();
        work.add(job);
        if work.wait {
            tokio::time::sleep(GATHER).await;
        }
        while let Ok(job) = jobs.try_recv() {
            work.add(job);
        }
        let count = Arc::new(AtomicUsize::new(0));
        let show = |client| {
            scans += 1;
            Progress::show(client, format!("milepost/scan/{scans}"), "Reading plans", Arc::clone(&count))
        };
        let progress = (shows_progress && work.scan).then(|| client.clone()).map(show);
        let (roots, is_scan, of_all) = (world.roots(), work.scan, Arc::clone(&world));
        let (scanner, world, count) = (Arc::clone(&scanner), Arc::clone(&world), Arc::clone(&count));
        let scanned = roots.clone();
        let done = tokio::task::spawn_blocking(move || look(work, &roots, &scanner, &world, &count)).await;
        drop(progress);
        // A scan that failed is not waited for.
        if is_scan {
            of_all.set_read(&scanned);
        }
        match done {
            Ok(left_out) => {
                for sentence in left_out.into_iter().filter(|it| said.insert(it.clone())) {
                    log(&sentence);
                    client.show_message(MessageType::Warning, sentence).await;
                }
            }
            Err(_) => log("looking at the disk panicked"),
        }
    }
}

/// Looks, and returns what the user should know: a sentence for each thing that was left out.
fn look(mut work: Work, roots: &[Root], scanner: &Scanner, world: &World, count: &AtomicUsize) -> Vec<String> {
    let folders: Vec<PathBuf> = world.folders().into_iter().map(|it| it.path).collect();
    let too_much = folders.iter().filter(|it| work.scan && !is_scannable(it));
    let mut left_out: Vec<String> = too_much
        .map(|it| {
            let folder = it.display();
            format!("Milepost does not search {folder} for plans: that is too much. Open a project's folder instead.")
        })
        .collect();
    let configuration = world.configuration();
    let is_much = work.news.len() > MAX_NEWS;
    let told: Vec<PathBuf> = match is_much {
        true => Vec::new(),
        false => work.news.iter().filter_map(|it| Some(real_path(&uri_to_path(it)?))).collect(),
    };
    work.configuration |= is_much || told.iter().any(|it| configuration.is_touched_by(it));
    if work.configuration {
        configuration.look_again();
    }
    work.scan |= work.configuration;
    if !work.scan {
        work.paths.extend(told);
    }
    let only = (!work.scan).then_some(&work.paths);
    let scanned = scanner.scan(roots, only, count);
    if scanned.is_cut {
        left_out.push(format!(
            "Milepost read the first {MAX_FILES} Markdown files and left out the others. `exclude` in milepost.toml says \
             what need not be read."
        ));
    }
    let found: BTreeSet<&PathBuf> = scanned.documents.iter().map(|(path, _)| path).collect();
    // What should have been found and was not is gone.
    let is_gone = |path: &std::path::Path| {
        let was_looked_for = work.scan || path.ancestors().any(|it| work.paths.contains(it));
        was_looked_for && !found.contains(&path.to_owned())
    };
    let mut settled: Vec<Found> =
        world.closed_files(|path, _| is_gone(path)).into_iter().map(|it| (it, None)).collect();
    settled.extend(scanned.documents.into_iter().map(|(path, document)| (path, Some(document))));
    world.settle(settled);
    world.look_around();
    if work.scan {
        world.configure_open();
        // What holds for no plan yet is shown, too, if something is wrong in it.
        for folder in &folders {
            configuration.chain(folder, &folders);
        }
        for path in configuration.open.paths().into_iter().filter(|it| is_configuration(it)) {
            configuration.chain_of(path);
        }
    }
    configuration.news.notify_one();
    left_out
}
