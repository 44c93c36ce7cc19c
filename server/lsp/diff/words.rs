//! What differs in a unit or task, in words behind its name.

use milepost_core::changes::schedule::{Shift, shown};
use milepost_core::changes::{Change, Pair};
use milepost_core::notation::status::Status;
use milepost_core::notation::time::{Duration, Schedule, TimeUnit};

use crate::diff::sentences::Heading;

/// So many criteria that one unit gained or lost are told one by one.
const MOST_CRITERIA: usize = 4;
/// Longer names are cut.
const LONGEST: usize = 90;

/// What one change says, and where; nothing where something else tells it.
pub fn of_change(change: &Change) -> (Heading, Vec<String>) {
    let one = |heading, rest: String| (heading, vec![rest]);
    match change {
        Change::Schedule(pair, shift) => one(Heading::Schedule, rescheduled(pair, *shift)),
        Change::Duration(pair) => {
            let pair = Pair { old: pair.old.map(length), new: pair.new.map(length) };
            one(Heading::Estimates, estimated(&pair))
        }
        Change::Estimate(pair) => one(Heading::Estimates, estimated(pair)),
        Change::Renamed(_) | Change::Renumbered(_) => (Heading::Names, Vec::new()),
        Change::Moved(pair) => one(
            Heading::Names,
            match (&pair.old, &pair.new) {
                (Some(old), Some(new)) if old == new => format!("moved to another {}", short(new)),
                (Some(old), Some(new)) => format!("moved from {} to {}", short(old), short(new)),
                (Some(old), None) => format!("moved out of {}", short(old)),
                (_, new) => format!("moved into {}", short(new.as_deref().unwrap_or_default())),
            },
        ),
        Change::Status(pair) => one(Heading::Progress, progressed(pair)),
        // Tasks that came or went are told themselves.
        Change::Progress(Pair { old, new }) if old.0 == new.0 => (Heading::Progress, Vec::new()),
        Change::Progress(Pair { old, new }) => one(
            Heading::Progress,
            match *new {
                (_, 0) => format!("has no task to tick any more, was at {} of {}", old.0, old.1),
                (done, of) if old.1 == 0 => format!("is at {done} of {}", count(of as usize, "task")),
                (done, of) => format!("is at {done} of {}, was at {} of {}", count(of as usize, "task"), old.0, old.1),
            },
        ),
        Change::Owner(pair) => one(
            Heading::Owners,
            match (&pair.old, &pair.new) {
                (Some(old), Some(new)) => format!("went from {} to {}", short(old), short(new)),
                (None, Some(new)) => format!("is now with {}", short(new)),
                (old, None) => format!("has no owner any more, was with {}", short(old.as_deref().unwrap_or_default())),
            },
        ),
        Change::Dependencies(it) => {
            let list = |all: &[String]| all.iter().map(|it| short(it)).collect::<Vec<_>>().join(", ");
            let added = (!it.added.is_empty()).then(|| format!("now waits for {}", list(&it.added)));
            let dropped = (!it.dropped.is_empty()).then(|| format!("no longer waits for {}", list(&it.dropped)));
            (Heading::Dependencies, [added, dropped].into_iter().flatten().collect())
        }
        Change::Criteria(it) => {
            let told = |all: &[String], one: &str, many: &str| match all.len() {
                0..=MOST_CRITERIA => all.iter().map(|it| format!("{one}: “{}”", short(it))).collect(),
                count => vec![many.replace('#', &count.to_string())],
            };
            let added: Vec<String> = told(&it.added, "has a new criterion", "has # new criteria");
            let dropped = told(&it.dropped, "lost a criterion", "lost # criteria");
            let reworded = it.reworded.iter();
            let reworded =
                reworded.map(|it| format!("reworded a criterion: “{}” → “{}”", short(&it.old), short(&it.new)));
            (Heading::Criteria, added.into_iter().chain(dropped).chain(reworded).collect())
        }
    }
}

fn rescheduled(pair: &Pair<Option<Schedule>>, shift: Option<Shift>) -> String {
    let (old, new) = match (&pair.old, &pair.new) {
        (Some(old), Some(new)) => (shown(old), shown(new)),
        (None, Some(new)) => return format!("is scheduled now ({})", shown(new)),
        (Some(old), None) => return format!("is no longer scheduled (was {})", shown(old)),
        (None, None) => return String::new(),
    };
    let from_to = format!(
        "({old} → {})",
        ["weeks ", "week ", "days ", "day "].iter().fold(new.as_str(), |new, word| {
            let is_both = old.starts_with(word);
            new.strip_prefix(word).filter(|_| is_both).unwrap_or(new)
        })
    );
    let Some(Shift { unit, start, end }) = shift else { return format!("was rescheduled {from_to}") };
    let later = |by: i64| format!("{} {}", amount(by.abs(), unit), if by > 0 { "later" } else { "earlier" });
    let moved = match (start, end) {
        (0, 0) => "was rescheduled".to_owned(),
        (start, end) if start == end && start > 0 => format!("slipped by {}", amount(start, unit)),
        (start, end) if start == end => format!("was pulled forward by {}", amount(start.abs(), unit)),
        (0, end) => format!("ends {}", later(end)),
        (start, 0) => format!("starts {}", later(start)),
        (start, end) => format!("starts {} and ends {}", later(start), later(end)),
    };
    format!("{moved} {from_to}")
}

fn estimated(pair: &Pair<Option<String>>) -> String {
    match (&pair.old, &pair.new) {
        (Some(old), Some(new)) => format!("was re-estimated ({} → {})", short(old), short(new)),
        (None, Some(new)) => format!("is estimated now ({})", short(new)),
        (old, None) => format!("has no estimate any more (was {})", short(old.as_deref().unwrap_or_default())),
    }
}

fn progressed(pair: &Pair<Option<Status>>) -> String {
    let was = pair.old.map(|it| format!(", was {it}")).unwrap_or_default();
    match (pair.old, pair.new) {
        (Some(Status::Done), Some(new)) => format!("was reopened (done → {new})"),
        (_, Some(Status::Done)) => "is done".to_owned(),
        (_, Some(Status::Active)) => "was started".to_owned(),
        (_, Some(Status::Blocked)) => format!("is blocked{was}"),
        (_, Some(Status::Cancelled)) => format!("was cancelled{was}"),
        (_, Some(Status::Todo)) => format!("is to do{was}"),
        (Some(old), None) => format!("no longer says how far it is, was {old}"),
        (None, None) => String::new(),
    }
}

/// `1 week`, `2 weeks`; of days a whole number of weeks as weeks.
pub fn amount(by: i64, unit: TimeUnit) -> String {
    let (by, unit) = match unit {
        TimeUnit::Day if by % 7 == 0 => (by / 7, TimeUnit::Week),
        unit => (by, unit),
    };
    format!("{by} {unit}{}", if by == 1 { "" } else { "s" })
}

/// `2 weeks`, `1–2 days`; what is no whole number in short, as plans write it.
pub fn length(duration: Duration) -> String {
    let Duration { min, max, unit } = duration;
    match (min % 100, max % 100) {
        (0, 0) if min == max => format!("{} {unit}{}", min / 100, if min == 100 { "" } else { "s" }),
        (0, 0) => format!("{}–{} {unit}s", min / 100, max / 100),
        _ => duration.to_string(),
    }
}

/// `1 task`, `2 tasks`.
pub fn count(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// `text`, cut where it is longer than a line should be.
pub fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}
