//! The scan: finds and reads the plan documents of folders, many at once. The only reader of the disk.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use dashmap::DashMap;
use ignore::{DirEntry, WalkBuilder, WalkState};
use milepost_core::document::{Document, Source};
use milepost_core::text::strip_bom;

use crate::config::applied::{Applied, Words};
use crate::config::find::Configuration;
use crate::folders::{Root, is_scannable, root_of};
use crate::log::log;
use crate::terminal::STACK;
use crate::uri::relative;

/// Deeper than any tree that a person keeps.
const MAX_DEPTH: usize = 32;
/// More documents than this are no project.
pub const MAX_FILES: usize = 20_000;
/// So many files are read of a folder without what is below it: they are only read for the names that they define.
const MAX_NEIGHBOURS: usize = 200;
/// More entries than this are a disk, not a folder.
const MAX_ENTRIES: usize = 1_000_000;
/// A larger document was not written by people.
const MAX_SIZE: u64 = 2 << 20;
/// A NUL this early makes a file binary, whatever it is called.
const BINARY_PROBE: usize = 8 * 1024;
/// Read ahead of the readers.
const QUEUE: usize = 256;

const EXTENSIONS: [&str; 5] = ["md", "markdown", "mdown", "mkdn", "mkd"];
/// Folders that hold no plan of this project, whether ignored or not. Other hidden folders do: `.kiro`, `.planning`.
const SKIPPED: [&str; 5] = [".git", ".hg", ".svn", ".jj", "node_modules"];

/// Reads documents, and remembers those that it read.
pub struct Scanner {
    configuration: Arc<Configuration>,
    cache: DashMap<PathBuf, Cached>,
}

/// What was read, and what the file looked like then.
struct Cached {
    modified: Option<SystemTime>,
    length: u64,
    relative: String,
    words: Words,
    profile: Option<&'static str>,
    document: Read,
}

/// What reading a file gave: its document, or none where no plan can be in it; or why it was passed over.
type Read = Result<Option<Document>, Passed>;

/// Why a file was passed over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Passed {
    /// The system refuses; the reason is its own, or ours in its place.
    Refused(String),
    /// No person writes plans like this: it is too large, or no text.
    Unfit(String),
}

/// The documents of some roots.
#[derive(Debug, Default)]
pub struct Scanned {
    /// By path, in its order.
    pub documents: Vec<(PathBuf, Document)>,
    /// Files with a Markdown name that were passed over, and why, by path.
    pub passed: Vec<(PathBuf, Passed)>,
    /// There were more files than are read.
    pub is_cut: bool,
}

impl Scanner {
    /// A scanner that reads what `configuration` says, and as it says.
    pub fn new(configuration: Arc<Configuration>) -> Scanner {
        Scanner { configuration, cache: DashMap::new() }
    }

    /// The plan documents of `roots`. Below `only` where that is given, by the same measure: what a scan of everything
    /// leaves out is left out here. `count` rises with each file that is read.
    pub fn scan(&self, roots: &[Root], only: Option<&BTreeSet<PathBuf>>, count: &AtomicUsize) -> Scanned {
        let whole = roots.iter().filter(|it| matches!(it, Root::Whole(_)));
        let folders: Vec<PathBuf> = whole.map(|it| it.path().to_owned()).collect();
        let sink: DashMap<PathBuf, Document> = DashMap::new();
        let passed: DashMap<PathBuf, Passed> = DashMap::new();
        let seen = AtomicUsize::new(0);
        let (queue, waiting) = sync_channel::<PathBuf>(QUEUE);
        let waiting = Mutex::new(waiting);
        let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let read = || {
            while let Ok(path) = next() {
                let applied = self.configuration.of(&path, &folders);
                if applied.is_read && count.fetch_add(1, Ordering::Relaxed) < MAX_FILES && !sink.contains_key(&path) {
                    match self.read(&path, roots, &applied) {
                        Ok(Some(document)) => drop(sink.insert(path, document)),
                        Ok(None) => {}
                        Err(reason) => drop(passed.insert(path, reason)),
                    }
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..threads() {
                if let Err(error) = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, read) {
                    log(format_args!("no thread to read with: {error}"));
                }
            }
            for root in roots {
                match root {
                    Root::Whole(folder) if is_scannable(folder) => walk(folder, only, &queue, &seen),
                    Root::Whole(_) => {}
                    Root::Flat(folder) => list(folder, only, &queue),
                }
            }
            // The readers end when the last sender is gone.
            drop(queue);
        });
        let mut documents: Vec<_> = sink.into_iter().collect();
        documents.sort_by(|one, other| one.0.cmp(&other.0));
        let mut passed: Vec<_> = passed.into_iter().collect();
        passed.sort();
        Scanned { documents, passed, is_cut: count.load(Ordering::Relaxed) > MAX_FILES }
    }

