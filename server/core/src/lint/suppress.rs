//! Which findings the document's own comments silence, and which comments silence nothing.

use crate::lint::reading::Reading;
use crate::lint::rule::{Context, Finding};
use crate::plan::suppression::{Scope, Suppression};

/// The rules about suppressions are silenced by name only: otherwise a comment would hide that it is of no use.
pub const ABOUT_SUPPRESSIONS: [&str; 2] = ["unknown-suppression", "unused-suppression"];

/// Which of a document's suppressions silenced something: of each, its rules in their order, or itself if it names none.
#[derive(Clone, Debug)]
pub struct Used(Vec<Vec<bool>>);

impl Used {
    /// None of them yet.
    pub fn none(suppressions: &[Suppression]) -> Used {
        Used(suppressions.iter().map(|it| vec![false; it.rules.len().max(1)]).collect())
    }

    /// Whether the `rule`-th name of the `which`-th suppression silenced something.
    pub fn get(&self, which: usize, rule: usize) -> bool {
        self.0.get(which).and_then(|it| it.get(rule)).copied().unwrap_or(false)
    }

    fn mark(&mut self, (which, rule): (usize, usize)) {
        if let Some(it) = self.0.get_mut(which).and_then(|it| it.get_mut(rule)) {
            *it = true;
        }
    }
}

/// Where a suppression reaches.
struct Reach<'a> {
    suppression: &'a Suppression,
    /// The line on which it stands or, for the next line, that line.
    line: u32,
}

/// Takes out of `findings` what is silenced, and notes by what.
pub fn silence(cx: &Context<'_>, findings: &mut Vec<Finding>, used: &mut Used) {
    if cx.plan.suppressions.is_empty() || findings.is_empty() {
        return;
    }
    let reaches: Vec<Reach<'_>> = cx.plan.suppressions.iter().map(|it| reach(cx.document, it)).collect();
    findings.retain(|finding| {
        let line = cx.document.line(finding.place);
        let by = silencer(&reaches, finding.rule.name, line);
        if let Some(by) = by {
            used.mark(by);
        }
        by.is_none()
    });
}

fn reach<'a>(document: Reading<'_>, suppression: &'a Suppression) -> Reach<'a> {
    let line = document.line(suppression.place);
    let line = if suppression.scope == Scope::NextLine { document.next_line(suppression.place) } else { line };
    Reach { suppression, line }
}

/// The suppression, and the name in it, that silences a finding of `rule` on `line`: the nearest in meaning.
fn silencer(reaches: &[Reach<'_>], rule: &str, line: u32) -> Option<(usize, usize)> {
    let named = |it: &Suppression| match it.rules.is_empty() {
        true => (!ABOUT_SUPPRESSIONS.contains(&rule)).then_some(0),
        false => it.rules.iter().position(|name| name.value == rule),
    };
    let mut off = None;
    let mut file = None;
    for (which, Reach { suppression, line: own }) in reaches.iter().enumerate() {
        let Some(name) = named(suppression) else { continue };
        match suppression.scope {
            Scope::Line | Scope::NextLine if *own == line => return Some((which, name)),
            Scope::On if *own <= line => off = Some((which, name)),
            Scope::Off if *own <= line => off = None,
            Scope::File => file = file.or(Some((which, name))),
            _ => {}
        }
    }
    off.or(file)
}
