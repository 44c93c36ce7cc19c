//! Numbers that follow each other: which come twice, who else names them, and how to write another one.

use std::collections::HashMap;
use std::hash::Hash;

use crate::lint::rule::{Applicability, Context, Fix};
use crate::lint::shift::digit_runs;
use crate::notation::label::{Name, fold_id};
use crate::plan::place::Place;
use crate::text::Edit;

/// Which of `keys`, in document order, come a second time by mistake, each with the one that it repeats. Where the first
/// of a sequence comes again, or several in a row do, the document begins anew or restates: that is no mistake.
pub fn repeats<K: Hash + Eq>(keys: &[K]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut seen: HashMap<&K, usize> = HashMap::new();
    for (at, key) in keys.iter().enumerate() {
        let Some(&earlier) = seen.get(key) else {
            seen.insert(key, at);
            continue;
        };
        let next = keys.get(at + 1);
        let goes_on = next.is_some_and(|next| !seen.contains_key(next));
        let again = next.and_then(|next| seen.get(next)).is_some_and(|&it| it > earlier);
        let anew = if earlier == start { at != start + 1 || !goes_on } else { again };
        if anew {
            start = at;
            seen = HashMap::from([(key, at)]);
        } else {
            found.push((at, earlier));
        }
    }
    found
}

/// Whether the document names `name` anywhere but where it is defined, so that another number would leave a reader
/// with a name that means nothing, or something else.
pub fn is_named(cx: &Context<'_>, name: &Name) -> bool {
    let plan = cx.plan;
    let depends = plan.units.iter().flat_map(|it| &it.depends).chain(plan.tasks.iter().flat_map(|it| &it.depends));
    depends.flat_map(|it| &it.on).any(|it| it.name == *name)
        || plan.mentions.iter().any(|it| it.name == *name)
        || plan.restatements.iter().any(|it| it.name == *name)
        || plan.tracks.iter().any(|it| it.names.contains(name))
}

/// Whether the id of a task or unit is named anywhere but where it is defined.
pub fn is_id_named(cx: &Context<'_>, id: &str) -> bool {
    is_named(cx, &Name::Id(fold_id(id)))
}

/// The fix that writes `to` over the numbers of what `place` says, each with as many leading zeros as before.
pub fn renumber(cx: &Context<'_>, place: Place, to: &[u32]) -> Option<Fix> {
    let text = cx.document.slice(place);
    let runs = digit_runs(&text);
    if runs.len() != to.len() {
        return None;
    }
    let start = cx.document.range(place).start;
    let (mut renamed, mut edits) = (text.clone(), Vec::new());
    for (range, number) in runs.into_iter().zip(to).rev() {
        let insert = format!("{number:0width$}", width = range.len() as usize);
        if range.of(&text) != insert {
            renamed.replace_range(range.start as usize..range.end as usize, &insert);
            edits.insert(0, (cx.file, Edit { range: range.shifted(start), insert }));
        }
    }
    let title = format!("Renumber to {}", renamed.trim());
    Some(Fix { title, applicability: Applicability::Unsafe, edits })
}

/// The numbers in `text`, from left to right; none where one is not written in plain digits.
pub fn numbers(text: &str) -> Option<Vec<u32>> {
    digit_runs(text).into_iter().map(|run| run.of(text).parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use crate::lint::numbering::repeats;

    #[test]
    fn one_number_twice_is_a_mistake() {
        assert_eq!(repeats(&[1, 2, 2, 3]), [(2, 1)]);
        assert_eq!(repeats(&[1, 2, 3, 2, 4]), [(3, 1)]);
        assert_eq!(repeats(&[1, 1, 2, 3]), [(1, 0)]);
        assert_eq!(repeats(&[1, 2, 3, 3]), [(3, 2)]);
        assert_eq!(repeats(&[1, 2, 2, 1, 2]), [(2, 1)]);
    }

    #[test]
    fn a_new_beginning_is_none() {
        assert_eq!(repeats(&[1, 2, 3, 1, 2, 3]), []);
        assert_eq!(repeats(&[1, 2, 3, 2, 3]), []);
        assert_eq!(repeats(&[1, 2, 3, 1]), []);
        assert_eq!(repeats(&[1, 1, 1]), []);
    }
}
