//! Rename: the numbers of units and ids, one or many at once, everywhere that they mean the same; or a sentence that
//! says why not.

mod anchors;
pub mod style;
pub mod subject;
pub mod ranges;
pub mod proof;

use std::collections::{HashMap, HashSet};

use crate::ide::FilePosition;
use crate::ide::refactor::{Edits, Refusal};
use crate::ide::rename::anchors::anchor_edits;
use crate::ide::rename::proof::proved;
use crate::ide::rename::ranges::{Ranges, rewritten};
use crate::ide::rename::style::written_as;
use crate::ide::rename::subject::{Renaming, Subject, pointed_at, subject_of};
use crate::ide::target::{file_name, place_of, uses_in};
use crate::index::Target;
use crate::notation::label::Name;
use crate::text::{Edit, TextRange};
use crate::workspace::{Definition, FileId, Snapshot};

/// What would be renamed at a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamable {
    /// The number or id under the cursor, in bytes.
    pub range: TextRange,
    /// It, as written.
    pub placeholder: String,
}

/// What would be renamed at `at`: nothing where no name of a known unit or task stands; a refusal where one stands that
/// cannot be renamed.
pub fn prepare_rename(snapshot: &Snapshot, at: FilePosition) -> Result<Option<Renamable>, Refusal> {
    let Some((_, range)) = pointed_at(snapshot, at)? else { return Ok(None) };
    let placeholder = snapshot.document(at.file).map_or_else(String::new, |it| it.text().slice(range));
    Ok(Some(Renamable { range, placeholder }))
}

/// The edits that give what stands at `at` the name `new_name`, which is a number, a whole label or an id.
pub fn rename(snapshot: &Snapshot, at: FilePosition, new_name: &str) -> Result<Edits, Refusal> {
    let Some((subject, _)) = pointed_at(snapshot, at)? else {
        return Err(Refusal("Put the cursor on a unit's label or on a task's id to rename it.".to_owned()));
    };
    relabelled(snapshot, vec![(subject, new_name.to_owned())], Edits::new())
}

/// The edits that give each of these units and tasks its new number, label or id, all in one step: two may change
/// places. Afterwards every name of the workspace means what it means now.
pub fn relabel(snapshot: &Snapshot, renames: &[(Definition, String)]) -> Result<Edits, Refusal> {
    relabel_with(snapshot, renames, Edits::new())
}

/// The same, and in the same step edits that change no name: links to headings follow those too.
pub fn relabel_with(snapshot: &Snapshot, renames: &[(Definition, String)], also: Edits) -> Result<Edits, Refusal> {
    let subjects = renames.iter().map(|(definition, name)| Ok((subject_of(snapshot, *definition)?, name.clone())));
    relabelled(snapshot, subjects.collect::<Result<_, Refusal>>()?, also)
}

fn relabelled(snapshot: &Snapshot, renames: Vec<(Subject, String)>, also: Edits) -> Result<Edits, Refusal> {
    let mut renamings: Vec<Renaming> = Vec::new();
    for (subject, new_name) in renames {
        let (token, name) = subject.checked(snapshot, &new_name)?;
        if token != subject.old {
            renamings.push(Renaming { subject, token, name });
        }
    }
    if renamings.is_empty() && also.is_empty() {
        return Ok(also);
    }
    let (mut names, doubt) = name_edits(snapshot, &renamings)?;
    names.extend(also);
    let names = settled(snapshot, names)?;
    let after = snapshot.edited(&names);
    let mut all = names.clone();
    anchor_edits(snapshot, &after, &names, &mut all)?;
    let all = settled(snapshot, all)?;
    match proved(snapshot, &snapshot.edited(&all), &all, &renamings) {
        Ok(()) => Ok(all),
        Err(why) => Err(doubt.unwrap_or(why)),
    }
}

