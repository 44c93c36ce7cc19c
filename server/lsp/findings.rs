//! Findings of every document, kept as long as the facts that they rest on stay the same.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use jiff::civil::Date;
use milepost_core::lint::Linter;
use milepost_core::lint::rule::Finding;
use milepost_core::plan::Plan;
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
    /// The facts of the documents that the findings rest on or point into: their places move with those facts only.
    others: Vec<(FileId, Arc<Plan>)>,
    findings: Arc<Vec<Finding>>,
}

impl Findings {
    /// What is wrong in each document of `snapshot`, by file. Only documents are checked whose own facts changed, or all
    /// if a name appeared or went somewhere: typing that changes no fact costs a look at each document's address.
    pub fn update(&mut self, snapshot: &Snapshot) -> Vec<(FileId, Arc<Vec<Finding>>)> {
        self.memos.retain(|file, _| snapshot.file(*file).is_some());
        let mut all = Vec::new();
        for (file, it) in snapshot.files() {
            let findings = match self.memos.get(&file).filter(|memo| memo.holds(snapshot, file, it)) {
                Some(memo) => Arc::clone(&memo.findings),
                None => self.check(snapshot, file, it),
            };
            all.push((file, findings));
        }
        all
    }

    fn check(&mut self, snapshot: &Snapshot, file: FileId, it: &File) -> Arc<Vec<Finding>> {
        let (findings, rests_on) = checked(snapshot, file);
        let memo = Memo {
            plan: Arc::clone(it.document.plan()),
            settings: Arc::clone(snapshot.settings(file)),
            names: snapshot.names_revision(),
            today: snapshot.today,
            others: others(snapshot, file, &findings, rests_on),
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
            && self.others.iter().all(|it| is_plan_of(snapshot, it))
    }
}

/// Runs the rules, and tells on which other documents the findings rest. A rule that panics says nothing, and the
/// server lives.
fn checked(snapshot: &Snapshot, file: FileId) -> (Vec<Finding>, BTreeSet<FileId>) {
    let run = || Linter::new(snapshot, file).map(|it| (it.findings(), it.rests_on())).unwrap_or_default();
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
