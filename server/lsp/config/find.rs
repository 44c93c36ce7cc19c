//! Finds the configuration of a file, the nearest one upward, and keeps what it read until it is told to look again.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use clap::Args;
use dashmap::DashMap;
use milepost_core::notation::vocabulary::Additions;
use milepost_core::text::strip_bom;
use tokio::sync::Notify;

use crate::config::applied::{Applied, Words};
use crate::config::chain::Chain;
use crate::config::open::OpenFiles;
use crate::config::parsed::Parsed;
use crate::config::problem::Problem;
use crate::uri::real_path;

/// What a configuration is called, in the order in which a folder is asked for it.
pub const NAMES: [&str; 3] = ["milepost.toml", ".milepost.toml", ".config/milepost.toml"];

/// A larger file is no configuration.
const MAX_SIZE: u64 = 1 << 20;
/// So many vocabularies are kept that may come back: while one is typed, each key makes another.
const MAX_WORDS: usize = 8;
/// A longer chain is a mistake.
const MAX_CHAIN: usize = 16;

/// Where configuration comes from.
#[derive(Clone, Debug, Default)]
pub enum Choice {
    /// The nearest file upward, up to the workspace folder that holds the file, or else to its repository or the home.
    #[default]
    InWorkspace,
    /// The nearest file upward, up to the repository or the home.
    Nearest,
    /// This one, for every file.
    File(PathBuf),
    /// None.
    Nothing,
}

/// Which configuration a command goes by.
#[derive(Args, Clone, Debug, Default)]
pub struct Source {
    /// Go by this configuration instead of the nearest milepost.toml; its globs count from this folder
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,
    /// Go by no configuration
    #[arg(long)]
    pub no_config: bool,
}

impl Source {
    /// The configuration; why it cannot be read, otherwise.
    pub fn configuration(&self) -> Result<Configuration, String> {
        let choice = match &self.config {
            _ if self.no_config => Choice::Nothing,
            None => Choice::Nearest,
            Some(path) => {
                let named = |reason| format!("{}: {reason}", path.display());
                read_text(path).map_err(named)?;
                Choice::File(real_path(path))
            }
        };
        Ok(Configuration::new(choice))
    }
}

/// The configurations of all files.
#[derive(Debug, Default)]
pub struct Configuration {
    choice: Choice,
    /// What each folder that was asked holds.
    folders: DashMap<PathBuf, Folder>,
    chains: DashMap<PathBuf, Arc<Chain>>,
    /// What the editor holds.
    pub open: OpenFiles,
    /// Counts the looks, so that what was read before one is not kept behind it.
    looks: AtomicU64,
    /// Told when everything was looked at again.
    pub news: Notify,
    words: Mutex<Vec<(Additions, Words)>>,
}

#[derive(Clone, Debug)]
struct Folder {
    config: Option<PathBuf>,
    /// Nothing above it counts: it is a repository, or the home.
    is_end: bool,
}

impl Configuration {
    /// Configuration from there.
    pub fn new(choice: Choice) -> Configuration {
        Configuration { choice, ..Configuration::default() }
    }

    /// What holds for the file at `path`, a real path; `folders` are those of the workspace.
    pub fn of(&self, path: &Path, folders: &[PathBuf]) -> Applied {
        match self.chain(path, folders) {
            Some(chain) => Applied::of(&chain, self.words(&chain.additions()), path),
            None => Applied::unset(),
        }
    }

    /// The configuration that holds for the file at `path`, or in the folder there.
    pub fn chain(&self, path: &Path, folders: &[PathBuf]) -> Option<Arc<Chain>> {
        let config = match &self.choice {
            Choice::InWorkspace => self.nearest(path, folders)?,
            Choice::Nearest => self.nearest(path, &[])?,
            Choice::File(path) => path.clone(),
            Choice::Nothing => return None,
        };
        if let Some(chain) = self.chains.get(&config) {
            return Some(Arc::clone(&chain));
        }
        Some(self.chain_of(config))
    }

    /// The chain that the configuration at `config` ends.
    pub fn chain_of(&self, config: PathBuf) -> Arc<Chain> {
        let looks = self.looks.load(Ordering::SeqCst);
        let chain = Arc::new(self.read_chain(&config));
        if looks == self.looks.load(Ordering::SeqCst) {
            self.chains.insert(config, Arc::clone(&chain));
        }
        chain
    }

    /// Every configuration that was asked for since the last look, each once.
    pub fn chains(&self) -> Vec<Arc<Chain>> {
        self.chains.iter().map(|it| Arc::clone(it.value())).collect()
    }

    /// Forgets what was read.
    pub fn look_again(&self) {
        self.looks.fetch_add(1, Ordering::SeqCst);
        self.folders.clear();
        self.chains.clear();
    }

    /// Whether what is at `path`, or in the folder there, has to do with configuration.
    pub fn is_touched_by(&self, path: &Path) -> bool {
        let is_read = |chain: &Chain| chain.files.iter().any(|file| file.path.starts_with(path));
        is_configuration(path) || self.chains.iter().any(|it| is_read(it.value()))
    }

