//! The world: every document at this moment. One writer at a time, which never waits; readers hold values, not locks.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use milepost_core::document::{Document, Source};
use milepost_core::text::{Edit, Text};
use milepost_core::workspace::settings::Settings;
use milepost_core::workspace::{Change, FileId, Snapshot};
use tokio::sync::watch;

use crate::config::applied::Applied;
use crate::config::find::Configuration;
use crate::files::Files;
use crate::folders::{Folder, Root, root_of, uri_of};
use crate::log::log;
use crate::options::{Options, Switches};
use crate::surroundings::OnDisk;
use crate::uri::relative;

/// The documents at one moment, and which of them the editor holds.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Every document.
    pub snapshot: Arc<Snapshot>,
    /// The open ones, each with the version that the snapshot holds.
    pub open: Arc<BTreeMap<FileId, i32>>,
}

/// What a look at the disk found of one file: its document, or none where no plan is there.
pub type Found = (PathBuf, Option<Document>);

/// The only place where documents change.
pub struct World {
    view: watch::Sender<View>,
    names: Mutex<Names>,
    configuration: Arc<Configuration>,
    switches: watch::Sender<Switches>,
    /// Whether all roots have been read once.
    is_read: watch::Sender<bool>,
    /// How many of the next readings of an open document shall panic; tests ask for it.
    panics: AtomicU64,
}

#[derive(Default)]
struct Names {
    files: Files,
    folders: Vec<Folder>,
    /// What is read for plans, and what of it has been read once.
    roots: Vec<Root>,
    read: Vec<Root>,
    /// The texts of open documents that could not be read as plans.
    unread: BTreeMap<FileId, Text>,
}

impl World {
    /// A world without documents, whose plans are read as `configuration` says.
    pub fn new(configuration: Arc<Configuration>) -> World {
        let mut snapshot = Snapshot::default();
        snapshot.surroundings = Some(Arc::new(OnDisk::default()));
        World {
            view: watch::Sender::new(View { snapshot: Arc::new(snapshot), ..View::default() }),
            names: Mutex::default(),
            configuration,
            switches: watch::Sender::default(),
            is_read: watch::Sender::new(true),
            panics: AtomicU64::new(0),
        }
    }

    /// This moment.
    pub fn view(&self) -> View {
        self.view.borrow().clone()
    }

    /// Wakes whenever something changed; once for a burst.
    pub fn subscribe(&self) -> watch::Receiver<View> {
        self.view.subscribe()
    }

    /// What is switched on for `file`.
    pub fn options(&self, file: FileId) -> Options {
        self.switches.borrow().of(self.names().files.path(file))
    }

    /// From now on, this is switched on.
    pub fn set_switches(&self, switches: Switches) {
        self.switches.send_if_modified(|now| {
            let is_other = *now != switches;
            *now = switches;
            is_other
        });
    }

    /// Wakes whenever something was switched.
    pub fn subscribe_switches(&self) -> watch::Receiver<Switches> {
        self.switches.subscribe()
    }

    /// The document that the client calls `uri`.
    pub fn file(&self, uri: &str) -> Option<FileId> {
        self.names().files.find(uri)
    }

    /// What the client calls `file`.
    pub fn uri(&self, file: FileId) -> Option<String> {
        self.names().files.uri(file).map(str::to_owned)
    }

    /// What holds for each file.
    pub fn configuration(&self) -> &Arc<Configuration> {
        &self.configuration
    }

    /// What the client calls the file at `path`, a real path.
    pub fn uri_of(&self, path: &Path) -> String {
        uri_of(path, &self.names().folders)
    }

    /// Tells whether everything has been read once in which a name may be defined. Before, a document that is not known
    /// may be one, and what is defined nowhere may be defined.
    pub fn subscribe_read(&self) -> watch::Receiver<bool> {
        self.is_read.subscribe()
    }

    /// These have been read.
    pub fn set_read(&self, roots: &[Root]) {
        let mut names = self.names();
        names.read.extend_from_slice(roots);
        self.tell_read(&mut names);
    }