    /// The document at `path`.
    fn read(&self, path: &Path, roots: &[Root], applied: &Applied) -> Read {
        let Some(relative) = root_of(path, roots).and_then(|it| relative(path, it.path())) else { return Ok(None) };
        let file = match open(path) {
            Ok(file) => file,
            // It went, or became a link, since it was listed.
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {
                return Err(Passed::Refused("may not be read".to_owned()));
            }
            Err(_) => return Ok(None),
        };
        let Some(metadata) = file.metadata().ok().filter(fs::Metadata::is_file) else { return Ok(None) };
        if metadata.len() > MAX_SIZE {
            return Err(too_large());
        }
        let (modified, length) = (metadata.modified().ok(), metadata.len());
        let is_same = |it: &Cached| {
            modified.is_some()
                && (it.modified, it.length) == (modified, length)
                && it.relative == relative
                && Arc::ptr_eq(&it.words.vocabulary, &applied.words.vocabulary)
                && it.profile == applied.profile
        };
        if let Some(document) = self.cache.get(path).filter(|it| is_same(it)).map(|it| it.document.clone()) {
            return document;
        }
        let (words, profile) = (applied.words.clone(), applied.profile);
        let source = applied.source(Some(relative.clone()), Some(path));
        let text = text_of(file, &words);
        let document = text.map(|text| text.and_then(|text| read_document(&text, source)));
        let cached = Cached { modified, length, relative, words, profile, document: document.clone() };
        self.cache.insert(path.to_owned(), cached);
        document
    }
}

/// Reads `text` as a plan document. None if that panics: one file must not end the scan of all.
fn read_document(text: &str, source: Source) -> Option<Document> {
    let path = source.path.clone().unwrap_or_default();
    let read = std::panic::catch_unwind(|| Document::new(text, source));
    if read.is_err() {
        log(format_args!("reading {path} panicked; it is left out"));
    }
    read.ok()
}

/// Sends the Markdown files below `folder`, without those that ignore files name.
fn walk(folder: &Path, only: Option<&BTreeSet<PathBuf>>, queue: &SyncSender<PathBuf>, seen: &AtomicUsize) {
    let only = only.cloned();
    let walker = WalkBuilder::new(folder)
        .hidden(false)
        .require_git(false)
        .follow_links(false)
        .max_depth(Some(MAX_DEPTH))
        .threads(threads())
        .filter_entry(move |entry| is_entered(entry) && only.as_ref().is_none_or(|it| is_on_the_way(entry.path(), it)))
        .build_parallel();
    walker.run(|| {
        let queue = queue.clone();
        Box::new(move |entry| {
            if seen.fetch_add(1, Ordering::Relaxed) > MAX_ENTRIES {
                return WalkState::Quit;
            }
            match entry {
                Ok(entry) if is_markdown(&entry) && queue.send(entry.path().to_owned()).is_err() => WalkState::Quit,
                _ => WalkState::Continue,
            }
        })
    });
}

/// Sends the Markdown files of `folder` itself. Ignore files hide nothing: they are of projects, and this is none.
fn list(folder: &Path, only: Option<&BTreeSet<PathBuf>>, queue: &SyncSender<PathBuf>) {
    let is_file = |it: &fs::DirEntry| it.file_type().is_ok_and(|it| it.is_file()) && has_markdown_name(&it.path());
    let entries = fs::read_dir(folder).into_iter().flatten().take(MAX_ENTRIES).flatten();
    let files = entries.filter(is_file).map(|it| it.path()).take(MAX_NEIGHBOURS);
    for path in files.filter(|path| only.is_none_or(|it| is_on_the_way(path, it))) {
        if queue.send(path).is_err() {
            return;
        }
    }
}

fn is_entered(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !SKIPPED.iter().any(|it| entry.file_name() == *it)
}

/// Whether `path` leads to a wanted path, or lies below one.
fn is_on_the_way(path: &Path, wanted: &BTreeSet<PathBuf>) -> bool {
    let below = wanted.range(path.to_owned()..).next().is_some_and(|it| it.starts_with(path));
    below || path.ancestors().any(|it| wanted.contains(it))
}

/// Whether `entry` is a regular file, no link, with a Markdown name.
fn is_markdown(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|it| it.is_file()) && has_markdown_name(entry.path())
}

/// Whether the extension is one of Markdown's.
pub fn has_markdown_name(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    EXTENSIONS.iter().any(|it| extension.eq_ignore_ascii_case(it))
}

/// The text of the file at `path`; none where it is too large, binary, or no regular file.
pub fn read_text(path: &Path) -> Option<String> {
    let file = open(path).ok()?;
    let metadata = file.metadata().ok()?;
    if metadata.is_file() { text_of(file, &Words::builtin()).ok()? } else { None }
}

/// The text; none where no plan can be in it. Bytes that are no UTF-8 are shown as replacement characters.
fn text_of(file: File, words: &Words) -> Result<Option<String>, Passed> {
    let mut bytes = Vec::new();
    file.take(MAX_SIZE + 1).read_to_end(&mut bytes).map_err(|error| Passed::Refused(error.to_string()))?;
    let probe = bytes.get(..BINARY_PROBE).unwrap_or(&bytes);
    if bytes.len() as u64 > MAX_SIZE {
        return Err(too_large());
    }
    if probe.contains(&0) {
        return Err(Passed::Unfit("is no text".to_owned()));
    }
    if !words.prefilter.accepts(&bytes) {
        return Ok(None);
    }
    let text = String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    Ok(Some(strip_bom(&text).to_owned()))
}

fn too_large() -> Passed {
    Passed::Unfit(format!("is larger than {} MB", MAX_SIZE >> 20))
}

/// Opens without waiting: a pipe that took the file's place since it was listed would never be written to.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let flags = OFlags::NONBLOCK | OFlags::NOFOLLOW;
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    }
    options.open(path)
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(8)
}
