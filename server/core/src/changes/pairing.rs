//! Which unit or task of the old state is which of the new one: by id, by title, by label where it stands.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::changes::title_of;
use crate::document::Document;
use crate::notation::label::{Name, fold_id, fold_title};
use crate::notation::vocabulary::Kind;
use crate::plan::Plan;
use crate::plan::task::Task;
use crate::plan::unit::Unit;

/// Titles at least so similar are one title that was reworded.
pub const SIMILAR: f64 = 0.7;
/// So many pairs of titles are compared at most; what is left then counts as dropped and added.
const MOST_COMPARED: usize = 100_000;

/// Pairs of indexes of the two states. Each index is in one pair at most, and swapping the states swaps the pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairing {
    new_of: Vec<Option<u32>>,
    old_of: Vec<Option<u32>>,
}

impl Pairing {
    fn none(old: usize, new: usize) -> Pairing {
        Pairing { new_of: vec![None; old], old_of: vec![None; new] }
    }

    /// What `old` is in the new state.
    pub fn new_of(&self, old: u32) -> Option<u32> {
        self.new_of.get(old as usize).copied().flatten()
    }

    /// What `new` was in the old state.
    pub fn old_of(&self, new: u32) -> Option<u32> {
        self.old_of.get(new as usize).copied().flatten()
    }

    /// Pairs the two, unless one of them is in a pair.
    fn join(&mut self, old: u32, new: u32) {
        if let (Some(one @ None), Some(other @ None)) =
            (self.new_of.get_mut(old as usize), self.old_of.get_mut(new as usize))
        {
            *one = Some(new);
            *other = Some(old);
        }
    }
}

/// Indexes of the old and of the new state that may be paired.
type Candidates = (Vec<u32>, Vec<u32>);

/// What a unit or task is recognised by.
struct Trait {
    ids: Vec<String>,
    title: String,
    digits: String,
    label: Option<Name>,
    kind: Option<Kind>,
    /// The unit that holds it.
    parent: Option<u32>,
    /// What that unit is called.
    parent_label: Option<Name>,
}

/// The units of the two documents that are the same.
pub fn pair_units(old: &Document, new: &Document) -> Pairing {
    let held = (held(old), held(new));
    let (old, new) = (unit_traits(old.plan()), unit_traits(new.plan()));
    let mut pairs = Pairing::none(old.len(), new.len());
    by_id(&old, &new, &mut pairs);
    let beside = |one: &Trait, other: &Trait| one.parent_label == other.parent_label;
    by_title(&old, &new, &mut pairs, beside);
    by_similarity(&old, &new, &mut pairs, |one, other| one.kind == other.kind);
    by_content(&old, &new, (&held.0, &held.1), &mut pairs);
    by_label(&old, &new, &mut pairs);
    pairs
}

/// The tasks of the two documents that are the same, where `units` are paired so.
pub fn pair_tasks(old: &Document, new: &Document, units: &Pairing) -> Pairing {
    let (old, new) = (task_traits(old), task_traits(new));
    let mut pairs = Pairing::none(old.len(), new.len());
    by_id(&old, &new, &mut pairs);
    let together = |one: &Trait, other: &Trait| one.parent.and_then(|it| units.new_of(it)) == other.parent;
    let beside = |one: &Trait, other: &Trait| one.parent.is_none() == other.parent.is_none() && together(one, other);
    by_title(&old, &new, &mut pairs, beside);
    by_similarity(&old, &new, &mut pairs, beside);
    pairs
}

fn unit_traits(plan: &Plan) -> Vec<Trait> {
    let label_of = |at| plan.unit(at).map(|it| it.label.name());
    let of = |unit: &Unit| {
        let own = unit.label.kind.is_none().then(|| fold_id(&unit.label.number.0));
        let title = fold_title(&unit.title);
        Trait {
            ids: unit.ids.iter().map(|it| fold_id(&it.value)).chain(own).collect(),
            digits: title.chars().filter(char::is_ascii_digit).collect(),
            title,
            label: Some(unit.label.name()),
            kind: unit.label.kind,
            parent: unit.parent.map(|it| it.0),
            parent_label: unit.parent.and_then(label_of),
        }
    };
    plan.units.iter().map(of).collect()
}