    /// The workspace folders.
    pub fn folders(&self) -> Vec<Folder> {
        self.names().folders.clone()
    }

    /// What is read for plans: the workspace folders; without any, what is around the open documents.
    pub fn roots(&self) -> Vec<Root> {
        self.names().roots.clone()
    }

    /// The editor holds this document now; the disk no longer counts for it. The result is whether something around it
    /// is to be read.
    pub fn open(&self, uri: &str, version: i32, text: &str) -> bool {
        let mut names = self.names();
        let open = self.view().open;
        let file = names.files.named(uri, |it| open.contains_key(&it));
        names.unread.remove(&file);
        let has_more = names.open_root(file);
        self.tell_read(&mut names);
        let applied = self.applied(names.files.path(file), &names.folders);
        let source = source(names.files.path(file), &names.roots, uri, &applied);
        self.view.send_modify(|view| {
            Arc::make_mut(&mut view.open).insert(file, version);
            configure(&mut view.snapshot, file, applied.settings_of_open());
            let set = Change::Set { file, text: text.to_owned(), source };
            if !self.try_apply(&mut view.snapshot, set) {
                names.unread.insert(file, Text::new(text));
                Arc::make_mut(&mut view.snapshot).apply(Change::Remove { file });
            }
        });
        has_more
    }

    /// The editor changed this document. `edits` makes them from the text that it had. False if it is not open.
    pub fn edit(&self, uri: &str, version: i32, edits: impl FnOnce(&Text) -> Vec<Edit>) -> bool {
        let mut names = self.names();
        let view = self.view();
        let Some(file) = names.files.find(uri).filter(|it| view.open.contains_key(it)) else { return false };
        let unread = names.unread.remove(&file);
        let before = unread.clone().or_else(|| Some(view.snapshot.document(file)?.text().clone()));
        let Some(before) = before else { return false };
        drop(view);
        let edits = edits(&before);
        let path = names.files.path(file).map(Path::to_owned);
        let (folders, roots) = (names.folders.clone(), names.roots.clone());
        self.view.send_modify(|view| {
            Arc::make_mut(&mut view.open).insert(file, version);
            let edit = Change::Edit { file, edits: edits.clone() };
            if unread.is_none() && self.try_apply(&mut view.snapshot, edit) && !drifted(&view.snapshot, file) {
                return;
            }
            // The text is what the editor says, whatever reading it as a plan does.
            let text = edited(before, &edits);
            let source = source(path.as_deref(), &roots, uri, &self.applied(path.as_deref(), &folders));
            let set = Change::Set { file, text: whole(&text), source };
            if !self.try_apply(&mut view.snapshot, set) {
                names.unread.insert(file, text);
                Arc::make_mut(&mut view.snapshot).apply(Change::Remove { file });
            }
        });
        true
    }

    /// The editor let go of this document. The result is its path, where the disk has to say what it is from now on;
    /// until then it stays as it was.
    pub fn close(&self, uri: &str) -> Option<PathBuf> {
        let mut names = self.names();
        let is_open = |it: &FileId| self.view.borrow().open.contains_key(it);
        let file = names.files.find(uri).filter(is_open)?;
        names.unread.remove(&file);
        let mut open = self.view().open;
        Arc::make_mut(&mut open).remove(&file);
        names.set_roots(&open);
        self.tell_read(&mut names);
        let is_inside = |it: &&Path| root_of(it, &names.roots).is_some();
        let path = names.files.path(file).filter(is_inside).map(Path::to_owned);
        self.view.send_modify(|view| {
            view.open = open;
            if path.is_none() {
                Arc::make_mut(&mut view.snapshot).apply(Change::Remove { file });
            }
        });
        drop(names);
        self.forget_outside();
        path
    }

