//! Requirements: those that the plans beside this one state, where work says which of them it fulfils.

use std::collections::HashSet;

use crate::document::Document;
use crate::ide::completion::value::Typed;
use crate::ide::completion::{Completion, CompletionKind, Means};
use crate::ide::markup::one_line;
use crate::ide::words::{shortened, task_words};
use crate::index::Target;
use crate::lint::requirements::{beside, named, split, stated};
use crate::notation::vocabulary::Kind;
use crate::plan::task::{Task, TaskIndex};
use crate::plan::unit::{Unit, UnitIndex};
use crate::workspace::{Definition, FileId, Snapshot};

/// What is said of a requirement that no work names yet.
const OPEN: &str = "not covered yet";

/// How many characters of a requirement's words are shown.
const LONGEST: usize = 80;

/// The choices for a requirement: what no work names yet, then the others, each in the order of the documents; where none
/// is stated anywhere, those that other work names. What `value` names already is left out.
pub(crate) fn requirements(snapshot: &Snapshot, file: FileId, typed: &Typed, value: &str) -> Vec<Completion> {
    let documents = beside(snapshot, file);
    let covered: HashSet<&str> =
        documents.iter().flat_map(|(_, it)| named(it.plan())).map(|it| it.value.as_str()).collect();
    let here: HashSet<&str> = value.split([',', ';', ' ']).map(str::trim).collect();
    let by_criterion = covered.iter().any(|it| it.starts_with(|c: char| c.is_ascii_digit()) && it.contains('.'));
    let mut found: Vec<(bool, Completion)> = Vec::new();
    for (other, document) in &documents {
        for it in stated(*other, document) {
            let (means, title) = meaning(*other, document, it.id);
            // Where work names criteria (`1.2`), so do the choices.
            let is_number = it.id.bytes().all(|b| b.is_ascii_digit());
            let criteria = it.criteria.filter(|_| is_number && (by_criterion || covered.is_empty())).unwrap_or(0);
            let ids = match criteria {
                0 => vec![it.id.to_uppercase()],
                count => (1..=count).map(|criterion| format!("{}.{criterion}", it.id)).collect(),
            };
            for id in ids.into_iter().filter(|id| !here.contains(id.as_str())) {
                let is_open = !covered.contains(id.as_str()) && !covered.contains(it.id) && !covered.contains("*");
                let note = if is_open { OPEN.to_owned() } else { String::new() };
                let choice = typed.choice(CompletionKind::Requirement, id, title.clone());
                let filter = format!("{} {title}", choice.label);
                found.push((!is_open, Completion { note, means, filter, ..choice }));
            }
        }
    }
    found.sort_by_key(|it| it.0);
    if found.is_empty() {
        let mut ids: Vec<&str> = covered.into_iter().filter(|it| !here.contains(it) && *it != "*").collect();
        ids.sort_unstable();
        return ids
            .into_iter()
            .map(|id| typed.choice(CompletionKind::Requirement, id.to_owned(), String::new()))
            .collect();
    }
    found.into_iter().map(|(_, choice)| choice).collect()
}

/// What the requirement shown as `label` is, as the work in `file` names it.
pub(crate) fn requirement(snapshot: &Snapshot, file: FileId, label: &str) -> Means {
    let (id, _) = split(label);
    let documents = beside(snapshot, file);
    let states = |it: &&(FileId, &Document)| stated(it.0, it.1).iter().any(|it| it.id.eq_ignore_ascii_case(id));
    let found = documents.iter().find(states);
    found.map_or(Means::Itself, |(other, document)| meaning(*other, document, id).0)
}

/// The unit or task that states the requirement `id`, and what it is about.
fn meaning(file: FileId, document: &Document, id: &str) -> (Means, String) {
    let plan = document.plan();
    let is_unit = |it: &(UnitIndex, &Unit)| {
        it.1.label.kind == Some(Kind::REQUIREMENT) && it.1.label.number.0.eq_ignore_ascii_case(id)
    };
    if let Some((at, unit)) = plan.each_unit().find(is_unit) {
        return (Means::Defined(Definition { file, target: Target::Unit(at) }), one_line(&unit.title));
    }
    let is_task = |it: &(TaskIndex, &Task)| it.1.id.as_ref().is_some_and(|it| it.value.eq_ignore_ascii_case(id));
    let Some((at, _)) = plan.each_task().find(is_task) else { return (Means::Itself, String::new()) };
    let words = task_words(document, at).unwrap_or_default();
    (Means::Defined(Definition { file, target: Target::Task(at) }), shortened(&words, LONGEST))
}