fn task_traits(document: &Document) -> Vec<Trait> {
    let of = |task: &Task| {
        let title = fold_title(&title_of(document, task));
        Trait {
            ids: task.id.iter().map(|it| fold_id(&it.value)).collect(),
            digits: title.chars().filter(char::is_ascii_digit).collect(),
            title,
            label: None,
            kind: None,
            parent: task.unit.map(|it| it.0),
            parent_label: None,
        }
    };
    document.plan().tasks.iter().map(of).collect()
}

/// Pairs what bears an id that nothing else of its state bears.
fn by_id(old: &[Trait], new: &[Trait], pairs: &mut Pairing) {
    let bearers = |traits: &[Trait]| {
        let mut bearers: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (at, it) in (0..).zip(traits) {
            for id in &it.ids {
                bearers.entry(id.clone()).or_default().push(at);
            }
        }
        bearers
    };
    let in_new = bearers(new);
    for (id, olds) in bearers(old) {
        if let ([old], Some([new])) = (olds.as_slice(), in_new.get(&id).map(Vec::as_slice)) {
            pairs.join(*old, *new);
        }
    }
}

/// Pairs what has the same title; of several, what also has the same label and stands `beside` the other.
fn by_title(old: &[Trait], new: &[Trait], pairs: &mut Pairing, beside: impl Fn(&Trait, &Trait) -> bool) {
    let mut groups: HashMap<&str, Candidates> = HashMap::new();
    for (at, it) in (0..).zip(old).filter(|(at, it)| !it.title.is_empty() && pairs.new_of(*at).is_none()) {
        groups.entry(&it.title).or_default().0.push(at);
    }
    for (at, it) in (0..).zip(new).filter(|(at, it)| !it.title.is_empty() && pairs.old_of(*at).is_none()) {
        groups.entry(&it.title).or_default().1.push(at);
    }
    for (olds, news) in groups.values() {
        if olds.len().saturating_mul(news.len()) > MOST_COMPARED {
            olds.iter().zip(news).for_each(|(old, new)| pairs.join(*old, *new));
            continue;
        }
        let score = |one: &Trait, other: &Trait| {
            let same = [one.label == other.label, beside(one, other), one.kind == other.kind];
            let weights = same.iter().zip([4.0, 2.0, 1.0]);
            Some(weights.filter(|(same, _)| **same).map(|(_, weight)| weight).sum())
        };
        join_best(old, new, olds, news, pairs, score);
    }
}

/// Pairs what has nearly the same title, with the same numbers in it, where `may` allows it.
fn by_similarity(old: &[Trait], new: &[Trait], pairs: &mut Pairing, may: impl Fn(&Trait, &Trait) -> bool) {
    let olds: Vec<u32> = (0..old.len() as u32).filter(|at| pairs.new_of(*at).is_none()).collect();
    let news: Vec<u32> = (0..new.len() as u32).filter(|at| pairs.old_of(*at).is_none()).collect();
    if olds.len().saturating_mul(news.len()) > MOST_COMPARED {
        return;
    }
    join_best(old, new, &olds, &news, pairs, |one, other| {
        if one.title.is_empty() || other.title.is_empty() || one.digits != other.digits || !may(one, other) {
            return None;
        }
        let alike = similarity(&one.title, &other.title);
        let bonus = f64::from(u8::from(one.label.is_some() && one.label == other.label));
        (alike >= SIMILAR).then_some(alike + bonus)
    });
}

/// The titles of the tasks and units directly inside each unit.
fn held(document: &Document) -> Vec<BTreeSet<String>> {
    let plan = document.plan();
    let mut held = vec![BTreeSet::new(); plan.units.len()];
    let units = plan.units.iter().map(|it| (it.parent, fold_title(&it.title)));
    let tasks = plan.tasks.iter().map(|it| (it.unit, fold_title(&title_of(document, it))));
    for (holder, title) in units.chain(tasks).filter(|(_, title)| !title.is_empty()) {
        if let Some(titles) = holder.and_then(|at| held.get_mut(at.0 as usize)) {
            titles.insert(title);
        }
    }
    held
}

