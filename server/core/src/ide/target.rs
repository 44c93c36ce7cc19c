//! What stands under the cursor: a definition, or a mention and what it means. The one look-up that hover, definition
//! and references share.

use crate::document::Document;
use crate::ide::FilePosition;
use crate::index::Target;
use crate::notation::label::Name;
use crate::plan::mention::Mention;
use crate::plan::place::Place;
use crate::plan::unit::{Dependency, UnitIndex};
use crate::text::TextRange;
use crate::workspace::{Definition, FileId, Snapshot};

/// What a cursor points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointed {
    /// The label, id or line, in bytes of the file that the cursor is in.
    pub range: TextRange,
    /// As written; of a range, its first member.
    pub text: String,
    /// Whether the cursor stands on a definition itself.
    pub is_definition: bool,
    /// Whether one name means several definitions, rather than several names standing there.
    pub is_ambiguous: bool,
    /// What it means, in the order in which it names it. Empty: defined nowhere.
    pub definitions: Vec<Definition>,
}

/// What stands at `at`: a mention or dependency target before the definition whose line holds it.
pub fn target_at(snapshot: &Snapshot, at: FilePosition) -> Option<Pointed> {
    let document = snapshot.document(at.file)?;
    mention_at(snapshot, document, at).or_else(|| definition_at(document, at))
}

/// Where `definition` is: its whole extent, and its label or id.
pub fn place_of(snapshot: &Snapshot, definition: Definition) -> Option<(TextRange, TextRange)> {
    let document = snapshot.document(definition.file)?;
    let plan = document.plan();
    let (whole, focus) = match definition.target {
        Target::Unit(at) => {
            let unit = plan.unit(at)?;
            (document.extent(unit), document.range(unit.name))
        }
        Target::Task(at) => {
            let task = plan.task(at)?;
            let focus = task.id.as_ref().map_or(task.text, |id| id.place);
            (document.range(task.place), document.range(focus))
        }
    };
    let whole = TextRange::new(whole.start.min(focus.start), whole.end.max(focus.end));
    Some((whole, focus))
}

/// Where `definition` says its names: a unit's label and ids; a task's id, or its words where it has none.
pub fn names_in(snapshot: &Snapshot, definition: Definition) -> Vec<TextRange> {
    let Some(document) = snapshot.document(definition.file) else { return Vec::new() };
    let places: Vec<Place> = match definition.target {
        Target::Unit(at) => {
            let unit = document.plan().unit(at);
            unit.map_or(Vec::new(), |it| it.ids.iter().map(|id| id.place).chain([it.name]).collect())
        }
        Target::Task(at) => {
            let task = document.plan().task(at);
            task.map_or(Vec::new(), |it| vec![it.id.as_ref().map_or(it.text, |id| id.place)])
        }
    };
    places.into_iter().map(|it| document.range(it)).collect()
}

/// A name where it is used: in a mention, or in a dependency declaration.
#[derive(Debug)]
pub struct Use<'a> {
    /// The name.
    pub name: &'a Name,
    /// As written.
    pub text: &'a str,
    /// Where.
    pub place: Place,
    /// The unit in whose section it stands.
    pub unit: Option<UnitIndex>,
}

/// Every use of a name that `document` itself tells to be one: mentions in document order, then what units and tasks
/// depend on. A dependency is commonly a mention too.
pub fn uses(document: &Document) -> impl Iterator<Item = Use<'_>> {
    document.plan().mentions.iter().map(mentioned).chain(declared(document))
}

/// Every use of a name in `file` that is `wanted`: those of [`uses`], then words of which only others tell that they are
/// names, for they define them. To look for that in other documents costs more than to tell what is wanted.
pub fn uses_in<'a>(
    snapshot: &'a Snapshot,
    file: FileId,
    wanted: impl Fn(&Use<'a>) -> bool,
) -> impl Iterator<Item = Use<'a>> {
    let document = snapshot.document(file).into_iter();
    let all = document.flat_map(|it| {
        let strangers = it.plan().strangers.iter().map(|stranger| (mentioned(stranger), Some(stranger)));
        uses(it).map(|it| (it, None)).chain(strangers)
    });
    let wanted = all.filter(move |(it, _)| wanted(it));
    let is_name = move |it| !snapshot.resolve_stranger(file, it).is_empty();
    wanted.filter(move |(_, stranger)| stranger.is_none_or(is_name)).map(|(it, _)| it)
}

