//! The order in which choices are shown, and how many.

use crate::document::Document;
use crate::ide::completion::candidate::key;
use crate::ide::completion::{Completion, Completions, MOST_CHOICES};
use crate::text::TextRange;

/// The first choices, each with its rank: what was typed in full before all that only goes on with it.
pub(crate) fn ordered(document: &Document, offset: u32, mut all: Completions) -> Completions {
    let Some(start) = all.items.first().map(|it| it.replace.start) else { return all };
    let written = document.text().slice(TextRange::new(start.min(offset), offset));
    let typed = key(&written);
    for it in all.items.iter_mut().filter(|it| it.replace.start == start && it.keys.contains(&typed)) {
        it.is_exact = true;
        // Editors that weigh matches prefer the text that is no longer than what was typed.
        it.filter.clone_from(&written);
    }
    all.items.sort_by_key(|it| !it.is_exact);
    all.is_incomplete = all.items.len() > MOST_CHOICES || is_undecided(&all.items, &typed);
    all.items.truncate(MOST_CHOICES);
    for (rank, it) in all.items.iter_mut().enumerate() {
        it.sort = format!("{rank:05}");
    }
    all
}

/// Whether, going on from `typed`, the whole name of one choice can be typed while another that goes on with it stands
/// before: `Sprint 1`, and above it `Sprint 11`. Only asking again brings it to the top.
fn is_undecided(items: &[Completion], typed: &str) -> bool {
    let mut keys: Vec<(&str, usize)> = Vec::new();
    for (rank, it) in items.iter().enumerate() {
        let open = it.keys.iter().filter(|key| key.len() > typed.len() && key.starts_with(typed));
        keys.extend(open.map(|key| (key.as_str(), rank)));
    }
    keys.sort_unstable();
    keys.iter().enumerate().any(|(at, (short, rank))| {
        let longer = keys.iter().skip(at + 1).take_while(|(long, _)| long.starts_with(short));
        longer.into_iter().any(|(long, before)| long.len() > short.len() && before < rank)
    })
}
