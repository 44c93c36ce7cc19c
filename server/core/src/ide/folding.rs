//! Folding: the sections, units, lists, tables, code blocks, comments and front matter that span several lines.

use crate::document::Document;
use crate::document::regions::{Region, RegionKind};
use crate::ide::words::Progress;
use crate::plan::unit::{DefinedBy, Unit, UnitIndex};
use crate::text::TextRange;
use crate::workspace::{FileId, Snapshot};

/// Lines that can be folded away behind the first of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The line that stays, from 0.
    pub start: u32,
    /// The last line that goes, from 0; behind `start`.
    pub end: u32,
    /// Whether it is a comment.
    pub is_comment: bool,
    /// What may be shown in the place of what is folded: `3/8 done`, `12 items`; none where there is nothing to say.
    pub summary: Option<String>,
}

/// What can be folded in `file`, by first lines, an outer one before those inside it; nothing twice.
pub fn folds(snapshot: &Snapshot, file: FileId) -> Vec<Fold> {
    let Some(document) = snapshot.document(file) else { return Vec::new() };
    let regions = document.regions();
    let mut folds: Vec<Fold> = units(document);
    folds.extend(regions.iter().enumerate().filter_map(|(at, it)| {
        let inside = regions.get(at + 1..).unwrap_or_default();
        region(document, it, inside)
    }));
    // A unit says more than the section that it is.
    folds.sort_by_key(|it| (it.start, u32::MAX - it.end, it.summary.is_none()));
    folds.dedup_by_key(|it| (it.start, it.end));
    folds
}

/// The outermost of `folds` that are `most` or fewer, in their order.
pub fn outermost(mut folds: Vec<Fold>, most: usize) -> Vec<Fold> {
    if folds.len() > most {
        folds.sort_by_key(|it| u32::MAX - (it.end - it.start));
        folds.truncate(most);
        folds.sort_by_key(|it| (it.start, u32::MAX - it.end));
    }
    folds
}

fn units(document: &Document) -> Vec<Fold> {
    let progress = Progress::all(document.plan());
    let fold = |(at, unit): (UnitIndex, &Unit)| {
        let is_block = !matches!(unit.defined_by, DefinedBy::FrontMatter | DefinedBy::Row | DefinedBy::Gantt);
        let known = progress.get(at.0 as usize).filter(|it| it.all > 0);
        let summary = known.map(|it| format!("{}/{} done", it.done, it.all));
        let fold = lines(document, document.section(unit)).filter(|_| is_block)?;
        Some(Fold { summary, ..fold })
    };
    document.plan().each_unit().filter_map(fold).collect()
}

fn region(document: &Document, region: &Region, behind: &[Region]) -> Option<Fold> {
    let fold = lines(document, region.range)?;
    let inside = || behind.iter().take_while(|it| region.range.contains(it.range));
    let summary = match region.kind {
        RegionKind::Section(_) | RegionKind::Item => None,
        RegionKind::List => {
            // Items of lists inside it stand within one of its own.
            let mut end = 0;
            let items = inside().filter(|it| {
                let is_own = it.kind == RegionKind::Item && it.range.start >= end;
                end = if is_own { it.range.end } else { end };
                is_own
            });
            Some(counted(items.count(), "item"))
        }
        RegionKind::Table => {
            // The header is none.
            Some(counted(inside().filter(|it| it.kind == RegionKind::Row).count().saturating_sub(1), "row"))
        }
        RegionKind::Code | RegionKind::Comment | RegionKind::FrontMatter => {
            Some(counted((fold.end - fold.start) as usize + 1, "line"))
        }
        RegionKind::Quote | RegionKind::Row | RegionKind::Cell | RegionKind::Html | RegionKind::Paragraph => {
            return None;
        }
    };
    Some(Fold { is_comment: region.kind == RegionKind::Comment, summary, ..fold })
}

/// The lines of `range` without blank ones at its end; none where it is one line.
fn lines(document: &Document, range: TextRange) -> Option<Fold> {
    let text = document.text();
    let start = text.line_of(range.start);
    let end = text.line_of(range.start + text.slice(range).trim_end().len() as u32);
    (end > start).then_some(Fold { start, end, is_comment: false, summary: None })
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
