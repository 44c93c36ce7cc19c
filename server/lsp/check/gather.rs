//! Gathers what `check` is to look at: the files that are named, those of the folders, and around them what their names
//! may mean, so that the findings are those of the editor.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use milepost_core::document::Document;
use milepost_core::text::strip_bom;
use milepost_core::workspace::{Change, FileId, Snapshot};

use crate::config::chain::Chain;
use crate::config::find::Configuration;
use crate::folders::{Root, is_scannable};
use crate::scan::{Passed, Scanner};
use crate::surroundings::{OnDisk, repository_of};

/// A file that is named may be larger than one that is found; but not a disk image.
const MAX_SIZE: u64 = 64 << 20;

/// What is to be checked.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Every document, those too that only define names.
    pub snapshot: Snapshot,
    /// The documents to check, by their shown path.
    pub files: Vec<FileId>,
    /// How each document is called in the output.
    pub shown: BTreeMap<FileId, String>,
    /// What could not be read, and why.
    pub refused: Vec<String>,
    /// What was found and passed over, and why.
    pub notes: Vec<String>,
    /// The configurations that hold for what is checked.
    pub chains: Vec<Arc<Chain>>,
    /// The document that came from standard input.
    pub stdin: Option<FileId>,
    /// Where each document stands, by its real path.
    pub paths: BTreeMap<FileId, PathBuf>,
    /// By which it was gathered.
    pub configuration: Arc<Configuration>,
}

impl Gathered {
    /// How `file` is called in the output.
    pub fn shown(&self, file: FileId) -> &str {
        self.shown.get(&file).map_or("", String::as_str)
    }
}

/// Reads `paths`, or this folder where there are none, as `configuration` says.
pub fn gather(paths: &[PathBuf], stdin_filename: Option<&Path>, configuration: Configuration) -> Gathered {
    let mut gathering = Gathering { configuration: Arc::new(configuration), ..Gathering::default() };
    let here = [PathBuf::from(".")];
    for path in if paths.is_empty() { &here } else { paths } {
        let added = match path.to_str() {
            Some("-") => gathering.add_stdin(stdin_filename),
            _ if path.is_dir() => gathering.add_folder(path),
            _ => gathering.add_file(path),
        };
        if let Err(reason) = added {
            let name = if path.as_os_str() == "-" { "standard input".to_owned() } else { shown(path) };
            gathering.refused.push(format!("{name}: {reason}"));
        }
    }
    gathering.finish()
}

#[derive(Default)]
struct Gathering {
    configuration: Arc<Configuration>,
    /// By real path, so that a file named twice is one.
    documents: BTreeMap<PathBuf, Document>,
    wanted: BTreeMap<PathBuf, String>,
    scanned: BTreeSet<Root>,
    /// What could not be read in a folder, and why.
    passed: BTreeMap<PathBuf, Passed>,
    notes: Vec<String>,
    refused: Vec<String>,
    chains: Vec<Arc<Chain>>,
    stdin: Option<PathBuf>,
}

impl Gathering {
    fn add_folder(&mut self, folder: &Path) -> Result<(), String> {
        let real = folder.canonicalize().map_err(|error| reason(&error))?;
        if !is_scannable(&real) {
            return Err("is too much to be searched for plans; name a folder inside it".to_owned());
        }
        self.note_chain(&real);
        self.scan(Root::Whole(repository_of(&real).unwrap_or(&real).to_owned()));
        if !self.documents.keys().any(|path| path.starts_with(&real)) {
            // The folder may be one that the repository ignores.
            self.scan(Root::Whole(real.clone()));
        }
        let below: Vec<PathBuf> = self.documents.keys().filter(|path| path.starts_with(&real)).cloned().collect();
        let passed: Vec<(PathBuf, Passed)> = self
            .passed
            .iter()
            .filter(|it| it.0.starts_with(&real))
            .map(|(path, why)| (path.clone(), why.clone()))
            .collect();
        for (path, why) in passed {
            let name = shown(&folder.join(path.strip_prefix(&real).unwrap_or(&path)));
            match why {
                Passed::Refused(why) => self.refused.push(format!("{name}: {why}")),
                Passed::Unfit(why) => self.notes.push(format!("{name}: {why}, and is not checked")),
            }
        }
        for path in below {
            let rest = path.strip_prefix(&real).unwrap_or(&path);
            let name = if folder == Path::new(".") { shown(rest) } else { shown(&folder.join(rest)) };
            self.wanted.entry(path).or_insert(name);
        }
        Ok(())
    }

    fn add_file(&mut self, path: &Path) -> Result<(), String> {
        let real = path.canonicalize().map_err(|error| reason(&error))?;
        let text = read(&real)?;
        self.add_text(&real, &text);
        self.wanted.entry(real).or_insert_with(|| shown(path));
        Ok(())
    }

