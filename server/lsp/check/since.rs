//! `check --since` and `--staged`: what a change brought, on its own lines and by what it broke elsewhere.

pub mod before;
pub mod stage;

use std::path::PathBuf;

use clap::Args;

use crate::check::gather::Gathered;
use crate::check::since::before::Before;
use crate::check::since::stage::stage;
use crate::git::{Repository, Side};
use crate::uri::real_path;

/// Which findings are reported.
#[derive(Args, Clone, Debug, Default)]
pub struct Since {
    /// Report only findings on lines that changed since REF, and what the change broke elsewhere
    ///
    /// Counts from where the history of REF and this one parted, as a pull request does, up to the files as they stand,
    /// those that git does not know yet among them.
    #[arg(long, value_name = "REF", conflicts_with = "staged")]
    pub since: Option<String>,
    /// Check what is staged for the next commit, and report only what it changes or breaks
    #[arg(long)]
    pub staged: bool,
}

impl Since {
    /// The state that the findings are compared with; none where all are reported. With `--staged`, `gathered` holds
    /// afterwards what is staged.
    pub fn before(&self, paths: &[PathBuf], gathered: &mut Gathered) -> Result<Option<Before>, String> {
        if self.since.is_none() && !self.staged {
            return Ok(None);
        }
        let flag = if self.staged { "--staged" } else { "--since" };
        let named = |reason| format!("{flag}: {reason}");
        if paths.iter().any(|it| it.as_os_str() == "-") {
            return Err(named("only files can be compared, and standard input is none".to_owned()));
        }
        let here = [PathBuf::from(".")];
        let paths = if paths.is_empty() { &here } else { paths };
        let mut repositories: Vec<Repository> = Vec::new();
        for path in paths {
            let repository = Repository::of(&real_path(&std::path::absolute(path).unwrap_or_else(|_| path.clone())))
                .map_err(named)?;
            if !repositories.contains(&repository) {
                repositories.push(repository);
            }
        }
        if self.staged {
            for repository in &repositories {
                stage(repository, paths, gathered).map_err(named)?;
            }
        }
        let mut before = Before::of(gathered);
        for repository in &repositories {
            let (from, side) = match &self.since {
                Some(revision) => (repository.merge_base(revision).map_err(named)?, Side::WorkTree),
                None => (repository.head_or_nothing().map_err(named)?, Side::Index),
            };
            before.take_back(repository, &from, side, gathered).map_err(named)?;
        }
        Ok(Some(before))
    }

    /// How many findings are not reported because they were there before; nothing where there are none.
    pub fn summary(&self, older: usize) -> Option<String> {
        match older {
            0 => None,
            1 => Some("1 finding is not shown: the change did not bring it".to_owned()),
            older => Some(format!("{older} findings are not shown: the change did not bring them")),
        }
    }
}
