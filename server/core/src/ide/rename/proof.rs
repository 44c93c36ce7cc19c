//! The proof of a rename: whatever the edits are, afterwards every name means what it meant before.

use std::collections::{BTreeSet, HashSet};

use crate::document::Document;
use crate::ide::refactor::Refusal;
use crate::ide::rename::subject::Renaming;
use crate::ide::target::{file_name, uses};
use crate::index::{Target, names_of};
use crate::notation::label::Name;
use crate::plan::task::TaskIndex;
use crate::plan::unit::UnitIndex;
use crate::text::{Edit, TextRange};
use crate::workspace::resolve::Circle;
use crate::workspace::{Definition, FileId, Snapshot};

/// A name in use: where it stands, and what it means.
pub type Meaning = (TextRange, Vec<Definition>);

/// The same by line, from 0.
type InLine = (u32, Vec<Definition>);

/// A refusal where `after`, the workspace with `edits` applied, says anything else than before but for these names.
pub fn proved(
    snapshot: &Snapshot,
    after: &Snapshot,
    edits: &[(FileId, Edit)],
    renamings: &[Renaming],
) -> Result<(), Refusal> {
    let edited: BTreeSet<FileId> = edits.iter().map(|it| it.0).collect();
    for &file in &edited {
        if let Some((old, new)) = snapshot.document(file).zip(after.document(file)) {
            same_plan(snapshot, file, old, new, renamings)?;
        }
    }
    // Elsewhere only these names can mean something else.
    let mut concerned: HashSet<&Name> = renamings.iter().flat_map(|it| &it.subject.names).collect();
    concerned.extend(renamings.iter().map(|it| &it.name));
    for (file, held) in snapshot.files() {
        let Some(new) = after.document(file) else { continue };
        let all = edited.contains(&file);
        let is_concerned = |name: &Name| all || concerned.contains(name);
        // Edits move what stands behind them on the line, and no line.
        let by_line = |snapshot: &Snapshot, document: &Document| {
            let found = meanings(snapshot, file, document, is_concerned).into_iter();
            found.map(|(at, means)| (document.text().line_of(at.start), means)).collect::<Vec<InLine>>()
        };
        let (old, new) = (by_line(snapshot, &held.document), by_line(after, new));
        let name = file_name(snapshot, file);
        let pairs = old.iter().map(Some).chain([None]).zip(new.iter().map(Some).chain([None]));
        let is_other = |(old, new): &(Option<&InLine>, Option<&InLine>)| match (old, new) {
            (Some(old), Some(new)) => old.0 != new.0 || !is_kept(snapshot, file, &old.1, &new.1),
            (old, new) => old.is_some() || new.is_some(),
        };
        if let Some((old, new)) = pairs.into_iter().find(is_other) {
            let line = old.into_iter().chain(new).map(|it| it.0).min().unwrap_or_default() + 1;
            let reason = format!("What {name} names in line {line} would mean something else. Rewrite it first.");
            return Err(Refusal(reason));
        }
    }
    Ok(())
}

/// What several plans define means none of them, and what is defined nowhere may be found far away.
fn is_kept(snapshot: &Snapshot, file: FileId, old: &[Definition], new: &[Definition]) -> bool {
    let far = |it: &Definition| snapshot.circle(file, it.file) >= Circle::Root;
    old == new || old.len() > 1 || old.is_empty() && new.iter().all(far)
}

/// A refusal where the units and tasks are others, or bear other names than they should.
fn same_plan(
    snapshot: &Snapshot,
    file: FileId,
    old: &Document,
    new: &Document,
    renamings: &[Renaming],
) -> Result<(), Refusal> {
    let (old, new) = (old.plan(), new.plan());
    let name = file_name(snapshot, file);
    let parents = |units: &[crate::plan::unit::Unit]| units.iter().map(|it| it.parent).collect::<Vec<_>>();
    if parents(&old.units) != parents(&new.units) || old.tasks.len() != new.tasks.len() || old.verdict != new.verdict {
        return Err(Refusal(format!("With this name, {name} would be read as another plan.")));
    }
    let units = (0..old.units.len()).map(|at| Target::Unit(UnitIndex(at as u32)));
    let tasks = (0..old.tasks.len()).map(|at| Target::Task(TaskIndex(at as u32)));
    for target in units.chain(tasks) {
        // A title that names what is renamed is another one; what names it by its title is looked at with all names.
        let names = |plan| names_of(plan, target).into_iter().filter(|it| !matches!(it, Name::Title(_)));
        let (mut before, mut after): (Vec<Name>, Vec<Name>) = (names(old).collect(), names(new).collect());
        for it in renamings.iter().filter(|it| it.subject.definition == Definition { file, target }) {
            before.retain(|name| !it.subject.names.contains(name));
            if !after.contains(&it.name) {
                return Err(Refusal(format!("`{}` would not be read as a name in {name}.", it.token)));
            }
            // Its short forms follow it.
            after.retain(|name| before.contains(name));
        }
        if before != after {
            return Err(Refusal(format!("With this name, another name in {name} would change too.")));
        }
    }
    Ok(())
}

/// What the names in use mean, in the order in which they stand, and where links lead.
pub fn meanings(
    snapshot: &Snapshot,
    file: FileId,
    document: &Document,
    is_concerned: impl Fn(&Name) -> bool,
) -> Vec<Meaning> {
    let plan = document.plan();
    let mut found: Vec<(TextRange, Vec<Definition>)> = Vec::new();
    let mut seen: HashSet<(TextRange, &Name)> = HashSet::new();
    for it in uses(document).filter(|it| is_concerned(it.name)) {
        let at = document.range(it.place);
        // A dependency is commonly a mention too.
        if seen.insert((at, it.name)) {
            found.push((at, snapshot.resolve_in(file, it.unit, it.name)));
        }
    }
    let strangers = plan.strangers.iter().filter(|it| is_concerned(&it.name));
    found.extend(strangers.map(|it| (document.range(it.place), snapshot.resolve_stranger(file, it))));
    let tracks = plan.tracks.iter().flat_map(|track| track.names.iter().map(|name| (name, track.place)));
    let parallel = plan.units.iter().flat_map(|unit| &unit.parallel);
    let parallel = parallel.flat_map(|it| it.with.iter().map(|name| (name, it.place)));
    let restated = plan.restatements.iter().map(|it| (&it.name, it.place));
    let loose = tracks.chain(parallel).chain(restated).filter(|(name, _)| is_concerned(name));
    found.extend(loose.map(|(name, place)| (document.range(place), snapshot.resolve(file, name))));
    found.sort_by_key(|(at, _)| at.start);
    found
}
