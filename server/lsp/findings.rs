//! Findings of every document, kept as long as the facts that they rest on stay the same.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use milepost_core::lint::lint;
use milepost_core::lint::rule::Finding;
use milepost_core::plan::Plan;
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
    /// What names it defines, without order.
    names: u64,
    /// The names of all documents when the findings were made: a mention may mean any of them. None: not made yet.
    all_names: Option<u64>,
    /// The facts of the documents that the findings point into: their places move with those facts only.
    others: Vec<(FileId, Arc<Plan>)>,
    findings: Arc<Vec<Finding>>,
}

impl Findings {
    /// What is wrong in each document of `snapshot`, by file. Only documents are checked whose own facts changed, or all
    /// if a name appeared or went somewhere: typing that changes no fact costs a look at each document's address.
    pub fn update(&mut self, snapshot: &Snapshot) -> Vec<(FileId, Arc<Vec<Finding>>)> {
        self.memos.retain(|file, _| snapshot.file(*file).is_some());
        for (file, it) in snapshot.files() {
            self.note(file, it);
        }
        let all_names = self.memos.values().fold(0, |sum: u64, it| sum.wrapping_add(it.names));
        let mut all = Vec::with_capacity(self.memos.len());
        for (file, memo) in &mut self.memos {
            if memo.all_names != Some(all_names) || !memo.others.iter().all(|it| is_plan_of(snapshot, it)) {
                memo.findings = Arc::new(checked(snapshot, *file));
                memo.others = others(snapshot, *file, &memo.findings);
                memo.all_names = Some(all_names);
            }
            all.push((*file, Arc::clone(&memo.findings)));
        }
        all
    }

    /// Forgets what was known of `file` if its facts changed.
    fn note(&mut self, file: FileId, it: &File) {
        let plan = it.document.plan();
        if self.memos.get(&file).is_some_and(|memo| Arc::ptr_eq(&memo.plan, plan)) {
            return;
        }
        let names = hash_of_names(it);
        let findings = Arc::default();
        let memo = Memo { plan: Arc::clone(plan), names, all_names: None, others: Vec::new(), findings };
        self.memos.insert(file, memo);
    }
}

/// Runs the rules. One that panics says nothing, and the server lives.
fn checked(snapshot: &Snapshot, file: FileId) -> Vec<Finding> {
    catch_unwind(AssertUnwindSafe(|| lint(snapshot, file))).unwrap_or_else(|_| {
        log("checking a document panicked; it gets no findings");
        Vec::new()
    })
}

fn others(snapshot: &Snapshot, file: FileId, findings: &[Finding]) -> Vec<(FileId, Arc<Plan>)> {
    let related = findings.iter().flat_map(|it| &it.related).map(|it| it.file).filter(|it| *it != file);
    related.filter_map(|it| Some((it, Arc::clone(snapshot.document(it)?.plan())))).collect()
}

fn is_plan_of(snapshot: &Snapshot, (file, plan): &(FileId, Arc<Plan>)) -> bool {
    snapshot.document(*file).is_some_and(|it| Arc::ptr_eq(it.plan(), plan))
}

/// Equal for equal names, whatever their order and places.
fn hash_of_names(file: &File) -> u64 {
    let hash = |(name, targets): (_, &[_])| {
        let mut hasher = DefaultHasher::new();
        (name, targets.len()).hash(&mut hasher);
        hasher.finish()
    };
    file.names().iter().map(hash).fold(1, u64::wrapping_add)
}