    /// The disk holds these files so. What the editor holds stays as the editor has it.
    pub fn settle(&self, found: Vec<Found>) {
        let mut names = self.names();
        let names = &mut *names;
        let folders = paths(&names.folders);
        self.view.send_if_modified(|view| {
            let before = view.snapshot.revision;
            for (path, document) in found {
                // A folder may have been removed while it was looked at.
                let is_inside = root_of(&path, &names.roots).is_some();
                let file = match document {
                    Some(_) if is_inside => Some(names.files.of_path(&path, &names.folders)),
                    _ => names.files.at_path(&path),
                };
                let Some(file) = file.filter(|it| !view.open.contains_key(it)) else { continue };
                match document.filter(|_| is_inside) {
                    Some(document) => {
                        let settings = self.configuration.of(&path, &folders).settings;
                        Arc::make_mut(&mut view.snapshot).apply(Change::Put { file, document });
                        configure(&mut view.snapshot, file, settings);
                    }
                    None if view.snapshot.file(file).is_some() => {
                        Arc::make_mut(&mut view.snapshot).apply(Change::Remove { file });
                    }
                    None => {}
                }
            }
            view.snapshot.revision != before
        });
    }

    /// Something was configured, or the folders are others: the open documents go by it, too.
    pub fn configure_open(&self) {
        let mut names = self.names();
        let names = &mut *names;
        self.view.send_if_modified(|view| {
            let before = view.snapshot.revision;
            for &file in view.open.keys() {
                let path = names.files.path(file);
                let applied = self.applied(path, &names.folders);
                configure(&mut view.snapshot, file, applied.settings_of_open());
                let Some(document) = view.snapshot.document(file) else { continue };
                let source = source(path, &names.roots, names.files.uri(file).unwrap_or_default(), &applied);
                let is_same = source.profile == document.source().profile
                    && source.path == document.source().path
                    && Arc::ptr_eq(&source.vocabulary, &document.source().vocabulary);
                if !is_same {
                    let set = Change::Set { file, text: whole(document.text()), source };
                    self.try_apply(&mut view.snapshot, set);
                }
            }
            view.snapshot.revision != before
        });
    }

    /// It is this day from now on.
    pub fn set_today(&self, today: Date) {
        self.view.send_if_modified(|view| {
            let is_new = view.snapshot.today != Some(today);
            if is_new {
                let snapshot = Arc::make_mut(&mut view.snapshot);
                snapshot.today = Some(today);
                snapshot.revision += 1;
            }
            is_new
        });
    }

    /// Something changed on disk, or may have: what rests on what is there is to be looked at again.
    pub fn look_around(&self) {
        self.view.send_modify(|view| {
            let snapshot = Arc::make_mut(&mut view.snapshot);
            snapshot.looks += 1;
            snapshot.revision += 1;
        });
    }

    /// These are the workspace folders from now on. Closed files outside them are gone.
    pub fn set_folders(&self, folders: Vec<Folder>) {
        let mut names = self.names();
        names.folders = folders;
        names.set_roots(&self.view().open);
        self.tell_read(&mut names);
        drop(names);
        self.forget_outside();
    }

    /// Closed files outside of all roots are gone.
    fn forget_outside(&self) {
        let outside = self.closed_files(|path, roots| root_of(path, roots).is_none());
        self.settle(outside.into_iter().map(|path| (path, None)).collect());
    }

    fn tell_read(&self, names: &mut Names) {
        let Names { roots, read, .. } = names;
        // What is left and comes back is read again.
        read.retain(|it| roots.contains(it));
        let is_read = roots.iter().all(|it| read.contains(it));
        self.is_read.send_if_modified(|it| std::mem::replace(it, is_read) != is_read);
    }

    /// The paths of closed files that `wanted` picks, given the roots.
    pub fn closed_files(&self, wanted: impl Fn(&Path, &[Root]) -> bool) -> Vec<PathBuf> {
        let names = self.names();
        let view = self.view();
        let closed = view.snapshot.files().map(|(file, _)| file).filter(|it| !view.open.contains_key(it));
        closed.filter_map(|it| names.files.path(it)).filter(|it| wanted(it, &names.roots)).map(Path::to_owned).collect()
    }

