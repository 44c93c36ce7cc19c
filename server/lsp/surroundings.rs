//! What stands on disk around the documents, told to whoever asks in core. Names only: no file is opened but by Git.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use dashmap::DashMap;
use milepost_core::workspace::surroundings::Surroundings;

use crate::git::remote::issues;

/// So many names of a folder are read to find one that is like another.
const MOST_NAMES: usize = 1_000;

/// The disk, as far as a file's own repository reaches.
#[derive(Debug, Default)]
pub struct OnDisk {
    /// By repository, where its issues are; asked for once.
    issues: DashMap<PathBuf, Option<String>>,
}

impl Surroundings for OnDisk {
    fn holds(&self, location: &str, path: &str) -> Option<bool> {
        let place = place_of(location, path)?;
        // A link counts, wherever it leads: somebody put it there.
        match place.symlink_metadata() {
            Ok(_) => Some(true),
            Err(error) => match error.kind() {
                std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Some(false),
                _ => None,
            },
        }
    }

    fn beside(&self, location: &str, path: &str) -> Vec<String> {
        let folder = place_of(location, path).and_then(|it| it.parent().map(Path::to_owned));
        let entries = folder.and_then(|it| it.read_dir().ok()).into_iter().flatten().flatten().take(MOST_NAMES);
        let before = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let mut names: Vec<String> =
            entries.filter_map(|it| Some(format!("{before}{}", it.file_name().to_str()?))).collect();
        names.sort_unstable();
        names
    }

    fn issues(&self, location: &str) -> Option<String> {
        let root = repository_of(Path::new(location).parent()?)?;
        self.issues.entry(root.to_owned()).or_insert_with(|| issues(root)).clone()
    }
}

/// How the file at `path` is called where the rules ask about its surroundings.
pub fn location(path: &Path) -> Option<Arc<str>> {
    path.to_str().filter(|_| path.is_absolute()).map(Arc::from)
}

/// The repository that holds `folder`.
pub fn repository_of(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|it| it.join(".git").exists())
}

/// Where `path` leads from the file at `location` on, inside its repository.
fn place_of(location: &str, path: &str) -> Option<PathBuf> {
    let folder = Path::new(location).parent()?;
    let root = repository_of(folder)?;
    let (mut place, rest) = match path.strip_prefix('/') {
        Some(rest) => (root.to_owned(), rest),
        None => (folder.to_owned(), path),
    };
    for part in Path::new(rest).components() {
        match part {
            Component::Normal(part) => place.push(part),
            Component::CurDir => {}
            Component::ParentDir => {
                place.pop();
            }
            Component::Prefix(_) | Component::RootDir => return None,
        }
        if !place.starts_with(root) {
            return None;
        }
    }
    Some(place)
}
