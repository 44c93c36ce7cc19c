//! Tags behind the id of a task, `[P]` and `[US1]`: those that the document's tasks bear.

use crate::document::Document;
use crate::ide::completion::{Completion, CompletionKind};
use crate::ide::new_unit::line::item;
use crate::notation::id::id_at;
use crate::notation::label::Name;
use crate::text::TextRange;

/// So many tasks tell which tags there are.
const MOST_TASKS: usize = 400;

/// The longest tag, in bytes.
const LONGEST: usize = 12;

/// The choices for the tag that is begun at the cursor, behind an id and other tags: those of the unit's own tasks first.
pub(crate) fn tags(document: &Document, offset: u32, before: &str) -> Vec<Completion> {
    let found = || {
        let (has, typed) = begun(before.get(item(before)?..)?)?;
        let text = document.text();
        let line = text.line_range(text.line_of(offset));
        let behind = text.slice(TextRange::new(offset, line.end));
        let closed = u32::from(behind.starts_with(']'));
        let start = offset - u32::try_from(typed.len()).ok()?;
        let replace = TextRange::new(start, offset + closed);
        let gap = if behind.get(closed as usize..)?.starts_with(' ') { "" } else { " " };
        let fits = |it: &String| it.to_lowercase().starts_with(&typed.to_lowercase()) && !has.contains(&it.as_str());
        let choice = |tag: String| Completion {
            insert: format!("{tag}{gap}"),
            is_whole: true,
            ..Completion::new(CompletionKind::Status, tag, replace)
        };
        Some(borne(document, offset).into_iter().filter(fits).map(choice).collect())
    };
    found().unwrap_or_default()
}

/// The tags that stand behind the id with which `words` begin, and what is typed of the next, from its bracket on.
fn begun(words: &str) -> Option<(Vec<&str>, &str)> {
    let (has, rest) = leading(words)?;
    (rest.starts_with('[') && !rest.contains(']') && rest.len() <= LONGEST).then_some((has, rest))
}

/// The tags behind the id with which `words` begin, and what follows them; none where there is no id.
fn leading(words: &str) -> Option<(Vec<&str>, &str)> {
    let words = words.trim_start_matches('*');
    let mut rest = words.get(id_at(words, 0)?.range.end..)?.trim_start_matches(['*', ':', ' ']);
    let mut found = Vec::new();
    while let Some(end) = rest.find(']').filter(|end| rest.starts_with('[') && *end < LONGEST) {
        let (tag, behind) = rest.split_at_checked(end + 1)?;
        found.push(tag);
        rest = behind.trim_start();
    }
    Some((found, rest))
}

/// The tags of the document's tasks: first those of the tasks in the unit at `offset`, or else the one that names it; each
/// time the commonest first.
fn borne(document: &Document, offset: u32) -> Vec<String> {
    let (text, plan) = (document.text(), document.plan());
    let own = document.unit_at(offset);
    let row = text.line_of(offset);
    let mut found: Vec<(bool, usize, String)> = Vec::new();
    for task in plan.tasks.iter().filter(|it| it.id.is_some()).take(MOST_TASKS) {
        let at = text.line_of(document.range(task.place).start);
        let line = text.slice(text.line_range(at));
        let tags = item(&line).filter(|_| at != row).and_then(|start| leading(line.get(start..)?));
        let is_elsewhere = task.unit != own;
        for tag in tags.map_or_else(Vec::new, |it| it.0) {
            match found.iter_mut().find(|it| it.2 == tag) {
                Some(it) => {
                    it.0 &= is_elsewhere;
                    it.1 += 1;
                }
                None => found.push((is_elsewhere, 1, tag.to_owned())),
            }
        }
    }
    // Where the tags name units, the first task of one names its own.
    let names = |tag: &str| Name::Id(tag.trim_matches(['[', ']']).to_uppercase());
    let is_named = |it: &(bool, usize, String)| plan.units.iter().any(|unit| unit.aliases.contains(&names(&it.2)));
    let unit = own.and_then(|at| plan.unit(at)).filter(|_| found.iter().any(is_named));
    for alias in unit.into_iter().flat_map(|it| &it.aliases) {
        let Name::Id(id) = alias else { continue };
        let tag = format!("[{id}]");
        if found.iter().all(|it| it.2 != tag) {
            found.push((false, 0, tag));
        }
    }
    found.sort_by_key(|it| (it.0, std::cmp::Reverse(it.1)));
    found.into_iter().map(|it| it.2).collect()
}
