//! Trying a fix: whether its finding goes and no other comes, on the document as the fix would leave it.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lint::generated::STALE;
use crate::lint::lint;
use crate::lint::rule::{Context, Finding, Fix};
use crate::workspace::Change;

/// So many fixes are tried for one linter. A document that is wrong in hundreds of places gets fixes for the first ones.
const MOST_TRIED: u32 = 200;
/// So many bytes are read for it, in all tries together: each reads and checks the document again.
const MOST_READ: u32 = 2 << 20;
/// So many are tried however large the document is.
const LEAST_TRIED: u32 = 4;

/// What trying may still cost in one linter, and what each try is compared with.
#[derive(Debug)]
pub struct Tries {
    left: Cell<u32>,
    found: OnceCell<Arc<Vec<Finding>>>,
    before: OnceCell<BTreeMap<&'static str, usize>>,
    /// What can be is tried afterwards, all of it together.
    later: bool,
}

impl Tries {
    /// All that a document of this many bytes gets.
    pub fn of(len: u32) -> Tries {
        let left = (MOST_READ / len.max(1)).clamp(LEAST_TRIED, MOST_TRIED);
        Tries { left: Cell::new(left), found: OnceCell::new(), before: OnceCell::new(), later: false }
    }

    /// The same, where it is known already what is wrong in the document.
    pub fn knowing(self, findings: &Arc<Vec<Finding>>) -> Tries {
        Tries { found: OnceCell::from(Arc::clone(findings)), ..self }
    }

    /// What is wrong in the document of `cx` as it is.
    pub fn found(&self, cx: &Context<'_>) -> &Arc<Vec<Finding>> {
        self.found.get_or_init(|| Arc::new(lint(cx.snapshot, cx.file)))
    }

    /// The same for whoever tries all fixes together afterwards.
    pub fn later(self) -> Tries {
        Tries { later: true, ..self }
    }

    /// Whether no fix will be tried any more, so that none need be thought of.
    pub fn are_spent(&self) -> bool {
        self.left.get() == 0
    }
}

/// Whether `fix` of `finding`, which edits the checked document only, mends it and breaks nothing. Costs as much as
/// checking the document, and is answered with no once the [`Tries`] are spent.
pub fn mends(cx: &Context<'_>, finding: &Finding, fix: &Fix) -> bool {
    if cx.tries.are_spent() || fix.edits.is_empty() || fix.edits.iter().any(|(file, _)| *file != cx.file) {
        return false;
    }
    cx.tries.left.set(cx.tries.left.get() - 1);
    let mut after = cx.snapshot.clone();
    // From the last edit to the first, none moves another.
    let edits = fix.edits.iter().rev().map(|(_, edit)| edit.clone()).collect();
    after.apply(Change::Edit { file: cx.file, edits });
    let before = cx.tries.before.get_or_init(|| counts(cx.tries.found(cx)));
    let own = finding.rule.name;
    let gone = |counts: &BTreeMap<&str, usize>| counts.get(own).copied().unwrap_or(0);
    let left = counts(&lint(&after, cx.file));
    gone(&left) < gone(before) && left.iter().all(|(rule, count)| *count <= before.get(rule).copied().unwrap_or(0))
}

/// As [`mends`], for the only fix of its finding: where all are tried together afterwards, each need not be tried before.
pub fn may_mend(cx: &Context<'_>, finding: &Finding, fix: &Fix) -> bool {
    cx.tries.later || mends(cx, finding, fix)
}

fn counts(findings: &[Finding]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    // Any change may leave a generated part to be made anew, which mends itself.
    for finding in findings.iter().filter(|it| it.rule.name != STALE) {
        *counts.entry(finding.rule.name).or_insert(0) += 1;
    }
    counts
}
