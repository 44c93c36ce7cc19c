//! How files are called where people read of them: by their path, and where two workspace folders hold files of the same
//! path, by as much of what stands before it as tells them apart.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use crate::workspace::{File, FileId, Snapshot};

/// The longer names of files that share their path; made on first use after a file came, went or moved.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shown(Arc<OnceLock<HashMap<FileId, String>>>);

impl Snapshot {
    /// How `file` is called: by its path, unless others have the same. None for an unsaved document.
    pub fn shown(&self, file: FileId) -> Option<&str> {
        let path = self.files.get(&file)?.path()?;
        let longer = self.shown.0.get_or_init(|| told_apart(self.files()));
        Some(longer.get(&file).map_or(path, String::as_str))
    }
}

/// What tells those of `files` apart that share their path.
pub(crate) fn told_apart<'a>(files: impl Iterator<Item = (FileId, &'a Arc<File>)>) -> HashMap<FileId, String> {
    let mut by_path: BTreeMap<&str, Vec<(FileId, &str)>> = BTreeMap::new();
    for (id, file) in files {
        if let (Some(path), Some(place)) = (file.path(), file.location()) {
            by_path.entry(path).or_default().push((id, place));
        }
    }
    let mut longer = HashMap::new();
    for (path, same) in by_path.iter().filter(|(_, same)| same.len() > 1) {
        for (id, place) in same {
            let is_free = |name: &str| {
                let bears = |(_, place): &&(FileId, &str)| ends_with(place, name);
                same.iter().filter(bears).count() == 1 && !by_path.contains_key(name)
            };
            let names = ends(place).filter(|name| name.len() > path.len());
            let name = names.into_iter().find(|name| is_free(name)).unwrap_or(place);
            longer.insert(*id, name.to_owned());
        }
    }
    longer
}

/// `c.md`, `b/c.md` and so on of `/a/b/c.md`.
fn ends(place: &str) -> impl Iterator<Item = &str> {
    place.rmatch_indices('/').filter_map(|(at, _)| place.get(at + 1..))
}

/// Whether the last parts of `place` are `name`.
fn ends_with(place: &str, name: &str) -> bool {
    place.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}
