//! What a chain comes to for one file: what reading needs, and what the rules need.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use jiff::civil;
use milepost_core::document::Source;
use milepost_core::notation::vocabulary::{Additions, Vocabulary};
use milepost_core::workspace::prefilter::Prefilter;
use milepost_core::workspace::settings::{Calendar, Capacity, Settings, Tracker};
use toml::Spanned;

use crate::config::chain::{Chain, known_profile};
use crate::config::shape::Weekday;
use crate::surroundings::location;

/// The words that plans are read with, and the filter that knows them.
#[derive(Clone, Debug)]
pub struct Words {
    /// The words.
    pub vocabulary: Arc<Vocabulary>,
    /// Which files may hold a plan that uses them.
    pub prefilter: Arc<Prefilter>,
}

impl Words {
    /// The built-in ones.
    pub fn builtin() -> Words {
        static BUILTIN: LazyLock<Words> = LazyLock::new(|| Words::of(Vocabulary::builtin()));
        BUILTIN.clone()
    }

    /// The built-in ones and more.
    pub fn with(additions: &Additions) -> Words {
        Words::of(Arc::new(Vocabulary::builtin().with(additions)))
    }

    fn of(vocabulary: Arc<Vocabulary>) -> Words {
        Words { prefilter: Arc::new(Prefilter::new(&vocabulary)), vocabulary }
    }
}

/// What holds for one file.
#[derive(Clone, Debug)]
pub struct Applied {
    /// What the rules need.
    pub settings: Arc<Settings>,
    /// What it is read with.
    pub words: Words,
    /// The dialect that it is said to be.
    pub profile: Option<&'static str>,
    /// Whether a scan reads it.
    pub is_read: bool,
}

impl Applied {
    /// Where nothing is configured.
    pub fn unset() -> Applied {
        Applied { settings: Arc::clone(Settings::unset()), words: Words::builtin(), profile: None, is_read: true }
    }

    /// What reading needs to know of a document that is called `name` in its workspace and stands at `path` on disk.
    pub fn source(&self, name: Option<String>, path: Option<&Path>) -> Source {
        Source {
            path: name,
            vocabulary: Arc::clone(&self.words.vocabulary),
            profile: self.profile,
            location: path.and_then(location),
        }
    }

    /// What `chain` comes to for the file at `path`.
    pub fn of(chain: &Chain, words: Words, path: &Path) -> Applied {
        let overrides = chain.overrides(path);
        let levels = chain.levels(&overrides).into_iter();
        let settings = Settings {
            levels: levels.map(|(name, (_, level))| (name.to_owned(), level.get_ref().level())).collect(),
            is_excluded: false,
            calendar: calendar(chain),
            tracker: tracker(chain),
        };
        let profile = chain.profile(&overrides).and_then(|(_, name)| known_profile(name.get_ref()));
        Applied { settings: Arc::new(settings), words, profile, is_read: chain.reads(path) }
    }

    /// The settings of a file that somebody opened: one that no scan would read gets no findings.
    pub fn settings_of_open(&self) -> Arc<Settings> {
        if self.is_read {
            return Arc::clone(&self.settings);
        }
        Arc::new(Settings { is_excluded: true, ..Settings::clone(&self.settings) })
    }
}

fn calendar(chain: &Chain) -> Calendar {
    let number = |it: Option<(_, &Spanned<f64>)>| it.map(|(_, it)| *it.get_ref());
    let mut holidays: Vec<_> = chain.all(|it| &it.schedule.holidays).filter_map(|(_, it)| date(it.get_ref())).collect();
    holidays.sort();
    holidays.dedup();
    Calendar {
        start: chain.last(|it| it.schedule.start.as_ref()).and_then(|(_, it)| date(it.get_ref())),
        week_start: chain.last(|it| it.schedule.week_start.as_ref()).map(|(_, it)| weekday(*it.get_ref())),
        holidays,
        capacity: Capacity {
            points: number(chain.last(|it| it.schedule.capacity.points.as_ref())),
            hours: number(chain.last(|it| it.schedule.capacity.hours.as_ref())),
            days: number(chain.last(|it| it.schedule.capacity.days.as_ref())),
        },
    }
}

fn tracker(chain: &Chain) -> Tracker {
    let prefixes = chain.files.iter().flat_map(|it| &it.shape.tracker.prefixes);
    Tracker {
        issue: chain.last(|it| it.tracker.issue.as_ref()).map(|(_, it)| it.get_ref().clone()),
        prefixes: prefixes.map(|(prefix, it)| (prefix.clone(), it.get_ref().clone())).collect(),
    }
}

fn date(value: &toml::value::Datetime) -> Option<civil::Date> {
    let date = value.date?;
    let number = |it: u8| i8::try_from(it).ok();
    civil::Date::new(i16::try_from(date.year).ok()?, number(date.month)?, number(date.day)?).ok()
}

fn weekday(day: Weekday) -> civil::Weekday {
    match day {
        Weekday::Monday => civil::Weekday::Monday,
        Weekday::Tuesday => civil::Weekday::Tuesday,
        Weekday::Wednesday => civil::Weekday::Wednesday,
        Weekday::Thursday => civil::Weekday::Thursday,
        Weekday::Friday => civil::Weekday::Friday,
        Weekday::Saturday => civil::Weekday::Saturday,
        Weekday::Sunday => civil::Weekday::Sunday,
    }
}
