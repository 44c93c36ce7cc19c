//! The changes of a plan in sentences, as somebody would tell them who answers for the plan.

use std::collections::BTreeSet;

use milepost_core::changes::schedule::{Shift, shown};
use milepost_core::changes::{Change, Item, ItemChange, Pair, Sort};
use milepost_core::notation::status::Status;
use milepost_core::notation::time::{Duration, Schedule, TimeUnit};

use crate::diff::sides::{PlanDiff, State};

/// So many tasks are told under a heading; units are told all.
const MOST_TASKS: usize = 12;
/// So many criteria that one unit gained or lost are told one by one.
const MOST_CRITERIA: usize = 4;
/// Longer names are cut.
const LONGEST: usize = 90;

/// What a sentence is about, in the order of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    /// When it runs.
    Schedule,
    /// What is new.
    Added,
    /// What is gone.
    Dropped,
    /// What is done, begun or blocked.
    Progress,
    /// How much work it is.
    Estimates,
    /// What waits for what.
    Dependencies,
    /// When something counts as done.
    Criteria,
    /// Who answers for it.
    Owners,
    /// What it is called, and where it stands.
    Names,
}

impl Heading {
    /// The words over the sentences.
    pub fn words(self) -> &'static str {
        match self {
            Heading::Schedule => "Schedule",
            Heading::Added => "Added",
            Heading::Dropped => "Dropped",
            Heading::Progress => "Progress",
            Heading::Estimates => "Estimates",
            Heading::Dependencies => "Dependencies",
            Heading::Criteria => "Acceptance criteria",
            Heading::Owners => "Owners",
            Heading::Names => "Renamed and moved",
        }
    }
}

/// One sentence: whom it is about, and what it says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sentence {
    /// Under which heading it stands.
    pub heading: Heading,
    /// The unit or task, or the plan.
    pub subject: String,
    /// The rest, behind a blank.
    pub rest: String,
}

/// What became of the plan as a file and as a whole.
pub fn overview(plan: &PlanDiff) -> Vec<String> {
    let (units, tasks) = plan.size;
    let size = format!("{} and {}", count(units, "unit"), count(tasks, "task"));
    let mut said = match plan.state {
        State::Added => vec![format!("is new, with {size}")],
        State::Dropped => vec![format!("is gone; it held {size}")],
        State::Changed => Vec::new(),
    };
    said.extend(plan.old_path.iter().map(|path| format!("stood at {path} before")));
    if let Some(end) = plan.changes.end {
        let by = amount(end.later.abs(), end.unit);
        let direction = if end.later > 0 { "later" } else { "earlier" };
        said.push(format!("ends {by} {direction} ({} → {})", end.old, end.new));
    }
    if let Some(total) = &plan.changes.total {
        said.push(match (total.old, total.new) {
            (Some(old), Some(new)) => format!("takes {} in all, was {}", length(new), length(old)),
            (None, Some(new)) => format!("takes {} in all", length(new)),
            (_, None) => "no longer says how long all of it takes".to_owned(),
        });
    }
    if let Some(title) = &plan.changes.title {
        let quoted = |it: &Option<String>| it.as_deref().map_or("nothing".to_owned(), |it| format!("“{}”", short(it)));
        said.push(format!("is called {}, was {}", quoted(&title.new), quoted(&title.old)));
    }
    said
}

/// What changed in the plan, by heading, in its order; and under each how many sentences about tasks are left out.
pub fn sentences(plan: &PlanDiff) -> Vec<(Heading, Vec<Sentence>, usize)> {
    let new_units = names(plan, |it| it.old.is_none(), |it| it.new.as_ref());
    let old_units = names(plan, |it| it.new.is_none(), |it| it.old.as_ref());
    let mut all: Vec<(Sentence, Sort)> = Vec::new();
    for (at, item) in plan.changes.items.iter().enumerate() {
        let elsewhere = plan.elsewhere.get(&at);
        let within = |it: &Option<Item>, units: &BTreeSet<&str>| {
            let container = it.as_ref().and_then(|it| it.container.as_deref());
            container.is_some_and(|it| units.contains(it))
        };
        // The tasks of a new unit are told with it.
        let is_told = item.sort == Sort::Unit
            || !(item.old.is_none() && within(&item.new, &new_units)
                || item.new.is_none() && within(&item.old, &old_units));
        // So are the units of a new plan, unless they come from another.
        if is_told && (plan.state == State::Changed || elsewhere.is_some()) {
            all.extend(of_item(item, elsewhere).into_iter().map(|it| (it, item.sort)));
        }
    }
    all.sort_by_key(|(sentence, _)| sentence.heading);
    let mut groups: Vec<(Heading, Vec<Sentence>, usize)> = Vec::new();
    let mut tasks = 0;
    for (sentence, sort) in all {
        if groups.last().is_none_or(|it| it.0 != sentence.heading) {
            groups.push((sentence.heading, Vec::new(), 0));
            tasks = 0;
        }
        tasks += usize::from(sort == Sort::Task);
        let Some((_, sentences, more)) = groups.last_mut() else { continue };
        match sort == Sort::Task && tasks > MOST_TASKS {
            true => *more += 1,
            false => sentences.push(sentence),
        }
    }
    groups
}

