//! Rename: a unit's number or an id, everywhere that it means the same; or a sentence that says why not.

mod anchors;
mod proof;
mod ranges;
pub mod subject;

use std::collections::{BTreeMap, HashSet};

use crate::ide::FilePosition;
use crate::ide::rename::anchors::anchor_edits;
use crate::ide::rename::proof::{difference, meanings};
use crate::ide::rename::ranges::{written_out, written_range};
use crate::ide::rename::subject::{Subject, subject_at};
use crate::ide::target::{file_name, uses};
use crate::text::{Edit, TextRange};
use crate::workspace::{Change, FileId, Snapshot};

/// What would be renamed at a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamable {
    /// The number or id under the cursor, in bytes.
    pub range: TextRange,
    /// It, as written.
    pub placeholder: String,
}

/// The edits of each file, ordered and not overlapping, all to the text as it is now.
pub type EditsByFile = BTreeMap<FileId, Vec<Edit>>;

/// What would be renamed at `at`: nothing where no name of a known unit or task stands; an error says why this one
/// cannot be.
pub fn prepare_rename(snapshot: &Snapshot, at: FilePosition) -> Result<Option<Renamable>, String> {
    let Some(subject) = subject_at(snapshot, at)? else { return Ok(None) };
    Ok(Some(Renamable { range: subject.at, placeholder: subject.at_text }))
}

/// The edits that give what stands at `at` the name `new_name`, which is a number, a whole label or an id. Afterwards
/// every name of the workspace means what it means now. An error says why that cannot be.
pub fn rename(snapshot: &Snapshot, at: FilePosition, new_name: &str) -> Result<EditsByFile, String> {
    let Some(subject) = subject_at(snapshot, at)? else {
        return Err("Put the cursor on a unit's label or a task's id to rename it.".to_owned());
    };
    let token = subject.checked(snapshot, new_name)?;
    if token == subject.old {
        return Ok(EditsByFile::new());
    }
    let before = meanings(snapshot);
    let mut reason = String::new();
    // A range is written out only where its ends alone do not tell the same any more.
    for write_out in [false, true] {
        match candidate(snapshot, &subject, &token, write_out) {
            Ok(edits) => {
                let after = applied(snapshot, &edits);
                let mut all = edits.clone();
                anchor_edits(snapshot, &after, &edits, subject.definition.file, &mut all)?;
                let all = settled(snapshot, all)?;
                match difference(snapshot, &before, &applied(snapshot, &all), &subject, &token) {
                    None => return Ok(all),
                    Some(why) => reason = why,
                }
            }
            Err(why) => reason = why,
        }
    }
    Err(reason)
}

/// The edits to the definition and to all that names it, as far as reading tells; not yet proved.
fn candidate(snapshot: &Snapshot, subject: &Subject, token: &str, write_out: bool) -> Result<EditsByFile, String> {
    let new_name = subject.renamed(snapshot, token).ok_or("That is no name of this form.")?;
    let mut edits = EditsByFile::new();
    let own = subject.definition.file;
    let mut add = |file: FileId, range: TextRange, insert: String| {
        edits.entry(file).or_default().push(Edit { range, insert });
    };
    add(own, subject.defined_at, token.to_owned());
    for (file, held) in snapshot.files() {
        let document = &held.document;
        let mut is_touched = file == own;
        let mut done: HashSet<TextRange> = HashSet::new();
        let named = uses(document).filter(|it| subject.names.contains(it.name));
        for it in named.filter(|it| snapshot.resolve_in(file, it.unit, it.name).contains(&subject.definition)) {
            is_touched = true;
            let range = document.range(it.place);
            if let Some(whole) = written_range(document, range).filter(|_| write_out) {
                if done.insert(whole) {
                    let list = written_out(document, whole, subject, token);
                    let (at, list) = list.ok_or_else(|| unclear(snapshot, file, whole))?;
                    add(file, at, list);
                }
                continue;
            }
            let at = subject.within(document, range).ok_or_else(|| unclear(snapshot, file, range))?;
            if done.insert(at) {
                add(file, at, token.to_owned());
            }
        }
        if is_touched && !held.names().get(&new_name).is_empty() {
            return Err(format!("`{token}` is taken: {} defines it already.", file_name(snapshot, file)));
        }
    }
    settled(snapshot, edits)
}

/// The edits in order, each once; an error where two are in each other's way.
fn settled(snapshot: &Snapshot, mut edits: EditsByFile) -> Result<EditsByFile, String> {
    for (file, edits) in &mut edits {
        edits.sort_by_key(|it| (it.range.start, it.range.end));
        edits.dedup();
        for pair in edits.windows(2) {
            if let [first, second] = pair
                && first.range.end > second.range.start
            {
                return Err(unclear(snapshot, *file, first.range));
            }
        }
    }
    Ok(edits)
}

/// The workspace after the edits.
fn applied(snapshot: &Snapshot, edits: &EditsByFile) -> Snapshot {
    let mut after = snapshot.clone();
    for (file, edits) in edits {
        // From the end, so that what comes before stays where it is.
        after.apply(Change::Edit { file: *file, edits: edits.iter().rev().cloned().collect() });
    }
    after
}

fn unclear(snapshot: &Snapshot, file: FileId, range: TextRange) -> String {
    let line = snapshot.document(file).map_or(0, |it| it.text().line_of(range.start)) + 1;
    let name = file_name(snapshot, file);
    format!("It is named in {name}, line {line}, in a way that cannot be replaced exactly. Rewrite that place first.")
}