/// Pairs units of a kind that hold mostly the same, whatever they are called.
fn by_content(old: &[Trait], new: &[Trait], held: (&[BTreeSet<String>], &[BTreeSet<String>]), pairs: &mut Pairing) {
    let mut scored = Vec::new();
    let free_new: Vec<usize> = (0..new.len()).filter(|at| pairs.old_of(*at as u32).is_none()).collect();
    let free_old: Vec<usize> = (0..old.len()).filter(|at| pairs.new_of(*at as u32).is_none()).collect();
    if free_old.len().saturating_mul(free_new.len()) > MOST_COMPARED {
        return;
    }
    for one in free_old {
        for other in &free_new {
            let (Some(was), Some(is)) = (old.get(one), new.get(*other)) else { continue };
            let (Some(had), Some(has)) = (held.0.get(one), held.1.get(*other)) else { continue };
            let common = had.intersection(has).count();
            let all = had.len() + has.len() - common;
            if was.kind == is.kind && common > 0 && common * 2 >= all {
                scored.push((common as f64 / all as f64, one as u32, *other as u32));
            }
        }
    }
    join(scored, pairs);
}

/// Pairs what bears the same label in the same container, from the outside in; then what alone bears it.
fn by_label(old: &[Trait], new: &[Trait], pairs: &mut Pairing) {
    loop {
        let mut groups: BTreeMap<(Option<u32>, &Name), Candidates> = BTreeMap::new();
        for (at, it) in (0..).zip(old) {
            // The container is named as in the new state, so that the two can be compared.
            let container = it.parent.map(|parent| pairs.new_of(parent));
            let (Some(label), None, false) = (&it.label, pairs.new_of(at), container == Some(None)) else { continue };
            groups.entry((container.flatten(), label)).or_default().0.push(at);
        }
        for (at, it) in (0..).zip(new) {
            let (Some(label), None) = (&it.label, pairs.old_of(at)) else { continue };
            groups.entry((it.parent, label)).or_default().1.push(at);
        }
        let found: Vec<(u32, u32)> =
            groups.values().flat_map(|(olds, news)| olds.iter().copied().zip(news.iter().copied())).collect();
        if found.is_empty() {
            break;
        }
        found.into_iter().for_each(|(old, new)| pairs.join(old, new));
    }
    let alone = |traits: &[Trait]| {
        let mut bearers: BTreeMap<Name, Vec<u32>> = BTreeMap::new();
        for (at, it) in (0..).zip(traits) {
            it.label.iter().for_each(|label| bearers.entry(label.clone()).or_default().push(at));
        }
        bearers
    };
    let in_new = alone(new);
    for (label, olds) in alone(old) {
        if let ([old], Some([new])) = (olds.as_slice(), in_new.get(&label).map(Vec::as_slice)) {
            pairs.join(*old, *new);
        }
    }
}

/// Joins those of `olds` and `news` that fit best.
fn join_best(
    old: &[Trait],
    new: &[Trait],
    olds: &[u32],
    news: &[u32],
    pairs: &mut Pairing,
    score: impl Fn(&Trait, &Trait) -> Option<f64>,
) {
    let mut scored = Vec::new();
    for one in olds {
        for other in news {
            let (Some(was), Some(is)) = (old.get(*one as usize), new.get(*other as usize)) else { continue };
            if let Some(score) = score(was, is) {
                scored.push((score, *one, *other));
            }
        }
    }
    join(scored, pairs);
}

/// Joins the pairs with the highest scores first. Equal ones go by how near the two stand to each other, which reads the
/// same from both sides.
fn join(mut scored: Vec<(f64, u32, u32)>, pairs: &mut Pairing) {
    let near = |it: &(f64, u32, u32)| (it.1.abs_diff(it.2), it.1 + it.2, it.1);
    scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(near(one).cmp(&near(other))));
    for (_, one, other) in scored {
        pairs.join(one, other);
    }
}

/// How alike two titles are, from 0 to 1, the same from both sides.
pub fn similarity(one: &str, other: &str) -> f64 {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let goes_on = short.len() >= 4 && long.strip_prefix(short).is_some_and(|rest| rest.starts_with([' ', ',', ':']));
    let extended = if goes_on { 0.75 } else { 0.0 };
    // Each measure misses what the other one sees: words that change places, letters that change.
    let words = strsim::sorensen_dice(one, other);
    strsim::normalized_levenshtein(one, other).max(words).max(extended)
}
