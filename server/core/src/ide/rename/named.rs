//! Where the names stand that change, and the edits there.

use std::collections::{HashMap, HashSet};

use crate::ide::refactor::{Edits, Refusal};
use crate::ide::rename::proof::Fault;
use crate::ide::rename::ranges::Ranges;
use crate::ide::rename::renaming::Renaming;
use crate::ide::rename::rewriting::rewritings;
use crate::ide::rename::taken::free;
use crate::ide::target::{file_name, uses_in};
use crate::notation::label::Name;
use crate::text::{Edit, TextRange};
use crate::workspace::{FileId, Snapshot};

/// The edits to definitions and to all that names them, as far as reading tells; not yet proved.
pub struct Named {
    /// Where a name stands for itself.
    alone: Edits,
    /// Where ranges stand.
    ranges: Vec<RangeEdits>,
    /// Where the first name stands that is left as it is, as its number is not written there.
    pub doubt: Option<Refusal>,
}

/// The ways in which a range can be written, the best one first.
struct RangeEdits {
    file: FileId,
    /// The line of the range, from 0.
    line: u32,
    ways: Vec<Vec<Edit>>,
    chosen: usize,
}

impl Named {
    /// All edits, with the range in the ways that are chosen now.
    pub fn edits(&self) -> Edits {
        let of_range = |it: &RangeEdits| {
            let chosen = it.ways.get(it.chosen).cloned().unwrap_or_default();
            chosen.into_iter().map(|edit| (it.file, edit)).collect::<Edits>()
        };
        self.alone.iter().cloned().chain(self.ranges.iter().flat_map(of_range)).collect()
    }

    /// Chooses another way for the ranges that `fault` concerns; false where none has one that was not tried yet.
    pub fn try_others(&mut self, fault: &Fault) -> bool {
        let mut any = false;
        for range in &mut self.ranges {
            if fault.concerns(range.file, range.line) && range.chosen + 1 < range.ways.len() {
                range.chosen += 1;
                any = true;
            }
        }
        any
    }

    /// The first line, from 0, in which `fault` was found and a range changes.
    pub fn range_at(&self, fault: &Fault) -> Option<(FileId, u32)> {
        let changes = |it: &&RangeEdits| it.ways.iter().any(|way| !way.is_empty());
        let mut at = self.ranges.iter().filter(changes).map(|it| (it.file, it.line));
        at.find(|at| fault.lines.contains(at))
    }
}

/// The edits for `renamings`; `coming` are the names of a unit that is about to be inserted.
pub fn named(snapshot: &Snapshot, renamings: &[Renaming], coming: &[Name]) -> Result<Named, Refusal> {
    let mut by_name: HashMap<&Name, Vec<&Renaming>> = HashMap::new();
    let mut named = Named { alone: Edits::new(), ranges: Vec::new(), doubt: None };
    for it in renamings {
        for name in &it.subject.names {
            by_name.entry(name).or_default().push(it);
        }
        let file = it.subject.definition.file;
        free(snapshot, file, it, renamings)?;
        let Some(own) = snapshot.document(file) else { continue };
        for (range, name) in &it.subject.said {
            let edit = it.edit(own, *range, name).ok_or_else(|| unclear(snapshot, file, *range))?;
            // The user's own spelling is for the place that says it first.
            let is_first = edit.range == it.subject.defined_at;
            let edit = if is_first { Edit { insert: it.token.clone(), ..edit } } else { edit };
            named.alone.push((file, edit));
        }
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
        let mut done: HashSet<TextRange> = named.alone.iter().filter(|it| it.0 == file).map(|it| it.1.range).collect();
        for (at, name, renaming) in &found {
            free(snapshot, file, renaming, renamings)?;
            if let Some(whole) = ranges.around(*at) {
                if done.insert(whole) {
                    let of_name = |name: &Name| {
                        let mut inside = found.iter().filter(|(at, ..)| whole.contains(*at));
                        inside.find(|(_, it, _)| *it == name).map(|(_, _, renaming)| *renaming)
                    };
                    let ways = rewritings(snapshot, file, whole, of_name, coming);
                    if ways.is_empty() {
                        return Err(unclear(snapshot, file, *at));
                    }
                    let line = document.text().line_of(whole.start);
                    named.ranges.push(RangeEdits { file, line, ways, chosen: 0 });
                }
                continue;
            }
            match renaming.edit(document, *at, name) {
                Some(edit) if done.insert(edit.range) => named.alone.push((file, edit)),
                Some(_) => {}
                None => drop(named.doubt.get_or_insert_with(|| unclear(snapshot, file, *at))),
            }
        }
    }
    Ok(named)
}

/// The edits in order, each once; a refusal where two are in each other's way.
pub fn settled(snapshot: &Snapshot, mut edits: Edits) -> Result<Edits, Refusal> {
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
