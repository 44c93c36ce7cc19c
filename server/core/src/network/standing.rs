//! How far a node is: as it says, as a table of its document says, or as its tasks add up to.

use std::collections::HashMap;

use crate::document::Document;
use crate::index::Target;
use crate::network::{Network, NodeIndex, Progress};
use crate::notation::share::{Counts, Share};
use crate::notation::status::Status;
use crate::notation::vocabulary::later::is_deferred;
use crate::plan::mention::Restatement;
use crate::plan::task::Task;
use crate::plan::unit::Unit;
use crate::workspace::{Definition, FileId, Snapshot};

/// Who says how far something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Source {
    /// It says so itself: a unit's status or share, a task's box.
    Stated,
    /// Another place of its document: a progress table, a gantt.
    Restated,
    /// Its tasks and what it holds: done when all boxes are ticked.
    RolledUp,
    /// What holds it is done or cancelled.
    Inherited,
    /// Nobody; it counts as not begun.
    #[default]
    Unsaid,
}

/// How far something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How far.
    pub status: Status,
    /// Who says so.
    pub source: Source,
    /// It, or what holds it, is put off (`deferred`, `on hold`).
    pub is_deferred: bool,
}

impl Default for Standing {
    fn default() -> Standing {
        Standing { status: Status::Todo, source: Source::Unsaid, is_deferred: false }
    }
}

impl Standing {
    /// Whether nothing is left to do: done or cancelled.
    pub fn is_closed(self) -> bool {
        self.status.is_over()
    }
}

/// Sets how far every node is.
pub(crate) fn stand(snapshot: &Snapshot, network: &mut Network) {
    let files: Vec<FileId> = network.projects.iter().flat_map(|it| &it.files).copied().collect();
    let restated = restatements(snapshot, &files);
    // What is inside stands behind what holds it: from the last on, all contents are known.
    for at in (0..network.nodes.len()).rev().map(|at| NodeIndex(at as u32)) {
        let Some(definition) = network.node(at).map(|node| node.definition) else { continue };
        let Some(document) = snapshot.document(definition.file) else { continue };
        let progress = progress(network, at, document, definition.target);
        let elsewhere = restated.get(&definition).map_or(&[][..], Vec::as_slice);
        let standing = match definition.target {
            Target::Unit(unit) => {
                document.plan().unit(unit).map(|it| of_unit(network, at, document, it, elsewhere, progress))
            }
            Target::Task(task) => document.plan().task(task).map(|it| of_task(network, at, document, it)),
        };
        if let Some(node) = network.node_mut(at) {
            node.progress = progress;
            node.standing = standing.unwrap_or_default();
        }
    }
    inherit(network);
}

/// What each unit's document says of it in other places, by unit.
pub(crate) fn restatements<'a>(snapshot: &'a Snapshot, files: &[FileId]) -> HashMap<Definition, Vec<&'a Restatement>> {
    let mut found: HashMap<Definition, Vec<&Restatement>> = HashMap::new();
    for &file in files {
        let Some(document) = snapshot.document(file) else { continue };
        for restatement in &document.plan().restatements {
            if let [one] = snapshot.resolve_in(file, None, &restatement.name).as_slice()
                && one.file == file
            {
                found.entry(*one).or_default().push(restatement);
            }
        }
    }
    found
}

/// Its own tasks and those of the units inside it; a task's own.
fn progress(network: &Network, at: NodeIndex, document: &Document, target: Target) -> Progress {
    let plan = document.plan();
    let mut progress = Progress::default();
    let mut add = |task: &Task| {
        if let Some(status) = task.status.filter(|it| *it != Status::Cancelled && !task.optional) {
            progress.total += 1;
            progress.done += u32::from(status == Status::Done);
        }
    };
    match target {
        Target::Unit(at) => {
            let Some(unit) = plan.unit(at) else { return progress };
            unit.tasks.iter().filter_map(|it| plan.task(*it)).for_each(&mut add);
        }
        Target::Task(at) => plan.task(at).into_iter().for_each(&mut add),
    }
    let children = network.node(at).map_or(&[][..], |node| node.children.as_slice());
    // Tasks are counted with the unit that holds them, however deep.
    let inside = children.iter().filter_map(|it| network.node(*it)).filter(|it| it.is_unit());
    for it in inside.filter(|it| it.standing.status != Status::Cancelled) {
        progress.done += it.progress.done;
        progress.total += it.progress.total;
    }
    progress
}

