//! What a unit or task may depend on, where it says so.

use crate::document::Document;
use crate::ide::FilePosition;
use crate::ide::completion::candidate::Candidate;
use crate::ide::completion::names::{offered, typed, word_starts};
use crate::ide::completion::position::Position;
use crate::ide::completion::trial::is_read;
use crate::ide::completion::{Completion, CompletionKind};
use crate::index::Target;
use crate::plan::unit::UnitIndex;
use crate::workspace::{Definition, Snapshot};

/// What a choice is said to do that would make two units wait for each other.
const CIRCLE: &str = "would close a circle";

/// So many choices are tried before the place is taken for none where a dependency is read.
const MOST_TRIED: usize = 3;

/// The choices for a dependency. None where none of them would be read as one: the words only look like a declaration.
pub(crate) fn dependencies(
    snapshot: &Snapshot,
    document: &Document,
    at: FilePosition,
    position: &Position,
    all: &[Candidate],
) -> Option<Vec<Completion>> {
    let mut all = all.to_vec();
    let start = typed(position, &all);
    // Behind a word that begins no name, nothing can follow but what the author has in mind.
    let is_open = start.is_some() || is_at_start(position);
    let own = subject(document, at.offset, position);
    all.retain(|it| Some(it.definition.target) != own || it.definition.file != at.file);
    rank(snapshot, at, own, &mut all);
    let meant: Vec<Definition> = all.iter().map(|it| it.definition).collect();
    let offered = offered(document, at, position, start, all);
    let mut tried = offered.iter().zip(meant).take(MOST_TRIED);
    let is_dependency = tried.any(|(it, meant)| is_read(snapshot, at.file, it, meant));
    match (is_open, is_dependency) {
        (true, true) => Some(offered),
        (false, _) => Some(Vec::new()),
        (true, false) => None,
    }
}

/// Whether a name may begin at the cursor: at the value's start, and behind what joins two names.
fn is_at_start(position: &Position) -> bool {
    let (line, from) = (position.before(), position.from());
    let value = line.get(from..).unwrap_or("").trim_end();
    let last = word_starts(line, from).last().and_then(|start| line.get(*start..)).unwrap_or("");
    let joins = ["and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en", "of", "i", "lub", "и", "или", "plus"];
    let is_apart = line.len() > from + value.len();
    value.is_empty()
        || value.ends_with([',', ';', '&', '+', '/', '、', '，', '和', '与', 'と', '(', '[', '`', '*', '_'])
        || is_apart && joins.contains(&last.trim_end().to_lowercase().as_str())
}

/// The unit or task whose dependency is being declared.
fn subject(document: &Document, offset: u32, position: &Position) -> Option<Target> {
    let Position::Dependency { declared_on, .. } = position else { return None };
    let plan = document.plan();
    let around = declared_on.and_then(|line| {
        let line = document.text().line_range(line);
        plan.each_task().find(|(_, task)| document.range(task.place).overlaps(line) && task.id.is_some())
    });
    match around {
        Some((task, _)) => Some(Target::Task(task)),
        None => document.unit_at(offset).map(Target::Unit),
    }
}

/// Orders the choices for a dependency of `own`: what stands before it, the nearest first; what follows; other files;
/// last, and marked, what would close a circle.
fn rank(snapshot: &Snapshot, at: FilePosition, own: Option<Target>, candidates: &mut [Candidate]) {
    let Some(document) = snapshot.document(at.file) else { return };
    let mut waiting = own.map(|target| snapshot.waiting_for(Definition { file: at.file, target }));
    let is_task = matches!(own, Some(Target::Task(_)));
    let around = own.map_or_else(Vec::new, |own| containers(document, own));
    for it in candidates.iter_mut() {
        let closes = !it.is_foreign && around.contains(&it.definition.target)
            || waiting.as_mut().is_some_and(|waiting| waiting.waits(it.definition));
        if closes {
            it.is_discouraged = true;
            it.note =
                [it.note.as_str(), CIRCLE].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ");
        }
    }
    candidates.sort_by_key(|it| {
        let follows = !it.is_foreign && it.start >= at.offset;
        let other_kind = is_task != (it.kind == CompletionKind::Task);
        let distance = if follows || it.is_foreign { it.order } else { usize::MAX - it.order };
        (it.is_discouraged, it.is_foreign, other_kind, follows, distance)
    });
}

/// The units around `own`.
fn containers(document: &Document, own: Target) -> Vec<Target> {
    let plan = document.plan();
    let mut at: Option<UnitIndex> = match own {
        Target::Unit(unit) => plan.unit(unit).and_then(|it| it.parent),
        Target::Task(task) => plan.task(task).and_then(|it| it.unit),
    };
    let mut found = Vec::new();
    while let Some(unit) = at {
        found.push(Target::Unit(unit));
        at = plan.unit(unit).and_then(|it| it.parent).filter(|parent| *parent < unit);
    }
    found
}
