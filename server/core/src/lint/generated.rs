//! What generated parts are to say, made from the plan's facts alone, so that making it twice gives the same.

pub mod mermaid;
pub mod row;
pub mod table;
pub mod gantt;

use crate::lint::dependencies::{Edge, edges};
use crate::lint::generated::gantt::gantts;
use crate::lint::generated::row::rows;
use crate::lint::generated::table::table;
use crate::lint::outline::Outline;
use crate::plan::Plan;
use crate::plan::generated::{PartKind, closing};
use crate::text::{Edit, TextRange};
use crate::workspace::{FileId, Snapshot};

/// The rule about parts that are out of date. What mends another finding may leave a part to be made anew.
pub const STALE: &str = "stale-generated-part";

/// A plan of which a part is made.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Every document.
    pub snapshot: &'a Snapshot,
    /// The plan's.
    pub file: FileId,
    /// The plan.
    pub plan: &'a Plan,
    /// Its units as a tree.
    pub outline: &'a Outline,
    /// What its units and tasks wait for.
    pub edges: &'a [Edge],
}

/// The lines of a part; none where the plan does not say when two of its units run.
pub fn lines(told: Told<'_>, kind: PartKind) -> Option<Vec<String>> {
    let rows = rows(told);
    if rows.iter().filter(|row| row.bar.is_some() && !row.is_section).count() < 2 {
        return None;
    }
    Some(match kind {
        PartKind::Schedule => table(&rows),
        PartKind::Gantt => gantts(told.plan.title.as_deref().unwrap_or("Plan"), &rows),
    })
}

/// Whether `old`, what stands in a part, says something else than `lines`. How wide its columns are does not matter.
pub fn differs(old: &str, lines: &[String]) -> bool {
    let bare = |line: &str| {
        let mut bare = String::with_capacity(line.len());
        for c in line.chars().filter(|c| !c.is_whitespace()) {
            if c != '-' || !bare.ends_with('-') {
                bare.push(c);
            }
        }
        bare
    };
    let is_told = |line: &String| !line.is_empty();
    !old.split(['\n', '\r']).map(bare).filter(is_told).eq(lines.iter().map(|line| bare(line)).filter(is_told))
}

/// What stands between the lines of a part's two comments: from the end of the first to the start of the second.
pub fn between(begin: TextRange, end: TextRange) -> TextRange {
    TextRange::new(begin.end, end.start)
}

/// The edit that makes a part say `lines`: `range` is what stands between its comments.
pub fn refreshed(range: TextRange, lines: &[String], ends: &str) -> Edit {
    Edit { range, insert: format!("{ends}{ends}{}{ends}{ends}", lines.join(ends)) }
}

/// A whole part, both comments included, without a line end behind it.
pub fn part(kind: PartKind, lines: &[String], ends: &str) -> String {
    format!("{}{ends}{ends}{}{ends}{ends}{}", kind.opening(), lines.join(ends), closing())
}

/// The lines of a part of `file`, for whoever has no linter at hand.
pub fn lines_of(snapshot: &Snapshot, file: FileId, kind: PartKind) -> Option<Vec<String>> {
    let plan = snapshot.document(file)?.plan();
    let (outline, edges) = (Outline::of(plan), edges(snapshot, file));
    lines(Told { snapshot, file, plan, outline: &outline, edges: &edges }, kind)
}
