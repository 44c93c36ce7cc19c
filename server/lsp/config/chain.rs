//! A chain: a configuration with those that it extends, and what all of them say together.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use milepost_core::notation::vocabulary::Additions;
use milepost_core::plan::read::profile::PROFILES;
use toml::Spanned;

use crate::config::parsed::Parsed;
use crate::config::problem::Problem;
use crate::config::shape::{Level, Shape};

/// A configuration with what it extends.
#[derive(Debug)]
pub struct Chain {
    /// The files, the one that is extended first; a later one has the say.
    pub files: Vec<Arc<Parsed>>,
    /// What is wrong with the chain itself, each with the file where it stands.
    pub problems: Vec<(Arc<Parsed>, Problem)>,
}

/// A value with the file that says it.
pub type Said<'a, T> = (&'a Arc<Parsed>, &'a Spanned<T>);

impl Chain {
    /// Everything that is wrong, by file.
    pub fn all_problems(&self) -> impl Iterator<Item = (&Arc<Parsed>, &Problem)> {
        let own = self.files.iter().flat_map(|file| file.problems.iter().map(move |it| (file, it)));
        own.chain(self.problems.iter().map(|(file, problem)| (file, problem)))
    }

    /// The last word on a setting.
    pub fn last<'a, T>(&'a self, pick: impl Fn(&'a Shape) -> Option<&'a Spanned<T>>) -> Option<Said<'a, T>> {
        self.files.iter().rev().find_map(|file| Some((file, pick(&file.shape)?)))
    }

    /// All that is said of a setting that adds up.
    pub fn all<'a, T: 'a, I: IntoIterator<Item = &'a Spanned<T>>>(
        &'a self,
        pick: impl Fn(&'a Shape) -> I,
    ) -> impl Iterator<Item = Said<'a, T>> {
        self.files.iter().flat_map(move |file| pick(&file.shape).into_iter().map(move |it| (file, it)))
    }

    /// Whether the file at `path` is to be read.
    pub fn reads(&self, path: &Path) -> bool {
        let include = self.files.iter().rev().find_map(|it| it.include.as_ref());
        include.is_none_or(|it| it.last_match(path).is_some())
            && self.files.iter().all(|it| it.exclude.last_match(path).is_none())
    }

    /// The overrides that are for `path`, each by its file and its place there.
    pub fn overrides(&self, path: &Path) -> Vec<(usize, usize)> {
        let of_file = |(at, file): (usize, &Arc<Parsed>)| {
            let matching = file.overrides.iter().enumerate().filter(|(_, it)| it.last_match(path).is_some());
            matching.map(|(index, _)| (at, index)).collect::<Vec<_>>()
        };
        self.files.iter().enumerate().flat_map(of_file).collect()
    }

    /// The configured levels of rules, where these overrides hold.
    pub fn levels(&self, overrides: &[(usize, usize)]) -> BTreeMap<&str, Said<'_, Level>> {
        let general = self.files.iter().map(|file| (file, &file.shape.rules));
        let special = overrides.iter().filter_map(|(file, at)| {
            let file = self.files.get(*file)?;
            Some((file, &file.shape.overrides.get(*at)?.rules))
        });
        let mut levels = BTreeMap::new();
        for (file, rules) in general.chain(special) {
            levels.extend(rules.iter().map(|(name, level)| (name.get_ref().as_str(), (file, level))));
        }
        levels
    }

    /// The configured profile, where these overrides hold.
    pub fn profile(&self, overrides: &[(usize, usize)]) -> Option<Said<'_, String>> {
        let special = overrides.iter().rev().find_map(|(file, at)| {
            let file = self.files.get(*file)?;
            Some((file, file.shape.overrides.get(*at)?.profile.as_ref()?))
        });
        special.or_else(|| self.last(|it| it.profile.as_ref()))
    }

    /// The words that are added.
    pub fn additions(&self) -> Additions {
        let mut additions = Additions::default();
        let texts = |words: &[Spanned<String>]| words.iter().map(|it| it.get_ref().clone()).collect::<Vec<_>>();
        for shape in self.files.iter().map(|it| &it.shape) {
            let words = &shape.vocabulary;
            additions.kinds.extend(words.units.iter().map(|(kind, words)| (kind.get_ref().clone(), texts(words))));
            for (field, labels) in &words.fields {
                additions.fields.extend(texts(labels).into_iter().map(|it| (field.meant(), it)));
            }
            for (status, phrases) in &words.statuses {
                additions.statuses.extend(texts(phrases).into_iter().map(|it| (status.meant(), it)));
            }
        }
        additions
    }
}

/// The dialect of that name, which lives as long as the program.
pub fn known_profile(name: &str) -> Option<&'static str> {
    PROFILES.iter().copied().find(|it| *it == name)
}
