//! Code actions: the ways out of the findings in a range.

use crate::ide::FileRange;
use crate::lint::Linter;
use crate::lint::rule::{Applicability, Finding};
use crate::text::Edit;
use crate::workspace::{FileId, Snapshot};

/// So many comments are offered for a selection; each is tried out before.
const MOST_COMMENTS: usize = 12;

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
/// that silence them. A cursor without a
/// selection stands for its line: a finding is often shown on a heading's label, and its fix wanted all along the line.
/// Once they are not wanted any more, those that were found are given.
pub fn code_actions(snapshot: &Snapshot, at: FileRange, is_wanted: &dyn Fn() -> bool) -> Vec<CodeAction> {
    let Some(document) = snapshot.document(at.file) else { return Vec::new() };
    let asked = match at.range.is_empty() {
        true => document.text().line_range(document.text().line_of(at.range.start)),
        false => at.range,
    };
    let Some(linter) = Linter::new(snapshot, at.file) else { return Vec::new() };
    let (mut actions, mut comments) = (Vec::new(), Vec::new());
    for finding in linter.findings() {
        let shown = document.range(finding.place);
        if shown.start > asked.end || asked.start > shown.end {
            continue;
        }
        if !is_wanted() {
            break;
        }
        let ways = if comments.len() < MOST_COMMENTS { linter.ignore(&finding) } else { Vec::new() };
        comments.extend(ways.into_iter().map(|fix| CodeAction {
            title: fix.title,
            finding: Some(finding.clone()),
            edits: fix.edits,
            preferred: false,
            silences: true,
        }));
        for (rank, fix) in linter.fixes(&finding).into_iter().enumerate() {
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
