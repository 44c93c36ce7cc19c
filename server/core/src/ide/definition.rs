//! Definition: from a mention to the unit or task that it names; from a link to the heading or file that it leads to.

use crate::ide::FilePosition;
use crate::ide::links::{Anchors, followed};
use crate::ide::target::{Pointed, names_in, place_of, target_at};
use crate::plan::Verdict;
use crate::text::TextRange;
use crate::workspace::{FileId, Snapshot};

/// A place to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Navigation {
    /// What was pointed at, in bytes of the file that was asked about.
    pub origin: TextRange,
    /// Where to go.
    pub file: FileId,
    /// The whole of what is there, in bytes of that file: a unit's section, a task's line, a heading.
    pub range: TextRange,
    /// The label or id in it; a heading as a whole.
    pub focus: TextRange,
}

/// Where the unit or task at the position is defined. On a definition: that one. Several where a range is named, or
/// where a name is ambiguous. Where no name stands, but a link: the heading that it leads to, or where its file begins.
pub fn definition(snapshot: &Snapshot, at: FilePosition) -> Vec<Navigation> {
    let pointed = target_at(snapshot, at);
    let named = pointed.as_ref().filter(|it| is_name(snapshot, it));
    if let Some(led) = named.is_none().then(|| along_link(snapshot, at)).flatten() {
        return vec![led];
    }
    let Some(pointed) = pointed else { return Vec::new() };
    let to = |it| {
        let (range, focus) = place_of(snapshot, it)?;
        Some(Navigation { origin: pointed.range, file: it.file, range, focus })
    };
    pointed.definitions.iter().filter_map(|it| to(*it)).collect()
}

/// Whether a known name stands there, and not only the line of a unit.
fn is_name(snapshot: &Snapshot, pointed: &Pointed) -> bool {
    let is_own = |names: Vec<TextRange>| !pointed.is_definition || names.contains(&pointed.range);
    pointed.definitions.iter().any(|it| is_own(names_in(snapshot, *it)))
}

/// Where the link at the position leads, if that is a document.
fn along_link(snapshot: &Snapshot, at: FilePosition) -> Option<Navigation> {
    let document = snapshot.document(at.file).filter(|it| it.plan().verdict != Verdict::NoPlan)?;
    let defined = || {
        let mut local = document.plan().links.local.iter().map(|it| (document.range(it.place), &it.value));
        local.find(|(range, _)| range.touches(at.offset)).map(|(range, value)| (range, value.clone()))
    };
    let (origin, destination) = document.link_at(at.offset).or_else(defined)?;
    let (file, heading) = followed(snapshot, &mut Anchors::new(), at.file, &destination)?;
    let focus = heading.unwrap_or_default();
    Some(Navigation { origin, file, range: focus, focus })
}
