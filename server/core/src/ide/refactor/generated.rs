//! Generated parts: putting a schedule table or a Mermaid gantt into a plan, and making it anew.

use crate::document::Document;
use crate::document::regions::RegionKind;
use crate::ide::FileRange;
use crate::ide::refactor::{Edits, Refactoring, RefactoringKind, Refusal};
use crate::lint::generated::{between, differs, lines_of, part, refreshed};
use crate::plan::Verdict;
use crate::plan::generated::{Generated, PartKind};
use crate::text::{Edit, TextRange};
use crate::workspace::{FileId, Snapshot};

/// What can be done at `at`: a part there is made anew where it is out of date; on an empty line outside of units, one
/// that the plan does not have yet is inserted.
pub fn generated(snapshot: &Snapshot, at: FileRange) -> Vec<Refactoring> {
    let Some(document) = snapshot.document(at.file).filter(|it| it.plan().verdict == Verdict::Plan) else {
        return Vec::new();
    };
    let mut offered = Vec::new();
    for (index, part) in document.plan().generated.iter().enumerate() {
        // On its first line, the finding about it offers the same as a fix.
        let below = TextRange::new(document.range(part.begin).end + 1, document.range(part.end).end);
        let touches = below.touches(at.range.start) || below.touches(at.range.end);
        if touches && refresh(snapshot, at.file, document, part).is_some() {
            let edits = move |snapshot: &Snapshot| again(snapshot, at.file, index);
            let title = format!("Refresh the {}", part.kind.name());
            offered.push(Refactoring::new(title, RefactoringKind::Rewrite, edits));
        }
    }
    if at.range.is_empty() && is_free(document, at.range.start) {
        let has = |kind| document.plan().generated.iter().any(|it| it.kind == kind);
        for kind in PartKind::ALL.into_iter().filter(|kind| !has(*kind)) {
            if lines_of(snapshot, at.file, kind).is_some() {
                let edits = move |snapshot: &Snapshot| inserted(snapshot, at, kind);
                let title = format!("Insert a {} here", kind.name());
                offered.push(Refactoring::new(title, RefactoringKind::Rewrite, edits));
            }
        }
    }
    offered
}

/// The edits that make every part of `file` anew that is out of date, ascending.
pub fn refresh_all(snapshot: &Snapshot, file: FileId) -> Vec<Edit> {
    let Some(document) = snapshot.document(file).filter(|it| it.plan().verdict == Verdict::Plan) else {
        return Vec::new();
    };
    document.plan().generated.iter().filter_map(|part| refresh(snapshot, file, document, part)).collect()
}

/// The edit that makes `part` say what the plan says; none where it does.
fn refresh(snapshot: &Snapshot, file: FileId, document: &Document, part: &Generated) -> Option<Edit> {
    let range = between(document.range(part.begin), document.range(part.end));
    let lines = lines_of(snapshot, file, part.kind)?;
    let ends = document.text().line_ending().as_str();
    differs(&document.text().slice(range), &lines).then(|| refreshed(range, &lines, ends))
}

fn again(snapshot: &Snapshot, file: FileId, index: usize) -> Result<Edits, Refusal> {
    let edit = || {
        let document = snapshot.document(file)?;
        refresh(snapshot, file, document, document.plan().generated.get(index)?)
    };
    edit().map(|edit| vec![(file, edit)]).ok_or_else(|| Refusal("The part says what the plan says already.".to_owned()))
}

/// Whether a part can stand at `offset`: on an empty line that belongs to no unit, no other part, no list and no code.
fn is_free(document: &Document, offset: u32) -> bool {
    let text = document.text();
    if !text.slice(text.line_range(text.line_of(offset))).trim().is_empty()
        || document.unit_at(offset).is_some()
        || document.is_verbatim(offset)
    {
        return false;
    }
    let holds = |range: TextRange| range.start < offset && offset < range.end;
    let mut parts = document.plan().generated.iter();
    if parts.any(|it| holds(between(document.range(it.begin), document.range(it.end)))) {
        return false;
    }
    document.regions().iter().all(|region| match region.kind {
        RegionKind::Section(_) => true,
        _ => !holds(region.range),
    })
}

fn inserted(snapshot: &Snapshot, at: FileRange, kind: PartKind) -> Result<Edits, Refusal> {
    let refused = |reason: &str| Refusal(format!("The {} cannot stand here: {reason}.", kind.name()));
    let document = snapshot.document(at.file).ok_or_else(|| refused("the document is gone"))?;
    let lines =
        lines_of(snapshot, at.file, kind).ok_or_else(|| refused("the plan does not say when two of its units run"))?;
    let text = document.text();
    let ends = text.line_ending().as_str();
    let line = text.line_of(at.range.start);
    let is_blank = |line: u32| text.slice(text.line_range(line)).trim().is_empty();
    let before = if line == 0 || is_blank(line - 1) { "" } else { ends };
    let behind = if line + 1 >= text.line_count() || is_blank(line + 1) { "" } else { ends };
    let insert = format!("{before}{}{behind}", part(kind, &lines, ends));
    let edit = Edit { range: text.line_range(line), insert };
    let after = document.edit(std::slice::from_ref(&edit));
    let same = after.plan().units.len() == document.plan().units.len()
        && after.plan().tasks.len() == document.plan().tasks.len()
        && after.plan().generated.len() == document.plan().generated.len() + 1;
    if same { Ok(vec![(at.file, edit)]) } else { Err(refused("the plan would be read in another way")) }
}