/// The edits to the definitions and to all that names them, as far as reading tells; not yet proved. With them, where
/// the first name stands that they leave as it is, as its number is not written there.
fn name_edits(snapshot: &Snapshot, renamings: &[Renaming]) -> Result<(Edits, Option<Refusal>), Refusal> {
    let mut doubt = None;
    let mut by_name: HashMap<&Name, Vec<&Renaming>> = HashMap::new();
    let mut edits = Edits::new();
    for it in renamings {
        for name in &it.subject.names {
            by_name.entry(name).or_default().push(it);
        }
        free(snapshot, it.subject.definition.file, it, renamings)?;
        let edit = Edit { range: it.subject.defined_at, insert: it.token.clone() };
        edits.push((it.subject.definition.file, edit));
    }
    for (file, held) in snapshot.files() {
        let document = &held.document;
        let mut found: Vec<(TextRange, &Name, &Renaming)> = Vec::new();
        for one in uses_in(snapshot, file, |it| by_name.contains_key(it.name)) {
            let Some(candidates) = by_name.get(one.name) else { continue };
            // What several plans define is no name of one of them.
            let [meant] = snapshot.resolve_in(file, one.unit, one.name)[..] else { continue };
            let renaming = candidates.iter().find(|it| it.subject.definition == meant);
            found.extend(renaming.map(|it| (document.range(one.place), one.name, *it)));
        }
        // `after a1` names a bar of a gantt by an id of its own, which stays.
        let waits = document.plan().gantts.iter().flat_map(|it| &it.tasks).flat_map(|it| &it.waits);
        let waits: Vec<TextRange> = waits.map(|it| document.range(it.place)).collect();
        found.retain(|(at, ..)| !waits.iter().any(|it| at.overlaps(*it)));
        if found.is_empty() {
            continue;
        }
        let ranges = Ranges::of(snapshot, file);
        let mut done: HashSet<TextRange> = HashSet::new();
        for (at, name, renaming) in &found {
            free(snapshot, file, renaming, renamings)?;
            if let Some(whole) = ranges.around(*at) {
                if done.insert(whole) {
                    let token = |name: &Name| {
                        let named = found.iter().find(|(at, it, _)| whole.contains(*at) && *it == name);
                        named.map(|(_, _, renaming)| renaming.token.as_str())
                    };
                    let all = rewritten(snapshot, file, whole, token).ok_or_else(|| unclear(snapshot, file, *at))?;
                    edits.extend(all.into_iter().map(|it| (file, it)));
                }
                continue;
            }
            let Some(range) = renaming.subject.within(document, *at, name) else {
                doubt.get_or_insert_with(|| unclear(snapshot, file, *at));
                continue;
            };
            if done.insert(range) && !(file == renaming.subject.definition.file && range == renaming.subject.defined_at)
            {
                let insert = written_as(&document.text().slice(range), &renaming.subject.old, &renaming.token);
                edits.push((file, Edit { range, insert }));
            }
        }
    }
    Ok((settled(snapshot, edits)?, doubt))
}

/// A refusal where `file` defines the new name already, and what bears it keeps it. Where numbers begin anew in each
/// part of a plan, a name of another part is none of this one.
fn free(snapshot: &Snapshot, file: FileId, renaming: &Renaming, all: &[Renaming]) -> Result<(), Refusal> {
    let Some(held) = snapshot.file(file) else { return Ok(()) };
    let own = renaming.subject.definition;
    let plan = held.document.plan();
    let parent = |target: Target| match target {
        Target::Unit(at) => plan.unit(at).and_then(|it| it.parent),
        Target::Task(at) => plan.task(at).and_then(|it| it.unit),
    };
    let begins_anew = |target: Target| {
        let several = renaming.subject.names.first().is_some_and(|it| held.names().get(it).len() > 1);
        file == own.file && several && parent(target) != parent(own.target)
    };
    let leaves = |target: Target| {
        let definition = Definition { file, target };
        all.iter().any(|it| it.subject.definition == definition && it.name != renaming.name)
    };
    let is_other = |target: &&Target| Definition { file, target: **target } != own;
    let mut others = held.names().get(&renaming.name).iter().filter(is_other);
    if let Some(target) = others.find(|it| !leaves(**it) && !begins_anew(**it)) {
        let (_, at) = place_of(snapshot, Definition { file, target: *target }).unwrap_or_default();
        let line = held.document.text().line_of(at.start) + 1;
        let name = if file == own.file { "this plan".to_owned() } else { file_name(snapshot, file) };
        return Err(Refusal(format!("`{}` is taken: {name} defines it in line {line}.", renaming.token)));
    }
    let twice = all.iter().filter(|it| it.name == renaming.name && it.subject.definition.file == own.file);
    let mut twice =
        twice.filter(|it| it.subject.definition != own && parent(it.subject.definition.target) == parent(own.target));
    match twice.next() {
        Some(_) if file == own.file => Err(Refusal(format!("`{}` would be given twice.", renaming.token))),
        _ => Ok(()),
    }
}

/// The edits in order, each once; a refusal where two are in each other's way.
fn settled(snapshot: &Snapshot, mut edits: Edits) -> Result<Edits, Refusal> {
    edits.sort_by_key(|(file, it)| (*file, it.range.start, it.range.end));
    edits.dedup();
    let mut pairs = edits.iter().zip(edits.iter().skip(1));
    let is_clash =
        |(one, next): &(&(FileId, Edit), &(FileId, Edit))| one.0 == next.0 && one.1.range.end > next.1.range.start;
    match pairs.find(is_clash) {
        Some(((file, first), _)) => Err(unclear(snapshot, *file, first.range)),
        None => Ok(edits),
    }
}

fn unclear(snapshot: &Snapshot, file: FileId, range: TextRange) -> Refusal {
    let line = snapshot.document(file).map_or(0, |it| it.text().line_of(range.start)) + 1;
    let name = file_name(snapshot, file);
    Refusal(format!(
        "It is named in {name}, line {line}, in a way that cannot be replaced exactly. Rewrite that place first."
    ))
}