    fn add_stdin(&mut self, name: Option<&Path>) -> Result<(), String> {
        let text = text_of(std::io::stdin().lock())?;
        let name = name.unwrap_or(Path::new("<stdin>"));
        let path = name.canonicalize().or_else(|_| std::path::absolute(name)).map_err(|error| reason(&error))?;
        self.add_text(&path, &text);
        self.stdin = Some(path.clone());
        self.wanted.insert(path, shown(name));
        Ok(())
    }

    /// Takes `text` for what stands at `path`, whatever is there, and reads what is around it.
    fn add_text(&mut self, path: &Path, text: &str) {
        let root = Root::around(path);
        let relative = path.strip_prefix(root.path()).unwrap_or(path);
        self.scan(root.clone());
        let document = self.read(path, slashed(relative), text);
        self.documents.insert(path.to_owned(), document);
    }

    fn scan(&mut self, root: Root) {
        if !self.scanned.insert(root.clone()) {
            return;
        }
        let scanner = Scanner::new(Arc::clone(&self.configuration));
        let found = scanner.scan(std::slice::from_ref(&root), None, &AtomicUsize::new(0));
        if found.is_cut {
            self.refused.push(format!("{}: holds more files than are read; some are left out", shown(root.path())));
        }
        for (path, document) in found.documents {
            self.documents.entry(path).or_insert(document);
        }
        self.passed.extend(found.passed);
    }

    fn read(&self, path: &Path, name: String, text: &str) -> Document {
        let applied = self.configuration.of(path, &[]);
        let source = applied.source(Some(name), Some(path));
        Document::new(strip_bom(text), source)
    }

    /// Somebody wants what is at `path`: what is wrong in its configuration is to be said.
    fn note_chain(&mut self, path: &Path) {
        let Some(chain) = self.configuration.chain(path, &[]) else { return };
        if !self.chains.iter().any(|it| Arc::ptr_eq(it, &chain)) {
            self.chains.push(chain);
        }
    }

    fn finish(mut self) -> Gathered {
        let wanted: Vec<PathBuf> = self.wanted.keys().cloned().collect();
        wanted.iter().for_each(|path| self.note_chain(path));
        let configuration = Arc::clone(&self.configuration);
        let (refused, notes, chains) = (self.refused, self.notes, self.chains);
        let mut gathered = Gathered { refused, notes, chains, configuration, ..Gathered::default() };
        for (file, (path, document)) in (0..).map(FileId).zip(self.documents) {
            let settings = self.configuration.of(&path, &[]).settings;
            gathered.snapshot.apply(Change::Put { file, document });
            gathered.snapshot.apply(Change::Configure { file, settings });
            let name = self.wanted.get(&path);
            gathered.shown.insert(file, name.cloned().unwrap_or_else(|| shown(&path)));
            gathered.files.extend(name.map(|_| file));
            if self.stdin.as_ref() == Some(&path) {
                gathered.stdin = Some(file);
            }
            gathered.paths.insert(file, path);
        }
        gathered.snapshot.surroundings = Some(Arc::new(OnDisk::default()));
        let shown = &gathered.shown;
        gathered.files.sort_by_key(|file| shown.get(file));
        gathered
    }
}

/// The text of a file that was named; why it cannot be read, otherwise.
pub fn read(path: &Path) -> Result<String, String> {
    let metadata = path.metadata().map_err(|error| reason(&error))?;
    if !metadata.is_file() {
        return Err("is no regular file".to_owned());
    }
    if metadata.len() > MAX_SIZE {
        return Err(format!("is larger than {} MB", MAX_SIZE >> 20));
    }
    text_of(File::open(path).map_err(|error| reason(&error))?)
}

fn text_of(from: impl Read) -> Result<String, String> {
    let mut bytes = Vec::new();
    from.take(MAX_SIZE + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > MAX_SIZE {
        return Err(format!("is larger than {} MB", MAX_SIZE >> 20));
    }
    String::from_utf8(bytes).map_err(|error| format!("is not UTF-8 (byte {})", error.utf8_error().valid_up_to()))
}

/// Why the system refuses, in its words without its number.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "may not be read".to_owned(),
        _ => error.to_string(),
    }
}

/// A path as it is shown: from this folder on where it is below, with forward slashes.
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().and_then(|it| it.canonicalize());
    let below = here.ok().and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    slashed(&below.unwrap_or_else(|| path.to_owned()))
}

fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = text.strip_prefix("./").unwrap_or(&text);
    if cfg!(windows) { text.replace('\\', "/") } else { text.to_owned() }
}
