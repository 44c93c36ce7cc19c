//! Hierarchies: what waits for a unit or task and what it waits for, and what holds it and what it holds.

use std::collections::{HashMap, HashSet};

use crate::ide::FilePosition;
use crate::ide::symbols::{SymbolKind, unit_detail};
use crate::ide::target::{file_name, place_of, target_at};
use crate::ide::words::{Progress, name};
use crate::index::{Target, names_of};
use crate::lint::dependencies::{declarations, holder, meant};
use crate::notation::label::Name;
use crate::plan::Plan;
use crate::text::TextRange;
use crate::workspace::{Definition, FileId, Snapshot};

/// A unit or task in a hierarchy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub definition: Definition,
    /// Never blank; one line.
    pub name: String,
    /// Schedule, status, progress; and its file, where that is another than asked from.
    pub detail: Option<String>,
    /// Unit or task.
    pub kind: SymbolKind,
    /// All of it, in bytes of its file: a unit's section, a task's line.
    pub range: TextRange,
    /// Its label, id or words in that.
    pub focus: TextRange,
}

/// A dependency, seen from one of its ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The other end.
    pub item: Item,
    /// Where what waits names what it waits for, in bytes of the file of what waits.
    pub ranges: Vec<TextRange>,
}

/// What a hierarchy can begin with at the position: what is defined or named there; the task whose line it is.
pub fn prepare(snapshot: &Snapshot, at: FilePosition) -> Vec<Item> {
    let pointed = target_at(snapshot, at).map(|it| it.definitions).filter(|it| !it.is_empty());
    let on_line = || {
        let task = snapshot.document(at.file)?.task_at(at.offset)?;
        Some(vec![Definition { file: at.file, target: Target::Task(task) }])
    };
    let mut items = Items::of(snapshot, at.file);
    pointed.or_else(on_line).unwrap_or_default().into_iter().filter_map(|it| items.item(it)).collect()
}

/// What declares that it waits for `of`, in any file, by file and then in document order.
pub fn incoming(snapshot: &Snapshot, of: Definition) -> Vec<Call> {
    let mut items = Items::of(snapshot, of.file);
    let call = |(waits, ranges)| Some(Call { item: items.item(waits)?, ranges });
    waiting(snapshot, of).into_iter().filter_map(call).collect()
}

/// What declares that it waits for `of`, as [`incoming`], and where it names it, in bytes of its own file.
pub fn waiting(snapshot: &Snapshot, of: Definition) -> Vec<(Definition, Vec<TextRange>)> {
    let Some(document) = snapshot.document(of.file) else { return Vec::new() };
    let names: HashSet<Name> = names_of(document.plan(), of.target).into_iter().collect();
    let mut found = Vec::new();
    for (file, it) in snapshot.files() {
        for target in targets(it.document.plan()) {
            let waits = Definition { file, target };
            let ranges = named(snapshot, waits, |name| names.contains(name)).into_iter();
            let ranges: Vec<TextRange> = ranges.filter(|(on, _)| *on == of).map(|(_, range)| range).collect();
            if !ranges.is_empty() {
                found.push((waits, ranges));
            }
        }
    }
    found
}

/// What `of` declares to wait for, in its order, each once.
pub fn outgoing(snapshot: &Snapshot, of: Definition) -> Vec<Call> {
    let mut items = Items::of(snapshot, of.file);
    let mut found: Vec<Call> = Vec::new();
    for (on, range) in named(snapshot, of, |_| true) {
        match found.iter_mut().find(|it| it.item.definition == on) {
            Some(call) if call.ranges.contains(&range) => {}
            Some(call) => call.ranges.push(range),
            None => found.extend(items.item(on).map(|item| Call { item, ranges: vec![range] })),
        }
    }
    found
}

/// What holds `of`: the unit around a unit, the task or unit around a task.
pub fn containers(snapshot: &Snapshot, of: Definition) -> Vec<Item> {
    let holder = snapshot.document(of.file).and_then(|it| holder_of(it.plan(), of.target));
    let mut items = Items::of(snapshot, of.file);
    holder.and_then(|target| items.item(Definition { target, ..of })).into_iter().collect()
}