fn names<'a>(
    plan: &'a PlanDiff,
    is_it: impl Fn(&ItemChange) -> bool,
    side: impl Fn(&'a ItemChange) -> Option<&'a Item>,
) -> BTreeSet<&'a str> {
    let units = plan.changes.items.iter().filter(|it| it.sort == Sort::Unit && is_it(it));
    units.filter_map(side).map(|it| it.name.as_str()).collect()
}

fn of_item(item: &ItemChange, elsewhere: Option<&String>) -> Vec<Sentence> {
    let other = |direction: &str| elsewhere.map(|path| (Heading::Names, format!("{direction} {path}")));
    let (old, new) = match (&item.old, &item.new) {
        (None, Some(new)) => {
            let (heading, rest) = other("came from").unwrap_or_else(|| (Heading::Added, described(new)));
            return vec![sentence(heading, item.sort, new, rest)];
        }
        (Some(old), None) => {
            let (heading, rest) = other("went to").unwrap_or_else(|| (Heading::Dropped, described(old)));
            return vec![sentence(heading, item.sort, old, rest)];
        }
        (Some(old), Some(new)) => (old, new),
        (None, None) => return Vec::new(),
    };
    let mut told = Vec::new();
    if let Some(rest) = identity(item, new) {
        told.push(sentence(Heading::Names, item.sort, old, rest));
    }
    for change in &item.changes {
        let (heading, rests) = of_change(change);
        told.extend(rests.into_iter().map(|rest| sentence(heading, item.sort, new, rest)));
    }
    told
}

fn sentence(heading: Heading, sort: Sort, item: &Item, rest: String) -> Sentence {
    let subject = match (sort, item.ids.first()) {
        (Sort::Unit, _) => short(&item.name),
        (Sort::Task, None) if item.title.is_empty() => "A task without words".to_owned(),
        (Sort::Task, None) => format!("“{}”", short(&item.title)),
        (Sort::Task, Some(id)) if item.title.is_empty() => id.clone(),
        (Sort::Task, Some(id)) => format!("{id} “{}”", short(&item.title)),
    };
    Sentence { heading, subject, rest }
}

/// What is worth knowing of an item that came or went: `(weeks 11–12, 4 tasks)`.
fn described(item: &Item) -> String {
    let schedule = item.schedule.as_ref().map(shown);
    let tasks = (item.tasks > 0).then(|| count(item.tasks as usize, "task"));
    let container = item.container.as_deref().map(|it| format!("in {}", short(it)));
    let parts: Vec<String> = [schedule, tasks, container].into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("({})", parts.join(", ")) }
}

/// What it is called now, told of its old name.
fn identity(item: &ItemChange, new: &Item) -> Option<String> {
    let renamed = item.changes.iter().find_map(|it| if let Change::Renamed(pair) = it { Some(pair) } else { None });
    let number = item.changes.iter().find_map(|it| if let Change::Renumbered(pair) = it { Some(pair) } else { None });
    match (renamed, number) {
        (None, None) => None,
        (Some(_), Some(_)) => Some(format!("is now {}", short(&new.name))),
        (None, Some(Pair { new, .. })) if new.is_empty() => Some("lost its id".to_owned()),
        (None, Some(pair)) => Some(format!("is now {}", pair.new)),
        (Some(Pair { new, .. }), None) if new.is_empty() => Some("lost its title".to_owned()),
        (Some(pair), None) => Some(format!("is now called “{}”", short(&pair.new))),
    }
}

fn of_change(change: &Change) -> (Heading, Vec<String>) {
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
fn amount(by: i64, unit: TimeUnit) -> String {
    let (by, unit) = match unit {
        TimeUnit::Day if by % 7 == 0 => (by / 7, TimeUnit::Week),
        unit => (by, unit),
    };
    format!("{by} {unit}{}", if by == 1 { "" } else { "s" })
}

/// `2 weeks`, `1–2 days`; what is no whole number in short, as plans write it.
fn length(duration: Duration) -> String {
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

fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}
