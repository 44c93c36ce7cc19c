//! Names that begin with the number of the unit that they stand in: `Story 2.1` in Epic 2, `02-01` in Phase 2.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::ide::refactor::Refusal;
use crate::ide::refactor::family::Member;
use crate::ide::rename::style::in_style;
use crate::ide::rename::subject::{Subject, subject_of};
use crate::index::Target;
use crate::lint::outline::{Outline, shape};
use crate::lint::shift::digit_runs;
use crate::text::TextRange;
use crate::workspace::{Definition, FileId, Snapshot};

/// What has to be renamed with `moved`, which get these numbers: the units and tasks inside the members of the family
/// that are named after them, each with its new number or id. Names of one shape are taken to be so where most of them
/// begin with the number of the member that they stand in.
///
/// # Errors
/// A sentence where such a name is a part of something else, as of a file's name.
pub fn carried(
    snapshot: &Snapshot,
    file: FileId,
    members: &[Member],
    moved: &[(&Member, u32)],
) -> Result<Vec<(Definition, String)>, Refusal> {
    let Some(document) = snapshot.document(file).filter(|_| !moved.is_empty()) else { return Ok(Vec::new()) };
    let outline = Outline::of(document.plan());
    // By shape: how many stand in the member that they are named after, and all.
    let mut by_shape: BTreeMap<String, (usize, Vec<Subject>)> = BTreeMap::new();
    for member in members {
        for subject in inside(snapshot, file, document, &outline, member) {
            let (own, all) = by_shape.entry(shape(&subject.old)).or_default();
            *own += usize::from(named_after(&subject.old, member).is_some());
            all.push(subject);
        }
    }
    let mut renames = Vec::new();
    let bound = by_shape.into_values().filter(|(own, all)| own * 2 > all.len());
    for subject in bound.flat_map(|(_, all)| all) {
        let named = moved.iter().find_map(|(it, value)| Some((named_after(&subject.old, it)?, *value)));
        let Some((run, value)) = named else { continue };
        let text = document.text();
        let line = text.line_range(text.line_of(subject.defined_at.start));
        let behind = text.slice(TextRange::new(subject.defined_at.end, line.end.max(subject.defined_at.end)));
        let mut next = behind.chars();
        let is_part = next.next().is_some_and(|it| matches!(it, '-' | '_' | '.' | '/'))
            && next.next().is_some_and(char::is_alphanumeric);
        let new = in_style(run.of(&subject.old), value).filter(|_| !is_part);
        let Some(new) = new else {
            let line = text.line_of(subject.defined_at.start) + 1;
            return Err(Refusal(format!(
                "`{}` in line {line} holds the number of what it stands in, and cannot be renumbered with it: change it by hand first.",
                subject.old
            )));
        };
        let mut token = subject.old;
        token.replace_range(run.start as usize..run.end as usize, &new);
        renames.push((subject.definition, token));
    }
    Ok(renames)
}

/// The units and tasks inside `member` that have a number or id.
fn inside(snapshot: &Snapshot, file: FileId, document: &Document, outline: &Outline, member: &Member) -> Vec<Subject> {
    let plan = document.plan();
    let units = outline.descendants(member.unit);
    let holders = std::iter::once(member.unit).chain(units.iter().copied());
    let tasks = holders.filter_map(|it| plan.unit(it)).flat_map(|it| &it.tasks).map(|it| Target::Task(*it));
    let targets = units.iter().map(|it| Target::Unit(*it)).chain(tasks);
    targets.filter_map(|target| subject_of(snapshot, Definition { file, target }).ok()).collect()
}

/// Where in `token` the number of `member` stands, if it begins with that and goes on with a number of its own: the `2`
/// of `2.1`, `S2-04` and `02-01`.
fn named_after(token: &str, member: &Member) -> Option<TextRange> {
    let value = |text: &str, run: &TextRange| run.of(text).parse::<u32>().ok();
    let own: Vec<u32> =
        digit_runs(member.written()).iter().map(|it| value(member.written(), it)).collect::<Option<_>>()?;
    let runs = digit_runs(token);
    let (head, tail) = runs.split_at_checked(own.len())?;
    let is_same = own.iter().zip(head).all(|(own, run)| value(token, run) == Some(*own));
    (is_same && !tail.is_empty()).then(|| head.last().copied()).flatten()
}