    fn nearest(&self, path: &Path, folders: &[PathBuf]) -> Option<PathBuf> {
        let root = folders.iter().filter(|it| path.starts_with(it)).max_by_key(|it| it.components().count());
        for folder in path.ancestors() {
            let Folder { config, is_end } = self.folder(folder);
            if config.is_some() {
                return config;
            }
            if root.map_or(is_end, |root| root == folder) {
                return None;
            }
        }
        None
    }

    fn folder(&self, path: &Path) -> Folder {
        if let Some(folder) = self.folders.get(path) {
            return folder.clone();
        }
        let is_file = |it: &PathBuf| it.symlink_metadata().is_ok_and(|it| it.is_file()) || self.open.holds(it);
        let is_home = std::env::home_dir().is_some_and(|it| it == path);
        let looks = self.looks.load(Ordering::SeqCst);
        let folder = Folder {
            config: NAMES.iter().map(|name| path.join(name)).find(is_file),
            is_end: is_home || path.join(".git").exists(),
        };
        if looks == self.looks.load(Ordering::SeqCst) {
            self.folders.insert(path.to_owned(), folder.clone());
        }
        folder
    }

    fn read_chain(&self, path: &Path) -> Chain {
        let mut chain = Chain { files: Vec::new(), problems: Vec::new() };
        let mut next = path.to_owned();
        loop {
            let file = match self.read(&next) {
                Ok(file) => Arc::new(file),
                Err(reason) => {
                    // Of a file that somebody extends, the one that does so is told.
                    let extending = chain.files.first().map(|by| (Arc::clone(by), by.shape.extend.as_ref()));
                    let problem = match extending {
                        Some((by, Some(extend))) => {
                            let message = format!("{} cannot be extended: {reason}", extend.get_ref());
                            (by, Problem::new(extend.span(), message))
                        }
                        _ => {
                            let empty = Arc::new(Parsed::new(&next, &next, String::new()));
                            chain.files.push(Arc::clone(&empty));
                            (empty, Problem::new(0..0, format!("this configuration cannot be read: it {reason}")))
                        }
                    };
                    chain.problems.push(problem);
                    return chain;
                }
            };
            let extend = file.shape.extend.clone();
            chain.files.insert(0, Arc::clone(&file));
            let Some(extend) = extend else { return chain };
            let folder = file.path.parent().unwrap_or(&file.path);
            next = real_path(&folder.join(extend.get_ref()));
            let problem = if let Some(at) = chain.files.iter().position(|it| it.path == next) {
                let names = chain.files.iter().take(at + 1).rev().map(|it| name(&it.path));
                let path: Vec<String> = names.chain([name(&next)]).collect();
                format!("`extend` goes in a circle: {}", path.join(" → "))
            } else if chain.files.len() >= MAX_CHAIN {
                format!("more than {MAX_CHAIN} configurations extend each other")
            } else if next.extension().is_none_or(|it| it != "toml") {
                "`extend` names a file that ends in .toml".to_owned()
            } else {
                continue;
            };
            chain.problems.push((file, Problem::new(extend.span(), problem)));
            return chain;
        }
    }

    fn read(&self, path: &Path) -> Result<Parsed, String> {
        let text = match self.open.text(path) {
            Some(text) => text,
            None => read_text(path)?,
        };
        Ok(Parsed::new(path, &self.base(path), strip_bom(&text).to_owned()))
    }

    /// The folder that globs count from: where the file stands, or what its `.config` is in; the current one for a file
    /// that the command line names.
    fn base(&self, path: &Path) -> PathBuf {
        let folder = path.parent().unwrap_or(path);
        match &self.choice {
            Choice::File(named) if named == path => {
                let here = std::env::current_dir().and_then(|it| it.canonicalize());
                here.unwrap_or_else(|_| folder.to_owned())
            }
            _ if path.ends_with(".config/milepost.toml") => folder.parent().unwrap_or(folder).to_owned(),
            _ => folder.to_owned(),
        }
    }

    /// Equal additions give the same words, so that what was read with them still counts.
    fn words(&self, additions: &Additions) -> Words {
        if *additions == Additions::default() {
            return Words::builtin();
        }
        let mut known = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, words)) = known.iter().find(|it| it.0 == *additions) {
            return words.clone();
        }
        let words = Words::with(additions);
        if known.len() >= MAX_WORDS {
            known.remove(0);
        }
        known.push((additions.clone(), words.clone()));
        words
    }
}

/// The text of a configuration; why it cannot be read, otherwise.
fn read_text(path: &Path) -> Result<String, String> {
    let reason = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "may not be read".to_owned(),
        _ => error.to_string(),
    };
    match path.metadata().map_err(reason)? {
        it if !it.is_file() => Err("is no regular file".to_owned()),
        it if it.len() > MAX_SIZE => Err("is too large for a configuration".to_owned()),
        _ => std::fs::read_to_string(path).map_err(reason),
    }
}

/// Whether a file of that path is a configuration.
pub fn is_configuration(path: &Path) -> bool {
    NAMES.iter().any(|name| path.ends_with(name))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
