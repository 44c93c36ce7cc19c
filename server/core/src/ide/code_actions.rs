//! Code actions: the ways out of the findings in a range.

use std::sync::Arc;

use crate::ide::FileRange;
use crate::lint::Linter;
use crate::lint::rule::{Applicability, Finding};
use crate::text::Edit;
use crate::workspace::{FileId, Snapshot};

/// So many comments are offered for a selection; each is tried out before.
const MOST_COMMENTS: usize = 12;
/// So many findings of a selection get fixes, the first ones: nobody chooses from a longer menu.
const MOST_MENDED: usize = 50;

/// Something that the editor offers to do.
#[derive(Clone, Debug)]
pub struct CodeAction {
    /// A menu entry: `Replace with Phase 6`.
    pub title: String,
    /// The finding that it resolves.
    pub finding: Option<Finding>,
    /// The edits, by file, ascending and not overlapping.
    pub edits: Vec<(FileId, Edit)>,
    /// The one that an editor's "fix this" takes; at most one of each finding.
    pub preferred: bool,
    /// It mends nothing: it writes a comment that silences the finding.
    pub silences: bool,
}

/// The fixes of the findings that touch `at`, in the order of the findings, of each the best first; then the comments
/// that silence them. `findings` are those of the document, as [`lint`](crate::lint::lint) tells them. A cursor without
/// a selection stands for its line: a finding is often shown on a heading's label, and its fix wanted all along the line.
/// Once they are not wanted any more, those that were found are given.
pub fn code_actions(
    snapshot: &Snapshot,
    at: FileRange,
    findings: &Arc<Vec<Finding>>,
    is_wanted: &dyn Fn() -> bool,
) -> Vec<CodeAction> {
    let Some(document) = snapshot.document(at.file) else { return Vec::new() };
    let asked = match at.range.is_empty() {
        true => document.text().line_range(document.text().line_of(at.range.start)),
        false => at.range,
    };
    let touches = |it: &&Finding| {
        let shown = document.range(it.place);
        shown.start <= asked.end && asked.start <= shown.end
    };
    let (mut actions, mut comments) = (Vec::new(), Vec::new());
    let mut touched = findings.iter().filter(touches).take(MOST_MENDED).peekable();
    if touched.peek().is_none() {
        return Vec::new();
    }
    let Some(linter) = Linter::new(snapshot, at.file).map(|it| it.knowing(findings)) else { return Vec::new() };
    for finding in touched {
        if !is_wanted() {
            break;
        }
        let ways = if comments.len() < MOST_COMMENTS { linter.ignore(finding) } else { Vec::new() };
        comments.extend(ways.into_iter().map(|fix| CodeAction {
            title: fix.title,
            finding: Some(finding.clone()),
            edits: fix.edits,
            preferred: false,
            silences: true,
        }));
        for (rank, fix) in linter.fixes(finding).into_iter().enumerate() {
            actions.push(CodeAction {
                title: fix.title,
                finding: Some(finding.clone()),
                edits: fix.edits,
                preferred: rank == 0 && fix.applicability == Applicability::Safe,
                silences: false,
            });
        }
    }
    actions.extend(comments);
    actions
}