/// What `of` holds directly, in document order.
pub fn contents(snapshot: &Snapshot, of: Definition) -> Vec<Item> {
    let Some(document) = snapshot.document(of.file) else { return Vec::new() };
    let plan = document.plan();
    let units = plan.each_unit().map(|(at, _)| Target::Unit(at));
    let tasks = plan.each_task().map(|(at, _)| Target::Task(at));
    let inside = units.chain(tasks).filter(|it| *it != of.target && holder_of(plan, *it) == Some(of.target));
    let mut items = Items::of(snapshot, of.file);
    let mut found: Vec<Item> = inside.filter_map(|target| items.item(Definition { target, ..of })).collect();
    found.sort_by_key(|it| it.range.start);
    found
}

fn holder_of(plan: &Plan, target: Target) -> Option<Target> {
    match target {
        Target::Unit(at) => plan.unit(at)?.parent.map(Target::Unit),
        Target::Task(at) => {
            let task = plan.task(at)?;
            // A unit may begin inside a task's item; then that is nearer.
            let outer = task.parent.filter(|it| plan.task(*it).is_some_and(|it| it.unit == task.unit));
            outer.map(Target::Task).or(task.unit.map(Target::Unit))
        }
    }
}

/// What `of` names as its predecessors, by the names that are of interest: what each means, and where it stands.
fn named(snapshot: &Snapshot, of: Definition, wanted: impl Fn(&Name) -> bool) -> Vec<(Definition, TextRange)> {
    let Some(document) = snapshot.document(of.file) else { return Vec::new() };
    let plan = document.plan();
    let predecessors = declarations(plan, of.target).iter().flat_map(|it| &it.on).filter(|it| wanted(&it.name));
    let mut found = Vec::new();
    for predecessor in predecessors {
        let range = document.range(predecessor.place);
        let on = meant(snapshot, of.file, holder(plan, of.target), &predecessor.name);
        found.extend(on.into_iter().map(|it| (it, range)));
    }
    found.dedup();
    found
}

/// Every unit and task of `plan` that declares a dependency, in document order, units first.
fn targets(plan: &Plan) -> impl Iterator<Item = Target> {
    let units = plan.each_unit().filter(|(_, unit)| !unit.depends.is_empty()).map(|(at, _)| Target::Unit(at));
    units.chain(plan.each_task().filter(|(_, task)| !task.depends.is_empty()).map(|(at, _)| Target::Task(at)))
}

/// Makes items; the tasks of each plan are counted once.
struct Items<'a> {
    snapshot: &'a Snapshot,
    from: FileId,
    progress: HashMap<FileId, Vec<Progress>>,
}

impl<'a> Items<'a> {
    fn of(snapshot: &'a Snapshot, from: FileId) -> Items<'a> {
        Items { snapshot, from, progress: HashMap::new() }
    }

    fn item(&mut self, definition: Definition) -> Option<Item> {
        let document = self.snapshot.document(definition.file)?;
        let name = name(document, definition.target).filter(|it| !it.trim().is_empty())?;
        let (range, focus) = place_of(self.snapshot, definition)?;
        let (kind, said) = match definition.target {
            Target::Unit(at) => {
                let all = self.progress.entry(definition.file).or_insert_with(|| Progress::all(document.plan()));
                let progress = all.get(at.0 as usize).copied().unwrap_or_default();
                (SymbolKind::Unit, document.plan().unit(at).and_then(|it| unit_detail(it, progress)))
            }
            Target::Task(at) => {
                (SymbolKind::Task, document.plan().task(at).and_then(|it| Some(it.status?.to_string())))
            }
        };
        let file = (definition.file != self.from).then(|| file_name(self.snapshot, definition.file));
        let detail: Vec<String> = [said, file].into_iter().flatten().collect();
        let detail = (!detail.is_empty()).then(|| detail.join(" · "));
        Some(Item { definition, name, detail, kind, range, focus })
    }
}
