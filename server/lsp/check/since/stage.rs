//! Puts what is staged for the next commit into the place of what stands on disk.

use std::path::{Path, PathBuf};

use milepost_core::document::Document;
use milepost_core::text::strip_bom;
use milepost_core::workspace::{Change, FileId};

use crate::check::gather::{Gathered, shown};
use crate::check::since::before::{files_of, interest};
use crate::git::Repository;
use crate::git::changed::FileSide;
use crate::scan::has_markdown_name;
use crate::uri::{real_path, relative};

/// Makes of `gathered` what the index of `repository` holds, as far as `paths` name it.
pub fn stage(repository: &Repository, paths: &[PathBuf], gathered: &mut Gathered) -> Result<(), String> {
    let files = files_of(repository, gathered);
    let interest = interest(&files);
    let tracked = repository.tracked(&interest)?;
    for (_, file) in files.iter().filter(|(path, _)| !tracked.contains(*path)) {
        remove(gathered, *file);
    }
    let unstaged = repository.unstaged(&interest)?;
    let blobs: Vec<_> = unstaged.iter().filter_map(|it| it.old.as_ref()?.blob.clone()).collect();
    let contents = repository.contents(blobs.iter())?;
    for change in unstaged {
        let path = change.old.as_ref().or(change.new.as_ref()).map(|it: &FileSide| it.path.clone()).unwrap_or_default();
        let file = files.get(&path).copied();
        let content = change.old.as_ref().and_then(|it| contents.get(&it.blob.as_ref()?.0));
        match (content, file) {
            _ if change.is_unmerged => {
                let name = shown(&repository.root().join(&path));
                gathered
                    .refused
                    .push(format!("{name}: is in conflict, so that nothing of it is staged; resolve it first"));
                file.into_iter().for_each(|file| remove(gathered, file));
            }
            (Some(bytes), _) => put(repository, &path, bytes, file, paths, gathered),
            // It is meant to be added, and nothing of it is staged yet.
            (None, Some(file)) => remove(gathered, file),
            (None, None) => {}
        }
    }
    let names = &gathered.shown;
    gathered.files.sort_by_key(|file| names.get(file));
    Ok(())
}

/// Puts the staged content of one file; of one that is gone from the disk, where `paths` name it, too.
fn put(
    repository: &Repository,
    path: &Path,
    bytes: &[u8],
    file: Option<FileId>,
    paths: &[PathBuf],
    gathered: &mut Gathered,
) {
    let real = repository.root().join(path);
    let applied = gathered.configuration.of(&real, &[]);
    let is_found = has_markdown_name(&real) && applied.is_read && applied.words.prefilter.accepts(bytes);
    if file.is_none() && !is_found {
        return;
    }
    let known = file.and_then(|it| gathered.snapshot.document(it)).and_then(|it| it.source().path.clone());
    let name = known.or_else(|| relative(&real, repository.root()));
    let source = applied.source(name, Some(&real));
    let document = Document::new(strip_bom(&String::from_utf8_lossy(bytes)), source);
    let next = || gathered.paths.keys().last().map_or(FileId(0), |last| FileId(last.0 + 1));
    let is_new = file.is_none();
    let file = file.unwrap_or_else(next);
    gathered.snapshot.apply(Change::Put { file, document });
    gathered.snapshot.apply(Change::Configure { file, settings: applied.settings });
    if is_new {
        let name = paths.iter().find_map(|it| name_below(it, &real));
        gathered.files.extend(name.iter().map(|_| file));
        gathered.shown.insert(file, name.unwrap_or_else(|| shown(&real)));
        gathered.paths.insert(file, real);
    }
}

/// How the file at `real` is called where it is looked for in `folder`; none where it stands elsewhere.
fn name_below(folder: &Path, real: &Path) -> Option<String> {
    let rest = real.strip_prefix(real_path(folder)).ok()?;
    let is_here = folder == Path::new(".") || rest.as_os_str().is_empty();
    Some(if is_here { shown(real) } else { shown(&folder.join(rest)) })
}

fn remove(gathered: &mut Gathered, file: FileId) {
    gathered.snapshot.apply(Change::Remove { file });
    gathered.files.retain(|it| *it != file);
    gathered.paths.remove(&file);
}
