//! The proof of a rename: whatever the edits are, afterwards every name means what it meant before.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::document::Document;
use crate::ide::refactor::Refusal;
use crate::ide::rename::renaming::Renaming;
use crate::ide::target::{file_name, uses};
use crate::index::{Names, Target, names_of};
use crate::notation::label::Name;
use crate::plan::task::TaskIndex;
use crate::plan::unit::UnitIndex;
use crate::text::{Edit, TextRange};
use crate::workspace::resolve::Circle;
use crate::workspace::{Definition, FileId, Snapshot};

/// A name in use: where it stands, and what it means.
pub type Meaning = (TextRange, Vec<Definition>);

/// The names of a line, from 0, in the order in which they stand.
type ByLine = BTreeMap<u32, Vec<Vec<Definition>>>;

/// What would be other than it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is told of it.
    pub reason: Refusal,
    /// The lines, from 0, whose names would mean something else; empty where the plans themselves would be others.
    pub lines: Vec<(FileId, u32)>,
}

impl Fault {
    /// Whether what is written in that line may be the cause.
    pub fn concerns(&self, file: FileId, line: u32) -> bool {
        self.lines.is_empty() || self.lines.contains(&(file, line))
    }
}

/// A fault where `after`, the workspace with `edits` applied, says anything else than before but for these names. What
/// is called as one of `coming` is not there yet.
pub fn proved(
    snapshot: &Snapshot,
    after: &Snapshot,
    edits: &[(FileId, Edit)],
    renamings: &[Renaming],
    coming: &[Name],
) -> Result<(), Fault> {
    let edited: BTreeSet<FileId> = edits.iter().map(|it| it.0).collect();
    for &file in &edited {
        if let Some((old, new)) = snapshot.document(file).zip(after.document(file)) {
            let of_plan = |reason| Fault { reason, lines: Vec::new() };
            same_plan(snapshot, file, old, new, renamings).map_err(of_plan)?;
        }
    }
    // Elsewhere only these names can mean something else.
    let mut concerned: HashSet<&Name> = renamings.iter().flat_map(|it| &it.subject.names).collect();
    concerned.extend(renamings.iter().flat_map(|it| &it.names));
    let mut faults: Vec<(FileId, u32)> = Vec::new();
    for (file, held) in snapshot.files() {
        let Some(new) = after.document(file) else { continue };
        let all = edited.contains(&file);
        // Edits move what stands behind them on the line, and no line.
        let by_line = |snapshot: &Snapshot, document: &Document| {
            let is_coming = |name: &Name| coming.contains(name) && snapshot.resolve(file, name).is_empty();
            let is_concerned = |name: &Name| (all || concerned.contains(name)) && !is_coming(name);
            let mut lines = ByLine::new();
            for (at, means) in meanings(snapshot, file, document, is_concerned) {
                lines.entry(document.text().line_of(at.start)).or_default().push(means);
            }
            lines
        };
        let (old, new) = (by_line(snapshot, &held.document), by_line(after, new));
        let lines: BTreeSet<u32> = old.keys().chain(new.keys()).copied().collect();
        let is_kept = |(old, new): (&Vec<Definition>, &Vec<Definition>)| is_kept(snapshot, file, old, new);
        // The members of a range share a place, so the order of what is defined nowhere among them says nothing.
        let known = |it: &&Vec<Definition>| !it.is_empty();
        let is_other = |line: &u32| match (old.get(line), new.get(line)) {
            (Some(old), Some(new)) => {
                let (some_old, some_new) = (old.iter().filter(known), new.iter().filter(known));
                let are_known_kept =
                    some_old.clone().count() == some_new.clone().count() && some_old.zip(some_new).all(is_kept);
                old.len() != new.len() || !(are_known_kept || old.iter().zip(new).all(is_kept))
            }
            _ => true,
        };
        faults.extend(lines.into_iter().filter(is_other).map(|line| (file, line)));
    }
    let Some((file, line)) = faults.first() else { return Ok(()) };
    let (name, line) = (file_name(snapshot, *file), line + 1);
    let reason = Refusal(format!("What {name} names in line {line} would mean something else. Rewrite it first."));
    Err(Fault { reason, lines: faults })
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
    let is_lost = |it: &&Renaming| {
        it.subject.definition.file == file && it.names.first().is_some_and(|name| Names::of(new).get(name).is_empty())
    };
    if let Some(lost) = renamings.iter().find(is_lost) {
        return Err(Refusal(format!("`{}` would not be read as a name in {name}.", lost.text)));
    }
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
            if !it.names.first().is_some_and(|name| after.contains(name)) {
                return Err(Refusal(format!("`{}` would not be read as a name in {name}.", it.text)));
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
