//! Globs over paths, as people know them from ignore files: `drafts` matches at any depth, `docs/*.md` from the
//! configuration's folder on, and what matches a folder holds for everything in it.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use toml::Spanned;

use crate::config::problem::Problem;

/// Globs that count from one folder.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    base: PathBuf,
    set: GlobSet,
    /// To which of the patterns each glob of the set belongs.
    patterns: Vec<usize>,
}

impl Globs {
    /// The globs of `patterns`, counted from `base`; what is no glob is left out and noted.
    pub fn new(base: &Path, patterns: &[Spanned<String>], problems: &mut Vec<Problem>) -> Globs {
        let mut builder = GlobSetBuilder::new();
        let mut owners = Vec::new();
        for (at, pattern) in patterns.iter().enumerate() {
            for text in spellings(pattern.get_ref()) {
                match GlobBuilder::new(&text).literal_separator(true).build() {
                    Ok(glob) => {
                        builder.add(glob);
                        owners.push(at);
                    }
                    Err(error) => {
                        problems.push(Problem::new(pattern.span(), format!("this is no glob: {}", error.kind())));
                        break;
                    }
                }
            }
        }
        Globs { base: base.to_owned(), set: builder.build().unwrap_or_default(), patterns: owners }
    }

    /// The index of the last pattern that `path`, a real path, matches.
    pub fn last_match(&self, path: &Path) -> Option<usize> {
        // What lies elsewhere matches patterns only that begin anywhere.
        let below = path.strip_prefix(&self.base).unwrap_or_else(|_| path.strip_prefix("/").unwrap_or(path));
        self.set.matches(below).into_iter().filter_map(|it| self.patterns.get(it).copied()).max()
    }
}

/// What a pattern stands for.
fn spellings(pattern: &str) -> Vec<String> {
    let bare = pattern.strip_prefix("./").unwrap_or(pattern);
    let rooted = bare.strip_prefix('/');
    let path = rooted.unwrap_or(bare).trim_end_matches('/');
    let is_anywhere = rooted.is_none() && !path.contains('/');
    let glob = if is_anywhere { format!("**/{path}") } else { path.to_owned() };
    let below = if glob.ends_with("**") { None } else { Some(format!("{glob}/**")) };
    // `docs/` is a folder, and no file of that name.
    let whole = (!bare.ends_with('/')).then_some(glob);
    whole.into_iter().chain(below).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use toml::Spanned;

    use super::Globs;

    #[test]
    fn globs_match_as_in_ignore_files() {
        for (pattern, path, wanted) in [
            ("drafts", "/ws/drafts/a.md", true),
            ("drafts", "/ws/docs/drafts/a.md", true),
            ("/drafts", "/ws/docs/drafts/a.md", false),
            ("drafts/", "/ws/drafts/a.md", true),
            ("*.plan.md", "/ws/x/a.plan.md", true),
            ("docs/*.md", "/ws/docs/a.md", true),
            ("docs/*.md", "/ws/docs/b/a.md", false),
            ("docs/*.md", "/ws/x/docs/a.md", false),
            ("docs/**", "/ws/docs/b/a.md", true),
            ("./docs", "/ws/docs/b/a.md", true),
            ("**/old/*.md", "/elsewhere/old/a.md", true),
            ("old/*.md", "/elsewhere/old/a.md", false),
            ("{a,b}.md", "/ws/b.md", true),
        ] {
            let globs = Globs::new(Path::new("/ws"), &[Spanned::new(0..0, pattern.to_owned())], &mut Vec::new());
            assert_eq!(globs.last_match(Path::new(path)).is_some(), wanted, "{pattern} {path}");
        }
    }
}
