//! Settles what only the whole document tells: facts about named units find them, and mentions that name nothing go.

use std::collections::{HashMap, HashSet};

use crate::notation::id::{IdShape, shape};
use crate::notation::id_range::id_range;
use crate::notation::label::{Label, Name, fold_id, fold_title};
use crate::notation::number::Number;
use crate::notation::time::{DateOrder, Point, Schedule};
use crate::notation::vocabulary::Kind;
use crate::plan::Plan;
use crate::plan::mention::{Mention, MentionIn};
use crate::plan::read::join::Pending;
use crate::plan::read::survey::carries_work;
use crate::plan::unit::{Dependency, Predecessor};

/// What the document defines.
struct Known {
    units: HashMap<Name, usize>,
    /// By title, the unit and its name.
    titles: HashMap<String, (usize, Name)>,
    kinds: HashSet<Kind>,
    ids: HashSet<String>,
    families: HashSet<String>,
}

/// Attaches what waits for its unit, and filters the mentions.
pub fn settle(plan: &mut Plan, pending: Vec<Pending>, order: DateOrder) {
    for schedule in plan.units.iter_mut().filter_map(|it| it.schedule.as_mut()) {
        order_dates(&mut schedule.value, order);
    }
    for schedule in plan.restatements.iter_mut().filter_map(|it| it.schedule.as_mut()) {
        order_dates(&mut schedule.value, order);
    }
    let known = Known::of(plan);
    for it in pending {
        match it {
            Pending::Criteria(label, criteria) => {
                for at in known.units_of(&label) {
                    if let Some(unit) = plan.units.get_mut(at) {
                        unit.criteria.push(criteria.clone());
                    }
                }
            }
            Pending::Dependency(label, dependency) => {
                let own = label.name();
                for at in known.units_of(&label).into_iter().filter(|_| dependency.on.iter().all(|it| it.name != own)) {
                    if let Some(unit) = plan.units.get_mut(at) {
                        unit.depends.push(dependency.clone());
                    }
                }
            }
            Pending::Parallel(label, parallel) => {
                for at in known.units_of(&label) {
                    if let Some(unit) = plan.units.get_mut(at) {
                        unit.parallel.push(parallel.clone());
                    }
                }
            }
        }
    }
    let mut units = std::mem::take(&mut plan.units);
    let mut tasks = std::mem::take(&mut plan.tasks);
    for unit in &mut units {
        known.settle_dependencies(&mut unit.depends);
    }
    for task in &mut tasks {
        known.settle_dependencies(&mut task.depends);
    }
    plan.units = units;
    plan.tasks = tasks;
    let mentions = std::mem::take(&mut plan.mentions).into_iter().flat_map(|it| known.members(it));
    let (mentions, others): (Vec<Mention>, Vec<Mention>) = mentions.partition(|it| known.keeps(it));
    plan.mentions = mentions;
    plan.strangers = others.into_iter().filter(may_be_known_elsewhere).collect();
}

/// Reads an ambiguous date as the document's other dates are written. It was read day first.
fn order_dates(schedule: &mut Schedule, order: DateOrder) {
    if !schedule.ambiguous || order == DateOrder::Unknown {
        return;
    }
    schedule.ambiguous = false;
    if order == DateOrder::DayFirst {
        return;
    }
    for point in std::iter::once(&mut schedule.from).chain(schedule.to.as_mut()) {
        if let Point::Date { month, day: Some(day), .. } = point
            && *day <= 12
        {
            std::mem::swap(month, day);
        }
    }
}

impl Known {
    fn of(plan: &Plan) -> Known {
        let mut known = Known {
            units: HashMap::new(),
            titles: HashMap::new(),
            kinds: HashSet::new(),
            ids: HashSet::new(),
            families: HashSet::new(),
        };
        for (at, unit) in plan.units.iter().enumerate() {
            known.units.entry(unit.label.name()).or_insert(at);
            known.kinds.extend(unit.label.kind);
            if unit.label.kind.is_none() {
                known.id(&unit.label.text);
            }
            for alias in &unit.aliases {
                match alias {
                    Name::Label(kind, _) => drop(known.kinds.insert(*kind)),
                    Name::Id(id) => known.id(id),
                    Name::Title(_) => {}
                }
                known.units.entry(alias.clone()).or_insert(at);
            }
            if !unit.title.is_empty() {
                known.titles.entry(fold_title(&unit.title)).or_insert_with(|| (at, unit.label.name()));
            }
        }
        for id in plan.tasks.iter().filter_map(|it| it.id.as_ref()) {
            known.id(&id.value);
        }
        known
    }

    fn id(&mut self, id: &str) {
        let folded = fold_id(id);
        self.families.insert(family(&folded));
        self.ids.insert(folded);
    }

    /// The unit that `label` names; the members of an interval that no unit bears as its number.
    fn units_of(&self, label: &Label) -> Vec<usize> {
        if let Some(at) = self.units.get(&label.name()) {
            return vec![*at];
        }
        let (Some((from, to)), Some(kind)) = (label.interval, label.kind) else { return Vec::new() };
        (from..=to.min(from + 80))
            .filter_map(|n| self.units.get(&Name::Label(kind, Number(n.to_string()))))
            .copied()
            .collect()
    }

