//! Refactorings: changes of a plan that a reader asks for, rather than ways out of a finding. One a file.

mod place;
mod family;
mod form;
mod carried;
pub mod renumber;
pub mod insert;
pub mod later;
pub mod wording;
pub mod moving;
pub mod sites;
pub mod shifted;
pub mod shift;
pub mod statuses;
mod shares;
pub mod mark_done;
pub mod declaring;
pub mod add_dependency;
pub mod move_task;
pub mod generated;

use crate::ide::FileRange;
use crate::ide::refactor::add_dependency::dependencies;
use crate::ide::refactor::generated::generated;
use crate::ide::refactor::mark_done::marks;
use crate::ide::refactor::move_task::moves;
use crate::ide::refactor::place::from_first_word;
use crate::ide::refactor::shift::shifts;
use crate::text::Edit;
use crate::workspace::{FileId, Snapshot};

/// Why a change is not made: a sentence that says what stands in its way, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub String);

/// Edits by file, of each file ascending and not overlapping.
pub type Edits = Vec<(FileId, Edit)>;

type Work = dyn Fn(&Snapshot) -> Result<Edits, Refusal> + Send;

/// What becomes of the plan's text, in the words of the protocol's kinds of code actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefactoringKind {
    /// Something moves elsewhere.
    Move,
    /// Something is said in another way, or anew.
    Rewrite,
}

/// Something that the editor offers to do, and has not worked out yet.
pub struct Refactoring {
    /// A menu entry that no other has at the same place: `Mark TASK-3 as done`.
    pub title: String,
    /// What becomes of the text.
    pub kind: RefactoringKind,
    /// Works out the edits.
    edits: Box<Work>,
}

impl Refactoring {
    /// One that works out its edits when it is chosen. What is offered should rarely be refused then.
    pub fn new(
        title: String,
        kind: RefactoringKind,
        edits: impl Fn(&Snapshot) -> Result<Edits, Refusal> + Send + 'static,
    ) -> Refactoring {
        Refactoring { title, kind, edits: Box::new(edits) }
    }

    /// The edits, for the documents that it was offered for.
    pub fn edits(&self, snapshot: &Snapshot) -> Result<Edits, Refusal> {
        (self.edits)(snapshot)
    }
}

/// Those that look at a place and say what can be done there, in the order in which a menu shows them.
const ALL: &[fn(&Snapshot, FileRange) -> Vec<Refactoring>] =
    &[marks, moves, dependencies, shifts, insert::offered, renumber::offered, generated];

/// What can be done at `at`: cheap, since an editor asks at every move of the cursor.
pub fn refactorings(snapshot: &Snapshot, at: FileRange) -> Vec<Refactoring> {
    let Some(document) = snapshot.document(at.file) else { return Vec::new() };
    let at = FileRange { range: from_first_word(document, at.range), ..at };
    ALL.iter().flat_map(|offered| offered(snapshot, at)).collect()
}