fn of_unit(
    network: &Network,
    at: NodeIndex,
    document: &Document,
    unit: &Unit,
    restated: &[&Restatement],
    progress: Progress,
) -> Standing {
    let said = unit.status.as_ref();
    let is_deferred = said
        .is_some_and(|it| !matches!(it.value, Status::Done | Status::Active) && is_deferred(&document.slice(it.place)))
        || has_deferring_remark(&unit.title);
    if let Some(said) = said {
        return Standing { status: said.value, source: Source::Stated, is_deferred };
    }
    if let Some(status) = unit.share.as_ref().and_then(|it| by_share(it.value)) {
        return Standing { status, source: Source::Stated, is_deferred };
    }
    let rolled = roll_up(network, at, document, unit, progress);
    if let Some(status) = restated.iter().find_map(|it| it.status.as_ref()) {
        // Boxes that are ticked say more than a table's "planned".
        let status = rolled.filter(|_| status.value == Status::Todo).unwrap_or(status.value);
        return Standing { status, source: Source::Restated, is_deferred };
    }
    match rolled {
        Some(status) => Standing { status, source: Source::RolledUp, is_deferred },
        None => Standing { is_deferred, ..Standing::default() },
    }
}

/// Done when every box in it is ticked and every unit in it is; begun when some are; none where nothing says so.
fn roll_up(network: &Network, at: NodeIndex, document: &Document, unit: &Unit, progress: Progress) -> Option<Status> {
    let children = network.node(at).map_or(&[][..], |node| node.children.as_slice());
    let units: Vec<Standing> =
        children.iter().filter_map(|it| network.node(*it)).filter(|it| it.is_unit()).map(|it| it.standing).collect();
    let boxes = criteria_boxes(unit);
    let own = unit.tasks.iter().filter_map(|it| document.plan().task(*it));
    let is_begun = progress.done > 0
        || own.clone().any(|it| it.status == Some(Status::Active))
        || units.iter().any(|it| matches!(it.status, Status::Done | Status::Active));
    let says_anything = progress.total > 0 || !units.is_empty() || boxes.total > 0;
    let is_open = progress.done < progress.total
        || boxes.done < boxes.total
        || units.iter().any(|it| !it.is_closed())
        || progress.total == 0 && units.is_empty() && !unit.tasks.is_empty() && boxes.total == 0;
    let is_cancelled =
        !units.is_empty() && progress.total == 0 && units.iter().all(|it| it.status == Status::Cancelled);
    match (says_anything, is_open) {
        _ if is_cancelled => Some(Status::Cancelled),
        (true, false) => Some(Status::Done),
        (true, true) if is_begun => Some(Status::Active),
        _ => None,
    }
}

/// The boxes of its acceptance criteria.
fn criteria_boxes(unit: &Unit) -> Progress {
    Progress {
        done: unit.criteria.iter().map(|it| it.done).sum(),
        total: unit.criteria.iter().map(|it| it.boxes).sum(),
    }
}

fn by_share(share: Share) -> Option<Status> {
    match share {
        Share { counts: Counts::Others, .. } | Share { of: 0, .. } => None,
        Share { done: 0, .. } => Some(Status::Todo),
        Share { done, of, .. } if done >= of => Some(Status::Done),
        _ => Some(Status::Active),
    }
}

fn of_task(network: &Network, at: NodeIndex, document: &Document, task: &Task) -> Standing {
    let is_deferred = has_deferring_remark(&document.slice(task.text));
    let children = || network.node(at).into_iter().flat_map(|it| &it.children).filter_map(|it| network.node(*it));
    let is_begun = children().any(|it| matches!(it.standing.status, Status::Done | Status::Active));
    let all_done = children().next().is_some() && children().all(|it| it.standing.is_closed());
    match task.status {
        Some(Status::Todo) | None if is_begun && task.status.is_none() && all_done => {
            Standing { status: Status::Done, source: Source::RolledUp, is_deferred }
        }
        Some(Status::Todo) | None if is_begun => {
            Standing { status: Status::Active, source: Source::RolledUp, is_deferred }
        }
        Some(status) => Standing { status, source: Source::Stated, is_deferred },
        None => Standing { is_deferred, ..Standing::default() },
    }
}

/// Whether a remark in brackets (`(deferred)`, `[postponed to 2027]`) puts off what bears it, or it is struck out.
fn has_deferring_remark(title: &str) -> bool {
    let mut rest = title;
    while let Some(at) = rest.find(['(', '[', '（', '【']) {
        let behind = rest.get(at..).unwrap_or_default();
        let inner = behind.get(behind.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        let end = inner.find([')', ']', '）', '】']).unwrap_or(inner.len());
        if is_deferred(inner.get(..end).unwrap_or_default()) {
            return true;
        }
        rest = inner.get(end..).unwrap_or_default();
    }
    title.trim_start().starts_with("~~")
}

/// What stands in something that is done, cancelled or put off is so too, unless it is closed itself.
fn inherit(network: &mut Network) {
    for at in (0..network.nodes.len()).map(|at| NodeIndex(at as u32)) {
        let parent = network.node(at).and_then(|node| node.parent).and_then(|parent| network.node(parent));
        let Some(outer) = parent.map(|it| it.standing) else { continue };
        let Some(node) = network.node_mut(at) else { continue };
        node.standing.is_deferred |= outer.is_deferred;
        if outer.is_closed() && !node.standing.is_closed() {
            node.standing = Standing { status: outer.status, source: Source::Inherited, ..node.standing };
        }
    }
}
