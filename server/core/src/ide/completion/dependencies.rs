//! What a unit or task may depend on, where it says so.

use std::ops::Range;

use crate::document::Document;
use crate::ide::FilePosition;
use crate::ide::completion::candidate::Candidate;
use crate::ide::completion::names::{JOINT_WORDS, JOINTS, offered, typed, word_starts};
use crate::ide::completion::position::Position;
use crate::ide::completion::trial::reading;
use crate::ide::completion::{Completion, CompletionKind};
use crate::index::Target;
use crate::text::TextRange;
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
    rows: &Range<u32>,
    all: &[Candidate],
) -> Option<Vec<Completion>> {
    let start = typed(position, all);
    // Behind a word that begins no name, nothing can follow but what the author has in mind.
    if start.is_none() && !is_at_start(position) {
        return Some(Vec::new());
    }
    let around = Around::of(document, at.offset, position, start);
    if around.is_open {
        return Some(Vec::new());
    }
    let offer = |all| around.put(offered(document, at, position, start, all));
    let tried = likely(all, at.offset);
    let read = |(choice, it): (&Completion, &Candidate)| reading(snapshot, at.file, rows, choice, it.definition);
    let reading = offer(tried.clone()).iter().zip(&tried).find_map(read)?;
    // In front of words that are no name, a list would not go on.
    if !around.tail.is_empty() && reading.others.is_empty() {
        return Some(Vec::new());
    }
    let own = reading.subject.or_else(|| document.unit_at(at.offset).map(Target::Unit));
    let mut all = all.to_vec();
    all.retain(|it| {
        let is_own = it.definition.file == at.file && Some(it.definition.target) == own;
        !is_own && !reading.others.contains(&it.definition)
    });
    rank(snapshot, at, own, &mut all);
    Some(offer(all))
}

/// Some of the candidates, by which one can tell what is read here: the nearest before the cursor, of units and of tasks.
fn likely(all: &[Candidate], offset: u32) -> Vec<Candidate> {
    let nearest = |kind: CompletionKind| {
        let mut alike: Vec<&Candidate> = all.iter().filter(|it| it.kind == kind).collect();
        alike.sort_by_key(|it| (it.is_foreign, it.start >= offset, it.start.abs_diff(offset)));
        alike.into_iter().take(MOST_TRIED)
    };
    let (mut units, mut tasks) = (nearest(CompletionKind::Unit), nearest(CompletionKind::Task));
    let mut found = Vec::new();
    for _ in 0..MOST_TRIED {
        found.extend(units.next().cloned());
        found.extend(tasks.next().cloned());
    }
    found.truncate(MOST_TRIED);
    found
}

/// What has to stand before and behind a name, so that it joins what is there already.
struct Around {
    /// Before it: a blank, behind a colon or comma.
    lead: &'static str,
    /// Behind it: a comma, in front of another name.
    tail: &'static str,
    /// The bold type of the label is still to be closed, and nothing may come before that.
    is_open: bool,
}

impl Around {
    fn of(document: &Document, offset: u32, position: &Position, start: Option<usize>) -> Around {
        let before = position.before();
        let line = document.text().line_range(document.text().line_of(offset));
        let behind = document.text().slice(TextRange::new(offset, line.end));
        let is_joined = start.is_none() && before.ends_with([':', '*', ',', ';']);
        let is_followed = start.is_none() && behind.starts_with(char::is_alphanumeric);
        Around {
            lead: if is_joined { " " } else { "" },
            tail: if is_followed { ", " } else { "" },
            is_open: before.ends_with(':') && before.matches("**").count() % 2 == 1 && !behind.contains("**"),
        }
    }

    fn put(&self, mut choices: Vec<Completion>) -> Vec<Completion> {
        for it in &mut choices {
            it.insert = format!("{}{}{}", self.lead, it.insert, self.tail);
        }
        choices
    }
}

/// Whether a name may begin at the cursor: at the value's start, and behind what joins two names.
fn is_at_start(position: &Position) -> bool {
    let (line, from) = (position.before(), position.from());
    let value = line.get(from..).unwrap_or("").trim_end();
    let last = word_starts(line, from).last().and_then(|start| line.get(*start..)).unwrap_or("");
    let is_apart = line.len() > from + value.len();
    value.is_empty()
        || value.ends_with(JOINTS)
        || value.ends_with(['(', '[', '`', '*', '_'])
        || is_apart && JOINT_WORDS.contains(&last.trim_end().to_lowercase().as_str())
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

/// The units and tasks around `own`.
fn containers(document: &Document, own: Target) -> Vec<Target> {
    let plan = document.plan();
    let around = |at: &Target| match *at {
        Target::Unit(at) => plan.unit(at)?.parent.filter(|parent| *parent < at).map(Target::Unit),
        Target::Task(at) => {
            let task = plan.task(at)?;
            let parent = task.parent.filter(|parent| *parent < at).map(Target::Task);
            parent.or(task.unit.map(Target::Unit))
        }
    };
    std::iter::successors(around(&own), around).collect()
}
