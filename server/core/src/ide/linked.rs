//! Linked editing: the places of a document where the number or id under the cursor is typed anew while it is typed at
//! one of them.

use crate::document::Document;
use crate::ide::FilePosition;
use crate::ide::rename::ranges::Ranges;
use crate::ide::rename::subject::{Subject, pointed_at};
use crate::ide::target::uses_in;
use crate::text::TextRange;
use crate::workspace::{FileId, Snapshot};

/// The places that say the same number or id, in order. None where the cursor is not on one, where it stands only once,
/// and where some place would be left behind: in a range, in another style, in another file, in a link. A rename changes
/// those too.
pub fn linked_ranges(snapshot: &Snapshot, at: FilePosition) -> Option<Vec<TextRange>> {
    let (subject, here) = pointed_at(snapshot, at).ok()??;
    if !here.touches(at.offset) || subject.definition.file != at.file {
        return None;
    }
    let document = snapshot.document(at.file)?;
    let said = subject.said.iter().map(|(range, name)| subject.within(document, *range, name));
    let mut found: Vec<TextRange> = said.collect::<Option<_>>()?;
    for (file, held) in snapshot.files() {
        if is_linked_to(snapshot, file, &held.document, &subject) {
            return None;
        }
        let places = places(snapshot, file, &held.document, &subject)?;
        if file != at.file && !places.is_empty() {
            return None;
        }
        found.extend(places);
    }
    found.sort_unstable();
    found.dedup();
    let are_alike = found.iter().all(|it| document.text().slice(*it) == subject.old);
    (are_alike && found.len() > 1 && found.contains(&here)).then_some(found)
}

/// Where `document` names the subject; none where it does so in a way that is not plainly its number or id.
fn places(snapshot: &Snapshot, file: FileId, document: &Document, subject: &Subject) -> Option<Vec<TextRange>> {
    let is_meant =
        |it: &crate::ide::target::Use<'_>| snapshot.resolve_in(file, it.unit, it.name).contains(&subject.definition);
    let named = uses_in(snapshot, file, |it| subject.names.contains(it.name)).filter(is_meant);
    let named: Vec<_> = named.map(|it| (document.range(it.place), it.name)).collect();
    if named.is_empty() {
        return Some(Vec::new());
    }
    let ranges = Ranges::of(snapshot, file);
    let place = |(at, name)| subject.within(document, at, name).filter(|_| ranges.around(at).is_none());
    named.into_iter().map(place).collect()
}

/// Whether a link of `document` leads to the heading that defines the subject.
fn is_linked_to(snapshot: &Snapshot, file: FileId, document: &Document, subject: &Subject) -> bool {
    let own = subject.definition.file;
    let mut to_own = document.plan().links.local.iter().filter_map(|link| {
        let (path, anchor) = link.value.split_once('#')?;
        let to = if path.is_empty() { Some(file) } else { snapshot.linked(file, path) };
        (to == Some(own)).then_some(anchor.to_lowercase())
    });
    let Some(first) = to_own.next() else { return false };
    let anchors = snapshot.document(own).map(Document::anchors).unwrap_or_default();
    let leads = |anchor: String| anchors.get(&anchor).is_some_and(|heading| heading.overlaps(subject.defined_at));
    leads(first) || to_own.any(leads)
}