fn mentioned(mention: &Mention) -> Use<'_> {
    Use { name: &mention.name, text: &mention.text, place: mention.place, unit: mention.unit }
}

/// What the units and tasks of `document` say that they depend on, units first.
pub fn declared(document: &Document) -> impl Iterator<Item = Use<'_>> {
    let plan = document.plan();
    let of_units = plan.each_unit().flat_map(|(at, unit)| predecessors(&unit.depends, Some(at)));
    let of_tasks = plan.each_task().flat_map(|(_, task)| predecessors(&task.depends, task.unit));
    of_units.chain(of_tasks)
}

fn predecessors(depends: &[Dependency], unit: Option<UnitIndex>) -> impl Iterator<Item = Use<'_>> {
    let all = depends.iter().flat_map(|dependency| &dependency.on);
    all.map(move |it| Use { name: &it.name, text: &it.text, place: it.place, unit })
}

/// The shortest use of a name that the cursor touches. Where several share its place, as the members of a range do,
/// all of them are meant.
fn mention_at(snapshot: &Snapshot, document: &Document, at: FilePosition) -> Option<Pointed> {
    let is_touched = |it: &Use<'_>| {
        let range = document.range(it.place);
        !range.is_empty() && range.touches(at.offset)
    };
    let touched: Vec<(TextRange, Use<'_>)> =
        uses_in(snapshot, at.file, is_touched).map(|it| (document.range(it.place), it)).collect();
    // At the seam of two, the cursor belongs to the one that begins there.
    let (range, _) = touched.iter().min_by_key(|(range, _)| (range.end == at.offset, range.len()))?;
    let mut definitions: Vec<Definition> = Vec::new();
    let mut text = None;
    let mut is_ambiguous = false;
    for (_, it) in touched.iter().filter(|(it, _)| it == range) {
        text.get_or_insert(it.text);
        let resolved = snapshot.resolve_in(at.file, it.unit, it.name);
        is_ambiguous |= resolved.len() > 1;
        for definition in resolved {
            if !definitions.contains(&definition) {
                definitions.push(definition);
            }
        }
    }
    Some(Pointed { range: *range, text: text?.to_owned(), is_definition: false, is_ambiguous, definitions })
}

/// The unit or task whose own label, id or defining line the cursor touches.
fn definition_at(document: &Document, at: FilePosition) -> Option<Pointed> {
    let (place, target) = defining_place(document, at.offset)?;
    let range = document.range(place);
    let definitions = vec![Definition { file: at.file, target }];
    Some(Pointed { range, text: document.text().slice(range), is_definition: true, is_ambiguous: false, definitions })
}

fn defining_place(document: &Document, offset: u32) -> Option<(Place, Target)> {
    let plan = document.plan();
    let touches = |place: Place| document.range(place).touches(offset);
    for (at, task) in plan.each_task() {
        if let Some(id) = task.id.as_ref().filter(|id| touches(id.place)) {
            return Some((id.place, Target::Task(at)));
        }
    }
    let (at, unit) = plan.each_unit().find(|(_, unit)| touches(unit.header))?;
    let ids = unit.ids.iter().map(|id| id.place);
    let place = std::iter::once(unit.name).chain(ids).find(|place| touches(*place)).unwrap_or(unit.header);
    Some((place, Target::Unit(at)))
}

/// The file's name as it is shown; what an unsaved document is called, be it the one that was asked about or another.
pub fn file_name(snapshot: &Snapshot, file: FileId) -> String {
    if let Some(shown) = snapshot.shown(file) {
        return shown.to_owned();
    }
    let has_several = snapshot.files().filter(|(_, it)| it.path().is_none()).nth(1).is_some();
    if has_several { "an unsaved document" } else { "the unsaved document" }.to_owned()
}
