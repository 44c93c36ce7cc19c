//! Settings: what configuration says for one file, as plain values. Where they come from is the roof's business.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use jiff::Span;
use jiff::civil::{Date, Weekday};

use crate::notation::id::is_issue;

/// How a rule's findings are to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Not at all: the rule is not run.
    Off,
    /// A suggestion.
    Hint,
    /// Worth knowing.
    Info,
    /// A warning.
    Warning,
    /// An error.
    Error,
}

/// What holds for one file. Files with equal settings share them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The rules that are not to be taken as they come, by name.
    pub levels: BTreeMap<String, Level>,
    /// The file is read for its names, because somebody opened it, but nothing is reported of it.
    pub is_excluded: bool,
    /// The calendar.
    pub calendar: Calendar,
    /// Where references lead that no document defines.
    pub tracker: Tracker,
}

impl Settings {
    /// The settings of a file for which nothing is configured.
    pub fn unset() -> &'static Arc<Settings> {
        static UNSET: LazyLock<Arc<Settings>> = LazyLock::new(Arc::default);
        &UNSET
    }

    /// The level of the rule of that name; none where it is the rule's own.
    pub fn level(&self, rule: &str) -> Option<Level> {
        self.levels.get(rule).copied()
    }
}

/// How the plans' weeks lie in the calendar, and how much fits into them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calendar {
    /// The first day of week 1.
    pub start: Option<Date>,
    /// The day on which weeks begin; otherwise the day of `start`.
    pub week_start: Option<Weekday>,
    /// Days on which nobody works, ascending.
    pub holidays: Vec<Date>,
    /// How much fits into one sprint.
    pub capacity: Capacity,
}

impl Calendar {
    /// The first day of the week of that number; none where nobody says when week 1 begins.
    pub fn start_of_week(&self, number: i64) -> Option<Date> {
        match number {
            1 => self.start,
            _ => self.end_of_week(number.checked_sub(1)?)?.tomorrow().ok(),
        }
    }

    /// The last day of the week of that number; none where nobody says when week 1 begins. Where the first day is not the
    /// one on which weeks begin, it lies within week 1.
    pub fn end_of_week(&self, number: i64) -> Option<Date> {
        let start = self.start?;
        let into = self.week_start.map_or(0, |first| start.weekday().since(first));
        let days = number.checked_mul(7)?.checked_sub(1 + i64::from(into))?;
        start.checked_add(Span::new().try_days(days).ok()?).ok()
    }
}

/// How much fits into one sprint, in the measures that estimates are given in.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Capacity {
    /// Story points.
    pub points: Option<f64>,
    /// Hours of work.
    pub hours: Option<f64>,
    /// Days of work.
    pub days: Option<f64>,
}

/// Where issues and tickets live.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tracker {
    /// The address of `#61`, with `{number}` in it.
    pub issue: Option<String>,
    /// The address of `PROJ-1` by its prefix, `PROJ`, with `{id}` or `{number}` in it.
    pub prefixes: BTreeMap<String, String>,
}

impl Tracker {
    /// The address that a reference leads to: `#61`, `PROJ-1`; and where the issues are those of a repository,
    /// `owner/name#61` and on GitHub `GH-61`. None where no tracker is configured for it.
    pub fn url(&self, reference: &str) -> Option<String> {
        if let Some((repository, number)) = reference.split_once('#') {
            let template = self.issue.as_ref().filter(|_| is_issue(number))?;
            let template = match repository {
                "" => template.clone(),
                _ => Repository::of(template)?.with_path(repository)?,
            };
            return Some(template.replace("{number}", number));
        }
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        let (prefix, number) = reference.rsplit_once('-').filter(|(_, number)| is_number(number))?;
        if let Some(template) = self.prefixes.get(prefix) {
            return Some(template.replace("{id}", reference).replace("{number}", number));
        }
        let template = self.issue.as_ref().filter(|_| prefix == "GH" && is_issue(number))?;
        Repository::of(template)?.is_on_github().then(|| template.replace("{number}", number))
    }
}

/// The address of a repository's issues taken apart: `https://host/owner/name/issues/{number}`.
struct Repository<'a> {
    /// `https://host`
    host: &'a str,
    /// `/issues/{number}`
    behind: &'a str,
}

impl<'a> Repository<'a> {
    /// None for an address that is not like that of a repository's issues.
    fn of(template: &'a str) -> Option<Repository<'a>> {
        let behind = ["/-/issues/{number}", "/issues/{number}"].into_iter().find(|it| template.ends_with(it))?;
        let address = template.strip_suffix(behind)?;
        let start = address.find("://")? + 3;
        let (host, path) = address.split_at_checked(start + address.get(start..)?.find('/')?)?;
        (path.matches('/').count() > 1).then_some(Repository { host, behind })
    }

    /// The address for the issues of another repository on the same host, `owner/name`; none where that is no such name.
    fn with_path(&self, path: &str) -> Option<String> {
        let (owner, name) = path.split_once('/')?;
        let is_plain = |text: &str, also: &[char]| {
            text.starts_with(|c: char| c.is_ascii_alphanumeric())
                && text.chars().all(|c| c.is_ascii_alphanumeric() || also.contains(&c))
        };
        let is_repository = is_plain(owner, &['-']) && is_plain(name, &['-', '_', '.']) && !name.ends_with(".md");
        is_repository.then(|| format!("{}/{path}{}", self.host, self.behind))
    }

    fn is_on_github(&self) -> bool {
        self.host.split(['/', '.']).any(|part| part.eq_ignore_ascii_case("github"))
    }
}
