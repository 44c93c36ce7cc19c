//! The changes of a plan in sentences, as somebody would tell them who answers for the plan.

use std::collections::BTreeSet;

use milepost_core::changes::schedule::shown;
use milepost_core::changes::{Change, Item, ItemChange, Pair, Sort};

use crate::diff::sides::{PlanDiff, State};
use crate::diff::words::{amount, count, length, of_change, short};

/// So many tasks are told under a heading; units are told all.
const MOST_TASKS: usize = 12;

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
