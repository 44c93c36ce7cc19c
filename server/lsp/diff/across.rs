//! Units and tasks that left one plan and came into another: they are neither dropped nor added.

use std::collections::BTreeMap;

use milepost_core::changes::{Item, Sort};
use milepost_core::notation::label::{fold_id, fold_title};

use crate::diff::sides::PlanDiff;

/// A plan and an item in it, by index.
type At = (usize, usize);

/// Notes for each item that went from one of `plans` to another where it went, or came from.
pub fn link(plans: &mut [PlanDiff]) {
    let (mut gone, mut come): (BTreeMap<String, Vec<At>>, BTreeMap<String, Vec<At>>) = Default::default();
    for (plan, diff) in plans.iter().enumerate() {
        for (at, item) in diff.changes.items.iter().enumerate() {
            let (side, all) = match (&item.old, &item.new) {
                (Some(old), None) => (old, &mut gone),
                (None, Some(new)) => (new, &mut come),
                _ => continue,
            };
            for key in keys(item.sort, side) {
                all.entry(key).or_default().push((plan, at));
            }
        }
    }
    let mut links = Vec::new();
    for (key, from) in &gone {
        if let ([from], Some([to])) = (from.as_slice(), come.get(key).map(Vec::as_slice))
            && from.0 != to.0
        {
            links.push((*from, *to));
        }
    }
    let paths: Vec<String> = plans.iter().map(|it| it.path.clone()).collect();
    for (from, to) in links {
        for (here, there) in [(from, to), (to, from)] {
            if let (Some(plan), Some(path)) = (plans.get_mut(here.0), paths.get(there.0)) {
                plan.elsewhere.entry(here.1).or_insert_with(|| path.clone());
            }
        }
    }
}

/// What an item is recognised by in another plan: its ids, or else all of its words.
fn keys(sort: Sort, item: &Item) -> Vec<String> {
    if !item.ids.is_empty() {
        return item.ids.iter().map(|it| format!("id {}", fold_id(it))).collect();
    }
    let kind = if sort == Sort::Unit { "unit" } else { "task" };
    let words = (!item.title.is_empty()).then(|| format!("{kind} {}", fold_title(&item.name)));
    words.into_iter().collect()
}
