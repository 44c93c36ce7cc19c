//! One configuration file: what it says, and everything that is wrong in it but for its place in a chain.

use std::ops::Range;
use std::path::{Path, PathBuf};

use milepost_core::lint;
use milepost_core::plan::read::profile::PROFILES;
use toml::Spanned;

use crate::config::globs::Globs;
use crate::config::parse::parse;
use crate::config::problem::{Problem, did_you_mean};
use crate::config::shape::{Override, Rules, Shape, Tracker};

/// A configuration file.
#[derive(Debug)]
pub struct Parsed {
    /// Its real path.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// What it says.
    pub shape: Shape,
    /// Which files are read; none where it does not say.
    pub include: Option<Globs>,
    /// Which are left out.
    pub exclude: Globs,
    /// Which files each override is for.
    pub overrides: Vec<Globs>,
    /// What is wrong in it, by place.
    pub problems: Vec<Problem>,
}

impl Parsed {
    /// Reads `text` as what stands at `path`; its globs count from `base`.
    pub fn new(path: &Path, base: &Path, text: String) -> Parsed {
        let (mut shape, mut problems) = parse(&text);
        check_rules(&mut shape.rules, &mut problems);
        check_profile(&mut shape.profile, &mut problems);
        for it in &mut shape.overrides {
            check_rules(&mut it.rules, &mut problems);
            check_profile(&mut it.profile, &mut problems);
        }
        check_numbers(&mut shape, &mut problems);
        check_words(&mut shape, &mut problems);
        check_tracker(&mut shape.tracker, &mut problems);
        let include = shape.include.as_ref().map(|it| Globs::new(base, it.get_ref(), &mut problems));
        let exclude = Globs::new(base, &shape.exclude, &mut problems);
        let mut files = |it: &Override| Globs::new(base, it.files.get_ref(), &mut problems);
        let overrides = shape.overrides.iter().map(&mut files).collect();
        problems.sort_by_key(|it| it.span.start);
        Parsed { path: path.to_owned(), text, shape, include, exclude, overrides, problems }
    }

    /// The line in which `span` starts, from 1.
    pub fn line(&self, span: &Range<usize>) -> usize {
        self.text.get(..span.start).map_or(0, |before| before.matches('\n').count()) + 1
    }
}

fn check_rules(rules: &mut Rules, problems: &mut Vec<Problem>) {
    rules.retain(|name, _| {
        let is_known = lint::rule(name.get_ref()).is_some();
        if !is_known {
            let near = lint::similar_rule(name.get_ref()).map(|it| format!("did you mean `{}`?", it.name));
            let help = near.or_else(|| Some("`milepost rules` lists them all".to_owned()));
            problems.push(Problem::new(name.span(), format!("there is no rule `{}`", name.get_ref())).help(help));
        }
        is_known
    });
}

fn check_profile(profile: &mut Option<Spanned<String>>, problems: &mut Vec<Problem>) {
    let Some(name) = profile.take_if(|it| !PROFILES.contains(&it.get_ref().as_str())) else { return };
    let help = did_you_mean(name.get_ref(), PROFILES).unwrap_or_else(|| format!("there are {}", PROFILES.join(", ")));
    problems.push(Problem::new(name.span(), format!("there is no profile `{}`", name.get_ref())).help(Some(help)));
}

fn check_numbers(shape: &mut Shape, problems: &mut Vec<Problem>) {
    let capacity = &mut shape.schedule.capacity;
    for number in [&mut capacity.points, &mut capacity.hours, &mut capacity.days] {
        let is_bad = |it: &mut Spanned<f64>| !(it.get_ref().is_finite() && *it.get_ref() > 0.0);
        if let Some(bad) = number.take_if(is_bad) {
            problems.push(Problem::new(bad.span(), "a capacity is a number above 0"));
        }
    }
    let mut is_day = |it: &Spanned<toml::value::Datetime>| {
        let is_day = it.get_ref().date.is_some();
        if !is_day {
            problems.push(Problem::new(it.span(), "a date like 2026-01-05 is wanted here, not a time of day"));
        }
        is_day
    };
    shape.schedule.start.take_if(|it| !is_day(it));
    shape.schedule.holidays.retain(is_day);
}

fn check_words(shape: &mut Shape, problems: &mut Vec<Problem>) {
    let vocabulary = &mut shape.vocabulary;
    let mut is_word = |it: &Spanned<String>| {
        let is_word = it.get_ref().chars().any(char::is_alphabetic);
        if !is_word {
            problems.push(Problem::new(it.span(), "a word has at least one letter"));
        }
        is_word
    };
    vocabulary.units.retain(|kind, _| is_word(kind));
    let lists = vocabulary.units.values_mut().chain(vocabulary.fields.values_mut());
    lists.chain(vocabulary.statuses.values_mut()).for_each(|words| words.retain(&mut is_word));
}

fn check_tracker(tracker: &mut Tracker, problems: &mut Vec<Problem>) {
    let mut is_address = |it: &Spanned<String>, holes: &[&str]| {
        let problem = if !it.get_ref().starts_with("https://") && !it.get_ref().starts_with("http://") {
            "an address begins with https:// or http://".to_owned()
        } else if !holes.iter().any(|hole| it.get_ref().contains(hole)) {
            format!("the address has no {} in it", holes.join(" or "))
        } else {
            return true;
        };
        problems.push(Problem::new(it.span(), problem));
        false
    };
    tracker.issue.take_if(|it| !is_address(it, &["{number}"]));
    tracker.prefixes.retain(|_, it| is_address(it, &["{id}", "{number}"]));
}
