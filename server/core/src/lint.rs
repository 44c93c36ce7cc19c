//! Linting: the one loop that runs the rules over a document.

#[macro_use]
pub mod rule;
pub mod reading;
pub mod outline;
pub mod span;
pub mod axis;
pub mod dependencies;
pub mod generated;
pub mod overlap;
pub mod shift;
pub mod suppress;
pub mod mends;
pub mod mending;
pub mod ignore;
pub mod fences;
pub mod criteria;
pub mod content;
pub mod language;
pub mod sections;
pub mod skeleton;
pub mod numbering;
pub mod requirements;
pub mod rules;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::document::Document;
use crate::lint::dependencies::{Edge, edges, graph};
use crate::lint::mends::Tries;
use crate::lint::outline::Outline;
use crate::lint::reading::{Reading, Seen};
use crate::lint::requirements::{beside, is_concerned};
use crate::lint::rule::{Context, Finding, Fix, Rule, Severity};
use crate::lint::suppress::{ABOUT_SUPPRESSIONS, Used, silence};
use crate::plan::Verdict;
use crate::workspace::settings::{Level, Settings};
use crate::workspace::{FileId, Snapshot};

/// What is wrong in `file`, by place; nothing for a document that is no plan.
pub fn lint(snapshot: &Snapshot, file: FileId) -> Vec<Finding> {
    Linter::new(snapshot, file).map(|it| it.findings()).unwrap_or_default()
}

/// The ways out of `finding`, which [`lint`] reported for `file`; best first, and none where none is certain enough.
pub fn fixes(snapshot: &Snapshot, file: FileId, finding: &Finding) -> Vec<Fix> {
    Linter::new(snapshot, file).map(|it| it.fixes(finding)).unwrap_or_default()
}

/// Every rule, by name.
pub fn rules() -> &'static [&'static Rule] {
    rules::ALL
}

/// The rule of that name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    rules().iter().copied().find(|rule| rule.name == name)
}

/// The rule whose name is nearest to `name`, which no rule bears; none where nothing is near.
pub fn similar_rule(name: &str) -> Option<&'static Rule> {
    let near = |rule: &&'static Rule| strsim::normalized_damerau_levenshtein(name, rule.name);
    let best = rules().iter().copied().max_by(|a, b| near(a).total_cmp(&near(b)))?;
    (near(&best) > 0.6).then_some(best)
}

/// One document with what the rules share, for whoever asks for the fixes of many findings.
#[derive(Debug)]
pub struct Linter<'a> {
    snapshot: &'a Snapshot,
    file: FileId,
    document: &'a Document,
    outline: Outline,
    edges: Vec<Edge>,
    seen: Seen,
    tries: Tries,
    criteria_label: OnceCell<&'static str>,
    later: Tries,
    settings: &'a Settings,
}

impl<'a> Linter<'a> {
    /// The linter of `file`; none for a document that is no plan, or that configuration excludes.
    pub fn new(snapshot: &'a Snapshot, file: FileId) -> Option<Linter<'a>> {
        let document = snapshot.document(file)?;
        let settings: &Settings = snapshot.settings(file);
        if settings.is_excluded {
            return None;
        }
        let outline = (document.plan().verdict != Verdict::NoPlan).then(|| Outline::of(document.plan()))?;
        Some(Linter {
            snapshot,
            file,
            document,
            outline,
            edges: edges(snapshot, file),
            seen: Seen::default(),
            tries: Tries::of(document.text().len()),
            criteria_label: OnceCell::new(),
            later: Tries::of(document.text().len()).later(),
            settings,
        })
    }

    /// The same, where it is known already what is wrong in the document: what [`lint`] says of it.
    pub fn knowing(self, findings: &Arc<Vec<Finding>>) -> Linter<'a> {
        Linter { tries: self.tries.knowing(findings), ..self }
    }

