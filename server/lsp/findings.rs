//! Findings of every document, kept as long as the facts that they rest on stay the same.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use jiff::civil::Date;
use milepost_core::lint::Linter;
use milepost_core::lint::rule::Finding;
use milepost_core::plan::Plan;
use milepost_core::plan::read::Fragment;
use milepost_core::workspace::settings::Settings;
use milepost_core::workspace::{File, FileId, Snapshot};

use crate::log::log;

/// What is known of each document.
#[derive(Default)]
pub struct Findings {
    memos: BTreeMap<FileId, Memo>,
}

struct Memo {
    /// The facts of the document itself. Held, so that no other plan takes its address.
    plan: Arc<Plan>,
    /// What holds for it.
    settings: Arc<Settings>,
    /// The state of the names of all documents, of which a mention may mean any.
    names: u64,
    /// The day on which it was checked.
    today: Option<Date>,
    /// The look at the disk that answered the rules, if they asked.
    look: Option<u64>,
    /// The facts of the documents that the findings rest on or point into: their places move with those facts only.
    others: Vec<(FileId, Arc<Plan>)>,
    /// The segments whose text was looked at, as they were.
    seen: Vec<(u32, Arc<Fragment>)>,
    findings: Arc<Vec<Finding>>,
}

impl Findings {
    /// What is wrong in each document of `snapshot`, by file. Only documents are checked whose own facts changed, or all
    /// if a name appeared or went somewhere: typing that changes neither a fact nor a text that a
    /// rule looked at costs a look at addresses.
    pub fn update(&mut self, snapshot: &Snapshot) -> Vec<(FileId, Arc<Vec<Finding>>)> {
        self.memos.retain(|file, _| snapshot.file(*file).is_some());
        let mut all = Vec::new();
        for (file, _) in snapshot.files() {
            if let Some(findings) = self.of(snapshot, file) {
                all.push((file, findings));
            }
        }
        all
    }

    /// What is wrong in `file`; none if it is no document of `snapshot`.
    pub fn of(&mut self, snapshot: &Snapshot, file: FileId) -> Option<Arc<Vec<Finding>>> {
        let it = snapshot.file(file)?;
        Some(match self.memos.get(&file).filter(|memo| memo.holds(snapshot, file, it)) {
            Some(memo) => Arc::clone(&memo.findings),
            None => self.check(snapshot, file, it),
        })
    }

    /// The documents whose findings, as far as they were asked for, rest on `file` or point into it.
    pub fn resting_on(&self, file: FileId) -> BTreeSet<FileId> {
        let rests = |memo: &Memo| memo.others.iter().any(|(other, _)| *other == file);
        self.memos.iter().filter(|(_, memo)| rests(memo)).map(|(file, _)| *file).collect()
    }

    fn check(&mut self, snapshot: &Snapshot, file: FileId, it: &File) -> Arc<Vec<Finding>> {
        let Checked { findings, rests_on, seen, asked_around } = checked(snapshot, file);
        let fragment = |at: u32| Some((at, Arc::clone(it.document.fragment(at)?)));
        let memo = Memo {
            plan: Arc::clone(it.document.plan()),
            settings: Arc::clone(snapshot.settings(file)),
            names: snapshot.names_revision(),
            today: snapshot.today,
            look: asked_around.then_some(snapshot.looks),
            others: others(snapshot, file, &findings, rests_on),
            seen: seen.into_iter().filter_map(fragment).collect(),
            findings: Arc::new(findings),
        };
        let findings = Arc::clone(&memo.findings);
        self.memos.insert(file, memo);
        findings
    }
}

impl Memo {
    fn holds(&self, snapshot: &Snapshot, id: FileId, file: &File) -> bool {
        Arc::ptr_eq(&self.plan, file.document.plan())
            && Arc::ptr_eq(&self.settings, snapshot.settings(id))
            && self.names == snapshot.names_revision()
            && self.today == snapshot.today
            && self.look.is_none_or(|look| look == snapshot.looks)
            && self.seen.iter().all(|(at, seen)| file.document.fragment(*at).is_some_and(|it| Arc::ptr_eq(it, seen)))
            && self.others.iter().all(|it| is_plan_of(snapshot, it))
    }
}

/// What is wrong, and what that rests on beside the document's own facts.
#[derive(Default)]
struct Checked {
    findings: Vec<Finding>,
    rests_on: BTreeSet<FileId>,
    seen: Vec<u32>,
    asked_around: bool,
}

/// Runs the rules. One that panics says nothing, and the server lives.
fn checked(snapshot: &Snapshot, file: FileId) -> Checked {
    let report = |it: Linter| Checked {
        findings: it.findings(),
        rests_on: it.rests_on(),
        seen: it.seen(),
        asked_around: it.asked_around(),
    };
    let run = || Linter::new(snapshot, file).map(report).unwrap_or_default();
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        log("checking a document panicked; it gets no findings");
        Default::default()
    })
}

fn others(
    snapshot: &Snapshot,
    file: FileId,
    findings: &[Finding],
    mut files: BTreeSet<FileId>,
) -> Vec<(FileId, Arc<Plan>)> {
    files.extend(findings.iter().flat_map(|it| &it.related).map(|it| it.file));
    files.remove(&file);
    files.into_iter().filter_map(|it| Some((it, Arc::clone(snapshot.document(it)?.plan())))).collect()
}

fn is_plan_of(snapshot: &Snapshot, (file, plan): &(FileId, Arc<Plan>)) -> bool {
    snapshot.document(*file).is_some_and(|it| Arc::ptr_eq(it.plan(), plan))
}
