//! What stands around the documents on disk, as far as anything here may ask. Core touches no disk: the roof answers.

use std::fmt::Debug;

/// Whoever can look at the disk.
pub trait Surroundings: Debug + Send + Sync {
    /// Whether something stands at `path`, with forward slashes, from the folder of the file at `location` on; from the
    /// root of its repository on, where `path` begins with `/`. None where nobody can tell: the file is in no
    /// repository, or `path` leads out of it.
    fn holds(&self, location: &str, path: &str) -> Option<bool>;

    /// The paths, written like `path`, of what stands beside it: in the same folder.
    fn beside(&self, location: &str, path: &str) -> Vec<String>;

    /// The address of an issue in the tracker that the repository of the file at `location` has of its own, with
    /// `{number}` in it.
    fn issues(&self, location: &str) -> Option<String>;
}