    /// What is wrong, by place.
    pub fn findings(&self) -> Vec<Finding> {
        let mut used = Used::none(&self.document.plan().suppressions);
        let (last, first): (Vec<&Rule>, Vec<&Rule>) =
            rules().iter().partition(|rule| ABOUT_SUPPRESSIONS.contains(&rule.name));
        let mut findings = self.run(&first, None);
        silence(&self.context(None), &mut findings, &mut used);
        let mut about = self.run(&last, Some(&used));
        silence(&self.context(None), &mut about, &mut used);
        findings.append(&mut about);
        findings.sort_by_cached_key(|it| (self.document.range(it.place), it.rule.name));
        findings
    }

    /// What the rules of these names find, by no order; what comments silence is left out.
    pub fn findings_of(&self, names: &[&str]) -> Vec<Finding> {
        let asked: Vec<&Rule> = rules().iter().copied().filter(|it| names.contains(&it.name)).collect();
        let mut findings = self.run(&asked, None);
        let mut used = Used::none(&self.document.plan().suppressions);
        silence(&self.context(None), &mut findings, &mut used);
        findings
    }

    fn run(&self, rules: &[&Rule], used: Option<&Used>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for rule in rules {
            let level = self.settings.level(rule.name);
            if rule.is_off(self.settings) {
                continue;
            }
            let severity = level.and_then(severity);
            (rule.check)(&self.context(used), &mut |mut finding| {
                finding.severity = severity.unwrap_or(finding.severity);
                findings.push(finding);
            });
        }
        findings
    }

    /// The ways out of one finding, best first.
    pub fn fixes(&self, finding: &Finding) -> Vec<Fix> {
        (finding.rule.fixes)(&self.context(None), finding)
    }

    /// The same for whoever tries all of them together afterwards: the only way out of a finding need not be tried before.
    pub fn fixes_untried(&self, finding: &Finding) -> Vec<Fix> {
        (finding.rule.fixes)(&Context { tries: &self.later, ..self.context(None) }, finding)
    }

    /// Comments that silence one finding: on its line, in its document.
    pub fn ignore(&self, finding: &Finding) -> Vec<Fix> {
        ignore::ignore(&self.context(None), finding)
    }

    /// The segments of the document whose text the rules looked at so far, beside its facts.
    pub fn seen(&self) -> Vec<u32> {
        self.seen.segments()
    }

    /// Whether a rule asked what is on disk beside the documents.
    pub fn asked_around(&self) -> bool {
        self.seen.around()
    }

    /// The other documents whose facts the findings rest on: what this one waits for, directly or through others, those
    /// whose headings it links to, and those beside it whose requirements it fulfils or states.
    pub fn rests_on(&self) -> BTreeSet<FileId> {
        let mut files: BTreeSet<FileId> = self.edges.iter().flat_map(|edge| &edge.on).map(|it| it.file).collect();
        if files.iter().any(|file| *file != self.file) {
            files.extend(graph(&self.context(None)).nodes().map(|it| it.file));
        }
        let paths = self.document.plan().links.local.iter().filter_map(|it| it.value.split_once('#'));
        files.extend(paths.filter_map(|(path, _)| self.snapshot.linked(self.file, path)));
        if is_concerned(self.document) {
            files.extend(beside(self.snapshot, self.file).into_iter().map(|(file, _)| file));
        }
        files.remove(&self.file);
        files
    }

    /// What `ask` finds in the document as rules see it.
    pub fn ask<T>(&self, ask: impl FnOnce(&Context<'_>) -> T) -> T {
        ask(&self.context(None))
    }

    fn context<'b>(&'b self, used: Option<&'b Used>) -> Context<'b> {
        let Linter {
            snapshot, file, document, ref outline, ref edges, ref seen, ref tries, ref criteria_label, ..
        } = *self;
        Context {
            snapshot,
            file,
            document: Reading::new(snapshot, document, seen),
            plan: document.plan(),
            outline,
            edges,
            tries,
            criteria_label,
            used,
        }
    }
}

/// The severity of that level; none of a rule that is off.
fn severity(level: Level) -> Option<Severity> {
    match level {
        Level::Off => None,
        Level::Hint => Some(Severity::Hint),
        Level::Info => Some(Severity::Info),
        Level::Warning => Some(Severity::Warning),
        Level::Error => Some(Severity::Error),
    }
}