    /// What configuration comes to for the document at `path`. One that lives in the editor alone is taken to stand in
    /// the only workspace folder, if there is only one.
    fn applied(&self, path: Option<&Path>, folders: &[Folder]) -> Applied {
        let folders = paths(folders);
        let only = || folders.first().filter(|_| folders.len() == 1).map(|it| it.join("untitled.md"));
        match path.map(Path::to_owned).or_else(only) {
            Some(path) => self.configuration.of(&path, &folders),
            None => Applied::unset(),
        }
    }

    /// Applies `change`; false if reading the document panicked, and nothing changed.
    fn try_apply(&self, snapshot: &mut Arc<Snapshot>, change: Change) -> bool {
        let applied = catch_unwind(AssertUnwindSafe(|| {
            let one_less = |it: u64| it.checked_sub(1);
            let is_asked_to_panic = self.panics.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less).is_ok();
            assert!(!is_asked_to_panic, "as asked");
            Arc::make_mut(snapshot).apply(change);
        }));
        if applied.is_err() {
            log("reading a document panicked");
        }
        applied.is_ok()
    }

    /// The text of the document that the client calls `uri`.
    pub fn text(&self, uri: &str) -> Option<String> {
        let names = self.names();
        let file = names.files.find(uri)?;
        let view = self.view();
        names.unread.get(&file).or_else(|| Some(view.snapshot.document(file)?.text())).map(whole)
    }

    /// Makes the next readings of an open document panic.
    pub fn panic_in_reading(&self, times: u64) {
        self.panics.store(times, Ordering::Relaxed);
    }

    fn names(&self) -> MutexGuard<'_, Names> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Names {
    /// Finds out what is to be read, while the editor holds `open`.
    fn set_roots(&mut self, open: &BTreeMap<FileId, i32>) {
        self.roots = self.folders.iter().map(|it| Root::Whole(it.path.clone())).collect();
        for file in open.keys() {
            self.open_root(*file);
        }
    }

    /// `file` is open: without workspace folders, what is around it is read. The result is whether that is something new.
    fn open_root(&mut self, file: FileId) -> bool {
        let path = self.files.path(file).filter(|_| self.folders.is_empty());
        let root = path.map(Root::around).filter(|it| !self.roots.contains(it));
        self.roots.extend(root.clone());
        root.is_some()
    }
}

/// With `MILEPOST_PARANOID` set, whether the document is not what its text says when it is read afresh. That is a bug:
/// it is logged, and the document read anew.
fn drifted(snapshot: &Snapshot, file: FileId) -> bool {
    static PARANOID: LazyLock<bool> = LazyLock::new(|| std::env::var_os("MILEPOST_PARANOID").is_some());
    let drift = snapshot.document(file).filter(|_| *PARANOID).and_then(Document::drift);
    if let Some(drift) = &drift {
        log(format!("paranoid: an edit was not followed rightly: {drift}; please report it"));
    }
    drift.is_some()
}

/// What reading a document needs beside its text. One outside all roots goes by its name alone.
fn source(path: Option<&Path>, roots: &[Root], uri: &str, applied: &Applied) -> Source {
    let below = path.and_then(|path| relative(path, root_of(path, roots)?.path()));
    let name = || path.and_then(|it| Some(it.file_name()?.to_string_lossy().into_owned()));
    let shown = if uri.starts_with("untitled:") { None } else { below.or_else(name) };
    applied.source(shown, path)
}

/// Lets these settings hold for the file, if others did.
fn configure(snapshot: &mut Arc<Snapshot>, file: FileId, settings: Arc<Settings>) {
    if *snapshot.settings(file) != settings {
        Arc::make_mut(snapshot).apply(Change::Configure { file, settings });
    }
}

fn paths(folders: &[Folder]) -> Vec<PathBuf> {
    folders.iter().map(|it| it.path.clone()).collect()
}

fn edited(mut text: Text, edits: &[Edit]) -> Text {
    for edit in edits {
        text.edit(edit);
    }
    text
}

fn whole(text: &Text) -> String {
    text.chunks().collect()
}
