//! Which files define a name, without asking every file: a table built now and then, and the files that changed since.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::index::{each_name, hash_of};
use crate::notation::label::Name;
use crate::workspace::{File, FileId};

/// How many files may change before the table is built anew. Each is asked by every look-up, so few; a new table reads
/// every file's names, so not too few.
const MAX_CHANGED: usize = 64;

/// Finds the files that define a name. Cloning is cheap; clones share the table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Directory {
    table: Arc<OnceLock<Table>>,
    /// The files that changed since the table was ordered, whether or not it is built yet. Sorted.
    changed: Vec<FileId>,
}

/// The names of the files that had not changed when it was built, as hashes: a hit is only a candidate.
#[derive(Debug)]
struct Table {
    /// Sorted.
    hits: Vec<(u64, FileId)>,
    /// The files that had changed, and are not in the table: to be asked.
    left_out: Vec<FileId>,
}

impl Directory {
    /// Notes that `file` defines other names than before, or is gone.
    pub(crate) fn touch(&mut self, file: FileId) {
        if let Err(at) = self.changed.binary_search(&file) {
            self.changed.insert(at, file);
        }
        if self.changed.len() > MAX_CHANGED {
            *self = Directory::default();
        }
    }

    /// The files among `files`, the snapshot's own, that define `name`, in the order of ids.
    pub(crate) fn defining(&self, files: &BTreeMap<FileId, Arc<File>>, name: &Name) -> Vec<FileId> {
        let table = self.table.get_or_init(|| Table::of(files, &self.changed));
        let hash = hash_of(name);
        let from = table.hits.partition_point(|(it, _)| *it < hash);
        let hits = table.hits.get(from..).unwrap_or_default().iter().take_while(|(it, _)| *it == hash);
        let mut found: Vec<FileId> = hits.map(|(_, file)| *file).chain(self.changed.iter().copied()).collect();
        found.extend(&table.left_out);
        found.sort_unstable();
        found.dedup();
        // A candidate may have changed since, and two names may share a hash: what counts is the file's own word.
        found.retain(|file| files.get(file).is_some_and(|it| !it.names().get(name).is_empty()));
        found
    }
}

impl Table {
    fn of(files: &BTreeMap<FileId, Arc<File>>, changed: &[FileId]) -> Table {
        let mut hits = Vec::new();
        for (id, file) in files {
            if changed.binary_search(id).is_err() {
                each_name(file.document.plan(), |name, _| hits.push((hash_of(&name), *id)));
            }
        }
        hits.sort_unstable();
        hits.dedup();
        Table { hits, left_out: changed.to_vec() }
    }
}
