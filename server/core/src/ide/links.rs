//! Document links: ids of an issue tracker, and links to headings and files of the workspace.

use std::collections::{HashMap, HashSet};

use crate::document::Document;
use crate::ide::markup::one_line;
use crate::ide::target::{Use, file_name, uses};
use crate::notation::id::ids;
use crate::plan::Verdict;
use crate::text::TextRange;
use crate::workspace::links::percent_decoded;
use crate::workspace::settings::Tracker;
use crate::workspace::{FileId, Snapshot};

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What is clicked, in bytes.
    pub range: TextRange,
    /// Where it leads.
    pub to: Destination,
    /// That, in words.
    pub tooltip: String,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// An address of the web.
    Address(String),
    /// A document of the workspace.
    Document {
        /// Which.
        file: FileId,
        /// The byte where the heading begins that is meant; none for all of it.
        offset: Option<u32>,
    },
    /// Another file, by its path in the workspace folder of the document, there or not.
    File(String),
}

/// The links of `file`, in document order, not overlapping. None in a document that is no plan.
pub fn links(snapshot: &Snapshot, file: FileId) -> Vec<Link> {
    let plan = snapshot.document(file).filter(|it| it.plan().verdict != Verdict::NoPlan);
    let Some(document) = plan else { return Vec::new() };
    let mut found = tracked(snapshot, file, document);
    let mut anchors = HashMap::new();
    let local = document.plan().links.local.iter();
    found.extend(local.filter_map(|it| leading(snapshot, &mut anchors, file, &it.value, document.range(it.place))));
    found.retain(|it| !it.range.is_empty());
    found.sort_by_key(|it| (it.range.start, u32::MAX - it.range.end));
    let mut end = 0;
    found.retain(|it| {
        let is_free = it.range.start >= end;
        end = if is_free { it.range.end } else { end };
        is_free
    });
    found
}

/// A link as Markdown writes it, to a heading or a file; `anchors` are those of files that were asked for before.
fn leading(
    snapshot: &Snapshot,
    anchors: &mut HashMap<FileId, HashMap<String, TextRange>>,
    from: FileId,
    destination: &str,
    range: TextRange,
) -> Option<Link> {
    let (path, anchor) = destination.split_once('#').unwrap_or((destination, ""));
    let held = if path.is_empty() { Some(from) } else { snapshot.linked(from, path) };
    let Some(file) = held else {
        let path = snapshot.linked_path(from, path)?;
        return Some(Link { range, tooltip: path.clone(), to: Destination::File(path) });
    };
    let document = snapshot.document(file)?;
    let anchor = percent_decoded(anchor).filter(|it| !it.is_empty());
    let heading = anchor.and_then(|it| {
        let name = it.strip_prefix("user-content-").unwrap_or(&it).to_lowercase();
        anchors.entry(file).or_insert_with(|| document.anchors()).get(&name).copied()
    });
    if path.is_empty() && heading.is_none() {
        return None;
    }
    let words = heading.map(|it| one_line(document.text().slice(it).trim_start_matches('#')));
    let name = file_name(snapshot, file);
    let tooltip = match words {
        Some(words) if file == from => words,
        Some(words) => format!("{words} ({name})"),
        None => name,
    };
    Some(Link { range, to: Destination::Document { file, offset: heading.map(|it| it.start) }, tooltip })
}

/// `#61`, `[#61]` and `PROJ-1`, where a tracker is configured for them, or the repository has one. Not in code, not in other links, and not where
/// a plan of the workspace defines what is named: a name leads to its definition.
fn tracked(snapshot: &Snapshot, file: FileId, document: &Document) -> Vec<Link> {
    let tracker = &tracker(snapshot, file, document);
    if tracker.issue.is_none() && tracker.prefixes.is_empty() {
        return Vec::new();
    }
    let is_defined = |it: &Use<'_>| !snapshot.resolve_in(file, it.unit, it.name).is_empty();
    let defined: HashSet<TextRange> = uses(document).filter(is_defined).map(|it| document.range(it.place)).collect();
    let text = document.text().to_string();
    let mut found = Vec::new();
    for (start, line) in lines(&text) {
        for (range, url, reference) in references(line, tracker) {
            let range = range.shifted(start);
            if defined.contains(&range) || document.is_verbatim(range.start + 1) || document.is_linked(range.start) {
                continue;
            }
            if document.plan().links.defines(&reference) {
                continue;
            }
            found.push(Link { range, tooltip: format!("{reference}: {url}"), to: Destination::Address(url) });
        }
    }
    found
}

/// The tracker that is configured; the repository's own for issues, where none is.
fn tracker(snapshot: &Snapshot, file: FileId, document: &Document) -> Tracker {
    let configured = snapshot.settings(file).tracker.clone();
    let of_repository = || snapshot.surroundings.as_ref()?.issues(document.source().location.as_deref()?);
    Tracker { issue: configured.issue.or_else(of_repository), ..configured }
}

fn lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    text.split_inclusive(['\n', '\r']).scan(0_u32, |start, line| {
        let at = *start;
        *start += line.len() as u32;
        Some((at, line))
    })
}

/// The references of a line that the tracker has an address for; those in brackets with their brackets.
fn references(line: &str, tracker: &Tracker) -> Vec<(TextRange, String, String)> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices('#') {
        let digits = line.get(at + 1..).map_or(0, |it| it.bytes().take_while(u8::is_ascii_digit).count());
        let end = at + 1 + digits;
        let before = line.get(..at).and_then(|it| it.chars().next_back());
        let behind = line.get(end..).and_then(|it| it.chars().next());
        // `owner/repository#3` is another tracker's, `#3a` a colour or an anchor.
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '/' | '#' | '&');
        if before.is_some_and(is_part) || behind.is_some_and(is_part) {
            continue;
        }
        let Some(reference) = line.get(at..end) else { continue };
        let Some(url) = tracker.url(reference) else { continue };
        let is_bracketed = before == Some('[') && behind == Some(']');
        let range = if is_bracketed { (at - 1, end + 1) } else { (at, end) };
        found.push((TextRange::new(range.0 as u32, range.1 as u32), url, reference.to_owned()));
    }
    for hit in ids(line) {
        let Some(reference) = line.get(hit.range.clone()) else { continue };
        let Some(url) = tracker.url(reference) else { continue };
        found.push((TextRange::new(hit.range.start as u32, hit.range.end as u32), url, reference.to_owned()));
    }
    found
}
