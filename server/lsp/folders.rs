//! Folders: those of the workspace, under the names that the client has for them, and what is read for plans.

use std::path::{Path, PathBuf};

use tower_lsp::gen_lsp_types::{InitializeParams, RootPath, WorkspaceFolders};

use crate::surroundings::repository_of;
use crate::uri::{path_to_uri, percent_encoded, real_path, uri_to_path};

/// A workspace folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// As the client spells it.
    pub uri: String,
    /// Its real path, by which documents are known.
    pub path: PathBuf,
}

impl Folder {
    /// The folder that the client calls `uri`; none if that is no place on this machine.
    pub fn named(uri: &str) -> Option<Folder> {
        Some(Folder { uri: uri.to_owned(), path: real_path(&uri_to_path(uri)?) })
    }
}

/// The folders that the client opens with.
#[allow(deprecated, reason = "clients of before workspace folders have only a root")]
pub fn folders_of(params: &InitializeParams) -> Vec<Folder> {
    let listed = match &params.workspace_folders_initialize_params.workspace_folders {
        Some(WorkspaceFolders::WorkspaceFolderList(folders)) => folders.as_slice(),
        _ => &[],
    };
    if !listed.is_empty() {
        return listed.iter().filter_map(|it| Folder::named(it.uri.as_ref())).collect();
    }
    let root = params.root_uri.as_ref().map(|it| it.as_ref().to_owned());
    let path = || match &params.root_path {
        Some(RootPath::String(path)) if Path::new(path).is_absolute() => Some(path_to_uri(Path::new(path))),
        _ => None,
    };
    root.or_else(path).and_then(|it| Folder::named(&it)).into_iter().collect()
}

/// What the client calls the file at `path`, a real path, as far as one can know: the folder that holds it may have been
/// opened through a link, and the client knows nothing of where that leads.
pub fn uri_of(path: &Path, folders: &[Folder]) -> String {
    let folder = folders.iter().filter(|it| path.starts_with(&it.path)).max_by_key(|it| depth(&it.path));
    let below = folder.and_then(|it| Some((it, path.strip_prefix(&it.path).ok()?)));
    match below {
        None => path_to_uri(path),
        Some((folder, rest)) if rest.as_os_str().is_empty() => folder.uri.clone(),
        Some((folder, rest)) => {
            let start = folder.uri.strip_suffix('/').unwrap_or(&folder.uri);
            format!("{start}/{}", percent_encoded(rest.as_os_str().as_encoded_bytes()))
        }
    }
}

/// The innermost folder that holds `path`.
pub fn folder_of<'a>(path: &Path, folders: impl IntoIterator<Item = &'a PathBuf>) -> Option<&'a PathBuf> {
    folders.into_iter().filter(|it| path.starts_with(it)).max_by_key(|it| depth(it))
}

/// A part of the disk that is read for plans.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Root {
    /// A folder with all that is below it.
    Whole(PathBuf),
    /// The files of a folder, without the folders in it.
    Flat(PathBuf),
}

impl Root {
    /// Where the names may be defined that the file at `path` uses, if it stands in no workspace folder: in its
    /// repository, or else beside it. A home is never read as a whole, though it be a repository.
    pub fn around(path: &Path) -> Root {
        let folder = path.parent().unwrap_or(path);
        match repository_of(folder).filter(|it| is_scannable(it)) {
            Some(repository) => Root::Whole(repository.to_owned()),
            None => Root::Flat(folder.to_owned()),
        }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        match self {
            Root::Whole(path) | Root::Flat(path) => path,
        }
    }

    /// Whether what is at `path` belongs to it.
    pub fn holds(&self, path: &Path) -> bool {
        match self {
            Root::Whole(folder) => path.starts_with(folder),
            Root::Flat(folder) => path.parent() == Some(folder),
        }
    }
}

/// The innermost of `roots` that holds `path`.
pub fn root_of<'a>(path: &Path, roots: &'a [Root]) -> Option<&'a Root> {
    roots.iter().filter(|it| it.holds(path)).max_by_key(|it| depth(it.path()))
}

/// Whether `folder` is one that a person would call a project. A whole disk or home is not searched for plans.
pub fn is_scannable(folder: &Path) -> bool {
    let home = std::env::home_dir().and_then(|it| it.canonicalize().ok());
    folder.parent().is_some() && home.is_none_or(|it| !it.starts_with(folder))
}

fn depth(path: &Path) -> usize {
    path.components().count()
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use crate::folders::{Folder, Root, root_of, uri_of};

    fn folder(uri: &str, path: &str) -> Folder {
        Folder { uri: uri.to_owned(), path: PathBuf::from(path) }
    }

    #[test]
    fn files_are_called_as_their_folder_is() {
        let folders = [folder("file:///link", "/real"), folder("file:///in%20side/", "/real/in side")];
        let uri = |path: &str| uri_of(Path::new(path), &folders);
        assert_eq!(uri("/real"), "file:///link");
        assert_eq!(uri("/real/a b.md"), "file:///link/a%20b.md");
        assert_eq!(uri("/real/in side/a.md"), "file:///in%20side/a.md");
        assert_eq!(uri("/really/a.md"), "file:///really/a.md");
        assert_eq!(uri_of(Path::new("/a.md"), &[folder("file:///", "/")]), "file:///a.md");
    }

    #[test]
    fn a_flat_root_holds_its_files_alone() {
        let roots = [Root::Whole("/a".into()), Root::Flat("/b".into()), Root::Whole("/a/b".into())];
        let of = |path: &str| root_of(Path::new(path), &roots);
        assert_eq!(of("/a/x/y.md"), roots.first());
        assert_eq!(of("/a/b/y.md"), roots.last());
        assert_eq!(of("/b/y.md"), roots.get(1));
        assert_eq!(of("/b/x/y.md"), None);
    }
}