    /// A hyphenated number that no unit bears is a range; and so is what stands between two ids.
    fn members(&self, mention: Mention) -> Vec<Mention> {
        if let Some(name) = self.as_id(&mention.name, &mention.text) {
            return vec![Mention { name, bare: true, ..mention }];
        }
        if let Some(ids) = self.ids_of(&mention.name, &mention.text) {
            let one = |id: String| Mention { name: Name::Id(fold_id(&id)), text: id, exact: false, ..mention.clone() };
            return ids.into_iter().map(one).collect();
        }
        let (Some((from, to)), Name::Label(kind, _)) = (mention.members, &mention.name) else { return vec![mention] };
        if self.units.contains_key(&mention.name) {
            return vec![mention];
        }
        let word = mention.text.trim_end_matches(|c: char| !c.is_alphabetic()).to_owned();
        let one = |n: u32| Mention {
            name: Name::Label(*kind, Number(n.to_string())),
            text: format!("{word} {n}"),
            exact: false,
            members: None,
            ..mention.clone()
        };
        (from..=to).map(one).collect()
    }

    /// `TASK-3` reads as kind and number, but is an id where a task bears it.
    fn as_id(&self, name: &Name, text: &str) -> Option<Name> {
        let id = Some(fold_id(text)).filter(|it| self.ids.contains(it))?;
        (matches!(name, Name::Label(..)) && !self.units.contains_key(name)).then_some(Name::Id(id))
    }

    /// The ids that `text` stands for where it is the range of some, and no id itself: none of them if its ends are not
    /// known. What has the shape of an id is a range only if all are.
    fn ids_of(&self, name: &Name, text: &str) -> Option<Vec<String>> {
        if !matches!(name, Name::Id(id) if !self.ids.contains(id)) {
            return None;
        }
        let mut ids = id_range(text)?;
        let known = |id: &String| self.ids.contains(&fold_id(id));
        if shape(text).is_some() {
            return Some(ids).filter(|it| it.iter().all(known));
        }
        let whole = ids.last().is_some_and(known);
        ids.truncate(if whole { ids.len() } else { 1 });
        if !ids.first().is_some_and(known) {
            ids.clear();
        }
        ids.retain(known);
        Some(ids)
    }

    fn settle_dependencies(&self, depends: &mut Vec<Dependency>) {
        for dependency in depends.iter_mut() {
            let on = std::mem::take(&mut dependency.on);
            dependency.on = on.into_iter().flat_map(|it| self.predecessors(it)).collect();
        }
        depends.retain(|it| !it.on.is_empty());
    }

    /// A title counts only where a unit bears it; a hyphenated number that no unit bears is a range.
    fn predecessors(&self, predecessor: Predecessor) -> Vec<Predecessor> {
        if let Name::Title(title) = &predecessor.name {
            let begun = || self.titles.iter().filter(|(it, _)| it.starts_with(title.as_str()) && title.len() >= 4);
            let found = self.titles.get(title).or_else(|| begun().map(|it| it.1).min_by_key(|it| it.0));
            return found.map(|(_, name)| Predecessor { name: name.clone(), ..predecessor }).into_iter().collect();
        }
        if let Some(name) = self.as_id(&predecessor.name, &predecessor.text) {
            return vec![Predecessor { name, ..predecessor }];
        }
        if let Some(ids) = self.ids_of(&predecessor.name, &predecessor.text) {
            let one = |id: String| Predecessor {
                name: Name::Id(fold_id(&id)),
                text: id,
                exact: false,
                ..predecessor.clone()
            };
            return ids.into_iter().map(one).collect();
        }
        let (Some((from, to)), Name::Label(kind, _)) = (predecessor.members, &predecessor.name) else {
            return vec![predecessor];
        };
        if self.units.contains_key(&predecessor.name) {
            return vec![predecessor];
        }
        let word = predecessor.text.trim_end_matches(|c: char| !c.is_alphabetic()).to_owned();
        let one = |n: u32| Predecessor {
            name: Name::Label(*kind, Number(n.to_string())),
            text: format!("{word} {n}"),
            exact: false,
            members: None,
            ..predecessor.clone()
        };
        (from..=to).map(one).collect()
    }

    /// Whether a mention names a unit or task, of this document or, by its kind, of another.
    fn keeps(&self, mention: &Mention) -> bool {
        let dependency = mention.context == MentionIn::Dependency;
        match &mention.name {
            Name::Title(_) => false,
            name @ Name::Label(kind, _) => {
                if self.units.contains_key(name) {
                    return true;
                }
                kind.time_unit().is_none()
                    && (self.kinds.contains(kind) || (carries_work(*kind) && *kind != Kind::CYCLE))
                    && !mention.bare
            }
            Name::Id(id) => {
                let known = self.ids.contains(id) || self.units.contains_key(&mention.name);
                let dotted = id.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
                if dotted {
                    return known && dependency;
                }
                let strong = id.matches('-').count() >= 2
                    && id.ends_with(|c: char| c.is_ascii_digit())
                    && mention.text.starts_with(char::is_uppercase);
                known || dependency || strong || (self.families.contains(&family(id)) && id.contains('-'))
            }
        }
    }
}

/// Whether a mention that names nothing here is a word that hardly anything but an id looks like.
fn may_be_known_elsewhere(mention: &Mention) -> bool {
    let is_id = matches!(mention.name, Name::Id(_));
    is_id && matches!(shape(&mention.text), Some(IdShape::Prefixed | IdShape::Short))
}

/// An id without its digits: ids of one family are written alike.
fn family(id: &str) -> String {
    id.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
}
